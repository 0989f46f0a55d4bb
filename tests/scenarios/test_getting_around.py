"""Trying to get around what moderators and the store have decided: everything pressed and sent, by everybody.

What somebody tried who did not build it, as far as no other file has it.
"""

import json
from itertools import product

import pytest
from simcord import ResponseMessage

from bot.domain.actors import Right
from bot.domain.catalog.shows import Facts
from bot.domain.ids import ReviewId, ShowId
from bot.domain.moderation.records import Hold
from tests.scenarios import forged
from tests.scenarios.test_unnamed_shows import FEATURES, numbers, options_of
from tests.scenarios.world import World, answer, text
from tests.test_commands import leaves, payload

HIDDEN, EARLIER, HELD, DELETED = "zyzzyva", "quillwort", "ampersat", "jabberwock"
"""Words of a hidden review, of a version before it was hidden, of one that was born hidden, of a deleted one."""
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
    sent = world.env.http_requests[since:]
    said = [json.dumps([each.path, each.json], ensure_ascii=False) for each in sent]
    return [each for each in said if any(secret in each.casefold() for secret in SECRETS)]


@pytest.mark.parametrize("feature", FEATURES)
async def test_no_press_and_no_form_tells_another_member_what_is_hidden_or_deleted(
    world: World, feature: str
) -> None:
    page = await decided(world)
    since = len(world.env.http_requests)
    for kind, address, count in FEATURES[feature]:
        for ids in [*numbers(count), *(".".join(["4", *["0"] * (count - 1)]) for _ in (1,))]:
            if kind == "on_press":
                await forged.press(world.bob, page, f"{address}:{ids}", "1")
            else:
                typed = {"title": "Nana", "body": "Petals.", "reason": "So.", "zone": "UTC"}
                await forged.submit(world.bob, world.general, f"{address}:{ids}", **typed)
            assert told(world, since) == [], f"{address}:{ids}"
    assert len(world.env.http_requests) > since
