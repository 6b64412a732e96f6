"""What the process itself remembers between two starts."""

from sqlmodel import Field

from db.models.base import Table


class Remembered(Table, table=True):
    """One remembered value, such as the hash of the commands that Discord was last given."""

    __tablename__ = "remembered"

    key: str = Field(max_length=60, primary_key=True)
    value: str = Field(max_length=200)
