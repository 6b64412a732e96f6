"""The pretend team: who is in it, and where they talk. Every made-up name stands here."""

from dataclasses import dataclass

TEAM = "Barrio Unido · Riverside"
ZONE = "America/New_York"
ORGANIZER = "Organizer"
CAPTAIN = "Captain"
BOT = "TocToc"


@dataclass(frozen=True, slots=True)
class Player:
    """One pretend person: their name, what kind of member they are, and how their Discord is set."""

    key: str
    name: str
    part: str
    locale: str = "en-US"
    roles: tuple[str, ...] = ()
    takes_dms: bool = True


# The first owns the server. `part` names the sentence about them in rehearsal/words.py.
PLAYERS = (
    Player("pat", "Pat", "owner"),
    Player("rosa", "Rosa", "organizer", roles=(ORGANIZER,)),
    Player("malik", "Malik", "captain", roles=(CAPTAIN,)),
    Player("ana", "Ana", "spanish", locale="es-ES"),
    Player("dev", "Dev", "closed", takes_dms=False),
    Player("joy", "Joy", "newcomer"),
    Player("sam", "Sam", "volunteer"),
)
FIRST = "rosa"

# Simulated volunteers, who join the first time that the page lets them knock; each reads their Discord as they like.
_KNOCKERS = {
    "en-US": ("Abe", "Bea", "Cleo", "Eli", "Femi", "Grace", "Hal", "Ivy", "Jamal", "Kim", "Omar", "Ruth"),
    "es-ES": ("Chela", "Diego", "Inés", "Lucía", "Mateo", "Nélida", "Paco", "Yolanda"),
}
KNOCKERS = tuple(
    Player(f"knocker-{name.lower()}", name, "knocker", locale) for locale, names in _KNOCKERS.items() for name in names
)

CHANNELS = {
    "general": "Everyone, about everything",
    "canvass": "Door-knocking sessions: sign up here",
    "outreach": "Meetings with the leaders of our town",
    "organizers": "For organizers only",
}
PRIVATE = ("organizers",)
LANDING = "canvass"

LOCALES = {"en-US": "English", "es-ES": "Español"}
