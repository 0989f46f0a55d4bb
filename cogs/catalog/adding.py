"""`/catalog add`."""

from dataclasses import replace

from discord import app_commands

from bot.client import Cog, Request, command
from bot.domain.catalog.drafts import ShowDraft
from bot.services.catalog.facts import StillSearching
from bot.ui import forms
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
        if found:
            draft_id = await shows.keep_draft(actor, draft)
            await ask.show(choose_new(draft_id, draft.title, facts.catalog, found))
        else:
            # Opening a form waits for no write: its draft has a number before it is kept.
            await ask.open(forms.show_form(draft, actor.key), "catalog:open", actor.key)
            await shows.begin_draft(actor, draft)
