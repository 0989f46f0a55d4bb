"""The catalogue's verbs: find a show as people name it, open its page, add one."""

import asyncio
import re
from collections.abc import Callable, Container, Sequence
from dataclasses import replace

from bot.domain.actors import Actor
from bot.domain.catalog.drafts import ShowDraft
from bot.domain.catalog.pages import ShowPage
from bot.domain.catalog.show_form import checked_title, checked_year, read_form
from bot.domain.catalog.shows import Appearance, Facts, Show, ShowName
from bot.domain.errors import Refusal
from bot.domain.ids import Millis, ShowId
from bot.domain.members.watchlist import is_on_list
from bot.domain.ratings.rating import Stars, Target
from bot.domain.reviews.review import Order
from bot.domain.spans import MINUTE
from bot.services.catalog.adding import add_show, may_add, needs_approval, refuse_same, same_show
from bot.services.discovery.related import related_names
from bot.services.guards import guard
from bot.services.lookup import refuse_restricted, the_show
from bot.services.rights import for_moderators
from bot.services.service import Service, reads, writes, writes_freely
from bot.store.catalog import merges, people, shows, sources
from bot.store.engine.transaction import Tx
from bot.store.members import watchlist
from bot.store.ratings import ratings
from bot.store.reviews import drafts, reviews
from bot.titles.index import TitleIndex

ID_PREFIX = "show:"
CHOICES = 25
RELATED = 5
INDEX_WITHIN = 1.5
"""How long (seconds) an answer waits for the titles of a server to be read: Discord waits for 3."""
LEASE = MINUTE
"""How long (ms) the command that added a show has to look for its facts, before it is done in passing."""


class UnknownShow(Refusal):
    """No show, or more than one, goes by the title that was typed; `nearest` may be what was meant."""

    def __init__(self, title: str, nearest: Sequence[ShowName], *, ambiguous: bool = False) -> None:
        super().__init__(
            f"Several shows here are called “{title}”."
            if ambiguous
            else f"“{title}” is not in this server's catalogue yet."
        )
        self.title = title
        self.nearest = tuple(nearest)
        self.ambiguous = ambiguous


class Shows(Service):
    """The verbs of the catalogue."""

    async def suggest(self, actor: Actor, typed: str) -> Sequence[tuple[str, ShowName]]:
        """Up to 25 shows for what has been typed so far, best first, each with the value that names it."""
        index, hidden = await self._index(actor), await self._hidden(actor)
        numbers = index.search(typed, CHOICES, hidden) if index else []
        found = await self.database.read(actor.guild_id, shows.names, numbers)
        return [(f"{ID_PREFIX}{name.show_id}", name) for name in found]

    async def find(self, actor: Actor, typed: str) -> Show:
        """The show meant by a picked suggestion or a typed title, however it is spelt.

        Raises `UnknownShow` with the nearest titles when there is none or more than one, `Refusal` when it
        can't be a title at all.
        """
        number = typed.removeprefix(ID_PREFIX)
        if number != typed and number.isascii() and number.isdigit():
            return await self.get(actor, ShowId(int(number[:18])))
        title = checked_title(typed)
        if found := await self._of_title(actor, title):
            return found
        index, hidden = await self._index(actor), await self._hidden(actor)
        numbers = index.nearest(title, hidden=hidden) if index else []
        raise UnknownShow(title, await self.database.read(actor.guild_id, shows.names, numbers))

    @reads
    def _of_title(self, tx: Tx, actor: Actor, title: str) -> Show | None:
        """The show of this very title, or title and year; raises `UnknownShow` when it may be several."""
        named = _named(tx, actor, title)
        wanted = _of_year(named, title) if len(named) != 1 else named
        title_alone, year = _split_year(title)
        if not named and year:
            named = _named(tx, actor, title_alone)
            wanted = [name for name in named if name.year == year]
        if len(wanted) == 1:
            return the_show(tx, actor, wanted[0].show_id)
        if named:  # if a year was given, but no show of that year is known, it may be one of the others
            raise UnknownShow(title, named, ambiguous=bool(wanted) or year is None)
        return None

    @reads
    def get(self, tx: Tx, actor: Actor, show_id: ShowId) -> Show:
        """A show by its number, also if it was merged into another; raises `Refusal` when it is gone."""
        return the_show(tx, actor, merges.followed(tx, show_id))

    @reads
    def page(self, tx: Tx, actor: Actor, show_id: ShowId) -> ShowPage:
        """Everything a show's page shows; raises `Refusal` when it is gone."""
        show = the_show(tx, actor, show_id)
        best = reviews.of_show(tx, show_id, Order.HELPFUL)
        given = ratings.given_to(tx, Target(show_id), actor.user_id)
        return ShowPage(
            show,
            ratings.spread(tx, Target(show_id)),
            Stars(given.halves) if given else None,
            show.review_count,
            best[0] if best else None,
            tuple(name for name, _ in related_names(tx, actor, show, RELATED)),
            sources.of_show(tx, show_id),
            is_on_list(watchlist.added_at(tx, actor.user_id, show_id), given),
        )

    @reads
    def appearances(self, tx: Tx, actor: Actor, person_id: int) -> Sequence[Appearance]:
        """Everything a person did in this server's catalogue, newest first; raises `Refusal` if nothing."""
        hidden = _hidden(tx, actor)
        seen = [each for each in people.appearances(tx, person_id) if each.show_id not in hidden]
        if not seen:
            raise Refusal("That person is not in this server's catalogue any more.")
        return seen

    @writes_freely
    def keep_draft(self, tx: Tx, actor: Actor, draft: ShowDraft) -> int:
        """Keep a form as it was typed; returns its number."""
        return drafts.add(tx, actor.user_id, draft)

    @writes_freely
    def begin_draft(self, tx: Tx, actor: Actor, draft: ShowDraft) -> None:
        """Keep a form that was opened already, under the request's own number (the actor's key)."""
        drafts.add(tx, actor.user_id, draft, actor.key)

    @writes_freely
    def fill_in(
        self, tx: Tx, actor: Actor, draft_id: int, filled_in: Callable[[ShowDraft], ShowDraft]
    ) -> ShowDraft:
        """Keep what a form of one's own holds now, and return it; raises `Refusal` like `draft`."""
        draft = filled_in(_own_draft(tx, actor, draft_id))
        refuse_restricted(tx, actor, draft.show_id)
        drafts.replace(tx, draft_id, draft)
        return draft

    @reads
    def draft(self, tx: Tx, actor: Actor, draft_id: int) -> ShowDraft:
        """A form of one's own as it was typed.

        Raises `Refusal` when it is gone, not one's own, or about a show that may not be seen here.
        """
        draft = _own_draft(tx, actor, draft_id)
        refuse_restricted(tx, actor, draft.show_id)
        return draft

    @reads
    def check_new(self, tx: Tx, actor: Actor, typed: str, year: int | None) -> str:
        """The title as it would be stored; raises `Refusal` when it can't be added or is there already."""
        title = checked_title(typed)
        guard(tx, actor, title)
        needs_approval(tx, actor)
        checked_year(year)
        refuse_same(tx, actor, title, year)
        return title

    async def add_from_form(
        self, actor: Actor, draft: ShowDraft, draft_id: int
    ) -> tuple[Show, tuple[str, ...]]:
        """Add the show of a filled-in form, like `add`.

        Raises `Refusal` naming a line that can't be understood, too.
        """
        facts = read_form(replace(draft, year=checked_year(draft.year)))
        return await self.add(actor, draft.title, facts, draft_id, wants_facts=draft.wants_facts)

    @writes
    def add(
        self, tx: Tx, actor: Actor, typed: str, facts: Facts, draft_id: int = 0, *, wants_facts: bool = False
    ) -> tuple[Show, tuple[str, ...]]:
        """Add a show; returns it and the "also read" titles of its facts that are unknown here.

        If it `wants_facts` and has none, they are filled in later.

        Raises `Refusal` when it is there already.
        """
        title = checked_title(typed)
        if tx.repeated:
            same = same_show(tx, title, facts.year)
            show_id = same.show_id if same else 0
        else:
            refuse_same(tx, actor, title, facts.year)
            show_id = add_show(tx, actor, title, facts)
            if wants_facts:
                sources.request(tx, show_id, "", tx.now)
            drafts.drop(tx, draft_id)
        show = the_show(tx, actor, ShowId(show_id))
        return show, _link(tx, show, facts.also_read)

    @reads
    def may_add(self, tx: Tx, actor: Actor) -> bool:
        """Whether this member may add shows here, be it with a moderator's approval."""
        return may_add(tx, actor)

    @writes_freely
    @for_moderators
    def link(self, tx: Tx, actor: Actor, show_id: ShowId, titles: Sequence[str]) -> tuple[str, ...]:
        """Note which shows one may also read about; returns the titles that are unknown here."""
        return _link(tx, the_show(tx, actor, show_id), titles)

    @writes_freely
    def add_bare(self, tx: Tx, actor: Actor, typed: str) -> Show:
        """The show with this title, added with no more than that if there is none yet; facts are to follow.

        Safe to repeat: two members adding the same show at once get the same one.
        """
        title, year = _split_year(checked_title(typed))
        same = same_show(tx, title, year)
        show_id = same.show_id if same else add_show(tx, actor, title, Facts(year=year))
        if same is None:
            sources.request(tx, show_id, "", Millis(tx.now + LEASE))
        return the_show(tx, actor, show_id)

    async def _hidden(self, actor: Actor) -> Container[ShowId]:
        return () if actor.sees_restricted else await self.database.read(actor.guild_id, shows.restricted)

    async def _index(self, actor: Actor) -> TitleIndex | None:
        """The titles of the server; None while they are still being read, as of a very large catalogue."""
        try:
            async with asyncio.timeout(INDEX_WITHIN):
                return await self.resources.titles.of(actor.guild_id)
        except TimeoutError:
            return None

    def tidy(self) -> None:
        """Let go of the title indexes of servers where nobody has looked for a show in a while."""
        self.resources.titles.drop_idle()

    async def close(self) -> None:
        """Stop building title indexes."""
        await self.resources.titles.close()


def _own_draft(tx: Tx, actor: Actor, draft_id: int) -> ShowDraft:
    stored = drafts.get(tx, draft_id)
    if stored is None or not isinstance(stored.draft, ShowDraft) or stored.user_id != actor.user_id:
        raise Refusal("This form is not there any more. Start again with `/catalog add`.")
    return stored.draft


def _split_year(title: str) -> tuple[str, int | None]:
    """("Glass Heart", 2025) for “Glass Heart (2025)”."""
    match = re.fullmatch(r"(.*\S)\s*\((1[89][0-9]{2}|20[0-9]{2})\)", title)
    return (match[1], int(match[2])) if match else (title, None)


def _of_year(named: Sequence[ShowName], title: str) -> Sequence[ShowName]:
    year = _split_year(title)[1]
    return [name for name in named if year and name.year == year]


def _hidden(tx: Tx, actor: Actor) -> Container[ShowId]:
    """The shows that may not be seen where this person asks."""
    return () if actor.sees_restricted else shows.restricted(tx)


def _named(tx: Tx, actor: Actor, title: str) -> list[ShowName]:
    """The shows of this title that may be seen; if none may, those that exist, to be refused by name."""
    named = shows.with_title(tx, title)
    hidden = _hidden(tx, actor) if named else ()
    return [name for name in named if name.show_id not in hidden] or named[:1]


def _link(tx: Tx, show: Show, also_read: Sequence[str]) -> tuple[str, ...]:
    unknown: list[str] = []
    for title in also_read:
        named = [name for name in shows.with_title(tx, title) if name.show_id != show.show_id]
        if named:
            shows.link(tx, show.show_id, named[0].show_id)
        else:
            unknown.append(title)
    return tuple(unknown)
