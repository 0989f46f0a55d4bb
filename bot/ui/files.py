"""Files that go along with a page."""

import io
from collections.abc import Iterable

import discord
from discord import ui

from bot.ui.layout import Layout


def text_file(words: str, name: str = "your-words.txt") -> discord.File:
    """Somebody's words as a file to keep."""
    return discord.File(io.BytesIO(words.encode("utf-8", "replace")), filename=name)


def picture(png: bytes, name: str, alt: str) -> discord.File:
    """A picture for a page that names it; `alt` is for those who can't see it."""
    return discord.File(io.BytesIO(png), filename=name, description=alt)


def attach(view: Layout, files: Iterable[discord.File]) -> None:
    """Have a page show those of its files that no picture of it names: Discord hides them otherwise."""
    galleries = [item for item in view.walk_children() if isinstance(item, ui.MediaGallery)]
    named = {item.media.url for gallery in galleries for item in gallery.items}
    for file in files:
        if file.uri not in named:
            view.add_item(ui.File(file))
