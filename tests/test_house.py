"""The laws of the house (ARCHITECTURE): who may import whom, one text in every language, one handler an id."""

import ast
import re
import string
import subprocess
import sys
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from babel.messages.catalog import Message

from bot import presses
from bot.client import COGS
from bot.ids import DECLARED, MOST, Tag, parse
from bot.settings import Settings
from bot.words import LANGUAGES
from bot.words.catalogue import read_catalogue
from db import refusals
from tests.cogs.world import World
from tests.house import code, privacy

DB_MAY = {"sqlmodel", "sqlalchemy", "alembic", "cryptography", "psycopg", "pydantic", "filelock", "fasteners", "db"}
CARDS_MAY = {"discord", "bot", "db", "PIL", "pymupdf_fonts", "icalendar", "babel"}
STDLIB = set(sys.stdlib_module_names)


# ---- who may import whom ---------------------------------------------------------------------------


@pytest.mark.parametrize("path", code.modules("db"), ids=code.name_of)
def test_the_database_knows_nothing_of_discord(path: Path) -> None:
    outside = {name.split(".")[0] for name in code.imports(path)} - STDLIB
    assert outside <= DB_MAY


@pytest.mark.parametrize("path", code.modules("bot/cards", "bot/pictures", "bot/words"), ids=code.name_of)
def test_cards_and_words_are_pure(path: Path) -> None:
    names = set(code.imports(path))
    assert {name.split(".")[0] for name in names} - STDLIB <= CARDS_MAY
    ours = {name for name in names if name.split(".")[0] in {"bot", "db"}}
    allowed = ("bot.cards", "bot.pictures", "bot.words", "bot.ids", "bot.zones", "db.facts", "db.refusals")
    assert [name for name in ours if not name.startswith(allowed)] == []
    assert "asyncio" not in names
    assert not any(isinstance(node, ast.AsyncFunctionDef | ast.Await) for node in ast.walk(code.tree(path)))


@pytest.mark.parametrize("path", code.modules("bot"), ids=code.name_of)
def test_the_bot_knows_neither_cogs_nor_the_rehearsal(path: Path) -> None:
    names = set(code.imports(path))
    assert not [name for name in names if name.split(".")[0] == "cogs"]
    if path.name != "__main__.py":
        assert not [name for name in names if name.split(".")[0] == "rehearsal"]
    if path.name != "ticker.py":
        assert not [name for name in names if name.startswith("apscheduler")]
    if path.name != "settings.py":
        assert not [name for name in names if name.startswith("pydantic_settings")]


@pytest.mark.parametrize("path", code.modules("cogs"), ids=code.name_of)
def test_a_cog_only_carries(path: Path) -> None:
    own = ".".join(code.name_of(path).split(".")[:2])
    names = set(code.imports(path))
    assert not [name for name in names if name.startswith("cogs.") and not name.startswith(own)]
    assert not [name for name in names if name.startswith(("sqlmodel", "sqlalchemy", "db.models", "apscheduler"))]


@pytest.mark.parametrize("path", code.modules("rehearsal"), ids=code.name_of)
def test_the_rehearsal_plays_the_bot_from_outside(path: Path) -> None:
    ours = {name for name in code.imports(path) if name.split(".")[0] in {"bot", "cogs", "db"}}
    assert not [name for name in ours if not name.startswith(("bot.app", "bot.clock", "bot.settings"))]


def test_only_the_clock_reads_the_clock() -> None:
    readers = re.compile(r"datetime\.(now|utcnow|today)\(|date\.today\(|time\.time\(|utcnow\(")
    paths = [path for path in code.modules("bot", "cogs", "db") if path.name != "clock.py"]
    assert [path.name for path in paths if readers.search(path.read_text())] == []


# ---- words -----------------------------------------------------------------------------------------


@cache
def messages(language: str) -> dict[str, Message]:
    """The texts of a catalogue by key."""
    return {str(_key(m)): m for m in read_catalogue(language) if m.id}


def _key(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def texts(message: Message) -> list[str]:
    """A message's text, or its texts for each plural form."""
    return [message.string] if isinstance(message.string, str) else list(message.string or ())


def placeholders(text: str) -> set[str]:
    """The names in braces."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_every_language_has_every_text() -> None:
    keys = {language: set(messages(language)) for language in LANGUAGES}
    assert len(LANGUAGES) >= 2
    for language in LANGUAGES:
        assert keys[language] == keys["en"], f"{language}: {keys[language] ^ keys['en']}"
        assert [key for key, m in messages(language).items() if not all(texts(m))] == []
        assert [key for key, m in messages(language).items() if m.fuzzy] == []


def test_a_text_takes_the_same_values_in_every_language() -> None:
    english = messages("en")
    for language in LANGUAGES:
        for key, message in messages(language).items():
            wanted = set().union(*(placeholders(text) for text in texts(english[key])))
            for text in texts(message):
                # "one door" may leave the number out.
                assert wanted - placeholders(text) <= {"n"}, f"{language} {key}"
                assert placeholders(text) <= wanted | {"n"}, f"{language} {key}"


def test_a_counted_text_is_counted_in_every_language() -> None:
    for key, message in messages("en").items():
        forms = {language: isinstance(messages(language)[key].id, tuple) for language in LANGUAGES}
        assert set(forms.values()) == {message.pluralizable}, key


KEY = re.compile(r"[a-z]+(\.[a-z0-9_]+)+")


def test_every_key_in_the_code_has_its_words() -> None:
    keys = set(messages("en"))
    sections = {key.split(".")[0] for key in keys}
    missing = [
        f"{code.name_of(path)}:{line} {text}"
        for path in code.modules("bot", "cogs")
        for line, text in code.strings(path)
        if KEY.fullmatch(text)
        and text.split(".")[0] in sections
        and text not in keys
        and text not in DECLARED
        and not any(key.startswith(f"{text}.") for key in keys)
    ]
    assert missing == []


def test_no_words_are_left_over() -> None:
    paths = code.modules("bot", "cogs", "rehearsal")
    used = {text for path in paths for _, text in code.strings(path)}
    begun = tuple(sorted({text for path in paths for text in code.prefixes(path) if "." in text}))
    used |= {f"{key}{end}" for key in used for end in (".hint", ".like", ".name", ".about")}
    used |= {child.key() for child in all_refusals()}
    assert [key for key in messages("en") if key not in used and not key.startswith(begun)] == []


def test_no_text_for_people_stands_outside_the_catalogues() -> None:
    prose = re.compile(r"[A-Za-zÁ-ÿ]{2,},? [a-zá-ÿ]{2,}")
    found = [
        f"{code.name_of(path)}:{line} {text!r}"
        for path in code.modules("bot/cards", "cogs")
        for line, text in code.strings(path)
        if prose.search(text) and not _for_developers(path, line)
    ]
    assert found == []


def _for_developers(path: Path, line: int) -> bool:
    """Whether a string is an error's or a log's: told to us, never to people."""
    for node in ast.walk(code.tree(path)):
        spoken = isinstance(node, ast.Raise) or (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and isinstance(node.func.value, ast.Name)
            and node.func.value.id == "log"
        )
        if spoken and isinstance(node, ast.stmt | ast.expr) and node.lineno <= line <= (node.end_lineno or 0):
            return True
    return False


# ---- refusals ----------------------------------------------------------------------------------------


def all_refusals() -> list[type[refusals.Refusal]]:
    """Every refusal, wherever it is declared."""
    for path in code.modules("db"):
        __import__(code.name_of(path))
    found, waiting = [], [refusals.Refusal]
    while waiting:
        children = waiting.pop().__subclasses__()
        found += children
        waiting += children
    return [child for child in found if child.__module__.startswith(("db", "bot", "cogs"))]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_refusal_has_words_that_its_values_fill(language: str) -> None:
    catalogue = messages(language)
    for child in all_refusals():
        message = catalogue.get(child.key())
        assert message is not None, child.key()
        assert placeholders(texts(message)[0]) <= set(getattr(child, "__dataclass_fields__", {})), child.key()


# ---- ids, commands, settings -------------------------------------------------------------------------


async def test_every_id_comes_back_and_fits_and_has_one_handler(world: World) -> None:
    for id_ in (one for name, one in DECLARED.items() if not name.startswith("trial.")):  # those are other tests'
        largest = {
            name: 2**63 - 1 if kind is int else kind("x" * (Tag.MOST if kind is Tag else 20)) for name, kind in id_.args
        }
        custom_id = id_(**largest)
        assert len(custom_id) <= MOST
        assert parse(custom_id) == (id_, largest)
        handlers = [id_.code in known for known in (presses.PRESSES, presses.QUICK, presses.FORMS)]
        assert sum(handlers) == 1, f"{id_.code} has {sum(handlers)} handlers"


async def test_commands_have_one_name_and_a_description_in_each_language(world: World) -> None:
    tree = world.app.client.tree
    payloads = [await command.get_translated_payload(tree, tree.translator) for command in tree.get_commands()]  # type: ignore[arg-type]  # a translator is set
    assert {payload["name"] for payload in payloads} >= {"canvass", "turf", "setup", "help", "me"}
    for locale in ("en-US", "es-ES", "es-419"):
        names = Counter((p["type"], p["name_localizations"][locale]) for p in payloads)
        assert max(names.values()) == 1
    for payload in payloads:
        _check_command(payload, payload["name"])
        assert _characters(payload) <= 8000, payload["name"]


def _check_command(node: dict[str, object], path: str) -> None:
    """Names and descriptions within Discord's bounds, in both languages (discord-platform.md, section 2)."""
    names = {"": node["name"], **_localized(node, "name")}
    assert {"es-ES", "es-419", "en-US"} <= set(names), path
    menu = node.get("type") in {2, 3} and "options" not in node and not node.get("description")
    for name in names.values():
        assert re.fullmatch(r".{1,32}" if menu else r"[-_'\w]{1,32}", str(name)), f"{path}: {name}"
        assert menu or str(name) == str(name).lower(), f"{path}: {name}"
    if not menu:
        told = {"": node["description"], **_localized(node, "description")}
        assert {"es-ES", "es-419"} <= set(told), path
        assert all(1 <= len(str(text)) <= 100 for text in told.values()), path
    children = node.get("options") or []
    assert isinstance(children, list)
    assert len(children) <= 25
    for child in children:
        _check_command(child, f"{path} {child['name']}")
    for locale in ("en-US", "es-ES"):
        shown = [_localized(child, "name")[locale] for child in children]
        assert len(set(shown)) == len(shown), f"{path} in {locale}: {shown}"


def _localized(node: dict[str, object], field: str) -> dict[str, str]:
    found = node.get(f"{field}_localizations") or {}
    assert isinstance(found, dict)
    return found


def _characters(node: object) -> int:
    if isinstance(node, dict):
        return sum(
            max([len(str(node[field])), *(len(text) for text in _localized(node, field).values())])
            for field in ("name", "description")
            if node.get(field)
        ) + sum(_characters(child) for child in node.get("options") or [])
    return 0


def test_every_setting_is_documented() -> None:
    readme = (code.ROOT / "README.md").read_text()
    for name, field in Settings.model_fields.items():
        assert field.description, name
        assert f"`{name.upper()}`" in readme, f"{name.upper()} is not in the README"


def test_every_cog_is_loaded() -> None:
    features = {path.stem for path in (code.ROOT / "cogs").iterdir() if path.stem not in {"__init__", "__pycache__"}}
    assert {f"cogs.{name}" for name in features} == set(COGS)


def test_nothing_names_a_machine_or_a_package_host() -> None:
    listed = subprocess.run(["git", "ls-files"], cwd=code.ROOT, capture_output=True, text=True, check=False)
    names = listed.stdout.split() if listed.returncode == 0 else []
    hosts = re.compile("py" + r"pi\.org|python" + r"hosted|npm" + r"js|deb\.deb" + "ian")
    paths = (code.ROOT / name for name in names)
    assert [p.name for p in paths if p.suffix != ".png" and p.exists() and hosts.search(p.read_text())] == []


# ---- reading aloud -------------------------------------------------------------------------------------


def test_functions_are_short_enough_to_read_aloud() -> None:
    lengths = sorted(
        (node.end_lineno or node.lineno) - node.lineno + 1 for path in code.modules() for node in code.functions(path)
    )
    assert lengths[len(lengths) * 9 // 10] < 25


def test_every_public_function_says_what_it_does() -> None:
    silent = [
        f"{code.name_of(path)}.{node.name}"
        for path in code.modules()
        for node in _public(code.tree(path))
        if not ast.get_docstring(node)
    ]
    assert silent == []


def _public(module: ast.Module) -> list[ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef]:
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    top = [node for node in module.body if isinstance(node, kinds)]
    inside = [node for c in top if isinstance(c, ast.ClassDef) for node in c.body if isinstance(node, kinds)]
    return [node for node in [*top, *inside] if not node.name.startswith("_")]


# ---- cards and people ----------------------------------------------------------------------------------


def test_every_card_is_held_to_discords_limits() -> None:
    tests = "\n".join(path.read_text() for path in sorted((code.ROOT / "tests" / "cards").glob("*.py")))
    painted = [
        f"{path.stem}.{node.name}"
        for path in code.modules("bot/cards")
        if path.stem not in {"kit", "forms"}
        for node in _public(code.tree(path))
        if isinstance(node, ast.FunctionDef) and node.returns and ast.unparse(node.returns).endswith("LayoutView")
    ]
    assert len(painted) > 30
    assert [name for name in painted if not re.search(rf"\b{name.split('.')[1]}\b", tests)] == []


def test_whatever_holds_a_person_is_visited_by_forget_me_and_has_its_clock() -> None:
    assert not [*privacy.unvisited(), *privacy.unscrubbed(), *privacy.without_rule(), *privacy.unpurged()]
