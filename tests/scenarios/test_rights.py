"""Who is a moderator and who is none, and that nobody judges their own case, in every way of asking."""

from dataclasses import dataclass, replace

import discord
import pytest
from simcord import InteractionResult, MemberActor
from simcord.backend.models import Overwrite
from simcord.builders import UserHandle
from simcord.enums import OverwriteType

from bot.domain.actors import Person, Right
from bot.domain.catalog.editing import AddingPolicy
from bot.domain.catalog.shows import Facts
from bot.domain.ids import ShowId, UserId
from bot.domain.server.setting import SettingsSection
from bot.domain.server.settings import SETTINGS, GuildSettings
from tests.scenarios import forged
from tests.scenarios.world import World, answer, buttons, cards, fields, text

ONLY_MODERATORS = "Only moderators can do that: members with “Manage Messages” in the whole server"
ONLY_MANAGERS = "You need the permission “Manage Server” for that."
NOT_YOUR_OWN = "This is your own review, so another moderator has to look at it."

MODERATORS = ["by_permission", "by_role", "administrator", "owner", "restrained"]
"""`restrained` has Manage Messages by a role, and it is denied them in both channels."""
OTHERS = ["author", "member", "of_channel", "manager"]
"""`of_channel` may do everything in both channels, and nothing in the server; `manager` has Manage Server."""

COMMANDS: list[tuple[str, dict[str, object]]] = [
    ("moderation reports", {}),
    ("moderation history", {"show": "Glass Heart", "author": "author"}),
    ("moderation restore", {"show": "Glass Heart", "author": "author"}),
    ("moderation audit", {}),
    ("moderation block", {"member": "member", "reason": "Rude."}),
    ("moderation unblock", {"member": "member"}),
    ("moderation blocks", {}),
    ("catalog edit", {"show": "Glass Heart"}),
    ("catalog credits", {"show": "Glass Heart"}),
    ("catalog titles", {"show": "Glass Heart"}),
    ("catalog link", {"show": "Glass Heart", "other": "Beck"}),
    ("catalog unlink", {"show": "Glass Heart", "other": "Beck"}),
    ("catalog refresh", {"show": "Glass Heart"}),
    ("catalog merge", {"show": "Beck", "into": "Glass Heart"}),
    ("catalog merges", {}),
    ("catalog remove", {"show": "Beck"}),
    ("catalog restrict", {"show": "Glass Heart"}),
    ("catalog pending", {}),
    ("catalog import", {"file": ("article.txt", b"Glass Heart\n\nLoud and tender.")}),
]


@dataclass(frozen=True)
class Scene:
    """Two shows, a review by the author that the member has reported, and everybody by what they are."""

    world: World
    who: dict[str, MemberActor]

    async def ask(self, name: str, command: str, options: dict[str, object]) -> InteractionResult:
        """Somebody uses a command in #reviews; a name among the options stands for that member."""
        given = {
            key: self.who[value] if isinstance(value, str) and key in ("author", "member") else value
            for key, value in options.items()
        }
        return await self.who[name].slash(self.world.reviews, command, **given)


@pytest.fixture
async def scene(world: World) -> Scene:
    """A server with a moderator of each kind, and with people who are none."""
    guild, deny = world.guild, discord.Permissions(manage_messages=True).value
    everything = discord.Permissions.all().value & ~discord.Permissions(administrator=True).value
    roles = {
        "by_permission": discord.Permissions(manage_messages=True),
        "restrained": discord.Permissions(manage_messages=True),
        "administrator": discord.Permissions(administrator=True),
        "manager": discord.Permissions(manage_guild=True),
        "by_role": discord.Permissions.none(),
        "of_channel": discord.Permissions.none(),
    }
    who = {"author": world.ann, "member": world.bob, "owner": MemberActor(world.env, guild, guild.owner)}
    for name, permissions in roles.items():
        role = guild.create_role(name, permissions=permissions)
        who[name] = guild.add_member(world.env.create_user(name), roles=[role])
    for channel in (world.reviews, world.general):
        for name, allowed, denied in (("of_channel", everything, 0), ("restrained", 0, deny)):
            overwrite = Overwrite(who[name].id, OverwriteType.MEMBER, allow=allowed, deny=denied)
            world.env.backend.set_overwrite(channel.id, overwrite)
    world.show_moderation()
    await world.env.settle()
    panel = answer(await who["manager"].slash(world.general, "settings"))
    page = answer(await who["manager"].select(panel, [str(SettingsSection.MODERATORS.value)]))
    roles_select = f"settings:choose:{SETTINGS['moderator_roles'].number}"
    await who["manager"].select(page, [guild.roles["by_role"]], custom_id=roles_select)
    await world.add_show()
    await world.add_show("Beck", Facts())
    card = await world.post(world.ann)
    form = await world.bob.context_menu(world.reviews, "Report review", card)
    await world.bob.submit_modal(form, {"reason": "It is rude."})
    return Scene(world, who)


@pytest.mark.parametrize("name", OTHERS)
async def test_who_is_no_moderator_can_use_no_command_of_theirs(scene: Scene, name: str) -> None:
    before = await scene.world.stored()
    for command, options in COMMANDS:
        refused = await scene.ask(name, command, options)
        assert refused.modal is None
        assert ONLY_MODERATORS in text(refused), command
    assert await scene.world.stored() == before


@pytest.mark.parametrize("name", MODERATORS)
async def test_a_moderator_can_use_every_one(scene: Scene, name: str) -> None:
    for command, options in COMMANDS:
        asked = await scene.ask(name, command, options)
        assert asked.modal or ONLY_MODERATORS not in text(asked), command


@pytest.mark.parametrize("name", OTHERS)
async def test_nor_can_they_press_their_buttons_or_send_in_their_forms(scene: Scene, name: str) -> None:
    world, member, mod = scene.world, scene.who[name], scene.who["by_role"]
    await mod.slash(world.reviews, "moderation block", member=scene.who["restrained"], reason="Spam.")
    await world.services.settings.change(world.actor(mod, Right.MANAGE), _with_approval)
    await world.services.shows.add(world.actor(world.bob), "Nana", Facts())
    pages = [
        await mod.slash(world.reviews, command, **options)
        for command, options in (
            ("moderation reports", {}),
            ("moderation history", {"show": "Glass Heart", "author": world.ann}),
            ("moderation audit", {}),
            ("moderation blocks", {}),
            ("catalog remove", {"show": "Beck"}),
            ("catalog merge", {"show": "Beck", "into": "Glass Heart"}),
            ("catalog pending", {}),
        )
    ]
    before, tried = await world.stored(), set[str]()
    for page in pages:
        for custom_id in buttons(page):
            refused = await forged.press(member, answer(page), custom_id)
            said = text(refused.followups[0] if refused.followups else refused)
            assert ONLY_MODERATORS in said, custom_id
            tried.add(custom_id.rpartition(":")[0])
    assert {"moderation:hide", "moderation:dismiss", "moderation:unblock", "catalog:merge"} <= tried
    assert {"catalog:remove", "catalog:approve", "catalog:decline"} <= tried
    (card,) = cards(world.reviews)
    for custom_id in (
        "moderation:restore:1",
        "moderation:keep:1",
        "moderation:case:1",
        "moderation:read:1.0",
    ):
        assert ONLY_MODERATORS in text(await forged.press(member, answer(pages[0]), custom_id))
    refused = await forged.submit(member, world.reviews, "moderation:hidden:1", reason="So there.")
    assert ONLY_MODERATORS in text(refused)
    assert await world.stored() == before
    assert [each.id for each in cards(world.reviews)] == [card.id]


def _with_approval(settings: GuildSettings) -> GuildSettings:
    return replace(settings, adding=AddingPolicy.APPROVAL)


@pytest.mark.parametrize("name", OTHERS)
async def test_a_form_of_the_catalogue_that_was_opened_as_a_moderator_is_refused_to_who_is_none(
    scene: Scene, name: str
) -> None:
    world, member, steward = scene.world, scene.who[name], scene.who["by_role"]
    role = world.guild.roles["by_role"].id
    world.env.backend.add_member_role(world.guild.id, member.id, role)
    form = await member.slash(world.general, "catalog edit", show="Glass Heart")
    assert fields(form)["facts"]
    world.env.backend.remove_member_role(world.guild.id, member.id, role)
    before = await world.services.shows.get(world.actor(steward), ShowId(1))
    refused = await member.submit_modal(form, {"facts": "year: 1999"})
    assert "Only moderators can do that" in text(refused)
    assert await world.services.shows.get(world.actor(steward), ShowId(1)) == before


@pytest.mark.parametrize("name", [*OTHERS, *MODERATORS])
async def test_settings_are_for_those_who_manage_the_server(scene: Scene, name: str) -> None:
    world, member = scene.world, scene.who[name]
    panel = answer(await scene.who["manager"].slash(world.general, "settings"))
    may = name in ("manager", "administrator", "owner")
    tried = [
        await forged.slash(member, world.general, "settings"),
        await member.slash(world.general, "catalog adding", who="moderators"),
        await forged.press(member, panel, "settings:section:0", str(SettingsSection.GUARDS.value)),
        await forged.press(member, panel, f"settings:choose:{SETTINGS['fame_votes'].number}", "3"),
        await forged.submit(member, world.general, "settings:words:0", words="crumpet"),
    ]
    assert [ONLY_MANAGERS in text(each) for each in tried] == [not may] * len(tried)


@pytest.mark.parametrize("name", [*OTHERS, *MODERATORS])
async def test_where_moderators_add_the_shows_each_kind_of_them_may(scene: Scene, name: str) -> None:
    world, member = scene.world, scene.who[name]
    await scene.who["manager"].slash(world.general, "catalog adding", who="moderators")
    asked = await member.slash(world.general, "catalog add", title="Nana")
    assert (asked.modal is not None) == (name in MODERATORS)


@pytest.mark.parametrize("name", ["member", "of_channel", "manager", *MODERATORS])
async def test_guards_trust_moderators_of_the_server_and_nobody_else(scene: Scene, name: str) -> None:
    world, member = scene.world, scene.who[name]
    await world.services.settings.change(
        world.actor(member, Right.MANAGE), lambda settings: replace(settings, guard_words=("crumpet",))
    )
    posted = await member.slash(world.reviews, "review", show="Beck", rating=3.0, text="A crumpet.")
    stored = await world.own(member, ShowId(2))
    assert (stored is not None) == (name in MODERATORS), text(posted)


@pytest.mark.parametrize("name", MODERATORS)
async def test_a_moderator_of_any_kind_judges_others_but_never_themselves(scene: Scene, name: str) -> None:
    world, mod = scene.world, scene.who[name]
    own = await world.post(mod, text="My own words.")
    form = await world.bob.context_menu(world.reviews, "Report review", own)
    await world.bob.submit_modal(form, {"reason": "Nobody should read this."})

    queue = answer(await mod.slash(world.reviews, "moderation reports"))
    assert "Words of ann." in text(queue)
    assert "1 of 1" in text(queue)
    assert "1 review of your own, for another moderator to look at." in text(queue)
    assert "Nobody should read this." not in text(queue)
    more = await mod.click(own, label="⋯")
    assert [each for each in buttons(more) if each.startswith("moderation:")] == []

    async def try_all() -> None:
        before = await world.stored()
        late = 9_999_999_999_999
        closing = f"dismiss:2.{late}", f"spoilers:2.{late}"
        for verb in ("case:2", "read:2.0", "hide:2", "restore:2", "keep:2", *closing):
            assert NOT_YOUR_OWN in text(await forged.press(mod, queue, f"moderation:{verb}")), verb
        refused = await forged.submit(mod, world.reviews, "moderation:hidden:2", reason="First.")
        assert NOT_YOUR_OWN in text(refused)
        assert await world.stored() == before

    await try_all()
    other = scene.who["by_role" if name != "by_role" else "by_permission"]
    await forged.submit(other, world.reviews, "moderation:hidden:2", reason="Rude to the cast.")
    assert NOT_YOUR_OWN in text(
        await mod.slash(world.reviews, "moderation restore", show="Glass Heart", author=mod)
    )
    hidden = await mod.slash(world.general, "mydata hidden")
    chosen = await mod.select(answer(hidden), ["2"])
    await mod.click(answer(chosen), label="Appeal")
    await try_all()
    assert "1 review of your own" in text(await mod.slash(world.reviews, "moderation reports"))

    restored = await other.slash(world.reviews, "moderation restore", show="Glass Heart", author=mod)
    assert "is back, with its votes" in text(restored)
    await mod.click(queue, label="Dismiss")
    assert "Nothing is reported" in text(await mod.slash(world.reviews, "moderation reports"))


async def test_who_can_not_be_blocked(scene: Scene) -> None:
    world, mod = scene.world, scene.who["by_role"]
    robot = world.guild.add_member(world.env.create_user("robot", bot=True))
    assert world.bot.user
    targets = [(name, scene.who[name]) for name in ("manager", "administrator", "owner")]
    for _, target in targets:
        refused = await mod.slash(world.reviews, "moderation block", member=target, reason="Rude.")
        assert text(refused) == "Whoever manages this server can't be blocked."
    itself = UserHandle(world.env, world.env.backend.users[world.bot.user.id])
    for target in (robot, itself):
        refused = await mod.slash(world.reviews, "moderation block", member=target, reason="Rude.")
        assert text(refused) == "Bots write no reviews, so there is nothing to block."
    refused = await mod.slash(world.reviews, "moderation block", member=mod, reason="Rude.")
    assert text(refused) == "You can't block yourself."
    assert (await world.stored())["blocks"] == []


async def test_other_moderators_those_of_one_channel_and_who_has_left_can_be_blocked(scene: Scene) -> None:
    world, mod = scene.world, scene.who["by_role"]
    world.guild.remove_member(world.bob)
    await world.env.settle()
    for target in (scene.who["by_permission"], scene.who["of_channel"], world.bob):
        user = world.env.backend.users[target.id]
        done = await mod.slash(
            world.reviews, "moderation block", member=UserHandle(world.env, user), reason="Rude."
        )
        assert text(done).startswith(f"<@{target.id}> can write no new reviews here")
    assert len((await world.stored())["blocks"]) == 3


@pytest.mark.parametrize("name", MODERATORS)
async def test_a_blocked_moderator_does_not_let_themselves_write_again(scene: Scene, name: str) -> None:
    world, mod = scene.world, scene.who[name]
    other = world.actor(world.mod, Right.MODERATE)
    await world.services.records.block(other, Person(UserId(mod.id)), 0, "Rude.")
    listed = await mod.slash(world.reviews, "moderation blocks")
    for refused in (
        await mod.click(answer(listed), label="Let them write"),
        await mod.slash(world.reviews, "moderation unblock", member=mod),
    ):
        assert text(refused) == "You can't end your own block. Ask another moderator."
    refused = await mod.slash(world.reviews, "review", show="Beck", rating=3.0, text="Words.")
    assert "A moderator has stopped your reviews here" in text(refused)


async def test_a_role_that_is_taken_away_or_not_chosen_any_more_makes_no_moderator(scene: Scene) -> None:
    world, mod = scene.world, scene.who["by_role"]
    page = answer(await mod.slash(world.reviews, "moderation reports"))
    await world.services.settings.change(
        world.actor(mod, Right.MANAGE), lambda settings: replace(settings, moderator_roles=())
    )
    assert ONLY_MODERATORS in text(await mod.click(page, label="Dismiss"))
    assert ONLY_MODERATORS in text(await mod.slash(world.reviews, "moderation reports"))
    assert ONLY_MODERATORS[:30] not in text(
        await scene.who["by_permission"].slash(world.reviews, "moderation reports")
    )


@pytest.mark.parametrize(
    ("name", "may"),
    [("author", False), ("member", False), ("by_role", False), ("manager", False), ("of_channel", True)],
)
async def test_pins_keep_discords_rule_for_the_channel(scene: Scene, name: str, may: bool) -> None:
    world, member = scene.world, scene.who[name]
    (card,) = cards(world.reviews)
    said = text(await forged.menu(member, world.reviews, "Pin review", card))
    assert (len(world.reviews.pinned_messages()) == 1) == may, said
    assert ("You need the permission “Pin Messages”" in said) != may


async def test_who_may_pin_in_one_channel_pins_no_card_that_stands_in_another(scene: Scene) -> None:
    world, member = scene.world, scene.who["of_channel"]
    elsewhere = world.guild.create_text_channel("elsewhere")
    await world.ann.slash(elsewhere, "review", show="Beck", rating=3.0, text="Louder.")
    offered = answer(await member.slash(world.reviews, "pin top"))
    refused = await member.click(offered, custom_id="pin:add:2.0.5")
    assert f"You need the permission “Pin Messages” in {elsewhere.mention}" in text(
        refused.followups[0] if refused.followups else refused
    )
    assert elsewhere.pinned_messages() == []


async def test_help_tells_each_what_they_may_do(scene: Scene) -> None:
    for name, member in scene.who.items():
        seen = text(await member.slash(scene.world.general, "help"))
        assert ("**You moderate**" in seen) == (name in MODERATORS), name
        assert ("**You keep the catalogue**" in seen) == (name in MODERATORS), name
        assert ("**You manage this server**" in seen) == (name in ("manager", "administrator", "owner")), name
