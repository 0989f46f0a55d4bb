"""What is said of messages that don't show yet what is stored: they follow, or something is in the way."""

from collections.abc import Iterator, Sequence
from typing import Any

from discord import ui

from bot.domain.delivery.outbox import Followed, Waiting, WaitsFor
from bot.domain.reviews.review import CardPlace
from bot.ui.layout import Layout, button, note
from bot.ui.words import counted, listed

ARCHIVED = 50083
"""Discord's code for an archived thread."""
CHANNELS = 3
"""How many channels an answer speaks of."""
LINKS = 3
"""How many messages that still stand are linked in an answer."""


def address_of(guild_id: int, place: CardPlace) -> str:
    """Where a message is read."""
    return f"https://discord.com/channels/{guild_id}/{place.channel_id}/{place.message_id}"


def link(guild_id: int, place: CardPlace, label: str = "See it") -> ui.Button[Any]:
    """A button that leads to a message."""
    return ui.Button(label=label, url=address_of(guild_id, place))


def again_button(waiting: Waiting) -> ui.Button[Any]:
    """The button with which somebody says that a card does not stand."""
    return button("Post it again", "delivery:again", waiting.entry.review_id)


def taken_away(followed: Followed, doing: str, done: str, *buttons: ui.Button[Any]) -> Layout:
    """Something was deleted or hidden: its messages are gone, are being removed, or still stand.

    Only when nothing of it stands any more, it is said to be `done`.
    """
    return _told(followed, doing, "being taken down", done, buttons)


def changed(followed: Followed, done: str, *buttons: ui.Button[Any]) -> Layout:
    """Something was changed: its messages show it, are being updated, or can't be."""
    return _told(followed, done, "being updated", done, buttons)


def _told(
    followed: Followed, doing: str, under_way: str, done: str, buttons: Sequence[ui.Button[Any]]
) -> Layout:
    if followed.stuck:
        return note(f"{doing} {troubles(followed)}", *links(followed), *buttons)
    if followed.waiting:
        return note(f"{doing} {_cards(followed.waiting)} {under_way}.", *buttons)
    return note(done, *buttons)


def posted_again(guild_id: int, followed: Followed) -> Layout:
    """Somebody said that a card does not stand."""
    if followed.stuck:
        return note(troubles(followed), *links(followed))
    if followed.waiting:
        return note("I'll post it in a moment.")
    return note("Posted.", *(link(guild_id, place) for place in followed.places.values()))


def troubles(followed: Followed) -> str:
    """What keeps messages from showing what is stored, with what to do, place by place."""
    told = by_place(followed.stuck)[:CHANNELS]
    sentences = [trouble(stuck, followed.lacking.get(stuck[0].channel_id, ())) for stuck in told]
    if more := len(followed.stuck) - sum(len(stuck) for stuck in told):
        sentences.append(f"{counted(more, 'more message')} in other channels: see `/moderation waiting`.")
    return " ".join(sentences)


def by_place(stuck: Sequence[Waiting]) -> list[list[Waiting]]:
    """The messages of each channel, what has to go first; before all, those that wait for a person's word."""
    found: dict[tuple[bool, int], list[Waiting]] = {}
    for each in sorted(stuck, key=lambda each: not each.goes):
        found.setdefault((each.entry.waits_for is not WaitsFor.PERSON, each.channel_id), []).append(each)
    return [here for _, here in sorted(found.items())]


def trouble(stuck: Sequence[Waiting], lacking: Sequence[str]) -> str:
    """What keeps some messages of one place from showing what is stored, with what to do."""
    first, where = stuck[0], f"<#{stuck[0].channel_id}>"
    one = len(stuck) == 1
    if first.entry.waits_for is WaitsFor.PERSON:
        cards, it = ("the card was", "it isn't") if one else (f"{len(stuck)} cards were", "one isn't")
        return f"I can't tell whether {cards} posted in {where}. If {it} there, press **Post it again**."
    if len({(each.goes, each.place is None) for each in stuck}) > 1:
        what = f"{len(stuck)} messages in {where} are out of date."
    elif first.goes and first.place is None:
        what = f"A card may still be in {where}, and I can't look."
    elif first.goes:
        what = f"{'Its card is' if one else f'{len(stuck)} cards are'} still in {where}."
    elif first.place:
        cards = "Its card" if one else f"{len(stuck)} cards"
        what = f"{cards} in {where} still show{'s' * one} the old words."
    else:
        what = f"I can't post {'the card' if one else f'{len(stuck)} cards'} in {where}."
    return f"{what} {_fix(first, lacking)}{_by_hand(stuck)}"


def links(followed: Followed) -> Iterator[ui.Button[Any]]:
    """Buttons to the messages that still stand, and for posting what may not stand."""
    for number, each in enumerate(followed.stuck[:LINKS], 1):
        if each.entry.waits_for is WaitsFor.PERSON:
            yield again_button(each)
        elif each.place:
            label = "See it" if len(followed.stuck) == 1 else f"See it ({number})"
            yield link(each.entry.guild_id, each.place, label)


def _fix(first: Waiting, lacking: Sequence[str]) -> str:
    """Who can do what; moderators and members read the same."""
    if not lacking and first.goes and first.place is None:
        lacking = ["Read Message History"]
    if lacking:
        names = listed([f"**{name}**" for name in lacking], len(lacking))
        return (
            f"I need {names} there. Whoever manages that channel can allow it in "
            "*Edit Channel › Permissions*; then I'll do the rest."
        )
    if first.refused == ARCHIVED:
        return "That thread is closed. Once a moderator opens it, I'll do the rest."
    return "Discord doesn't let me. Once my permissions there are right, I'll do the rest."


def _by_hand(stuck: Sequence[Waiting]) -> str:
    if not all(each.goes and each.place for each in stuck):
        return ""
    return f" Moderators can also delete {'it' if len(stuck) == 1 else 'them'} there."


def _cards(waiting: Sequence[Waiting]) -> str:
    return "Its card is" if len(waiting) == 1 else f"{counted(len(waiting), 'message')} are"
