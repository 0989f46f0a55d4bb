"""`/mydata import`: a file from another service is shown as understood, taken in, and perhaps undone."""

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import Interaction, on_press
from bot.client.routing import chosen
from bot.domain.errors import Refusal
from bot.domain.members.imports.scales import Scale
from bot.domain.members.imports.staged import Matched, State, Tally
from bot.readers.exports.containers import UPLOAD_LIMIT
from bot.ui import replies, waiting
from bot.ui.layout import Layout
from bot.ui.pages.members import imports as pages
from cogs._shared import actor_of, read_bytes, services, turn_to

EVERY = 1_500
"""How often (ms) the progress is shown at most: Discord limits edits."""


class Importing(commands.Cog):
    """Bringing ratings and reviews along: part of the cog `MyData`."""

    @app_commands.command(name="import")
    @app_commands.describe(file="What Letterboxd, IMDb, Trakt … gave you; without it: your last import here")
    async def take_in(self, interaction: Interaction, file: discord.Attachment | None = None) -> None:
        """Bring your ratings and reviews along from Letterboxd, Trakt, IMDb, MyAnimeList and others"""
        imports, actor = services(interaction).imports, actor_of(interaction)
        if file is None:
            await turn_to(interaction, await _page(interaction, (await imports.latest(actor)).import_id))
            return
        if file.size > UPLOAD_LIMIT:
            raise Refusal(f"That file has more than {UPLOAD_LIMIT // 1024**2} MiB, the most that I can take.")
        await waiting.think(interaction)
        import_id = await imports.stage(actor, await read_bytes(file))
        await waiting.conclude(interaction, await _page(interaction, import_id))

    @on_press("import:open")
    async def open(self, interaction: Interaction, import_id: int) -> None:
        """How the import stands now."""
        await turn_to(interaction, await _page(interaction, import_id))

    @on_press("import:list")
    async def list(self, interaction: Interaction, import_id: int, found: int, page: int) -> None:
        """A page of the entries that were matched in one way."""
        await turn_to(interaction, await _entries(interaction, import_id, pages.kind(found), page))

    @on_press("import:pick")
    async def pick(self, interaction: Interaction, import_id: int, position: int, page: int) -> None:
        """Say which show an entry is about."""
        show_id = int(chosen(interaction)[0])
        await services(interaction).imports.choose(actor_of(interaction), import_id, position, show_id)
        await turn_to(interaction, await _entries(interaction, import_id, Matched.CHOOSE, page))

    @on_press("import:overwrite")
    async def overwrite(self, interaction: Interaction, import_id: int, may: int) -> None:
        """Let the file's ratings and reviews take the place of one's own, or not."""
        await services(interaction).imports.set_choices(actor_of(interaction), import_id, overwrite=bool(may))
        await turn_to(interaction, await _page(interaction, import_id))

    @on_press("import:scale")
    async def scale(self, interaction: Interaction, import_id: int) -> None:
        """Say what the ratings are out of."""
        scale = Scale(chosen(interaction)[0])
        await services(interaction).imports.set_choices(actor_of(interaction), import_id, scale=scale)
        await turn_to(interaction, await _page(interaction, import_id))

    @on_press("import:add")
    async def add(self, interaction: Interaction, import_id: int) -> None:
        """Add unknown shows to the catalogue."""
        await services(interaction).imports.add_unknown(actor_of(interaction), import_id)
        await turn_to(interaction, await _page(interaction, import_id))

    @on_press("import:cancel")
    async def cancel(self, interaction: Interaction, import_id: int) -> None:
        """Forget what was read."""
        await services(interaction).imports.cancel(actor_of(interaction), import_id)
        await replies.update(interaction, pages.cancelled())

    @on_press("import:run")
    async def run(self, interaction: Interaction, import_id: int) -> None:
        """Carry it out, showing how far it is."""
        await _work(interaction, await services(interaction).imports.start(actor_of(interaction), import_id))

    @on_press("import:undo")
    async def undo(self, interaction: Interaction, import_id: int) -> None:
        """Undo it, showing how far it is."""
        tally = await services(interaction).imports.start_undo(actor_of(interaction), import_id)
        await _work(interaction, tally)


async def _page(interaction: Interaction, import_id: int) -> Layout:
    """An import as it stands: what it would do, how far it is, or what came of it."""
    imports, actor = services(interaction).imports, actor_of(interaction)
    tally = await imports.tally(actor, import_id)
    if tally.of.state is State.STAGED:
        return pages.preview_page(await imports.preview(actor, import_id))
    return pages.tally_page(tally)


async def _entries(interaction: Interaction, import_id: int, found: Matched, page: int) -> Layout:
    size = pages.page_size(found)
    imports = services(interaction).imports
    return pages.entries_page(await imports.page(actor_of(interaction), import_id, found, page, size))


async def _work(interaction: Interaction, tally: Tally) -> None:
    """Carry out or undo what was started. It goes on though nobody can be shown how far it is any more."""
    await waiting.think(interaction)
    clock, shown_at, can_show = interaction.client.clock, 0, True

    async def show(tally: Tally, *, now: bool = False) -> None:
        nonlocal shown_at, can_show
        if can_show and (now or clock() - shown_at >= EVERY):
            shown_at = clock()
            try:
                await waiting.conclude(interaction, pages.tally_page(tally))
            except discord.HTTPException:  # its 15 minutes are over, say
                can_show = False

    await show(tally, now=True)
    imports, of = services(interaction).imports, tally.of
    ended = await imports.work(of.guild_id, of.import_id, show)
    interaction.client.dispatch("outbox")
    if ended:
        await show(ended, now=True)
