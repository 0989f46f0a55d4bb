"""Rating without words: /rate, the Rate button, and undoing."""

from tests.scenarios import forged
from tests.scenarios.world import World, answer, buttons, custom_id, menu, text


async def test_a_rating_is_saved_and_answered_privately_with_the_new_average(world: World) -> None:
    await world.add_show()
    await world.ann.slash(world.general, "rate", show="Glass Heart", rating=4.0)

    rated = await world.bob.slash(world.general, "rate", show="glass heart", rating=2.5)

    assert answer(rated).ephemeral
    assert "You rated **Glass Heart** **2.5 ★★½**." in text(rated)
    assert "Its average here is now **3.3** from 2 ratings." in text(rated)
    assert list(buttons(rated).values()) == ["Undo", "Show"]
    assert world.general.history(viewer=world.mod) == []


async def test_undoing_brings_the_rating_before_back(world: World) -> None:
    await world.add_show()
    await world.ann.slash(world.general, "rate", show="Glass Heart", rating=4.0)
    changed = await world.ann.slash(world.general, "rate", show="Glass Heart", rating=1.0)
    assert "(before: 4.0 ★★★★)" in text(changed)

    undone = await world.ann.click(answer(changed), label="Undo")

    assert answer(undone).id == answer(changed).id
    assert "Your rating of **Glass Heart** is **4.0 ★★★★** again." in text(undone)
    assert "Undo" not in buttons(undone).values()
    assert "You: 4.0 ★★★★" in text(await world.ann.click(answer(undone), label="Show"))


async def test_undoing_a_first_rating_takes_it_away(world: World) -> None:
    await world.add_show()
    rated = await world.ann.slash(world.general, "rate", show="Glass Heart", rating=4.0)

    undone = await world.ann.click(answer(rated), label="Undo")

    assert "is taken back" in text(undone)
    assert "It has no ratings here now." in text(undone)
    page = await world.ann.slash(world.general, "show", show="Glass Heart")
    assert "Nobody here has rated it yet." in text(page)


async def test_only_the_latest_change_of_ones_own_can_be_undone(world: World) -> None:
    await world.add_show()
    first = await world.ann.slash(world.general, "rate", show="Glass Heart", rating=4.0)
    await world.ann.slash(world.general, "rate", show="Glass Heart", rating=3.0)
    before = await world.stored()

    late = await world.ann.click(answer(first), label="Undo")
    foreign = await forged.press(world.bob, answer(first), custom_id(first, "rating:undo"))

    assert "You have changed this rating since" in text(late)
    assert text(foreign) == "Only the one who rated can take a rating back."
    assert await world.stored() == before


async def test_seasons_and_episodes_have_ratings_of_their_own(world: World) -> None:
    await world.add_show()
    await world.ann.slash(world.general, "rate", show="Glass Heart", rating=4.0)
    season = await world.ann.slash(world.general, "rate", show="Glass Heart", rating=2.0, season=1)
    episode = await world.ann.slash(
        world.general, "rate", show="Glass Heart", rating=5.0, season=1, episode=3
    )

    assert "**Glass Heart** (season 1) **2.0 ★★**" in text(season)
    assert "**2.0** from 1 rating." in text(season)
    assert "(season 1, episode 3) **5.0 ★★★★★**" in text(episode)
    undone = await world.ann.click(answer(episode), label="Undo")
    assert "(season 1, episode 3) is taken back" in text(undone)
    page = await world.ann.slash(world.general, "show", show="Glass Heart")
    assert "**4.0** ★★★★ · 1 rating" in text(page)


async def test_an_episode_needs_its_season(world: World) -> None:
    await world.add_show()
    before = await world.stored()

    refused = await world.ann.slash(world.general, "rate", show="Glass Heart", rating=5.0, episode=3)

    assert text(refused) == "Which season is that episode of? Fill in `season` as well."
    assert await world.stored() == before


async def test_the_card_of_a_review_follows_its_authors_rating(world: World) -> None:
    await world.add_show()
    card = await world.post(world.ann, 3.5)

    rated = await world.ann.slash(world.general, "rate", show="Glass Heart", rating=1.5)
    assert "**1.5** ★½" in text(card)
    await world.ann.click(answer(rated), label="Undo")
    assert "**3.5** ★★★½" in text(card)


async def test_a_rating_that_a_review_shows_stays(world: World) -> None:
    await world.add_show()
    more = await world.ann.click(await world.post(world.ann), label="⋯")
    asked = await world.ann.click(answer(more), label="Delete")
    deleted = await world.ann.click(answer(asked), label="Delete it")
    await world.post(world.ann)
    before = await world.stored()

    refused = await world.ann.click(answer(deleted), label="Take the rating back too")

    assert answer(refused).ephemeral
    assert "Your review shows this rating, so it stays." in text(refused)
    assert await world.stored() == before


async def test_the_rate_button_of_a_page_offers_the_ten_ratings(world: World) -> None:
    await world.add_show()
    page = await world.ann.slash(world.general, "show", show="Glass Heart")
    asked = await world.ann.click(answer(page), label="Rate")
    assert answer(asked).ephemeral
    assert text(asked) == "How do you rate **Glass Heart**?"
    assert len(menu(asked)) == 10

    rated = await world.ann.select(answer(asked), [menu(asked)["3.5 ★★★½"]])

    assert "You rated **Glass Heart** **3.5 ★★★½**." in text(rated)
    assert "You: 3.5 ★★★½" in text(await world.ann.click(answer(rated), label="Show"))
