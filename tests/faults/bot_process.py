"""The bot under test as a process of its own, which can be killed as an operating system kills it."""

import asyncio
import os
import signal
import sys
from asyncio.subprocess import Process
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from discord_server import DiscordServer

RUN_BOT = Path(__file__).with_name("run_bot.py")


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
            "PYTHONPATH": str(Path(__file__).parents[2]),  # this checkout, whichever is installed
            "DATABASE_URL": f"sqlite:///{self.data_dir / 'encore.db'}",
            "METADATA_PROVIDER": "none",
            **discord.bot_env(),
            **(env or {}),
        }
        self._process: Process | None = None

    @property
    def running(self) -> bool:
        return self._process is not None and self._process.returncode is None

    @property
    def exit_code(self) -> int | None:
        """What the last process ended with, if it has ended."""
        return self._process.returncode if self._process else None

    @property
    def logs(self) -> str:
        """What all runs have printed so far, errors included."""
        return self.log_file.read_text(encoding="utf-8", errors="replace") if self.log_file.exists() else ""

    async def spawn(self) -> None:
        """Start the process without waiting for it to connect."""
        assert not self.running, "the bot is running already"
        self.data_dir.mkdir(parents=True, exist_ok=True)
        with self.log_file.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable,
                str(RUN_BOT),
                self.module,
                cwd=self.data_dir,
                env=self.env,
                stdin=asyncio.subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )

    async def start(self, timeout: float = 20) -> None:
        """Start the process and wait until it takes interactions.

        Raises AssertionError with the logs when it ends before, or takes longer than `timeout` seconds.
        """
        await self.spawn()
        await self.discord.until(lambda: self.discord.online or not self.running, timeout)
        assert self.running, f"the bot ended by itself:\n{self.logs}"
        assert self.discord.online, f"the bot did not connect within {timeout} s:\n{self.logs}"

    async def kill(self) -> None:
        """SIGKILL: returns when the process is gone and Discord has noticed."""
        await self._end(signal.SIGKILL)

    async def terminate(self, timeout: float = 10) -> int:
        """SIGTERM: the exit code. Raises TimeoutError when the bot does not end within `timeout` seconds."""
        return await asyncio.wait_for(self._end(signal.SIGTERM), timeout)

    async def _end(self, by: signal.Signals) -> int:
        assert self._process is not None, "the bot was never started"
        with suppress(ProcessLookupError):  # it may have ended by itself in this very moment
            self._process.send_signal(by)
        code = await self._process.wait()
        await self.discord.until(lambda: not self.discord.online, 5)
        return code

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
