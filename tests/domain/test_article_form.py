"""What an article says goes through its forms and back unchanged, and what people type is read or named."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.catalog.drafts import ShowDraft
from bot.domain.errors import Refusal
from bot.domain.ids import Millis
from bot.domain.ratings.rating import ALL_HALVES, Stars
from bot.domain.reviews.articles import about_people, about_review, about_show
from bot.domain.reviews.drafts import ArticleDraft
from bot.readers.articles.article import parse_article
from bot.readers.articles.form import fill_article_form, read_article_form

SAMPLES = sorted((Path(__file__).parent / "articles").glob("*.txt"))
anything = st.text(st.characters(), max_size=60)
drafts = st.builds(
    ArticleDraft,
    show=st.builds(
        ShowDraft,
        anything,
        st.none() | st.integers(),
        other_titles=anything,
        facts=anything,
        makers=anything,
        cast=anything,
        synopsis=anything,
    ),
    also_read=anything,
    season=anything,
    headline=anything,
    byline=anything,
    date=anything,
    stars=st.none() | st.builds(Stars, st.sampled_from(ALL_HALVES)),
    body=anything,
    not_understood=st.lists(anything).map(tuple),
)
DRAFT = ArticleDraft(ShowDraft("Beck"))


@pytest.mark.parametrize("file", SAMPLES, ids=lambda file: file.stem)
def test_what_was_understood_is_read_back_from_the_forms(file: Path) -> None:
    article = parse_article(file.read_text("utf-8"))
    draft = fill_article_form(article)
    if not article.title:
        with pytest.raises(Refusal, match="No title was found"):
            read_article_form(draft)
        return
    read = read_article_form(draft)
    assert read.title == article.title
    assert read.facts == article.facts()
    assert (read.season, read.byline, read.stars) == (article.season, article.byline, article.rating)
    assert (read.words.headline, read.words.body) == (article.headline, article.body)
    assert read.written_at == article.created_at


def test_there_are_samples() -> None:
    assert len(SAMPLES) > 10


@settings(deadline=None)
@given(drafts)
def test_anything_typed_is_read_or_refused(draft: ArticleDraft) -> None:
    try:
        read = read_article_form(draft)
    except Refusal:
        return
    assert read.title
    assert all(said for _, said in (*about_show(read), *about_people(read), *about_review(read)))


@pytest.mark.parametrize(
    ("draft", "sentence"),
    [
        (ArticleDraft(ShowDraft(" \u200b ")), "No title was found in the article."),
        (replace(DRAFT, season="two"), "“two” is no season."),
        (replace(DRAFT, season="²"), "“²” is no season."),
        (replace(DRAFT, season="0"), "Seasons and episodes are counted from 1."),
        (replace(DRAFT, date="last week"), "“last week” is no date I can read."),
        (replace(DRAFT, date="2025-13-01"), "“2025-13-01” is no date I can read."),
        (replace(DRAFT, date="9999-12-31 23:59-12:00"), "is no date I can read."),
        (replace(DRAFT, also_read="x" * 201), "A title can have 200 characters"),
        (replace(DRAFT, also_read="\n".join(map(str, range(61)))), "There are 61 titles under “Also read”"),
        (replace(DRAFT, byline="x" * 201), "The name of who wrote it is too long."),
        (replace(DRAFT, show=ShowDraft("Beck", facts="Episodes: ten")), "should be a whole number"),
    ],
)
def test_what_can_not_be_understood_is_named(draft: ArticleDraft, sentence: str) -> None:
    with pytest.raises(Refusal) as refused:
        read_article_form(draft)
    assert sentence in refused.value.sentence


@pytest.mark.parametrize(
    ("typed", "at"),
    [
        ("", None),
        ("1970-01-02", 86_400_000),
        ("1970-01-01 00:01", 60_000),
        ("1970-01-01T09:00+09:00", 0),
        ("1969-12-31 23:59", -60_000),
    ],
)
def test_dates_are_in_utc_unless_a_zone_is_said(typed: str, at: Millis | None) -> None:
    assert read_article_form(replace(DRAFT, date=typed)).written_at == at


def test_a_year_can_be_taken_out_again() -> None:
    draft = fill_article_form(parse_article("Dark (2017) Review\n\nGerman and gloomy."))
    assert "Year: 2017" in draft.show.facts
    emptied = replace(draft, show=replace(draft.show, facts=draft.show.facts.replace("2017", "")))
    assert read_article_form(emptied).facts.year is None
