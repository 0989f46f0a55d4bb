"""Members review shows."""

import pytest

from bot.domain.catalog.shows import Facts
from bot.domain.ids import ShowId
from bot.domain.ratings.rating import Stars
from tests.scenarios import forged
from tests.scenarios.world import World, answer, buttons, components, custom_id, fields, menu, text

RATINGS = [
    "5.0 ★★★★★",
    "4.5 ★★★★½",
    "4.0 ★★★★",
    "3.5 ★★★½",
    "3.0 ★★★",
    "2.5 ★★½",
    "2.0 ★★",
    "1.5 ★½",
    "1.0 ★",
    "0.5 ½",
]


async def test_a_first_review_on_an_empty_server_works_in_one_go(world: World) -> None:
    asked = await world.ann.slash(world.reviews, "review", show="Glass Heart", rating=3.5)
    assert answer(asked).ephemeral
    assert "“Glass Heart” is not in this server's catalogue yet." in text(asked)
    assert list(buttons(asked).values()) == ["Add Glass Heart as a new show"]

    form = await world.ann.click(answer(asked), label="Add Glass Heart as a new show")
    posted = await world.ann.submit_modal(form, {"headline": "Loud and lovely", "body": "I liked it a lot."})

    assert answer(posted).ephemeral
    card = world.card(posted)
    assert "Glass Heart" in text(card)
    assert "**3.5** ★★★½" in text(card)
    assert "**Loud and lovely**" in text(card)
    assert "I liked it a lot." in text(card)
    assert world.ann.mention in text(card)
    assert list(buttons(card).values()) == ["Helpful", "Read it all", "Show", "⋯"]


async def test_a_review_with_its_text_is_posted_at_once(world: World) -> None:
    await world.add_show()
    posted = await world.ann.slash(
        world.reviews, "review", show="Glass Heart", rating=4.0, text="The drums alone are worth it."
    )

    stored = await world.own(world.ann)
    assert stored is not None
    assert (stored.words.body, stored.version) == ("The drums alone are worth it.", 1)
    assert stored.stars == Stars(8)
    assert "The drums alone are worth it." in text(world.card(posted))
    assert "Series · Netflix · 10 episodes × 35 min · directed by Kohtaro Goto and Kensaku Kakimoto" in text(
        world.card(posted)
    )


async def test_the_ten_ratings_and_the_titles_are_offered(world: World) -> None:
    await world.add_show()
    await world.add_show("Beck", Facts(year=2010))
    command = world.env.backend.find_command("review", world.guild.id)
    assert command is not None
    rating = next(option for option in command["options"] if option["name"] == "rating")

    assert [choice["name"] for choice in rating["choices"]] == RATINGS
    for typed in ("glass", "グラス", "玻璃", "gurasu"):
        choices = await world.ann.autocomplete(world.reviews, "review", "show", typed)
        assert choices[0] == {"name": "Glass Heart (2025)", "value": "show:1"}
    choices = await world.ann.autocomplete(world.reviews, "review", "show", "")
    assert {choice["name"] for choice in choices} == {"Glass Heart (2025)", "Beck (2010)"}


async def test_an_empty_review_is_a_rating_with_a_card(world: World) -> None:
    await world.add_show()
    form = await world.ann.slash(world.reviews, "review", show="show:1", rating=2.5)
    assert fields(form) == {"headline": None, "body": None, "file": None, "spoilers": False}

    posted = await world.ann.submit_modal(form, {})

    stored = await world.own(world.ann)
    assert stored is not None
    assert (stored.words.headline, stored.words.body) == ("", "")
    assert "**2.5** ★★½" in text(world.card(posted))
    assert "Read it all" not in buttons(world.card(posted)).values()


async def test_a_season_has_a_review_of_its_own(world: World) -> None:
    await world.add_show()
    whole = await world.post(world.ann, 4.0)
    season = await world.post(world.ann, 2.0, season=2, text="A tired second season.")

    assert whole.id != season.id
    assert "season 2" in text(season)
    assert "season" not in text(whole)
    page = await world.services.shows.page(world.actor(world.ann), ShowId(1))
    assert (page.review_count, page.spread.average) == (2, "4.0")


async def test_reviewing_again_by_text_edits_the_review_and_its_card(world: World) -> None:
    await world.add_show()
    card = await world.post(world.ann, 4.0, text="First thoughts.")
    edited = await world.ann.slash(
        world.general, "review", show="Glass Heart", rating=3.0, text="Second thoughts."
    )

    assert answer(edited).ephemeral
    assert "Your review of **Glass Heart** is updated." in text(edited)
    assert "Second thoughts." in text(card)
    assert "**3.0** ★★★" in text(card)
    assert "edited" in text(card)
    assert [message.id for message in world.reviews.history(viewer=world.bob)] == [card.id]
    assert [row[3:6] for row in (await world.stored())["review_versions"]] == [
        ("", "First thoughts.", 0),
        ("", "Second thoughts.", 0),
    ]


async def test_reviewing_again_without_text_opens_the_form_prefilled(world: World) -> None:
    await world.add_show()
    card = await world.post(world.ann, 4.0, text="First thoughts.", spoilers=True)
    form = await world.ann.slash(world.reviews, "review", show="Glass Heart", rating=4.5)
    assert fields(form) == {"headline": None, "body": "First thoughts.", "file": None, "spoilers": True}

    await world.ann.submit_modal(form, {"headline": "Now", "body": "Calmer thoughts.", "spoilers": False})

    stored = await world.own(world.ann)
    assert stored is not None
    assert (stored.words.headline, stored.words.body) == ("Now", "Calmer thoughts.")
    assert stored.stars == Stars(9)
    assert "Calmer thoughts." in text(card)


async def test_a_nearly_right_title_can_be_picked_and_the_review_goes_on(world: World) -> None:
    await world.add_show("Glass Heart")
    asked = await world.ann.slash(
        world.reviews, "review", show="Glass Hart", rating=3.5, text="Typed on a phone."
    )
    assert "Did you mean …?" in [each.get("placeholder") for each in components(answer(asked))]
    assert "Add Glass Hart as a new show" in buttons(asked).values()

    posted = await world.ann.select(answer(asked), [menu(asked)["Glass Heart (2025)"]])

    assert answer(posted).ephemeral
    assert "Typed on a phone." in text(world.card(posted))
    assert "### Glass Heart · 2025" in text(world.card(posted))


async def test_two_shows_of_one_title_are_told_apart_by_their_year(world: World) -> None:
    await world.add_show("Beck", Facts(year=2004))
    await world.add_show("Beck", Facts(year=2010))
    asked = await world.ann.slash(world.reviews, "review", show="Beck", rating=4.0, text="Good noise.")
    assert list(menu(asked)) == ["Beck (2004)", "Beck (2010)"]

    posted = await world.ann.select(answer(asked), [menu(asked)["Beck (2010)"]])
    assert "### Beck · 2010" in text(world.card(posted))
    by_year = await world.bob.slash(world.reviews, "review", show="Beck (2004)", rating=4.0, text="Older.")
    assert "### Beck · 2004" in text(world.card(by_year))


@pytest.mark.parametrize(
    "typed",
    [
        "glass heart",
        "GLASS HEART",
        "Glass  Heart ",
        "ＧＬＡＳＳ　ＨＥＡＲＴ",
        "Glass\u200b Heart\u2060",
        "Gláss Héart",
        "Glаss Heаrt",  # with Cyrillic а
        "GlassHeart",
        "グラスハート",
        "ｸﾞﾗｽﾊｰﾄ",
        "玻璃之心",
        "gurasu haato",
        "Glass Heart (2025)",
        "show:1",
    ],
)
async def test_every_spelling_of_a_title_is_the_same_show(world: World, typed: str) -> None:
    await world.add_show()

    posted = await world.ann.slash(world.reviews, "review", show=typed, rating=4.0, text="Same here.")

    assert answer(posted).ephemeral
    assert "### Glass Heart · 2025" in text(world.card(posted))
    assert len((await world.stored())["shows"]) == 1


async def test_a_show_added_by_two_at_once_is_one_show(world: World) -> None:
    by_ann = await world.ann.slash(world.reviews, "review", show="Beck", rating=4.0, text="Mine.")
    by_bob = await world.bob.slash(world.reviews, "review", show="ＢＥＣＫ", rating=2.0, text="Mine, too.")
    for member, asked in ((world.ann, by_ann), (world.bob, by_bob)):
        await member.click(answer(asked), custom_id=custom_id(asked, "draft:add"))

    assert len((await world.stored())["shows"]) == 1
    assert len((await world.stored())["reviews"]) == 2


async def test_a_draft_that_was_posted_is_gone(world: World) -> None:
    asked = await world.ann.slash(world.reviews, "review", show="Beck", rating=4.0, text="Mine.")
    add = custom_id(asked, "draft:add")
    await world.ann.click(answer(asked), custom_id=add)
    before = await world.stored()

    assert add not in buttons(asked)
    await forged.again(world)

    assert await world.stored() == before
