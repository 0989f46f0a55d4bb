"""What moderators do with reviews: hide them, and bring them back."""

from collections.abc import Callable

from bot.domain.actors import Actor
from bot.domain.errors import Refusal
from bot.domain.moderation import Hiding, Subject
from bot.domain.outbox import Kind
from bot.domain.pages import Reviewed
from bot.domain.text import clean_text
from bot.services.lookup import known_show, require_moderator
from bot.services.title_index import TitleIndexes
from bot.store import audit, hiding, outbox, pins, reviews
from bot.store.counters import first_time
from bot.store.database import Database, Tx

GONE = "This review is not there any more. Its author has deleted it."
NOT_HIDDEN = (
    "This review is not hidden, so there is nothing to bring back. Another moderator may have done it."
)


class Moderation:
    """The verbs of moderators. `clock` tells the time in Unix milliseconds."""

    def __init__(self, database: Database, clock: Callable[[], int], indexes: TitleIndexes) -> None:
        self._database = database
        self._clock = clock
        self._indexes = indexes

    async def hide(self, actor: Actor, review_id: int, reason: str) -> Reviewed:
        """Hide a review for a reason that its author gets to see; its card and pin go.

        Raises `Refusal` without the right or a reason, and when the review is gone or hidden already.
        """
        now, reason = self._clock(), clean_text(reason).strip()

        def hide(tx: Tx) -> tuple[Reviewed, int]:
            require_moderator(tx, actor)
            if first_time(tx, actor.guild_id, actor.key, now):
                review = _kept(tx, actor, review_id)
                if review.review.hidden:
                    raise Refusal("This review is hidden already. Another moderator may have done it.")
                if not reason:
                    raise Refusal("Say why, in a few words: the author gets to see it.")
                card = outbox.place(tx, actor.guild_id, review_id) or outbox.get(
                    tx, actor.guild_id, Kind.CARD, review_id
                )
                why = Hiding(reason, actor.user_id, now, card.channel_id if card else 0)
                hiding.hide(tx, actor.guild_id, review.review, why)
                pins.drop(tx, actor.guild_id, review_id)
                outbox.note_change(tx, actor.guild_id, review_id, now, due_at=now)
                audit.record(
                    tx, actor.guild_id, actor.user_id, "hide", Subject.REVIEW, review_id, reason, now
                )
            return _with_count(tx, actor, review_id)

        return self._follow(await self._database.write(hide))

    async def restore(self, actor: Actor, review_id: int) -> Reviewed:
        """Bring a hidden review back, and its card to where it stood.

        Raises `Refusal` without the right, and when the review is gone or not hidden.
        """
        now = self._clock()

        def restore(tx: Tx) -> tuple[Reviewed, int]:
            require_moderator(tx, actor)
            if first_time(tx, actor.guild_id, actor.key, now):
                review = _kept(tx, actor, review_id).review
                why = hiding.get(tx, actor.guild_id, review_id)
                if why is None:
                    raise Refusal(NOT_HIDDEN)
                hiding.restore(tx, actor.guild_id, review, now)
                if why.channel_id:
                    outbox.note(tx, actor.guild_id, Kind.CARD, review_id, why.channel_id, now, due_at=now)
                outbox.note_change(tx, actor.guild_id, review_id, now, due_at=now)  # wherever else it was
                audit.record(tx, actor.guild_id, actor.user_id, "restore", Subject.REVIEW, review_id, "", now)
            return _with_count(tx, actor, review_id)

        return self._follow(await self._database.write(restore))

    def _follow(self, outcome: tuple[Reviewed, int]) -> Reviewed:
        reviewed, count = outcome
        self._indexes.follow(reviewed.show, count)
        return reviewed


def _kept(tx: Tx, actor: Actor, review_id: int) -> Reviewed:
    review = reviews.kept(tx, actor.guild_id, review_id)
    if review is None:
        raise Refusal(GONE)
    return Reviewed(review, known_show(tx, actor.guild_id, review.target.show_id))


def _with_count(tx: Tx, actor: Actor, review_id: int) -> tuple[Reviewed, int]:
    reviewed = _kept(tx, actor, review_id)
    return reviewed, reviews.count_of_show(tx, actor.guild_id, reviewed.show.show_id)
