"""What this server likes best: rankings of its shows."""

from collections.abc import Sequence
from functools import partial

from bot.domain.actors import Actor
from bot.domain.catalog.genres import Genre, genre_number
from bot.domain.catalog.shows import Kind
from bot.domain.errors import Refusal
from bot.domain.ratings.top import PAGE, PAGES, Ranking, TopChoice, TopPage, When
from bot.domain.text import shorten
from bot.domain.text.titles import title_key
from bot.services.service import Service, reads
from bot.store.catalog import shows
from bot.store.engine.transaction import Tx
from bot.store.ratings import top as ranking
from bot.store.totals import genres, period_sums

CHOICES, LOOKED_THROUGH = 25, 300


class Top(Service):
    """The verbs of rankings."""

    @reads
    def named(self, tx: Tx, actor: Actor, when: When, kind: Kind, genre: str) -> TopPage:
        """The best of a period, kind and genre as a member names them; raises `Refusal` for no genre here."""
        number = genre_number(genre) if genre else 0
        page = _page(tx, actor, TopChoice(Ranking.BEST, when.period(tx.now), kind, number))
        if number and not page.genre:
            short = shorten(genre, 60)
            raise Refusal(f"No show here has the genre “{short}”. Pick one from the list that opens.")
        return page

    @reads
    def top(self, tx: Tx, actor: Actor, choice: TopChoice) -> TopPage:
        """A page of a ranking, without what may not be seen where this person asks."""
        return _page(tx, actor, choice)

    @reads
    def suggest_genres(self, tx: Tx, actor: Actor, typed: str) -> Sequence[Genre]:
        """Up to 25 genres of this server's shows for what has been typed so far, the most frequent first."""
        known = genres.of_server(tx, LOOKED_THROUGH, with_restricted=actor.sees_restricted)
        key = title_key(typed)
        return [genre for genre in known if key in title_key(genre.name)][:CHOICES]


def _page(tx: Tx, actor: Actor, choice: TopChoice) -> TopPage:
    period = choice.period_at(tx.now)
    ranked_from = partial(
        ranking.ranked,
        tx,
        choice.ranking,
        period,
        kind=choice.kind,
        genre=choice.genre,
        with_restricted=actor.sees_restricted,
    )
    found = ranked_from(offset=choice.page * PAGE, limit=PAGE + 1)
    best = found if choice.page == 0 else ranked_from(limit=1)
    ranked = tuple(found[:PAGE])
    return TopPage(
        choice,
        period,
        ranked,
        tuple(tuple(shows.titles_of(tx, each.show.show_id)) for each in ranked),
        best[0].score if best else 0,
        len(found) > PAGE and choice.page < PAGES - 1,
        period_sums.totals(tx, period),
        genres.name_of(tx, choice.genre) if choice.genre else "",
        tuple(dict.fromkeys((*(when.period(tx.now) for when in When), choice.period))),
    )
