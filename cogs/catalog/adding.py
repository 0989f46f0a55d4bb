"""`/catalog add` and its form."""

from dataclasses import replace

from discord import app_commands

from bot.client import Cog, Fields, Request, command, on_press, on_submit
from bot.domain.catalog.drafts import FormPart, ShowDraft
from bot.domain.errors import Refusal
from bot.services.catalog.facts import StillSearching
from bot.services.guards import Stopped
from bot.ui import forms
from bot.ui.pages.catalog.adding import added, mend_form
from bot.ui.pages.catalog.editing import edited
from bot.ui.pages.catalog.facts import choose_new, still_searching


class AddingCog(Cog):
    """Adding a show: part of the cog `CatalogCog`."""

    @command()
    @app_commands.describe(title="The title it is to be shown under", year="The year it first came out")
    async def add(
        self, ask: Request, title: str, year: app_commands.Range[int, 1880, 2100] | None = None
    ) -> None:
        """Add a show with its facts and its cast"""
        actor, shows, facts = ask.actor, ask.services.shows, ask.services.facts
        draft = ShowDraft(await shows.check_new(actor, title, year), year)
        try:
            found = await facts.candidates(draft.title)
        except StillSearching as slow:
            draft_id = await shows.keep_draft(actor, replace(draft, wants_facts=True))
            await ask.show(still_searching(draft_id, draft.title, slow.sentence))
            return
        draft = replace(draft, wants_facts=not found)
        draft_id = await shows.keep_draft(actor, draft)
        if found:
            await ask.show(choose_new(draft_id, draft.title, facts.catalog, found))
        else:
            await ask.open(forms.show_form(draft_id, draft))

    @on_submit("catalog:write")
    async def written(self, ask: Request, fields: Fields, draft_id: int) -> None:
        """The form was sent in: keep what was typed, then add the show, or change it."""
        actor, shows = ask.actor, ask.services.shows
        ask.keep("\n\n".join(fields.texts.values()))
        draft = _typed(await shows.draft(actor, draft_id), fields)
        await shows.keep_draft(actor, draft, draft_id)
        try:
            if draft.part is FormPart.NEW:
                done = added(*await shows.add_from_form(actor, draft, draft_id))
            else:
                edit = await ask.services.editing.edit(actor, draft, draft_id)
                done = edited(edit.show, edit.changes)
        except Stopped:
            raise
        except Refusal as refusal:
            done = mend_form(refusal.sentence, draft_id)
        await ask.send(done)

    @on_press("catalog:open")
    async def open(self, ask: Request, draft_id: int) -> None:
        """Open the form again with everything that was typed."""
        draft = await ask.services.shows.draft(ask.actor, draft_id)
        await ask.open(forms.show_form(draft_id, draft))


def _typed(draft: ShowDraft, fields: Fields) -> ShowDraft:
    """The draft with what its form's fields hold now."""
    return replace(
        draft,
        title=fields.text("title") or draft.title,
        other_titles=forms.typed_lines(fields.texts, "other_titles"),
        facts=fields.text("facts"),
        makers=fields.text("makers"),
        cast=forms.typed_lines(fields.texts, "cast"),
        synopsis=fields.text("synopsis"),
    )
