"""What the functions of the store that read are asked, after the story.

One whose arguments are of these types only is asked with these, by itself. `READS` has the others, and those
that would find nothing so.
"""

from bot.domain.catalog.genres import genre_number
from bot.domain.catalog.shows import Facts, Show
from bot.domain.delivery.outbox import OutboxKind
from bot.domain.discovery.search import Fit, SearchTerms
from bot.domain.ids import GuildId, Millis, ReviewId, ShowId, UserId
from bot.domain.members.imports.scales import Scale
from bot.domain.members.imports.staged import Import, Matched, State, Trust
from bot.domain.ratings.rating import Spread, Stars, Target
from bot.domain.ratings.top import ALL_TIME, Ranking
from bot.domain.reviews.review import CardPlace, Order
from bot.store.catalog import merges, merging, people, shows, sources
from bot.store.delivery import fame, outbox, threads, waiting
from bot.store.discovery import search, selected
from bot.store.engine import counters
from bot.store.members import import_entries, imports, profiles, watchlist
from bot.store.moderation import audit, blocks, hiding, history, holds, notices, pins
from bot.store.ratings import ratings, top
from bot.store.reviews import drafts, reviews
from bot.store.server import digest
from bot.store.totals import full_text, genres, period_sums
from bot.store.upkeep import privacy
from tests.store.samples import ANN, BOB
from tests.store.story import BECK, ENTRY, GLASS, LOUD, MERGE, OF_ANN, OF_BOB, WHOLE, Tale, merged


def import_of(guild_id: GuildId) -> Import:
    return Import(
        guild_id, 1, ANN, "Trakt", Scale.TEN, False, False, State.RUNNING, Trust.FREE, (), Millis(guild_id)
    )


VALUES: dict[object, object] = {
    UserId: ANN,
    ShowId: GLASS,
    ReviewId: OF_ANN,
    Target: WHOLE,
    int: 9,
    bool: False,
}
READS: Tale = {
    counters.is_carried_out: lambda tx: counters.is_carried_out(tx, 5),
    shows.with_title: lambda tx: [shows.with_title(tx, each) for each in ("glass", f"gurasu {tx.guild_id}")],
    shows.titles_among: lambda tx: shows.titles_among(tx, [GLASS]),
    shows.titles: lambda tx: shows.titles(tx, 0, 99),
    profiles.is_hidden: lambda tx: profiles.is_hidden(tx, BOB),
    profiles.favourites: lambda tx: profiles.favourites(tx, ANN, restricted=False, limit=9),
    profiles.latest_ratings: lambda tx: profiles.latest_ratings(tx, ANN, restricted=False, limit=9),
    profiles.genres: lambda tx: profiles.genres(tx, ANN, restricted=False, among=9, limit=9),
    profiles.reviews_by: lambda tx: [
        profiles.reviews_by(tx, ANN, order, restricted=False, limit=9) for order in Order
    ],
    sources.show_of: lambda tx: sources.show_of(tx, ENTRY),
    sources.request_of: lambda tx: sources.request_of(tx, BECK),
    sources.episodes: lambda tx: sources.episodes(tx, BECK),
    digest.best_new: lambda tx: digest.best_new(
        tx, Millis(0), Millis(9 * tx.guild_id), 9, with_restricted=True
    ),
    digest.most_reviewed: lambda tx: digest.most_reviewed(
        tx, Millis(0), Millis(9 * tx.guild_id), 9, with_restricted=True
    ),
    holds.get: lambda tx: [holds.get(tx, GLASS, user) for user in (ANN, BOB)],
    holds.written_since: lambda tx: [holds.written_since(tx, show) for show in (GLASS, BECK)],
    holds.shows_of: lambda tx: [holds.shows_of(tx, user) for user in (ANN, BOB)],
    hiding.has_hidden: lambda tx: hiding.has_hidden(tx, GLASS, BOB),
    privacy.held: lambda tx: privacy.held(tx, BOB),
    privacy.everything: lambda tx: privacy.everything(tx, BOB)["reviews"],
    shows.names: lambda tx: shows.names(tx, [BECK, GLASS]),
    shows.linked: lambda tx: [shows.linked(tx, each) for each in (GLASS, BECK)],
    selected.best: lambda tx: selected.best(tx, GLASS, besides=ANN),
    selected.opposing: lambda tx: selected.opposing(tx, GLASS, Spread.of(Stars(1)), besides=ANN),
    people.appearances: lambda tx: people.appearances(tx, 1),
    ratings.get_change: lambda tx: ratings.get_change(tx, 2),
    period_sums.totals: lambda tx: period_sums.totals(tx, ALL_TIME).count,
    top.ranked: lambda tx: top.ranked(tx, Ranking.REVIEWED, ALL_TIME),
    genres.of_server: lambda tx: [each.name for each in genres.of_server(tx, 99)],
    genres.name_of: lambda tx: genres.name_of(tx, genre_number(f"Music {tx.guild_id}")),
    ratings.spread: lambda tx: ratings.spread(tx, WHOLE).count,
    reviews.kept: lambda tx: reviews.kept(tx, OF_BOB),
    reviews.kept_of_member: lambda tx: reviews.kept_of_member(tx, WHOLE, BOB),
    hiding.get: lambda tx: hiding.get(tx, OF_BOB),
    hiding.of_member: lambda tx: hiding.of_member(tx, BOB, False, 99),
    blocks.get: lambda tx: blocks.get(tx, BOB),
    history.get: lambda tx: history.get(tx, OF_BOB),
    history.of_show: lambda tx: history.of_show(tx, GLASS, BOB, 99),
    history.version: lambda tx: history.version(tx, OF_BOB, 1),
    history.versions: lambda tx: history.versions(tx, OF_BOB, 0, 99),
    audit.by_member: lambda tx: audit.by_member(tx, BOB, 99, 99),
    notices.of_review: lambda tx: notices.of_review(tx, OF_BOB),
    notices.untold: lambda tx: notices.untold(tx, BOB, False, 99),
    reviews.of_byline: lambda tx: reviews.of_byline(tx, WHOLE, "Jane Doe"),
    reviews.of_show: lambda tx: [reviews.of_show(tx, GLASS, order, 0, 99) for order in Order],
    full_text.matching: lambda tx: [
        full_text.matching(tx, each, [(word,)], Fit.WORDS, 99, restricted=False)
        for each in (LOUD, SearchTerms("", user_id=BOB), SearchTerms("", GLASS, least=Stars(1)))
        for word in ("again", "said", str(tx.guild_id))
    ],
    search.get: lambda tx: search.get(tx, 1),
    drafts.get: lambda tx: drafts.get(tx, 1),
    waiting.of_reviews: lambda tx: waiting.of_reviews(tx, [OF_ANN]),
    waiting.stuck: lambda tx: waiting.stuck(tx, 9),
    waiting.count_stuck: lambda tx: waiting.count_stuck(tx),
    waiting.asks_person: lambda tx: waiting.asks_person(tx, OF_BOB),
    waiting.orphans: lambda tx: waiting.orphans(tx),
    waiting.shown_of_member: lambda tx: waiting.shown_of_member(tx, ANN),
    waiting.shown_of_show: lambda tx: waiting.shown_of_show(tx, GLASS),
    outbox.get: lambda tx: outbox.get(tx, OutboxKind.CARD, OF_ANN),
    threads.get: lambda tx: threads.get(tx, GLASS, 8),
    threads.name_of: lambda tx: threads.name_of(tx, 88),
    threads.channel_of: lambda tx: threads.channel_of(tx, 88),
    threads.of_channel: lambda tx: threads.of_channel(tx, 8),
    outbox.review_at: lambda tx: outbox.review_at(tx, CardPlace(8, 9)),
    fame.channel_of: lambda tx: fame.channel_of(tx, OF_BOB),
    pins.latest: lambda tx: pins.latest(tx, False, 0, 9),
    pins.unpinned: lambda tx: [pins.unpinned(tx, ShowId(show), False, 9) for show in (0, GLASS)],
    watchlist.added_at: lambda tx: watchlist.added_at(tx, ANN, BECK),
    pins.in_channel: lambda tx: pins.in_channel(tx, 8),
    merges.get: lambda tx: merges.get(tx, MERGE),
    merges.standing: lambda tx: merges.standing(tx, ShowId(3)),
    merges.upon: lambda tx: merges.upon(tx, merged(tx.guild_id)),
    merges.snapshot: lambda tx: merges.snapshot(tx, MERGE),
    merging.overlap: lambda tx: merging.overlap(tx, GLASS, BECK),
    merging.to_take: lambda tx: merging.to_take(
        tx, Show(tx.guild_id, ShowId(9), "Glass", Facts(year=2000)), Show(tx.guild_id, ShowId(8), "Beck")
    ),
    merging.rows: lambda tx: merging.rows(tx, "show_titles", GLASS),
    imports.get: lambda tx: imports.get(tx, 1),
    imports.of_member: lambda tx: imports.of_member(tx, ANN, State.UNDOING),
    import_entries.counts: lambda tx: import_entries.counts(tx, 1).rated_already,
    import_entries.reviews_of: lambda tx: import_entries.reviews_of(tx, 1),
    import_entries.long_replaced: lambda tx: import_entries.long_replaced(tx, 1, 0),
    import_entries.scores: lambda tx: import_entries.scores(tx, 1),
    import_entries.page: lambda tx: import_entries.page(tx, 1, Matched.CHOOSE, 0, 9),
    import_entries.get: lambda tx: import_entries.get(tx, 1, 1),
    import_entries.waiting: lambda tx: import_entries.waiting(tx, 1, 9),
    import_entries.taken: lambda tx: import_entries.taken(tx, 1, 9),
    import_entries.tally: lambda tx: import_entries.tally(tx, import_of(tx.guild_id)).done,
}
