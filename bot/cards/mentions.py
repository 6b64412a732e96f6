"""Commands as people can tap them in a text."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.words import Words


@dataclass(frozen=True, slots=True)
class Mentions:
    """`mentions("canvass_plan", words)`: the command /canvass plan as it opens on a tap, by the ids that Discord gave.

    Without an id, it is the command's name as the person's Discord shows it.
    """

    ids: Mapping[str, int] = field(default_factory=dict)

    def __call__(self, command: str, words: Words) -> str:
        """The command as it stands in a text."""
        path = command.split("_")
        if number := self.ids.get(path[0]):
            return f"</{' '.join(path)}:{number}>"
        names = [words(f"command.{'.'.join(path[: depth + 1])}.name") for depth in range(len(path))]
        return f"`/{' '.join(names)}`"
