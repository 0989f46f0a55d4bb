import re

import pytest
from hypothesis import given, settings

from bot.domain.reviews.review import BODY_LIMIT
from bot.domain.text import unescape
from bot.ui.cards import review_card, review_text_page, text_pages
from bot.ui.layout import pieces
from tests.discord_reader import seen
from tests.ui.examples import (
    BARE,
    BODY,
    UNITS,
    buttons,
    crowded,
    everything,
    labels,
    lines,
    problems,
    read,
    reviewed,
    texts,
)


async def test_card_tells_what_somebody_thinks_of_what():
    text = read(review_card(reviewed("Music heals", BODY, season=2)))
    assert "### Glass Heart · 2025 · season 2\n**3.5** ★★★½\n-# <@99> · <t:1785000000:D>" in text
    assert "**Music heals**" in text
    assert "A band of strangers learns to listen." in text
    assert ">>> **Verdict**\nWatch it for the drums." in text
    assert (
        "-# Series · Netflix · 10 episodes × 35 min · directed by Kohtaro Goto and Kensaku Kakimoto" in text
    )
    assert "edited" not in text


async def test_card_of_an_edited_review_says_so():
    assert "<t:1785000000:D> · edited" in read(review_card(reviewed(body=BODY, version=2)))


async def test_card_of_a_show_of_which_nothing_is_known():
    text = read(review_card(reviewed(body=BODY, show=BARE)))
    assert text.startswith("### Beck\n")
    assert "Series" not in text


async def test_card_has_four_buttons():
    card = review_card(reviewed(body=BODY))
    assert list(buttons(card)) == ["review:helpful:12", "review:read:12.0", "show:open:7", "review:more:12"]
    assert labels(card) == ["Helpful", "Read it all", "Show", "⋯"]
    assert labels(review_card(reviewed(helpful=1234)))[0] == "Helpful 1,234"


async def test_card_of_a_rating_without_words_is_small():
    card = review_card(reviewed())
    assert len(list(pieces(card))) == 2
    assert labels(card) == ["Helpful", "Show", "⋯"]


async def test_excerpt_ends_at_a_sentence():
    body = " ".join(f"This is sentence number {number} of a long review." for number in range(200))
    opening = list(pieces(review_card(reviewed(body=body))))[1]
    assert 500 < len(opening) <= 700
    assert opening.endswith("of a long review.")


async def test_what_is_said_once_is_not_said_again_as_the_verdict():
    text = read(review_card(reviewed(body="Verdict\nWatch it for the drums.")))
    assert text.count("Watch it for the drums.") == 1


async def test_card_that_spoils_shows_no_word_of_the_text():
    text = read(review_card(reviewed("The drummer leaves", BODY, spoilers=True)))
    assert "This review contains spoilers." in text
    assert "Read it all" in text
    assert "||The drummer leaves||" in text
    assert not any(sentence in text for sentence in re.split(r"[.\n]+ ?", BODY) if sentence)


async def test_a_headline_cannot_uncover_itself():
    for headline in ("He dies ||twice|| and once", "He dies || twice", "|||||", "||He||||dies|| twice\\"):
        card = seen(read(review_card(reviewed(headline, spoilers=True))))
        assert card.open.split("\n")[3] == "▇"
        assert card.hidden.count("\n") == 0


async def test_members_text_is_shown_as_text():
    text = read(review_card(reviewed("[win](https://example.org)", "# @everyone <@1> **no** `x`")))
    assert r"\[win\](https\://example.org)" in text
    assert r"\# \@everyone \<\@1\> \*\*no\*\* \`x\`".replace(r"<\@", "<@") in text


async def test_reading_pages_can_be_turned():
    body = "\n\n".join(f"Paragraph {number}. " + "Words and words. " * 30 for number in range(20))
    pages = text_pages(body)
    assert len(pages) > 2
    for at, page in enumerate(pages):
        view = review_text_page(reviewed("Music heals", body), at)
        assert ("**Music heals**" in read(view)) == (at == 0)
        assert page.strip() in read(view)
        assert f"-# page {at + 1} of {len(pages)}" in read(view)
        back, on = list(buttons(view).items())[:2]
        assert back[0] == f"review:read:12.{max(at - 1, 0)}"
        assert on[0] == f"review:read:12.{min(at + 1, len(pages) - 1)}"
        assert (back[1].disabled, on[1].disabled) == (at == 0, at == len(pages) - 1)


async def test_a_short_text_has_no_pages_to_turn():
    view = review_text_page(reviewed("Music heals", BODY), 0)
    assert BODY in read(view)
    assert "page" not in read(view)
    assert list(buttons(view)) == ["review:helpful:12", "show:open:7"]


@pytest.mark.parametrize(("asked", "shown"), [(-3, 1), (0, 1), (999, 13)])
async def test_page_numbers_past_the_ends_give_the_end(asked: int, shown: int):
    assert f"page {shown} of 13" in read(review_text_page(reviewed(body="word " * 8_000), asked))


async def test_a_page_of_blanks_is_still_a_page():
    of = reviewed(body="Before." + "\n" * 9_000 + "After.")
    for page in range(len(text_pages(of.review.words.body))):
        assert not problems(review_text_page(of, page))


@given(body=texts)
@settings(max_examples=50, deadline=None)
async def test_pages_hold_the_whole_text(body: str):
    visible = re.sub("[\u202a-\u202e\u2066-\u2069]", "", body)  # overrides of the direction are dropped
    pages = text_pages(body)
    assert _without_bars(unescape("".join(pages))) == _without_bars(visible)
    for at, page in enumerate(pages):
        shown = list(pieces(review_text_page(reviewed(body=body), at)))
        assert page in shown or not any(map(str.isprintable, "".join(page.split())))


@pytest.mark.parametrize("between", [" ", "\n", "\n\n"])
async def test_a_spoiler_is_hidden_on_all_its_pages(between: str):
    secret = between.join(f"sesame {number}" for number in range(900))
    of = reviewed("Loud", f"The band plays. ||{secret}|| It is loud.")
    hidden = list[str]()
    for at in range(len(text_pages(of.review.words.body))):
        texts = [seen(text) for text in pieces(review_text_page(of, at))]
        assert not any("sesame" in text.open for text in texts)
        hidden += [text.hidden.strip() for text in texts]
    assert len(hidden) > 8
    assert between.join(filter(None, hidden)) == secret


def _without_bars(text: str) -> str:
    """A text without what is added to hide a part of it on each of its pages."""
    return re.sub(r"\|| (?=\|)", "", text)


@given(title=lines, line=lines, text=texts)
@settings(max_examples=30, deadline=None)
async def test_everything_fits_whatever_it_says(title: str, line: str, text: str):
    for view in everything(crowded(title or "?", line or "?", text)):
        assert problems(view) == []


@pytest.mark.parametrize("unit", UNITS)
async def test_everything_fits_however_long_it_is(unit: str):
    text = (unit * BODY_LIMIT)[:BODY_LIMIT]
    line = " ".join(text[:400].split())[:200] or "?"
    for view in everything(crowded(line, line, text)):
        assert problems(view) == []
