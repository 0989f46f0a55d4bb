"""/related: reviews of related shows with the reasons in words, and an opposing view of the show itself."""

from dataclasses import replace

import pytest

from bot.domain.catalog.shows import Facts
from bot.domain.ids import ShowId
from bot.domain.ratings.rating import Stars, Target
from tests.samples import GOTO, SATOH
from tests.scenarios.test_age_restricted import mark, restrict
from tests.scenarios.world import World, answer, custom_id, menu, text

NOTHING = "Nothing in this server's catalogue is related to **Glass Heart** yet."


async def related(world: World, title: str = "Glass Heart") -> str:
    """What Bob sees."""
    return text(await world.bob.slash(world.general, "related", show=title))


async def rate(world: World, show_id: ShowId, stars: float) -> None:
    """Ann, Bob and the moderator rate a whole show."""
    for member in (world.ann, world.bob, world.mod):
        await world.services.ratings.rate(world.actor(member), Target(show_id), Stars.from_number(stars))


async def test_several_reasons_are_told_with_the_review_most_worth_reading(world: World) -> None:
    facts = Facts(genres=("Music",), network="TBS", credits=(GOTO, SATOH))
    await world.add_show("Glass Heart", facts)
    await world.add_show("Beck", replace(facts, also_read=("Glass Heart",)))
    await world.post(world.mod, 4.5, show="Beck", text="The band needs a drummer.")
    for show_id in (1, 2):
        await rate(world, ShowId(show_id), 4.5)
    card = await world.post(world.ann, 4.5, show="Beck", text="Guitars. The band finds its drummer.")
    await world.bob.click(card, label="Helpful")
    await world.post(world.mod, 4.5, show="Glass Heart", text="A drummer in a band, at night.")

    page = await world.bob.slash(world.general, "related", show="Glass Heart")

    assert answer(page).ephemeral
    assert (
        "**Beck**\n-# Also read · liked by the same members here · also directed by Kohtaro Goto · "
        "also with Satoh Takeru · similar subject: music, band, drummer · also on TBS\n"
        f"**4.5** ★★★★½ · {world.ann.mention}\n>>> Guitars. The band finds its drummer."
    ) in text(page)
    whole = await world.bob.click(answer(page), label="Read it all")
    assert "The band finds its drummer." in text(whole)
    page = await world.bob.slash(world.general, "related", show="Beck")
    opened = await world.bob.select(answer(page), [menu(page)["Glass Heart"]])
    assert "## Glass Heart" in text(opened)
    assert "-# Related\nBeck" in text(opened)


async def test_three_members_must_like_both(world: World) -> None:
    await world.add_show("Glass Heart", Facts())
    await world.add_show("Beck", Facts())
    await rate(world, ShowId(1), 4.0)
    for member in (world.ann, world.bob):
        await world.services.ratings.rate(world.actor(member), Target(ShowId(2)), Stars(8))
    assert NOTHING in await related(world)
    await world.services.ratings.rate(world.actor(world.mod), Target(ShowId(2)), Stars(8))
    assert "**Beck**\n-# Liked by the same members here\n" in await related(world)
    await world.mod.slash(world.general, "rate", show="Beck", rating=3.5)
    assert NOTHING in await related(world)


async def test_a_new_server_and_a_new_show_are_answered_from_links_people_and_subject(world: World) -> None:
    await world.add_show("Glass Heart", Facts(genres=("Music",), credits=(SATOH,)))
    await world.add_show("Linked", Facts(also_read=("Glass Heart",)))
    await world.add_show("Shared", Facts(credits=(SATOH,)))
    await world.add_show("Alike", Facts(genres=("music",)))
    seen = await related(world)
    titles = [line for line in seen.splitlines() if line.startswith("**")]
    assert titles == ["**Linked**", "**Shared**", "**Alike**"]
    for reason in ("-# Also read", "-# Also with Satoh Takeru", "-# Similar subject: music"):
        assert reason in seen


async def test_words_that_reviews_of_both_use_are_a_reason(world: World) -> None:
    for title in ("Glass Heart", "Beck"):
        await world.add_show(title, Facts())
        await world.post(world.ann, show=title, text="About a **drummer** in a band.")
    assert "**Beck**\n-# Similar subject: band, drummer\n" in await related(world)


SECRET = "The butler and the gardener did it."


@pytest.mark.parametrize("how", ["spoilers", "hidden part", "deleted", "edited"])
async def test_no_hidden_word_is_a_reason(world: World, how: str) -> None:
    for title in ("Glass Heart", "Beck"):
        await world.add_show(title, Facts(genres=("Crime",)))
        words = f"Oh. ||{SECRET}||" if how == "hidden part" else SECRET
        card = await world.post(world.ann, show=title, text=words, spoilers=how == "spoilers")
        if how == "deleted":
            more = await world.ann.click(card, label="⋯")
            asked = await world.ann.click(answer(more), label="Delete")
            await world.ann.click(answer(asked), label="Delete it")
        if how == "edited":
            await world.ann.slash(world.reviews, "review", show=title, rating=3.5, text="Oh.")
    seen = await related(world)
    assert "**Beck**\n-# Similar subject: crime\n" in seen
    seen = seen.replace(f"||{SECRET}||", "")
    assert "gardener" not in seen


async def test_the_readers_own_review_is_never_the_answer(world: World) -> None:
    await world.add_show("Glass Heart", Facts(genres=("Music",)))
    await world.add_show("Beck", Facts(genres=("Music",)))
    await world.post(world.bob, show="Beck", text="My own words.")
    assert "**Beck**\n-# Similar subject: music\n-# Nobody else here has reviewed it yet." in await related(
        world
    )
    await world.post(world.ann, show="Beck", text="Somebody else's words.")
    seen = await related(world)
    assert "Somebody else's words." in seen
    assert "My own words." not in seen


async def test_an_opposing_view_of_the_same_show_has_its_own_heading(world: World) -> None:
    await world.add_show("Glass Heart", Facts())
    await world.post(world.ann, 4.5, text="I cried at every song.")
    await world.post(world.mod, 2.5, text="Jackets and fog.")
    assert NOTHING in await related(world)  # 3.5 on average: nobody is far from it
    await world.bob.slash(world.general, "rate", show="Glass Heart", rating=4.0)
    page = await world.bob.slash(world.general, "related", show="Glass Heart")
    assert "**An opposing view**\n-# You give it 4.0 ★★★★.\n**2.5** ★★½" in text(page)
    assert "Jackets and fog." in text(page)
    assert "I cried" not in text(page)
    whole = await world.bob.click(answer(page), custom_id=custom_id(page, "review:read"))
    assert "Jackets and fog." in text(whole)

    words = "Jackets and fog."
    await world.mod.slash(world.reviews, "review", show="Glass Heart", rating=2.5, text=words, spoilers=True)
    seen = await related(world)
    assert "**An opposing view**" in seen
    assert "Jackets" not in seen
    assert "This review contains spoilers." in seen


async def test_without_a_rating_of_ones_own_the_average_is_opposed_but_not_by_oneself(world: World) -> None:
    await world.add_show("Glass Heart", Facts())
    await world.post(world.ann, 5.0, text="All of it.")
    await world.services.ratings.rate(world.actor(world.mod), Target(ShowId(1)), Stars(1))
    seen = await related(world)
    assert "**An opposing view**\n-# The average here is 2.8.\n**5.0** ★★★★★" in seen
    assert "opposing" not in text(await world.ann.slash(world.general, "related", show="Glass Heart"))


async def test_shows_for_adults_are_related_in_age_restricted_channels_only(world: World) -> None:
    await world.add_show("Glass Heart", Facts(genres=("Music",)))
    await world.add_show("Beck", Facts(genres=("Music",)))
    await restrict(world, "Beck")
    assert NOTHING in await related(world)
    assert "Beck" not in text(await world.bob.slash(world.general, "show", show="Glass Heart"))
    await mark(world, world.general)
    assert "**Beck**\n-# Similar subject: music" in await related(world)


async def test_the_page_is_the_same_after_a_restart(world: World) -> None:
    await world.add_show("Glass Heart", Facts(genres=("Music",)))
    await world.add_show("Beck", Facts(genres=("Music",)))
    await world.post(world.ann, show="Beck", text="The guitars sing.")
    page = await world.bob.slash(world.general, "related", show="Glass Heart")
    before = text(page)
    await world.restart()
    whole = await world.bob.click(answer(page), label="Read it all")
    assert "The guitars sing." in text(whole)
    show = await world.bob.slash(world.general, "show", show="Glass Heart")
    assert text(await world.bob.click(answer(show), label="Related")) == before
