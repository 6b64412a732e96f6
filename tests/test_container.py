"""The container: its file is tidy, and what goes into it is all that the bot needs and nothing else."""

import re
import subprocess
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from bot.settings import Settings
from tests.house import code

ROOT = Path(__file__).parents[1]
DOCKERFILE = (ROOT / "Dockerfile").read_text()


@pytest.mark.skipif(sys.platform == "win32", reason="the linter has no build for Windows")
def test_the_linter_finds_nothing_to_say() -> None:
    linter = Path(sys.executable).with_name("hadolint")
    done = subprocess.run([linter, "--no-color", ROOT / "Dockerfile"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")


def test_what_the_image_holds_is_what_may_enter_the_build() -> None:
    copied = {line.split()[1] for line in DOCKERFILE.splitlines() if re.match(r"COPY (?!--from)", line)}
    ignored = (ROOT / ".dockerignore").read_text().splitlines()
    let_in = {line[1:] for line in ignored if line.startswith("!")}
    assert "*" in ignored
    assert copied == let_in == {"requirements.txt", "bot", "cogs", "db"}
    assert all((ROOT / name).exists() for name in copied)


def test_its_settings_are_ours_and_its_user_is_not_root() -> None:
    [block] = re.findall(r"^ENV ((?:.*\\\n)*.*)$", DOCKERFILE, re.MULTILINE)
    set_here = dict(part.split("=", 1) for part in block.replace("\\\n", " ").split())
    ours = {name.upper() for name in Settings.model_fields}
    assert set(set_here) - ours == {"PATH", "PYTHONUNBUFFERED"}
    assert set_here["DATABASE_URL"] == "sqlite:////data/toctoc.db"
    assert re.findall(r"^USER (.*)$", DOCKERFILE, re.MULTILINE) == ["10001:10001"]


def test_what_the_bot_imports_is_what_the_image_installs() -> None:
    imported = {name.split(".")[0] for path in code.modules("bot", "cogs", "db") for name in code.imports(path)}
    others = imported - set(sys.stdlib_module_names) - {"bot", "cogs", "db", "rehearsal"}
    owners = packages_distributions()
    installed = _names("requirements.txt")
    assert "simcord" not in installed
    assert {name for name in others if not {_plain(owner) for owner in owners[name]} & installed} == set()


def _plain(distribution: str) -> str:
    return distribution.lower().replace("_", "-").replace(".", "-")


def _names(file: str) -> set[str]:
    return set(re.findall(r"^([a-z0-9][a-z0-9._-]*)==", (ROOT / file).read_text(), re.MULTILINE))
