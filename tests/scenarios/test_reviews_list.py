"""Browsing a show's reviews: two orders, review by review, page by page."""

from tests.scenarios.world import World, answer, buttons, custom_id, text

LONG = "\n\n".join(f"Part {n}. " + "It goes on and on. " * 60 for n in range(8))


async def test_reviews_are_browsed_the_most_helpful_or_the_newest_first(world: World) -> None:
    await world.add_show()
    first = await world.post(world.ann, text="Words of ann.")
    await world.later(1)
    second = await world.post(world.bob, text="Words of bob.")
    await world.later(1)
    await world.post(world.mod, text="Words of mod.", season=1)
    for member in (world.bob, world.mod):
        await member.click(first, custom_id=custom_id(first, "review:helpful"))
    await world.ann.click(second, label="Helpful")

    page = await world.ann.slash(world.general, "reviews", show="Glass Heart")
    assert answer(page).ephemeral
    for number, words in enumerate(("Words of ann.", "Words of bob.", "Words of mod."), 1):
        assert words in text(page)
        assert f"review {number} of 3 · most helpful first" in text(page)
        if number < 3:
            await world.ann.click(answer(page), label="review ›")
    assert "season 1" in text(page)
    assert "review ›" not in buttons(page).values()
    await world.ann.click(answer(page), label="‹ review")
    assert "Words of bob." in text(page)

    await world.ann.click(answer(page), label="Newest first")
    for number, words in enumerate(("Words of mod.", "Words of bob.", "Words of ann."), 1):
        assert words in text(page)
        assert f"review {number} of 3 · newest first" in text(page)
        if number < 3:
            await world.ann.click(answer(page), label="review ›")
    await world.ann.click(answer(page), label="Most helpful first")
    assert "review 1 of 3 · most helpful first" in text(page)


async def test_a_long_review_in_the_list_has_pages_of_its_own(world: World) -> None:
    await world.add_show()
    await world.post(world.ann, file=("long.txt", LONG.encode()))
    await world.post(world.bob)
    await world.mod.click(await world.post(world.ann, season=1), label="Helpful")
    page = await world.bob.slash(world.general, "reviews", show="Glass Heart")
    while "Part 0." not in text(page):
        await world.bob.click(answer(page), label="review ›")

    seen = text(page)
    while "page ›" in buttons(page).values():
        await world.bob.click(answer(page), label="page ›")
        seen += text(page)
    assert all(f"Part {n}." in seen for n in range(8))
    await world.bob.click(answer(page), label="‹ page")
    await world.bob.click(answer(page), label="‹ review")
    await world.bob.click(answer(page), label="review ›")
    assert "page 1 of 4" in text(page)


async def test_one_finds_a_review_helpful_while_browsing(world: World) -> None:
    await world.add_show()
    card = await world.post(world.ann)
    page = await world.bob.slash(world.general, "reviews", show="Glass Heart")

    await world.bob.click(answer(page), label="Helpful")

    assert "Helpful 1" in buttons(page).values()
    assert "Helpful 1" in buttons(card).values()
    assert "review 1 of 1" in text(page)


async def test_the_list_follows_when_reviews_are_deleted_meanwhile(world: World) -> None:
    await world.add_show()
    card = await world.post(world.ann)
    await world.post(world.bob)
    page = await world.mod.slash(world.general, "reviews", show="Glass Heart")
    more = await world.ann.click(card, label="⋯")
    asked = await world.ann.click(answer(more), label="Delete")
    await world.ann.click(answer(asked), label="Delete it")

    await world.mod.click(answer(page), label="review ›")

    assert "review 1 of 1" in text(page)
    assert "Words of bob." in text(page)


async def test_a_show_without_reviews_offers_to_write_the_first(world: World) -> None:
    await world.add_show()
    page = await world.ann.slash(world.reviews, "reviews", show="Glass Heart")
    assert "The first review could be yours." in text(page)

    form = await world.ann.click(answer(page), label="Review")
    posted = await world.ann.submit_modal(form, {"stars": ["8"], "body": "Then it is."})

    assert answer(posted).ephemeral
    assert "**4.0** ★★★★" in text(world.card(posted))
