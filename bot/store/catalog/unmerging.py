"""Making two entries out of one again. What was changed since the merge stays with the one it was made to."""

from collections.abc import Collection
from typing import Any

from bot.domain.catalog.merging import HiddenReview, Merge, Snapshot, part, without_taken
from bot.domain.catalog.shows import Show
from bot.domain.delivery.outbox import OutboxKind
from bot.domain.errors import Refusal
from bot.domain.ids import ShowId, UserId
from bot.domain.ratings.rating import Target
from bot.domain.reviews.review import CardPlace
from bot.store.catalog import merges, merging, shows
from bot.store.delivery import outbox
from bot.store.engine.transaction import Tx, numbered
from bot.store.members import watchlist
from bot.store.moderation import holds
from bot.store.ratings import ratings
from bot.store.reviews import reviews
from bot.store.totals import events

IGNORED = {"show_id", "fetched_at", "name"}
"""What may differ in rows that were taken over and that nobody has changed since."""


def undo(tx: Tx, merge: Merge, snapshot: Snapshot, into: Show) -> None:
    """Give the entry that went all it had, and the other what it had before.

    Raises `Refusal` when another show has the title and year of the entry that went by now.
    """
    ids = (merge.gone_show, merge.into_show)
    events.forget_show(tx, merge.into_show)
    shows.update(tx, into.show_id, into.title, without_taken(into.facts, snapshot.taken))
    _restore_own_rows(tx, *ids, snapshot)
    _part_links(tx, *ids, snapshot)
    _part_history(tx, *ids, snapshot)
    _part_reviews(tx, *ids, snapshot)
    _part_ratings(tx, *ids, snapshot)
    watchlist.part(tx, *ids, snapshot.wishes)
    holds.part(tx, *ids, snapshot.holds, merge.merged_at)
    for show_id in (merge.gone_show, merge.into_show):
        ratings.recount(tx, show_id)
        reviews.recount(tx, show_id)
        events.count_show(tx, show_id)
    moved = [review_id for review_id, _ in snapshot.reviews]
    merging.note_cards(tx, into.show_id, moved, snapshot.ratings, ())
    merges.set_undone(tx, merge.merge_id)


def _restore_own_rows(tx: Tx, gone: ShowId, into: ShowId, snapshot: Snapshot) -> None:
    (show,) = snapshot.rows["shows"]
    same = tx.one(
        """
        SELECT title FROM shows WHERE guild_id = $1 AND title_key = $2 AND coalesce(year, 0) = $3
        """,
        show["title_key"],
        show["year"] or 0,
    )
    if same:
        raise Refusal(
            f"“{same['title']}” has the title and the year of the show that would come back. "
            "Change one of them with `/catalog titles` or `/catalog edit`, then undo the merge."
        )
    for table in snapshot.tables:
        if _told(merging.rows(tx, table, into)) == _told(snapshot.rows[table]):
            merging.delete_rows(tx, table, into)
    for table in merging.OWN:
        for row in snapshot.rows.get(table, ()):  # a merge may be older than a table
            _put(tx, table, row)
    # The thread may have been named as the other show meanwhile: it is named anew.
    tx.execute("UPDATE show_threads SET name = '' WHERE guild_id = $1 AND show_id = $2", gone)


def _told(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Rows without what doesn't matter for being the same."""
    return [{name: value for name, value in row.items() if name not in IGNORED} for row in rows]


def _part_links(tx: Tx, gone: ShowId, into: ShowId, snapshot: Snapshot) -> None:
    for other in snapshot.links:
        shows.unlink(tx, into, other)
    for row in snapshot.rows["show_links"]:
        other = row["other_show_id"] if row["show_id"] == gone else row["show_id"]
        if shows.names(tx, [other]):
            _put(tx, "show_links", row)


def _part_history(tx: Tx, gone: ShowId, into: ShowId, snapshot: Snapshot) -> None:
    for change_id in snapshot.made:
        tx.execute("DELETE FROM rating_changes WHERE guild_id = $1 AND change_id = $2", change_id)
    for change_id in snapshot.changes:
        tx.execute(
            "UPDATE rating_changes SET show_id = $3 WHERE guild_id = $1 AND change_id = $2 AND show_id = $4",
            change_id,
            gone,
            into,
        )


def _part_reviews(tx: Tx, gone: ShowId, into: ShowId, snapshot: Snapshot) -> None:
    """Reviews go back unless they were edited since; hidden ones are shown unless they'd meet another."""
    for review_id, version in snapshot.reviews:
        tx.execute(
            """
            UPDATE reviews SET show_id = $3
            WHERE guild_id = $1 AND review_id = $2 AND show_id = $4 AND version = $5
            """,
            review_id,
            gone,
            into,
            version,
        )
    for hidden in snapshot.hidden:
        _show_again(tx, gone, hidden)


def _show_again(tx: Tx, gone: ShowId, hidden: HiddenReview) -> None:
    shown = tx.execute(
        """
        UPDATE reviews SET state = $5
        WHERE guild_id = $1 AND review_id = $2 AND (show_id = $4 OR EXISTS (
            SELECT 1 FROM reviews AS other WHERE other.guild_id = $1 AND other.review_id = $3
                AND other.show_id = $4 AND other.state <> 'deleted'))
        """,
        hidden.review_id,
        hidden.stays_review_id,
        gone,
        hidden.state,
    )
    if not shown:
        return
    tx.execute(
        "DELETE FROM review_versions WHERE guild_id = $1 AND review_id = $2 AND version = $3",
        hidden.stays_review_id,
        hidden.kept_as,
    )
    pin, place = hidden.pin, outbox.place(tx, hidden.review_id)
    if pin and place == CardPlace(pin["channel_id"], pin["message_id"]):
        _put(tx, "pins", pin)
    if hidden.channel_id:
        outbox.note(tx, OutboxKind.CARD, hidden.review_id, hidden.channel_id, due_at=tx.now)


def _part_ratings(tx: Tx, gone: ShowId, into: ShowId, snapshot: Snapshot) -> None:
    live_gone, live_into = merging.written(tx, gone), merging.written(tx, into)
    hidden_gone = merging.written(tx, gone, "hidden")
    hidden_into = merging.written(tx, into, "hidden")
    for pair in snapshot.ratings:
        author, target = (pair.user_id, pair.season), Target(into, pair.season, pair.episode)
        of_review = not pair.episode
        theirs, ours = part(
            pair,
            ratings.given_to(tx, target, pair.user_id),
            reviewed_gone=of_review and author in live_gone,
            reviewed_into=of_review and author in live_into,
        )
        # The stars of a hidden review are no rating.
        theirs = None if of_review and author in hidden_gone else theirs
        ours = None if of_review and author in hidden_into else ours
        ratings.set_given(tx, Target(gone, pair.season, pair.episode), pair.user_id, theirs)
        ratings.set_given(tx, target, pair.user_id, ours)
    _follow_restored(tx, gone, into, live_gone, live_into)


def _follow_restored(
    tx: Tx,
    gone: ShowId,
    into: ShowId,
    live_gone: Collection[tuple[UserId, int]],
    live_into: Collection[tuple[UserId, int]],
) -> None:
    """A review that was hidden when the two were merged, and was restored since, takes its rating along."""
    for user_id, season in live_gone:
        if not ratings.given_to(tx, Target(gone, season), user_id):
            given = ratings.given_to(tx, Target(into, season), user_id)
            ratings.set_given(tx, Target(gone, season), user_id, given)
            if (user_id, season) not in live_into:
                ratings.set_given(tx, Target(into, season), user_id, None)


def _put(tx: Tx, table: str, row: dict[str, Any]) -> None:
    """Put a row back as it was, unless something else has its place."""
    values = {name: value for name, value in row.items() if name != "guild_id"}
    columns, places = ", ".join(("guild_id", *values)), numbered(values, 2)
    tx.execute(
        f"INSERT INTO {table} ({columns}) VALUES ($1, {places}) ON CONFLICT DO NOTHING", *values.values()
    )
