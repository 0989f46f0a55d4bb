"""A server whose bot loses a channel: what still stands there is said, waits, and follows once it can."""

import discord
import pytest
from simcord import ChannelHandle, InteractionResult
from simcord.backend.models import Overwrite
from simcord.enums import OverwriteType

from bot.domain.ids import ReviewId, ShowId
from bot.domain.ratings.rating import Stars
from bot.domain.reviews.drafts import ReviewDraft
from tests.scenarios import forged
from tests.scenarios.world import World, answer, buttons, cards, components, custom_id, text
from tests.store.samples import everywhere
from tests.waiting import until

VIEW = discord.Permissions(view_channel=True)
SEND = discord.Permissions(send_messages=True)
HISTORY = discord.Permissions(read_message_history=True)
MESSAGES = "/channels/*/messages"


async def deny(world: World, permissions: discord.Permissions, channel: ChannelHandle | None = None) -> None:
    """From now on the bot lacks these permissions in a channel (#reviews unless told otherwise)."""
    assert world.bot.user is not None
    denied = Overwrite(world.bot.user.id, OverwriteType.MEMBER, 0, permissions.value)
    world.env.backend.edit_channel((channel or world.reviews).id, {}, overwrites=[denied])
    await world.env.settle()


async def allow(world: World, channel: ChannelHandle | None = None) -> None:
    """From now on it lacks nothing there."""
    world.env.backend.edit_channel((channel or world.reviews).id, {}, overwrites=[])
    await world.env.settle()
    await world.delivered()


def requests(world: World) -> int:
    """How many requests were made in #reviews."""
    return sum(f"/channels/{world.reviews.id}/" in f"{each.path}/" for each in world.env.http_requests)


@pytest.fixture
async def lost(world: World) -> World:
    """Ann and Bob have reviewed Glass Heart, and then the bot can't see #reviews any more."""
    await world.add_show()
    await world.post(world.ann, text="The drums are cruel.")
    await world.post(world.bob, text="A quiet one.")
    await deny(world, VIEW)
    return world


async def comes_to_say(told: InteractionResult, words: str) -> bool:
    """Whether an answer that was given is changed until it says these words."""

    async def said() -> bool:
        return words in text(told)

    await until(said)
    return True


async def test_an_edit_says_what_still_stands_and_follows_when_the_channel_is_back(lost: World) -> None:
    told = await lost.ann.slash(lost.general, "review", show="Glass Heart", rating=2.0, text="Changed.")

    assert "still shows the old words" in text(told)
    assert "I need **View Channel** there" in text(told)
    assert requests(lost) == 2, "what is known to be refused is not asked"
    assert "drums are cruel" in text(cards(lost.reviews)[0])
    await allow(lost)

    assert "Changed." in text(cards(lost.reviews)[0])
    assert await comes_to_say(told, "Your review of **Glass Heart** is updated.")
    assert "still shows" not in text(told)
    assert (await lost.stored())["outbox"] == []


async def test_every_hour_it_looks_again_without_asking_discord_in_vain(lost: World) -> None:
    await lost.ann.slash(lost.general, "review", show="Glass Heart", rating=2.0, text="Changed.")
    for _ in range(3):
        await lost.later(3600)
    assert requests(lost) == 2
    assert (await lost.stored())["outbox"] != []
    lost.env.backend.channels[lost.reviews.id].overwrites = []  # nothing is heard of it
    channel = lost.bot.get_channel(lost.reviews.id)
    assert isinstance(channel, discord.TextChannel)
    channel._overwrites.clear()  # pyright: ignore[reportPrivateUsage] - as if the event had been missed
    await lost.later(3600)
    assert "Changed." in text(cards(lost.reviews)[0])


async def test_what_is_hidden_goes_when_the_channel_is_back_even_after_a_restart(lost: World) -> None:
    await lost.services.reports.report(lost.actor(lost.bob), ReviewId(1), "Rude.")
    queue = await lost.mod.slash(lost.general, "moderation reports")
    form = await lost.mod.click(answer(queue), label="Hide …")
    told = await lost.mod.submit_modal(form, {"reason": "Rude."})

    assert "is being hidden" in text(told)
    assert f"Its card is still in {lost.reviews.mention}" in text(told)
    assert "Moderators can also delete it there." in text(told)
    assert [each["label"] for each in components(answer(told)) if each.get("url")] == ["See it"]
    await lost.restart()
    assert len(cards(lost.reviews)) == 2
    await allow(lost)

    (card,) = cards(lost.reviews)
    assert "A quiet one." in text(card)
    assert (await lost.stored())["outbox"] == []


async def test_who_deletes_their_data_is_told_what_still_stands(lost: World) -> None:
    page = await lost.ann.slash(lost.general, "mydata delete")
    page = await lost.ann.click(answer(page), custom_id=custom_id(page, "mydata:sure"))
    told = await lost.ann.click(answer(page), custom_id=custom_id(page, "mydata:erase"))

    assert "I removed everything I had of yours on this server from my database." in text(told)
    assert f"still in {lost.reviews.mention}" in text(told)
    assert "deleted" not in text(told)
    assert len(cards(lost.reviews)) == 2
    await allow(lost)
    assert len(cards(lost.reviews)) == 1
    assert await comes_to_say(told, "I deleted everything")
    assert (await lost.stored())["outbox"] == []


async def test_a_show_that_becomes_one_for_adults_takes_its_cards_away_when_it_can(lost: World) -> None:
    told = await lost.mod.slash(lost.general, "catalog restrict", show="Glass Heart")

    assert f"2 cards are still in {lost.reviews.mention}" in text(told)
    await allow(lost)
    assert cards(lost.reviews) == []
    assert await comes_to_say(told, "are gone")


async def test_moderators_see_what_waits_and_can_look_again(lost: World) -> None:
    await lost.ann.slash(lost.general, "review", show="Glass Heart", rating=2.0, text="Changed.")
    settings = await lost.mod.slash(lost.general, "settings")
    assert "I can't update or remove 1 message:" in text(settings)
    page = await lost.mod.slash(lost.general, "moderation waiting")
    assert "I need **View Channel** there" in text(page)
    assert "**Glass Heart**" in text(page)
    assert lost.ann.mention in text(page)

    again = await lost.mod.click(answer(page), label="Look again now")
    assert "I need **View Channel** there" in text(again)
    await allow(lost)
    page = await lost.mod.slash(lost.general, "moderation waiting")
    assert text(page) == "Nothing is waiting: every message shows what is stored."
    assert "I can't update" not in text(await lost.mod.slash(lost.general, "settings"))


async def test_only_moderators_see_what_waits(lost: World) -> None:
    await lost.ann.slash(lost.general, "review", show="Glass Heart", rating=2.0, text="Changed.")
    refused = await forged.slash(lost.bob, lost.general, "moderation waiting")
    assert "Glass Heart" not in text(refused)


@pytest.mark.parametrize("code", [0, 10004, 50001])
async def test_an_odd_404_does_not_mean_that_a_message_is_gone(world: World, code: int) -> None:
    await world.add_show()
    card = await world.post(world.ann)
    world.env.inject_error("PATCH", "/channels/*/messages/*", status=404, code=code)
    await world.ann.slash(world.reviews, "review", show="Glass Heart", rating=2.0, text="Changed.")
    for _ in range(3):
        await world.later(1200)
    assert [each.id for each in cards(world.reviews)] == [card.id]
    assert "Changed." in text(card)


async def test_a_card_waits_where_the_bot_may_not_speak(world: World) -> None:
    await world.add_show()
    await deny(world, SEND)
    told = await world.ann.slash(world.reviews, "review", show="Glass Heart", rating=4.0, text="Loud.")

    assert f"I can't post the card in {world.reviews.mention}" in text(told)
    assert "I need **Send Messages** there" in text(told)
    assert "everybody can read it in `/reviews`" in text(told)
    assert "Loud." in text(await world.bob.slash(world.general, "reviews", show="Glass Heart"))
    assert requests(world) == 0
    await allow(world)
    (card,) = cards(world.reviews)
    assert "Loud." in text(card)
    assert await comes_to_say(told, f"Your review of **Glass Heart** is posted in {world.reviews.mention}.")


async def test_where_the_bot_may_not_speak_it_still_takes_away(world: World) -> None:
    await world.add_show()
    card = await world.post(world.ann)
    await deny(world, SEND)
    await world.bob.slash(world.reviews, "review", show="Glass Heart", rating=4.0, text="Loud.")
    page = await world.ann.click(answer(await world.ann.click(card, label="⋯")), label="Delete")
    told = await world.ann.click(answer(page), label="Delete it")
    assert text(told).startswith("Your review is deleted.")
    assert cards(world.reviews) == []


async def test_a_card_that_waits_for_the_channel_still_does_so_after_a_restart(world: World) -> None:
    await world.add_show()
    await deny(world, VIEW)
    show = (await world.services.shows.find(world.actor(world.ann), "Glass Heart")).show_id
    draft = ReviewDraft("Glass Heart", Stars(8), show, body="Loud.")
    world.die()
    await world.services.reviews.post(world.actor(world.ann), draft, world.reviews.id)
    await world.restart()
    await world.delivered()
    page = await world.mod.slash(world.general, "moderation waiting")
    assert f"I can't post the card in {world.reviews.mention}. I need **View Channel** there" in text(page)
    assert requests(world) == 0
    await allow(world)
    (card,) = cards(world.reviews)
    assert "Loud." in text(card)


async def unsure(world: World) -> ChannelHandle:
    """Ann's card stands, the process died before that was marked, and the bot may not read back."""
    await world.add_show()
    await world.post(world.ann)
    await deny(world, HISTORY)
    await world.database.write_all(lambda tx: everywhere(tx).execute("DELETE FROM cards"))
    await world.database.write_all(
        lambda tx: everywhere(tx).execute(
            "INSERT INTO outbox (guild_id, kind, review_id, channel_id, note_id, noted_at, due_at) "
            "VALUES ($1, 'card', 1, $2, 700, $3, $3)",
            world.guild.id,
            world.reviews.id,
            world.clock(),
        )
    )
    await world.restart()
    await world.delivered()
    return world.reviews


async def test_a_card_that_may_stand_is_not_posted_again_by_itself(world: World) -> None:
    await unsure(world)
    for _ in range(4):
        await world.later(3600)
    assert len(cards(world.reviews)) == 1
    page = await world.mod.slash(world.general, "moderation waiting")
    assert f"I can't tell whether the card was posted in {world.reviews.mention}" in text(page)
    assert "Post it again" in buttons(page).values()

    told = await world.ann.slash(world.general, "help")
    assert "I can't tell whether your review of **Glass Heart · 2025** was posted" in text(told.followups[0])
    world.env.backend.messages[world.reviews.id].clear()
    posted = await world.ann.click(told.followups[0], label="Post it again")
    assert text(posted) == "Posted."
    assert len(cards(world.reviews)) == 1
    assert (await world.stored())["outbox"] == []
    assert (await world.ann.slash(world.general, "help")).followups == []


async def test_the_list_names_every_channel_and_first_what_waits_for_a_person(world: World) -> None:
    await unsure(world)
    for number in range(7):
        await world.add_show(f"Show {number}")
        await world.ann.slash(world.general, "review", show=f"Show {number}", rating=4.0, text="Good.")
    await world.delivered()
    await deny(world, VIEW, world.general)
    await world.ann.slash(world.general, "review", show="Show 0", rating=1.0, text="Changed.")
    for number in range(1, 7):
        review = await world.own(world.ann, ShowId(2 + number))
        assert review is not None
        await world.services.reviews.delete(world.actor(world.ann), review.review_id)
    await world.delivered()

    page = await world.mod.slash(world.general, "moderation waiting")

    said = text(page)
    assert f"posted in {world.reviews.mention}. If it isn't there, press **Post it again**." in said
    assert f"7 messages in {world.general.mention} are out of date. I need **View Channel**" in said
    assert said.index(world.reviews.mention) < said.index(world.general.mention)
    assert "Post it again" in buttons(page).values()
    assert said.count("to be removed") == 3, "what has to go comes first"
    assert "4 more messages, listed once these are done." in said


async def test_with_the_right_to_look_a_card_that_may_stand_is_found(world: World) -> None:
    await unsure(world)
    await allow(world)
    assert len(cards(world.reviews)) == 1
    stored = await world.stored()
    assert stored["outbox"] == []
    assert len(stored["cards"]) == 1


async def test_nobody_else_posts_a_card_again(world: World) -> None:
    await unsure(world)
    page = await world.mod.slash(world.general, "moderation waiting")
    refused = await forged.press(world.bob, answer(page), "delivery:again:1")
    assert "Posted" not in text(refused)
    assert len(cards(world.reviews)) == 1
    posted = await world.mod.click(answer(page), label="Post it again")
    assert text(posted) in ("Posted.", "Nothing is waiting: every message shows what is stored.")
    again = await forged.press(world.mod, answer(page), "delivery:again:1")
    assert not again.acknowledged or "stands already" in text(again)
    assert len(cards(world.reviews)) == 2


async def test_of_an_erased_review_a_card_that_may_stand_is_looked_for_until_it_is_found(
    world: World,
) -> None:
    await unsure(world)
    page = await world.ann.slash(world.general, "mydata delete")
    page = await world.ann.click(answer(page), custom_id=custom_id(page, "mydata:sure"))
    told = await world.ann.click(answer(page), custom_id=custom_id(page, "mydata:erase"))
    assert f"A card may still be in {world.reviews.mention}" in text(told)
    assert len(cards(world.reviews)) == 1
    await allow(world)
    assert cards(world.reviews) == []
    assert (await world.stored())["outbox"] == []


async def test_a_vote_that_counts_is_never_said_to_have_gone_wrong(world: World) -> None:
    await world.add_show()
    card = await world.post(world.ann)
    world.env.inject_error("POST", "/interactions/*/*/callback", status=500, times=5)
    pressed = await world.bob.click(card, label="Helpful")
    await world.later(10)
    assert not pressed.followups
    assert "Helpful 1" in buttons(card).values()


async def test_the_cards_of_many_follow_in_order(world: World) -> None:
    for number in range(12):
        await world.add_show(f"Show {number:02}")
    told = [
        await world.ann.slash(world.reviews, "review", show=f"Show {number:02}", rating=4.0, text="Good.")
        for number in range(12)
    ]
    assert all(answer(each).ephemeral for each in told)
    titles = [text(card).splitlines()[0] for card in cards(world.reviews)]
    assert titles == sorted(titles)
    assert len(titles) == 12


async def test_a_server_that_is_left_is_not_told_any_more_and_when_it_is_back_what_is_gone_goes(
    lost: World,
) -> None:
    await lost.ann.slash(lost.general, "review", show="Glass Heart", rating=2.0, text="Changed.")
    guild = lost.bot.get_guild(lost.guild.id)
    assert guild is not None
    lost.bot.dispatch("guild_remove", guild)

    async def struck_off() -> bool:
        return (await lost.stored())["outbox"] == []

    await until(struck_off)
    lost.die()
    await lost.services.reviews.delete(lost.actor(lost.ann), ReviewId(1))
    await lost.restart()
    await allow(lost)
    guild = lost.bot.get_guild(lost.guild.id)
    lost.bot.dispatch("guild_join", guild)
    await until(lambda: len(cards(lost.reviews)) == 1)
    assert "A quiet one." in text(cards(lost.reviews)[0])
