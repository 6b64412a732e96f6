"""Sign-ons: who stands behind the campaign, and what they do beyond it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from db.facts.playbooks import Kind

STATEMENT_MOST = 500
COMMITMENT_MOST = 200
COUNT_MOST = 100_000


class Capacity(StrEnum):
    """For whom somebody signs on."""

    PERSONAL = "personal"
    INSTITUTION = "institution"


class CommitmentState(StrEnum):
    """Where a deeper ask stands."""

    OFFERED = "offered"
    AGREED = "agreed"
    DONE = "done"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True)
class SignOn:
    """An endorsement."""

    id: int
    prospect_id: int
    name: str
    place: str
    kind: Kind
    capacity: Capacity
    public: bool
    statement: str
    signed_on: date


@dataclass(frozen=True, slots=True)
class Commitment:
    """A deeper ask of somebody who signed on; key is the playbook's. count is for those that are numbers only."""

    id: int
    prospect_id: int
    name: str
    kind: Kind
    key: str
    text: str
    state: CommitmentState
    count: int | None
    public: bool
    due_on: date | None
    owner_id: int | None
    owner_name: str
