"""What moderators set for their server."""

import asyncio
from collections.abc import Callable
from dataclasses import fields, replace
from typing import Any

import pytest

from bot.domain.catalog.editing import AddingPolicy
from bot.domain.errors import Refusal
from bot.domain.server.settings import Destination, GuildSettings, Theme
from tests.services.server import ELSEWHERE, MOD, Server

EVERYTHING = GuildSettings(
    adding=AddingPolicy.APPROVAL,
    destination=Destination.FORUM,
    destination_channel=1,
    fame_channel=2,
    fame_votes=8,
    digest_channel=3,
    digest_weekday=4,
    digest_hour=7,
    digest_zone="Europe/Berlin",
    guard_account_days=1,
    guard_member_days=2,
    guard_cooldown_minutes=5,
    guard_links=3,
    guard_words=("casino", "賭博"),
    moderator_roles=(5, 6),
    theme=Theme.LIGHT,
)


def votes(least: int) -> Callable[[GuildSettings], GuildSettings]:
    """A change of how many votes bring a review into the hall of fame."""
    return lambda settings: replace(settings, fame_votes=least)


async def test_every_setting_is_kept_and_recorded(server: Server) -> None:
    change = await server.services.settings.change(server.mod, lambda _: EVERYTHING)
    assert (change.before, change.after) == (GuildSettings(), EVERYTHING)
    assert await server.services.settings.settings(server.mod) == EVERYTHING
    ((user_id, action, details),) = await server.rows("SELECT user_id, action, details FROM audit")
    assert (user_id, action) == (MOD, "settings")
    assert len(details.splitlines()) == len(fields(GuildSettings)), "set every setting in EVERYTHING"
    assert await server.services.settings.settings(
        server.member(MOD, *server.mod.rights, guild_id=ELSEWHERE)
    ) == (GuildSettings())


async def test_different_changes_at_once_are_all_kept(server: Server) -> None:
    async def set_one(name: str) -> None:
        value: Any = getattr(EVERYTHING, name)
        await server.services.settings.change(server.mod, lambda settings: replace(settings, **{name: value}))

    await asyncio.gather(*(set_one(field.name) for field in fields(GuildSettings)))
    assert await server.services.settings.settings(server.mod) == EVERYTHING
    assert len(await server.rows("SELECT 1 FROM audit")) == len(fields(GuildSettings))


async def test_the_same_request_twice_changes_and_records_once(server: Server) -> None:
    mod = server.mod
    first = await server.services.settings.change(mod, votes(8))
    await server.services.settings.change(server.mod, votes(3))
    again = await server.services.settings.change(mod, votes(8))
    assert (first.after.fame_votes, again.after.fame_votes) == (8, 3)
    assert len(await server.rows("SELECT 1 FROM audit")) == 2


async def test_what_changes_nothing_is_not_recorded(server: Server) -> None:
    await server.services.settings.change(server.mod, votes(5))
    assert await server.rows("SELECT 1 FROM audit") == []


async def test_only_those_who_manage_the_server_see_and_change_settings(server: Server) -> None:
    with pytest.raises(Refusal, match="Manage Server"):
        await server.services.settings.settings(server.ann)
    with pytest.raises(Refusal, match="Manage Server"):
        await server.services.settings.change(server.ann, votes(1))
    assert await server.services.settings.settings(server.mod) == GuildSettings()
