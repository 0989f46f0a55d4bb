"""Nobody loses their own words: asked before much of a text goes, and every edit can be undone."""

from typing import Any

import pytest
from simcord import InteractionResult

from bot.domain.actors import Right
from bot.domain.errors import Refusal
from bot.domain.ids import ReviewId, ShowId
from bot.domain.ratings.rating import Stars, Target
from bot.domain.reviews.review import Review
from bot.domain.reviews.versions import Undoing
from tests.scenarios import forged
from tests.scenarios.test_age_restricted import RESTRICTED, mark, restrict
from tests.scenarios.world import World, answer, buttons, custom_id, fields, file_of, menu, text

ARTICLE = " ".join(f"In chapter {number} the band looks for its song, and finds it." for number in range(88))
"""Some 5,000 characters: too much for a form."""
LETTER = ARTICLE[:1_000]
WAYS = ["Replace", "Add below", "Keep the old text"]


async def article(world: World, body: str = ARTICLE) -> Review:
    """Ann's review of Glass Heart, a long one."""
    await world.add_show()
    await world.post(world.ann, 4.5, file=("review.txt", body.encode()))
    return await stored(world)


async def stored(world: World) -> Review:
    review = await world.own(world.ann)
    assert review is not None
    return review


async def asked(world: World, **options: Any) -> InteractionResult:
    """Ann posts one word on top of it, and is asked."""
    before = await world.stored()
    question = await world.ann.slash(
        world.general, "review", **{"show": "Glass Heart", "rating": 3.0, "text": "ok", **options}
    )
    assert answer(question).ephemeral
    assert list(buttons(question).values()) == WAYS
    assert await world.stored() == before, "nothing is changed yet, neither words nor stars"
    return question


async def test_one_word_on_top_of_an_article_is_asked_about(world: World) -> None:
    await article(world)
    question = await asked(world)
    assert text(question).split("\n") == [
        "Most of your review of **Glass Heart** would go. Nothing is changed yet.",
        f"- Now: {len(ARTICLE):,} characters, “In chapter 0 the band looks for its song, and finds it. "
        "In chapter 1 the band looks for its song, and finds it.”",
        "- New: 2 characters, “ok”",
    ]


@pytest.mark.parametrize("restarted", [False, True])
async def test_the_new_text_takes_its_place_when_told_to_and_undo_brings_the_old_one_back(
    world: World, restarted: bool
) -> None:
    before = await article(world)
    question = await asked(world)
    if restarted:
        await world.restart()

    await world.ann.click(answer(question), label="Replace")

    after = await stored(world)
    assert (after.words.body, after.stars, after.version) == ("ok", Stars(6), 2)
    more = await world.ann.click(await card(world), label="⋯")
    page = await world.ann.click(answer(more), label="Earlier versions")
    assert "version 1 of 2" in text(page)
    assert ARTICLE[:500] in text(page)
    back = await world.ann.click(answer(page), label="Bring this back")
    assert "Your review of **Glass Heart** is as it was before, with **4.5 ★★★★½**." in text(back)
    again = await stored(world)
    assert (again.words, again.stars, again.version) == (before.words, before.stars, 3)
    assert "In chapter 0" in text(await card(world))


async def card(world: World) -> Any:
    """The one card in #reviews, as it stands."""
    await world.delivered()
    (message,) = world.reviews.history()
    return message


async def test_the_new_text_comes_below_the_old_one(world: World) -> None:
    await article(world)
    await world.ann.click(answer(await asked(world)), label="Add below")
    after = await stored(world)
    assert (after.words.body, after.stars) == (f"{ARTICLE}\n\nok", Stars(6))


async def test_the_old_text_stays_and_the_new_stars_are_taken(world: World) -> None:
    before = await article(world)
    kept = await world.ann.click(answer(await asked(world, text="Rather short.")), label="Keep the old text")
    assert "You rated **Glass Heart** **3.0 ★★★** (before: 4.5 ★★★★½)." in text(kept)
    assert await file_of(kept.followups[0]) == "Rather short."
    after = await stored(world)
    assert (after.words, after.stars, after.version) == (before.words, Stars(6), 1)
    assert "**3.0** ★★★" in text(await card(world))


async def test_what_does_not_fit_below_is_said_and_not_offered(world: World) -> None:
    await article(world, ARTICLE * 7)
    question = await world.ann.slash(
        world.general,
        "review",
        show="Glass Heart",
        rating=3.0,
        file=("other.txt", b"Quite another story about other people, told at length. " * 120),
    )
    assert list(buttons(question).values()) == ["Replace", "Keep the old text"]
    assert "characters, and a review can have 40,000." in text(question)


async def test_what_no_longer_fits_below_is_said_and_comes_back(world: World) -> None:
    await article(world)
    typed = b"Quite another story about other people, told at length. " * 40
    question = await world.ann.slash(
        world.general, "review", show="Glass Heart", rating=3.0, file=("other.txt", typed)
    )
    await world.ann.slash(
        world.general,
        "review",
        show="Glass Heart",
        rating=4.5,
        file=("more.txt", (ARTICLE * 8)[:39_900].encode()),
    )
    refused = await world.ann.click(answer(question), label="Add below")
    assert "A review can have 40,000 characters, and this one has 4" in text(refused)
    assert list(buttons(refused).values()) == ["Try again"]
    assert (await stored(world)).words.body == (ARTICLE * 8)[:39_900].strip()
    form = await world.ann.click(answer(refused), label="Try again")
    assert fields(form)["body"] == typed.decode()
    asked_again = await world.ann.submit_modal(form, {"body": "ok"})
    assert "New: 2 characters, “ok”" in text(asked_again)


async def test_a_press_on_what_was_edited_meanwhile_asks_anew(world: World) -> None:
    await article(world)
    question = await asked(world)
    longer = f"{ARTICLE} And in the end they all go home."
    await world.ann.slash(
        world.general, "review", show="Glass Heart", rating=4.5, file=("more.txt", longer.encode())
    )

    again = await world.ann.click(answer(question), label="Replace")

    assert list(buttons(again).values()) == WAYS
    assert f"{len(longer):,} characters" in text(again)
    assert (await stored(world)).words.body == longer
    await world.ann.click(answer(again), label="Replace")
    assert (await stored(world)).words.body == "ok"


@pytest.mark.parametrize("way", WAYS)
async def test_with_a_review_that_is_deleted_meanwhile_the_question_ends(world: World, way: str) -> None:
    review = await article(world)
    question = await asked(world)
    await world.services.reviews.delete(world.actor(world.ann), review.review_id)
    await world.delivered()
    before = await world.stored()
    ended = await world.ann.click(answer(question), label=way)
    assert "This draft is not there any more" in text(ended)
    assert await world.stored() == before


@pytest.mark.parametrize("way", WAYS)
async def test_a_press_on_what_was_hidden_meanwhile_leaves_it_hidden(world: World, way: str) -> None:
    review = await article(world)
    question = await asked(world)
    await world.services.moderation.hide(world.actor(world.mod, Right.MODERATE), review.review_id, "Rude.")
    pressed = await world.ann.click(answer(question), label=way)
    after = await stored(world)
    assert after.hidden
    assert after.stars == Stars(6)
    assert after.words.body == {"Replace": "ok", "Add below": f"{ARTICLE}\n\nok"}.get(way, ARTICLE)
    assert "The review stays hidden until a moderator has looked at it." in text(pressed)


@pytest.mark.parametrize("way", WAYS)
async def test_pressing_twice_is_harmless(world: World, way: str) -> None:
    await article(world)
    question = await asked(world)
    with forged.twice(world):
        await world.ann.click(answer(question), label=way)
    after = await world.stored()
    assert (await stored(world)).version == (1 if way == WAYS[2] else 2)
    with pytest.raises(Refusal, match="not there any more"):
        await world.services.drafts.get(world.actor(world.ann), 1)
    assert await world.stored() == after


@pytest.mark.parametrize("way", WAYS)
async def test_nobody_answers_for_the_author(world: World, way: str) -> None:
    await article(world)
    question = await asked(world)
    before = await world.stored()
    address = next(each for each, label in buttons(question).items() if label == way)
    for member in (world.bob, world.mod):
        assert "somebody else's draft" in text(await forged.press(member, answer(question), address))
    assert await world.stored() == before


async def test_the_question_is_not_asked_of_what_keeps_most_of_it(world: World) -> None:
    await article(world)
    better = ARTICLE.replace("chapter 7", "chapter seven")
    await world.ann.slash(
        world.general, "review", show="Glass Heart", rating=4.5, file=("review.txt", better.encode())
    )
    assert (await stored(world)).words.body == better


async def test_a_form_that_showed_the_old_text_replaces_it(world: World) -> None:
    await article(world, LETTER)
    form = await world.ann.slash(world.reviews, "review", show="Glass Heart", rating=3.0)
    assert fields(form)["body"] == LETTER.strip()
    await world.ann.submit_modal(form, {"body": "ok"})
    assert (await stored(world)).words.body == "ok"


async def test_a_form_that_showed_an_older_text_asks(world: World) -> None:
    await article(world, LETTER)
    form = await world.ann.slash(world.reviews, "review", show="Glass Heart", rating=3.0)
    await world.ann.slash(
        world.general, "review", show="Glass Heart", rating=4.5, file=("review.txt", ARTICLE.encode())
    )
    question = await world.ann.submit_modal(form, {"body": "ok"})
    assert list(buttons(question).values()) == WAYS
    assert (await stored(world)).words.body == ARTICLE


async def test_a_form_that_could_not_show_the_old_text_asks(world: World) -> None:
    await article(world)
    handed = await world.ann.slash(world.reviews, "review", show="Glass Heart", rating=3.0)
    assert await file_of(handed) == ARTICLE
    form = await world.ann.click(answer(handed), label="Edit")
    assert fields(form)["body"] is None
    question = await world.ann.submit_modal(form, {"body": "ok"})
    assert list(buttons(question).values()) == WAYS
    assert (await stored(world)).words.body == ARTICLE


async def test_a_misspelt_show_asks_once_it_is_known(world: World) -> None:
    await article(world)
    which = await world.ann.slash(world.general, "review", show="Glass Hart", rating=3.0, text="ok")
    question = await world.ann.select(answer(which), [menu(which)["Glass Heart (2025)"]])
    assert list(buttons(question).values()) == WAYS
    await world.ann.click(answer(question), label="Add below")
    assert (await stored(world)).words.body == f"{ARTICLE}\n\nok"


async def reviewed(world: World, rating: float, body: str) -> InteractionResult:
    """The answer to Ann's review of Glass Heart, with *Edit* and *Undo*."""
    told = await world.ann.slash(
        world.reviews, "review", show="Glass Heart", rating=rating, file=("review.txt", body.encode())
    )
    assert {"Edit", "Undo"} <= set(buttons(told).values())
    return told


@pytest.mark.parametrize("restarted", [False, True])
async def test_a_new_review_is_undone_with_its_card_and_rating_and_can_be_posted_after_all(
    world: World, restarted: bool
) -> None:
    await world.add_show()
    told = await reviewed(world, 4.5, LETTER)
    if restarted:
        await world.restart()

    undone = await world.ann.click(answer(told), label="Undo")
    await world.delivered()

    assert "Your rating is removed too. Your draft is saved for a week" in text(undone)
    assert await world.own(world.ann) is None
    assert await world.services.ratings.own(world.actor(world.ann), Target(ShowId(1))) is None
    assert world.reviews.history() == []
    form = await world.ann.click(answer(undone), label="Try again")
    assert fields(form)["body"] == LETTER
    await world.ann.submit_modal(form, {"body": LETTER})
    after = await stored(world)
    assert (after.words.body.strip(), after.stars) == (LETTER.strip(), Stars(9))
    assert "In chapter 0" in text(await card(world))


async def test_undoing_a_new_review_leaves_the_rating_that_stood_before(world: World) -> None:
    await world.add_show()
    await world.ann.slash(world.general, "rate", show="Glass Heart", rating=2.0)
    await world.later(60)
    told = await reviewed(world, 4.5, LETTER)
    undone = await world.ann.click(answer(told), label="Undo")
    assert "Your rating is **2.0 ★★**." in text(undone)


async def test_an_edit_is_undone_from_its_answer_and_an_old_button_undoes_no_newer_one(world: World) -> None:
    await world.add_show()
    first = await reviewed(world, 4.5, ARTICLE)
    await world.later(60)
    question = await asked(world)
    replaced = await world.ann.click(answer(question), label="Replace")
    assert answer(replaced).id == answer(question).id, "the answer takes the question's place"

    late = await world.ann.click(answer(first), label="Undo")
    assert "Nothing is undone: you have changed your review of **Glass Heart** again since" in text(late)
    assert (await stored(world)).words.body == "ok"
    assert "Earlier versions" in buttons(late).values()

    undone = await world.ann.click(answer(replaced), label="Undo")
    assert "is as it was before, with **4.5 ★★★★½**." in text(undone)
    back = await stored(world)
    assert (back.words.body, back.stars, back.version) == (ARTICLE, Stars(9), 3)
    assert "In chapter 0" in text(await card(world))


async def test_undoing_twice_undoes_once(world: World) -> None:
    await world.add_show()
    await reviewed(world, 4.5, LETTER)
    await world.later(60)
    told = await reviewed(world, 3.0, f"{LETTER} And more.")
    with forged.twice(world):
        await world.ann.click(answer(told), label="Undo")
    after = await stored(world)
    assert (after.words.body, after.version) == (LETTER.strip(), 3)
    again = await world.services.versions.undo(world.actor(world.ann), after.review_id, 2)
    assert again.came is Undoing.ALREADY
    assert await stored(world) == after


async def test_a_show_for_adults_is_spoken_of_where_it_may_be_only(world: World) -> None:
    await world.add_show()
    first = await reviewed(world, 4.5, ARTICLE)
    question = await asked(world)
    await restrict(world)
    before = await world.stored()

    assert text(await world.ann.click(answer(first), label="Undo")).startswith(RESTRICTED)
    for way in WAYS:
        refused = await world.ann.click(answer(question), label=way)
        assert text(refused).startswith(RESTRICTED)
        assert await file_of(refused) == "ok"
    assert await world.stored() == before

    await mark(world, world.general)
    await world.ann.click(answer(question), label="Add below")
    assert (await stored(world)).words.body == f"{ARTICLE}\n\nok"


async def test_nobody_undoes_what_others_wrote(world: World) -> None:
    await world.add_show()
    told = await reviewed(world, 4.5, LETTER)
    before = await world.stored()
    for member in (world.bob, world.mod):
        refused = await forged.press(member, answer(told), custom_id(told, "review:undo"))
        assert text(refused) == "Only its author can do that with a review."
    assert await world.stored() == before


async def test_a_hidden_reviews_edit_is_undone_and_it_stays_hidden(world: World) -> None:
    await world.add_show()
    await reviewed(world, 4.5, LETTER)
    await world.later(60)
    told = await reviewed(world, 3.0, f"{LETTER} And more.")
    review = await stored(world)
    await world.services.moderation.hide(world.actor(world.mod, Right.MODERATE), review.review_id, "Rude.")
    undone = await world.ann.click(answer(told), label="Undo")
    assert "It stays hidden until a moderator has looked at it." in text(undone)
    after = await stored(world)
    assert (after.words.body, after.hidden) == (LETTER.strip(), True)
    await world.delivered()
    assert world.reviews.history() == []


async def test_somebody_elses_versions_are_not_theirs_to_see(world: World) -> None:
    await article(world)
    await world.ann.click(answer(await asked(world)), label="Replace")
    more = await world.ann.click(await card(world), label="⋯")
    page = await world.ann.click(answer(more), label="Earlier versions")
    before = await world.stored()
    for member in (world.bob, world.mod):
        for of, start in ((more, "versions:open:1.0.0"), (page, "versions:back")):
            refused = await forged.press(member, answer(of), custom_id(of, start))
            assert text(refused) == "Only its author can do that with a review."
    assert await world.stored() == before
    assert (await stored(world)).target == Target(ShowId(1))
    assert (await stored(world)).review_id == ReviewId(1)
