"""How the parts of the page stand together."""

from nicegui import ui

from rehearsal import team
from rehearsal.campaign import Campaign
from rehearsal.crowd import Crowd
from rehearsal.page.campaigner import Campaigner
from rehearsal.page.coming import Ahead
from rehearsal.page.composer import Composer
from rehearsal.page.controls import Clockface, Log, Trouble
from rehearsal.page.crew import Crew
from rehearsal.page.feed import Feed
from rehearsal.page.knockers import Knockers
from rehearsal.page.places import Bar, Places
from rehearsal.page.tab import Part, Tab
from rehearsal.render.tag import Tag


def build(tab: Tab, knocking: Crowd, campaign: Campaign) -> None:
    """Draw the page for this tab, and again whenever somebody else sits down at it."""
    with tab.client:
        root = Tag("div", classes="app", data_zone=team.ZONE)
        ui.on("channel", lambda event: tab.follow(*map(str, event.args)))
        ui.on("press", lambda event: tab.press(*map(str, event.args)))
        ui.on("command", lambda event: tab.start_command(str(event.args)))

    def draw() -> None:
        root.clear()
        with root:
            tab.parts = [Root(tab, root), *_columns(tab, knocking, campaign)]
        tab.show()

    tab.rebuild = draw
    draw()


class Root:
    """The page as a whole: it carries what the browser needs to write moments."""

    def __init__(self, tab: Tab, root: Tag) -> None:
        self.tab, self.root = tab, root

    def show(self) -> None:
        """Tell the browser the language, how far the world's clock is ahead of its own, and whether presses arrive."""
        ahead = int(self.tab.world.clock.ahead.total_seconds())
        self.root.set(
            inert=not self.tab.met, data_locale=self.tab.locale, lang=self.tab.locale[:2], data_ahead=str(ahead)
        )


def _columns(tab: Tab, knocking: Crowd, campaign: Campaign) -> list[Part]:
    words = tab.words
    Tag("a", words("skip"), "skip", href="#composer")
    places = Places(tab)
    with Tag("main", classes="middle"):
        bar = Bar(tab)
        welcome = Welcome(tab)
        feed = Feed(tab)
        composer = Composer(tab)
    with Tag("aside", classes="side side-right", id="people", aria_label=words("people.label")):
        crew, clock = Crew(tab), Clockface(tab)
        campaigner, knockers = Campaigner(tab, campaign), Knockers(tab, knocking)
        right: list[Part] = [crew, clock, campaigner, knockers, Ahead(tab, clock.to), Trouble(tab), Log(tab)]
    welcome.campaign.pressed(campaigner.begin)
    Tag("div", classes="veil", data_toggle="", aria_hidden="true")
    return [places, bar, feed, composer, *right]


class Welcome:
    """What a newcomer is told first: where they are, and two ways to begin."""

    def __init__(self, tab: Tab) -> None:
        words = tab.words
        with Tag("section", classes="welcome", aria_label=words("welcome.title")):
            with Tag("div"):
                Tag("strong", words("welcome.title"))
                Tag("p", " ".join(words(f"welcome.{key}") for key in ("what", "who", "first")))
                with Tag("div", classes="buttons"):
                    start = Tag("button", words("welcome.start"), "btn btn-primary", type="button", data_welcomed="")
                    start.pressed(lambda: tab.start_command("setup"))
                    self.campaign = Tag("button", words("welcome.campaign"), "btn btn-secondary", type="button")
                    self.campaign.set(data_welcomed="")
            Tag("button", "✕", "icon", type="button", aria_label=words("welcome.close"), data_welcomed="")
