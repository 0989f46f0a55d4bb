"""/help says what one can do, by role."""

import re

from tests.scenarios.world import World, answer, text


async def test_help_names_every_command_as_something_to_click(world: World) -> None:
    help_page = await world.mod.slash(world.general, "help")

    assert answer(help_page).ephemeral
    named = dict(re.findall(r"</([a-z ]+):(\d+)>", text(help_page)))
    commands = set(world.mod.available_commands(world.general)) - {"help"}
    assert sorted(commands - named.keys()) == [], (
        "add a line for each of these to bot/ui/pages/server/help.py"
    )
    for name, number in named.items():
        command = world.env.backend.find_command(name.split()[0], world.guild.id)
        assert command is not None
        assert number == command["id"]


async def test_help_tells_everyone_only_what_they_may_do(world: World) -> None:
    for member, may in ((world.ann, False), (world.mod, True)):
        seen = text(await member.slash(world.general, "help"))
        assert "**Your own reviews**" in seen
        assert ("*Pin review*" in seen) == may
        assert ("**You manage this server**" in seen) == may


async def test_the_commands_can_be_clicked_after_a_restart(world: World) -> None:
    before = text(await world.ann.slash(world.general, "help"))
    synced = [request for request in world.env.http_requests if request.path.endswith("/commands")]

    await world.restart()

    assert text(await world.ann.slash(world.general, "help")) == before
    again = [request for request in world.env.http_requests if request.path.endswith("/commands")]
    assert len(again) == len(synced) == 1
