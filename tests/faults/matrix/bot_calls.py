"""The calls that the bot makes: what brings each about, and what should come of it in the end.

A call is a story in three parts. The first prepares, and yields the request that is to be met; in the second
members act, so that the bot makes it; what comes after the second yield happens when Discord is well again
and the bot has done what it had to.
"""

import asyncio
from collections.abc import AsyncGenerator
from typing import NamedTuple

from cells import SHOW, WENT_WRONG, Cell, GaveUp
from discord_components import text
from real_bot import CALLBACK, ORIGINAL, helpful
from simcord.enums import ChannelType

from bot.domain.server.settings import Destination, GuildSettings


class Met(NamedTuple):
    """A request, as Fault matches it."""

    method: str
    path: str


Story = AsyncGenerator[Met | None]
OLD, NEW = "loud and lovely", "tender and true"
FOLLOW_UP = "/webhooks/*"
LONGEST_ANSWER = 400.0  # seconds for which aiohttp waits, and some


async def post_a_card(cell: Cell) -> Story:
    yield Met("POST", f"/channels/{cell.reviews.id}/messages")
    await cell.review(NEW)
    yield None
    assert cell.saved(NEW), "lost"


async def edit_a_card(cell: Cell) -> Story:
    await cell.card(OLD)
    yield Met("PATCH", f"/channels/{cell.reviews.id}/messages/*")
    await cell.review(NEW)
    cell.stale.append(OLD)
    yield None
    assert cell.saved(NEW), "lost"


async def delete_a_card(cell: Cell) -> Story:
    card = await cell.card(OLD)
    yield Met("DELETE", f"/channels/{cell.reviews.id}/messages/*")
    await cell.erase(card)
    cell.stale.append(OLD)
    yield None
    assert not cell.live()


async def hide_a_card(cell: Cell) -> Story:
    card = await cell.card(OLD)
    yield Met("DELETE", f"/channels/{cell.reviews.id}/messages/*")
    await cell.hide(card)
    cell.stale.append(OLD)
    yield None
    assert not cell.live()


async def pin(cell: Cell) -> Story:
    card = await cell.card(NEW)
    yield Met("PUT", f"/channels/{cell.reviews.id}/messages/pins/*")
    await cell.choose(card, "Pin review")
    yield None


async def unpin(cell: Cell) -> Story:
    card = await cell.card(NEW)
    await cell.choose(card, "Pin review")
    await cell.settled()
    yield Met("DELETE", f"/channels/{cell.reviews.id}/messages/pins/*")
    await cell.choose(card, "Unpin review")
    yield None


async def first_answer(cell: Cell) -> Story:
    yield Met("POST", CALLBACK)
    await cell.review(NEW)
    yield None
    assert cell.saved(NEW), "lost"


async def later_answer(cell: Cell) -> Story:
    yield Met("PATCH", ORIGINAL)
    await cell.review(NEW, by_file=True)
    yield None
    assert cell.saved(NEW), "lost"


async def answer_to_a_press(cell: Cell) -> Story:
    card = await cell.card(NEW)
    yield Met("POST", CALLBACK)
    await cell.press(cell.ben, card, "review:helpful")
    yield None
    votes = cell.live()[0].helpful
    assert votes == 1, "lost"
    assert all(helpful(card) == 1 for card in cell.cards()), "not up to date"


async def follow_up(cell: Cell) -> Story:
    await cell.hide(await cell.card(OLD))
    cell.stale.append(OLD)
    await cell.settled()
    yield Met("POST", FOLLOW_UP)
    asked = [await cell.ask(cell.ann, "help")]
    yield None
    await asyncio.sleep(LONGEST_ANSWER)
    asked.append(await cell.ask(cell.ann, "help"))

    def told() -> bool:
        return any("Rude." in text(message) for answer in asked for message in answer.followups)

    assert await cell.until(told), "what moderators did was never told"


async def post_in_the_hall(cell: Cell) -> Story:
    await cell.set(GuildSettings(fame_channel=cell.hall.id, fame_votes=2))
    card = await cell.card(NEW)
    yield Met("POST", f"/channels/{cell.hall.id}/messages")
    for member in (cell.ben, cell.mod):
        await cell.press(member, card, "review:helpful")
    yield None
    assert len(cell.in_hall()) == cell.stands(cell.hall), "never posted in the hall"


async def edit_in_the_hall(cell: Cell) -> Story:
    await cell.set(GuildSettings(fame_channel=cell.hall.id, fame_votes=2))
    card = await cell.card(OLD)
    for member in (cell.ben, cell.mod):
        await cell.press(member, card, "review:helpful")
    await cell.settled()
    yield Met("PATCH", f"/channels/{cell.hall.id}/messages/*")
    await cell.review(NEW)
    cell.stale.append(OLD)
    yield None


async def make_a_thread(cell: Cell) -> Story:
    await cell.set(GuildSettings(destination=Destination.THREADS, destination_channel=cell.hall.id))
    yield Met("POST", f"/channels/{cell.hall.id}/threads")
    await cell.review(NEW)
    yield None
    assert cell.saved(NEW), "lost"


async def post_in_a_forum(cell: Cell) -> Story:
    forum = cell.here.server.state.channel("forum", cell.guild, ChannelType.FORUM)
    await cell.set(GuildSettings(destination=Destination.FORUM, destination_channel=forum.id))
    yield Met("POST", f"/channels/{forum.id}/threads")
    await cell.review(NEW)
    yield None
    assert cell.saved(NEW), "lost"


async def rename_a_thread(cell: Cell) -> Story:
    await cell.set(GuildSettings(destination=Destination.THREADS, destination_channel=cell.hall.id))
    await cell.card(NEW)
    (thread,) = cell.here.server.state.threads(cell.hall)
    yield Met("PATCH", f"/channels/{thread.id}")
    await cell.retitle("Glass Hearts")
    yield None
    if cell.stands(thread):
        assert thread.name == "Glass Hearts", "the thread keeps its old name"


async def write_in_a_form(cell: Cell) -> Story:
    yield Met("POST", CALLBACK)
    opened = await cell.ask(cell.ann, "review", show=SHOW, rating=3.5)
    await cell.fill_in(cell.ann, opened, body=NEW)
    yield None
    assert cell.saved(NEW), "lost"


async def review_a_new_show(cell: Cell) -> Story:
    yield Met("POST", CALLBACK)
    asked = await cell.ask(cell.ann, "review", show="Nobody Knows This One", rating=3.5, text=NEW)
    if asked.message is None:
        raise GaveUp
    await cell.press(cell.ann, asked.message, "draft:add")
    yield None


async def restrict_a_show(cell: Cell) -> Story:
    await cell.card(OLD)
    yield Met("DELETE", f"/channels/{cell.reviews.id}/messages/*")
    await cell.ask(cell.mod, "catalog restrict", show=SHOW)
    cell.may_not_stand = True
    yield None


async def bring_back_what_was_hidden(cell: Cell) -> Story:
    card = await cell.card(NEW)
    await cell.choose(card, "Pin review")
    hidden = await cell.hide(card)
    await cell.settled()
    yield Met("POST", f"/channels/{cell.reviews.id}/messages")
    assert hidden.message is not None
    await cell.press(cell.mod, hidden.message, "moderation:restore")
    yield None


async def delete_everything(cell: Cell) -> Story:
    await cell.card(OLD)
    yield Met("DELETE", f"/channels/{cell.reviews.id}/messages/*")
    asked = await cell.ask(cell.ann, "mydata delete")
    if asked.message is None:
        raise GaveUp
    sure = await cell.next_page(cell.ann, asked.message, "mydata:sure")
    told = await cell.press(cell.ann, sure, "mydata:erase")
    if not cell.live():
        cell.stale.append(OLD)
    yield None
    said = cell.answered_with(told)
    assert not (told.answered and cell.live()) or WENT_WRONG in said, f"not deleted, but: {said}"


async def edit_in_an_archived_thread(cell: Cell) -> Story:
    await cell.set(GuildSettings(destination=Destination.THREADS, destination_channel=cell.hall.id))
    await cell.card(OLD)
    (thread,) = cell.here.server.state.threads(cell.hall)
    cell.here.server.state.archive(thread)
    yield Met("PATCH", f"/channels/{thread.id}")
    await cell.review(NEW)
    cell.stale.append(OLD)
    yield None


async def look_at_pins(cell: Cell) -> Story:
    card = await cell.card(NEW)
    await cell.choose(card, "Pin review")
    yield Met("GET", f"/channels/{cell.reviews.id}/messages/*")
    listed = await cell.ask(cell.mod, "pin list")
    if listed.message is not None and WENT_WRONG not in text(listed.message):
        await cell.press(cell.mod, listed.message, "pin:drop")
    yield None


async def look_at_pages(cell: Cell) -> Story:
    await cell.card(NEW)
    yield Met("POST", CALLBACK)
    for command in ("show", "reviews", "related"):
        await cell.ask(cell.ben, command, show=SHOW)
    for command in ("profile", "top", "mydata export", "settings", "moderation reports"):
        await cell.ask(cell.mod, command)
    yield None


CALLS = (
    post_a_card,
    edit_a_card,
    delete_a_card,
    hide_a_card,
    pin,
    unpin,
    first_answer,
    later_answer,
    answer_to_a_press,
    follow_up,
    post_in_the_hall,
    edit_in_the_hall,
    make_a_thread,
    post_in_a_forum,
    rename_a_thread,
)
MORE = (
    write_in_a_form,
    review_a_new_show,
    restrict_a_show,
    bring_back_what_was_hidden,
    delete_everything,
    edit_in_an_archived_thread,
    look_at_pins,
    look_at_pages,
)
