"""/watchlist: what a member means to watch, and a pick from it."""

from itertools import pairwise

import pytest

from bot.app import make_services
from bot.domain.catalog.shows import Facts
from tests.samples import SATOH
from tests.scenarios import forged
from tests.scenarios.test_age_restricted import mark
from tests.scenarios.world import World, answer, buttons, custom_id, text

OTHERS = ("Beck", "Nana", "Monster")


@pytest.fixture(autouse=True)
async def _shows(world: World) -> None:  # pyright: ignore[reportUnusedFunction]  pytest uses it
    await world.add_show()
    for title in OTHERS:
        await world.add_show(title, Facts())


async def add(world: World, *titles: str) -> None:
    """Ann's list gets these, a minute apart."""
    for title in titles:
        world.env.backend.advance_clock(60)
        await world.ann.slash(world.general, "watchlist add", show=title)


async def listed(world: World) -> str:
    return text(await world.ann.slash(world.general, "watchlist list"))


async def test_shows_are_put_on_the_list_and_taken_off(world: World) -> None:
    empty = await world.ann.slash(world.general, "watchlist list")
    assert "Your watchlist is empty." in text(empty)

    added = await world.ann.slash(world.general, "watchlist add", show="GLASS heart")
    assert answer(added).ephemeral
    assert "**Glass Heart · 2025** is on your watchlist, which has 1 show." in text(added)
    await add(world, "Beck")
    page = await world.ann.click(answer(added), label="My watchlist")
    assert "2 shows · only you see it" in text(page)
    assert text(page).index("- Beck · <t:") < text(page).index("- Glass Heart · 2025 · <t:")
    again = await world.ann.slash(world.general, "watchlist add", show="Beck")
    assert "**Beck** is on your watchlist, which has 2 shows." in text(again)

    removed = await world.ann.slash(world.general, "watchlist remove", show="Glass Heart")
    assert "**Glass Heart · 2025** is not on your watchlist." in text(removed)
    assert "Glass Heart" not in await listed(world)
    back = await world.ann.click(answer(removed), label="Put it on")
    assert answer(back).id == answer(removed).id
    assert "Glass Heart" in await listed(world)


async def test_everybody_has_their_own_list(world: World) -> None:
    await add(world, "Beck")
    page = await world.ann.slash(world.general, "watchlist list")
    assert "Your watchlist is empty." in text(await world.bob.slash(world.general, "watchlist list"))

    # What ann's page would do is done to bob's own list when he sends it.
    await forged.press(world.bob, answer(page), custom_id(page, "watchlist:drop"), "2")

    assert "Beck" in await listed(world)


async def test_an_unknown_show_is_said_to_be_unknown(world: World) -> None:
    unknown = await world.ann.slash(world.general, "watchlist add", show="Nothing of the kind")
    assert "is not in this server's catalogue yet" in text(unknown)


async def test_the_button_of_a_shows_page_puts_it_on_and_takes_it_off_after_a_restart(world: World) -> None:
    page = await world.ann.slash(world.general, "show", show="Glass Heart")
    await world.restart()

    pressed = await world.ann.click(answer(page), label="Watchlist")
    assert "On your watchlist ✓" in buttons(pressed).values()
    assert "Glass Heart" in await listed(world)
    opened = await world.ann.slash(world.general, "show", show="Glass Heart")
    assert "On your watchlist ✓" in buttons(opened).values()

    await world.ann.click(answer(opened), label="On your watchlist ✓")
    assert "empty" in await listed(world)


async def test_a_show_is_chosen_from_the_list_to_open_or_to_go(world: World) -> None:
    await add(world, "Beck", "Nana")
    page = await world.ann.slash(world.general, "watchlist list")
    await world.restart()
    opens, drops = (custom_id(page, start) for start in ("show:pick", "watchlist:drop"))

    shorter = await world.ann.select(answer(page), ["2"], custom_id=drops)
    assert answer(shorter).id == answer(page).id
    assert "Nana" in text(shorter)
    assert "Beck" not in text(shorter)
    assert "## Nana" in text(await world.ann.select(answer(shorter), ["3"], custom_id=opens))


async def test_a_long_list_has_pages(world: World) -> None:
    for number in range(12):
        show = await world.add_show(f"Show {number:02}", Facts())
        world.env.backend.advance_clock(60)
        await world.services.watchlist.put(world.actor(world.ann), show.show_id, True)

    first = await world.ann.slash(world.general, "watchlist list")
    assert "12 shows · page 1 of 2" in text(first)
    assert "Show 11" in text(first)
    assert "Show 01" not in text(first)
    second = await world.ann.click(answer(first), label="›")
    assert "Show 01" in text(second)
    assert "Show 02" not in text(second)


async def test_what_is_rated_is_off_the_list_and_undoing_puts_it_back(world: World) -> None:
    await add(world, "Beck", "Nana")
    world.env.backend.advance_clock(60)
    season = await world.ann.slash(world.general, "rate", show="Beck", rating=4.0, season=1)
    assert "watchlist" not in text(season)

    rated = await world.ann.slash(world.general, "rate", show="Beck", rating=4.0)
    assert "It is off your watchlist." in text(rated)
    assert "Beck" not in await listed(world)
    undone = await world.ann.click(answer(rated), label="Undo")
    assert "It is back on your watchlist." in text(undone)
    assert "Beck" in await listed(world)

    await world.post(world.ann, 4.5, show="Nana")
    assert "Nana" not in await listed(world)


async def test_what_one_has_rated_can_be_listed_to_be_watched_again(world: World) -> None:
    await world.ann.slash(world.general, "rate", show="Beck", rating=4.5)
    await add(world, "Beck")
    assert "you gave it **4.5**" in await listed(world)

    world.env.backend.advance_clock(60)
    again = await world.ann.slash(world.general, "rate", show="Beck", rating=5.0)

    assert "It is off your watchlist." in text(again)
    assert "empty" in await listed(world)


async def test_a_list_is_full_at_five_hundred(world: World) -> None:
    for number in range(500):
        show = await world.add_show(f"Show {number}", Facts())
        await world.services.watchlist.put(world.actor(world.ann), show.show_id, True)

    refused = await world.ann.slash(world.general, "watchlist add", show="Beck")

    assert "Your watchlist has 500 shows, and no more fit." in text(refused)
    assert "Beck" not in await listed(world)
    world.env.backend.advance_clock(60)
    await world.ann.slash(world.general, "rate", show="Show 7", rating=4.0)
    added = await world.ann.slash(world.general, "watchlist add", show="Beck")
    assert "is on your watchlist, which has 500 shows" in text(added)


async def test_lists_follow_a_merge_and_its_undoing(world: World) -> None:
    await add(world, "Beck", "Nana")
    asked = await world.mod.slash(world.general, "catalog merge", show="Beck", into="Monster")
    merged = await world.mod.click(answer(asked), label="Merge")
    seen = await listed(world)
    assert "Monster" in seen
    assert "Beck" not in seen

    await world.mod.click(answer(merged), label="Undo")
    seen = await listed(world)
    assert "Beck" in seen
    assert "Monster" not in seen


async def test_a_removed_show_is_off_every_list(world: World) -> None:
    await add(world, "Beck", "Nana")
    page = await world.ann.slash(world.general, "watchlist list")
    asked = await world.mod.slash(world.general, "catalog remove", show="Beck")
    await world.mod.click(answer(asked), label="Remove it")

    assert "Beck" not in await listed(world)
    gone = await world.ann.select(answer(page), ["2"], custom_id=custom_id(page, "watchlist:drop"))
    assert "not in this server's catalogue any more" in text(gone)


async def test_a_pick_comes_with_reasons(world: World) -> None:
    nothing = await world.ann.slash(world.general, "watchlist pick")
    assert "There is nothing on your watchlist to pick from." in text(nothing)
    await world.add_show("First Love", Facts(credits=(SATOH,)))
    await world.ann.slash(world.general, "rate", show="First Love", rating=5.0)
    await world.post(world.bob, 4.5)
    await add(world, "Glass Heart")

    picked = await world.ann.slash(world.general, "watchlist pick")

    assert answer(picked).ephemeral
    seen = text(picked)
    assert "### Glass Heart · 2025" in seen
    assert "- related to **First Love**, which you gave **5.0**" in seen
    assert f"- <@{world.bob.id}> reviewed it and gave it **4.5**" in seen
    assert "- **4.5** on this server, from 1 rating" in seen
    assert "Another one" not in buttons(picked).values(), "there is no other"
    await world.bob.slash(world.general, "mydata visibility", profile=1)
    hidden = text(await world.ann.slash(world.general, "watchlist pick"))
    assert f"<@{world.bob.id}>" not in hidden
    assert "- **4.5** on this server, from 1 rating" in hidden
    off = await world.ann.click(answer(picked), label="Take it off")
    assert "is not on your watchlist" in text(off)


async def test_another_pick_is_another_show(world: World) -> None:
    await add(world, "Beck", "Nana")
    page = await world.ann.slash(world.general, "watchlist pick")
    await world.restart()
    seen: list[str] = []
    for _ in range(6):
        seen.append(text(page).split("\n")[1])
        page = await world.ann.click(answer(page), label="Another one")
    assert set(seen) == {"### Beck", "### Nana"}
    assert all(one != other for one, other in pairwise(seen))
    assert ("longest on your list" in text(page)) == ("### Beck" in text(page))
    assert ("you meant to watch it" in text(page)) == ("### Nana" in text(page))


async def test_chance_is_passed_in(world: World) -> None:
    await add(world, "Beck", "Nana", "Monster")
    for number, title in enumerate(("Beck", "Nana", "Monster")):
        chance = make_services(world.database, below=lambda most, n=number: min(n, most - 1))
        picked = await chance.watchlist.pick(world.actor(world.ann))
        assert picked.show.title == title


async def test_shows_for_adults_are_on_the_list_in_age_restricted_channels_only(world: World) -> None:
    await add(world, "Beck")
    back_room = world.guild.create_text_channel("back-room")
    await mark(world, back_room)
    await world.mod.slash(world.general, "catalog restrict", show="Beck", adults=True)

    for command in ("watchlist list", "watchlist pick"):
        assert "Beck" in text(await world.ann.slash(back_room, command))
        assert "Beck" not in text(await world.ann.slash(world.general, command))
    refused = await world.ann.slash(world.general, "watchlist add", show="Beck")
    assert "That show is for adults" in text(refused)
