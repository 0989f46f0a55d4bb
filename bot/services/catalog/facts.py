"""Taking over facts from another catalogue, and what happens while that can't be reached.

The network comes first, outside of any transaction; then everything is written in one. A show whose facts
can't be had now is added bare with a request, and `fill_due` fills it in later.
"""

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.domain.actors import Actor
from bot.domain.catalog.drafts import ShowDraft
from bot.domain.catalog.editing import changes
from bot.domain.catalog.facts import FactRequest, is_bare, taken_over, the_one_meant
from bot.domain.catalog.shows import Facts, Show
from bot.domain.catalog.sources import Candidate, ProvidedShow, Source
from bot.domain.errors import Refusal
from bot.domain.ids import NOBODY, Millis, ShowId
from bot.domain.moderation.records import Subject
from bot.domain.spans import DAY, MINUTE
from bot.metadata import ProviderDown
from bot.services.catalog.adding import add_show, known_already, refuse_same, same_show
from bot.services.guards import refuse_blocked
from bot.services.lookup import known_show, name_here, the_show
from bot.services.rights import for_moderators, moderates, require_moderator
from bot.services.service import Service, reads, writes, writes_freely
from bot.store.catalog import editing, shows, sources
from bot.store.delivery import outbox
from bot.store.engine.transaction import Tx
from bot.store.moderation import audit
from bot.store.reviews import drafts

log = logging.getLogger(__name__)

SEARCH_WITHIN = 1.5
"""How long (seconds) a form waits for what is found: Discord takes one for 3 seconds only."""
FIRST_PAUSE, LONGEST_PAUSE = MINUTE, DAY
MOST_ATTEMPTS = 20
"""How often a show's facts are asked for (in some ten days) before they are left to people."""
A_RUN = 5


class StillSearching(Refusal):
    """The catalogue takes too long for a form to be opened afterwards."""


class SourceUnknown(Refusal):
    """Nobody has said which entry of the catalogue a show is."""


@dataclass(frozen=True, slots=True)
class Filled:
    """A show after facts were taken over, and what changed, a line each; `later` if they are yet to come.

    `may_change` says whether who asked may choose other facts for it.
    """

    show: Show
    changes: Sequence[str] = ()
    later: bool = False
    may_change: bool = False


class ShowFacts(Service):
    """The verbs of facts from `provider`."""

    @property
    def catalog(self) -> str:
        """The name of the catalogue that facts are taken from; empty if there is none."""
        return self.resources.provider.name

    async def candidates(self, title: str) -> Sequence[Candidate]:
        """The shows that a new one may be, best first; none if the catalogue can't be reached.

        Raises `StillSearching` when that takes too long to open a form afterwards.
        """
        try:
            async with asyncio.timeout(SEARCH_WITHIN):
                return await self._search(title)
        except ProviderDown as down:
            log.info("A show is added without %s: %s", self.catalog, down)
            return ()
        except TimeoutError:
            raise StillSearching(f"{self.catalog} takes long to answer just now.") from None

    async def add(self, actor: Actor, draft: ShowDraft, draft_id: int, candidate_id: str) -> Filled:
        """Add the chosen candidate; with its title and year alone if the facts can't be had just now.

        Raises `Refusal` when the show is there already, or for those who may not add shows.
        """
        return await self._add(actor, draft, draft_id, candidate_id, await self._fetch(candidate_id))

    @writes
    def _add(
        self,
        tx: Tx,
        actor: Actor,
        draft: ShowDraft,
        draft_id: int,
        candidate_id: str,
        provided: ProvidedShow | None,
    ) -> Filled:
        title, facts = (provided.title, provided.facts) if provided else (draft.title, Facts())
        facts = replace(facts, year=facts.year or draft.year)
        if tx.repeated:
            same = same_show(tx, title, facts.year)
            show_id = same.show_id if same else 0
        else:
            if provided:
                _refuse_known(tx, actor, provided.source)
            refuse_same(tx, actor, title, facts.year)
            show_id = add_show(tx, actor, title, facts, provided=provided is not None)
            _note(tx, show_id, provided, candidate_id)
            drafts.drop(tx, draft_id)
        return Filled(the_show(tx, actor, ShowId(show_id)), later=provided is None)

    async def fill(self, actor: Actor, show_id: ShowId, candidate_id: str) -> Filled:
        """Take over the chosen candidate's facts for a show; a bare one gets them later if need be.

        For moderators, and for who added the show while it is bare; raises `Refusal` for others, and when
        another show has these facts, or would have the same title and year.
        """
        bare = is_bare(await self.database.read(actor.guild_id, _fillable, actor, show_id))
        provided = await (self._fetch(candidate_id) if bare else self.resources.provider.fetch(candidate_id))
        return await self._fill(actor, show_id, candidate_id, provided)

    @writes
    def _fill(
        self, tx: Tx, actor: Actor, show_id: ShowId, candidate_id: str, provided: ProvidedShow | None
    ) -> Filled:
        show = _fillable(tx, actor, show_id)
        if tx.repeated:
            return Filled(show)
        if provided is None:
            _note(tx, show_id, None, candidate_id)
            return Filled(show, later=True)
        filled = _take_over(tx, actor, show, provided)
        return replace(filled, may_change=moderates(tx, actor))

    async def choices(self, actor: Actor, show_id: ShowId) -> tuple[Show, Sequence[Candidate]]:
        """A show and what it may be, for moderators; raises `Refusal` when nothing is found."""
        show, _ = await self._sourced(actor, show_id)
        found = await self._search(show.title)
        if not found:
            raise Refusal(f"{self.catalog} finds nothing for “{show.title}”.")
        return show, found

    async def refresh(self, actor: Actor, show_id: ShowId) -> Filled:
        """Take over what has changed at a show's source, for moderators.

        Raises `SourceUnknown` when it has none, `Refusal` when the catalogue can't be reached.
        """
        _, source = await self._sourced(actor, show_id)
        if source is None or source.name != self.catalog:
            raise SourceUnknown(f"Nobody has said which show of {self.catalog} this is.")
        return await self._refresh(actor, show_id, await self.resources.provider.fetch(source.id))

    @writes_freely
    @for_moderators
    def _refresh(self, tx: Tx, actor: Actor, show_id: ShowId, provided: ProvidedShow) -> Filled:
        filled = _take_over(tx, actor, the_show(tx, actor, show_id), provided)
        return replace(filled, may_change=True)

    async def look_up(self, actor: Actor, show_id: ShowId) -> Sequence[Candidate]:
        """Fill in a show that was just added bare; returns candidates if only its adder can say which it is.

        Nobody waits for this: what can't be done now is done later.
        """
        request = await self.database.read(actor.guild_id, sources.request_of, show_id)
        if request is None or not self.catalog:
            return ()
        try:
            found = await self._settle(request)
            if found:
                await self.database.read(actor.guild_id, _fillable, actor, show_id)
        except Refusal as refusal:
            log.info("The facts of a show can't be looked up now: %s", refusal)
            return ()
        return found

    async def fill_due(self) -> None:
        """Fill in a few of the shows that wait for their facts, on all servers."""
        for request in await self.database.read_all(sources.requests_due, A_RUN):
            try:
                await self._settle(request)
            except ProviderDown:
                await self._postpone(request)
            except Exception:  # it must not keep the others waiting
                log.exception("Could not fill in show %d of server %d", request.show_id, request.guild_id)
                await self._postpone(request)

    @reads
    @for_moderators
    def _sourced(self, tx: Tx, actor: Actor, show_id: ShowId) -> tuple[Show, Source | None]:
        """A show and its source, for moderators; raises `Refusal` where no other catalogue is asked."""
        if not self.catalog:
            raise Refusal("I take no facts from other catalogues here. Use /catalog edit instead.")
        return the_show(tx, actor, show_id), sources.of_show(tx, show_id)

    async def _settle(self, request: FactRequest) -> Sequence[Candidate]:
        """Do what was asked for: fill in a bare show if it is certain which one it is.

        Returns the candidates if it isn't; raises `ProviderDown`.
        """
        show = await self.database.read(request.guild_id, shows.get, request.show_id)
        if show is None or not is_bare(show):
            await self._drop(request)
            return ()
        reference = request.reference
        found: Sequence[Candidate] = ()
        if not reference:
            found = await self._search(show.title)
            meant = the_one_meant(show, found)
            reference = meant.id if meant else ""
        if not reference:
            await self._drop(request)
            return found
        provided = await self.resources.provider.fetch(reference)
        try:
            await self._fill_bare(request, provided)
        except Refusal as refusal:
            log.info("A show stays bare: %s", refusal)
        await self._drop(request)
        return ()

    @writes_freely
    def _fill_bare(self, tx: Tx, request: FactRequest, provided: ProvidedShow) -> None:
        before = known_show(tx, request.show_id)
        if is_bare(before):  # else somebody was quicker
            _take_over(tx, Actor(tx.guild_id, NOBODY, 0), before, provided)

    async def _search(self, title: str) -> Sequence[Candidate]:
        """What the catalogue finds, each once; raises `ProviderDown`."""
        return list({found.id: found for found in await self.resources.provider.search(title)}.values())

    async def _fetch(self, candidate_id: str) -> ProvidedShow | None:
        """All that is known of a candidate; None if the catalogue can't be reached."""
        try:
            return await self.resources.provider.fetch(candidate_id)
        except ProviderDown as down:
            log.info("Facts are to come later: %s", down)
            return None

    @writes_freely
    def _postpone(self, tx: Tx, request: FactRequest) -> None:
        if request.attempts + 1 >= MOST_ATTEMPTS:
            sources.drop_request(tx, request.show_id)
            return
        pause = min(FIRST_PAUSE * 2**request.attempts, LONGEST_PAUSE)
        sources.postpone_request(tx, request.show_id, tx.now + pause)

    @writes_freely
    def _drop(self, tx: Tx, request: FactRequest) -> None:
        sources.drop_request(tx, request.show_id)


def _take_over(tx: Tx, actor: Actor, before: Show, provided: ProvidedShow) -> Filled:
    """Write a show's new facts; returns it with what changed."""
    show_id = before.show_id
    _refuse_known(tx, actor, provided.source, show_id)
    title, facts = taken_over(before, provided)
    is_renamed = (title, facts.year) != (before.title, before.facts.year)
    if is_renamed and (same := same_show(tx, title, facts.year, besides=show_id)):
        raise Refusal(f"{name_here(tx, actor, same)} has that title already, and may be the same show.")
    shows.update(tx, show_id, title, facts)
    _note(tx, show_id, provided, provided.source.id)
    after = known_show(tx, show_id)
    if made := changes(before, after):
        audit.record(tx, actor.user_id, "facts", Subject.SHOW, show_id, "\n".join(made))
        outbox.note_show(tx, show_id)
    return Filled(after, made)


def _note(tx: Tx, show_id: ShowId, provided: ProvidedShow | None, reference: str) -> None:
    """Note where the facts are from, with the episodes; or that they are to be fetched later."""
    if provided is None:
        sources.request(tx, show_id, reference, Millis(tx.now + FIRST_PAUSE))
        return
    sources.put(tx, show_id, provided.source)
    if provided.episodes:
        sources.put_episodes(tx, show_id, provided.episodes)
    sources.drop_request(tx, show_id)


def _fillable(tx: Tx, actor: Actor, show_id: ShowId) -> Show:
    """A show that this member may choose the facts of; raises `Refusal` if they may not."""
    show = the_show(tx, actor, show_id)
    refuse_blocked(tx, actor)
    own = editing.added_by(tx, show_id) == actor.user_id
    if not (own and is_bare(show)):
        require_moderator(tx, actor)
    return show


def _refuse_known(tx: Tx, actor: Actor, source: Source, besides: int = 0) -> None:
    """Raise `Refusal` when another show than `besides` has its facts from this source."""
    other = sources.show_of(tx, source)
    if other is not None and other != besides:
        raise known_already(tx, actor, shows.names(tx, [other])[0])
