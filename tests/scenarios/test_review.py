"""Members review shows."""

from tests.scenarios.world import World, answer, buttons, custom_id, text


async def test_a_first_review_on_an_empty_server_works_in_one_go(world: World) -> None:
    asked = await world.ann.slash(world.reviews, "review", show="Glass Heart", rating=3.5)
    assert asked.ephemeral
    assert "Add Glass Heart as a new show" in buttons(asked).values()

    form = await world.ann.click(answer(asked), custom_id=custom_id(asked, "draft:add"))
    assert form.modal is not None
    posted = await world.ann.submit_modal(form, {"headline": "Loud and lovely", "body": "I liked it a lot."})

    assert not answer(posted).ephemeral
    card = world.reviews.last_message
    assert card is not None
    assert "Glass Heart" in text(card)
    assert "3.5" in text(card)
    assert "Loud and lovely" in text(card)
    assert "I liked it a lot." in text(card)
    assert list(buttons(card).values()) == ["Helpful", "Read it all", "Show", "⋯"]
