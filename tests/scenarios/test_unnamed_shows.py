"""A show for adults is named in no ordinary channel: not on a page, in a form, a menu, a list or a refusal.

Everybody uses every command there, presses every button and sends in every form, also such as they were
never shown, about a show that has all there can be of one. What the bot sends is looked through.
"""

import re

import pytest
from simcord import ChannelHandle, ResponseMessage

from bot.domain.actors import Right
from bot.domain.catalog.drafts import FormPart, ShowDraft
from bot.domain.catalog.shows import Credit, Facts, Job
from bot.domain.ids import ReviewId, ShowId
from bot.domain.ratings.rating import Stars, Target
from bot.domain.reviews.drafts import ArticleDraft, ReviewDraft
from tests.scenarios import forged
from tests.scenarios.everything import FEATURES, pressed, sent_since, used
from tests.scenarios.test_age_restricted import mark
from tests.scenarios.world import World, answer, cards, text

SECRET = re.compile("velvet|orchid|samtblume|quill marsh|captain moss|hothouse", re.IGNORECASE)
TITLE, OTHER_TITLE = "Velvet Orchid", "Samtblume"
FACTS = Facts(
    (OTHER_TITLE,),
    year=2020,
    network="Hothouse TV",
    synopsis="An orchid opens.",
    credits=(Credit("Quill Marsh", Job.CAST, "Captain Moss"),),
)
FILE = f"Title,Rating\n{TITLE},4\nVelvet Orchd,3\nBeck,5\n".encode()
ADULT, GONE, SECOND = ShowId(1), ShowId(3), ShowId(4)
SHOWS = [
    (TITLE, FACTS),
    ("Beck", Facts()),
    ("The Orchid in Velvet", Facts(year=2020)),
    ("Velvet Orchid Two", Facts(year=2022)),
]


async def adult_world(world: World) -> ResponseMessage:
    """Fill a world, then say that the show is for adults; gives a page in #general."""
    do, mod = world.services, lambda: world.actor(world.mod, *Right)
    ann, bob = (lambda: world.actor(world.ann)), (lambda: world.actor(world.bob))
    for title, facts in SHOWS:
        await world.add_show(title, facts)
    await do.editing.link(mod(), ADULT, ShowId(2))
    for member in (world.ann, world.bob, world.mod):
        await world.post(member, show=f"show:{ADULT}", text="Fine petals.")
    await world.post(world.ann, show="Beck", text="Petals, too.")
    await world.mod.context_menu(world.reviews, "Pin review", cards(world.reviews)[0])
    await do.reports.report(bob(), ReviewId(1), "Look.")
    await do.moderation.ask_spoilers(mod(), ReviewId(1), world.clock())
    await do.moderation.hide(mod(), ReviewId(2), "No.")
    await do.appeals.ask_again(bob(), ReviewId(2))
    await do.ratings.rate(ann(), Target(ADULT, 1, 2), Stars(9))
    for actor in (ann, bob, mod):
        await do.watchlist.put(actor(), SECOND, True)
        await do.drafts.keep(actor(), ReviewDraft(TITLE, show_id=ADULT))
        await do.shows.keep_draft(actor(), ShowDraft(TITLE, None, ADULT, FormPart.TITLES))
        await do.imports.stage(actor(), FILE)
    number = await do.articles.start(mod(), "Some words.")
    await do.articles.keep(mod(), number, ArticleDraft(ShowDraft(TITLE), byline="Jo", body="Fine petals."))
    await do.merging.merge(mod(), GONE, ADULT)
    for show_id in (ADULT, SECOND):
        await do.editing.restrict(mod(), show_id, True)
    await world.env.settle()
    await world.delivered()
    return answer(await world.mod.slash(world.general, "help"))


def named(world: World, since: int) -> list[str]:
    """Whatever the bot has sent since then that names the show."""
    return [each for each in sent_since(world, since) if SECRET.search(each)]


@pytest.mark.parametrize("feature", FEATURES)
async def test_no_press_and_no_form_names_it(world: World, feature: str) -> None:
    page = await adult_world(world)
    since = len(world.env.http_requests)
    typed = {"title": OTHER_TITLE, "body": "Petals.", "reason": "So.", "zone": "UTC"}
    everybody = (world.ann, world.bob, world.mod)
    async for done in pressed(page, world.general, feature, everybody, typed):
        assert named(world, since) == [], done
    assert len(world.env.http_requests) > since


async def test_no_command_and_no_list_of_one_names_it(world: World) -> None:
    await adult_world(world)
    async for each in used(world, (OTHER_TITLE, f"show:{ADULT}", "velvt orchd", "Beck")):
        assert not SECRET.search(each.offered), each.what
        assert named_beside(world, each.since, each.show) == [], each.what


def named_beside(world: World, since: int, typed: str) -> list[str]:
    """The same, but for what somebody has typed themselves, and what is handed back to them."""
    return [each for each in named(world, since) if SECRET.search(each.replace(typed, ""))]


async def test_in_an_age_restricted_channel_it_is_named(world: World) -> None:
    """So that the tests above look for what there is."""
    await adult_world(world)
    await mark(world, world.reviews)
    for member, command, options in (
        (world.ann, "show", {"show": TITLE}),
        (world.ann, "watchlist list", {}),
        (world.ann, "profile", {}),
        (world.bob, "mydata hidden", {}),
        (world.mod, "moderation audit", {}),
        (world.mod, "catalog merges", {}),
        (world.mod, "catalog add", {"title": OTHER_TITLE}),
    ):
        asked = await member.slash(world.reviews, command, **options)
        assert SECRET.search(text(asked)), command


async def test_a_moderator_is_told_that_there_is_one(world: World) -> None:
    await adult_world(world)
    audit = text(await world.mod.slash(world.general, "moderation audit"))
    assert "**restrict** a show for adults (number 1)" in audit
    assert "**merge** show 3" in audit
    assert "**show 3** went into **show 1**." in text(await world.mod.slash(world.general, "catalog merges"))
    added = text(await world.ann.slash(world.general, "catalog add", title=OTHER_TITLE))
    assert added.startswith("A show for adults (number 1) is in the catalogue already.")
    await refused_elsewhere(world, world.general)


async def refused_elsewhere(world: World, channel: ChannelHandle) -> None:
    for command, options in (
        ("catalog merge", {"show": TITLE, "into": "Beck"}),
        ("catalog merge", {"show": "Beck", "into": f"show:{ADULT}"}),
        ("catalog remove", {"show": TITLE}),
    ):
        assert "That show is for adults" in text(await world.mod.slash(channel, command, **options))


async def test_an_author_deletes_what_may_not_be_named_and_edits_it_where_it_may(world: World) -> None:
    page = await adult_world(world)
    edit = await forged.press(world.ann, page, "review:edit:1")
    assert edit.modal is None
    assert "That show is for adults" in text(edit)
    sure = await forged.press(world.ann, page, "review:delete:1")
    assert "Delete your review of **a show for adults (number 1)**" in text(sure)
    await forged.press(world.ann, page, "review:erase:1")
    assert await world.own(world.ann) is None
