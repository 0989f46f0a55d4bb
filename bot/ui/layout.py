"""The frame of everything we post: Components V2, within Discord's limits, kept in no memory."""

from collections.abc import Iterator, Sequence
from typing import Any

import discord
from discord import ui

from bot.domain.text import conceal, shorten

TEXT_LIMIT = 4_000
"""Code points in all text of one message."""
BYTE_LIMIT = 10_170
"""UTF-8 bytes of all text, plus 12 for each piece: undocumented, beyond it Discord answers 500."""
BYTES_PER_PIECE = 12
COMPONENT_LIMIT = 40
ACCENT = 0xE0A458


class TooLargeError(ValueError):
    """A page was built that Discord would refuse: a mistake of ours, found before sending."""


class Layout(ui.LayoutView):
    """A page of components. It is finished from the start, so discord.py keeps nothing of it.

    Presses are handled by what `bot.client` knows of their custom_id, before and after a restart alike.
    """

    def __init__(self, *items: ui.Item[Any]) -> None:
        super().__init__(timeout=None)
        for item in items:
            self.add_item(item)
        self.stop()

    def check(self) -> None:
        """Raise `TooLargeError` if Discord would refuse this page."""
        texts = list(pieces(self))
        length = sum(map(len, texts))
        size = sum(len(text.encode()) + BYTES_PER_PIECE for text in texts)
        count = sum(1 for _ in self.walk_children())
        if length > TEXT_LIMIT or size > BYTE_LIMIT or count > COMPONENT_LIMIT:
            raise TooLargeError(f"{length} characters, {size} bytes and {count} components in one message")


def pieces(view: Layout) -> Iterator[str]:
    """The text displays of a page."""
    for item in view.walk_children():
        if isinstance(item, ui.TextDisplay):
            yield item.content


def custom_id(address: str, *ids: int) -> str:
    """What a button says of itself: `feature:verb:id`, where an id may have parts (review 12, page 2)."""
    return f"{address}:{'.'.join(map(str, ids))}"


def button(
    label: str,
    address: str,
    *ids: int,
    style: discord.ButtonStyle = discord.ButtonStyle.secondary,
    emoji: str | None = None,
    disabled: bool = False,
) -> ui.Button[Any]:
    """A button that leads to `address` with `ids`."""
    return ui.Button(
        label=conceal(label)[:80],
        custom_id=custom_id(address, *ids),
        style=style,
        emoji=emoji,
        disabled=disabled,
    )


def row(*items: ui.Item[Any]) -> ui.ActionRow[Any]:
    """A row of one to five buttons, or of one select."""
    return ui.ActionRow(*items)


def select(
    placeholder: str, address: str, *ids: int, options: Sequence[discord.SelectOption]
) -> ui.ActionRow[Any]:
    """A row with a select of one to 25 options; what is chosen goes to `address`."""
    return row(
        ui.Select(placeholder=placeholder, custom_id=custom_id(address, *ids), options=list(options[:25]))
    )


def option(label: str, value: int, description: str = "") -> discord.SelectOption:
    """An option of a select. It is no markdown, so nothing in it is escaped, and spoilers are left out."""
    return discord.SelectOption(
        label=shorten(conceal(label), 100),
        value=str(value),
        description=shorten(conceal(description), 100) or None,
    )


def pager(address: str, ids: int | Sequence[int], page: int, last: int) -> list[ui.Button[Any]]:
    """The buttons ‹ and › of a thing that has pages 0…`last`; none when there is one page only."""
    if not last:
        return []
    ids = (ids,) if isinstance(ids, int) else ids
    return [
        button("‹", address, *ids, max(page - 1, 0), disabled=page == 0),
        button("›", address, *ids, min(page + 1, last), disabled=page == last),
    ]


def rule() -> ui.Separator[Any]:
    """A thin line between two parts of a page."""
    return ui.Separator()


def gap() -> ui.Separator[Any]:
    """A little space between two paragraphs."""
    return ui.Separator(visible=False)


def beside(text: str, picture_url: str) -> ui.Item[Any] | str:
    """The text with a small picture beside it, if there is one."""
    if not picture_url.startswith(("https://", "http://")):
        return text
    return ui.Section[Any](text, accessory=ui.Thumbnail[Any](picture_url))


def panel(*items: ui.Item[Any] | str, accent: int = ACCENT) -> ui.Container[Any]:
    """A page's frame with a coloured edge; a plain string becomes text."""
    parts = [ui.TextDisplay[Any](item) if isinstance(item, str) else item for item in items]
    return ui.Container(*parts, accent_colour=accent)


def panel_page(*items: ui.Item[Any] | str, accent: int = ACCENT) -> Layout:
    """A page that is one panel."""
    return Layout(panel(*items, accent=accent))


def note(sentence: str, *buttons: ui.Item[Any]) -> Layout:
    """A short answer in plain words, perhaps with buttons beneath (at most five)."""
    return Layout(ui.TextDisplay(sentence), *([row(*buttons)] if buttons else []))
