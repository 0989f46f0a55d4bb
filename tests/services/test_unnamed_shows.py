"""A show for adults is named in no ordinary channel, whoever asks, and whatever for.

Every verb is asked there, as an author, another member and a moderator, about a show that has all there can
be of one. None of its answers has anything of the show; what a verb has changed is taken back each time.
"""

import inspect
import re
from collections.abc import AsyncGenerator, Callable, Iterator
from dataclasses import dataclass, replace
from enum import Enum
from itertools import product
from typing import Any, get_args, get_origin

import pytest

from bot.domain.actors import Actor, Right
from bot.domain.catalog.drafts import FormPart, ShowDraft
from bot.domain.catalog.shows import Credit, Facts, Job
from bot.domain.catalog.sources import Catalog, ProvidedShow, Source
from bot.domain.discovery.search import SearchTerms
from bot.domain.errors import Refusal
from bot.domain.ids import ReviewId, ShowId, UserId
from bot.domain.ratings.rating import Stars, Target
from bot.domain.ratings.top import Ranking, TopChoice
from bot.domain.reviews.drafts import ArticleDraft, ReviewDraft
from bot.domain.reviews.review import CardPlace
from bot.services.catalog.shows import UnknownShow
from bot.store.engine.transaction import Tx
from tests.services.provider import FakeProvider
from tests.services.server import ANN, BOB, CHANNEL, GUILD, MOD, Server, draft_of
from tests.services.test_servers_apart import verbs

SECRET = re.compile("velvet|orchid|samtblume|quill marsh|captain moss|hothouse", re.IGNORECASE)
FACTS = Facts(
    ("Samtblume",),
    year=2020,
    network="Hothouse TV",
    synopsis="An orchid opens.",
    credits=(Credit("Quill Marsh", Job.CAST, "Captain Moss"),),
)
TITLE, OTHER_TITLE = "Velvet Orchid", "Samtblume"
ADULT, OTHER, GONE, SECOND = map(ShowId, (1, 2, 3, 4))
SOURCE = Source(Catalog.TVMAZE, "4100")
FILE = f"Title,Rating\n{TITLE},4\nVelvet Orchd,3\nBeck,5\nNobody Knows It,2\n"
PLACE = CardPlace(CHANNEL, 900)
ARTICLE = ArticleDraft(ShowDraft(TITLE), byline="Jo", body="Fine petals.")

VALUES: dict[object, list[Any]] = {
    ShowId: [ADULT, OTHER, GONE, SECOND],
    ReviewId: [ReviewId(number) for number in (1, 2, 3)],
    UserId: [UserId(0), ANN, BOB, MOD],
    int: [1, 2, 3, 999],
    bool: [True, False],
    str: [OTHER_TITLE, f"{TITLE} (2020)", f"show:{ADULT}", "Velvet Orchd", "petals", SOURCE.id],
    bytes: [FILE.encode()],
    Target: [Target(ADULT), Target(ADULT, 2), Target(ADULT, 1, 3)],
    Stars: [Stars(3)],
    CardPlace: [PLACE],
    Facts: [Facts(), Facts(also_read=(OTHER_TITLE,))],
    SearchTerms: [SearchTerms("petals"), SearchTerms("fine", ADULT), SearchTerms(TITLE)],
    TopChoice: [TopChoice(ranking, 0) for ranking in Ranking],
    ReviewDraft: [draft_of(ADULT), draft_of(OTHER)],
    ShowDraft: [
        ShowDraft(OTHER_TITLE),
        ShowDraft(TITLE, None, ADULT, FormPart.TITLES),
        ShowDraft(OTHER_TITLE, None, OTHER, FormPart.TITLES),
    ],
    ArticleDraft: [ARTICLE],
}
"""What verbs are asked, by the types of their arguments."""
TELL_NOTHING = {"pins.done", "pins.take_back", "pins.unsure", "appeals.not_told", "settings.change"} | {
    "records.block"
}
"""Verbs that take what can't be made here, and answer nothing of a show."""
LIFTED = {f"editing.restrict({show_id}, False)" for show_id in VALUES[ShowId]}
"""After this, a show is for everybody."""
ONES_OWN_DATA = {"privacy.export", "privacy.delete"}
"""What is kept of somebody is handed over whole, as a file for them alone."""


class TakenBackError(Exception):
    """What a verb has answered, raised so that nothing of what it did is kept."""

    def __init__(self, answer: object) -> None:
        super().__init__()
        self.answer = answer


@dataclass
class Adult:
    """A server with a show for adults, and all that hangs on one."""

    server: Server

    def actors(self) -> list[Actor]:
        """The author, another member, and a moderator who manages the server, in an ordinary channel."""
        member = self.server.member
        return [member(ANN, Right.PIN), member(BOB), member(MOD, *Right)]

    async def ask(self, verb: Callable[..., Any], marked: bool, me: Actor, *args: Any) -> str:
        """What a verb answers, or how it refuses."""
        service, work = getattr(verb, "__self__"), inspect.unwrap(verb)  # noqa: B009  a method's own

        def asked(tx: Tx) -> None:
            raise TakenBackError(work(service, tx, me, *args))

        try:
            return repr(await (self.server.database.write(GUILD, asked) if marked else verb(me, *args)))
        except TakenBackError as back:
            return repr(back.answer)
        except UnknownShow as unknown:
            return f"{unknown.sentence.replace(unknown.title, '')} {unknown.nearest}"
        except Refusal as refusal:
            return refusal.sentence


@pytest.fixture
async def adult(server: Server, provider: FakeProvider) -> Adult:
    do, mod = server.services, lambda: server.mod
    await server.add_show(TITLE, FACTS)
    await server.add_show("Beck")
    await server.add_show("The Orchid in Velvet", Facts(year=2020))
    await server.add_show("Velvet Orchid Two", Facts(year=2022))
    provider.knows(ProvidedShow(TITLE, FACTS, (), SOURCE))
    await do.facts.fill(mod(), ADULT, SOURCE.id)
    await do.editing.link(mod(), ADULT, OTHER)
    await do.editing.link(mod(), OTHER, SECOND)
    body = "Fine petals."
    await server.post_card(server.ann, draft_of(ADULT, body=body), PLACE.message_id)
    await server.post_card(server.bob, draft_of(ADULT, body=body), 901)
    await server.post_card(server.mod, draft_of(GONE, body=body), 902)
    await do.reviews.toggle_helpful(server.bob, ReviewId(1), PLACE)
    await do.pins.pin(mod(), PLACE)
    await do.reports.report(server.bob, ReviewId(1), "Look.")
    await do.moderation.ask_spoilers(mod(), ReviewId(1), server.clock())
    await do.moderation.hide(mod(), ReviewId(2), "No.")
    await do.appeals.ask_again(server.bob, ReviewId(2))
    for target in VALUES[Target]:
        await do.ratings.rate(server.ann, target, Stars(9))
    for actor in (server.ann, server.bob, mod()):
        await do.ratings.rate(actor, Target(SECOND), Stars(10))
        await do.watchlist.put(actor, ADULT, True)
        await do.drafts.keep(actor, ReviewDraft(TITLE, show_id=ADULT))
        await do.shows.keep_draft(actor, await do.editing.form(mod(), ADULT, FormPart.FACTS))
        await do.imports.stage(actor, FILE.encode())
    number = await do.articles.start(mod(), "Some words.")
    await do.articles.keep(mod(), number, ARTICLE)
    await do.merging.merge(mod(), GONE, ADULT)
    for show_id in (ADULT, SECOND):
        await do.editing.restrict(mod(), show_id, True)
    return Adult(server)


async def answers(adult: Adult) -> AsyncGenerator[tuple[str, str]]:
    """(question, answer) of every verb and of everybody in an ordinary channel; those that wait come last."""
    mine = [(name, verb, mark) for name, verb, mark in verbs(adult.server.services) if takes_actor(verb)]
    for name, verb, mark in sorted(mine, key=lambda each: each[2] == "async"):
        if name in TELL_NOTHING | ONES_OWN_DATA:
            continue
        for args in product(*map(values_of, parameters(verb))):
            for me in adult.actors():
                answer = await adult.ask(verb, mark != "async", me, *args)
                for typed in (each for each in args if isinstance(each, str)):
                    answer = answer.replace(typed, "…")  # what somebody says they may hear again
                yield f"{name}{args}", answer


def takes_actor(verb: Callable[..., Any]) -> bool:
    first = list(inspect.signature(inspect.unwrap(verb)).parameters.values())[1:3]
    return any("Actor" in str(each.annotation) for each in first)


def parameters(verb: Callable[..., Any]) -> Iterator[inspect.Parameter]:
    for each in inspect.signature(inspect.unwrap(verb), eval_str=True).parameters.values():
        is_asked = each.name not in ("self", "tx") and "Actor" not in str(each.annotation)
        if is_asked and each.kind is not each.KEYWORD_ONLY:
            yield each


def _as_it_is(given: object) -> object:
    return given


def values_of(parameter: inspect.Parameter) -> list[Any]:
    """What a verb is asked for an argument of this type."""
    hint = parameter.annotation
    if parameter.default is not parameter.empty:
        return [parameter.default]
    if isinstance(hint, type) and issubclass(hint, Enum):
        return list(hint)
    if get_origin(hint) is Callable:
        return [_as_it_is]
    kinds = [kind for kind in get_args(hint) if kind in VALUES] or [hint]
    if kinds[0] in VALUES:
        return VALUES[kinds[0]]
    assert get_args(hint) == (str,), f"add values of {hint} to VALUES in tests/services/test_unnamed_shows.py"
    return [[OTHER_TITLE]]


async def test_no_verb_names_it(adult: Adult) -> None:
    found = [(question, answer) async for question, answer in answers(adult)]
    assert len(found) > 1_000
    named = [(asked, answer) for asked, answer in found if SECRET.search(answer) and asked not in LIFTED]
    assert named == [], "use `the_show`, `shown_show` or `name_here` of bot/services/lookup.py"


async def test_the_show_has_all_there_can_be_of_one(adult: Adult) -> None:
    """In an age-restricted channel, most verbs name it."""
    naming: set[str] = set()
    for name, verb, mark in verbs(adult.server.services):
        if mark in ("@reads", "@writes") and takes_actor(verb) and name not in TELL_NOTHING:
            for args in product(*map(values_of, parameters(verb))):
                for me in adult.actors():
                    answer = await adult.ask(verb, True, replace(me, sees_restricted=True), *args)
                    naming |= {name} if SECRET.search(answer) else set()
    assert len(naming) > 40, sorted(naming)


async def test_the_record_of_what_is_gone_names_it_no_more(adult: Adult) -> None:
    do, server = adult.server.services, adult.server
    there = replace(server.mod, sees_restricted=True)
    await do.shows.add(server.mod, "Orchid Days", Facts())
    await do.editing.restrict(server.mod, ShowId(5), True)
    await do.editing.remove(replace(there, key=there.key + 1_000), ShowId(5))
    deeds = await do.records.audit(server.mod, UserId(0), 0)
    assert not SECRET.search(repr(deeds))
    assert (deeds[0].action, deeds[0].details) == ("remove", "a show for adults (number 5)")
    assert SECRET.search(repr(await do.records.audit(there, UserId(0), 0)))


async def test_only_two_shows_for_the_same_people_are_merged_and_parted(adult: Adult) -> None:
    do, server = adult.server.services, adult.server
    there = replace(server.mod, sees_restricted=True)
    with pytest.raises(Refusal, match="Only one of these is for adults"):
        await do.merging.merge(there, SECOND, OTHER)
    undone = await do.merging.undo(replace(there, key=there.key + 1_000), 1)
    assert undone.gone_show == GONE
    assert await server.rows(f"SELECT restricted FROM shows WHERE show_id = {GONE}") == [(1,)]
