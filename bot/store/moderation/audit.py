"""The record of who did what, to what, and when."""

from bot.domain.ids import UserId
from bot.domain.moderation.records import Deed, Subject
from bot.store.engine.counters import next_id
from bot.store.engine.transaction import Row, Tx


def record(tx: Tx, user_id: UserId, action: str, subject_kind: Subject, subject: int, details: str) -> None:
    """Note what somebody did to a review, show or member (`subject`: its number) or to the settings (0)."""
    is_member = subject_kind is Subject.MEMBER
    tx.execute(
        """
        INSERT INTO audit (guild_id, audit_id, user_id, action, subject_kind, subject, about_user_id, details,
                           done_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        """,
        next_id(tx, "audit"),
        user_id,
        action,
        subject_kind.value,
        0 if is_member else subject,
        subject if is_member else 0,
        details,
        tx.now,
    )


_SELECT = """
    SELECT audit.*, shows.title, shows.restricted, reviews.user_id AS author_user_id FROM audit
    LEFT JOIN reviews ON reviews.guild_id = audit.guild_id AND audit.subject_kind = 'review'
        AND reviews.review_id = audit.subject
    LEFT JOIN shows ON shows.guild_id = audit.guild_id AND shows.show_id =
        CASE audit.subject_kind WHEN 'show' THEN audit.subject WHEN 'review' THEN reviews.show_id END
"""


def before(tx: Tx, audit_id: int, limit: int) -> list[Deed]:
    """Up to `limit` things done before the one of a number, the latest first."""
    rows = tx.all(
        f"{_SELECT} WHERE audit.guild_id = $1 AND audit.audit_id < $2 ORDER BY audit.audit_id DESC LIMIT $3",
        audit_id,
        limit,
    )
    return [_deed(row) for row in rows]


def by_member(tx: Tx, user_id: UserId, audit_id: int, limit: int) -> list[Deed]:
    """The same of one member only."""
    rows = tx.all(
        f"""{_SELECT} WHERE audit.guild_id = $1 AND audit.user_id = $2 AND audit.audit_id < $3
            ORDER BY audit.audit_id DESC LIMIT $4""",
        user_id,
        audit_id,
        limit,
    )
    return [_deed(row) for row in rows]


def _deed(row: Row) -> Deed:
    return Deed(
        row["audit_id"],
        row["user_id"],
        row["action"],
        Subject(row["subject_kind"]),
        row["subject"],
        row["about_user_id"] or row["author_user_id"] or 0,
        row["title"] or "",
        row["details"],
        row["done_at"],
        bool(row["restricted"]),
    )
