"""/mydata visibility: a member leaves profiles, comparisons and rankings, and comes back."""

from bot.domain.ids import GuildId, UserId
from bot.store.members import profiles
from tests.scenarios.world import World, answer, text


async def is_hidden(world: World, user_id: UserId) -> bool:
    return await world.database.read(GuildId(world.guild.id), profiles.is_hidden, user_id)


async def test_a_member_hides_and_comes_back(world: World) -> None:
    hidden = await world.ann.slash(world.general, "mydata visibility", profile=1)

    assert answer(hidden).ephemeral
    assert "in no profile, comparison or ranking that others see" in text(hidden)
    assert "Your reviews and ratings stay" in text(hidden)
    assert await is_hidden(world, UserId(world.ann.id))
    assert not await is_hidden(world, UserId(world.bob.id))

    await world.restart()
    assert await is_hidden(world, UserId(world.ann.id))
    again = await world.ann.slash(world.general, "mydata visibility", profile=1)
    assert text(again) == text(hidden)
    visible = await world.ann.slash(world.general, "mydata visibility", profile=0)
    assert "You are visible now" in text(visible)
    assert not await is_hidden(world, UserId(world.ann.id))


async def test_an_old_request_that_comes_again_does_not_bring_a_member_back(world: World) -> None:
    actor = world.actor(world.ann)
    assert not await world.services.profiles.set_hidden(actor, False)
    await world.ann.slash(world.general, "mydata visibility", profile=1)

    assert await world.services.profiles.set_hidden(actor, False)
    assert await is_hidden(world, UserId(world.ann.id))
