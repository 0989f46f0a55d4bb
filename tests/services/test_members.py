"""Profiles and comparisons are what a plain recomputation over everything gives."""

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain.catalog.shows import Facts
from bot.domain.errors import Refusal
from bot.domain.ids import GuildId, ShowId, UserId
from bot.domain.ratings.rating import Stars, Target
from bot.domain.reviews.review import Words
from bot.store.catalog import shows
from bot.store.engine.transaction import Tx
from bot.store.ratings import ratings
from bot.store.reviews import reviews, votes
from tests.services.server import ANN, BOB, GUILD, Server, draft_of
from tests.store.samples import at

CARL, SHOWS = UserId(21), 12
GENRES = ("Drama", "Music", "Crime")
servers = count(9_001)
"""A fresh one for each example, over one database."""


@dataclass(frozen=True)
class Act:
    """What a member did to one of the twelve shows."""

    what: str
    show: int
    user: int
    halves: int
    season: int


acts = st.builds(
    Act,
    st.sampled_from(("rate", "rate", "rate", "review", "unrate", "delete", "vote")),
    st.integers(1, SHOWS),
    st.sampled_from((ANN, BOB, CARL)),
    st.integers(1, 10),
    st.sampled_from((0, 0, 0, 1)),
)
stories = st.lists(acts, max_size=90)
adult = st.sets(st.integers(1, SHOWS), max_size=4)


def perform(tx: Tx, story: list[Act], restricted: set[int]) -> None:
    """A server's shows, and what members did, each at a time of its own."""
    for number in range(1, SHOWS + 1):
        shows.add(at(tx, 0), f"Show {number}", Facts(genres=GENRES[number % 3 :]), ANN)
    for show_id in restricted:
        tx.execute("UPDATE shows SET restricted = 1 WHERE guild_id = $1 AND show_id = $2", show_id)
    for now, act in enumerate(story, 1):
        target = Target(ShowId(act.show), act.season)
        own = reviews.of_member(tx, target, UserId(act.user))
        if act.what in ("rate", "review"):
            ratings.change(at(tx, now), target, UserId(act.user), Stars(act.halves))
        if act.what == "unrate" and not own:
            ratings.change(at(tx, now), target, UserId(act.user), None)
        elif act.what == "review" and own:
            reviews.edit(at(tx, now), own, Words(body="Again"), Stars(act.halves))
        elif act.what == "review":
            reviews.add(at(tx, now), target, UserId(act.user), Words(body="Said"), Stars(act.halves))
        elif act.what == "delete" and own:
            reviews.delete(tx, own)
        elif act.what == "vote" and own:
            votes.toggle(at(tx, now), own.review_id, UserId(100 + act.halves))


def whole(tx: Tx) -> dict[int, dict[int, tuple[int, int]]]:
    """Every member's ratings of whole shows: member → show → (half stars, time)."""
    found: dict[int, dict[int, tuple[int, int]]] = defaultdict(dict)
    for row in tx.all("SELECT * FROM ratings WHERE guild_id = $1 AND season = 0 ORDER BY rated_at DESC"):
        found[row["user_id"]][row["show_id"]] = row["halves"], row["rated_at"]
    return found


over_one_database = settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    max_examples=40,
    deadline=None,
)


@over_one_database
@given(story=stories, restricted=adult, sees=st.booleans())
async def test_a_comparison_is_what_comparing_every_rating_gives(
    server: Server, story: list[Act], restricted: set[int], sees: bool
) -> None:
    guild_id = next(servers)
    await server.database.write(GuildId(guild_id), perform, story, restricted)
    given = await server.database.read(GuildId(guild_id), whole)
    hidden = set[int]() if sees else restricted
    mine, theirs = (
        {show: of for show, of in given[each].items() if show not in hidden} for each in (ANN, BOB)
    )
    both = [show for show in mine if show in theirs]
    apart = {show: abs(mine[show][0] - theirs[show][0]) for show in both}
    agreement = sum((Fraction(max(0, 6 - apart[show]), 6) for show in both), Fraction(3, 2))
    percent = int(agreement / (len(both) + 3) * 100 + Fraction(1, 2))
    loved = sorted(
        ((-halves, -at, show) for show, (halves, at) in theirs.items() if halves >= 8 and show not in mine)
    )

    found = await server.services.profiles.compare(
        replace(server.ann, guild_id=guild_id, sees_restricted=sees), BOB
    )

    assert (found.user_id, found.count) == (BOB, len(both))
    assert found.match == (percent if len(both) >= 5 else None)
    assert found.more == sum(mine[show][0] - theirs[show][0] for show in both)
    assert [each.show.show_id for each in found.loved] == [show for _, _, show in loved][:4]
    assert [each.show.show_id for each in found.alike] == sorted(
        (show for show in both if apart[show] <= 1),
        key=lambda show: (apart[show], -abs(mine[show][0] + theirs[show][0] - 11)),
    )[:4]
    assert [each.show.show_id for each in found.apart] == sorted(
        (show for show in both if apart[show] >= 2), key=lambda show: -apart[show]
    )[:4]
    for each in (*found.alike, *found.apart):
        show = each.show.show_id
        assert (each.mine.halves, each.theirs.halves) == (mine[show][0], theirs[show][0])


@over_one_database
@given(story=stories, restricted=adult, sees=st.booleans())
async def test_a_profile_is_what_counting_everything_gives(
    server: Server, story: list[Act], restricted: set[int], sees: bool
) -> None:
    guild_id = next(servers)
    await server.database.write(GuildId(guild_id), perform, story, restricted)
    given = await server.database.read(GuildId(guild_id), whole)
    everyones = [halves for of in given.values() for halves, _ in of.values()]
    mine = given[BOB]
    seen = {show: of for show, of in mine.items() if sees or show not in restricted}
    live = await server.database.read(
        GuildId(guild_id),
        lambda tx: tx.all(
            "SELECT * FROM reviews WHERE guild_id = $1 AND user_id = $2 AND state = 'live'", BOB
        ),
    )
    told = [row for row in live if sees or row["show_id"] not in restricted]
    latest = sorted(told, key=lambda row: (-row["updated_at"], -row["review_id"]))
    best = sorted(told, key=lambda row: (-row["helpful"], -row["updated_at"], -row["review_id"]))[:1]
    genres = Counter(genre for show in seen for genre in GENRES[show % 3 :])

    found = await server.services.profiles.profile(
        replace(server.ann, guild_id=guild_id, sees_restricted=sees), BOB
    )

    counts = Counter(halves for halves, _ in mine.values())
    assert found.sums.spread.buckets == tuple(counts[halves] for halves in range(1, 11))
    assert (found.sums.reviews, found.sums.helpful) == (len(live), sum(row["helpful"] for row in live))
    tenths = int(Fraction(5 * sum(everyones), len(everyones)) + Fraction(1, 2)) if everyones else 0
    assert found.server_average == (f"{tenths // 10}.{tenths % 10}" if everyones else None)
    assert [each.show.show_id for each in found.favourites] == sorted(
        seen, key=lambda show: (-seen[show][0], -seen[show][1])
    )[:5]
    assert {each.genre: each.count for each in found.genres} == genres
    helpful = [row["review_id"] for row in best if row["helpful"]]
    others = [row["review_id"] for row in latest if row["review_id"] not in helpful]
    assert [each.review.review_id for each in [found.best] if each] == helpful
    assert [each.review.review_id for each in found.latest] == others[:3]


async def test_who_is_hidden_is_seen_by_nobody_else_and_still_counts(server: Server) -> None:
    show_id = await server.add_show()
    await server.post(server.bob, draft_of(show_id, stars=9))
    await server.services.profiles.set_hidden(server.bob, True)

    for verb in (server.services.profiles.profile, server.services.profiles.compare):
        with pytest.raises(Refusal, match="keeps their profile to themselves"):
            await verb(server.ann, BOB)
    own = await server.services.profiles.profile(server.bob, BOB)
    assert (own.is_own, own.hidden, own.sums.reviews) == (True, True, 1)
    assert (await server.services.profiles.profile(server.ann, ANN)).server_average == "4.5"
    assert (await server.services.profiles.compare(server.bob, ANN)).count == 0

    await server.services.profiles.set_hidden(server.bob, False)
    assert (await server.services.profiles.profile(server.ann, BOB)).sums.reviews == 1


async def test_hiding_is_for_one_server(server: Server) -> None:
    await server.services.profiles.set_hidden(server.bob, True)
    elsewhere = replace(server.ann, guild_id=7002)
    assert not (await server.services.profiles.profile(elsewhere, BOB)).hidden


async def test_one_is_not_compared_with_oneself(server: Server) -> None:
    with pytest.raises(Refusal, match="agree with yourself"):
        await server.services.profiles.compare(server.ann, ANN)


async def test_only_the_latest_thousand_ratings_of_each_are_compared(server: Server) -> None:
    def fill(tx: Tx) -> None:
        for number in range(1, 1_011):
            shows.add(tx, f"Show {number}", Facts(), ANN)
            for user in (ANN, BOB):
                ratings.change(at(tx, number), Target(ShowId(number)), user, Stars(8))

    await server.database.write(GUILD, fill)
    assert (await server.services.profiles.compare(server.ann, BOB)).count == 1_000
