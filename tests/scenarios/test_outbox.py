"""What was saved reaches Discord in the end, once, whatever fails in between."""

from typing import Any

import pytest

from bot.domain.ratings.rating import Stars
from bot.domain.reviews.drafts import ReviewDraft
from tests.scenarios.world import World, answer, buttons, cards, custom_id, fields, text
from tests.store.samples import everywhere

CALLBACK = "/interactions/*/*/callback"
MESSAGES = "/channels/*/messages"
MESSAGE = "/channels/*/messages/*"
SAVED = "Your review of **Glass Heart** is saved. I'll post it in <#{}> in a moment."
POSTED = "Your review of **Glass Heart** is posted in <#{}>."


async def nothing_more(world: World) -> bool:
    """Whether cards and outbox stay as they are for an hour."""
    before = len(cards(world.reviews))
    for _ in range(3):
        await world.later(1200)
    return len(cards(world.reviews)) == before and (await world.stored())["outbox"] == []


async def test_an_answer_that_discord_refused_is_given_once_more(world: World) -> None:
    await world.add_show()
    world.env.inject_error("POST", CALLBACK, status=500)

    told = await world.ann.slash(world.reviews, "review", show="Glass Heart", rating=4.0, text="Good.")

    assert answer(told).ephemeral
    assert text(told) == POSTED.format(world.reviews.id)
    assert answer(told).attachments == []
    (card,) = cards(world.reviews)
    assert "Good." in text(card)
    assert await nothing_more(world)
    await world.bob.click(card, custom_id=custom_id(card, "review:helpful"))
    assert "Helpful 1" in buttons(cards(world.reviews)[0]).values()


async def test_the_card_is_posted_later_when_discord_is_down_for_a_while(world: World) -> None:
    await world.add_show()
    world.env.inject_error("POST", MESSAGES, status=503, times=3)

    told = await world.ann.slash(world.reviews, "review", show="Glass Heart", rating=4.0, text="Good.")
    assert cards(world.reviews) == []
    assert text(told) == SAVED.format(world.reviews.id)
    stored = await world.own(world.ann)
    assert stored is not None

    for _ in range(6):
        await world.later(10)
    assert len(cards(world.reviews)) == 1
    assert text(told) == POSTED.format(world.reviews.id), "the answer follows"
    assert await nothing_more(world)


async def test_an_answer_after_a_file_is_given_once_more(world: World) -> None:
    await world.add_show()
    world.env.inject_error("PATCH", "/webhooks/*/*/messages/@original", status=500)

    told = await world.ann.slash(
        world.reviews, "review", show="Glass Heart", rating=4.0, file=("a.txt", b"Good.")
    )

    assert answer(told).ephemeral
    assert text(told) == POSTED.format(world.reviews.id)
    (card,) = cards(world.reviews)
    assert "Good." in text(card)
    assert await nothing_more(world)


async def test_a_card_lost_with_the_process_is_posted_at_the_next_start(world: World) -> None:
    show = await world.add_show()
    draft = ReviewDraft("Glass Heart", Stars(8), show.show_id, body="Typed before the power went.")
    world.die()
    await world.services.reviews.post(world.actor(world.ann), draft, world.reviews.id)
    assert cards(world.reviews) == []

    await world.restart()

    (card,) = cards(world.reviews)
    assert "Typed before the power went." in text(card)
    assert await nothing_more(world)


async def test_a_card_that_stands_already_is_found_after_the_process_died(world: World) -> None:
    await world.add_show()
    await world.post(world.ann)
    # As if the process had died right after Discord took the card, before that was marked.
    await world.database.write_all(lambda tx: everywhere(tx).execute("DELETE FROM cards"))
    await world.database.write_all(
        lambda tx: everywhere(tx).execute(
            "INSERT INTO outbox (guild_id, kind, review_id, channel_id, note_id, noted_at, due_at) "
            "VALUES ($1, 'card', 1, $2, 7, $3, $3)",
            world.guild.id,
            world.reviews.id,
            world.clock(),
        )
    )

    await world.restart()

    assert len(cards(world.reviews)) == 1
    assert await nothing_more(world)
    await world.ann.slash(world.reviews, "review", show="Glass Heart", rating=1.0, text="Found again.")
    assert "Found again." in text(cards(world.reviews)[0])


async def test_a_card_deleted_in_discord_is_posted_anew_with_the_next_edit(world: World) -> None:
    await world.add_show()
    card = await world.post(world.ann)
    await world.mod.delete(card)
    assert cards(world.reviews) == []
    assert await nothing_more(world)

    anew = await world.ann.slash(world.reviews, "review", show="Glass Heart", rating=2.0, text="Again.")

    assert "is updated" in text(anew)
    (card,) = cards(world.reviews)
    assert "Again." in text(card)


async def test_a_card_deleted_unnoticed_is_posted_anew_where_it_stood(world: World) -> None:
    await world.add_show()
    card = await world.post(world.ann)
    del world.env.backend.messages[world.reviews.id][card.id]  # while the bot was away

    await world.ann.slash(world.general, "review", show="Glass Heart", rating=2.0, text="Again.")

    assert cards(world.general) == []
    (anew,) = cards(world.reviews)
    assert "Again." in text(anew)
    assert await nothing_more(world)


async def test_an_edit_that_discord_does_not_take_at_once_follows(world: World) -> None:
    await world.add_show()
    card = await world.post(world.ann)
    world.env.inject_error("PATCH", MESSAGE, status=500, times=2)

    edited = await world.ann.slash(world.reviews, "review", show="Glass Heart", rating=2.0, text="Changed.")
    assert "is updated" in text(edited)
    assert "Changed." not in text(card)

    for _ in range(6):
        await world.later(10)
    assert "Changed." in text(card)
    assert await nothing_more(world)


@pytest.mark.parametrize(("status", "code"), [(403, 50013), (403, 50001), (400, 50083)])
async def test_what_is_refused_waits_for_access_with_few_requests(
    world: World, status: int, code: int
) -> None:
    await world.add_show()
    card = await world.post(world.ann)
    world.env.inject_error("PATCH", MESSAGE, status=status, code=code, times=None)

    told = await world.ann.slash(world.reviews, "review", show="Glass Heart", rating=2.0, text="Changed.")

    assert "still shows the old words" in text(told)
    for _ in range(3):
        await world.later(1200)
    requests = [request for request in world.env.http_requests if request.path.endswith(str(card.id))]
    assert len(requests) == 4, "at once, and after pauses of 1, 2 and 4 minutes or more"
    world.env.backend.faults.clear()
    await world.later(3600)
    assert "Changed." in text(card)
    assert await nothing_more(world)


async def test_cards_deleted_in_bulk_are_forgotten(world: World) -> None:
    await world.add_show()
    posted = [await world.post(member) for member in (world.ann, world.bob)]

    world.env.backend.bulk_delete_messages(world.reviews.id, [card.id for card in posted])
    await world.env.settle()

    assert (await world.stored())["cards"] == []
    assert len((await world.stored())["reviews"]) == 2


async def test_a_card_that_could_not_be_removed_at_once_goes_later(world: World) -> None:
    await world.add_show()
    card = await world.post(world.ann)
    world.env.inject_error("DELETE", MESSAGE, status=500)
    asked = await world.ann.click(answer(await world.ann.click(card, label="⋯")), label="Delete")
    await world.ann.click(answer(asked), label="Delete it")
    assert len(cards(world.reviews)) == 1

    for _ in range(6):
        await world.later(10)

    assert cards(world.reviews) == []
    assert await nothing_more(world)


async def test_a_form_whose_answer_failed_left_nothing_unsaved(world: World) -> None:
    await world.add_show()
    form = await world.ann.slash(world.reviews, "review", show="Glass Heart", rating=4.0)
    world.env.inject_error("POST", CALLBACK, status=500)

    told = await world.ann.submit_modal(form, {"body": "Typed at length."})

    assert text(told) == POSTED.format(world.reviews.id)
    assert "Typed at length." in text(cards(world.reviews)[0])
    assert await nothing_more(world)
    again: dict[str, Any] = fields(
        await world.ann.slash(world.reviews, "review", show="Glass Heart", rating=4.0)
    )
    assert again["body"] == "Typed at length."
