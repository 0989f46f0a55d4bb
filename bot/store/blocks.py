"""Members whose new reviews moderators have stopped."""

from bot.domain.moderation import Block
from bot.store.database import Row, Tx


def put(tx: Tx, guild_id: int, block: Block) -> None:
    """Stop a member's new reviews; it replaces the block before."""
    tx.execute(
        """
        INSERT INTO blocks (guild_id, user_id, reason, blocked_by_user_id, blocked_at, ends_at)
        VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (guild_id, user_id) DO UPDATE SET
            reason = excluded.reason, blocked_by_user_id = excluded.blocked_by_user_id,
            blocked_at = excluded.blocked_at, ends_at = excluded.ends_at
        """,
        guild_id,
        block.user_id,
        block.reason,
        block.blocked_by,
        block.blocked_at,
        block.ends_at,
    )


def get(tx: Tx, guild_id: int, user_id: int, now: int) -> Block | None:
    """The block of a member, unless it has ended."""
    row = tx.one(
        """
        SELECT * FROM blocks WHERE guild_id = $1 AND user_id = $2 AND (ends_at IS NULL OR ends_at > $3)
        """,
        guild_id,
        user_id,
        now,
    )
    return _block(row) if row else None


def standing(tx: Tx, guild_id: int, now: int, limit: int) -> list[Block]:
    """Up to `limit` blocks that have not ended, the latest first."""
    rows = tx.all(
        """
        SELECT * FROM blocks WHERE guild_id = $1 AND (ends_at IS NULL OR ends_at > $2)
        ORDER BY blocked_at DESC, user_id LIMIT $3
        """,
        guild_id,
        now,
        limit,
    )
    return [_block(row) for row in rows]


def drop(tx: Tx, guild_id: int, user_id: int) -> bool:
    """Let a member write again; tells whether they were blocked."""
    return bool(tx.execute("DELETE FROM blocks WHERE guild_id = $1 AND user_id = $2", guild_id, user_id))


def _block(row: Row) -> Block:
    return Block(row["user_id"], row["reason"], row["blocked_by_user_id"], row["blocked_at"], row["ends_at"])
