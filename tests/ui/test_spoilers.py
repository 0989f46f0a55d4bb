"""What an author has put between || and || is hidden on every page, in every list, form and picture."""

import inspect
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from importlib import import_module
from io import BytesIO
from pkgutil import walk_packages
from typing import Any

import discord
import pytest
from discord import ui
from hypothesis import given, settings
from hypothesis import strategies as st

from bot import ui as floor
from bot.domain.catalog.shows import Show, ShowName
from bot.domain.discovery.pages import RelatedPage, RelatedShow
from bot.domain.discovery.search import Query
from bot.domain.discovery.snippets import Piece, snippet
from bot.domain.members.imports.staged import ImportPreview
from bot.domain.ratings.episodes import EpisodeGrid
from bot.domain.ratings.rating import Spread
from bot.domain.reviews.review import HEADLINE_LIMIT, Words
from bot.domain.text import clean_line, conceal
from bot.ui.cards import review_card, review_text_page, text_pages
from bot.ui.charts.bars import Bars
from bot.ui.charts.heatmap import Heatmap
from bot.ui.charts.histogram import Histogram
from bot.ui.layout import Layout
from bot.ui.pages.discovery.related import related_page
from bot.ui.pages.errors import refused
from tests.discord_reader import seen
from tests.domain.test_spoilers import secrets_of, texts
from tests.ui.examples import crowded, problems, reviewed
from tests.ui.test_all_pages import Fullest
from tests.ui.test_imports import import_of, preview_of

LINE = "Zulu ||sesame|| Zulu || Zulu"
TEXT = (
    "Zulu sees ||sesame, he dies.\n\n- sesame\n\nsesame|| there. Zulu says `||` so.\n\n"
    f"Final thoughts\n||Verdict: sesame.\nsesame|| {LINE}"
)
"""Texts with a secret, sesame, and a word that is open, Zulu: the last bars of the line hide nothing."""
OURS = {"sentence": "Zulu.", "said": "Zulu.", "caption": "Zulu"}
"""Parameters that are given words of ours."""
PICTURES = Bars, Heatmap, Histogram
SHOWN = Layout, ui.Modal, *PICTURES

Shown = Layout | ui.Modal | Bars | Heatmap | Histogram
OTHERS = {"ask_delete", "privacy_page", "help_page", "welcome_page"}
"""Pages that have words of ours only."""
SPREAD = Spread((1,) * 10)


def public() -> dict[str, Callable[..., Any]]:
    """Every public function of `bot/ui`, by module and name."""
    return {
        f"{module.name.rpartition('.')[2]}.{name}": function
        for module in walk_packages(floor.__path__, f"{floor.__name__}.")
        for name, function in inspect.getmembers(import_module(module.name), inspect.isfunction)
        if function.__module__ == module.name and not name.startswith("_") and name not in OTHERS
    }


def giving(*kinds: object) -> dict[str, Callable[..., Any]]:
    """Those that give something of one of these types."""
    return {
        name: function
        for name, function in public().items()
        if inspect.signature(function, eval_str=True).return_annotation in kinds
        if not name.startswith("layout.")
    }


PAGES = giving(*SHOWN)
PLAIN = [name for name in giving(str) if name.endswith(("label", "alt_text"))]


class Secretive(Fullest):
    """Makes values of any type, in which every text keeps a secret."""

    several = 5

    def __init__(self, *, spoils: bool) -> None:
        super().__init__("a")
        of = crowded(LINE, LINE, TEXT)
        of = replace(of, review=replace(of.review, byline=LINE, words=Words(LINE, TEXT, spoils)))
        query = Query.of("sesame zulu").phrases
        self._of = of
        self._known |= {
            str: LINE,
            Show: of.show,
            Words: of.review.words,
            int: 202_611,  # a month, too
            EpisodeGrid: EpisodeGrid(of.show, SPREAD, {1: SPREAD}, {(1, 1): SPREAD}),
            ImportPreview: replace(preview_of({}), of=import_of(problems=(LINE,)), unknown=(LINE, LINE)),
            discord.File: discord.File(BytesIO(b"png"), "picture.png"),
            tuple[Piece, ...]: snippet(TEXT, query, 300),
        }


def filled(page: Callable[..., Any], of: Secretive) -> Any:
    """What a function gives that is called with what its parameters' types demand."""
    parameters = inspect.signature(page, eval_str=True).parameters.values()
    positional: list[Any] = []
    by_name: dict[str, Any] = {}
    for each in parameters:
        if each.kind is not each.VAR_POSITIONAL:
            value = OURS.get(each.name) or of.of(each.annotation)
            if each.kind is each.KEYWORD_ONLY:
                by_name[each.name] = value
            else:
                positional.append(value)
    return page(*positional, **by_name)


def markdown_of(page: Shown) -> Iterator[str]:
    """The texts of a page that Discord reads as markdown."""
    if isinstance(page, Layout | ui.Modal):
        yield from (each.content for each in page.walk_children() if isinstance(each, ui.TextDisplay))


def plain_of(page: Shown) -> Iterator[str]:
    """The texts that it shows as they are: in pictures, lists, forms (but for what is filled in)."""
    if not isinstance(page, Layout | ui.Modal):
        yield repr(page)
        return
    if isinstance(page, ui.Modal):
        yield page.title
    for each in page.walk_children():
        if isinstance(each, ui.Button):
            yield each.label or ""
        elif isinstance(each, ui.Select):
            yield each.placeholder or ""
            for option in each.options:
                yield f"{option.label}\n{option.description}"
        elif isinstance(each, ui.Label):
            yield f"{each.text}\n{each.description}"
        elif isinstance(each, ui.MediaGallery):
            yield from (item.description or "" for item in each.items)


def test_cards_pages_forms_and_pictures_are_tried() -> None:
    tried = {name.partition(".")[2] for name in PAGES}
    assert len(PAGES) > 90
    assert len(PLAIN) > 5
    assert tried >= {
        "review_card",
        "review_text_page",
        "reviews_page",
        "show_page",
        "digest_page",
        "week_chart",
    }
    assert tried >= {
        "related_page",
        "search_page",
        "profile_page",
        "version_page",
        "changes_page",
        "queue_page",
    }
    assert tried >= {"review_form", "show_form", "hidden_page", "article_page", "whole_text", "pins_page"}


@pytest.mark.parametrize("spoils", [False, True])
@pytest.mark.parametrize("name", PAGES)
async def test_no_page_shows_what_an_author_hides(name: str, spoils: bool) -> None:
    page = filled(PAGES[name], Secretive(spoils=spoils))
    texts = [seen(text) for text in markdown_of(page)]
    found = [text.open for text in texts if "sesame" in text.open]
    found += [text for text in plain_of(page) if "sesame" in text]
    assert found == [], f"{name}: let its words go through `shown`, `escape`, `plain`, `option` or `button`"
    marked = [text for text in (*markdown_of(page), *plain_of(page)) if re.search("[\x00-\x08]", text)]
    assert marked == [], f"{name}: marks are for `escape` and `conceal`, not for Discord"
    if not spoils:
        hidden = [text.hidden for text in texts if "Zulu" in text.hidden]
        assert hidden == [], f"{name}: it joins texts, each of which has bars: `together` keeps them apart"


@pytest.mark.parametrize("name", PLAIN)
def test_no_label_and_no_description_shows_it_either(name: str) -> None:
    assert "sesame" not in filled(public()[name], Secretive(spoils=False))


async def test_a_refusal_shows_titles_as_text() -> None:
    page = refused(f"“{LINE}” was merged into “{LINE}”. Undo that with `/catalog merges`: “**<@1>**”.")
    (text,) = markdown_of(page)
    assert seen(text).open == (
        "“Zulu ▇ Zulu || Zulu” was merged into “Zulu ▇ Zulu || Zulu”. "
        "Undo that with /catalog merges: “**<@1>**”."
    )


@given(headline=texts.map(clean_line), body=texts, times=st.sampled_from([1, 40]))
@settings(max_examples=40, deadline=None)
async def test_no_card_and_no_page_of_any_review_shows_it(headline: str, body: str, times: int) -> None:
    of = reviewed(headline[:HEADLINE_LIMIT], body * times)
    whole = (review_text_page(of, at) for at in range(len(text_pages(of.review.words.body))))
    words = of.review.words
    secrets = (secrets_of(words.headline) | secrets_of(words.body)) - {
        word for text in (words.headline, words.body) for word in re.findall(r"w\d+", conceal(text))
    }
    name = ShowName(of.show.show_id, of.show.title, None)
    related = RelatedPage(of.show, (RelatedShow(name, (), of.review),), None)
    for page in (review_card(of), related_page(related), *whole):
        assert problems(page) == []
        for text in map(seen, markdown_of(page)):
            assert not secrets & set(re.findall(r"w\d+", text.open))
