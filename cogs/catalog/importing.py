"""`/catalog import`: a review article is shown as it was understood, corrected in forms, and saved."""

from dataclasses import replace

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import Fields, Interaction, on_press, on_submit
from bot.client.funnel import keep_words
from bot.domain.ratings.rating import Stars
from bot.domain.reviews.drafts import ArticleDraft
from bot.domain.text import check_upload
from bot.ui import forms, replies, waiting
from bot.ui.layout import Layout
from bot.ui.pages.reviews.articles import article_page, article_saved
from cogs._shared import actor_of, read_upload, services, turn_to


class Importing(commands.Cog):
    """Taking in review articles: part of the cog `Catalog`."""

    @app_commands.command(name="import")
    @app_commands.describe(file="The article as a .txt or .md file, up to 256 KiB")
    async def take_in(self, interaction: Interaction, file: discord.Attachment) -> None:
        """For moderators: take in a review article, with the show it is about"""
        check_upload(file.filename, file.size)
        await waiting.think(interaction)
        draft_id = await services(interaction).articles.start(actor_of(interaction), await read_upload(file))
        await waiting.conclude(interaction, await _page(interaction, draft_id))

    @on_press("article:facts")
    async def facts(self, interaction: Interaction, draft_id: int) -> None:
        """Open the form for the show's facts."""
        draft = await services(interaction).articles.draft(actor_of(interaction), draft_id)
        await replies.open_form(interaction, forms.article_facts_form(draft_id, draft))

    @on_submit("article:facts")
    async def correct_facts(self, interaction: Interaction, fields: Fields, draft_id: int) -> None:
        """Keep what was typed on the show."""
        draft = await _own_draft(interaction, fields, draft_id)
        show = replace(
            draft.show,
            title=fields.text("title") or draft.show.title,
            other_titles=fields.text("other_titles"),
            facts=fields.text("facts"),
            synopsis=fields.text("synopsis"),
        )
        await _keep(interaction, draft_id, replace(draft, show=show, also_read=fields.text("also_read")))

    @on_press("article:people")
    async def people(self, interaction: Interaction, draft_id: int) -> None:
        """Open the form for the people."""
        draft = await services(interaction).articles.draft(actor_of(interaction), draft_id)
        await replies.open_form(interaction, forms.article_people_form(draft_id, draft))

    @on_submit("article:people")
    async def correct_people(self, interaction: Interaction, fields: Fields, draft_id: int) -> None:
        """Keep what was typed on the people."""
        draft = await _own_draft(interaction, fields, draft_id)
        show = replace(draft.show, makers=fields.text("makers"), cast=forms.typed_lines(fields.texts, "cast"))
        await _keep(interaction, draft_id, replace(draft, show=show))

    @on_press("article:review")
    async def review(self, interaction: Interaction, draft_id: int) -> None:
        """Open the form for the review."""
        draft = await services(interaction).articles.draft(actor_of(interaction), draft_id)
        await replies.open_form(interaction, forms.article_review_form(draft_id, draft))

    @on_submit("article:review")
    async def correct_review(self, interaction: Interaction, fields: Fields, draft_id: int) -> None:
        """Keep what was typed on the review."""
        draft = await _own_draft(interaction, fields, draft_id)
        chosen = fields.choices.get("stars")
        draft = replace(
            draft,
            headline=fields.text("headline"),
            byline=fields.text("byline"),
            date=fields.text("date"),
            season=fields.text("season"),
            stars=Stars(int(chosen[0])) if chosen else None,
        )
        await _keep(interaction, draft_id, draft)

    @on_press("article:save")
    async def save(self, interaction: Interaction, draft_id: int) -> None:
        """Save everything; the card follows in this channel."""
        articles = services(interaction).articles
        saved = await articles.save(actor_of(interaction), draft_id, interaction.channel_id or 0)
        interaction.client.dispatch("outbox")
        await turn_to(interaction, article_saved(saved))


async def _own_draft(interaction: Interaction, fields: Fields, draft_id: int) -> ArticleDraft:
    keep_words(interaction, "\n\n".join(fields.texts.values()))
    return await services(interaction).articles.draft(actor_of(interaction), draft_id)


async def _keep(interaction: Interaction, draft_id: int, draft: ArticleDraft) -> None:
    await services(interaction).articles.keep(actor_of(interaction), draft_id, draft)
    keep_words(interaction, "")
    await turn_to(interaction, await _page(interaction, draft_id))


async def _page(interaction: Interaction, draft_id: int) -> Layout:
    """How the article is understood now."""
    actor, articles = actor_of(interaction), services(interaction).articles
    preview = await articles.preview(actor.guild_id, await articles.draft(actor, draft_id))
    return article_page(draft_id, preview)
