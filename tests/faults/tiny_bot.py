"""The smallest bot that does what the kill tests need of one: it shows that the local Discord can be trusted.

Reviews are lines of a file that are on the disk before anything is answered. A review's card is its answer; a
repeated command of the same interaction changes nothing.
"""

import asyncio
import json
import logging
import os
import re
from io import BytesIO
from pathlib import Path
from typing import Any, Self

import aiohttp
import discord
from discord import app_commands

from bot.domain.ids import ReviewId

JOURNAL = Path("reviews.jsonl")


class Like(discord.ui.DynamicItem[discord.ui.Button[Any]], template=r"review:like:(?P<id>\d+)"):
    """A button that works whichever process posted it."""

    def __init__(self, review_id: ReviewId) -> None:
        super().__init__(discord.ui.Button(label="Like", custom_id=f"review:like:{review_id}"))
        self.review_id = review_id

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: discord.ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        return cls(ReviewId(int(match["id"])))

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        write({"like": self.review_id, "by": interaction.user.id})
        likes = sum(1 for entry in read() if entry.get("like") == self.review_id)
        await interaction.response.edit_message(view=Card(self.review_id, f"liked {likes}"))


class Card(discord.ui.LayoutView):
    """What is shown of a review."""

    def __init__(self, review_id: ReviewId, words: str) -> None:
        super().__init__(timeout=None)
        buttons = discord.ui.ActionRow[Any]().add_item(Like(review_id))
        self.add_item(discord.ui.Container[Any](discord.ui.TextDisplay[Any](words), buttons))


class Write(discord.ui.Modal, title="Write a review"):
    """Asks for the text; answered in `TinyBot.on_interaction`, so that it may be submitted late."""

    def __init__(self) -> None:
        super().__init__(timeout=None, custom_id="review:write")
        body = discord.ui.TextInput[Any](custom_id="text", default="So far: ")
        file = discord.ui.FileUpload[Any](custom_id="file", required=False)
        self.add_item(discord.ui.Label[Any](text="Review", component=body))
        self.add_item(discord.ui.Label[Any](text="File", component=file))


class TinyBot(discord.Client):
    """Reviews, likes and announcements."""

    def __init__(self) -> None:
        super().__init__(intents=discord.Intents(guilds=True, guild_messages=True))
        self.tree = app_commands.CommandTree[Any](self)

    async def setup_hook(self) -> None:
        self.add_dynamic_items(Like)
        self.tree.command(description="Review a show")(review)
        self.tree.command(description="Say something in this channel, once")(announce)
        await self.tree.sync()

    async def on_interaction(self, interaction: discord.Interaction[Any]) -> None:
        if interaction.type is not discord.InteractionType.modal_submit:
            return
        data: Any = interaction.data
        text, file = (label["component"] for label in data["components"])
        sizes = [data["resolved"]["attachments"][number]["size"] for number in file["values"]]
        await post(interaction, text["value"], f"{text['value']} {sizes}")


async def post(interaction: discord.Interaction[Any], text: str, words: str) -> None:
    """Save, then show."""
    if all(entry.get("id") != interaction.id for entry in read()):
        write({"id": interaction.id, "text": text})
    await interaction.response.send_message(view=Card(ReviewId(interaction.id), words))


async def review(
    interaction: discord.Interaction[Any],
    show: str,
    rating: float,
    text: str | None = None,
    file: discord.Attachment | None = None,
) -> None:
    """Answer with a card; defer when a file must be fetched first; ask for the text when there is none."""
    if file is not None:
        await interaction.response.defer()
        text = (await file.read()).decode()
        write({"id": interaction.id, "text": text})
        await interaction.edit_original_response(
            view=Card(ReviewId(interaction.id), f"{file.filename}: {text}")
        )
    elif text is None:
        await interaction.response.send_modal(Write())
    else:
        await post(interaction, text, f"{show} {rating}: {text}")


async def announce(interaction: discord.Interaction[Any], words: str) -> None:
    """Try until Discord has it; the nonce keeps a lost success from being doubled."""
    await interaction.response.send_message("Will do.", ephemeral=True)
    assert isinstance(interaction.channel, discord.TextChannel)
    for _ in range(3):
        try:
            file = discord.File(BytesIO(words.encode()), "words.txt")
            await interaction.channel.send(words, file=file, nonce=str(interaction.id))
        except (discord.DiscordServerError, aiohttp.ClientError):
            logging.getLogger("tiny").warning("once more")
        else:
            return


def read() -> list[dict[str, Any]]:
    """All that is on the disk."""
    return [json.loads(line) for line in JOURNAL.read_text().splitlines()] if JOURNAL.exists() else []


def write(entry: dict[str, Any]) -> None:
    """Returns when it is on the disk."""
    with JOURNAL.open("a") as journal:
        journal.write(json.dumps(entry) + "\n")
        journal.flush()
        os.fsync(journal.fileno())


async def _run() -> None:
    discord.utils.setup_logging(level=logging.INFO)
    async with TinyBot() as bot:
        await bot.start(os.environ["DISCORD_TOKEN"])


def main(arguments: list[str]) -> int:
    """Run until killed."""
    assert arguments == ["run"]
    asyncio.run(_run())
    return 0
