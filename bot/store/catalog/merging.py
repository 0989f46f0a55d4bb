"""Making one entry of the catalogue out of two: a function a table, each telling what undoing it takes."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from bot.domain.catalog.merging import HiddenReview, Overlap, RatingPair, Snapshot, taken, with_taken
from bot.domain.catalog.shows import Facts, Show
from bot.domain.delivery.outbox import OutboxKind
from bot.domain.ids import NO_REVIEW, NOBODY, ReviewId, ShowId, UserId
from bot.domain.ratings.rating import Given, Stars, Target
from bot.domain.text.titles import title_key
from bot.store.catalog import merges, shows
from bot.store.delivery import outbox
from bot.store.engine.tables import Merged, tables_merged
from bot.store.engine.transaction import Row, Tx
from bot.store.members import watchlist
from bot.store.moderation import holds, pins
from bot.store.ratings import ratings
from bot.store.reviews import reviews
from bot.store.totals import events

TAKEN_OVER = tables_merged(Merged.TAKEN_OVER)
"""Tables whose rows the other entry takes over if it has none."""
OWN = tables_merged(Merged.OWN, Merged.TAKEN_OVER)
"""Tables whose rows are an entry's own: they go with it, and come back with it; `shows` first."""


def overlap(tx: Tx, gone: ShowId, into: ShowId) -> Overlap:
    """What would be moved, and what of it meets its like."""
    pairs = _pairs(tx, gone, into)
    return Overlap(
        len(pairs),
        sum(pair.into is not None for pair in pairs),
        reviews.count_of_show(tx, gone),
        len(_both_reviewed(tx, gone, into)),
    )


def to_take(tx: Tx, gone: Show, into: Show) -> Facts:
    """What `into` would take over; no year that would make it the same as a third show."""
    facts = taken(gone, into)
    row = tx.one(
        """
        SELECT 1 FROM shows
        WHERE guild_id = $1 AND title_key = $2 AND year = $3 AND show_id <> $4 AND show_id <> $5
        """,
        title_key(into.title),
        facts.year,
        gone.show_id,
        into.show_id,
    )
    return replace(facts, year=None) if row else facts


def merge(tx: Tx, user_id: UserId, gone: Show, into: Show) -> int:
    """Let everything of one entry go into another and remove it; returns the merge's number."""
    ids = (gone.show_id, into.show_id)
    facts = to_take(tx, gone, into)
    for show in (gone, into):
        events.forget_show(tx, show.show_id)
    own_rows = {table: rows(tx, table, gone.show_id) for table in OWN}
    pairs = _merge_ratings(tx, *ids)
    changes, made = _merge_history(tx, *ids, pairs)
    moved, hidden = _merge_reviews(tx, *ids)
    wishes = watchlist.merge(tx, *ids)
    held = holds.merge(tx, *ids)
    own_rows["show_links"], links = _merge_links(tx, *ids)
    tables = tuple(table for table in TAKEN_OVER if _take_over(tx, table, *ids))
    for table in reversed(OWN):
        delete_rows(tx, table, gone.show_id)
    shows.update(tx, into.show_id, into.title, with_taken(into.facts, facts))
    reviews.recount(tx, into.show_id)
    events.count_show(tx, into.show_id)
    note_cards(tx, into.show_id, [review_id for review_id, _ in moved], pairs, hidden)
    snapshot = Snapshot(own_rows, facts, tables, links, pairs, changes, made, moved, hidden, wishes, held)
    return merges.add(tx, user_id, gone.name, into.name, snapshot)


def rows(tx: Tx, table: str, show_id: ShowId) -> list[dict[str, Any]]:
    """The rows of a show in one of the tables above."""
    found = tx.all(f"SELECT * FROM {table} WHERE guild_id = $1 AND show_id = $2", show_id)
    return [dict(row) for row in found]


def delete_rows(tx: Tx, table: str, show_id: ShowId) -> None:
    """Delete the rows of a show in one of the tables above."""
    tx.execute(f"DELETE FROM {table} WHERE guild_id = $1 AND show_id = $2", show_id)


def written(tx: Tx, show_id: ShowId, state: str = "live") -> dict[tuple[UserId, int], ReviewId]:
    """The number of each review of a show, in a state, that a member wrote, by member and season."""
    found = tx.all(
        """
        SELECT review_id, user_id, season FROM reviews
        WHERE guild_id = $1 AND show_id = $2 AND state = $3 AND user_id <> $4
        """,
        show_id,
        state,
        NOBODY,
    )
    return {(row["user_id"], row["season"]): row["review_id"] for row in found}


def note_cards(
    tx: Tx,
    into: ShowId,
    moved: Iterable[ReviewId],
    pairs: Iterable[RatingPair],
    hidden: Iterable[HiddenReview],
) -> None:
    """Let the cards follow: those of the reviews that move, and those whose author's rating changes."""
    live = written(tx, into)
    rated = {
        live.get((pair.user_id, pair.season), NO_REVIEW) for pair in pairs if pair.into and not pair.episode
    }
    numbers = {*moved, *(each.review_id for each in hidden), *rated}
    for review_id in sorted(numbers - {NO_REVIEW}):
        outbox.note_change(tx, review_id, due_at=tx.now)


def _pairs(tx: Tx, gone: ShowId, into: ShowId) -> tuple[RatingPair, ...]:
    found = tx.all(
        """
        SELECT theirs.season, theirs.episode, theirs.user_id, theirs.halves, theirs.rated_at,
            ours.halves AS our_halves, ours.rated_at AS our_rated_at
        FROM ratings AS theirs LEFT JOIN ratings AS ours
            ON ours.guild_id = theirs.guild_id AND ours.show_id = $3 AND ours.season = theirs.season
            AND ours.episode = theirs.episode AND ours.user_id = theirs.user_id
        WHERE theirs.guild_id = $1 AND theirs.show_id = $2
        ORDER BY theirs.season, theirs.episode, theirs.user_id
        """,
        gone,
        into,
    )
    return tuple(
        RatingPair(
            row["season"],
            row["episode"],
            row["user_id"],
            Given(row["halves"], row["rated_at"]),
            Given(row["our_halves"], row["our_rated_at"]) if row["our_halves"] else None,
        )
        for row in found
    )


def _merge_ratings(tx: Tx, gone: ShowId, into: ShowId) -> tuple[RatingPair, ...]:
    """Move the ratings; where one member rated both, the newer stays (see `RatingPair.stays`)."""
    pairs = _pairs(tx, gone, into)
    tx.execute(
        """
        INSERT INTO ratings (guild_id, show_id, season, episode, user_id, halves, rated_at)
        SELECT guild_id, $3, season, episode, user_id, halves, rated_at FROM ratings
        WHERE guild_id = $1 AND show_id = $2
        ON CONFLICT (guild_id, show_id, season, episode, user_id)
        DO UPDATE SET halves = excluded.halves, rated_at = excluded.rated_at
        WHERE excluded.rated_at > ratings.rated_at
        """,
        gone,
        into,
    )
    delete_rows(tx, "ratings", gone)
    ratings.recount(tx, gone)
    ratings.recount(tx, into)
    return pairs


def _merge_history(
    tx: Tx, gone: ShowId, into: ShowId, pairs: Iterable[RatingPair]
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Move the history, and note in it which rating stays where there were two: (moved, made)."""
    moved = tuple(row["change_id"] for row in rows(tx, "rating_changes", gone))
    tx.execute("UPDATE rating_changes SET show_id = $3 WHERE guild_id = $1 AND show_id = $2", gone, into)
    made: list[int] = []
    for pair in pairs:
        if pair.older:
            target, was, now_is = Target(into, pair.season, pair.episode), pair.older, pair.stays
            change = ratings.record(tx, target, pair.user_id, Stars(was.halves), Stars(now_is.halves))
            made.append(change.change_id)
    return moved, tuple(made)


def _merge_reviews(
    tx: Tx, gone: ShowId, into: ShowId
) -> tuple[tuple[tuple[ReviewId, int], ...], tuple[HiddenReview, ...]]:
    """Move the reviews; where one member reviewed both, the older is hidden."""
    hidden = tuple(
        _hide(tx, row["ours"], row["theirs"]) if row["stays"] else _hide(tx, row["theirs"], row["ours"])
        for row in _both_reviewed(tx, gone, into)
    )
    moved = tuple((row["review_id"], row["version"]) for row in rows(tx, "reviews", gone))
    tx.execute("UPDATE reviews SET show_id = $3 WHERE guild_id = $1 AND show_id = $2", gone, into)
    return moved, hidden


def _both_reviewed(tx: Tx, gone: ShowId, into: ShowId) -> list[Row]:
    """Each two reviews of one target by one author: theirs, ours, and whether theirs stays.

    The newer one stays, but a live one before one that moderators have hidden.
    """
    return tx.all(
        """
        SELECT theirs.review_id AS theirs, ours.review_id AS ours,
            CASE WHEN theirs.state <> ours.state THEN (CASE WHEN theirs.state = 'live' THEN 1 ELSE 0 END)
                WHEN theirs.updated_at > ours.updated_at THEN 1 ELSE 0 END AS stays
        FROM reviews AS theirs JOIN reviews AS ours
            ON ours.guild_id = theirs.guild_id AND ours.user_id = theirs.user_id
            AND ours.byline = theirs.byline AND ours.season = theirs.season
            AND ours.show_id = $3 AND ours.state <> 'deleted'
        WHERE theirs.guild_id = $1 AND theirs.show_id = $2 AND theirs.state <> 'deleted'
        ORDER BY theirs.review_id
        """,
        gone,
        into,
    )


def _hide(tx: Tx, review_id: ReviewId, stays_review_id: ReviewId) -> HiddenReview:
    """Take away the older of two reviews. Its words become a version of the other, before the first."""
    card = outbox.place(tx, review_id) or outbox.get(tx, OutboxKind.CARD, review_id)
    pin = tx.one("SELECT * FROM pins WHERE guild_id = $1 AND review_id = $2", review_id)
    state = tx.one("SELECT state FROM reviews WHERE guild_id = $1 AND review_id = $2", review_id)
    pins.drop(tx, review_id)
    tx.execute("UPDATE reviews SET state = 'deleted' WHERE guild_id = $1 AND review_id = $2", review_id)
    first = tx.one(
        "SELECT min(version) AS version FROM review_versions WHERE guild_id = $1 AND review_id = $2",
        stays_review_id,
    )
    kept_as = min(first["version"] or 1, 1) - 1 if first else 0
    tx.execute(
        """
        INSERT INTO review_versions (guild_id, review_id, version, headline, body, spoilers, halves, saved_at)
        SELECT guild_id, $3, $4, headline, body, spoilers, halves, saved_at FROM review_versions
        WHERE guild_id = $1 AND review_id = $2 ORDER BY version DESC LIMIT 1
        """,
        review_id,
        stays_review_id,
        kept_as,
    )
    return HiddenReview(
        review_id,
        stays_review_id,
        kept_as,
        card.channel_id if card else 0,
        dict(pin) if pin else None,
        state["state"] if state else "live",
    )


def _merge_links(tx: Tx, gone: ShowId, into: ShowId) -> tuple[list[dict[str, Any]], tuple[ShowId, ...]]:
    """Carry the links over: (the rows that there were, the shows that `into` is linked with from now on)."""
    found = tx.all(
        "SELECT * FROM show_links WHERE guild_id = $1 AND (show_id = $2 OR other_show_id = $2)", gone
    )
    new = set(shows.linked(tx, gone)) - {into, *shows.linked(tx, into)}
    tx.execute("DELETE FROM show_links WHERE guild_id = $1 AND (show_id = $2 OR other_show_id = $2)", gone)
    for other in sorted(new):
        shows.link(tx, into, other)
    return [dict(row) for row in found], tuple(sorted(new))


def _take_over(tx: Tx, table: str, gone: ShowId, into: ShowId) -> bool:
    """Move the rows of a table if the other entry has none; tells whether there were any to move."""
    return not rows(tx, table, into) and bool(
        tx.execute(f"UPDATE {table} SET show_id = $3 WHERE guild_id = $1 AND show_id = $2", gone, into)
    )
