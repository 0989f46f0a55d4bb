"""What members bring along from other services: read, matched, shown, taken in, undone."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Sequence

from bot.domain.actors import Actor, Right
from bot.domain.catalog.editing import AddingPolicy
from bot.domain.catalog.shows import Facts, Show
from bot.domain.errors import Refusal
from bot.domain.members.imports.scales import Scale, stars_of
from bot.domain.members.imports.staged import (
    KEPT,
    MOST_ADDED,
    EntryPage,
    Import,
    ImportPreview,
    ListedEntry,
    Matched,
    Staged,
    State,
    Tally,
)
from bot.readers.exports.reading import read_file
from bot.services.catalog.adding import add_show, same_show
from bot.services.members.import_matching import match_all
from bot.services.members.import_work import AT_ONCE, go_on, trust_in
from bot.services.service import Resources, Service
from bot.store.catalog import shows, sources
from bot.store.engine.counters import first_time
from bot.store.engine.transaction import Tx
from bot.store.members import import_entries, imports
from bot.store.reviews import reviews
from bot.store.server import guilds

NAMED = 4
GONE = (
    "This import is not there any more: it was cancelled, or is more than a week old. Attach the file again."
)
UNDER_WAY = "This import is under way, or done. `/mydata import` without a file tells how far it is."

Progress = Callable[[Tally], Awaitable[object]]


class Imports(Service):
    """The verbs of imports."""

    def __init__(self, resources: Resources) -> None:
        super().__init__(resources)
        self._at_work: set[tuple[int, int]] = set()

    async def stage(self, actor: Actor, data: bytes) -> int:
        """Read a file and match it with this server's shows; saves no rating. Returns the import's number.

        It takes the place of another of this member's that was not started. Raises `Refusal` for a file that
        can't be read, and while another import of theirs is under way.
        """
        await self.database.read(actor.guild_id, _refuse_second, actor)
        reading = await asyncio.to_thread(read_file, data)
        index = await self.resources.titles.of(actor.guild_id)
        matches = await match_all(
            self.database, index, actor.guild_id, reading.entries, sees_restricted=actor.sees_restricted
        )

        def stage(tx: Tx) -> int:
            if not first_time(tx, actor.key):
                return _own_latest(tx, actor).import_id
            _refuse_second(tx, actor)
            for number in imports.of_member(tx, actor.user_id, State.STAGED):
                imports.drop(tx, number)
            import_id = imports.add(tx, actor.user_id, reading)
            import_entries.add(tx, import_id, actor.user_id, matches)
            return import_id

        return await self.database.write(actor.guild_id, stage)

    async def latest(self, actor: Actor) -> Import:
        """The last import of this member; raises `Refusal` when there is none that is kept."""
        return await self.database.read(actor.guild_id, _own_latest, actor)

    async def preview(self, actor: Actor, import_id: int) -> ImportPreview:
        """What carrying out a staged import would do; raises `Refusal` when it is gone or started."""

        def preview(tx: Tx) -> ImportPreview:
            of = _staged(tx, actor, import_id)
            unknown = import_entries.page(tx, import_id, Matched.UNKNOWN, 0, NAMED)
            who = guilds.settings(tx).adding
            return ImportPreview(
                of,
                import_entries.counts(tx, import_id),
                tuple(import_entries.scores(tx, import_id)),
                tuple(each.match.entry.title for each in unknown),
                who is not AddingPolicy.MODERATORS or Right.MANAGE in actor.rights,
            )

        return await self.database.read(actor.guild_id, preview)

    async def page(self, actor: Actor, import_id: int, found: Matched, page: int, size: int) -> EntryPage:
        """A page of the entries that were matched in one way; one past the end gives the last."""

        def read(tx: Tx) -> EntryPage:
            of = _own(tx, actor, import_id)
            count = import_entries.counts(tx, import_id).by_found.get(found, 0)
            last = max(0, (count - 1) // size)
            at = max(0, min(page, last))
            entries = import_entries.page(tx, import_id, found, at * size, size)
            return EntryPage(of, found, at, last, tuple(_listed(tx, of, each) for each in entries))

        return await self.database.read(actor.guild_id, read)

    async def choose(self, actor: Actor, import_id: int, position: int, show_id: int) -> None:
        """Say which of the shows offered an entry is about; 0 leaves it out."""

        def choose(tx: Tx) -> None:
            _staged(tx, actor, import_id)
            entry = import_entries.get(tx, import_id, position)
            if entry is None or show_id not in (0, *entry.match.candidates):
                raise Refusal("That show is not one of those offered. Choose again.")
            import_entries.choose(tx, import_id, position, show_id, entry.match.found)

        await self.database.write(actor.guild_id, choose)

    async def set_choices(
        self, actor: Actor, import_id: int, *, overwrite: bool | None = None, scale: Scale | None = None
    ) -> None:
        """Say whether one's own may be overwritten, or what the ratings are out of."""

        def set_choices(tx: Tx) -> None:
            of = _staged(tx, actor, import_id)
            wanted = of.overwrite if overwrite is None else overwrite
            imports.set_choices(tx, import_id, wanted, scale if scale and of.guessed else of.scale)

        await self.database.write(actor.guild_id, set_choices)

    async def add_unknown(self, actor: Actor, import_id: int) -> int:
        """Add the first of the unknown shows to the catalogue, bare, and match them; returns how many.

        Raises `Refusal` when this member may not add shows.
        """

        def add(tx: Tx) -> list[tuple[int, bool]]:
            _staged(tx, actor, import_id)
            unknown = import_entries.page(tx, import_id, Matched.UNKNOWN, 0, MOST_ADDED)
            return [_add(tx, actor, import_id, each) for each in unknown]

        added = await self.database.write(actor.guild_id, add)
        await self._follow(actor.guild_id, [show_id for show_id, is_new in added if is_new])
        return len(added)

    async def cancel(self, actor: Actor, import_id: int) -> None:
        """Forget an import that was not started."""

        def cancel(tx: Tx) -> None:
            if imports.get(tx, import_id):
                _staged(tx, actor, import_id)
                imports.drop(tx, import_id)

        await self.database.write(actor.guild_id, cancel)

    async def start(self, actor: Actor, import_id: int) -> Tally:
        """Let an import be carried out: `work` does it. Doing it again changes nothing."""

        def start(tx: Tx) -> Tally:
            of = _own(tx, actor, import_id)
            if of.state is State.STAGED:
                if not import_entries.counts(tx, import_id).ready:
                    raise Refusal("There is nothing to import: no show of that file is known or chosen.")
                trust = trust_in(tx, actor)
                imports.start(tx, import_id, trust)
            return import_entries.tally(tx, _own(tx, actor, import_id))

        return await self.database.write(actor.guild_id, start)

    async def start_undo(self, actor: Actor, import_id: int) -> Tally:
        """Let an import be undone, within a week: `work` does it. Doing it again changes nothing."""

        def start_undo(tx: Tx) -> Tally:
            of = _own(tx, actor, import_id)
            if of.state in (State.STAGED, State.RUNNING):
                raise Refusal("This import is not done yet, so there is nothing to undo.")
            if of.state is State.DONE:
                if of.changed_at < self.clock() - KEPT:
                    raise Refusal("An import can be undone for 7 days, and these are over.")
                imports.set_state(tx, import_id, State.UNDOING)
            return import_entries.tally(tx, _own(tx, actor, import_id))

        return await self.database.write(actor.guild_id, start_undo)

    async def tally(self, actor: Actor, import_id: int) -> Tally:
        """How far an import is, and what came of it."""
        return await self.database.read(
            actor.guild_id, lambda tx: import_entries.tally(tx, _own(tx, actor, import_id))
        )

    async def work(self, guild_id: int, import_id: int, progress: Progress) -> Tally | None:
        """Carry out, or undo, what was started, a few entries at a time; `progress` is told after each time.

        Returns how it ended; None when somebody is at it already. Ended in between, it goes on where it was.
        """
        key = guild_id, import_id
        if key in self._at_work:
            return None
        self._at_work.add(key)
        touched: set[int] = set()
        try:
            while True:
                tally, show_ids = await self.database.write(guild_id, go_on, import_id)
                touched |= show_ids
                if tally is None or tally.of.state not in (State.RUNNING, State.UNDOING):
                    return tally
                await progress(tally)
        finally:
            self._at_work.discard(key)
            await self._follow(guild_id, touched)

    async def unfinished(self) -> Sequence[Import]:
        """What was started, on all servers, and is not done: after a crash nobody is at it."""
        found = await self.database.read_all(imports.unfinished)
        return [each for each in found if (each.guild_id, each.import_id) not in self._at_work]

    async def tidy(self) -> None:
        """Forget what was not carried out, or can't be undone any more."""
        await self.database.write_all(imports.drop_before, self.clock() - KEPT)

    async def _follow(self, guild_id: int, show_ids: Iterable[int]) -> None:
        """Let the title index follow shows that were added, or have more or fewer reviews now."""
        left = sorted(show_ids)
        while left:
            for show, count in await self.database.read(guild_id, _with_counts, left[:AT_ONCE]):
                pass  # TODO
            del left[:AT_ONCE]


def _with_counts(tx: Tx, show_ids: Sequence[int]) -> list[tuple[Show, int]]:
    found = [shows.get(tx, show_id) for show_id in show_ids]
    return [(show, reviews.count_of_show(tx, show.show_id)) for show in found if show]


def _add(tx: Tx, actor: Actor, import_id: int, staged: Staged) -> tuple[int, bool]:
    """Add the show of an unknown entry, unless it was added before: (its number, whether it is new)."""
    entry = staged.match.entry
    known = same_show(tx, entry.title, entry.year)
    if known:
        show_id = known.show_id
    else:
        show_id = add_show(tx, actor, entry.title, Facts(entry.other_titles, year=entry.year))
        sources.request(tx, show_id, "", due_at=tx.now)
    import_entries.choose(tx, import_id, staged.position, show_id, Matched.SURE)
    return show_id, known is None


def _listed(tx: Tx, of: Import, staged: Staged) -> ListedEntry:
    match = staged.match
    entry = match.entry
    chosen = shows.names(tx, [match.show_id])
    return ListedEntry(
        staged.position,
        entry.title,
        entry.year,
        entry.season,
        entry.episode,
        entry.score,
        stars_of(entry.score, of.scale),
        entry.has_words,
        chosen[0] if chosen else None,
        tuple(shows.names(tx, match.candidates)),
    )


def _own(tx: Tx, actor: Actor, import_id: int) -> Import:
    of = imports.get(tx, import_id)
    if of is None or of.user_id != actor.user_id:
        raise Refusal(GONE)
    return of


def _staged(tx: Tx, actor: Actor, import_id: int) -> Import:
    of = _own(tx, actor, import_id)
    if of.state is not State.STAGED:
        raise Refusal(UNDER_WAY)
    return of


def _own_latest(tx: Tx, actor: Actor) -> Import:
    of = imports.latest(tx, actor.user_id)
    if of is None:
        raise Refusal(
            "You have no import here of the last 7 days. Attach the file that another service gave you: "
            "`/mydata import file`."
        )
    return of


def _refuse_second(tx: Tx, actor: Actor) -> None:
    for state in (State.RUNNING, State.UNDOING):
        if imports.of_member(tx, actor.user_id, state):
            raise Refusal(
                "An import of yours is under way. Wait until it is done: `/mydata import` without a file "
                "tells how far it is."
            )
