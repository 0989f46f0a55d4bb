"""A member brings ratings and reviews along: uploads a file, looks, chooses, imports, and undoes it."""

from typing import Any

import discord
import pytest
from simcord import InteractionResult, MemberActor

from bot.domain.catalog.shows import Facts
from bot.domain.ids import ShowId
from bot.domain.ratings.rating import Stars, Target
from tests.domain import import_files as files
from tests.scenarios.forged import press, twice
from tests.scenarios.world import World, answer, buttons, cards, components, text
from tests.waiting import until

FILE = (
    "title,year,rating,review,date\n"
    "Glass Heart,2025,8.4,Loud and tender.,2023-05-01\n"
    "Paper Lantern,,6,,2023-05-02\n"
    "Nobody Knows It,,9,,2023-05-04\n"
)


async def bring(
    world: World, content: str | bytes = FILE, by: MemberActor | None = None
) -> InteractionResult:
    """The command of a member who attaches a file."""
    data = content.encode() if isinstance(content, str) else content
    return await (by or world.ann).slash(world.general, "mydata import", file=("export.bin", data))


async def click(world: World, page: InteractionResult, label: str) -> InteractionResult:
    return await world.ann.click(answer(page), label=label)


async def stars(world: World, show_id: ShowId) -> Stars | None:
    return await world.services.ratings.own(world.actor(world.ann), Target(show_id))


@pytest.fixture
async def catalogue(world: World) -> tuple[int, int]:
    """Glass Heart and Paper Lanterns."""
    glass = await world.add_show()
    return glass.show_id, (await world.add_show("Paper Lanterns", Facts(year=2019))).show_id


async def test_upload_look_choose_import_and_undo(world: World, catalogue: tuple[int, int]) -> None:
    glass, lanterns = catalogue
    page = await bring(world)
    assert answer(page).ephemeral
    seen = text(page)
    for line in (
        "### Import from a table\n3 ratings · 1 review\n-# Nothing is saved yet.",
        "**Ratings out of 10**, as it seems, to the nearest half star (a tie goes up):",
        "9 → 4.5  ·  8.4 → 4.0  ·  6 → 3.0",
        "✓ **1** found in this server's catalogue",
        "? **1** to choose: what you don't choose is left out",
        "– **1** not in the catalogue, left out: Nobody Knows It",
    ):
        assert line in seen
    assert "Import 1" in buttons(page).values()

    questions = await click(world, page, "Choose")
    assert "**Paper Lantern** 6 → 3.0" in text(questions)
    picked = await world.ann.select(answer(questions), [str(lanterns)])
    assert "= Paper Lanterns · 2019" in text(picked)
    page = await click(world, picked, "Back")
    assert "? **1** to choose, 1 of them chosen" in text(page)
    assert await stars(world, ShowId(glass)) is None

    done = await click(world, page, "Import 2")

    seen = text(done)
    assert "### Imported from a table\n- **2 ratings** new\n- **1 rating** left out: the show is not" in seen
    assert "- **1 review** new" in seen
    assert (await stars(world, ShowId(glass)), await stars(world, ShowId(lanterns))) == (Stars(8), Stars(6))
    assert cards(world.general) == cards(world.reviews) == []
    assert "Loud and tender." in text(await world.bob.slash(world.general, "reviews", show="Glass Heart"))

    undone = await click(world, done, "Undo")
    assert "The import from a table is undone: what was before is back." in text(undone)
    assert (await stars(world, ShowId(glass)), await stars(world, ShowId(lanterns))) == (None, None)


async def test_the_lists_show_what_was_found_and_what_is_unknown(
    world: World, catalogue: tuple[int, int]
) -> None:
    page = await bring(world, files.letterboxd_zip())
    assert "### Import from Letterboxd" in text(page)
    assert "Everybody here can read the reviews" in text(page)
    found = await click(world, page, "What was found")
    seen = "### Found here\n- **Glass Heart** 2025 · 4 → 4.0 · review\n  = Glass Heart · 2025"
    assert seen in text(found)
    page = await click(world, found, "Back")
    unknown = text(await click(world, page, "What is unknown"))
    assert "- **Amélie's Door** 2001 · 0.5 → 0.5" in unknown


async def test_yours_stay_unless_you_say_overwrite(world: World, catalogue: tuple[int, int]) -> None:
    await world.post(world.ann, rating=1.5, text="My own words.")
    page = await bring(world)
    assert "You have 1 rating and 1 review of these here already: **yours stay.**" in text(page)
    page = await click(world, page, "Overwrite mine")
    assert "**the file's take their place.**" in text(page)
    page = await click(world, await click(world, page, "Keep mine"), "Overwrite mine")
    done = await click(world, page, "Import 1")
    await world.env.settle()
    assert "**1 rating** in the place of yours" in text(done)
    (card,) = cards(world.reviews)
    assert "**4.0** ★★★★" in text(card)
    assert "Loud and tender." in text(card)

    await click(world, done, "Undo")
    await world.env.settle()
    (card,) = cards(world.reviews)
    assert "**1.5** ★½" in text(card)
    assert "My own words." in text(card)


async def test_a_long_text_of_yours_is_not_overwritten_in_silence(
    world: World, catalogue: tuple[int, int]
) -> None:
    long = " ".join(f"Sentence {number} of my own long review." for number in range(40))
    await world.post(world.ann, rating=1.5, text=long)
    page = await bring(world)
    assert "would go" not in text(page)
    page = await click(world, page, "Overwrite mine")
    assert "**Most of the text of 1 review of yours would go.**" in text(page)
    page = await click(world, page, "Keep mine")
    assert "would go" not in text(page)


async def test_the_unknown_can_be_added_and_a_guessed_scale_put_right(
    world: World, catalogue: tuple[int, int]
) -> None:
    page = await bring(world, "title,rating\nGlass Heart,4\nNobody Knows It,3\n")
    assert "**Ratings out of 5**, as it seems" in text(page)
    page = await world.ann.select(answer(page), ["10"])
    assert "4 → 2.0" in text(page)
    page = await click(world, page, "Add the 1 unknown show")
    assert "✓ **2** found" in text(page)
    await click(world, page, "Import 2")
    assert await stars(world, ShowId(catalogue[0])) == Stars(4)
    assert "Nobody Knows It" in text(await world.bob.slash(world.general, "show", show="Nobody Knows It"))


async def test_a_restart_at_any_time_loses_nothing(world: World, catalogue: tuple[int, int]) -> None:
    page = await bring(world)
    await world.restart()
    done = await click(world, page, "Import 1")
    await world.restart()
    assert "**1 rating** new" in text(done)
    again = await world.ann.slash(world.general, "mydata import")
    assert "**1 rating** new" in text(again)
    assert "undone" in text(await click(world, again, "Undo"))


async def test_what_a_crash_has_interrupted_is_finished_in_the_background(
    world: World, catalogue: tuple[int, int]
) -> None:
    rows = "".join(f"Glass Heart,{season},4\n" for season in range(1, 351))
    page = await bring(world, f"title,season,rating\n{rows}")
    actor = world.actor(world.ann)
    import_id = (await world.services.imports.latest(actor)).import_id
    await world.services.imports.start(actor, import_id)  # and the process was killed

    shown = await world.ann.slash(world.general, "mydata import")
    assert "### Importing from a table" in text(shown)
    assert "0 of 350" in text(shown)
    await world.restart()
    await world.later(61)

    async def finished() -> bool:
        return not await world.services.imports.unfinished()

    await until(finished)
    await world.env.settle()

    done = await click(world, shown, "How far is it?")
    assert "**350 ratings** new" in text(done)
    assert page


async def test_the_progress_is_shown_and_goes_on_when_it_can_not_be(
    world: World, catalogue: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = "".join(f"Glass Heart,{season},4\n" for season in range(1, 451))
    page = await bring(world, f"title,season,rating\n{rows}")
    shown: list[str] = []
    edit = discord.Interaction[Any].edit_original_response

    async def seen(self: discord.Interaction[Any], **options: Any) -> Any:
        shown.extend(
            str(item.content) for item in options["view"].walk_children() if hasattr(item, "content")
        )
        world.env.backend.advance_clock(2)
        if len(shown) > 2:
            raise discord.HTTPException(_Gone(), {"code": 50027, "message": "Invalid Webhook Token"})  # type: ignore[arg-type]
        return await edit(self, **options)

    monkeypatch.setattr(discord.Interaction, "edit_original_response", seen)
    await click(world, page, "Import 450")

    assert "`░░░░░░░░░░░░░░░░░░░░` 0 of 450" in shown[0]
    assert "`████░░░░░░░░░░░░░░░░` 100 of 450" in shown[1]
    assert len(shown) == 3
    done = await world.ann.slash(world.general, "mydata import")
    assert "**450 ratings** new" in text(done)


class _Gone:
    """What Discord answers when an interaction's quarter of an hour is over."""

    status, reason = 401, "Unauthorized"


async def test_pressing_twice_imports_once(world: World, catalogue: tuple[int, int]) -> None:
    page = await bring(world)
    with twice(world):
        await click(world, page, "Import 1")
    assert len((await world.stored())["rating_changes"]) == 1


async def test_nobody_else_can_touch_an_import(world: World, catalogue: tuple[int, int]) -> None:
    page = await bring(world)
    before = await world.stored()
    pages = [page, await click(world, page, "Choose")]
    for each in pages:
        for control in list(buttons(each)):
            refused = await press(world.bob, answer(each), control)
            if not control.startswith("import:cancel"):
                assert "This import is not there any more" in text(refused), control
    assert await world.stored() == before
    page = await click(world, pages[-1], "Back")
    done = await click(world, page, "Import 1")
    before = await world.stored()
    (undo,) = [each for each in buttons(done) if each.startswith("import:undo")]
    assert "This import is not there any more" in text(await press(world.bob, answer(done), undo))
    assert await world.stored() == before


async def test_cancelling_forgets_it_all(world: World, catalogue: tuple[int, int]) -> None:
    cancelled = await click(world, await bring(world), "Cancel")
    assert "nothing was imported" in text(cancelled)
    stored = await world.stored()
    assert (stored["imports"], stored["import_entries"], stored["ratings"]) == ([], [], [])
    assert "You have no import here" in text(await world.ann.slash(world.general, "mydata import"))


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"\x89PNG\r\n\x1a\n\0\0", "That file is no text. I understand what these give out: Letterboxd"),
        (b"street,number\nElm,4\n", "I can't tell what that file is."),
        (b"{", "That JSON is damaged in line 1, column 2."),
        (b"x" * (10 * 1024 * 1024 + 1), "That file has more than 10 MiB"),
        (b'<!DOCTYPE a [<!ENTITY b "c">]><myanimelist/>', "defines a document type"),
    ],
    ids=lambda value: value if isinstance(value, str) else "file",
)
async def test_files_that_are_refused(world: World, content: bytes, sentence: str) -> None:
    refused = await bring(world, content)
    assert answer(refused).ephemeral
    assert sentence in text(refused)
    assert (await world.stored())["imports"] == []


async def test_hostile_titles_stay_text_and_every_page_fits(world: World) -> None:
    nasty = "@everyone <@1> [x](https://e.vil) `**||" + "𒀱" * 100
    for number in range(12):
        await world.add_show(f"{nasty}{number}", Facts(year=1990))
    rows = "".join(f'"{nasty}{number % 12}",{1991 + number},{number % 9 + 1}\n' for number in range(12))
    rows += "".join(f'"{number} {nasty[::-1]} nobody",,{"no" * 90}\n' for number in range(60))
    rows += "".join(f'"{number} {nasty[::-1]} nobody",,4.{number}\n' for number in range(60))
    page = await bring(world, f"title,year,rating\n{rows}")
    pages = [page]
    for label in ("Choose", "What is unknown"):
        opened = await click(world, page, label)
        turned = await click(world, opened, "›")
        pages += [opened, turned]
        page = await click(world, turned, "Back")
    for each in pages:
        assert "@everyone" not in text(each).replace("\\@everyone", "")
        assert "<@" not in text(each).replace("\\<@", "")
        assert "](" not in text(each).replace("\\](", "")
        assert list(components(answer(each)))
