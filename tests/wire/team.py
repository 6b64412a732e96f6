"""One server with the people and rooms that tests need."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.wire.player import Person
from tests.wire.things import Channel, Guild, Member, Role

if TYPE_CHECKING:
    from tests.wire.server import StandIn


@dataclass(eq=False)
class Team:
    """A team's server; `organizer` owns it, so may do everything there."""

    stand_in: StandIn
    guild: Guild
    rooms: dict[str, Channel]
    organizer: Person

    def join(self, name: str, *roles: Role, locale: str = "en-US") -> Person:
        """A new person on the server."""
        user = self.stand_in.world.user(name, locale=locale)
        self.guild.members[user.id] = Member(user, list(roles))
        return self.stand_in.person(self.guild, user)

    def crowd(self, count: int) -> list[Person]:
        """So many new volunteers, named and numbered from 1."""
        return [self.join(f"Volunteer {number}") for number in range(1, count + 1)]
