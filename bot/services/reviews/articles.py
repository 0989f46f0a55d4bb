"""Review articles from elsewhere: understood, shown, corrected, and only then saved. For moderators."""

import asyncio
from collections.abc import Container, Iterator, Sequence
from dataclasses import replace

from bot.domain.actors import Actor
from bot.domain.catalog.editing import changes
from bot.domain.catalog.shows import Facts, Job, Show, ShowName
from bot.domain.errors import Refusal
from bot.domain.ids import NOBODY, GuildId, ReviewId, ShowId, UserId
from bot.domain.moderation.records import Subject
from bot.domain.ratings.rating import Target
from bot.domain.reviews.articles import ArticlePreview, Imported, Saved
from bot.domain.reviews.drafts import ArticleDraft
from bot.domain.reviews.replacing import MuchWouldGo, loses_much
from bot.domain.reviews.review import Words
from bot.domain.text import clean_line
from bot.domain.text.titles import title_key
from bot.readers.articles.article import parse_article
from bot.readers.articles.form import fill_article_form, read_article_form
from bot.services.guards import guard
from bot.services.lookup import RESTRICTED, known_show
from bot.services.reviews.reviews import checked
from bot.services.rights import for_moderators
from bot.services.service import Service, reads, writes_freely
from bot.store.catalog import shows, sources
from bot.store.delivery import outbox
from bot.store.engine.transaction import Tx
from bot.store.moderation import audit, holds
from bot.store.reviews import drafts, reviews

GONE = (
    "This import is not there any more: it was saved already, or is more than a week old. "
    "Start again with `/catalog import`."
)
OWN_HOLD = (
    "A moderator has hidden a review of yours of this show, so another moderator has to import articles "
    "about it."
)


class Articles(Service):
    """The verbs of importing articles."""

    async def start(self, actor: Actor, text: str) -> int:
        """Understand an article and keep what was understood as a draft; returns its number.

        Raises `Refusal` without the right, and when the text is longer than a review can be.
        """
        await self._may_start(actor)
        return await self._add(actor, await self.understand(text))

    async def understand(self, text: str) -> ArticleDraft:
        """What an article says; raises `Refusal` when it is longer than a review can be."""
        body = checked(Words(body=text)).body
        return fill_article_form(await asyncio.to_thread(parse_article, body))

    @reads
    @for_moderators
    def _may_start(self, tx: Tx, actor: Actor) -> None:
        """Reading an article takes a while: ask for the right first."""

    @writes_freely
    @for_moderators
    def _add(self, tx: Tx, actor: Actor, draft: ArticleDraft) -> int:
        return drafts.add(tx, actor.user_id, draft)

    @reads
    @for_moderators
    def draft(self, tx: Tx, actor: Actor, draft_id: int) -> ArticleDraft:
        """A draft of one's own.

        Raises `Refusal` without the right, when it is gone, and when its show may not be seen here.
        """
        draft = _own_draft(tx, actor, draft_id)
        _refuse_unseen(tx, clean_line(draft.show.title), _hidden(tx, actor))
        return draft

    @writes_freely
    @for_moderators
    def keep(self, tx: Tx, actor: Actor, draft_id: int, draft: ArticleDraft) -> None:
        """Keep a draft of one's own as it was corrected; raises like `draft`."""
        _own_draft(tx, actor, draft_id)
        drafts.replace(tx, draft_id, draft)

    @reads
    def preview(self, tx: Tx, whose: Actor | GuildId, draft: ArticleDraft) -> ArticlePreview:
        """What saving a draft would do, or why it can't be saved; saves nothing. The host sees all shows."""
        hidden = _hidden(tx, whose) if isinstance(whose, Actor) else ()
        try:
            imported = read_article_form(draft)
            checked(imported.words)
            _refuse_unseen(tx, imported.title, hidden)
            known = _known(tx, imported.title, imported.facts.year, hidden)
        except Refusal as refusal:
            return ArticlePreview(draft.not_understood, problem=refusal.sentence)
        target = Target(known.show_id, imported.season) if known else None
        return ArticlePreview(
            draft.not_understood,
            imported,
            known=known,
            old=reviews.of_byline(tx, target, imported.byline) if target else None,
            new=[title for title in imported.facts.also_read if not shows.with_title(tx, title)],
        )

    @writes_freely
    @for_moderators
    def save(self, tx: Tx, actor: Actor, draft_id: int, channel_id: int, seen: int = 0) -> Saved:
        """Save what a draft says, once: the show, its people and links, and the review.

        Its card, for `channel_id`, is noted with it. Raises `Refusal` without the right, when the draft is
        gone, and when something in it can't be understood; and `MuchWouldGo` when most of a text would go of
        which the preview showed another version than that which it had `seen`.
        """
        imported, hidden = read_article_form(_own_draft(tx, actor, draft_id)), _hidden(tx, actor)
        guard(tx, actor, imported)
        _refuse_unseen(tx, imported.title, hidden)
        saved = _save(tx, actor.user_id, imported, hidden, seen)
        outbox.note_card(tx, saved.review_id, channel_id, due_at=tx.now)
        drafts.drop(tx, draft_id)
        return saved

    @writes_freely
    def take_in(self, tx: Tx, guild_id: GuildId, draft: ArticleDraft) -> Saved:
        """Save what a draft says, for the host: nobody's right is asked for, and no card is posted."""
        saved = _save(tx, NOBODY, read_article_form(draft), (), None)
        outbox.note_change(tx, saved.review_id, due_at=tx.now)
        return saved


def _own_draft(tx: Tx, actor: Actor, draft_id: int) -> ArticleDraft:
    stored = drafts.get(tx, draft_id)
    if stored is None or not isinstance(stored.draft, ArticleDraft) or stored.user_id != actor.user_id:
        raise Refusal(GONE)
    return stored.draft


def _hidden(tx: Tx, actor: Actor) -> Container[ShowId]:
    """The shows that may not be seen where this person asks."""
    return () if actor.sees_restricted else shows.restricted(tx)


def _refuse_unseen(tx: Tx, title: str, hidden: Container[ShowId]) -> None:
    """Raise `Refusal` when the only shows of this title are among the `hidden` ones."""
    named = shows.with_title(tx, title)
    if named and all(name.show_id in hidden for name in named):
        raise Refusal(RESTRICTED)


def _save(tx: Tx, user_id: UserId, imported: Imported, hidden: Container[ShowId], seen: int | None) -> Saved:
    known = _known(tx, imported.title, imported.facts.year, hidden)
    if known:
        show_id = known.show_id
        if user_id and holds.get(tx, show_id, user_id):
            raise Refusal(OWN_HOLD)
        shows.update(tx, show_id, known.title, filled(known, imported.title, imported.facts))
    else:
        show_id = shows.add(tx, imported.title, imported.facts, user_id)
    added = tuple(_link(tx, user_id, show_id, imported.facts.also_read))
    review_id, edited = _review(tx, show_id, imported, seen)
    audit.record(tx, user_id, "import", Subject.SHOW, show_id, imported.title)
    show = known_show(tx, show_id)
    return Saved(show, known is None, changes(known, show) if known else (), added, review_id, edited)


def _review(tx: Tx, show_id: ShowId, imported: Imported, seen: int | None) -> tuple[ReviewId, bool]:
    """Add the review, or edit the one this byline has: (its number, whether it was edited).

    Unless somebody has `seen` its version (None: it is known), they are asked before most of its text goes.
    """
    target, words, stars = Target(show_id, imported.season), checked(imported.words), imported.stars
    written_at, byline = imported.written_at, imported.byline
    if old := reviews.of_byline(tx, target, byline):
        if seen not in (None, old.version) and loses_much(old.words, words):
            raise MuchWouldGo(old, words)
        return reviews.edit(tx, old, words, stars, written_at=written_at).review_id, True
    added = reviews.add(tx, target, NOBODY, words, stars, byline=byline, written_at=written_at)
    return added.review_id, False


def _link(tx: Tx, user_id: UserId, show_id: ShowId, titles: Sequence[str]) -> Iterator[str]:
    """Link the show with those one may also read about; yields the titles that had to be added, bare."""
    for title in titles:
        found = shows.with_title(tx, title)
        if found:
            other_id = found[0].show_id
        else:
            other_id = shows.add(tx, title, Facts(), user_id)
            sources.request(tx, other_id, "", due_at=tx.now)
            audit.record(tx, user_id, "import", Subject.SHOW, other_id, title)
            yield title
        if other_id != show_id:
            shows.link(tx, show_id, other_id)


def _known(tx: Tx, title: str, year: int | None, hidden: Container[ShowId]) -> Show | None:
    """The show of this title in the catalogue: with a year, that of this year or of a year not known.

    None of the `hidden` ones is meant. Raises `Refusal` when it can't be told which one is.
    """
    possible = [name for name in shows.with_title(tx, title) if name.show_id not in hidden]
    if year:
        same_year = [name for name in possible if name.year == year]
        possible = same_year or [name for name in possible if name.year is None]
    if len(possible) > 1:
        raise Refusal(f"Several shows here are called “{title}”: {_listed(possible)}. Say the year.")
    return known_show(tx, possible[0].show_id) if possible else None


def _listed(names: Sequence[ShowName]) -> str:
    return ", ".join(str(name) for name in names[:5])


def filled(known: Show, title: str, facts: Facts) -> Facts:
    """A known show's facts, with what it lacks from `facts`, and with the titles it did not have yet."""
    own = known.facts
    keys = {title_key(each) for each in known.titles}
    titles = {title_key(each): each for each in (title, *facts.other_titles)}
    jobs = [job for job in Job if not known.people(job)]
    return replace(
        own.or_else(facts),
        other_titles=(*own.other_titles, *(each for key, each in titles.items() if key not in keys)),
        credits=(*own.credits, *(credit for credit in facts.credits if credit.job in jobs)),
    )
