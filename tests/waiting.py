"""Waiting for something to happen, however long that takes on a busy machine."""

import asyncio
from collections.abc import Awaitable, Callable

HANGS = 120.0
"""Seconds after which what a test waits for will not come."""


async def until(condition: Callable[[], bool | Awaitable[bool]], pause: float = 0) -> None:
    """Look every `pause` seconds until `condition` holds; raises `TimeoutError` in the end."""
    async with asyncio.timeout(HANGS):
        while not (held if isinstance(held := condition(), bool) else await held):
            await asyncio.sleep(pause)
