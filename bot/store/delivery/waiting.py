"""What Discord refuses to be told for now: what waits for access or for a person, and how that ends."""

from collections.abc import Collection

from bot.domain.delivery.outbox import NEVER, Followed, OutboxEntry, OutboxKind, Waiting, WaitsFor
from bot.domain.happenings import CardDue
from bot.domain.ids import NOBODY, GuildId, Millis, ReviewId, ShowId, UserId
from bot.domain.reviews.review import CardPlace
from bot.store.delivery.outbox import entry_of
from bot.store.engine.transaction import AllServers, Row, Tx, numbered

_WAITING = """
    SELECT outbox.*, reviews.state, reviews.user_id, reviews.body = '' AS is_empty,
        shows.title, shows.restricted,
        coalesce(cards.channel_id, fame_cards.channel_id) AS place_channel_id,
        coalesce(cards.message_id, fame_cards.message_id) AS place_message_id
    FROM outbox
    JOIN reviews ON reviews.guild_id = $1 AND reviews.review_id = outbox.review_id
    JOIN shows ON shows.guild_id = $1 AND shows.show_id = reviews.show_id
    LEFT JOIN cards ON cards.guild_id = $1 AND cards.review_id = outbox.review_id AND outbox.kind <> 'fame'
    LEFT JOIN fame_cards ON fame_cards.guild_id = $1 AND fame_cards.review_id = outbox.review_id
        AND outbox.kind = 'fame'
"""


def refused(tx: Tx, channel_id: int, code: int, due_at: Millis, *, posting: bool) -> None:
    """Let what is noted for a channel wait for access: Discord's `code` said that it is closed to us.

    To post there takes more than to change what stands there: only entries of the same sort have to wait.
    """
    tx.execute(
        """
        UPDATE outbox SET due_at = $3, attempts = attempts + 1, waits_for = 'access', refused = $4
        WHERE guild_id = $1 AND channel_id = $2 AND waits_for <> 'person' AND kind <> 'pin' AND due_at < $3
            AND $5 = CASE
                WHEN kind = 'card' AND EXISTS (
                    SELECT 1 FROM cards WHERE guild_id = $1 AND cards.review_id = outbox.review_id) THEN 0
                WHEN kind = 'fame' AND EXISTS (
                    SELECT 1 FROM fame_cards WHERE guild_id = $1 AND fame_cards.review_id = outbox.review_id)
                    THEN 0
                ELSE 1 END
        """,
        channel_id,
        due_at,
        code,
        int(posting),
    )


def wait_for_access(tx: Tx, entry: OutboxEntry, due_at: Millis) -> None:
    """Let one entry wait for access: it can't be looked up where its message stands."""
    tx.execute(
        """
        UPDATE outbox SET due_at = $5, attempts = attempts + 1, waits_for = 'access'
        WHERE guild_id = $1 AND kind = $2 AND review_id = $3 AND note_id = $4
        """,
        entry.kind.value,
        entry.review_id,
        entry.note_id,
        due_at,
    )


def ask_person(tx: Tx, entry: OutboxEntry) -> None:
    """Let an entry wait for a person: whether its card stands can't be looked up."""
    tx.execute(
        """
        UPDATE outbox SET due_at = $5, unsure = 1, waits_for = 'person'
        WHERE guild_id = $1 AND kind = $2 AND review_id = $3 AND note_id = $4
        """,
        entry.kind.value,
        entry.review_id,
        entry.note_id,
        NEVER,
    )


def access_changed(tx: Tx) -> None:
    """Let all that waits on a server be tried now: what the bot may do there has changed."""
    if tx.execute(
        "UPDATE outbox SET due_at = $2, attempts = 0 WHERE guild_id = $1 AND waits_for <> '' AND due_at > $2",
        tx.now,
    ):
        tx.happened(CardDue(tx.guild_id))


def post_again(tx: Tx, review_id: ReviewId) -> bool:
    """Let a card be posted that a person was asked about; False if none waits for that."""
    found = tx.execute(
        """
        UPDATE outbox SET due_at = $3, noted_at = $3, attempts = 0, unsure = 0, waits_for = '', refused = 0
        WHERE guild_id = $1 AND review_id = $2 AND waits_for = 'person'
        """,
        review_id,
        tx.now,
    )
    if found:
        tx.happened(CardDue(tx.guild_id))
    return bool(found)


def orphans(tx: Tx) -> list[ReviewId]:
    """The reviews that are not live and whose messages stand all the same."""
    rows = tx.all(
        """
        SELECT there.review_id FROM (
            SELECT review_id FROM cards WHERE guild_id = $1
            UNION SELECT review_id FROM fame_cards WHERE guild_id = $1
        ) AS there
        JOIN reviews ON reviews.guild_id = $1 AND reviews.review_id = there.review_id
        WHERE reviews.state <> 'live'
        """
    )
    return [row["review_id"] for row in rows]


def drop_all(tx: Tx) -> None:
    """Forget all that was to be told to a server: the bot has left it."""
    tx.execute("DELETE FROM outbox WHERE guild_id = $1")


def of_reviews(tx: Tx, review_ids: Collection[ReviewId]) -> Followed:
    """Where the cards of these reviews stand, and what their messages still wait for."""
    if not review_ids:
        return Followed({}, ())
    these = numbered(review_ids, 2)
    places = tx.all(f"SELECT * FROM cards WHERE guild_id = $1 AND review_id IN ({these})", *review_ids)
    waiting = tx.all(
        f"""{_WAITING} WHERE outbox.guild_id = $1 AND outbox.review_id IN ({these})
            ORDER BY outbox.noted_at, outbox.kind""",
        *review_ids,
    )
    return Followed(
        {row["review_id"]: CardPlace(row["channel_id"], row["message_id"]) for row in places},
        [_waiting(row) for row in waiting],
    )


def shown_of_member(tx: Tx, user_id: UserId) -> list[ReviewId]:
    """The reviews of a member that messages show, or are to show."""
    return _shown(tx, "user_id", user_id)


def shown_of_show(tx: Tx, show_id: ShowId) -> list[ReviewId]:
    """The reviews of a show that messages show, or are to show."""
    return _shown(tx, "show_id", show_id)


def _shown(tx: Tx, column: str, value: int) -> list[ReviewId]:
    rows = tx.all(
        f"""
        SELECT review_id FROM reviews WHERE guild_id = $1 AND {column} = $2 AND review_id IN (
            SELECT review_id FROM cards WHERE guild_id = $1
            UNION SELECT review_id FROM fame_cards WHERE guild_id = $1
            UNION SELECT review_id FROM outbox WHERE guild_id = $1
        ) ORDER BY review_id
        """,
        value,
    )
    return [row["review_id"] for row in rows]


def stuck(tx: Tx, limit: int) -> list[Waiting]:
    """Up to `limit` of what waits on a server for access or for a person, oldest first."""
    rows = tx.all(
        f"""{_WAITING} WHERE outbox.guild_id = $1 AND outbox.waits_for <> ''
            ORDER BY outbox.noted_at, outbox.review_id LIMIT $2""",
        limit,
    )
    return [_waiting(row) for row in rows]


def count_stuck(tx: Tx) -> int:
    """How much waits on a server for access or for a person."""
    row = tx.one("SELECT count(*) AS count FROM outbox WHERE guild_id = $1 AND waits_for <> ''")
    return row["count"] if row else 0


def stuck_everywhere(tx: AllServers) -> list[tuple[GuildId, int, WaitsFor, int]]:
    """(server, channel, what it waits for, how many messages) of all that is stuck."""
    rows = tx.all(
        """
        SELECT guild_id, channel_id, waits_for, count(*) AS count FROM outbox WHERE waits_for <> ''
        GROUP BY guild_id, channel_id, waits_for ORDER BY guild_id, channel_id, waits_for
        """
    )
    return [(row["guild_id"], row["channel_id"], WaitsFor(row["waits_for"]), row["count"]) for row in rows]


def asks_person(tx: Tx, review_id: ReviewId) -> bool:
    """Whether somebody is to say if a review's card stands."""
    row = tx.one(
        "SELECT 1 FROM outbox WHERE guild_id = $1 AND review_id = $2 AND waits_for = 'person'", review_id
    )
    return row is not None


def _waiting(row: Row) -> Waiting:
    live = row["state"] == "live"
    erased = not live and row["user_id"] == NOBODY and row["is_empty"]
    place = row["place_message_id"]
    return Waiting(
        entry_of(row),
        CardPlace(row["place_channel_id"], place) if place else None,
        not live and row["kind"] != OutboxKind.PIN,
        row["refused"],
        "" if erased else row["title"],
        row["user_id"],
        bool(row["restricted"]),
    )
