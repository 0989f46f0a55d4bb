"""Finding shows by what people type."""

import asyncio
import random
from collections.abc import AsyncIterator, Collection, Sequence

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.domain.happenings import ShowChanged
from bot.domain.ids import GuildId, Millis, ShowId
from bot.domain.text.titles import title_key
from bot.titles.index import TitleIndex, TitleRow
from bot.titles.indexes import IDLE, TitleIndexes

GLASS_HEART = ShowId(1)
CATALOGUE: list[TitleRow] = [
    (GLASS_HEART, ["Glass Heart", "グラスハート", "玻璃之心", "Gurasu Haato"], 3),
    (2, ["The Glass Castle"], 90),
    (3, ["Heartland"], 0),
    (4, ["Сто лет одиночества", "One Hundred Years of Solitude"], 2),
    (5, ["유리의 성"], 1),
    (6, ["Queen of Hearts"], 40),
    (7, ["Glas"], 0),
    (8, ["9½"], 0),
    (9, ["???"], 0),
    (10, ["Severance"], 5),
    (11, ["きょうのきら君"], 0),
    (12, ["Glass Harbour"], 1),
]

any_text = st.text(st.characters(), max_size=100)
rows = st.lists(
    st.tuples(
        st.integers(1, 30),
        st.lists(st.text(st.sampled_from("abcd eиの玻가é!"), max_size=12) | any_text, max_size=3),
        st.integers(0, 3),
    ),
    max_size=30,
)


def index_of(catalogue: Sequence[TitleRow]) -> TitleIndex:
    index = TitleIndex()
    for row in catalogue:
        index.put(*row)
    return index


async def in_batches(catalogue: Sequence[TitleRow], size: int = 7) -> AsyncIterator[Sequence[TitleRow]]:
    for start in range(0, len(catalogue), size):
        yield catalogue[start : start + size]


@pytest.mark.parametrize(
    "typed",
    [
        "Glass Heart",
        "gurasu haato",
        "gurasuhato",
        "グラスハート",
        "ｸﾞﾗｽ ﾊｰﾄ",
        "グラスハ",
        "玻璃之心",
        "玻",
        "璃之",
        "bo li zhi xin",
        "glas hart",
        "glass heart review",
        "Glass Heart - Review",
        "GLASS  HEART",
        "glassheart",
        "Glаss Heаrt",  # with Cyrillic а
        "glass hea",
        "lass hear",
        "galss heart",
        "glasss heart",
        "gpass heart",
        "glass hert revi",
    ],
)
def test_glass_heart_is_found_first(typed: str) -> None:
    assert index_of(CATALOGUE).search(typed)[0] == GLASS_HEART


@pytest.mark.parametrize(
    ("typed", "show"),
    [
        ("сто", 4),
        ("одиночества", 4),
        ("sto let odinochestva", 4),
        ("solitude", 4),
        ("лед одиночества", 4),
        ("유", 5),
        ("성", 5),
        ("yuli", 5),
        ("9 1/2", 8),
        ("?", 9),
        ("verance", 10),
        ("sevreance", 10),
        ("kyou no kira", 11),
        ("き", 11),
    ],
)
def test_other_scripts_words_inside_and_typing_errors(typed: str, show: int) -> None:
    assert index_of(CATALOGUE).search(typed)[0] == show


def test_the_very_title_comes_before_more_popular_ones() -> None:
    assert index_of(CATALOGUE).search("glas")[:3] == [7, 2, 1]


def test_words_that_begin_so_come_before_words_that_have_it_inside_and_before_likeness() -> None:
    shows: list[TitleRow] = [(1, ["Sweetheart"], 9), (2, ["Hearst"], 8), (3, ["My Heart"], 0)]
    assert index_of(shows).search("heart") == [3, 1, 2]


def test_among_equals_the_more_popular_come_first_then_those_that_begin_so() -> None:
    shows: list[TitleRow] = [
        (1, ["My Star"], 0),
        (2, ["Starlight"], 0),
        (3, ["The Stars"], 7),
        (4, ["Star Wars"], 0),
    ]
    assert index_of(shows).search("star") == [3, 4, 2, 1]


def test_nothing_typed_offers_the_most_popular() -> None:
    index = index_of(CATALOGUE)
    assert index.search("")[:4] == index.search(" \u200b")[:4] == [2, 6, 10, GLASS_HEART]
    assert index.search("", limit=2) == [2, 6]


def test_a_show_called_review_is_found() -> None:
    shows: list[TitleRow] = [(1, ["The Review"], 0), (2, ["The Revenant"], 5), (3, ["Review"], 0)]
    index = index_of(shows)
    assert index.search("the review")[0] == 1
    assert index.search("review")[0] == 3


def test_exact_knows_every_spelling_and_no_other_title() -> None:
    index = index_of(
        [*CATALOGUE, (20, ["Glass  HEART"], 8), (21, ["x" * 60 + "1"], 0), (22, ["x" * 60 + "2"], 0)]
    )
    assert index.exact("ＧＬＡＳＳ heart") == [20, GLASS_HEART]
    assert index.exact("ｸﾞﾗｽ・ﾊｰﾄ") == [GLASS_HEART]
    assert index.exact("X" * 60 + "2") == [22]
    assert index.exact("glass") == index.exact("heart") == index.exact("") == []
    assert index.exact("bo li zhi xin") == []


def test_nearest_offers_what_is_alike_and_nothing_else() -> None:
    index = index_of(CATALOGUE)
    assert index.nearest("Glas Heart")[0] == GLASS_HEART
    assert index.nearest("Sevarence Review") == [10]
    assert index.nearest("玻離之心")[0] == GLASS_HEART
    assert index.nearest("Something entirely different") == []
    assert len(index.nearest("g", limit=2)) == 2


def test_an_index_follows_changes() -> None:
    index = index_of(CATALOGUE)
    index.put(3, ["Heartland"], 99)
    assert index.search("heart")[0] == 3
    index.put(3, ["Prairie"], 99)
    assert 3 not in index.search("heartl")
    assert index.search("prairie") == index.search("prarie")[:1] == [3]
    index.remove(3)
    index.remove(3)
    assert 3 not in index.search("") + index.search("prairie") + index.exact("Prairie")
    assert len(index) == len(CATALOGUE) - 1


@given(rows, any_text)
def test_any_text_can_be_titled_and_typed(shows: list[TitleRow], typed: str) -> None:
    index = index_of(shows)
    for found in (index.search(typed), index.nearest(typed, 25), index.exact(typed), index.search(typed, 3)):
        assert len(set(found)) == len(found) <= 25
        assert set(found) <= {show for show, _, _ in shows}


@given(rows)
def test_every_show_with_something_to_see_is_found_by_each_title(shows: list[TitleRow]) -> None:
    index = index_of(shows)
    for show, titles, _ in {row[0]: row for row in shows}.values():
        for title in filter(title_key, titles):
            assert show in index.exact(title)
            assert index.search(title)[0] in index.exact(title)


@example([(2, [], 0), (1, ["の"], 0), (2, ["の"], 0)], ["aの"])  # two as alike and as popular
@given(rows, st.lists(st.text(st.sampled_from("abcd eиの玻가é"), max_size=5), max_size=5))
def test_a_history_of_changes_leaves_no_trace(changes: list[TitleRow], queries: list[str]) -> None:
    changed = index_of([(show, ["former title", title[:5]], 1) for show in range(31) for title in "abcde"])
    for show in range(31):
        changed.remove(show)
    for row in changes:
        changed.put(*row)
    fresh = index_of(list({row[0]: row for row in changes}.values()))
    assert len(changed) == len(fresh)
    for typed in ("", "former", *queries):
        assert set(changed.search(typed)) == set(fresh.search(typed))
        assert changed.search(typed, 5) == fresh.search(typed, 5)


async def test_a_built_index_is_the_same_as_one_that_grew() -> None:
    dice = random.Random(7)
    words = ["".join(dice.choices("abdeiorst", k=dice.randint(2, 5))) for _ in range(400)]
    shows: list[TitleRow] = [
        (number, [" ".join(dice.choices(words, k=3))], dice.randrange(100)) for number in range(1_500)
    ]
    built = await TitleIndex.build(in_batches(shows, 400))
    grown = index_of(dice.sample(shows, len(shows)))
    for typed in ("a", "s", "re", *dice.choices(words, k=100)):
        found = built.search(typed)
        assert found == grown.search(typed)
        starting = [
            popularity
            for _, (title,), popularity in shows
            if any("".join(title.split()[n:]).startswith(typed) for n in range(3))
        ]
        if len(starting) > 25:
            assert [shows[show][2] for show in found] == sorted(starting, reverse=True)[:25]


async def test_others_get_their_turn_while_an_index_is_built() -> None:
    turns = 0

    async def count() -> None:
        nonlocal turns
        while True:
            await asyncio.sleep(0)
            turns += 1

    counting = asyncio.create_task(count())
    await TitleIndex.build(in_batches([(show, [f"Show number {show}"], 0) for show in range(2_000)], 2_000))
    counting.cancel()
    assert turns > 80


class Catalogue:
    """Loads one catalogue and looks shows up in it; counts, and waits until it is let go on."""

    def __init__(self) -> None:
        self.loads: list[int] = []
        self.looked_up: list[set[int]] = []
        self.rows = {row[0]: row for row in CATALOGUE}
        self.waits = asyncio.Event()
        self.go_on = asyncio.Event()
        self.now = 0
        self.error: Exception | None = None
        self.indexes = TitleIndexes(self.load, self.look_up, lambda: Millis(self.now))

    async def load(self, guild_id: GuildId) -> AsyncIterator[Sequence[TitleRow]]:
        self.loads.append(guild_id)
        yield CATALOGUE[:5]
        self.waits.set()
        await self.go_on.wait()
        if self.error:
            raise self.error
        yield CATALOGUE[5:]

    async def look_up(self, guild_id: GuildId, show_ids: Collection[ShowId]) -> Sequence[TitleRow]:
        self.looked_up.append(set(show_ids))
        found = [self.rows[show_id] for show_id in show_ids if show_id in self.rows]
        await self.go_on.wait()
        if self.error:
            raise self.error
        return found

    def put(self, show_id: ShowId, title: str, popularity: int = 0) -> None:
        """Add or rename a show, and tell the indexes."""
        self.rows[show_id] = (show_id, [title], popularity)
        self.indexes.changed(ShowChanged(GuildId(77), show_id))

    def remove(self, show_id: ShowId) -> None:
        """Remove a show, and tell the indexes."""
        del self.rows[show_id]
        self.indexes.changed(ShowChanged(GuildId(77), show_id))


async def test_an_index_is_loaded_once_when_first_used() -> None:
    catalogue = Catalogue()
    indexes = catalogue.indexes
    catalogue.put(ShowId(1), "Elsewhere")
    catalogue.remove(ShowId(1))
    assert catalogue.loads == []
    catalogue.go_on.set()
    first, second, other = await asyncio.gather(
        indexes.of(GuildId(77)), indexes.of(GuildId(77)), indexes.of(GuildId(78))
    )
    assert first is second is await indexes.of(GuildId(77))
    assert other is not first
    assert sorted(catalogue.loads) == [77, 78]
    assert len(first) == len(CATALOGUE)


async def test_changes_while_loading_are_not_lost() -> None:
    catalogue = Catalogue()
    indexes = catalogue.indexes
    loading = asyncio.create_task(indexes.of(GuildId(77)))
    await catalogue.waits.wait()
    catalogue.put(ShowId(50), "Brand New")
    catalogue.put(ShowId(2), "Renamed", 9)
    catalogue.put(ShowId(12), "Renamed Too", 8)
    catalogue.remove(ShowId(3))
    catalogue.remove(ShowId(10))
    catalogue.put(ShowId(10), "Removed and Added")
    catalogue.go_on.set()
    index = await loading
    assert index.search("brand new") == [50]
    assert index.search("renamed") == [2, 12]
    assert index.search("removed") == [10]
    assert index.exact("Heartland") == index.exact("Severance") == index.exact("Glass Harbour") == []
    catalogue.put(ShowId(51), "Even Newer")
    assert (await indexes.of(GuildId(77))).search("even newer") == [51]
    catalogue.remove(ShowId(51))
    assert 51 not in (await indexes.of(GuildId(77))).search("even newer")


async def test_a_change_costs_nothing_for_a_server_that_is_not_in_use() -> None:
    catalogue = Catalogue()
    catalogue.go_on.set()
    catalogue.put(ShowId(50), "Brand New")
    index = await catalogue.indexes.of(GuildId(77))
    catalogue.indexes.changed(ShowChanged(GuildId(78), ShowId(50)))
    assert await catalogue.indexes.of(GuildId(77)) is index
    assert catalogue.looked_up == []
    catalogue.now = IDLE
    catalogue.indexes.drop_idle()
    catalogue.put(ShowId(51), "Newer")
    await catalogue.indexes.of(GuildId(77))
    await catalogue.indexes.of(GuildId(78))
    assert catalogue.looked_up == []


async def test_what_has_changed_is_looked_up_once_and_some_at_a_time() -> None:
    catalogue = Catalogue()
    catalogue.go_on.set()
    await catalogue.indexes.of(GuildId(77))
    for show_id in (*range(100, 350), 100):
        catalogue.put(ShowId(show_id), f"Show number {show_id}")
    await asyncio.gather(*(catalogue.indexes.of(GuildId(77)) for _ in range(3)))
    assert sorted(map(len, catalogue.looked_up)) == [50, 100, 100]
    assert set[int]().union(*catalogue.looked_up) == set(range(100, 350))
    assert (await catalogue.indexes.of(GuildId(77))).exact("Show number 349") == [349]


async def test_a_change_during_a_look_up_is_looked_up_again_before_anybody_gets_the_index() -> None:
    catalogue = Catalogue()
    catalogue.go_on.set()
    await catalogue.indexes.of(GuildId(77))
    catalogue.go_on.clear()
    catalogue.put(ShowId(50), "Brand New")
    asking = [asyncio.create_task(catalogue.indexes.of(GuildId(77)))]
    await asyncio.sleep(0.01)
    assert catalogue.looked_up == [{50}]
    asking.append(asyncio.create_task(catalogue.indexes.of(GuildId(77))))
    catalogue.put(ShowId(50), "Newer")
    catalogue.go_on.set()
    for index in await asyncio.gather(*asking):
        assert index.exact("Newer") == [50]
        assert index.exact("Brand New") == []
    assert catalogue.looked_up == [{50}, {50}]


async def test_a_failed_or_abandoned_look_up_loses_no_change() -> None:
    catalogue = Catalogue()
    catalogue.go_on.set()
    await catalogue.indexes.of(GuildId(77))
    catalogue.put(ShowId(50), "Brand New")
    catalogue.error = ValueError("no such table")
    with pytest.raises(ValueError, match="no such table"):
        await catalogue.indexes.of(GuildId(77))
    catalogue.error = None
    catalogue.go_on.clear()
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(catalogue.indexes.of(GuildId(77)), 0.01)
    catalogue.go_on.set()
    assert (await catalogue.indexes.of(GuildId(77))).exact("Brand New") == [50]
    assert catalogue.looked_up == [{50}, {50}, {50}]
    assert catalogue.loads == [77]


async def test_an_idle_index_is_let_go_and_loaded_again() -> None:
    catalogue = Catalogue()
    indexes = catalogue.indexes
    catalogue.go_on.set()
    index = await indexes.of(GuildId(77))
    catalogue.now = IDLE - 1
    indexes.drop_idle()
    assert await indexes.of(GuildId(77)) is index
    catalogue.now += IDLE - 1
    indexes.drop_idle()
    assert await indexes.of(GuildId(77)) is index
    catalogue.now += IDLE
    indexes.drop_idle()
    assert await indexes.of(GuildId(77)) is not index
    assert catalogue.loads == [77, 77]


async def test_a_failed_load_is_reported_and_tried_again() -> None:
    catalogue = Catalogue()
    catalogue.go_on.set()
    catalogue.error = ValueError("no such table")
    results = await asyncio.gather(
        catalogue.indexes.of(GuildId(77)), catalogue.indexes.of(GuildId(77)), return_exceptions=True
    )
    assert results == [catalogue.error, catalogue.error]
    catalogue.error = None
    assert len(await catalogue.indexes.of(GuildId(77))) == len(CATALOGUE)


async def test_who_gives_up_waiting_does_not_end_the_loading() -> None:
    catalogue = Catalogue()
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(catalogue.indexes.of(GuildId(77)), 0.01)
    catalogue.go_on.set()
    assert len(await catalogue.indexes.of(GuildId(77))) == len(CATALOGUE)
    assert catalogue.loads == [77]


async def test_closing_ends_all_loading() -> None:
    catalogue = Catalogue()
    waiting = asyncio.create_task(catalogue.indexes.of(GuildId(77)))
    await catalogue.waits.wait()
    await catalogue.indexes.close()
    with pytest.raises(asyncio.CancelledError):
        await waiting
