"""How good related shows are: whether they lead members to shows that they are known to like.

In made-up communities (see `communities`), one show that a member likes is held out; what is related to the
others that they like is added up, and a hit is when the one held out is among the first ten of what they have
not rated. "Most popular" recommends what most members like, out of the same. Prints a table and, as the last
line, a JSON object; `ratio` is our hit rate over that of the most popular, over all communities.

Cold start: for a new server with facts but no ratings, and for a new show, the share of shows that are
answered at all, and how many of the first ten related ones are of the same taste, over the share among all.
"""

import argparse
import json
import random
import sqlite3
import tempfile
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from benchmarks.communities import Community, community
from bot.domain.catalog.shows import Credit, Facts, Job
from bot.domain.discovery.related import LIKED
from bot.domain.ids import GuildId, Millis, ShowId, UserId
from bot.domain.ratings.rating import Stars, Target
from bot.services.discovery.related import relations
from bot.store.catalog import shows
from bot.store.engine.connections import connect_writer
from bot.store.engine.transaction import Tx
from bot.store.ratings import ratings
from bot.store.upkeep import migrate

SIZES = ((100, 100), (300, 300), (900, 700))
"""Members and shows of the communities."""
FIRST = 10
LIKES_KNOWN = 5
"""A member is asked for only if they like so many shows beside the one held out."""
BEST_OF = 40
"""So many of a member's shows, those they give most, are looked at."""
GUILD = 1


class Outcome(NamedTuple):
    """Hits of so many members, by what is related and by what is popular."""

    members: int
    hits: int
    popular_hits: int


class Cold(NamedTuple):
    """The share of shows that are answered, and how much more often the answers are of their taste."""

    answered: float
    lift: float


def main(arguments: Sequence[str]) -> None:
    """Measure, print the table, and the JSON object last."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks recommendations", description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--communities", type=int, default=2, help="of each size")
    options = parser.parse_args(arguments)
    print(f"{'members':>8} {'shows':>6} {'seed':>5} {'asked':>6} {'popular':>8} {'related':>8} {'ratio':>6}")
    outcomes: list[Outcome] = []
    for members, catalogue in SIZES:
        for seed in range(options.seed, options.seed + options.communities):
            outcome = _measured(community(members, catalogue, random.Random(seed)), seed)
            outcomes.append(outcome)
            print(f"{members:8} {catalogue:6} {seed:5} {_row(outcome)}", flush=True)
    total = Outcome(*map(sum, zip(*outcomes, strict=True)))
    print(f"{'all':>8} {'':>6} {'':>5} {_row(total)}\n")
    new_server, new_show = _cold(community(*SIZES[1], random.Random(options.seed)))
    for name, cold in (("A new server", new_server), ("A new show", new_show)):
        print(f"{name}: {cold.answered:.0%} of shows answered, of their taste {cold.lift:.1f} times as often")
    summary = {
        "seed": options.seed,
        "asked": total.members,
        "hit_rate_at_10": round(total.hits / total.members, 4),
        "popular_hit_rate_at_10": round(total.popular_hits / total.members, 4),
        "ratio": round(total.hits / total.popular_hits, 3),
        "new_server_answered": round(new_server.answered, 3),
        "new_show_answered": round(new_show.answered, 3),
    }
    print(json.dumps(summary))


def _row(outcome: Outcome) -> str:
    popular, ours = (hits / outcome.members for hits in (outcome.popular_hits, outcome.hits))
    return f"{outcome.members:6} {popular:8.1%} {ours:8.1%} {ours / max(popular, 1e-9):6.2f}"


def _measured(made: Community, seed: int) -> Outcome:
    """Hold out one like of every member who has enough, store all the rest, and ask."""
    dice = random.Random(seed)
    held_out: dict[int, int] = {}
    for number, given in enumerate(made.members):
        liked = [at for at, halves in given.items() if halves >= LIKED]
        if len(liked) > LIKES_KNOWN:
            held_out[number] = dice.choice(liked)
    known = [
        {at: halves for at, halves in given.items() if at != held_out.get(number)}
        for number, given in enumerate(made.members)
    ]
    popular = Counter(at for given in known for at, halves in given.items() if halves >= LIKED).most_common()
    with tempfile.TemporaryDirectory() as folder, closing(_database(folder)) as connection:
        tx = Tx(connection, GuildId(GUILD), now=Millis(0))
        _store(tx, made, known)
        related = _Related(tx)
        hits = popular_hits = 0
        for number, wanted in held_out.items():
            hits += wanted in related.first(known[number])
            popular_hits += wanted in [at for at, _ in popular if at not in known[number]][:FIRST]
    return Outcome(len(held_out), hits, popular_hits)


class _Related:
    """What is related to what, asked for once each."""

    def __init__(self, tx: Tx) -> None:
        self._tx = tx
        self._scores: dict[int, dict[int, float]] = {}

    def scores(self, at: int) -> dict[int, float]:
        """How strongly others are related to the show in this place."""
        if at not in self._scores:
            show = shows.get(self._tx, ShowId(at + 1))
            assert show is not None
            self._scores[at] = {each.show_id - 1: each.score for each in relations(self._tx, show)}
        return self._scores[at]

    def first(self, known: dict[int, int]) -> list[int]:
        """The ten shows that are most related, in all, to those a member likes, but for what they rated."""
        liked = sorted((at for at in known if known[at] >= LIKED), key=lambda at: (-known[at], at))
        total: Counter[int] = Counter()
        for at in liked[:BEST_OF]:
            total.update(self.scores(at))
        return [at for at, _ in total.most_common() if at not in known][:FIRST]


def _cold(made: Community) -> tuple[Cold, Cold]:
    """A server with the facts of the shows only, and shows that were added to a server full of ratings."""
    new = set(range(0, len(made.shows), 20))
    known = [{at: halves for at, halves in given.items() if at not in new} for given in made.members]
    found: list[Cold] = []
    for given, asked in (([], range(len(made.shows))), (known, sorted(new))):
        with tempfile.TemporaryDirectory() as folder, closing(_database(folder)) as connection:
            tx = Tx(connection, GuildId(GUILD), now=Millis(0))
            _store(tx, made, given)
            found.append(_of_their_taste(made, _Related(tx), asked))
    return found[0], found[1]


def _of_their_taste(made: Community, related: _Related, asked: Sequence[int]) -> Cold:
    answers = {at: list(related.scores(at))[:FIRST] for at in asked}
    tastes = [show.taste for show in made.shows]
    same = [tastes[other] == tastes[at] for at, others in answers.items() for other in others]
    shares = [tastes.count(tastes[at]) / len(tastes) for at, others in answers.items() for _ in others]
    answered = sum(bool(others) for others in answers.values()) / len(answers)
    return Cold(answered, sum(same) / max(sum(shares), 1e-9))


def _database(folder: str) -> sqlite3.Connection:
    """A new database, in a transaction."""
    path = Path(folder) / "encore.db"
    migrate.bring_up_to_date(path)
    connection = connect_writer(path)
    connection.execute("BEGIN")
    return connection


def _store(tx: Tx, made: Community, known: Sequence[dict[int, int]]) -> None:
    """Add the shows in order, and the ratings, those of all members mixed."""
    for at, show in enumerate(made.shows):
        facts = Facts(genres=show.genres, credits=(Credit(show.lead, Job.CAST),))
        assert shows.add(tx, f"Show {at}", facts, UserId(1)) == at + 1
    given = [(member, at, halves) for member, each in enumerate(known) for at, halves in each.items()]
    random.Random(len(given)).shuffle(given)
    for now, (member, at, halves) in enumerate(given):
        tx.now = Millis(now)
        ratings.change(tx, Target(ShowId(at + 1)), UserId(member + 100), Stars(halves))
