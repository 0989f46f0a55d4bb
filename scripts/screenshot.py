"""Make `docs/tryout.png`, the README's picture: the try-out on fresh data, in a real browser.

Run it from the project's folder, with Chromium installed: `.venv/bin/python -m scripts.screenshot`
"""

import asyncio
import tempfile
from io import BytesIO
from pathlib import Path

from PIL import Image

from tests.browser.tryout import channel, chromium, tryout

PICTURE = Path(__file__).parents[1] / "docs" / "tryout.png"
WIDTH, HEIGHT = 1000, 890
COLOURS = 128
"""A palette is enough for a dark page with some text, and makes the file a third of its size."""


async def take() -> bytes:
    """The card of a long review with the slash commands open below it, as a PNG."""
    with tempfile.TemporaryDirectory() as folder:
        async with (
            chromium() as browser,
            tryout(Path(folder)) as running,
            channel(browser, running.url, WIDTH, HEIGHT) as room,
        ):
            async with room.done():
                await room.page.get_by_role("button", name="Messages", exact=True).click()  # no side bar
            await room.card("Close your eyes, it plays even better").evaluate("card => card.scrollIntoView()")
            await room.type("/rev")
            await room.offered("/review").hover()
            return await room.page.screenshot()


def main() -> None:
    """Take the picture and save it small."""
    picture = Image.open(BytesIO(asyncio.run(take()))).convert("RGB")
    PICTURE.parent.mkdir(exist_ok=True)
    picture.quantize(COLOURS).save(PICTURE, optimize=True)


if __name__ == "__main__":
    main()
