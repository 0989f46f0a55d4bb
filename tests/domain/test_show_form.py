"""The form for a new show, as people fill it in."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.catalog.drafts import ShowDraft
from bot.domain.catalog.show_form import (
    FACTS_TEMPLATE,
    LINE_LIMIT,
    LIST_LIMIT,
    MAKERS_TEMPLATE,
    SYNOPSIS_LIMIT,
    TITLE_LIMIT,
    checked_title,
    checked_year,
    read_form,
)
from bot.domain.catalog.shows import Credit, Facts, Job, Kind
from bot.domain.errors import Refusal
from bot.domain.text.titles import title_key

untimed = settings(deadline=None)

FILLED_IN = ShowDraft(
    title="Glass Heart",
    year=2025,
    other_titles="グラスハート\r\nGlass Heart\n\n  Gurasu   Haato \nグラスハート",
    facts="""Kind: series
network:  Netflix
COUNTRY: Japan
Genre: music, Romance and Drama
Episodes: 10
Minutes:50
Based on: the novels by Mio Wakagi: all of them
Also read: Beck; Nana""",
    makers="Directed by: Kohtaro Goto & Kensaku Kakimoto\nWriter: Mari Okada",
    cast="""Takeru Satoh as Naoki Fujitani – composer, and singer
Yu Miyazaki as Akane Saijo (the drummer)
Keita Machida AS Sho Takaoka
A Dog
Jean-Luc Bilodeau as Ben - a father - of one""",
    synopsis="  A drummer joins a band.\r\n\r\nIt rains.  ",
)


def test_a_form_becomes_the_facts_of_a_show() -> None:
    assert read_form(FILLED_IN) == Facts(
        other_titles=("グラスハート", "Gurasu Haato"),
        kind=Kind.SERIES,
        year=2025,
        network="Netflix",
        country="Japan",
        genres=("music", "Romance", "Drama"),
        episodes=10,
        minutes=50,
        synopsis="A drummer joins a band.\n\nIt rains.",
        based_on="the novels by Mio Wakagi: all of them",
        credits=(
            Credit("Kohtaro Goto", Job.DIRECTOR),
            Credit("Kensaku Kakimoto", Job.DIRECTOR),
            Credit("Mari Okada", Job.WRITER),
            Credit("Takeru Satoh", Job.CAST, "Naoki Fujitani", "composer, and singer"),
            Credit("Yu Miyazaki", Job.CAST, "Akane Saijo", "the drummer"),
            Credit("Keita Machida", Job.CAST, "Sho Takaoka"),
            Credit("A Dog", Job.CAST),
            Credit("Jean-Luc Bilodeau", Job.CAST, "Ben", "a father - of one"),
        ),
        also_read=("Beck", "Nana"),
    )


@pytest.mark.parametrize("kind", [Kind.SERIES, Kind.FILM, Kind.SPECIAL])
def test_a_kind_is_taken_as_it_is_stored(kind: Kind) -> None:
    assert read_form(ShowDraft("Beck", facts=f"Kind: {kind.value.upper()}")).kind is kind


def test_nothing_filled_in_is_nothing_known() -> None:
    untouched = read_form(ShowDraft("Beck", facts=FACTS_TEMPLATE, makers=MAKERS_TEMPLATE))
    assert untouched == Facts(kind=untouched.kind)
    assert read_form(ShowDraft("Beck")) == Facts()


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"facts": "Netflix"}, "I can't read the line “Netflix”. Write it like this: Network: Netflix"),
        ({"facts": "Streaming: Netflix"}, "I can't read the line “Streaming: Netflix”"),
        ({"facts": "Directors: Goto"}, "I can't read the line “Directors: Goto”"),
        ({"makers": "Goto, Okada"}, "Write it like this: Directors: Kohtaro Goto, Kensaku Kakimoto"),
        ({"facts": "Episodes: ten"}, "“Episodes: ten” should be a whole number, such as “Episodes: 10”"),
        ({"facts": "Episodes: 10001"}, "“Episodes: 10001” should be a whole number"),
        ({"facts": "Episodes: 1٢"}, "“Episodes: 1٢” should be a whole number"),
        ({"facts": "Minutes: -5"}, "“Minutes: -5” should be a whole number"),
        ({"facts": "Minutes: 2001"}, "“Minutes: 2001” should be a whole number"),
        ({"facts": "Episodes: 000000000123456789012345678901"}, "should be a whole number"),
        ({"facts": "Kind: opera"}, "“opera” is no kind of show I know. Write series, film or special."),
        ({"facts": "Network: " + "x" * LINE_LIMIT}, "is too long. 200 characters fit."),
        ({"makers": "Writers: " + "x" * (LINE_LIMIT + 1)}, "is too long. 200 characters fit."),
        ({"cast": "x" * (LINE_LIMIT + 1)}, "is too long. Write it like this: Actor as Character"),
        ({"cast": "A as B\n" * (LIST_LIMIT + 1)}, "There are 61 lines in one field; 60 are allowed."),
        ({"other_titles": "Beck\n" + "x" * 201}, "A title can have 200 characters, and this one has 201."),
        ({"synopsis": "x" * 1501}, "A synopsis can have 1,500 characters, and this one has 1,501."),
    ],
)
def test_what_can_not_be_understood_is_named(fields: dict[str, str], sentence: str) -> None:
    with pytest.raises(Refusal) as refused:
        read_form(ShowDraft("Beck", **fields))  # type: ignore[arg-type]
    assert sentence in refused.value.sentence
    assert len(refused.value.sentence) < 300


def test_many_names_fit_on_one_line() -> None:
    writers = [f"Writer {number}" for number in range(60)]
    facts = read_form(ShowDraft("Beck", makers=f"Writers: {', '.join(writers)}"))
    assert [credit.name for credit in facts.credits] == writers


LABELS = st.sampled_from(
    ["Kind", "Network", "Episodes", "Minutes", "Genres", "Also read", "Directors", "Writer", ""]
)
VALUES = st.text(st.characters(), max_size=30) | st.from_regex(r"\d{0,40}", fullmatch=True)
LINES = st.lists(st.builds("{}:{}".format, LABELS, VALUES), max_size=4).map("\n".join)
CAST = st.lists(st.builds("{} as {} ({})".format, VALUES, VALUES, VALUES), max_size=4).map("\n".join)


@untimed
@given(st.builds(ShowDraft, VALUES, st.none(), VALUES, LINES, LINES, CAST, VALUES))
def test_anything_typed_becomes_facts_that_can_be_stored_or_a_refusal(draft: ShowDraft) -> None:
    try:
        facts = read_form(draft)
    except Refusal:
        return
    assert 0 <= facts.episodes <= 10_000
    assert 0 <= facts.minutes <= 2_000
    assert len(facts.synopsis) <= SYNOPSIS_LIMIT
    names = [credit.name for credit in facts.credits]
    for words in (*facts.other_titles, *facts.genres, *facts.also_read, facts.network, *names):
        assert len(words) <= LINE_LIMIT
        assert "\n" not in words
        words.encode("utf-8")
    assert all((*facts.other_titles, *facts.genres, *facts.also_read, *names))


@pytest.mark.parametrize(
    "typed", ["", "   ", "\u3000\u200b", "\x00\x07", "\u2800\u3164", "\ufeff", "\u0301\u0301", "\u202e"]
)
def test_a_title_nobody_can_see_is_none(typed: str) -> None:
    with pytest.raises(Refusal, match="at least one readable character"):
        checked_title(typed)


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("  Glass \n Heart ", "Glass Heart"),
        ("Gla\x00ss", "Glass"),
        ("グラスハート", "グラスハート"),
        ("???", "???"),
        ("💀", "💀"),
        ("x" * TITLE_LIMIT, "x" * TITLE_LIMIT),
    ],
)
def test_a_title_is_stored_as_it_reads(typed: str, stored: str) -> None:
    assert checked_title(typed) == stored


def test_a_title_that_is_too_long_is_given_back() -> None:
    with pytest.raises(Refusal, match="and this one has 300") as refused:
        checked_title("x" * 300)
    assert refused.value.typed == "x" * 300


@untimed
@given(st.text(st.characters()))
def test_every_title_that_is_taken_can_be_found_again(typed: str) -> None:
    try:
        title = checked_title(typed)
    except Refusal:
        return
    assert 1 <= len(title) <= TITLE_LIMIT
    assert title_key(title)
    assert checked_title(title) == title


@pytest.mark.parametrize("year", [None, 1880, 1999, 2100])
def test_years_of_shows(year: int | None) -> None:
    assert checked_year(year) == year


@pytest.mark.parametrize("year", [0, 25, 1879, 2101, -2025])
def test_other_years_are_refused(year: int) -> None:
    with pytest.raises(Refusal, match="is not a year a show can be from"):
        checked_year(year)
