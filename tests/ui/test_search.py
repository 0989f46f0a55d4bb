"""What was found, as it is shown: safe, bold in the right places, and within Discord's limits."""

import re
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.catalog.shows import ShowName
from bot.domain.discovery.pages import SearchHit, SearchPage
from bot.domain.discovery.search import A_PAGE, MOST, Query, SearchTerms
from bot.domain.discovery.snippets import Piece, snippet
from bot.domain.ids import ReviewId, ShowId, UserId
from bot.domain.ratings.rating import Stars
from bot.domain.reviews.review import HEADLINE_LIMIT, Reviewed
from bot.domain.text import unescape
from bot.ui.cards import SPOILERS
from bot.ui.pages.discovery.search import marked, search_page
from tests.ui.examples import (
    READER,
    SHOW,
    SNOWFLAKE,
    buttons,
    crowded,
    lines,
    problems,
    read,
    reviewed,
    texts,
)


def page_of(*here: SearchHit, typed: str = "drums", count: int = 0) -> SearchPage:
    return SearchPage(SearchTerms(typed), None, 3, 0, count or len(here), False, here)


def found(of: Reviewed, *shown: tuple[Piece, ...]) -> SearchHit:
    return SearchHit(ShowName(of.show.show_id, of.show.title, of.show.facts.year), of.review, *shown)


def found_in(of: Reviewed, typed: str = "drums") -> SearchHit:
    words, phrases = of.review.words, Query.of(typed).phrases
    return found(of, snippet(words.headline, phrases, HEADLINE_LIMIT), snippet(words.body, phrases, 200))


async def test_a_review_that_was_found_is_shown_with_the_words_in_bold():
    page = page_of(found_in(reviewed("Drums!", "Loud *drums*, and a song.\nThat is all.", season=2)))
    assert read(search_page(page, READER)).split("\n") == [
        "### Search: drums",
        "-# 1 review, best match first",
        "**Glass Heart · 2025 · season 2**",
        "**3.5** ★★★½ · <@99> · <t:1785000000:D>",
        ">>> __**Drums**!__",
        r"Loud \***drums**\*, and a song. That is all.",
    ]
    assert {key: each.label for key, each in buttons(search_page(page, READER)).items()} == {
        "search:read:12": "Read it all",
        "review:report:12": "Report",
        "review:pin:12": "Pin",
    }


async def test_of_a_review_with_spoilers_not_a_word_is_shown():
    page = page_of(found(reviewed("He dies", "The drummer dies.", spoilers=True)))
    assert read(search_page(page, READER)).endswith(f"\n-# {SPOILERS}")
    assert "dies" not in read(search_page(page, READER))


async def test_what_was_asked_for_is_said():
    search = SearchTerms("drums", ShowId(7), UserId(99), Stars(8))
    page = replace(page_of(found(reviewed(body="Drums.")), count=12), search=search, show=SHOW)
    assert "-# 12 reviews, best match first · of Glass Heart · by <@99> · at least 4.0 ★★★★" in read(
        search_page(page, READER)
    )
    assert "the best 20 reviews, best match first" in read(
        search_page(page_of(*page.found, count=MOST), READER)
    )
    partly = replace(page_of(*page.found, count=12), partly=True)
    assert "-# No review has all of this; 12 reviews with most of it" in read(search_page(partly, READER))


async def test_pages_are_turned():
    found = [found_in(reviewed(body="Drums.", review_id=ReviewId(number))) for number in range(5)]
    page = replace(page_of(*found, count=11), page=1)
    turning = [key for key in buttons(search_page(page, READER)) if key.startswith("search:page")]
    assert turning == ["search:page:3.0", "search:page:3.2"]
    assert "-# 11 reviews, best match first · page 2 of 3" in read(search_page(page, READER))
    assert problems(search_page(page, READER)) == []


async def test_nothing_found_says_what_to_do():
    page = replace(page_of(), search=SearchTerms("**drums**", user_id=UserId(99)), show=SHOW, partly=True)
    text = read(search_page(page, READER))
    assert text.startswith(r"Nothing found for **\*\*drums\*\*** · of Glass Heart · by <@99>.")
    assert "Fewer words" in text
    assert list(buttons(search_page(page, READER))) == ["show:open:7"]
    assert "no letter and no digit" in read(search_page(page_of(typed='😀"'), READER))


pieces = st.builds(Piece, st.text(max_size=60), st.booleans()) | st.builds(
    Piece, st.sampled_from(["*", "**", "漢字", "a_b", "||", "@everyone", "drums", "- ", "1. "]), st.booleans()
)


@given(found=st.lists(pieces.filter(lambda piece: bool(piece.text)), max_size=12), budget=st.integers(8, 300))
def test_marked_pieces_keep_their_budget_and_their_words(found: list[Piece], budget: int):
    text = marked(found, budget)
    assert len(text) <= budget
    assert len(text.encode("utf-8", "surrogatepass")) <= budget * 2.5
    bare = re.sub("[\u202a-\u202e\u2066-\u2069]", "", "".join(piece.text for piece in found))
    if not text.endswith("…"):
        plain = "".join(unescape(part) for part in re.split(r"(?<!\\)\*\*", text))
        assert plain.replace("*", "") == bare.replace("*", "") or len(plain) < len(bare)


@given(title=lines, line=lines, text=texts, typed=lines, spoilers=st.booleans())
async def test_the_fullest_page_keeps_discords_limits(
    title: str, line: str, text: str, typed: str, spoilers: bool
):
    of = crowded(title, line, text)
    each = found(of) if spoilers else found_in(of, text[:200])
    search = SearchTerms(typed, ShowId(SNOWFLAKE), UserId(SNOWFLAKE), Stars(9))
    page = SearchPage(search, of.show, SNOWFLAKE, 3, MOST, True, (each,) * A_PAGE)
    view = search_page(page, READER)
    view.check()
    nothing = SearchPage(search, of.show, 0, 0, 0, True, ())
    assert problems(search_page(nothing, READER)) == []
