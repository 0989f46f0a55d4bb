"""What several cogs need: who asks, which show is meant, a picture, a file that was sent, a review posted."""

import asyncio
import logging
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace

import discord
from discord import app_commands
from discord.app_commands import Choice

from bot.client import Interaction
from bot.client.discord_errors import UNREACHABLE
from bot.client.funnel import keep_words, tell
from bot.domain.actors import Actor, Right
from bot.domain.catalog.shows import Show
from bot.domain.errors import Refusal
from bot.domain.ratings.rating import ALL_HALVES, Stars
from bot.domain.reviews.drafts import ReviewDraft
from bot.domain.reviews.pages import Posted
from bot.domain.reviews.review import CardPlace, Reviewed
from bot.domain.text import check_upload, decode_upload
from bot.services import Services
from bot.services.catalog.shows import UnknownShow
from bot.ui import forms, replies
from bot.ui.cards import review_card
from bot.ui.charts import Chart
from bot.ui.layout import Layout
from bot.ui.pages.moderation import hidden

log = logging.getLogger(__name__)

RATING_CHOICES = [Choice(name=str(stars), value=stars.number) for stars in map(Stars, reversed(ALL_HALVES))]
DELIVERED_WITHIN, TOLD_WITHIN = 40.0, 10.0
"""How long (seconds) a card may take as an answer, all of discord.py's own retries included, and how long it
may take to say that it failed, before the outbox takes over. Together they must be less than the lease in
`bot.services.reviews`, or a card might be posted twice."""
IN_FLIGHT = 4_000
"""How long (ms) an answer may still arrive at Discord after its line broke: it takes none after 3 seconds."""
LINKED_WITHIN = 10.0
"""How long (seconds) an answer waits for the card that stands elsewhere, to link it."""
ON_ITS_WAY = "Your review is saved. Its card is on its way."
SAVED_ANYWAY = "Your review is saved. Discord did not take its card just now; I'll post it in a moment."


def actor_of(interaction: Interaction) -> Actor:
    """Who asks, and what they may do where they ask; raises `Refusal` outside a server."""
    if interaction.guild_id is None:
        raise Refusal("I work in servers only. Use this command in a server's channel.")
    permissions, joined = interaction.permissions, getattr(interaction.user, "joined_at", None)
    allowed = {
        Right.PIN: permissions.pin_messages,
        Right.MANAGE: permissions.manage_guild,
        Right.MODERATE: permissions.manage_messages,
    }
    return Actor(
        interaction.guild_id,
        interaction.user.id,
        interaction.id,
        frozenset(right for right, has in allowed.items() if has or permissions.administrator),
        sees_restricted=is_age_restricted(interaction.channel),
        joined_at=round(joined.timestamp() * 1000) if joined else 0,
        role_ids=frozenset(role.id for role in getattr(interaction.user, "roles", ())),
    )


def is_age_restricted(channel: object) -> bool:
    """Whether Discord marks this channel, or the one that this thread is in, as age-restricted."""
    is_nsfw = getattr(channel, "is_nsfw", None)  # of a channel that is known in part only, this isn't known
    return bool(is_nsfw and is_nsfw())


def services(interaction: Interaction) -> Services:
    """The services of the bot that was asked."""
    return interaction.client.services


async def suggest_shows(interaction: Interaction, current: str) -> list[Choice[str]]:
    """Autocomplete for a show: titles as people know them, values that name the show exactly."""
    found = await services(interaction).shows.suggest(actor_of(interaction), current)
    return [Choice(name=replies.label(name), value=value) for value, name in found]


class ShowOption(app_commands.Transformer):
    """A show as an option: autocompleted, and resolved before the command runs."""

    async def transform(self, interaction: Interaction, value: str, /) -> Show:  # type: ignore[override]
        """The show meant; raises `Refusal` when there is none."""
        return await services(interaction).shows.find(actor_of(interaction), value)

    async def autocomplete(self, interaction: Interaction, value: str, /) -> list[Choice[str]]:  # type: ignore[override]
        """Shows for what has been typed so far."""
        return await suggest_shows(interaction, value)


async def turn_to(interaction: Interaction, view: Layout, files: Sequence[discord.File] = ()) -> None:
    """Answer with a page and its pictures: in place on a private message, else as a new private one."""
    if interaction.message and interaction.message.flags.ephemeral:
        await replies.update(interaction, view, files)
    else:
        await replies.answer(interaction, view, private=True, files=files)


async def draw(interaction: Interaction, chart: Callable[[], Chart], name: str, alt: str) -> discord.File:
    """A picture in this server's theme, for a page that names it; `alt` is for those who can't see it."""
    theme = await services(interaction).settings.theme(actor_of(interaction))
    return replies.picture(await interaction.client.renderer.png(chart, theme), name, alt)


async def read_upload(file: discord.Attachment) -> str:
    """The text of an attached file; raises `Refusal` when it is no text we can take."""
    check_upload(file.filename, file.size)
    return decode_upload(file.filename, await read_bytes(file))


async def read_bytes(file: discord.Attachment) -> bytes:
    """What is in an attached file, of whatever kind; raises `Refusal` when Discord does not hand it over."""
    try:
        return await file.read()
    except discord.HTTPException as error:
        raise Refusal("Discord did not hand me that file. Attach it once more, please.") from error


async def go_on(interaction: Interaction, draft: ReviewDraft, draft_id: int = 0) -> None:
    """Go on with a review as far as it is known: ask for the show, or for the words, or post it."""
    actor, verbs = actor_of(interaction), services(interaction)
    if not draft.show_id:
        try:
            show = await verbs.shows.find(actor, draft.title)
        except UnknownShow as unknown:
            await _ask_show(interaction, draft, unknown)
            return
        draft = replace(draft, show_id=show.show_id, title=show.title)
    if draft.body is not None and draft.stars is not None:
        await post(interaction, draft, draft_id)
    elif draft.body is None and not draft_id:
        await start_review(interaction, draft)
    else:
        await ask_words(interaction, draft, draft_id)


async def start_review(interaction: Interaction, draft: ReviewDraft) -> None:
    """Open the form for a review, or show the one that moderators have hidden, which leads to the form."""
    actor, verbs = actor_of(interaction), services(interaction)
    own = await verbs.reviews.own(actor, draft.target)
    if own and own.hidden:
        await turn_to(interaction, hidden.hidden_page(await verbs.appeals.hidden(actor, own.review_id)))
    else:
        await ask_words(interaction, draft)


async def _ask_show(interaction: Interaction, draft: ReviewDraft, unknown: UnknownShow) -> None:
    draft = replace(draft, title=unknown.title)
    draft_id = await services(interaction).reviews.keep_draft(actor_of(interaction), draft)
    keep_words(interaction, draft.body or "", draft_id)
    may_be_new = not unknown.ambiguous and await services(interaction).shows.may_add(actor_of(interaction))
    question = replies.did_you_mean(
        draft_id, unknown.title, unknown.sentence, unknown.nearest, may_be_new=may_be_new
    )
    await replies.answer(interaction, question, private=True)


async def ask_words(interaction: Interaction, draft: ReviewDraft, draft_id: int = 0) -> None:
    """Open the form for a review, filled in with what there is.

    A text too long for a form is handed over as a file instead, with a button that opens the form.
    """
    actor, verbs = actor_of(interaction), services(interaction)
    own = await verbs.reviews.own(actor, draft.target)
    words = draft.words(own.words if own else None)
    if not draft_id:
        draft_id = await verbs.reviews.keep_draft(actor, draft)
        if len(words.body) > forms.INPUT_LIMIT:
            file = replies.text_file(words.body, "your-review.txt")
            await replies.answer(interaction, replies.too_long(draft_id, words), private=True, files=[file])
            return
    stars = draft.stars or await verbs.ratings.own(actor, draft.target)
    form = forms.review_form(draft_id, draft.title, words, ask_stars=draft.stars is None, stars=stars)
    await replies.open_form(interaction, form)


async def post(interaction: Interaction, draft: ReviewDraft, draft_id: int = 0) -> None:
    """Save a review and answer with its card, or privately when its card stands already."""
    actor, verbs = actor_of(interaction), services(interaction)
    channel_id = interaction.channel_id or 0
    posted = await verbs.reviews.post(actor, draft, channel_id, draft_id)
    keep_words(interaction, "")
    if posted.hiding:
        await replies.answer(interaction, hidden.stays_hidden(posted.reviewed, posted.hiding), private=True)
    elif posted.place:
        interaction.client.dispatch("outbox")
        await replies.answer(interaction, replies.edited(posted.reviewed, posted.place), private=True)
    elif posted.bound_for:
        await _answer_with_link(interaction, posted)
    elif not posted.note_id:
        interaction.client.dispatch("outbox")
        await replies.answer(interaction, replies.note(ON_ITS_WAY), private=True)
    else:
        await _answer_with_card(interaction, posted, channel_id)


async def _answer_with_link(interaction: Interaction, posted: Posted) -> None:
    """Say that the card is on its way to where the server wants it; once it stands there, link it."""
    review, client = posted.reviewed.review, interaction.client

    def is_it(reviewed: Reviewed, _: CardPlace) -> bool:
        return (reviewed.review.guild_id, reviewed.review.review_id) == (review.guild_id, review.review_id)

    standing = asyncio.ensure_future(client.wait_for("card", check=is_it, timeout=LINKED_WITHIN))
    client.dispatch("outbox")
    message_id = await replies.answer(interaction, replies.on_its_way(posted.bound_for), private=True)
    # It is told already: a link that does not come is no error.
    with suppress(*UNREACHABLE):
        _, place = await standing
        await interaction.followup.edit_message(message_id, view=replies.posted(posted.reviewed, place))


async def _answer_with_card(interaction: Interaction, posted: Posted, channel_id: int) -> None:
    verbs, review = services(interaction), posted.reviewed.review
    try:
        async with asyncio.timeout(DELIVERED_WITHIN):
            message_id = await replies.answer(interaction, review_card(posted.reviewed), private=False)
    except UNREACHABLE as error:
        log.warning("The card of review %d goes through the outbox: %s", review.review_id, error)
        # First this, then the outbox: it may take the place of a card that stands in spite of the error.
        with suppress(TimeoutError):
            async with asyncio.timeout(TOLD_WITHIN):
                await tell(interaction, Refusal(SAVED_ANYWAY))
        wait = 0 if isinstance(error, discord.HTTPException) else IN_FLIGHT
        await verbs.delivery.failed(review.guild_id, review.review_id, wait)
        interaction.client.dispatch("outbox")
        return
    place = CardPlace(channel_id, message_id)
    await verbs.delivery.posted(review.guild_id, review.review_id, posted.note_id, place)
    interaction.client.dispatch("outbox")  # what has been changed meanwhile
