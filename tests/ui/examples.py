"""Shows, reviews and texts for the tests of cards and pages, and how a page is judged."""

import io
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import discord
from discord import ui
from hypothesis import strategies as st

from bot.domain.actors import Actor, Right
from bot.domain.catalog.pages import ShowPage
from bot.domain.catalog.show_form import LINE_LIMIT, LIST_LIMIT, SYNOPSIS_LIMIT, TITLE_LIMIT
from bot.domain.catalog.shows import Appearance, Credit, Facts, Job, Kind, Show, ShowName
from bot.domain.delivery.outbox import Followed, OutboxEntry, OutboxKind, Waiting, WaitsFor
from bot.domain.discovery.pages import Opposing, RelatedPage, RelatedShow
from bot.domain.ids import GuildId, Millis, ReviewId, ShowId, UserId
from bot.domain.members.comparison import Comparison, InCommon
from bot.domain.members.profiles import GenreSum, MemberSums, Profile, RatedShow, ReviewOf
from bot.domain.members.watchlist import Fan, Listed, Listing, Pick
from bot.domain.moderation.pins import MOST_OFFERED, Candidates, PinCandidate, Pinned, PinsPage, Trouble
from bot.domain.ratings.rating import Spread, Stars, Target
from bot.domain.reviews.pages import Posted, ReviewsPage
from bot.domain.reviews.review import (
    BODY_LIMIT,
    HEADLINE_LIMIT,
    CardPlace,
    Order,
    Pin,
    Review,
    Reviewed,
    Words,
)
from bot.domain.text import clean_line, clean_text
from bot.ui.cards import review_card, review_text_page
from bot.ui.layout import Layout, pieces
from bot.ui.pages.catalog.editing import edited
from bot.ui.pages.catalog.people import cast_page, person_page
from bot.ui.pages.catalog.shows import show_page
from bot.ui.pages.delivery.following import changed, posted_again, taken_away
from bot.ui.pages.delivery.waiting import waiting_page
from bot.ui.pages.discovery.related import related_page
from bot.ui.pages.errors import write_it
from bot.ui.pages.members.profiles import comparison_page, profile_alt_text, profile_page
from bot.ui.pages.members.watchlist import listing, pick_page, watchlist_page
from bot.ui.pages.moderation.pins import candidates_page, pins_page
from bot.ui.pages.reviews.posting import saved
from bot.ui.pages.reviews.reviews import reviews_page
from tests.contract import contract, messages
from tests.samples import GLASS_HEART

SNOWFLAKE = 2**63 - 1
READER = Actor(GuildId(1), UserId(5), 1, frozenset(Right))
"""Somebody who may do everything, and has written nothing."""
PER_PAGE = 6  # pins

BODY = (
    "A band of strangers learns to listen. The rehearsals are the heart of it, and nobody is in a hurry.\n\n"
    "The love story is thin.\n\n"
    "Verdict\n"
    "Watch it for the drums."
)

SHOW = Show(
    guild_id=GuildId(1),
    show_id=ShowId(7),
    title="Glass Heart",
    facts=replace(
        GLASS_HEART,
        credits=tuple(replace(each, person_id=at) for at, each in enumerate(GLASS_HEART.credits, 1)),
    ),
)
BARE = Show(GuildId(1), ShowId(8), "Beck")


def reviewed(
    headline: str = "",
    body: str = "",
    *,
    spoilers: bool = False,
    show: Show = SHOW,
    season: int = 0,
    version: int = 1,
    helpful: int = 0,
    review_id: ReviewId = ReviewId(12),
) -> Reviewed:
    """A review of 3.5 stars by member 99."""
    target, words = Target(show.show_id, season), Words(headline, body, spoilers)
    at = 1_785_000_000_000
    return Reviewed(
        Review(
            show.guild_id,
            review_id,
            target,
            UserId(99),
            words,
            Stars(7),
            version,
            Millis(at),
            Millis(at),
            helpful,
        ),
        show,
    )


def read(view: Layout) -> str:
    """All the text of a page."""
    return "\n".join(pieces(view))


def buttons(view: Layout) -> dict[str, ui.Button[Any]]:
    """A page's buttons by their address and ids."""
    return {item.custom_id or "": item for item in view.walk_children() if isinstance(item, ui.Button)}


def labels(view: Layout) -> list[str | None]:
    """What stands on a page's buttons, in order."""
    return [button.label for button in buttons(view).values()]


def options(view: Layout) -> list[discord.SelectOption]:
    """What can be chosen on a page."""
    selects = [item for item in view.walk_children() if isinstance(item, ui.Select)]
    return [option for select in selects for option in select.options]


def problems(view: Layout) -> list[str]:
    """Why Discord would refuse a page; raises `TooLargeError` for its size."""
    view.check()
    body: dict[str, Any] = {
        "components": view.to_components(),
        "flags": messages.COMPONENTS_V2,
        "allowed_mentions": {"parse": []},
    }
    law = contract()
    return law.problems("POST", "/channels/1/messages", body) if law else [*messages.created(body)]


def crowded(show_title: str, line: str, text: str) -> Reviewed:
    """A review of a show, where everything is as long and as many as it may be, made of these words."""
    title, name = show_title[:TITLE_LIMIT], line[:LINE_LIMIT]
    jobs = [Job.DIRECTOR] * LIST_LIMIT + [Job.WRITER] * LIST_LIMIT + [Job.CAST] * LIST_LIMIT
    facts = Facts(
        other_titles=(title,) * LIST_LIMIT,
        kind=Kind.SPECIAL,
        year=2100,
        network=name,
        country=name,
        genres=(name,) * LIST_LIMIT,
        episodes=10_000,
        minutes=2_000,
        synopsis=text[:SYNOPSIS_LIMIT],
        based_on=name,
        poster_url="https://example.org/poster.png",
        credits=tuple(Credit(name, job, name, name, SNOWFLAKE - at) for at, job in enumerate(jobs)),
    )
    show = Show(GuildId(SNOWFLAKE), ShowId(SNOWFLAKE), title, facts)
    words = Words(line[:HEADLINE_LIMIT], text[:BODY_LIMIT])
    times = 253_402_300_799_000  # the end of the year 9999
    target = Target(ShowId(SNOWFLAKE), 10_000)
    return Reviewed(
        Review(
            GuildId(SNOWFLAKE),
            ReviewId(SNOWFLAKE),
            target,
            UserId(SNOWFLAKE),
            words,
            Stars(9),
            99,
            Millis(times),
            Millis(times),
            10**9,
        ),
        show,
    )


def everything(of: Reviewed) -> Iterator[Layout]:
    """Every card and page that shows a review and its show, on their fullest."""
    review, show = of.review, of.show
    name = ShowName(ShowId(SNOWFLAKE), show.title, show.facts.year)
    yield review_card(of)
    yield review_card(of, OutboxKind.FAME)
    yield from _of_pins(of)
    yield waiting_page(stuck(of), adults_here=True)
    yield taken_away(stuck(of), "It is being removed.", "It is deleted.")
    yield changed(stuck(of), "It is changed.")
    yield posted_again(1, stuck(of))
    yield saved(Posted(of, None, 1, bound_for=SNOWFLAKE), stuck(of))
    for page in (0, 1, 10**6):
        yield review_text_page(of, page)
        yield cast_page(show, page)
    for index in (0, 5, 11):
        yield reviews_page(ReviewsPage(show, Order.NEWEST, index, 12, review), READER, index, revealed=True)
    yield edited(show, (f"Title: {show.title} → {show.title}",) * 12)
    yield show_page(ShowPage(show, Spread((10**8,) * 10), Stars(9), 10**9, review, (name,) * 9))
    shows = [Appearance(ShowId(at), show.title, 2100, credit) for at, credit in enumerate(show.facts.credits)]
    yield person_page(show.title, shows)
    others = [ShowName(ShowId(at), show.title, show.facts.year) for at in range(12)]
    for most in (1, 7, 12):
        related = tuple(
            RelatedShow(other, (show.title,) * 4, replace(review, review_id=other.show_id))
            for other in others[:most]
        )
        yield related_page(RelatedPage(show, related, Opposing(review, Stars(9), Spread((10**8,) * 10))))
    yield from _of_members(review, show.facts.genres, others)
    loved, fan = RatedShow(name, Stars(9)), Fan(UserId(SNOWFLAKE), Stars(9))
    yield watchlist_page([Listed(other, review.created_at, Stars(9)) for other in others], 0)
    yield pick_page(Pick(show, review.created_at, 500, Spread((10**8,) * 10), loved, fan, True))
    yield listing(Listing(show, False, 500))
    yield write_it("review:form", 0, SNOWFLAKE, 10_000, 10, 2)


def stuck(of: Reviewed) -> Followed:
    """What is said most of: many messages that wait for all there is."""
    waits = (*(WaitsFor.ACCESS,) * 2, WaitsFor.PERSON)
    waiting = [
        Waiting(
            OutboxEntry(
                of.review.guild_id,
                OutboxKind.CARD,
                ReviewId(SNOWFLAKE - number),
                SNOWFLAKE - number,
                SNOWFLAKE,
                Millis(253_402_300_799_000),
                9,
                waits_for=waits[number % 3],
            ),
            CardPlace(SNOWFLAKE - number, SNOWFLAKE) if number % 2 else None,
            number % 5 == 0,
            50083 if number % 4 else 50013,
            of.show.title,
            UserId(SNOWFLAKE),
            number % 7 == 0,
        )
        for number in range(25)
    ]
    lacking = {SNOWFLAKE - number: ("View Channel", "Send Messages in Threads") for number in range(0, 25, 2)}
    return Followed({of.review.review_id: CardPlace(SNOWFLAKE, SNOWFLAKE)}, waiting, lacking)


def _of_pins(of: Reviewed) -> Iterator[Layout]:
    place = CardPlace(SNOWFLAKE, SNOWFLAKE)
    several = [
        replace(of, review=replace(of.review, review_id=SNOWFLAKE - number)) for number in range(MOST_OFFERED)
    ]
    found = [PinCandidate(each, None if number % 2 else place) for number, each in enumerate(several)]
    yield candidates_page(Candidates(of.show, MOST_OFFERED, found), "Its card was posted anew. " * 4)
    pins = [
        Pinned(
            Pin(each.review.review_id, place, UserId(SNOWFLAKE), Millis(253_402_300_799_000)), each, trouble
        )
        for each, trouble in zip(several, [*Trouble, None], strict=False)
    ]
    for some in (pins[:PER_PAGE], pins[-PER_PAGE:]):
        yield pins_page(PinsPage(5, 9, 10**9, some), "Its card was posted anew. " * 4)


def _of_members(review: Review, genres: Sequence[str], names: Sequence[ShowName]) -> Iterator[Layout]:
    rated = tuple(RatedShow(name, Stars(9)) for name in names[:5])
    common = tuple(InCommon(name, Stars(9), Stars(1)) for name in names[5:9])
    profile = Profile(
        UserId(SNOWFLAKE),
        False,
        True,
        MemberSums(Spread((10**8,) * 10), 10**9, 10**9),
        "3.5",
        rated,
        tuple(GenreSum(genre, 10**9, 10**10) for genre in genres[:5]),
        ReviewOf(review, names[0]),
        tuple(ReviewOf(replace(review, review_id=number), names[number]) for number in (1, 2, 3)),
    )
    picture = discord.File(io.BytesIO(b"png"), "ratings.png", description=profile_alt_text(profile))
    yield profile_page(profile, picture)
    for match in (None, 100):
        yield comparison_page(
            Comparison(UserId(SNOWFLAKE), 10**9, match, -(10**9), common, common, rated[:4])
        )


UNITS = ("*", "|| ", "@everyone ", "1. ", "\n", "\n\n- ", "a. ", "word ", "e\u0301", "漢", "漢字。", "🎸")
"""What texts are hardest to fit when made of: markup, wide letters, line ends, short sentences …"""

units = st.sampled_from(UNITS) | st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12)


def repeated(longest: int) -> st.SearchStrategy[str]:
    """Texts that go on as they begin, up to exactly `longest`."""

    def repeat(unit: str, length: int) -> str:
        return (unit * length)[:length]

    return st.builds(repeat, units, st.integers(0, longest))


lines = repeated(200).map(clean_line)
texts = repeated(5_000).map(clean_text)
