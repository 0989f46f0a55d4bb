"""Members' text, shortened and cut into pages."""

import re
from itertools import pairwise

import pytest
import regex
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from bot.domain.text import cut_pages, fits_in, sentence_ends, shorten
from bot.domain.text.cutting import between_characters

untimed = settings(deadline=None)

seen_as_one = ["e\u0301\u0323", "👩\u200d💻", "🇩🇪", "👍🏽", "각", "\u1100\u1161\u11a8"]
pieces = [
    "Short.", "A longer sentence follows here!", "Why (not)?", "Mr. Naka said so.", "3.5 of 5", "“Yes.”",
    "a b", "文が続く。", "「はい」",
]  # fmt: skip
sentences = st.lists(st.sampled_from(pieces), max_size=20).map(" ".join)
any_text = st.text(st.characters(), max_size=300) | st.text(
    st.sampled_from("a文。.* \n\t\u3000\u200d\u0301👩🇩\ud83d\udc00"), max_size=100
)


@pytest.mark.parametrize(
    "parts",
    [
        ["It began.", " Then it ended!", " Why?"],
        ["Mr. Naka met Dr. J. K. Oda vs. the U.S. team, e.g. twice.", " Done."],
        ["I gave it 3.5 of 5.", " Ep. 3 was best.", " Vol. 2 no. 4 too."],
        ["“Go on.”", " She did (at last!).", " *Wow.*", " End"],
        ["“Why?” he asked.", " Well… maybe so…", " Yes."],
        ["no capitals here.", " still sentences."],
        ["I said no.", " See no. 5."],
        ["これは文です。", "「はい。」", "次も！", "終わり"],
        ["1. An item of a list.", "\n2. Another."],
    ],
)
def test_sentences_end_where_a_reader_would_say(parts: list[str]) -> None:
    ends = [sum(map(len, parts[: n + 1])) for n in range(len(parts))]
    if parts[-1][-1] not in ".?!":
        ends.pop()
    assert list(sentence_ends("".join(parts))) == ends


@pytest.mark.parametrize(
    ("text", "limit", "short"),
    [
        ("Whole.", 6, "Whole."),
        ("One sentence. Another one.", 20, "One sentence."),
        ("So. A long sentence that does not end here.", 24, "So. A long sentence…"),
        ("One, two, three", 10, "One, two…"),
        ("Incomprehensibilities", 10, "Incompreh…"),
        ("これは文です。これはとても長い文です。", 12, "これは文です。"),
        ("文字が続くばかりで終わらない長い文", 8, "文字が続くばか…"),
        ("👩\u200d👩\u200d👧\u200d👦👩\u200d👩\u200d👧\u200d👦", 12, "👩\u200d👩\u200d👧\u200d👦…"),
        ("🇩🇪🇫🇷🇯🇵", 4, "🇩🇪…"),
        ("e\u0301" * 5, 4, "e\u0301…"),
    ],
)
def test_an_excerpt_ends_well(text: str, limit: int, short: str) -> None:
    assert shorten(text, limit) == short


@untimed
@given(sentences | any_text, st.integers(1, 80))
def test_an_excerpt_is_a_beginning_within_its_limit(text: str, limit: int) -> None:
    short = shorten(text, limit)
    assert len(short) <= limit
    assert (short == text) == (len(text) <= limit)
    assert text.startswith(short) or text.startswith(short.removesuffix("…"))


@untimed
@given(sentences, st.integers(12, 80))
def test_an_excerpt_never_ends_inside_a_word(text: str, limit: int) -> None:
    short = shorten(text, limit).removesuffix("…")
    assert not re.search(r"[A-Za-z]\Z", short) or not re.match(r"[A-Za-z]", text[len(short) :])


@pytest.mark.parametrize(
    ("text", "limit", "pages"),
    [
        ("", 10, [""]),
        ("all of it", 10, ["all of it"]),
        ("one two.\n\nthree four.\nfive", 22, ["one two.\n\n", "three four.\nfive"]),
        ("one two. six\nthree four. five", 25, ["one two. six\n", "three four. five"]),
        ("one two. three four. five", 22, ["one two. three four. ", "five"]),
        ("one two three", 9, ["one two ", "three"]),
        ("one two three", 7, ["one two", " three"]),
        ("abcdefgh", 3, ["abc", "def", "gh"]),
        ("長い文字列は途中で", 4, ["長い文字", "列は途中", "で"]),
        ("one two\n", 7, ["one ", "two\n"]),
        ("a\n\n" + "b" * 30, 20, ["a\n\n", "b" * 20, "b" * 10]),
        ("e\u0301e\u0301e\u0301", 3, ["e\u0301", "e\u0301", "e\u0301"]),
    ],
)
def test_pages_are_cut_at_the_best_place(text: str, limit: int, pages: list[str]) -> None:
    assert cut_pages(text, lambda page: len(page) <= limit) == pages


@untimed
@given(any_text | sentences, st.integers(4, 60), st.integers(8, 60))
def test_pages_joined_are_the_text_and_each_fits(text: str, chars: int, size: int) -> None:
    fits = fits_in(chars, size)
    pages = cut_pages(text, fits)
    assert "".join(pages) == text
    assert all(fits(page) for page in pages)
    assert all(pages) or pages == [""]


@untimed
@given(st.text("ab .\n", max_size=120), st.integers(5, 30))
def test_pages_are_cut_between_words_and_have_words(text: str, limit: int) -> None:
    words_and_blanks = re.findall(r"(?=(?:^|\s)(\s*\S+\s*))", text)
    assume(max(map(len, words_and_blanks), default=0) < limit // 2)
    pages = cut_pages(text, lambda page: len(page) <= limit)
    for page, following in pairwise(pages):
        assert page[-1].isspace() or following[0].isspace()
    assert all(page.strip() for page in pages) or not text.strip()


@untimed
@given(
    st.lists(
        st.sampled_from(["e\u0301\u0323", "👩\u200d💻", "🇩🇪", "👍🏽", "각", "\u1100\u1161\u11a8"]),
        max_size=30,
    )
)
def test_what_people_see_as_one_character_is_never_parted(characters: list[str]) -> None:
    text = "".join(characters)
    places = {len("".join(characters[:n])) for n in range(len(characters) + 1)}
    cut = 0
    for page in cut_pages(text, lambda page: len(page) <= 5):
        cut += len(page)
        assert cut in places
    if len(text) > 7:
        assert len(shorten(text, 7)) - 1 in places


@untimed
@given(
    any_text | st.text(st.sampled_from("a \n🇩🇪👩💻\u200d🏽\u0301न\u094dक각\u1100\u1161\u0600"), max_size=30)
)
def test_the_next_character_is_found_from_anywhere_within_one(text: str) -> None:
    places = [0, *(match.end() for match in regex.finditer(r"\X", text))]
    for at in range(len(text) + 1):
        assert between_characters(text, at) == next(place for place in places if place >= at)


def test_a_long_review_is_paged_with_few_judgements() -> None:
    judged: list[int] = []

    def fits(page: str) -> bool:
        judged.append(len(page))
        return len(page) <= 3_800

    text = "A paragraph of some words, none of them long.\n\n" * 850
    pages = cut_pages(text, fits)
    assert len(pages) == 11
    assert all(page.endswith("\n\n") for page in pages)
    assert sum(judged) < 40 * len(text)
