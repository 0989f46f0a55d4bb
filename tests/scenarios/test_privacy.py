"""What a member has handed over and deleted, and what becomes of servers that the bot leaves."""

import io
import json
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path
from typing import Any

import discord

from bot.domain.ids import GuildId, UserId
from bot.store.upkeep import backup, erasing
from tests.scenarios import forged
from tests.scenarios.world import World, answer, buttons, cards, text
from tests.store.samples import everywhere
from tests.waiting import until

DAY = 24 * 3_600


async def export(world: World) -> dict[str, list[dict[str, Any]]]:
    """What Ann gets."""
    given = answer(await world.ann.slash(world.general, "mydata export"))
    assert given.ephemeral
    (file,) = given.attachments
    assert file.filename == "encore-data-1.zip"
    with zipfile.ZipFile(io.BytesIO(await file.read())) as archive:
        assert str(world.ann.id) in archive.read("README.txt").decode()
        tables = json.loads(archive.read("data.json"))
        named = set(archive.namelist()) - {"README.txt", "data.json"}
        assert named == {f"{name}.csv" for name, rows in tables.items() if rows}
        return tables


async def delete(world: World) -> str:
    """Ann says so, twice; returns what she is told at the end."""
    asked = answer(await world.ann.slash(world.general, "mydata delete"))
    assert asked.ephemeral
    again = await world.ann.click(asked, label="Delete everything")
    return text(await world.ann.click(answer(again), label="Delete it for good"))


async def live(world: World) -> None:
    """Ann and others do what one does."""
    await world.add_show()
    card = await world.post(world.ann, text="Anns own words.")
    await world.ann.slash(world.reviews, "review", show="Glass Heart", rating=4.0, text="Anns newer words.")
    await world.bob.click(card, label="Helpful")
    await world.mod.context_menu(world.reviews, "Pin review", card)
    bobs = await world.post(world.bob, rating=2.0)
    await world.ann.click(bobs, label="Helpful")
    await world.ann.slash(world.general, "rate", show="Glass Heart", rating=1.0, season=1)
    await world.ann.slash(world.general, "review", show="Anns unposted show", rating=3.0, text="Anns draft.")


async def test_the_export_holds_everything_and_after_deleting_nothing(world: World, tmp_path: Path) -> None:
    await live(world)
    before = await export(world)
    (review,) = before["reviews"]
    assert (review["show"], review["body"], review["state"]) == ("Glass Heart", "Anns newer words.", "live")
    assert [row["body"] for row in before["review_versions"]] == ["Anns own words.", "Anns newer words."]
    assert {(row["season"], row["halves"]) for row in before["ratings"]} == {(0, 8), (1, 2)}
    assert [row["review_id"] for row in before["helpful_votes"]] == [2]
    assert review["created_at"].endswith("Z")

    told = await delete(world)
    assert told.startswith("I deleted everything I had of yours")
    assert not any((await export(world)).values())

    await world.services.privacy.sweep()  # as the bot does every minute
    copy = tmp_path / "copy.db"
    backup.back_up(world.database.path, copy, lambda _, __: None)
    with closing(sqlite3.connect(copy)) as connection:
        dump = "\n".join(connection.iterdump())
    for trace in (str(world.ann.id), "Anns"):
        assert trace not in dump
    for trace in (b"Anns", b"newer", str(world.ann.id).encode()):  # the full text has its words in pieces
        assert trace not in copy.read_bytes()
    assert str(world.bob.id) in dump
    assert backup.health(copy) == []


async def test_cards_pins_votes_and_averages_follow(world: World) -> None:
    await live(world)
    await delete(world)
    await world.later(5)

    (left,) = cards(world.reviews)
    assert f"<@{world.bob.id}>" in text(left)
    assert "Helpful" in buttons(left).values()
    assert world.reviews.pinned_messages() == []
    page = text(await world.bob.slash(world.general, "show", show="Glass Heart"))
    assert "**2.0** ★★ · 1 rating" in page
    assert "Anns" not in page


async def test_keeping_it_after_all_deletes_nothing(world: World) -> None:
    await live(world)
    before = await world.stored()
    asked = answer(await world.ann.slash(world.general, "mydata delete"))
    assert "your reviews: 1" in text(asked)
    again = answer(await world.ann.click(asked, label="Delete everything"))
    assert text(await world.ann.click(again, label="Keep it")) == "Nothing was deleted."
    assert await world.stored() == before


async def test_whoever_has_nothing_is_told_so(world: World) -> None:
    nothing = await world.ann.slash(world.general, "mydata delete")
    assert text(nothing) == "I keep nothing of you on this server, so there is nothing to delete."
    assert not any((await export(world)).values())


async def test_a_forged_press_deletes_ones_own_only_and_twice_is_once(world: World) -> None:
    await live(world)
    asked = answer(await world.ann.slash(world.general, "mydata delete"))
    again = answer(await world.ann.click(asked, label="Delete everything"))
    await forged.press(world.bob, again, "mydata:erase:0")
    assert await world.own(world.bob) is None
    assert await world.own(world.ann) is not None
    world.expected = (discord.HTTPException,)  # the second time, the interaction was answered already
    with forged.twice(world):
        await delete(world)
    assert await world.own(world.ann) is None


async def test_what_was_begun_is_gone_on_with_after_a_restart(world: World) -> None:
    await live(world)
    await world.database.write(GuildId(world.guild.id), erasing.ask, UserId(world.ann.id))
    await world.restart()
    await world.later(5)
    assert await world.own(world.ann) is None
    assert len(cards(world.reviews)) == 1


async def test_privacy_says_what_is_kept(world: World) -> None:
    page = await world.ann.slash(world.general, "privacy")
    assert answer(page).ephemeral
    for said in (
        "Your Discord id",
        "after 30 days",
        "/mydata delete",
        "as soon as you delete it",
        "Ask this server's moderators",
    ):
        assert said in text(page)


async def _departures(world: World) -> list[tuple[Any, ...]]:
    return (await world.stored())["departures"]


async def _soon(world: World, departures: int) -> None:
    """Wait until so many servers count as left: the listeners must have had their turn."""

    async def left() -> bool:
        return len(await _departures(world)) == departures

    await until(left)


async def test_a_server_that_is_left_is_kept_for_a_while_and_then_erased(world: World) -> None:
    await live(world)
    guild = world.bot.get_guild(world.guild.id)
    assert guild is not None
    world.bot.dispatch("guild_remove", guild)
    await _soon(world, departures=1)
    world.bot.dispatch("guild_join", guild)
    await _soon(world, departures=0)

    privacy = world.services.privacy
    await privacy.server_left(GuildId(world.guild.id))
    world.env.backend.advance_clock(30 * DAY - 60)
    assert await privacy.forget_departed() == []
    world.env.backend.advance_clock(120)
    assert await privacy.forget_departed() == [world.guild.id]
    assert {table: rows for table, rows in (await world.stored()).items() if rows} == {}


async def test_a_server_that_was_left_while_the_bot_was_away_is_noticed_at_start(world: World) -> None:
    await world.add_show()
    elsewhere = discord.Object(4_242)
    await world.database.write_all(
        lambda tx: everywhere(tx).execute(
            "INSERT INTO counters (guild_id, name, value) VALUES ($1, 'show', 1)", elsewhere.id
        )
    )
    await world.restart()
    await _soon(world, departures=1)
    assert [row[0] for row in await _departures(world)] == [elsewhere.id]
