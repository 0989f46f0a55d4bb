"""Moving a catalogue between servers by file: export, a preview of what would come in, and taking it in."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz import fuzz

from bot.domain.catalog.catalog_files import CatalogEntry, to_json
from bot.domain.catalog.shows import Show, ShowName
from bot.domain.ids import NOBODY, GuildId, ShowId
from bot.domain.moderation.records import Subject
from bot.domain.text.titles import title_key
from bot.services.catalog.adding import same_show
from bot.services.service import Service, reads, writes_freely
from bot.store.catalog import shows
from bot.store.engine.transaction import Tx
from bot.store.moderation import audit

LIKE = 88
"""From this likeness on (0 to 100, of the titles' keys) a title may be another spelling of a known one."""
A_BATCH = 200
"""How many shows are taken in in one transaction."""


class Status(StrEnum):
    """How a file's show stands to the catalogue: the value is how it is said."""

    NEW = "new"
    KNOWN = "known"
    DOUBTFUL = "doubtful"


@dataclass(frozen=True, slots=True)
class Planned:
    """A show of a file, and the show of the catalogue that it is or may be."""

    entry: CatalogEntry
    status: Status
    match: ShowName | None = None


class CatalogFiles(Service):
    """The verbs of the host, on the command line."""

    @reads
    def export(self, tx: Tx, guild_id: GuildId) -> str:
        """A server's catalogue as JSON, without anything members did."""
        entries: list[tuple[Show, list[str]]] = []
        last = 0
        while page := shows.titles(tx, last, A_BATCH):
            for show_id, *_ in page:
                show = shows.get(tx, show_id)
                linked = shows.names(tx, shows.linked(tx, show_id))
                if show:
                    entries.append((show, [name.title for name in linked]))
            last = page[-1][0]
        return to_json(entries)

    async def preview(self, guild_id: GuildId, entries: Iterable[CatalogEntry]) -> list[Planned]:
        """What taking in these shows would do; what comes twice in the file is known the second time."""
        index = await self.resources.titles.of(guild_id)
        planned: list[Planned] = []
        coming: set[tuple[str, int | None]] = set()
        for entry in entries:
            plan = await self.database.read(guild_id, _plan, entry, index.nearest(entry.title, 1))
            key = title_key(entry.title), entry.facts.year
            if key in coming:
                plan = Planned(entry, Status.KNOWN, plan.match)
            coming.add(key)
            planned.append(plan)
        return planned

    async def take_in(
        self, guild_id: GuildId, entries: Sequence[CatalogEntry], progress: Callable[[int], object]
    ) -> None:
        """Add these shows and their links; `progress` is told how many more are done."""
        for start in range(0, len(entries), A_BATCH):
            batch = entries[start : start + A_BATCH]
            await self._add(guild_id, batch)
            progress(len(batch))
        await self._link(guild_id, entries)

    @writes_freely
    def _add(self, tx: Tx, guild_id: GuildId, entries: Sequence[CatalogEntry]) -> None:
        for entry in entries:
            show_id = shows.add(tx, entry.title, entry.facts, NOBODY)
            audit.record(tx, NOBODY, "import", Subject.SHOW, show_id, entry.title)

    @writes_freely
    def _link(self, tx: Tx, guild_id: GuildId, entries: Sequence[CatalogEntry]) -> None:
        for entry in entries:
            found = shows.with_title(tx, entry.title)
            for title in entry.facts.also_read:
                others = shows.with_title(tx, title)
                if found and others and others[0].show_id != found[0].show_id:
                    shows.link(tx, found[0].show_id, others[0].show_id)


def _plan(tx: Tx, entry: CatalogEntry, nearest: Sequence[ShowId]) -> Planned:
    if known := same_show(tx, entry.title, entry.facts.year):
        return Planned(entry, Status.KNOWN, known)
    if of_another_year := shows.with_title(tx, entry.title):
        return Planned(entry, Status.DOUBTFUL, of_another_year[0])
    for name in shows.names(tx, nearest):
        if fuzz.ratio(title_key(entry.title), title_key(name.title)) >= LIKE:
            return Planned(entry, Status.DOUBTFUL, name)
    return Planned(entry, Status.NEW)
