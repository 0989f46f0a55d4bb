"""The try-out, as people meet it: the real bot in a real browser."""

import asyncio
import re
import signal
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from playwright.async_api import Browser, expect

from bot.store.upkeep.migrate import VERSION
from tests.browser.tryout import Channel, channel, run_tryout, tryout

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_a_review_from_its_first_letter_to_the_next_start(tmp_path: Path, browser: Browser) -> None:
    async with tryout(tmp_path) as running:
        async with channel(browser, running.url) as room:
            await room.type("/rev")
            await expect(room.offered("/review")).to_contain_text("Review a show")
            await room.offered("/review").click()
            await room.fill_option("show", "kpop demn", "KPop Demon Hunters (2025)")
            await room.fill_option("rating", "3.5", "3.5 ★★★½")
            await room.send()

            await expect(room.form).to_contain_text("Review: KPop Demon Hunters")
            words = "I hummed it for a week.\n\n@everyone **must** see it."
            await room.submit(headline="The tiger is right", body=words)

            card = room.card("The tiger is right")
            await expect(card).to_contain_text("3.5 ★★★½")
            await expect(card).to_contain_text("@Jonas")
            await expect(card).to_contain_text("@everyone **must** see it.")
            await room.press(card, "Helpful")
            await expect(room.last).to_contain_text("your own")

            await room.view_as("Aiko")
            await room.press(card, "Helpful")
            await expect(card.get_by_role("button", name="Helpful 1")).to_be_visible()
            await room.press(card, "Read it all")
            await expect(room.last).to_contain_text("Only you can see this")
            await expect(room.last).to_contain_text("I hummed it for a week.")
            await room.command("show", show=("kpop", "KPop Demon Hunters"))
            await expect(room.last).to_contain_text("4 ratings")
            assert room.problems == []
            assert await room.diagnostics() == []
        assert await running.stop() == (0, running.greeting)

    async with tryout(tmp_path) as running:
        async with channel(browser, running.url) as room:
            card = room.card("The tiger is right")
            await expect(card).to_have_count(1)
            await expect(card.get_by_role("button", name="Helpful 1")).to_be_visible()
            await room.view_as("Tomas")
            await room.press(card, "Helpful 1")
            await expect(card.get_by_role("button", name="Helpful 2")).to_be_visible()
            assert await room.diagnostics() == []
        assert await running.stop() == (0, running.greeting)


async def test_pages_lead_to_each_other(room: Channel) -> None:
    await room.command("show", show=("グラス", "Glass Heart (2025)"))
    await expect(room.last).to_contain_text("玻璃之心")
    await expect(room.last).to_contain_text("3.6 ★★★½ · 4 ratings")
    await room.press(room.last, "Reviews 4")
    await expect(room.last).to_contain_text("review 1 of 4")
    await room.press(room.last, "review ›")
    await expect(room.last).to_contain_text("review 2 of 4")
    await room.press(room.last, "Show")
    await room.press(room.last, "Cast")
    await expect(room.last).to_contain_text("Satoh Takeru as Naoki Fujitani")
    await room.choose(room.last, "Satoh Takeru")
    await expect(room.last).to_contain_text("Kenshin Himura")
    await room.choose(room.last, "Glass Heart")
    await room.press(room.last, "Related")
    await expect(room.last).to_contain_text("Related to Glass Heart")
    await room.choose(room.last, "First Love")
    await expect(room.last).to_contain_text("First Love: Hatsukoi")

    for command, found in (
        ("cast", "Mitsushima Hikari as Yae Noguchi"),
        ("related", "Rurouni Kenshin"),
        ("reviews", "most helpful first"),
    ):
        await room.command(command, show=("first", "First Love (2022)"))
        await expect(room.last).to_contain_text(found)


async def test_ratings_are_given_and_taken_back(room: Channel) -> None:
    await room.command("rate", show=("kpop", "KPop Demon Hunters"), rating=("5", "5.0 ★★★★★"), season="1")
    await expect(room.last).to_contain_text("You rated KPop Demon Hunters (season 1) 5.0 ★★★★★.")
    await room.press(room.last, "Undo")
    await expect(room.last).to_contain_text("taken back")
    await room.press(room.card("The floor is the best weapon"), "Show")
    await room.press(room.last, "Rate")
    await room.choose(room.last, "0.5 ½")
    await expect(room.last).to_contain_text("You rated Rurouni Kenshin 0.5 ½ (before: 3.0 ★★★).")


async def test_a_show_that_is_not_known_yet(room: Channel) -> None:
    await room.command("review", show="Glas Harp", rating=("2", "2.0 ★★"), text="It rang, but nobody came.")
    await expect(room.last).to_contain_text("“Glas Harp” is not in this server's catalogue yet.")
    await room.press(room.last, "Add Glas Harp as a new show")
    await expect(room.card("It rang, but nobody came.")).to_contain_text("Glas Harp")

    await room.command("review", show="Glas Hart", rating=("1", "1.0 ★"))
    await room.choose(room.last, "Glass Heart (2025)")
    await expect(room.form).to_contain_text("Review: Glass Heart")
    await expect(room.field("headline")).to_have_value("Sehr schöne Jacken")
    await room.form.get_by_role("button", name="Cancel").click()

    await room.command("show", show="Glas Hart")
    await room.choose(room.last, "Glass Heart (2025)")
    await expect(room.last).to_contain_text("グラスハート")


async def test_a_show_is_added_with_its_facts(room: Channel) -> None:
    await room.command("catalog add", title="Dark Crystal", year="1982")
    cast = "Jim Henson as Jen – one of the last\nFrank Oz as Aughra"
    await room.submit(facts="Kind: opera\nMinutes: 93", makers="Directors: Jim Henson, Frank Oz", cast=cast)
    await expect(room.last).to_contain_text("“opera” is no kind of show I know.")
    await room.press(room.last, "Open the form again")
    await expect(room.field("cast")).to_have_value(cast)
    await room.submit(facts="Kind: film\nMinutes: 93")
    await room.press(room.last, "Show")
    await expect(room.last).to_contain_text("Directed by Jim Henson and Frank Oz")
    await expect(room.last).to_contain_text("Jim Henson as Jen")


async def test_what_is_behind_the_dots(room: Channel) -> None:
    card = room.card("It was a regional train")
    await room.press(card, "⋯")
    await room.press(room.last, "Edit")
    await expect(room.form).to_contain_text("Review: First Love")
    await room.submit(headline="Twice now")
    await expect(room.card("It was a regional train")).to_contain_text("Twice now")

    await room.view_as("Tomas")
    await room.press(card, "⋯")
    await room.press(room.last, "Report")
    await room.submit(reason="It gives away the scarf.")
    await expect(room.last).to_contain_text("Your report is recorded")

    await room.view_as("Jonas")
    await room.press(card, "⋯")
    await room.press(room.last, "Delete")
    await room.press(room.last, "Delete it")
    await expect(room.last).to_contain_text("Your review is deleted.")
    await expect(card).to_have_count(0)


async def test_what_was_just_done_lies_in_the_past(room: Channel) -> None:
    await room.view_as("Tomas")
    await room.press(room.card("I will not be hurt like this again"), "⋯")
    await room.press(room.last, "Report")
    await room.submit(reason="It is too long.")
    await asyncio.sleep(3)
    await room.view_as("Mira")
    await room.command("moderation reports")
    await room.press(room.last, "›")  # the first is the one that its author has deleted
    await expect(room.last).to_contain_text("It is too long.")
    await expect(room.last).to_contain_text(re.compile(r"\d+ seconds? ago"))


async def test_help_says_to_each_what_they_may(room: Channel) -> None:
    # simcord's page has no message menus, so that “Pin review” itself is tested in tests/scenarios only.
    await room.command("help")
    await expect(room.last).to_contain_text("/review")
    await expect(room.last).not_to_contain_text("Pin review")
    await room.view_as("Mira")
    await room.command("help")
    await expect(room.last).to_contain_text("Pin review")


async def test_a_second_try_out_leaves_the_first_alone(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    async with tryout(tmp_path) as first:
        refusal = "A try-out is open on data/tryout already. Close it first, or start this one elsewhere.\n"
        assert await run_tryout(tmp_path) == (1, refusal)
        assert await run_tryout(tmp_path, "--fresh") == (1, refusal)
        code, printed = await run_tryout(elsewhere, "--port", first.port)
        assert (code, printed.count("\n")) == (1, 1)
        assert f"could not bind port {first.port}" in printed
        await first.stop()


async def test_data_stay_until_a_fresh_start(tmp_path: Path) -> None:
    database = tmp_path / "data" / "tryout" / "encore.db"

    async def start_and_stop(*arguments: str) -> list[str]:
        async with tryout(tmp_path, *arguments) as running:
            assert await running.stop(signal.SIGTERM) == (0, running.greeting)
        with closing(sqlite3.connect(database)) as connection:
            return [name for (name,) in connection.execute("SELECT name FROM sqlite_schema")]

    assert "reviews" in await start_and_stop()
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("CREATE TABLE mark (mark INTEGER)")
    assert "mark" in await start_and_stop()
    assert "mark" not in await start_and_stop("--fresh")


@pytest.mark.parametrize("version", [VERSION - 1, 99])
async def test_data_of_another_version_are_made_anew(tmp_path: Path, version: int) -> None:
    database = tmp_path / "data" / "tryout" / "encore.db"
    database.parent.mkdir(parents=True)
    (database.parent / "sample-is-in").touch()
    with closing(sqlite3.connect(database)) as connection:
        connection.execute(f"PRAGMA user_version = {version}")
    async with tryout(tmp_path) as running:
        assert await running.stop(signal.SIGTERM) == (0, running.greeting)
    with closing(sqlite3.connect(database)) as connection:
        assert connection.execute("SELECT count(*) > 20 FROM reviews").fetchone() == (1,)


async def test_the_hall_of_fame_can_be_looked_at(tmp_path: Path, browser: Browser) -> None:
    async with (
        tryout(tmp_path, "--channel", "hall-of-fame") as running,
        channel(browser, running.url) as hall,
    ):
        card = hall.card("Close your eyes, it plays even better")
        await expect(card).to_have_count(1)
        await hall.view_as("Aiko")
        await hall.press(card, "Helpful 3")
        await expect(card.get_by_role("button", name="Helpful 2")).to_be_visible()
        assert hall.problems == []
        assert await hall.diagnostics() == []
