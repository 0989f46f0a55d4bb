"""A show's page, its people, and what leads on from there."""

from bot.domain.catalog.shows import Credit, Facts, Job
from tests.samples import GLASS_HEART
from tests.scenarios.world import World, answer, buttons, components, fields, menu, text

BECK = Facts(year=2010, credits=(Credit("Satoh Takeru", Job.CAST, "Yukio Tanaka", "guitarist"),))


async def test_the_page_says_everything_there_is_to_know(world: World) -> None:
    await world.add_show("Beck", BECK)
    await world.add_show()
    card = await world.post(world.ann, 3.5, text="Loud from the first minute. And never boring.")
    await world.bob.click(card, label="Helpful")
    await world.post(world.bob, 4.5)
    await world.mod.slash(world.general, "rate", show="Glass Heart", rating=3.5)

    page = await world.ann.slash(world.general, "show", show="Glass Heart")

    assert answer(page).ephemeral
    for said in (
        "## Glass Heart",
        "グラスハート · 玻璃之心 · Gurasu Haato",
        "Series · 2025 · Japan · Netflix",
        "10 episodes × 35 min",
        "Drama, Music",
        "Directed by Kohtaro Goto and Kensaku Kakimoto",
        "Written by Okada Mari",
        "Based on the novels by Wakagi Mio",
        "A drummer without a band meets a genius without a future.",
        "**3.8** ★★★★ · 3 ratings",
        "\n4½ ████████ 1\n",
        "\n3½ ████████████████ 2\n",
        "You: 3.5 ★★★½",
        "**Satoh Takeru** as Naoki Fujitani",
        "**Miyazaki Yu** as Akane Saijo",
        f"Most helpful review\n**3.5** ★★★½ · {world.ann.mention}",
        "Loud from the first minute. And never boring.",
        "Related\nBeck (2010)",
    ):
        assert said in text(page), said
    labels = list(buttons(page).values())
    assert labels == ["Read it all", "Rate", "Review", "Reviews 2", "Cast", "Related", "Watchlist"]


async def test_a_show_of_which_nothing_is_known_has_a_page_too(world: World) -> None:
    await world.add_show("Nameless", Facts())

    page = await world.ann.slash(world.general, "show", show="Nameless")

    assert text(page) == "## Nameless\nNobody here has rated it yet."
    for label, said in (
        ("Cast", "Nobody has entered the cast of **Nameless** yet."),
        ("Related", "Nothing in this server's catalogue is related to **Nameless** yet."),
        ("Reviews", "Nobody here has reviewed **Nameless** yet."),
    ):
        page = await world.ann.slash(world.general, "show", show="Nameless")
        assert said in text(await world.ann.click(answer(page), label=label))


async def test_the_pages_buttons_lead_on_in_place(world: World) -> None:
    await world.add_show("Beck", BECK)
    await world.add_show()
    await world.post(world.ann, text="Loud and lovely.")
    for label, said in (
        ("Cast", "composer and singer"),
        ("Related", "Also with Satoh Takeru"),
        ("Reviews 1", "review 1 of 1 · most helpful first"),
        ("Read it all", "Loud and lovely."),
    ):
        page = await world.bob.slash(world.general, "show", show="Glass Heart")
        led = await world.bob.click(answer(page), label=label)
        assert answer(led).id == answer(page).id
        assert said in text(led)


async def test_the_review_button_asks_for_the_rating_as_well(world: World) -> None:
    await world.add_show()
    await world.ann.slash(world.general, "rate", show="Glass Heart", rating=4.5)
    page = await world.ann.slash(world.reviews, "show", show="Glass Heart")
    form = await world.ann.click(answer(page), label="Review")
    assert fields(form)["stars"] == ["9"]

    posted = await world.ann.submit_modal(form, {"stars": ["10"], "body": "Even better."})

    assert answer(posted).ephemeral
    assert "**5.0** ★★★★★" in text(world.card(posted))


async def test_an_unknown_title_leads_to_the_nearest_ones(world: World) -> None:
    await world.add_show()
    for command in ("show", "cast", "related", "reviews"):
        asked = await world.ann.slash(world.general, command, show="Glass Hart")
        assert answer(asked).ephemeral
        assert "“Glass Hart” is not in this server's catalogue yet." in text(asked)
        opened = await world.ann.select(answer(asked), [menu(asked)["Glass Heart (2025)"]])
        assert "Glass Heart" in text(opened)
        assert "is not in this server's catalogue" not in text(opened)

    lost = await world.ann.slash(world.general, "show", show="Something else entirely")
    assert "Add it with `/catalog add`, or review it right away with `/review`." in text(lost)


async def test_the_cast_says_who_plays_whom_and_where_else(world: World) -> None:
    await world.add_show("Beck", BECK)
    await world.add_show()

    cast = await world.ann.slash(world.general, "cast", show="Glass Heart")

    assert answer(cast).ephemeral
    for said in (
        "Directed by\n**Kohtaro Goto**\n**Kensaku Kakimoto**",
        "Written by\n**Okada Mari**",
        "**Satoh Takeru** as Naoki Fujitani\n-# composer and singer",
    ):
        assert said in text(cast)

    person = await world.ann.select(answer(cast), [menu(cast)["Satoh Takeru"]])
    assert "### Satoh Takeru\n-# 2 shows in this server's catalogue" in text(person)
    assert "**Glass Heart · 2025**\n-# as Naoki Fujitani" in text(person)
    assert "**Beck · 2010**\n-# as Yukio Tanaka" in text(person)
    opened = await world.ann.select(answer(person), [menu(person)["Beck · 2010"]])
    assert "## Beck" in text(opened)


async def test_a_long_cast_has_pages(world: World) -> None:
    crowd = tuple(Credit(f"Actor {n}", Job.CAST, f"Role {n}") for n in range(30))
    await world.add_show("Crowded", Facts(credits=crowd))
    cast = await world.ann.slash(world.general, "cast", show="Crowded")
    seen = text(cast)
    assert "page 1 of 3" in seen
    assert list(buttons(cast).values()) == ["›", "Show"]

    for number in (2, 3):
        await world.ann.click(answer(cast), label="›")
        assert f"page {number} of 3" in text(cast)
        seen += f"\n{text(cast)}"
    assert all(f"**Actor {n}** as Role {n}\n" in f"{seen}\n" for n in range(30))
    await world.ann.click(answer(cast), label="‹")
    assert "page 2 of 3" in text(cast)
    person = await world.ann.select(answer(cast), [menu(cast)["Actor 15"]])
    assert "### Actor 15\n-# 1 show in this server's catalogue" in text(person)


async def test_related_shows_come_with_reasons_and_their_best_reviews(world: World) -> None:
    await world.add_show("Beck", BECK)
    linked = Facts(year=2004, also_read=("Glass Heart",))
    await world.add_show("Swing Girls", linked)
    await world.add_show("Unrelated")
    await world.add_show("Glass Heart", GLASS_HEART)
    await world.mod.slash(world.general, "catalog add", title="Linda Linda Linda", year=2005)
    await world.post(world.ann, 4.0, show="Beck", text="The guitars sing. The rest is silence.")

    related = await world.bob.slash(world.general, "related", show="Glass Heart")

    assert answer(related).ephemeral
    assert "**Beck · 2010**\n-# Also with Satoh Takeru" in text(related)
    assert f"**4.0** ★★★★ · {world.ann.mention}" in text(related)
    assert "The guitars sing." in text(related)
    opened = await world.bob.select(answer(related), [menu(related)["Beck (2010)"]])
    assert "## Beck" in text(opened)


async def test_shows_that_an_editor_linked_are_related_both_ways(world: World) -> None:
    await world.add_show()
    await world.add_show("Swing Girls", Facts(year=2004, also_read=("グラスハート",)))

    for here, there in (("Glass Heart", "Swing Girls · 2004"), ("Swing Girls", "Glass Heart · 2025")):
        related = await world.ann.slash(world.general, "related", show=here)
        assert f"**{there}**\n-# Also read\n-# Nobody else here has reviewed it yet." in text(related)
    assert [each["placeholder"] for each in components(answer(related)) if each["type"] == 3] == [
        "Open a show"
    ]
