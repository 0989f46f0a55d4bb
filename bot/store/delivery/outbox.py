"""What Discord has to be told, and where the messages stand in which it shows reviews.

An entry is noted in the transaction that changes something. There is one per review and kind, whatever
happens meanwhile: delivering means making Discord look as the tables say *now*.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from bot.domain.delivery.outbox import NEVER, OutboxEntry, OutboxKind, WaitsFor
from bot.domain.happenings import CardDue
from bot.domain.ids import Millis, ReviewId, ShowId
from bot.domain.reviews.review import CardPlace
from bot.store.engine.counters import next_id
from bot.store.engine.transaction import AllServers, Row, Tx, numbered

_PLACES = {OutboxKind.CARD: "cards", OutboxKind.FAME: "fame_cards"}
"""The table of where each kind of message that shows a review stands."""


@dataclass(frozen=True, slots=True)
class Shown:
    """Where the messages that show a review stand, and what is noted for them, by kind.

    `hall` is the channel in which it is to be shown as famous; None when it is not.
    """

    places: Mapping[OutboxKind, CardPlace]
    notes: Mapping[OutboxKind, OutboxEntry]
    hall: int | None


NOWHERE = Shown({}, {}, None)
"""What is known of a review that was just made."""


def shown(tx: Tx, review_id: ReviewId) -> Shown:
    """All that is known of the messages that show a review."""
    rows = tx.all(
        """
        SELECT 'card' AS kind, channel_id, message_id FROM cards WHERE guild_id = $1 AND review_id = $2
        UNION ALL SELECT 'fame', channel_id, message_id FROM fame_cards WHERE guild_id = $1 AND review_id = $2
        UNION ALL SELECT 'hall', channel_id, 0 FROM fame
            WHERE guild_id = $1 AND review_id = $2 AND dismissed = 0
        """,
        review_id,
    )
    found = {row["kind"]: CardPlace(row["channel_id"], row["message_id"]) for row in rows}
    hall = found.pop("hall", None)
    notes = tx.all(
        "SELECT * FROM outbox WHERE guild_id = $1 AND kind IN ('card', 'fame') AND review_id = $2", review_id
    )
    return Shown(
        {OutboxKind(kind): place for kind, place in found.items()},
        {entry.kind: entry for entry in map(entry_of, notes)},
        hall.channel_id if hall else None,
    )


def note(
    tx: Tx,
    kind: OutboxKind,
    review_id: ReviewId,
    channel_id: int,
    *,
    due_at: Millis,
    stands: bool | None = None,
) -> int:
    """Note that Discord must be told, from `due_at` on; returns the note's number.

    A note about the same thing replaces the one before, but the first to be noted says where and since when;
    what had been put off is due at once. A card that stands may be changed at any time, so the earliest of
    the times asked for holds. Whether it `stands` is looked up, unless the caller knows.
    """
    if stands is None:
        stands = place(tx, review_id, OutboxKind.CARD if kind is OutboxKind.PIN else kind) is not None
    note_id = next_id(tx, "note")
    tx.execute(
        """
        INSERT INTO outbox (guild_id, kind, review_id, channel_id, note_id, noted_at, due_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7)
        ON CONFLICT (guild_id, kind, review_id) DO UPDATE SET
            note_id = excluded.note_id, attempts = 0,
            due_at = CASE WHEN outbox.attempts > 0 OR outbox.waits_for <> '' THEN excluded.noted_at
                WHEN outbox.due_at > excluded.due_at AND $8 THEN excluded.due_at
                ELSE outbox.due_at END
        """,
        kind.value,
        review_id,
        channel_id,
        note_id,
        tx.now,
        due_at,
        stands,
    )
    if due_at <= tx.now:
        tx.happened(CardDue(tx.guild_id))
    return note_id


def note_card(
    tx: Tx, review_id: ReviewId, channel_id: int, *, due_at: Millis, known: Shown | None = None
) -> int:
    """Note that a review's card is to be posted, or to follow, and what else shows it now, like `note`.

    A card that stands stays where it does, whatever `channel_id` says. What is `known` of them isn't read
    again.
    """
    known = known or shown(tx, review_id)
    stands = known.places.get(OutboxKind.CARD)
    channel_id = stands.channel_id if stands else channel_id
    note_id = note(tx, OutboxKind.CARD, review_id, channel_id, due_at=due_at, stands=stands is not None)
    _note_message(tx, OutboxKind.FAME, review_id, tx.now, known)
    return note_id


def note_change(
    tx: Tx,
    review_id: ReviewId,
    *,
    due_at: Millis,
    kind: OutboxKind = OutboxKind.CARD,
    known: Shown | None = None,
) -> int:
    """Note that whatever shows a review has to follow a change, if it stands or is to be posted.

    `due_at` is for the message of `kind`, which the caller may be bringing up to date itself; any other is
    due now. Returns the note's number if the caller may strike it off when its message shows the change; 0
    if there is none, or if an earlier note waits: then somebody else is about to show what was before. What
    is `known` of the messages isn't read again.
    """
    known = known or shown(tx, review_id)
    notes = {
        each: _note_message(tx, each, review_id, due_at if each is kind else tx.now, known)
        for each in _PLACES
    }
    return notes[kind]


def _note_message(tx: Tx, kind: OutboxKind, review_id: ReviewId, due_at: Millis, known: Shown) -> int:
    waiting, stands = known.notes.get(kind), known.places.get(kind)
    there = waiting or stands
    channel_id = there.channel_id if there else None
    if kind is OutboxKind.FAME and not there:  # it may have stood there before it was hidden
        channel_id = known.hall
    if channel_id is None:
        return 0
    note_id = note(tx, kind, review_id, channel_id, due_at=due_at, stands=stands is not None)
    return 0 if waiting else note_id


def note_show(tx: Tx, show_id: ShowId) -> None:
    """Note that what shows the reviews of a show has to follow a change of its facts."""
    for row in tx.all(
        "SELECT review_id FROM reviews WHERE guild_id = $1 AND show_id = $2 AND state = 'live'", show_id
    ):
        note_change(tx, row["review_id"], due_at=tx.now)


def note_restricted(tx: Tx, channel_id: int) -> None:
    """Note that what shows shows for adults in a channel is to be looked at: its mark has changed."""
    for row in tx.all(
        """
        SELECT reviews.review_id FROM (
            SELECT review_id FROM cards WHERE guild_id = $1 AND channel_id = $2
            UNION SELECT review_id FROM fame WHERE guild_id = $1 AND channel_id = $2
        ) AS there
        JOIN reviews ON reviews.guild_id = $1 AND reviews.review_id = there.review_id
        JOIN shows ON shows.guild_id = $1 AND shows.show_id = reviews.show_id
        WHERE shows.restricted = 1
        """,
        channel_id,
    ):
        note_change(tx, row["review_id"], due_at=tx.now)


def due(tx: AllServers, limit: int, busy: Collection[int] = ()) -> list[OutboxEntry]:
    """Up to `limit` entries of all servers whose time has come, oldest first, but of no `busy` channel."""
    elsewhere = f"AND channel_id NOT IN ({numbered(busy, 3)})" if busy else ""
    rows = tx.all(
        f"SELECT * FROM outbox WHERE due_at <= $1 {elsewhere} ORDER BY due_at, note_id LIMIT $2",
        tx.now,
        limit,
        *busy,
    )
    return [entry_of(row) for row in rows]


def get(tx: Tx, kind: OutboxKind, review_id: ReviewId) -> OutboxEntry | None:
    """What is still to be told about a review."""
    row = tx.one(
        "SELECT * FROM outbox WHERE guild_id = $1 AND kind = $2 AND review_id = $3", kind.value, review_id
    )
    return entry_of(row) if row else None


def postpone(tx: Tx, entry: OutboxEntry, due_at: Millis, *, unsure: bool = False) -> None:
    """Try again later, or soon if something newer was noted meanwhile.

    If it is `unsure` whether the message was posted, that is remembered.
    """
    tx.execute(
        """
        UPDATE outbox SET unsure = CASE WHEN $6 THEN 1 ELSE unsure END, waits_for = '', refused = 0,
            attempts = CASE WHEN note_id = $4 THEN attempts + 1 ELSE attempts END,
            due_at = CASE WHEN note_id = $4 THEN $5 ELSE due_at END
        WHERE guild_id = $1 AND kind = $2 AND review_id = $3
        """,
        entry.kind.value,
        entry.review_id,
        entry.note_id,
        due_at,
        unsure,
    )


def hurry(tx: Tx, kind: OutboxKind, review_id: ReviewId, due_at: Millis) -> None:
    """Let an entry be delivered at `due_at` instead of later."""
    hurried = tx.execute(
        "UPDATE outbox SET due_at = $4 WHERE guild_id = $1 AND kind = $2 AND review_id = $3 AND due_at > $4",
        kind.value,
        review_id,
        due_at,
    )
    if hurried and due_at <= tx.now:
        tx.happened(CardDue(tx.guild_id))


def start_over(tx: AllServers) -> None:
    """Let everything be delivered now: at start, nobody else is at it.

    The process before may have posted what was noted then, without living to mark it.
    """
    tx.execute(
        """
        UPDATE outbox SET due_at = CASE WHEN due_at > $1 AND due_at < $2 THEN $1 ELSE due_at END,
            unsure = CASE WHEN kind IN ('card', 'fame') THEN 1 ELSE 0 END
        """,
        tx.now,
        NEVER,
    )


def done(tx: Tx, kind: OutboxKind, review_id: ReviewId, note_id: int) -> None:
    """Strike an entry off; one that was noted again since `note_id` stays and becomes due."""
    struck = tx.execute(
        "DELETE FROM outbox WHERE guild_id = $1 AND kind = $2 AND review_id = $3 AND note_id = $4",
        kind.value,
        review_id,
        note_id,
    )
    if not struck:
        hurry(tx, kind, review_id, tx.now)


def place(tx: Tx, review_id: ReviewId, kind: OutboxKind = OutboxKind.CARD) -> CardPlace | None:
    """Where a review's card stands, or its message of another `kind`."""
    row = tx.one(
        f"SELECT channel_id, message_id FROM {_PLACES[kind]} WHERE guild_id = $1 AND review_id = $2",
        review_id,
    )
    return CardPlace(row["channel_id"], row["message_id"]) if row else None


def put_place(tx: Tx, review_id: ReviewId, where: CardPlace, kind: OutboxKind = OutboxKind.CARD) -> None:
    """Note where a review's card, or its message of another `kind`, stands now."""
    tx.execute(
        f"""
        INSERT INTO {_PLACES[kind]} (guild_id, review_id, channel_id, message_id) VALUES ($1, $2, $3, $4)
        ON CONFLICT (guild_id, review_id)
        DO UPDATE SET channel_id = excluded.channel_id, message_id = excluded.message_id
        """,
        review_id,
        where.channel_id,
        where.message_id,
    )


def forget_place(tx: Tx, review_id: ReviewId, kind: OutboxKind = OutboxKind.CARD) -> None:
    """Note that a review's card, or its message of another `kind`, stands nowhere."""
    tx.execute(f"DELETE FROM {_PLACES[kind]} WHERE guild_id = $1 AND review_id = $2", review_id)


def forget_channel(tx: Tx, channel_id: int) -> None:
    """Note that nothing stands in a channel any more."""
    for table in _PLACES.values():
        tx.execute(f"DELETE FROM {table} WHERE guild_id = $1 AND channel_id = $2", channel_id)


def review_at(tx: Tx, where: CardPlace, kind: OutboxKind = OutboxKind.CARD) -> ReviewId | None:
    """Which review's card, or message of another `kind`, this message is."""
    row = tx.one(
        f"""
        SELECT review_id FROM {_PLACES[kind]} WHERE guild_id = $1 AND channel_id = $2 AND message_id = $3
        """,
        where.channel_id,
        where.message_id,
    )
    return row["review_id"] if row else None


def entry_of(row: Row) -> OutboxEntry:
    """The entry of a row of the outbox."""
    return OutboxEntry(
        row["guild_id"],
        OutboxKind(row["kind"]),
        row["review_id"],
        row["channel_id"],
        row["note_id"],
        row["noted_at"],
        row["attempts"],
        bool(row["unsure"]),
        WaitsFor(row["waits_for"]),
    )
