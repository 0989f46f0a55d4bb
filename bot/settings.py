"""Everything a host can set, from the environment or `.env` (which never overrides the environment)."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

from dotenv import dotenv_values

from bot.domain.catalog.sources import Catalog
from bot.domain.errors import Refusal

LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
PROVIDERS = (*Catalog, "none")


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings; each field is documented in `.env.example` under its name in capitals."""

    discord_token: str = field(default="", repr=False)
    database_url: str = "sqlite:///data/encore.db"
    log_level: str = "INFO"
    metadata_provider: str = Catalog.TVMAZE.value
    tmdb_key: str = field(default="", repr=False)
    privacy_contact: str = ""
    forget_after_days: int = 30

    @classmethod
    def from_environment(cls, env_file: Path = Path(".env")) -> Self:
        """The settings of this process; raises `Refusal` for a value that can't be meant."""
        return cls.read({**dotenv_values(env_file), **os.environ})

    @classmethod
    def read(cls, values: Mapping[str, str | None]) -> Self:
        """The settings among `values`; what is missing or empty keeps its default."""
        given = {name: (values.get(name.upper()) or "").strip() for name in cls.__dataclass_fields__}
        settings = cls(**{name: _read(name, value) for name, value in given.items() if value})
        if settings.log_level.upper() not in LOG_LEVELS:
            raise Refusal(f"LOG_LEVEL is “{settings.log_level}”. Choose one of {', '.join(LOG_LEVELS)}.")
        provider = settings.metadata_provider.lower()
        if provider not in PROVIDERS:
            raise Refusal(
                f"METADATA_PROVIDER is “{settings.metadata_provider}”. Choose one of {', '.join(PROVIDERS)}."
            )
        if provider == Catalog.TMDB and not settings.tmdb_key:
            raise Refusal("METADATA_PROVIDER is tmdb, which needs a key: set TMDB_KEY, or choose tvmaze.")
        return settings


def _read(name: str, value: str) -> Any:
    """A setting as its field has it; raises `Refusal` for what is no number where one is needed."""
    if name != "forget_after_days":
        return value
    if not (value.isascii() and value.isdigit() and int(value) <= 3_650):
        raise Refusal(f"FORGET_AFTER_DAYS is “{value}”. Write a number of days from 0 to 3650.")
    return int(value)
