"""The record of who did what, to what, and when."""

from bot.domain.moderation import Subject
from bot.store.counters import next_id
from bot.store.database import Tx


def record(
    tx: Tx,
    guild_id: int,
    user_id: int,
    action: str,
    subject_kind: Subject,
    subject: int,
    details: str,
    now: int,
) -> None:
    """Note what somebody did to a review, show or member (`subject`: its number) or to the settings (0)."""
    is_member = subject_kind is Subject.MEMBER
    tx.execute(
        """
        INSERT INTO audit (guild_id, audit_id, user_id, action, subject_kind, subject, about_user_id, details,
                           done_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        """,
        guild_id,
        next_id(tx, guild_id, "audit"),
        user_id,
        action,
        subject_kind.value,
        0 if is_member else subject,
        subject if is_member else 0,
        details,
        now,
    )
