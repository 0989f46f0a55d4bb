"""Letting pass, or not, what becomes public: what a server asks of it before it is taken.

Whatever somebody has typed and others will read goes through here, as one value: a review's words, or all
that is known of a show. What comes from a metadata provider was typed by nobody here, and passes: a title
that people know is no insult.
"""

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
from bot.store.server import guilds


class Stopped(Refusal):
    """Moderators have stopped what this member writes."""


def guard(tx: Tx, actor: Actor, thing: object, *, before: object = None) -> None:
    """Raise `Refusal`, giving the words back, when this server does not take a text of `thing`.

    What it was `before` is let be. Moderators are trusted, unless they are blocked themselves.
    """
    refuse_blocked(tx, actor, thing)
    settings = guilds.settings(tx)
    if not moderates(tx, actor, settings):
        guards.check_words(settings, thing, before)


def guard_review(tx: Tx, actor: Actor, settings: GuildSettings, words: Words, *, is_new: bool) -> None:
    """Raise `Refusal`, giving the words back, when this server does not take a review as it is, or not yet.

    An edit is asked for its words only. Moderators are trusted, unless they are blocked themselves.
    """
    refuse_blocked(tx, actor, words)
    if moderates(tx, actor, settings):
        return
    if is_new:
        typed = guards.typed_in(words)
        guards.check_author(settings, actor.user_id, actor.joined_at, tx.now, typed=typed)
        if settings.guard_cooldown_minutes:
            last_at = reviews.last_written_at(tx, actor.user_id)
            guards.check_pause(settings, last_at, tx.now, typed=typed)
    guards.check_words(settings, words)


def refuse_blocked(tx: Tx, actor: Actor, thing: object = None) -> None:
    """Raise `Stopped`, giving the words of `thing` back, while moderators have stopped this member."""
    block = blocks.get(tx, actor.user_id)
    if block is None:
        return
    until = f"until <t:{block.ends_at // 1000}:f>" if block.ends_at else "for now"
    so = "" if isinstance(thing, Words) else ", so you can't add or change shows either"
    typed = guards.typed_in(thing)
    attached = " What you wrote is attached." if typed else ""
    raise Stopped(
        f"A moderator has stopped your reviews here {until}{so}: {escape(block.reason)}\n"
        f"You can still rate with `/rate`, and delete your reviews.{attached}",
        typed=typed,
    )
