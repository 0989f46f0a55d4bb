"""The averages of a show's episodes."""

import pytest

from bot.domain.errors import Refusal
from bot.domain.ids import ShowId
from bot.domain.ratings.rating import Stars, Target
from tests.services.server import ANN, ELSEWHERE, Server


async def test_the_grid_has_what_this_server_rated_and_nothing_else(server: Server) -> None:
    show_id, other = await server.add_show(), await server.add_show("Beck")
    for actor, target, halves in (
        (server.ann, Target(show_id), 10),
        (server.ann, Target(show_id, 2), 6),
        (server.ann, Target(show_id, 1, 3), 7),
        (server.bob, Target(show_id, 1, 3), 10),
        (server.bob, Target(other, 1, 4), 2),
    ):
        await server.services.ratings.rate(actor, target, Stars(halves))
    taken_back = Target(show_id, 1, 5)
    await server.services.ratings.rate(server.ann, taken_back, Stars(1))
    await server.services.ratings.remove(server.ann, taken_back)

    grid = await server.services.ratings.episodes(server.bob, show_id)

    assert grid.show.title == "Glass Heart"
    assert grid.whole.average == "5.0"
    assert {season: spread.average for season, spread in grid.seasons.items()} == {2: "3.0"}
    assert {key: (spread.average, spread.count) for key, spread in grid.episodes.items()} == {
        (1, 3): ("4.3", 2)
    }


async def test_a_show_that_is_not_here_is_refused(server: Server) -> None:
    show_id = await server.add_show()
    for actor, number in ((server.ann, show_id + 1), (server.member(ANN, guild_id=ELSEWHERE), show_id)):
        with pytest.raises(Refusal, match="not in this server's catalogue any more"):
            await server.services.ratings.episodes(actor, ShowId(number))
