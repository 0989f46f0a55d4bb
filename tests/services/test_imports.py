"""Bringing ratings and reviews along: matched, previewed, taken in by and by, undone."""

import json
from dataclasses import replace

import pytest

from bot.domain.actors import Actor, Person
from bot.domain.catalog.editing import AddingPolicy
from bot.domain.catalog.shows import Facts
from bot.domain.errors import Refusal
from bot.domain.ids import Millis, ShowId, UserId
from bot.domain.members.imports.entries import moment
from bot.domain.members.imports.scales import Scale
from bot.domain.members.imports.staged import MOST_ADDED, Matched, Result, State, Tally
from bot.domain.ratings.rating import Stars, Target
from bot.domain.reviews.review import Review, Words
from bot.domain.server.settings import GuildSettings
from bot.store.catalog import shows
from bot.store.members import import_entries
from bot.store.ratings import ratings
from bot.store.reviews import reviews
from bot.store.server import guilds
from tests.domain import import_files as files
from tests.services.server import ANN, BOB, DAY, ELSEWHERE, GUILD, Server, draft_of

FILE = (
    "title,year,season,rating,review,date\n"
    "Glass Heart,2025,,8.4,Loud and tender.,2023-05-01\n"
    "Paper Lanterns,,,6,,2023-05-02\n"
    "Paper Lanterns,,2,10,It glows.,2023-05-03\n"
    "Nobody Knows It,,,9,,2023-05-04\n"
)


async def nobody(_: Tally) -> None:
    """Nobody waits for the progress."""


async def stage(server: Server, content: str = FILE, actor: Actor | None = None) -> int:
    return await server.services.imports.stage(actor or server.ann, content.encode())


async def finish(server: Server, import_id: int, actor: Actor | None = None) -> Tally:
    """Carry out an import."""
    actor = actor or server.ann
    await server.services.imports.start(actor, import_id)
    tally = await server.services.imports.work(actor.guild_id, import_id, nobody)
    assert tally is not None
    return tally


async def undo(server: Server, import_id: int) -> Tally:
    await server.services.imports.start_undo(server.ann, import_id)
    tally = await server.services.imports.work(GUILD, import_id, nobody)
    assert tally is not None
    return tally


async def rating(
    server: Server, show_id: ShowId, season: int = 0, user_id: UserId = ANN
) -> tuple[int, int] | None:
    """(half stars, when they were given) of a member's rating."""
    given = await server.database.read(GUILD, ratings.given_to, Target(show_id, season), user_id)
    return (given.halves, given.rated_at) if given else None


async def review(server: Server, show_id: ShowId, season: int = 0) -> Review | None:
    return await server.database.read(GUILD, reviews.of_member, Target(show_id, season), ANN)


@pytest.fixture
async def catalogue(server: Server) -> tuple[int, int]:
    """Glass Heart and Paper Lanterns."""
    glass = await server.add_show("Glass Heart", Facts(("Gurasu Haato",), year=2025))
    return glass, await server.add_show("Paper Lanterns", Facts(year=2019))


async def test_nothing_is_saved_before_it_is_started(server: Server, catalogue: tuple[int, int]) -> None:
    import_id = await stage(server)
    preview = await server.services.imports.preview(server.ann, import_id)

    assert preview.counts.by_found == {Matched.SURE: 3, Matched.UNKNOWN: 1}
    assert (preview.counts.ratings, preview.counts.reviews, preview.counts.ready) == (4, 2, 3)
    assert (preview.of.source, preview.of.scale, preview.of.guessed) == ("a table", Scale.TEN, True)
    assert preview.unknown == ("Nobody Knows It",)
    assert await rating(server, ShowId(catalogue[0])) is None


async def test_ratings_and_reviews_are_taken_in_with_their_dates_and_without_cards(
    server: Server, catalogue: tuple[int, int]
) -> None:
    glass, lanterns = catalogue
    tally = await finish(server, await stage(server))

    assert tally.of.state is State.DONE
    assert (tally.ratings[Result.NEW], tally.ratings[Result.LEFT], tally.reviews[Result.NEW]) == (3, 1, 2)
    assert await rating(server, ShowId(glass)) == (8, moment("2023-05-01"))
    assert await rating(server, ShowId(lanterns)) == (6, moment("2023-05-02"))
    assert await rating(server, ShowId(lanterns), 2) == (10, moment("2023-05-03"))
    written = await review(server, ShowId(glass))
    assert written is not None
    assert (written.words, written.created_at) == (Words("", "Loud and tender."), moment("2023-05-01"))
    assert await server.due(after=DAY) == []
    assert await server.database.read_all(ratings.wrong_sums) == []
    assert await server.database.read_all(reviews.wrong_counts) == []


async def test_dates_that_can_not_be_are_now(server: Server, catalogue: tuple[int, int]) -> None:
    await finish(server, await stage(server, "title,rating,date\nGlass Heart,4,2099-01-01\n"))
    assert await rating(server, ShowId(catalogue[0])) == (8, server.clock.now)


async def test_ones_own_stay_unless_one_asks_to_overwrite_them(
    server: Server, catalogue: tuple[int, int]
) -> None:
    glass, _ = catalogue
    review_id, _ = await server.post_card(server.ann, draft_of(ShowId(glass), stars=3, body="My own words."))
    import_id = await stage(server)
    counts = (await server.services.imports.preview(server.ann, import_id)).counts
    assert (counts.rated_already, counts.reviewed_already) == (1, 1)
    tally = await finish(server, import_id)
    assert (tally.ratings[Result.KEPT], tally.reviews[Result.KEPT]) == (1, 1)
    own = await review(server, ShowId(glass))
    assert own is not None
    assert (own.words.body, own.stars, own.version) == ("My own words.", Stars(3), 1)

    import_id = await stage(server)
    await server.services.imports.set_choices(server.ann, import_id, overwrite=True)
    tally = await finish(server, import_id)

    assert (tally.ratings[Result.CHANGED], tally.ratings[Result.SAME]) == (1, 2)
    assert (tally.reviews[Result.CHANGED], tally.reviews[Result.SAME]) == (1, 1)
    own = await review(server, ShowId(glass))
    assert own is not None
    assert (own.words.body, own.stars, own.version) == ("Loud and tender.", Stars(8), 2)
    assert [entry.review_id for entry in await server.due()] == [review_id]  # its card follows


async def test_undo_restores_exactly_what_was_before(server: Server, catalogue: tuple[int, int]) -> None:
    glass, lanterns = catalogue
    await server.post_card(server.ann, draft_of(ShowId(glass), stars=3, body="My own words."))
    before, rated = await review(server, ShowId(glass)), await rating(server, ShowId(glass))
    server.clock.now += DAY
    import_id = await stage(server)
    await server.services.imports.set_choices(server.ann, import_id, overwrite=True)
    await finish(server, import_id)
    server.clock.now += DAY

    tally = await undo(server, import_id)

    assert (tally.of.state, tally.undone, tally.stayed) == (State.UNDONE, 4, 0)
    after = await review(server, ShowId(glass))
    assert before is not None
    assert after == replace(before, version=3)
    assert await rating(server, ShowId(glass)) == rated
    assert [await rating(server, ShowId(lanterns), season) for season in (0, 2)] == [None, None]
    assert await review(server, ShowId(lanterns), 2) is None
    assert await server.database.read_all(ratings.wrong_sums) == []
    assert await server.database.read_all(reviews.wrong_counts) == []
    assert (await undo_again(server, import_id)).of.state is State.UNDONE


async def undo_again(server: Server, import_id: int) -> Tally:
    return await server.services.imports.start_undo(server.ann, import_id)


async def test_what_was_changed_since_the_import_stays(server: Server, catalogue: tuple[int, int]) -> None:
    glass, lanterns = catalogue
    import_id = await stage(server)
    await finish(server, import_id)
    server.clock.now += DAY
    await server.services.ratings.rate(server.ann, Target(ShowId(lanterns)), Stars(1))
    await server.post(server.ann, draft_of(ShowId(glass), stars=8, body="Written anew."))

    tally = await undo(server, import_id)

    assert (tally.undone, tally.stayed) == (2, 2)
    assert await rating(server, ShowId(lanterns)) == (1, server.clock.now)
    own = await review(server, ShowId(glass))
    assert own is not None
    assert (own.words.body, own.stars) == ("Written anew.", Stars(8))
    assert await rating(server, ShowId(lanterns), 2) is None


async def test_a_rating_that_a_later_review_shows_stays(server: Server, catalogue: tuple[int, int]) -> None:
    _, lanterns = catalogue
    import_id = await stage(server, "title,rating,date\nPaper Lanterns,6,2023-01-01\nx,9,\n")
    await finish(server, import_id)
    given = await rating(server, ShowId(lanterns))
    assert given is not None

    words = Words(body="Late words.")
    await server.database.write(
        GUILD, reviews.add, Target(ShowId(lanterns)), ANN, words, Stars(6), written_at=Millis(5)
    )
    assert (await undo(server, import_id)).stayed == 1
    assert await rating(server, ShowId(lanterns)) == given


async def test_undo_ends_after_a_week_and_only_ones_own_can_be_touched(
    server: Server, catalogue: tuple[int, int]
) -> None:
    import_id = await stage(server)
    imports = server.services.imports
    for verb in (imports.preview, imports.tally, imports.start, imports.start_undo, imports.cancel):
        with pytest.raises(Refusal, match="not there any more"):
            await verb(server.bob, import_id)
        if verb != imports.cancel:  # there is no such import elsewhere: nothing to cancel
            with pytest.raises(Refusal, match="not there any more"):
                await verb(server.member(ANN, guild_id=ELSEWHERE), import_id)
    with pytest.raises(Refusal, match="not there any more"):
        await imports.set_choices(server.bob, import_id, overwrite=True)
    with pytest.raises(Refusal, match="not there any more"):
        await imports.choose(server.bob, import_id, 1, ShowId(catalogue[0]))
    with pytest.raises(Refusal, match="not there any more"):
        await imports.add_unknown(server.bob, import_id)
    with pytest.raises(Refusal, match="nothing to undo"):
        await imports.start_undo(server.ann, import_id)
    await finish(server, import_id)
    for verb in (imports.preview, imports.cancel, imports.add_unknown):
        with pytest.raises(Refusal, match="under way, or done"):
            await verb(server.ann, import_id)
    server.clock.now += 7 * DAY + 1
    with pytest.raises(Refusal, match="7 days"):
        await imports.start_undo(server.ann, import_id)
    await imports.tidy()
    with pytest.raises(Refusal, match="no import here"):
        await imports.latest(server.ann)
    assert await rating(server, ShowId(catalogue[0])) is not None


async def test_the_same_title_with_another_year_or_much_alike_is_to_be_chosen(server: Server) -> None:
    old = await server.add_show("Glass Heart", Facts(year=1999))
    await server.add_show("Glass Hearts of Steel")
    lanterns = [await server.add_show("Lanterns", Facts(year=year)) for year in (2001, 2002)]
    file = (
        "title,year,rating\nGlass Heart,2025,4\nGlas Haert,,3\nLanterns,,5\nLanterns,2002,5\n"
        "GLASS  héart,1999,2\n"
    )
    import_id = await stage(server, file)
    imports = server.services.imports

    page = await imports.page(server.ann, import_id, Matched.CHOOSE, 0, 5)
    assert [(each.title, [name.show_id for name in each.candidates]) for each in page.entries] == [
        ("Glass Heart", [old]),
        ("Glas Haert", [old]),
        ("Lanterns", lanterns),
    ]
    sure = await imports.page(server.ann, import_id, Matched.SURE, 7, 5)
    assert [each.show.show_id if each.show else 0 for each in sure.entries] == [lanterns[1], old]

    await imports.choose(server.ann, import_id, page.entries[2].position, lanterns[0])
    await imports.choose(server.ann, import_id, page.entries[0].position, old)
    await imports.choose(server.ann, import_id, page.entries[0].position, ShowId(0))
    with pytest.raises(Refusal, match="not one of those offered"):
        await imports.choose(server.ann, import_id, page.entries[0].position, lanterns[0])
    tally = await finish(server, import_id)
    assert (tally.ratings[Result.NEW], tally.ratings[Result.LEFT]) == (3, 2)
    assert await rating(server, lanterns[0]) == (10, server.clock.now)


async def test_other_titles_and_seasons_in_titles_are_understood(server: Server) -> None:
    server.clock.now += 400 * DAY
    glass = await server.add_show("Glass Heart", Facts(("Gurasu Haato", "グラスハート"), year=2025))
    import_id = await stage(server, json.dumps(files.ANILIST))
    await finish(server, import_id)
    assert (await rating(server, glass) or (0, 0))[0] == 8

    await finish(server, await stage(server, files.MYANIMELIST))
    assert await rating(server, glass, 2) == (9, moment("2024-02-03"))


async def test_unknown_shows_are_added_by_those_who_may(server: Server, catalogue: tuple[int, int]) -> None:
    await server.database.write(GUILD, guilds.set_settings, GuildSettings(AddingPolicy.MODERATORS))
    file = FILE + "Nobody Knows It,,2,4,,\n"
    import_id = await stage(server, file)
    assert not (await server.services.imports.preview(server.ann, import_id)).may_add
    with pytest.raises(Refusal, match="moderators add the shows"):
        await server.services.imports.add_unknown(server.ann, import_id)
    await server.database.write(GUILD, guilds.set_settings, GuildSettings(AddingPolicy.EVERYBODY))

    assert await server.services.imports.add_unknown(server.ann, import_id) == 0

    found = await server.services.shows.find(server.ann, "Nobody Knows It")
    await finish(server, import_id)
    assert (await rating(server, found.show_id) or (0, 0))[0] == 9
    assert (await rating(server, found.show_id, 2) or (0, 0))[0] == 4
    assert len(await server.rows("SELECT * FROM fact_requests")) == 1


async def test_a_replayed_press_adds_no_more_of_the_unknown(server: Server) -> None:
    rows = "".join(f"Unknown number {number},4\n" for number in range(MOST_ADDED + 2))
    import_id = await stage(server, f"title,rating\n{rows}")
    actor = server.ann
    for _ in range(2):
        await server.services.imports.add_unknown(actor, import_id)
        assert len(await server.rows("SELECT * FROM shows")) == MOST_ADDED
    await server.services.imports.add_unknown(server.ann, import_id)
    assert len(await server.rows("SELECT * FROM shows")) == MOST_ADDED + 2


async def test_shows_for_adults_are_matched_in_age_restricted_channels_only(server: Server) -> None:
    adult = await server.add_show("Night Heart")
    await server.database.write(GUILD, shows.set_restricted, adult, True)
    file = "title,rating\nNight Heart,4\nNight Haert,3\n"
    counts = (await server.services.imports.preview(server.ann, await stage(server, file))).counts
    assert counts.by_found == {Matched.ADULT: 1, Matched.UNKNOWN: 1}
    actor = replace(server.ann, sees_restricted=True)
    counts = (await server.services.imports.preview(actor, await stage(server, file, actor))).counts
    assert counts.by_found == {Matched.SURE: 1, Matched.CHOOSE: 1}


async def test_the_scale_can_be_put_right_if_it_was_guessed(
    server: Server, catalogue: tuple[int, int]
) -> None:
    imports = server.services.imports
    import_id = await stage(server, "title,rating\nGlass Heart,4\n")
    assert (await imports.preview(server.ann, import_id)).scales == (Scale.FIVE, Scale.TEN, Scale.HUNDRED)
    await imports.set_choices(server.ann, import_id, scale=Scale.TEN)
    await finish(server, import_id)
    assert (await rating(server, ShowId(catalogue[0])) or (0, 0))[0] == 4

    import_id = await stage(server, files.LETTERBOXD_RATINGS)
    assert (await imports.preview(server.ann, import_id)).scales == ()
    await imports.set_choices(server.ann, import_id, scale=Scale.TEN)
    assert (await imports.preview(server.ann, import_id)).of.scale is Scale.FIVE


async def test_reviews_need_a_rating_here_or_in_the_file(server: Server, catalogue: tuple[int, int]) -> None:
    glass, lanterns = catalogue
    await server.services.ratings.rate(server.ann, Target(ShowId(lanterns)), Stars(5))
    tally = await finish(
        server, await stage(server, "title,review\nGlass Heart,Words.\nPaper Lanterns,Words.\n")
    )
    assert (tally.reviews[Result.UNRATED], tally.reviews[Result.NEW]) == (1, 1)
    assert await review(server, ShowId(glass)) is None


async def test_a_servers_guards_hold_for_imported_reviews_too(
    server: Server, catalogue: tuple[int, int]
) -> None:
    glass, lanterns = catalogue
    settings = GuildSettings(guard_words=("tender",), guard_cooldown_minutes=600)
    await server.database.write(GUILD, guilds.set_settings, settings)
    tally = await finish(server, await stage(server))
    assert (tally.reviews[Result.REFUSED], tally.reviews[Result.NEW]) == (1, 1)
    assert await review(server, ShowId(glass)) is None
    assert await rating(server, ShowId(glass)) is not None
    assert await review(server, ShowId(lanterns), 2) is not None

    await server.database.write(GUILD, guilds.set_settings, GuildSettings(guard_member_days=30))
    newcomer = replace(server.member(BOB), joined_at=server.clock.now - DAY)
    tally = await finish(server, await stage(server, actor=newcomer), newcomer)
    assert tally.reviews[Result.REFUSED] == 2
    assert (await rating(server, ShowId(glass), user_id=BOB) or (0, 0))[0] == 8


async def test_a_blocked_members_import_brings_ratings_only(
    server: Server, catalogue: tuple[int, int]
) -> None:
    import_id = await stage(server)
    await server.services.imports.start(server.ann, import_id)
    await server.services.records.block(
        server.mod, Person(ANN), 3, "Rude."
    )  # after the press, before the work
    tally = await server.services.imports.work(GUILD, import_id, nobody)
    assert tally is not None
    assert (tally.ratings[Result.NEW], tally.reviews[Result.REFUSED], tally.reviews[Result.NEW]) == (3, 2, 0)
    assert await server.rows("SELECT * FROM reviews") == []


async def test_an_import_does_not_touch_what_a_moderator_has_hidden(
    server: Server, catalogue: tuple[int, int]
) -> None:
    glass, _ = catalogue
    review_id, _ = await server.post_card(server.ann, draft_of(ShowId(glass), stars=3, body="Rude words."))
    await server.services.moderation.hide(server.mod, review_id, "Rude.")
    import_id = await stage(server)
    await server.services.imports.set_choices(server.ann, import_id, overwrite=True)
    tally = await finish(server, import_id)
    assert (tally.ratings[Result.HIDDEN], tally.reviews[Result.HIDDEN]) == (1, 1)
    assert await rating(server, ShowId(glass)) is None
    hidden = await server.services.reviews.own(server.ann, Target(ShowId(glass)))
    assert hidden is not None
    assert (hidden.words.body, hidden.hidden, hidden.version) == ("Rude words.", True, 1)


async def test_undo_leaves_an_imported_review_that_was_hidden_to_the_moderators(
    server: Server, catalogue: tuple[int, int]
) -> None:
    glass, _ = catalogue
    import_id = await stage(server)
    await finish(server, import_id)
    own = await review(server, ShowId(glass))
    assert own is not None
    await server.services.moderation.hide(server.mod, own.review_id, "Rude.")
    assert (await undo(server, import_id)).stayed == 1
    hidden = await server.services.reviews.own(server.ann, Target(ShowId(glass)))
    assert hidden is not None
    assert hidden.hidden


def many(count: int) -> str:
    rows = "".join(f"Glass Heart,{season},{season % 10 + 1}\n" for season in range(1, count + 1))
    return f"title,season,rating\n{rows}"


async def test_a_long_import_goes_on_where_it_was_stopped(server: Server, catalogue: tuple[int, int]) -> None:
    import_id = await stage(server, many(250))
    await server.services.imports.start(server.ann, import_id)
    seen: list[int] = []

    async def killed(tally: Tally) -> None:
        seen.append(tally.done)
        if len(seen) == 2:
            raise ConnectionError

    with pytest.raises(ConnectionError):
        await server.services.imports.work(GUILD, import_id, killed)
    assert seen == [100, 200]
    assert len(await server.rows("SELECT * FROM ratings")) == 200
    (left,) = await server.services.imports.unfinished()
    assert left.import_id == import_id
    with pytest.raises(Refusal, match="under way"):
        await stage(server)

    tally = await server.services.imports.work(GUILD, import_id, nobody)

    assert tally is not None
    assert (tally.of.state, tally.done, tally.ratings[Result.NEW]) == (State.DONE, 250, 250)
    assert await server.services.imports.unfinished() == []
    assert len(await server.rows("SELECT * FROM rating_changes")) == 250
    assert await server.database.read_all(ratings.wrong_sums) == []


async def test_pressing_twice_carries_it_out_once(server: Server, catalogue: tuple[int, int]) -> None:
    import_id = await stage(server, many(150))
    imports = server.services.imports
    await imports.start(server.ann, import_id)

    async def again(tally: Tally) -> None:
        assert (await imports.start(server.ann, import_id)).of.state is State.RUNNING
        assert await imports.work(GUILD, import_id, nobody) is None

    await imports.work(GUILD, import_id, again)
    assert (await imports.start(server.ann, import_id)).of.state is State.DONE
    tally = await imports.work(GUILD, import_id, nobody)
    assert tally is not None
    assert tally.of.state is State.DONE
    assert len(await server.rows("SELECT * FROM rating_changes")) == 150


async def test_a_new_file_takes_the_place_of_one_that_was_not_started(
    server: Server, catalogue: tuple[int, int]
) -> None:
    actor = server.ann
    first = await stage(server, actor=actor)
    assert await stage(server, actor=actor) == first  # the same request
    second = await stage(server)
    assert (await server.services.imports.latest(server.ann)).import_id == second
    with pytest.raises(Refusal, match="not there any more"):
        await server.services.imports.preview(server.ann, first)
    await server.services.imports.cancel(server.ann, second)
    await server.services.imports.cancel(server.ann, second)
    assert await server.rows("SELECT * FROM import_entries") == []


async def test_a_merge_between_preview_import_and_undo_loses_nothing(
    server: Server, catalogue: tuple[int, int]
) -> None:
    glass, lanterns = catalogue
    import_id = await stage(server, "title,rating,review\nGlass Heart,4,Loud.\n")
    await server.services.merging.merge(server.mod, ShowId(glass), ShowId(lanterns))
    await finish(server, import_id)
    assert (await rating(server, ShowId(lanterns)) or (0, 0))[0] == 8
    third = await server.add_show("Third")
    await server.services.merging.merge(server.mod, ShowId(lanterns), third)
    assert (await undo(server, import_id)).stayed == 0
    assert await rating(server, third) is None
    assert await review(server, third) is None


async def test_an_import_without_a_known_show_can_not_be_started(server: Server) -> None:
    import_id = await stage(server)
    with pytest.raises(Refusal, match="nothing to import"):
        await server.services.imports.start(server.ann, import_id)


async def test_two_servers_do_not_meet(server: Server, catalogue: tuple[int, int]) -> None:
    elsewhere = server.member(ANN, guild_id=ELSEWHERE)
    import_id = await stage(server, actor=elsewhere)
    counts = (await server.services.imports.preview(server.member(ANN, guild_id=ELSEWHERE), import_id)).counts
    assert counts.by_found == {Matched.UNKNOWN: 4}
    with pytest.raises(Refusal, match="no import here"):
        await server.services.imports.latest(server.ann)
    assert await server.database.read(GUILD, import_entries.scores, import_id) == []


async def test_a_member_whose_reviews_are_stopped_brings_ratings_along_but_no_words(
    server: Server, catalogue: tuple[int, int]
) -> None:
    await server.services.records.block(server.mod, Person(ANN), 0, "Spam.")
    await finish(server, await stage(server))
    assert await rating(server, ShowId(catalogue[0])) is not None
    assert await review(server, ShowId(catalogue[0])) is None


async def test_the_preview_says_how_many_long_texts_of_ones_own_would_go(
    server: Server, catalogue: tuple[int, int]
) -> None:
    glass, _ = catalogue
    long = " ".join(f"Sentence {number} of my own long review." for number in range(40))
    await server.post(server.ann, draft_of(ShowId(glass), stars=3, body=long))
    imports, import_id = server.services.imports, await stage(server)
    assert (await imports.preview(server.ann, import_id)).much_would_go == 0, "yours stay"
    await imports.set_choices(server.ann, import_id, overwrite=True)
    assert (await imports.preview(server.ann, import_id)).much_would_go == 1

    await finish(server, import_id)
    own = await review(server, ShowId(glass))
    assert own is not None
    back = await server.services.versions.bring_back(server.ann, own.review_id, 1)
    assert back.review.words.body == long
