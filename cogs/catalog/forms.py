"""The forms of the catalogue: for a new show, and for a part of one that is there."""

from dataclasses import replace
from functools import partial

from bot.client import Cog, Fields, Request, on_press, on_submit
from bot.domain.catalog.drafts import FormPart, ShowDraft
from bot.domain.errors import Refusal
from bot.domain.ids import ShowId
from bot.services.guards import Stopped
from bot.ui import forms
from bot.ui.pages.catalog.adding import added, mend_form
from bot.ui.pages.catalog.editing import edited


class ShowFormsCog(Cog):
    """Forms that are opened again, and sent in: part of the cog `CatalogCog`."""

    @on_press("catalog:open")
    async def open(self, ask: Request, draft_id: int) -> None:
        """Open a form again with everything that was typed."""
        draft = await ask.services.shows.draft(ask.actor, draft_id)
        await ask.open(forms.show_form(draft, draft_id), "catalog:open", draft_id)

    @on_press("catalog:edit")
    async def open_part(self, ask: Request, show_id: ShowId, part: int) -> None:
        """Open the form for a part of a show."""
        await open_form(ask, show_id, forms.part_of(part))

    @on_submit("catalog:write")
    async def written(self, ask: Request, fields: Fields, draft_id: int) -> None:
        """A form that has a draft was sent in: keep what was typed, then add the show, or change it."""
        _keep(ask, fields)
        filling = partial(_filled_in, fields=fields)
        await _take(ask, await ask.services.shows.fill_in(ask.actor, draft_id, filling), draft_id)

    @on_submit("catalog:edit")
    async def edited(self, ask: Request, fields: Fields, show_id: ShowId, part: int) -> None:
        """A form for a part of a show was sent in: keep what was typed, then change the show."""
        _keep(ask, fields)
        draft = await ask.services.editing.form(ask.actor, show_id, forms.part_of(part))
        draft = _filled_in(draft, fields)
        await _take(ask, draft, await ask.services.shows.keep_draft(ask.actor, draft))


async def open_form(ask: Request, show_id: ShowId, part: FormPart) -> None:
    """Open the form for a part of a show, as it stands."""
    draft = await ask.services.editing.form(ask.actor, show_id, part)
    await ask.open(forms.show_form(draft), "catalog:edit", *forms.part_ids(draft))


def _keep(ask: Request, fields: Fields) -> None:
    ask.keep("\n\n".join(fields.texts.values()))


def _filled_in(draft: ShowDraft, fields: Fields) -> ShowDraft:
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


async def _take(ask: Request, draft: ShowDraft, draft_id: int) -> None:
    """Add the show of a form that is kept, or change it; what can't be taken is to be mended."""
    try:
        if draft.part is FormPart.NEW:
            done = added(*await ask.services.shows.add_from_form(ask.actor, draft, draft_id))
        else:
            edit = await ask.services.editing.edit(ask.actor, draft, draft_id)
            done = edited(edit.show, edit.changes)
    except Stopped:
        raise
    except Refusal as refusal:
        done = mend_form(refusal.sentence, draft_id)
    await ask.send(done)
