"""/profile and /compare: what a member likes, and how much two of them agree."""

from bot.domain.catalog.shows import Facts
from tests.scenarios import forged
from tests.scenarios.test_age_restricted import mark
from tests.scenarios.world import World, answer, buttons, custom_id, menu, text

TITLES = ("Beck", "Nana", "Monster", "Akira", "Paprika", "Perfect Blue")


async def add_shows(world: World) -> None:
    for title in TITLES:
        await world.add_show(title, Facts(genres=("Music", "Drama") if title == "Beck" else ("Drama",)))


async def rate(world: World, *ratings: tuple[float, float]) -> None:
    """Ann's and bob's ratings of the shows, in order; 0 for none."""
    for title, given in zip(TITLES, ratings, strict=False):
        for member, rating in zip((world.ann, world.bob), given, strict=True):
            if rating:
                await member.slash(world.general, "rate", show=title, rating=rating)


async def test_a_profile_tells_what_a_member_rates_and_writes(world: World) -> None:
    await add_shows(world)
    await rate(world, (5.0, 4.0), (4.0, 0), (1.5, 3.0))
    card = await world.post(world.ann, 4.5, show="Akira", text="Neon and motorbikes.")
    await world.bob.click(card, label="Helpful")
    await world.post(world.ann, 3.0, show="Paprika", text="He wakes up.", spoilers=True)

    profile = await world.bob.slash(world.general, "profile", member=world.ann)

    assert answer(profile).ephemeral
    seen = text(profile)
    assert f"### Profile of <@{world.ann.id}>" in seen
    assert "**5 shows** rated · **3.6** on average (this server: 3.6)" in seen
    assert "**2 reviews** · **1 helpful vote** received" in seen
    assert "**Favourites**\n**5.0** ★★★★★ Beck\n**4.5** ★★★★½ Akira\n**4.0** ★★★★ Nana" in seen
    assert "Drama · 5 shows · **3.6** on average\nMusic · 1 show · **5.0** on average" in seen
    assert "**Most helpful review**\n-# 1 helpful vote\nAkira\n**4.5** ★★★★½ · <t:" in seen
    assert seen.count(">>> Neon and motorbikes.") == 1
    assert "He wakes up" not in seen
    assert "This review contains spoilers." in seen
    (picture,) = answer(profile).attachments
    assert picture.description == (
        "How often each rating was given to a whole show. "
        "5.0 stars: 1, 4.5 stars: 1, 4.0 stars: 1, 3.0 stars: 1, 1.5 stars: 1."
    )
    assert "Compare with me" in buttons(profile).values()


async def test_ones_own_profile_opens_without_naming_anybody(world: World) -> None:
    await add_shows(world)
    await rate(world, (5.0, 4.0))

    own = await world.ann.slash(world.general, "profile")

    assert f"### Profile of <@{world.ann.id}>" in text(own)
    assert "**1 show** rated · **5.0** on average (this server: 4.5)" in text(own)
    assert "Compare with me" not in buttons(own).values()


async def test_a_profile_opens_from_the_menu_of_a_member_and_leads_on_after_a_restart(world: World) -> None:
    await add_shows(world)
    await rate(world, (5.0, 4.0))
    await world.post(world.ann, 4.5, show="Akira", text="Neon.")
    profile = await world.bob.context_menu(world.general, "Profile", world.ann)
    assert "Akira" in menu(profile)

    await world.restart()

    read = await world.bob.click(answer(profile), label="Read it all")
    assert "Neon." in text(read)
    profile = await world.bob.context_menu(world.general, "Profile", world.ann)
    show = await world.bob.select(answer(profile), [menu(profile)["Akira"]])
    assert "## Akira" in text(show)
    profile = await world.bob.context_menu(world.general, "Profile", world.ann)
    compared = await world.bob.click(answer(profile), label="Compare with me")
    assert answer(compared).id == answer(profile).id
    assert answer(compared).attachments == []
    again = await world.bob.click(answer(compared), label="Their profile")
    assert f"### Profile of <@{world.ann.id}>" in text(again)


async def test_somebody_with_nothing_yet_has_a_profile_too(world: World) -> None:
    nothing = await world.bob.slash(world.general, "profile", member=world.ann)
    assert "This member has rated and reviewed no show here yet." in text(nothing)
    assert answer(nothing).attachments == []
    own = await world.ann.slash(world.general, "profile")
    assert "You have rated and reviewed no show here yet. `/rate` and `/review`" in text(own)


async def test_a_review_of_a_season_alone_makes_a_profile_without_a_picture(world: World) -> None:
    await add_shows(world)
    await world.post(world.ann, 4.5, show="Akira", season=1)

    profile = await world.bob.slash(world.general, "profile", member=world.ann)

    assert "**1 review** · **0 helpful votes** received" in text(profile)
    assert "Akira · season 1" in text(profile)
    assert "on average" not in text(profile)
    assert answer(profile).attachments == []


async def test_whoever_is_hidden_is_seen_by_themselves_only(world: World) -> None:
    await add_shows(world)
    await rate(world, *[(5.0, 5.0)] * 5)
    profile = await world.bob.slash(world.general, "profile", member=world.ann)
    await world.ann.slash(world.general, "mydata visibility", profile=1)
    await world.restart()

    for command in ("profile", "compare"):
        refused = await world.bob.slash(world.general, command, member=world.ann)
        assert text(refused) == "This member keeps their profile to themselves."
    from_menu = await world.mod.context_menu(world.general, "Profile", world.ann)
    assert text(from_menu) == "This member keeps their profile to themselves."
    pressed = await forged.press(world.bob, answer(profile), custom_id(profile, "members:compare"))
    assert text(pressed) == "This member keeps their profile to themselves."

    own = await world.ann.slash(world.general, "profile")
    assert "**5 shows** rated" in text(own)
    assert "You are hidden: nobody else sees this." in text(own)
    assert "You two agree" in text(await world.ann.slash(world.general, "compare", member=world.bob))


async def test_two_members_are_compared_from_five_shows_in_common_on(world: World) -> None:
    await add_shows(world)
    await rate(world, (5.0, 5.0), (5.0, 4.0), (3.0, 4.5), (1.0, 4.0))

    early = await world.ann.slash(world.general, "compare", member=world.bob)
    assert answer(early).ephemeral
    assert (
        f"You and <@{world.bob.id}> have 4 shows in common so far. A taste match takes 5: "
        "1 more that both of you have rated."
    ) in text(early)
    assert "%" not in text(early)

    await rate(world, *[(0, 0)] * 4, (2.0, 2.5), (0, 5.0))
    compared = await world.ann.slash(world.general, "compare", member=world.bob)

    seen = text(compared)
    assert "## You two agree 56 %\n5 shows in common. You give them 0.8 stars less on average." in seen
    assert "**You agree on**\nBeck: both **5.0**\nPaprika: you **2.0**, they **2.5**" in seen
    assert "**You differ on**\nAkira: you **1.0**, they **4.0**\nMonster: you **3.0**, they **4.5**" in seen
    assert "**They love, and you have not rated**\n**5.0** ★★★★★ Perfect Blue" in seen
    other_side = text(await world.bob.slash(world.general, "compare", member=world.ann))
    assert "## You two agree 56 %\n5 shows in common. You give them 0.8 stars more on average." in other_side


async def test_nobody_in_common_with_somebody_who_rated_nothing(world: World) -> None:
    await add_shows(world)
    nothing = await world.ann.slash(world.general, "compare", member=world.bob)
    assert "have no show in common so far. A taste match takes 5: 5 more" in text(nothing)
    await rate(world, (0, 5.0))
    loved = await world.ann.slash(world.general, "compare", member=world.bob)
    assert "They love these, and you have not rated them:\n**5.0** ★★★★★ Beck" in text(loved)


async def test_neither_bots_nor_oneself_are_compared_with(world: World) -> None:
    bot = world.guild.add_member(world.env.create_user("robot", bot=True))
    for command in ("profile", "compare"):
        assert "Bots watch no shows" in text(await world.ann.slash(world.general, command, member=bot))
    assert "Bots watch no shows" in text(await world.ann.context_menu(world.general, "Profile", bot))
    oneself = await world.ann.slash(world.general, "compare", member=world.ann)
    assert "You agree with yourself in everything." in text(oneself)


async def test_who_has_left_the_server_still_has_a_profile(world: World) -> None:
    await add_shows(world)
    await rate(world, *[(5.0, 5.0)] * 5)
    profile = await world.mod.slash(world.general, "profile", member=world.ann)
    compared = await world.bob.slash(world.general, "compare", member=world.ann)
    world.guild.remove_member(world.ann)

    opened = await world.bob.click(answer(compared), label="Their profile")

    assert text(opened) == text(profile)


async def test_shows_for_adults_are_named_in_age_restricted_channels_only(world: World) -> None:
    await add_shows(world)
    await rate(world, *[(5.0, 5.0)] * 5)
    await world.post(world.ann, 5.0, show="Akira", text="Neon.")
    back_room = world.guild.create_text_channel("back-room")
    await mark(world, back_room)
    await world.mod.slash(world.general, "catalog restrict", show="Akira", adults=True)

    for channel, is_seen in ((world.general, False), (back_room, True)):
        for command in ("profile", "compare"):
            seen = text(await world.bob.slash(channel, command, member=world.ann))
            assert ("Akira" in seen) == is_seen, (channel.name, command)
            assert ("Neon." in seen) == (is_seen and command == "profile")
