"""Nothing crosses servers: what happens on one changes no answer on another, whatever it is called there.

The same members review shows of the same names and numbers on two servers. Every verb that reads answers on
the first as it does when the second isn't there.
"""

import inspect
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.app import make_services
from bot.domain.actors import Actor, Right
from bot.domain.catalog.catalog_files import CatalogEntry
from bot.domain.catalog.drafts import FormPart
from bot.domain.catalog.shows import Credit, Facts, Job, Kind
from bot.domain.delivery.outbox import OutboxKind as Message
from bot.domain.discovery.search import SearchTerms
from bot.domain.errors import Refusal
from bot.domain.ids import GuildId, Millis, ReviewId, ShowId, UserId
from bot.domain.members.imports.staged import Matched
from bot.domain.ratings.rating import Stars, Target
from bot.domain.ratings.top import Ranking, TopChoice, When
from bot.domain.reviews.drafts import ReviewDraft
from bot.domain.reviews.review import CardPlace, Order
from bot.services import Services
from bot.store.upkeep.opening import open_database
from tests.databases import lay_tables
from tests.services.server import CHANNEL, DAY, ELSEWHERE, GUILD

USERS = (11, 12, 13, 14)
TITLES = ("Glass Heart", "Beck", "First Love", "Nana")
START = Millis(1_764_000_000_000)
BODIES = ("Loud and tender.", "The drummer of the band.", "音楽が好き", "||He dies.|| Sad.")
PLACE = CardPlace(CHANNEL, 901)
ENTRY = CatalogEntry("Glas Heart", Facts())

Read = Callable[[Services, Actor], Awaitable[object]]

READS: dict[str, Read] = {
    "reviews.get": lambda do, me: do.reviews.get(me, ReviewId(1)),
    "reviews.own": lambda do, me: do.reviews.own(me, Target(ShowId(1))),
    "reviews.own_review": lambda do, me: do.reviews.own_review(me, ReviewId(1)),
    "reviews.deletable": lambda do, me: do.reviews.deletable(me, ReviewId(1)),
    "reviews.browse": lambda do, me: do.reviews.browse(me, ShowId(1), Order.NEWEST, 0),
    "reviews.draft": lambda do, me: do.reviews.draft(me, 1),
    "top.named": lambda do, me: do.top.named(me, When.ALL_TIME, Kind.UNKNOWN, ""),
    "top.top": lambda do, me: do.top.top(me, TopChoice(Ranking.REVIEWED, 0, Kind.UNKNOWN, 0)),
    "top.suggest_genres": lambda do, me: do.top.suggest_genres(me, "d"),
    "ratings.episodes": lambda do, me: do.ratings.episodes(me, ShowId(1)),
    "ratings.own": lambda do, me: do.ratings.own(me, Target(ShowId(2))),
    "shows.suggest": lambda do, me: do.shows.suggest(me, "g"),
    "shows.find": lambda do, me: do.shows.find(me, "glass heart"),
    "shows.get": lambda do, me: do.shows.get(me, ShowId(2)),
    "shows.page": lambda do, me: do.shows.page(me, ShowId(1)),
    "shows.appearances": lambda do, me: do.shows.appearances(me, 1),
    "shows.check_new": lambda do, me: do.shows.check_new(me, "Beck", None),
    "shows.may_add": lambda do, me: do.shows.may_add(me),
    "catalog_files.export": lambda do, me: do.catalog_files.export(me.guild_id),
    "catalog_files.preview": lambda do, me: do.catalog_files.preview(me.guild_id, [ENTRY]),
    "shows.draft": lambda do, me: do.shows.draft(me, 1),
    "editing.form": lambda do, me: do.editing.form(me, ShowId(1), FormPart.FACTS),
    "editing.pending": lambda do, me: do.editing.pending(me),
    "editing.removal": lambda do, me: do.editing.removal(me, ShowId(4)),
    "articles.draft": lambda do, me: do.articles.draft(me, 1),
    "merging.plan": lambda do, me: do.merging.plan(me, ShowId(1), ShowId(2)),
    "merging.recent": lambda do, me: do.merging.recent(me),
    "facts.choices": lambda do, me: do.facts.choices(me, ShowId(1)),
    "facts.look_up": lambda do, me: do.facts.look_up(me, ShowId(1)),
    "related.related": lambda do, me: do.related.related(me, ShowId(1)),
    "search.page": lambda do, me: do.search.page(me, 1, 0),
    "pins.candidates": lambda do, me: do.pins.candidates(me, ShowId(0), 9),
    "pins.latest": lambda do, me: do.pins.latest(me),
    "pins.page": lambda do, me: do.pins.page(me, 0),
    "pins.place": lambda do, me: do.pins.place(me, ReviewId(1)),
    "profiles.profile": lambda do, me: do.profiles.profile(me, UserId(12)),
    "profiles.compare": lambda do, me: do.profiles.compare(me, UserId(12)),
    "imports.latest": lambda do, me: do.imports.latest(me),
    "imports.page": lambda do, me: do.imports.page(me, 1, Matched.SURE, 0, 9),
    "imports.preview": lambda do, me: do.imports.preview(me, 1),
    "imports.tally": lambda do, me: do.imports.tally(me, 1),
    "watchlist.listed": lambda do, me: do.watchlist.listed(me),
    "watchlist.pick": lambda do, me: do.watchlist.pick(me),
    "settings.settings": lambda do, me: do.settings.settings(me),
    "settings.theme": lambda do, me: do.settings.theme(me),
    "reports.reportable": lambda do, me: do.reports.reportable(me, ReviewId(2)),
    "reports.reportable_at": lambda do, me: do.reports.reportable_at(me, PLACE),
    "moderation.case": lambda do, me: do.moderation.case(me, ReviewId(1)),
    "moderation.queue": lambda do, me: do.moderation.queue(me, 0),
    "appeals.all_hidden": lambda do, me: do.appeals.all_hidden(me),
    "appeals.hidden": lambda do, me: do.appeals.hidden(me, ReviewId(1)),
    "appeals.more": lambda do, me: do.appeals.more(me, ReviewId(1)),
    "records.audit": lambda do, me: do.records.audit(me, UserId(0), 0),
    "records.blocked": lambda do, me: do.records.blocked(me),
    "records.reviews_of": lambda do, me: do.records.reviews_of(me, ShowId(1), UserId(11)),
    "records.version": lambda do, me: do.records.version(me, ReviewId(1), 0),
    "delivery.entry": lambda do, me: do.delivery.entry(me.guild_id, Message.CARD, ReviewId(1)),
    "delivery.wanted": lambda do, me: do.delivery.wanted(me.guild_id, ReviewId(1)),
    "destinations.settings": lambda do, me: do.destinations.settings(me.guild_id),
    "destinations.thread": lambda do, me: do.destinations.thread(me.guild_id, ShowId(1), CHANNEL),
    "destinations.thread_name": lambda do, me: do.destinations.thread_name(me.guild_id, 77),
    "destinations.channel_of": lambda do, me: do.destinations.channel_of(me.guild_id, 77),
    "destinations.may_hold": lambda do, me: do.destinations.may_hold(me.guild_id, ReviewId(1)),
    "privacy.export": lambda do, me: do.privacy.export(me),
    "privacy.held": lambda do, me: do.privacy.held(me),
}
WRITES = {
    "reviews": "delete helpful_shown keep_draft post toggle_helpful update_draft",
    "ratings": "rate remove undo",
    "shows": "add add_bare add_from_form close keep_draft link tidy",
    "editing": "approve edit link remove restrict unlink",
    "articles": "keep preview save start take_in understand",
    "catalog_files": "take_in",
    "merging": "merge undo",
    "facts": "add candidates fill fill_due refresh",
    "search": "search tidy",
    "pins": "done note_card pin take_back unpin unsure",
    "profiles": "set_hidden",
    "imports": "add_unknown cancel choose set_choices stage start start_undo tidy unfinished work",
    "watchlist": "put",
    "settings": "change is_new welcome",
    "destinations": "thread_gone thread_made thread_named",
    "reports": "report",
    "moderation": "ask_spoilers dismiss hide keep_hidden restore",
    "appeals": "ask_again mark_spoilers news not_told",
    "records": "block unblock",
    "delivery": "channel_gone done due failed forget_cards guild_gone mark_changed message_gone pin_failed "
    "post_anew posted postpone removed start_over tidy when_due",
    "privacy": "delete delete_member forget_departed forget_server resume server_joined server_left "
    "servers_are servers_of",
    "pin_sweep": "forget looked next of_channel passed",
    "digest": "done due note_due page postpone",
}
"""Verbs that change something, that ask nobody's data, or that look after all servers at once."""


@dataclass(frozen=True)
class Event:
    """Something that happens on a server, days after the last."""

    kind: str
    user_id: UserId
    show_id: ShowId
    halves: int
    days: int

    async def happen(self, do: Services, me: Actor) -> None:
        body = BODIES[(self.halves + self.show_id) % len(BODIES)]
        target = Target(self.show_id, self.halves % 2 if self.kind == "rate" else 0)
        match self.kind:
            case "rate":
                await do.ratings.rate(me, target, Stars(self.halves))
            case "review":
                draft = ReviewDraft("", Stars(self.halves), self.show_id, body=body, spoilers=self.halves > 8)
                posted = await do.reviews.post(me, draft, CHANNEL)
                place = CardPlace(CHANNEL, 900 + posted.reviewed.review.review_id)
                await do.delivery.posted(me.guild_id, posted.reviewed.review.review_id, posted.note_id, place)
            case "vote":
                await do.reviews.toggle_helpful(me, ReviewId(self.halves), None)
            case "report":
                await do.reports.report(me, ReviewId(self.halves), body)
            case "hide":
                await do.moderation.hide(me, ReviewId(self.halves), body)
            case "pin":
                await do.pins.pin(me, CardPlace(CHANNEL, 900 + self.halves))
            case "search":
                await do.search.search(me, SearchTerms(body.split()[0]))
            case "watch":
                await do.watchlist.put(me, self.show_id, True)
            case "link":
                await do.editing.link(me, self.show_id, self.halves % len(TITLES) + 1)
            case _:
                await do.profiles.set_hidden(me, self.halves > 5)


events = st.builds(
    Event,
    st.sampled_from(
        ("review", "review", "rate", "vote", "report", "hide", "pin", "search", "link", "watch", "leave")
    ),
    st.sampled_from(USERS),
    st.integers(1, len(TITLES)),
    st.integers(1, 10),
    st.integers(0, 9),
)
stories = st.lists(events, min_size=8, max_size=30)


class Clock:
    """Stands still until a test moves it (Unix ms)."""

    now: int = START

    def __call__(self) -> Millis:
        return Millis(self.now)


async def tell(do: Services, clock: Clock, guild_id: GuildId, story: list[Event]) -> None:
    """A catalogue, and what happens on a server from the start on."""
    clock.now, keys = START, count(1)

    def member(user_id: UserId) -> Actor:
        return Actor(guild_id, user_id, next(keys), frozenset(Right))

    for number, title in enumerate(TITLES):
        people = Credit(f"Actor {number // 2}", Job.CAST), Credit("Okada Mari", Job.WRITER)
        genres = ("Drama", "Music")[: number % 2 + 1]
        await do.shows.add(member(UserId(11)), title, Facts(genres=genres, network="NHK", credits=people))
    for event in story:
        clock.now += event.days * DAY
        with suppress(Refusal):  # such as a vote for one's own review
            await event.happen(do, member(event.user_id))
    clock.now = START + 400 * DAY


@asynccontextmanager
async def opened() -> AsyncGenerator[tuple[Services, Clock]]:
    with TemporaryDirectory() as folder:
        clock = Clock()
        lay_tables(Path(folder) / "encore.db")
        async with open_database(f"sqlite:///{Path(folder) / 'encore.db'}", clock) as database:
            do = make_services(database, below=lambda count: count // 2)
            yield do, clock
            await do.shows.close()


async def answers(do: Services, guild_id: GuildId) -> dict[str, str]:
    """What every verb that reads answers to each of two members."""
    found: dict[str, str] = {}
    for user_id in USERS[:2]:
        for name, read in READS.items():
            try:
                answer = repr(await read(do, Actor(guild_id, UserId(user_id), 99_999, frozenset(Right))))
            except Refusal as refusal:
                answer = refusal.sentence
            found[f"{name} for {user_id}"] = answer
    return found


@settings(deadline=None, max_examples=8, suppress_health_check=[HealthCheck.too_slow])
@given(stories, stories, stories)
async def test_what_happens_elsewhere_changes_no_answer(
    here: list[Event], before: list[Event], after: list[Event]
) -> None:
    async with opened() as (do, clock):
        await tell(do, clock, GUILD, here)
        alone = await answers(do, GUILD)
    async with opened() as (do, clock):
        await tell(do, clock, ELSEWHERE, before)
        await tell(do, clock, GUILD, here)
        await tell(do, clock, GuildId(ELSEWHERE + 1), after)
        assert await answers(do, GUILD) == alone


async def test_the_answers_say_something() -> None:
    """The story is rich enough that hardly any verb has nothing to tell."""
    story = [
        Event("review", UserId(user), ShowId(show), 3 + user % 5, 1) for user in USERS for show in (1, 2, 3)
    ]
    story += [Event("vote", UserId(user), ShowId(1), review, 0) for user in USERS for review in (1, 4, 7)]
    story += [
        Event("pin", UserId(11), ShowId(1), 1, 0),
        Event("report", UserId(12), ShowId(1), 2, 0),
        Event("search", UserId(11), ShowId(1), 8, 0),
    ]
    async with opened() as (do, clock):
        await tell(do, clock, GUILD, story)
        found = await answers(do, GUILD)
    empty = [name for name, answer in found.items() if answer in ("None", "[]", "()", "{}")]
    assert len(empty) < len(found) // 4, empty


def verbs(do: Services) -> Iterator[str]:
    """Every public method of every service, whether it opens transactions itself or is given one."""
    services: dict[str, object] = vars(do)
    for name, service in services.items():
        for verb, _ in inspect.getmembers(type(service), callable):
            if not verb.startswith("_"):
                yield f"{name}.{verb}"


async def test_every_verb_is_known() -> None:
    """Whoever adds a verb that reads adds it to `READS`; any other, to `WRITES`."""
    known = {*READS, *(f"{service}.{verb}" for service, names in WRITES.items() for verb in names.split())}
    async with opened() as (do, _):
        assert set(verbs(do)) == known
