"""The grammar of the ids on buttons, selects and forms: each is declared here once.

An id reads `t1:canvass.in:42` — the grammar's version, the declared code, then the values in declared order.
Ids live as long as the messages that carry them: a code is never given a new meaning, it is retired and a new
one declared. Discord allows 100 characters (Component Reference).
"""

import re
from dataclasses import dataclass

VERSION = "t1"
MOST = 100
_CODE = re.compile(r"[a-z_]+(\.[a-z_]+)+")
_VALUE = re.compile(r"[A-Za-z0-9_.-]{0,40}")

Value = int | str


class Tag(str):
    """A value that is one short word of our own: a language, a kind, a part. At most 12 characters."""

    __slots__ = ()
    MOST = 12

    def __new__(cls, word: str) -> "Tag":
        """Raises ValueError when it is longer."""
        if len(word) > cls.MOST:
            raise ValueError(f"longer than {cls.MOST} characters")
        return super().__new__(cls, word)


@dataclass(frozen=True, slots=True)
class Id:
    """One declared id: its code and the names and types of its values."""

    code: str
    args: tuple[tuple[str, type[int] | type[str]], ...]

    def __call__(self, **values: Value) -> str:
        """The custom id for these values. Raises ValueError if one is missing, odd, or the whole too long."""
        if set(values) != {name for name, _ in self.args}:
            raise ValueError(f"{self.code} takes {[name for name, _ in self.args]}, not {sorted(values)}")
        parts = [VERSION, self.code, *(str(kind(values[name])) for name, kind in self.args)]
        if len(joined := ":".join(parts)) > MOST or not all(_VALUE.fullmatch(part) for part in parts[2:]):
            raise ValueError(f"not an id: {joined[:120]!r}")
        return joined

    def read(self, parts: list[str]) -> dict[str, Value] | None:
        """The values in the tail of a custom id, or None where they do not fit this id."""
        if len(parts) != len(self.args) or not all(_VALUE.fullmatch(part) for part in parts):
            return None
        try:
            values = {name: kind(part) for (name, kind), part in zip(self.args, parts, strict=True)}
        except ValueError:
            return None
        # Somebody may make up an id; a number that no row can have would be an error of the database.
        return values if all(isinstance(value, str) or abs(value) < 2**63 for value in values.values()) else None


DECLARED: dict[str, Id] = {}


def declare(code: str, **args: type[int] | type[str]) -> Id:
    """Declare an id. Raises ValueError if the code is odd or taken."""
    if code in DECLARED or not _CODE.fullmatch(code):
        raise ValueError(f"{code!r} is taken, or not of the form feature.thing")
    return DECLARED.setdefault(code, Id(code, tuple(args.items())))


def parse(custom_id: str) -> tuple[Id, dict[str, Value]] | None:
    """The declared id and its values behind a custom id, or None if it is not (or no longer) one of ours."""
    version, _, rest = custom_id.partition(":")
    code, *parts = rest.split(":")
    found = DECLARED.get(code) if version == VERSION else None
    values = found.read(parts) if found else None
    return (found, values) if found and values is not None else None


def carried(values: dict[str, Value]) -> tuple[str, dict[str, Value]] | None:
    """The code and values of the form that an id of FORM_AGAIN or FORM_PICK carries, or None."""
    form, args = str(values.get("form", "")), str(values.get("args", ""))
    found = DECLARED.get(form)
    inner = found.read(args.split(".") if args else []) if found else None
    return None if inner is None else (form, inner)


def nudge_in(values: dict[str, Value]) -> int | None:
    """The nudge that an id is about, or that the form it carries is about; None for any other."""
    inner = carried(values) if "form" in values else None
    number = (inner[1] if inner else values).get("nudge")
    return number if isinstance(number, int) else None


# ---- everywhere ----------------------------------------------------------------------------------
FORM_AGAIN = declare("form.again", form=str, args=str)
FORM_PICK = declare("form.pick", form=str, args=str, which=int)

# ---- set-up, /me, /help ------------------------------------------------------------------------------
SETUP_OPEN = declare("setup.open")
SETUP_STEP = declare("setup.step", step=str)
SETUP_JUMP = declare("setup.jump")
SETUP_LANGUAGE = declare("setup.language")
SETUP_ZONE = declare("setup.zone")
SETUP_CITY = declare("setup.city")
SETUP_CITY_FORM = declare("setup.city_form")
SETUP_CHANNEL = declare("setup.channel", use=str)
SETUP_ROLE = declare("setup.role")
SETUP_FORM = declare("setup.form", form=str)
SETUP_NAMES = declare("setup.names")
SETUP_ABOUT = declare("setup.about")
SETUP_TIMES = declare("setup.times")
SETUP_LINE = declare("setup.line")
SETUP_RANKING = declare("setup.ranking")
SETUP_EVENTS = declare("setup.events", on=int)
SETUP_CHEERS = declare("setup.cheers", on=int)
SETUP_SAMPLE = declare("setup.sample", on=int)
ME_PAGE = declare("me.page", page=str)
ME_LANGUAGE = declare("me.language")
ME_ZONE = declare("me.zone")
ME_CITY = declare("me.city")
ME_CITY_FORM = declare("me.city_form")
ME_REMINDERS = declare("me.reminders", on=int)
ME_NAMING = declare("me.naming")
ME_DATA = declare("me.data")
ME_FORGET = declare("me.forget")
HELP_PAGE = declare("help.page", page=str)
# ---- turf ----------------------------------------------------------------------------------------------
TURF_ADD = declare("turf.add")
TURF_NEW = declare("turf.new")
TURF_EDIT = declare("turf.edit", turf_id=int)
TURF_CHANGE = declare("turf.change", turf_id=int)
TURF_FINISH = declare("turf.finish", turf_id=int)
TURF_REOPEN = declare("turf.reopen", turf_id=int)
TURF_PAGE = declare("turf.page", page=int)
TURF_CHOOSE = declare("turf.choose", deed=str, page=int)
TURF_CHOSEN = declare("turf.chosen", deed=str)
TURF_IMPORT = declare("turf.import", mark=str)
TURF_LEAVE = declare("turf.leave", mark=str)
TURF_ASK = declare("turf.ask")
TURF_SAY = declare("turf.say", what=str)
TURF_TAKE_BACK = declare("turf.take_back")
# ---- canvass ---------------------------------------------------------------------------------------------
CANVASS_IN = declare("canvass.in", canvass=int)
CANVASS_MAYBE = declare("canvass.maybe", canvass=int)
CANVASS_CANT = declare("canvass.cant", canvass=int)
CANVASS_TAGS = declare("canvass.tags", canvass=int)
CANVASS_CALENDAR = declare("canvass.calendar", canvass=int)
CANVASS_MANAGE = declare("canvass.manage", canvass=int)
CANVASS_TAKE = declare("canvass.take", canvass=int, person=int)
CANVASS_PASS = declare("canvass.pass", canvass=int, person=int)
# Answers to what was told; the nudge is what the courier knows its own message by.
CANVASS_LATER = declare("canvass.later", canvass=int, nudge=int)
CANVASS_LATER_AT = declare("canvass.later_at", canvass=int, nudge=int, moment=int)  # seconds since 1970; 0 for none
CANVASS_LATER_PICK = declare("canvass.later_pick", canvass=int, nudge=int)
CANVASS_LATER_FORM = declare("canvass.later_form", canvass=int, nudge=int)
CANVASS_STOP = declare("canvass.stop", canvass=int, nudge=int)
CANVASS_MUTE = declare("canvass.mute", canvass=int, nudge=int, on=int)
CANVASS_REMINDERS = declare("canvass.reminders", canvass=int, nudge=int, on=int)
CANVASS_LIST = declare("canvass.list", page=int)
CANVASS_SHOW = declare("canvass.show")  # a select: the chosen value is the session
CANVASS_TAGS_FORM = declare("canvass.tags_form", canvass=int)
CANVASS_EDIT = declare("canvass.edit", canvass=int)
CANVASS_AGAIN = declare("canvass.again", canvass=int)
CANVASS_REMIND = declare("canvass.remind", canvass=int)
CANVASS_ROSTER = declare("canvass.roster", canvass=int, page=int)
# A plan that is being written: the slot says which ("plan", "again", "edit-42"; cogs/canvass/drafting.py).
CANVASS_PLAN_FORM = declare("canvass.plan_form", slot=str, turf=int, captain=int)
CANVASS_MORE_FORM = declare("canvass.more_form", slot=str)
CANVASS_AFRESH = declare("canvass.afresh", turf=int, captain=int)
CANVASS_RESUME = declare("canvass.resume", slot=str)
CANVASS_REWRITE = declare("canvass.rewrite", slot=str)
CANVASS_MORE = declare("canvass.more", slot=str)
CANVASS_SAVE = declare("canvass.save", slot=str)
CANVASS_DISCARD = declare("canvass.discard", slot=str)
CANVASS_CANCEL = declare("canvass.cancel", canvass=int)
CANVASS_CANCEL_WHY = declare("canvass.cancel_why", canvass=int)
CANVASS_CANCEL_FORM = declare("canvass.cancel_form", canvass=int)
CANVASS_CANCEL_NOW = declare("canvass.cancel_now", canvass=int)
CANVASS_OFF = declare("canvass.off", canvass=int, page=int)
CANVASS_OFF_WHO = declare("canvass.off_who", canvass=int)  # a select: the chosen value is the person
CANVASS_OFF_NOW = declare("canvass.off_now", canvass=int, person=int)
CANVASS_PAIRS = declare("canvass.pairs", canvass=int, page=int)
CANVASS_PAIRS_MAKE = declare("canvass.pairs_make", canvass=int)
CANVASS_PAIRS_AFRESH = declare("canvass.pairs_afresh", canvass=int)
CANVASS_PAIRS_ANEW = declare("canvass.pairs_anew", canvass=int)
CANVASS_PAIRS_SHARE = declare("canvass.pairs_share", canvass=int)
CANVASS_PAIRS_WHO = declare("canvass.pairs_who", canvass=int, page=int)  # a select: the chosen value is the person
CANVASS_PAIRS_TO = declare("canvass.pairs_to", canvass=int, person=int)  # a select: the chosen value is the pair
CANVASS_PRACTICE = declare("canvass.practice", canvass=int)
CANVASS_PRACTISED = declare("canvass.practised", canvass=int, pair=int, done=int)
# ---- doors: a person of 0 is whoever presses -----------------------------------------------------------------
DOORS_START = declare("doors.start", canvass=int)
DOORS_PAD = declare("doors.pad", canvass=int)
DOORS_HERE = declare("doors.here", canvass=int)
DOORS_LEAVE = declare("doors.leave", canvass=int)
DOORS_FINISHED = declare("doors.finished", canvass=int, on=int)
DOORS_HEADING = declare("doors.heading", canvass=int, on=int)
DOORS_BACK = declare("doors.back", canvass=int, on=int)
DOORS_STAY = declare("doors.stay", canvass=int, on=int)
DOORS_COUNT = declare("doors.count", canvass=int, what=str)
DOORS_UNDO = declare("doors.undo", canvass=int)
DOORS_OTHERS = declare("doors.others", canvass=int)
DOORS_TAKE_BACK = declare("doors.take_back", canvass=int)  # a select: the chosen value is the press
# The captain's view, and the pad that a captain holds for somebody else.
DOORS_CAPTAIN = declare("doors.captain", canvass=int, page=int)
DOORS_WHO = declare("doors.who", canvass=int)  # a select: the chosen value is the person
DOORS_CHECK_IN = declare("doors.check_in", canvass=int)  # the same, anybody on the server
DOORS_PERSON = declare("doors.person", canvass=int, person=int)
DOORS_ENTER = declare("doors.enter", canvass=int, person=int, what=str)
DOORS_ENTER_UNDO = declare("doors.enter_undo", canvass=int, person=int)
DOORS_PERSON_BACK = declare("doors.person_back", canvass=int, person=int, on=int)
DOORS_PERSON_LEAVE = declare("doors.person_leave", canvass=int, person=int)
# Forms with numbers: of the doors, or with asks=1 of what was taken at them.
DOORS_ADD = declare("doors.add", canvass=int, person=int, asks=int)
DOORS_ADD_FORM = declare("doors.add_form", canvass=int, person=int)
DOORS_ADD_ASKS_FORM = declare("doors.add_asks_form", canvass=int, person=int)
DOORS_FIX = declare("doors.fix", canvass=int, person=int, asks=int)
DOORS_FIX_FORM = declare("doors.fix_form", canvass=int, person=int)
DOORS_FIX_ASKS_FORM = declare("doors.fix_asks_form", canvass=int, person=int)
# ---- the end of the day: a number of 0 is one's own pair, a nudge of 0 no certain one ----------------------------
SAFE_VIEW = declare("safe.view", canvass=int, nudge=int)
SAFE_HERE = declare("safe.here", canvass=int, nudge=int)
SAFE_BACK = declare("safe.back", canvass=int)  # a select: the chosen value is one of the crew
SAFE_ALL = declare("safe.all", canvass=int)
SAFE_ASK = declare("safe.ask", canvass=int)
SAFE_CALL = declare("safe.call", canvass=int, nudge=int)
WRAP_UP = declare("wrap.up", canvass=int, nudge=int)
WRAP_ANYWAY = declare("wrap.anyway", canvass=int)
WRAP_LATER = declare("wrap.later", canvass=int, nudge=int)
WRAP_UNDO = declare("wrap.undo", canvass=int)
WRAP_COUNT = declare("wrap.count", canvass=int, number=int)
WRAP_COUNT_OF = declare("wrap.count_of", canvass=int)  # a select: the chosen value is the pair's number
WRAP_COUNT_FORM = declare("wrap.count_form", canvass=int, number=int)
THANKS_OPEN = declare("thanks.open", canvass=int, page=int)
THANKS_WHO = declare("thanks.who", canvass=int)  # a select: the chosen value is the person
THANKS_FORM = declare("thanks.form", canvass=int, person=int)
THANKS_TOO = declare("thanks.too", canvass=int, thanks=int)  # on what is told in the thread
THANKS_MINE = declare("thanks.mine")
DEBRIEF_OPEN = declare("debrief.open", canvass=int, nudge=int)
DEBRIEF_FORM = declare("debrief.form", canvass=int)
DEBRIEF_READ = declare("debrief.read", canvass=int)
DEBRIEF_FILE = declare("debrief.file", canvass=int)
DEBRIEF_SHARE = declare("debrief.share", canvass=int)
DEBRIEF_ADD = declare("debrief.add", canvass=int)  # on what was shared in the thread
# ---- campaign: a canvass of 0 is the latest session ------------------------------------------------------------
CAMPAIGN_PLAN = declare("campaign.plan")
CAMPAIGN_PLAN_POST = declare("campaign.plan_post")
CAMPAIGN_PROGRESS = declare("campaign.progress", view=str, canvass=int)
CAMPAIGN_PROGRESS_POST = declare("campaign.progress_post", view=str, canvass=int)
CAMPAIGN_RANKS = declare("ranks.open", span=str, by=str, canvass=int, drawn=int)
CAMPAIGN_RANKS_BY = declare("ranks.kind", span=str, by=str, canvass=int, drawn=int)  # from the row of kinds
CAMPAIGN_RANKS_POST = declare("ranks.post", span=str, by=str, canvass=int, drawn=int)
# ---- nudges: a nudge of 0 is no certain one ----------------------------------------------------------------
NUDGE_DONE = declare("nudge.done", nudge=int)
NUDGE_LATER = declare("nudge.later", nudge=int)  # a select: the chosen value is the moment
NUDGE_WHEN = declare("nudge.when", nudge=int)
NUDGE_CHANGE = declare("nudge.change", nudge=int)
NUDGE_HAND = declare("nudge.hand", nudge=int)
NUDGE_HAND_TO = declare("nudge.hand_to", nudge=int)  # a select: the chosen value is the person
NUDGE_HAND_TYPE = declare("nudge.hand_type", nudge=int)
NUDGE_HAND_NAME = declare("nudge.hand_name", nudge=int)
NUDGE_STOP = declare("nudge.stop", nudge=int)
NUDGE_UNDO = declare("nudge.undo", nudge=int)
NUDGE_TAKE = declare("nudge.take", nudge=int)
NUDGE_PASS = declare("nudge.pass", nudge=int)
NUDGE_AGAIN = declare("nudge.again", nudge=int)
NUDGE_TAKE_OVER = declare("nudge.take_over", nudge=int)
NUDGE_DROP = declare("nudge.drop", nudge=int)
NUDGE_STILL = declare("nudge.still", nudge=int)
NUDGE_CANT = declare("nudge.cant", nudge=int)
NUDGE_CHOOSE = declare("nudge.choose", nudge=int)  # a select: the chosen value is the nudge
NUDGE_SHOW = declare("nudge.show", nudge=int)
NUDGE_ALL = declare("nudge.all", nudge=int, on=int)
NUDGE_WAITING = declare("nudge.waiting", nudge=int)
NUDGE_DMS = declare("nudge.dms", nudge=int)
NUDGE_MINE_OPEN = declare("nudge.mine_open", nudge=int)
NUDGE_MINE = declare("nudge.mine", nudge=int, view=str, page=int)
NUDGE_MINE_ALL = declare("nudge.mine_all", nudge=int, on=int)
NUDGE_TEAM = declare("nudge.team", view=str, page=int)
NUDGE_TEAM_VIEW = declare("nudge.team_view")  # a select: the chosen value is the view
# ---- follow-ups --------------------------------------------------------------------------------------------
FOLLOWUP_NEW = declare("followup.new")
# A promise that is being written: the mark says which slip of paper it is on (cogs/followups/slips.py).
FOLLOWUP_FORM = declare("followup.form", mark=str)
FOLLOWUP_CHANGE_FORM = declare("followup.change_form", mark=str)
FOLLOWUP_REWRITE = declare("followup.rewrite", mark=str)
FOLLOWUP_SAVE = declare("followup.save", mark=str)
FOLLOWUP_DISCARD = declare("followup.discard", mark=str)
FOLLOWUP_LIST = declare("followup.list", whose=str, page=int)
FOLLOWUP_SHOW = declare("followup.show")  # a select: the chosen value is the promise
FOLLOWUP_OPEN = declare("followup.open", followup=int)
FOLLOWUP_DONE = declare("followup.done", followup=int)
FOLLOWUP_REOPEN = declare("followup.reopen", followup=int)
FOLLOWUP_LATER = declare("followup.later", followup=int)  # a select: the chosen value says until when
FOLLOWUP_PICK = declare("followup.pick", followup=int)
FOLLOWUP_LATER_FORM = declare("followup.later_form", followup=int)
FOLLOWUP_CHANGE = declare("followup.change", followup=int)
FOLLOWUP_HAND = declare("followup.hand", followup=int)
FOLLOWUP_HAND_TO = declare("followup.hand_to", followup=int)  # a select: the chosen value is the person
FOLLOWUP_TAKE = declare("followup.take", followup=int)
FOLLOWUP_PASS = declare("followup.pass", followup=int)
FOLLOWUP_MUTE = declare("followup.mute", followup=int, on=int)
FOLLOWUP_AGAIN = declare("followup.again", followup=int)
FOLLOWUP_TAKE_OVER = declare("followup.take_over", followup=int)
FOLLOWUP_DROP = declare("followup.drop", followup=int)
FOLLOWUP_DROP_NOW = declare("followup.drop_now", followup=int)
DIGEST_LIST = declare("digest.list", nudge=int)
# ---- cheers ------------------------------------------------------------------------------------------------
CHEER_PAD = declare("cheer.pad", canvass=int, nudge=int)
CHEER_ON = declare("cheer.on", canvass=int)
# ---- prospects ---------------------------------------------------------------------------------------------
PROSPECT_NEW = declare("prospect.new", kind=str)  # "any" for no certain kind
PROSPECT_ADD_FORM = declare("prospect.add_form")
PROSPECT_ADD_AGAIN = declare("prospect.add_again")  # the team has one of that name; it is another one
PROSPECT_OPEN = declare("prospect.open", prospect=int)
PROSPECT_CHOSEN = declare("prospect.chosen")  # a select: the chosen value is the prospect
PROSPECT_STEP = declare("prospect.step", prospect=int, step=str)
PROSPECT_MOVE = declare("prospect.move", prospect=int, stage=str)
PROSPECT_MORE = declare("prospect.more", prospect=int)
PROSPECT_EDIT = declare("prospect.edit", prospect=int)
PROSPECT_EDIT_FORM = declare("prospect.edit_form", prospect=int, seen=int)
PROSPECT_TERM = declare("prospect.term", prospect=int)
PROSPECT_TERM_FORM = declare("prospect.term_form", prospect=int, seen=int)
PROSPECT_RESEARCH = declare("prospect.research", prospect=int, page=int)
PROSPECT_QUESTION = declare("prospect.question", prospect=int)  # a select: the chosen value is the playbook's key
PROSPECT_NOTE_FORM = declare("prospect.note_form", prospect=int, question=str)
PROSPECT_ERASE = declare("prospect.erase", prospect=int)  # a select: the chosen value is the note
PROSPECT_ERASE_NOW = declare("prospect.erase_now", prospect=int, note=int)
PROSPECT_HISTORY = declare("prospect.history", prospect=int, page=int)
PROSPECT_LOG = declare("prospect.log", prospect=int, result=str)  # "any" for no certain result
PROSPECT_LOG_FORM = declare("prospect.log_form", prospect=int)
PROSPECT_PEOPLE = declare("prospect.people", prospect=int)
PROSPECT_HAND_TO = declare("prospect.hand_to", prospect=int)  # a select: the chosen value is the person
PROSPECT_ASKER_TO = declare("prospect.asker_to", prospect=int)  # the same, anybody on the server
PROSPECT_ASKER_WILLING = declare("prospect.asker_willing", prospect=int)  # the same, those who said yes
PROSPECT_ROUND = declare("prospect.round", prospect=int)
PROSPECT_ROUND_CLOSE = declare("prospect.round_close", prospect=int)
PROSPECT_TIE = declare("prospect.tie", prospect=int)  # on the public card of "Who should ask?"
PROSPECT_TIE_FORM = declare("prospect.tie_form", prospect=int)
PROSPECT_REFUSED = declare("prospect.refused", prospect=int)
PROSPECT_PRESS_ASK = declare("prospect.press_ask", prospect=int)
PROSPECT_PRESS_ALLOW = declare("prospect.press_allow", prospect=int, on=int)
PROSPECT_PARK = declare("prospect.park", prospect=int)
PROSPECT_PARK_FORM = declare("prospect.park_form", prospect=int)
PROSPECT_WAKE = declare("prospect.wake", prospect=int)
PROSPECT_DECLINE = declare("prospect.decline", prospect=int)
PROSPECT_DECLINE_NOW = declare("prospect.decline_now", prospect=int)
PROSPECT_REMOVE = declare("prospect.remove", prospect=int)
PROSPECT_REMOVE_NOW = declare("prospect.remove_now", prospect=int)
PROSPECT_WOKEN = declare("prospect.woken", prospect=int, nudge=int)  # on what the room is told
PROSPECT_STALE = declare("prospect.stale", prospect=int, nudge=int)  # in a letter, so also in a DM
PROSPECT_STALE_FORM = declare("prospect.stale_form", prospect=int, nudge=int)
PROSPECT_BOARD = declare("prospect.board")
PROSPECT_LIST = declare("prospect.list", kind=str, view=str, page=int)
PROSPECT_LIST_KIND = declare("prospect.list_kind")  # a select: the chosen value is the kind
PROSPECT_IMPORT = declare("prospect.import", mark=str)
PROSPECT_LEAVE = declare("prospect.leave", mark=str)
# ---- scripts and rights ------------------------------------------------------------------------------------
SCRIPT_OPEN = declare("script.open", kind=str, canvass=int)  # from another card; 0 for no certain session
SCRIPT_VIEW = declare("script.view", kind=str, language=str, canvass=int)
SCRIPT_FILE = declare("script.file", kind=str, language=str, canvass=int)
SCRIPT_EDIT = declare("script.edit", kind=str, language=str)
SCRIPT_FORM = declare("script.form", kind=str, language=str, version=int)
SCRIPT_VERSIONS = declare("script.versions", kind=str, language=str, page=int)
SCRIPT_VERSION = declare("script.version", kind=str, language=str)  # a select: the chosen value is the version
SCRIPT_RESTORE = declare("script.restore", kind=str, language=str, version=int)
SCRIPT_REVIEW = declare("script.review", kind=str, language=str)
SCRIPT_REVIEWED = declare("script.reviewed", kind=str, language=str, version=int)
# ---- playbooks: what is "letter" or "thanks"; a key is that of a question, an ask … ------------------------------
PLAYBOOK_OPEN = declare("playbook.open", kind=Tag, part=Tag)  # from another card
PLAYBOOK_KINDS = declare("playbook.kinds", language=Tag)
PLAYBOOK_KIND = declare("playbook.kind", language=Tag)  # a select: the chosen value is the kind
PLAYBOOK_VIEW = declare("playbook.view", kind=Tag, language=Tag, part=Tag)
PLAYBOOK_PART = declare("playbook.part", kind=Tag, language=Tag)  # a select: the chosen value is the part
PLAYBOOK_FILE = declare("playbook.file", kind=Tag, language=Tag)
PLAYBOOK_EDIT = declare("playbook.edit", kind=Tag, language=Tag, part=Tag)
PLAYBOOK_CHOOSE = declare("playbook.choose", kind=Tag, language=Tag, part=Tag)  # a select: section and key
PLAYBOOK_ITEM = declare("playbook.item", kind=Tag, language=Tag, section=Tag, key=str)
PLAYBOOK_ADD = declare("playbook.add", kind=Tag, language=Tag, section=Tag)
PLAYBOOK_WRITE = declare("playbook.write", kind=Tag, language=Tag, section=Tag, key=str)
PLAYBOOK_MOVE = declare("playbook.move", kind=Tag, language=Tag, section=Tag, key=str, up=int)
PLAYBOOK_REMOVE = declare("playbook.remove", kind=Tag, language=Tag, section=Tag, key=str)
PLAYBOOK_TEXT = declare("playbook.text", what=Tag, kind=Tag, language=Tag)
PLAYBOOK_TEXT_FORM = declare("playbook.text_form", what=Tag, kind=Tag, language=Tag, version=int)
PLAYBOOK_VERSIONS = declare("playbook.versions", what=Tag, kind=Tag, language=Tag, page=int)
PLAYBOOK_VERSION = declare("playbook.version", what=Tag, kind=Tag, language=Tag)  # a select: the version
PLAYBOOK_RESTORE = declare("playbook.restore", what=Tag, kind=Tag, language=Tag, version=int)
PLAYBOOK_FORMS = {
    section: declare(f"playbook.form.{section}", kind=Tag, language=Tag, key=str, version=int)
    for section in (
        *("head", "steps", "questions", "askers", "refused", "ways", "pressing", "agenda", "messages", "wins"),
        *("prep", "objections", "review", "asks", "thanks"),
    )
}
"""A form for each section, since each asks something else; an empty key is a new one."""
# ---- letters to prospects ------------------------------------------------------------------------------------
LETTER_OPEN = declare("letter.open", prospect=int)  # from another card
LETTER_VIEW = declare("letter.view", prospect=int, language=str)
LETTER_FILL = declare("letter.fill", prospect=int, language=str)
LETTER_FORM = declare("letter.form", prospect=int, language=str)
LETTER_FOUND = declare("letter.found", prospect=int, language=str)  # a select: the chosen value is the research
LETTER_FILE = declare("letter.file", prospect=int, language=str)
LETTER_SENT = declare("letter.sent", prospect=int, language=str, anyway=int)
# ---- sign-ons and what is agreed beyond them: a kind of "all" is every kind ------------------------------------------
SIGNON_OPEN = declare("signon.open", prospect=int)  # from another card
SIGNON_VIEW = declare("signon.view", prospect=int)
SIGNON_WHO = declare("signon.who")  # a select: the chosen value is the prospect
SIGNON_ADD = declare("signon.add", prospect=int)
SIGNON_FORM = declare("signon.form", prospect=int)
SIGNON_NEW = declare("signon.new")
SIGNON_NEW_FORM = declare("signon.new_form")
SIGNON_WITHDRAW = declare("signon.withdraw", prospect=int)
SIGNON_WITHDRAW_NOW = declare("signon.withdraw_now", prospect=int)
SIGNON_LIST = declare("signon.list", kind=str, page=int)
SIGNON_KIND = declare("signon.kind")  # a select: the chosen value is the kind
SIGNON_CHOSEN = declare("signon.chosen")  # a select: the chosen value is the prospect
SIGNON_EXPORT = declare("signon.export")
SIGNON_FLYER = declare("signon.flyer", language=str)
SIGNON_FLYER_FILE = declare("signon.flyer_file", language=str)
SIGNON_FLYER_POST = declare("signon.flyer_post")
COMMITMENT_LIST = declare("commitment.list", state=str, page=int)
COMMITMENT_OFFER = declare("commitment.offer", prospect=int)  # a select: the chosen value is the ask's key
COMMITMENT_SHOW = declare("commitment.show", prospect=int)  # a select: the chosen value is what was offered
COMMITMENT_VIEW = declare("commitment.view", prospect=int, commitment=int)
COMMITMENT_AGREE = declare("commitment.agree", prospect=int, commitment=int)
COMMITMENT_AGREE_FORM = declare("commitment.agree_form", prospect=int, commitment=int)
COMMITMENT_COUNT_FORM = declare("commitment.count_form", prospect=int, commitment=int)
COMMITMENT_DONE = declare("commitment.done", prospect=int, commitment=int)
COMMITMENT_DONE_FORM = declare("commitment.done_form", prospect=int, commitment=int)
COMMITMENT_LET_GO = declare("commitment.let_go", prospect=int, commitment=int)
# ---- meetings: a nudge of 0 is no certain one ------------------------------------------------------------------
MEETING_PLAN_FOR = declare("meeting.plan_for", prospect=int)  # from another card
MEETING_OPEN = declare("meeting.open", meeting=int)  # the prep room, from another card
# A plan that is being written: the slot says which ("plan-7-0": with prospect 7; "edit-42"; cogs/meetings/drafts.py).
MEETING_PLAN_FORM = declare("meeting.plan_form", slot=str)
MEETING_REWRITE = declare("meeting.rewrite", slot=str)
MEETING_SAVE = declare("meeting.save", slot=str)
MEETING_DISCARD = declare("meeting.discard", slot=str)
MEETING_CALENDAR = declare("meeting.calendar", meeting=int)
MEETING_MANAGE = declare("meeting.manage", meeting=int)
MEETING_EDIT = declare("meeting.edit", meeting=int)
MEETING_CANCEL = declare("meeting.cancel", meeting=int)
MEETING_CANCEL_WHY = declare("meeting.cancel_why", meeting=int)
MEETING_CANCEL_FORM = declare("meeting.cancel_form", meeting=int)
MEETING_CANCEL_NOW = declare("meeting.cancel_now", meeting=int)
MEETING_DAY = declare("meeting.day")
MEETING_WHICH = declare("meeting.which", deed=str)  # a select: the chosen value is the meeting
MEETING_POCKET = declare("meeting.pocket", meeting=int, nudge=int)
# The prep room, page by page; what is a form, or "facts.7" for a line of its own.
MEETING_ROOM = declare("meeting.room", meeting=int, view=str)
MEETING_ROOM_TO = declare("meeting.room_to", meeting=int)  # a select: the chosen value is the page
MEETING_WRITE = declare("meeting.write", meeting=int, what=str)
MEETING_LEAVE = declare("meeting.leave", meeting=int, what=str)
MEETING_IDEA = declare("meeting.idea", meeting=int, view=str)  # a select: the chosen value is the playbook's key
MEETING_USE = declare("meeting.use", meeting=int, view=str, key=str)
MEETING_AGREE_FORM = declare("meeting.agree_form", meeting=int, mark=str)
MEETING_THEM_FORM = declare("meeting.them_form", meeting=int, mark=str)
MEETING_NOTES_FORM = declare("meeting.notes_form", meeting=int, mark=str)
MEETING_FACT_FORM = declare("meeting.fact_form", meeting=int, line=int, version=int)
MEETING_NO_FORM = declare("meeting.no_form", meeting=int, line=int, version=int)
MEETING_LINE = declare("meeting.line", meeting=int, section=str)  # a select: the chosen value is the line
MEETING_LINE_OFF = declare("meeting.line_off", meeting=int, line=int, version=int)
MEETING_READ_IT = declare("meeting.read_it", meeting=int)
MEETING_GO = declare("meeting.go", meeting=int)  # a select: the chosen value is the person
MEETING_WHO = declare("meeting.who", meeting=int)  # the same, of those who go
MEETING_ROLES = declare("meeting.roles", meeting=int, person=int)  # a select: the chosen values are roles
MEETING_STAY = declare("meeting.stay", meeting=int, person=int)
# What is to be done before; a task of 0 is a new one.
MEETING_TASKS = declare("meeting.tasks", meeting=int)
MEETING_TASK = declare("meeting.task", meeting=int)  # a select: the chosen value is the task
MEETING_TASK_DO = declare("meeting.task_do", meeting=int, task=int, deed=str)
MEETING_TASK_WRITE = declare("meeting.task_write", meeting=int, task=int)
MEETING_TASK_FORM = declare("meeting.task_form", meeting=int, task=int)
# After it.
MEETING_HELD = declare("meeting.held", meeting=int)
MEETING_REVIEW = declare("meeting.review", meeting=int, nudge=int)
MEETING_REVIEW_MORE = declare("meeting.review_more", meeting=int, nudge=int)
MEETING_REVIEW_FORM = declare("meeting.review_form", meeting=int, nudge=int)
MEETING_REVIEW_MORE_FORM = declare("meeting.review_more_form", meeting=int, nudge=int)
MEETING_RECORD = declare("meeting.record", meeting=int)
MEETING_RECORD_FILE = declare("meeting.record_file", meeting=int)
MEETING_CLOSE = declare("meeting.close", meeting=int)
MEETING_CLOSE_FORM = declare("meeting.close_form", meeting=int)
MEETING_REOPEN = declare("meeting.reopen", meeting=int)
MEETING_THANKS = declare("meeting.thanks", meeting=int, nudge=int)
MEETING_THANKS_FILE = declare("meeting.thanks_file", meeting=int, nudge=int)
