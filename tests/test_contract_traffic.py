"""What discord.py sends in ordinary use passes the judge, and what a bot does wrong does not."""

import io
from typing import Any, cast

import discord
import pytest
import simcord
from discord import app_commands, ui

from tests.contract import contract_or_skip, judge, judged

NOBODY = discord.AllowedMentions.none()
POSTER = "https://example.com/poster.png"

Asked = discord.Interaction[discord.Client]


class Card(ui.LayoutView):
    """A card with one of everything that a message can have."""

    def __init__(self) -> None:
        super().__init__(timeout=None)
        options = [
            discord.SelectOption(label="Pages", value="pages", emoji="📖"),
            discord.SelectOption(label="Cast"),
        ]
        self.add_item(
            ui.Container[Any](
                ui.TextDisplay[Any]("# Glass Heart"),
                ui.Section[Any]("★★★½", accessory=ui.Thumbnail[Any](POSTER, description="The poster")),
                ui.Section[Any]("The verdict", accessory=ui.Button[Any](label="More", custom_id="more")),
                ui.Separator[Any](),
                ui.MediaGallery[Any](discord.MediaGalleryItem(POSTER)),
                ui.ActionRow[Any](
                    ui.Button[Any](label="Edit", custom_id="edit"),
                    ui.Button[Any](label="Read", emoji="📖", custom_id="read"),
                    ui.Button[Any](label="Site", url="https://example.com"),
                ),
                ui.ActionRow[Any](
                    ui.Select[Any](custom_id="pages", placeholder="Where to?", options=options)
                ),
                ui.ActionRow[Any](ui.UserSelect[Any](custom_id="user", min_values=0)),
                ui.ActionRow[Any](
                    ui.ChannelSelect[Any](custom_id="channel", channel_types=[discord.ChannelType.text])
                ),
                accent_colour=0x8899AA,
            )
        )


class Form(ui.Modal, title="Review"):
    """A modal with one of everything that it can ask for."""

    headline = ui.Label[Any](
        text="Headline",
        component=ui.TextInput(custom_id="headline", required=False, max_length=150, default="So so"),
    )
    upload = ui.Label[Any](
        text="File",
        description="Instead of typing",
        component=ui.FileUpload(custom_id="file", required=False, min_values=0),
    )
    spoilers = ui.Label[Any](text="Contains spoilers", component=ui.Checkbox(custom_id="spoilers"))
    mood = ui.Label[Any](
        text="Mood",
        component=ui.RadioGroup(
            custom_id="mood",
            options=[discord.RadioGroupOption(label="Glad"), discord.RadioGroupOption(label="Sad")],
        ),
    )

    async def on_submit(self, interaction: Asked) -> None:
        await interaction.response.send_message("Saved.", ephemeral=True)


def text_file(data: bytes = b"Words") -> discord.File:
    return discord.File(io.BytesIO(data), "review.txt", description="Your review")


class Bot(discord.Client):
    """A bot that does whatever Encore does in Discord, without a thought behind it."""

    def __init__(self, mentions: discord.AllowedMentions | None = NOBODY) -> None:
        super().__init__(intents=discord.Intents(guilds=True, guild_messages=True), allowed_mentions=mentions)
        self.tree = app_commands.CommandTree(self)
        menu = app_commands.ContextMenu(name="Pin review", callback=pin)
        for command in cast("list[Any]", [review, later, post, menu]):
            self.tree.add_command(command)

    async def setup_hook(self) -> None:
        await self.tree.sync()

    async def on_interaction(self, interaction: Asked) -> None:
        if interaction.type is discord.InteractionType.component:
            match (interaction.data or {}).get("custom_id"):
                case "edit":
                    await interaction.response.edit_message(view=Card())
                case "read":
                    await interaction.response.defer()
                case _:
                    await interaction.response.send_modal(Form(custom_id="review:2"))


async def titles(_: Asked, typed: str) -> list[app_commands.Choice[str]]:
    return [app_commands.Choice(name=f"{typed} Heart", value="1")]


@app_commands.command(description="Post a review")
@app_commands.guild_only()
@app_commands.autocomplete(show=titles)
@app_commands.choices(rating=[app_commands.Choice(name="3.5 ★★★½", value=3.5)])
async def review(
    interaction: Asked, show: str, rating: float, file: discord.Attachment | None = None
) -> None:
    await interaction.response.send_message(view=Card())


@app_commands.command(description="Answer late")
async def later(interaction: Asked) -> None:
    await interaction.response.defer(ephemeral=True)
    await interaction.edit_original_response(view=Card())
    await interaction.followup.send("Your words:", file=text_file(), ephemeral=True)
    shown = await interaction.followup.send(view=Card(), ephemeral=True, wait=True)
    await shown.edit(view=Card())
    await shown.delete()
    await interaction.delete_original_response()


@app_commands.command(description="Post in the channel")
async def post(interaction: Asked) -> None:
    embed = discord.Embed(title="Digest", description="Two reviews", timestamp=interaction.created_at)
    embed.add_field(name="Glass Heart", value="★★★½").set_footer(text="Encore")
    await interaction.response.send_message(embed=embed)
    channel = interaction.channel
    assert isinstance(channel, discord.TextChannel)
    card = await channel.send(view=Card(), nonce="outbox:17")
    await card.edit(view=Card(), allowed_mentions=NOBODY)
    await card.pin(reason="A fine review")
    await card.unpin()
    words = await channel.send("As a file:", file=text_file(), reference=card)
    await words.edit(content="As before:", attachments=words.attachments)
    thread = await card.create_thread(name="Talk")
    await thread.send("Well?")
    assert [message async for message in channel.pins(limit=50)] == []
    assert [message async for message in channel.history(limit=1)]
    await words.delete()
    forum = discord.utils.get(channel.guild.forums, name="reviews")
    assert forum is not None
    await forum.create_thread(name="Glass Heart", view=Card(), allowed_mentions=NOBODY)


async def pin(interaction: Asked, message: discord.Message) -> None:
    await interaction.response.send_message("Pinned.", ephemeral=True)


def stage(env: simcord.Env) -> tuple[simcord.MemberActor, simcord.ChannelHandle]:
    """A server with a channel and a member who may do everything there."""
    guild = env.create_guild()
    guild.create_forum_channel("reviews")
    role = guild.create_role("Moderators", permissions=discord.Permissions.all())
    return guild.add_member(env.create_user("mika"), roles=[role]), guild.create_text_channel("general")


async def test_ordinary_traffic_passes() -> None:
    contract_or_skip()
    with judged():
        async with simcord.run(Bot()) as env:
            member, channel = stage(env)
            assert await member.autocomplete(channel, "review", "show", "Glass")
            card = (await member.slash(channel, "review", show="1", rating=3.5)).response
            assert card
            await member.click(card, custom_id="edit")
            await member.click(card, custom_id="read")
            form = await member.select(card, ["pages"], custom_id="pages")
            answers = {"headline": "Fine", "file": ("a.txt", b"Words"), "spoilers": True, "mood": "Sad"}
            assert (await member.submit_modal(form, answers)).response
            for name in ("later", "post"):
                assert (await member.slash(channel, name)).acknowledged
            assert (await member.context_menu(channel, "Pin review", card)).response
            judge(env.http_requests)
    sent = {(request.method, request.path.split("/")[1]) for request in env.http_requests}
    assert sent >= {
        ("PUT", "applications"),
        ("POST", "interactions"),
        ("PATCH", "webhooks"),
        ("PUT", "channels"),
    }


async def test_a_bot_that_may_ping_is_found_out() -> None:
    contract_or_skip()
    async with simcord.run(Bot(mentions=None)) as env:
        member, channel = stage(env)
        await member.slash(channel, "later")
        with pytest.raises(AssertionError, match="@original: allowed_mentions: missing"):
            judge(env.http_requests)


async def test_an_upload_that_is_too_large_is_found_out() -> None:
    contract_or_skip()

    async def scenario() -> None:
        with judged():
            async with simcord.run(Bot()) as env:
                _, channel = stage(env)
                place = env.bot.get_channel(channel.id)
                assert isinstance(place, discord.TextChannel)
                sent = await place.send(file=text_file(bytes((10 << 20) + 1)))
                assert sent.attachments[0].size == (10 << 20) + 1  # weighing a file leaves it as it was

    with pytest.raises(AssertionError, match="messages: files: one of 10,485,761 bytes"):
        await scenario()


async def test_a_modal_that_answers_a_modal_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """simcord lets it pass, Discord does not."""
    contract_or_skip()

    async def again(form: Form, interaction: Asked) -> None:
        await interaction.response.send_modal(form)

    async def scenario() -> None:
        with judged():
            async with simcord.run(Bot()) as env:
                member, channel = stage(env)
                card = (await member.slash(channel, "review", show="1", rating=3.5)).response
                assert card
                form = await member.click(card, custom_id="more")
                await member.submit_modal(form, {"mood": "Sad"})

    monkeypatch.setattr(Form, "on_submit", again)
    with pytest.raises(AssertionError, match="9 cannot answer an interaction of type 5"):
        await scenario()


async def test_what_a_test_raises_stands_alone() -> None:
    contract_or_skip()

    async def scenario() -> None:
        with judged():
            async with simcord.run(Bot(mentions=None)) as env:
                member, channel = stage(env)
                await member.slash(channel, "later")
                raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await scenario()
