"""Long reviews come as files: real articles, edited articles, and texts of every length."""

import os
from pathlib import Path

import pytest

from bot.domain.ratings.rating import Stars
from bot.domain.reviews.review import BODY_LIMIT
from tests.scenarios.world import World, answer, buttons, custom_id, fields, file_of, read_whole, text

ARTICLE = Path(__file__).resolve().parents[3] / "shared" / "glass-heart-review.txt"
LONG = "\n\n".join(f"Paragraph {n}. " + "The drums come in and nobody sits still. " * 8 for n in range(20))


@pytest.fixture
def article() -> bytes:
    """A review as it was published, which is not ours to keep in the project."""
    if not ARTICLE.exists():
        assert os.environ.get("CI") != "true", (
            f"With CI=true the real article is tested: {ARTICLE} is missing"
        )
        pytest.skip(f"the real article is not at hand: there is no {ARTICLE}")
    return ARTICLE.read_bytes()


async def test_a_published_article_is_stored_and_read_back_to_the_last_byte(
    world: World, article: bytes
) -> None:
    await world.add_show()
    posted = await world.ann.slash(
        world.reviews, "review", show="Glass Heart", rating=3.5, file=("glass-heart-review.txt", article)
    )
    card = world.card(posted)
    stored = await world.own(world.ann)

    assert stored is not None
    assert stored.words.body.encode() == article.replace(b"\r\n", b"\n")
    assert "**Verdict**\nGlass Heart is not perfect." in text(card)
    assert "Also Read" not in text(card)

    for reader in (world.bob, world.ann, world.mod):
        pages = await read_whole(reader, card)
        assert len(pages) > 1
        assert "".join(pages).encode() == stored.words.body.encode()
        assert all(page.endswith("\n") for page in pages[:-1])


async def test_a_file_may_have_any_newlines_and_a_byte_order_mark(world: World) -> None:
    await world.add_show()
    file = ("thoughts.md", "\ufeffFirst line.\r\nSecond line.\rThird: äöü.\n".encode())

    await world.ann.slash(world.reviews, "review", show="Glass Heart", rating=4.0, file=file)

    stored = await world.own(world.ann)
    assert stored is not None
    assert stored.words.body == "First line.\nSecond line.\nThird: äöü.\n"


async def test_a_file_can_come_with_the_form(world: World) -> None:
    await world.add_show()
    form = await world.ann.slash(world.reviews, "review", show="Glass Heart", rating=4.0)

    posted = await world.ann.submit_modal(
        form, {"headline": "Encore!", "body": "In short: go.", "file": ("long.txt", LONG.encode())}
    )

    stored = await world.own(world.ann)
    assert answer(posted).ephemeral
    assert stored is not None
    assert stored.words.headline == "Encore!"
    assert stored.words.body == f"In short: go.\n\n{LONG}"


async def test_text_and_file_of_one_command_follow_each_other(world: World) -> None:
    await world.add_show()
    file = ("long.txt", b"And now at length.")

    await world.ann.slash(
        world.reviews, "review", show="Glass Heart", rating=4.0, text="In short: go.", file=file
    )

    stored = await world.own(world.ann)
    assert stored is not None
    assert stored.words.body == "In short: go.\n\nAnd now at length."


async def test_a_text_too_long_for_a_form_is_handed_over_changed_and_sent_back(world: World) -> None:
    await world.add_show()
    card = await world.post(world.ann, file=("long.txt", LONG.encode()))
    handed_over = await world.ann.slash(world.reviews, "review", show="Glass Heart", rating=4.5)

    assert answer(handed_over).ephemeral
    assert f"{len(LONG):,} characters" in text(handed_over)
    assert await file_of(handed_over) == LONG
    changed = (await file_of(handed_over)).replace("nobody sits still", "everybody dances")

    form = await world.ann.click(answer(handed_over), label="Edit")
    edited = await world.ann.submit_modal(form, {"file": ("changed.txt", changed.encode())})

    stored = await world.own(world.ann)
    assert stored is not None
    assert (stored.words.body, stored.stars, stored.version) == (changed, Stars(9), 2)
    assert answer(edited).ephemeral
    assert "updated" in text(edited)
    assert "everybody dances" in text(card)
    assert "4.5" in text(card)


async def test_a_long_text_stays_when_only_its_headline_changes(world: World) -> None:
    await world.add_show()
    card = await world.post(world.ann, file=("long.txt", LONG.encode()))
    more = await world.ann.click(card, label="⋯")
    handed_over = await world.ann.click(answer(more), label="Edit")
    form = await world.ann.click(answer(handed_over), label="Edit")

    assert fields(form)["body"] is None
    await world.ann.submit_modal(form, {"headline": "A second thought", "stars": ["7"]})

    stored = await world.own(world.ann)
    assert stored is not None
    assert (stored.words.headline, stored.words.body) == ("A second thought", LONG)
    assert "A second thought" in text(card)


async def test_an_edited_file_can_come_back_with_the_command(world: World) -> None:
    await world.add_show()
    card = await world.post(world.ann, file=("long.txt", LONG.encode()))

    asked = await world.ann.slash(
        world.general, "review", show="Glass Heart", rating=2.0, file=("v2.txt", b"I take it all back.")
    )
    edited = await world.ann.click(answer(asked), label="Replace")

    stored = await world.own(world.ann)
    assert answer(edited).ephemeral
    assert stored is not None
    assert stored.words.body == "I take it all back."
    assert "I take it all back." in text(card)
    assert world.general.last_message is None or world.general.last_message.id == answer(edited).id


@pytest.mark.parametrize(
    "piece",
    [
        "All is well. ",
        "word",
        "音楽は人をつなぐ。",
        "*_~`|[](<@1>) and so on, and then some more. ",
        "🎸🥁 ",
        "one line\n",
        "So it goes.\n\n\n\n",
        "é́́́",
    ],
)
async def test_the_longest_review_is_read_whole_in_pages_that_discord_takes(world: World, piece: str) -> None:
    await world.add_show()
    body = ("Beginning." + piece * BODY_LIMIT)[: BODY_LIMIT - 1] + "."
    card = await world.post(world.ann, file=("longest.txt", body.encode()))

    pages = await read_whole(world.bob, card)

    assert "".join(pages) == body
    last = await world.bob.click(card, label="Read it all")
    assert "‹" not in buttons(last).values()
    assert custom_id(last, "review:helpful")
