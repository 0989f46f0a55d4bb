"""`/settings`: everything that a server can set, from one panel."""

from dataclasses import replace
from typing import Any

import discord
import pytest
from simcord import ChannelHandle, InteractionResult, MemberActor, ResponseMessage
from simcord.backend.errors import SetupError

from bot.domain.actors import Right
from bot.domain.catalog import Adding
from bot.domain.guilds import Destination, GuildSettings, Section, Theme
from bot.ui.pages.settings.controls import Choice
from tests.scenarios import forged
from tests.scenarios.world import World, answer, buttons, components, fields, text

NOBODYS_ROLE = "Choose roles that only some have: that one is everybody's, or not there any more."
NOT_YOURS = "You need the permission “Manage Server” for that. Ask one of this server's moderators."


async def settings_of(world: World) -> GuildSettings:
    return await world.services.guilds.settings(world.actor(world.mod, Right.MANAGE))


async def opened(
    world: World, section: Section = Section.OVERVIEW, by: MemberActor | None = None
) -> ResponseMessage:
    """The panel as a moderator opens it, at a section."""
    by = by or world.mod
    panel = answer(await by.slash(world.general, "settings"))
    if section:
        await by.select(panel, [str(section.value)], custom_id="settings:section:0")
    return panel


async def choose(
    world: World, panel: ResponseMessage, choice: Choice, *values: Any, by: MemberActor | None = None
) -> InteractionResult:
    return await (by or world.mod).select(panel, list(values), custom_id=f"settings:choose:{choice.value}")


def chosen(panel: ResponseMessage, choice: Choice) -> list[str]:
    """What a select shows as chosen."""
    (select,) = (
        each for each in components(panel) if each.get("custom_id") == f"settings:choose:{choice.value}"
    )
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
        "**Reviews** · The cards of reviews stand where these are written.",
        "**Catalogue** · Everybody may add shows.",
        "**Weekly digest** · There is no weekly digest.",
        "**Guards** · Everybody may write reviews at any time.",
        "**Pictures** · Charts are dark.",
    ):
        assert line in text(panel)
    assert "⚠️" not in text(panel)


@pytest.mark.parametrize(
    ("section", "choice", "value", "field", "stored", "sentence"),
    [
        (
            Section.CATALOGUE,
            Choice.ADDING,
            "moderators",
            "adding",
            Adding.MODERATORS,
            "Only those who manage",
        ),
        (Section.FAME, Choice.FAME_VOTES, "8", "fame_votes", 8, "reviews with 8 helpful votes or more"),
        (Section.DIGEST, Choice.DIGEST_WEEKDAY, "4", "digest_weekday", 4, "on Fridays at 18:00 (UTC)"),
        (Section.DIGEST, Choice.DIGEST_HOUR, "7", "digest_hour", 7, "on Mondays at 07:00 (UTC)"),
        (Section.GUARDS, Choice.ACCOUNT_DAYS, "7", "guard_account_days", 7, "an account that is 7 days old"),
        (Section.GUARDS, Choice.MEMBER_DAYS, "1", "guard_member_days", 1, "1 day on this server"),
        (Section.GUARDS, Choice.COOLDOWN, "60", "guard_cooldown_minutes", 60, "1 hour since the last"),
        (Section.GUARDS, Choice.LINKS, "2", "guard_links", 2, "A review may have 2 links at most."),
        (Section.PICTURES, Choice.THEME, "light", "theme", Theme.LIGHT, "Charts are light."),
    ],
)
async def test_what_is_chosen_is_set_said_and_recorded(
    world: World, section: Section, choice: Choice, value: str, field: str, stored: object, sentence: str
) -> None:
    panel = await opened(world, section)
    assert chosen(panel, choice) != [value]

    await choose(world, panel, choice, value)

    assert "✅" in text(panel)
    assert sentence in text(panel)
    assert chosen(panel, choice) == [value]
    assert await settings_of(world) == replace(GuildSettings(), **{field: stored})
    ((_, _, who, action, *_, details, _),) = (await world.stored())["audit"]
    assert (who, action) == (world.mod.id, "settings")
    assert details.startswith(field.replace("_", " "))
    await choose(world, panel, choice, value)
    assert "Nothing was changed: it was so already." in text(panel)
    assert len((await world.stored())["audit"]) == 1


async def test_reviews_go_to_the_kind_of_place_and_the_channel_that_are_chosen(world: World) -> None:
    panel = await opened(world, Section.REVIEWS)
    await choose(world, panel, Choice.DESTINATION, "channel")
    assert "until you choose a channel" in text(panel)
    assert "⚠️ No channel is chosen yet" in text(panel)

    await choose(world, panel, Choice.DESTINATION_CHANNEL, world.reviews)
    assert f"✅ The cards of new reviews go to <#{world.reviews.id}>." in text(panel)
    assert "⚠️" not in text(panel)
    await choose(world, panel, Choice.DESTINATION, "threads")
    assert f"go to <#{world.reviews.id}>, in a thread for each show." in text(panel)
    assert chosen(panel, Choice.DESTINATION_CHANNEL) == [str(world.reviews.id)]

    forum = world.guild.create_forum_channel("shows")
    await world.env.settle()
    await choose(world, panel, Choice.DESTINATION, "forum")
    await choose(world, panel, Choice.DESTINATION_CHANNEL, forum)
    assert f"go to <#{forum.id}>, in a post for each show." in text(panel)
    assert await settings_of(world) == GuildSettings(
        destination=Destination.FORUM, destination_channel=forum.id
    )


@pytest.mark.parametrize(
    ("section", "choice", "field"),
    [
        (Section.FAME, Choice.FAME_CHANNEL, "fame_channel"),
        (Section.DIGEST, Choice.DIGEST_CHANNEL, "digest_channel"),
    ],
)
async def test_the_hall_of_fame_and_the_digest_are_turned_on_by_a_channel_and_off_by_a_button(
    world: World, section: Section, choice: Choice, field: str
) -> None:
    panel = await opened(world, section)
    assert "Turn it off" not in buttons(panel).values()

    await choose(world, panel, choice, world.general)
    assert await settings_of(world) == replace(GuildSettings(), **{field: world.general.id})
    assert f"<#{world.general.id}>" in text(panel)

    await world.mod.click(panel, label="Turn it off")
    assert "✅ There is no" in text(panel)
    assert await settings_of(world) == GuildSettings()


async def test_what_the_bot_lacks_in_a_channel_is_said_at_once_with_the_fix(world: World) -> None:
    channel = await closed_channel(world, "send_messages", "read_message_history")
    panel = await opened(world, Section.FAME)

    await choose(world, panel, Choice.FAME_CHANNEL, channel)

    lack = f"In <#{channel.id}> I lack **Send Messages** and **Read Message History**."
    assert f"⚠️ {lack} Allow me that in *Edit Channel › Permissions*." in text(panel)
    assert f"⚠️ **Hall of fame:** {lack}" in text(await opened(world))
    world.env.backend.edit_channel(channel.id, {}, overwrites=[])
    await world.env.settle()
    await world.mod.click(panel, label="Check again")
    assert "⚠️" not in text(panel)


async def test_each_kind_of_place_needs_permissions_of_its_own(world: World) -> None:
    channel = await closed_channel(world, "create_public_threads")
    panel = await opened(world, Section.REVIEWS)
    await choose(world, panel, Choice.DESTINATION, "channel")
    await choose(world, panel, Choice.DESTINATION_CHANNEL, channel)
    assert "⚠️" not in text(panel)
    await choose(world, panel, Choice.DESTINATION, "threads")
    assert "I lack **Create Public Threads**." in text(panel)
    assert "Until then, cards stand where the reviews are written." in text(panel)


async def test_a_channel_that_was_deleted_is_shown_as_such(world: World) -> None:
    channel = world.guild.create_text_channel("doomed")
    await world.env.settle()
    panel = await opened(world, Section.DIGEST)
    await choose(world, panel, Choice.DIGEST_CHANNEL, channel)
    world.env.backend.delete_channel(channel.id)
    await world.env.settle()

    panel = await opened(world, Section.DIGEST)

    assert "⚠️ The channel that was chosen is not there any more. Choose another." in text(panel)
    assert chosen(panel, Choice.DIGEST_CHANNEL) == []


async def test_moderator_roles_are_chosen_and_what_they_need_is_said(world: World) -> None:
    critics, stewards = world.guild.create_role("Critics"), world.guild.roles["Moderators"]
    await world.env.settle()
    panel = await opened(world, Section.MODERATORS)

    await choose(world, panel, Choice.MODERATOR_ROLES, stewards, critics)

    assert (await settings_of(world)).moderator_roles == (stewards.id, critics.id)
    assert f"✅ <@&{stewards.id}> and <@&{critics.id}> may moderate reviews" in text(panel)
    assert f"⚠️ <@&{critics.id}> can't see `/moderation` without *Manage Messages*." in text(panel)
    assert "Server Settings › Integrations" in text(panel)
    await choose(world, panel, Choice.MODERATOR_ROLES)
    assert (await settings_of(world)).moderator_roles == ()
    refused = await choose(world, panel, Choice.MODERATOR_ROLES, world.guild.default_role)
    assert "that one is everybody's" in text(refused)
    assert (await settings_of(world)).moderator_roles == ()


async def test_a_time_zone_is_typed_and_what_it_may_be_meant_for_is_offered(world: World) -> None:
    panel = await opened(world, Section.DIGEST)
    form = await world.mod.click(panel, label="Time zone: UTC")
    assert fields(form) == {"zone": "UTC"}

    await world.mod.submit_modal(form, {"zone": "Europe/Berln"})
    assert "❌ I know no time zone “Europe/Berln”." in text(panel)
    assert (await settings_of(world)).digest_zone == "UTC"
    await choose(world, panel, Choice.DIGEST_ZONE, "Europe/Berlin")
    assert "on Mondays at 18:00 (Europe/Berlin)" in text(panel)

    form = await world.mod.click(panel, label="Time zone: Europe/Berlin")
    await world.mod.submit_modal(form, {"zone": "new york"})
    assert (await settings_of(world)).digest_zone == "America/New_York"


async def test_blocked_words_are_typed_a_line_each(world: World) -> None:
    panel = await opened(world, Section.GUARDS)
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
    mine, theirs = await opened(world, Section.GUARDS), await opened(world, Section.GUARDS, other)

    await choose(world, mine, Choice.LINKS, "2")
    await choose(world, theirs, Choice.COOLDOWN, "5", by=other)

    assert await settings_of(world) == GuildSettings(guard_links=2, guard_cooldown_minutes=5)
    assert chosen(theirs, Choice.LINKS) == ["2"]


async def test_members_neither_see_the_command_nor_could_use_it(world: World) -> None:
    with pytest.raises(SetupError, match="not visible"):
        await world.ann.slash(world.general, "settings")
    before = await world.stored()

    assert text(await forged.slash(world.ann, world.general, "settings")) == NOT_YOURS

    assert await world.stored() == before


@pytest.mark.parametrize("section", Section)
async def test_no_press_of_the_panel_is_taken_from_a_member(world: World, section: Section) -> None:
    everything: dict[str, Any] = {"destination": Destination.THREADS, "fame_channel": world.general.id}
    everything |= {"destination_channel": 1, "digest_channel": world.general.id}
    actor = world.actor(world.mod, Right.MANAGE)
    await world.services.guilds.change(actor, lambda settings: replace(settings, **everything))
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
    ("section", "choice", "value"),
    [
        (Section.REVIEWS, Choice.DESTINATION, "moon"),
        (Section.FAME, Choice.FAME_CHANNEL, "123"),
        (Section.FAME, Choice.FAME_VOTES, "0"),
        (Section.DIGEST, Choice.DIGEST_WEEKDAY, "7"),
        (Section.DIGEST, Choice.DIGEST_HOUR, "-1"),
        (Section.GUARDS, Choice.ACCOUNT_DAYS, "x"),
        (Section.MODERATORS, Choice.MODERATOR_ROLES, "123"),
    ],
)
async def test_what_was_never_offered_is_refused(
    world: World, section: Section, choice: Choice, value: str
) -> None:
    panel = await opened(world, section)
    before = await world.stored()

    refused = await forged.press(world.mod, panel, f"settings:choose:{choice.value}", value)

    assert answer(refused).ephemeral
    assert "choose" in text(refused).lower()
    assert await world.stored() == before


async def test_a_channel_of_the_wrong_kind_is_refused(world: World) -> None:
    panel = await opened(world, Section.REVIEWS)
    await choose(world, panel, Choice.DESTINATION, "forum")

    refused = await forged.press(
        world.mod, panel, f"settings:choose:{Choice.DESTINATION_CHANNEL.value}", str(world.general.id)
    )

    assert "Open `/settings` again" in text(refused)
    assert (await settings_of(world)).destination_channel == 0


async def test_the_panel_works_on_after_a_restart(world: World) -> None:
    panel = await opened(world, Section.DIGEST)
    form = await world.mod.click(panel, label="Time zone: UTC")
    await world.restart()

    await choose(world, panel, Choice.DIGEST_HOUR, "9")
    await world.mod.submit_modal(form, {"zone": "Asia/Tokyo"})
    await world.mod.select(panel, [str(Section.GUARDS.value)], custom_id="settings:section:0")

    assert "### Settings › Guards" in text(panel)
    assert await settings_of(world) == GuildSettings(digest_hour=9, digest_zone="Asia/Tokyo")


async def test_catalog_adding_sets_the_same(world: World) -> None:
    await world.mod.slash(world.general, "catalog adding", who="approval")
    panel = await opened(world, Section.CATALOGUE)
    assert chosen(panel, Choice.ADDING) == ["approval"]
