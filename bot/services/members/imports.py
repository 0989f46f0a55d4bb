"""What members bring along from other services: read, matched, shown, taken in, undone."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence

from bot.domain.actors import Actor
from bot.domain.catalog.shows import Facts
from bot.domain.errors import Refusal
from bot.domain.ids import GuildId, Millis, ShowId
from bot.domain.members.imports.entries import Reading
from bot.domain.members.imports.scales import Scale, stars_of
from bot.domain.members.imports.staged import (
    KEPT,
    MOST_ADDED,
    EntryPage,
    Import,
    ImportPreview,
    ListedEntry,
    Match,
    Matched,
    Staged,
    State,
    Tally,
)
from bot.domain.reviews.replacing import MUCH, loses_much
from bot.readers.exports.reading import read_file
from bot.services.catalog.adding import add_show, may_add, same_show
from bot.services.lookup import RESTRICTED
from bot.services.members.import_matching import match_all
from bot.services.members.import_work import go_on, trust_in
from bot.services.service import Resources, Service, reads, writes, writes_all, writes_freely
from bot.store.catalog import shows, sources
from bot.store.engine.transaction import AllServers, Tx
from bot.store.members import import_entries, imports
from bot.store.moderation import holds

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
        return await self._stage(actor, reading, matches)

    @writes
    def _stage(self, tx: Tx, actor: Actor, reading: Reading, matches: Sequence[Match]) -> int:
        if tx.repeated:
            return _own_latest(tx, actor).import_id
        _refuse_second(tx, actor)
        for number in imports.of_member(tx, actor.user_id, State.STAGED):
            imports.drop(tx, number)
        import_id = imports.add(tx, actor.user_id, reading)
        import_entries.add(tx, import_id, actor.user_id, matches)
        return import_id

    @reads
    def latest(self, tx: Tx, actor: Actor) -> Import:
        """The last import of this member; raises `Refusal` when there is none that is kept."""
        return _own_latest(tx, actor)

    @reads
    def preview(self, tx: Tx, actor: Actor, import_id: int) -> ImportPreview:
        """What carrying out a staged import would do; raises `Refusal` when it is gone or started."""
        of = _staged(tx, actor, import_id)
        unknown = import_entries.page(tx, import_id, Matched.UNKNOWN, 0, NAMED)
        held = holds.shows_of(tx, actor.user_id)
        by_show = import_entries.reviews_of(tx, import_id) if held else {}
        return ImportPreview(
            of,
            import_entries.counts(tx, import_id),
            tuple(import_entries.scores(tx, import_id)),
            tuple(each.match.entry.title for each in unknown),
            may_add(tx, actor),
            _much_would_go(tx, import_id) if of.overwrite else 0,
            sum(number for show_id, number in by_show.items() if show_id in held),
        )

    @reads
    def page(self, tx: Tx, actor: Actor, import_id: int, found: Matched, page: int, size: int) -> EntryPage:
        """A page of the entries that were matched in one way; one past the end gives the last."""
        of = _own(tx, actor, import_id)
        if found is Matched.ADULT and not actor.sees_restricted:
            raise Refusal(RESTRICTED)
        count = import_entries.counts(tx, import_id).by_found.get(found, 0)
        last = max(0, (count - 1) // size)
        at = max(0, min(page, last))
        entries = import_entries.page(tx, import_id, found, at * size, size)
        return EntryPage(of, found, at, last, tuple(_listed(tx, actor, of, each) for each in entries))

    @writes_freely
    def choose(self, tx: Tx, actor: Actor, import_id: int, position: int, show_id: ShowId) -> None:
        """Say which of the shows offered an entry is about; 0 leaves it out."""
        _staged(tx, actor, import_id)
        entry = import_entries.get(tx, import_id, position)
        if entry is None or show_id not in (0, *entry.match.candidates):
            raise Refusal("That show is not one of those offered. Choose again.")
        import_entries.choose(tx, import_id, position, show_id, entry.match.found)

    @writes_freely
    def set_choices(
        self,
        tx: Tx,
        actor: Actor,
        import_id: int,
        *,
        overwrite: bool | None = None,
        scale: Scale | None = None,
    ) -> None:
        """Say whether one's own may be overwritten, or what the ratings are out of."""
        of = _staged(tx, actor, import_id)
        wanted = of.overwrite if overwrite is None else overwrite
        imports.set_choices(tx, import_id, wanted, scale if scale and of.guessed else of.scale)

    @writes
    def add_unknown(self, tx: Tx, actor: Actor, import_id: int) -> int:
        """Add the first of the unknown shows to the catalogue, bare, and match them.

        Those whose titles this server does not take stay unknown; returns how many. Raises `Refusal` when
        all of them do, and when this member may not add shows.
        """
        _staged(tx, actor, import_id)
        unknown = import_entries.page(tx, import_id, Matched.UNKNOWN, 0, MOST_ADDED)
        refusals = [why for each in unknown if (why := _add(tx, actor, import_id, each))]
        if refusals and len(refusals) == len(unknown):
            raise refusals[0]
        return len(refusals)

    @writes_freely
    def cancel(self, tx: Tx, actor: Actor, import_id: int) -> None:
        """Forget an import that was not started."""
        if imports.get(tx, import_id):
            _staged(tx, actor, import_id)
            imports.drop(tx, import_id)

    @writes_freely
    def start(self, tx: Tx, actor: Actor, import_id: int) -> Tally:
        """Let an import be carried out: `work` does it. Doing it again changes nothing."""
        of = _own(tx, actor, import_id)
        if of.state is State.STAGED:
            if not import_entries.counts(tx, import_id).ready:
                raise Refusal("There is nothing to import: no show of that file is known or chosen.")
            imports.start(tx, import_id, trust_in(tx, actor))
            of = _own(tx, actor, import_id)
        return import_entries.tally(tx, of)

    @writes_freely
    def start_undo(self, tx: Tx, actor: Actor, import_id: int) -> Tally:
        """Let an import be undone, within a week: `work` does it. Doing it again changes nothing."""
        of = _own(tx, actor, import_id)
        if of.state in (State.STAGED, State.RUNNING):
            raise Refusal("This import is not done yet, so there is nothing to undo.")
        if of.state is State.DONE:
            if of.changed_at < tx.now - KEPT:
                raise Refusal("An import can be undone for 7 days, and these are over.")
            imports.set_state(tx, import_id, State.UNDOING)
            of = _own(tx, actor, import_id)
        return import_entries.tally(tx, of)

    @reads
    def tally(self, tx: Tx, actor: Actor, import_id: int) -> Tally:
        """How far an import is, and what came of it."""
        return import_entries.tally(tx, _own(tx, actor, import_id))

    async def work(self, guild_id: GuildId, import_id: int, progress: Progress) -> Tally | None:
        """Carry out, or undo, what was started, a few entries at a time; `progress` is told after each time.

        Returns how it ended; None when somebody is at it already. Ended in between, it goes on where it was.
        """
        key = guild_id, import_id
        if key in self._at_work:
            return None
        self._at_work.add(key)
        try:
            while tally := await self.database.write(guild_id, go_on, import_id):
                if tally.of.state not in (State.RUNNING, State.UNDOING):
                    break
                await progress(tally)
            return tally
        finally:
            self._at_work.discard(key)

    async def unfinished(self) -> Sequence[Import]:
        """What was started, on all servers, and is not done: after a crash nobody is at it."""
        found = await self.database.read_all(imports.unfinished)
        return [each for each in found if (each.guild_id, each.import_id) not in self._at_work]

    @writes_all
    def tidy(self, tx: AllServers) -> None:
        """Forget what was not carried out, or can't be undone any more."""
        imports.drop_before(tx, Millis(tx.now - KEPT))


def _add(tx: Tx, actor: Actor, import_id: int, staged: Staged) -> Refusal | None:
    """Add the show of an unknown entry, unless it was added before; returns why it can't be."""
    entry = staged.match.entry
    if known := same_show(tx, entry.title, entry.year):
        show_id = known.show_id
    else:
        try:
            show_id = add_show(tx, actor, entry.title, Facts(entry.other_titles, year=entry.year))
        except Refusal as refusal:
            return refusal
        sources.request(tx, show_id, "", due_at=tx.now)
    import_entries.choose(tx, import_id, staged.position, show_id, Matched.SURE)
    return None


def _listed(tx: Tx, actor: Actor, of: Import, staged: Staged) -> ListedEntry:
    match = staged.match
    entry = match.entry
    restricted, offered = actor.sees_restricted, (match.show_id, *match.candidates)
    chosen = shows.names(tx, [match.show_id], restricted=restricted)
    hidden = not restricted and not shows.restricted(tx).isdisjoint(offered)
    return ListedEntry(
        staged.position,
        "a show for adults" if hidden else entry.title,
        entry.year,
        entry.season,
        entry.episode,
        entry.score,
        stars_of(entry.score, of.scale),
        entry.has_words,
        chosen[0] if chosen else None,
        tuple(shows.names(tx, match.candidates, restricted=restricted)),
    )


def _much_would_go(tx: Tx, import_id: int) -> int:
    """How many reviews of the member's own would lose most of a long text to one of the file."""
    return sum(loses_much(old, new) for old, new in import_entries.long_replaced(tx, import_id, MUCH))


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
