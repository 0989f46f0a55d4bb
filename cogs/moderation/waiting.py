"""For moderators: `/moderation waiting`, and what can be done about messages that can't follow the store."""

from collections.abc import Sequence
from functools import partial

from bot.client import Cog, Request, command, on_press
from bot.client.delivery.following import follow
from bot.domain.delivery.outbox import Waiting
from bot.domain.ids import ReviewId
from bot.ui.pages.delivery.following import posted_again
from bot.ui.pages.delivery.waiting import waiting_page


class WaitingCog(Cog):
    """What waits for access or for a person's word: part of the cog `ModerationCog`."""

    @command()
    async def waiting(self, ask: Request) -> None:
        """See which messages I can't update or remove, and why"""
        await _show(ask, await ask.services.delivery.stuck(ask.actor))

    @on_press("delivery:look")
    async def look(self, ask: Request, _: int) -> None:
        """Try everything that waits on this server now."""
        stuck = await ask.services.delivery.stuck(ask.actor)
        ask.bot.dispatch("look_again", ask.actor.guild_id)
        await _show(ask, stuck)

    @on_press("delivery:again")
    async def again(self, ask: Request, review_id: ReviewId) -> None:
        """Somebody says that this card does not stand."""
        await ask.services.delivery.post_again(ask.actor, review_id)
        await follow(ask, [review_id], partial(posted_again, ask.actor.guild_id))


async def _show(ask: Request, stuck: Sequence[Waiting]) -> None:
    """What of this is still stuck; the page follows for a while."""
    page = partial(waiting_page, adults_here=ask.actor.sees_restricted)
    await follow(ask, {each.entry.review_id for each in stuck}, page)
