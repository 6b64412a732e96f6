"""Where something is kept about a person.

HELD and MENTIONS are the whole list; a law of the house compares it with the tables.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from db.models.adapted import Adapted
from db.models.base import Table
from db.models.canvass import Canvass, PairMember, Signup
from db.models.doors import Appreciation, Attendance, Cheer, Debrief, Knock, Staying, Tallied, Together
from db.models.followups import Followup
from db.models.meetings import Attending, Evaluation, Meeting, PrepLine, PrepTask
from db.models.nudges import Nudge
from db.models.prospects import Committed, ContactMade, Prospect, ResearchNote, SignedOn, Tie
from db.models.scripts import Script
from db.models.teams import Draft, Member, SetupStep, TeamTrouble
from db.models.turf import TurfVoice


@dataclass(frozen=True, slots=True)
class Held:
    """A column with a person's id, what "my data" shows of its rows, and the rule by which they go by themselves.

    Forgetting deletes the row; where it is not only theirs, it empties what `blank` names instead.
    """

    name: str
    table: type[Table]
    column: str
    rule: str
    shown: Sequence[str]
    blank: Mapping[str, object] = field(default_factory=dict)


_MEMBER = ("name", "language", "discord_language", "zone", "reminders", "naming", "first_seen_at", "last_seen_at")
_SIGNUP = (
    "canvass_id", "state", "driver", "first_time", "languages", "note", "confirm", "answered_at", "muted", "told_at"
)  # fmt: skip
_OTHERS = ("text", "due_at", "state", "canvass_id")
_PROMISE = ("text", "due_at", "zone", "state", "silences", "muted", "canvass_id", "created_at", "done_at")
_KNOCK = ("canvass_id", "outcome", "n", "at")
_CAME = ("canvass_id", "walk_up", "arrived_at", "heading_at", "back_at")
_THANKS = ("canvass_id", "text", "public", "at")
_PROSPECT = ("kind", "name", "stage")
_PREP = ("meeting_id", "text", "due_at", "done_at")
_NUDGE = ("kind", "canvass_id", "due_at", "state", "sent_at", "answer", "answered_at")

HELD = (
    Held("member", Member, "person_id", "members", _MEMBER),
    Held("signup", Signup, "person_id", "signups", _SIGNUP),
    Held("pair", PairMember, "person_id", "pairs", ("canvass_id",)),
    Held("captain", Canvass, "captain_id", "captains", ("id",), {"captain_id": None, "captain_name": ""}),
    Held("planned", Canvass, "planned_by_id", "captains", ("id",), {"planned_by_id": None}),
    Held("promise", Followup, "owner_id", "followups", _PROMISE, {"owner_id": None, "owner_name": ""}),
    Held("promise_made", Followup, "made_by_id", "followups", _OTHERS, {"made_by_id": None}),
    Held("promise_led", Followup, "lead_id", "followups", _OTHERS, {"lead_id": None, "lead_name": ""}),
    Held("promise_asked", Followup, "handed_to_id", "followups", _OTHERS, {"handed_to_id": None, "handed_to_name": ""}),
    Held("promise_asking", Followup, "handed_by_id", "followups", _OTHERS, {"handed_by_id": None}),
    Held("promise_done", Followup, "done_by_id", "followups", _OTHERS, {"done_by_id": None}),
    Held("doors", Knock, "person_id", "doors", _KNOCK, {"person_id": None}),
    Held("doors_entered", Knock, "by_id", "doors", _KNOCK, {"by_id": None}),
    # The team's own totals are nobody's, and stay.
    Held("doors_total", Tallied, "person_id", "doors", ("scope", "outcome", "n")),
    *(Held("together", Together, column, "pairs", ("last_at",)) for column in ("one_id", "two_id", "three_id")),
    Held("attendance", Attendance, "person_id", "attendance", _CAME),
    Held("attendance_noted", Attendance, "by_id", "attendance", ("canvass_id", "arrived_at"), {"by_id": None}),
    Held("back_noted", Attendance, "back_by_id", "attendance", ("canvass_id", "back_at"), {"back_by_id": None}),
    Held("staying", Staying, "person_id", "attendance", ("canvass_id", "at")),
    Held("thanks_given", Appreciation, "from_id", "thanks", _THANKS),
    Held("thanks_got", Appreciation, "to_id", "thanks", _THANKS),
    Held("debrief", Debrief, "person_id", "debriefs", ("canvass_id", "good", "hard", "next_time", "at")),
    Held("cheer", Cheer, "person_id", "cheers", ("canvass_id", "at")),
    Held(
        "script",
        Script,
        "changed_by_id",
        "scripts",
        ("kind", "language", "version", "changed_at"),
        {"changed_by_id": None},
    ),
    Held(
        "adapted",
        Adapted,
        "changed_by_id",
        "scripts",
        ("what", "kind", "language", "version", "changed_at"),
        {"changed_by_id": None},
    ),
    Held("prospect", Prospect, "owner_id", "leads", _PROSPECT, {"owner_id": None, "owner_name": ""}),
    Held("prospect_asked", Prospect, "asker_id", "leads", _PROSPECT, {"asker_id": None, "asker_name": ""}),
    Held("prospect_made", Prospect, "made_by_id", "leads", _PROSPECT, {"made_by_id": None}),
    Held("pressing_asked", Prospect, "press_asked_by_id", "leads", _PROSPECT, {"press_asked_by_id": None}),
    Held("pressing_allowed", Prospect, "press_allowed_by_id", "leads", _PROSPECT, {"press_allowed_by_id": None}),
    Held(
        "research",
        ResearchNote,
        "by_id",
        "research",
        ("prospect_id", "question", "note", "source", "at"),
    ),
    Held(
        "contact",
        ContactMade,
        "by_id",
        "contacts",
        ("prospect_id", "how", "result", "note", "at"),
        {"by_id": None, "by_name": ""},
    ),
    Held("tie", Tie, "person_id", "ties", ("prospect_id", "answer", "at")),
    Held("sign_on", SignedOn, "by_id", "signons", ("prospect_id", "signed_on", "at"), {"by_id": None}),
    Held(
        "commitment",
        Committed,
        "owner_id",
        "commitments",
        ("prospect_id", "text", "state", "due_on"),
        {"owner_id": None, "owner_name": ""},
    ),
    Held("meeting_led", Meeting, "lead_id", "meetings", ("id",), {"lead_id": None, "lead_name": ""}),
    Held("meeting_planned", Meeting, "made_by_id", "meetings", ("id",), {"made_by_id": None}),
    Held(
        "meeting_next",
        Meeting,
        "next_owner_id",
        "meetings",
        ("id", "next_step", "next_due_on"),
        {"next_owner_id": None, "next_owner_name": ""},
    ),
    Held("attending", Attending, "person_id", "meetings", ("meeting_id", "read_at")),
    Held("prep_line", PrepLine, "by_id", "meetings", ("meeting_id", "text", "more", "at"), {"by_id": None}),
    Held("prep_task", PrepTask, "owner_id", "meetings", _PREP, {"owner_id": None, "owner_name": ""}),
    Held("prep_done", PrepTask, "done_by_id", "meetings", _PREP, {"done_by_id": None}),
    Held("evaluation", Evaluation, "person_id", "evaluations", ("meeting_id", "answers", "at")),
    Held("voice", TurfVoice, "person_id", "voices", ("turf_id", "wants", "knows", "at")),
    Held("nudge", Nudge, "person_id", "nudges", _NUDGE),
    Held("draft", Draft, "person_id", "drafts", ("kind", "typed", "kept_at")),
    Held("setup_step", SetupStep, "person_id", "steps", ("step", "reached_at")),
)

MENTIONS: tuple[tuple[type[Table], str], ...] = (
    (Nudge, "details"),
    (Draft, "typed"),
    (TeamTrouble, "details"),
    (Prospect, "tried"),
)
"""Columns of JSON that may name a person in a row that is another's."""
