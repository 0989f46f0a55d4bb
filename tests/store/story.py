"""What every function of the store does, told as one story that can happen on any server."""

from collections.abc import Callable

from bot.domain.catalog.editing import AddingPolicy
from bot.domain.catalog.merging import Merge, Snapshot, Wish
from bot.domain.catalog.shows import Credit, Facts, Job, ShowName
from bot.domain.catalog.sources import Catalog, EpisodeFacts, Source
from bot.domain.delivery.outbox import OutboxEntry, OutboxKind
from bot.domain.discovery.search import SearchTerms
from bot.domain.ids import NOBODY, GuildId, Millis, ReviewId, ShowId
from bot.domain.members.imports.entries import ImportEntry, Reading
from bot.domain.members.imports.scales import Scale
from bot.domain.members.imports.staged import Match, Matched, Outcome, Result, State, Trust
from bot.domain.moderation.records import Block, Hiding, Hold, News, Notice, Resolution, Subject
from bot.domain.ratings.rating import Given, Stars, Target
from bot.domain.reviews.drafts import ReviewDraft
from bot.domain.reviews.review import CardPlace, Pin, Review, Words
from bot.domain.server.digest import Plan
from bot.domain.server.settings import GuildSettings
from bot.store.catalog import editing, merges, merging, people, shows, sources, unmerging
from bot.store.delivery import fame, outbox, threads, waiting
from bot.store.discovery import search
from bot.store.engine import counters
from bot.store.engine.transaction import Transaction, Tx
from bot.store.members import import_entries, imports, profiles, watchlist
from bot.store.moderation import audit, blocks, hiding, holds, keeping, notices, pins, reports
from bot.store.ratings import ratings
from bot.store.reviews import drafts, reviews, votes
from bot.store.server import digest, guilds
from bot.store.totals import full_text, text_parts, text_places, traces
from bot.store.upkeep import erasing
from tests.store.samples import ANN, BOB, CARL, at, on

GLASS, BECK = ShowId(1), ShowId(2)
OF_ANN, OF_BOB = ReviewId(1), ReviewId(2)
WHOLE = Target(GLASS)
LOUD = SearchTerms("again")
NOTE = 1
MERGE, LATER_MERGE = 1, 2
NOTHING = Snapshot({}, Facts(), (), (), (), (), (), (), ())
ENTRY = Source(Catalog.TVMAZE, "82")

Tale = dict[Callable[..., object], Callable[[Tx], object]]
"""What each function of the store is to do, or a few more with it, at a time that is the server's number."""


def facts(guild_id: GuildId) -> Facts:
    people = Credit(f"Goto {guild_id}", Job.CAST), Credit("Okada", Job.WRITER)
    return Facts((f"Gurasu {guild_id}",), genres=(f"Music {guild_id}",), credits=people)


def review(tx: Tx, review_id: ReviewId) -> Review:
    found = reviews.get(tx, review_id)
    assert found is not None
    return found


def kept(tx: Tx, review_id: ReviewId) -> Review:
    found = reviews.kept(tx, review_id)
    assert found is not None
    return found


def merge(tx: Tx) -> int:
    """A look-alike with a rating goes into Glass."""
    gone = shows.add(tx, f"Galss {tx.guild_id}", Facts(), ANN)
    ratings.change(tx, Target(gone), BOB, Stars(2))
    gone_show, into = shows.get(tx, gone), shows.get(tx, GLASS)
    assert gone_show is not None
    assert into is not None
    return merging.merge(tx, BOB, gone_show, into)


def undo(tx: Tx) -> None:
    snapshot, into = merges.snapshot(tx, MERGE), shows.get(tx, GLASS)
    assert snapshot is not None
    assert into is not None
    unmerging.undo(at(tx, 2 * tx.now), merged(tx.guild_id), snapshot, into)


def entry_of(tx: Tx, kind: OutboxKind, review_id: ReviewId) -> OutboxEntry:
    entry = outbox.get(tx, kind, review_id)
    assert entry is not None
    return entry


def postpone(tx: Tx) -> None:
    outbox.postpone(tx, entry_of(tx, OutboxKind.CARD, OF_ANN), Millis(3 * tx.now))


def merged(guild_id: GuildId) -> Merge:
    return Merge(MERGE, BOB, ShowId(3), f"Galss {guild_id}", GLASS, "Glass", Millis(guild_id), False)


def matches(guild_id: GuildId) -> list[Match]:
    """Two entries of a file: one that is sure, and one to choose."""
    return [
        Match(ImportEntry(f"Glass {guild_id}", score="8", body="Loud."), Matched.SURE, GLASS),
        Match(ImportEntry("Back", score="7"), Matched.CHOOSE, candidates=(BECK,)),
    ]


def outcome(guild_id: GuildId) -> Outcome:
    given, words = Given(8, Millis(guild_id)), Words(f"On {guild_id}")
    return Outcome(Result.NEW, Result.CHANGED, None, given, OF_ANN, 2, words, Millis(guild_id))


WRITES: Tale = {
    counters.next_id: lambda tx: [counters.next_id(tx, "thing") for _ in range(2)],
    counters.first_time: lambda tx: [counters.first_time(at(tx, 0), 5) for _ in range(2)],
    shows.add: lambda tx: [shows.add(tx, title, facts(tx.guild_id), ANN) for title in ("Glass", "Beck")],
    shows.link: lambda tx: shows.link(tx, GLASS, BECK),
    people.add_credit: lambda tx: people.add_credit(tx, BECK, 9, Credit("Takeru", Job.CAST)),
    shows.update: lambda tx: shows.update(tx, BECK, "Beck", facts(tx.guild_id)),
    guilds.set_settings: lambda tx: guilds.set_settings(
        tx, GuildSettings(AddingPolicy.APPROVAL, moderator_roles=(tx.guild_id,))
    ),
    profiles.set_hidden: lambda tx: profiles.set_hidden(tx, BOB, True),
    guilds.welcome: lambda tx: [guilds.welcome(tx) for _ in range(2)],
    editing.set_pending: lambda tx: editing.set_pending(tx, BECK, True),
    audit.record: lambda tx: audit.record(tx, BOB, "edit", Subject.SHOW, BECK, f"On {tx.guild_id}"),
    sources.put: lambda tx: sources.put(tx, GLASS, ENTRY),
    sources.request: lambda tx: sources.request(tx, BECK, "83", due_at=Millis(tx.guild_id)),
    sources.put_episodes: lambda tx: sources.put_episodes(
        tx, BECK, [EpisodeFacts(1, number, f"On {tx.guild_id}", 35, "2025-07-31") for number in (1, 2)]
    ),
    ratings.change: lambda tx: [
        ratings.change(tx, WHOLE, user, Stars(halves)) for user, halves in ((ANN, 7), (BOB, 8))
    ],
    ratings.put: lambda tx: ratings.put(tx, Target(BECK), CARL, None, Given(6, Millis(tx.guild_id))),
    reviews.add: lambda tx: [
        *(reviews.add(tx, WHOLE, user, Words(f"Said on {tx.guild_id}"), Stars(7)) for user in (ANN, BOB)),
        reviews.add(tx, WHOLE, NOBODY, Words(f"Written on {tx.guild_id}"), Stars(5), byline="Jane Doe"),
    ],
    reviews.edit: lambda tx: reviews.edit(tx, review(tx, OF_ANN), Words(f"Again on {tx.guild_id}"), Stars(7)),
    digest.plan: lambda tx: digest.plan(at(tx, 0), GuildSettings(digest_channel=tx.guild_id)),
    digest.note: lambda tx: digest.note(tx, Plan(8, 0, 18, "UTC"), Millis(0), Millis(2 * tx.guild_id)),
    guilds.note_departure: lambda tx: guilds.note_departure(tx),
    erasing.ask: lambda tx: erasing.ask(tx, CARL),
    votes.toggle: lambda tx: votes.toggle(tx, OF_ANN, BOB),
    reports.put: lambda tx: reports.put(tx, review(tx, OF_ANN), BOB, f"Rude on {tx.guild_id}"),
    search.add: lambda tx: search.add(tx, 1, ANN, LOUD),
    drafts.add: lambda tx: drafts.add(tx, ANN, ReviewDraft(f"{tx.guild_id}")),
    outbox.note: lambda tx: outbox.note(
        tx, OutboxKind.CARD, OF_ANN, tx.guild_id, due_at=Millis(2 * tx.guild_id)
    ),
    outbox.note_card: lambda tx: outbox.note_card(tx, OF_ANN, 8, due_at=tx.now),
    outbox.note_show: lambda tx: outbox.note_show(tx, GLASS),
    shows.set_restricted: lambda tx: shows.set_restricted(tx, BECK, True),
    outbox.note_restricted: lambda tx: outbox.note_restricted(tx, 8),
    outbox.note_change: lambda tx: outbox.note_change(tx, OF_ANN, due_at=Millis(2 * tx.guild_id)),
    outbox.put_place: lambda tx: [
        outbox.put_place(tx, OF_ANN, CardPlace(8, 9), kind) for kind in (OutboxKind.CARD, OutboxKind.FAME)
    ],
    waiting.ask_person: lambda tx: [
        outbox.note(tx, OutboxKind.FAME, OF_BOB, 8, due_at=tx.now),
        waiting.ask_person(tx, entry_of(tx, OutboxKind.FAME, OF_BOB)),
        outbox.put_place(tx, OF_BOB, CardPlace(8, 10)),
    ],
    fame.enter: lambda tx: fame.enter(tx, OF_BOB, tx.guild_id),
    threads.put: lambda tx: threads.put(tx, GLASS, 8, 88, "Glass"),
    threads.set_name: lambda tx: threads.set_name(tx, 88, "Glass Heart"),
    pins.put: lambda tx: pins.put(tx, Pin(OF_ANN, CardPlace(8, 9), BOB, Millis(tx.guild_id))),
    hiding.hide: lambda tx: hiding.hide(
        tx, review(tx, OF_BOB), Hiding(f"Rude on {tx.guild_id}", ANN, Millis(tx.guild_id))
    ),
    hiding.edit: lambda tx: hiding.edit(tx, kept(tx, OF_BOB), Words(f"Kinder on {tx.guild_id}"), Stars(8)),
    hiding.ask_again: lambda tx: hiding.ask_again(tx, kept(tx, OF_BOB)),
    blocks.put: lambda tx: blocks.put(
        tx, Block(BOB, f"Rude on {tx.guild_id}", ANN, Millis(tx.guild_id), None)
    ),
    blocks.seal: lambda tx: blocks.seal(tx, BOB, "ab"),
    holds.put: lambda tx: [
        holds.put(tx, show, user, Hold(f"Rude on {tx.guild_id}", ANN, Millis(tx.guild_id)))
        for show, user in ((GLASS, BOB), (BECK, ANN))
    ],
    holds.seal: lambda tx: holds.seal(tx, BOB, "ab"),
    notices.put: lambda tx: notices.put(tx, kept(tx, OF_BOB), News.HIDDEN),
    ratings.set_given: lambda tx: ratings.set_given(tx, WHOLE, BOB, Given(8, tx.now)),
    ratings.record: lambda tx: ratings.record(tx, WHOLE, BOB, Stars(8), Stars(8)),
    watchlist.add: lambda tx: [watchlist.add(tx, user, BECK) for user in (ANN, BOB)],
    merging.merge: merge,
    merges.add: lambda tx: merges.add(
        tx, BOB, ShowName(ShowId(9), f"On {tx.guild_id}", None), ShowName(GLASS, "Glass", None), NOTHING
    ),
    merging.note_cards: lambda tx: merging.note_cards(tx, GLASS, [OF_ANN], (), ()),
    imports.add: lambda tx: imports.add(tx, ANN, Reading("Trakt", Scale.TEN, ())),
    import_entries.add: lambda tx: import_entries.add(tx, 1, ANN, matches(tx.guild_id)),
    imports.set_choices: lambda tx: imports.set_choices(tx, 1, True, Scale.HUNDRED),
    imports.start: lambda tx: imports.start(tx, 1, Trust.FREE),
    imports.set_state: lambda tx: imports.set_state(tx, 1, State.UNDOING),
    import_entries.choose: lambda tx: import_entries.choose(tx, 1, 2, BECK, Matched.CHOOSE),
    import_entries.record: lambda tx: import_entries.record(tx, 1, 1, outcome(tx.guild_id)),
    keeping.keep: lambda tx: keeping.keep(tx, OF_ANN),
    traces.note: lambda tx: traces.note(tx),
}
ENDINGS: Tale = {
    import_entries.record_undone: lambda tx: import_entries.record_undone(tx, 1, 1, True),
    imports.drop: lambda tx: imports.drop(tx, 1),
    merges.set_undone: lambda tx: merges.set_undone(tx, LATER_MERGE),
    unmerging.undo: undo,
    merging.delete_rows: lambda tx: merging.delete_rows(tx, "show_genres", BECK),
    ratings.recount: lambda tx: ratings.recount(tx, GLASS),
    reviews.recount: lambda tx: reviews.recount(tx, GLASS),
    reviews.count: lambda tx: reviews.count(tx, BECK, 0),
    notices.set_told: lambda tx: notices.set_told(tx, Notice(OF_BOB, News.HIDDEN), Millis(tx.guild_id)),
    blocks.drop: lambda tx: blocks.drop(tx, BOB),
    holds.merge: lambda tx: holds.merge(tx, BECK, GLASS),
    holds.part: lambda tx: holds.part(tx, BECK, GLASS, [2], Millis(tx.guild_id)),
    holds.lift: lambda tx: holds.lift(tx, GLASS, BOB),
    holds.drop_all: lambda tx: holds.drop_all(tx, ANN),
    notices.drop: lambda tx: notices.drop(tx, OF_BOB),
    reports.resolve: lambda tx: reports.resolve(
        at(tx, 2 * tx.guild_id), OF_ANN, Resolution.DISMISSED, BOB, seen=Millis(tx.guild_id)
    ),
    hiding.looked: lambda tx: hiding.looked(tx, OF_BOB),
    hiding.restore: lambda tx: hiding.restore(tx, kept(tx, OF_BOB)),
    outbox.postpone: postpone,
    waiting.refused: lambda tx: waiting.refused(tx, 8, 50013, Millis(4 * tx.guild_id), posting=False),
    waiting.wait_for_access: lambda tx: waiting.wait_for_access(
        tx, entry_of(tx, OutboxKind.CARD, OF_ANN), Millis(5 * tx.guild_id)
    ),
    waiting.access_changed: lambda tx: waiting.access_changed(tx),
    waiting.post_again: lambda tx: waiting.post_again(tx, OF_BOB),
    outbox.hurry: lambda tx: outbox.hurry(tx, OutboxKind.CARD, OF_ANN, Millis(tx.guild_id)),
    outbox.done: lambda tx: outbox.done(tx, OutboxKind.CARD, OF_ANN, NOTE),
    waiting.drop_all: lambda tx: waiting.drop_all(tx),
    fame.dismiss: lambda tx: fame.dismiss(tx, OF_BOB),
    fame.leave_channel: lambda tx: fame.leave_channel(tx, tx.guild_id),
    outbox.forget_channel: lambda tx: outbox.forget_channel(tx, 8),
    text_places.stretches: lambda tx: [(each.lowest, each.newest) for each in text_places.stretches(tx)],
    text_places.server_number: lambda tx: text_places.server_number(tx) > 0,
    text_parts.look: lambda tx: len(text_parts.look(tx, of_text(tx), "SELECT 1 FROM {part}")),
    text_parts.take: lambda tx: text_parts.take(tx, of_text(tx), "DELETE FROM {part} WHERE rowid = 0"),
    text_parts.put: lambda tx: text_parts.put(tx, of_text(tx), "DELETE FROM {part} WHERE rowid = 0"),
    traces.note_review: lambda tx: traces.note_review(tx, OF_ANN),
    full_text.forget_some: lambda tx: [full_text.forget_some(tx) >= 0 for _ in range(2)],
    outbox.forget_place: lambda tx: outbox.forget_place(tx, OF_ANN),
    pins.set_checked: lambda tx: pins.set_checked(at(tx, 3 * tx.guild_id), 8, 2 * tx.guild_id),
    pins.drop_channel: lambda tx: pins.drop_channel(tx, 7),
    pins.drop_all: lambda tx: pins.drop_all(tx),
    threads.forget: lambda tx: threads.forget(tx, 88),
    watchlist.remove: lambda tx: watchlist.remove(tx, ANN, BECK),
    watchlist.merge: lambda tx: watchlist.merge(tx, BECK, GLASS),
    watchlist.part: lambda tx: watchlist.part(tx, BECK, GLASS, [Wish(BOB, Millis(tx.guild_id), None)]),
    pins.drop: lambda tx: pins.drop(tx, OF_ANN),
    reviews.delete: lambda tx: reviews.delete(tx, review(tx, OF_ANN)),
    search.drop_about: lambda tx: search.drop_about(tx, GLASS, ANN),
    drafts.drop_of_review: lambda tx: drafts.drop_of_review(tx, ANN, OF_ANN, WHOLE),
    import_entries.forget_review: lambda tx: import_entries.forget_review(tx, ANN, OF_ANN),
    erasing.erase_review: lambda tx: erasing.erase_review(tx, OF_ANN),
    ratings.change: lambda tx: ratings.change(tx, WHOLE, ANN, None),
    people.add_credit: lambda tx: people.add_credit(tx, BECK, 9, Credit("Takeru", Job.CAST)),
    shows.update: lambda tx: shows.update(tx, GLASS, "Broken Glass", Facts()),
    editing.set_pending: lambda tx: editing.set_pending(tx, BECK, False),
    profiles.set_hidden: lambda tx: profiles.set_hidden(tx, BOB, False),
    drafts.replace: lambda tx: drafts.replace(tx, 1, ReviewDraft("Beck")),
    drafts.drop: lambda tx: drafts.drop(tx, 1),
    sources.put: lambda tx: sources.put(tx, GLASS, Source(Catalog.TMDB, "tv:1")),
    sources.put_episodes: lambda tx: sources.put_episodes(tx, BECK, []),
    sources.postpone_request: lambda tx: sources.postpone_request(tx, BECK, Millis(2 * tx.guild_id)),
    sources.drop_request: lambda tx: sources.drop_request(tx, BECK),
    shows.unlink: lambda tx: shows.unlink(tx, BECK, GLASS),
    digest.move_on: lambda tx: digest.move_on(tx, Plan(8, 0, 18, "UTC"), Millis(tx.guild_id)),
    digest.postpone: lambda tx: digest.postpone(tx, 1, Millis(3 * tx.guild_id)),
    digest.done: lambda tx: digest.done(tx, 1, 9),
    guilds.forget_departure: lambda tx: guilds.forget_departure(tx),
    merges.forget_member: lambda tx: merges.forget_member(tx, CARL),
    erasing.erase_some: lambda tx: [erasing.erase_some(tx, CARL, "ab") for _ in range(3)],
    erasing.erase_table: lambda tx: erasing.erase_table(tx, "drafts"),
    editing.remove: lambda tx: editing.remove(tx, BECK),
}


def of_text(tx: Tx) -> int:
    """The part in which the server's reviews are."""
    return text_places.stretches(tx)[0].part


def told(tx: Transaction, guild_id: GuildId, *tales: Tale) -> list[tuple[str, str]]:
    """What every step of the tales answers on a server, with the server's number left out."""
    here = there(tx, guild_id)
    steps = [step for tale in tales for step in tale.items()]
    return [(named(each), repr(step(here)).replace(str(guild_id), "…")) for each, step in steps]


def there(tx: Transaction, guild_id: GuildId) -> Tx:
    """The server's transaction, at a time that is the server's number."""
    return at(on(tx, guild_id), guild_id)


def named(function: Callable[..., object]) -> str:
    """Where a function is and what it is called."""
    return f"{function.__module__}.{function.__name__}"
