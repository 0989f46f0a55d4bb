"""What is between || and ||: found as Discord's clients do, and hidden wherever the text is cut."""

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.catalog.editing import changes
from bot.domain.catalog.shows import Facts, Show
from bot.domain.ids import GuildId, ShowId
from bot.domain.text import by_line, clean_text, conceal, cut_pages, escape, fits_in, hide, mark, shorten
from bot.domain.text.sections import excerpt, verdict
from bot.domain.text.spoilers import bars_apart, hidden, marker
from tests.discord_reader import seen

untimed = settings(deadline=None)

SIGNS = [
    "||",
    "|",
    "\\",
    "`",
    "```",
    "\n",
    "\n\n",
    " ",
    ". ",
    "- ",
    "# ",
    "Verdict\n",
    "**",
    "@everyone",
    "文。",
]
words = st.integers(0, 999).map("w{}".format)
texts = st.lists(st.sampled_from(SIGNS) | words, max_size=40).map("".join)
any_text = st.text(max_size=60).map(clean_text)


@pytest.mark.parametrize(
    ("text", "open_", "secrets"),
    [
        ("He ||dies|| there.", "He ▇ there.", ["dies"]),
        ("|| dies ||", "▇", [" dies "]),
        ("||one||two||three||", "▇two▇", ["one", "three"]),
        ("||one||||two||", "▇▇", ["one", "two"]),
        ("||over\nlines\n\nand paragraphs||", "▇", ["over\nlines\n\nand paragraphs"]),
        ("|| ||", "▇", [" "]),
        ("||||", "||||", []),
        ("|||||", "▇", ["|"]),
        ("|||x|||", "▇|", ["|x"]),
        ("||a|b||", "▇", ["a|b"]),
        ("a || b", "a || b", []),
        ("a || b ||c|| d", "a ▇c|| d", [" b "]),
        ("||never closed", "||never closed", []),
        (r"\||open||", r"\||open||", []),
        (r"\|| open ||dies||", r"\|| open ▇", ["dies"]),
        (r"\\||dies||", r"\\▇", ["dies"]),
        (r"||dies\||", "▇", ["dies\\"]),
        ("`||` hides, see: ||dies||", "`||` hides, see: ▇", ["dies"]),
        ("```\na || b\n``` ||dies||", "```\na || b\n``` ▇", ["dies"]),
        ("`` || ` ||dies||", "`` || ` ▇", ["dies"]),
        ("code `if ||dies||` too", "code `if ▇` too", ["dies"]),
        ("||# none\n- no list\n> @everyone <@1> **x||", "▇", ["# none\n- no list\n> @everyone <@1> **x"]),
    ],
)  # fmt: skip
def test_what_discord_hides_is_hidden_and_nothing_else(text: str, open_: str, secrets: list[str]) -> None:
    assert [text[start + 2 : end - 2] for start, end in hidden(text)] == secrets
    shown = seen(escape(text))
    assert shown.open == open_
    assert shown.hidden.replace("| ", "|") == "\n".join(secrets)
    assert conceal(text) == open_.replace("▇", "(spoiler)")


DISCORD = re.compile(
    r"\\[^0-9A-Za-z\s]|(?P<ticks>`+)(?P<code>[\s\S]*?[^`])(?P=ticks)(?!`)|(?P<spoiler>\|\|[\s\S]+?\|\|)|[\s\S]"
)


@untimed
@given(st.text(st.sampled_from("||||`\\ab\n"), max_size=24))
def test_which_bars_hide_is_decided_as_in_discord(text: str) -> None:
    expected = list[tuple[int, int]]()
    for found in DISCORD.finditer(text):
        if found["spoiler"]:
            expected.append(found.span())
        elif found["code"]:  # shown as it is, so what looks hidden is
            inside = re.finditer(r"\|\|[\s\S]+?\|\|", found["code"])
            expected += [tuple(found.start("code") + place for place in each.span()) for each in inside]  # type: ignore[misc]
    assert list(hidden(text)) == expected


def secrets_of(text: str) -> set[str]:
    """The words that a text hides and does not also show."""
    places = hidden(text)
    inside = {word for start, end in places for word in re.findall(r"w\d+", text[start:end])}
    for start, end in reversed(places):
        text = f"{text[:start]} {text[end:]}"
    return inside - set(re.findall(r"w\d+", text))


def leaked(shown: str, text: str) -> set[str]:
    """Which hidden words of a text may be read in what is shown of it, or in a part of a word at a cut."""
    return set(re.findall(r"w\d+", seen(shown).open)) & secrets_of(text)


@untimed
@given(texts | any_text)
def test_what_is_shown_is_what_was_written(text: str) -> None:
    open_, inside = seen(escape(text))
    written = re.sub("[\u202a-\u202e\u2066-\u2069]", "", text)
    for start, end in reversed(hidden(text)):
        text = f"{text[:start]}▇{text[end:]}"
    assert open_ == re.sub("[\u202a-\u202e\u2066-\u2069]", "", text)
    assert all(line.strip() in written for line in inside.split("\n"))


@untimed
@given(texts, st.integers(8, 80), st.integers(20, 160))
def test_what_is_hidden_stays_so_on_every_page(text: str, characters: int, size: int) -> None:
    fits = fits_in(characters, size)
    pages = cut_pages(text, fits)
    assert "".join(pages) == text
    at, part = 0, marker(text)
    for page in pages:
        shown = escape(part(at, at + len(page)))
        assert len(page) == 1 or fits(part(at, at + len(page)))
        assert not leaked(shown, text)
        at += len(page)


@untimed
@given(texts, st.data())
def test_what_is_hidden_stays_so_in_any_part(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    part = marker(text)(start, data.draw(st.integers(start, len(text))))
    assert not leaked(escape(part), text)
    assert not leaked(f"- {escape(by_line(part)).replace(chr(10), chr(10) + '- ')}", text)
    assert not set(re.findall(r"w\d+", conceal(part))) & secrets_of(text)


@untimed
@given(texts, st.integers(1, 60))
def test_what_is_hidden_stays_so_when_it_is_shortened(text: str, limit: int) -> None:
    assert not leaked(escape(shorten(mark(text), limit)), text)
    assert not leaked(escape(excerpt(text, limit)), text)
    assert not leaked(escape(verdict(text, limit) or ""), text)
    assert not leaked(hide(text), text)


@untimed
@given(texts, texts)
def test_texts_beside_each_other_hide_what_each_hides(one: str, other: str) -> None:
    both = seen(escape(f"{mark(one)} · {mark(other)}"))
    assert both.open == f"{seen(escape(one)).open} · {seen(escape(other)).open}"


def test_what_an_edit_changed_hides_what_each_fact_hides() -> None:
    before = Show(
        GuildId(1), ShowId(1), "Glass || Heart", Facts(network="A || B", genres=("x || y", "||z||"))
    )
    after = replace(before, title="Glass ||Heart||", facts=Facts(network="||sesame||", genres=("x || y",)))
    assert [seen(escape(line)).open for line in changes(before, after)] == [
        "Title: Glass | | Heart → Glass ▇",
        "Network: A | | B → ▇",
        "Genres: x | | y, ▇ → x | | y",
    ]


@untimed
@given(texts, texts)
def test_texts_stored_in_one_line_hide_what_each_hides(one: str, other: str) -> None:
    both = seen(escape(f"{bars_apart(one)} → {bars_apart(other)}"))
    assert both.open == f"{seen(escape(bars_apart(one))).open} → {seen(escape(bars_apart(other))).open}"
    assert not leaked(escape(bars_apart(one)), one)


@untimed
@given(texts)
def test_a_marked_text_is_not_read_once_more(text: str) -> None:
    assert mark(mark(text)) == mark(text)
    assert escape(mark(text)) == escape(text)


@untimed
@given(texts)
def test_hidden_as_a_whole_nothing_is_open(text: str) -> None:
    whole = seen(hide(text))
    assert whole.open in ("", "▇")


def test_an_opening_hides_its_spoiler_when_it_ends_within() -> None:
    body = f"The band plays. ||The drummer leaves the band, {'and goes, ' * 90}at last.|| It is loud."
    assert seen(escape(excerpt(body, 200))).open == "The band plays. ▇"
    assert seen(escape(excerpt("||He dies.\n\nShe lives.|| Loud.", 200))).open == "▇ Loud."


def test_a_verdict_within_a_spoiler_is_one() -> None:
    assert verdict("Loud.\n\n||Verdict: he dies.\nShe lives.|| Watch it.") == (
        "\x02he dies.\x03\n\n\x04She lives.\x03 Watch it."
    )


@pytest.mark.parametrize("nothing", ["\u202e", "\u200b", " ", "|", "\u2066\u2069"])
def test_bars_around_nothing_leave_those_after_them_alone(nothing: str) -> None:
    assert seen(escape(f"||{nothing}|| x ||dies||")).open == "▇ x ▇"
    assert escape(f"||{nothing}||").strip()


def test_a_sentence_ends_behind_its_bars() -> None:
    assert shorten("He said so. ||He dies.|| And then it went on and on.", 30) == "He said so. ||He dies.||"


def test_in_a_list_each_line_hides_what_is_hidden_of_it() -> None:
    text = by_line("||One.\n\n  Two.\nThree|| four")
    assert escape(text) == "||One.||\n\n  ||Two.||\n||Three|| four"
    assert escape(f"- {text}".replace("\n", "\n- ")).count("||") == 6


def test_what_was_cut_off_somehow_is_rather_hidden() -> None:
    text = mark("He sees ||how she dies|| there.")
    assert seen(escape(text[:15])).open == r"He sees ▇"
    assert seen(escape(text[12:])).open == "▇ there."
    assert conceal(text[12:]) == "(spoiler) there."
