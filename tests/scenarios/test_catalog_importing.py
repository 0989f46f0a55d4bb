"""Moderators take in review articles: they see what was understood, correct it, and only then save."""

from datetime import UTC, datetime
from typing import Any

import pytest
from simcord import InteractionResult

from bot.domain.catalog.shows import Show
from bot.domain.ratings.rating import Stars
from bot.domain.reviews.review import BODY_LIMIT, Order, Review
from tests.samples import GLASS_HEART
from tests.scenarios.forged import press, twice
from tests.scenarios.world import World, answer, buttons, cards, fields, text
from tests.services.articles import LANTERNS, published_article


async def take_in(
    world: World, article: str | bytes = LANTERNS, name: str = "article.txt"
) -> InteractionResult:
    """The command of a moderator who attaches an article."""
    file = article.encode() if isinstance(article, str) else article
    return await world.mod.slash(world.reviews, "catalog import", file=(name, file))


async def save(world: World, page: InteractionResult) -> str:
    """Press Save; what is answered."""
    return text(await world.mod.click(answer(page), label="Save"))


def typed(form: InteractionResult) -> dict[str, Any]:
    """What a form is filled in with, to be sent back."""
    return {name: value or "" for name, value in fields(form).items()}


async def show_of(world: World, title: str) -> Show:
    return await world.services.shows.find(world.actor(world.ann), title)


async def review_of(world: World, show: Show) -> Review:
    page = await world.services.reviews.browse(world.actor(world.ann), show.show_id, Order.NEWEST, 0)
    assert page.review is not None
    return page.review


async def test_members_may_not_take_in_articles(world: World) -> None:
    before = await world.stored()
    refused = await world.ann.slash(world.reviews, "catalog import", file=("article.txt", LANTERNS.encode()))
    assert "Only moderators can do that" in text(refused)
    assert refused.ephemeral
    assert await world.stored() == before


async def test_what_was_understood_is_shown_to_the_moderator_alone_and_nothing_is_saved(world: World) -> None:
    before = await world.stored()

    page = await take_in(world)

    assert answer(page).ephemeral
    for line in (
        "Title: Paper Lanterns",
        "Other titles: 紙灯 / Kamiakari",
        "Kind: series",
        "Network: Netflix",
        "Episodes: 8",
        "Minutes: 45",
        "Based on: the novel by Ida Sand",
        "Also read: Beck",
        "Directors: Ana Lund",
        "Writers: Bo Ek",
        "Cast: Mio Tanaka as Hana Mori – stubborn",
        "Cast: Ren Abe as Sora Ito – lamp maker",
        "Rating: 4.5 ★★★★½",
        "Date: 2024-05-06 07:08 UTC",
        "By: Ida Holm",
        "Verdict: It glows long after it ends. Watch it in winter, with the lights out.",
        "The show is new in this catalogue.",
        "To be added with no more than their title: Beck.",
        "The date has a time but no time zone",
        "Not found: the year, a headline.",
    ):
        assert line in text(page)
    assert list(buttons(page).values()) == ["Save", "Change facts", "Change people", "Change review"]
    assert await world.stored() == before
    assert cards(world.reviews) == []


async def test_only_save_stores_it_and_its_card_is_posted_under_the_byline(world: World) -> None:
    saved = await save(world, await take_in(world))
    await world.env.settle()

    assert "**Paper Lanterns** is in the catalogue now, and its review is saved." in saved
    (card,) = cards(world.reviews)
    seen = text(card)
    assert (
        "### Paper Lanterns\n**4.5** ★★★★½\n-# by Ida Holm · <t:1714979280:D> · not in this server's average"
        in seen
    )
    assert "**Verdict**\nIt glows long after it ends." in seen
    assert "8 episodes × 45 min · directed by Ana Lund" in seen
    assert "<@" not in seen
    page = text(await world.ann.slash(world.general, "show", show="紙灯"))
    assert "Nobody here has rated it yet." in page
    assert "by Ida Holm" in page
    assert "by Ida Holm" in text(await world.ann.slash(world.general, "reviews", show="kamiakari"))
    related = text(await world.ann.slash(world.general, "related", show="Beck"))
    assert "Paper Lanterns" in related
    assert "by Ida Holm" in related


async def test_the_published_article_becomes_a_complete_show(world: World) -> None:
    page = await take_in(world, published_article().read_bytes(), "glass-heart-review.txt")
    await save(world, page)
    await world.env.settle()

    (card,) = cards(world.reviews)
    assert "**3.5** ★★★½" in text(card)
    written = int(datetime(2025, 7, 31, 21, 22, tzinfo=UTC).timestamp())
    assert f"-# an article · <t:{written}:D>" in text(card)
    assert "**Verdict**\nGlass Heart is not perfect." in text(card)
    assert "Netflix · 10 episodes × 35 min · directed by Kohtaro Goto and Kensaku Kakimoto" in text(card)
    show_page = text(await world.ann.slash(world.general, "show", show="玻璃之心"))
    assert "Written by Okada Mari" in show_page
    assert "Based on the novel by Wakagi Mio" in show_page
    cast = text(await world.ann.slash(world.general, "cast", show="Gurasu Haato"))
    for line in (
        "**Satoh Takeru** as Naoki Fujitani",
        "**Miyazaki Yu** as Akane Saijo",
        "**Machida Keita** as Sho Takaoka",
        "**Shison Jun** as Kazushi Sakamoto",
        "enigmatic",
        "temperamental drummer",
        "laid-back guitarist",
        "pianist",
    ):
        assert line in cast
    related = text(await world.ann.slash(world.general, "related", show="Glass Heart"))
    assert "Unspeakable Sins" in related
    assert "An Honest Life" in related


async def test_every_field_can_be_corrected_before_it_is_saved(world: World) -> None:
    page = await take_in(world)

    form = await world.mod.click(answer(page), label="Change facts")
    known = fields(form)
    assert (known["title"], known["other_titles"], known["also_read"]) == (
        "Paper Lanterns",
        "紙灯\nKamiakari",
        "Beck",
    )
    facts = known["facts"].replace("Year:", "Year: 2024").replace("Episodes: 8", "Episodes: 9")
    page = await world.mod.submit_modal(
        form,
        {
            "title": "Paper Lantern",
            "other_titles": "Kami",
            "facts": facts,
            "also_read": "Nana",
            "synopsis": "Dark.",
        },
    )
    form = await world.mod.click(answer(page), label="Change people")
    assert fields(form)["cast"] == "Mio Tanaka as Hana Mori – stubborn\nRen Abe as Sora Ito – lamp maker"
    page = await world.mod.submit_modal(
        form, {"makers": "Directors: Ana Lund, Ola Berg\nWriters:", "cast": "Mio Tanaka as Hana – gentle"}
    )
    form = await world.mod.click(answer(page), label="Change review")
    assert typed(form) == {
        "headline": "",
        "byline": "Ida Holm",
        "date": "2024-05-06 07:08",
        "season": "",
        "stars": ["9"],
    }
    page = await world.mod.submit_modal(
        form, {"headline": "Glow", "byline": "Ida H.", "date": "1970-01-02", "season": "2", "stars": ["4"]}
    )
    assert await world.stored() == {name: [] for name in await world.stored()}
    await save(world, page)

    show = await show_of(world, "Paper Lantern")
    assert show.facts.other_titles == ("Kami",)
    assert (show.facts.year, show.facts.episodes, show.facts.synopsis) == (2024, 9, "Dark.")
    assert [(each.name, each.character, each.role) for each in show.facts.credits] == [
        ("Ana Lund", "", ""),
        ("Ola Berg", "", ""),
        ("Mio Tanaka", "Hana", "gentle"),
    ]
    review = await review_of(world, show)
    assert (review.words.headline, review.byline, review.stars) == ("Glow", "Ida H.", Stars(4))
    assert (review.target.season, review.created_at) == (2, 86_400_000)
    assert review.words.body == LANTERNS
    assert "Nana" in text(await world.ann.slash(world.general, "related", show="Paper Lantern"))


async def test_what_can_not_be_read_is_said_and_kept_and_can_not_be_saved(world: World) -> None:
    page = await take_in(world)
    form = await world.mod.click(answer(page), label="Change facts")

    page = await world.mod.submit_modal(form, {**typed(form), "facts": "Episodes: many"})

    assert "It can't be saved like this." in text(page)
    assert "“Episodes: many” should be a whole number" in text(page)
    assert "Save" not in buttons(page).values()
    again = await world.mod.click(answer(page), label="Change facts")
    assert fields(again)["facts"] == "Episodes: many"
    page = await world.mod.submit_modal(again, {**typed(again), "facts": "Episodes: 7"})
    await save(world, page)
    assert (await show_of(world, "Paper Lanterns")).facts.episodes == 7


async def test_an_article_without_a_title_gets_one_in_the_form(world: World) -> None:
    page = await take_in(world, "I saw something yesterday. It was long.")
    assert "No title was found in the article." in text(page)
    form = await world.mod.click(answer(page), label="Change facts")

    page = await world.mod.submit_modal(form, {**typed(form), "title": "Beck"})
    await save(world, page)

    review = await review_of(world, await show_of(world, "Beck"))
    assert (review.stars, review.words.body) == (None, "I saw something yesterday. It was long.")
    (card,) = cards(world.reviews)
    assert "no rating\n-# an article · <t:" in text(card)


async def test_a_restart_between_preview_and_save_loses_nothing(world: World) -> None:
    page = await take_in(world)
    form = await world.mod.click(answer(page), label="Change review")
    await world.restart()
    page = await world.mod.submit_modal(form, {"byline": "Ida H.", "stars": ["8"]})
    await world.restart()

    assert "its review is saved" in await save(world, page)
    await world.env.settle()

    (card,) = cards(world.reviews)
    assert "**4.0** ★★★★\n-# by Ida H." in text(card)


async def test_nobody_else_can_save_it_and_what_comes_twice_is_saved_once(world: World) -> None:
    page = await take_in(world)
    (save_id,) = [each for each, label in buttons(page).items() if label == "Save"]
    refused = await press(world.ann, answer(page), save_id)
    assert "Only moderators can do that" in text(refused)
    with twice(world):
        await world.mod.click(answer(page), label="Save")
    await world.env.settle()

    assert len(cards(world.reviews)) == 1
    assert (await review_of(world, await show_of(world, "Paper Lanterns"))).version == 1


async def test_a_known_show_keeps_its_facts_and_the_answer_says_what_it_gained(world: World) -> None:
    await world.add_show("Paper Lanterns", GLASS_HEART)
    page = await take_in(world)
    assert "**Paper Lanterns · 2025** is in the catalogue already" in text(page)

    saved = await save(world, page)

    assert "**Paper Lanterns · 2025** was there already, and its review is saved." in saved
    assert "- Other titles: " in saved
    facts = (await show_of(world, "Paper Lanterns")).facts
    assert (facts.episodes, facts.minutes, facts.network) == (10, 35, "Netflix")


async def test_the_same_article_again_edits_its_card(world: World) -> None:
    await save(world, await take_in(world))
    page = await take_in(world, LANTERNS.replace("4.5\n", "2.0\n"))
    assert "This article is there already: it is replaced" in text(page)

    assert "its review is edited" in await save(world, page)
    await world.env.settle()

    (card,) = cards(world.reviews)
    assert "**2.0** ★★" in text(card)
    assert "edited" in text(card)


async def test_a_long_article_is_not_replaced_by_a_short_one_before_that_was_seen(world: World) -> None:
    page = await take_in(world, LANTERNS[:330])
    assert "there already" not in text(page)
    await save(world, await take_in(world))  # another moderator was quicker
    long = await review_of(world, await show_of(world, "Paper Lanterns"))

    seen = await world.mod.click(answer(page), label="Save")

    would_go = f"**Most of its text would go:** it has {len(long.words.body):,} characters now."
    assert would_go in text(seen)
    assert await review_of(world, await show_of(world, "Paper Lanterns")) == long
    assert "its review is edited" in await save(world, seen)
    assert (await review_of(world, await show_of(world, "Paper Lanterns"))).version == 2


async def test_everybody_may_find_it_helpful_or_report_it_and_moderators_delete_it(world: World) -> None:
    await save(world, await take_in(world))
    await world.env.settle()
    (card,) = cards(world.reviews)
    await world.ann.click(card, label="Helpful")
    await world.mod.click(card, label="Helpful 1")
    assert "Helpful 2" in buttons(cards(world.reviews)[0]).values()

    assert list(buttons(await world.ann.click(card, label="⋯")).values()) == ["Report"]
    more = await world.mod.click(card, label="⋯")
    assert list(buttons(more).values()) == ["Report", "Hide …", "Delete"]
    asked = await world.mod.click(answer(more), label="Delete")
    assert (
        "Delete this article on **Paper Lanterns**, with its card? Its 2 helpful votes go with it."
        in text(asked)
    )
    deleted = await world.mod.click(answer(asked), label="Delete it")
    await world.env.settle()

    assert "The article is deleted." in text(deleted)
    assert cards(world.reviews) == []


@pytest.mark.parametrize(
    ("name", "file", "sentence"),
    [
        ("article.pdf", b"%PDF-1.7", "I can read .txt and .md files only."),
        ("article.txt", b"\x89PNG\r\n\x1a\n", "That file is a picture"),
        ("article.txt", b"\xff\xfeH\0i\0", "saved as UTF-16"),
        ("article.txt", "Élite".encode("latin-1"), "not saved as UTF-8"),
        ("article.txt", b" \n\n ", "There are no words in that file."),
        ("article.txt", b"x" * (256 * 1024 + 1), "I can read 256 KiB at most."),
        ("article.txt", b"Dark Review\n" + b"x" * BODY_LIMIT, "A review can have 40,000 characters"),
    ],
)
async def test_files_that_are_no_articles_are_refused(
    world: World, name: str, file: bytes, sentence: str
) -> None:
    refused = await take_in(world, file, name)
    assert answer(refused).ephemeral
    assert sentence in text(refused)
    assert await world.stored() == {table: [] for table in await world.stored()}


async def test_hostile_words_stay_words(world: World) -> None:
    nasty = "@everyone <@1> [x](https://e.vil) `**"
    lines = (
        "Dark Review",
        "By Ida Holm",
        f"Director: {nasty}",
        f"It rains. {nasty}",
        f"Also Read: {nasty} Review",
    )
    article = "\n\n".join(lines)
    page = await take_in(world, article)
    form = await world.mod.click(answer(page), label="Change review")
    page = await world.mod.submit_modal(form, {"byline": nasty, "headline": nasty, "date": nasty})
    assert "is no date I can read" in text(page)
    form = await world.mod.click(answer(page), label="Change review")
    page = await world.mod.submit_modal(form, {"byline": nasty, "headline": nasty, "date": ""})
    await save(world, page)
    await world.env.settle()

    (card,) = cards(world.reviews)
    for seen in (text(page), text(card)):
        assert "@everyone" not in seen.replace("\\@everyone", "")
        assert "<@" not in seen.replace("\\<@", "")
        assert "](" not in seen.replace("\\](", "")
    assert "by \\@everyone" in text(card)
