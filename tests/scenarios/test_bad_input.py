"""What can't be taken gets a private sentence; nothing is stored, and what was typed comes back."""

from typing import Any

import pytest

from bot.domain.ids import ShowId
from tests.scenarios import forged
from tests.scenarios.world import World, answer, custom_id, fields, file_of, text

WORDS = "All that I typed on my phone for an hour."
PNG = b"\x89PNG\r\n\x1a\n" + bytes(200)
TOO_LONG = "Forty-one thousand characters are too many. " * 932
ZALGO = "G̸̡̧̛̺̦̗͔͍̞̿̔̏͐̚l̷̰̙̝͙̪̀̈́̇̈̾͘͝ͅa̴̢̱̟̰̝̽̎̈́̏̏͒͜͠s̵̨̯̬̮̰̋̊̌̔̿̒͝s̴̨̭̪̹̩̘͊͆̎̋͘͝ H̴̢̧̨͎̘̰̃̆͋͛̕͝e̷̛̮̟̭̜̱̋͋̂̈́̂a̶̡̨̭̗̱̽̔̓̎̕͝r̶̨̛̞̣̯̗̿͋̈̇̚͝t̷̢̧̛̮̖̰͒̈́̆̚͝"

BAD_FILES = {
    "a picture in disguise": ("review.txt", PNG, "That file is a picture, whatever its name says."),
    "an empty file": ("review.txt", b"", "That file is empty."),
    "a file of blanks": ("review.txt", b" \n\t\n ", "There are no words in that file."),
    "Latin-1": ("review.txt", "Très émouvant, très bruyant.".encode("latin-1"), "not saved as UTF-8"),
    "UTF-16": ("review.txt", WORDS.encode("utf-16"), "saved as UTF-16"),
    "a NUL in a file": ("review.txt", b"Words\0and more", "That file is not plain text."),
    "over 256 KiB": ("review.txt", b"x" * (256 * 1024 + 1), "I can read 256 KiB at most"),
    "a wrong ending": ("review.docx", b"PK\x03\x04", "I can read .txt and .md files only."),
    "too many characters": (
        "review.txt",
        TOO_LONG.encode(),
        "A review can have 40,000 characters, and this one has 41,",
    ),
}


@pytest.mark.parametrize(("name", "data", "sentence"), BAD_FILES.values(), ids=list(BAD_FILES))
async def test_a_bad_file_gets_a_sentence_and_loses_nothing(
    world: World, name: str, data: bytes, sentence: str
) -> None:
    await world.add_show()
    before = await world.stored()

    refused = await world.ann.slash(
        world.reviews, "review", show="Glass Heart", rating=4.0, text=WORDS, file=(name, data)
    )

    assert answer(refused).ephemeral
    assert sentence in text(refused)
    assert WORDS in await file_of(refused)
    assert await world.stored() == before
    assert world.reviews.history(viewer=world.bob) == []


@pytest.mark.parametrize(("name", "data", "sentence"), BAD_FILES.values(), ids=list(BAD_FILES))
async def test_a_bad_file_in_the_form_leads_back_to_the_form(
    world: World, name: str, data: bytes, sentence: str
) -> None:
    await world.add_show()
    form = await world.ann.slash(world.reviews, "review", show="Glass Heart", rating=4.0)
    before = await world.stored()

    refused = await world.ann.submit_modal(form, {"headline": "Mine", "body": WORDS, "file": (name, data)})

    assert answer(refused).ephemeral
    assert sentence in text(refused)
    assert WORDS in await file_of(refused)
    assert await world.stored() == before
    again = await world.ann.click(answer(refused), label="Try again")
    assert (fields(again)["headline"], fields(again)["body"]) == ("Mine", WORDS)
    posted = await world.ann.submit_modal(again, {"headline": "Mine", "body": WORDS})
    assert WORDS in text(world.card(posted))


@pytest.mark.parametrize("rating", [3.7, 0.0, -1.0, 5.5, 1e300])
async def test_a_rating_that_was_never_offered_is_refused(world: World, rating: float) -> None:
    await world.add_show()
    before = await world.stored()

    review = await forged.slash(
        world.ann, world.reviews, "review", show="Glass Heart", rating=rating, text=WORDS
    )
    rated = await forged.slash(world.ann, world.reviews, "rate", show="Glass Heart", rating=rating)

    for refused in (review, rated):
        assert answer(refused).ephemeral
        assert "A rating goes from 0.5 to 5 in half stars" in text(refused)
    assert await file_of(review) == WORDS
    assert await world.stored() == before


@pytest.mark.parametrize(
    ("show", "sentence"),
    [
        ("x" * 300, "A title can have 200 characters, and this one has 300."),
        ("   ", "A show needs a title with at least one readable character."),
        ("\u200b\u2060", "A show needs a title with at least one readable character."),
        ("\0\x07", "A show needs a title with at least one readable character."),
        ("show:999", "That show is not in this server's catalogue any more."),
        ("show:" + "9" * 80, "That show is not in this server's catalogue any more."),
        ("show:-1", "“show:-1” is not in this server's catalogue yet."),
    ],
)
async def test_a_bad_title_gets_a_sentence_and_the_words_back(world: World, show: str, sentence: str) -> None:
    await world.add_show()
    before = await world.stored()

    refused = await world.ann.slash(world.reviews, "review", show=show, rating=4.0, text=WORDS)
    assert answer(refused).ephemeral
    assert sentence in text(refused)
    if "yet" not in sentence:
        assert WORDS in await file_of(refused)
    for command in ("rate", "show", "cast", "related", "reviews"):
        options: dict[str, Any] = {"rating": 4.0} if command == "rate" else {}
        refused = await world.ann.slash(world.general, command, show=show, **options)
        assert answer(refused).ephemeral
        assert sentence in text(refused)
    assert await world.stored() == before


async def test_too_long_a_title_is_handed_back_with_the_words(world: World) -> None:
    refused = await world.ann.slash(world.reviews, "review", show="x" * 300, rating=4.0, text=WORDS)

    assert await file_of(refused) == f"{'x' * 300}\n\n{WORDS}"


async def test_zalgo_is_read_as_the_title_beneath_it(world: World) -> None:
    await world.add_show()
    card = await world.post(world.ann, show=ZALGO, text=ZALGO)

    stored = await world.own(world.ann)
    assert stored is not None
    assert stored.words.body == ZALGO
    assert "### Glass Heart" in text(card)
    asked = await world.bob.slash(world.reviews, "review", show=ZALGO.replace("H", "B"), rating=4.0, text="x")
    assert "is not in this server's catalogue yet" in text(asked)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("A\0B", "AB"), ("half \ud83d", "half \ufffd"), ("\ufeffmarked", "marked"), ("a\r\nb\x1bc", "a\nbc")],
)
async def test_what_no_keyboard_types_is_mended(world: World, typed: str, kept: str) -> None:
    await world.add_show()
    card = await world.post(world.ann, text=typed)
    form = await world.bob.slash(world.reviews, "review", show="Glass Heart", rating=4.0)
    await world.bob.submit_modal(form, {"headline": typed, "body": typed})
    asked = await world.mod.slash(world.reviews, "review", show=f"New {typed}", rating=4.0, text=typed)
    by_mod = await world.mod.click(answer(asked), custom_id=custom_id(asked, "draft:add"))

    for member, show_id in ((world.ann, 1), (world.bob, 1), (world.mod, 2)):
        stored = await world.own(member, ShowId(show_id))
        assert stored is not None
        assert stored.words.body == kept
    assert kept in text(card)
    assert f"### New {' '.join(kept.split())}\n" in text(world.card(by_mod))


async def test_a_text_of_blanks_is_no_text(world: World) -> None:
    await world.add_show()
    await world.post(world.ann, text=WORDS)

    form = await world.ann.slash(world.reviews, "review", show="Glass Heart", rating=2.0, text="  \u200b ")

    assert fields(form)["body"] == WORDS


@pytest.mark.parametrize(
    "typed", ["'", '"', "*", "a AND b", "NEAR(", "show:", "\ud83d", "\0", "x" * 100, "%_"]
)
async def test_autocomplete_survives_whatever_is_typed(world: World, typed: str) -> None:
    await world.add_show()
    for command in ("review", "rate", "show", "cast", "related", "reviews"):
        choices = await world.ann.autocomplete(world.reviews, command, "show", typed)
        assert all(choice["value"] == "show:1" for choice in choices)


async def test_a_season_out_of_range_is_refused(world: World) -> None:
    await world.add_show()
    before = await world.stored()
    for season in (0, -1, 20_000):
        refused = await forged.slash(
            world.ann, world.reviews, "review", show="show:1", rating=4.0, text=WORDS, season=season
        )
        assert text(refused) == "Seasons and episodes are counted from 1."
        assert await file_of(refused) == WORDS
    assert await world.stored() == before
