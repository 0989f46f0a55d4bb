"""`/mydata import`: a file from another service is shown as understood, taken in, and perhaps undone."""

import logging

import discord
from discord import app_commands

from bot.client import Cog, Request, command, every, on_press
from bot.client.uploads import read_bytes
from bot.domain.errors import Refusal
from bot.domain.ids import ShowId
from bot.domain.members.imports.scales import Scale
from bot.domain.members.imports.staged import UPLOAD_LIMIT, Matched, State, Tally
from bot.domain.spans import HOUR, SECOND
from bot.ui.layout import Layout
from bot.ui.pages.members import imports as pages

log = logging.getLogger(__name__)

PERIOD = 60.0
"""Seconds between two looks for imports that a restart has interrupted."""
EVERY = 1_500
"""How often (ms) the progress is shown at most: Discord limits edits."""


class ImportsCog(Cog):
    """Bringing ratings and reviews along: part of the cog `MyDataCog`."""

    @command(name="import")
    @app_commands.describe(file="What Letterboxd, IMDb, Trakt … gave you; without it: your last import here")
    async def take_in(self, ask: Request, file: discord.Attachment | None = None) -> None:
        """Bring your ratings and reviews along from Letterboxd, Trakt, IMDb, MyAnimeList and others"""
        imports, actor = ask.services.imports, ask.actor
        if file is None:
            await ask.show(await _page(ask, (await imports.latest(actor)).import_id))
            return
        if file.size > UPLOAD_LIMIT:
            raise Refusal(f"That file has more than {UPLOAD_LIMIT // 1024**2} MiB, the most that I can take.")
        await ask.think()
        import_id = await imports.stage(actor, await read_bytes(file))
        await ask.show(await _page(ask, import_id))

    @on_press("import:open")
    async def open(self, ask: Request, import_id: int) -> None:
        """How the import stands now."""
        await ask.show(await _page(ask, import_id))

    @on_press("import:list")
    async def list(self, ask: Request, import_id: int, found: int, page: int) -> None:
        """A page of the entries that were matched in one way."""
        await ask.show(await _entries(ask, import_id, pages.kind(found), page))

    @on_press("import:pick")
    async def pick(self, ask: Request, import_id: int, position: int, page: int) -> None:
        """Say which show an entry is about."""
        show_id = int(ask.chosen[0])
        await ask.services.imports.choose(ask.actor, import_id, position, ShowId(show_id))
        await ask.show(await _entries(ask, import_id, Matched.CHOOSE, page))

    @on_press("import:overwrite")
    async def overwrite(self, ask: Request, import_id: int, may: int) -> None:
        """Let the file's ratings and reviews take the place of one's own, or not."""
        await ask.services.imports.set_choices(ask.actor, import_id, overwrite=bool(may))
        await ask.show(await _page(ask, import_id))

    @on_press("import:scale")
    async def scale(self, ask: Request, import_id: int) -> None:
        """Say what the ratings are out of."""
        scale = Scale(ask.chosen[0])
        await ask.services.imports.set_choices(ask.actor, import_id, scale=scale)
        await ask.show(await _page(ask, import_id))

    @on_press("import:add")
    async def add(self, ask: Request, import_id: int) -> None:
        """Add unknown shows to the catalogue."""
        left = await ask.services.imports.add_unknown(ask.actor, import_id)
        await ask.show(await _page(ask, import_id))
        if left:
            await ask.send(pages.not_added(left))

    @on_press("import:cancel")
    async def cancel(self, ask: Request, import_id: int) -> None:
        """Forget what was read."""
        await ask.services.imports.cancel(ask.actor, import_id)
        await ask.update(pages.cancelled())

    @on_press("import:run")
    async def run(self, ask: Request, import_id: int) -> None:
        """Carry it out, showing how far it is."""
        await _work(ask, await ask.services.imports.start(ask.actor, import_id))

    @on_press("import:undo")
    async def undo(self, ask: Request, import_id: int) -> None:
        """Undo it, showing how far it is."""
        tally = await ask.services.imports.start_undo(ask.actor, import_id)
        await _work(ask, tally)

    @every(PERIOD, to="go on with an import")
    async def resume(self) -> None:
        """Carry out, or undo, what was started and not finished."""
        imports = self.bot.services.imports
        for each in await imports.unfinished():
            log.info("Going on with import %d", each.import_id)
            await imports.work(each.guild_id, each.import_id, _nobody)

    @every(HOUR / SECOND, to="forget old imports")
    async def tidy(self) -> None:
        """Forget old imports."""
        await self.bot.services.imports.tidy()


async def _nobody(_: Tally) -> None:
    """Nobody waits for the progress of what goes on in the background."""


async def _page(ask: Request, import_id: int) -> Layout:
    """An import as it stands: what it would do, how far it is, or what came of it."""
    imports, actor = ask.services.imports, ask.actor
    tally = await imports.tally(actor, import_id)
    if tally.of.state is State.STAGED:
        return pages.preview_page(await imports.preview(actor, import_id))
    return pages.tally_page(tally)


async def _entries(ask: Request, import_id: int, found: Matched, page: int) -> Layout:
    size = pages.page_size(found)
    imports = ask.services.imports
    return pages.entries_page(await imports.page(ask.actor, import_id, found, page, size))


async def _work(ask: Request, tally: Tally) -> None:
    """Carry out or undo what was started. It goes on though nobody can be shown how far it is any more."""
    await ask.think()
    clock, shown_at, can_show = ask.bot.clock, 0, True

    async def show(tally: Tally, *, now: bool = False) -> None:
        nonlocal shown_at, can_show
        if can_show and (now or clock() - shown_at >= EVERY):
            shown_at = clock()
            try:
                await ask.show(pages.tally_page(tally))
            except discord.HTTPException:  # its 15 minutes are over, say
                can_show = False

    await show(tally, now=True)
    imports, of = ask.services.imports, tally.of
    ended = await imports.work(of.guild_id, of.import_id, show)
    if ended:
        await show(ended, now=True)
