"""Shows for adults: seen in age-restricted channels, and nowhere else."""

import pytest
from simcord import ChannelHandle
from simcord.backend import serializers

from tests.scenarios.world import World, answer, cards, text

RESTRICTED = "That show is for adults, so I speak of it in age-restricted channels only."


async def mark(world: World, channel: ChannelHandle, nsfw: bool = True) -> None:
    """Discord says that a channel is age-restricted, or not any more (simcord doesn't know of that)."""
    payload = serializers.channel_payload(world.env.backend, world.env.backend.get_channel(channel.id))
    world.env.backend.emit("CHANNEL_UPDATE", {**payload, "nsfw": nsfw})
    await world.env.settle()


async def restrict(world: World, title: str = "Glass Heart", adults: bool = True) -> str:
    """A moderator says whom a show is for, in a channel where it may be seen; returns the answer."""
    channel = world.general if adults else world.reviews
    return text(await world.mod.slash(channel, "catalog restrict", show=title, adults=adults))


COMMANDS = {
    "show": {},
    "cast": {},
    "episodes show": {},
    "related": {},
    "reviews": {},
    "rate": {"rating": 4.0},
    "review": {"rating": 4.0, "text": "Hm."},
}


@pytest.mark.parametrize("command", COMMANDS)
async def test_no_command_speaks_of_it_elsewhere(world: World, command: str) -> None:
    show = await world.add_show()
    assert "for adults now" in await restrict(world)
    before = await world.stored()

    for named in ("Glass Heart", f"show:{show.show_id}"):
        refused = await world.ann.slash(world.general, command, show=named, **COMMANDS[command])
        assert answer(refused).ephemeral
        assert text(refused).startswith(RESTRICTED)
    assert await world.stored() == before


async def test_in_an_age_restricted_channel_it_is_a_show_like_any(world: World) -> None:
    await world.add_show()
    await restrict(world)
    await mark(world, world.reviews)

    card = await world.post(world.ann, text="Not for the young.")
    assert "Not for the young." in text(card)
    assert "Glass Heart" in text(await world.bob.slash(world.reviews, "show", show="Glass Heart"))


async def test_titles_are_suggested_where_they_may_be_seen(world: World) -> None:
    await world.add_show()
    await world.add_show("Glass Onion")
    await restrict(world)
    await mark(world, world.reviews)

    async def suggested(channel: ChannelHandle, typed: str) -> list[str]:
        choices = await world.ann.autocomplete(channel, "show", "show", typed)
        return sorted(choice["name"] for choice in choices)

    assert await suggested(world.reviews, "glass") == ["Glass Heart (2025)", "Glass Onion (2025)"]
    assert await suggested(world.general, "glass") == ["Glass Onion (2025)"]
    assert "Glass Heart (2025)" in await suggested(world.reviews, "glas hart")
    assert "Glass Heart (2025)" not in await suggested(world.general, "glas hart")

    unknown = await world.ann.slash(world.general, "show", show="Glass Hearts")
    assert "Glass Heart (" not in text(unknown)


async def test_the_cast_of_other_shows_does_not_lead_to_it(world: World) -> None:
    await world.add_show()
    await world.add_show("Glass Onion")
    await restrict(world)
    cast = await world.ann.slash(world.general, "cast", show="Glass Onion")
    person = await world.ann.select(answer(cast), ["3"])
    assert "1 show in this server's catalogue" in text(person)
    assert "Glass Heart" not in text(person)


async def test_its_cards_elsewhere_go_and_the_reviews_stay(world: World) -> None:
    await world.add_show()
    card = await world.post(world.ann, text="Not for the young.")
    await world.mod.context_menu(world.reviews, "Pin review", card)
    await restrict(world)

    assert cards(world.reviews) == []
    assert (await world.stored())["pins"] == []
    assert await world.own(world.ann) is not None

    await mark(world, world.reviews)
    assert "for everybody now" in await restrict(world, adults=False)
    assert "Not for the young." in text(await world.bob.slash(world.general, "reviews", show="Glass Heart"))


async def test_cards_go_when_their_channel_is_not_age_restricted_any_more(world: World) -> None:
    await world.add_show()
    await restrict(world)
    await mark(world, world.reviews)
    await world.post(world.ann)
    assert len(cards(world.reviews)) == 1

    await mark(world, world.reviews, nsfw=False)
    assert cards(world.reviews) == []
    assert await world.own(world.ann) is not None


@pytest.mark.parametrize("label", ["Helpful", "Show"])
async def test_an_old_page_does_not_lead_to_it_any_more(world: World, label: str) -> None:
    await world.add_show()
    card = await world.post(world.ann)
    page = await world.bob.click(card, label="Read it all")
    await restrict(world)

    refused = await world.bob.click(answer(page), label=label)
    assert text(refused).startswith(RESTRICTED)
    review = await world.own(world.ann)
    assert review is not None
    assert review.helpful == 0


async def test_members_can_not_mark_a_show(world: World) -> None:
    await world.add_show()
    before = await world.stored()
    refused = await world.ann.slash(world.general, "catalog restrict", show="Glass Heart")
    assert text(refused).startswith("Only moderators can do that")
    assert await world.stored() == before
