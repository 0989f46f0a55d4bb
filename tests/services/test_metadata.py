"""Facts from another catalogue: taken over, refreshed, and filled in later."""

from dataclasses import replace
from functools import partial

import pytest

from bot.domain.actors import Actor
from bot.domain.catalog.drafts import FormPart, ShowDraft
from bot.domain.catalog.editing import AddingPolicy
from bot.domain.catalog.shows import Credit, Facts, Job, Show
from bot.domain.catalog.sources import Catalog, ProvidedShow, Source
from bot.domain.errors import Refusal
from bot.domain.ids import ShowId
from bot.services.catalog.facts import A_RUN, MOST_ATTEMPTS, SourceUnknown
from bot.store.catalog import sources
from tests.services.provider import HARBOUR, FakeProvider
from tests.services.server import DAY, GUILD, MINUTE, Server

TYPED = ShowDraft("harbor lights")
REMAKE = replace(
    HARBOUR, facts=replace(HARBOUR.facts, year=2024), source=Source(Catalog.TVMAZE, "4200"), episodes=()
)


async def add(server: Server, actor: Actor, draft: ShowDraft = TYPED, candidate_id: str = "4100") -> Show:
    """A show that somebody adds by choosing a candidate."""
    draft_id = await server.services.shows.keep_draft(actor, draft)
    return (await server.services.facts.add(actor, draft, draft_id, candidate_id)).show


async def waiting(server: Server) -> list[tuple[int, str, int]]:
    """(show, chosen entry, attempts) of the shows that wait for their facts."""
    return await server.rows("SELECT show_id, reference, attempts FROM fact_requests ORDER BY show_id")


async def source_of(server: Server, show_id: ShowId) -> Source | None:
    return await server.database.read(GUILD, sources.of_show, show_id)


async def test_a_candidate_becomes_a_complete_show(server: Server, provider: FakeProvider) -> None:
    provider.knows()
    (candidate,) = await server.services.facts.candidates("harbor lights")

    show = await add(server, server.ann, candidate_id=candidate.id)

    people = tuple(replace(each, person_id=0) for each in show.facts.credits)
    assert (show.title, replace(show.facts, credits=people)) == (HARBOUR.title, HARBOUR.facts)
    assert await source_of(server, show.show_id) == HARBOUR.source
    assert await server.database.read(GUILD, sources.episodes, show.show_id) == list(HARBOUR.episodes)
    assert await server.rows("SELECT * FROM drafts") == []
    assert (await server.services.shows.find(server.bob, "港の灯")).show_id == show.show_id
    assert (await server.services.shows.page(server.bob, show.show_id)).source == HARBOUR.source


async def test_adding_twice_with_one_request_is_adding_once(server: Server, provider: FakeProvider) -> None:
    provider.knows()
    ann = server.ann
    first, second = await add(server, ann), await add(server, ann)
    assert first == second
    assert len(await server.rows("SELECT * FROM shows")) == 1


async def test_one_entry_is_one_show(server: Server, provider: FakeProvider) -> None:
    provider.knows()
    show = await add(server, server.ann)
    other = await server.add_show("Lighthouse")
    with pytest.raises(Refusal, match=r"“Harbour Lights \(2021\)” is in the catalogue already"):
        await add(server, server.bob)
    with pytest.raises(Refusal, match=r"“Harbour Lights \(2021\)” is in the catalogue already"):
        await server.services.facts.fill(server.mod, other, "4100")
    assert await source_of(server, show.show_id) == HARBOUR.source


async def test_a_show_of_that_title_and_year_is_not_added_again(
    server: Server, provider: FakeProvider
) -> None:
    provider.knows()
    await server.add_show("HARBOUR LIGHTS", Facts(year=2021))
    with pytest.raises(Refusal, match="is in the catalogue already"):
        await add(server, server.ann)


async def test_the_year_that_was_typed_is_kept_if_no_other_is_known(
    server: Server, provider: FakeProvider
) -> None:
    provider.knows(year=None)
    assert (await add(server, server.ann, ShowDraft("Harbour", 2020))).facts.year == 2020


@pytest.mark.parametrize("down", [False, True])
async def test_who_may_add_is_asked_for_candidates_too(
    server: Server, provider: FakeProvider, down: bool
) -> None:
    provider.knows()
    provider.down = down
    await server.services.settings.change(server.mod, partial(replace, adding=AddingPolicy.MODERATORS))
    with pytest.raises(Refusal, match="moderators add the shows"):
        await add(server, server.ann)
    await server.services.settings.change(server.mod, partial(replace, adding=AddingPolicy.APPROVAL))
    show = await add(server, server.ann)
    assert show.pending
    assert await server.services.shows.suggest(server.bob, "harbo") == []


async def test_a_candidate_whose_facts_cant_be_had_is_added_bare_and_filled_in_later(
    server: Server, provider: FakeProvider
) -> None:
    provider.knows()
    provider.down = True
    show = await add(server, server.ann, ShowDraft("glass", 2021))
    assert (show.title, show.facts) == ("glass", Facts(year=2021))
    assert await waiting(server) == [(show.show_id, "4100", 0)]

    await server.services.facts.fill_due()
    assert await waiting(server) == [(show.show_id, "4100", 0)]
    server.clock.now += MINUTE
    await server.services.facts.fill_due()
    assert await waiting(server) == [(show.show_id, "4100", 1)]

    provider.down = False
    server.clock.now += MINUTE
    await server.services.facts.fill_due()
    filled = await server.services.shows.find(server.bob, "harbour lights")
    assert filled.show_id == show.show_id
    assert filled.titles == ("Harbour Lights", "glass", "港の灯", "Minato no Hi")
    assert await waiting(server) == []


async def test_pauses_grow_and_end(server: Server, provider: FakeProvider) -> None:
    provider.down = True
    await server.services.shows.add_bare(server.ann, "Harbour Lights")
    asked: list[int] = []
    start = server.clock.now
    while await waiting(server):
        (due,) = (await server.rows("SELECT due_at FROM fact_requests"))[0]
        server.clock.now = due
        asked.append((due - start) // MINUTE)
        await server.services.facts.fill_due()
    assert asked[:6] == [1, 2, 4, 8, 16, 32]
    assert len(asked) == len(provider.asked) == MOST_ATTEMPTS
    assert asked[-1] - asked[-2] == DAY // MINUTE


async def test_a_few_at_a_time(server: Server, provider: FakeProvider) -> None:
    for number in range(A_RUN + 3):
        await server.services.shows.add_bare(server.ann, f"Show {number}")
    server.clock.now += MINUTE
    await server.services.facts.fill_due()
    assert len(provider.asked) == A_RUN
    await server.services.facts.fill_due()
    assert len(provider.asked) == A_RUN + 3


@pytest.mark.parametrize(
    ("title", "known", "filled"),
    [
        ("HARBOUR  LIGHTS", (HARBOUR,), True),
        ("Harbour Lights (2024)", (HARBOUR, REMAKE), True),
        ("Harbour Lights (2023)", (HARBOUR, REMAKE), False),
        ("Harbour Lights", (HARBOUR, REMAKE), False),
        ("Harbour Light", (HARBOUR,), False),
        ("Harbour Lights", (), False),
    ],
)
async def test_a_bare_show_is_filled_in_only_if_it_is_certain_which_it_is(
    server: Server, provider: FakeProvider, title: str, known: tuple[ProvidedShow, ...], filled: bool
) -> None:
    for each in known:
        provider.knows(each)
    show = await server.services.shows.add_bare(server.ann, title)
    server.clock.now += MINUTE

    await server.services.facts.fill_due()

    after = await server.services.shows.get(server.ann, show.show_id)
    assert (after.facts.network == "Minato TV") == filled
    assert (after == show) != filled
    assert await waiting(server) == []


async def test_what_an_editor_did_meanwhile_is_left_alone(server: Server, provider: FakeProvider) -> None:
    provider.knows()
    show = await server.services.shows.add_bare(server.ann, "Harbour Lights")
    form = await server.services.editing.form(server.mod, show.show_id, FormPart.FACTS)
    await server.services.editing.edit(server.mod, replace(form, facts="Network: TBS"), 0)
    server.clock.now += MINUTE

    await server.services.facts.fill_due()

    assert provider.asked == []
    assert (await server.services.shows.get(server.ann, show.show_id)).facts == Facts(network="TBS")


async def test_a_bare_show_that_turns_out_to_be_another_stays_bare(
    server: Server, provider: FakeProvider
) -> None:
    provider.knows()
    await add(server, server.ann)
    provider.knows(REMAKE)
    del provider.shows["4100"]
    await server.services.editing.edit(
        server.mod,
        replace(
            await server.services.editing.form(server.mod, ShowId(1), FormPart.FACTS), facts="Year: 2024"
        ),
        0,
    )
    bare = await server.add_show("Lamp")
    with pytest.raises(Refusal, match=r"“Harbour Lights \(2024\)” has that title already"):
        await server.services.facts.fill(server.mod, bare, "4200")
    assert (await server.services.shows.get(server.ann, bare)).facts == Facts()


async def test_a_show_added_in_a_review_is_looked_up_at_once(server: Server, provider: FakeProvider) -> None:
    provider.knows()
    show = await server.services.shows.add_bare(server.ann, "harbour lights")
    assert await server.services.facts.look_up(server.ann, show.show_id) == ()
    filled = await server.services.shows.get(server.ann, show.show_id)
    assert filled.title == "Harbour Lights"
    assert filled.people(Job.DIRECTOR)[0].name == "Jun Oka"
    assert await server.services.facts.look_up(server.ann, show.show_id) == ()


async def test_who_added_a_bare_show_may_say_which_it_is_and_nobody_else(
    server: Server, provider: FakeProvider
) -> None:
    provider.knows()
    provider.knows(REMAKE)
    metadata = server.services.facts
    show = await server.services.shows.add_bare(server.ann, "harbour lights")
    found = await metadata.look_up(server.ann, show.show_id)
    assert [each.id for each in found] == ["4100", "4200"]

    with pytest.raises(Refusal, match="Only moderators"):
        await metadata.fill(server.bob, show.show_id, "4200")
    filled = await metadata.fill(server.ann, show.show_id, "4200")
    assert "Year: nothing → 2024" in filled.changes
    with pytest.raises(Refusal, match="Only moderators"):
        await metadata.fill(server.ann, show.show_id, "4100")
    await metadata.fill(server.mod, show.show_id, "4100")
    assert await source_of(server, show.show_id) == HARBOUR.source


async def test_looking_up_never_fails(server: Server, provider: FakeProvider) -> None:
    provider.down = True
    show = await server.services.shows.add_bare(server.ann, "Harbour Lights")
    assert await server.services.facts.look_up(server.ann, show.show_id) == ()
    assert await server.services.facts.look_up(server.ann, ShowId(99)) == ()
    assert await waiting(server) == [(show.show_id, "", 0)]


async def test_refreshing_takes_over_what_changed_and_keeps_what_the_catalogue_lacks(
    server: Server, provider: FakeProvider
) -> None:
    provider.knows()
    show = await add(server, server.ann)
    form = await server.services.editing.form(server.mod, show.show_id, FormPart.CREDITS)
    cast = "Aoi Mori as Captain Sato – stern and kind\nAn Extra"
    await server.services.editing.edit(server.mod, replace(form, cast=cast), 0)
    form = await server.services.editing.form(server.mod, show.show_id, FormPart.FACTS)
    facts = form.facts.replace("Based on:", "Based on: a song")
    await server.services.editing.edit(server.mod, replace(form, facts=facts), 0)
    people = (Credit("Aoi Mori", Job.CAST, "Captain Sato"), Credit("Ren Kubo", Job.CAST, "The Gull"))
    provider.knows(network="Streamly", synopsis="", credits=people, other_titles=("Les Feux du port",))

    filled = await server.services.facts.refresh(server.mod, show.show_id)

    assert list(filled.changes) == [
        "Other titles: 港の灯, Minato no Hi → 港の灯, Minato no Hi, Les Feux du port",
        "Network: Minato TV → Streamly",
        "Cast: added Ren Kubo; removed An Extra",
    ]
    assert filled.show.facts.based_on == "a song"
    assert filled.show.facts.synopsis == "A keeper and her crew."
    assert filled.show.people(Job.DIRECTOR)[0].name == "Jun Oka"
    assert filled.show.people(Job.CAST)[0].role == "stern and kind"
    assert (await server.services.shows.find(server.bob, "les feux du port")).show_id == show.show_id
    assert (await server.services.facts.refresh(server.mod, show.show_id)).changes == ()
    actions = await server.rows("SELECT action, subject FROM audit")
    assert actions == [("edit", 1), ("edit", 1), ("facts", 1)]


async def test_refreshing_keeps_the_title_that_editors_chose(server: Server, provider: FakeProvider) -> None:
    provider.knows()
    show = await add(server, server.ann)
    form = await server.services.editing.form(server.mod, show.show_id, FormPart.TITLES)
    titles = replace(form, title="港の灯", other_titles="")
    await server.services.editing.edit(server.mod, titles, 0)
    filled = await server.services.facts.refresh(server.mod, show.show_id)
    assert filled.show.titles == ("港の灯", "Harbour Lights", "Minato no Hi")


async def test_a_show_that_shares_a_title_can_be_refreshed(server: Server, provider: FakeProvider) -> None:
    provider.knows()
    show = await add(server, server.ann)
    other = await server.add_show("Lamp")
    form = await server.services.editing.form(server.mod, other, FormPart.TITLES)
    await server.services.editing.edit(server.mod, replace(form, other_titles="Harbour Lights"), 0)
    provider.knows(network="Streamly")
    assert (await server.services.facts.refresh(server.mod, show.show_id)).changes


async def test_refreshing_is_for_moderators(server: Server, provider: FakeProvider) -> None:
    provider.knows()
    show = await add(server, server.ann)
    with pytest.raises(Refusal, match="Only moderators"):
        await server.services.facts.refresh(server.ann, show.show_id)


async def test_a_show_of_no_known_source_gets_candidates(server: Server, provider: FakeProvider) -> None:
    provider.knows()
    show_id = await server.add_show("Harbour", Facts(based_on="a song"))
    with pytest.raises(SourceUnknown):
        await server.services.facts.refresh(server.mod, show_id)
    show, found = await server.services.facts.choices(server.mod, show_id)
    assert (show.title, [each.id for each in found]) == ("Harbour", ["4100"])

    filled = await server.services.facts.fill(server.mod, show_id, "4100")

    assert filled.show.titles == ("Harbour", "Harbour Lights", "港の灯", "Minato no Hi")
    assert filled.show.facts.based_on == "a song"


async def test_choices_are_for_moderators_and_none_are_said_in_words(
    server: Server, provider: FakeProvider
) -> None:
    show_id = await server.add_show("Harbour")
    with pytest.raises(Refusal, match="Only moderators"):
        await server.services.facts.choices(server.ann, show_id)
    with pytest.raises(Refusal, match="TVmaze finds nothing for “Harbour”"):
        await server.services.facts.choices(server.mod, show_id)
    provider.name = ""
    with pytest.raises(Refusal, match="I take no facts from other catalogues here"):
        await server.services.facts.refresh(server.mod, show_id)


async def test_a_source_in_a_catalogue_that_is_not_asked_is_chosen_anew(
    server: Server, provider: FakeProvider
) -> None:
    provider.knows()
    show = await add(server, server.ann)
    provider.name = "TMDB"
    with pytest.raises(SourceUnknown):
        await server.services.facts.refresh(server.mod, show.show_id)


async def test_a_catalogue_that_is_down_says_so_when_refreshing_and_changes_nothing(
    server: Server, provider: FakeProvider
) -> None:
    provider.knows()
    show = await add(server, server.ann)
    provider.down = True
    with pytest.raises(Refusal, match="can't be reached"):
        await server.services.facts.refresh(server.mod, show.show_id)
    with pytest.raises(Refusal, match="can't be reached"):
        await server.services.facts.fill(server.mod, show.show_id, "4100")
    assert await server.services.shows.get(server.ann, show.show_id) == show


async def test_a_bare_show_gets_the_chosen_facts_later_if_need_be(
    server: Server, provider: FakeProvider
) -> None:
    provider.knows()
    provider.down = True
    show_id = await server.add_show("Lamp")
    filled = await server.services.facts.fill(server.mod, show_id, "4100")
    assert (filled.later, filled.show.title) == (True, "Lamp")
    provider.down = False
    server.clock.now += MINUTE
    await server.services.facts.fill_due()
    assert (await server.services.shows.get(server.ann, show_id)).title == "Harbour Lights"
