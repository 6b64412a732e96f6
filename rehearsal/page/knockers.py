"""Twenty simulated volunteers: let them knock, watch how far they are, stop them."""

from datetime import timedelta

from rehearsal.crowd import SAMPLE_KEY, SPAN, Crowd, Session
from rehearsal.page.combo import VALUE
from rehearsal.page.tab import Tab
from rehearsal.render.tag import Tag


class Knockers:
    """The volunteers of the world, the same on every page that is open."""

    def __init__(self, tab: Tab, crowd: Crowd) -> None:
        self.tab, self.crowd, self._chosen = tab, crowd, ""
        self._follows = False  # whoever lets them knock is shown the board as soon as it is there
        self._offered: list[tuple[str, str]] = []
        words = tab.words
        Tag("h2", words("crowd.title"))
        self.about = Tag("p", words("crowd.about"), "setting-name")
        with Tag("label", classes="setting") as self.where:
            Tag("span", words("crowd.where"), "setting-name")
            self.choice = Tag("select", aria_label=words("crowd.where"), data_focus="crowd.where")
            self.choice.on("change", lambda event: setattr(self, "_chosen", event.args), js_handler=VALUE)
        with Tag("div", classes="buttons"):
            self.begin = Tag("button", classes="btn btn-primary", type="button", data_focus="crowd.begin")
            self.begin.set(data_welcomed="").pressed(self._begin)
            self.stop = Tag("button", words("crowd.stop"), "btn btn-danger", type="button", data_focus="crowd.stop")
            self.stop.pressed(crowd.stop)
            self.watch = Tag("button", words("crowd.watch"), "btn btn-secondary", type="button")
            self.watch.set(data_focus="crowd.watch").pressed(self._watch)
        seconds = int(SPAN.total_seconds())
        self.bar = Tag("progress", classes="walked", max=str(seconds), aria_label=words("crowd.progress"))
        self.state = Tag("p", classes="setting-name")
        self.trouble = Tag("div", classes="field-error", role="alert")

    def show(self) -> None:
        """Offer what can be done now, and say how far they are."""
        crowd, running = self.crowd, self.crowd.running
        self._offer([] if running else crowd.sessions())
        for part, shown in ((self.begin, not running), (self.stop, running), (self.about, not running)):
            part.set(hidden=not shown)
        self.bar.set(hidden=not running, value=str(int(crowd.at.total_seconds())))
        self.state.text = self._state()
        self.state.set(hidden=not self.state.text)
        self.trouble.text = self._trouble()
        board = crowd.board_id if self._thread else None
        self.watch.set(hidden=board is None)
        if self._follows and board is not None:
            self._follows = False
            self._watch()

    def _offer(self, sessions: list[Session]) -> None:
        offered = [(one.key, one.name) for one in sessions]
        self.where.set(hidden=len(offered) < 2)
        if offered != self._offered:
            self._offered = offered
            if self._chosen not in dict(offered):
                self._chosen = offered[0][0] if offered else ""
            self.choice.clear()
            with self.choice:
                for key, name in offered:
                    Tag("option", name, value=key, selected=key == self._chosen)
        if sessions:
            self._label(sessions[0])

    def _label(self, first: Session) -> None:
        words = self.tab.words
        if first.key == SAMPLE_KEY:
            label, about = words("crowd.begin_sample"), words("crowd.sample")
        elif first.starts_at:
            label, about = words("crowd.begin_later"), words("crowd.later")
        else:
            label, about = words("crowd.begin"), ""
        self.begin.text = label
        self.about.text = f"{words('crowd.about')} {about}".strip()

    def _begin(self) -> None:
        self._follows = True
        self.crowd.begin(self._chosen)

    @property
    def _thread(self) -> int:
        return self.crowd.session.thread if self.crowd.begun and self.crowd.session else 0

    def _watch(self) -> None:
        if message := self.crowd.board_id:
            self.tab.follow(str(self._thread), str(message))

    def _state(self) -> str:
        crowd, words = self.crowd, self.tab.words
        if not crowd.begun:
            return ""
        if crowd.running:
            at = words("crowd.knocking", minutes=_clock(crowd.at), doors=crowd.doors)
            return at if self._thread else words("crowd.opening")
        if crowd.finished:
            return words("crowd.done", doors=crowd.doors)
        return "" if crowd.trouble else words("crowd.stopped", doors=crowd.doors)

    def _trouble(self) -> str:
        words = self.tab.words
        told = {
            "closed": words("crowd.closed"),
            "silent": words("crowd.silent"),
            "nowhere": words("crowd.nowhere"),
            "broken": words("crowd.broken"),
        }
        return told.get(self.crowd.trouble, "") if self.crowd.begun else ""


def _clock(span: timedelta) -> str:
    minutes, seconds = divmod(int(span.total_seconds()), 60)
    return f"{minutes}:{seconds:02}"
