"""What opens a review's text, and what it concludes."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.text import sentence_ends
from bot.domain.text.sections import excerpt, is_data, looks_like_heading, sections, verdict

untimed = settings(deadline=None)

OPENING = (
    "Night Bakery Review: Made by Ines Duarte and Olle Berg, this small series follows a bakery that opens "
    "at midnight. Its customers bring a story with every loaf, and few of them are true."
)
MIDDLE = (
    "The first episode takes its time. We learn how dough is folded, who owes whom money, and why the owner, "
    "Mr. Sand, never sleeps. By the third one I had stopped looking at my phone."
)
END = (
    "Night Bakery is not for the hungry. It drags in the middle, and two of the bakers are only sketched. "
    "Still, I would go back for another slice."
)
MUSIC = "The music deserves a word of its own. It is mostly the sound of an oven."
ARTICLE = f"""Night Bakery Review

Director: Ines Duarte and Olle Berg
Date Created: 2024-11-02 08:15
4.5
{OPENING}
Night Bakery Review
{MIDDLE}

Also Read: Lamp Street Review: A Detective Without a Case
{MUSIC}
Summing Up
{END}
Also Read: Tidewater Review: Wet Feet, Warm Heart
"""


def test_an_article_opens_with_its_prose_and_ends_with_its_verdict() -> None:
    assert excerpt(ARTICLE) == f"{OPENING}\n\n{MIDDLE}\n\n{MUSIC}"
    assert excerpt(ARTICLE, 400) == f"{OPENING}\n\n{MIDDLE}"
    assert verdict(ARTICLE) == END
    assert verdict(ARTICLE, 120) == END[: END.index(" Still")]


def test_its_sections_are_known_by_their_headings() -> None:
    headings = [(section.heading, section.is_verdict) for section in sections(ARTICLE)]
    assert headings == [
        ("", False),
        ("Night Bakery Review", False),
        ("Night Bakery Review", False),
        ("Summing Up", True),
    ]


def test_an_excerpt_of_a_long_paragraph_ends_at_a_sentence() -> None:
    short = excerpt("A title\n\n" + " ".join([MIDDLE] * 9))
    assert short.startswith("The first episode")
    assert 600 < len(short) <= 700
    assert len(short) in sentence_ends(" ".join([MIDDLE] * 9))


VERDICT_HEADINGS = """
Verdict | FINAL VERDICT: | ## Final Thoughts | **Bottom line** | In short | TL;DR | The Takeaway | Conclusion
our take | 5. Summing Up | Overall: | Overall 8/10 | 🎬 Verdict 🎬 | __Wrap-up__:
Fazit | Unterm Strich | En résumé | En resume | Conclusión | Considerações finais | Verdetto
まとめ | 【総評】 | ■ 結論 | 总结 | 總結： | 结语 | 총평 | 결론
"""


@pytest.mark.parametrize("heading", re.split(r" \| |\n", VERDICT_HEADINGS.strip()))
def test_a_verdict_is_found_under_its_heading(heading: str) -> None:
    assert verdict(f"{OPENING}\n\n{heading}\n\n{END}") == END
    assert excerpt(f"{OPENING}\n\n{heading}\n{END}") == OPENING


@pytest.mark.parametrize("label", ["Verdict:", "**Verdict:**", "Bottom line –", "TL;DR:", "総評："])
def test_a_verdict_may_follow_its_heading_on_the_same_line(label: str) -> None:
    assert verdict(f"{OPENING}\n{label} {END}") == END
    assert verdict(f"{label} {END}\n\n{OPENING}") == END
    assert excerpt(f"{label} {END}\n\n{OPENING}") == OPENING


@pytest.mark.parametrize(
    "body",
    [
        "",
        "   \n ",
        "Verdict",
        "# Verdict\n\n4/5",
        "Verdict: ★★★★",
        "Overall: 4/5",
        "In short, I liked it.",
        f"{OPENING} The verdict: guilty, all of them.",
        ARTICLE[: ARTICLE.index("Summing Up")],
    ],
)
def test_without_a_closing_section_there_is_no_verdict(body: str) -> None:
    assert verdict(body) is None


def test_only_the_last_verdict_counts() -> None:
    assert verdict(f"TL;DR: go.\n\n{OPENING}\n\nVerdict\n{END}\n\nOverall: 4/5") == END


def test_a_verdict_ends_at_the_next_heading() -> None:
    assert verdict(f"{OPENING}\n\n## Verdict\n{END}\n\n## About the author\nShe bakes.") == END
    assert verdict(f"{OPENING}\n\nVerdict\n{END}\n\nAbout the author\nShe bakes at night, too.") == END
    assert verdict(f"{OPENING}\n\nVerdict\nWatch it\nRating: 4/5\nAlso Read: Tidewater Review") == "Watch it"
    assert verdict(f"{OPENING}\n\nVerdict\nYes.\n\nBut bring bread.") == "Yes.\n\nBut bring bread."


@pytest.mark.parametrize(
    ("body", "opening"),
    [
        (MIDDLE, MIDDLE),
        (f"# Night Bakery\n*By Ana*\n\n{MIDDLE}", MIDDLE),
        (f"Night Bakery\nA second look\nBy Ana Lund\n\n★★★½\n{MIDDLE}", MIDDLE),
        (f"Showrunner: Ines Duarte\nLänge: 8 Folgen\nCast: Ana Lund, Bo Ek\n{MIDDLE}", MIDDLE),
        (f"3.5 out of 5\n2024-11-02\n---\n{MIDDLE}", MIDDLE),
        (f"Cast: They are all good. {MIDDLE}", f"Cast: They are all good. {MIDDLE}"),
        (f"{OPENING}\n\nThe music\n{MIDDLE}", f"{OPENING}\n\n{MIDDLE}"),
        (f"监督：某人\n評価：4\n{MIDDLE}", MIDDLE),
        ("夜のパン屋\n\n真夜中に開くパン屋の話だ。静かで良い。", "真夜中に開くパン屋の話だ。静かで良い。"),
        ("A text that somebody wrapped by hand at the width of a terminal goes on\nOver some lines.", None),
        ("Great show", None),
        ("Loved it\nSo much bread", None),
        ("no capitals, no full stop\nstill a review", None),
        ("- great bread\n- dull bakers", None),
        ("Verdict: watch it.", None),
        ("4/5", None),
        ("", None),
    ],
)
def test_an_excerpt_skips_what_is_no_prose_unless_there_is_nothing_else(
    body: str, opening: str | None
) -> None:
    assert excerpt(body) == (body if opening is None else opening)


HEADINGS = "What works | # anything goes, really. | **Music** | Episode 3 | 音楽について | Glass (2025)"
NO_HEADINGS = (
    "It works. | no capital | First, | - An item | 1. An item | 4/5 | Also Read: Tidewater | "
    "This line has far too many words to head a section"
)
DATA = (
    "3.5 | 3,5/5 | ★★★½ | 4 out of 5 stars | 2025-07-31 21:22 | Rating: 4/5 | Music: 4/5 | 主演：某人 | "
    "Director: Ana Lund | **Genre:** Drama | ALSO READ – Tidewater | Also Read: It ends. Or not."
)
PROSE = "Music: lovely | Cast: Good. All of them. | My favourite is Mr. Sand."


@pytest.mark.parametrize("line", HEADINGS.split(" | "))
def test_headings_are_short_and_no_sentences(line: str) -> None:
    assert looks_like_heading(line)


@pytest.mark.parametrize("line", ["", OPENING, *NO_HEADINGS.split(" | ")])
def test_other_lines_are_no_headings(line: str) -> None:
    assert not looks_like_heading(line)


@pytest.mark.parametrize("line", DATA.split(" | "))
def test_facts_scores_and_asides_are_data(line: str) -> None:
    assert is_data(line)


@pytest.mark.parametrize("line", [MIDDLE, *PROSE.split(" | ")])
def test_prose_is_no_data(line: str) -> None:
    assert not is_data(line)


MORE_LINES = "  |Verdict|TL;DR: yes, bread.|# Music|A heading|no stop|文が続く。|まとめ|- item|**|:|："
lines = st.sampled_from([*ARTICLE.split("\n"), *MORE_LINES.split("|")])


@untimed
@given(st.lists(lines, max_size=12).map("\n".join) | st.text(max_size=200), st.integers(1, 500))
def test_whatever_the_text_both_keep_their_limits(body: str, limit: int) -> None:
    assert len(excerpt(body, limit)) <= limit
    assert bool(excerpt(body, limit)) == bool(body.strip())
    concluded = verdict(body, limit)
    assert concluded is None or 0 < len(concluded) <= limit


@untimed
@given(st.lists(lines, max_size=12))
def test_sections_keep_every_line_that_is_no_heading(written: list[str]) -> None:
    found = sections("\n".join(written))
    kept = [line for section in found for line in (section.heading, *section.lines)]
    assert " ".join(kept).replace("TL;DR", "TL;DR:").split() == " ".join(written).split()
