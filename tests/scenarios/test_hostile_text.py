"""Members' words are shown as words: spoilers stay hidden, and nothing pings, links or breaks out."""

import re

import pytest

from tests.scenarios.world import World, answer, buttons, menu, read_whole, text

SECRET = "Everybody perishes backstage: curtains!"


async def test_a_spoiler_review_shows_no_word_of_its_body_until_asked(world: World) -> None:
    await world.add_show()
    await world.add_show("Glass Heart: the film")
    card = await world.post(world.ann, text=SECRET, spoilers=True)
    words = re.findall(r"\w+", SECRET)

    def hidden(seen: str) -> bool:
        return "contains spoilers" in seen and not any(word in seen for word in words)

    reviews = await world.bob.slash(world.general, "reviews", show="Glass Heart")
    related = await world.bob.slash(world.general, "related", show="Glass Heart: the film")
    for seen in (
        text(card),
        text(await world.bob.slash(world.general, "show", show="Glass Heart")),
        text(reviews),
        text(related),
    ):
        assert hidden(seen), seen

    assert (await read_whole(world.bob, card)) == [SECRET]
    shown = await world.bob.click(answer(reviews), label="Show spoilers")
    assert SECRET in text(shown)
    assert hidden(text(await world.bob.slash(world.general, "reviews", show="Glass Heart")))


async def test_a_headline_that_spoils_is_behind_a_spoiler_mark(world: World) -> None:
    await world.add_show()
    form = await world.ann.slash(world.reviews, "review", show="Glass Heart", rating=4.0)
    posted = await world.ann.submit_modal(
        form, {"headline": "Poor || Naoki", "body": SECRET, "spoilers": True}
    )

    assert r"||Poor \|\| Naoki||" in text(world.card(posted))
    page = await world.bob.slash(world.general, "show", show="Glass Heart")
    assert "perishes" not in text(page)
    assert "Poor" not in text(page)


async def test_spoilers_are_hidden_and_shown_again_by_editing(world: World) -> None:
    await world.add_show()
    card = await world.post(world.ann, text=SECRET)
    assert SECRET in text(card)
    await world.ann.slash(world.reviews, "review", show="Glass Heart", rating=3.5, text=SECRET, spoilers=True)
    assert SECRET not in text(card)
    await world.ann.slash(world.reviews, "review", show="Glass Heart", rating=3.5, text=SECRET)
    assert SECRET not in text(card)
    await world.ann.slash(
        world.reviews, "review", show="Glass Heart", rating=3.5, text=SECRET, spoilers=False
    )
    assert SECRET in text(card)


@pytest.mark.parametrize(
    ("hostile", "harmless"),
    [
        ("@everyone @here", r"\@everyone \@here"),
        ("<@1> <@&2> <#3> </kick:4>", r"\<@1\> \<@&2\> \<#3\> \</kick:4\>"),
        ("[free gifts](https://evil.example)", r"\[free gifts\](https\://evil.example)"),
        ("now | you || see me", r"now \| you \|\| see me"),
        ("```\ncode\n```", "\\`\\`\\`\ncode\n\\`\\`\\`"),
        ("# Big\n> quoted\n-# small\n- list\n1. one", "\\# Big\n\\> quoted\n\\-# small\n\\- list\n1\\. one"),
        ("**bold** __under__ ~~gone~~ `x`", r"\*\*bold\*\* \_\_under\_\_ \~\~gone\~\~ \`x\`"),
        ("abc \u202edcba\u202c \u2066x\u2069", "abc dcba x"),
    ],
)
async def test_hostile_words_neither_ping_nor_link_nor_break_out(
    world: World, hostile: str, harmless: str
) -> None:
    form = await world.ann.slash(world.reviews, "review", show=f"{hostile[:30]} show", rating=1.0)
    form = await world.ann.click(answer(form), custom_id=next(iter(buttons(form))))
    headline = hostile.partition("\n")[0]
    posted = await world.ann.submit_modal(form, {"headline": headline, "body": hostile})
    card = world.card(posted)

    read = answer(await world.bob.click(card, label="Read it all"))
    show = answer(await world.bob.click(card, label="Show"))
    reviews = answer(await world.bob.slash(world.general, "reviews", show="show:1"))

    assert harmless in text(read)
    assert harmless in text(reviews)
    for page in (card, read, show, reviews):
        assert hostile not in text(page)
        sent = world.env.backend.get_message(page.channel_id, page.id)
        assert {*sent.ping_user_ids, *sent.ping_role_ids} == set()
        assert not sent.mention_everyone
    stored = await world.own(world.ann)
    assert stored is not None
    assert stored.words.body == hostile


async def test_no_list_or_form_repeats_hostile_words_as_markup(world: World) -> None:
    await world.add_show("**Loud** <@1> || x")
    asked = await world.ann.slash(world.reviews, "review", show="Loud <@1> || y", rating=2.0)
    assert r"\<@1\> \|\| y" in text(asked)
    assert all("\\" not in label for label in buttons(asked).values())

    unknown = await world.ann.slash(world.reviews, "show", show="Loud <@1> || y")
    assert r"\<@1\> \|\| y" in text(unknown)
    assert list(menu(asked)) == list(menu(unknown)) == ["**Loud** <@1> || x (2025)"]
