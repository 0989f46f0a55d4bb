"""||Spoilers|| are spoilers, wherever a member's words are shown, and the stored text stays as it was."""

import io
import json
import zipfile

import discord
import pytest
from simcord import InteractionResult

from bot.domain.actors import Right
from bot.domain.catalog.shows import Credit, Facts, Job
from bot.domain.ids import ReviewId
from bot.domain.server.settings import Destination
from tests.discord_reader import Seen, seen
from tests.scenarios.test_destinations import send_to
from tests.scenarios.test_digest import choose, digests, until
from tests.scenarios.world import Message, World, answer, cards, components, custom_id, fields, menu, text

HEADLINE = "Poor ||sesame||!"
BODY = (
    "The band plays and plays. ||Then sesame, @everyone <@1> **leaves**.\n\n- sesame|| It is loud.\n\n"
    "Verdict\nWatch it for the drums. ||Sesame, sesame.|| Twice!"
)
PLAYS = "The band plays and plays. ▇"


def read(message: Message | InteractionResult) -> Seen:
    """What somebody sees of a message; no button and no list says what is hidden."""
    if isinstance(message, InteractionResult):
        message = answer(message)
    texts = [seen(each["content"]) for each in components(message) if each["type"] == 10]
    plain = [str({**each, "content": "", "components": ""}) for each in components(message)]
    page = Seen("\n".join(each.open for each in texts), "\n".join(each.hidden for each in texts))
    assert "sesame" not in "".join([page.open, *plain]).casefold()
    return page


def seen_of(message: Message | InteractionResult, *open_: str) -> None:
    """A message shows the words that are open, and keeps the others behind bars."""
    page = read(message)
    for words in open_:
        assert words in page.open
    assert "sesame" in page.hidden.casefold()
    found = answer(message) if isinstance(message, InteractionResult) else message
    assert "@everyone" not in text(found).replace(r"\@everyone", "")


async def post(world: World) -> discord.Message:
    """The card of Ann's review, with a headline and a text that hide something."""
    await world.add_show()
    form = await world.ann.slash(world.reviews, "review", show="Glass Heart", rating=4.0)
    await world.ann.submit_modal(form, {"headline": HEADLINE, "body": BODY})
    await world.delivered()
    (card,) = cards(world.reviews)
    return card


async def test_on_the_card_and_where_it_is_read_whole(world: World) -> None:
    card = await post(world)
    seen_of(card, "**Poor ▇!**", PLAYS, "It is loud.", "Watch it for the drums. ▇ Twice!")
    sent = world.env.backend.get_message(card.channel.id, card.id)
    assert ({*sent.ping_user_ids}, sent.mention_everyone) == (set(), False)
    whole = await world.bob.click(card, label="Read it all")
    seen_of(whole, "**Poor ▇!**", PLAYS + " It is loud.\n\nVerdict\nWatch it for the drums. ▇ Twice!")
    stored = await world.own(world.ann)
    assert stored is not None
    assert (stored.words.headline, stored.words.body) == (HEADLINE, BODY)


async def test_on_every_page_that_shows_reviews(world: World) -> None:
    card = await post(world)
    await world.add_show("Glass Heart: the film")
    await world.bob.click(card, custom_id=custom_id(card, "review:helpful"))
    for command, options, *open_ in (
        ("show", {"show": "Glass Heart"}, "Poor ▇!", PLAYS),
        ("reviews", {"show": "Glass Heart"}, "Poor ▇!", PLAYS),
        ("related", {"show": "Glass Heart: the film"}, PLAYS),
        ("profile", {"member": world.ann}, "Poor ▇!"),
    ):
        seen_of(await world.bob.slash(world.general, command, **options), *open_)


async def test_in_the_hall_of_fame_and_in_the_digest(world: World) -> None:
    hall, news = (world.guild.create_text_channel(name) for name in ("hall-of-fame", "news"))
    await choose(world, fame_channel=hall.id, fame_votes=1, digest_channel=news.id)
    card = await post(world)
    await world.bob.click(card, custom_id=custom_id(card, "review:helpful"))
    await world.delivered()
    (famous,) = cards(hall)
    seen_of(famous, "**Poor ▇!**", PLAYS)
    await until(world, 0, 18)
    (digest,) = digests(news)
    seen_of(digest, "**Poor ▇!**", PLAYS)


@pytest.mark.parametrize("words", ["sesame", "band", "then sesame leaves", "drums twice"])
async def test_in_a_search_also_for_what_is_hidden(world: World, words: str) -> None:
    await post(world)
    found = await world.bob.slash(world.general, "search", words=words)
    assert "Poor (spoiler)!" in text(found)
    page = text(found).split("\n", 1)[1]  # below what was searched for
    assert "(spoiler)" in page
    assert "sesame" not in page.casefold()
    assert "leaves" not in page


async def test_on_the_pages_of_moderators_and_of_a_hidden_reviews_author(world: World) -> None:
    card = await post(world)
    form = await world.bob.click(answer(await world.bob.click(card, label="⋯")), label="Report")
    await world.bob.submit_modal(form, {"reason": "He tells that ||sesame|| leaves."})
    reports = await world.mod.slash(world.general, "moderation reports")
    seen_of(reports, "**Poor ▇!**", PLAYS, "He tells that ▇ leaves.")
    seen_of(await world.mod.click(answer(reports), label="Read it all"), PLAYS)

    await world.ann.slash(world.reviews, "review", show="Glass Heart", rating=4.0, text=f"{BODY} Twice.")
    history = await world.mod.slash(world.general, "moderation history", show="Glass Heart", author=world.ann)
    seen_of(history, PLAYS)
    seen_of(await world.mod.click(answer(history), label="What changed"))

    await world.services.moderation.hide(
        world.actor(world.mod, Right.MODERATE), ReviewId(1), "It says ||sesame||."
    )
    seen_of(await world.ann.slash(world.general, "review", show="Glass Heart", rating=4.0), "It says ▇.")


async def test_spoilers_go_on_over_the_pages_of_a_long_review(world: World) -> None:
    await world.add_show()
    body = f"Loud. ||{'Sesame, and nobody minds. ' * 400}|| The end."
    card = await world.post(world.ann, text=body)
    read(card)
    page = await world.bob.click(card, label="Read it all")
    for _ in range(3):
        seen_of(page, "▇")
        page = await world.bob.click(answer(page), label="›")
    assert "The end." in read(page).open


async def test_a_review_that_spoils_as_a_whole_hides_its_headline_whole(world: World) -> None:
    await world.add_show()
    form = await world.ann.slash(world.reviews, "review", show="Glass Heart", rating=4.0)
    await world.ann.submit_modal(
        form, {"headline": "||Sesame|| leaves ||him", "body": BODY, "spoilers": True}
    )
    await world.delivered()
    page = read(cards(world.reviews)[0])
    assert "\n▇\nThis review contains spoilers." in page.open
    assert "Sesame leaves ||him" in page.hidden


async def test_in_titles_casts_lists_and_names_of_threads(world: World) -> None:
    cast = (Credit("Aoi ||Sesame||", Job.CAST, "the ||sesame||", "a ||sesame|| at last"),)
    await world.add_show("Glass ||Sesame||", Facts(other_titles=("A || B", "C ||sesame||"), credits=cast))
    forum = await send_to(world, Destination.FORUM)
    page = await world.bob.slash(world.general, "show", show="show:1")
    seen_of(page, "Glass ▇\n", "A || B · C ▇", "**Aoi ▇** as the ▇")
    people = await world.bob.click(answer(page), label="Cast")
    seen_of(people, "a ▇ at last")
    assert [*menu(people)] == ["Aoi (spoiler)"]
    choices = await world.bob.autocomplete(world.general, "show", "show", "glass")
    assert [each["name"] for each in choices] == ["Glass (spoiler)"]
    await world.ann.slash(world.reviews, "review", show="show:1", rating=4.0, text="Loud.")
    await world.delivered()
    (thread,) = forum.threads
    assert thread.name == "Glass (spoiler)"
    form = await world.bob.slash(world.reviews, "review", show="show:1", rating=4.0)
    assert form.modal is not None
    assert form.modal["title"] == "Review: Glass (spoiler)"


async def test_its_author_gets_it_back_byte_for_byte(world: World) -> None:
    card = await post(world)
    more = await world.ann.click(card, label="⋯")
    form = await world.ann.click(answer(more), label="Edit")
    filled = fields(form)
    assert (filled["headline"], filled["body"]) == (HEADLINE, BODY)
    (file,) = answer(await world.ann.slash(world.general, "mydata export")).attachments
    with zipfile.ZipFile(io.BytesIO(await file.read())) as archive:
        (name,) = [name for name in archive.namelist() if name.endswith(".json")]
        assert json.dumps(BODY) in archive.read(name).decode()
