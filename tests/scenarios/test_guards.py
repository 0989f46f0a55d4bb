"""What a server asks of reviews: each guard answers with a sentence, and nobody's words are lost."""

from dataclasses import replace
from typing import Any

import pytest

from bot.domain.ids import ShowId
from bot.domain.server.settings import GuildSettings
from bot.store.server import guilds
from tests.scenarios.world import World, answer, file_of, text
from tests.store.samples import on

WORDS = "Loud and tender, see https://example.org/why."
DAY = 24 * 3_600


async def guard(world: World, **changed: Any) -> None:
    """Set guards of the server."""

    def change(settings: GuildSettings) -> GuildSettings:
        return replace(settings, **changed)

    await world.database.write_all(
        lambda tx: guilds.set_settings(
            on(tx, world.guild.id), change(guilds.settings(on(tx, world.guild.id)))
        )
    )


Setting = tuple[dict[str, Any], str]
GUARDS: dict[str, Setting] = {
    "account": ({"guard_account_days": 3}, "people with accounts for at least 3 days may post reviews"),
    "membership": ({"guard_member_days": 2}, "people who have been members for at least 2 days may post"),
    "links": ({"guard_links": -1}, "a review may have no links, and this one has 1"),
    "words": ({"guard_words": ("tender",)}, "reviews may not have “tender” in them"),
}


@pytest.mark.parametrize(("settings", "sentence"), GUARDS.values(), ids=list(GUARDS))
async def test_a_guard_says_why_and_gives_the_words_back(
    world: World, settings: dict[str, Any], sentence: str
) -> None:
    await world.add_show()
    await guard(world, **settings)
    before = await world.stored()

    refused = await world.ann.slash(world.reviews, "review", show="Glass Heart", rating=4.0, text=WORDS)

    assert answer(refused).ephemeral
    assert sentence in text(refused)
    assert await file_of(refused) == WORDS
    assert await world.stored() == before
    assert world.reviews.history(viewer=world.bob) == []
    await world.post(world.mod, text=WORDS)  # whoever moderates is trusted


@pytest.mark.parametrize("days", [("guard_account_days", 3), ("guard_member_days", 2)])
async def test_whoever_has_waited_long_enough_may_post(world: World, days: tuple[str, int]) -> None:
    await world.add_show()
    await guard(world, **dict([days]))
    await world.later(days[1] * DAY + 1)
    await world.post(world.ann, text=WORDS)


async def test_between_two_new_reviews_there_is_a_pause_but_edits_are_free(world: World) -> None:
    await world.add_show()
    await world.add_show("Beck")
    await guard(world, guard_cooldown_minutes=10)
    await world.post(world.ann)

    early = await world.ann.slash(world.reviews, "review", show="Beck", rating=4.0, text=WORDS)
    assert "10 minutes must pass between two reviews" in text(early)
    assert await file_of(early) == WORDS
    assert await world.own(world.ann, ShowId(2)) is None

    edited = await world.ann.slash(world.reviews, "review", show="Glass Heart", rating=5.0, text="Better.")
    assert "is updated" in text(edited)
    await world.post(world.bob, show="Beck")
    await world.later(601)
    await world.post(world.ann, show="Beck", text=WORDS)


async def test_new_stars_for_words_from_before_a_guard_are_taken(world: World) -> None:
    await world.add_show()
    await world.post(world.ann, text=WORDS)
    await guard(world, guard_words=("tender",))

    rated = await world.ann.slash(world.reviews, "rate", show="Glass Heart", rating=5.0)
    assert "5.0" in text(rated)
    edited = await world.ann.slash(world.reviews, "review", show="Glass Heart", rating=4.0, text="Tender!")
    assert "“tender”" in text(edited)
    review = await world.own(world.ann)
    assert review is not None
    assert (review.words.body, str(review.stars)) == (WORDS, "5.0 ★★★★★")


async def test_a_form_that_a_guard_refuses_opens_again_as_it_was(world: World) -> None:
    await world.add_show()
    await guard(world, guard_words=("tender",))
    form = await world.ann.slash(world.reviews, "review", show="Glass Heart", rating=4.0)

    refused = await world.ann.submit_modal(form, {"headline": "Mine", "body": WORDS})
    assert "“tender”" in text(refused)

    again = await world.ann.click(answer(refused), label="Try again")
    await world.ann.submit_modal(again, {"headline": "Mine", "body": "Loud."})
    review = await world.own(world.ann)
    assert review is not None
    assert review.words.body == "Loud."
