"""A campaign to look at: let it come about, watch how far it is, open its board."""

from nicegui import background_tasks

from rehearsal.campaign import Campaign
from rehearsal.deeds import CHANNEL
from rehearsal.page.tab import Tab
from rehearsal.render.tag import Tag


class Campaigner:
    """The pretend campaign, the same on every page that is open."""

    def __init__(self, tab: Tab, campaign: Campaign) -> None:
        self.tab, self.campaign = tab, campaign
        self._follows = False
        words = tab.words
        Tag("h2", words("campaign.title"))
        self.about = Tag("p", words("campaign.about"), "setting-name")
        with Tag("div", classes="buttons"):
            self.start = Tag("button", words("campaign.begin"), "btn btn-primary", type="button")
            self.start.set(data_focus="campaign.begin", data_welcomed="").pressed(self.begin)
            self.board = Tag("button", words("campaign.board"), "btn btn-primary", type="button")
            self.board.set(data_focus="campaign.board").pressed(self._open)
        self.bar = Tag("progress", classes="walked", aria_label=words("campaign.progress"))
        self.state = Tag("p", classes="setting-name", role="status")
        self.trouble = Tag("div", classes="field-error", role="alert")

    def show(self) -> None:
        """Offer what can be done now, and say how far it is."""
        campaign, words = self.campaign, self.tab.words
        running, finished = campaign.running, campaign.finished
        self.about.set(hidden=running or finished)
        self.start.set(hidden=running or finished)
        self.board.set(hidden=not finished)
        self.bar.set(hidden=not running, max=str(campaign.all), value=str(campaign.done))
        self.state.text = words("campaign.done") if finished else words("campaign.running")
        self.state.set(hidden=not (running or finished))
        self.trouble.text = words("campaign.broken") if campaign.begun and campaign.trouble else ""
        if self._follows and finished:
            self._follows = False
            background_tasks.create(self._open())

    def begin(self) -> None:
        """Let it come about; whoever pressed, and still sits there at the end, is shown the board."""
        self._follows = True
        self.tab.go(CHANNEL)
        self.campaign.begin(self.tab.who, self.tab.locale)

    async def _open(self) -> None:
        tab = self.tab
        tab.go(CHANNEL)
        await tab.do(tab.seat.command(tab.place.handle, "prospect board", {}))
