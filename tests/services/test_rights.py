"""Whose every verb is: asked of each verb with all rights but one, and with that one alone."""

import inspect
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any

import pytest

from bot.domain.actors import Actor, Person, Right
from bot.domain.catalog.drafts import FormPart, ShowDraft
from bot.domain.errors import Refusal
from bot.domain.ids import ReviewId, ShowId, UserId
from bot.domain.reviews.drafts import ArticleDraft
from bot.domain.reviews.review import CardPlace
from bot.domain.server.settings import GuildSettings
from bot.services import Services
from bot.store.server import guilds
from tests.services.server import CHANNEL, GUILD, MOD, Server, draft_of
from tests.services.test_servers_apart import verbs

EVERY_MEMBERS = {
    "appeals": "all_hidden ask_again hidden mark_spoilers more news not_told",
    "delivery": "post_again shown_of_member",
    "drafts": "drop get keep review",
    "facts": "add fill look_up",
    "imports": "add_unknown cancel choose latest page preview set_choices stage start start_undo tally",
    "pins": "bound_for done latest place shown_at take_back unsure waits_in",
    "privacy": "delete export held",
    "profiles": "compare profile set_hidden",
    "ratings": "episodes own rate remove undo",
    "related": "related",
    "reports": "report reportable reportable_at",
    "requests": "is_carried_out",
    "reviews": "browse deletable delete get own own_review post toggle_helpful",
    "search": "page search",
    "settings": "moderates theme",
    "shows": "add add_bare add_from_form appearances begin_draft check_new draft fill_in find get keep_draft "
    "may_add page suggest",
    "top": "named suggest_genres top",
    "versions": "bring_back earlier undo",
    "watchlist": "listed pick put",
}
"""Verbs that any member may ask, each for what is their own or what everybody sees."""
THIS = "tests/services/test_rights.py"
ROLE = 77


def others(services: Services) -> Iterator[tuple[str, Callable[..., Any]]]:
    """Every verb that somebody asks, but for those that are every member's."""
    for name, method, _ in verbs(services):
        service, verb = name.split(".")
        asked = any(each.annotation is Actor for each in needed(method))
        if asked and verb not in EVERY_MEMBERS.get(service, "").split():
            yield name, method


def right_for(name: str) -> Right:
    """Whose a verb is that isn't every member's: most are the moderators'."""
    return {"settings": Right.MANAGE, "pins": Right.PIN}.get(name.split(".")[0], Right.MODERATE)


def needed(method: Callable[..., Any]) -> list[inspect.Parameter]:
    """What a verb must be given."""
    all_of_them = inspect.signature(method, eval_str=True).parameters.values()
    return [each for each in all_of_them if each.name != "tx" and each.default is each.empty]


def unchanged(settings: GuildSettings) -> GuildSettings:
    """A change of the settings that leaves them."""
    return settings


async def refusal(method: Callable[..., Any], actor: Actor) -> str:
    """What somebody is told who asks a verb; "" if it isn't refused."""
    values: dict[object, object] = {
        Actor: actor,
        ShowId: ShowId(1),
        ReviewId: ReviewId(1),
        UserId: UserId(99),
        Person: Person(UserId(99)),
        int: 1,
        bool: True,
        str: "Loud.",
        Sequence[str]: ["Beck"],
        FormPart: FormPart.FACTS,
        ShowDraft: ShowDraft("Glass Heart", None, show_id=ShowId(1)),
        ArticleDraft: ArticleDraft(ShowDraft("Glass Heart", None)),
        CardPlace: CardPlace(CHANNEL, 900),
        Callable[[GuildSettings], GuildSettings]: unchanged,
    }
    try:
        await method(*(values[each.annotation] for each in needed(method)))
    except Refusal as refused:
        return refused.sentence
    return ""


async def test_every_verb_is_every_members_or_asks_for_one_right(server: Server) -> None:
    show_id = await server.add_show()
    await server.post_card(server.ann, draft_of(show_id))
    found = dict(others(server.services))
    assert len(found) > 30
    for name, method in found.items():
        right = right_for(name)
        without = server.member(MOD, *(each for each in Right if each is not right))
        assert (await refusal(method, without)).startswith(right.value[:35]), (
            f"whoever lacks {right} may ask {name}: mark it with @for_moderators (bot/services/rights.py), "
            f"or, if it is every member's, add its name to EVERY_MEMBERS in {THIS}"
        )
        told = await refusal(method, server.member(MOD, right))
        assert not any(told.startswith(each.value[:35]) for each in Right), f"{name}: {told}"


async def test_a_chosen_role_makes_a_moderator_and_nothing_else(server: Server) -> None:
    show_id = await server.add_show()
    await server.post_card(server.ann, draft_of(show_id))
    by_role = replace(server.bob, role_ids=frozenset({ROLE}))
    found = dict(others(server.services))
    for name, method in found.items():
        assert await refusal(method, replace(by_role, key=server.bob.key)), f"{name} before it is chosen"
    await server.database.write(GUILD, guilds.set_settings, GuildSettings(moderator_roles=(ROLE,)))
    for name, method in found.items():
        told = await refusal(method, replace(by_role, key=server.bob.key))
        lacks = any(told.startswith(each.value[:35]) for each in Right)
        assert lacks == (right_for(name) is not Right.MODERATE), f"{name}: {told}"


async def test_nobody_judges_their_own_case_and_the_reports_of_it_stay_with_others(server: Server) -> None:
    do, show_id = server.services, await server.add_show()
    review_id, _ = await server.post_card(server.mod, draft_of(show_id))
    await do.reports.report(server.bob, review_id, "Rude.")
    await do.reports.report(server.ann, review_id, "A lie.")

    async def tried() -> None:
        stored = await server.rows("SELECT * FROM reports, reviews LEFT JOIN hidings ON 1")
        for attempt in (
            do.moderation.case(server.mod, review_id),
            do.moderation.hide(server.mod, review_id, "So that nobody else looks."),
            do.moderation.dismiss(server.mod, review_id, server.clock()),
            do.moderation.ask_spoilers(server.mod, review_id, server.clock()),
            do.moderation.keep_hidden(server.mod, review_id),
            do.moderation.restore(server.mod, review_id),
        ):
            with pytest.raises(Refusal, match="another moderator has to look at it"):
                await attempt
        assert await server.rows("SELECT * FROM reports, reviews LEFT JOIN hidings ON 1") == stored

    await tried()
    mine = await do.moderation.queue(server.mod, 0)
    assert (mine.case, mine.count, mine.own) == (None, 0, 1)
    other = server.member(99, Right.MODERATE)
    theirs = await do.moderation.queue(other, 0)
    assert (theirs.count, theirs.own) == (1, 0)
    await do.moderation.hide(other, review_id, "Rude.")
    await do.appeals.ask_again(server.mod, review_id)
    await tried()
    assert (await do.moderation.queue(server.mod, 0)).own == 1
    await do.moderation.restore(server.member(99, Right.MODERATE), review_id)


async def test_who_reported_a_review_may_judge_it_but_its_author_may_not(server: Server) -> None:
    do, show_id = server.services, await server.add_show()
    review_id, _ = await server.post_card(server.ann, draft_of(show_id))
    await do.reports.report(server.mod, review_id, "Rude.")
    await do.moderation.dismiss(server.mod, review_id, server.clock())


async def test_who_can_not_be_blocked_and_nobody_ends_their_own_block(server: Server) -> None:
    records = server.services.records
    for person, why in (
        (Person(MOD), "You can't block yourself."),
        (Person(UserId(5), is_bot=True), "Bots write no reviews"),
        (Person(UserId(6), rights=frozenset({Right.MANAGE})), "manages this server can't be blocked"),
    ):
        with pytest.raises(Refusal, match=why):
            await records.block(server.mod, person, 1, "Rude.")
    assert await records.blocked(server.mod) == []
    await records.block(server.mod, Person(UserId(99), rights=frozenset({Right.MODERATE})), 0, "Rude.")
    with pytest.raises(Refusal, match="Ask another moderator"):
        await records.unblock(server.member(99, *Right), UserId(99))
    await records.unblock(server.mod, UserId(99))


def test_the_verbs_of_every_member_are_there(server: Server) -> None:
    listed = {f"{service}.{verb}" for service, names in EVERY_MEMBERS.items() for verb in names.split()}
    there = {name for name, _, _ in verbs(server.services)}
    assert sorted(listed - there) == [], f"these are gone: take them out of {THIS}"
