"""Everything in Discord works on after the bot was restarted: nothing waits in memory."""

from tests.scenarios.world import World, answer, buttons, custom_id, menu, text


async def test_every_button_of_an_old_card_works_after_a_restart(world: World) -> None:
    await world.add_show()
    card = await world.post(world.ann)
    await world.restart()

    await world.bob.click(card, label="Helpful")
    assert "Helpful 1" in buttons(card).values()
    assert "Words of ann." in text(await world.bob.click(card, label="Read it all"))
    assert "## Glass Heart" in text(await world.bob.click(card, label="Show"))
    assert "Report" in buttons(await world.bob.click(card, label="⋯")).values()
    more = await world.ann.click(card, label="⋯")

    await world.restart()
    asked = await world.ann.click(answer(more), label="Delete")
    await world.restart()
    await world.ann.click(answer(asked), label="Delete it")
    assert world.reviews.history(viewer=world.mod) == []


async def test_every_button_of_an_old_page_works_after_a_restart(world: World) -> None:
    await world.add_show()
    await world.add_show("Beck")
    await world.post(world.ann)
    await world.post(world.bob)
    pages = {
        label: answer(await world.mod.slash(world.general, "show", show="Glass Heart"))
        for label in ("Read it all", "Rate", "Review", "Reviews 2", "Cast", "Related")
    }
    await world.restart()
    led = {label: await world.mod.click(page, label=label) for label, page in pages.items()}
    assert led["Review"].modal is not None
    await world.restart()

    await world.mod.select(answer(led["Rate"]), [menu(led["Rate"])["3.0 ★★★"]])
    await world.restart()
    await world.mod.click(answer(led["Rate"]), label="Undo")
    assert "is taken back" in text(led["Rate"])
    await world.mod.click(answer(led["Reviews 2"]), label="review ›")
    await world.mod.click(answer(led["Reviews 2"]), label="Newest first")
    assert "newest first" in text(led["Reviews 2"])
    person = await world.mod.select(answer(led["Cast"]), [menu(led["Cast"])["Satoh Takeru"]])
    await world.restart()
    opened = await world.mod.select(answer(person), [menu(person)["Beck · 2025"]])
    assert "## Beck" in text(opened)
    related = await world.mod.select(answer(led["Related"]), [menu(led["Related"])["Beck (2025)"]])
    assert "## Beck" in text(related)


async def test_a_form_that_was_open_can_be_sent_in_late(world: World) -> None:
    await world.add_show()
    form = await world.ann.slash(world.reviews, "review", show="Glass Heart", rating=4.0)
    await world.restart()
    await world.later(6 * 24 * 3600)

    posted = await world.ann.submit_modal(form, {"headline": "Late", "body": "But not too late."})

    assert answer(posted).ephemeral
    assert "But not too late." in text(world.card(posted))
    assert "**4.0** ★★★★" in text(world.card(posted))


async def test_a_draft_and_the_other_forms_survive_too(world: World) -> None:
    await world.add_show()
    card = await world.post(world.ann)
    asked = await world.bob.slash(world.reviews, "review", show="Beck", rating=4.0, text="Typed at length.")
    catalog = await world.bob.slash(world.general, "catalog add", title="Swing Girls")
    report = await world.bob.click(answer(await world.bob.click(card, label="⋯")), label="Report")
    await world.restart()

    posted = await world.bob.click(answer(asked), custom_id=custom_id(asked, "draft:add"))
    assert "Typed at length." in text(world.card(posted))
    added = await world.bob.submit_modal(catalog, {"synopsis": "Girls swing."})
    assert "**Swing Girls** is in the catalogue now." in text(added)
    assert "recorded" in text(await world.bob.submit_modal(report, {"reason": "Copied."}))


async def test_menus_and_pages_work_after_a_restart(world: World) -> None:
    await world.add_show()
    card = await world.post(world.ann)
    await world.restart()

    assert "Pinned." in text(await world.mod.context_menu(world.reviews, "Pin review", card))
    page = await world.ann.slash(world.general, "show", show="グラスハート")
    assert "**3.5** ★★★½ · 1 rating" in text(page)
    choices = await world.ann.autocomplete(world.reviews, "review", "show", "glas")
    assert [choice["value"] for choice in choices] == ["show:1"]
