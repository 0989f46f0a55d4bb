"""/episodes show: the picture, the same as text, and what leads there."""

import io

from PIL import Image
from simcord import InteractionResult

from bot.domain.catalog.shows import Facts
from bot.domain.ids import GuildId, ShowId
from bot.domain.ratings.rating import Stars, Target
from bot.domain.server.settings import GuildSettings, Theme
from bot.store.server import guilds
from bot.ui.charts.theme import COLOURS
from tests.scenarios import world as seen
from tests.scenarios.world import World, answer, buttons, components


async def rate(world: World, season: int, episode: int, ann: float, *bobs: float) -> None:
    """Ann's rating of an episode (or of a season, episode 0), and perhaps Bob's."""
    for member, number in zip((world.ann, world.bob), (ann, *bobs), strict=False):
        target = Target(ShowId(1), season, episode)
        await world.services.ratings.rate(world.actor(member), target, Stars.from_number(number))


def text(result: InteractionResult) -> str:
    """All text of an answer, with plain spaces."""
    return seen.text(result).replace("\N{NO-BREAK SPACE}", " ")


def shown(result: InteractionResult) -> list[tuple[str, str]]:
    """(where from, alt text) of each picture on a page."""
    galleries = [each for each in components(answer(result)) if each["type"] == 12]
    return [(item["media"]["url"], item["description"]) for each in galleries for item in each["items"]]


async def picture(result: InteractionResult) -> Image.Image:
    """The one picture that was sent, which the page shows."""
    (file,) = answer(result).attachments
    ((url, alt),) = shown(result)
    assert url in (f"attachment://{file.filename}", file.url)
    assert (file.filename, file.content_type or "image/png") == ("episodes.png", "image/png")
    assert file.description == alt
    return Image.open(io.BytesIO(await file.read()))


async def test_a_member_sees_the_grid_with_its_numbers_in_words_too(world: World) -> None:
    await world.add_show()
    await rate(world, 1, 1, 4.5, 3.5)
    await rate(world, 1, 3, 2.0)
    await rate(world, 0, 0, 5.0)

    page = await world.bob.slash(world.general, "episodes show", show="glass heart")

    assert answer(page).ephemeral
    assert "### Episodes of Glass Heart\n-# This server's average for each episode." in text(page)
    assert "counts ratings of the whole show only: 5.0 from 1 rating." in text(page)
    ((_, alt),) = shown(page)
    assert "Average ratings of 2 episodes in 1 season of Glass Heart." in alt
    assert "Highest: season 1, episode 1, 4.0 from 2 ratings." in alt
    assert "Lowest: season 1, episode 3, 2.0 from 1 rating." in alt
    assert (await picture(page)).format == "PNG"
    assert text(await world.mod.slash(world.general, "episodes show", show="Glass Heart")) == text(page)
    assert world.general.history(viewer=world.ann) == []


async def test_the_text_takes_the_pictures_place_and_the_other_way_round(world: World) -> None:
    await world.add_show()
    await rate(world, 1, 1, 4.5, 3.5)
    await rate(world, 2, 7, 3.0)
    await rate(world, 2, 0, 2.5)
    page = await world.ann.slash(world.general, "episodes show", show="Glass Heart")
    before = (await picture(page)).tobytes()

    words = await world.ann.click(answer(page), label="As text")
    assert answer(words).id == answer(page).id
    assert "**Season 1**\nE1 4.0 (2)" in text(words)
    assert "**Season 2** · as a whole 2.5 (1)\nE7 3.0 (1)" in text(words)
    assert (shown(words), answer(words).attachments) == ([], [])

    again = await world.ann.click(answer(words), label="As a picture")
    assert (await picture(again)).tobytes() == before
    show = await world.ann.click(answer(again), label="Show")
    assert "## Glass Heart" in text(show)
    assert answer(show).attachments == []


async def test_a_new_rating_changes_the_picture(world: World) -> None:
    await world.add_show()
    await rate(world, 1, 1, 4.5)
    first = await picture(await world.ann.slash(world.general, "episodes show", show="Glass Heart"))
    again = await picture(await world.bob.slash(world.general, "episodes show", show="Glass Heart"))
    await rate(world, 1, 1, 1.0)
    changed = await picture(await world.ann.slash(world.general, "episodes show", show="Glass Heart"))

    assert first.tobytes() == again.tobytes() != changed.tobytes()
    assert first.size == changed.size


async def test_where_no_episode_is_rated_one_is_told_how(world: World) -> None:
    await world.add_show()
    await rate(world, 1, 0, 3.5)

    page = await world.ann.slash(world.general, "episodes show", show="Glass Heart")

    assert answer(page).ephemeral
    assert "Nobody here has rated an episode of **Glass Heart** yet." in text(page)
    assert "`/rate` with its `season` and `episode`" in text(page)
    assert "Season 1: **3.5 from 1 rating**" in text(page)
    assert "Show" in buttons(page).values()
    assert answer(page).attachments == []


async def test_the_answer_to_an_episodes_rating_leads_to_the_grid(world: World) -> None:
    await world.add_show()
    rated = await world.ann.slash(world.general, "rate", show="Glass Heart", rating=4.0, season=1, episode=2)

    page = await world.ann.click(answer(rated), label="Episodes")

    assert answer(page).id == answer(rated).id
    assert "Highest: season 1, episode 2, 4.0 from 1 rating." in shown(page)[0][1]
    await picture(page)


async def test_the_last_rating_may_be_taken_back_meanwhile(world: World) -> None:
    await world.add_show()
    rated = await world.ann.slash(world.general, "rate", show="Glass Heart", rating=4.0, season=1, episode=2)
    page = await world.ann.slash(world.general, "episodes show", show="Glass Heart")
    await world.ann.click(answer(rated), label="Undo")

    words = await world.ann.click(answer(page), label="As text")

    assert "Nobody here has rated an episode" in text(words)
    assert answer(words).attachments == []


async def test_forty_seasons_come_in_two_pictures(world: World) -> None:
    await world.add_show("Long Street", Facts())
    for season in range(1, 41):
        await rate(world, season, season % 9 + 1, 3.5)
    page = await world.ann.slash(world.general, "episodes show", show="Long Street")
    first = await picture(page)
    assert "Only what is rated is shown." in text(page)

    rest = await world.ann.click(answer(page), label="›")

    assert answer(rest).id == answer(page).id
    assert (await picture(rest)).tobytes() != first.tobytes()
    assert "›" not in buttons(rest).values()
    back = await world.ann.click(answer(rest), label="‹")
    assert (await picture(back)).tobytes() == first.tobytes()


async def test_text_has_pages(world: World) -> None:
    await world.add_show("Long Street", Facts())
    for number in range(1, 300):
        await rate(world, 1, number, 3.5)
    page = await world.ann.slash(world.general, "episodes show", show="Long Street")

    first = await world.ann.click(answer(page), label="As text")
    assert "page 1 of 2" in text(first)
    assert "E1 3.5 (1) · E2 3.5 (1)" in text(first)
    second = await world.ann.click(answer(first), label="›")
    assert "page 2 of 2" in text(second)
    assert "E299 3.5 (1)" in text(second)


async def test_a_page_that_is_gone_meanwhile_gives_the_nearest(world: World) -> None:
    await world.add_show("Long Street", Facts())
    for season in range(1, 32):
        await rate(world, season, 1, 3.5)
    page = await world.ann.slash(world.general, "episodes show", show="Long Street")
    await world.services.ratings.remove(world.actor(world.ann), Target(ShowId(1), 31, 1))

    late = await world.ann.click(answer(page), label="›")

    now = await world.ann.slash(world.general, "episodes show", show="Long Street")
    assert (await picture(late)).tobytes() == (await picture(now)).tobytes()
    assert "›" not in {**buttons(late), **buttons(now)}.values()


async def test_everything_works_after_a_restart(world: World) -> None:
    await world.add_show()
    await rate(world, 1, 1, 4.0)
    page = await world.ann.slash(world.general, "episodes show", show="Glass Heart")
    await world.restart()

    assert "E1 4.0 (1)" in text(await world.ann.click(answer(page), label="As text"))


async def test_pictures_have_the_theme_that_the_server_chose(world: World) -> None:
    await world.add_show()
    await rate(world, 1, 1, 4.5)
    dark = await picture(await world.ann.slash(world.general, "episodes show", show="Glass Heart"))

    await world.database.write(GuildId(world.guild.id), guilds.set_settings, GuildSettings(theme=Theme.LIGHT))
    light = await picture(await world.ann.slash(world.general, "episodes show", show="Glass Heart"))

    corners = [each.convert("RGB").getpixel((0, 0)) for each in (dark, light)]
    assert corners == [COLOURS[Theme.DARK].panel, COLOURS[Theme.LIGHT].panel]
