"""The page of a review article on its way in, on its fullest."""

from dataclasses import replace

from hypothesis import given, settings

from bot.domain.ids import NOBODY, Millis, ReviewId
from bot.domain.reviews.articles import ArticlePreview, Imported, Saved
from bot.domain.reviews.review import Reviewed
from bot.ui.cards import review_card
from bot.ui.pages.reviews.articles import article_page, article_saved
from tests.ui.examples import SNOWFLAKE, buttons, crowded, lines, problems, read, reviewed, texts

untimed = settings(deadline=None)


def full(of: Reviewed, line: str) -> ArticlePreview:
    """The preview of an article that brings everything."""
    show, review = of.show, of.review
    facts = show.facts
    titles = (show.title,) * 20
    imported = Imported(show.title, facts, 10_000, review.words, line, review.stars, review.created_at)
    return ArticlePreview((line * 2,) * 60, imported, line * 2, show, review, titles)


@untimed
@given(lines, lines, texts)
async def test_every_page_fits(title: str, line: str, text: str) -> None:
    of = crowded(title or "x", line, text)
    saved = Saved(of.show, False, (line,) * 40, (of.show.title,) * 20, ReviewId(SNOWFLAKE), True)
    for page in (article_page(SNOWFLAKE, full(of, line)), article_saved(saved)):
        page.check()
        assert problems(page) == []


@untimed
@given(lines, texts)
async def test_the_card_of_an_article_fits(line: str, text: str) -> None:
    of = crowded(line or "x", line, text)
    article = replace(of.review, user_id=NOBODY, stars=None, byline=line)
    card = review_card(Reviewed(article, of.show))
    card.check()
    assert problems(card) == []


async def test_short_facts_are_shown_whole() -> None:
    of = reviewed("Music heals", "A band of strangers learns to listen.\n\nVerdict: Go and listen.")
    imported = Imported(
        of.show.title,
        of.show.facts,
        0,
        of.review.words,
        "Ida Holm",
        of.review.stars,
        Millis(1_714_979_280_000),
    )
    doubt = "The date has a time but no time zone; it was read as UTC. " * 3
    page = article_page(3, ArticlePreview((doubt,), imported, new=("Beck",)))
    for line in (
        "Title: Glass Heart",
        "Cast: Satoh Takeru as Naoki Fujitani",
        "Headline: Music heals",
        "By: Ida Holm",
        "Verdict: Go and listen.",
        "To be added with no more than their title: Beck.",
        f"- {doubt.strip()}",
    ):
        assert line in read(page)
    assert list(buttons(page)) == [
        "article:save:3.0",
        "article:facts:3",
        "article:people:3",
        "article:review:3",
    ]


async def test_that_an_article_is_hidden_is_said_before_it_is_saved() -> None:
    of = reviewed("Music heals", "A band of strangers learns to listen.")
    preview = full(of, "Ida Holm")
    assert "hidden it" not in read(article_page(5, preview))
    hidden = replace(preview, old=replace(of.review, hidden=True))
    assert "bring it back with `/moderation restore`" in read(article_page(5, hidden))
