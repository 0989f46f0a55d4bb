"""Whatever the text: the parser never fails, keeps every character, and isn't slowed down by repetitions."""

import re
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.catalog.show_form import LINE_LIMIT, TITLE_LIMIT
from bot.domain.reviews.review import HEADLINE_LIMIT
from bot.domain.text import clean_text
from bot.readers.articles.article import Article, parse_article

untimed = settings(deadline=None)

SAMPLES = [
    path.read_text(encoding="utf-8") for path in sorted(Path(__file__).with_name("articles").glob("*.txt"))
]
PARAGRAPHS = [paragraph for text in SAMPLES for paragraph in text.split("\n")]

FRAGMENTS = """
    Review | review: | Director: | Cast: | ## Cast | - | * | ** | : | – | , | . | ( | ) | “ | ” | ‘ | / | &
    and | as | as the | who plays | , played by | starring | is | Ana Lund | Bo Ek | Eva | 玻璃之心 | 佐藤健
    The | of | de | Dr. | Jr. | ’s | Netflix | on Netflix | based on the novel by | directed by | written by
    10 episodes | 35 minutes | 3.5 | 7/10 | ★★★½ | 2025-07-31 21:22 | 03/04/2025 | 99999999999999999999
    Also Read: | Verdict | Season 2 | (2017) | Movie | also known as | \u200d | and others
"""
BREAKS = ("\n", "\n\n", "\t", "\r\n", "\x00", "\ud800", "\ufeff", "|")
fragments = st.sampled_from([*map(str.strip, re.split(r"[|\n]", FRAGMENTS.strip())), *BREAKS])
texts = (
    st.text(max_size=300)
    | st.lists(fragments, max_size=60).map(" ".join)
    | st.lists(st.sampled_from(PARAGRAPHS), max_size=25).map("\n".join)
)


def check(article: Article) -> None:
    """What holds for every article: all of it fits the catalogue, and the counts are possible."""
    names = (
        *article.directors,
        *article.writers,
        *(part for one in article.cast for part in (one.name, one.character)),
    )
    lines = (*names, article.network, article.based_on, article.byline, article.country, *article.genres)
    assert all(len(line) <= LINE_LIMIT and "\n" not in line for line in lines)
    assert all(len(title) <= TITLE_LIMIT for title in (article.title, *article.other_titles))
    assert len(article.headline) <= HEADLINE_LIMIT
    assert all(one.name for one in article.cast)
    assert all(link.title for link in article.also_read)
    assert bool(article.date_created) == (article.created_at is not None)
    assert all(said.endswith(".") and "\n" not in said and len(said) < 500 for said in article.not_understood)


@untimed
@given(texts)
def test_any_text_is_read_and_kept(text: str) -> None:
    article = parse_article(text)
    assert article.body == clean_text(text)
    check(article)


@untimed
@given(st.sampled_from(SAMPLES), st.randoms(use_true_random=False))
def test_an_article_in_any_order_is_read_and_kept(text: str, random: Random) -> None:
    paragraphs = text.split("\n")
    random.shuffle(paragraphs)
    shuffled = "\n".join(paragraphs)
    article = parse_article(shuffled)
    assert article.body == shuffled
    check(article)


SIZE = 64 * 1024  # characters; anything that grows with the square of it would take minutes
REPEATED = [
    *(
        "a",
        "A",
        "1",
        "*",
        " ",
        "\n",
        "“",
        "(",
        ":",
        "– ",
        ". ",
        "A B\n",
        "a\n",
        "1\n",
        "A:\n\n",
        "\u0301",
        "[a](",
    ),
    *("Ab ", "Ab, ", "Ab & ", "Ab (Cd) ", "Ab Cd as Ef, ", "as ", "the ", "- Ab Cd as Ef\n", "| a | b |\n"),
    *("Review ", "Review: ", "玻璃 / ", "directed by Ab, ", "By Ab\n", "based on ", "Netflix ", "stream on "),
    *("10 episodes ", "has all its ", "10 minutes ", "give 1 ", "2025-01-01 ", "premiered a "),
    *("Also Read: A Review: b\n", "Verdict\nx.\n"),
]


@pytest.mark.parametrize("repeated", REPEATED)
@pytest.mark.parametrize("before", ["", "Cast:\n"])
def test_repetitions_are_read_and_kept(before: str, repeated: str) -> None:
    text = before + repeated * (SIZE // len(repeated))
    article = parse_article(text)
    assert article.body == text
    check(article)
