"""/catalog add: a show with its facts and its cast."""

from tests.scenarios import forged
from tests.scenarios.world import World, answer, buttons, fields, text

FILLED = {
    "other_titles": "ガラスの心\nGlass Hearts",
    "facts": "Kind: series\nNetwork: Netflix\nCountry: Japan\nGenres: Drama, Music\n"
    "Episodes: 10\nMinutes: 35\nBased on: the novels by Wakagi Mio\nAlso read: Beck, Nowhere Boys",
    "makers": "Directors: Kohtaro Goto, Kensaku Kakimoto\nWriters: Okada Mari",
    "cast": "Satoh Takeru as Naoki Fujitani – composer and singer\nMiyazaki Yu as Akane Saijo (drummer)\n"
    "An Extra",
    "synopsis": "A band is born in the rain.",
}


async def test_a_show_is_added_with_its_facts_and_its_cast(world: World) -> None:
    await world.add_show("Beck")
    form = await world.ann.slash(world.general, "catalog add", title="Glass Heart", year=2025)
    assert form.modal is not None
    assert form.modal["title"] == "Add Glass Heart"
    assert fields(form)["facts"].startswith("Kind: series\nNetwork:")

    added = await world.ann.submit_modal(form, FILLED)

    assert answer(added).ephemeral
    assert "**Glass Heart** is in the catalogue now." in text(added)
    assert "Not linked, because they are not in it yet: Nowhere Boys." in text(added)
    page = await world.ann.click(answer(added), label="Show")
    for said in (
        "## Glass Heart\n-# ガラスの心 · Glass Hearts\nSeries · 2025 · Japan · Netflix\n10 episodes × 35 min",
        "Drama, Music",
        "Directed by Kohtaro Goto and Kensaku Kakimoto",
        "Written by Okada Mari",
        "Based on the novels by Wakagi Mio",
        "A band is born in the rain.",
        "**Satoh Takeru** as Naoki Fujitani\n**Miyazaki Yu** as Akane Saijo\n**An Extra**",
        "Beck (2025)",
    ):
        assert said in text(page), said


async def test_the_show_just_added_can_be_reviewed(world: World) -> None:
    form = await world.ann.slash(world.reviews, "catalog add", title="Beck")
    added = await world.ann.submit_modal(form, {"facts": fields(form)["facts"]})
    form = await world.ann.click(answer(added), label="Review")

    posted = await world.ann.submit_modal(form, {"stars": ["9"], "body": "Louder!"})

    assert answer(posted).ephemeral
    assert "### Beck" in text(world.card(posted))


async def test_a_line_that_cant_be_read_opens_the_form_again_as_it_was(world: World) -> None:
    form = await world.ann.slash(world.general, "catalog add", title="Beck", year=2010)
    wrong = {**FILLED, "facts": "Network: Netflix\nfun for everybody"}
    before = await world.stored()

    refused = await world.ann.submit_modal(form, wrong)

    assert answer(refused).ephemeral
    assert "I can't read the line “fun for everybody”." in text(refused)
    assert "What you typed is kept." in text(refused)
    assert await world.stored() == before
    form = await world.ann.click(answer(refused), label="Open the form again")
    assert fields(form) == wrong
    added = await world.ann.submit_modal(form, FILLED)
    assert "**Beck** is in the catalogue now." in text(added)
    assert "Series · 2010" in text(await world.ann.click(answer(added), label="Show"))


async def test_every_mistake_in_the_form_gets_a_sentence(world: World) -> None:
    form = await world.ann.slash(world.general, "catalog add", title="Beck")
    for field, value, sentence in (
        ("facts", "Kind: opera", "“opera” is no kind of show I know. Write series, film or special."),
        ("facts", "Episodes: ten", "“Episodes: ten” should be a whole number"),
        ("facts", f"Network: {'x' * 300}", "is too long. 200 characters fit."),
        ("makers", "Kohtaro Goto", "I can't read the line “Kohtaro Goto”."),
        ("cast", "x" * 300, "is too long. Write it like this: Actor as Character"),
        (
            "cast",
            "\n".join(f"Actor {n}" for n in range(70)),
            "There are 70 lines in one field; 60 are allowed.",
        ),
        ("other_titles", "x" * 300, "A title can have 200 characters, and this one has 300."),
        ("synopsis", "x" * 2_000, "A synopsis can have 1,500 characters, and this one has 2,000."),
    ):
        refused = await world.ann.submit_modal(form, {field: value})
        assert sentence in text(refused)
        form = await world.ann.click(answer(refused), label="Open the form again")
        assert fields(form)[field] == value
    assert (await world.stored())["shows"] == []


async def test_a_show_that_is_there_already_is_not_added_again(world: World) -> None:
    await world.add_show()
    for title in ("glass  heart", "グラスハート"):
        refused = await world.ann.slash(world.general, "catalog add", title=title, year=2025)
        assert "“Glass Heart (2025)” is in the catalogue already. Open it with `/show`." in text(refused)

    other = await world.ann.slash(world.general, "catalog add", title="Glass Heart", year=1998)
    assert other.modal is not None


async def test_two_who_add_the_same_show_at_once_get_one(world: World) -> None:
    by_ann = await world.ann.slash(world.general, "catalog add", title="Beck", year=2010)
    by_bob = await world.bob.slash(world.general, "catalog add", title="BECK", year=2010)
    await world.ann.submit_modal(by_ann, {"synopsis": "A band."})

    refused = await world.bob.submit_modal(by_bob, {"synopsis": "Another band."})

    assert "“Beck (2010)” is in the catalogue already." in text(refused)
    assert "Open the form again" in buttons(refused).values()
    assert len((await world.stored())["shows"]) == 1


async def test_titles_and_years_that_are_none_are_refused(world: World) -> None:
    for values, sentence in (
        ({"title": "   \u200b"}, "A show needs a title with at least one readable character."),
        ({"title": "x" * 300}, "A title can have 200 characters, and this one has 300."),
        ({"title": "Beck", "year": 25}, "25 is not a year a show can be from."),
    ):
        refused = await forged.slash(world.ann, world.general, "catalog add", **values)
        assert answer(refused).ephemeral
        assert sentence in text(refused)
    assert (await world.stored())["shows"] == []


async def test_every_member_can_add_a_show(world: World) -> None:
    for member in (world.ann, world.mod):
        form = await member.slash(world.general, "catalog add", title=f"By {member.name}")
        added = await member.submit_modal(form, {})
        assert "is in the catalogue now." in text(added)
