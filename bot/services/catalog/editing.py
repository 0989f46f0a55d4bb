"""Keeping the catalogue clean: editing, linking, approving and removing shows; for moderators."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.actors import Actor, Right
from bot.domain.catalog.drafts import FormPart, ShowDraft
from bot.domain.catalog.editing import Pending, Removal, changes
from bot.domain.catalog.show_form import checked_title, fill_form, read_form
from bot.domain.catalog.shows import Facts, Show
from bot.domain.errors import Refusal
from bot.domain.moderation.records import Subject
from bot.services.catalog.adding import same_show
from bot.services.lookup import SHOW_GONE, known_show, the_show
from bot.services.service import Service
from bot.store.catalog import editing, shows
from bot.store.delivery import outbox
from bot.store.engine.counters import first_time
from bot.store.engine.transaction import Tx
from bot.store.moderation import audit
from bot.store.reviews import drafts, reviews

PENDING_LIMIT = 25


@dataclass(frozen=True, slots=True)
class Edited:
    """A show as it is after an edit, and what changed, a line each."""

    show: Show
    changes: Sequence[str]


class Editing(Service):
    """The verbs of those who keep the catalogue."""

    async def form(self, actor: Actor, show_id: int, part: FormPart) -> ShowDraft:
        """The form for a part of a show, filled in with what is known."""
        actor.require(Right.MANAGE)
        return fill_form(await self.database.read(actor.guild_id, the_show, actor, show_id), part)

    async def edit(self, actor: Actor, draft: ShowDraft, draft_id: int) -> Edited:
        """Take over a form that was sent in.

        Raises `Refusal` without the right, for a line that can't be understood, and when another show has
        the title already.
        """
        actor.require(Right.MANAGE)
        title = checked_title(draft.title)

        def edit(tx: Tx) -> Edited:
            before = the_show(tx, actor, draft.show_id)
            facts = read_form(draft, before.facts)
            return self._replace(tx, actor, before, title, facts, draft_id)

        edited = await self.database.write(actor.guild_id, edit)
        await self._follow(edited.show)
        return edited

    async def link(self, actor: Actor, show_id: int, other_id: int) -> tuple[Show, Show]:
        """Note that who reads about the one may also read about the other."""
        return await self._link(actor, show_id, other_id, linked=True)

    async def unlink(self, actor: Actor, show_id: int, other_id: int) -> tuple[Show, Show]:
        """Take such a link away; raises `Refusal` when there is none."""
        return await self._link(actor, show_id, other_id, linked=False)

    async def removal(self, actor: Actor, show_id: int) -> Removal:
        """What would go with a show; raises `Refusal` without the right, or when it has reviews."""
        actor.require(Right.MANAGE)
        return await self.database.read(actor.guild_id, _removal, actor, show_id)

    async def remove(self, actor: Actor, show_id: int) -> Removal:
        """Remove a show that has no reviews, with its ratings; raises `Refusal` like `removal`."""
        actor.require(Right.MANAGE)

        def remove(tx: Tx) -> Removal:
            removal = _removal(tx, actor, show_id)
            editing.remove(tx, show_id)
            self._record(tx, actor, "remove", show_id, str(removal.show))
            return removal

        removal = await self.database.write(actor.guild_id, remove)
        return removal

    async def pending(self, actor: Actor) -> Sequence[Pending]:
        """The shows that wait for approval, oldest first, 25 at most."""
        actor.require(Right.MANAGE)

        def pending(tx: Tx) -> list[Pending]:
            hidden = set[int]() if actor.sees_restricted else shows.restricted(tx)
            waiting = editing.pending(tx, PENDING_LIMIT)
            return [each for each in waiting if each.show.show_id not in hidden]

        return await self.database.read(actor.guild_id, pending)

    async def approve(self, actor: Actor, show_id: int) -> Show:
        """Approve a show that a member added; approving it twice changes nothing."""
        actor.require(Right.MANAGE)

        def approve(tx: Tx) -> Show:
            show = the_show(tx, actor, show_id)
            if editing.set_pending(tx, show_id, False):
                self._record(tx, actor, "approve", show_id, show.title)
            return the_show(tx, actor, show_id)

        show = await self.database.write(actor.guild_id, approve)
        await self._follow(show)
        return show

    async def restrict(self, actor: Actor, show_id: int, restricted: bool) -> Show:
        """Mark a show as one for adults, or take the mark away; its cards follow.

        Raises `Refusal` without the right, and when the show is gone.
        """
        actor.require(Right.MANAGE)
        now = self.clock()

        def restrict(tx: Tx) -> Show:
            if shows.set_restricted(tx, show_id, restricted):
                action = "restrict" if restricted else "unrestrict"
                self._record(tx, actor, action, show_id, known_show(tx, show_id).title)
                outbox.note_show(tx, show_id)
            return known_show(tx, show_id)

        return await self.database.write(actor.guild_id, restrict)

    def _replace(self, tx: Tx, actor: Actor, before: Show, title: str, facts: Facts, draft_id: int) -> Edited:
        if first_time(tx, actor.key):
            same = same_show(tx, title, facts.year, besides=before.show_id)
            if same:
                raise Refusal(f"“{same}” has that title already. Choose another title or year.")
            shows.update(tx, before.show_id, title, facts)
            after = the_show(tx, actor, before.show_id)
            made = changes(before, after)
            self._record(tx, actor, "edit", before.show_id, "\n".join(made))
            drafts.drop(tx, draft_id)
            if made:
                outbox.note_show(tx, before.show_id)
            return Edited(after, made)
        return Edited(before, ())

    async def _link(self, actor: Actor, show_id: int, other_id: int, *, linked: bool) -> tuple[Show, Show]:
        actor.require(Right.MANAGE)

        def change(tx: Tx) -> tuple[Show, Show]:
            show, other = the_show(tx, actor, show_id), the_show(tx, actor, other_id)
            if show_id == other_id:
                raise Refusal("These are one and the same show. Choose two different ones.")
            if linked:
                shows.link(tx, show_id, other_id)
            elif not shows.unlink(tx, show_id, other_id):
                raise Refusal("Nobody has linked these two shows, so there is nothing to take away.")
            self._record(tx, actor, "link" if linked else "unlink", show_id, other.title)
            return show, other

        return await self.database.write(actor.guild_id, change)

    async def _follow(self, show: Show) -> None:
        count = await self.database.read(show.guild_id, reviews.count_of_show, show.show_id)

    def _record(self, tx: Tx, actor: Actor, action: str, show_id: int, details: str) -> None:
        author = actor.guild_id, actor.user_id
        audit.record(tx, *author, action, Subject.SHOW, show_id, details, self.clock())


def _removal(tx: Tx, actor: Actor, show_id: int) -> Removal:
    removal = editing.removal(tx, show_id)
    if removal is None:
        raise Refusal(SHOW_GONE)
    if removal.review_count:
        raise Refusal(
            f"“{removal.show}” has reviews (deleted ones are kept for moderators), so it stays: "
            "nobody's words are lost."
        )
    return removal
