"""Merging two entries of one show, and undoing that; for moderators."""

from collections.abc import Sequence
from dataclasses import replace

from bot.domain.actors import Actor
from bot.domain.catalog.editing import changes
from bot.domain.catalog.merging import UNDO_WITHIN, Merge, MergePlan, with_taken
from bot.domain.catalog.shows import Show
from bot.domain.errors import Refusal
from bot.domain.ids import Millis, ReviewId, ShowId
from bot.domain.moderation.records import Subject, with_show
from bot.services.lookup import SHOW_GONE, may_name, refuse_restricted, the_show
from bot.services.reviews import holding
from bot.services.rights import for_moderators
from bot.services.service import Service, reads, writes
from bot.store.catalog import merges, merging, shows, unmerging
from bot.store.engine.transaction import Tx
from bot.store.moderation import audit, holds
from bot.store.reviews import reviews

LISTED = 25


class Merging(Service):
    """The verbs of merging."""

    @reads
    @for_moderators
    def plan(self, tx: Tx, actor: Actor, gone_show: ShowId, into_show: ShowId) -> MergePlan:
        """What would happen if one entry went into another.

        Raises `Refusal` without the right, when they are one entry, or when one of them isn't there, waits
        for approval, or is for adults and the other isn't.
        """
        gone, into = _both(tx, actor, gone_show, into_show)
        facts = with_taken(into.facts, merging.to_take(tx, gone, into))
        return MergePlan(
            gone.name,
            into.name,
            merging.overlap(tx, gone_show, into_show),
            changes(into, replace(into, facts=facts)),
        )

    @writes
    @for_moderators
    def merge(self, tx: Tx, actor: Actor, gone_show: ShowId, into_show: ShowId) -> Merge:
        """Let everything of one entry go into another; raises `Refusal` like `plan`.

        Doing it again changes nothing.
        """
        refuse_restricted(tx, actor, merges.followed(tx, into_show))
        done = merges.standing(tx, gone_show)
        if done is None and not tx.repeated:
            gone, into = _both(tx, actor, gone_show, into_show)
            merging.merge(tx, actor.user_id, gone, into)
            # Who writes of a second entry of a show gets around no hold.
            for review_id in holds.written_since(tx, into_show):
                _hide_held(tx, review_id, Millis(0))
            done = merges.standing(tx, gone_show)
            _record(tx, actor, "merge", gone_show, f"into {with_show(into)}")
        if done is None or done.into_show != into_show:
            raise Refusal(SHOW_GONE)
        return done

    @writes
    @for_moderators
    def undo(self, tx: Tx, actor: Actor, merge_id: int) -> Merge:
        """Make two entries of one again; doing it again changes nothing.

        Raises `Refusal` without the right, after 30 days, and when another merge, or an entry with the same
        title, is in the way. Of a show for adults, both entries are for adults.
        """
        merge = merges.get(tx, merge_id)
        if merge is None or merge.merged_at < tx.now - UNDO_WITHIN:
            raise Refusal("A merge can be undone for 30 days, and these are over.")
        for show_id in (merge.gone_show, merge.into_show):
            refuse_restricted(tx, actor, merges.followed(tx, show_id))
        if not merge.undone and not tx.repeated:
            _undo(tx, actor, merge)
        return merge

    @reads
    @for_moderators
    def recent(self, tx: Tx, actor: Actor) -> Sequence[Merge]:
        """The merges that can be undone, the latest first, 25 at most."""
        found = merges.since(tx, tx.now - UNDO_WITHIN, LISTED)
        return [each if may_name(tx, actor, each.into_show) else each.unnamed for each in found]


def _undo(tx: Tx, actor: Actor, merge: Merge) -> None:
    upon = merges.upon(tx, merge)
    if upon:
        raise Refusal(
            f"“{upon.gone_name}” was merged into “{upon.into_name}” since. Undo that first: "
            "`/catalog merges` lists them all."
        )
    into = shows.get(tx, merge.into_show)
    snapshot = merges.snapshot(tx, merge.merge_id)
    if into is None or snapshot is None:
        raise Refusal("The entry that stayed was removed since, so nothing is left to be parted.")
    unmerging.undo(tx, merge, snapshot, into)
    for each in snapshot.hidden:
        # Moderators could look at one only of two reviews that had become one.
        _hide_held(tx, each.review_id, merge.merged_at)
    if into.restricted:
        shows.set_restricted(tx, merge.gone_show, True)
    _record(tx, actor, "unmerge", merge.gone_show, f"from {with_show(into)}")


def _hide_held(tx: Tx, review_id: ReviewId, since: Millis) -> None:
    if review := reviews.get(tx, review_id):
        holding.hide_held(tx, review, since)


def _record(tx: Tx, actor: Actor, action: str, show_id: ShowId, details: str) -> None:
    audit.record(tx, actor.user_id, action, Subject.SHOW, show_id, details)


def _both(tx: Tx, actor: Actor, gone_show: ShowId, into_show: ShowId) -> tuple[Show, Show]:
    gone, into = (the_show(tx, actor, number) for number in (gone_show, into_show))
    if gone_show == into_show:
        raise Refusal("These are one and the same show. Choose two different ones.")
    if gone.restricted != into.restricted:
        raise Refusal("Only one of these is for adults. Use `/catalog restrict` on the other one first.")
    if into.pending:
        raise Refusal(f"“{into.title}” waits for approval. Approve it first with `/catalog pending`.")
    return gone, into
