"""Reading nudges: whose they are, and what stands in a message."""

from sqlmodel import Session, col, select

from db.models.nudges import Nudge


def team_of(tx: Session, *, nudge_id: int, person_id: int) -> int | None:
    """The team of a person's own nudge, for what they press in a DM, where there is no server; None if not theirs."""
    query = select(Nudge.team_id).where(col(Nudge.id) == nudge_id, col(Nudge.person_id) == person_id)
    return tx.exec(query).first()
