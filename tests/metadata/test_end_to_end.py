"""From a member's command to TVmaze (here: a server on this machine) and back, with the real client."""

from collections.abc import AsyncGenerator, Iterator
from pathlib import Path

import pytest

from bot.metadata import open_provider
from tests.contract import judged
from tests.metadata.server import Catalogues, FakeClock, status
from tests.scenarios.world import World, answer, menu, open_world, text


@pytest.fixture(autouse=True)
def _all_traffic_is_judged() -> Iterator[None]:  # pyright: ignore[reportUnusedFunction]  pytest uses it
    with judged():
        yield


@pytest.fixture
async def world(tmp_path: Path, catalogues: Catalogues, clock: FakeClock) -> AsyncGenerator[World]:
    """A server whose bot asks the stand-in for TVmaze."""
    async with (
        open_provider("tvmaze", base_url=catalogues.url, time=clock.time) as provider,
        open_world(tmp_path, provider) as world,
    ):
        yield world


async def test_a_show_is_added_with_all_that_tvmaze_knows(world: World, catalogues: Catalogues) -> None:
    asked = await world.ann.slash(world.general, "catalog add", title="harbour lights")
    assert menu(asked) == {"Harbour Lights (2021)": "4100", "Harbor Light": "4200"}

    await world.ann.select(answer(asked), ["4100"])

    page = text(await world.ann.click(answer(asked), label="Show"))
    for said in (
        "## Harbour Lights\n-# 港の灯 · Minato no Hi\nSeries · 2021 · Japan · Minato TV\n6 episodes × 47 min",
        "Drama, Mystery",
        "Directed by Jun Oka",
        "Written by Emi Tani",
        "**Aoi Mori** as Captain Sato",
        "Nobody sleeps at 3 \\< 4.",
        "Facts from [TVmaze](https://www.tvmaze.com/shows/4100)",
    ):
        assert said in page, said
    assert len((await world.stored())["episodes"]) == 6
    assert catalogues.paths == ["/search/shows", "/shows/4100", "/shows/4100/akas", "/shows/4100/episodes"]


async def test_while_tvmaze_is_down_no_command_fails_and_few_requests_are_made(
    world: World, catalogues: Catalogues
) -> None:
    catalogues.always = status(500)
    for number in range(20):
        form = await world.ann.slash(world.general, "catalog add", title=f"Lamp {number}")
        assert form.modal is not None
        assert "is in the catalogue now" in text(await world.ann.submit_modal(form, {}))
        asked = await world.bob.slash(
            world.reviews, "review", show=f"Gull {number}", rating=4.0, text="Salt and light."
        )
        posted = await world.bob.click(answer(asked), label=f"Add Gull {number} as a new show")
        assert answer(posted).ephemeral
    refused = await world.mod.slash(world.general, "catalog refresh", show="Gull 1")
    assert "TVmaze can't be reached just now." in text(refused)
    assert len((await world.stored())["fact_requests"]) == 40
    assert len(catalogues.requests) < 15
