"""What a cog does by itself goes on in spite of errors, and ends with the cog."""

import asyncio

import pytest
from discord.ext import commands

from bot.client import every
from tests.scenarios.world import World
from tests.waiting import until

PERIOD = 0.01
"""In real seconds: what a test adds to the bot does not live in its simulated time."""


class Clockwork(commands.Cog):
    """Counts, and stumbles over the second time."""

    def __init__(self) -> None:
        self.times = 0

    @every(PERIOD, to="count")
    async def count(self) -> None:
        """Count once more."""
        self.times += 1
        if self.times == 2:
            raise ValueError("stumbled")


async def test_it_goes_on_after_an_error_until_its_cog_is_removed(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    cog = Clockwork()
    await world.bot.add_cog(cog)
    await until(lambda: cog.times >= 3, PERIOD)
    (said,) = [record for record in caplog.records if record.name == "bot.client.periodic"]
    assert said.message == "Could not count; trying again in 0.01 seconds"
    assert said.exc_info
    assert str(said.exc_info[1]) == "stumbled"

    await world.bot.remove_cog("Clockwork")
    await asyncio.sleep(PERIOD)
    counted = cog.times
    await asyncio.sleep(20 * PERIOD)
    assert cog.times == counted
