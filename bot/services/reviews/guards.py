"""Letting a review pass, or not: what a server asks of one before it is taken."""

from bot.domain.actors import Actor
from bot.domain.errors import Refusal
from bot.domain.reviews import guards
from bot.domain.reviews.review import Words
from bot.domain.server.settings import GuildSettings
from bot.domain.text import escape
from bot.services.rights import moderates
from bot.store.engine.transaction import Tx
from bot.store.moderation import blocks
from bot.store.reviews import reviews


def guard_review(tx: Tx, actor: Actor, settings: GuildSettings, words: Words, *, is_new: bool) -> None:
    """Raise `Refusal`, giving the words back, when this server does not take a review as it is, or not yet.

    An edit is asked for its words only. Moderators are trusted, unless they are blocked themselves.
    """
    refuse_blocked(tx, actor, words)
    if moderates(tx, actor, settings):
        return
    if is_new:
        typed = f"{words.headline}\n{words.body}".strip()
        guards.check_author(settings, actor.user_id, actor.joined_at, tx.now, typed=typed)
        if settings.guard_cooldown_minutes:
            last_at = reviews.last_written_at(tx, actor.user_id)
            guards.check_pause(settings, last_at, tx.now, typed=typed)
    guards.check_words(settings, words)


def refuse_blocked(tx: Tx, actor: Actor, words: Words) -> None:
    """Raise `Refusal`, giving the words back, while moderators have stopped this member's reviews."""
    block = blocks.get(tx, actor.user_id)
    if block is None:
        return
    until = f"until <t:{block.ends_at // 1000}:f>" if block.ends_at else "for now"
    raise Refusal(
        f"A moderator has stopped your reviews here {until}: {escape(block.reason)}\n"
        "You can still rate with `/rate`, and delete your reviews. What you wrote is attached.",
        typed=f"{words.headline}\n{words.body}".strip(),
    )
