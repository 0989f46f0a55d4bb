"""The hall of fame: what enough members find helpful is shown once more, in a channel of its own."""

import asyncio
from dataclasses import replace

import discord
import pytest
from simcord import ChannelHandle, MemberActor
from simcord.backend.serializers import channel_payload

from bot.domain.actors import Right
from bot.domain.ids import GuildId, ReviewId, ShowId
from bot.domain.server.settings import GuildSettings
from bot.store.delivery import outbox
from bot.store.engine.transaction import AllServers
from bot.store.server import guilds
from tests.scenarios.world import World, answer, buttons, cards, custom_id, text
from tests.store.samples import everywhere

VOTES = 2


@pytest.fixture
async def hall(world: World) -> ChannelHandle:
    """A channel that a review with two helpful votes is shown in."""
    channel = world.guild.create_text_channel("hall-of-fame")
    await choose(world, fame_channel=channel.id, fame_votes=VOTES)
    await world.add_show()
    return channel


async def choose(world: World, **settings: int) -> None:
    """Change this server's settings."""
    await world.database.write(
        GuildId(world.guild.id), guilds.set_settings, replace(GuildSettings(fame_votes=VOTES), **settings)
    )


async def press_helpful(world: World, *voters: str) -> None:
    """Everyone of that name presses Helpful on the first card in #reviews."""
    for name in voters:
        member = {"bob": world.bob, "mod": world.mod}[name]
        card = cards(world.reviews)[0]
        await member.click(card, custom_id=custom_id(card, "review:helpful"))


async def famous(world: World, hall: ChannelHandle) -> discord.Message:
    """Ann's review in the hall."""
    await world.post(world.ann)
    await press_helpful(world, "bob", "mod")
    (message,) = cards(hall)
    return message


async def test_a_review_enters_with_its_last_vote_and_not_before(world: World, hall: ChannelHandle) -> None:
    await world.post(world.ann)
    await press_helpful(world, "bob")
    assert cards(hall) == []

    await press_helpful(world, "mod")

    (message,) = cards(hall)
    assert "Words of ann." in text(message)
    assert buttons(message)["fame:helpful:1"] == "Helpful 2"
    assert len(cards(world.reviews)) == 1
    assert (await world.stored())["outbox"] == []


async def test_it_follows_edits_and_stays_when_votes_are_taken_back(
    world: World, hall: ChannelHandle
) -> None:
    message = await famous(world, hall)
    await world.ann.slash(world.reviews, "review", show="Glass Heart", rating=5.0, text="Better still.")
    await press_helpful(world, "mod")

    (now,) = cards(hall)
    assert now.id == message.id
    assert "Better still." in text(now)
    assert buttons(now)["fame:helpful:1"] == "Helpful 1"
    await press_helpful(world, "mod")
    assert len(cards(hall)) == 1


async def test_helpful_can_be_pressed_in_the_hall_and_the_card_follows(
    world: World, hall: ChannelHandle
) -> None:
    message = await famous(world, hall)
    refused = await world.ann.click(message, custom_id="fame:helpful:1")
    assert text(refused).startswith("This is your own review.")

    await world.bob.click(message, custom_id="fame:helpful:1")

    assert buttons(cards(hall)[0])["fame:helpful:1"] == "Helpful 1"
    assert buttons(cards(world.reviews)[0])["review:helpful:1"] == "Helpful 1"
    assert (await world.stored())["outbox"] == []
    patched = [each for each in world.env.http_requests if each.path.endswith(str(message.id))]
    assert patched == []  # the press itself has changed it
    read = await world.bob.click(message, label="Read it all")
    assert "Words of ann." in text(read)


async def test_it_leaves_with_the_review(world: World, hall: ChannelHandle) -> None:
    message = await famous(world, hall)
    asked = await world.ann.click(answer(await world.ann.click(message, label="⋯")), label="Delete")
    await world.ann.click(answer(asked), label="Delete it")
    assert cards(hall) == cards(world.reviews) == []
    assert (await world.stored())["fame_cards"] == []


async def test_it_leaves_while_it_is_hidden(world: World, hall: ChannelHandle) -> None:
    await famous(world, hall)
    moderator = world.actor(world.mod, Right.MODERATE)
    await world.services.moderation.hide(moderator, ReviewId(1), "It names a member.")
    await world.later(5)
    assert cards(hall) == cards(world.reviews) == []

    await world.services.moderation.restore(world.actor(world.mod, Right.MODERATE), ReviewId(1))
    await world.later(5)
    assert [len(cards(channel)) for channel in (hall, world.reviews)] == [1, 1]


async def test_who_deletes_the_message_takes_it_out_for_good(world: World, hall: ChannelHandle) -> None:
    await world.mod.delete(await famous(world, hall))
    await press_helpful(world, "mod")
    await press_helpful(world, "mod")
    await world.ann.slash(world.reviews, "review", show="Glass Heart", rating=5.0, text="Better still.")
    assert cards(hall) == []
    assert "Better still." in text(cards(world.reviews)[0])


async def test_a_message_deleted_while_the_bot_was_away_is_not_posted_again(
    world: World, hall: ChannelHandle
) -> None:
    message = await famous(world, hall)
    del world.env.backend.messages[hall.id][message.id]
    await world.restart()
    for _ in range(2):
        await world.ann.slash(world.reviews, "review", show="Glass Heart", rating=5.0, text="Better still.")
    assert cards(hall) == []
    assert (await world.stored())["outbox"] == (await world.stored())["fame_cards"] == []


async def test_a_hall_that_is_deleted_gives_its_reviews_to_the_next(
    world: World, hall: ChannelHandle
) -> None:
    await famous(world, hall)
    world.env.backend.delete_channel(hall.id)
    await world.env.settle()
    assert (await world.stored())["fame_cards"] == []

    new = world.guild.create_text_channel("new-hall")
    await choose(world, fame_channel=new.id)
    await press_helpful(world, "bob")
    await press_helpful(world, "bob")
    assert len(cards(new)) == 1


async def test_what_is_there_stays_when_the_settings_change(world: World, hall: ChannelHandle) -> None:
    await famous(world, hall)
    other = await world.post(world.bob)
    for settings in ({"fame_channel": 0}, {"fame_channel": hall.id, "fame_votes": 0}):
        await choose(world, **settings)
        words = f"Changed: {settings}"
        await world.ann.slash(world.reviews, "review", show="Glass Heart", rating=1.0, text=words)
        for _ in range(2):
            for member in (world.ann, world.mod):
                await member.click(other, custom_id=custom_id(other, "review:helpful"))
        (message,) = cards(hall)
        assert "Changed: {" in text(message)


async def test_a_hundred_votes_at_once_bring_it_in_once(world: World, hall: ChannelHandle) -> None:
    await world.post(world.ann)
    voters = [world.guild.add_member(world.env.create_user(f"voter{number}")) for number in range(100)]

    async def vote(voter: MemberActor) -> None:
        await world.services.reviews.toggle_helpful(world.actor(voter), ReviewId(1), None)

    await asyncio.gather(*map(vote, voters))
    while (await world.stored())["outbox"]:
        await world.later(1)

    (message,) = cards(hall)
    assert buttons(message)["fame:helpful:1"] == "Helpful 100"
    posted = [
        each
        for each in world.env.http_requests
        if (each.method, each.path) == ("POST", f"/channels/{hall.id}/messages")
    ]
    assert len(posted) == 1
    assert len((await world.stored())["helpful_votes"]) == 100


async def test_what_was_posted_there_as_the_process_died_is_found(world: World, hall: ChannelHandle) -> None:
    message = await famous(world, hall)
    await world.database.write_all(
        lambda tx: everywhere(tx).execute("DELETE FROM fame_cards")
    )  # as if never marked
    await world.database.write_all(
        lambda tx: everywhere(tx).execute(
            "INSERT INTO outbox (guild_id, kind, review_id, channel_id, note_id, noted_at, due_at) "
            "VALUES ($1, 'fame', 1, $2, 900, $3, $3)",
            world.guild.id,
            hall.id,
            world.clock(),
        )
    )
    await world.restart()
    await world.ann.slash(world.reviews, "review", show="Glass Heart", rating=1.0, text="Changed.")
    (now,) = cards(hall)
    assert now.id == message.id
    assert "Changed." in text(now)


async def test_where_cards_stand_too_each_message_keeps_its_part(world: World) -> None:
    await choose(world, fame_channel=world.reviews.id)
    await world.add_show()
    await world.post(world.ann)
    await press_helpful(world, "bob", "mod")
    card, message = cards(world.reviews)
    await world.ann.slash(world.reviews, "review", show="Glass Heart", rating=1.0, text="Changed.")
    assert [each.id for each in cards(world.reviews)] == [card.id, message.id]
    assert ["fame:helpful:1" in buttons(each) for each in cards(world.reviews)] == [False, True]
    assert all("Changed." in text(each) for each in cards(world.reviews))


async def test_nothing_for_adults_in_a_hall_for_everybody(world: World, hall: ChannelHandle) -> None:
    await famous(world, hall)

    def restrict(tx: AllServers) -> None:
        tx.execute("UPDATE shows SET restricted = 1")
        outbox.note_show(tx.server(GuildId(world.guild.id)), ShowId(1))

    await world.database.write_all(restrict)
    await world.later(5)
    assert cards(hall) == []

    backend = world.env.backend
    payload = {**channel_payload(backend, backend.get_channel(hall.id)), "nsfw": True}
    backend.emit("CHANNEL_UPDATE", payload)
    await world.later(5)
    assert "Words of ann." in text(cards(hall)[0])
