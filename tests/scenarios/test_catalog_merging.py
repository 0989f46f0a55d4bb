"""Two look-alike entries are made one by a moderator, who sees first what will happen, and can undo it."""

import pytest

from bot.domain.catalog.shows import Facts
from bot.domain.ids import ShowId
from bot.domain.ratings.rating import Stars
from tests.scenarios import forged
from tests.scenarios.world import World, answer, buttons, cards, custom_id, text

DAY = 24 * 3_600


async def two_entries(world: World) -> None:
    """Glass Heart with reviews by Ann and Bob, and Galss Heart with an older one by Ann."""
    await world.add_show()
    await world.add_show("Galss Heart", Facts())
    await world.post(world.ann, 2.0, show="Galss Heart", text="Ann's first thoughts.")
    await world.later(60)
    await world.post(world.ann, 4.0, text="Ann's second thoughts.")
    await world.post(world.bob, 5.0, show="Galss Heart", text="Bob was here.")


@pytest.mark.parametrize(
    ("command", "options"), [("merge", {"show": "Galss Heart", "into": "Glass Heart"}), ("merges", {})]
)
async def test_members_may_not_merge(world: World, command: str, options: dict[str, str]) -> None:
    await two_entries(world)
    before = await world.stored()

    refused = await world.ann.slash(world.general, f"catalog {command}", **options)

    assert "Only moderators can do that" in text(refused)
    assert await world.stored() == before


async def test_a_member_can_not_press_what_a_moderator_was_shown(world: World) -> None:
    await two_entries(world)
    asked = await world.mod.slash(world.general, "catalog merge", show="Galss Heart", into="Glass Heart")
    assert answer(asked).ephemeral
    for start in ("catalog:merge:", "catalog:unmerge:"):
        before = await world.stored()
        pressed = await forged.press(world.ann, answer(asked), custom_id(asked, start))
        assert "Only moderators can do that" in text(pressed.followups[0])
        assert await world.stored() == before
        asked = await world.mod.click(answer(asked), custom_id=custom_id(asked, start))


async def test_a_moderator_sees_first_what_will_happen(world: World) -> None:
    await two_entries(world)
    before = await world.stored()

    asked = await world.mod.slash(world.general, "catalog merge", show="Galss Heart", into="Glass Heart")

    page = text(asked)
    assert "**Galss Heart** goes into **Glass Heart · 2025**" in page
    assert "2 ratings carried over; for 1 of them, the same member rated both: the newer rating stays" in page
    assert "2 reviews carried over, with votes and pins; for 1 of them, the same author reviewed both" in page
    assert "Other titles: グラスハート, 玻璃之心, Gurasu Haato → " in page
    assert "Galss Heart" in page.partition("takes over")[2]
    assert "can be undone for 30 days" in page
    assert await world.stored() == before


async def test_merged_entries_are_one_with_all_that_both_had(world: World) -> None:
    await two_entries(world)
    asked = await world.mod.slash(world.general, "catalog merge", show="Galss Heart", into="Glass Heart")

    merged = await world.mod.click(answer(asked), label="Merge")

    assert "**Galss Heart** went into **Glass Heart (2025)**." in text(merged)
    await world.later(5)
    standing = [text(card) for card in cards(world.reviews)]
    assert len(standing) == 2, "the card of Ann's older review is gone"
    assert all("Glass Heart · 2025" in card for card in standing)
    assert {"Ann's second thoughts." in card for card in standing} == {True, False}
    assert {"Bob was here." in card for card in standing} == {True, False}
    page = text(await world.ann.slash(world.general, "show", show="galss heart"))
    assert "## Glass Heart" in page
    assert "**4.5** ★★★★½ · 2 ratings" in page
    found = await world.ann.autocomplete(world.general, "show", "show", "galss")
    assert [each["name"] for each in found] == ["Glass Heart (2025)"]
    own = await world.own(world.ann, ShowId(1))
    assert own is not None
    assert own.stars == Stars(8)


async def test_a_merge_is_undone_from_its_answer_or_days_later_from_the_list(world: World) -> None:
    await two_entries(world)
    before = {text(card) for card in cards(world.reviews)}
    for days in (0, 20):
        asked = await world.mod.slash(world.general, "catalog merge", show="Galss Heart", into="Glass Heart")
        page = await world.mod.click(answer(asked), label="Merge")
        await world.later(5 + days * DAY)
        assert len(cards(world.reviews)) == 2
        if days:
            page = await world.mod.slash(world.general, "catalog merges")
            assert "**Galss Heart** went into **Glass Heart (2025)**." in text(page)
            assert f"by <@{world.mod.id}>" in text(page)

        undone = await world.mod.click(answer(page), label="Undo")

        assert "**Galss Heart** is an entry of its own again" in text(undone)
        await world.later(5)
        assert {text(card) for card in cards(world.reviews)} == before, "the one that was gone is back"
        assert "## Galss Heart" in text(await world.ann.slash(world.general, "show", show="Galss Heart"))
    assert "Nothing was merged" in text(await world.mod.slash(world.general, "catalog merges"))


async def test_an_entry_can_not_be_merged_with_itself(world: World) -> None:
    await world.add_show()
    refused = await world.mod.slash(world.general, "catalog merge", show="Glass Heart", into="glass heart")
    assert "one and the same show" in text(refused)
    assert buttons(refused) == {}


async def test_a_second_press_and_a_press_after_the_end_are_answered_in_words(world: World) -> None:
    await two_entries(world)
    pages = [
        await world.mod.slash(world.general, "catalog merge", show="Galss Heart", into="Glass Heart")
        for _ in range(2)
    ]
    merged = await world.mod.click(answer(pages[0]), label="Merge")
    before = await world.stored()
    again = await world.mod.click(answer(pages[1]), label="Merge")
    assert "**Galss Heart** went into" in text(again)
    assert await world.stored() == before

    await world.later(31 * DAY)
    late = await world.mod.click(answer(merged), label="Undo")
    assert "A merge can be undone for 30 days, and these are over." in text(late.followups[0])
