"""Moderators keep the catalogue: editing, linking, removing, approving, and who may add shows."""

import pytest

from bot.domain.actors import Right
from bot.domain.catalog.shows import Credit, Facts, Job
from bot.domain.ratings.rating import Stars
from bot.domain.reviews.drafts import ReviewDraft
from tests.scenarios.world import World, answer, buttons, custom_id, fields, text

KEEPING: tuple[tuple[str, dict[str, str]], ...] = (
    ("edit", {"show": "Glass Heart"}),
    ("credits", {"show": "Glass Heart"}),
    ("titles", {"show": "Glass Heart"}),
    ("link", {"show": "Glass Heart", "other": "Beck"}),
    ("unlink", {"show": "Glass Heart", "other": "Beck"}),
    ("remove", {"show": "Glass Heart"}),
    ("pending", {}),
)


@pytest.mark.parametrize(("command", "options"), KEEPING)
async def test_members_may_not_keep_the_catalogue(
    world: World, command: str, options: dict[str, str]
) -> None:
    await world.add_show()
    await world.add_show("Beck", Facts())
    before = await world.stored()

    refused = await world.ann.slash(world.general, f"catalog {command}", **options)

    assert refused.modal is None
    assert "Only moderators can do that" in text(refused)
    assert await world.stored() == before


async def test_the_facts_of_a_show_are_changed_and_the_answer_says_what_changed(world: World) -> None:
    show = await world.add_show()
    form = await world.mod.slash(world.general, "catalog edit", show="Glass Heart")
    facts = fields(form)["facts"]
    assert "Network: Netflix" in facts

    changed = facts.replace("Netflix", "TBS").replace("Episodes: 10", "Episodes: 12")
    edited = await world.mod.submit_modal(form, {"facts": changed, "synopsis": "A band, and the rain."})

    assert "- Network: Netflix → TBS" in text(edited)
    assert "- Episodes: 10 → 12" in text(edited)
    after = await world.services.shows.get(world.actor(world.mod), show.show_id)
    assert (after.facts.network, after.facts.episodes) == ("TBS", 12)
    assert (after.titles, after.facts.credits) == (show.titles, show.facts.credits)


async def test_the_people_of_a_show_are_changed(world: World) -> None:
    show = await world.add_show()
    form = await world.mod.slash(world.general, "catalog credits", show="Glass Heart")
    known = fields(form)
    longer = f"{known['cast']}\nShison Jun as Kazushi Sakamoto – pianist"

    edited = await world.mod.submit_modal(form, {**known, "cast": longer})

    assert "- Cast: added Shison Jun" in text(edited)
    page = await world.ann.slash(world.general, "cast", show="Glass Heart")
    assert "**Shison Jun** as Kazushi Sakamoto" in text(page)
    after = await world.services.shows.get(world.actor(world.mod), show.show_id)
    assert len(after.facts.credits) == len(show.facts.credits) + 1


async def test_a_long_cast_is_edited_whole(world: World) -> None:
    people = [Credit(f"Actor {n} {'x' * 80}", Job.CAST, f"Part {n}", "y" * 60) for n in range(60)]
    show = await world.add_show("Crowd", Facts(credits=tuple(people)))
    form = await world.mod.slash(world.general, "catalog credits", show="Crowd")

    edited = await world.mod.submit_modal(form, fields(form))

    assert "nothing was changed" in text(edited)
    after = await world.services.shows.get(world.actor(world.mod), show.show_id)
    assert [each.name for each in after.facts.credits] == [each.name for each in people]


async def test_a_show_is_found_by_its_new_titles_at_once(world: World) -> None:
    await world.add_show()
    assert await world.ann.autocomplete(world.general, "show", "show", "crystal") == []
    form = await world.mod.slash(world.general, "catalog titles", show="Glass Heart")

    edited = await world.mod.submit_modal(form, {"title": "Crystal Heart", "other_titles": "Glass Heart"})

    assert "- Title: Glass Heart → Crystal Heart" in text(edited)
    assert [each["name"] for each in await world.ann.autocomplete(world.general, "show", "show", "crystal")]
    assert "## Crystal Heart" in text(await world.ann.slash(world.general, "show", show="glass heart"))


async def test_a_title_that_another_show_has_is_refused_and_the_form_opens_again(world: World) -> None:
    await world.add_show()
    await world.add_show("Beck", Facts(year=2025))
    form = await world.mod.slash(world.general, "catalog titles", show="Beck")

    refused = await world.mod.submit_modal(form, {"title": "GLASS  heart", "other_titles": "Bekku"})
    assert "“Glass Heart (2025)” has that title already." in text(refused)

    again = await world.mod.click(answer(refused), label="Open the form again")
    assert fields(again) == {"title": "GLASS  heart", "other_titles": "Bekku"}


async def test_a_line_that_cant_be_read_changes_nothing(world: World) -> None:
    await world.add_show()
    form = await world.mod.slash(world.general, "catalog edit", show="Glass Heart")
    before = text(await world.ann.slash(world.general, "show", show="Glass Heart"))

    refused = await world.mod.submit_modal(form, {"facts": "Episodes: many"})

    assert "“Episodes: many” should be a whole number" in text(refused)
    assert text(await world.ann.slash(world.general, "show", show="Glass Heart")) == before


async def test_linked_shows_are_related_until_the_link_is_taken_away(world: World) -> None:
    await world.add_show()
    await world.add_show("Beck", Facts())
    await world.mod.slash(world.general, "catalog link", show="Glass Heart", other="Beck")
    assert "Beck" in text(await world.ann.slash(world.general, "related", show="Glass Heart"))
    assert "Glass Heart" in text(await world.ann.slash(world.general, "related", show="Beck"))

    await world.mod.slash(world.general, "catalog unlink", show="Beck", other="Glass Heart")
    assert "Beck" not in text(await world.ann.slash(world.general, "related", show="Glass Heart"))
    again = await world.mod.slash(world.general, "catalog unlink", show="Beck", other="Glass Heart")
    assert "nothing to take away" in text(again)


async def test_a_show_can_not_be_linked_with_itself(world: World) -> None:
    await world.add_show()
    refused = await world.mod.slash(world.general, "catalog link", show="Glass Heart", other="glass heart")
    assert "one and the same show" in text(refused)


async def test_a_show_without_reviews_is_removed_with_its_ratings(world: World) -> None:
    await world.add_show()
    await world.ann.slash(world.general, "rate", show="Glass Heart", rating=4.0)
    asked = await world.mod.slash(world.general, "catalog remove", show="Glass Heart")
    assert "Its 1 rating would go with it." in text(asked)

    removed = await world.mod.click(answer(asked), label="Remove it")

    assert "is removed" in text(removed)
    assert await world.ann.autocomplete(world.general, "show", "show", "glass") == []
    gone = await world.ann.slash(world.general, "show", show="Glass Heart")
    assert "is not in this server's catalogue yet" in text(gone)


async def test_a_show_with_reviews_stays(world: World) -> None:
    show = await world.add_show()
    draft = ReviewDraft("Glass Heart", Stars(7), show.show_id, body="Lovely.")
    await world.services.reviews.post(world.actor(world.ann), draft, world.reviews.id)

    refused = await world.mod.slash(world.general, "catalog remove", show="Glass Heart")

    assert "so it stays" in text(refused)


async def test_what_members_add_waits_for_approval_if_the_server_asks_for_that(world: World) -> None:
    await world.mod.slash(world.general, "catalog adding", who="approval")
    asked = await world.ann.slash(world.reviews, "review", show="Glass Heart", rating=3.5, text="Loud.")
    posted = await world.ann.click(answer(asked), custom_id=custom_id(asked, "draft:add"))
    assert "Loud." in text(world.card(posted)), "nobody's words wait"
    assert await world.bob.autocomplete(world.general, "show", "show", "glass") == []
    page = text(await world.bob.slash(world.general, "show", show="Glass Heart"))
    assert "A moderator has yet to look at this show." in page

    waiting = await world.mod.slash(world.general, "catalog pending")
    assert "Glass Heart" in text(waiting)
    assert f"<@{world.ann.id}>" in text(waiting)
    assert "Decline" not in buttons(waiting).values(), "it has a review"
    approved = await world.mod.click(answer(waiting), label="Approve")

    assert "No show waits for approval." in text(approved)
    assert await world.bob.autocomplete(world.general, "show", "show", "glass") != []


async def test_a_show_that_nobody_has_reviewed_can_be_declined(world: World) -> None:
    await world.mod.slash(world.general, "catalog adding", who="approval")
    await world.services.shows.add(world.actor(world.ann), "Spam", Facts())
    waiting = await world.mod.slash(world.general, "catalog pending")

    await world.mod.click(answer(waiting), label="Decline")

    assert "not in this server's catalogue yet" in text(
        await world.ann.slash(world.general, "show", show="Spam")
    )


async def test_where_moderators_add_the_shows_a_review_of_a_new_one_waits_for_them(world: World) -> None:
    await world.mod.slash(world.general, "catalog adding", who="moderators")
    refused = await world.ann.slash(world.general, "catalog add", title="Beck")
    assert "moderators add the shows" in text(refused)

    asked = await world.ann.slash(world.reviews, "review", show="Beck", rating=4.5, text="Louder!")
    assert "Ask a moderator to add it" in text(asked)
    assert list(buttons(asked).values()) == ["Try again"]
    await world.services.shows.add(world.actor(world.mod, Right.MODERATE), "Beck", Facts())
    posted = await world.ann.click(answer(asked), label="Try again")

    assert answer(posted).ephemeral
    assert "Louder!" in text(world.card(posted))


async def test_many_long_titles_are_edited_whole(world: World) -> None:
    titles = tuple(f"Title {n} {'x' * 150}" for n in range(50))
    show = await world.add_show("Many", Facts(other_titles=titles))
    form = await world.mod.slash(world.general, "catalog titles", show="Many")

    edited = await world.mod.submit_modal(form, fields(form))

    assert "nothing was changed" in text(edited)
    after = await world.services.shows.get(world.actor(world.mod), show.show_id)
    assert after.facts.other_titles == titles


async def test_the_cards_of_a_show_follow_its_new_title(world: World) -> None:
    await world.add_show()
    await world.ann.slash(world.reviews, "review", show="Glass Heart", rating=3.5, text="Lovely.")
    form = await world.mod.slash(world.general, "catalog titles", show="Glass Heart")

    await world.mod.submit_modal(form, {"title": "Crystal Heart", "other_titles": ""})
    await world.later(3)

    card = world.reviews.last_message
    assert card is not None
    assert "### Crystal Heart" in text(card)
