"""Why a rule said no: each refusal is a name with values; bot/errors.py chooses the words.

The words of `class SessionFull` stand in the catalogues under `refusal.session_full`; its fields are the
placeholders that they may use. A field that ends in `_at` is a time, shown as Discord shows times.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, TypeVar, dataclass_transform

R = TypeVar("R", bound="Refusal")


class Refusal(Exception):
    """A rule of the house said no; nothing was changed."""

    @classmethod
    def key(cls) -> str:
        """The key of this refusal's words."""
        return "refusal." + re.sub(r"(?<!^)(?=[A-Z])", "_", cls.__name__).lower()

    @property
    def values(self) -> dict[str, Any]:
        """What the words may mention, by field name."""
        return dict(vars(self))


@dataclass_transform(eq_default=False)
def refusal(kind: type[R]) -> type[R]:
    """Make a refusal that has values; equality stays identity, as with every exception."""
    return dataclass(eq=False)(kind)


# ---- who may do what ---------------------------------------------------------------------------


class OnlyOrganizers(Refusal):
    """This is for the team's organizers."""


class OnlyAdmins(Refusal):
    """This is for those who may manage the server."""


class OnlyCaptain(Refusal):
    """This is for the captain of the session, or an organizer."""


class EveryoneOrganizes(Refusal):
    """The role that was chosen for organizers is the one that everyone has."""


class OnlyInTeam(Refusal):
    """This works in the team's server, not in a private conversation."""


class NotYours(Refusal):
    """The button or the offer is somebody else's."""


# ---- things that are gone ------------------------------------------------------------------------


class Gone(Refusal):
    """What was asked for is not there (any more), or belongs to another team: the same answer for both."""


class DraftGone(Refusal):
    """The half-filled form was left for so long that it was cleared."""


@refusal
class NoSuchTurf(Refusal):
    """No neighborhood of that name."""

    typed: str


@refusal
class NoSuchCanvass(Refusal):
    """No session of that name."""

    typed: str


# ---- numbers and texts that people type --------------------------------------------------------------


@refusal
class NotANumber(Refusal):
    """A whole number between two bounds was expected."""

    typed: str
    least: int
    most: int


@refusal
class TooLong(Refusal):
    """A text is longer than fits."""

    length: int
    most: int


class NameMissing(Refusal):
    """A name was left empty."""


@refusal
class NameTaken(Refusal):
    """There is one of that name already."""

    name: str


@refusal
class TooMany(Refusal):
    """The team has reached a bound that keeps lists usable."""

    most: int


# ---- neighborhoods -----------------------------------------------------------------------------------


@refusal
class TooManyInFile(Refusal):
    """With the new ones of a file the team would have more neighborhoods than are kept."""

    have: int
    new: int
    most: int


class ImportGone(Refusal):
    """The preview was imported already, or another file took its place, or it was left for too long."""


# ---- times -----------------------------------------------------------------------------------------


@refusal
class NotATime(Refusal):
    """What was typed could not be read as a time."""

    typed: str


@refusal
class NoHour(Refusal):
    """A day was typed without an hour."""

    typed: str


@refusal
class PastTime(Refusal):
    """The time is over."""

    typed: str
    read_at: datetime


@refusal
class AmbiguousTime(Refusal):
    """What was typed can be read in two ways."""

    typed: str
    first_at: datetime
    second_at: datetime


@refusal
class AmbiguousDay(Refusal):
    """What was typed can be read as two days, or more: then these are the first two."""

    typed: str
    first: date
    second: date


@refusal
class GapTime(Refusal):
    """The clock skips this hour when summer time begins."""

    typed: str
    after_at: datetime


@refusal
class NotALength(Refusal):
    """What was typed is neither an end nor a length."""

    typed: str


@refusal
class EndBeforeStart(Refusal):
    """The end is not after the start."""

    typed: str


@refusal
class EndTooLate(Refusal):
    """The end is further from the start than one session may last."""

    typed: str
    hours: int


@refusal
class NotAClock(Refusal):
    """A time of day was expected."""

    typed: str


@refusal
class AmbiguousClock(Refusal):
    """A time of day can be read in two ways."""

    typed: str
    first: time
    second: time


@refusal
class NoSuchZone(Refusal):
    """No time zone of that name."""

    typed: str


# ---- sign-ups ------------------------------------------------------------------------------------------


class CanvassOver(Refusal):
    """The session is over."""


class CanvassCancelled(Refusal):
    """The session was cancelled."""


class CanvassStarted(Refusal):
    """The session has begun; its plan no longer changes."""


class OfferOver(Refusal):
    """The offered place went on to the next in line."""


class NotSignedUp(Refusal):
    """Only those who are in can do this."""


class NobodyToPair(Refusal):
    """Pairs need at least two people who are in."""


@refusal
class PairFull(Refusal):
    """A pair has no room for one more."""

    number: int
    most: int


class NobodyToRemind(Refusal):
    """Nobody is signed up yet."""


@refusal
class RemindedLately(Refusal):
    """A reminder went out a short while ago."""

    again_at: datetime


# ---- at the doors ----------------------------------------------------------------------------------------


@refusal
class NotLive(Refusal):
    """The session has not been started, so there is nothing to count yet."""

    starts_at: datetime


@refusal
class TooEarly(Refusal):
    """It is too long before the planned time to start a session."""

    starts_at: datetime


@refusal
class WrappedUp(Refusal):
    """The session is wrapped up; what is missing can still be added until a moment."""

    until_at: datetime


@refusal
class AddingOver(Refusal):
    """The session ended too long ago for its doors to be changed."""

    ended_at: datetime


class NothingToUndo(Refusal):
    """There is no such press among a person's last ones, or it was undone already."""


class NotHere(Refusal):
    """Somebody is not among those who came to the session."""


class HasCounted(Refusal):
    """Somebody has counted doors in the session, so they were there."""


class CheersOff(Refusal):
    """The team wants no cheers."""


class CheeringOver(Refusal):
    """The session is over: nobody is at its doors to be cheered on."""


class ManyCheers(Refusal):
    """So many cheers wait for their minute in the thread that another would be stale before it is told."""


class NoSessionToday(Refusal):
    """None was named, and no session of the team is going on, or was lately."""


class NotYourself(Refusal):
    """Somebody else was to be thanked."""


class ThankedAlready(Refusal):
    """Whom a person thanked is told in the thread already."""


class NoPair(Refusal):
    """Somebody knocks on their own, and only a pair can be meant."""


# ---- people --------------------------------------------------------------------------------------------


@refusal
class NoSuchPerson(Refusal):
    """Nobody of that name is known in the team."""

    typed: str


@refusal
class SeveralPeople(Refusal):
    """A name that more than one person of the team has."""

    typed: str


class NotAMember(Refusal):
    """Somebody was chosen who is not on the server, or is a bot."""


@refusal
class AfterStart(Refusal):
    """A reminder of a session would come when it has begun."""

    typed: str
    starts_at: datetime


# ---- promises ------------------------------------------------------------------------------------------


class TextMissing(Refusal):
    """A text was left empty."""


class FollowupOver(Refusal):
    """The promise is done already, or no longer needed."""


class HandOverOver(Refusal):
    """The promise is no longer waiting for this person's answer."""


class OwnerAlready(Refusal):
    """The promise is with that person already."""


class OwnerMissing(Refusal):
    """Nobody has the promise yet, so nobody can be reminded of it."""


class RemindersStopped(Refusal):
    """Its owner asked for no more reminders of this promise."""


@refusal
class TooFarAhead(Refusal):
    """A time so far ahead that it must be a slip."""

    typed: str
    years: int


@refusal
class TooManyOpen(Refusal):
    """A person has as many open promises as a list can hold."""

    most: int


@refusal
class NoSuchFollowup(Refusal):
    """No promise of that name."""

    typed: str


# ---- meetings with leaders -------------------------------------------------------------------------------


class OnlyMeetingLeads(Refusal):
    """This is for the meeting's lead, the prospect's owner, whoever makes the ask, and organizers."""


class OnlyAttendees(Refusal):
    """This is for those who go to the meeting, and those who lead it."""


@refusal
class NoSuchMeeting(Refusal):
    """No meeting of that name."""

    typed: str


class MeetingOff(Refusal):
    """The meeting was called off."""


class MeetingClosed(Refusal):
    """The meeting is closed: what came of it is written down."""


class MeetingHeld(Refusal):
    """The meeting was held; what was planned for it no longer changes."""


@refusal
class MeetingAhead(Refusal):
    """The meeting has not begun."""

    starts_at: datetime


@refusal
class LineChanged(Refusal):
    """Somebody else wrote into this part of the prep room since it was opened; text and more are what stands there.

    line_id and version are what to write over it with; None once it was taken out.
    """

    name: str
    text: str
    more: str
    line_id: int | None
    version: int | None


@refusal
class RoomFull(Refusal):
    """A part of the prep room, the list of things to do, or of those who go, holds no more."""

    most: int


@refusal
class TaskTaken(Refusal):
    """Somebody else does it."""

    name: str


class NotAttending(Refusal):
    """Somebody does not go to the meeting."""


class OutcomeMissing(Refusal):
    """A meeting is not closed before it is said how it ended."""


class NextStepMissing(Refusal):
    """A meeting is not closed without a next step."""


class NextOwnerMissing(Refusal):
    """A meeting is not closed before somebody has its next step."""


class NextDateMissing(Refusal):
    """A meeting is not closed before its next step has a date."""


# ---- scripts and rights --------------------------------------------------------------------------------


class ScriptMissing(Refusal):
    """A script was left empty."""


@refusal
class UnknownBlank(Refusal):
    """A text has a blank that nobody knows how to fill."""

    typed: str


@refusal
class NotADate(Refusal):
    """A day was expected, year first."""

    typed: str


@refusal
class ReviewAhead(Refusal):
    """A review cannot have been on a day that is still to come."""

    typed: str


class ScriptChanged(Refusal):
    """The text was changed by somebody else since it was opened."""


# ---- leaders and institutions ------------------------------------------------------------------------


class OnlyLead(Refusal):
    """This is for whoever looks after the prospect, for whoever asks them, and for organizers."""


@refusal
class ProspectKnown(Refusal):
    """The team has a prospect of that name already; it may still be another one."""

    name: str
    prospect_id: int


@refusal
class NoSuchProspect(Refusal):
    """No prospect of that name."""

    typed: str


class SourceMissing(Refusal):
    """Research without a public source is hearsay."""


@refusal
class ContactAhead(Refusal):
    """A contact cannot have been at a time that is still to come."""

    contact_at: datetime


@refusal
class DayAhead(Refusal):
    """What has happened cannot have been on a day that is still to come."""

    typed: str


class ProspectChanged(Refusal):
    """Somebody else changed the prospect since the form was opened."""


class PartOfItself(Refusal):
    """A prospect would be a part of itself."""


class OnlyOfficials(Refusal):
    """Only officials may be pressed to meet."""


class NotRefused(Refusal):
    """Nobody presses for a meeting that was not refused."""


class PressNotAllowed(Refusal):
    """To press an official needs an organizer's word first."""


class NotSignedOn(Refusal):
    """They have not signed on yet."""


class CommitmentOver(Refusal):
    """The deeper ask was done, or declined."""


class AdaptedOvertaken(Refusal):
    """Somebody else saved another version of the text since it was opened."""


@refusal
class PlaybookBlank(Refusal):
    """A playbook has a blank that is not filled there."""

    typed: str


@refusal
class LetterBlank(Refusal):
    """A letter or a note has a blank that nobody knows how to fill."""

    typed: str


@refusal
class TooFew(Refusal):
    """A list of a playbook would become shorter than what makes sense."""

    least: int


@refusal
class TooManyParts(Refusal):
    """A list of a playbook would become longer than what can be shown."""

    most: int


@refusal
class SectionTooLong(Refusal):
    """A part of a playbook would become longer than a card."""

    length: int
    most: int


class RoleNeeded(Refusal):
    """Every role needs a part in the meeting."""


class GentleWayNeeded(Refusal):
    """Pressing cannot be the only way after a refusal."""


@refusal
class LetterUnfit(Refusal):
    """A letter needs a subject, an empty line and a text."""

    most: int


class NotesUnfit(Refusal):
    """The notes of thanks need both their cases, each under its mark."""


class PlaybookUnfit(Refusal):
    """A playbook cannot be like that."""


# ---- Discord will not let us -----------------------------------------------------------------------------


@refusal
class ChannelGone(Refusal):
    """The channel that was chosen is no longer there."""

    what: str


@refusal
class ChannelUnset(Refusal):
    """No channel was chosen yet."""

    what: str


@refusal
class MissingPermissions(Refusal):
    """The bot lacks permissions in a channel."""

    channel_id: int
    missing: tuple[str, ...]


# ---- files -------------------------------------------------------------------------------------------------


@refusal
class FileTooLarge(Refusal):
    """An attached file is larger than is read."""

    most_kb: int


class FileUnreadable(Refusal):
    """An attached file is not text in a form that can be read."""


class FileNotFetched(Refusal):
    """Discord did not hand over an attached file."""


# ---- the house itself --------------------------------------------------------------------------------------


class StoreBusy(Refusal):
    """So much is waiting to be written that more would only be lost."""


class OutcomeUnknown(Refusal):
    """The database went away while it was saving: it may be saved, or not."""
