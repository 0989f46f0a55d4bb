"""Trying to get around what moderators and the store have decided: everything pressed and sent, by everybody.

What somebody tried who did not build it, as far as no other file has it.
"""

from collections.abc import Iterator
from typing import Any, cast

import pytest
from simcord import ResponseMessage

from bot.domain.actors import Right
from bot.domain.catalog.drafts import FormPart, ShowDraft
from bot.domain.catalog.shows import Credit, Facts, Job
from bot.domain.ids import ReviewId, ShowId
from bot.domain.ratings.rating import Stars, Target
from bot.domain.reviews.drafts import ArticleDraft, ReviewDraft
from tests.discord_reader import seen
from tests.scenarios.everything import FEATURES, numbers, pressed, sent_since, used
from tests.scenarios.world import World, answer

HIDDEN, EARLIER, HELD, DELETED = "zyzzyva", "quillwort", "ampersat", "jabberwock"
"""Words of a hidden review, of a version before it was, of one born hidden, of one that was deleted."""
SECRETS = (HIDDEN, EARLIER, HELD, DELETED)


async def write(world: World, body: str, headline: str = "", **options: int) -> None:
    form = await world.ann.slash(world.reviews, "review", show="Glass Heart", rating=4.0, **options)
    await world.ann.submit_modal(form, {"headline": headline, "body": body})


async def decided(world: World) -> ResponseMessage:
    """A world where moderators have hidden what Ann wrote; gives a page in #general to press upon."""
    do, mod = world.services, lambda: world.actor(world.mod, *Right)
    ann, bob = (lambda: world.actor(world.ann)), (lambda: world.actor(world.bob))
    await world.add_show()
    await world.add_show("Class Heart", Facts())
    await write(world, f"Loud {EARLIER}.")
    await write(world, f"Loud {HIDDEN}, all of it.", headline=f"So {HIDDEN}")
    await write(world, f"Loud {DELETED}.", season=2)
    for review in (1, 2):
        await do.reviews.toggle_helpful(bob(), ReviewId(review), None)
        await do.reports.report(bob(), ReviewId(review), "Look.")
    await do.reviews.delete(ann(), ReviewId(2))
    await do.moderation.hide(mod(), ReviewId(1), "Rude.")
    await write(world, f"Loud {HELD}.", season=3)
    await do.appeals.ask_again(ann(), ReviewId(3))
    await world.post(world.bob, text="Kind words.")
    await world.env.settle()
    await world.delivered()
    return answer(await world.mod.slash(world.general, "help"))


def told(world: World, since: int) -> list[str]:
    sent = sent_since(world, since)
    return [each for each in sent if any(secret in each.casefold() for secret in SECRETS)]


def with_a_fourth(count: int) -> Iterator[str]:
    """The ids of all there is, with the fourth review's."""
    yield from numbers(count)
    yield ".".join(["4", *["0"] * (count - 1)])


@pytest.mark.parametrize("feature", FEATURES)
async def test_no_press_and_no_form_tells_another_member_what_is_hidden_or_deleted(
    world: World, feature: str
) -> None:
    page = await decided(world)
    since = len(world.env.http_requests)
    typed = {"title": "Nana", "body": "Petals.", "reason": "So.", "zone": "UTC"}
    async for done in pressed(page, world.general, feature, (world.bob,), typed, with_a_fourth):
        assert told(world, since) == [], done
    assert len(world.env.http_requests) > since


BARRED = "sesame"


async def barred(world: World) -> ResponseMessage:
    """A world full of words behind bars; gives a page in #general to press upon."""
    do, mod = world.services, lambda: world.actor(world.mod, *Right)
    ann, bob = (lambda: world.actor(world.ann)), (lambda: world.actor(world.bob))
    said = f"Poor ||{BARRED}||"
    cast = tuple(Credit(said, job, f"the {said}", f"a {said}") for job in (Job.CAST, Job.DIRECTOR))
    await world.add_show(f"Glass {said}", Facts(other_titles=(f"Heart {said}",), credits=cast))
    await world.add_show(f"Class {said}", Facts())
    for member in (world.ann, world.bob, world.mod):
        form = await member.slash(world.reviews, "review", show="show:1", rating=4.0)
        await member.submit_modal(form, {"headline": said, "body": f"Loud {said}.\n\nVerdict\nFine {said}."})
    await world.ann.slash(world.reviews, "review", show="show:2", rating=4.0, text=f"Loud {said}.")
    await world.ann.slash(world.reviews, "review", show="show:2", rating=3.0, text=f"Quiet {said}.")
    for number in (1, 2, 3):
        await do.reports.report(mod() if number < 3 else bob(), ReviewId(number), f"Look, {said}.")
    await do.moderation.ask_spoilers(mod(), ReviewId(1), world.clock())
    await do.moderation.hide(mod(), ReviewId(2), f"No, {said}.")
    await do.appeals.ask_again(bob(), ReviewId(2))
    await do.reviews.toggle_helpful(bob(), ReviewId(1), None)
    await do.ratings.rate(ann(), Target(ShowId(1), 1, 2), Stars(9))
    for actor in (ann, bob, mod):
        await do.watchlist.put(actor(), ShowId(2), True)
        await do.drafts.keep(actor(), ReviewDraft(f"Glass {said}", show_id=ShowId(1), body=said))
        await do.shows.keep_draft(actor(), ShowDraft(f"Glas {said}", None, ShowId(1), FormPart.TITLES))
        await do.imports.stage(actor(), f"Title,Rating\nGlas {said},4\nGlass {said},3\n".encode())
    number = await do.articles.start(mod(), "Some words.")
    await do.articles.keep(mod(), number, ArticleDraft(ShowDraft(f"New {said}"), byline="Jo", body=said))
    await world.env.settle()
    await world.delivered()
    return answer(await world.mod.slash(world.general, "help"))


def open_strings(found: Any, name: str = "") -> Iterator[str]:
    """What can be read in what was sent; bars hide in a message's text only."""
    if isinstance(found, dict):
        sent = cast("dict[str, Any]", found)
        if sent.get("type") == 9 and "custom_id" in sent.get("data", {}):
            yield sent["data"]["title"]  # a form holds what its author has typed
            return
        for key, each in sent.items():
            yield from open_strings(each, key)
    elif isinstance(found, list):
        for each in cast("list[Any]", found):
            yield from open_strings(each, name)
    elif isinstance(found, str):
        yield seen(found).open if name == "content" else found


def bare(world: World, since: int) -> list[str]:
    sent = world.env.http_requests[since:]
    return [each for request in sent for each in open_strings(request.json) if BARRED in each.casefold()]


@pytest.mark.parametrize("feature", FEATURES)
async def test_no_press_and_no_form_shows_what_bars_hide(world: World, feature: str) -> None:
    page = await barred(world)
    assert bare(world, 0) == []
    assert BARRED in repr([each.json for each in world.env.http_requests])
    since = len(world.env.http_requests)
    typed = {
        "title": f"Nana ||{BARRED}||",
        "body": f"Petals ||{BARRED}||.",
        "reason": f"||{BARRED}||",
        "zone": "UTC",
    }
    everybody = (world.ann, world.bob, world.mod)
    async for done in pressed(page, world.general, feature, everybody, typed):
        assert bare(world, since) == [], done
    assert len(world.env.http_requests) > since


async def test_no_command_and_no_list_of_one_shows_what_bars_hide(world: World) -> None:
    await barred(world)
    async for each in used(world, ("show:1", "show:2", "glas poor"), completing="poor"):
        assert BARRED not in each.offered, each.what
        assert bare(world, each.since) == [], each.what
