"""When something breaks on our side: a short code for the person, the same code and the reason in the log."""

import logging
import re
import sqlite3
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

import pytest
from simcord import InteractionResult

from tests.scenarios.world import World, answer, buttons, fields, file_of, text
from tests.store.samples import everywhere


@asynccontextmanager
async def without(world: World, table: str) -> AsyncGenerator[None]:
    """A database that lost a table: whatever needs it raises an error nobody expected."""
    world.expected = (sqlite3.OperationalError,)
    await world.database.write_all(lambda tx: everywhere(tx).execute(f"ALTER TABLE {table} RENAME TO stolen"))
    try:
        yield
    finally:
        await world.database.write_all(
            lambda tx: everywhere(tx).execute(f"ALTER TABLE stolen RENAME TO {table}")
        )


def told(result: InteractionResult, caplog: pytest.LogCaptureFixture) -> str:
    """What the person is told of an error, whose code the log must name with the traceback."""
    assert answer(result).ephemeral
    match = re.search(r"the code \*\*([2-9A-Z]{6})\*\*", text(result))
    assert match is not None, text(result)
    (record,) = [record for record in caplog.records if record.levelno >= logging.ERROR]
    assert f"Error {match[1]} in " in record.getMessage()
    assert record.exc_info is not None
    assert isinstance(record.exc_info[1], sqlite3.OperationalError)
    assert "table" not in text(result)
    caplog.clear()
    return text(result)


async def test_a_command_that_breaks_gives_a_code_and_the_words_back(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    await world.add_show()
    async with without(world, "ratings"):
        broken = await world.ann.slash(
            world.reviews, "review", show="Glass Heart", rating=4.0, text="Typed at length."
        )
    assert "What you wrote is attached, so that it isn't lost." in told(broken, caplog)
    assert await file_of(broken) == "Typed at length."
    assert (await world.stored())["reviews"] == []

    async with without(world, "ratings"):
        broken = await world.ann.slash(world.general, "show", show="Glass Heart")
    assert "attached" not in told(broken, caplog)
    assert answer(broken).attachments == []


async def test_a_file_is_handed_back_when_saving_breaks(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    await world.add_show()
    async with without(world, "ratings"):
        broken = await world.ann.slash(
            world.reviews,
            "review",
            show="Glass Heart",
            rating=4.0,
            file=("a.txt", "Ganz schön laut.".encode()),
        )

    told(broken, caplog)
    assert await file_of(broken) == "Ganz schön laut."


async def test_a_form_that_breaks_keeps_what_was_typed_and_opens_again(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    await world.add_show()
    form = await world.ann.slash(world.reviews, "review", show="Glass Heart", rating=4.0)
    async with without(world, "review_versions"):
        broken = await world.ann.submit_modal(form, {"headline": "Loud", "body": "Typed at length."})

    told(broken, caplog)
    assert await file_of(broken) == "Loud\n\nTyped at length."
    form = await world.ann.click(answer(broken), label="Try again")
    assert (fields(form)["headline"], fields(form)["body"]) == ("Loud", "Typed at length.")
    posted = await world.ann.submit_modal(form, {"headline": "Loud", "body": "Typed at length."})
    assert "Typed at length." in text(world.card(posted))
    assert "**4.0** ★★★★" in text(world.card(posted))


async def test_even_when_no_draft_can_be_kept_the_words_come_back(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    await world.add_show()
    form = await world.ann.slash(world.reviews, "review", show="Glass Heart", rating=4.0)
    catalog = await world.ann.slash(world.general, "catalog add", title="Beck")
    async with without(world, "drafts"):
        asked = await world.ann.slash(world.reviews, "review", show="Beck", rating=4.0, text="Of a new show.")
        assert "Of a new show." in (told(asked, caplog), await file_of(asked))
        broken = await world.ann.submit_modal(form, {"body": "Typed at length."})
        assert "Typed at length." in (told(broken, caplog), await file_of(broken))
        broken = await world.ann.submit_modal(catalog, {"synopsis": "A band.", "cast": "Koyuki"})
        told(broken, caplog)
        assert await file_of(broken) == "Koyuki\n\nA band."


async def test_buttons_selects_and_menus_that_break_say_so(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    await world.add_show()
    card = await world.post(world.ann)
    cast = await world.bob.slash(world.general, "cast", show="Glass Heart")
    async with without(world, "reviews"):
        for label in ("Helpful", "Read it all", "⋯"):
            told(await world.bob.click(card, label=label), caplog)
        told(await world.mod.context_menu(world.reviews, "Pin review", card), caplog)
    async with without(world, "credits"):
        told(await world.bob.click(card, label="Show"), caplog)
        told(await world.bob.select(answer(cast), ["3"]), caplog)
    assert "Helpful" in buttons(card).values()
    assert world.reviews.pinned_messages() == []


async def test_autocomplete_that_breaks_offers_nothing_and_is_in_the_log(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    await world.add_show()
    await world.restart()
    async with without(world, "shows"):
        assert await world.ann.autocomplete(world.reviews, "review", "show", "gl") == []
    (record,) = [record for record in caplog.records if record.levelno >= logging.ERROR]
    assert "autocomplete for 'review'" in record.getMessage()
    assert record.exc_info is not None


async def test_two_errors_have_two_codes(world: World, caplog: pytest.LogCaptureFixture) -> None:
    await world.add_show()
    async with without(world, "ratings"):
        codes = {told(await world.ann.slash(world.general, "show", show="show:1"), caplog) for _ in range(20)}
    assert len(codes) == 20
