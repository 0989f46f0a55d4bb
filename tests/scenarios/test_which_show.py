"""A title that is not known: it is asked which show is meant, and then what was wanted goes on."""

from typing import Any

import pytest
from simcord import InteractionResult

from bot.domain.actors import Right
from bot.domain.catalog.shows import Facts
from bot.domain.errors import Refusal
from bot.domain.ids import ShowId
from bot.domain.ratings.rating import Stars, Target
from tests.scenarios import forged
from tests.scenarios.test_age_restricted import RESTRICTED, mark, restrict
from tests.scenarios.test_hidden_words import given, slash_commands
from tests.scenarios.world import World, answer, buttons, custom_id, fields, menu, text

NEW_HERE = "“Glass Hart” is not in this server's catalogue yet."
GLASS_HEART = "Glass Heart (2025)"


async def rated(world: World, show_id: int = 1, season: int = 0, episode: int = 0) -> Stars | None:
    target = Target(ShowId(show_id), season, episode)
    return await world.services.ratings.own(world.actor(world.ann), target)


async def listed(world: World) -> list[str]:
    return [each.show.title for each in await world.services.watchlist.listed(world.actor(world.ann))]


async def misspelt(world: World, command: str, **options: Any) -> InteractionResult:
    asked = await world.ann.slash(world.general, command, show="Glass Hart", **options)
    assert answer(asked).ephemeral
    assert text(asked).startswith(NEW_HERE)
    return asked


async def test_a_rating_of_a_misspelt_show_is_saved_once_it_is_picked(world: World) -> None:
    await world.add_show()
    asked = await misspelt(world, "rate", rating=4.0, season=2, episode=3)
    assert text(asked).endswith("Pick the one you mean or add it as a new show, and I'll go on.")
    assert await rated(world, 1, 2, 3) is None

    done = await world.ann.select(answer(asked), [menu(asked)[GLASS_HEART]])

    assert "You rated **Glass Heart** (season 2, episode 3) **4.0 ★★★★**." in text(done)
    assert answer(done).id == answer(asked).id, "the answer takes the question's place"
    assert await rated(world, 1, 2, 3) == Stars(8)
    assert await rated(world) is None
    undone = await world.ann.click(answer(done), label="Undo")
    assert "is taken back" in text(undone)


async def test_a_rating_of_a_new_show_is_saved_once_that_is_added(world: World) -> None:
    asked = await misspelt(world, "rate", rating=2.5, season=1)
    await world.restart()

    done = await world.ann.click(answer(asked), label="Add Glass Hart as a new show")

    assert "You rated **Glass Hart** (season 1) **2.5 ★★½**." in text(done)
    assert await rated(world, 1, 1) == Stars(5)


async def test_a_misspelt_show_gets_on_the_watchlist_once_it_is_picked_after_a_restart(world: World) -> None:
    await world.add_show()
    asked = await misspelt(world, "watchlist add")
    await world.restart()

    done = await world.ann.select(answer(asked), [menu(asked)[GLASS_HEART]])

    assert "**Glass Heart · 2025** is on your watchlist" in text(done)
    assert await listed(world) == ["Glass Heart"]


async def test_a_new_show_gets_on_the_watchlist_once_it_is_added(world: World) -> None:
    asked = await misspelt(world, "watchlist add")
    done = await world.ann.click(answer(asked), custom_id=custom_id(asked, "draft:add"))
    assert "**Glass Hart** is on your watchlist" in text(done)
    assert await listed(world) == ["Glass Hart"]


async def test_what_goes_on_once_does_not_go_on_again(world: World) -> None:
    await world.add_show()
    asked = await misspelt(world, "rate", rating=4.0)
    with forged.twice(world):
        await world.ann.select(answer(asked), [menu(asked)[GLASS_HEART]])
    assert await rated(world) == Stars(8)
    assert len((await world.stored())["rating_changes"]) == 1

    with pytest.raises(Refusal, match="not there any more"):
        await world.services.drafts.get(world.actor(world.ann), 1)


async def test_nobody_goes_on_with_somebody_elses(world: World) -> None:
    await world.add_show()
    await world.mod.slash(world.general, "catalog adding", who="moderators")
    asked = await misspelt(world, "rate", rating=4.0)
    pick, again = custom_id(asked, "draft:pick"), custom_id(asked, "draft:open")
    await world.mod.slash(world.general, "catalog adding", who="everybody")
    other = await misspelt(world, "rate", rating=4.0)
    before = await world.stored()

    for member in (world.bob, world.mod):
        for of, address, values in (
            (asked, pick, ["1"]),
            (asked, again, []),
            (other, custom_id(other, "draft:add"), []),
        ):
            refused = await forged.press(member, answer(of), address, *values)
            assert text(refused).startswith("This is somebody else's draft.")
    assert await world.stored() == before


async def test_a_member_who_may_add_no_shows_goes_on_when_a_moderator_has(world: World) -> None:
    await world.mod.slash(world.general, "catalog adding", who="moderators")
    asked = await misspelt(world, "rate", rating=4.0)
    assert "Ask a moderator to add it, then press “Try again”." in text(asked)
    assert list(buttons(asked).values()) == ["Try again"]
    again = await world.ann.click(answer(asked), label="Try again")
    assert text(again) == text(asked)

    await world.services.shows.add(world.actor(world.mod, Right.MODERATE), "Glass Hart", Facts())
    done = await world.ann.click(answer(again), label="Try again")

    assert "You rated **Glass Hart** **4.0 ★★★★**." in text(done)


async def test_what_is_refused_in_the_end_can_be_tried_again(world: World) -> None:
    await world.add_show()
    asked = await misspelt(world, "rate", rating=4.0, episode=3)
    refused = await world.ann.select(answer(asked), [menu(asked)[GLASS_HEART]])
    assert text(refused) == "Which season is that episode of? Fill in `season` as well."
    assert "Try again" in buttons(refused).values()


async def test_a_show_for_adults_is_picked_where_it_may_be_seen_only(world: World) -> None:
    await world.add_show()
    await world.add_show("Glass Harp", Facts(year=2019))
    await restrict(world)
    elsewhere = await world.ann.slash(world.general, "rate", show="Glass Hart", rating=4.0)
    assert list(menu(elsewhere)) == ["Glass Harp (2019)"]
    pick = custom_id(elsewhere, "draft:pick")
    assert text(await forged.press(world.ann, answer(elsewhere), pick, "1")).startswith(RESTRICTED)

    await mark(world, world.reviews)
    asked = await world.ann.slash(world.reviews, "rate", show="Glass Hart", rating=4.0)
    await mark(world, world.reviews, nsfw=False)
    late = await world.ann.select(answer(asked), [menu(asked)[GLASS_HEART]])
    assert text(late).startswith(RESTRICTED)
    assert await rated(world) is None

    await mark(world, world.reviews)
    done = await world.ann.select(answer(asked), [menu(asked)[GLASS_HEART]])
    assert "You rated **Glass Heart** **4.0 ★★★★**." in text(done)


READING = {
    "show": "## Glass Heart",
    "cast": "Satoh Takeru",
    "related": "Glass Heart",
    "reviews": "Nobody here has reviewed **Glass Heart",
    "episodes show": "Glass Heart",
    "pin top": "",
}


@pytest.mark.parametrize("command", READING)
async def test_a_command_that_reads_goes_on_with_what_was_picked(world: World, command: str) -> None:
    await world.add_show()
    asker = world.mod if command.startswith("pin") else world.ann
    asked = await asker.slash(world.general, command, show="Glass Hart")
    assert text(asked) == f"{NEW_HERE} Pick the one you mean, and I'll go on."
    assert buttons(asked) == {}

    done = await asker.select(answer(asked), [menu(asked)[GLASS_HEART]])
    assert READING[command] in text(done)
    assert NEW_HERE not in text(done)


async def test_a_command_that_opens_a_form_opens_it_for_what_was_picked(world: World) -> None:
    await world.add_show()
    asked = await world.mod.slash(world.general, "catalog edit", show="Glass Hart")
    form = await world.mod.select(answer(asked), [menu(asked)[GLASS_HEART]])
    assert "Year: 2025" in fields(form)["facts"]


async def test_two_shows_that_are_not_known_are_asked_for_one_after_the_other(world: World) -> None:
    await world.add_show()
    await world.add_show("Beck", Facts(year=2010))
    asked = await world.mod.slash(world.general, "catalog link", show="Glass Hart", other="Bekc")
    second = await world.mod.select(answer(asked), [menu(asked)[GLASS_HEART]])
    assert text(second).startswith("“Bekc” is not in this server's catalogue yet.")

    done = await world.mod.select(answer(second), [menu(second)["Beck (2010)"]])

    assert "Glass Heart" in text(done)
    assert "Beck" in text(done)
    assert len((await world.stored())["show_links"]) > 0


async def test_rights_that_were_lost_meanwhile_are_asked_for_again(world: World) -> None:
    await world.add_show()
    await world.add_show("Beck", Facts(year=2010))
    asked = await world.mod.slash(world.general, "catalog link", show="Glass Hart", other="Beck")
    before = await world.stored()
    for role_id in list(world.env.backend.get_member(world.guild.id, world.mod.id).role_ids):
        world.env.backend.remove_member_role(world.guild.id, world.mod.id, role_id)

    refused = await world.mod.select(answer(asked), [menu(asked)[GLASS_HEART]])

    assert "Only moderators can do that" in text(refused)
    assert await world.stored() == before


async def test_every_command_that_takes_a_show_asks_which_one_is_meant(world: World) -> None:
    await world.add_show()
    await world.add_show("Beck", Facts(year=2004))
    asked_by = set[str]()
    for command in slash_commands(world):
        values = given(world, command, every=False)
        shows = [option.name for option in command.parameters if values_are_shows(option.name)]
        for option in shows:
            misspelt = {**values, **dict.fromkeys(shows, "Beck"), option: "Glass Hart"}
            asked = await world.mod.slash(world.general, command.qualified_name, **misspelt)
            assert text(asked).startswith(NEW_HERE), command.qualified_name
            assert menu(asked)[GLASS_HEART] == "1", command.qualified_name
            asked_by.add(command.qualified_name)
    assert {"rate", "watchlist add", "review", "catalog merge", "search"} <= asked_by


def values_are_shows(option: str) -> bool:
    return option in ("show", "other", "into")


async def test_nothing_like_it_is_said_as_before(world: World) -> None:
    unknown = await world.ann.slash(world.general, "cast", show="Nothing of the kind")
    assert "is not in this server's catalogue yet. Add it with `/catalog add`" in text(unknown)
    assert buttons(unknown) == {}
