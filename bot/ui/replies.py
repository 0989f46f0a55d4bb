"""How every interaction is answered, and the small answers in plain words."""

import io
from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import Any

import discord
from discord import ui

from bot.domain.catalog.pages import ShowPage
from bot.domain.catalog.shows import Show, ShowName
from bot.domain.ratings.pages import Rated
from bot.domain.reviews.review import CardPlace, Reviewed, Words
from bot.domain.text import escape
from bot.ui.forms import stars_picker
from bot.ui.layout import Layout, button, custom_id, note

ECHO_LIMIT = 100


async def answer(
    interaction: discord.Interaction[Any],
    view: Layout,
    *,
    private: bool,
    files: Sequence[discord.File] = (),
) -> int:
    """Answer an interaction, first or later, and return the message's number.

    After a public deferral a private answer takes its place: who sees the "thinking" message is fixed with
    the deferral, and so is who sees the first message after it. It is therefore finished, then taken away.
    """
    named = {item.media.url for item in _pictures(view)}
    for file in files:  # a page shows only those files that it names
        if file.uri not in named:
            view.add_item(ui.File(file))
    view.check()
    if not interaction.response.is_done():
        sent = await interaction.response.send_message(view=view, ephemeral=private, files=list(files))
        return sent.message_id or 0
    thinking = interaction.response.type is discord.InteractionResponseType.deferred_channel_message
    replaced = thinking and not interaction.extras.get("answered")
    if replaced and not private:
        message_id = (await interaction.edit_original_response(view=view, attachments=list(files))).id
        interaction.extras["answered"] = True
        return message_id
    if replaced:
        # Taken away unfinished, it made Discord answer "Unknown Message" next (discord-api-docs 3087).
        await interaction.edit_original_response(view=note("-# Answered privately."))
        interaction.extras["answered"] = True
    message = await interaction.followup.send(view=view, ephemeral=private, files=list(files), wait=True)
    if replaced:
        with suppress(discord.HTTPException):  # a line left standing does no harm
            await interaction.delete_original_response()
    return message.id


async def update(
    interaction: discord.Interaction[Any], view: Layout, files: Sequence[discord.File] = ()
) -> None:
    """Answer a press by changing the message it was pressed on, and the files with it."""
    view.check()
    await interaction.response.edit_message(
        view=view, attachments=list(files), allowed_mentions=discord.AllowedMentions.none()
    )


async def relabel(
    interaction: discord.Interaction[Any], message: discord.Message, fresh: ui.Button[Any]
) -> None:
    """Answer a press by giving the page's button of the same custom_id its fresh label."""
    view = ui.LayoutView.from_message(message, timeout=None)
    for item in view.walk_children():
        if isinstance(item, ui.Button) and item.custom_id == fresh.custom_id:
            item.label = fresh.label
    view.stop()
    await interaction.response.edit_message(view=view, allowed_mentions=discord.AllowedMentions.none())


async def open_form(interaction: discord.Interaction[Any], form: ui.Modal) -> None:
    """Answer with a form. discord.py is not to keep it: `bot.client.routing` knows what to do with it."""
    form.stop()
    await interaction.response.send_modal(form)


def text_file(words: str, name: str = "your-words.txt") -> discord.File:
    """Somebody's words as a file to keep."""
    return discord.File(io.BytesIO(words.encode("utf-8", "replace")), filename=name)


def picture(png: bytes, name: str, alt: str) -> discord.File:
    """A picture for a page that names it; `alt` is for those who can't see it."""
    return discord.File(io.BytesIO(png), filename=name, description=alt)


def _pictures(view: Layout) -> Iterator[discord.MediaGalleryItem]:
    for item in view.walk_children():
        if isinstance(item, ui.MediaGallery):
            yield from item.items


def refused(sentence: str, draft_id: int = 0) -> Layout:
    """A refusal, in its own words; with a button to try again if what was typed is in a draft.

    Our sentences have no links, so whatever looks like one was typed by somebody.
    """
    return note(sentence.replace("](", "]\\(").replace("://", "\\://"), *_try_again(draft_id))


def failed(code: str, draft_id: int = 0, *, words_attached: bool = False) -> Layout:
    """Something broke on our side."""
    words = " What you wrote is attached, so that it isn't lost." if words_attached else ""
    return note(
        f"Something went wrong on my side, and I have noted it.{words} Please try again; "
        f"if it keeps happening, tell the person who runs this bot the code **{code}**.",
        *_try_again(draft_id),
    )


def _try_again(draft_id: int) -> list[ui.Item[Any]]:
    if not draft_id:
        return []
    return [button("Try again", "draft:open", draft_id, style=discord.ButtonStyle.primary)]


def unknown_show(sentence: str, nearest: Sequence[ShowName]) -> Layout:
    """No show of that title, or several: offer the nearest ones to open."""
    if not nearest:
        return note(f"{escape(sentence)} Add it with `/catalog add`, or review it right away with `/review`.")
    return Layout(ui.TextDisplay(escape(sentence)), _pick("show:pick", 0, nearest, "Did you mean …?"))


def did_you_mean(
    draft_id: int, title: str, sentence: str, nearest: Sequence[ShowName], *, may_be_new: bool
) -> Layout:
    """A review of an unknown show: pick a known one, or add it and go on. The draft keeps what was typed."""
    ways = ["pick the one you mean"] * bool(nearest) + ["add it as a new show"] * may_be_new
    ways = ways or ["ask a moderator to add it, then press “Try again”"]
    offer = " or ".join(ways).capitalize()
    items: list[ui.Item[Any]] = [
        ui.TextDisplay(f"{escape(sentence)} {offer}: your review is kept and goes on.")
    ]
    if nearest:
        items.append(_pick("draft:pick", draft_id, nearest, "Did you mean …?"))
    if may_be_new:
        label = f"Add {_short(title, 50)} as a new show"
        items.append(ui.ActionRow(button(label, "draft:add", draft_id, style=discord.ButtonStyle.primary)))
    else:
        items.append(ui.ActionRow(*_try_again(draft_id)))
    return Layout(*items)


def too_long(draft_id: int, words: Words) -> Layout:
    """A review to be edited that no form can hold: its text comes as a file."""
    return note(
        f"Your review has {len(words.body):,} characters, more than a form holds, so here it is as a file. "
        "Change it and send it back with the button below (or as `file` of `/review`). "
        "The button also lets you change the headline and keep the text.",
        button("Edit", "draft:open", draft_id, style=discord.ButtonStyle.primary),
    )


def edited(reviewed: Reviewed, place: CardPlace) -> Layout:
    """A review was changed; its card is in the channel already."""
    title = escape(_short(reviewed.show.title, ECHO_LIMIT))
    return note(f"Your review of **{title}** is updated.", _card_link(reviewed, place))


def on_its_way(channel_id: int) -> Layout:
    """A review is saved, and its card is about to be posted elsewhere."""
    return note(f"Your review is saved. Its card is on its way to <#{channel_id}>.")


def posted(reviewed: Reviewed, place: CardPlace) -> Layout:
    """A review's card stands where the server wants it, or where it was written after all."""
    title = escape(_short(reviewed.show.title, ECHO_LIMIT))
    return note(
        f"Your review of **{title}** is saved. Its card is in <#{place.channel_id}>.",
        _card_link(reviewed, place),
    )


def _card_link(reviewed: Reviewed, place: CardPlace) -> ui.Button[Any]:
    url = f"https://discord.com/channels/{reviewed.review.guild_id}/{place.channel_id}/{place.message_id}"
    return ui.Button(label="See its card", url=url)


def confirm_delete(reviewed: Reviewed) -> Layout:
    """Ask once more before a review is deleted."""
    number, helpful = reviewed.review.review_id, reviewed.review.helpful
    votes = f" Its {helpful} helpful vote{'s go' if helpful != 1 else ' goes'} with it." if helpful else ""
    whose = "this article on" if reviewed.review.is_article else "your review of"
    return note(
        f"Delete {whose} **{escape(_short(reviewed.show.title, ECHO_LIMIT))}**, with its card?{votes}",
        button("Delete it", "review:erase", number, style=discord.ButtonStyle.danger),
        button("Keep it", "review:keep", number),
    )


def deleted(reviewed: Reviewed) -> Layout:
    """A review is deleted; its rating can go too."""
    target = reviewed.review.target
    if reviewed.review.is_article:
        return note("The article is deleted.")
    if reviewed.review.hidden:
        return note("Your review is deleted. Its rating has counted nowhere since it was hidden.")
    return note(
        f"Your review is deleted. Your rating **{reviewed.review.stars}** still counts.",
        button("Take the rating back too", "rating:remove", target.show_id, target.season),
    )


def ask_rating(page: ShowPage) -> Layout:
    """The ten ratings to choose from."""
    title = escape(_short(page.show.title, ECHO_LIMIT))
    return Layout(
        ui.TextDisplay(f"How do you rate **{title}**?"),
        stars_picker("rating:give", page.show.show_id, page.own),
    )


def mend_form(sentence: str, draft_id: int) -> Layout:
    """A form that could not be taken as it is: it opens again as it was filled in."""
    again = button("Open the form again", "catalog:open", draft_id, style=discord.ButtonStyle.primary)
    return note(f"{escape(sentence)} What you typed is kept.", again)


def rated(outcome: Rated, *, undone: bool = False) -> Layout:
    """A rating was saved or taken back: the new average, and a way back."""
    show, target = outcome.show, outcome.target
    what = f"**{escape(_short(show.title, ECHO_LIMIT))}**"
    if target.season:
        what += f" ({target})"
    count = outcome.spread.count
    mean = (
        f"Its average here is now **{outcome.spread.average}** from {count} rating{'s' * (count != 1)}."
        if count
        else "It has no ratings here now."
    )
    if outcome.listed is not None:
        mean += f" It is {'back on' if outcome.listed else 'off'} your watchlist."
    if outcome.stars is None:
        return note(f"Your rating of {what} is taken back. {mean}")
    before = f" (before: {outcome.before})" if outcome.before and outcome.before != outcome.stars else ""
    buttons = [button("Undo", "rating:undo", outcome.change_id), button("Show", "show:open", show.show_id)]
    if target.episode:
        buttons.append(button("Episodes", "episodes:open", show.show_id, 0))
    if undone:
        return note(f"Your rating of {what} is **{outcome.stars}** again. {mean}", buttons[1])
    return note(f"You rated {what} **{outcome.stars}**{before}. {mean}", *buttons)


def added(show: Show, unlinked: Sequence[str]) -> Layout:
    """A show is in the catalogue now."""
    lines = [f"**{escape(_short(show.title, ECHO_LIMIT))}** is in the catalogue now."]
    if show.pending:
        lines.append("A moderator will look at it; until then it is found by its full title only.")
    if unlinked:
        names = ", ".join(escape(_short(title, 60)) for title in unlinked[:10])
        lines.append(f"Not linked, because they are not in it yet: {names}.")
    return note(
        "\n".join(lines),
        button("Show", "show:open", show.show_id),
        button("Review", "show:review", show.show_id, style=discord.ButtonStyle.primary),
    )


def label(name: ShowName) -> str:
    """A show's name in at most 100 characters, as Discord wants it in lists."""
    return _short(str(name), 100)


def _pick(address: str, number: int, names: Sequence[ShowName], placeholder: str) -> ui.ActionRow[Any]:
    select: ui.Select[Any] = ui.Select(custom_id=custom_id(address, number), placeholder=placeholder)
    for name in names[:25]:
        select.add_option(label=label(name), value=str(name.show_id))
    return ui.ActionRow(select)


def _short(text: str, limit: int) -> str:
    return text if len(text) <= limit else f"{text[: limit - 1]}…"
