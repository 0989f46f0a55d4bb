"""`/mydata export` and `/mydata delete`."""

import io

import discord

from bot.client import Cog, Request, command, on_press
from bot.client.delivery.following import follow
from bot.ui.layout import note
from bot.ui.pages.members import privacy as pages


class DeletingCog(Cog):
    """Having one's data handed over and deleted: part of the cog `MyDataCog`."""

    @command()
    async def export(self, ask: Request) -> None:
        """Get a copy of everything that is stored of you on this server"""
        await ask.think()
        archives = await ask.services.privacy.export(ask.actor)
        first, *more = [
            discord.File(io.BytesIO(archive), f"encore-data-{number}.zip")
            for number, archive in enumerate(archives, 1)
        ]
        await ask.send(pages.exported(len(archives)), [first])
        for number, file in enumerate(more, 2):
            await ask.send(note(f"Part {number} of {len(archives)}."), [file])

    @command()
    async def delete(self, ask: Request) -> None:
        """Delete everything that is stored of you on this server, after asking twice"""
        held = await ask.services.privacy.held(ask.actor)
        await ask.show(pages.ask_delete(held))

    @on_press("mydata:sure")
    async def sure(self, ask: Request, _: int) -> None:
        """They want to: ask once more."""
        await ask.show(pages.ask_again())

    @on_press("mydata:keep")
    async def keep(self, ask: Request, _: int) -> None:
        """They thought better of it."""
        await ask.show(pages.kept())

    @on_press("mydata:erase")
    async def erase(self, ask: Request, _: int) -> None:
        """They are sure."""
        await ask.think()
        shown = await ask.services.delivery.shown_of_member(ask.actor)
        await ask.services.privacy.delete(ask.actor)
        await follow(ask, shown, pages.deleted)
