"""`/search`: members find reviews by their words."""

import pytest

from bot.domain.errors import Refusal
from tests.scenarios import forged
from tests.scenarios.test_age_restricted import mark, restrict
from tests.scenarios.world import World, answer, buttons, components, text


async def fill(world: World, count: int = 7) -> None:
    """Reviews of several seasons, all of drums."""
    for season in range(1, count + 1):
        await world.post(world.ann, season=season, text=f"Drums, part {season}.")


async def test_a_member_finds_reads_and_turns_pages_also_after_a_restart(world: World) -> None:
    await world.add_show()
    await fill(world)
    found = await world.bob.slash(world.general, "search", words="drum")
    assert answer(found).ephemeral
    assert "7 reviews, best match first" in text(found)
    assert ">>> **Drums**, part 7." in text(found)
    assert "part 2." not in text(found)

    await world.restart()
    await world.bob.click(answer(found), label="›")
    assert "**Drums**, part 2." in text(found)
    assert "part 7." not in text(found)
    await world.bob.click(answer(found), label="‹")
    assert "**Drums**, part 7." in text(found)

    whole = await world.bob.click(answer(found), custom_id="search:read:7")
    assert answer(whole).ephemeral
    assert answer(whole).id != answer(found).id
    assert "Drums, part 7." in text(whole)
    assert "7 reviews" in text(found)


async def test_somebody_elses_pages_are_not_turned(world: World) -> None:
    await world.add_show()
    await fill(world)
    found = await world.bob.slash(world.general, "search", words="drum")
    before = await world.stored()
    (following,) = [each["custom_id"] for each in components(answer(found)) if each.get("label") == "›"]
    theirs = await forged.press(world.ann, answer(found), following)
    assert "somebody else's search" in text(theirs)
    assert "part 2." not in text(theirs)
    await world.later(2 * 24 * 3_600)
    gone = await world.bob.click(answer(found), label="›")
    assert "I have forgotten that search" in text(gone)
    assert await world.stored() == before


async def test_what_is_asked_for_narrows_it_down(world: World) -> None:
    await world.add_show()
    await world.add_show("Beck")
    await world.post(world.ann, 4.5, text="Loud drums.")
    await world.post(world.bob, 2.0, text="Quiet drums.")
    await world.post(world.ann, 3.0, show="Beck", text="No drums.")

    async def search(**options: object) -> str:
        return text(await world.bob.slash(world.general, "search", words="drums", **options))

    assert "3 reviews" in await search()
    assert "2 reviews, best match first · of Beck" not in await search(show="Beck")
    assert "1 review, best match first · of Beck" in await search(show="Beck")
    assert "2 reviews" in await search(by=world.ann)
    assert "1 review, best match first · at least 4.0 ★★★★" in await search(min_rating=4.0)
    nothing = await search(show="Beck", by=world.bob)
    assert f"Nothing found for **drums** · of Beck · by <@{world.bob.id}>." in nothing


async def test_spoilers_stay_behind_the_readers_press(world: World) -> None:
    await world.add_show()
    await world.post(world.ann, text="The drummer dies.", spoilers=True)
    await world.post(world.bob, text="Fine. ||The drummer dies|| Really.")
    found = await world.mod.slash(world.general, "search", words="drummer")
    assert "2 reviews" in text(found)
    assert "This review contains spoilers." in text(found)
    assert "dies" not in text(found)
    assert "Fine. (spoiler) Really." in text(found)
    whole = await world.mod.click(answer(found), custom_id="search:read:1")
    assert answer(whole).ephemeral
    assert "The drummer dies." in text(whole)


async def test_an_edited_review_is_found_by_its_new_words_and_a_deleted_one_by_none(world: World) -> None:
    await world.add_show()
    card = await world.post(world.ann, text="Loud drums.")
    await world.ann.slash(world.reviews, "review", show="Glass Heart", rating=3.0, text="Soft guitars.")
    assert "Nothing found" in text(await world.bob.slash(world.general, "search", words="drums"))
    found = await world.bob.slash(world.general, "search", words="GUITAR")
    assert "Soft **guitars**." in text(found)

    more = await world.ann.click(card, label="⋯")
    sure = await world.ann.click(answer(more), label="Delete")
    await world.ann.click(answer(sure), label="Delete it")
    assert "Nothing found" in text(await world.bob.slash(world.general, "search", words="guitar"))
    gone = await world.bob.click(answer(found), label="Read it all")
    assert "not there any more" in text(gone)


ODD = ('"', '""', "a AND", "NOT NOT", "O'Brien", "x-y*", "😀", "(", "æ" * 200, "a " * 100, "s:1", "\\", "**")


@pytest.mark.parametrize("typed", ODD)
async def test_whatever_is_typed_is_answered(world: World, typed: str) -> None:
    await world.add_show()
    await world.post(world.ann, text="Loud drums.")
    found = text(await world.bob.slash(world.general, "search", words=typed))
    assert "Nothing found" in found or "no letter and no digit" in found


@pytest.mark.parametrize(
    ("written", "typed", "bold"),
    [
        ("この音楽のドラマが好き", "ドラマ", "この音楽の**ドラマ**が好き"),
        ("这部音乐剧很好看", "音乐", "这部**音乐**剧很好看"),
        ("หนังสือดีมาก", "หนัง", "**หนัง**สือดีมาก"),
        ("한국 드라마를 좋아해", "드라마", "한국 **드라마**를 좋아해"),
        ("مسلسل رائعٌ جداً", "رائع", "مسلسل **رائعٌ** جداً"),
        ("Очень живая ёлка", "ЕЛКА", "Очень живая **ёлка**"),
        ("Un café très doux", "cafe", "Un **café** très doux"),
        ("O’Brien’s movies", "o'brien movie", "**O’Brien’s movies**"),
    ],
)
async def test_any_script_is_found_and_marked(world: World, written: str, typed: str, bold: str) -> None:
    await world.add_show()
    await world.post(world.ann, text=written)
    assert bold in text(await world.bob.slash(world.general, "search", words=typed))


async def test_shows_for_adults_are_searched_where_they_may_be(world: World) -> None:
    await world.add_show()
    await mark(world, world.general)
    await world.post(world.ann, text="Loud drums.")
    await restrict(world)
    assert "Nothing found" in text(await world.bob.slash(world.reviews, "search", words="drums"))
    refused = await world.bob.slash(world.reviews, "search", words="drums", show="Glass Heart")
    assert "for adults" in text(refused)
    found = await world.bob.slash(world.general, "search", words="drums")
    assert "Loud **drums**." in text(found)
    assert list(buttons(found)) == ["search:read:1", "review:report:1"]


async def test_a_rating_that_does_not_exist_is_refused(world: World) -> None:
    await world.add_show()
    found = await forged.slash(world.bob, world.general, "search", words="drums", min_rating=3.3)
    assert "half stars" in text(found)
    world.expected = (Refusal,)
