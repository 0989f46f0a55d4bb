"""The pages of pins: what is offered, what is pinned, and what is wrong with it."""

from bot.domain.ids import Millis, ReviewId, UserId
from bot.domain.moderation.pins import Candidates, PinCandidate, Pinned, PinsPage, Trouble
from bot.domain.reviews.review import CardPlace, Pin
from bot.ui.pages.moderation.pins import candidates_page, pin_label, pins_page
from tests.ui.examples import SHOW, buttons, labels, problems, read, reviewed

PLACE = CardPlace(501, 900)


def pinned(trouble: Trouble | None = None, review_id: ReviewId = ReviewId(12)) -> Pinned:
    return Pinned(
        Pin(review_id, PLACE, UserId(98), Millis(1_785_000_000_000)), reviewed(review_id=review_id), trouble
    )


async def test_candidates_say_what_they_are_and_where_they_stand() -> None:
    first = reviewed("Loud and tender", helpful=3)
    lost = reviewed("Who dies", spoilers=True, review_id=ReviewId(13))
    page = candidates_page(Candidates(SHOW, 5, [PinCandidate(first, PLACE), PinCandidate(lost, None)]))
    assert problems(page) == []
    assert list(buttons(page)) == ["pin:add:12.7.5", "pin:add:13.7.5"]
    text = read(page)
    assert "The most helpful reviews of Glass Heart" in text
    assert "**3.5** ★★★½ · <@99> · 3 helpful\nLoud and tender" in text
    assert "https://discord.com/channels/1/501/900" in text
    assert "no card yet: it gets one first" in text
    assert "Who dies" not in text


async def test_nothing_to_offer_and_nothing_pinned_say_so() -> None:
    assert read(candidates_page(Candidates(None, 5, []))) == "Every review that is here is pinned already."
    said = read(candidates_page(Candidates(SHOW, 5, []), "Pinned."))
    assert said == "Pinned.\nEvery review of Glass Heart that is here is pinned already."
    assert "`/pin top`" in read(pins_page(PinsPage(0, 0, 0, [])))


async def test_pins_say_who_when_and_where() -> None:
    page = pins_page(PinsPage(1, 2, 13, [pinned()]), "Unpinned.")
    assert problems(page) == []
    assert list(buttons(page)) == ["pin:drop:12.1", "pin:list:0.0", "pin:list:0.2"]
    assert read(page).startswith("Unpinned.")
    assert "13 pinned reviews\n-# page 2 of 3" in read(page)
    assert "pinned by <@98>, <t:1785000000:D> · <#501>" in read(page)


async def test_what_is_wrong_is_said_and_what_has_ended_cannot_be_unpinned() -> None:
    for trouble in Trouble:
        page = pins_page(PinsPage(0, 0, 1, [pinned(trouble)]))
        assert problems(page) == []
        assert trouble.value[1:] in read(page)
        assert labels(page) == ([] if trouble.ends_it else ["Unpin"])


async def test_a_pin_in_a_list_to_choose_from_fits() -> None:
    assert pin_label(pinned(), "#reviews") == "Glass Heart (2025) · 3.5 ★★★½ · #reviews"
    assert len(pin_label(pinned(), "#" + "r" * 90)) <= 100
    assert len(pin_label(pinned(), "#" + "r" * 100)) <= 100
