"""Versions, the record of who did what, and blocks, as moderators and members see them."""

from tests.scenarios import forged
from tests.scenarios.world import World, answer, buttons, cards, file_of, menu, text


async def write(world: World, words: str, rating: float = 3.5) -> None:
    await world.ann.slash(world.reviews, "review", show="Glass Heart", rating=rating, text=words)


async def delete(world: World) -> None:
    (card,) = cards(world.reviews)
    asked = await world.ann.click(answer(await world.ann.click(card, label="⋯")), label="Delete")
    await world.ann.click(answer(asked), label="Delete it")


async def report(world: World) -> None:
    (card,) = cards(world.reviews)
    form = await world.bob.context_menu(world.reviews, "Report review", card)
    await world.bob.submit_modal(form, {"reason": "Rude."})


async def test_a_reported_review_that_is_deleted_waits_for_a_moderator_and_then_goes(world: World) -> None:
    await world.add_show()
    await write(world, "The drums are cruel.")
    await report(world)
    await delete(world)
    assert cards(world.reviews) == []

    queue = await world.mod.slash(world.general, "moderation reports")
    assert "**Its author has deleted it.** Only moderators can still read it." in text(queue)
    assert "The drums are cruel." in text(queue)
    assert "Hide …" not in buttons(queue).values()
    read = await world.mod.click(answer(queue), label="Read it all")
    assert "The drums are cruel." in text(read)
    await world.mod.click(answer(queue), label="Back")
    closed = await world.mod.click(answer(queue), label="Dismiss")
    assert "Closed. Its author has deleted the review; it is erased in 30 days." in text(closed)

    world.env.backend.advance_clock(30 * 24 * 3_600)
    await world.services.privacy.tidy()
    assert "drums" not in repr(await world.stored())


async def test_of_a_review_that_is_deleted_a_moderator_reads_that_nothing_is_kept(world: World) -> None:
    await world.add_show()
    await write(world, "The drums are cruel.")
    await delete(world)
    history = await world.mod.slash(world.general, "moderation history", show="Glass Heart", author=world.ann)
    assert text(history) == "Its author deleted this review, and nothing of it is kept."
    assert "drums" not in repr(await world.stored())


async def test_the_author_of_a_hidden_review_is_told_that_it_is_kept_before_deleting_it(world: World) -> None:
    await world.add_show()
    await write(world, "The drums are cruel.")
    (card,) = cards(world.reviews)
    more = await world.ann.click(card, label="⋯")
    form = await world.mod.click(answer(await world.mod.click(card, label="⋯")), label="Hide …")
    await world.mod.submit_modal(form, {"reason": "Rude."})
    asked = await world.ann.click(answer(more), label="Delete")
    assert "It is hidden, so moderators keep it for 30 days. Then it is erased" in text(asked)


async def test_a_moderator_reads_every_version_also_of_a_deleted_review(world: World) -> None:
    await world.add_show()
    await write(world, "The drums are **loud**.")
    await write(world, "The drums are cruel.", 1.0)
    await report(world)
    await delete(world)

    page = await world.mod.slash(world.general, "moderation history", show="Glass Heart", author=world.ann)

    assert answer(page).ephemeral
    assert "The drums are cruel." in text(page)
    assert "version 2 of 2" in text(page)
    assert "**deleted** by its author" in text(page)
    changed = await world.mod.click(answer(page), label="What changed")
    assert "The drums are \\*\\*loud\\*\\*." in text(changed)
    assert "Rating before: **3.5** ★★★½" in text(changed)
    await world.mod.click(answer(page), label="Back")
    await world.mod.click(answer(page), label="‹ earlier")
    assert "The drums are \\*\\*loud\\*\\*." in text(page)
    assert "version 1 of 2" in text(page)

    await write(world, "Anew.")
    several = await world.mod.slash(world.general, "moderation history", show="Glass Heart", author=world.ann)
    assert list(menu(several)) == ["Review 2 · the whole show · live", "Review 1 · the whole show · deleted"]
    await world.mod.select(answer(several), ["1"])
    assert "The drums are cruel." in text(several)


async def test_a_hidden_review_is_brought_back_by_its_show_and_author(world: World) -> None:
    await world.add_show()
    await write(world, "Loud.")
    (card,) = cards(world.reviews)
    form = await world.mod.click(answer(await world.mod.click(card, label="⋯")), label="Hide …")
    await world.mod.submit_modal(form, {"reason": "Rude."})
    back = await world.mod.slash(world.general, "moderation restore", show="Glass Heart", author=world.ann)
    assert "is back, with its votes" in text(back)
    assert len(cards(world.reviews)) == 1
    again = await world.mod.slash(world.general, "moderation restore", show="Glass Heart", author=world.ann)
    assert "nothing to bring back" in text(again)


async def test_who_deletes_their_data_stays_blocked_and_is_named_nowhere(world: World) -> None:
    await world.add_show()
    await world.mod.slash(world.general, "moderation block", member=world.ann, reason="Rude to the cast.")
    asked = await world.ann.slash(world.general, "mydata delete")
    assert "stays until it ends, with a one-way hash in place of your id" in text(asked)
    again = await world.ann.click(answer(asked), label="Delete everything")
    await world.ann.click(answer(again), label="Delete it for good")
    refused = await world.ann.slash(world.reviews, "review", show="Glass Heart", rating=1.0, text="Anew!")
    assert "A moderator has stopped your reviews here" in text(refused)
    assert await file_of(refused) == "Anew!"

    listed = await world.mod.slash(world.general, "moderation blocks")
    assert "Somebody who has deleted their data: Rude to the cast." in text(listed)
    assert buttons(listed) == {}
    record = text(await world.mod.slash(world.general, "moderation audit"))
    assert "**block** somebody who has deleted their data" in record
    assert world.ann.mention not in text(listed) + record
    done = await world.mod.slash(world.general, "moderation unblock", member=world.ann)
    assert "They can write reviews again." in text(done)
    await world.post(world.ann)


async def test_the_record_is_paged_and_can_be_narrowed_to_one_person(world: World) -> None:
    await world.add_show()
    for day in range(1, 13):
        await world.mod.slash(
            world.general, "moderation block", member=world.bob, reason=f"Day {day}.", days=day
        )
    page = await world.mod.slash(world.general, "moderation audit")
    assert f"<@{world.mod.id}>: **block** <@{world.bob.id}> · 12 days: Day 12." in text(page)
    assert "Day 2." not in text(page)
    older = await world.mod.click(answer(page), label="Older ›")
    assert "Day 2." in text(older)
    assert "Day 1." in text(older)
    assert "Older ›" not in buttons(older).values()
    of_ann = await world.mod.slash(world.general, "moderation audit", who=world.ann)
    assert text(of_ann) == "Nothing is recorded here."


async def test_who_is_blocked_gets_the_text_back_and_may_rate_until_it_is_ended(world: World) -> None:
    await world.add_show()
    blocked = await world.mod.slash(world.general, "moderation block", member=world.ann, reason="Spam.")
    assert f"<@{world.ann.id}> can write no new reviews here" in text(blocked)
    refused = await world.ann.slash(world.reviews, "review", show="Glass Heart", rating=4.0, text="My words.")
    assert answer(refused).ephemeral
    assert "A moderator has stopped your reviews here for now: Spam." in text(refused)
    assert await file_of(refused) == "My words."
    form = await world.ann.slash(world.reviews, "review", show="Glass Heart", rating=4.0)
    sent = await world.ann.submit_modal(form, {"headline": "", "body": "More words."})
    assert await file_of(sent) == "More words."
    assert "Try again" in buttons(sent).values()
    await world.ann.slash(world.reviews, "rate", show="Glass Heart", rating=4.0)
    assert [row[5] for row in (await world.stored())["ratings"]] == [8]
    listed = await world.mod.slash(world.general, "moderation blocks")
    assert f"<@{world.ann.id}>: Spam." in text(listed)

    ended = await world.mod.click(answer(listed), label="Let them write")

    assert "They can write reviews again." in text(ended)
    again = await world.ann.click(answer(sent), label="Try again")
    await world.ann.submit_modal(again, {"headline": "", "body": "More words."})
    assert len(cards(world.reviews)) == 1
    late = await world.mod.slash(world.general, "moderation unblock", member=world.ann)
    assert "Nothing stops this member's reviews" in text(late)


async def test_members_can_neither_look_nor_block_by_command_nor_by_forged_buttons(world: World) -> None:
    await world.add_show()
    await write(world, "One.")
    await write(world, "Two.")
    await world.mod.slash(world.general, "moderation block", member=world.bob, reason="Spam.")
    pages = [
        await world.mod.slash(world.general, "moderation history", show="Glass Heart", author=world.ann),
        await world.mod.slash(world.general, "moderation audit"),
        await world.mod.slash(world.general, "moderation blocks"),
    ]
    tried: set[str] = set()
    before = await world.stored()
    for member in (world.ann, world.bob):
        for page in pages:
            for custom_id in buttons(page):
                refused = await forged.press(member, answer(page), custom_id)
                assert "Only moderators can do that" in text(refused)
                tried.add(custom_id.split(":")[1])
        for name, options in (("history", {"show": "Glass Heart"}), ("audit", {}), ("blocks", {})):
            refused = await forged.slash(member, world.general, f"moderation {name}", **options)
            assert "Only moderators can do that" in text(refused)
    assert {"version", "changes", "case", "audit", "unblock"} <= tried
    assert await world.stored() == before
