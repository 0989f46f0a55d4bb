"""Reporting, hiding and bringing back, as everybody sees it."""

import pytest
from simcord import InteractionResult, ResponseMessage
from simcord.backend.errors import SetupError

from tests.scenarios import forged
from tests.scenarios.world import World, answer, buttons, cards, fields, file_of, text

RUDE = "Rude to the cast."


async def report(world: World, card: ResponseMessage, reason: str = "It is rude.") -> InteractionResult:
    """Bob reports a review from the menu of its card."""
    form = await world.bob.context_menu(world.reviews, "Report review", card)
    return await world.bob.submit_modal(form, {"reason": reason})


async def hide(world: World, card: ResponseMessage, reason: str = RUDE) -> InteractionResult:
    """The moderator hides a review from ⋯."""
    more = await world.mod.click(card, label="⋯")
    form = await world.mod.click(answer(more), label="Hide …")
    return await world.mod.submit_modal(form, {"reason": reason})


def told(result: InteractionResult) -> str:
    """What somebody was told beside the answer."""
    assert result.followups, "nothing was told"
    assert all(message.ephemeral for message in result.followups)
    return "\n".join(text(message) for message in result.followups)


async def test_a_member_reports_a_card_from_its_menu_and_again_with_another_reason(world: World) -> None:
    await world.add_show()
    card = await world.post(world.ann)
    thanks = await report(world, card)
    assert answer(thanks).ephemeral
    assert text(thanks).startswith("Thank you.")
    form = await world.bob.click(answer(await world.bob.click(card, label="⋯")), label="Report")
    await world.bob.submit_modal(form, {"reason": "It is a lie."})
    (row,) = (await world.stored())["reports"]
    assert row[1:5] == (1, world.bob.id, "It is a lie.", 1)


async def test_one_can_report_neither_ones_own_review_nor_what_is_no_card(world: World) -> None:
    await world.add_show()
    card = await world.post(world.ann)
    refused = await world.ann.context_menu(world.reviews, "Report review", card)
    assert "your own review" in text(refused)
    page = answer(await world.bob.slash(world.general, "show", show="Glass Heart"))
    other = await world.bob.context_menu(world.general, "Report review", page)
    assert "shows no review" in text(other)
    await forged.press(world.ann, card, "review:report:1")
    assert (await world.stored())["reports"] == []


async def test_a_moderator_sees_a_report_with_the_words_even_of_a_spoiler_and_dismisses_it(
    world: World,
) -> None:
    await world.add_show()
    card = await world.post(world.ann, text="Naoki leaves in the end.", spoilers=True)
    assert "Naoki leaves" not in text(card)
    await report(world, card)

    page = await world.mod.slash(world.general, "moderation reports")

    assert answer(page).ephemeral
    for words in ("Naoki leaves in the end.", f"<@{world.bob.id}>", "It is rude.", "**1 report**", "1 of 1"):
        assert words in text(page)
    done = await world.mod.click(answer(page), label="Dismiss")
    assert "Dismissed" in text(done)
    empty = await world.mod.click(answer(done), label="Open reports")
    assert text(empty) == "Nothing is reported, and nobody appeals."
    assert len(cards(world.reviews)) == 1
    (row,) = (await world.stored())["reports"]
    assert row[6:8] == ("dismissed", world.mod.id)


async def test_a_hidden_review_goes_with_its_card_and_comes_back_with_it(world: World) -> None:
    await world.add_show()
    card = await world.post(world.ann, text="Loud and cruel.")
    await world.bob.click(card, label="Helpful")
    await world.mod.context_menu(world.reviews, "Pin review", card)
    await report(world, card)
    page = await world.mod.slash(world.general, "moderation reports")
    form = await world.mod.click(answer(page), label="Hide …")

    hidden = await world.mod.submit_modal(form, {"reason": RUDE})

    assert "is hidden and out of the average" in text(hidden)
    assert cards(world.reviews) == []
    show = await world.bob.slash(world.general, "show", show="Glass Heart")
    assert "Nobody here has rated it yet." in text(show)
    assert "cruel" not in text(show)
    listed = await world.bob.slash(world.general, "reviews", show="Glass Heart")
    assert "Nobody here has reviewed" in text(listed)

    back = await world.mod.click(answer(hidden), label="Bring it back")

    assert "is back, with its votes" in text(back)
    (again,) = cards(world.reviews)
    assert "Loud and cruel." in text(again)
    assert "Helpful 1" in buttons(again).values()
    assert [message.id for message in world.reviews.pinned_messages()] == [again.id]
    actions = [row[3] for row in sorted((await world.stored())["audit"]) if row[4] == "review"]
    assert actions == ["pin", "hide", "restore"]


async def test_the_author_is_told_beside_an_answer_that_took_a_while(world: World) -> None:
    await world.add_show()
    await hide(world, await world.post(world.ann, text="Loud and cruel."))
    file = ("ratings.csv", b"title,rating\nGlass Heart,4\n")
    page = await world.ann.slash(world.general, "mydata import", file=file)
    assert page.response
    assert "Import from a table" in text(page.response)
    assert RUDE in told(page)


async def test_the_author_is_told_privately_edits_and_asks_for_another_look(world: World) -> None:
    await world.add_show()
    card = await world.post(world.ann, text="Loud and cruel.")
    await hide(world, card)

    first = await world.ann.slash(world.general, "show", show="Glass Heart")
    assert "A moderator has hidden this review of yours." in told(first)
    assert RUDE in told(first)
    assert "Loud and cruel." in told(first)
    second = await world.ann.slash(world.general, "show", show="Glass Heart")
    assert second.followups == [], "told once"

    page = await world.ann.slash(world.general, "review", show="Glass Heart", rating=3.0)
    assert answer(page).ephemeral
    assert RUDE in text(page)
    form = await world.ann.click(answer(page), label="Edit")
    assert fields(form)["body"] == "Loud and cruel."
    edited = await world.ann.submit_modal(form, {"body": "Loud.", "stars": ["6"], "headline": ""})
    assert "stays hidden until a moderator has looked" in text(edited)
    assert cards(world.reviews) == []
    asked = await world.ann.click(answer(edited), label="Appeal")
    assert "Your appeal is with the moderators." in text(asked)
    assert "Appeal" not in buttons(asked).values()

    queue = await world.mod.slash(world.general, "moderation reports")
    assert "Its author appeals" in text(queue)
    assert "Loud." in text(queue)
    await world.mod.click(answer(queue), label="Bring it back")
    (again,) = cards(world.reviews)
    assert "**3.0** ★★★" in text(again)
    last = await world.ann.slash(world.general, "mydata hidden")
    assert text(last) == "None of your reviews here is hidden."
    assert "can be seen again" in told(last)


async def test_while_it_is_hidden_it_can_not_be_rated_but_posted_again_it_stays_hidden(world: World) -> None:
    await world.add_show()
    await hide(world, await world.post(world.ann))
    refused = await world.ann.slash(world.general, "rate", show="Glass Heart", rating=5.0)
    assert "A moderator has hidden your review of this" in text(refused)
    posted = await world.ann.slash(world.general, "review", show="Glass Heart", rating=5.0, text="Again!")
    assert "stays hidden until a moderator has looked" in text(posted)
    assert cards(world.reviews) == cards(world.general) == []
    stored = await world.stored()
    assert stored["ratings"] == []
    assert len(stored["review_versions"]) == 2
    listed = await world.ann.slash(world.general, "mydata hidden")
    assert "Your hidden reviews" in text(listed)
    chosen = await world.ann.select(answer(listed), ["1"])
    assert "Again!" in text(chosen)


async def test_a_moderator_asks_to_mark_spoilers_and_the_author_does_at_a_press(world: World) -> None:
    await world.add_show()
    card = await world.post(world.ann, text="Naoki leaves.")
    await report(world, card, "Spoils the end.")
    page = await world.mod.slash(world.general, "moderation reports")
    await world.mod.click(answer(page), label="Ask to mark spoilers")

    looked = await world.ann.slash(world.general, "show", show="Glass Heart")
    assert "asks you to mark your review of **Glass Heart · 2025**" in told(looked)
    more = await world.ann.click(card, label="⋯")
    assert "A moderator asks you to mark it" in text(more)
    done = await world.ann.click(answer(more), label="Mark spoilers")
    assert text(done).startswith("Marked.")
    (now,) = cards(world.reviews)
    assert "Naoki leaves." not in text(now)
    assert "A moderator asks" not in text(await world.ann.click(card, label="⋯"))


async def test_who_is_no_moderator_can_do_nothing_of_it(world: World) -> None:
    await world.add_show()
    card = await world.post(world.ann)
    await report(world, card)
    tried: set[str] = set()

    async def try_all(page: InteractionResult) -> None:
        before = await world.stored()
        for custom_id in [each for each in buttons(page) if each.startswith("moderation:")]:
            for member in (world.ann, world.bob):
                refused = await forged.press(member, answer(page), custom_id)
                assert "Only moderators can do that" in text(refused)
                assert await world.stored() == before
            tried.add(custom_id.split(":")[1])

    await try_all(page := await world.mod.slash(world.general, "moderation reports"))
    await try_all(await world.mod.click(answer(page), label="Read it all"))
    await try_all(await hide(world, card))
    hidden = answer(await world.ann.slash(world.general, "mydata hidden"))
    hidden = answer(await world.ann.select(hidden, ["1"]))
    for custom_id in [each for each in buttons(hidden) if each != "hidden:ask:1"]:
        refused = await forged.press(world.bob, hidden, custom_id)
        assert text(refused) == "This review is not there any more. Its author may have deleted it."
    await forged.press(world.bob, hidden, "hidden:ask:1")
    assert [row[8] for row in (await world.stored())["hidings"]] == [None], "Bob asked, who may not"
    await world.ann.click(hidden, label="Appeal")
    await try_all(page := await world.mod.slash(world.general, "moderation reports"))
    await try_all(await world.mod.click(answer(page), label="Keep it hidden"))
    await try_all(await world.mod.click(answer(page), label="Open reports"))

    assert tried == {"queue", "case", "read", "version", "hide", "restore", "keep", "dismiss", "spoilers"}
    for member in (world.ann, world.bob):
        with pytest.raises(SetupError, match="not visible"):
            await member.slash(world.general, "moderation reports")
        refused = await forged.slash(member, world.general, "moderation reports")
        assert "Only moderators can do that" in text(refused)


async def test_a_second_moderators_form_comes_too_late_and_gives_the_words_back(world: World) -> None:
    await world.add_show()
    card = await world.post(world.ann)
    form = await world.mod.click(answer(await world.mod.click(card, label="⋯")), label="Hide …")
    await hide(world, card)
    late = await world.mod.submit_modal(form, {"reason": "Me too."})
    assert "hidden already" in text(late)
    assert await file_of(late) == "Me too."
    assert [row[2] for row in (await world.stored())["hidings"]] == [RUDE]


async def test_the_pages_that_members_have_open_say_no_more_of_a_hidden_review(world: World) -> None:
    await world.add_show()
    card = await world.post(world.ann, text="Loud and cruel.")
    more = await world.bob.click(card, label="⋯")
    page = await world.bob.click(card, label="Read it all")
    await hide(world, card)
    for message, label in ((more, "Report"), (page, "Helpful")):
        refused = await world.bob.click(answer(message), label=label)
        assert "not there any more" in text(refused)
    assert (await world.stored())["helpful_votes"] == []


async def test_pressed_twice_and_after_a_restart_it_is_done_once(world: World) -> None:
    await world.add_show()
    card = await world.post(world.ann)
    await report(world, card)
    page = await world.mod.slash(world.general, "moderation reports")
    await world.restart()
    with forged.twice(world):
        await world.mod.click(answer(page), label="Dismiss")
    actions = [row[3] for row in (await world.stored())["audit"] if row[4] == "review"]
    assert actions == ["dismiss"]


async def test_its_author_may_delete_a_hidden_review_which_ends_the_case(world: World) -> None:
    await world.add_show()
    card = await world.post(world.ann, text="Loud and cruel.")
    more = await world.ann.click(card, label="⋯")
    hidden = await hide(world, card)
    asked = await world.ann.click(answer(more), label="Delete")
    deleted = await world.ann.click(answer(asked), label="Delete it")
    assert "Your review is deleted. What you write about this show stays hidden" in text(deleted)
    gone = await world.mod.click(answer(hidden), label="Bring it back")
    assert "Its author has deleted it" in text(gone)
