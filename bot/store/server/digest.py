"""Weekly digests: planned, noted when their time has come, and what stands in them."""

from bot.domain.catalog.shows import ShowName
from bot.domain.ids import NOBODY, GuildId, Millis
from bot.domain.reviews.review import Review
from bot.domain.server.digest import WEEK, DueDigest, Plan
from bot.domain.server.settings import GuildSettings
from bot.store.engine.counters import next_id
from bot.store.engine.transaction import AllServers, Row, Tx
from bot.store.reviews import reviews


def plan(tx: Tx, settings: GuildSettings) -> None:
    """Plan a server's next digest by its settings, or none; a plan that is the same already stays."""
    wanted = Plan(
        settings.digest_channel, settings.digest_weekday, settings.digest_hour, settings.digest_zone
    )
    row = tx.one("SELECT * FROM digest_plans WHERE guild_id = $1")
    if not settings.digest_channel:
        tx.execute("DELETE FROM digest_plans WHERE guild_id = $1")
    elif row is None or _plan(row) != wanted:
        due_at = wanted.next_due(tx.now)
        _put(tx, wanted, Millis(row["from_at"] if row else due_at - WEEK), due_at)


def planned(tx: AllServers, limit: int) -> list[tuple[GuildId, Plan, Millis, Millis]]:
    """(server, plan, from when, due when) of up to `limit` digests of all servers whose time has come."""
    rows = tx.all("SELECT * FROM digest_plans WHERE due_at <= $1 ORDER BY due_at LIMIT $2", tx.now, limit)
    return [(row["guild_id"], _plan(row), row["from_at"], row["due_at"]) for row in rows]


def note(tx: Tx, plan: Plan, from_at: Millis, until_at: Millis) -> int:
    """Note that a digest is to be posted; returns its number."""
    digest_id = next_id(tx, "digest")
    tx.execute(
        """
        INSERT INTO digests (guild_id, digest_id, channel_id, from_at, until_at, noted_at, due_at)
        VALUES ($1, $2, $3, $4, $5, $6, $6)
        """,
        digest_id,
        plan.channel_id,
        from_at,
        until_at,
        tx.now,
    )
    return digest_id


def move_on(tx: Tx, plan: Plan, from_at: Millis) -> None:
    """The time of a digest has come: plan the next one."""
    _put(tx, plan, from_at, plan.next_due(tx.now))


def due(tx: AllServers, limit: int) -> list[DueDigest]:
    """Up to `limit` digests of all servers that are to be posted, or to follow, now."""
    rows = tx.all(
        "SELECT * FROM digests WHERE due_at IS NOT NULL AND due_at <= $1 ORDER BY due_at LIMIT $2",
        tx.now,
        limit,
    )
    return [
        DueDigest(
            row["guild_id"],
            row["digest_id"],
            row["channel_id"],
            row["from_at"],
            row["until_at"],
            row["noted_at"],
            row["attempts"],
            row["due_at"],
            row["message_id"],
        )
        for row in rows
    ]


def done(tx: Tx, digest_id: int, message_id: int, due_at: Millis) -> None:
    """What was `due_at` a time is done: a digest stands as a message, or does not, or was given up (0)."""
    tx.execute(
        """
        UPDATE digests SET due_at = CASE WHEN due_at > $4 AND $3 <> 0 THEN due_at END, message_id = $3
        WHERE guild_id = $1 AND digest_id = $2
        """,
        digest_id,
        message_id,
        due_at,
    )


def postpone(tx: Tx, digest_id: int, due_at: Millis) -> None:
    """Try again later."""
    tx.execute(
        """
        UPDATE digests SET due_at = $3, attempts = attempts + 1
        WHERE guild_id = $1 AND digest_id = $2 AND due_at IS NOT NULL
        """,
        digest_id,
        due_at,
    )


def drop_before(tx: AllServers, before: Millis) -> int:
    """Forget digests that don't stand and were noted before a time (Unix ms); returns how many."""
    return tx.execute("DELETE FROM digests WHERE noted_at < $1 AND message_id = 0 AND due_at IS NULL", before)


def anything_since(tx: Tx, since: int) -> bool:
    """Whether anybody has rated or reviewed since a time (Unix ms): a review comes with a rating."""
    row = tx.one("SELECT changed_at FROM rating_changes WHERE guild_id = $1 ORDER BY change_id DESC LIMIT 1")
    return row is not None and row["changed_at"] >= since


def best_new(tx: Tx, from_at: Millis, until_at: Millis, limit: int, *, with_restricted: bool) -> list[Review]:
    """The most helpful reviews that members wrote from one time to another, of members who may be named."""
    rows = tx.all(
        """
        SELECT reviews.review_id FROM reviews
        JOIN shows ON shows.guild_id = reviews.guild_id AND shows.show_id = reviews.show_id
        WHERE reviews.guild_id = $1 AND reviews.state = 'live' AND reviews.created_at >= $2
            AND reviews.created_at < $3 AND reviews.user_id <> $4 AND shows.restricted <= $5
            AND (reviews.body <> '' OR reviews.headline <> '')
            AND NOT EXISTS (
                SELECT 1 FROM hidden_members AS hidden
                WHERE hidden.guild_id = reviews.guild_id AND hidden.user_id = reviews.user_id
            )
        ORDER BY reviews.helpful DESC, reviews.created_at DESC, reviews.review_id DESC LIMIT $6
        """,
        from_at,
        until_at,
        NOBODY,
        int(with_restricted),
        limit,
    )
    found = (reviews.get(tx, row["review_id"]) for row in rows)
    return [review for review in found if review]


def most_reviewed(
    tx: Tx, from_at: Millis, until_at: Millis, limit: int, *, with_restricted: bool
) -> tuple[int, list[tuple[ShowName, int]]]:
    """How many reviews were written from one time to another, and the shows with most of them."""
    rows = tx.all(
        """
        SELECT shows.show_id, shows.title, shows.year, count(*) AS reviews, sum(count(*)) OVER () AS total
        FROM reviews JOIN shows ON shows.guild_id = reviews.guild_id AND shows.show_id = reviews.show_id
        WHERE reviews.guild_id = $1 AND reviews.state = 'live' AND reviews.created_at >= $2
            AND reviews.created_at < $3 AND reviews.user_id <> $4 AND shows.restricted <= $5
        GROUP BY shows.show_id, shows.title, shows.year
        ORDER BY count(*) DESC, shows.show_id LIMIT $6
        """,
        from_at,
        until_at,
        NOBODY,
        int(with_restricted),
        limit,
    )
    found = [(ShowName(row["show_id"], row["title"], row["year"]), row["reviews"]) for row in rows]
    return (rows[0]["total"] if rows else 0), found


def _plan(row: Row) -> Plan:
    return Plan(row["channel_id"], row["weekday"], row["hour"], row["zone"])


def _put(tx: Tx, plan: Plan, from_at: Millis, due_at: Millis) -> None:
    tx.execute(
        """
        INSERT INTO digest_plans (guild_id, channel_id, weekday, hour, zone, from_at, due_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7)
        ON CONFLICT (guild_id) DO UPDATE SET
            channel_id = excluded.channel_id, weekday = excluded.weekday, hour = excluded.hour,
            zone = excluded.zone, from_at = excluded.from_at, due_at = excluded.due_at
        """,
        plan.channel_id,
        plan.weekday,
        plan.hour,
        plan.zone,
        from_at,
        due_at,
    )
