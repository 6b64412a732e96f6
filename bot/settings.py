"""What the host may set, by environment variable or in a file `.env`; everything has a default."""

from pathlib import Path
from typing import Annotated

from pydantic import Field, SecretStr, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict


class SettingTrouble(Exception):
    """A setting cannot be used on this machine; the message is one sentence for the host."""


class Settings(BaseSettings):
    """The settings of one TocToc process."""

    model_config = SettingsConfigDict(env_file=".env", env_file_encoding="utf-8", extra="ignore", frozen=True)

    discord_token: SecretStr | None = Field(
        default=None,
        description="The bot's token from Discord's developer portal. Without it, the rehearsal starts.",
    )
    database_url: str = Field(
        default="sqlite:///data/toctoc.db",
        description="Where everything is kept: a SQLite file, or postgresql://user:password@host/name.",
    )
    sealing_keys: SecretStr | None = Field(
        default=None,
        description="Keys that seal private notes, newest first, with commas between; without, the key file is used.",
    )
    sealing_key_file: Path | None = Field(
        default=None,
        description="File with those keys, made at the first start; left empty, it lies beside the SQLite file.",
    )
    log_level: str = Field(default="INFO", description="How much is logged: DEBUG, INFO, WARNING or ERROR.")
    health_port: int = Field(
        default=0, ge=0, le=65535, description="Port of the health page (`/live`, `/ready`); 0 turns it off."
    )
    health_host: str = Field(
        default="127.0.0.1",
        description="Address that the health page listens on; 0.0.0.0 lets other machines see it.",
    )
    repaint_pause: float = Field(
        default=1.5,
        ge=0,
        description="Seconds between two edits of the same card; Discord slows faster bots down.",
    )
    patience: float = Field(
        default=1.8,
        gt=0,
        lt=3,
        description="Seconds after which a press that is still being saved is answered with a word of patience.",
    )
    nudge_pause: float = Field(default=0.1, ge=0, description="Seconds between two messages that nudges send.")
    new_dm_pause: float = Field(
        default=6,
        ge=0,
        description="Seconds between two messages that each open a new conversation; bursts count as spam.",
    )
    nudge_lease: float = Field(
        default=120,
        gt=0,
        description="Seconds that a process has to deliver a message, before another looks what became of it.",
    )
    sweep_seconds: float = Field(
        default=30, gt=0, description="Seconds between two looks for anything due that no alarm announced."
    )
    shard_count: int | None = Field(
        default=None, ge=1, description="Number of gateway connections; left empty, Discord recommends one."
    )
    shard_ids: Annotated[tuple[int, ...] | None, NoDecode] = Field(
        default=None,
        description="Which of them this process has, such as `0,1`; for several processes on one PostgreSQL database.",
    )
    rehearsal_port: int = Field(default=8080, ge=0, le=65535, description="Port of the rehearsal's page.")
    rehearsal_data: Path = Field(
        default=Path("data/rehearsal"), description="Folder in which the rehearsal keeps its pretend team."
    )

    @field_validator("shard_ids", mode="before")
    @classmethod
    def _listed(cls, typed: object) -> object:
        """Numbers as a host writes them: 0,1."""
        return typed.replace(",", " ").split() or None if isinstance(typed, str) else typed

    @field_validator("shard_ids")
    @classmethod
    def _shared_out(cls, ids: tuple[int, ...] | None, told: ValidationInfo) -> tuple[int, ...] | None:
        if ids is not None and not set(ids) <= set(range(told.data.get("shard_count") or 0)):
            raise ValueError("they are numbers from 0 to SHARD_COUNT less one, and SHARD_COUNT has to be set too")
        return ids
