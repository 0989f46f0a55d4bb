"""The buttons of a card: Helpful, Read it all, Show, and what is behind ⋯."""

from bot.domain.ids import ShowId
from bot.domain.ratings.rating import Stars
from tests.scenarios import forged
from tests.scenarios.world import World, answer, buttons, custom_id, fields, file_of, text


async def test_helpful_counts_one_per_member_and_is_taken_back(world: World) -> None:
    await world.add_show()
    card = await world.post(world.ann)
    helpful = custom_id(card, "review:helpful")
    assert buttons(card)[helpful] == "Helpful"

    for member, label in (
        (world.bob, "Helpful 1"),
        (world.mod, "Helpful 2"),
        (world.bob, "Helpful 1"),
        (world.mod, "Helpful"),
        (world.mod, "Helpful 1"),
    ):
        await member.click(card, custom_id=helpful)
        assert buttons(card)[helpful] == label

    assert [row[2] for row in (await world.stored())["helpful_votes"]] == [world.mod.id]


async def test_ones_own_review_is_not_for_oneself_to_find_helpful(world: World) -> None:
    await world.add_show()
    card = await world.post(world.ann)
    before = await world.stored()

    refused = await world.ann.click(card, label="Helpful")

    assert answer(refused).ephemeral
    assert "This is your own review" in text(refused)
    assert await world.stored() == before
    assert "Helpful" in buttons(card).values()


async def test_helpful_on_the_page_one_reads_counts_and_the_card_follows(world: World) -> None:
    await world.add_show()
    card = await world.post(world.ann)
    page = await world.bob.click(card, label="Read it all")

    pressed = await world.bob.click(answer(page), label="Helpful")

    assert answer(pressed).id == answer(page).id
    assert "Helpful 1" in buttons(page).values()
    assert text(page).endswith("Words of ann.")
    assert "Helpful 1" in buttons(card).values()


async def test_read_it_all_shows_everything_to_the_one_who_asked(world: World) -> None:
    await world.add_show()
    form = await world.ann.slash(world.reviews, "review", show="Glass Heart", rating=4.0)
    body = "\n\n".join(f"{n}. " + "It goes on and on. " * 40 for n in range(9))
    words = {"headline": "Loud and lovely", "file": ("a.md", body.encode())}
    card = world.card(await world.ann.submit_modal(form, words))

    page = await world.bob.click(card, label="Read it all")

    assert answer(page).ephemeral
    assert "**Loud and lovely**" in text(page)
    assert "page 1 of 3" in text(page)
    assert list(buttons(page).values()) == ["›", "Helpful", "Show"]
    await world.bob.click(answer(page), label="›")
    await world.bob.click(answer(page), label="›")
    assert "page 3 of 3" in text(page)
    assert "Loud and lovely" not in text(page)
    await world.bob.click(answer(page), label="‹")
    assert "page 2 of 3" in text(page)
    assert [message.id for message in world.reviews.history(viewer=world.mod)] == [card.id]


async def test_show_opens_the_shows_page_privately(world: World) -> None:
    await world.add_show()
    card = await world.post(world.ann)

    page = await world.bob.click(card, label="Show")

    assert answer(page).ephemeral
    assert "## Glass Heart" in text(page)
    assert "Words of ann." in text(card)


async def test_the_author_edits_in_a_form_that_is_filled_in(world: World) -> None:
    await world.add_show()
    card = await world.post(world.ann, 4.0, text="First thoughts.", season=2)
    more = await world.ann.click(card, label="⋯")
    assert answer(more).ephemeral
    assert list(buttons(more).values()) == ["Edit", "Delete"]

    form = await world.ann.click(answer(more), label="Edit")
    filled = fields(form)
    assert (filled["body"], filled["stars"], filled["spoilers"]) == ("First thoughts.", ["8"], False)
    await world.ann.submit_modal(form, {"body": "Better thoughts.", "stars": ["2"]})

    assert "Better thoughts." in text(card)
    assert "**1.0** ★" in text(card)
    stored = await world.own(world.ann, season=2)
    assert stored is not None
    assert (stored.words.body, stored.stars, stored.version) == ("Better thoughts.", Stars(2), 2)


async def test_a_card_and_its_votes_go_when_the_author_deletes_the_review(world: World) -> None:
    await world.add_show()
    card = await world.post(world.ann, 4.0)
    await world.bob.click(card, label="Helpful")
    more = await world.ann.click(card, label="⋯")

    asked = await world.ann.click(answer(more), label="Delete")
    assert "Delete your review of **Glass Heart**, with its card? Its 1 helpful vote goes with it." in text(
        asked
    )
    assert "Its text is erased at once, with every earlier version." in text(asked)
    assert "moderators keep it until that is settled, and 30 days longer" in text(asked)
    assert await world.own(world.ann) is not None
    done = await world.ann.click(answer(asked), label="Delete it")

    assert await world.own(world.ann) is None
    assert "Your review is deleted." in text(done)
    assert world.reviews.history(viewer=world.bob) == []
    page = await world.services.shows.page(world.actor(world.ann), ShowId(1))
    assert (page.review_count, page.best, str(page.own)) == (0, None, "4.0 ★★★★")
    assert (await world.stored())["review_versions"] == []


async def test_the_rating_of_a_deleted_review_can_go_too(world: World) -> None:
    await world.add_show()
    more = await world.ann.click(await world.post(world.ann, 4.0), label="⋯")
    asked = await world.ann.click(answer(more), label="Delete")
    done = await world.ann.click(answer(asked), label="Delete it")

    gone = await world.ann.click(answer(done), label="Take the rating back too")

    assert "Your rating of **Glass Heart** is taken back." in text(gone)
    assert (await world.stored())["ratings"] == []


async def test_a_review_is_kept_when_its_author_thinks_better_of_deleting(world: World) -> None:
    await world.add_show()
    card = await world.post(world.ann)
    more = await world.ann.click(card, label="⋯")
    asked = await world.ann.click(answer(more), label="Delete")

    kept = await world.ann.click(answer(asked), label="Keep it")

    assert text(kept) == "Nothing was deleted."
    assert buttons(kept) == {}
    assert await world.own(world.ann) is not None


async def test_after_deleting_one_may_review_afresh(world: World) -> None:
    await world.add_show()
    more = await world.ann.click(await world.post(world.ann, text="Old words."), label="⋯")
    asked = await world.ann.click(answer(more), label="Delete")
    await world.ann.click(answer(asked), label="Delete it")

    card = await world.post(world.ann, 1.0, text="New words.")

    assert "New words." in text(card)
    assert "edited" not in text(card)
    assert "Helpful" in buttons(card).values()


async def test_others_report_a_review_with_a_reason(world: World) -> None:
    await world.add_show()
    card = await world.post(world.ann)
    more = await world.bob.click(card, label="⋯")
    assert list(buttons(more).values()) == ["Report"]

    form = await world.bob.click(answer(await world.bob.click(card, label="⋯")), label="Report")
    thanked = await world.bob.submit_modal(form, {"reason": "It is copied from elsewhere."})

    assert answer(thanked).ephemeral
    assert "recorded for this server's moderators" in text(thanked)
    (report,) = (await world.stored())["reports"]
    assert report[1:5] == (1, world.bob.id, "It is copied from elsewhere.", 1)


async def test_what_only_the_author_may_do_is_refused_to_others(world: World) -> None:
    await world.add_show()
    more = await world.ann.click(await world.post(world.ann), label="⋯")
    edit = custom_id(more, "review:edit")
    delete = custom_id(more, "review:delete")
    before = await world.stored()

    for member in (world.bob, world.mod):
        for address in (edit, delete):
            refused = await forged.press(member, answer(more), address)
            assert answer(refused).ephemeral
            assert text(refused) == "Only its author can do that with a review."
    asked = await world.ann.click(answer(more), custom_id=delete)
    refused = await forged.press(world.bob, answer(asked), custom_id(asked, "review:erase"))
    assert text(refused) == "Only its author can do that with a review."
    assert await world.stored() == before


async def test_a_report_that_comes_too_late_gives_its_words_back(world: World) -> None:
    await world.add_show()
    card = await world.post(world.ann)
    form = await world.bob.click(answer(await world.bob.click(card, label="⋯")), label="Report")
    confirm = await world.ann.click(answer(await world.ann.click(card, label="⋯")), label="Delete")
    await world.ann.click(answer(confirm), label="Delete it")

    refused = await world.bob.submit_modal(form, {"reason": "It is copied from elsewhere."})

    assert "This review is not there any more." in text(refused)
    assert await file_of(refused) == "It is copied from elsewhere."
    assert (await world.stored())["reports"] == []


async def test_every_button_of_a_review_that_is_gone_says_so(world: World) -> None:
    await world.add_show()
    card = await world.post(world.ann)
    read = await world.bob.click(card, label="Read it all")
    report = await world.bob.click(card, label="⋯")
    more = await world.ann.click(card, label="⋯")
    confirm = await world.ann.click(answer(await world.ann.click(card, label="⋯")), label="Delete")
    await world.ann.click(answer(confirm), label="Delete it")

    for member, page, label in (
        (world.bob, read, "Helpful"),
        (world.bob, report, "Report"),
        (world.ann, more, "Edit"),
        (world.ann, more, "Delete"),
    ):
        refused = await member.click(answer(page), label=label)
        assert answer(refused).ephemeral
        assert "This review is not there any more." in text(refused)
