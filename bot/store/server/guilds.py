"""Servers: what they have set."""

import json
from dataclasses import fields
from typing import Any

from bot.domain.ids import GuildId, Millis
from bot.domain.server.settings import GuildSettings
from bot.store.engine.transaction import AllServers, Tx

_DEFAULTS = GuildSettings()


def settings(tx: Tx) -> GuildSettings:
    """Everything that a server has set, and the defaults for what it has not."""
    rows = tx.all("SELECT name, value FROM guild_settings WHERE guild_id = $1")
    return GuildSettings(**{row["name"]: _read(row["name"], row["value"]) for row in rows})


def set_settings(tx: Tx, changed: GuildSettings) -> None:
    """Store what differs from the defaults, and forget the rest."""
    tx.execute("DELETE FROM guild_settings WHERE guild_id = $1")
    for field in fields(changed):
        value = getattr(changed, field.name)
        if value != getattr(_DEFAULTS, field.name):
            tx.execute(
                "INSERT INTO guild_settings (guild_id, name, value) VALUES ($1, $2, $3)",
                field.name,
                json.dumps(value, ensure_ascii=False),
            )


def welcome(tx: Tx) -> bool:
    """Note that a server is welcomed; tells whether it had not been."""
    return bool(
        tx.execute(
            """
            INSERT INTO welcomes (guild_id, welcomed_at) VALUES ($1, $2)
            ON CONFLICT (guild_id) DO NOTHING
            """,
            tx.now,
        )
    )


def is_known(tx: Tx) -> bool:
    """Whether a server was welcomed, or anything is stored of it."""
    row = tx.one(
        """
        SELECT guild_id FROM welcomes WHERE guild_id = $1
        UNION ALL SELECT guild_id FROM counters WHERE guild_id = $1 LIMIT 1
        """
    )
    return row is not None


def _read(name: str, stored: str) -> Any:
    """A value as its field has it: an enum's member, a tuple, a number or a text."""
    value = json.loads(stored)
    return type(getattr(_DEFAULTS, name))(value)


def note_departure(tx: Tx) -> None:
    """Note that the bot has left a server; since when, if that was noted before, stays."""
    tx.execute("INSERT INTO departures (guild_id, left_at) VALUES ($1, $2) ON CONFLICT DO NOTHING", tx.now)


def forget_departure(tx: Tx) -> None:
    """Note that the bot is on a server after all."""
    tx.execute("DELETE FROM departures WHERE guild_id = $1")


def departed_before(tx: AllServers, before: Millis) -> list[GuildId]:
    """The servers that the bot left before a time (Unix ms)."""
    rows = tx.all("SELECT guild_id FROM departures WHERE left_at < $1 ORDER BY left_at", before)
    return [row["guild_id"] for row in rows]


def known(tx: AllServers) -> list[GuildId]:
    """Every server of which anything is stored."""
    return [row["guild_id"] for row in tx.all("SELECT DISTINCT guild_id FROM counters")]
