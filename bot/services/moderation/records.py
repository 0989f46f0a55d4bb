"""What moderators look up: the versions of reviews, who did what, and whose reviews are stopped."""

from collections.abc import Sequence

from bot.domain.actors import Actor, Person, Right
from bot.domain.errors import Refusal
from bot.domain.ids import NOBODY, Millis, ReviewId, ShowId, UserId
from bot.domain.moderation.history import Past, VersionPage
from bot.domain.moderation.records import BLOCKS_LISTED, DEEDS_A_PAGE, Block, Deed, Subject
from bot.domain.spans import DAY
from bot.domain.text import clean_text
from bot.services.lookup import may_name, the_show
from bot.services.rights import for_moderators, require_impartial
from bot.services.service import Service, reads, writes
from bot.store.engine.transaction import Tx
from bot.store.moderation import audit, blocks, history, holds

LISTED = 25
REMOVED = "remove"
"""What tells of a show that is gone itself how it may be called."""
LATEST = 2**62
"""A number after every one in the audit."""
NOT_REVIEWED = "They have never reviewed this show here."
NO_ARTICLE = (
    "There is no article about this show here. To see a member's review, choose them as its *author*, too."
)
NO_HISTORY = "Nothing is kept of such a review. It was deleted, perhaps with all of its author's data."
ERASED = "Its author deleted this review, and nothing of it is kept."


class Records(Service):
    """The verbs of moderators who look things up, and of blocking."""

    @reads
    @for_moderators
    def reviews_of(self, tx: Tx, actor: Actor, show_id: ShowId, user_id: UserId) -> Sequence[Past]:
        """The reviews of a show by a member (0: by no member), in any state; raises `Refusal` without any."""
        the_show(tx, actor, show_id)
        found = history.of_show(tx, show_id, user_id, LISTED)
        if not found:
            raise Refusal(NOT_REVIEWED if user_id else NO_ARTICLE)
        return found

    @reads
    @for_moderators
    def hidden_of(self, tx: Tx, actor: Actor, show_id: ShowId, user_id: UserId) -> Sequence[Past]:
        """The hidden reviews of a show by a member (0: by no member)."""
        the_show(tx, actor, show_id)
        return [past for past in history.of_show(tx, show_id, user_id, LISTED) if past.state == "hidden"]

    @reads
    @for_moderators
    def version(self, tx: Tx, actor: Actor, review_id: ReviewId, index: int) -> VersionPage:
        """The version at `index` of a review in any state; past the ends it is the last or the first."""
        past = history.get(tx, review_id)
        count = history.count(tx, review_id)
        if past is None or not count:
            raise Refusal(ERASED if past and past.user_id != NOBODY else NO_HISTORY)
        show = the_show(tx, actor, past.target.show_id)
        at = max(0, min(index, count - 1))
        found = history.versions(tx, review_id, max(at - 1, 0), 2 if at else 1)
        held = holds.get(tx, past.target.show_id, past.user_id) is not None
        return VersionPage(past, show, found[-1], found[0] if at else None, at, count, held)

    @reads
    @for_moderators
    def audit(self, tx: Tx, actor: Actor, user_id: UserId, before: int) -> Sequence[Deed]:
        """What was done before the entry `before` (0: the latest), by one member or by all (`user_id` 0).

        One more than a page shows, if there are more. Shows for adults are named where such are spoken of.
        """
        place = (before or LATEST, DEEDS_A_PAGE + 1)
        found = audit.by_member(tx, user_id, *place) if user_id else audit.before(tx, *place)
        return [deed if _may_tell(tx, actor, deed) else deed.unnamed for deed in found]

    @writes
    @for_moderators
    def block(self, tx: Tx, actor: Actor, person: Person, days: int, reason: str) -> Block:
        """Stop somebody's new reviews for some days (0: until a moderator lets them write again).

        Raises `Refusal` for oneself, bots, and those who manage the server.
        """
        reason, user_id = clean_text(reason).strip(), person.user_id
        require_impartial(actor, user_id, "You can't block yourself.")
        if person.is_bot:
            raise Refusal("Bots write no reviews, so there is nothing to block.")
        if Right.MANAGE in person.rights:
            raise Refusal("Whoever manages this server can't be blocked.")
        if not reason:
            raise Refusal("Say why, in a few words: the member gets to see it.")
        until = Millis(tx.now + days * DAY) if days else None
        block = Block(user_id, reason, actor.user_id, tx.now, until)
        blocks.put(tx, block)
        details = f"{days} day{'s' if days > 1 else ''}: {reason}" if days else reason
        audit.record(tx, actor.user_id, "block", Subject.MEMBER, user_id, details)
        return block

    @writes
    @for_moderators
    def unblock(self, tx: Tx, actor: Actor, user_id: UserId) -> None:
        """Let a member write again; raises `Refusal` for oneself, and when nothing stops them."""
        require_impartial(actor, user_id, "You can't end your own block. Ask another moderator.")
        stood = blocks.get(tx, user_id)
        if not (stood or tx.repeated):
            raise Refusal("Nothing stops this member's reviews. Another moderator may have ended it.")
        blocks.drop(tx, user_id)
        audit.record(tx, actor.user_id, "unblock", Subject.MEMBER, user_id, "")

    @reads
    @for_moderators
    def blocked(self, tx: Tx, actor: Actor) -> Sequence[Block]:
        """Whose reviews are stopped, the latest first: one more than a page shows, if there are more."""
        return blocks.standing(tx, BLOCKS_LISTED + 1)


def _may_tell(tx: Tx, actor: Actor, deed: Deed) -> bool:
    """Whether all that a deed says may be said where this person asks."""
    if actor.sees_restricted or deed.restricted:
        return actor.sees_restricted
    about = [deed.other_show] * bool(deed.other_show)
    if deed.kind is Subject.SHOW and deed.action != REMOVED:
        about.append(ShowId(deed.subject))
    return all(may_name(tx, actor, show_id) for show_id in about)
