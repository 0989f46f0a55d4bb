"""The part of a text that is shown: where the words stand, in its own words, and no spoilers."""

import re

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.discovery.search import Query
from bot.domain.discovery.snippets import SPOILER, snippet

FILLER = "It goes on and on, and nobody minds. " * 40
units = st.sampled_from(
    [
        "drum ",
        "drums, ",
        "other ",
        "||",
        "|",
        "音楽の",
        "ドラム",
        "e\u0301",
        "\n\n",
        ". ",
        "|| dies ||",
        "'",
        "👩‍🚀",
    ]
)
texts = st.lists(units | st.text(max_size=5), max_size=60).map("".join)


def drawn(text: str, typed: str, room: int = 120) -> str:
    """A snippet with what was found in brackets."""
    pieces = snippet(text, Query.of(typed).phrases, room)
    return "".join(f"[{piece.text}]" if piece.found else piece.text for piece in pieces)


def test_what_was_found_is_marked_where_it_stands() -> None:
    text = f"{FILLER}The Drums were loud! {FILLER}"
    assert "[Drums] were [loud]" in drawn(text, "drum loud")
    assert drawn(text, "drum", 200).startswith("…It goes on and on, and nobody minds. The [Drums]")
    assert drawn(text, "drum", 200).endswith("…")
    assert drawn("Short: drums.", "drum") == "Short: [drums]."


def test_the_place_with_most_of_the_words_is_shown() -> None:
    text = f"A drum. {FILLER}Tender drums, loud drums. {FILLER}loud"
    assert "[Tender drums], [loud drums]" in drawn(text, "loud tender drum")


def test_what_was_found_is_marked_in_every_paragraph_that_is_shown() -> None:
    assert drawn("Loud drums.\n\nMore drums, and\ndrums.", "drum") == (
        "Loud [drums]. · More [drums], and [drums]."
    )


def test_a_phrase_is_marked_where_it_stands_whole_only() -> None:
    text = "The heart of glass. A glass heart."
    assert drawn(text, '"glass heart"') == "The heart of glass. A [glass heart]."
    assert drawn("ドラえもんのドラマ", "ドラマ") == "ドラえもんの[ドラマ]"
    assert drawn("Il parle de l’amour.", "amour") == "Il parle de [l’amour]."


def test_without_a_word_found_it_is_the_beginning_in_one_line() -> None:
    assert drawn("One.\n\n- Two\n" + FILLER, "drum").startswith("One. · - Two It goes")
    assert drawn("", "drum") == ""


def test_spoilers_are_left_out_and_never_chosen() -> None:
    text = "The drummer plays. ||The drummer dies|| and drums."
    assert drawn(text, "drummer dies") == "The [drummer] plays. (spoiler) and drums."
    assert drawn("||He\ndies||", "dies") == SPOILER
    assert drawn("A || B", "b") == "A || [B]"


def test_a_cut_inside_a_spoiler_shows_nothing_of_it() -> None:
    text = f"||{'secret words ' * 30}|| drum ||{'hidden words ' * 30}||"
    assert drawn(text, "drum") == "…(spoiler) [drum] (spoiler)…"


@given(
    texts,
    st.sampled_from(["drum", "ドラム", "other drum", '"drum other"', "音楽", "dies"]),
    st.integers(20, 200),
)
def test_a_snippet_is_a_part_of_the_text_without_its_spoilers(text: str, typed: str, room: int) -> None:
    phrases = Query.of(typed).phrases
    pieces = snippet(text, phrases, room)
    safe = re.sub(r"\|\|.+?\|\|", SPOILER, text, flags=re.DOTALL)
    middle = "".join(piece.text for piece in pieces if piece.text.strip() != "…")
    said = re.sub(r"\s+", " ", re.sub(r"\s*\n\s*\n\s*", " · ", safe))
    assert middle.replace("…", "").strip() in said.replace("…", "") or SPOILER in middle
    for part in middle.split(SPOILER):
        assert part.strip() in said
    assert sum(len(piece.text) for piece in pieces) <= room + len(SPOILER) * middle.count(SPOILER) + 80
    found = [piece.text for piece in pieces if piece.found]
    assert all(set(Query.of(each).whole) & set(Query.of(typed).whole) for each in found)
