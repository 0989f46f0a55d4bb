"""`/review`, its form, and `/reviews`."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace

import discord
from discord import app_commands

from bot.client import Cog, Fields, Request, command, on_press, on_submit
from bot.client.discord_errors import UNREACHABLE
from bot.client.uploads import read_text
from bot.domain.ids import NO_SHOW, ShowId
from bot.domain.ratings.rating import Stars, Target
from bot.domain.reviews.drafts import ReviewDraft
from bot.domain.reviews.review import Order
from bot.domain.text import check_upload, clean_text, is_blank
from bot.ui.forms import INPUT_LIMIT
from bot.ui.pages.reviews.reviews import reviews_page
from cogs.options import RATING_CHOICES, ShowArgument, suggest_shows
from cogs.reviews.posting import ask_words, go_on, post, start_review


class WritingCog(Cog):
    """Writing and browsing reviews."""

    @command(keeps_words=True)
    @app_commands.guild_only()
    @app_commands.describe(
        show="Which show? Type a few letters and pick it, or type the title of a new one",
        rating="From half a star to five",
        text="Your review, if it is short. Leave it out to get a form",
        file="Your review as a .txt or .md file, up to 256 KiB",
        season="Only one season of it",
        spoilers="Nobody sees its words without asking",
    )
    @app_commands.choices(rating=RATING_CHOICES)
    @app_commands.autocomplete(show=suggest_shows)
    async def review(
        self,
        ask: Request,
        show: str,
        rating: float,
        text: str | None = None,
        file: discord.Attachment | None = None,
        season: app_commands.Range[int, 1, 10_000] | None = None,
        spoilers: bool | None = None,
    ) -> None:
        """Review a show, from one line to a long article"""
        text = clean_text(text or "")
        ask.keep(text)
        stars = Stars.from_number(rating)
        target = Target.of(NO_SHOW, season)
        body = None if is_blank(text) else text
        if file:
            check_upload(file.filename, file.size)
            await _think(ask)
            body = "\n\n".join(filter(None, (body, await read_text(file))))
            ask.keep(body)
        await go_on(ask, ReviewDraft(show, stars, season=target.season, body=body, spoilers=spoilers))

    @on_press("review:form")
    async def open(self, ask: Request, draft_id: int, _: int = 0, *begun: int) -> None:
        """The form could not be opened in time: here it is."""
        await ask_words(ask, await _draft(ask, draft_id, begun), draft_id)

    @on_submit("review:write")
    async def written(self, ask: Request, fields: Fields, draft_id: int, seen: int = 0, *begun: int) -> None:
        """The form, which showed version `seen`, was sent in: keep what was typed, then post it."""
        body = fields.text("body")
        words = "\n\n".join(filter(None, (fields.text("headline"), body)))
        ask.keep(words)
        reviews = ask.services.reviews
        draft = await _draft(ask, draft_id, begun)
        own = await reviews.own(ask.actor, draft.target)
        keeps_body = not body and _is_hidden(draft, own.words.body if own else "")
        chosen = fields.choices.get("stars")
        draft = replace(
            draft,
            stars=Stars(int(chosen[0])) if chosen else draft.stars,
            headline=fields.text("headline"),
            body=draft.body if keeps_body else body,
            spoilers=fields.ticks.get("spoilers", False),
            seen=seen,
        )
        draft_id = await ask.services.drafts.keep(ask.actor, draft, draft_id)
        ask.keep(words, draft_id)
        uploads = fields.files.get("file")
        if uploads:
            check_upload(uploads[0].filename, uploads[0].size)
            await _think(ask)
            text = await read_text(uploads[0])
            draft = replace(draft, body=f"{body}\n\n{text}" if body else text)
        await post(ask, draft, draft_id)

    @on_press("show:review")
    async def review_from_page(self, ask: Request, show_id: ShowId) -> None:
        """The Review button of a show's page: the form, which asks for the rating as well."""
        show = await ask.services.shows.get(ask.actor, show_id)
        await start_review(ask, ReviewDraft(show.title, show_id=show_id))

    @command()
    @app_commands.guild_only()
    @app_commands.describe(show="Which show?")
    async def reviews(self, ask: Request, show: ShowArgument) -> None:
        """Read the reviews of a show, the most helpful first"""
        page = await ask.services.reviews.browse(ask.actor, show.show_id, Order.HELPFUL, 0)
        await ask.show(reviews_page(page, ask.actor))

    @on_press("reviews:helpful")
    async def most_helpful(
        self, ask: Request, show_id: ShowId, index: int, text_page: int, revealed: int, *_: int
    ) -> None:
        """Turn to a place in the list, the most helpful first."""
        await _browse(ask, show_id, Order.HELPFUL, index, text_page, bool(revealed))

    @on_press("reviews:newest")
    async def newest(
        self, ask: Request, show_id: ShowId, index: int, text_page: int, revealed: int, *_: int
    ) -> None:
        """Turn to a place in the list, the newest first."""
        await _browse(ask, show_id, Order.NEWEST, index, text_page, bool(revealed))


async def _draft(ask: Request, draft_id: int, begun: Sequence[int]) -> ReviewDraft:
    """The review that a form is about: the draft, or, if there is none, as it was begun."""
    return await ask.services.drafts.review(ask.actor, draft_id) if draft_id else ReviewDraft.of(*begun)


async def _think(ask: Request) -> None:
    """Say that the answer takes a while; the review is kept and its card posted even if that fails."""
    with suppress(*UNREACHABLE):
        await ask.think()


def _is_hidden(draft: ReviewDraft, stored_body: str) -> bool:
    """Whether the form did not show the review's text because it is too long for one."""
    return len(stored_body if draft.body is None else draft.body) > INPUT_LIMIT


async def _browse(
    ask: Request, show_id: ShowId, order: Order, index: int, text_page: int, revealed: bool
) -> None:
    page = await ask.services.reviews.browse(ask.actor, show_id, order, index)
    await ask.show(reviews_page(page, ask.actor, text_page, revealed))
