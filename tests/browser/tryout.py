"""The try-out in a real browser: its process, and what a member sees and does on its page."""

import asyncio
import os
import re
import shutil
import signal
import sys
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from playwright.async_api import Browser, ConsoleMessage, Error, Locator, Page, async_playwright
from playwright.async_api import TimeoutError as StillWaiting

from tests.waiting import HANGS

ROOT = Path(__file__).parents[2]
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
"""Debian's package; playwright's own download is not needed."""
ACTS = "before => simcordPreview.pendingAction || simcordPreview.lastAction?.requestId !== before"
CLICK_AGAIN = 5_000
"""Milliseconds after which a click of which nothing came was overlooked."""
ARGUMENTS = [
    "--no-sandbox",  # nothing but our own page is opened, and a container may have no sandbox to offer
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@asynccontextmanager
async def chromium() -> AsyncGenerator[Browser]:
    """A Chromium of its own; raises `FileNotFoundError` if there is none here."""
    if CHROMIUM is None:
        raise FileNotFoundError("Chromium is not installed (Debian: apt-get install chromium).")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        try:
            yield browser
        finally:
            await browser.close()


class Tryout:
    """A running `python -m bot try`, at `url`."""

    def __init__(self, process: asyncio.subprocess.Process, url: str, printed: str) -> None:
        self.url = url
        self._process = process
        self._printed = printed

    @property
    def port(self) -> str:
        """The page's port."""
        return self.url.split(":")[2].split("/")[0]

    @property
    def greeting(self) -> str:
        """All that it prints when nothing goes wrong."""
        return f"\nEncore is open at {self.url}\n\nTry /review in #reviews. Ctrl-C ends it; your data stay.\n"

    async def stop(self, how: signal.Signals = signal.SIGINT) -> tuple[int, str]:
        """End the process; returns its exit code and all that it printed."""
        if self._process.returncode is None:
            self._process.send_signal(how)
        rest, _ = await self._process.communicate()
        return self._process.returncode or 0, self._printed + rest.decode()


async def run_tryout(folder: Path, *arguments: str) -> tuple[int, str]:
    """Run a try-out that ends by itself; returns its exit code and what it printed."""
    process = await _spawn(folder, arguments)
    async with asyncio.timeout(HANGS):
        printed, _ = await process.communicate()
    return process.returncode or 0, printed.decode()


@asynccontextmanager
async def tryout(folder: Path, *arguments: str) -> AsyncGenerator[Tryout]:
    """A try-out with its data in `folder`, stopped at the end at the latest."""
    process = await _spawn(folder, arguments)
    printed = ""
    try:
        assert process.stdout
        async with asyncio.timeout(HANGS):
            while not (found := re.search(r"http://\S+", printed)):
                line = await process.stdout.readline()
                assert line, f"the try-out ended:\n{printed}"
                printed += line.decode()
        yield Tryout(process, found[0], printed)
    finally:
        if process.returncode is None:
            process.kill()
            await process.communicate()


async def _spawn(folder: Path, arguments: tuple[str, ...]) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "try", "--no-browser", *arguments),
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )


class Channel:
    """The page as a member uses it. What goes wrong in the page itself is gathered in `problems`."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.problems: list[str] = []
        page.on("pageerror", self._on_error)
        page.on("console", self._on_console)

    def _on_error(self, error: Error) -> None:
        self.problems.append(str(error))

    def _on_console(self, message: ConsoleMessage) -> None:
        if message.type == "error" and "favicon" not in message.location["url"]:
            self.problems.append(message.text)

    async def diagnostics(self) -> list[str]:
        """What simcord's Inspector has to say against the bot."""
        found = await self.page.evaluate("simcordPreview.diagnostics.map(each => each.message)")
        return [*map(str, found)]

    @property
    def last(self) -> Locator:
        """The newest message."""
        return self.page.locator(".channel-message").last

    def card(self, text: str) -> Locator:
        """The newest public card of a review with this text."""
        more = self.page.get_by_role("button", name="⋯", exact=True)
        return self.page.locator(".channel-message").filter(has_text=text).filter(has=more).last

    @property
    def form(self) -> Locator:
        """The form that is open."""
        return self.page.get_by_role("dialog")

    async def view_as(self, name: str) -> None:
        """Become another member."""
        async with self.done():
            await self.page.get_by_label("Viewing as").select_option(label=name)

    async def type(self, text: str) -> None:
        """Type into the composer."""
        composer = self.page.locator("#channel-composer-input")
        await composer.click()
        await composer.press_sequentially(text)

    def offered(self, text: str) -> Locator:
        """A command, a suggestion or an option of a select that is offered now."""
        return self.page.get_by_role("option").filter(has_text=text).first

    async def command(self, name: str, **options: str | tuple[str, str]) -> None:
        """Use a slash command. An option's value is typed; of a pair, the second is picked after that."""
        await self.type(f"/{name}")
        await (
            self.page.get_by_role("option").filter(has=self.page.get_by_text(f"/{name}", exact=True)).click()
        )
        for option, value in options.items():
            await self.fill_option(option, *((value, None) if isinstance(value, str) else value))
        await self.send()

    async def fill_option(self, option: str, typed: str, picked: str | None = None) -> None:
        """Type the value of a command's option, and pick a suggestion."""
        field = self.page.locator(f'.command-option-input[data-option="{option}"]')
        if not await field.count():
            await self.page.locator(".command-ghost").click()
            await self.offered(option).click()
        await field.click()
        await field.press_sequentially(typed)
        if picked is not None:
            await self.offered(picked).click()

    async def send(self) -> None:
        """Send what is in the composer."""
        await self._click(self.page.get_by_role("button", name="Send"))

    async def press(self, message: Locator, label: str) -> None:
        """Press a message's button."""
        await self._click(message.get_by_role("button", name=label, exact=True))

    async def choose(self, message: Locator, option: str) -> None:
        """Choose from a message's select."""
        async with self.done():
            await message.get_by_role("combobox").click()
            await self.offered(option).click()

    def field(self, name: str) -> Locator:
        """The input of the open form's field."""
        return self.form.locator(f'[data-custom-id="{name}"]').locator("input, textarea")

    async def submit(self, **fields: str) -> None:
        """Fill in fields of the open form, and send it."""
        for name, text in fields.items():
            await self.field(name).fill(text)
        await self._click(self.form.get_by_role("button", name="Submit"))

    async def _click(self, button: Locator) -> None:
        """Click until the page begins to act: it may overlook a click while it draws what came before."""
        async with self.done() as before:
            while True:
                await button.click()
                with suppress(StillWaiting):
                    await self.page.wait_for_function(ACTS, arg=before, timeout=CLICK_AGAIN)
                    return

    @asynccontextmanager
    async def done(self) -> AsyncGenerator[str | None]:
        """Wait until what is done inside has been carried out, and is shown; gives what was done before."""
        await self.page.wait_for_function("() => !window.simcordPreview || simcordPreview.ready")
        before = await self.page.evaluate("() => window.simcordPreview?.lastAction?.requestId")
        yield before
        await self.page.wait_for_function(
            "before => window.simcordPreview?.ready && simcordPreview.lastAction?.requestId !== before",
            arg=before,
        )


@asynccontextmanager
async def channel(
    browser: Browser, url: str, width: int = 1280, height: int = 900
) -> AsyncGenerator[Channel]:
    """The try-out's page in a window of its own."""
    page = await browser.new_page(viewport={"width": width, "height": height})
    try:
        page.set_default_timeout(HANGS * 1_000)
        opened = Channel(page)
        async with opened.done():
            await page.goto(url)
        yield opened
    finally:
        await page.close()
