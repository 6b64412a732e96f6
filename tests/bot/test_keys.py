"""The keys of a machine: made once, read again; and another key is one sentence for the host, not a broken card."""

import asyncio
import subprocess
import sys
from pathlib import Path

import pytest

from bot.app import open_app
from bot.keys import sealing_keys
from db.sealing import SealTrouble, new_key
from tests.cogs.world import test_settings as settings_of

ROOT = Path(__file__).parents[2]


async def opened(folder: Path, key: str | None = None) -> None:
    """The app opens and closes on the database of a folder."""
    app = await open_app(settings_of(folder, **({"sealing_keys": key} if key else {})))
    await app.kit.store.close()


def test_keys_are_made_once_and_for_the_hosts_eyes_only(tmp_path: Path) -> None:
    [key] = sealing_keys(settings_of(tmp_path))
    assert sealing_keys(settings_of(tmp_path)) == [key]
    assert (tmp_path / "toctoc.key").stat().st_mode & 0o077 == 0


async def test_a_wrong_key_is_said_at_the_start_and_the_right_one_opens_again(tmp_path: Path) -> None:
    await opened(tmp_path)
    [key] = sealing_keys(settings_of(tmp_path))
    newer = new_key()
    for wrong in (newer, f"{newer},{new_key()}"):
        with pytest.raises(SealTrouble, match="key file"):
            await opened(tmp_path, wrong)
    await opened(tmp_path, f"{newer},{key}")
    await opened(tmp_path)


async def test_a_lost_key_file_is_said_too(tmp_path: Path) -> None:
    await opened(tmp_path)
    (tmp_path / "toctoc.key").unlink()
    with pytest.raises(SealTrouble, match="key file"):
        await opened(tmp_path)


@pytest.mark.parametrize("keys", ["hunter2", "WRONG"])
async def test_the_host_reads_one_sentence_and_the_process_ends(tmp_path: Path, keys: str) -> None:
    await opened(tmp_path)
    setting = new_key() if keys == "WRONG" else keys
    url = f"sqlite:///{tmp_path / 'toctoc.db'}"
    ended = await asyncio.to_thread(
        subprocess.run,
        [sys.executable, "-m", "bot", "run"],
        env={"DATABASE_URL": url, "SEALING_KEYS": setting, "DISCORD_TOKEN": "x.y.z", "PATH": ""},
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ended.returncode == 1
    assert "key" in ended.stderr
    assert "Traceback" not in ended.stderr
    assert setting not in ended.stderr
    assert len(ended.stderr.strip().splitlines()) == 1
