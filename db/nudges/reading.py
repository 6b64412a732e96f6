"""Reading nudges: whose they are, and what stands in a message."""

from sqlmodel import Session, col, select

from db.models.nudges import Nudge

ID_MOST = 2**31 - 1
"""Our ids are 32 bits wide: a larger one, from a forged button, would be an error of the database."""


def team_of(tx: Session, *, nudge_id: int, person_id: int) -> int | None:
    """The team of a person's own nudge, for what they press in a DM, where there is no server; None if not theirs."""
    if not 0 < nudge_id <= ID_MOST:
        return None
    query = select(Nudge.team_id).where(col(Nudge.id) == nudge_id, col(Nudge.person_id) == person_id)
    return tx.exec(query).first()
