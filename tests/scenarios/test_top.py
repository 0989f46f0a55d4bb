"""/top: a server's rankings, as a picture and in words."""

import io
import re
from dataclasses import replace

from PIL import Image
from simcord import ChannelHandle, InteractionResult

from bot.domain.catalog.shows import Facts, Kind
from bot.domain.ids import ShowId
from bot.domain.ratings.rating import Stars, Target
from bot.domain.ratings.top import PAGE, TopChoice
from tests.scenarios import forged
from tests.scenarios.test_age_restricted import mark, restrict
from tests.scenarios.world import World, answer, components, custom_id, text

MONTH = 32 * 86_400


async def rate(world: World, title: str, *stars: float, facts: Facts | None = None) -> int:
    """A show that as many members rate; returns its number."""
    show = await world.add_show(title, facts or Facts())
    for user_id, each in enumerate(stars, 101):
        actor = replace(world.actor(world.mod), user_id=user_id)
        await world.services.ratings.rate(actor, Target(show.show_id), Stars.from_number(each))
    return show.show_id


def listed(page: InteractionResult) -> list[str]:
    """The lines of the list: “1. Loved – 4.4 · 4.5 from 12 ratings”."""
    return [
        line.replace("*", "").replace("\\", "")
        for line in text(page).splitlines()
        if re.match(r"\*\*\d+\.\*\*", line)
    ]


def options(page: InteractionResult, start: str) -> dict[str, str]:
    """The options of the select whose custom_id begins so: label → value."""
    (select,) = [
        each for each in components(answer(page)) if str(each.get("custom_id", "")).startswith(start)
    ]
    return {each["label"]: each["value"] for each in select["options"]}


async def choose(world: World, page: InteractionResult, start: str, label: str) -> InteractionResult:
    """Bob chooses something from a select of his page."""
    message = answer(page)
    return await world.bob.select(message, [options(page, start)[label]], custom_id=custom_id(message, start))


async def genres(world: World, channel: ChannelHandle, typed: str) -> list[str]:
    """What is suggested for a genre."""
    return [each["name"] for each in await world.bob.autocomplete(channel, "top", "genre", typed)]


async def test_the_best_come_first_and_few_votes_never_top_the_list(world: World) -> None:
    await rate(world, "Liked", 4, 4, 3.5, 4)
    await rate(world, "Loved", 5, 4.5, 4.5, 5)
    await rate(world, "Rare", 5, 5)
    await rate(world, "Unrated")

    page = await world.bob.slash(world.general, "top")

    assert answer(page).ephemeral
    assert listed(page) == ["1. Loved – 4.6 · 4.8 from 4 ratings", "2. Liked – 4.1 · 3.9 from 4 ratings"]
    assert "### Best rated · all time" in text(page)
    assert "(v/(v+m))·R + (m/(v+m))·C" in text(page)
    assert "C = **4.5**" in text(page)
    assert "m = **3** ratings are needed" in text(page)
    assert world.general.history(viewer=world.ann) == []


async def test_the_picture_says_the_same_in_words(world: World) -> None:
    await rate(world, "グラスハート", 5, 4.5, 4.5, 5, facts=Facts(other_titles=("Glass Heart",)))

    page = await world.bob.slash(world.general, "top")

    (file,) = answer(page).attachments
    assert (file.filename, file.content_type or "image/png") == ("top.png", "image/png")
    assert file.description == ("Best rated, all time. Weighted rating, in stars. 1. グラスハート: 4.8.")
    png = await file.read()
    assert len(png) < 60_000
    assert Image.open(io.BytesIO(png)).format == "PNG"


async def test_each_ranking_is_one_choice_away(world: World) -> None:
    await rate(world, "Liked", 4, 4, 3.5, 4)
    await rate(world, "Torn", 5, 0.5, 5, 0.5)
    await rate(world, "Rare", 5, 4.5)
    await rate(world, "Glass Heart")
    await world.post(world.ann, 4.5)
    page = await world.bob.slash(world.general, "top")

    divisive = await choose(world, page, "top:ranking:", "Most divisive")
    assert listed(divisive) == ["1. Torn – ±2.3 · 2.8 from 4 ratings", "2. Liked – ±0.2 · 3.9 from 4 ratings"]
    reviewed = await choose(world, divisive, "top:ranking:", "Most reviewed")
    assert listed(reviewed) == ["1. Glass Heart – 1 review · 4.5 from 1 rating"]
    gems = await choose(world, reviewed, "top:ranking:", "Hidden gems")
    assert listed(gems) == ["1. Rare – 4.8 from 2 ratings"]
    best = await choose(world, gems, "top:ranking:", "Best rated")
    assert [line.split(" – ")[0] for line in listed(best)] == ["1. Liked", "2. Torn"]


async def test_what_rises_is_measured_against_the_month_before(world: World) -> None:
    old = await rate(world, "Old", 4, 4)
    await world.later(MONTH)
    await rate(world, "New", 4, 4, 4)
    await world.services.ratings.rate(world.actor(world.mod), Target(ShowId(old)), Stars(8))

    page = await world.bob.slash(world.general, "top")
    rising = await choose(world, page, "top:ranking:", "Rising")

    assert listed(rising) == ["1. New – +3 · 3 ratings · 0 reviews"]
    assert "How many more ratings and reviews a show got in" in text(rising)
    all_time = await choose(world, rising, "top:ranking:", "Best rated")
    assert "### Best rated · all time" in text(all_time), "the period that was chosen is kept"


async def test_a_period_a_kind_and_a_genre_narrow_it_down(world: World) -> None:
    await rate(world, "Old", 5, 5, 5, facts=Facts(kind=Kind.FILM, genres=("Drama",)))
    await world.later(2 * MONTH)
    await rate(world, "Film", 4, 4, 4, facts=Facts(kind=Kind.FILM, genres=("drama", "Music")))
    await rate(world, "Series", 3, 3, 3, facts=Facts(kind=Kind.SERIES, genres=("Crime",)))

    async def titles(**chosen: str) -> list[str]:
        found = listed(await world.bob.slash(world.general, "top", **chosen))
        return [line.split(". ")[1].split(" – ")[0] for line in found]

    assert await titles() == ["Old", "Film", "Series"]
    assert await titles(period="this month") == ["Film", "Series"]
    assert await titles(period="last month") == []
    assert await titles(kind="film") == ["Old", "Film"]
    assert await titles(genre="DRAMA") == ["Old", "Film"]
    assert await titles(kind="film", genre="Music", period="this month") == ["Film"]
    page = await world.bob.slash(world.general, "top", genre="Crime")
    assert "### Best rated · all time · Crime" in text(page)
    page = await choose(world, page, "top:ranking:", "Most divisive")
    assert "Most divisive · all time · Crime" in text(page), "the genre is kept"


async def test_genres_are_suggested_and_an_unknown_one_is_refused(world: World) -> None:
    await rate(world, "One", 4, facts=Facts(genres=("Drama", "Music")))
    await rate(world, "Two", 4, facts=Facts(genres=("Drama",)))

    assert await genres(world, world.general, "") == ["Drama", "Music"]
    assert await genres(world, world.general, "mus") == ["Music"]
    assert await genres(world, world.general, "polka") == []

    refused = await world.bob.slash(world.general, "top", genre="Polka")
    assert "No show here has the genre “Polka”." in text(refused)


async def test_a_server_without_ratings_is_told_how_to_begin(world: World) -> None:
    page = await world.bob.slash(world.general, "top")
    assert "Nobody here has rated a show in that time. Be the first: `/rate`." in text(page)
    assert answer(page).attachments == []
    await rate(world, "One", 4)
    page = await choose(world, page, "top:ranking:", "Hidden gems")
    assert "No show is in this ranking yet." in text(page)


async def test_there_are_pages_and_each_show_can_be_opened(world: World) -> None:
    for number in range(PAGE + 2):
        await rate(world, f"Show {number:02}", 5, 4.5, 4 if number else 4.5)
    page = await world.bob.slash(world.general, "top")
    assert listed(page)[0].startswith("1. Show 00")
    assert len(listed(page)) == PAGE

    page = await world.bob.click(answer(page), label="›")
    assert [line.split(" – ")[0] for line in listed(page)] == ["11. Show 10", "12. Show 11"]
    bob = world.actor(world.bob)
    first, second = [await world.services.top.top(bob, TopChoice(page=number)) for number in (0, 1)]
    assert first.most == second.most == first.ranked[0].score > second.ranked[0].score
    await world.restart()
    page = await world.bob.click(answer(page), label="‹")
    assert len(listed(page)) == PAGE

    show = await choose(world, page, "show:pick:", "Show 03")
    assert "## Show 03" in text(show)


async def test_shows_for_adults_are_ranked_where_they_may_be_seen_only(world: World) -> None:
    await rate(world, "Adult", 5, 5, 5, facts=Facts(genres=("Erotica",)))
    await rate(world, "Tame", 4, 4, 4)
    await restrict(world, "Adult")
    await mark(world, world.reviews)

    assert "Adult" not in text(await world.bob.slash(world.general, "top"))
    assert await genres(world, world.general, "") == []
    assert "Adult" in text(await world.bob.slash(world.reviews, "top"))
    assert await genres(world, world.reviews, "") == ["Erotica"]


async def test_a_choice_that_nobody_offered_is_refused(world: World) -> None:
    await rate(world, "Loved", 5, 4.5, 4)
    page = answer(await world.bob.slash(world.general, "top"))
    for start, value in (("top:ranking:", "9"), ("top:period:", "202613"), ("top:period:", "99999999")):
        refused = await forged.press(world.bob, page, custom_id(page, start), value)
        assert text(refused) == "I don't know that ranking. Open one with `/top`."
