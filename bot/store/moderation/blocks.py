"""Members whose new reviews moderators have stopped.

The block of a member who has deleted their data is sealed: a fingerprint stands in place of the id, by which
the block is found when they come back.
"""

from bot.domain.ids import NOBODY, GuildId, Millis, UserId
from bot.domain.moderation.fingerprints import fingerprint
from bot.domain.moderation.records import Block
from bot.store.engine.transaction import AllServers, Row, Tx


def put(tx: Tx, block: Block) -> None:
    """Stop a member's new reviews; it replaces the block before."""
    drop(tx, block.user_id)
    tx.execute(
        """
        INSERT INTO blocks (guild_id, user_id, reason, blocked_by_user_id, blocked_at, ends_at)
        VALUES ($1, $2, $3, $4, $5, $6)
        """,
        block.user_id,
        block.reason,
        block.blocked_by,
        block.blocked_at,
        block.ends_at,
    )


def get(tx: Tx, user_id: UserId) -> Block | None:
    """The block of a member, sealed or not, unless it has ended."""
    row = tx.one(
        """
        SELECT blocks.*, (SELECT salt FROM sealed_blocks WHERE guild_id = $1 LIMIT 1) AS salt
        FROM (SELECT 1 AS one) AS always
        LEFT JOIN blocks ON blocks.guild_id = $1 AND blocks.user_id = $2
        """,
        user_id,
    )
    if row and row["user_id"] is None:
        row = _sealed(tx, fingerprint(user_id, row["salt"])) if row["salt"] else None
    return _unless_ended(row, user_id, tx.now)


def standing(tx: Tx, limit: int) -> list[Block]:
    """Up to `limit` blocks that have not ended, the latest first; `NOBODY` has those that are sealed."""
    rows = tx.all(
        """
        SELECT user_id, reason, blocked_by_user_id, blocked_at, ends_at FROM blocks
        WHERE guild_id = $1 AND (ends_at IS NULL OR ends_at > $2)
        UNION ALL
        SELECT $4, reason, blocked_by_user_id, blocked_at, ends_at FROM sealed_blocks
        WHERE guild_id = $1 AND (ends_at IS NULL OR ends_at > $2)
        ORDER BY blocked_at DESC, user_id LIMIT $3
        """,
        tx.now,
        limit,
        NOBODY,
    )
    return [_block(row, row["user_id"]) for row in rows]


def drop(tx: Tx, user_id: UserId) -> bool:
    """Let a member write again; tells whether they were blocked."""
    dropped = tx.execute("DELETE FROM blocks WHERE guild_id = $1 AND user_id = $2", user_id)
    if mark := _fingerprint(tx, user_id):
        dropped += tx.execute("DELETE FROM sealed_blocks WHERE guild_id = $1 AND fingerprint = $2", mark)
    return bool(dropped)


def seal(tx: Tx, user_id: UserId, salt: str) -> None:
    """Keep a member's block, unless it has ended, without their id, which is about to be erased.

    `salt` (hexadecimal) is for the first of a server; the others are made with the same. Doing it again
    changes nothing.
    """
    row = tx.one("SELECT * FROM blocks WHERE guild_id = $1 AND user_id = $2", user_id)
    block = _unless_ended(row, user_id, tx.now)
    if block is None:
        return
    salt = _salt(tx) or salt
    tx.execute(
        """
        INSERT INTO sealed_blocks (guild_id, fingerprint, salt, reason, blocked_by_user_id, blocked_at,
                                   ends_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING
        """,
        fingerprint(user_id, salt),
        salt,
        block.reason.replace(str(user_id), "…"),
        block.blocked_by,
        block.blocked_at,
        block.ends_at,
    )


def sealed_on(tx: AllServers, user_id: UserId) -> list[GuildId]:
    """The servers that have a sealed block of a member."""
    servers = [row["guild_id"] for row in tx.all("SELECT DISTINCT guild_id FROM sealed_blocks")]
    return [
        guild_id
        for guild_id in servers
        if tx.one(
            "SELECT 1 FROM sealed_blocks WHERE guild_id = $1 AND fingerprint = $2",
            guild_id,
            _fingerprint(tx.server(guild_id), user_id),
        )
    ]


def drop_ended(tx: AllServers) -> None:
    """Forget the sealed blocks that have ended: nobody will ask for their data."""
    tx.execute("DELETE FROM sealed_blocks WHERE ends_at <= $1", tx.now)


def _salt(tx: Tx) -> str:
    """What the sealed blocks of a server are made with; "" if there are none."""
    row = tx.one("SELECT salt FROM sealed_blocks WHERE guild_id = $1 LIMIT 1")
    return row["salt"] if row else ""


def _fingerprint(tx: Tx, user_id: UserId) -> str:
    """A member's, on a server with sealed blocks; "" on any other: it costs 10 ms."""
    salt = _salt(tx)
    return fingerprint(user_id, salt) if salt else ""


def _sealed(tx: Tx, mark: str) -> Row | None:
    return tx.one("SELECT * FROM sealed_blocks WHERE guild_id = $1 AND fingerprint = $2", mark)


def _unless_ended(row: Row | None, user_id: UserId, now: Millis) -> Block | None:
    block = _block(row, user_id) if row else None
    return block if block and (block.ends_at is None or block.ends_at > now) else None


def _block(row: Row, user_id: UserId) -> Block:
    return Block(user_id, row["reason"], row["blocked_by_user_id"], row["blocked_at"], row["ends_at"])
