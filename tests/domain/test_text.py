"""Members' text: cleaned, read from files and escaped."""

import re
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.errors import Refusal
from bot.domain.text import (
    UPLOAD_LIMIT,
    check_upload,
    clean_line,
    clean_text,
    decode_upload,
    escape,
    escape_all,
    fits_in,
    is_blank,
    unescape,
)

untimed = settings(deadline=None)

any_text = st.text(st.characters(), max_size=300)  # with lone surrogates, NUL and unassigned characters
tricky_text = st.text(
    st.sampled_from(
        "a1 .#*-\n\r\t\0\x0b\x85\u2028\ufeff\ud83d\udc00\xa0\u3000\u3164"  # newlines, controls, blanks
        "\u0301\u0323\u0345\u20e3\ufe0f\u200b\u200c\u200d\u034f\u202e\xad\ue000\u0378"  # marks and invisibles
        "👩💻❤🏽🇩🇪🏴한각\u1100\u1161\u11a8かが\u3099क\u094dষ\u09c7\u09be\u0622\u0627\u0653葛\U000e0100"
    ),
    max_size=40,
)
pieces = [*"\\*_~`|[]()<>@:#-+.!/123 \n\u202e\u2068e", "everyone", "http://", "here"]
markup = st.lists(st.sampled_from(pieces), max_size=60).map("".join)


# --- Cleaning ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("raw", "cleaned"),
    [
        ("a\r\nb\rc\u2028d\u2029e\x85f", "a\nb\nc\nd\ne\nf"),
        ("\ufefftitle \n", "title \n"),
        ("a\0b\x07c\td\x1b[0m", "abc\td[0m"),
        ("half \ud83d", "half \ufffd"),
        ("e\u0301 stays apart,  \u200bas typed\ufeff ", "e\u0301 stays apart,  \u200bas typed\ufeff "),
    ],
)
def test_long_text_is_kept_but_for_newlines_and_control_characters(raw: str, cleaned: str) -> None:
    assert clean_text(raw) == cleaned


@untimed
@given(any_text | tricky_text)
def test_cleaned_text_is_clean_and_storable(raw: str) -> None:
    text = clean_text(raw)
    assert clean_text(text) == text
    assert text.encode() is not None
    assert all(char in "\n\t" or unicodedata.category(char) != "Cc" for char in text)


@untimed
@given(st.text(st.characters(exclude_categories=["Cc", "Cs"], exclude_characters="\ufeff\u2028\u2029")))
def test_ordinary_text_is_not_touched(raw: str) -> None:
    assert clean_text(raw) == raw


@pytest.mark.parametrize(
    ("raw", "line"),
    [
        ("  Glass \t\n Heart\u3000\xa0! ", "Glass Heart !"),
        ("Cafe\u0301", "Café"),
        ("zero\u200bwidth\u2060 \ufeffsoft\xadhyphen", "zerowidth softhyphen"),
        ("\u202egnp.exe\u2066", "gnp.exe"),
        ("private \ue000 unassigned \u0378", "private unassigned"),
        ("half \ud83d", "half \ufffd"),
        (
            "👩\u200d💻 and ❤\ufe0f\u200d🔥 and 1\ufe0f\u20e3",
            "👩\u200d💻 and ❤\ufe0f\u200d🔥 and 1\ufe0f\u20e3",
        ),
        ("👩\u200d woman\u200d", "👩 woman"),
        ("a\ufe0f", "a"),
        ("می\u200cخواهم", "می\u200cخواهم"),  # Persian is misspelt without its joiner
        ("လျှို့ဝှက်", "လျှို့ဝှက်"),  # Burmese piles four marks on a letter
        ("葛\U000e0100城", "葛\U000e0100城"),  # a name's own form of an ideograph
        ("\U0001fae8", "\U0001fae8"),  # an emoji younger than Python 3.11
        ("\u0301\u0302", ""),
        ("\u3164 \u2800", ""),
        ("グラスハート", "グラスハート"),
    ],
)
def test_a_line_is_what_one_sees(raw: str, line: str) -> None:
    assert clean_line(raw) == line


def test_zalgo_is_calmed() -> None:
    line = clean_line("".join(letter + "\u0335\u0321\u0315\u0300" * 10 for letter in "zlgh"))
    assert re.sub("[\u0300-\u036f]", "", line) == "zlgh"
    assert max(map(len, re.findall("[\u0300-\u036f]+", line))) <= 4


@untimed
@given(any_text | tricky_text)
def test_a_line_is_one_line_cleaned_once(raw: str) -> None:
    line = clean_line(raw)
    assert clean_line(line) == line
    assert line == unicodedata.normalize("NFC", line)
    assert line.split() == (line.split(" ") if line else [])
    assert not line or any(unicodedata.category(char)[0] in "LNPS" or char >= "\u0900" for char in line)


@pytest.mark.parametrize("text", ["", "  \n\t", "\u3000\u200b\ufeff", "\u3164", "\xa0"])
def test_blank_is_what_shows_nothing(text: str) -> None:
    assert is_blank(text)
    assert not is_blank(text + "x")


# --- Uploads -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("filename", ["review.txt", "REVIEW.TXT", "my review.md"])
def test_a_text_file_is_read_whole(filename: str) -> None:
    data = "\ufeffグラスハート\r\n\r\nIt’s good.  \r\n".encode()
    assert decode_upload(filename, data) == "グラスハート\n\nIt’s good.  \n"


@pytest.mark.parametrize(
    ("filename", "data", "said"),
    [
        ("review.pdf", b"text", ".txt and .md"),
        ("txt", b"text", ".txt and .md"),
        ("review.txt", b"", "empty"),
        ("review.txt", b"\xef\xbb\xbf \r\n\t", "no words"),
        ("review.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "picture"),
        ("review.md", b"%PDF-1.7 ...", "PDF"),
        ("review.txt", b"PK\x03\x04docx", "office document"),
        ("review.txt", rb"{\rtf1\ansi hello}", "rich text"),
        ("review.txt", b"text with a\0in it", "not plain text"),
        ("review.txt", "Très bien".encode("latin-1"), "not saved as UTF-8"),
        ("review.txt", "Good".encode("utf-16"), "UTF-16"),
        ("review.txt", "Good".encode("utf-16-be"), "not plain text"),
        ("review.txt", b"a" * (UPLOAD_LIMIT + 1), "256 KiB at most"),
    ],
)
def test_other_files_are_refused_with_a_way_out(filename: str, data: bytes, said: str) -> None:
    with pytest.raises(Refusal) as refused:
        decode_upload(filename, data)
    assert said in refused.value.sentence
    assert re.search(r"(Save|Shorten|Write).* attach it again\.$", refused.value.sentence)


def test_a_file_can_be_refused_before_it_is_downloaded() -> None:
    check_upload("review.txt", UPLOAD_LIMIT)
    with pytest.raises(Refusal):
        check_upload("review.txt", UPLOAD_LIMIT + 1)
    with pytest.raises(Refusal):
        check_upload("review.docx", 1)


@untimed
@given(st.binary(max_size=200) | any_text.map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_any_bytes_are_text_or_refused(data: bytes) -> None:
    try:
        text = decode_upload("review.txt", data)
    except Refusal:
        return
    assert text == clean_text(data.decode("utf-8"))
    assert not is_blank(text)


# --- Escaping ----------------------------------------------------------------------------------------------


def live(escaped: str) -> str:
    """What Discord still reads as markup: everything that no backslash makes plain (as \x00)."""
    return re.sub(r"\\[^0-9A-Za-z\s]", "\x00", escaped)


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        (
            "It's good, isn't it? (Yes: 3.5 of 5.) Well-made!",
            "It's good, isn't it? (Yes: 3.5 of 5.) Well-made!",
        ),
        ("*a* _b_ ~~c~~ ||d|| `e`", r"\*a\* \_b\_ \~\~c\~\~ ||d|| \`e\`"),
        ("a || b, a|b", r"a \|\| b, a\|b"),
        ("||*a* <@1>\n- b||", "||\\*a\\* \\<@1\\>\n\\- b||"),
        ("@everyone @HERE @someone", r"\@everyone \@HERE @someone"),
        ("<@1> <@&2> <#3> </a b:4> <id:home>", r"\<@1\> \<@&2\> \<#3\> \</a b:4\> \<id:home\>"),
        ("<t:1:R> <:e:2> <a:e:2>", r"\<t\:1:R\> \<\:e:2\> \<a\:e:2\>"),
        ("https://e.org/a", r"https\://e.org/a"),
        ("[a](https://e.org)", r"\[a\](https\://e.org)"),
        (":smile: Note: this", r"\:smile: Note: this"),
        ("# a\n  ## b\n-# c\n> d", "\\# a\n  \\## b\n\\-# c\n\\> d"),
        ("- a\n  + b\n1. c\n 12) d\n3.5/5\n2025", "\\- a\n  \\+ b\n1\\. c\n 12\\) d\n3.5/5\n2025"),
        ("No #1 - a + b", "No #1 - a + b"),
        ("\\", "\\\\"),
        ("\\*", "\\\\\\*"),
        ("¯\\_(ツ)_/¯", "¯\\\\\\_(ツ)\\_/¯"),
        ("a\u202eb\u2066c\u2069", "abc"),
    ],
)
def test_markup_is_shown_as_text(text: str, escaped: str) -> None:
    assert escape(text) == escaped


@untimed
@given(markup | any_text.map(clean_text))
def test_escaping_loses_nothing(text: str) -> None:
    text = re.sub("[\u202a-\u202e\u2066-\u2069]", "", text)
    assert unescape(escape_all(text)) == text
    # Of “|||||” the bar that is hidden gets a space behind it.
    assert unescape(escape(text)).replace("| ||", "|||") == text.replace("| ||", "|||")


@untimed
@given(markup)
def test_nothing_is_left_that_discord_reads(text: str) -> None:
    for left in (live(escape_all(text)), *live(escape(text)).split("||")):
        assert not re.search(r"[*_~`|\[\]<>\\]|@(everyone|here)|://|:[\w+-]+:", left)
        assert not re.search(r"^\s*([-#+]|\d+[.)](\s|\Z))", left, re.MULTILINE)


@untimed
@given(markup)
def test_nobody_breaks_out_of_the_markup_around(text: str) -> None:
    assert live(f"**{escape(text)}**").count("*") == 4
    assert live(f"[{escape(text)}](x)").count("]") == 1


@untimed
@given(st.text("abc .,:;'\"()!?-\n", max_size=200))
def test_plain_prose_costs_little(text: str) -> None:
    assert len(escape(text)) - len(text) <= text.count("\n") + 1 + text.count(":")


def test_what_fits_is_judged_escaped() -> None:
    assert fits_in(4, 100)("a*b")
    assert not fits_in(3, 100)("a*b")
    assert fits_in(100, 6)("文字")
    assert not fits_in(100, 5)("文字")


@untimed
@given(markup, st.integers(1, 60))
def test_a_beginning_fits_where_the_whole_fits(text: str, limit: int) -> None:
    judged = [fits_in(limit, limit)(text[:end]) for end in range(len(text) + 1)]
    assert judged == sorted(judged, reverse=True)
