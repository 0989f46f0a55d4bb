"""What is derived from ratings and reviews, kept up to date in the transaction that changes them.

Pages read sums, ranks and indexes that are ready; nothing is reckoned anew when somebody looks. A module that
keeps such tables is told here of everything that happens, and does its part:

- `TABLES`: its tables, all of whose rows can be made again from what others store. A row that counts nothing
  any more is deleted, so that making them again gives the same rows.
- a function for each of the events below that matter to it.

Such modules import no other module of the store but the engine, since ratings and reviews import this one.
"""

from bot.domain.happenings import ShowChanged
from bot.domain.ids import ShowId, UserId
from bot.domain.ratings.rating import Given, Target
from bot.domain.reviews.review import Review
from bot.store.engine.transaction import AllServers, Tx
from bot.store.totals import full_text, genres, member_sums, period_sums, quoted, subjects, text_parts

TABLES: tuple[str, ...] = (*member_sums.TABLES, *period_sums.TABLES, *genres.TABLES, *subjects.TABLES)
"""Every derived table but those of the full text, which are made when they are needed."""

at_once = period_sums.at_once


def rating_changed(
    tx: Tx, target: Target, user_id: UserId, before: Given | None, after: Given | None
) -> None:
    """A member's rating of a target was given, changed or taken away; the ratings have it already."""
    member_sums.rating_changed(tx, target, user_id, before, after)
    period_sums.rating_changed(tx, target, before, after)


def review_entered(tx: Tx, review: Review) -> None:
    """A review can be seen from now on, as it stands; `helpful` votes that it has come with it."""
    member_sums.review_entered(tx, review)
    period_sums.review_entered(tx, review)
    full_text.review_entered(tx, review)
    subjects.review_entered(tx, review)


def review_left(tx: Tx, review: Review) -> None:
    """A review, as it stood, can't be seen any more."""
    member_sums.review_left(tx, review)
    period_sums.review_left(tx, review)
    full_text.review_left(tx, review)
    subjects.review_left(tx, review)
    quoted.review_left(tx, review)


def review_edited(tx: Tx, before: Review, after: Review) -> None:
    """A review that can be seen has other words, or counts as written at another time."""
    period_sums.review_edited(tx, before, after)
    if after.words != before.words:
        full_text.review_edited(tx, after)
        subjects.review_edited(tx, before, after)
        quoted.review_edited(tx, before)


def voted(tx: Tx, user_id: UserId, by: int) -> None:
    """A review of this member's that can be seen has one helpful vote more (`by` is 1) or less (-1)."""
    member_sums.voted(tx, user_id, by)


def restricted_changed(tx: Tx) -> None:
    """A show, or a channel, is for adults now, or not any more."""
    quoted.restricted_changed(tx)


def facts_changed(tx: Tx, show_id: ShowId) -> None:
    """A show was added, or its titles, facts or credits were changed."""
    tx.happened(ShowChanged(tx.guild_id, show_id))
    genres.facts_changed(tx, show_id)
    subjects.facts_changed(tx, show_id)


def forget_show(tx: Tx, show_id: ShowId) -> None:
    """Take away all that a show, its ratings and reviews have contributed: they are about to be moved."""
    tx.happened(ShowChanged(tx.guild_id, show_id))
    member_sums.forget_show(tx, show_id)
    period_sums.forget_show(tx, show_id)
    genres.forget_show(tx, show_id)
    full_text.forget_show(tx, show_id)
    subjects.forget_show(tx, show_id)


def count_show(tx: Tx, show_id: ShowId) -> None:
    """Contribute all that a show, its ratings and reviews have to say: so far, nothing of it is counted."""
    tx.happened(ShowChanged(tx.guild_id, show_id))
    period_sums.count_show(tx, show_id)
    _count_its_own(tx, show_id)


def rebuild(tx: AllServers) -> None:
    """Make every derived table of every server anew."""
    for table in TABLES:
        tx.execute(f"DELETE FROM {table}")
    text_parts.drop_all(tx)
    period_sums.rebuild(tx)
    for row in tx.all("SELECT guild_id, show_id FROM shows ORDER BY guild_id, show_id"):
        _count_its_own(tx.server(row["guild_id"]), row["show_id"])
    text_parts.merge_all(tx)


def _count_its_own(tx: Tx, show_id: ShowId) -> None:
    """Count what does not hang on the server's other shows."""
    member_sums.count_show(tx, show_id)
    genres.facts_changed(tx, show_id)
    full_text.count_show(tx, show_id)
    subjects.count_show(tx, show_id)
