"""`/settings`: everything that a server can set, from one panel."""

from dataclasses import replace
from typing import Any

import discord
import pytest
from simcord import ChannelHandle, InteractionResult, MemberActor, ResponseMessage
from simcord.backend.errors import SetupError

from bot.domain.actors import Right
from bot.domain.catalog.editing import AddingPolicy
from bot.domain.server.setting import SettingsSection
from bot.domain.server.settings import SETTINGS, Destination, GuildSettings, Theme
from tests.scenarios import forged
from tests.scenarios.world import World, answer, buttons, components, fields, text

NOBODYS_ROLE = "Choose roles that only some have: that one is everybody's, or not there any more."
NOT_YOURS = Right.MANAGE.value


def address(name: str) -> str:
    """What the select of a setting is called in the message."""
    return f"settings:choose:{SETTINGS[name].number}"


async def settings_of(world: World) -> GuildSettings:
    return await world.services.settings.settings(world.actor(world.mod, Right.MANAGE))


async def opened(
    world: World, section: SettingsSection = SettingsSection.OVERVIEW, by: MemberActor | None = None
) -> ResponseMessage:
    """The panel as a moderator opens it, at a section."""
    by = by or world.mod
    panel = answer(await by.slash(world.general, "settings"))
    if section:
        await by.select(panel, [str(section.value)], custom_id="settings:section:0")
    return panel


async def choose(
    world: World, panel: ResponseMessage, name: str, *values: Any, by: MemberActor | None = None
) -> InteractionResult:
    return await (by or world.mod).select(panel, list(values), custom_id=address(name))


def chosen(panel: ResponseMessage, name: str) -> list[str]:
    """What a select shows as chosen."""
    (select,) = (each for each in components(panel) if each.get("custom_id") == address(name))
    if "options" in select:
        return [option["value"] for option in select["options"] if option.get("default")]
    return [str(value["id"]) for value in select.get("default_values", [])]


async def closed_channel(world: World, *denied: str) -> ChannelHandle:
    """A channel in which the bot lacks something."""
    assert world.bot.user is not None
    overwrite = discord.PermissionOverwrite(**dict.fromkeys(denied, False))
    channel = world.guild.create_text_channel("closed", overwrites={world.bot.user: overwrite})
    await world.env.settle()
    return channel


async def test_the_panel_says_how_everything_is_set(world: World) -> None:
    panel = await opened(world)
    assert panel.ephemeral
    for line in (
        "**Reviews** · Reviews are posted where /review is used.",
        "**Catalogue** · Everybody may add shows.",
        "**Weekly digest** · There is no weekly digest.",
        "**Guards** · Everybody may write reviews at any time.",
        "**Pictures** · Charts are dark.",
    ):
        assert line in text(panel)
    assert "⚠️" not in text(panel)


@pytest.mark.parametrize(
    ("section", "name", "value", "stored", "sentence"),
    [
        (SettingsSection.CATALOG, "adding", "moderators", AddingPolicy.MODERATORS, "Only moderators"),
        (SettingsSection.FAME, "fame_votes", "8", 8, "reviews with 8 helpful votes or more"),
        (SettingsSection.DIGEST, "digest_weekday", "4", 4, "on Fridays at 18:00 (UTC)"),
        (SettingsSection.DIGEST, "digest_hour", "7", 7, "on Mondays at 07:00 (UTC)"),
        (SettingsSection.GUARDS, "guard_account_days", "7", 7, "an account that is 7 days old"),
        (SettingsSection.GUARDS, "guard_member_days", "1", 1, "1 day on this server"),
        (SettingsSection.GUARDS, "guard_cooldown_minutes", "60", 60, "1 hour since the last"),
        (SettingsSection.GUARDS, "guard_links", "2", 2, "A review may have 2 links at most."),
        (SettingsSection.PICTURES, "theme", "light", Theme.LIGHT, "Charts are light."),
    ],
)
async def test_what_is_chosen_is_set_said_and_recorded(
    world: World, section: SettingsSection, name: str, value: str, stored: object, sentence: str
) -> None:
    panel = await opened(world, section)
    assert chosen(panel, name) != [value]

    await choose(world, panel, name, value)

    assert "✅" in text(panel)
    assert sentence in text(panel)
    assert chosen(panel, name) == [value]
    assert await settings_of(world) == replace(GuildSettings(), **{name: stored})
    ((_, _, who, action, *_, details, _),) = (await world.stored())["audit"]
    assert (who, action) == (world.mod.id, "settings")
    assert details.startswith(name.replace("_", " "))
    await choose(world, panel, name, value)
    assert "Nothing was changed: it was so already." in text(panel)
    assert len((await world.stored())["audit"]) == 1


async def test_reviews_go_to_the_kind_of_place_and_the_channel_that_are_chosen(world: World) -> None:
    panel = await opened(world, SettingsSection.REVIEWS)
    await choose(world, panel, "destination", "channel")
    assert "until you choose a channel" in text(panel)
    assert "⚠️ No channel is chosen yet" in text(panel)

    await choose(world, panel, "destination_channel", world.reviews)
    assert f"✅ The cards of new reviews go to <#{world.reviews.id}>." in text(panel)
    assert "⚠️" not in text(panel)
    await choose(world, panel, "destination", "threads")
    assert f"go to <#{world.reviews.id}>, in a thread for each show." in text(panel)
    assert chosen(panel, "destination_channel") == [str(world.reviews.id)]

    forum = world.guild.create_forum_channel("shows")
    await world.env.settle()
    await choose(world, panel, "destination", "forum")
    await choose(world, panel, "destination_channel", forum)
    assert f"go to <#{forum.id}>, in a post for each show." in text(panel)
    assert await settings_of(world) == GuildSettings(
        destination=Destination.FORUM, destination_channel=forum.id
    )


@pytest.mark.parametrize(
    ("section", "name"), [(SettingsSection.FAME, "fame_channel"), (SettingsSection.DIGEST, "digest_channel")]
)
async def test_the_hall_of_fame_and_the_digest_are_turned_on_by_a_channel_and_off_by_a_button(
    world: World, section: SettingsSection, name: str
) -> None:
    panel = await opened(world, section)
    assert "Turn it off" not in buttons(panel).values()

    await choose(world, panel, name, world.general)
    assert await settings_of(world) == replace(GuildSettings(), **{name: world.general.id})
    assert f"<#{world.general.id}>" in text(panel)

    await world.mod.click(panel, label="Turn it off")
    assert "✅ There is no" in text(panel)
    assert await settings_of(world) == GuildSettings()


async def test_what_the_bot_lacks_in_a_channel_is_said_at_once_with_the_fix(world: World) -> None:
    channel = await closed_channel(world, "send_messages", "read_message_history")
    panel = await opened(world, SettingsSection.FAME)

    await choose(world, panel, "fame_channel", channel)

    lack = f"In <#{channel.id}> I lack **Send Messages** and **Read Message History**."
    assert f"⚠️ {lack} Allow me that in *Edit Channel › Permissions*." in text(panel)
    assert f"⚠️ **Hall of fame:** {lack}" in text(await opened(world))
    world.env.backend.edit_channel(channel.id, {}, overwrites=[])
    await world.env.settle()
    await world.mod.click(panel, label="Check again")
    assert "⚠️" not in text(panel)


async def test_each_kind_of_place_needs_permissions_of_its_own(world: World) -> None:
    channel = await closed_channel(world, "create_public_threads")
    panel = await opened(world, SettingsSection.REVIEWS)
    await choose(world, panel, "destination", "channel")
    await choose(world, panel, "destination_channel", channel)
    assert "⚠️" not in text(panel)
    await choose(world, panel, "destination", "threads")
    assert "I lack **Create Public Threads**." in text(panel)
    assert "Until then, reviews are posted where /review is used." in text(panel)


async def test_a_channel_that_was_deleted_is_shown_as_such(world: World) -> None:
    channel = world.guild.create_text_channel("doomed")
    await world.env.settle()
    panel = await opened(world, SettingsSection.DIGEST)
    await choose(world, panel, "digest_channel", channel)
    world.env.backend.delete_channel(channel.id)
    await world.env.settle()

    panel = await opened(world, SettingsSection.DIGEST)

    assert "⚠️ The channel that was chosen is not there any more. Choose another." in text(panel)
    assert chosen(panel, "digest_channel") == []


async def test_moderator_roles_are_chosen_and_what_they_need_is_said(world: World) -> None:
    critics, stewards = world.guild.create_role("Critics"), world.guild.roles["Moderators"]
    await world.env.settle()
    panel = await opened(world, SettingsSection.MODERATORS)

    await choose(world, panel, "moderator_roles", stewards, critics)

    assert (await settings_of(world)).moderator_roles == (stewards.id, critics.id)
    assert f"✅ Moderators are members with <@&{stewards.id}> and <@&{critics.id}>, and those" in text(panel)
    assert f"⚠️ <@&{critics.id}> can't see `/moderation` without *Manage Messages*." in text(panel)
    assert "Server Settings › Integrations › Encore" in text(panel)
    await choose(world, panel, "moderator_roles")
    assert (await settings_of(world)).moderator_roles == ()
    refused = await choose(world, panel, "moderator_roles", world.guild.default_role)
    assert "that one is everybody's" in text(refused)
    assert (await settings_of(world)).moderator_roles == ()


async def test_a_time_zone_is_typed_and_what_it_may_be_meant_for_is_offered(world: World) -> None:
    panel = await opened(world, SettingsSection.DIGEST)
    form = await world.mod.click(panel, label="Time zone: UTC")
    assert fields(form) == {"zone": "UTC"}

    await world.mod.submit_modal(form, {"zone": "Europe/Berln"})
    assert "❌ I know no time zone “Europe/Berln”." in text(panel)
    assert (await settings_of(world)).digest_zone == "UTC"
    await choose(world, panel, "digest_zone", "Europe/Berlin")
    assert "on Mondays at 18:00 (Europe/Berlin)" in text(panel)

    form = await world.mod.click(panel, label="Time zone: Europe/Berlin")
    await world.mod.submit_modal(form, {"zone": "new york"})
    assert (await settings_of(world)).digest_zone == "America/New_York"


async def test_blocked_words_are_typed_a_line_each(world: World) -> None:
    panel = await opened(world, SettingsSection.GUARDS)
    form = await world.mod.click(panel, label="Block words")
    await world.mod.submit_modal(form, {"words": "casino\n賭博\n\nCasino"})

    assert (await settings_of(world)).guard_words == ("Casino", "賭博")
    assert "2 words may not be used." in text(panel)
    form = await world.mod.click(panel, label="Blocked words: 2")
    assert fields(form) == {"words": "Casino\n賭博"}
    refused = await world.mod.submit_modal(form, {"words": "x" * 101})
    assert "can have 100 characters at most" in text(refused)
    assert len(answer(refused).attachments) == 1
    await world.mod.submit_modal(await world.mod.click(panel, label="Blocked words: 2"), {"words": ""})
    assert await settings_of(world) == GuildSettings()


async def test_two_moderators_who_change_different_things_lose_nothing(world: World) -> None:
    other = world.guild.add_member(world.env.create_user("other"), roles=[world.guild.roles["Moderators"]])
    mine = await opened(world, SettingsSection.GUARDS)
    theirs = await opened(world, SettingsSection.GUARDS, other)

    await choose(world, mine, "guard_links", "2")
    await choose(world, theirs, "guard_cooldown_minutes", "5", by=other)

    assert await settings_of(world) == GuildSettings(guard_links=2, guard_cooldown_minutes=5)
    assert chosen(theirs, "guard_links") == ["2"]


async def test_members_neither_see_the_command_nor_could_use_it(world: World) -> None:
    with pytest.raises(SetupError, match="not visible"):
        await world.ann.slash(world.general, "settings")
    before = await world.stored()

    assert text(await forged.slash(world.ann, world.general, "settings")) == NOT_YOURS

    assert await world.stored() == before


@pytest.mark.parametrize("section", SettingsSection)
async def test_no_press_of_the_panel_is_taken_from_a_member(world: World, section: SettingsSection) -> None:
    everything: dict[str, Any] = {"destination": Destination.THREADS, "fame_channel": world.general.id}
    everything |= {"destination_channel": 1, "digest_channel": world.general.id}
    actor = world.actor(world.mod, Right.MANAGE)
    await world.services.settings.change(actor, lambda settings: replace(settings, **everything))
    panel = await opened(world, section)
    before = await world.stored()
    pressed = [each for each in components(panel) if "custom_id" in each]
    for control in pressed:
        offered = [option["value"] for option in control.get("options", [])][-1:]
        entity = [str(world.general.id)] * (control["type"] != 2)
        refused = await forged.press(world.bob, panel, control["custom_id"], *(offered or entity))
        assert answer(refused).ephemeral
        assert text(refused) in (NOT_YOURS, NOBODYS_ROLE)
    assert await world.stored() == before
    assert len(pressed) == {0: 2, 1: 4, 2: 2, 3: 4, 4: 6, 5: 6, 6: 2, 7: 2}[section]


@pytest.mark.parametrize(
    ("section", "name", "value"),
    [
        (SettingsSection.REVIEWS, "destination", "moon"),
        (SettingsSection.FAME, "fame_channel", "123"),
        (SettingsSection.FAME, "fame_votes", "0"),
        (SettingsSection.DIGEST, "digest_weekday", "7"),
        (SettingsSection.DIGEST, "digest_hour", "-1"),
        (SettingsSection.GUARDS, "guard_account_days", "x"),
        (SettingsSection.MODERATORS, "moderator_roles", "123"),
    ],
)
async def test_what_was_never_offered_is_refused(
    world: World, section: SettingsSection, name: str, value: str
) -> None:
    panel = await opened(world, section)
    before = await world.stored()

    refused = await forged.press(world.mod, panel, address(name), value)

    assert answer(refused).ephemeral
    assert "choose" in text(refused).lower()
    assert await world.stored() == before


async def test_a_channel_of_the_wrong_kind_is_refused(world: World) -> None:
    panel = await opened(world, SettingsSection.REVIEWS)
    await choose(world, panel, "destination", "forum")

    refused = await forged.press(world.mod, panel, address("destination_channel"), str(world.general.id))

    assert "Open `/settings` again" in text(refused)
    assert (await settings_of(world)).destination_channel == 0


async def test_the_panel_works_on_after_a_restart(world: World) -> None:
    panel = await opened(world, SettingsSection.DIGEST)
    form = await world.mod.click(panel, label="Time zone: UTC")
    await world.restart()

    await choose(world, panel, "digest_hour", "9")
    await world.mod.submit_modal(form, {"zone": "Asia/Tokyo"})
    await world.mod.select(panel, [str(SettingsSection.GUARDS.value)], custom_id="settings:section:0")

    assert "### Settings › Guards" in text(panel)
    assert await settings_of(world) == GuildSettings(digest_hour=9, digest_zone="Asia/Tokyo")


async def test_catalog_adding_sets_the_same(world: World) -> None:
    await world.mod.slash(world.general, "catalog adding", who="approval")
    panel = await opened(world, SettingsSection.CATALOG)
    assert chosen(panel, "adding") == ["approval"]
