"""The sample catalogue and its reviews, and the strictness with which they are read."""

from collections.abc import Callable
from itertools import combinations

import pytest

from bot.domain.catalog.show_form import LINE_LIMIT, SYNOPSIS_LIMIT, checked_title, checked_year
from bot.domain.catalog.shows import Job, Kind
from bot.domain.ids import ShowId
from bot.domain.ratings.rating import ALL_HALVES, Target
from bot.domain.reviews.review import BODY_LIMIT, HEADLINE_LIMIT
from bot.domain.text import clean_line, clean_text
from bot.domain.text.sections import verdict
from bot.domain.text.titles import title_key
from bot.sample.loader import (
    SampleShow,
    read_ratings,
    read_reviews,
    read_shows,
    sample_ratings,
    sample_reviews,
    sample_shows,
)

MEMBERS = {"mira", "jonas", "aiko", "tomas"}
SHOWS = {show.title: show for show in sample_shows()}
REVIEWS = sample_reviews()
RATINGS = sample_ratings()


def test_there_are_twelve_shows_of_every_kind_and_from_many_countries() -> None:
    assert len(SHOWS) == len(sample_shows()) == 12
    assert {show.facts.kind for show in SHOWS.values()} == set(Kind) - {Kind.UNKNOWN}
    assert len({show.facts.country for show in SHOWS.values()}) >= 7


def test_glass_heart_is_known_by_all_its_titles() -> None:
    facts = SHOWS["Glass Heart"].facts
    assert facts.other_titles == ("グラスハート", "玻璃之心", "Gurasu Haato")
    assert (facts.year, facts.network, facts.country, facts.episodes) == (2025, "Netflix", "Japan", 10)
    assert [(credit.name, credit.character) for credit in facts.credits if credit.job is Job.CAST][:4] == [
        ("Satoh Takeru", "Naoki Fujitani"),
        ("Miyazaki Yu", "Akane Saijo"),
        ("Machida Keita", "Sho Takaoka"),
        ("Shison Jun", "Kazushi Sakamoto"),
    ]


def test_no_two_titles_are_the_same_to_a_search() -> None:
    titles = [title for show in SHOWS.values() for title in (show.title, *show.facts.other_titles)]
    assert len({title_key(title) for title in titles}) == len(titles)


@pytest.mark.parametrize("show", SHOWS.values(), ids=SHOWS)
def test_a_show_is_what_its_form_would_accept(show: SampleShow) -> None:
    facts = show.facts
    cast = [credit for credit in facts.credits if credit.job is Job.CAST]
    assert all(checked_title(title) == title for title in (show.title, *facts.other_titles))
    assert checked_year(facts.year)
    assert 0 < len(facts.synopsis) <= SYNOPSIS_LIMIT
    assert "\n" not in facts.synopsis
    assert facts.genres
    assert facts.network
    assert (facts.episodes > 0) == (facts.kind is Kind.SERIES)
    assert {credit.job for credit in facts.credits} == set(Job)
    assert 4 <= len(cast) <= 10
    assert all(credit.character and credit.role for credit in cast)
    for credit in facts.credits:
        assert all(clean_line(part) == part for part in (credit.name, credit.character, credit.role))
        assert len(credit.name + credit.character + credit.role) <= LINE_LIMIT


def test_many_shows_share_people() -> None:
    people = {title: {credit.name for credit in show.facts.credits} for title, show in SHOWS.items()}
    sharing = [pair for pair in combinations(people, 2) if people[pair[0]] & people[pair[1]]]
    assert len(sharing) >= 6


def test_what_to_read_next_is_another_show_here() -> None:
    links = [(title, other) for title, show in SHOWS.items() for other in show.facts.also_read]
    assert links
    assert all(other in SHOWS and other != title for title, other in links)


def test_everything_is_by_a_member_and_about_a_show_here() -> None:
    assert {entry.show for entry in (*REVIEWS, *RATINGS)} == set(SHOWS)
    assert {entry.author for entry in (*REVIEWS, *RATINGS)} == MEMBERS


def test_nobody_reviews_or_rates_the_same_target_twice() -> None:
    targets = [(review.author, review.show, review.season, 0) for review in REVIEWS]
    targets += [(rating.author, rating.show, rating.season, rating.episode) for rating in RATINGS]
    assert len(set(targets)) == len(targets)


def test_seasons_and_episodes_are_ones_that_can_be_rated() -> None:
    for rating in RATINGS:
        assert Target.of(ShowId(1), rating.season or None, rating.episode or None).episode == rating.episode
    assert any(review.season for review in REVIEWS)
    assert {rating.episode for rating in RATINGS} >= set(range(1, 11))


def test_helpful_votes_are_by_others_and_once_each() -> None:
    for review in REVIEWS:
        assert set(review.helpful) <= MEMBERS - {review.author}
        assert len(set(review.helpful)) == len(review.helpful)


def test_texts_are_stored_as_they_are_and_fit() -> None:
    for review in REVIEWS:
        words = review.words
        assert clean_line(words.headline) == words.headline
        assert clean_text(words.body) == words.body == words.body.strip()
        assert len(words.headline) <= HEADLINE_LIMIT
        assert len(words.body) <= BODY_LIMIT


def test_three_reviews_are_long_articles_with_a_verdict() -> None:
    articles = [review for review in REVIEWS if len(review.words.body.split()) >= 600]
    assert len(articles) == 3
    assert "Glass Heart" in [article.show for article in articles]
    assert all(len(article.words.body.split()) <= 1200 for article in articles)
    assert all(verdict(article.words.body) for article in articles)


def test_there_is_some_of_everything_a_card_must_cope_with() -> None:
    assert any(not review.words.body for review in REVIEWS)
    assert sum(review.words.spoilers for review in REVIEWS) >= 3
    assert any("@everyone" in text and "||" in text and "](https://" in text for text in _bodies())
    assert {entry.stars.halves for entry in (*REVIEWS, *RATINGS)} == set(ALL_HALVES)


def test_dates_ascend_from_june_to_mid_november_2026() -> None:
    june, after = 1_780_272_000_000, 1_794_787_200_000  # 1 June and 16 November, 00:00 UTC
    for dates in ([review.at for review in REVIEWS], [rating.at for rating in RATINGS]):
        assert dates == sorted(dates)
        assert june <= dates[0] <= dates[-1] < after


SHOW = '[[show]]\ntitle = "A"\nkind = "film"\n'
REVIEW = '[[review]]\nshow = "A"\nby = "b"\nstars = 3.5\n'
RATING = '[[rating]]\nshow = "A"\nby = "b"\nstars = 3.5\n'
CREDIT = 'name = "B", job = "cast"'
AT = "at = 2026-06-01T00:00:00Z\n"


def test_keys_are_read_into_their_fields() -> None:
    assert read_shows(f"{SHOW}credits = [{{{CREDIT}}}]")[0].facts.credits[0].name == "B"
    assert read_reviews(REVIEW + AT)[0].stars.halves == 7
    assert read_ratings(RATING + AT)[0].at == 1_780_272_000_000


@pytest.mark.parametrize(
    ("read", "toml"),
    [
        (read_shows, f"{SHOW}credits = []\nyaer = 2025"),
        (read_shows, f'{SHOW}credits = [{{{CREDIT}, part = "C"}}]'),
        (read_shows, SHOW),
        (read_shows, "[[shows]]"),
        (read_reviews, f"{REVIEW}{AT}spoiler = true"),
        (read_reviews, REVIEW),
        (read_reviews, "[[reviews]]"),
        (read_ratings, f'{RATING}{AT}text = "C"'),
        (read_ratings, RATING),
    ],
)
def test_an_unknown_or_missing_key_is_an_error(read: Callable[[str], object], toml: str) -> None:
    with pytest.raises(TypeError):
        read(toml)


def test_a_time_without_its_zone_is_an_error() -> None:
    with pytest.raises(ValueError, match="2026-06-01T00:00:00Z"):
        read_ratings(f"{RATING}at = 2026-06-01T00:00:00")


def _bodies() -> list[str]:
    return [review.words.body for review in REVIEWS]
