"""Rankings are what a plain recomputation of all ratings and reviews gives."""

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from itertools import chain
from math import floor

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.catalog.genres import genre_number
from bot.domain.catalog.shows import Facts, Kind
from bot.domain.ids import ShowId, UserId
from bot.domain.ratings.rating import Stars, Target
from bot.domain.ratings.top import ALL_TIME, Ranked, Ranking, Totals
from bot.domain.reviews.review import Words
from bot.store.catalog import editing, shows
from bot.store.engine.transaction import Tx
from bot.store.ratings import ratings, top
from bot.store.reviews import reviews
from bot.store.totals import genres, period_sums
from tests.store.conftest import Begin
from tests.store.plans import Explaining
from tests.store.samples import ANN, ELSEWHERE, GUILD, add_show, at, everywhere, on

START = datetime(2024, 11, 20, 23, 59, tzinfo=UTC)
SHOWS = 6
MONTHS = [202411, 202412, 202501, 202502, 202503]
PERIODS = [ALL_TIME, 2024, 2025, *MONTHS]

Given = dict[tuple[int, int], tuple[int, datetime]]
"""(show, member) → (half stars, when)."""
Written = dict[tuple[int, int, int], datetime]
"""(show, season, member) → when."""

show_ids = st.integers(1, SHOWS)
members = st.integers(11, 24)
times = st.integers(0, 100 * 24 * 60).map(lambda minutes: START + timedelta(minutes=minutes))
rated = st.tuples(show_ids, members, st.one_of(st.integers(1, 10), st.none()), times)
written = st.tuples(show_ids, st.integers(0, 1), members, times)


def ms(when: datetime) -> int:
    return round(when.timestamp() * 1000)


def happened(
    tx: Tx, ratings_given: Iterable[tuple[int, int, int | None, datetime]], texts: Iterable[tuple[int, ...]]
) -> tuple[Given, Written]:
    """Let all of it happen, and note what is so at the end: a later rating or review replaces an earlier."""
    given: Given = {}
    written: Written = {}
    for show_id, user_id, halves, when in ratings_given:
        stars = Stars(halves) if halves else None
        if stars or (show_id, user_id) in given:
            ratings.change(at(tx, ms(when)), Target(ShowId(show_id)), UserId(user_id), stars)
        given.pop((show_id, user_id), None)
        if halves:
            given[show_id, user_id] = halves, when
        ratings.change(
            at(tx, ms(when)), Target(ShowId(show_id), 1, 1), UserId(user_id), Stars(1)
        )  # counts nowhere
    for show_id, season, user_id, when in texts:
        target = Target(ShowId(show_id), season)
        if found := reviews.of_member(tx, target, UserId(user_id)):
            reviews.delete(tx, found)
            del written[show_id, season, user_id]
        else:
            reviews.add(at(tx, ms(when)), target, user_id, Words("", "Words."), Stars(7))  # type: ignore[arg-type]
            written[show_id, season, user_id] = when  # type: ignore[assignment]
    return given, written


def within(period: int) -> Callable[[datetime], bool]:
    """Whether a time is in a period."""
    if period == ALL_TIME:
        return lambda _: True
    return lambda when: str(period) == when.strftime("%Y%m" if period > 9999 else "%Y")


def half_up(number: Fraction) -> int:
    return floor(number + Fraction(1, 2))


def one_decimal(number: Fraction) -> str:
    tenths = half_up(number * 10)
    return f"{tenths // 10}.{tenths % 10}"


def mean_of(stars: list[Fraction]) -> Fraction:
    return sum(stars, Fraction(0)) / len(stars)


def plainly(given: Given, written: Written, order: Ranking, period: int) -> list[tuple[int, ...]]:
    """(show, ratings, reviews, score) of a ranking, best first, from nothing but what was given."""

    def stars_of(period: int) -> dict[int, list[Fraction]]:
        found: dict[int, list[Fraction]] = {}
        for (show_id, _), (halves, when) in given.items():
            if within(period)(when):
                found.setdefault(show_id, []).append(Fraction(halves, 2))
        return found

    def reviews_of(period: int) -> Counter[int]:
        return Counter(show_id for (show_id, _, _), when in written.items() if within(period)(when))

    stars, texts = stars_of(period), reviews_of(period)
    all_stars = [*chain.from_iterable(stars.values())]
    mean = Fraction(half_up(10 * mean_of(all_stars)), 10) if all_stars else Fraction(0)
    votes = max(3, min(50, half_up(Fraction(len(all_stars), len(stars))))) if stars else 3
    scores: dict[int, int] = {}
    for show_id in {*stars, *texts}:
        own = stars.get(show_id, [])
        count = len(own)
        average = mean_of(own) if own else Fraction(0)
        if order is Ranking.BEST and count >= votes:
            weighted = average * count / (count + votes) + mean * votes / (count + votes)
            scores[show_id] = floor(weighted * 10_000)
        elif order is Ranking.DIVISIVE and count >= votes:
            variance = sum((2 * each - 2 * average) ** 2 for each in own) / count
            scores[show_id] = floor(variance * 10_000)
        elif order is Ranking.GEMS and 2 <= count < votes and average >= 4:
            scores[show_id] = floor(average * 10_000)
        elif order is Ranking.REVIEWED:
            scores[show_id] = texts[show_id]
        elif order is Ranking.RISING and period in MONTHS[1:]:
            before = MONTHS[MONTHS.index(period) - 1]
            earlier = len(stars_of(before).get(show_id, [])) + reviews_of(before)[show_id]
            scores[show_id] = count + texts[show_id] - earlier
        elif order is Ranking.RISING and period == MONTHS[0]:
            scores[show_id] = count + texts[show_id]
    found = [
        (show_id, len(stars.get(show_id, [])), texts[show_id], score) for show_id, score in scores.items()
    ]
    return sorted((each for each in found if each[3] > 0), key=lambda each: (-each[3], -each[1], each[0]))


def as_numbers(found: list[Ranked]) -> list[tuple[int, ...]]:
    return [(each.show.show_id, each.sums.count, each.sums.reviews, each.score) for each in found]


@given(st.lists(rated, max_size=90), st.lists(written, max_size=25))
def test_every_ranking_is_what_a_plain_recomputation_gives(
    begin: Begin, ratings_given: list[tuple[int, int, int | None, datetime]], texts: list[tuple[int, ...]]
) -> None:
    with begin() as tx:
        for guild_id in (GUILD, ELSEWHERE):
            for number in range(1, SHOWS + 1):
                add_show(on(tx, guild_id), f"Show {number}")
        ratings.change(at(on(tx, ELSEWHERE), ms(START)), Target(ShowId(1)), ANN, Stars(10))
        given, written = happened(tx, ratings_given, texts)
        for period in PERIODS:
            for order in Ranking:
                found = top.ranked(tx, order, period)
                assert as_numbers(found) == plainly(given, written, order, period), (order, period)
            stars = [Fraction(halves, 2) for halves, when in given.values() if within(period)(when)]
            mean = one_decimal(mean_of(stars)) if stars else None
            assert period_sums.totals(tx, period).average == mean


@given(st.lists(st.integers(1, 10), min_size=1, max_size=30))
def test_averages_and_deviations_are_rounded_right(begin: Begin, halves: list[int]) -> None:
    with begin() as tx:
        show_id = add_show(tx)
        for user_id, each in enumerate(halves, 11):
            ratings.change(at(tx, 0), Target(show_id), UserId(user_id), Stars(each))
        reviews.add(at(tx, 0), Target(show_id), ANN, Words("", "Words."), Stars(7))
        (found,) = top.ranked(tx, Ranking.REVIEWED, ALL_TIME)
    mean = Fraction(sum(halves), 2 * len(halves))
    assert found.sums.average == one_decimal(mean)
    variance = sum((Fraction(each, 2) - mean) ** 2 for each in halves) / len(halves)
    tenths = int(found.sums.deviation.replace(".", ""))
    assert (Fraction(2 * tenths - 1, 20)) ** 2 <= variance or tenths == 0
    assert variance < Fraction(2 * tenths + 1, 20) ** 2


def fan(tx: Tx, show_id: ShowId, halves: int, count: int) -> None:
    """So many members give a show the same."""
    for user_id in range(101, 101 + count):
        ratings.change(at(tx, 0), Target(show_id), UserId(user_id), Stars(halves))


def titles(found: list[Ranked]) -> list[str]:
    return [each.show.title for each in found]


def test_a_title_with_few_votes_never_tops_the_list(tx: Tx) -> None:
    loved, liked, rare = (add_show(tx, title) for title in ("Loved", "Liked", "Rare"))
    fan(tx, loved, 9, 30)
    fan(tx, liked, 8, 25)
    fan(tx, rare, 10, 2)
    assert titles(top.ranked(tx, Ranking.BEST, ALL_TIME)) == ["Loved", "Liked"]
    assert titles(top.ranked(tx, Ranking.GEMS, ALL_TIME)) == ["Rare"]
    assert period_sums.totals(tx, ALL_TIME) == Totals(3, 57, 490)


def test_a_ranking_can_be_of_one_kind_and_genre(tx: Tx) -> None:
    drama, crime = ("Drama", "Music"), ("crime", "drama")
    fan(tx, ShowId(add_show(tx, "Film", Facts(kind=Kind.FILM, genres=drama))), 9, 3)
    fan(tx, ShowId(add_show(tx, "Series", Facts(kind=Kind.SERIES, genres=crime))), 8, 3)

    def best(kind: Kind = Kind.UNKNOWN, genre: str = "") -> list[str]:
        number = genre_number(genre) if genre else 0
        return titles(top.ranked(tx, Ranking.BEST, ALL_TIME, kind=kind, genre=number))

    assert best() == ["Film", "Series"]
    assert best(Kind.SERIES) == ["Series"]
    assert best(genre="DRAMA") == ["Film", "Series"]
    assert best(genre="Music") == ["Film"]
    assert best(Kind.SERIES, "Music") == []
    assert [each.name for each in genres.of_server(tx, 9)] == ["Drama", "Music", "crime"]
    assert genres.name_of(tx, genre_number("Crime")) == "crime"


def test_shows_that_wait_for_approval_are_in_no_ranking(tx: Tx) -> None:
    show_id = add_show(tx)
    fan(tx, show_id, 9, 3)
    editing.set_pending(tx, show_id, True)
    assert top.ranked(tx, Ranking.BEST, ALL_TIME) == []
    editing.set_pending(tx, show_id, False)
    assert titles(top.ranked(tx, Ranking.BEST, ALL_TIME)) == ["Glass Heart"]


def test_shows_for_adults_are_in_no_ranking_unless_they_may_be_seen(tx: Tx) -> None:
    show_id = add_show(tx, "Adult", Facts(genres=("Erotica",)))
    fan(tx, show_id, 9, 3)
    everywhere(tx).execute("UPDATE shows SET restricted = 1 WHERE guild_id = $1", GUILD)
    for seen in (False, True):
        found = top.ranked(tx, Ranking.BEST, ALL_TIME, with_restricted=seen)
        assert titles(found) == ["Adult"] * seen
        named = genres.of_server(tx, 9, with_restricted=seen)
        assert [each.name for each in named] == ["Erotica"] * seen


def test_a_genre_has_the_first_of_its_spellings_and_goes_with_its_last_show(tx: Tx) -> None:
    one = add_show(tx, "One", Facts(genres=("sci-fi", "SciFi")))
    add_show(tx, "Two", Facts(genres=("Sci Fi",)))
    number = genre_number("scifi")
    assert genres.name_of(tx, number) == "Sci Fi"
    shows.update(tx, ShowId(2), "Two", Facts())
    assert genres.name_of(tx, number) == "sci-fi"
    editing.remove(tx, one)
    assert genres.of_server(tx, 9) == []


def test_reviews_from_before_1970_are_counted_in_their_month(tx: Tx) -> None:
    show_id = add_show(tx)
    long_ago = ms(datetime(1954, 4, 26, 23, tzinfo=UTC))
    reviews.add(
        at(tx, long_ago), Target(show_id), UserId(0), Words("Seven Samurai", "Long."), None, byline="Jane Doe"
    )
    kept = top.ranked(tx, Ranking.REVIEWED, 195404)
    assert titles(kept) == ["Glass Heart"]
    period_sums.forget_show(tx, show_id)
    assert top.ranked(tx, Ranking.REVIEWED, 195404) == []
    period_sums.count_show(tx, show_id)
    assert top.ranked(tx, Ranking.REVIEWED, 195404) == kept


def test_the_first_page_of_each_ranking_is_read_from_its_index(tx: Tx) -> None:
    for order, column in zip(Ranking, ("weighted", "reviews", "divisive", "rise", "gem"), strict=True):
        planning = Explaining(tx)
        top.ranked(planning, order, ALL_TIME)
        assert f"period_sums_by_{column}" in planning.plans[0], planning.plans
        assert not any("TEMP B-TREE" in step or step.startswith("SCAN") for step in planning.plans)
