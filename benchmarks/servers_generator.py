"""Made-up communities that rate and review shows, written straight into a database; all by a seed.

Sizes of servers, activity of members and popularity of shows follow Zipf's law. Shows belong to genres,
members like some genres more than others, and rate by that, by how good a show is, and by mood. A server's
membership grows with its reviews, and its catalogue with their square root.
"""

import math
import random
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import Any

from bot.domain.ids import Millis
from bot.store.engine.connections import connect_writer
from bot.store.engine.transaction import AllServers
from bot.store.ratings import ratings
from bot.store.reviews import reviews
from bot.store.totals import events
from bot.store.upkeep import migrate

GENRES = (
    "Drama",
    "Comedy",
    "Crime",
    "Romance",
    "Music",
    "Mystery",
    "Fantasy",
    "Documentary",
    "Horror",
    "Sport",
)
NETWORKS = ("Netflix", "TBS", "NHK", "BBC", "Arte", "HBO", "KBS", "Apple TV")
NOW = 1_790_000_000_000
"""The end of the story, in Unix milliseconds; it began three years before."""
YEARS = 3 * 365 * 24 * 3_600_000
FIRST_GUILD, FIRST_USER = 7_000_000_000_000_000, 9_000_000_000_000_000
REVIEWS_A_MEMBER = 20
CAST = 8
ROWS_AT_ONCE = 20_000

Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Community:
    """A server: its number, and how many reviews, members and shows it has (numbered from 1)."""

    guild_id: int
    reviews: int
    members: int
    shows: int

    def user_id(self, member: int) -> int:
        """The id of the n-th most active member, from 0."""
        return FIRST_USER + self.guild_id % 1_000_000 * 1_000_000 + member


def communities(reviews: int, servers: int) -> list[Community]:
    """Servers that have so many reviews together, the largest first; each has at least four."""
    weights = [1 / (rank + 1) for rank in range(servers)]
    sizes = [max(4, round(reviews * weight / sum(weights))) for weight in weights]
    return [
        Community(
            FIRST_GUILD + rank, size, max(6, size // REVIEWS_A_MEMBER), round(40 + 10 * math.sqrt(size))
        )
        for rank, size in enumerate(sizes)
    ]


class Zipf:
    """Numbers from 0 below `count`, of which the n-th is drawn about 1/(n + 3) as often as the first ones."""

    def __init__(self, count: int) -> None:
        self._weights = list(accumulate(1 / (n + 3) for n in range(count)))
        self._range = range(count)

    def draw(self, dice: random.Random, count: int = 1) -> list[int]:
        """Some of them."""
        return dice.choices(self._range, cum_weights=self._weights, k=count)


class Prose:
    """Made-up sentences: each genre has its own, and every review has a few rare words."""

    def __init__(self, dice: random.Random) -> None:
        self._dice = dice
        syllables = [
            a + b for a in "bcdfghjklmnprstvwz" for b in ("a", "e", "i", "o", "u", "an", "er", "is", "ol")
        ]
        self._rare = ["".join(dice.choices(syllables, k=4)) for _ in range(100_000)]
        words = ["".join(dice.choices(syllables, k=dice.choice((1, 2, 2, 3)))) for _ in range(8_000)]
        self._zipf = Zipf(len(words))
        self._common = self._sentences(words, 3_000)
        own = [["".join(dice.choices(syllables, k=3)) for _ in range(300)] for _ in GENRES]
        self._of_genre = [self._sentences(words, 400, special) for special in own]

    def _sentences(self, words: Sequence[str], count: int, special: Sequence[str] = ()) -> list[str]:
        made: list[str] = []
        for _ in range(count):
            drawn = [words[n] for n in self._zipf.draw(self._dice, self._dice.randint(5, 14))]
            if special:
                drawn[:2] = self._dice.choices(special, k=2)
            self._dice.shuffle(drawn)
            made.append(" ".join(drawn).capitalize() + ".")
        return made

    def body(self, genre: int) -> str:
        """From one line to a long article; most are short."""
        dice = self._dice
        count = min(round(dice.lognormvariate(0.2, 1.0)) + 1, 120)
        said = dice.choices(self._common, k=count) + dice.choices(self._of_genre[genre], k=count // 2 + 1)
        dice.shuffle(said)
        return " ".join((*said, *dice.choices(self._rare, k=2)))

    def headline(self) -> str:
        """A few words."""
        return self._dice.choice(self._common)[:60] if self._dice.random() < 0.5 else ""


def fill(path: Path, wanted: Sequence[Community], seed: int) -> None:
    """Make a database at `path` with these communities in it, and everything derived from them."""
    migrate.bring_up_to_date(path)
    dice = random.Random(seed)
    prose = Prose(dice)
    with closing(connect_writer(path)) as connection:
        connection.execute("PRAGMA synchronous = OFF")  # a made-up database may be lost
        connection.execute("PRAGMA cache_size = -400000")
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("BEGIN")
        for community in wanted:
            _put(connection, _Told(community, dice, prose))
        tx = AllServers(connection, Millis(NOW))
        for guild_id, show_id in tx.all("SELECT guild_id, show_id FROM shows"):
            ratings.recount(tx.server(guild_id), show_id)
            reviews.recount(tx.server(guild_id), show_id)
        events.rebuild(tx)
        connection.execute("COMMIT")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


class _Told:
    """The rows of one community."""

    def __init__(self, community: Community, dice: random.Random, prose: Prose) -> None:
        self.community = community
        self._dice, self._prose = dice, prose
        count = community.shows
        self._genres = [dice.sample(range(len(GENRES)), dice.choice((1, 2, 2, 3))) for _ in range(count)]
        self._quality = [dice.gauss(6.6, 1.2) for _ in range(count)]
        self._by_genre = [
            [show for show in range(count) if genre in self._genres[show]] or [0]
            for genre in range(len(GENRES))
        ]
        self._zipf_of = {len(shows): Zipf(len(shows)) for shows in self._by_genre} | {count: Zipf(count)}
        self._tastes = [dice.sample(range(len(GENRES)), 2) for _ in range(community.members)]

    def shows(self) -> Iterator[Row]:
        """guild_id, show_id, title, title_key, year, kind, network, added_by_user_id, added_at."""
        for show in range(self.community.shows):
            title = f"Show {show + 1} of {self.community.guild_id % 1_000}"
            kind = self._dice.choice(("series", "series", "film"))
            network = self._dice.choice(NETWORKS)
            key = title.lower().replace(" ", "")
            year, added_at = 2000 + show % 27, NOW - YEARS
            yield self.community.guild_id, show + 1, title, key, year, kind, network, 1, added_at

    def genres(self) -> Iterator[Row]:
        """guild_id, show_id, position, genre."""
        for show, genres in enumerate(self._genres):
            for position, genre in enumerate(genres):
                yield self.community.guild_id, show + 1, position, GENRES[genre]

    def credits(self) -> Iterator[Row]:
        """guild_id, show_id, position, person_id, job: people are in some three shows each."""
        people = max(self.community.shows * CAST // 3, CAST)
        for show in range(self.community.shows):
            for position, person in enumerate(self._dice.sample(range(people), CAST)):
                job = "director" if position == 0 else "cast"
                yield self.community.guild_id, show + 1, position, person + 1, job

    def given(self) -> list[tuple[int, int, int, int]]:
        """(member, show, half stars, time) of every rating: twice as many as reviews, each target once."""
        community, dice = self.community, self._dice
        members = Zipf(community.members)
        most = community.members * community.shows // 2
        found: dict[tuple[int, int], tuple[int, int]] = {}
        while len(found) < min(2 * community.reviews, most):
            (member,) = members.draw(dice)
            taste = self._tastes[member]
            shows = self._by_genre[dice.choice(taste)] if dice.random() < 0.7 else range(community.shows)
            show = shows[self._zipf_of[len(shows)].draw(dice)[0]]
            if (member, show) not in found:
                liking = 1.2 * len(set(taste) & set(self._genres[show])) - 0.6
                halves = round(self._quality[show] + liking + dice.gauss(0, 1.3))
                found[member, show] = min(max(halves, 1), 10), NOW - dice.randrange(YEARS)
        return [(member, show, halves, at) for (member, show), (halves, at) in found.items()]

    def review(self, review_id: int, member: int, show: int, at: int) -> Row:
        """The columns of `reviews` that differ, in the order of the statement below."""
        helpful = min(int(self._dice.expovariate(0.8)), self.community.members - 1)
        return (
            self.community.guild_id,
            review_id,
            show + 1,
            self.community.user_id(member),
            self._prose.headline(),
            self._prose.body(self._genres[show][0]),
            int(self._dice.random() < 0.08),
            helpful,
            at,
            at,
        )


def _put(connection: sqlite3.Connection, told: _Told) -> None:
    community = told.community
    connection.executemany(
        """
        INSERT INTO shows (guild_id, show_id, title, title_key, year, kind, network, country, episodes,
                           minutes, synopsis, based_on, poster_url, added_by_user_id, added_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, 'Japan', 10, 45, '', '', '', ?, ?)
        """,
        told.shows(),
    )
    connection.execute(
        """
        INSERT INTO show_titles (guild_id, show_id, position, title, title_key)
        SELECT guild_id, show_id, 0, title, title_key FROM shows WHERE guild_id = ?
        """,
        (community.guild_id,),
    )
    connection.executemany(
        "INSERT INTO show_genres (guild_id, show_id, position, genre) VALUES (?, ?, ?, ?)", told.genres()
    )
    connection.executemany(
        """
        INSERT INTO credits (guild_id, show_id, position, person_id, job, character_name, role)
        VALUES (?, ?, ?, ?, ?, 'Somebody', '')
        """,
        told.credits(),
    )
    connection.execute(
        """
        INSERT INTO people (guild_id, person_id, name, name_key)
        SELECT DISTINCT guild_id, person_id, 'Person ' || person_id, 'person' || person_id FROM credits
        WHERE guild_id = ?
        """,
        (community.guild_id,),
    )
    given = told.given()
    connection.executemany(
        """
        INSERT INTO ratings (guild_id, show_id, season, episode, user_id, halves, rated_at)
        VALUES (?, ?, 0, 0, ?, ?, ?)
        """,
        (
            (community.guild_id, show + 1, community.user_id(member), halves, at)
            for member, show, halves, at in given
        ),
    )
    written = sorted(given[: community.reviews], key=lambda each: each[3])
    for start in range(0, len(written), ROWS_AT_ONCE):
        connection.executemany(
            """
            INSERT INTO reviews (guild_id, review_id, show_id, season, user_id, headline, body, spoilers,
                                 state, version, helpful, created_at, updated_at)
            VALUES (?, ?, ?, 0, ?, ?, ?, ?, 'live', 1, ?, ?, ?)
            """,
            (
                told.review(review_id, member, show, at)
                for review_id, (member, show, _, at) in enumerate(
                    written[start : start + ROWS_AT_ONCE], start + 1
                )
            ),
        )
    # The n most active members but the author have voted, so that the votes agree with the kept numbers.
    votes = connection.execute(
        "SELECT review_id, user_id, helpful FROM reviews WHERE guild_id = ? AND helpful > 0",
        (community.guild_id,),
    ).fetchall()
    voters = [community.user_id(member) for member in range(community.members)]
    connection.executemany(
        "INSERT INTO helpful_votes (guild_id, review_id, user_id, voted_at) VALUES (?, ?, ?, ?)",
        (
            (community.guild_id, review_id, voter, NOW)
            for review_id, author, helpful in votes
            for voter in [each for each in voters[: helpful + 1] if each != author][:helpful]
        ),
    )
