"""The keys that seal private notes: from the settings, or from a file that is made beside the database once."""

import os
from pathlib import Path

from sqlalchemy import make_url

from bot.settings import Settings, SettingTrouble
from db.sealing import new_key


def sealing_keys(settings: Settings) -> list[str]:
    """The keys of this machine, the one to seal with first; without any, a new one is written to the key file.

    Raises SettingTrouble where that file can be neither read nor written.
    """
    if settings.sealing_keys is not None:
        return [key.strip() for key in settings.sealing_keys.get_secret_value().split(",") if key.strip()]
    path = key_file(settings)
    try:
        return _read(path) or _made(path)
    except OSError as error:
        raise SettingTrouble(f"The key file {path} cannot be used: {error.strerror}.") from error


def key_file(settings: Settings) -> Path:
    """Where the keys are: beside a SQLite file, under its name; for another database in the folder `data`."""
    if settings.sealing_key_file is not None:
        return settings.sealing_key_file
    url = make_url(settings.database_url)
    if url.get_backend_name() == "sqlite" and url.database:
        return Path(url.database).with_suffix(".key")
    return Path("data/toctoc.key")


def _read(path: Path) -> list[str]:
    return path.read_text().split() if path.exists() else []


def _made(path: Path) -> list[str]:
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:  # another process that starts at the same time was quicker
        return _read(path)
    with os.fdopen(file, "w") as out:
        out.write(new_key() + "\n")
        out.flush()
        os.fsync(out.fileno())
    return _read(path)
