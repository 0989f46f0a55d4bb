"""Nothing is read or changed across servers.

One story is told on two servers whose shows, reviews and members have the same numbers. The second server's
answers must be what the first one's were, and the first one must not notice.
"""

import inspect
from collections.abc import Callable
from pathlib import Path

from bot import store
from bot.domain.catalog.editing import AddingPolicy
from bot.domain.catalog.genres import genre_number
from bot.domain.catalog.merging import Merge, Snapshot, Wish
from bot.domain.catalog.shows import Credit, Facts, Job, Show, ShowName
from bot.domain.catalog.sources import Catalogue, EpisodeFacts, Source
from bot.domain.delivery.outbox import OutboxKind
from bot.domain.discovery.search import Fit, SearchTerms
from bot.domain.members.imports.entries import ImportEntry, Reading
from bot.domain.members.imports.scales import Scale
from bot.domain.members.imports.staged import Import, Match, Matched, Outcome, Result, State, Trust
from bot.domain.moderation.records import Block, Hiding, News, Notice, Resolution, Subject
from bot.domain.ratings.rating import Given, Spread, Stars, Target
from bot.domain.ratings.top import ALL_TIME, Ranking
from bot.domain.reviews.drafts import ReviewDraft
from bot.domain.reviews.review import NO_MEMBER, CardPlace, Order, Pin, Review, Words
from bot.domain.server.digest import Plan
from bot.domain.server.settings import GuildSettings
from bot.store.catalog import editing, merges, merging, people, shows, sources, unmerging
from bot.store.delivery import fame, outbox, threads
from bot.store.discovery import likings, search, selected
from bot.store.engine import counters
from bot.store.engine.transaction import Tx
from bot.store.members import import_entries, imports, profiles, watchlist
from bot.store.moderation import audit, blocks, hiding, history, notices, pins, reports
from bot.store.ratings import ratings, top
from bot.store.reviews import drafts, reviews, votes
from bot.store.server import digest, guilds
from bot.store.totals import events, full_text, genres, member_sums, period_sums, subjects
from bot.store.upkeep import erasing, privacy
from tests.store.samples import ANN, BOB, CARL, at, everywhere, on, tables

ONE, TWO, EMPTY = 7001, 7002, 7003
MODULES = (
    audit,
    blocks,
    editing,
    counters,
    digest,
    drafts,
    fame,
    genres,
    erasing,
    full_text,
    guilds,
    import_entries,
    imports,
    hiding,
    history,
    likings,
    member_sums,
    profiles,
    merges,
    merging,
    notices,
    outbox,
    people,
    period_sums,
    pins,
    top,
    privacy,
    ratings,
    reports,
    reviews,
    search,
    selected,
    shows,
    sources,
    subjects,
    threads,
    unmerging,
    votes,
    watchlist,
)
ENGINE = {"packing", "derived", "database", "backup"}
EVENTS = {name for name, _ in inspect.getmembers(events, inspect.isfunction)}
"""What derived tables are told of: the tales cause all of it, and `test_derived.py` looks at two servers."""
OF_ALL_SERVERS = {
    "blocks.drop_ended",
    "blocks.sealed_on",
    "digests.drop_before",
    "digests.due",
    "digests.planned",
    "erasing.asked",
    "guilds.departed_before",
    "guilds.known",
    "privacy.meanings",
    "privacy.name_of",
    "privacy.servers_of",
    "counters.forget_requests",
    "drafts.drop_before",
    "imports.drop_before",
    "imports.unfinished",
    "full_text.forget_all",
    "full_text.merge",
    "full_text.merge_all",
    "full_text.wrong_rows",
    "merges.drop_before",
    "outbox.due",
    "outbox.hurry_all",
    "pins.unchecked",
    "outbox.postpone",  # is given an entry, with its server
    "ratings.wrong_sums",
    "reviews.wrong_counts",
    "searches.drop_before",
    "sources.requests_due",
}
GLASS, BECK = 1, 2
OF_ANN, OF_BOB = 1, 2
WHOLE = Target(GLASS)
LOUD = SearchTerms("again")
NOTE = 1
MERGE, LATER_MERGE = 1, 2
NOTHING = Snapshot({}, Facts(), (), (), (), (), (), (), ())
ENTRY = Source(Catalogue.TVMAZE, "82")

Step = Callable[[Tx, int], object]
Tale = dict[str, Step]


def facts(guild_id: int) -> Facts:
    people = Credit(f"Goto {guild_id}", Job.CAST), Credit("Okada", Job.WRITER)
    return Facts((f"Gurasu {guild_id}",), genres=(f"Music {guild_id}",), credits=people)


def review(tx: Tx, guild_id: int, review_id: int) -> Review:
    found = reviews.get(tx, review_id)
    assert found is not None
    return found


def kept(tx: Tx, guild_id: int, review_id: int) -> Review:
    found = reviews.kept(tx, review_id)
    assert found is not None
    return found


def merge(tx: Tx, guild_id: int) -> int:
    """A look-alike with a rating goes into Glass."""
    gone = shows.add(at(tx, guild_id), f"Galss {guild_id}", Facts(), ANN)
    ratings.change(tx, Target(gone), BOB, Stars(2))
    gone_show, into = shows.get(tx, gone), shows.get(tx, GLASS)
    assert gone_show is not None
    assert into is not None
    return merging.merge(at(tx, guild_id), BOB, gone_show, into)


def undo(tx: Tx, guild_id: int) -> None:
    snapshot, into = merges.snapshot(tx, MERGE), shows.get(tx, GLASS)
    assert snapshot is not None
    assert into is not None
    unmerging.undo(at(tx, 2 * guild_id), merged(guild_id), snapshot, into)


def merged(guild_id: int) -> Merge:
    return Merge(MERGE, BOB, 3, f"Galss {guild_id}", GLASS, "Glass", guild_id, False)


def import_of(guild_id: int) -> Import:
    return Import(guild_id, 1, ANN, "Trakt", Scale.TEN, False, False, State.RUNNING, Trust.FREE, (), guild_id)


def matches(guild_id: int) -> list[Match]:
    """Two entries of a file: one that is sure, and one to choose."""
    return [
        Match(ImportEntry(f"Glass {guild_id}", score="8", body="Loud."), Matched.SURE, GLASS),
        Match(ImportEntry("Back", score="7"), Matched.CHOOSE, candidates=(BECK,)),
    ]


WRITES: Tale = {
    "counters.next_id": lambda tx, g: [counters.next_id(on(tx, g), "thing") for _ in range(2)],
    "counters.first_time": lambda tx, g: [counters.first_time(at(on(tx, g), 0), 5) for _ in range(2)],
    "shows.add": lambda tx, g: [
        shows.add(at(on(tx, g), g), title, facts(g), ANN) for title in ("Glass", "Beck")
    ],
    "shows.link": lambda tx, g: shows.link(on(tx, g), GLASS, BECK),
    "people.add_credit": lambda tx, g: people.add_credit(on(tx, g), BECK, 9, Credit("Takeru", Job.CAST)),
    "shows.update": lambda tx, g: shows.update(on(tx, g), BECK, "Beck", facts(g)),
    "guilds.set_settings": lambda tx, g: guilds.set_settings(
        on(tx, g), GuildSettings(AddingPolicy.APPROVAL, moderator_roles=(g,))
    ),
    "members.set_hidden": lambda tx, g: profiles.set_hidden(on(tx, g), BOB, True),
    "guilds.welcome": lambda tx, g: [guilds.welcome(at(on(tx, g), g)) for _ in range(2)],
    "catalog.set_pending": lambda tx, g: editing.set_pending(on(tx, g), BECK, True),
    "audit.record": lambda tx, g: audit.record(at(on(tx, g), g), BOB, "edit", Subject.SHOW, BECK, f"On {g}"),
    "sources.put": lambda tx, g: sources.put(at(on(tx, g), g), GLASS, ENTRY),
    "sources.request": lambda tx, g: sources.request(on(tx, g), BECK, "83", due_at=g),
    "sources.put_episodes": lambda tx, g: sources.put_episodes(
        on(tx, g), BECK, [EpisodeFacts(1, number, f"On {g}", 35, "2025-07-31") for number in (1, 2)]
    ),
    "ratings.change": lambda tx, g: [
        ratings.change(at(on(tx, g), g), WHOLE, user, Stars(halves)) for user, halves in ((ANN, 7), (BOB, 8))
    ],
    "reviews.add": lambda tx, g: [
        *(reviews.add(at(on(tx, g), g), WHOLE, user, Words(f"Said on {g}"), Stars(7)) for user in (ANN, BOB)),
        reviews.add(
            at(on(tx, g), g), WHOLE, NO_MEMBER, Words(f"Written on {g}"), Stars(5), byline="Jane Doe"
        ),
    ],
    "reviews.edit": lambda tx, g: reviews.edit(at(on(tx, g), g), OF_ANN, Words(f"Again on {g}"), Stars(7)),
    "digests.plan": lambda tx, g: digest.plan(at(on(tx, g), 0), GuildSettings(digest_channel=g)),
    "digests.note": lambda tx, g: digest.note(at(on(tx, g), g), Plan(8, 0, 18, "UTC"), 0, 2 * g),
    "guilds.note_departure": lambda tx, g: guilds.note_departure(at(on(tx, g), g)),
    "erasing.ask": lambda tx, g: erasing.ask(at(on(tx, g), g), CARL),
    "votes.toggle": lambda tx, g: votes.toggle(at(on(tx, g), g), OF_ANN, BOB),
    "reports.put": lambda tx, g: reports.put(at(on(tx, g), g), review(tx, g, OF_ANN), BOB, f"Rude on {g}"),
    "searches.add": lambda tx, g: search.add(at(on(tx, g), g), 1, ANN, LOUD),
    "drafts.add": lambda tx, g: drafts.add(at(on(tx, g), g), ANN, ReviewDraft(f"{g}")),
    "outbox.note": lambda tx, g: outbox.note(at(on(tx, g), g), OutboxKind.CARD, OF_ANN, g, due_at=2 * g),
    "outbox.note_show": lambda tx, g: outbox.note_show(at(on(tx, g), g), GLASS),
    "shows.set_restricted": lambda tx, g: shows.set_restricted(on(tx, g), BECK, True),
    "outbox.note_restricted": lambda tx, g: outbox.note_restricted(at(on(tx, g), g), 8),
    "outbox.note_change": lambda tx, g: outbox.note_change(at(on(tx, g), g), OF_ANN, due_at=2 * g),
    "outbox.put_place": lambda tx, g: [
        outbox.put_place(on(tx, g), OF_ANN, CardPlace(8, 9), kind)
        for kind in (OutboxKind.CARD, OutboxKind.FAME)
    ],
    "fame.enter": lambda tx, g: fame.enter(at(on(tx, g), g), OF_BOB, g),
    "threads.put": lambda tx, g: threads.put(on(tx, g), GLASS, 8, 88, "Glass"),
    "threads.set_name": lambda tx, g: threads.set_name(on(tx, g), 88, "Glass Heart"),
    "pins.put": lambda tx, g: pins.put(on(tx, g), Pin(OF_ANN, CardPlace(8, 9), BOB, g)),
    "hiding.hide": lambda tx, g: hiding.hide(
        on(tx, g), review(tx, g, OF_BOB), Hiding(f"Rude on {g}", ANN, g)
    ),
    "hiding.edit": lambda tx, g: hiding.edit(at(on(tx, g), g), OF_BOB, Words(f"Kinder on {g}"), Stars(8)),
    "hiding.ask_again": lambda tx, g: hiding.ask_again(at(on(tx, g), g), kept(tx, g, OF_BOB)),
    "blocks.put": lambda tx, g: blocks.put(on(tx, g), Block(BOB, f"Rude on {g}", ANN, g, None)),
    "blocks.seal": lambda tx, g: blocks.seal(at(on(tx, g), g), BOB, "ab"),
    "notices.put": lambda tx, g: notices.put(at(on(tx, g), g), kept(tx, g, OF_BOB), News.HIDDEN),
    "ratings.record": lambda tx, g: ratings.record(at(on(tx, g), g), WHOLE, BOB, Stars(8), Stars(8)),
    "watchlists.add": lambda tx, g: [watchlist.add(at(on(tx, g), g), user, BECK) for user in (ANN, BOB)],
    "merging.merge": merge,
    "merges.add": lambda tx, g: merges.add(
        at(on(tx, g), g), BOB, ShowName(9, f"On {g}", None), ShowName(GLASS, "Glass", None), NOTHING
    ),
    "merging.note_cards": lambda tx, g: merging.note_cards(at(on(tx, g), g), GLASS, [OF_ANN], (), ()),
    "imports.add": lambda tx, g: imports.add(at(on(tx, g), g), ANN, Reading("Trakt", Scale.TEN, ())),
    "import_entries.add": lambda tx, g: import_entries.add(on(tx, g), 1, ANN, matches(g)),
    "imports.set_choices": lambda tx, g: imports.set_choices(on(tx, g), 1, True, Scale.HUNDRED),
    "imports.start": lambda tx, g: imports.start(at(on(tx, g), g), 1, Trust.FREE),
    "imports.set_state": lambda tx, g: imports.set_state(at(on(tx, g), g), 1, State.UNDOING),
    "import_entries.choose": lambda tx, g: import_entries.choose(on(tx, g), 1, 2, BECK, Matched.CHOOSE),
    "import_entries.record": lambda tx, g: import_entries.record(
        on(tx, g),
        1,
        1,
        Outcome(Result.NEW, Result.CHANGED, None, Given(8, g), OF_ANN, 2, Words(f"On {g}"), g),
    ),
}
READS: Tale = {
    "shows.get": lambda tx, g: shows.get(on(tx, g), GLASS),
    "shows.with_title": lambda tx, g: [
        shows.with_title(on(tx, g), each) for each in ("glass", f"gurasu {g}")
    ],
    "shows.titles": lambda tx, g: shows.titles(on(tx, g), 0, 99),
    "guilds.is_known": lambda tx, g: guilds.is_known(on(tx, g)),
    "guilds.settings": lambda tx, g: guilds.settings(on(tx, g)),
    "members.is_hidden": lambda tx, g: profiles.is_hidden(on(tx, g), BOB),
    "members.favourites": lambda tx, g: profiles.favourites(on(tx, g), ANN, restricted=False, limit=9),
    "members.latest_ratings": lambda tx, g: profiles.latest_ratings(
        on(tx, g), ANN, restricted=False, limit=9
    ),
    "members.genres": lambda tx, g: profiles.genres(on(tx, g), ANN, restricted=False, among=9, limit=9),
    "members.reviews_by": lambda tx, g: [
        profiles.reviews_by(on(tx, g), ANN, order, restricted=False, limit=9) for order in Order
    ],
    "member_sums.get": lambda tx, g: member_sums.get(on(tx, g), ANN),
    "ratings.given_to": lambda tx, g: ratings.given_to(on(tx, g), WHOLE, ANN),
    "catalog.pending": lambda tx, g: editing.pending(on(tx, g), 99),
    "catalog.removal": lambda tx, g: editing.removal(on(tx, g), GLASS),
    "catalog.added_by": lambda tx, g: editing.added_by(on(tx, g), GLASS),
    "sources.of_show": lambda tx, g: sources.of_show(on(tx, g), GLASS),
    "sources.show_of": lambda tx, g: sources.show_of(on(tx, g), ENTRY),
    "sources.request_of": lambda tx, g: sources.request_of(on(tx, g), BECK),
    "sources.episodes": lambda tx, g: sources.episodes(on(tx, g), BECK),
    "shows.restricted": lambda tx, g: shows.restricted(on(tx, g)),
    "digests.anything_since": lambda tx, g: digest.anything_since(on(tx, g), 1),
    "digests.best_new": lambda tx, g: digest.best_new(on(tx, g), 0, 9 * g, 9, with_restricted=True),
    "digests.most_reviewed": lambda tx, g: digest.most_reviewed(on(tx, g), 0, 9 * g, 9, with_restricted=True),
    "privacy.held": lambda tx, g: privacy.held(on(tx, g), BOB),
    "privacy.everything": lambda tx, g: privacy.everything(on(tx, g), BOB)["reviews"],
    "shows.names": lambda tx, g: shows.names(on(tx, g), [BECK, GLASS]),
    "shows.linked": lambda tx, g: [shows.linked(on(tx, g), each) for each in (GLASS, BECK)],
    "people.credits_of": lambda tx, g: people.credits_of(on(tx, g), GLASS),
    "people.sharing": lambda tx, g: people.sharing(on(tx, g), GLASS),
    "likings.liking": lambda tx, g: likings.liking(on(tx, g), GLASS),
    "subjects.shared": lambda tx, g: subjects.shared(on(tx, g), GLASS),
    "selected.best": lambda tx, g: selected.best(on(tx, g), GLASS, besides=ANN),
    "selected.opposing": lambda tx, g: selected.opposing(on(tx, g), GLASS, Spread.of(Stars(1)), besides=ANN),
    "people.appearances": lambda tx, g: people.appearances(on(tx, g), 1),
    "ratings.current": lambda tx, g: ratings.current(on(tx, g), WHOLE, ANN),
    "ratings.latest_change": lambda tx, g: ratings.latest_change(on(tx, g), WHOLE, ANN),
    "ratings.get_change": lambda tx, g: ratings.get_change(on(tx, g), 2),
    "period_sums.totals": lambda tx, g: period_sums.totals(on(tx, g), ALL_TIME).count,
    "ranking.ranked": lambda tx, g: top.ranked(on(tx, g), Ranking.REVIEWED, ALL_TIME),
    "genres.of_server": lambda tx, g: [each.name for each in genres.of_server(on(tx, g), 99)],
    "genres.name_of": lambda tx, g: genres.name_of(on(tx, g), genre_number(f"Music {g}")),
    "shows.titles_of": lambda tx, g: shows.titles_of(on(tx, g), GLASS),
    "ratings.spread": lambda tx, g: ratings.spread(on(tx, g), WHOLE).count,
    "ratings.spreads_of_show": lambda tx, g: ratings.spreads_of_show(on(tx, g), GLASS),
    "reviews.get": lambda tx, g: reviews.get(on(tx, g), OF_ANN),
    "reviews.kept": lambda tx, g: reviews.kept(on(tx, g), OF_BOB),
    "reviews.of_member": lambda tx, g: reviews.of_member(on(tx, g), WHOLE, ANN),
    "reviews.kept_of_member": lambda tx, g: reviews.kept_of_member(on(tx, g), WHOLE, BOB),
    "hiding.get": lambda tx, g: hiding.get(on(tx, g), OF_BOB),
    "hiding.of_member": lambda tx, g: hiding.of_member(on(tx, g), BOB, False, 99),
    "blocks.get": lambda tx, g: blocks.get(at(on(tx, g), g), BOB),
    "blocks.standing": lambda tx, g: blocks.standing(at(on(tx, g), g), 99),
    "history.get": lambda tx, g: history.get(on(tx, g), OF_BOB),
    "history.of_show": lambda tx, g: history.of_show(on(tx, g), GLASS, BOB, 99),
    "history.count": lambda tx, g: history.count(on(tx, g), OF_BOB),
    "history.versions": lambda tx, g: history.versions(on(tx, g), OF_BOB, 0, 99),
    "audit.before": lambda tx, g: audit.before(on(tx, g), 99, 99),
    "audit.by_member": lambda tx, g: audit.by_member(on(tx, g), BOB, 99, 99),
    "notices.of_review": lambda tx, g: notices.of_review(on(tx, g), OF_BOB),
    "notices.untold": lambda tx, g: notices.untold(on(tx, g), BOB, False, 99),
    "reports.waiting": lambda tx, g: reports.waiting(on(tx, g), False, 99),
    "reports.of_review": lambda tx, g: reports.of_review(on(tx, g), OF_ANN, 99),
    "reports.count_open": lambda tx, g: reports.count_open(on(tx, g), OF_ANN),
    "reviews.of_byline": lambda tx, g: reviews.of_byline(on(tx, g), WHOLE, "Jane Doe"),
    "reviews.of_show": lambda tx, g: [reviews.of_show(on(tx, g), GLASS, order, 0, 99) for order in Order],
    "reviews.last_written_at": lambda tx, g: reviews.last_written_at(on(tx, g), ANN),
    "reviews.all_live": lambda tx, g: reviews.all_live(on(tx, g)),
    "reviews.count_of_show": lambda tx, g: reviews.count_of_show(on(tx, g), GLASS),
    "full_text.matching": lambda tx, g: [
        full_text.matching(on(tx, g), each, [(word,)], Fit.WORDS, 99, restricted=False)
        for each in (LOUD, SearchTerms("", user_id=BOB), SearchTerms("", GLASS, least=Stars(1)))
        for word in ("again", "said", str(g))
    ],
    "searches.get": lambda tx, g: search.get(on(tx, g), 1),
    "drafts.get": lambda tx, g: drafts.get(on(tx, g), 1),
    "outbox.get": lambda tx, g: outbox.get(on(tx, g), OutboxKind.CARD, OF_ANN),
    "threads.get": lambda tx, g: threads.get(on(tx, g), GLASS, 8),
    "threads.name_of": lambda tx, g: threads.name_of(on(tx, g), 88),
    "threads.of_review": lambda tx, g: threads.of_review(on(tx, g), OF_ANN),
    "threads.channel_of": lambda tx, g: threads.channel_of(on(tx, g), 88),
    "threads.of_channel": lambda tx, g: threads.of_channel(on(tx, g), 8),
    "outbox.place": lambda tx, g: outbox.place(on(tx, g), OF_ANN),
    "outbox.review_at": lambda tx, g: outbox.review_at(on(tx, g), CardPlace(8, 9)),
    "fame.channel_of": lambda tx, g: fame.channel_of(on(tx, g), OF_BOB),
    "pins.latest": lambda tx, g: pins.latest(on(tx, g), False, 0, 9),
    "pins.count": lambda tx, g: pins.count(on(tx, g), False),
    "pins.unpinned": lambda tx, g: [pins.unpinned(on(tx, g), show, False, 9) for show in (0, GLASS)],
    "pins.in_channel": lambda tx, g: pins.in_channel(on(tx, g), 8),
    "watchlists.has": lambda tx, g: watchlist.has(on(tx, g), ANN, BECK),
    "watchlists.listed": lambda tx, g: watchlist.listed(on(tx, g), ANN),
    "pins.get": lambda tx, g: pins.get(on(tx, g), OF_ANN),
    "merges.get": lambda tx, g: merges.get(on(tx, g), MERGE),
    "merges.followed": lambda tx, g: merges.followed(on(tx, g), 3),
    "merges.standing": lambda tx, g: merges.standing(on(tx, g), 3),
    "merges.since": lambda tx, g: merges.since(on(tx, g), 0, 99),
    "merges.upon": lambda tx, g: merges.upon(on(tx, g), merged(g)),
    "merges.snapshot": lambda tx, g: merges.snapshot(on(tx, g), MERGE),
    "merging.overlap": lambda tx, g: merging.overlap(on(tx, g), GLASS, BECK),
    "merging.to_take": lambda tx, g: merging.to_take(
        tx, Show(g, 9, "Glass", Facts(year=2000)), Show(g, 8, "Beck")
    ),
    "merging.written": lambda tx, g: merging.written(on(tx, g), GLASS),
    "merging.rows": lambda tx, g: merging.rows(on(tx, g), "show_titles", GLASS),
    "imports.get": lambda tx, g: imports.get(on(tx, g), 1),
    "imports.latest": lambda tx, g: imports.latest(on(tx, g), ANN),
    "imports.of_member": lambda tx, g: imports.of_member(on(tx, g), ANN, State.UNDOING),
    "import_entries.counts": lambda tx, g: import_entries.counts(on(tx, g), 1).rated_already,
    "import_entries.scores": lambda tx, g: import_entries.scores(on(tx, g), 1),
    "import_entries.page": lambda tx, g: import_entries.page(on(tx, g), 1, Matched.CHOOSE, 0, 9),
    "import_entries.get": lambda tx, g: import_entries.get(on(tx, g), 1, 1),
    "import_entries.waiting": lambda tx, g: import_entries.waiting(on(tx, g), 1, 9),
    "import_entries.taken": lambda tx, g: import_entries.taken(on(tx, g), 1, 9),
    "import_entries.tally": lambda tx, g: import_entries.tally(tx, import_of(g)).done,
}
ENDINGS: Tale = {
    "import_entries.record_undone": lambda tx, g: import_entries.record_undone(on(tx, g), 1, 1, True),
    "imports.drop": lambda tx, g: imports.drop(on(tx, g), 1),
    "merges.set_undone": lambda tx, g: merges.set_undone(at(on(tx, g), g), LATER_MERGE),
    "unmerging.undo": undo,
    "merging.delete_rows": lambda tx, g: merging.delete_rows(on(tx, g), "show_genres", BECK),
    "ratings.recount": lambda tx, g: ratings.recount(on(tx, g), GLASS),
    "reviews.recount": lambda tx, g: reviews.recount(on(tx, g), GLASS),
    "reviews.count": lambda tx, g: reviews.count(on(tx, g), BECK, 0),
    "notices.set_told": lambda tx, g: notices.set_told(on(tx, g), Notice(OF_BOB, News.HIDDEN), g),
    "blocks.drop": lambda tx, g: blocks.drop(on(tx, g), BOB),
    "notices.drop": lambda tx, g: notices.drop(on(tx, g), OF_BOB),
    "reports.resolve": lambda tx, g: reports.resolve(
        at(on(tx, g), 2 * g), OF_ANN, Resolution.DISMISSED, BOB, seen=g
    ),
    "hiding.looked": lambda tx, g: hiding.looked(on(tx, g), OF_BOB),
    "hiding.restore": lambda tx, g: hiding.restore(at(on(tx, g), g), kept(tx, g, OF_BOB)),
    "outbox.hurry": lambda tx, g: outbox.hurry(on(tx, g), OutboxKind.CARD, OF_ANN, g),
    "outbox.done": lambda tx, g: outbox.done(at(on(tx, g), g), OutboxKind.CARD, OF_ANN, NOTE),
    "fame.dismiss": lambda tx, g: fame.dismiss(on(tx, g), OF_BOB),
    "fame.leave_channel": lambda tx, g: fame.leave_channel(on(tx, g), g),
    "outbox.forget_channel": lambda tx, g: outbox.forget_channel(on(tx, g), 8),
    "full_text.forget_some": lambda tx, g: [full_text.forget_some(on(tx, g)) for _ in range(2)],
    "outbox.forget_place": lambda tx, g: outbox.forget_place(on(tx, g), OF_ANN),
    "pins.set_checked": lambda tx, g: pins.set_checked(at(on(tx, g), 3 * g), 8, 2 * g),
    "pins.drop_channel": lambda tx, g: pins.drop_channel(on(tx, g), 7),
    "pins.drop_all": lambda tx, g: pins.drop_all(on(tx, g)),
    "threads.forget": lambda tx, g: threads.forget(on(tx, g), 88),
    "watchlists.remove": lambda tx, g: watchlist.remove(on(tx, g), ANN, BECK),
    "watchlists.merge": lambda tx, g: watchlist.merge(on(tx, g), BECK, GLASS),
    "watchlists.part": lambda tx, g: watchlist.part(on(tx, g), BECK, GLASS, [Wish(BOB, g, None)]),
    "pins.drop": lambda tx, g: pins.drop(on(tx, g), OF_ANN),
    "reviews.delete": lambda tx, g: reviews.delete(on(tx, g), review(tx, g, OF_ANN)),
    "ratings.change": lambda tx, g: ratings.change(at(on(tx, g), g), WHOLE, ANN, None),
    "people.add_credit": lambda tx, g: people.add_credit(on(tx, g), BECK, 9, Credit("Takeru", Job.CAST)),
    "shows.update": lambda tx, g: shows.update(on(tx, g), GLASS, "Broken Glass", Facts()),
    "catalog.set_pending": lambda tx, g: editing.set_pending(on(tx, g), BECK, False),
    "members.set_hidden": lambda tx, g: profiles.set_hidden(on(tx, g), BOB, False),
    "drafts.replace": lambda tx, g: drafts.replace(at(on(tx, g), g), 1, ReviewDraft("Beck")),
    "drafts.drop": lambda tx, g: drafts.drop(on(tx, g), 1),
    "sources.put": lambda tx, g: sources.put(at(on(tx, g), g), GLASS, Source(Catalogue.TMDB, "tv:1")),
    "sources.put_episodes": lambda tx, g: sources.put_episodes(on(tx, g), BECK, []),
    "sources.postpone_request": lambda tx, g: sources.postpone_request(on(tx, g), BECK, 2 * g),
    "sources.drop_request": lambda tx, g: sources.drop_request(on(tx, g), BECK),
    "shows.unlink": lambda tx, g: shows.unlink(on(tx, g), BECK, GLASS),
    "digests.move_on": lambda tx, g: digest.move_on(at(on(tx, g), g), Plan(8, 0, 18, "UTC"), g),
    "digests.postpone": lambda tx, g: digest.postpone(on(tx, g), 1, 3 * g),
    "digests.done": lambda tx, g: digest.done(on(tx, g), 1, 9),
    "guilds.forget_departure": lambda tx, g: guilds.forget_departure(on(tx, g)),
    "merges.forget_member": lambda tx, g: merges.forget_member(on(tx, g), CARL),
    "erasing.erase_some": lambda tx, g: [erasing.erase_some(at(on(tx, g), g), CARL) for _ in range(3)],
    "erasing.erase_table": lambda tx, g: erasing.erase_table(on(tx, g), "drafts"),
    "catalog.remove": lambda tx, g: editing.remove(on(tx, g), BECK),
}


def told(tx: Tx, guild_id: int, *tales: Tale) -> list[tuple[str, str]]:
    """What every step of the tales answers, with the server's number left out."""
    steps = [step for tale in tales for step in tale.items()]
    return [(name, repr(step(tx, guild_id)).replace(str(guild_id), "…")) for name, step in steps]


def rows(tx: Tx, guild_id: int) -> dict[str, list[tuple[object, ...]]]:
    """Everything that is stored of a server."""
    return {
        table: sorted(
            map(tuple, everywhere(tx).all(f"SELECT * FROM {table} WHERE guild_id = $1", guild_id)), key=repr
        )
        for table in tables(tx)
    }


def test_the_story_covers_the_store() -> None:
    """Whoever adds a function to the store adds what it does to one of the three tales."""
    files = {path.stem for path in Path(store.__file__).parent.glob("[a-z]*.py")}
    assert {module.__name__.rpartition(".")[2] for module in MODULES} == files - ENGINE
    public = {
        f"{module.__name__.rpartition('.')[2]}.{name}"
        for module in MODULES
        for name, function in inspect.getmembers(module, inspect.isfunction)
        if function.__module__ == module.__name__ and not name.startswith("_") and name not in EVENTS
    }
    assert {*WRITES, *READS, *ENDINGS} == public - OF_ALL_SERVERS


def test_the_story_reaches_every_table_and_answer(tx: Tx) -> None:
    told(tx, ONE, WRITES)
    empty = [table for table, found in rows(tx, ONE).items() if not found]
    assert empty == [], "add what fills it to `WRITES` in tests/store/test_servers_apart.py"
    assert [name for name, step in READS.items() if not step(tx, ONE)] == []


def test_a_second_server_with_the_same_numbers_changes_nothing_for_the_first(tx: Tx) -> None:
    empty = told(tx, EMPTY, READS)
    first = told(tx, ONE, WRITES, READS)
    kept = rows(tx, ONE)

    assert told(tx, TWO, WRITES, READS) == first
    assert (ratings.wrong_sums(everywhere(tx)), reviews.wrong_counts(everywhere(tx))) == ([], [])
    told(tx, TWO, ENDINGS)

    assert rows(tx, ONE) == kept
    assert told(tx, ONE, READS) == first[len(WRITES) :]
    assert told(tx, EMPTY, READS) == empty


def test_the_second_servers_ending_is_like_the_firsts(tx: Tx) -> None:
    alone = told(tx, ONE, WRITES, ENDINGS, READS)
    assert told(tx, TWO, WRITES, ENDINGS, READS) == alone
