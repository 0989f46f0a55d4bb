"""Where the cards of reviews go: one channel, a forum with a post for each show, a thread for each show."""

import asyncio
from dataclasses import replace

import discord
import pytest
from simcord import ChannelHandle, ResponseMessage
from simcord.backend import serializers

from bot.domain.actors import Right
from bot.domain.catalog.shows import Facts
from bot.domain.ids import ShowId
from bot.domain.ratings.rating import Stars
from bot.domain.reviews.drafts import ReviewDraft
from bot.domain.server.settings import Destination
from tests.scenarios import forged
from tests.scenarios.test_age_restricted import mark
from tests.scenarios.world import World, answer, buttons, cards, custom_id, text
from tests.store.samples import everywhere
from tests.waiting import until

CHANNEL, FORUM, THREADS = Destination.CHANNEL, Destination.FORUM, Destination.THREADS
BOTH = pytest.mark.parametrize("kind", [FORUM, THREADS])


async def send_to(world: World, kind: Destination, channel: ChannelHandle | None = None) -> ChannelHandle:
    """Reviews go to a channel of this kind from now on: to #reviews, or to a new forum."""
    if channel is None:
        channel = world.guild.create_forum_channel("shows") if kind is FORUM else world.reviews
        await world.env.settle()
    where = {"destination": kind, "destination_channel": channel.id}
    await world.services.settings.change(
        world.actor(world.mod, Right.MANAGE), lambda settings: replace(settings, **where)
    )
    return channel


async def review(
    world: World, words: str = "Loud.", *, by: str = "ann", show: str = "Glass Heart"
) -> ResponseMessage:
    """What a member who reviews in #general is answered."""
    member = getattr(world, by)
    return answer(await member.slash(world.general, "review", show=show, rating=4.0, text=words))


def linked(message: ResponseMessage, card: discord.Message) -> bool:
    """Whether a private answer links a card."""
    url = f"https://discord.com/channels/{card.guild.id if card.guild else 0}/{card.channel.id}/{card.id}"
    return message.ephemeral and url in str(message.components)


async def nothing_more(world: World, *channels: ChannelHandle) -> bool:
    """Whether cards and outbox stay as they are for an hour."""
    before = [len(cards(channel)) for channel in channels]
    for _ in range(3):
        await world.later(1200)
    return [len(cards(channel)) for channel in channels] == before and (await world.stored())["outbox"] == []


async def test_reviews_go_to_one_channel_wherever_they_are_written(world: World) -> None:
    await world.add_show()
    await send_to(world, CHANNEL)

    told = await review(world)

    (card,) = cards(world.reviews)
    assert "Loud." in text(card)
    assert text(told) == f"Your review of **Glass Heart** is posted in <#{world.reviews.id}>."
    assert linked(told, card)
    assert cards(world.general) == []
    assert await nothing_more(world, world.reviews, world.general)


async def test_in_that_channel_itself_the_card_is_the_answer(world: World) -> None:
    await world.add_show()
    await send_to(world, CHANNEL)
    card = await world.post(world.ann)
    assert [each.id for each in cards(world.reviews)] == [card.id]
    assert await nothing_more(world, world.reviews)


@BOTH
async def test_each_show_has_a_thread_of_its_own(world: World, kind: Destination) -> None:
    await world.add_show()
    await world.add_show("Beck", Facts(year=2010))
    channel = await send_to(world, kind)

    told = await review(world)
    await review(world, "Tender.", by="bob")
    await review(world, "Louder.", show="Beck")

    threads = {thread.name: thread for thread in channel.threads}
    assert sorted(threads, key=str) == ["Beck (2010)", "Glass Heart (2025)"]
    glass = threads["Glass Heart (2025)"]
    assert ["Loud." in text(card) for card in cards(glass)] == [True, False]
    assert linked(told, cards(glass)[0])
    assert len(cards(threads["Beck (2010)"])) == 1
    assert cards(world.general) == cards(channel) == []
    assert await nothing_more(world, *threads.values())


async def test_the_post_of_a_show_in_a_forum_begins_with_the_show(world: World) -> None:
    await world.add_show()
    channel = await send_to(world, FORUM)
    await review(world)

    header, card = channel.threads[0].history()

    assert "### Glass Heart · 2025" in text(header)
    assert "A drummer without a band" in text(header)
    assert cards(channel.threads[0]) == [card]
    page = await world.bob.click(header, label="Show")
    assert "## Glass Heart" in text(page)
    assert (await world.bob.click(header, label="Review")).modal is not None


@pytest.mark.parametrize("kind", [CHANNEL, FORUM, THREADS])
async def test_a_card_there_is_edited_voted_for_pinned_and_deleted_like_any(
    world: World, kind: Destination
) -> None:
    await world.add_show()
    channel = await send_to(world, kind)
    await review(world)
    home = channel if kind is CHANNEL else channel.threads[0]
    (card,) = cards(home)

    edited = await review(world, "Tender.")
    assert "is updated" in text(edited)
    assert "Tender." in text(cards(home)[0])
    await world.bob.click(card, custom_id=custom_id(card, "review:helpful"))
    assert "Helpful 1" in buttons(cards(home)[0]).values()
    assert text(await world.mod.context_menu(home, "Pin review", card)).startswith("Pinned.")
    assert [message.id for message in home.pinned_messages()] == [card.id]
    more = await world.ann.click(card, custom_id=custom_id(card, "review:more"))
    await world.ann.click(answer(await world.ann.click(answer(more), label="Delete")), label="Delete it")
    assert cards(home) == home.pinned_messages() == []
    assert await nothing_more(world, home)


@BOTH
async def test_two_first_reviews_at_once_share_a_thread(world: World, kind: Destination) -> None:
    await world.add_show()
    channel = await send_to(world, kind)
    elsewhere = world.guild.create_text_channel("elsewhere")
    await world.env.settle()
    drafts = [ReviewDraft("Glass Heart", Stars(8), ShowId(1), body=body) for body in ("Loud.", "Tender.")]

    await asyncio.gather(
        world.services.reviews.post(world.actor(world.ann), drafts[0], world.general.id),
        world.services.reviews.post(world.actor(world.bob), drafts[1], elsewhere.id),
    )

    async def told() -> bool:
        return not (await world.stored())["outbox"]

    await until(told)

    assert [len(cards(thread)) for thread in channel.threads] == [2]
    assert await nothing_more(world, *channel.threads)


@BOTH
@pytest.mark.parametrize("archived", [False, True])
async def test_a_thread_that_was_made_before_the_process_died_is_found(
    world: World, kind: Destination, archived: bool
) -> None:
    show = await world.add_show()
    channel = await send_to(world, kind)
    draft = ReviewDraft("Glass Heart", Stars(8), show.show_id, body="Typed before the power went.")
    world.die()
    await world.services.reviews.post(world.actor(world.ann), draft, world.general.id)
    backend = world.env.backend
    backend.create_thread(channel.id, "Glass Heart (2025)", world.ann.id)  # a member's, of the same name
    made = backend.create_thread(channel.id, "Glass Heart (2025)", backend.bot_user.id)
    backend.edit_channel(made.id, {}, thread_metadata={"archived": archived})

    await world.restart()

    assert {thread.id: len(cards(thread)) for thread in channel.threads if cards(thread)} == {made.id: 1}
    assert len(channel.threads) == 2
    await review(world, "Tender.", by="bob")
    assert len(channel.threads) == 2


@BOTH
async def test_a_card_that_stands_already_is_found_after_the_process_died(
    world: World, kind: Destination
) -> None:
    await world.add_show()
    channel = await send_to(world, kind)
    await review(world)
    # As if the process had died right after Discord took the card, before that was marked.
    await world.database.write_all(lambda tx: everywhere(tx).execute("DELETE FROM cards"))
    await world.database.write_all(
        lambda tx: everywhere(tx).execute(
            "INSERT INTO outbox (guild_id, kind, review_id, channel_id, note_id, noted_at, due_at) "
            "VALUES ($1, 'card', 1, $2, 7, $3, $3)",
            world.guild.id,
            world.general.id,
            world.clock(),
        )
    )

    await world.restart()

    assert [len(cards(thread)) for thread in channel.threads] == [1]
    assert await nothing_more(world, channel.threads[0], world.general)


@BOTH
async def test_an_archived_thread_is_used_on(world: World, kind: Destination) -> None:
    await world.add_show()
    channel = await send_to(world, kind)
    await review(world)
    world.env.backend.edit_channel(channel.threads[0].id, {}, thread_metadata={"archived": True})
    await world.env.settle()

    await review(world, "Tender.", by="bob")  # Discord opens the thread again; simcord leaves it as it is

    assert [len(cards(thread)) for thread in channel.threads] == [2]


@BOTH
@pytest.mark.parametrize("told", [True, False])
async def test_a_thread_that_was_deleted_is_made_anew(world: World, kind: Destination, told: bool) -> None:
    await world.add_show()
    channel = await send_to(world, kind)
    await review(world)
    old = channel.threads[0].id
    if told:
        world.env.backend.delete_channel(old)
        await world.env.settle()
    else:  # while the bot was away
        del world.env.backend.channels[old]
        world.env.backend.guilds[world.guild.id].thread_ids.remove(old)

    await review(world, "Tender.", by="bob")

    (thread,) = channel.threads
    assert thread.id != old
    assert ["Tender." in text(card) for card in cards(thread)] == [True]
    assert await nothing_more(world, thread)


@pytest.mark.parametrize("kind", [CHANNEL, FORUM, THREADS])
async def test_without_the_channel_cards_stand_where_they_are_written(
    world: World, kind: Destination
) -> None:
    await world.add_show()
    channel = await send_to(world, kind)
    world.env.backend.delete_channel(channel.id)
    await world.env.settle()

    told = await review(world)

    (card,) = cards(world.general)
    assert linked(told, card)
    assert await nothing_more(world, world.general)


@pytest.mark.parametrize("kind", [CHANNEL, THREADS])
async def test_without_a_permission_cards_stand_where_they_are_written(
    world: World, kind: Destination
) -> None:
    await world.add_show()
    assert world.bot.user is not None
    denied = discord.PermissionOverwrite(send_messages=False, send_messages_in_threads=False)
    channel = world.guild.create_text_channel("closed", overwrites={world.bot.user: denied})
    await world.env.settle()
    await send_to(world, kind, channel)

    await review(world)

    assert len(cards(world.general)) == 1
    panel = text(await world.mod.slash(world.general, "settings"))
    assert f"⚠️ **Reviews:** In <#{channel.id}> I lack **Send Messages" in panel
    assert await nothing_more(world, world.general)


@pytest.mark.parametrize(
    ("kind", "path", "code"),
    [
        (CHANNEL, "/channels/*/messages", 50013),
        (FORUM, "/channels/*/threads", 40067),
        (THREADS, "/channels/*/threads", 160006),
        (THREADS, "/channels/*/messages", 50083),
    ],
)
async def test_what_discord_does_not_take_there_stands_where_it_was_written(
    world: World, kind: Destination, path: str, code: int
) -> None:
    await world.add_show()
    await send_to(world, kind)
    world.env.inject_error("POST", path, status=403, code=code)

    told = await review(world)

    (card,) = cards(world.general)
    assert linked(told, card)
    assert await nothing_more(world, world.general)


@BOTH
async def test_when_discord_is_down_the_card_comes_later_once(world: World, kind: Destination) -> None:
    await world.add_show()
    channel = await send_to(world, kind)
    world.env.inject_error("POST", "/channels/*/threads", status=503)
    world.env.inject_error("POST", "/channels/*/messages", status=503)

    told = await review(world)
    assert (
        text(told) == f"Your review of **Glass Heart** is saved. I'll post it in <#{channel.id}> in a moment."
    )
    for _ in range(6):
        await world.later(10)

    assert [len(cards(thread)) for thread in channel.threads] == [1]
    assert await nothing_more(world, channel.threads[0], world.general)


async def test_a_forum_that_asks_for_a_tag_gets_the_first_that_anybody_may_use(world: World) -> None:
    await world.add_show()
    channel = await send_to(world, FORUM)
    stored = world.env.backend.get_channel(channel.id)
    stored.available_tags = [
        {"id": str(each), "name": f"Tag {each}", "moderated": each == 1, "emoji_id": None, "emoji_name": None}
        for each in (1, 2, 3)
    ]
    payload = {**serializers.channel_payload(world.env.backend, stored), "flags": 1 << 4}
    world.env.backend.emit("CHANNEL_UPDATE", payload)
    await world.env.settle()

    await review(world)

    assert [world.env.backend.get_channel(thread.id).applied_tags for thread in channel.threads] == [[2]]


async def test_a_forum_that_asks_for_a_tag_and_has_none_is_told_of_on_the_panel(world: World) -> None:
    await world.add_show()
    channel = await send_to(world, FORUM)
    stored = world.env.backend.get_channel(channel.id)
    payload = {**serializers.channel_payload(world.env.backend, stored), "flags": 1 << 4}
    world.env.backend.emit("CHANNEL_UPDATE", payload)
    await world.env.settle()

    await review(world)

    assert channel.threads == []
    assert len(cards(world.general)) == 1
    panel = text(await world.mod.slash(world.general, "settings"))
    assert "asks for a tag on every post and has none. Add one to it." in panel


@pytest.mark.parametrize("kind", [CHANNEL, FORUM, THREADS])
@pytest.mark.parametrize("both", [True, False])
async def test_a_show_for_adults_goes_only_where_discord_asks_for_the_age(
    world: World, kind: Destination, both: bool
) -> None:
    await world.add_show()
    channel = await send_to(world, kind)
    await mark(world, world.general)
    if both:
        await mark(world, channel)
    await world.mod.slash(world.general, "catalog restrict", show="Glass Heart", adults=True)

    await review(world)

    homes = [channel] if kind is CHANNEL else channel.threads
    assert [len(cards(home)) for home in homes if cards(home)] == [1] * both
    assert len(cards(world.general)) == (not both)
    if both and kind is not CHANNEL:
        world.env.backend.edit_channel(homes[0].id, {}, thread_metadata={"archived": True})
        await world.env.settle()
        await review(world, "Tender.")
        assert "Tender." in text(cards(homes[0])[0])
        await mark(world, channel, nsfw=False)
        assert cards(homes[0]) == []


@BOTH
async def test_a_merged_show_takes_its_thread_along_and_gets_it_back(world: World, kind: Destination) -> None:
    await world.add_show()
    await world.add_show("Galss Heart", Facts(year=2025))
    channel = await send_to(world, kind)
    await review(world, show="Galss Heart")
    merged = await world.mod.slash(world.general, "catalog merge", show="Galss Heart", into="Glass Heart")
    page = await world.mod.click(answer(merged), label="Merge")

    await review(world, "Tender.", by="bob")
    assert [len(cards(thread)) for thread in channel.threads] == [2]

    await world.mod.click(answer(page), label="Undo")
    await world.mod.slash(world.general, "review", show="Galss Heart", rating=3.0, text="Back again.")
    assert [len(cards(thread)) for thread in channel.threads] == [3]


async def test_the_same_request_twice_posts_one_card(world: World) -> None:
    await world.add_show()
    channel = await send_to(world, THREADS)
    with forged.twice(world):
        world.expected = (discord.HTTPException,)
        await review(world)
    await forged.again(world)
    assert [len(cards(thread)) for thread in channel.threads] == [1]
    assert await nothing_more(world, channel.threads[0], world.general)


async def test_cards_that_stand_stay_when_the_setting_changes(world: World) -> None:
    await world.add_show()
    first = await world.post(world.ann)
    await send_to(world, THREADS, world.general)

    await world.ann.slash(world.general, "review", show="Glass Heart", rating=2.0, text="Changed.")

    assert "Changed." in text(first)
    assert world.general.threads == []
