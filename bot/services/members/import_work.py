"""Taking in what a file says, and undoing that: a few entries in each transaction."""

from dataclasses import replace

from bot.domain.actors import Actor
from bot.domain.errors import Refusal
from bot.domain.ids import NO_REVIEW, ReviewId
from bot.domain.members.imports.entries import ImportEntry, plausible
from bot.domain.members.imports.scales import stars_of
from bot.domain.members.imports.staged import Import, Outcome, Result, Staged, State, Tally, Trust
from bot.domain.moderation.records import News
from bot.domain.ratings.rating import Given, Target
from bot.domain.reviews import guards
from bot.domain.reviews.review import Review, Words
from bot.services.reviews import holding
from bot.services.reviews.reviews import take_away
from bot.services.rights import moderates
from bot.store.catalog import merges, shows
from bot.store.delivery import outbox
from bot.store.engine.transaction import Tx
from bot.store.members import import_entries, imports
from bot.store.moderation import blocks, holds, notices
from bot.store.ratings import ratings
from bot.store.reviews import reviews
from bot.store.server import guilds

AT_ONCE = 100
"""How many entries are taken in, or undone, in one transaction."""


def go_on(tx: Tx, import_id: int) -> Tally | None:
    """Take in, or undo, the next entries; tells how far it is, None if it is gone."""
    of = imports.get(tx, import_id)
    if of and of.state is State.RUNNING:
        entries = import_entries.waiting(tx, import_id, AT_ONCE)
        for entry in entries:
            import_entries.record(tx, import_id, entry.position, _take_in(tx, of, entry))
        if len(entries) < AT_ONCE:
            imports.set_state(tx, import_id, State.DONE)
    elif of and of.state is State.UNDOING:
        taken = import_entries.taken(tx, import_id, AT_ONCE)
        for entry, outcome in taken:
            undone = _undo(tx, of, entry, outcome)
            import_entries.record_undone(tx, import_id, entry.position, undone)
        if len(taken) < AT_ONCE:
            imports.set_state(tx, import_id, State.UNDONE)
    after = imports.get(tx, import_id)
    return import_entries.tally(tx, after) if after else None


def trust_in(tx: Tx, actor: Actor) -> Trust:
    """Which reviews this server takes from this member, who imports: its guards hold for those as well.

    The pause between two reviews does not: imported ones are of other days, and no cards are posted.
    """
    if moderates(tx, actor):
        return Trust.FREE
    try:
        guards.check_author(guilds.settings(tx), actor.user_id, actor.joined_at, tx.now, typed="")
    except Refusal:
        return Trust.NONE
    return Trust.GUARDED


def _is_taken(tx: Tx, of: Import, words: Words) -> bool:
    """Whether this server takes this review from this member."""
    if blocks.get(tx, of.user_id):
        return False
    if of.trust is Trust.GUARDED:
        try:
            guards.check_words(guilds.settings(tx), words)
        except Refusal:
            return False
    return of.trust is not Trust.NONE


def _take_in(tx: Tx, of: Import, staged: Staged) -> Outcome:
    """Save an entry's rating and review, unless the member has their own and it may not be overwritten.

    A rating counts as given when the file says, and so does a new review, which gets no card: cards of years
    ago would flood the channel. The card of a review that stands already follows.
    """
    entry = staged.match.entry
    show_id = merges.followed(tx, staged.match.show_id) if staged.match.show_id else 0
    if not show_id or not shows.names(tx, [show_id]):
        return _untouched(entry, Result.LEFT)
    target = entry.target(show_id)
    old = reviews.kept_of_member(tx, target, of.user_id)
    if old and old.hidden:  # and its rating with it
        return _untouched(entry, Result.HIDDEN)
    rated, was, set_to = _rate(tx, of, entry, target)
    outcome = Outcome(rated, was=was, set_to=set_to)
    if entry.has_words:
        outcome = _review(tx, of, entry, target, old, outcome)
    if old and (set_to or outcome.version):
        outbox.note_change(tx, old.review_id, due_at=tx.now)
    return outcome


def _untouched(entry: ImportEntry, why: Result) -> Outcome:
    return Outcome(why if entry.score else Result.NONE, why if entry.has_words else Result.NONE)


def _rate(
    tx: Tx, of: Import, entry: ImportEntry, target: Target
) -> tuple[Result, Given | None, Given | None]:
    """(what came of it, the rating before, the rating that was set)."""
    stars = stars_of(entry.score, of.scale)
    was = ratings.given_to(tx, target, of.user_id)
    if stars is None:
        return Result.NONE, None, None
    if was and was.halves == stars.halves:
        return Result.SAME, None, None
    if was and not of.overwrite:
        return Result.KEPT, None, None
    set_to = Given(stars.halves, plausible(entry.rated_at, tx.now))
    ratings.put(tx, target, of.user_id, was, set_to)
    return Result.CHANGED if was else Result.NEW, was, set_to


def _review(
    tx: Tx, of: Import, entry: ImportEntry, target: Target, old: Review | None, outcome: Outcome
) -> Outcome:
    words = Words(entry.headline, entry.body, entry.spoilers)
    stars = ratings.current(tx, target, of.user_id)
    if stars is None:
        return _with_review(outcome, Result.UNRATED)
    if old is None or (of.overwrite and old.words != words):
        if holds.get(tx, target.show_id, of.user_id):
            return _with_review(outcome, Result.HIDDEN)
        if not _is_taken(tx, of, words):
            return _with_review(outcome, Result.REFUSED)
    if old is None:
        written_at = plausible(entry.rated_at, tx.now)
        added = holding.add(tx, target, of.user_id, words, stars, written_at=written_at)
        return _with_review(outcome, Result.NEW, added.review_id, 1)
    if old.words == words:
        return _with_review(outcome, Result.SAME)
    if not of.overwrite:
        return _with_review(outcome, Result.KEPT)
    holding.edit(tx, old, words, stars)
    return _with_review(outcome, Result.CHANGED, old.review_id, old.version + 1, old)


def _with_review(
    outcome: Outcome,
    result: Result,
    review_id: ReviewId = NO_REVIEW,
    version: int = 0,
    before: Review | None = None,
) -> Outcome:
    words, updated_at = (before.words, before.updated_at) if before else (None, None)
    made = replace(outcome, review=result, review_id=review_id, version=version)
    return replace(made, words_before=words, was_updated_at=updated_at)


def _undo(tx: Tx, of: Import, staged: Staged, outcome: Outcome) -> bool:
    """Restore what was before an entry was taken in; False if something of it was changed since, and stays.

    The rating comes back with the time it had been given; a review that was new goes, with the helpful votes
    for it, and one that was overwritten has its words again, unless this server takes them no more.
    """
    if not outcome.version and outcome.set_to is None:
        return True
    show_id = merges.followed(tx, staged.match.show_id)
    if not shows.names(tx, [show_id]):
        return False
    target = staged.match.entry.target(show_id)
    review_undone = not outcome.version or _undo_review(tx, of, outcome)
    rating_undone = outcome.set_to is None or _undo_rating(tx, of, target, outcome)
    return review_undone and rating_undone


def _undo_review(tx: Tx, of: Import, outcome: Outcome) -> bool:
    review = reviews.get(tx, outcome.review_id)
    if review is None or review.version != outcome.version:
        return False
    if outcome.words_before is None:
        take_away(tx, review)
        return True
    words, then = outcome.words_before, outcome.was_updated_at
    if not _is_taken(tx, of, words):
        return False
    undone = holding.edit(tx, review, words, review.stars, edited_at=then)
    if undone.hidden:
        notices.put(tx, undone, News.HIDDEN)
    outbox.note_change(tx, review.review_id, due_at=tx.now)
    return True


def _undo_rating(tx: Tx, of: Import, target: Target, outcome: Outcome) -> bool:
    was = outcome.was
    review = reviews.of_member(tx, target, of.user_id)
    if ratings.given_to(tx, target, of.user_id) != outcome.set_to or (review and not was):
        return False  # a review shows its author's rating
    ratings.put(tx, target, of.user_id, outcome.set_to, was)
    if review:
        outbox.note_change(tx, review.review_id, due_at=tx.now)
    return True
