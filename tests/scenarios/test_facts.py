"""Facts from another catalogue: adding by candidate, filling in later, refreshing, and the credit."""

import asyncio
from dataclasses import replace

import pytest

from bot.domain.catalog.shows import Facts
from bot.domain.catalog.sources import Catalog, Source
from bot.services.catalog.facts import SEARCH_WITHIN
from cogs.catalog.facts import PERIOD
from tests.scenarios.world import World, answer, buttons, cards, custom_id, fields, menu, text
from tests.services.provider import HARBOUR, FakeProvider

REMAKE = replace(
    HARBOUR, facts=replace(HARBOUR.facts, year=2024), source=Source(Catalog.TVMAZE, "4200"), episodes=()
)
CREDIT = (
    "-# Facts from [TVmaze](https://www.tvmaze.com/shows/4100), under "
    "[CC BY-SA 4.0](https://creativecommons.org/licenses/by-sa/4.0/)."
)


@pytest.fixture
def provider() -> FakeProvider:
    """The catalogue that the bot takes facts from: it knows one show."""
    provider = FakeProvider()
    provider.knows()
    return provider


async def page(world: World, title: str = "Harbour Lights") -> str:
    """A show's page as anybody sees it."""
    return text(await world.bob.slash(world.general, "show", show=title))


async def waiting(world: World) -> int:
    """How many shows wait for their facts."""
    return len((await world.stored())["fact_requests"])


async def minutes_pass(world: World, minutes: int = 2) -> None:
    """The bot looks for what is due."""
    for _ in range(minutes):
        await world.later(PERIOD)


async def test_a_show_is_added_by_choosing_it(world: World, provider: FakeProvider) -> None:
    provider.knows(REMAKE)
    asked = await world.ann.slash(world.general, "catalog add", title="harbour lights")
    assert answer(asked).ephemeral
    assert "Which **harbour lights** do you mean?" in text(asked)
    assert menu(asked) == {"Harbour Lights (2021)": "4100", "Harbour Lights (2024)": "4200"}
    assert "None of these: fill in myself" in buttons(asked).values()

    await world.ann.select(answer(asked), ["4100"])

    assert "**Harbour Lights** is in the catalogue now." in text(asked)
    seen = await page(world, "港の灯")
    for said in (
        "## Harbour Lights\n-# 港の灯 · Minato no Hi\nSeries · 2021 · Japan · Minato TV\n2 episodes × 45 min",
        "Directed by Jun Oka",
        "Written by Emi Tani",
        "**Aoi Mori** as Captain Sato",
        "A keeper and her crew.",
        CREDIT,
    ):
        assert said in seen, said
    assert len((await world.stored())["episodes"]) == 2
    assert [each["name"] for each in await world.bob.autocomplete(world.general, "show", "show", "minato")]
    form = await world.ann.click(answer(asked), label="Review")
    assert form.modal is not None


async def test_an_old_page_of_candidates_works_after_a_restart(world: World) -> None:
    asked = await world.ann.slash(world.general, "catalog add", title="harbour lights")
    await world.restart()
    await world.ann.select(answer(asked), ["4100"])
    assert "is in the catalogue now" in text(asked)


async def test_none_of_these_opens_the_form(world: World) -> None:
    asked = await world.ann.slash(world.general, "catalog add", title="Lamp", year=2020)
    form = await world.ann.click(answer(asked), label="None of these: fill in myself")
    added = await world.ann.submit_modal(form, {"synopsis": "A lamp."})
    assert "**Lamp** is in the catalogue now." in text(added)
    seen = await page(world, "Lamp")
    assert "2020" in seen
    assert "A lamp." in seen
    assert "Facts from" not in seen


@pytest.mark.parametrize("what", ["down", "finds nothing"])
async def test_the_form_opens_at_once_when_there_is_nothing_to_choose(
    world: World, provider: FakeProvider, what: str
) -> None:
    if what == "down":
        provider.down = True
    else:
        provider.shows.clear()
    form = await world.ann.slash(world.general, "catalog add", title="Lamp")
    assert form.modal is not None
    assert form.modal["title"] == "Add Lamp"
    assert "is in the catalogue now" in text(await world.ann.submit_modal(form, {}))


async def test_a_form_left_empty_while_the_catalogue_was_down_is_filled_in_later(
    world: World, provider: FakeProvider
) -> None:
    provider.down = True
    for title, typed in (("harbour lights", {}), ("Lamp", {"synopsis": "A lamp."})):
        form = await world.ann.slash(world.general, "catalog add", title=title)
        await world.ann.submit_modal(form, typed)
    provider.down = False
    provider.knows(replace(HARBOUR, title="Lamp", source=Source(Catalog.TVMAZE, "5")))

    await minutes_pass(world)

    assert "Directed by Jun Oka" in await page(world)
    assert "Jun Oka" not in await page(world, "Lamp")
    assert await waiting(world) == 0


async def test_what_is_none_of_these_is_not_filled_in_later(world: World) -> None:
    asked = await world.ann.slash(world.general, "catalog add", title="harbour lights")
    form = await world.ann.click(answer(asked), label="None of these: fill in myself")
    await world.ann.submit_modal(form, {})
    await minutes_pass(world)
    assert "Jun Oka" not in await page(world)


async def test_a_slow_catalogue_gets_a_button_for_the_form(world: World, provider: FakeProvider) -> None:
    provider.free.clear()
    asking = asyncio.create_task(world.ann.slash(world.general, "catalog add", title="Lamp"))
    while not provider.asked:
        await asyncio.sleep(0)
    world.env.backend.advance_clock(SEARCH_WITHIN)
    asked = await asking
    assert answer(asked).ephemeral
    assert "TVmaze takes long to answer just now." in text(asked)
    form = await world.ann.click(answer(asked), label="Fill in myself")
    assert "is in the catalogue now" in text(await world.ann.submit_modal(form, {}))


async def test_two_who_choose_the_same_show_get_one(world: World) -> None:
    by_ann = await world.ann.slash(world.general, "catalog add", title="harbour lights")
    by_bob = await world.bob.slash(world.general, "catalog add", title="minato no hi")
    await world.ann.select(answer(by_ann), ["4100"])

    await world.bob.select(answer(by_bob), ["4100"])

    assert "“Harbour Lights (2021)” is in the catalogue already." in text(by_bob)
    assert len((await world.stored())["shows"]) == 1
    form = await world.bob.click(answer(by_bob), label="Open the form again")
    assert form.modal is not None


async def test_facts_that_cant_be_had_come_later(world: World, provider: FakeProvider) -> None:
    asked = await world.ann.slash(world.general, "catalog add", title="harbour")
    provider.down = True
    await world.ann.select(answer(asked), ["4100"])
    assert "**harbour** is in the catalogue now." in text(asked)
    assert "TVmaze can't be reached just now. I'll fill in the facts and the cast" in text(asked)
    await minutes_pass(world)
    assert "Jun Oka" not in await page(world, "harbour")

    provider.down = False
    await minutes_pass(world, 3)

    assert "Directed by Jun Oka" in await page(world, "harbour")
    assert "## Harbour Lights\n-# harbour" in await page(world, "harbour")
    assert await waiting(world) == 0


async def test_what_members_add_waits_for_approval_with_its_facts(world: World) -> None:
    await world.mod.slash(world.general, "catalog adding", who="approval")
    asked = await world.ann.slash(world.general, "catalog add", title="harbour lights")
    await world.ann.select(answer(asked), ["4100"])
    assert "A moderator will look at it" in text(asked)
    assert await world.bob.autocomplete(world.general, "show", "show", "harbour") == []
    waits = await world.mod.slash(world.general, "catalog pending")
    await world.mod.click(answer(waits), label="Approve")
    assert await world.bob.autocomplete(world.general, "show", "show", "harbour") != []


async def test_a_review_of_a_new_show_goes_on_and_the_facts_follow(world: World) -> None:
    asked = await world.ann.slash(
        world.reviews, "review", show="harbour lights", rating=4.0, text="Salt and light."
    )
    posted = await world.ann.click(answer(asked), label="Add harbour lights as a new show")

    assert answer(posted).ephemeral
    assert posted.followups == []
    assert "Salt and light." in text(cards(world.reviews)[0])
    seen = await page(world)
    assert "Directed by Jun Oka" in seen
    assert CREDIT in seen
    assert await waiting(world) == 0


async def test_the_form_of_a_review_opens_before_the_facts_are_asked_for(world: World) -> None:
    asked = await world.ann.slash(world.reviews, "review", show="harbour lights", rating=4.0)
    form = await world.ann.click(answer(asked), label="Add harbour lights as a new show")
    assert form.modal is not None
    posted = await world.ann.submit_modal(form, {"body": "Salt and light."})
    assert "### Harbour Lights" in text(world.card(posted))
    assert "Directed by Jun Oka" in await page(world)


async def test_a_show_of_which_there_are_two_is_asked_for_after_the_card(
    world: World, provider: FakeProvider
) -> None:
    provider.knows(REMAKE)
    asked = await world.ann.slash(
        world.reviews, "review", show="harbour lights", rating=4.0, text="Salt and light."
    )
    posted = await world.ann.click(answer(asked), label="Add harbour lights as a new show")

    assert answer(posted).ephemeral
    (question,) = posted.followups
    assert question.ephemeral
    assert "Which of these is **harbour lights**?" in text(question)
    assert "Jun Oka" not in await page(world)
    await world.ann.select(question, ["4200"])

    assert "**Harbour Lights · 2024** is changed.\n- Title: harbour lights → Harbour Lights" in text(question)
    assert list(buttons(question).values()) == ["Show"]
    assert "Directed by Jun Oka" in await page(world)


async def test_a_catalogue_that_is_down_holds_up_no_review(world: World, provider: FakeProvider) -> None:
    provider.down = True
    asked = await world.ann.slash(
        world.reviews, "review", show="harbour lights", rating=4.0, text="Salt and light."
    )
    posted = await world.ann.click(answer(asked), label="Add harbour lights as a new show")
    assert answer(posted).ephemeral
    assert posted.followups == []
    assert "Salt and light." in text(cards(world.reviews)[0])

    provider.down = False
    await world.restart()
    await minutes_pass(world)

    assert "Directed by Jun Oka" in await page(world)


async def test_refreshing_shows_what_changed(world: World, provider: FakeProvider) -> None:
    asked = await world.ann.slash(world.general, "catalog add", title="harbour lights")
    await world.ann.select(answer(asked), ["4100"])
    provider.knows(network="Streamly", episodes=3)

    refreshed = await world.mod.slash(world.general, "catalog refresh", show="Harbour Lights")

    assert answer(refreshed).ephemeral
    assert "**Harbour Lights · 2021** is changed." in text(refreshed)
    assert "- Network: Minato TV → Streamly\n- Episodes: 2 → 3" in text(refreshed)
    assert "Streamly" in await page(world)
    again = await world.mod.slash(world.general, "catalog refresh", show="Harbour Lights")
    assert "is as it was: nothing was changed." in text(again)


async def test_wrong_facts_are_replaced_by_those_of_another_show(
    world: World, provider: FakeProvider
) -> None:
    asked = await world.ann.slash(world.general, "catalog add", title="harbour lights")
    await world.ann.select(answer(asked), ["4100"])
    provider.knows(REMAKE)
    refreshed = await world.mod.slash(world.general, "catalog refresh", show="Harbour Lights")
    choice = await world.mod.click(answer(refreshed), label="It is another show")

    await world.mod.select(answer(choice), ["4200"])

    assert "- Year: 2021 → 2024" in text(answer(refreshed))
    assert "https://www.tvmaze.com/shows/4200" in await page(world)


async def test_refreshing_a_show_that_people_entered_asks_which_it_is(world: World) -> None:
    await world.add_show("Harbour", Facts(based_on="a song"))
    asked = await world.mod.slash(world.general, "catalog refresh", show="Harbour")
    assert "Which of these is **Harbour**?" in text(asked)

    await world.mod.select(answer(asked), ["4100"])

    assert "- Network: nothing → Minato TV" in text(asked)
    seen = await page(world, "Harbour")
    assert "## Harbour\n-# Harbour Lights" in seen
    assert "Based on a song" in seen
    assert CREDIT in seen


async def test_members_may_not_refresh(world: World) -> None:
    await world.add_show("Harbour", Facts())
    before = await world.stored()
    refused = await world.ann.slash(world.general, "catalog refresh", show="Harbour")
    assert "Only moderators can do that" in text(refused)
    assert await world.stored() == before


async def test_refreshing_says_when_it_cant(world: World, provider: FakeProvider) -> None:
    await world.add_show("Harbour", Facts())
    provider.shows.clear()
    for down, sentence in ((True, "TVmaze can't be reached just now."), (False, "TVmaze finds nothing for")):
        provider.down = down
        refused = await world.mod.slash(world.general, "catalog refresh", show="Harbour")
        assert sentence in text(refused)
    provider.name = ""
    refused = await world.mod.slash(world.general, "catalog refresh", show="Harbour")
    assert "I take no facts from other catalogues here." in text(refused)


async def test_hostile_names_are_shown_as_text(world: World, provider: FakeProvider) -> None:
    provider.shows.clear()
    nasty = "@everyone [win](https://evil.example) ||*_"
    provider.knows(replace(HARBOUR, title=nasty), network=nasty, synopsis=nasty * 30)
    asked = await world.ann.slash(world.general, "catalog add", title=nasty)
    assert f"{nasty} (2021)" in menu(asked)
    await world.ann.select(answer(asked), ["4100"])
    assert custom_id(asked, "show:open")
    assert r"\[win](" in text(asked) or r"\[win\](" in text(asked)
    shown = await world.ann.click(answer(asked), label="Show")
    assert "[win](https" not in text(shown).replace("\\[win", "")


async def test_the_form_is_not_filled_with_what_was_chosen(world: World) -> None:
    asked = await world.ann.slash(world.general, "catalog add", title="Lamp")
    form = await world.ann.click(answer(asked), label="None of these: fill in myself")
    assert fields(form)["synopsis"] is None
