"""Whatever members type and others read goes by the server's guards, whichever verb takes it."""

import inspect
from collections.abc import Awaitable, Callable
from dataclasses import is_dataclass, replace
from enum import Enum
from typing import Any, NewType, get_args, get_type_hints

import pytest

from bot.domain.actors import Actor, Right
from bot.domain.catalog.drafts import FormPart, ShowDraft
from bot.domain.catalog.shows import Credit, Facts, Job
from bot.domain.catalog.sources import Catalog, Source
from bot.domain.errors import Refusal
from bot.domain.ids import Millis, ShowId
from bot.domain.moderation.records import Block
from bot.domain.ratings.rating import Stars
from bot.domain.reviews.drafts import ArticleDraft, ReviewDraft
from bot.domain.server.settings import GuildSettings
from bot.store.moderation import blocks
from bot.store.server import guilds
from tests.services.provider import HARBOUR, FakeProvider
from tests.services.server import CHANNEL, GUILD, MOD, Server
from tests.services.test_servers_apart import opened, verbs
from tests.store.samples import on

WORD = "crumpeted"
GUARDS = GuildSettings(guard_words=("crumpet*",), guard_links=-1)
SPELT = {
    "as blocked": "crumpet",
    "with an ending": "crumpeted",
    "upper case": "CRUMPETS",
    "accents": "crúmpèts",
    "wide letters": "ｃｒｕｍｐｅｔ",
    "invisible letters": "crum\u200bp\u00adet",
    "look-alikes": "сrumреts",
    "a link": "https://crumb.example/x",
}

Typing = Callable[[Server, Actor, str], Awaitable[object]]


async def review(server: Server, actor: Actor, draft: ReviewDraft) -> object:
    return await server.services.reviews.post(
        actor, replace(draft, show_id=ShowId(1), stars=Stars(7)), CHANNEL
    )


async def add_from_form(server: Server, actor: Actor, draft: ShowDraft) -> object:
    return await server.services.shows.add_from_form(actor, draft, 0)


async def import_shows(server: Server, actor: Actor, word: str) -> object:
    file = f'Title,Rating\n"A {word} day",4\n'
    import_id = await server.services.imports.stage(actor, file.encode())
    return await server.services.imports.add_unknown(replace(actor, key=actor.key + 10_000), import_id)


async def add_unfetched(server: Server, actor: Actor, draft: ShowDraft) -> object:
    return await server.services.facts.add(actor, draft, 0, "a show that the provider can't give now")


def credit(name: str, character: str = "") -> Facts:
    return Facts(credits=(Credit(name, Job.CAST, character),))


PUBLIC: dict[str, Typing] = {
    "reviews.post body": lambda do, me, word: review(do, me, ReviewDraft("", body=f"A {word} day.")),
    "reviews.post headline": lambda do, me, word: review(do, me, ReviewDraft("", headline=f"A {word} day")),
    "shows.add title": lambda do, me, word: do.services.shows.add(me, f"A {word} day", Facts()),
    "shows.add facts": lambda do, me, word: do.services.shows.add(me, "A Day", Facts(network=word)),
    "shows.add credits": lambda do, me, word: do.services.shows.add(me, "A Day", credit(word)),
    "shows.add character": lambda do, me, word: do.services.shows.add(me, "A Day", credit("Ann Lee", word)),
    "shows.add_from_form title": lambda do, me, word: add_from_form(do, me, ShowDraft(f"A {word} day")),
    "shows.add_from_form titles": lambda do, me, word: add_from_form(
        do, me, ShowDraft("A Day", other_titles=f"B\n{word}")
    ),
    "shows.add_from_form facts": lambda do, me, word: add_from_form(
        do, me, ShowDraft("A Day", facts=f"Based on: {word}")
    ),
    "shows.add_from_form people": lambda do, me, word: add_from_form(
        do, me, ShowDraft("A Day", makers=f"Writers: {word}")
    ),
    "shows.add_from_form cast": lambda do, me, word: add_from_form(
        do, me, ShowDraft("A Day", cast=f"Ann as Bo – {word}")
    ),
    "shows.add_from_form synopsis": lambda do, me, word: add_from_form(
        do, me, ShowDraft("A Day", synopsis=f"So {word}.")
    ),
    "shows.add_bare title": lambda do, me, word: do.services.shows.add_bare(me, f"A {word} day (2020)"),
    "shows.check_new title": lambda do, me, word: do.services.shows.check_new(me, f"A {word} day", 2020),
    "facts.add title": lambda do, me, word: add_unfetched(do, me, ShowDraft(f"A {word} day")),
    "imports.add_unknown title": import_shows,
}
"""What members type for others to read: by verb, and what of it."""


async def edit(server: Server, actor: Actor, word: str) -> object:
    draft = ShowDraft("Glass Heart", None, ShowId(1), FormPart.FACTS, facts=f"Network: {word}")
    return await server.services.editing.edit(actor, draft, 0)


async def save_article(server: Server, actor: Actor, word: str) -> object:
    draft = ArticleDraft(ShowDraft("Beck"), byline=word, body=f"A {word} day.")
    number = await server.services.articles.start(actor, "Some words.")
    await server.services.articles.keep(actor, number, draft)
    return await server.services.articles.save(actor, number, CHANNEL)


BY_MODERATORS: dict[str, Typing] = {"editing.edit network": edit, "articles.save byline": save_article}
"""The same of verbs for moderators, who are trusted unless they are blocked."""

BEFORE = {"imports.stage", "articles.start", "articles.keep", "shows.keep_draft", "drafts.keep"} | {
    "shows.begin_draft"
}
"""Verbs that keep for oneself what another of the above makes public."""
PRIVATE = {
    "shows.fill_in": "a form of one's own",
    "shows.suggest": "what is looked for",
    "shows.find": "what is looked for",
    "shows.link": "titles of shows that are there",
    "search.search": "what is looked for",
    "top.named": "a genre that is there",
    "top.suggest_genres": "what is looked for",
    "facts.candidates": "what is looked for",
    "facts.fill": "the number of a show elsewhere",
    "articles.understand": "nothing is stored",
    "articles.preview": "nothing is stored",
    "articles.take_in": "by the host",
    "catalog_files.preview": "by the host",
    "catalog_files.take_in": "by the host",
    "moderation.hide": "a reason for one's author, by moderators",
    "records.block": "a reason for one member, by moderators",
    "reports.report": "a reason for moderators",
    "reviews.helpful_shown": "a review as it is stored",
    "destinations.thread_made": "a show's title, as its thread is named",
    "destinations.thread_named": "a show's title, as its thread is named",
    "settings.change": "by those who manage the server",
}
"""Verbs whose texts nobody else reads, or that nobody has typed, and why."""
KEPT_BEFORE = {"imports.add_unknown", "articles.save"}
"""Verbs that publish what one of `BEFORE` was given."""
NOT_TYPED = (Actor, Enum)


def takes_text(hint: Any) -> bool:
    """Whether there is a text somewhere in a value of this type."""
    if isinstance(hint, NewType):
        return takes_text(hint.__supertype__)
    if isinstance(hint, type) and issubclass(hint, NOT_TYPED):
        return False
    if hint in (str, bytes):
        return True
    if isinstance(hint, type) and is_dataclass(hint):
        return any(map(takes_text, get_type_hints(hint).values()))
    return any(takes_text(each) for each in get_args(hint))


async def test_every_verb_that_takes_text_is_known() -> None:
    known = {name.split()[0] for name in (*PUBLIC, *BY_MODERATORS)} | BEFORE | PRIVATE.keys()
    async with opened() as (do, _):
        found = {
            name
            for name, method, _ in verbs(do)
            for argument, hint in get_type_hints(inspect.unwrap(method)).items()
            if argument != "return" and takes_text(hint)
        }
    assert sorted(found - known) == [], (
        "these verbs take text: let what others will read go through `guard` of bot/services/guards.py and "
        "add each to PUBLIC in tests/services/test_guarded_verbs.py, or say in PRIVATE why nobody reads it"
    )
    assert sorted(known - found - KEPT_BEFORE) == [], "these are gone"


@pytest.fixture
async def guarded(server: Server) -> Server:
    """A server with a show, and with guards."""
    await server.add_show()
    await server.database.write_all(lambda tx: guilds.set_settings(on(tx, GUILD), GUARDS))
    return server


async def block(server: Server, actor: Actor) -> None:
    of = Block(actor.user_id, "Spam.", MOD, Millis(server.clock()), None)
    await server.database.write_all(lambda tx: blocks.put(on(tx, GUILD), of))


async def told(server: Server) -> str:
    """All that is public on the server."""
    tables = ("shows", "show_titles", "show_genres", "people", "credits", "reviews")
    return repr([await server.rows(f"SELECT * FROM {table}") for table in tables])


@pytest.mark.parametrize("typing", PUBLIC.values(), ids=PUBLIC)
@pytest.mark.parametrize("word", SPELT.values(), ids=SPELT)
async def test_what_a_server_does_not_take_is_refused_and_given_back(
    guarded: Server, typing: Typing, word: str
) -> None:
    before = await told(guarded)
    with pytest.raises(Refusal, match=r"On this server, .*(“crumpet\*”|no links)") as refused:
        await typing(guarded, guarded.ann, word)
    assert refused.value.typed
    assert await told(guarded) == before
    await typing(guarded, guarded.ann, "scrumptious")


@pytest.mark.parametrize("typing", (PUBLIC | BY_MODERATORS).values(), ids=PUBLIC | BY_MODERATORS)
async def test_moderators_are_trusted_unless_they_are_blocked(guarded: Server, typing: Typing) -> None:
    moderator = guarded.member(21, Right.MODERATE)
    await block(guarded, moderator)
    with pytest.raises(Refusal, match=r"A moderator has stopped your reviews here .*: Spam\."):
        await typing(guarded, moderator, "scrumptious")
    assert "scrumptious" not in await told(guarded)
    await typing(guarded, guarded.member(22, Right.MODERATE), WORD)


@pytest.mark.parametrize("typing", PUBLIC.values(), ids=PUBLIC)
async def test_a_block_holds_for_all_that_becomes_public(guarded: Server, typing: Typing) -> None:
    await block(guarded, guarded.ann)
    with pytest.raises(Refusal, match="A moderator has stopped your reviews here"):
        await typing(guarded, guarded.ann, "scrumptious")
    assert "scrumptious" not in await told(guarded)
    await typing(guarded, guarded.bob, "scrumptious")


async def test_what_a_provider_knows_of_a_show_was_typed_by_nobody(
    guarded: Server, provider: FakeProvider
) -> None:
    provider.knows(replace(HARBOUR, title="The Crumpets"), network="Crumpet TV")
    added = await guarded.services.facts.add(guarded.ann, ShowDraft("Harbour"), 0, "4100")
    assert (added.show.title, added.show.facts.network) == ("The Crumpets", "Crumpet TV")

    await block(guarded, guarded.bob)
    provider.knows(replace(HARBOUR, title="Beck", source=Source(Catalog.TVMAZE, "7")))
    with pytest.raises(Refusal, match="stopped your reviews here"):
        await guarded.services.facts.add(guarded.bob, ShowDraft("Beck"), 0, "7")


async def test_a_blocked_member_chooses_no_facts_for_a_show_they_added(
    guarded: Server, provider: FakeProvider
) -> None:
    provider.knows()
    bare = await guarded.services.shows.add_bare(guarded.ann, "Harbour Lights")
    await block(guarded, guarded.ann)
    with pytest.raises(Refusal, match="stopped your reviews here"):
        await guarded.services.facts.fill(guarded.ann, bare.show_id, "4100")


async def test_of_a_file_the_shows_that_are_taken_are_added(guarded: Server) -> None:
    imports = guarded.services.imports
    file = "Title,Rating\nBeck,4\nA crumpet day,3\nNana,5\n"
    import_id = await imports.stage(guarded.ann, file.encode())
    assert await imports.add_unknown(guarded.ann, import_id) == 1
    preview = await imports.preview(guarded.ann, import_id)
    assert preview.unknown == ("A crumpet day",)
    with pytest.raises(Refusal, match="“crumpet"):
        await imports.add_unknown(guarded.ann, import_id)
