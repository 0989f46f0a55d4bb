"""What a server's guards stop, they stop in shows and their titles, too, in every way of asking."""

import pytest
from simcord import InteractionResult

from bot.domain.server.setting import SettingsSection
from tests.scenarios import forged, test_rights
from tests.scenarios.test_rights import MODERATORS, OTHERS, Scene
from tests.scenarios.world import World, answer, buttons, custom_id, fields, file_of, text

scene = test_rights.scene

TITLE = "A Day of CRÚM\u200bPETS"
REFUSED = "On this server, shows may not have “crumpet"
STOPPED = "A moderator has stopped your reviews here until <t:"
WORDS = "Loud and tender, all the way through."


async def block_words(world: World, scene: Scene, words: str) -> InteractionResult:
    """Whoever manages the server blocks words, in the form of the settings."""
    manager = scene.who["manager"]
    panel = answer(await manager.slash(world.general, "settings"))
    page = answer(await manager.select(panel, [str(SettingsSection.GUARDS.value)]))
    form = await manager.click(page, custom_id="settings:words:0")
    return await manager.submit_modal(form, {"words": words})


@pytest.fixture
async def guarded(scene: Scene) -> Scene:
    """Everybody by what they are, on a server that blocks a word with its endings."""
    assert "1 word may not be used." in text(await block_words(scene.world, scene, "crumpet*"))
    return scene


async def test_a_star_that_would_block_everything_is_refused_and_given_back(scene: Scene) -> None:
    refused = await block_words(scene.world, scene, "casino\n*")
    assert "A * stands for any ending" in text(refused)
    assert await file_of(refused) == "casino\n*"


@pytest.mark.parametrize("name", OTHERS)
async def test_no_member_adds_such_a_show(guarded: Scene, name: str) -> None:
    world, member = guarded.world, guarded.who[name]
    before = await world.stored()

    refused = await member.slash(world.reviews, "catalog add", title=TITLE)
    assert answer(refused).ephemeral
    assert REFUSED in text(refused)
    assert await file_of(refused) == TITLE.replace("\u200b", "")

    asked = await member.slash(world.reviews, "review", show=TITLE, rating=4.0, text=WORDS)
    refused = await member.click(answer(asked), custom_id=custom_id(asked, "draft:add"))
    assert REFUSED in text(refused)
    assert WORDS in await file_of(refused)
    assert "Try again" in buttons(refused).values()
    assert REFUSED in text(await forged.press(member, answer(asked), custom_id(asked, "draft:add")))
    assert await world.stored() == before


@pytest.mark.parametrize("name", OTHERS)
@pytest.mark.parametrize("field", ["other_titles", "facts", "makers", "cast", "synopsis"])
async def test_nor_puts_the_word_into_its_facts(guarded: Scene, name: str, field: str) -> None:
    world, member = guarded.world, guarded.who[name]
    form = await member.slash(world.reviews, "catalog add", title="A Fine Day")
    before = await world.stored()
    labelled = {"facts": "Network: Crumpet TV", "makers": "Writers: Ann Crumpeteer"}
    typed = labelled.get(field, "Crumpets of old")

    refused = await member.submit_modal(form, {field: typed})
    assert REFUSED in text(refused)
    assert "What you typed is kept." in text(refused)
    number = custom_id(refused, "catalog:open").rsplit(":", 1)[1]
    sent = await forged.submit(member, world.reviews, f"catalog:write:{number}", **{field: typed})
    assert REFUSED in text(sent)
    assert await world.stored() == before

    again = await member.click(answer(refused), label="Open the form again")
    assert fields(again)[field] == typed
    done = await member.submit_modal(again, {field: typed.replace("Crumpet", "Trumpet")})
    assert "**A Fine Day** is in the catalogue now." in text(done)


@pytest.mark.parametrize("name", MODERATORS)
async def test_moderators_are_trusted(guarded: Scene, name: str) -> None:
    world, mod = guarded.world, guarded.who[name]
    asked = await mod.slash(world.reviews, "review", show=TITLE, rating=4.0, text=WORDS)
    await mod.click(answer(asked), custom_id=custom_id(asked, "draft:add"))
    shows = (await world.stored())["shows"]
    assert [row for row in shows if TITLE.replace("\u200b", "") in row]


@pytest.mark.parametrize("name", ["author", "member", "of_channel", "by_role", "restrained"])
async def test_who_is_blocked_adds_and_changes_no_show(guarded: Scene, name: str) -> None:
    world, member = guarded.world, guarded.who[name]
    form = await member.slash(world.reviews, "catalog add", title="A Fine Day")
    asked = await member.slash(world.reviews, "review", show="A Good Day", rating=4.0, text=WORDS)
    edit = await member.slash(world.reviews, "catalog edit", show="Beck")
    assert form.modal is not None
    await guarded.who["owner"].slash(world.reviews, "moderation block", member=member, reason="Spam_", days=3)
    before = await world.stored()

    for refused in (
        await member.slash(world.reviews, "catalog add", title="Another Day"),
        await member.submit_modal(form, {"synopsis": "Fine."}),
        await member.click(answer(asked), custom_id=custom_id(asked, "draft:add")),
        await forged.submit(member, world.reviews, form.modal["custom_id"], synopsis="Fine."),
    ):
        assert STOPPED in text(refused)
        assert "so you can't add or change shows either: Spam\\_\n" in text(refused)
    if edit.modal:
        assert STOPPED in text(await member.submit_modal(edit, {"facts": "Network: NHK"}))
    assert await world.stored() == before


async def test_of_an_imported_file_some_shows_are_added_and_the_member_is_told(guarded: Scene) -> None:
    world, ann = guarded.world, guarded.who["author"]
    file = ("mine.csv", b"Title,Rating\nNana,4\nCrumpets,3\n")
    staged = await ann.slash(world.general, "mydata import", file=file)
    added = await ann.click(answer(staged), custom_id=custom_id(staged, "import:add"))
    told = "\n".join(text(message) for message in added.followups)
    assert "1 show can't be added: this server doesn't take a word or a link in the title." in told
    titles = [title for row in (await world.stored())["show_titles"] for title in row]
    assert "Nana" in titles
    assert "Crumpets" not in titles
