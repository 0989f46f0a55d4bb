"""The try-out's simulated Discord: what its bot does by itself. What members see: tests/browser."""

import asyncio
from pathlib import Path

from bot import app, tryout
from bot.domain.drafts import ReviewDraft
from bot.domain.ratings import Stars
from bot.domain.shows import Facts
from bot.settings import Settings

AN_HOUR = 3_600_000
WITHIN = 20
"""Seconds after which waiting is given up. The outbox is looked at every two seconds."""


async def test_what_is_due_is_done_though_no_member_does_anything(tmp_path: Path) -> None:
    world: tryout.World | None = None

    def clock() -> int:
        return world.now() if world else app.system_clock()

    settings = Settings(database_url=f"sqlite:///{tmp_path / 'encore.db'}", metadata_provider="none")
    async with app.open_bot(settings, clock, shard_count=1) as bot:
        world = tryout.World.build(bot)
        await world.env.start()
        try:
            world.set_time(app.system_clock())
            await world.env.settle()
            world.written_at = clock() - AN_HOUR
            show, _ = await bot.services.shows.add(world.actor("mira"), "Glass Heart", Facts())
            draft = ReviewDraft("Glass Heart", Stars(7), show.show_id, body="Loud and tender.")
            await bot.services.reviews.post(world.actor("jonas"), draft, world.reviews.id)
            world.written_at = None

            living = asyncio.create_task(tryout.live(world))
            async with asyncio.timeout(WITHIN):
                while not world.reviews.history():
                    await asyncio.sleep(0.1)
            living.cancel()
            (card,) = world.reviews.history()
            assert card.components
        finally:
            await world.env.shutdown()
