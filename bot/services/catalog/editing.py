"""Keeping the catalogue clean: editing, linking, approving and removing shows; for moderators."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.domain.actors import Actor
from bot.domain.catalog.drafts import FormPart, ShowDraft
from bot.domain.catalog.editing import Pending, Removal, changes
from bot.domain.catalog.show_form import checked_title, fill_form, read_form
from bot.domain.catalog.shows import Show, for_adults
from bot.domain.errors import Refusal
from bot.domain.ids import ShowId
from bot.domain.moderation.records import Subject, with_show
from bot.services.catalog.adding import change_show, same_show
from bot.services.lookup import SHOW_GONE, name_here, refuse_restricted, shown_show, the_show
from bot.services.rights import for_moderators
from bot.services.service import Service, reads, writes, writes_freely
from bot.store.catalog import editing, shows
from bot.store.delivery import outbox
from bot.store.engine.transaction import Tx
from bot.store.moderation import audit
from bot.store.reviews import drafts

PENDING_LIMIT = 25


@dataclass(frozen=True, slots=True)
class Edited:
    """A show as it is after an edit, and what changed, a line each."""

    show: Show
    changes: Sequence[str]


class Editing(Service):
    """The verbs of moderators for the catalogue."""

    @reads
    @for_moderators
    def form(self, tx: Tx, actor: Actor, show_id: ShowId, part: FormPart) -> ShowDraft:
        """The form for a part of a show, filled in with what is known."""
        return fill_form(the_show(tx, actor, show_id), part)

    @writes
    @for_moderators
    def edit(self, tx: Tx, actor: Actor, draft: ShowDraft, draft_id: int) -> Edited:
        """Take over a form that was sent in.

        Raises `Refusal` without the right, for a line that can't be understood, and when another show has
        the title already.
        """
        title, show_id = checked_title(draft.title), draft.show_id
        before = the_show(tx, actor, show_id)
        facts = read_form(draft, before.facts)
        if tx.repeated:
            return Edited(before, ())
        if same := same_show(tx, title, facts.year, besides=show_id):
            named = name_here(tx, actor, same)
            raise Refusal(f"{named} has that title already. Choose another title or year.")
        after = change_show(tx, actor, before, title, facts)
        made = changes(before, after)
        _record(tx, actor, "edit", show_id, "\n".join(made))
        drafts.drop(tx, draft_id)
        if made:
            outbox.note_show(tx, show_id)
        return Edited(after, made)

    @writes
    @for_moderators
    def link(self, tx: Tx, actor: Actor, show_id: ShowId, other_id: int) -> tuple[Show, Show]:
        """Note that who reads about the one may also read about the other."""
        show, other = _two(tx, actor, show_id, other_id)
        shows.link(tx, show_id, ShowId(other_id))
        _record(tx, actor, "link", show_id, with_show(other))
        return show, other

    @writes
    @for_moderators
    def unlink(self, tx: Tx, actor: Actor, show_id: ShowId, other_id: int) -> tuple[Show, Show]:
        """Take such a link away; raises `Refusal` when there is none."""
        show, other = _two(tx, actor, show_id, other_id)
        if not shows.unlink(tx, show_id, ShowId(other_id)) and not tx.repeated:
            raise Refusal("Nobody has linked these two shows, so there is nothing to take away.")
        _record(tx, actor, "unlink", show_id, with_show(other))
        return show, other

    @reads
    @for_moderators
    def removal(self, tx: Tx, actor: Actor, show_id: ShowId) -> Removal:
        """What would go with a show; raises `Refusal` without the right, or when it has reviews."""
        return _removal(tx, actor, show_id)

    @writes_freely
    @for_moderators
    def remove(self, tx: Tx, actor: Actor, show_id: ShowId) -> Removal:
        """Remove a show that has no reviews, with its ratings; raises `Refusal` like `removal`."""
        removal, restricted = _removal(tx, actor, show_id), show_id in shows.restricted(tx)
        editing.remove(tx, show_id)
        # Nobody can tell any more whom it was for.
        _record(tx, actor, "remove", show_id, for_adults(show_id) if restricted else str(removal.show))
        return removal

    @reads
    @for_moderators
    def pending(self, tx: Tx, actor: Actor) -> Sequence[Pending]:
        """The shows that wait for approval, oldest first, 25 at most."""
        hidden = set[int]() if actor.sees_restricted else shows.restricted(tx)
        waiting = editing.pending(tx, PENDING_LIMIT)
        return [each for each in waiting if each.show.show_id not in hidden]

    @writes_freely
    @for_moderators
    def approve(self, tx: Tx, actor: Actor, show_id: ShowId) -> Show:
        """Approve a show that a member added; approving it twice changes nothing."""
        show = the_show(tx, actor, show_id)
        if editing.set_pending(tx, show_id, False):
            _record(tx, actor, "approve", show_id, show.title)
        return replace(show, pending=False)

    @writes_freely
    @for_moderators
    def restrict(self, tx: Tx, actor: Actor, show_id: ShowId, restricted: bool) -> Show:
        """Mark a show as one for adults, or take the mark away; its cards follow.

        Raises `Refusal` without the right, and when the show is gone.
        """
        changed = shows.set_restricted(tx, show_id, restricted)
        if changed:
            _record(tx, actor, "restrict" if restricted else "unrestrict", show_id, "")
            outbox.note_show(tx, show_id)
        return shown_show(tx, actor, show_id)


def _record(tx: Tx, actor: Actor, action: str, show_id: ShowId, details: str) -> None:
    audit.record(tx, actor.user_id, action, Subject.SHOW, show_id, details)


def _two(tx: Tx, actor: Actor, show_id: ShowId, other_id: int) -> tuple[Show, Show]:
    show, other = the_show(tx, actor, show_id), the_show(tx, actor, ShowId(other_id))
    if show_id == other_id:
        raise Refusal("These are one and the same show. Choose two different ones.")
    return show, other


def _removal(tx: Tx, actor: Actor, show_id: ShowId) -> Removal:
    refuse_restricted(tx, actor, show_id)
    removal = editing.removal(tx, show_id)
    if removal is None:
        raise Refusal(SHOW_GONE)
    if removal.review_count:
        raise Refusal(
            f"“{removal.show}” has reviews (deleted ones are kept for moderators), so it stays: "
            "nobody's words are lost."
        )
    return removal
