"""Nothing crosses servers: what happens on one changes no answer on another, whatever it is called there.

The same members review shows of the same names and numbers on two servers. Every verb that reads answers on
the first as it does when the second isn't there.
"""

import inspect
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from itertools import count
from pathlib import Path
from pkgutil import walk_packages
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot import services
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
from bot.services.service import Service
from bot.store.upkeep.opening import open_database
from tests.arguments import arguments
from tests.databases import lay_tables
from tests.services.server import CHANNEL, DAY, ELSEWHERE, GUILD

USERS = (11, 12, 13, 14)
TITLES = ("Glass Heart", "Beck", "First Love", "Nana")
START = Millis(1_764_000_000_000)
BODIES = ("Loud and tender.", "The drummer of the band.", "音楽が好き", "||He dies.|| Sad.")
PLACE = CardPlace(CHANNEL, 901)
ENTRY = CatalogEntry("Glas Heart", Facts())

Read = Callable[[Services, Actor], Awaitable[object]]

VALUES: dict[object, object] = {
    ShowId: ShowId(1),
    ReviewId: ReviewId(1),
    UserId: UserId(12),
    int: 1,
    bool: True,
}
"""A verb that reads is asked by itself when its arguments are of these types only."""
READS: dict[str, Read] = {
    "reviews.own": lambda do, me: do.reviews.own(me, Target(ShowId(1))),
    "reviews.browse": lambda do, me: do.reviews.browse(me, ShowId(1), Order.NEWEST, 0),
    "top.named": lambda do, me: do.top.named(me, When.ALL_TIME, Kind.UNKNOWN, ""),
    "top.top": lambda do, me: do.top.top(me, TopChoice(Ranking.REVIEWED, 0, Kind.UNKNOWN, 0)),
    "top.suggest_genres": lambda do, me: do.top.suggest_genres(me, "d"),
    "ratings.own": lambda do, me: do.ratings.own(me, Target(ShowId(2))),
    "shows.suggest": lambda do, me: do.shows.suggest(me, "g"),
    "shows.find": lambda do, me: do.shows.find(me, "glass heart"),
    "shows.get": lambda do, me: do.shows.get(me, ShowId(2)),
    "shows.check_new": lambda do, me: do.shows.check_new(me, "Beck", None),
    "catalog_files.preview": lambda do, me: do.catalog_files.preview(me.guild_id, [ENTRY]),
    "editing.form": lambda do, me: do.editing.form(me, ShowId(1), FormPart.FACTS),
    "editing.removal": lambda do, me: do.editing.removal(me, ShowId(4)),
    "merging.plan": lambda do, me: do.merging.plan(me, ShowId(1), ShowId(2)),
    "facts.choices": lambda do, me: do.facts.choices(me, ShowId(1)),
    "facts.look_up": lambda do, me: do.facts.look_up(me, ShowId(1)),
    "pins.shown_at": lambda do, me: do.pins.shown_at(me, PLACE),
    "pins.candidates": lambda do, me: do.pins.candidates(me, ShowId(0), 9),
    "imports.page": lambda do, me: do.imports.page(me, 1, Matched.SURE, 0, 9),
    "reports.reportable_at": lambda do, me: do.reports.reportable_at(me, PLACE),
    "records.audit": lambda do, me: do.records.audit(me, UserId(0), 0),
    "records.reviews_of": lambda do, me: do.records.reviews_of(me, ShowId(1), UserId(11)),
    "delivery.followed": lambda do, me: do.delivery.followed(me.guild_id, [ReviewId(1)]),
    "delivery.entry": lambda do, me: do.delivery.entry(me.guild_id, Message.CARD, ReviewId(1)),
    "privacy.export": lambda do, me: do.privacy.export(me),
}
OTHERS = {
    "articles": "preview start understand",
    "catalog_files": "take_in",
    "shows": "add_from_form close tidy",
    "facts": "add candidates fill fill_due refresh",
    "search": "search tidy",
    "imports": "stage unfinished work",
    "appeals": "news",
    "delivery": "access_changed message_gone when_due",
    "privacy": "delete delete_member forget_departed forget_server resume servers_are sweep tidy",
    "pin_sweep": "looked",
    "digest": "note_due page",
}
"""Methods that change something, that ask nobody's data, or that look after all servers at once.

What is marked with `@writes`, `@writes_freely`, `@reads_all` or `@writes_all` says so itself.
"""
THIS = "tests/services/test_servers_apart.py"


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


def verbs(do: Services) -> Iterator[tuple[str, Callable[..., Any], str]]:
    """(name, method, what it is marked with) of every public method of every service."""
    services: dict[str, object] = vars(do)
    for name, service in services.items():
        for verb, _ in inspect.getmembers(type(service), callable):
            if not verb.startswith("_"):
                method = getattr(service, verb)
                mark, *_ = inspect.getsource(inspect.unwrap(method)).split()
                yield f"{name}.{verb}", method, mark


def questions(do: Services, me: Actor) -> dict[str, Callable[[], Awaitable[object]]]:
    """What every verb that reads is asked: as `READS` says, or with what there is of its types."""
    values = {**VALUES, Actor: me, GuildId: me.guild_id}
    found = {name: partial(read, do, me) for name, read in READS.items()}
    for name, method, mark in verbs(do):
        given = arguments(method, values) if mark == "@reads" and name not in READS else None
        found |= {name: partial(method, *given)} if given is not None else {}
    return found


async def answers(do: Services, guild_id: GuildId) -> dict[str, str]:
    """What every verb that reads answers to each of two members."""
    found: dict[str, str] = {}
    for user_id in USERS[:2]:
        me = Actor(guild_id, UserId(user_id), 99_999, frozenset(Right))
        for name, ask in questions(do, me).items():
            try:
                answer = repr(await ask())
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


MARKED = ("@writes", "@writes_freely", "@reads_all", "@writes_all")
"""Verbs that say themselves that they change something, or are about all servers at once."""


async def test_every_verb_is_known() -> None:
    others = {f"{service}.{name}" for service, names in OTHERS.items() for name in names.split()}
    async with opened() as (do, _):
        asked = questions(do, Actor(GUILD, UserId(11), 1, frozenset(Right))).keys()
        found = {name: mark for name, _, mark in verbs(do)}
    unknown = {name for name, mark in found.items() if mark not in MARKED} - asked - others
    assert sorted(unknown) == [], (
        f"a verb that reads is asked on two servers: add to READS in {THIS} what each of these is asked; "
        "or, if it isn't about one server's data or changes them, its name to OTHERS"
    )
    assert sorted((READS.keys() | others) - found.keys()) == [], f"these are gone: take them out of {THIS}"


def test_every_service_is_one_of_services() -> None:
    for module in walk_packages(services.__path__, f"{services.__name__}."):
        import_module(module.name)
    kinds = {kind for kind in all_below(Service) if kind.__module__.startswith("bot.")}
    lines = inspect.getsource(Services)
    missing = [kind.__name__ for kind in kinds if f"= {kind.__name__}(resources)" not in lines]
    assert missing == [], (
        "add a line such as `self.… = …(resources)` for each of these to Services in bot/services/__init__.py"
    )


def all_below(kind: type) -> set[type]:
    """Every class that is made from this one."""
    return {each for child in kind.__subclasses__() for each in (child, *all_below(child))}
