"""Finding reviews by what is in them."""

from dataclasses import replace

from bot.domain.actors import Actor
from bot.domain.discovery.pages import SearchHit, SearchPage
from bot.domain.discovery.search import (
    A_PAGE,
    MOST,
    TYPED_LIMIT,
    Fit,
    Query,
    SearchCandidate,
    SearchTerms,
    ranked,
)
from bot.domain.discovery.snippets import snippet
from bot.domain.errors import Refusal
from bot.domain.ids import ReviewId
from bot.domain.reviews.review import HEADLINE_LIMIT
from bot.domain.text import clean_line
from bot.services.lookup import the_show
from bot.services.service import Service, in_steps, reads
from bot.store.catalog import merges, shows
from bot.store.discovery import search as searches
from bot.store.engine.transaction import Tx
from bot.store.reviews import reviews
from bot.store.totals import full_text, text_parts

OF_SEVERAL_WORDS = 40
"""How many reviews that have several words are ranked, the newest: what has them side by side comes first."""
OF_MOST_WORDS = 20
"""How many reviews are ranked that have all words but a certain one: the newest."""
SNIPPET = 200
GONE = "I have forgotten that search, as I do after a day. Search again with `/search`."


class Search(Service):
    """The verbs of searching."""

    async def search(self, actor: Actor, search: SearchTerms) -> SearchPage:
        """The first page of what is found; kept for a day if there are more.

        Raises `Refusal` when the show is gone, or not to be seen here.
        """
        search = replace(search, typed=clean_line(search.typed)[:TYPED_LIMIT])
        page = await self.database.read(actor.guild_id, _page, actor, search, 0)
        if page.count <= A_PAGE:
            return page
        await self.database.write(actor.guild_id, searches.add, actor.key, actor.user_id, search)
        return replace(page, search_id=actor.key)

    @reads
    def page(self, tx: Tx, actor: Actor, search_id: int, page: int) -> SearchPage:
        """A page of what one has searched for; a number past the ends gives the nearest page.

        Raises `Refusal` when the search is somebody else's, or older than a day.
        """
        kept = searches.get(tx, search_id)
        if kept is None:
            raise Refusal(GONE)
        user_id, search = kept
        if user_id != actor.user_id:
            raise Refusal("This is somebody else's search. Start your own with `/search`.")
        return replace(_page(tx, actor, search, page), search_id=search_id)

    async def tidy(self) -> None:
        """Merge those parts of the full text that have become slow, a little at a time."""
        for part in await self.database.read_all(text_parts.crowded):
            await in_steps(self.database, text_parts.go_on, part)


def _page(tx: Tx, actor: Actor, search: SearchTerms, page: int) -> SearchPage:
    show = None
    if search.show_id:
        show = the_show(tx, actor, merges.followed(tx, search.show_id))
        search = replace(search, show_id=show.show_id)
    query, numbers = _looked_for(tx, actor, search)
    partly = not numbers
    if partly:
        query, numbers = query.in_single_words, _with_most_words(tx, actor, search, query.in_single_words)
    page = max(0, min(page, (len(numbers) - 1) // A_PAGE))
    here = numbers[page * A_PAGE : (page + 1) * A_PAGE]
    found = tuple(each for number in here if (each := _found(tx, actor, query, number)))
    return SearchPage(search, show, 0, page, len(numbers), partly, found)


def _looked_for(tx: Tx, actor: Actor, search: SearchTerms) -> tuple[Query, list[ReviewId]]:
    """What is looked for, and the reviews that have all of it, best first."""
    query = Query.of(search.typed)
    candidates = _matching(tx, actor, search, query, Fit.HEADLINE)
    if len(candidates) < MOST:
        most = (MOST if len(query.phrases) < 2 else OF_SEVERAL_WORDS) - len(candidates)
        candidates += _matching(tx, actor, search, query, Fit.WORDS, most)
    return query, ranked(query, candidates)[:MOST]


def _with_most_words(tx: Tx, actor: Actor, search: SearchTerms, query: Query) -> list[ReviewId]:
    """The reviews that have all words but one, best first."""
    candidates = [
        candidate
        for fewer in (query, *query.with_one_left_out)
        for candidate in _matching(tx, actor, search, fewer, Fit.MOST_WORDS, OF_MOST_WORDS)
    ]
    return ranked(query, candidates)[:MOST]


def _matching(
    tx: Tx, actor: Actor, search: SearchTerms, query: Query, fit: Fit, most: int = MOST
) -> list[SearchCandidate]:
    if not query.phrases:
        return []
    return full_text.matching(tx, search, query.phrases, fit, most, restricted=actor.sees_restricted)


def _found(tx: Tx, actor: Actor, query: Query, review_id: ReviewId) -> SearchHit | None:
    review = reviews.get(tx, review_id)
    named = shows.names(tx, [review.target.show_id], restricted=True) if review else []
    if review is None or not named:
        return None
    words, phrases = review.words, query.phrases
    if words.spoilers:
        return SearchHit(named[0], review)
    return SearchHit(
        named[0],
        review,
        snippet(words.headline, phrases, HEADLINE_LIMIT),
        snippet(words.body, phrases, SNIPPET),
    )
