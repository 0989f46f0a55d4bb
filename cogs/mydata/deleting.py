"""`/mydata export` and `/mydata delete`."""

import io

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import Interaction, on_press
from bot.ui import replies
from bot.ui.pages.members import privacy as pages
from bot.ui.waiting import conclude, think
from cogs._shared import actor_of, services, turn_to


class Deleting(commands.Cog):
    """Having one's data handed over and deleted: part of the cog `MyData`."""

    @app_commands.command()
    async def export(self, interaction: Interaction) -> None:
        """Get a copy of everything that is stored of you on this server"""
        await interaction.response.defer(ephemeral=True, thinking=True)
        archives = await services(interaction).privacy.export(actor_of(interaction))
        first, *more = [
            discord.File(io.BytesIO(archive), f"encore-data-{number}.zip")
            for number, archive in enumerate(archives, 1)
        ]
        await replies.answer(interaction, pages.exported(len(archives)), private=True, files=[first])
        for number, file in enumerate(more, 2):
            part = replies.note(f"Part {number} of {len(archives)}.")
            await replies.answer(interaction, part, private=True, files=[file])

    @app_commands.command()
    async def delete(self, interaction: Interaction) -> None:
        """Delete everything that is stored of you on this server, after asking twice"""
        held = await services(interaction).privacy.held(actor_of(interaction))
        await replies.answer(interaction, pages.ask_delete(held), private=True)

    @on_press("mydata:sure")
    async def sure(self, interaction: Interaction, _: int) -> None:
        """They want to: ask once more."""
        await turn_to(interaction, pages.ask_again())

    @on_press("mydata:keep")
    async def keep(self, interaction: Interaction, _: int) -> None:
        """They thought better of it."""
        await turn_to(interaction, pages.kept())

    @on_press("mydata:erase")
    async def erase(self, interaction: Interaction, _: int) -> None:
        """They are sure."""
        await think(interaction)
        await services(interaction).privacy.delete(actor_of(interaction))
        interaction.client.dispatch("outbox")
        await conclude(interaction, pages.deleted())
