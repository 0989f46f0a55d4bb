"""`/catalog import`: a review article is shown as it was understood, corrected in forms, and saved."""

from dataclasses import replace

import discord
from discord import app_commands

from bot.client import Cog, Fields, Request, command, on_press, on_submit
from bot.client.uploads import read_text
from bot.domain.ratings.rating import Stars
from bot.domain.reviews.drafts import ArticleDraft
from bot.domain.reviews.replacing import MuchWouldGo
from bot.domain.text import check_upload
from bot.ui import forms
from bot.ui.layout import Layout
from bot.ui.pages.reviews.articles import article_page, article_saved


class ArticlesCog(Cog):
    """Taking in review articles: part of the cog `CatalogCog`."""

    @command(name="import")
    @app_commands.describe(file="The article as a .txt or .md file, up to 256 KiB")
    async def take_in(self, ask: Request, file: discord.Attachment) -> None:
        """For moderators: take in a review article, with the show it is about"""
        check_upload(file.filename, file.size)
        await ask.think()
        draft_id = await ask.services.articles.start(ask.actor, await read_text(file))
        await ask.show(await _page(ask, draft_id))

    @on_press("article:facts")
    async def facts(self, ask: Request, draft_id: int) -> None:
        """Open the form for the show's facts."""
        draft = await ask.services.articles.draft(ask.actor, draft_id)
        await ask.open(forms.article_facts_form(draft_id, draft), "article:facts", draft_id)

    @on_submit("article:facts")
    async def correct_facts(self, ask: Request, fields: Fields, draft_id: int) -> None:
        """Keep what was typed on the show."""
        draft = await _own_draft(ask, fields, draft_id)
        show = replace(
            draft.show,
            title=fields.text("title") or draft.show.title,
            other_titles=fields.text("other_titles"),
            facts=fields.text("facts"),
            synopsis=fields.text("synopsis"),
        )
        await _keep(ask, draft_id, replace(draft, show=show, also_read=fields.text("also_read")))

    @on_press("article:people")
    async def people(self, ask: Request, draft_id: int) -> None:
        """Open the form for the people."""
        draft = await ask.services.articles.draft(ask.actor, draft_id)
        await ask.open(forms.article_people_form(draft_id, draft), "article:people", draft_id)

    @on_submit("article:people")
    async def correct_people(self, ask: Request, fields: Fields, draft_id: int) -> None:
        """Keep what was typed on the people."""
        draft = await _own_draft(ask, fields, draft_id)
        show = replace(draft.show, makers=fields.text("makers"), cast=forms.typed_lines(fields.texts, "cast"))
        await _keep(ask, draft_id, replace(draft, show=show))

    @on_press("article:review")
    async def review(self, ask: Request, draft_id: int) -> None:
        """Open the form for the review."""
        draft = await ask.services.articles.draft(ask.actor, draft_id)
        await ask.open(forms.article_review_form(draft_id, draft), "article:review", draft_id)

    @on_submit("article:review")
    async def correct_review(self, ask: Request, fields: Fields, draft_id: int) -> None:
        """Keep what was typed on the review."""
        draft = await _own_draft(ask, fields, draft_id)
        chosen = fields.choices.get("stars")
        draft = replace(
            draft,
            headline=fields.text("headline"),
            byline=fields.text("byline"),
            date=fields.text("date"),
            season=fields.text("season"),
            stars=Stars(int(chosen[0])) if chosen else None,
        )
        await _keep(ask, draft_id, draft)

    @on_press("article:save")
    async def save(self, ask: Request, draft_id: int, seen: int = 0) -> None:
        """Save everything; the card follows in this channel.

        If most of a text would go that the page did not show as it is now, show that first.
        """
        articles = ask.services.articles
        try:
            saved = await articles.save(ask.actor, draft_id, ask.channel_id, seen)
        except MuchWouldGo:
            await ask.show(await _page(ask, draft_id))
            return
        await ask.show(article_saved(saved))


async def _own_draft(ask: Request, fields: Fields, draft_id: int) -> ArticleDraft:
    ask.keep("\n\n".join(fields.texts.values()))
    return await ask.services.articles.draft(ask.actor, draft_id)


async def _keep(ask: Request, draft_id: int, draft: ArticleDraft) -> None:
    await ask.services.articles.keep(ask.actor, draft_id, draft)
    ask.keep("")
    await ask.show(await _page(ask, draft_id))


async def _page(ask: Request, draft_id: int) -> Layout:
    """How the article is understood now."""
    actor, articles = ask.actor, ask.services.articles
    preview = await articles.preview(actor, await articles.draft(actor, draft_id))
    return article_page(draft_id, preview)
