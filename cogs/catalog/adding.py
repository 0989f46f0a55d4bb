"""`/catalog add` and its form."""

from dataclasses import replace

from discord import app_commands
from discord.ext import commands

from bot.client import Fields, Interaction, on_press, on_submit
from bot.client.funnel import keep_words
from bot.domain.catalog.drafts import FormPart, ShowDraft
from bot.domain.errors import Refusal
from bot.services.catalog.facts import StillSearching
from bot.ui import forms, replies
from bot.ui.pages.catalog.editing import edited
from bot.ui.pages.catalog.facts import choose_new, still_searching
from cogs._shared import actor_of, services


class Adding(commands.Cog):
    """Adding a show: part of the cog `Catalog`."""

    @app_commands.command()
    @app_commands.describe(title="The title it is to be shown under", year="The year it first came out")
    async def add(
        self, interaction: Interaction, title: str, year: app_commands.Range[int, 1880, 2100] | None = None
    ) -> None:
        """Add a show with its facts and its cast"""
        actor, shows = actor_of(interaction), services(interaction).shows
        metadata = services(interaction).facts
        draft = ShowDraft(await shows.check_new(actor, title, year), year)
        try:
            found = await metadata.candidates(draft.title)
        except StillSearching as slow:
            draft_id = await shows.keep_draft(actor, replace(draft, wants_facts=True))
            page = still_searching(draft_id, draft.title, slow.sentence)
            await replies.answer(interaction, page, private=True)
            return
        draft = replace(draft, wants_facts=not found)
        draft_id = await shows.keep_draft(actor, draft)
        if found:
            page = choose_new(draft_id, draft.title, metadata.catalogue, found)
            await replies.answer(interaction, page, private=True)
        else:
            await replies.open_form(interaction, forms.show_form(draft_id, draft))

    @on_submit("catalog:write")
    async def written(self, interaction: Interaction, fields: Fields, draft_id: int) -> None:
        """The form was sent in: keep what was typed, then add the show, or change it."""
        actor, shows = actor_of(interaction), services(interaction).shows
        keep_words(interaction, "\n\n".join(fields.texts.values()))
        draft = _typed(await shows.draft(actor, draft_id), fields)
        await shows.keep_draft(actor, draft, draft_id)
        try:
            if draft.part is FormPart.NEW:
                done = replies.added(*await shows.add_from_form(actor, draft, draft_id))
            else:
                edit = await services(interaction).editing.edit(actor, draft, draft_id)
                done = edited(edit.show, edit.changes)
        except Refusal as refusal:
            done = replies.mend_form(refusal.sentence, draft_id)
        await replies.answer(interaction, done, private=True)

    @on_press("catalog:open")
    async def open(self, interaction: Interaction, draft_id: int) -> None:
        """Open the form again with everything that was typed."""
        draft = await services(interaction).shows.draft(actor_of(interaction), draft_id)
        await replies.open_form(interaction, forms.show_form(draft_id, draft))


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
