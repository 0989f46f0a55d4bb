"""The bot under test as a process of its own, which can be killed as an operating system kills it."""

import multiprocessing
import os
import signal
from collections.abc import Mapping
from contextlib import suppress
from functools import cache
from multiprocessing import forkserver
from multiprocessing.context import ForkServerContext, ForkServerProcess
from pathlib import Path
from types import TracebackType
from typing import Self

import pytest
from discord_server import DiscordServer
from run_bot import run

from tests.waiting import HANGS

FOLDER = Path(__file__).parent


@cache
def processes() -> ForkServerContext:
    """Makes processes that have loaded the bot's modules, which takes longer than all else they do."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["run_bot", "bot.cli.main"])
    with pytest.MonkeyPatch.context() as patch:  # this checkout, whichever is installed
        patch.setenv("PYTHONPATH", f"{FOLDER.parents[1]}{os.pathsep}{FOLDER}")
        forkserver.ensure_running()
    return context


class BotProcess:
    """Starts, kills and starts again one bot whose data live in `data_dir`.

    The process works in `data_dir` (so that no `.env` of the project is read), keeps its database there, and
    gets `env` on top of what it needs. `module` is what run_bot.py runs. As a context manager it starts the
    bot, and leaves no process behind.
    """

    def __init__(
        self,
        discord: DiscordServer,
        data_dir: Path,
        *,
        module: str = "bot.cli.main",
        env: Mapping[str, str] | None = None,
    ) -> None:
        self.discord = discord
        self.data_dir = data_dir.resolve()
        self.module = module
        self.log_file = self.data_dir / "bot.log"
        self.env = {
            "PATH": os.environ["PATH"],
            "HOME": str(self.data_dir),
            "DATABASE_URL": f"sqlite:///{self.data_dir / 'encore.db'}",
            "METADATA_PROVIDER": "none",
            **discord.bot_env(),
            **(env or {}),
        }
        self._process: ForkServerProcess | None = None

    @property
    def running(self) -> bool:
        return self._process is not None and self._process.exitcode is None

    @property
    def exit_code(self) -> int | None:
        """What the last process ended with, if it has ended."""
        return self._process.exitcode if self._process else None

    @property
    def logs(self) -> str:
        """What all runs have printed so far, errors included."""
        return self.log_file.read_text(encoding="utf-8", errors="replace") if self.log_file.exists() else ""

    async def spawn(self) -> None:
        """Start the process without waiting for it to connect."""
        assert not self.running, "the bot is running already"
        self.data_dir.mkdir(parents=True, exist_ok=True)
        work = (self.module, self.data_dir, self.env, self.log_file)
        self._process = processes().Process(target=run, args=work)
        self._process.start()

    async def start(self) -> None:
        """Start the process and wait until it takes interactions.

        Raises AssertionError with the logs when it ends before, or does not connect.
        """
        await self.spawn()
        await self.discord.until(lambda: self.discord.online or not self.running)
        assert self.running, f"the bot ended by itself:\n{self.logs}"
        assert self.discord.online, f"the bot did not connect within {HANGS} s:\n{self.logs}"

    async def kill(self) -> None:
        """SIGKILL: returns when the process is gone and Discord has noticed."""
        await self._end(signal.SIGKILL)

    async def terminate(self) -> int:
        """SIGTERM: the exit code. Raises AssertionError when the bot does not end."""
        return await self._end(signal.SIGTERM)

    async def _end(self, by: signal.Signals) -> int:
        assert self._process is not None, "the bot was never started"
        if self._process.pid is not None:
            with suppress(ProcessLookupError):  # it may have ended by itself in this very moment
                os.kill(self._process.pid, by)
        assert await self.discord.until(lambda: not self.running), f"the bot did not end:\n{self.logs}"
        await self.discord.until(lambda: not self.discord.online)
        return self._process.exitcode or 0

    async def __aenter__(self) -> Self:
        try:
            await self.start()
        except BaseException:
            await self.__aexit__(None, None, None)
            raise
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.running:
            await self.kill()
