"""The calls that the bot makes: what brings each about, and what should come of it in the end.

A call is a story in three parts. The first prepares, and yields the request that is to be met; in the second
members act, so that the bot makes it; what comes after the second yield happens when Discord is well again
and the bot has done what it had to.
"""

import asyncio
from collections.abc import AsyncGenerator, Callable
from typing import NamedTuple

from cells import Cell
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
MORE: tuple[Callable[[Cell], Story], ...] = ()
