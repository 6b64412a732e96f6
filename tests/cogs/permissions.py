"""Who may do what: one row for every command, button, select and form; a new one without a row fails the tests.

The columns are, with least power first: a stranger (on the server, never answered anything), a volunteer (in the
session), the captain of the session, an organizer, and somebody who manages the server. A member of another team
never sees or changes anything of this one, whatever the row says.
"""

from dataclasses import dataclass, field
from typing import Any

ROLES = ("stranger", "volunteer", "captain", "organizer", "admin")
EVERYONE, VOLUNTEER, CAPTAIN, ORGANIZER, ADMIN = ROLES
THEMSELVES = "themselves"  # nobody but the volunteer whom it is about
SIGNED_UP = "signed up"  # whoever is in the session, which here is the volunteer


@dataclass(frozen=True, slots=True)
class Row:
    """The least role that may, and what its buttons and forms carry; "$name" stands for something of the team."""

    least: str
    values: dict[str, Any] = field(default_factory=dict)
    chosen: tuple[str, ...] = ()
    typed: dict[str, str] = field(default_factory=dict)


SESSION = {"canvass": "$canvass"}
PROMISE = {"followup": "$promise"}  # the volunteer's, which the captain leads
ASKED = {"followup": "$asked"}  # the captain's, which the volunteer is asked to take over
NUDGED = {**SESSION, "nudge": 1}
PLAN = {"when": "sat 10am", "until": "2h", "where": "Elm"}
NUDGE = {"nudge": "$nudge"}  # the volunteer's own

COMMANDS: dict[str, Row] = {
    "setup": Row(ORGANIZER),
    "help": Row(EVERYONE),
    "me": Row(EVERYONE),
    "turf add": Row(ORGANIZER),
    "turf edit": Row(ORGANIZER),
    "turf finish": Row(ORGANIZER),
    "turf import": Row(ORGANIZER),
    "turf list": Row(EVERYONE),
    "canvass plan": Row(ORGANIZER),
    "canvass again": Row(ORGANIZER, {"session": "$canvass"}),
    "canvass edit": Row(CAPTAIN, {"session": "$canvass"}),
    "canvass cancel": Row(CAPTAIN, {"session": "$canvass"}),
    "canvass roster": Row(EVERYONE, {"session": "$canvass"}),
    "canvass pairs": Row(CAPTAIN, {"session": "$canvass"}),
    "canvass remind": Row(CAPTAIN, {"session": "$canvass"}),
    "canvass list": Row(EVERYONE),
    "nudges mine": Row(EVERYONE),
    "nudges team": Row(ORGANIZER),
    "followup add": Row(EVERYONE, {"what": "Bring chairs", "when": "fri 5pm"}),
    "followup list": Row(EVERYONE),
    "followup done": Row(VOLUNTEER, {"which": "$promise"}),
}

PRESSES: dict[str, Row] = {
    # A draft is found by who wrote it, so nobody can open somebody else's.
    "form.again": Row(EVERYONE, {"form": "turf.add", "args": ""}),
    "form.pick": Row(EVERYONE, {"form": "turf.add", "args": "", "which": 0}),
    "setup.open": Row(ORGANIZER),
    "setup.step": Row(ORGANIZER, {"step": "channels"}),
    "setup.jump": Row(ORGANIZER, chosen=("channels",)),
    "setup.language": Row(ORGANIZER, chosen=("es",)),
    "setup.zone": Row(ORGANIZER, chosen=("America/Chicago",)),
    "setup.city": Row(ORGANIZER),
    "setup.city_form": Row(ORGANIZER, typed={"city": "Chicago"}),
    "setup.channel": Row(ORGANIZER, {"use": "canvass"}, chosen=("$channel",)),
    "setup.role": Row(ADMIN, chosen=("$role",)),
    "setup.form": Row(ORGANIZER, {"form": "names"}),
    "setup.names": Row(ORGANIZER, typed={"campaign": "Safe Streets", "town": "Riverside"}),
    "setup.about": Row(ORGANIZER, typed={"about": "Neighbors", "about_not": "A party"}),
    "setup.times": Row(
        ORGANIZER, typed={"quiet_from": "9pm", "quiet_until": "8am", "confirm_hours": "24", "today_hours": "2"}
    ),
    "setup.line": Row(ORGANIZER, typed={"offer_hours": "4", "at_once_hours": "12", "late_hours": "24"}),
    "setup.ranking": Row(ORGANIZER, chosen=("off",)),
    "setup.events": Row(ORGANIZER, {"on": 0}),
    "setup.sample": Row(ORGANIZER, {"on": 1}),
    "me.page": Row(EVERYONE, {"page": "home"}),
    "me.language": Row(EVERYONE, chosen=("es",)),
    "me.zone": Row(EVERYONE, chosen=("America/Chicago",)),
    "me.city": Row(EVERYONE),
    "me.city_form": Row(EVERYONE, typed={"city": "Chicago"}),
    "me.reminders": Row(EVERYONE, {"on": 0}),
    "me.naming": Row(EVERYONE, chosen=("out",)),
    "me.data": Row(EVERYONE),
    "me.forget": Row(EVERYONE),
    "help.page": Row(EVERYONE, {"page": "new"}),
    "turf.page": Row(EVERYONE, {"page": 0}),
    "turf.choose": Row(ORGANIZER, {"deed": "edit", "page": 0}),
    "turf.chosen": Row(ORGANIZER, {"deed": "finish"}, chosen=("$turf",)),
    "turf.new": Row(ORGANIZER),
    "turf.add": Row(ORGANIZER, typed={"name": "Pine Hill", "priority": "next"}),
    "turf.change": Row(ORGANIZER, {"turf_id": "$turf"}),
    "turf.edit": Row(ORGANIZER, {"turf_id": "$turf"}, typed={"name": "Pine Hill", "priority": "next"}),
    "turf.finish": Row(ORGANIZER, {"turf_id": "$turf"}),
    "turf.reopen": Row(ORGANIZER, {"turf_id": "$turf"}),
    # What was looked at is a draft of the one who sent the file.
    "turf.import": Row(ORGANIZER, {"mark": "x"}),
    "turf.leave": Row(ORGANIZER, {"mark": "x"}),
    "canvass.in": Row(EVERYONE, SESSION),
    "canvass.maybe": Row(EVERYONE, SESSION),
    "canvass.cant": Row(EVERYONE, SESSION),
    "canvass.tags": Row(SIGNED_UP, SESSION),
    "canvass.tags_form": Row(SIGNED_UP, SESSION, typed={"tags": "driver", "languages": "es", "note": "late"}),
    "canvass.calendar": Row(EVERYONE, SESSION),
    "canvass.manage": Row(CAPTAIN, SESSION),
    "canvass.list": Row(EVERYONE, {"page": 0}),
    "canvass.show": Row(EVERYONE, chosen=("$canvass",)),
    "canvass.edit": Row(CAPTAIN, SESSION),
    "canvass.again": Row(ORGANIZER, SESSION),
    "canvass.remind": Row(CAPTAIN, SESSION),
    "canvass.roster": Row(EVERYONE, {**SESSION, "page": 0}),
    "canvass.cancel": Row(CAPTAIN, SESSION),
    "canvass.cancel_why": Row(CAPTAIN, SESSION),
    "canvass.cancel_form": Row(CAPTAIN, SESSION, typed={"reason": "Rain"}),
    "canvass.cancel_now": Row(CAPTAIN, SESSION),
    "canvass.off": Row(CAPTAIN, {**SESSION, "page": 0}),
    "canvass.off_who": Row(CAPTAIN, SESSION, chosen=("$volunteer",)),
    "canvass.off_now": Row(CAPTAIN, {**SESSION, "person": "$volunteer"}),
    "canvass.pairs": Row(CAPTAIN, {**SESSION, "page": 0}),
    "canvass.pairs_make": Row(CAPTAIN, SESSION),
    "canvass.pairs_afresh": Row(CAPTAIN, SESSION),
    "canvass.pairs_anew": Row(CAPTAIN, SESSION),
    "canvass.pairs_share": Row(CAPTAIN, SESSION),
    "canvass.pairs_who": Row(CAPTAIN, {**SESSION, "page": 0}, chosen=("$volunteer",)),
    "canvass.pairs_to": Row(CAPTAIN, {**SESSION, "person": "$volunteer"}, chosen=("1",)),
    "canvass.take": Row(THEMSELVES, {**SESSION, "person": "$volunteer"}),
    "canvass.pass": Row(THEMSELVES, {**SESSION, "person": "$volunteer"}),
    "canvass.later": Row(SIGNED_UP, NUDGED),
    "canvass.later_at": Row(SIGNED_UP, {**NUDGED, "moment": 1_795_500_000}),
    "canvass.later_pick": Row(SIGNED_UP, NUDGED),
    "canvass.later_form": Row(SIGNED_UP, NUDGED, typed={"when": "in 3h"}),
    "canvass.stop": Row(EVERYONE, NUDGED),
    "canvass.mute": Row(SIGNED_UP, {**NUDGED, "on": 1}),
    "canvass.reminders": Row(EVERYONE, {**NUDGED, "on": 0}),
    "canvass.practice": Row(SIGNED_UP, SESSION),
    "canvass.practised": Row(VOLUNTEER, {**SESSION, "pair": 1, "done": 1}),
    # A plan that is being written is found by who writes it.
    "canvass.plan_form": Row(ORGANIZER, {"slot": "plan", "turf": 0, "captain": 0}, typed=PLAN),
    "canvass.more_form": Row(ORGANIZER, {"slot": "plan"}, typed={"title": "Elm"}),
    "canvass.afresh": Row(ORGANIZER, {"turf": 0, "captain": 0}),
    "canvass.resume": Row(ORGANIZER, {"slot": "plan"}),
    "canvass.rewrite": Row(ORGANIZER, {"slot": "plan"}),
    "canvass.more": Row(ORGANIZER, {"slot": "plan"}),
    "canvass.save": Row(ORGANIZER, {"slot": "plan"}),
    "canvass.discard": Row(EVERYONE, {"slot": "plan"}),
    "followup.new": Row(EVERYONE),
    # A slip on which a promise is being written is found by who writes it.
    "followup.form": Row(EVERYONE, {"mark": "n1"}, typed={"what": "Bring chairs", "when": "fri 5pm"}),
    "followup.rewrite": Row(EVERYONE, {"mark": "n1"}),
    "followup.save": Row(EVERYONE, {"mark": "n2"}),
    "followup.discard": Row(EVERYONE, {"mark": "n1"}),
    "followup.list": Row(EVERYONE, {"whose": "mine", "page": 0}),
    "followup.show": Row(VOLUNTEER, chosen=("$promise",)),
    "followup.open": Row(VOLUNTEER, PROMISE),
    "followup.done": Row(VOLUNTEER, PROMISE),
    "followup.reopen": Row(VOLUNTEER, PROMISE),
    "followup.later": Row(THEMSELVES, PROMISE, chosen=("tomorrow.1900000000",)),
    "followup.pick": Row(VOLUNTEER, PROMISE),
    # Its time is the owner's: a lead puts off only what was told to them.
    "followup.later_form": Row(THEMSELVES, PROMISE, typed={"when": "fri 5pm"}),
    "followup.change": Row(VOLUNTEER, PROMISE),
    "followup.change_form": Row(VOLUNTEER, {"mark": "$change"}, typed={"what": "Bring chairs", "when": "fri 5pm"}),
    "followup.hand": Row(VOLUNTEER, PROMISE),
    "followup.hand_to": Row(VOLUNTEER, PROMISE, chosen=("$volunteer",)),
    "followup.take": Row(THEMSELVES, ASKED),
    "followup.pass": Row(THEMSELVES, ASKED),
    "followup.mute": Row(VOLUNTEER, {**PROMISE, "on": 1}),
    "followup.again": Row(VOLUNTEER, PROMISE),
    "followup.take_over": Row(VOLUNTEER, PROMISE),
    "followup.drop": Row(VOLUNTEER, PROMISE),
    "followup.drop_now": Row(VOLUNTEER, PROMISE),
    "digest.list": Row(EVERYONE, {"nudge": 1}),
    # A letter is one person's own, in a DM as on the server.
    "nudge.done": Row(THEMSELVES, NUDGE),
    "nudge.later": Row(THEMSELVES, NUDGE, chosen=("tomorrow.0",)),
    "nudge.when": Row(THEMSELVES, NUDGE, typed={"when": "fri 5pm"}),
    "nudge.change": Row(THEMSELVES, NUDGE),
    "nudge.hand": Row(THEMSELVES, NUDGE),
    "nudge.hand_to": Row(THEMSELVES, NUDGE, chosen=("$captain",)),
    "nudge.hand_type": Row(THEMSELVES, NUDGE),
    "nudge.hand_name": Row(THEMSELVES, NUDGE, typed={"name": "Malik"}),
    "nudge.stop": Row(THEMSELVES, NUDGE),
    "nudge.undo": Row(THEMSELVES, NUDGE),
    "nudge.take": Row(THEMSELVES, {"nudge": "$asking"}),
    "nudge.pass": Row(THEMSELVES, {"nudge": "$asking"}),
    "nudge.again": Row(THEMSELVES, {"nudge": "$telling"}),
    "nudge.take_over": Row(THEMSELVES, {"nudge": "$telling"}),
    "nudge.drop": Row(THEMSELVES, {"nudge": "$telling"}),
    "nudge.still": Row(THEMSELVES, {"nudge": "$reminding"}),
    "nudge.cant": Row(THEMSELVES, {"nudge": "$reminding"}),
    "nudge.choose": Row(THEMSELVES, NUDGE, chosen=("$nudge",)),
    "nudge.show": Row(THEMSELVES, NUDGE),
    "nudge.all": Row(THEMSELVES, {**NUDGE, "on": 0}),
    "nudge.waiting": Row(THEMSELVES, NUDGE),
    "nudge.dms": Row(THEMSELVES, NUDGE),
    # Everybody's own, whatever letter it was opened from.
    "nudge.mine_open": Row(EVERYONE, NUDGE),
    "nudge.mine": Row(EVERYONE, {**NUDGE, "view": "coming", "page": 0}),
    "nudge.mine_all": Row(EVERYONE, {**NUDGE, "on": 1}),
    "nudge.team": Row(ORGANIZER, {"view": "coming", "page": 0}),
    "nudge.team_view": Row(ORGANIZER, chosen=("coming",)),
}
