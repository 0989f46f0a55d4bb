"""Report and Pin beside the card itself: in the hall of fame, and as buttons on pages that only one sees."""

import re

import discord
import pytest
from simcord import ChannelHandle, InteractionResult, MemberActor
from simcord.backend.errors import SetupError
from simcord.backend.models import Overwrite
from simcord.enums import OverwriteType

from bot.domain.ids import GuildId, ReviewId
from bot.domain.server.settings import Destination, GuildSettings
from bot.store.server import guilds
from tests.scenarios import forged
from tests.scenarios.world import World, answer, buttons, cards, text

PIN_IN = "You need the permission “Pin Messages” in"
REASON = {"reason": "It is rude."}
FILE = ("ratings.csv", b"title,rating,review\nGlass Heart,4,Loud and tender.\n")


async def choose(world: World, settings: GuildSettings) -> None:
    await world.database.write(GuildId(world.guild.id), guilds.set_settings, settings)


@pytest.fixture
async def hall(world: World) -> ChannelHandle:
    """A hall of fame with Ann's review in it, which Bob found helpful."""
    channel = world.guild.create_text_channel("hall-of-fame")
    await choose(world, GuildSettings(fame_channel=channel.id, fame_votes=1))
    await world.add_show()
    card = await world.post(world.ann)
    await world.bob.click(card, label="Helpful")
    return channel


@pytest.fixture
async def imported(world: World) -> None:
    """A review by Ann that came in with an import: it has no card anywhere."""
    await world.add_show()
    page = await world.ann.slash(world.general, "mydata import", file=FILE)
    await world.ann.click(answer(page), label="Import 1")
    await world.env.settle()
    assert cards(world.general) == cards(world.reviews) == []


def allow(world: World, member: MemberActor, channel: ChannelHandle) -> None:
    """Let a member pin in one channel."""
    allowed = discord.Permissions(pin_messages=True, manage_messages=True).value
    overwrite = Overwrite(member.id, OverwriteType.MEMBER, allow=allowed)
    world.env.backend.set_overwrite(channel.id, overwrite)


def said(result: InteractionResult) -> str:
    """What somebody was told, beside the page or in its place."""
    return text(result.followups[-1] if result.followups else result)


async def pages(world: World, member: MemberActor, words: str = "words") -> list[InteractionResult]:
    """Ann's review on the private pages of `/reviews` and `/search`."""
    return [
        await member.slash(world.reviews, "reviews", show="Glass Heart"),
        await member.slash(world.reviews, "search", words=words),
    ]


async def test_a_review_in_the_hall_of_fame_is_reported_from_its_message(
    world: World, hall: ChannelHandle
) -> None:
    (famous,) = cards(hall)
    form = await world.bob.context_menu(hall, "Report review", famous)
    assert text(await world.bob.submit_modal(form, REASON)).startswith("Thank you.")
    (row,) = (await world.stored())["reports"]
    assert row[1:5] == (1, world.bob.id, "It is rude.", 1)
    own = await world.ann.context_menu(hall, "Report review", famous)
    assert "your own review" in text(own)


async def test_its_card_is_pinned_and_unpinned_from_there(world: World, hall: ChannelHandle) -> None:
    (famous,), (card,) = cards(hall), cards(world.reviews)
    assert text(await world.mod.context_menu(hall, "Pin review", famous)).startswith("Pinned.")
    assert [each.id for each in world.reviews.pinned_messages()] == [card.id]
    assert hall.pinned_messages() == []
    again = await world.mod.context_menu(hall, "Pin review", famous)
    assert "pinned already" in text(again)
    assert text(await world.mod.context_menu(hall, "Unpin review", famous)) == "Unpinned."
    assert world.reviews.pinned_messages() == []
    assert [row[3] for row in sorted((await world.stored())["audit"])] == ["pin", "unpin"]


async def test_in_the_hall_the_right_counts_where_the_card_stands(world: World, hall: ChannelHandle) -> None:
    allow(world, world.bob, hall)
    await world.env.settle()
    (famous,), before = cards(hall), await world.stored()
    for menu in ("Pin review", "Unpin review"):
        refused = await world.bob.context_menu(hall, menu, famous)
        assert text(refused).startswith(f"{PIN_IN} {world.reviews.mention}")
    assert await world.stored() == before

    world.env.backend.set_overwrite(hall.id, Overwrite(world.bob.id, OverwriteType.MEMBER))
    allow(world, world.bob, world.reviews)
    await world.env.settle()
    with pytest.raises(SetupError, match="not visible"):  # Discord asks for the right where the message is
        await world.bob.context_menu(hall, "Pin review", famous)


@pytest.mark.parametrize("who", ["ann", "bob"])
async def test_members_can_neither_pin_from_the_hall_nor_with_a_forged_button(
    world: World, hall: ChannelHandle, who: str
) -> None:
    member = {"ann": world.ann, "bob": world.bob}[who]
    (famous,), (card,), before = cards(hall), cards(world.reviews), await world.stored()
    for refused in (
        await forged.menu(member, hall, "Pin review", famous),
        await forged.menu(member, hall, "Unpin review", famous),
        *[await forged.press(member, answer(page), "review:pin:1") for page in await pages(world, member)],
    ):
        assert said(refused).startswith(f"{PIN_IN} {world.reviews.mention}")
    assert await world.stored() == before
    assert card.id not in [each.id for each in world.reviews.pinned_messages()]


async def test_after_the_review_is_hidden_nothing_is_done_from_the_hall(
    world: World, hall: ChannelHandle
) -> None:
    (famous,) = cards(hall)
    form = await world.bob.context_menu(hall, "Report review", famous)
    await forged.submit(world.mod, world.general, "moderation:hidden:1", reason="Rude.")
    late = await world.bob.submit_modal(form, REASON)
    assert "not there any more" in text(late)
    assert (await world.stored())["reports"] == (await world.stored())["pins"] == []


async def test_private_pages_have_report_for_others_and_pin_for_those_who_may(world: World) -> None:
    await world.add_show()
    await world.post(world.ann)
    for member, acting in (
        (world.ann, set[str]()),
        (world.bob, {"review:report:1"}),
        (world.mod, {"review:report:1", "review:pin:1"}),
    ):
        for page in await pages(world, member):
            assert answer(page).ephemeral
            assert {each for each in buttons(page) if each.split(":")[1] in ("report", "pin")} == acting
    allow(world, world.bob, world.reviews)
    await world.env.settle()
    for page in await pages(world, world.bob):
        assert "review:pin:1" in buttons(page)
    elsewhere = await world.bob.slash(world.general, "reviews", show="Glass Heart")
    assert "review:pin:1" not in buttons(elsewhere)


async def test_a_review_is_reported_from_private_pages_also_after_a_restart(world: World) -> None:
    await world.add_show()
    await world.post(world.ann)
    for number, page in enumerate(await pages(world, world.bob)):
        await world.restart()
        form = await world.bob.click(answer(page), custom_id="review:report:1")
        thanks = await world.bob.submit_modal(form, {"reason": f"Rude {number}."})
        assert said(thanks).startswith("Thank you.")
        assert [row[3] for row in (await world.stored())["reports"]] == [f"Rude {number}."]
    own = await world.ann.slash(world.reviews, "reviews", show="Glass Heart")
    assert "your own review" in said(await forged.press(world.ann, answer(own), "review:report:1"))


async def test_a_review_is_pinned_from_private_pages(world: World) -> None:
    await world.add_show()
    card = await world.post(world.ann)
    listed, found = await pages(world, world.mod)
    done = await world.mod.click(answer(listed), custom_id="review:pin:1")
    assert said(done).startswith("Pinned.")
    assert done.followups[-1].ephemeral
    assert [each.id for each in world.reviews.pinned_messages()] == [card.id]
    again = await world.mod.click(answer(found), custom_id="review:pin:1")
    assert said(again) == f"This review is pinned already, by {world.mod.mention}."


async def test_who_may_pin_in_one_channel_pins_from_pages_only_cards_of_that(world: World) -> None:
    await world.add_show()
    await world.post(world.ann)
    allow(world, world.bob, world.general)
    await world.env.settle()
    page = await world.bob.slash(world.general, "reviews", show="Glass Heart")
    refused = await world.bob.click(answer(page), custom_id="review:pin:1")
    assert said(refused).startswith(f"{PIN_IN} {world.reviews.mention}")
    assert (await world.stored())["pins"] == []


@pytest.mark.usefixtures("imported")
async def test_an_imported_review_gets_its_card_where_it_is_asked_and_is_pinned_then(world: World) -> None:
    listed, found = await pages(world, world.mod, "tender")
    done = await world.mod.click(answer(found), custom_id="review:pin:1")
    assert re.match(f"It ha[ds] no card, so .* one in {world.reviews.mention}", said(done))
    await world.delivered()
    (card,) = cards(world.reviews)
    assert "Loud and tender." in text(card)
    assert [each.id for each in world.reviews.pinned_messages()] == [card.id]
    again = await world.mod.click(answer(listed), custom_id="review:pin:1")
    assert "pinned already" in said(again)
    assert len(cards(world.reviews)) == 1
    stored = await world.stored()
    assert stored["outbox"] == []
    assert [row[3] for row in stored["audit"]] == ["pin"]


@pytest.mark.usefixtures("imported")
@pytest.mark.parametrize("kind", [Destination.CHANNEL, Destination.FORUM, Destination.THREADS])
async def test_where_the_server_wants_cards_it_gets_it_there(world: World, kind: Destination) -> None:
    forum = kind is Destination.FORUM
    place = world.guild.create_forum_channel("f") if forum else world.guild.create_text_channel("wall")
    await choose(world, GuildSettings(destination=kind, destination_channel=place.id))
    await world.env.settle()
    page = await world.mod.slash(world.general, "reviews", show="Glass Heart")

    done = await world.mod.click(answer(page), custom_id="review:pin:1")

    assert re.match("It ha[ds] no card, so .* one in", said(done))
    await world.delivered()
    where = place if kind is Destination.CHANNEL else place.threads[0]
    (card,) = [each for each in where.history() if "review:more:1" in buttons(each)]
    assert [each.id for each in where.pinned_messages()] == [card.id]
    assert cards(world.general) == []


@pytest.mark.usefixtures("imported")
async def test_it_is_not_posted_for_who_may_not_pin_there_nor_where_the_bot_may_not_post(
    world: World,
) -> None:
    wall = world.guild.create_text_channel("wall")
    await choose(world, GuildSettings(destination=Destination.CHANNEL, destination_channel=wall.id))
    allow(world, world.bob, world.reviews)
    await world.env.settle()
    page = await world.bob.slash(world.reviews, "reviews", show="Glass Heart")
    before = await world.stored()
    refused = await world.bob.click(answer(page), custom_id="review:pin:1")
    assert said(refused).startswith(f"{PIN_IN} {wall.mention}")

    assert world.bot.user
    denied = discord.Permissions(send_messages=True).value
    world.env.backend.set_overwrite(wall.id, Overwrite(world.bot.user.id, OverwriteType.MEMBER, deny=denied))
    await world.env.settle()
    refused = await world.mod.click(answer(await _reviews(world)), custom_id="review:pin:1")
    assert said(refused).startswith(f"I lack the permission “Send Messages” in {wall.mention}.")
    assert await world.stored() == before
    assert cards(wall) == cards(world.reviews) == []


async def _reviews(world: World) -> InteractionResult:
    return await world.mod.slash(world.reviews, "reviews", show="Glass Heart")


@pytest.mark.usefixtures("imported")
async def test_after_a_kill_the_card_is_posted_once_and_pinned(world: World) -> None:
    page = await _reviews(world)
    world.die()
    await world.mod.click(answer(page), custom_id="review:pin:1")
    assert cards(world.reviews) == []
    await world.restart()
    await world.later(5)
    (card,) = cards(world.reviews)
    assert [each.id for each in world.reviews.pinned_messages()] == [card.id]


@pytest.mark.usefixtures("imported")
async def test_pressed_twice_and_by_two_it_gets_one_card_and_one_pin(world: World) -> None:
    page, other = await _reviews(world), await _reviews(world)
    with forged.twice(world):
        await world.mod.click(answer(page), custom_id="review:pin:1")
        await world.mod.click(answer(other), custom_id="review:pin:1")
    await world.delivered()
    assert len(cards(world.reviews)) == len(world.reviews.pinned_messages()) == 1
    assert [row[3] for row in (await world.stored())["audit"]] == ["pin"]


@pytest.mark.usefixtures("imported")
async def test_deleted_before_its_card_stood_it_gets_none(world: World) -> None:
    world.expected = (discord.HTTPException,)
    world.env.inject_error("POST", "/channels/*/messages", status=500)
    await world.mod.click(answer(await _reviews(world)), custom_id="review:pin:1")
    await world.services.reviews.delete(world.actor(world.ann), ReviewId(1))
    await world.later(10)
    assert cards(world.reviews) == []
    stored = await world.stored()
    assert stored["pins"] == stored["outbox"] == []
