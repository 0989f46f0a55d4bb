"""The longest of everything fits into what Discord takes; the judge of all traffic says so."""

from bot.domain.catalog.shows import Credit, Facts, Job
from tests.samples import SATOH
from tests.scenarios.world import World, answer, buttons, file_of, menu, text

LONG_TITLE = ("The Unabridged and Otherwise Complete Chronicle of a Band " * 4)[:199] + "!"
WIDE_TITLE = ("硝子の心臓を持つ少年たちの長い長い物語" * 20)[:199] + "終"
CROWD = tuple(
    Credit(f"{'Bartholomew ' * 9}{n}", job, f"{'Maximilian ' * 9}{n}", "a few words " * 12)
    for job in Job
    for n in range(40)
)
FACTS = Facts(
    other_titles=tuple(f"{WIDE_TITLE[:-2]}{n:02}" for n in range(60)),
    year=2025,
    network="網" * 150,
    country="国" * 150,
    genres=tuple(f"genre {n} " + "x" * 90 for n in range(40)),
    episodes=9_999,
    minutes=1_999,
    synopsis="物語は続く。" * 250,
    based_on="原作" * 90,
    credits=CROWD,
)


async def test_the_longest_titles_and_facts_fit_on_every_page_and_form(world: World) -> None:
    await world.add_show(LONG_TITLE, FACTS)
    await world.add_show(WIDE_TITLE, Facts(credits=CROWD, also_read=(LONG_TITLE,)))
    for show in (LONG_TITLE, WIDE_TITLE):
        form = await world.ann.slash(world.reviews, "review", show=show, rating=4.5)
        words = {"headline": "頭" * 150, "body": "長い文章が続く。" * 500}
        card = world.card(await world.ann.submit_modal(form, words))
        assert "Read it all" in buttons(card).values()
        page = await world.bob.click(card, label="Show")
        for label in ("Cast", "Related", "Reviews 1", "Rate", "Review"):
            page = await world.bob.slash(world.general, "show", show=show)
            assert (await world.bob.click(answer(page), label=label)).acknowledged
        cast = await world.bob.slash(world.general, "cast", show=show)
        person = await world.bob.select(answer(cast), [next(iter(menu(cast).values()))])
        assert text(person)
        more = await world.ann.click(card, label="⋯")
        assert (await world.ann.click(answer(more), label="Edit")).modal
        assert text(await world.ann.click(answer(more), label="Delete"))
        unknown = await world.bob.slash(world.reviews, "review", show=show[:-3] + "xyz", rating=1.0, text="x")
        assert answer(unknown).ephemeral
        assert text(await world.bob.slash(world.general, "rate", show=show, rating=1.0))


async def test_a_long_list_of_shows_is_offered_in_part(world: World) -> None:
    for number in range(40):
        await world.add_show(f"{LONG_TITLE[:190]} {number}", Facts(year=1980 + number))

    choices = await world.ann.autocomplete(world.reviews, "review", "show", "unabridged")

    assert len(choices) == 25
    assert all(len(choice["name"]) <= 100 for choice in choices)


async def test_a_person_in_forty_shows_can_be_looked_up(world: World) -> None:
    for number in range(40):
        await world.add_show(f"Show {number}", Facts(year=1980 + number, credits=(SATOH,)))
    cast = await world.ann.slash(world.general, "cast", show="Show 1")

    person = await world.ann.select(answer(cast), [menu(cast)["Satoh Takeru"]])

    assert "40 shows in this server's catalogue" in text(person)
    assert "and 15 more shows" in text(person)
    related = await world.ann.slash(world.general, "related", show="Show 1")
    assert len(menu(related)) == 10


async def test_the_longest_form_comes_back_as_a_file_when_it_cannot_be_saved(world: World) -> None:
    await world.add_show()
    form = await world.ann.slash(world.reviews, "review", show="Glass Heart", rating=4.0)
    words = {"headline": "頭" * 150, "body": "文" * 4_000}

    refused = await world.ann.submit_modal(form, {**words, "file": ("a.pdf", b"%PDF-")})

    assert await file_of(refused) == f"{words['headline']}\n\n{words['body']}"
