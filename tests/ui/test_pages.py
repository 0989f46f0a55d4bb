from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.actors import Right
from bot.domain.catalog.pages import ShowPage
from bot.domain.catalog.shows import Appearance, Credit, Facts, Job, Kind, Show, ShowName
from bot.domain.discovery.pages import Opposing, RelatedPage, RelatedShow
from bot.domain.ids import ShowId
from bot.domain.ratings.rating import Spread, Stars
from bot.domain.reviews.pages import ReviewsPage
from bot.domain.reviews.review import Order, Reviewed
from bot.ui.layout import Layout
from bot.ui.pages.catalog.people import cast_page, person_page
from bot.ui.pages.catalog.shows import show_page
from bot.ui.pages.discovery.related import related_page
from bot.ui.pages.reviews.reviews import reviews_page
from bot.ui.pages.server.help import help_page
from bot.ui.words import counted, length_of, listed, spread_chart
from tests.samples import SATOH
from tests.ui.examples import BARE, BODY, READER, SHOW, buttons, labels, options, problems, read, reviewed

SPREAD = Spread((0, 1, 0, 2, 1, 5, 12, 9, 3, 4))


def shown(
    show: Show = SHOW,
    spread: Spread = SPREAD,
    own: Stars | None = None,
    best: Reviewed | None = None,
    related: tuple[ShowName, ...] = (),
) -> Layout:
    return show_page(ShowPage(show, spread, own, 3, best.review if best else None, related))


async def test_show_page_tells_all_about_a_show():
    text = read(shown(related=(ShowName(ShowId(9), "Beck", 2004), ShowName(ShowId(10), "Nana", None))))
    for line in (
        "## Glass Heart",
        "-# グラスハート · 玻璃之心 · Gurasu Haato",
        "Series · 2025 · Japan · Netflix",
        "10 episodes × 35 min",
        "Drama, Music",
        "-# Directed by Kohtaro Goto and Kensaku Kakimoto",
        "-# Written by Okada Mari",
        "-# Based on the novels by Wakagi Mio",
        "A drummer without a band meets a genius without a future.",
        "**Satoh Takeru** as Naoki Fujitani",
        "Beck (2004)",
        "Nana",
    ):
        assert line in text.split("\n")


async def test_show_page_tells_what_the_server_thinks():
    text = read(shown(own=Stars(8)))
    assert "**3.6** ★★★½ · 37 ratings" in text
    assert spread_chart(SPREAD) in text
    assert "You: 4.0 ★★★★" in text
    assert "counts ratings of the whole show" in text
    assert "**4.5** ★★★★½ · 1 rating\n" in read(shown(spread=Spread((0,) * 8 + (1, 0))))


async def test_show_nobody_rated_has_no_stars():
    text = read(shown(BARE, Spread()))
    assert "Nobody here has rated it yet." in text
    assert not any(sign in text for sign in "★☆█")
    assert "0.0" not in text


async def test_show_page_leads_on():
    assert list(buttons(shown(best=reviewed(body=BODY)))) == [
        "review:read:12.0",
        "show:rate:7",
        "show:review:7",
        "reviews:helpful:7.0.0.0",
        "show:cast:7.0",
        "show:related:7",
        "watchlist:toggle:7",
    ]


async def test_show_page_quotes_the_most_helpful_review():
    text = read(shown(best=reviewed("Music heals", BODY, season=2)))
    assert "**3.5** ★★★½ · <@99> · season 2" in text
    assert ">>> **Music heals**\nA band of strangers learns to listen." in text
    assert "Most helpful" not in read(shown(best=reviewed()))


async def test_poster_stands_beside_the_title():
    poster = "https://example.org/poster.png"
    show = replace(SHOW, facts=replace(SHOW.facts, poster_url=poster))
    assert poster in str(shown(show).to_components())
    assert problems(shown(replace(show, facts=Facts(poster_url="poster.png")))) == []


async def test_reviews_are_browsed_one_by_one():
    page = ReviewsPage(SHOW, Order.HELPFUL, 2, 12, reviewed("Music heals", BODY).review)
    view = reviews_page(page, READER)
    assert BODY in read(view)
    assert "**Music heals**" in read(view)
    assert "review 3 of 12 · most helpful first" in read(view)
    to = {button.label: address for address, button in buttons(view).items()}
    assert to["‹ review"] == "reviews:helpful:7.1.0.0"
    assert to["review ›"] == "reviews:helpful:7.3.0.0"
    assert to["Newest first"] == "reviews:newest:7.0.0.0"
    assert "page ›" not in to


async def test_browsing_ends_at_the_ends():
    review = reviewed(body=BODY).review
    first = reviews_page(ReviewsPage(SHOW, Order.NEWEST, 0, 2, review), READER)
    last = reviews_page(ReviewsPage(SHOW, Order.NEWEST, 1, 2, review), READER)
    assert [b.label for b in buttons(first).values() if b.disabled] == ["‹ review"]
    assert [b.label for b in buttons(last).values() if b.disabled] == ["review ›"]
    assert "Most helpful first" in labels(last)
    one = ReviewsPage(SHOW, Order.NEWEST, 0, 1, review)
    assert labels(reviews_page(one, READER)) == ["Helpful", "Report", "Pin", "Show"]
    member = replace(READER, rights=frozenset[Right]())
    assert labels(reviews_page(one, member)) == ["Helpful", "Report", "Show"]
    assert labels(reviews_page(one, replace(member, user_id=review.user_id))) == ["Helpful", "Show"]


async def test_long_review_is_browsed_in_pages():
    page = ReviewsPage(SHOW, Order.HELPFUL, 0, 12, reviewed(body="word " * 2_000, spoilers=True).review)
    view = reviews_page(page, READER, 1, revealed=True)
    assert "page 2 of 4" in read(view)
    to = {button.label: address for address, button in buttons(view).items()}
    assert to["‹ page"] == "reviews:helpful:7.0.0.1"
    assert to["page ›"] == "reviews:helpful:7.0.2.1"


async def test_spoilers_are_hidden_until_asked_for():
    page = ReviewsPage(SHOW, Order.HELPFUL, 4, 12, reviewed("She leaves", BODY, spoilers=True).review)
    hidden, open_ = reviews_page(page, READER), reviews_page(page, READER, revealed=True)
    assert "This review contains spoilers." in read(hidden)
    assert "drums" not in read(hidden)
    assert "She leaves" not in read(hidden)
    asks = next(address for address, button in buttons(hidden).items() if button.label == "Show spoilers")
    assert asks == "reviews:helpful:7.4.0.1"
    assert BODY in read(open_)
    assert "She leaves" in read(open_)
    assert "Show spoilers" not in labels(open_)


async def test_rating_without_words_is_browsed_too():
    view = reviews_page(ReviewsPage(SHOW, Order.HELPFUL, 0, 1, reviewed(spoilers=True).review), READER)
    assert "A rating, without words." in read(view)
    assert "spoilers" not in read(view)


async def test_spoilers_are_told_on_no_other_page():
    of = reviewed("She leaves", BODY, spoilers=True)
    other = RelatedShow(ShowName(ShowId(7), "Glass Heart", 2025), ("also read",), of.review)
    opposing = Opposing(replace(of.review, review_id=13), None, Spread.of(Stars(2)))
    related = related_page(RelatedPage(BARE, (other,), opposing))
    for view in (shown(best=of), related):
        assert "This review contains spoilers." in read(view)
        assert not any(word in read(view) for word in ("drums", "rehearsals", "She leaves"))


async def test_show_without_reviews_asks_for_one():
    view = reviews_page(ReviewsPage(SHOW, Order.HELPFUL, 0, 0, None), READER)
    assert "Nobody here has reviewed **Glass Heart** yet." in read(view)
    assert list(buttons(view)) == ["show:review:7"]


async def test_cast_page_tells_who_plays_whom():
    text = read(cast_page(SHOW, 0))
    assert "**Satoh Takeru** as Naoki Fujitani\n-# composer and singer" in text
    places = [text.index(name) for name in ("Kohtaro Goto", "Okada Mari", "Satoh Takeru", "Miyazaki Yu")]
    assert places == sorted(places)
    assert "page" not in text
    assert [option.value for option in options(cast_page(SHOW, 0))] == ["1", "2", "3", "4", "5"]


async def test_long_cast_is_paged_and_nobody_is_left_out():
    people = [Credit(f"Actor {n}.", Job.CAST, person_id=n) for n in range(1, 41)]
    show = replace(BARE, facts=Facts(credits=(*people, Credit("Boss", Job.DIRECTOR, person_id=40))))
    pages = [cast_page(show, page) for page in range(4)]
    text = "\n".join(map(read, pages))
    assert all(text.count(f"**{credit.name}**") == 1 for credit in people)
    assert "Boss" in read(pages[0])
    assert [page for page in range(4) if f"-# page {page + 1} of 4" in read(pages[page])] == [0, 1, 2, 3]
    assert all(problems(page) == [] for page in pages)
    assert list(buttons(pages[1])) == ["show:cast:8.0", "show:cast:8.2", "show:open:8"]
    assert read(cast_page(show, 99)) == read(pages[3])


async def test_nobody_is_offered_twice():
    twice = Credit("A", Job.DIRECTOR, person_id=1), Credit("A", Job.CAST, person_id=1)
    show = replace(BARE, facts=Facts(credits=twice))
    assert [option.value for option in options(cast_page(show, 0))] == ["1"]


async def test_show_without_cast_says_so():
    assert "Nobody has entered the cast of **Beck** yet." in read(cast_page(BARE, 0))


async def test_person_page_tells_each_show_once():
    view = person_page(
        "Satoh Takeru",
        [
            Appearance(ShowId(7), "Glass Heart", 2025, SATOH),
            Appearance(ShowId(7), "Glass Heart", 2025, replace(SATOH, job=Job.WRITER, character="")),
            Appearance(ShowId(8), "Beck", None, replace(SATOH, character="")),
        ],
    )
    assert "### Satoh Takeru\n-# 2 shows in this server's catalogue" in read(view)
    assert "**Glass Heart · 2025**\n-# as Naoki Fujitani · writer\n**Beck**" in read(view)
    assert [(o.label, o.value) for o in options(view)] == [("Glass Heart · 2025", "7"), ("Beck", "8")]


async def test_related_page_gives_reasons_and_best_reviews():
    view = related_page(
        RelatedPage(
            SHOW,
            (
                RelatedShow(
                    ShowName(ShowId(8), "Beck", 2004),
                    ("also read", "also with A and B"),
                    reviewed(body=BODY).review,
                ),
                RelatedShow(ShowName(ShowId(9), "Nana", None), ("also written by Mari Okada",), None),
            ),
            None,
        )
    )
    assert "**Beck · 2004**\n-# Also read · also with A and B\n**3.5** ★★★½ · <@99>\n>>> A band" in read(view)
    assert "**Nana**\n-# Also written by Mari Okada\n-# Nobody else here has reviewed it yet." in read(view)
    assert [(option.label, option.value) for option in options(view)] == [("Beck (2004)", "8"), ("Nana", "9")]
    assert list(buttons(view)) == ["review:read:12.0"]


@pytest.mark.parametrize(
    ("own", "says"), [(Stars(1), "You give it 0.5 ½."), (None, "The average here is 0.5.")]
)
async def test_related_page_brings_an_opposing_view_under_its_own_heading(own: Stars | None, says: str):
    of = reviewed(body=BODY)
    view = related_page(RelatedPage(SHOW, (), Opposing(of.review, own, Spread.of(Stars(1)))))
    assert f"**An opposing view**\n-# {says}\n**3.5** ★★★½ · <@99>\n>>> A band" in read(view)
    assert "Nothing in this server's catalogue is related to it yet." in read(view)
    assert list(buttons(view)) == ["review:read:12.0"]


async def test_related_page_says_what_makes_shows_related():
    view = related_page(RelatedPage(SHOW, (), None))
    assert "Nothing in this server's catalogue is related to **Glass Heart** yet." in read(view)
    assert "/catalog add" in read(view)


async def test_words_of_members_in_a_reason_are_no_markup():
    other = RelatedShow(ShowName(ShowId(8), "Beck", 2004), ("similar subject: **loud** @everyone",), None)
    assert "-# Similar subject: \\*\\*loud\\*\\* \\@everyone" in read(
        related_page(RelatedPage(SHOW, (other,), None))
    )


@pytest.mark.parametrize(("can_pin", "can_manage"), [(False, False), (True, False), (True, True)])
async def test_help_tells_what_this_reader_can_do(can_pin: bool, can_manage: bool):
    commands = {"pin top": "see what to pin", "show": "see a show", "bookmarks": "see your bookmarks"}
    view = help_page(
        lambda name: f"</{name}:5>", commands, can_pin=can_pin, can_moderate=can_pin, can_manage=can_manage
    )
    assert "- </bookmarks:5> – see your bookmarks" in read(view), "nobody has written a line for it"
    assert "see what to pin" not in read(view)
    assert "see a show" not in read(view)
    for command in ("review", "rate", "show", "episodes show", "reviews", "cast", "related", "catalog add"):
        assert f"</{command}:5>" in read(view)
    assert ("Pin review" in read(view)) == can_pin
    assert ("Server Settings" in read(view)) == can_manage
    assert problems(view) == []


@given(st.lists(st.integers(0, 10**9), min_size=10, max_size=10))
def test_chart_fits_a_phone_and_draws_more_for_more(buckets: list[int]):
    rows = spread_chart(Spread(tuple(buckets))).split("\n")
    assert [row.split()[0] for row in rows] == ["5", "4½", "4", "3½", "3", "2½", "2", "1½", "1", "½"]
    assert all(len(row) <= 34 for row in rows)
    bars = [(row[3] != "·", row.count("█")) for row in rows]
    drawn = sorted(zip(reversed(buckets), bars, strict=True))
    assert all(less <= more for (_, less), (_, more) in pairwise(drawn))
    assert all(bar[0] == (number > 0) for number, bar in drawn)


def test_words():
    assert [counted(n, "rating") for n in (1, 2, 2000)] == ["1 rating", "2 ratings", "2,000 ratings"]
    names = ["", "A", "A and B", "A, B and C", "A, B, C and D", "A, B, C and 2 more"]
    assert [listed(list("ABCDE")[:n]) for n in range(6)] == names
    lengths = [
        (Facts(episodes=1, minutes=50), "1 episode × 50 min"),
        (Facts(kind=Kind.FILM, episodes=1, minutes=125), "125 min"),
        (Facts(episodes=12), "12 episodes"),
        (Facts(), ""),
    ]
    assert [length_of(replace(BARE, facts=facts)) for facts, _ in lengths] == [words for _, words in lengths]
