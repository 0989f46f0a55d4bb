"""Hidden stays hidden, as author, others, moderators and those who are none of these see it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import discord
import pytest
from simcord import InteractionResult, MemberActor, ResponseMessage
from simcord.backend.models import Overwrite
from simcord.enums import OverwriteType

from bot.domain.catalog.shows import Facts
from bot.domain.ids import ReviewId
from bot.domain.spans import DAY
from tests.scenarios import forged
from tests.scenarios.world import World, answer, buttons, cards, text
from tests.store.samples import everywhere
from tests.waiting import until

MARK, RUDE = "Zyzzyva", "Rude to the cast."
SAVED = "Your review is saved, but hidden: a moderator has hidden your review of this show"
STAYS = "What you write about this show stays hidden until a moderator decides."
ONLY_MODERATORS = "Only moderators can do that"
GONE = "This review is not there any more. Its author may have deleted it."


@dataclass
class Scene:
    """Ann's review of Glass Heart was hidden by the moderator."""

    world: World

    async def hide(self, card: ResponseMessage) -> InteractionResult:
        more = await self.world.mod.click(card, label="⋯")
        form = await self.world.mod.click(answer(more), label="Hide …")
        return await self.world.mod.submit_modal(form, {"reason": RUDE})

    async def delete(self, number: int = 1) -> tuple[str, str]:
        """Ann deletes a hidden review: (what she is asked, what she is told)."""
        world = self.world
        listed = await world.ann.slash(world.general, "mydata hidden")
        page = await world.ann.select(answer(listed), [str(number)])
        asked = await world.ann.click(answer(page), label="Delete")
        sentence = text(asked)
        return sentence, text(await world.ann.click(answer(asked), label="Delete it"))

    async def post(self, **options: object) -> ResponseMessage:
        """Ann writes about the show."""
        options = {"show": "Glass Heart", "rating": 5.0, "text": f"{MARK} again.", **options}
        return answer(await self.world.ann.slash(self.world.reviews, "review", **options))

    async def sees(self, member: MemberActor) -> list[str]:
        """What somebody finds of the show, and of what Ann said of it."""
        world = self.world
        asked: tuple[tuple[str, dict[str, Any]], ...] = (
            ("show", {"show": "Glass Heart"}),
            ("reviews", {"show": "Glass Heart"}),
            ("related", {"show": "Glass Heart"}),
            ("search", {"words": MARK}),
            ("profile", {"member": world.ann}),
            ("top", {}),
        )
        return [text(await member.slash(world.general, name, **options)) for name, options in asked]

    async def is_hidden(self, page: ResponseMessage) -> bool:
        """Whether Ann is told, in private, that what she wrote is hidden; then nobody else sees it."""
        world = self.world
        await world.delivered()
        if not text(page).startswith(SAVED):
            return False
        assert page.ephemeral
        assert RUDE in text(page)
        assert "Only you and moderators can see it; its rating doesn't count." in text(page)
        assert {"Edit", "Appeal", "Delete"} <= {*buttons(page).values()}
        for channel in (world.reviews, world.general):
            assert cards(channel) == []
            assert MARK not in "\n".join(text(each) for each in channel.history() if each.author.bot)
        assert not [each for each in await self.sees(world.bob) if f"{MARK} again" in each]
        return True


@pytest.fixture
async def scene(world: World) -> Scene:
    await world.add_show()
    made = Scene(world)
    hidden = await made.hide(await world.post(world.ann, text=f"{MARK}, loud and cruel."))
    assert "Whatever they write about this show is hidden too" in text(hidden)
    await world.delivered()
    assert cards(world.reviews) == []
    await world.ann.slash(world.general, "show", show="Glass Heart")  # she is told
    return made


# The author.


async def test_who_deletes_what_was_hidden_and_posts_it_again_is_told_that_it_is_hidden(scene: Scene) -> None:
    asked, told = await scene.delete()
    assert STAYS in asked
    assert STAYS in told
    assert await scene.is_hidden(await scene.post())
    assert [row[4:6] for row in (await scene.world.stored())["ratings"]] == []


Way = Callable[[Scene], Awaitable[ResponseMessage]]


async def by_season(scene: Scene) -> ResponseMessage:
    return await scene.post(season=2)


async def by_form(scene: Scene) -> ResponseMessage:
    world = scene.world
    form = await world.ann.slash(world.reviews, "review", show="Glass Heart", rating=5.0, season=3)
    return answer(await world.ann.submit_modal(form, {"headline": MARK, "body": f"{MARK} again."}))


async def from_the_shows_page(scene: Scene) -> ResponseMessage:
    await scene.delete()
    page = await scene.world.ann.slash(scene.world.reviews, "show", show="Glass Heart")
    form = await scene.world.ann.click(answer(page), label="Review")
    filled = {"headline": "", "body": f"{MARK} again.", "stars": ["9"]}
    return answer(await scene.world.ann.submit_modal(form, filled))


async def by_file(scene: Scene) -> ResponseMessage:
    file = ("words.md", f"{MARK} again.".encode())
    world = scene.world
    posted = await world.ann.slash(
        world.reviews, "review", show="Glass Heart", rating=5.0, season=4, file=file
    )
    return next(each for each in (*posted.followups, answer(posted)) if each.ephemeral)


async def by_a_title_that_is_picked(scene: Scene) -> ResponseMessage:
    await scene.delete()
    asked = await scene.post(show="Galss Heart")
    return answer(await scene.world.ann.select(asked, ["1"]))


async def by_a_draft_of_a_show_that_went_into_this_one(scene: Scene) -> ResponseMessage:
    await scene.delete()
    world = scene.world
    await world.add_show("Class Heart", Facts())
    form = await world.ann.slash(world.reviews, "review", show="Class Heart", rating=5.0)
    asked = await world.mod.slash(world.general, "catalog merge", show="Class Heart", into="Glass Heart")
    await world.mod.click(answer(asked), custom_id=next(iter(buttons(asked))))
    return answer(await world.ann.submit_modal(form, {"headline": "", "body": f"{MARK} again."}))


@pytest.mark.parametrize(
    "way",
    [
        by_season,
        by_form,
        from_the_shows_page,
        by_file,
        by_a_title_that_is_picked,
        by_a_draft_of_a_show_that_went_into_this_one,
    ],
)
async def test_no_way_of_writing_gets_around_it(scene: Scene, way: Way) -> None:
    assert await scene.is_hidden(await way(scene))


async def test_nor_does_changing_one_that_stands(world: World) -> None:
    await world.add_show()
    scene = Scene(world)
    standing = await world.post(world.ann, text="Kind words.", season=1)
    await scene.hide(await world.post(world.ann, text=f"{MARK}, loud and cruel."))
    await world.delivered()
    assert len(cards(world.reviews)) == 1, "it stays as long as it says what it said"

    form = await world.ann.click(answer(await world.ann.click(standing, label="⋯")), label="Edit")
    edited = await world.ann.submit_modal(form, {"headline": "", "body": f"{MARK} again.", "stars": ["10"]})

    page = next(each for each in (answer(edited), *edited.followups) if text(each).startswith(SAVED))
    assert await scene.is_hidden(page)


async def test_who_comes_back_after_deleting_their_data_is_known_again_for_a_year(scene: Scene) -> None:
    world = scene.world
    asked = await world.ann.slash(world.general, "mydata delete")
    stays = "stays for a year, with a one-way hash in place of your id"
    assert f"- shows of which your reviews stay hidden ({stays}): 1" in text(asked)
    again = await world.ann.click(answer(asked), label="Delete everything")
    await world.ann.click(answer(again), label="Delete it for good")
    assert "stays hidden for a year" in text(await world.ann.slash(world.general, "privacy"))

    assert await scene.is_hidden(await scene.post(season=2))

    stored = await world.stored()
    assert str(world.ann.id) not in repr([stored[name] for name in ("holds", "audit", "show_merges")])
    await scene.delete(2)
    # As if a year had passed: simcord would live through every second of it.
    await world.database.write_all(
        lambda tx: everywhere(tx).execute("UPDATE holds SET ends_at = ends_at - $1", 366 * DAY)
    )
    await world.services.delivery.tidy()
    assert not await scene.is_hidden(await scene.post(season=2))
    assert (await world.stored())["holds"] == []


async def test_an_import_says_beforehand_what_it_leaves_out(scene: Scene) -> None:
    world = scene.world
    file = ("ratings.csv", f"title,season,rating,review\nGlass Heart,2,8,{MARK} again.\n".encode())
    page = await world.ann.slash(world.general, "mydata import", file=file)
    assert "1 review will be left out: a moderator has hidden a review of yours of the same show" in text(
        page
    )
    done = await world.ann.click(answer(page), label="Import 1")

    async def ended() -> bool:
        return "**1 rating** new" in text(done)

    await until(ended)
    assert "**1 review** left out: a moderator has hidden a review of yours of the same show" in text(done)
    assert not [each for each in await scene.sees(world.bob) if f"{MARK} again" in each]


# Moderators.


async def test_an_appeal_is_granted_and_the_card_comes_to_where_it_was_written(scene: Scene) -> None:
    world = scene.world
    await scene.delete()
    page = await scene.post(text="Kind words.")
    appealed = await world.ann.click(page, label="Appeal")
    assert text(appealed).startswith("Your appeal is with the moderators.")
    assert "Appeal" not in buttons(appealed).values()

    queue = await world.mod.slash(world.general, "moderation reports")
    assert "Hidden as it was written" in text(queue)
    assert f"since {world.mod.mention} had hidden another of theirs: {RUDE}" in text(queue)
    assert "**Its author appeals**" in text(queue)
    assert "Kind words." in text(queue)
    await world.mod.click(answer(queue), label="Bring it back")
    await world.delivered()

    (card,) = cards(world.reviews)
    assert "Kind words." in text(card)
    assert not await scene.is_hidden(await scene.post(season=2, text="More kind words."))
    await world.delivered()
    assert len(cards(world.reviews)) == 2


async def test_an_appeal_is_not_granted_and_its_author_is_told(scene: Scene) -> None:
    world = scene.world
    await scene.delete()
    await world.ann.click(await scene.post(), label="Appeal")
    queue = await world.mod.slash(world.general, "moderation reports")
    await world.mod.click(answer(queue), label="Keep it hidden")

    looked = await world.ann.slash(world.general, "show", show="Glass Heart")
    assert "A moderator has looked again, and your review stays hidden." in text(looked.followups[0])
    await scene.delete(2)
    assert await scene.is_hidden(await scene.post())


async def test_a_moderator_ends_it_by_command_when_the_review_has_gone(scene: Scene) -> None:
    world = scene.world
    await scene.delete()
    done = await world.mod.slash(world.general, "moderation restore", show="Glass Heart", author=world.ann)
    said = f"What {world.ann.mention} writes about **Glass Heart · 2025** can be seen again from now on."
    assert text(done) == said
    record = text(await world.mod.slash(world.general, "moderation audit"))
    assert f"**stop hiding reviews of** {world.ann.mention} · show 1: Glass Heart" in record
    again = await world.mod.slash(world.general, "moderation restore", show="Glass Heart", author=world.ann)
    assert "nothing to bring back" in text(again)
    assert not await scene.is_hidden(await scene.post())


async def test_or_by_the_button_beside_its_versions(scene: Scene) -> None:
    world = scene.world
    page = await world.mod.slash(world.general, "moderation history", show="Glass Heart", author=world.ann)
    assert "what they write about this show is hidden until a moderator decides" in text(page)
    assert "Stop hiding new ones" not in buttons(page).values(), "it can be brought back"
    await scene.delete()
    page = await world.mod.slash(world.general, "moderation history", show="Glass Heart", author=world.ann)
    done = await world.mod.click(answer(page), label="Stop hiding new ones")
    assert "can be seen again from now on" in text(done)
    page = await world.mod.slash(world.general, "moderation history", show="Glass Heart", author=world.ann)
    assert "is hidden until a moderator decides" not in text(page)
    assert not await scene.is_hidden(await scene.post())


async def test_or_for_somebody_who_has_deleted_their_data(scene: Scene) -> None:
    world = scene.world
    await world.services.privacy.delete(world.actor(world.ann))
    done = await world.mod.slash(world.general, "moderation restore", show="Glass Heart", author=world.ann)
    assert "can be seen again from now on" in text(done)
    assert not await scene.is_hidden(await scene.post())


# Everybody else.


@pytest.fixture
async def people(scene: Scene) -> dict[str, MemberActor]:
    """Those who decide nothing here; `of_channel` may do everything in both channels."""
    world = scene.world
    world.show_moderation()
    allowed = discord.Permissions.all().value & ~discord.Permissions(administrator=True).value
    manages = world.guild.create_role("manager", permissions=discord.Permissions(manage_guild=True))
    of_channel = world.guild.add_member(world.env.create_user("of_channel"))
    for channel in (world.reviews, world.general):
        overwrite = Overwrite(of_channel.id, OverwriteType.MEMBER, allow=allowed, deny=0)
        world.env.backend.set_overwrite(channel.id, overwrite)
    await world.env.settle()
    manager = world.guild.add_member(world.env.create_user("manager"), roles=[manages])
    return {"author": world.ann, "member": world.bob, "of_channel": of_channel, "manager": manager}


@pytest.mark.parametrize("name", ["author", "member", "of_channel", "manager"])
async def test_who_is_no_moderator_ends_nothing_by_command_press_or_forged_press(
    scene: Scene, people: dict[str, MemberActor], name: str
) -> None:
    world, member = scene.world, people[name]
    await scene.delete()
    page = await scene.post()
    queue = answer(await world.mod.slash(world.general, "moderation reports"))
    before = await world.stored()

    asked = await member.slash(world.general, "moderation restore", show="Glass Heart", author=world.ann)
    assert ONLY_MODERATORS in text(asked)
    for custom_id in (
        f"moderation:lift:1.{world.ann.id}",
        "moderation:restore:2",
        "moderation:case:2",
        "moderation:read:2.0",
        "moderation:keep:2",
        "moderation:version:2.0.0.0",
        "moderation:changes:2.0",
    ):
        refused = await forged.press(member, queue, custom_id)
        assert ONLY_MODERATORS in text(refused), custom_id
        assert MARK not in text(refused)
    assert await world.stored() == before
    await scene.delete(2)
    assert await scene.is_hidden(await scene.post())
    assert page.ephemeral


@pytest.mark.parametrize("name", ["member", "of_channel", "manager", "moderator"])
async def test_nobody_else_reaches_a_hidden_review_by_what_is_its_authors_or_everybodys(
    scene: Scene, people: dict[str, MemberActor], name: str
) -> None:
    world = scene.world
    member = world.mod if name == "moderator" else people[name]
    await scene.delete()
    page = await scene.post()
    before = await world.stored()
    for custom_id in (
        "hidden:open:2",
        "hidden:read:2.0",
        "hidden:ask:2",
        "review:edit:2",
        "review:delete:2",
        "review:erase:2",
        "review:spoilers:2",
        "review:read:2.0",
        "review:helpful:2",
        "fame:helpful:2",
        "review:report:2",
    ):
        refused = await forged.press(member, page, custom_id)
        assert refused.modal is None
        assert MARK not in text(refused), custom_id
    sent = await forged.submit(member, world.reviews, "review:reported:2", reason="It is rude.")
    assert text(sent) == GONE
    if name != "moderator":
        assert text(await forged.press(member, page, "review:more:2")) == GONE
        sent = await forged.submit(member, world.reviews, "moderation:hidden:2", reason="It is rude.")
        assert ONLY_MODERATORS in text(sent)
    assert await world.stored() == before


async def test_a_moderator_decides_nothing_about_their_own(scene: Scene) -> None:
    world = scene.world
    another = world.guild.add_member(
        world.env.create_user("another"), roles=[world.guild.roles["Moderators"]]
    )
    card = await world.post(world.mod, text="Mine.")
    form = await another.click(answer(await another.click(card, label="⋯")), label="Hide …")
    await another.submit_modal(form, {"reason": RUDE})
    await world.services.reviews.delete(world.actor(world.mod), ReviewId(2))
    before = await world.stored()
    asked = await world.mod.slash(world.general, "moderation restore", show="Glass Heart", author=world.mod)
    assert "another moderator has to decide" in text(asked)
    page = await world.mod.slash(world.general, "moderation history", show="Glass Heart", author=world.mod)
    refused = await world.mod.click(answer(page), label="Stop hiding new ones")
    assert "another moderator has to decide" in text(refused)
    assert await world.stored() == before
    done = await another.slash(world.general, "moderation restore", show="Glass Heart", author=world.mod)
    assert "can be seen again from now on" in text(done)


async def test_changing_it_while_a_moderator_looks_brings_back_nothing(scene: Scene) -> None:
    world = scene.world
    kind = await scene.post(text="Kind words.")
    await world.ann.click(kind, label="Appeal")
    queue = await world.mod.slash(world.general, "moderation reports")
    assert "Kind words." in text(queue)
    await scene.post()
    refused = await world.mod.click(answer(queue), label="Bring it back")
    assert "Its author has changed it since you looked." in text(refused)
    own = await world.own(world.ann)
    assert own is not None
    assert own.hidden
    queue = await world.mod.slash(world.general, "moderation reports")
    await world.mod.click(answer(queue), label="Bring it back")
    own = await world.own(world.ann)
    assert own is not None
    assert not own.hidden
