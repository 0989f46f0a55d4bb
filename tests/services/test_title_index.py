"""Finding shows by what people type."""

import asyncio
import random
from collections.abc import AsyncIterator, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.titles import title_key
from bot.services.title_index import IDLE, Row, TitleIndex, TitleIndexes

GLASS_HEART = 1
CATALOGUE: list[Row] = [
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


def index_of(catalogue: Sequence[Row]) -> TitleIndex:
    index = TitleIndex()
    for row in catalogue:
        index.put(*row)
    return index


async def in_batches(catalogue: Sequence[Row], size: int = 7) -> AsyncIterator[Sequence[Row]]:
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
    shows: list[Row] = [(1, ["Sweetheart"], 9), (2, ["Hearst"], 8), (3, ["My Heart"], 0)]
    assert index_of(shows).search("heart") == [3, 1, 2]


def test_among_equals_the_more_popular_come_first_then_those_that_begin_so() -> None:
    shows: list[Row] = [
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
    shows: list[Row] = [(1, ["The Review"], 0), (2, ["The Revenant"], 5), (3, ["Review"], 0)]
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
def test_any_text_can_be_titled_and_typed(shows: list[Row], typed: str) -> None:
    index = index_of(shows)
    for found in (index.search(typed), index.nearest(typed, 25), index.exact(typed), index.search(typed, 3)):
        assert len(set(found)) == len(found) <= 25
        assert set(found) <= {show for show, _, _ in shows}


@given(rows)
def test_every_show_with_something_to_see_is_found_by_each_title(shows: list[Row]) -> None:
    index = index_of(shows)
    for show, titles, _ in {row[0]: row for row in shows}.values():
        for title in filter(title_key, titles):
            assert show in index.exact(title)
            assert index.search(title)[0] in index.exact(title)


@given(rows, st.lists(st.text(st.sampled_from("abcd eиの玻가é"), max_size=5), max_size=5))
def test_a_history_of_changes_leaves_no_trace(changes: list[Row], queries: list[str]) -> None:
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
    shows: list[Row] = [
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
    """A loader of one catalogue that counts, and waits until it is let go on."""

    def __init__(self) -> None:
        self.loads: list[int] = []
        self.waits = asyncio.Event()
        self.go_on = asyncio.Event()
        self.now = 0
        self.error: Exception | None = None
        self.indexes = TitleIndexes(self.load, lambda: self.now)

    async def load(self, guild_id: int) -> AsyncIterator[Sequence[Row]]:
        self.loads.append(guild_id)
        yield CATALOGUE[:5]
        self.waits.set()
        await self.go_on.wait()
        if self.error:
            raise self.error
        yield CATALOGUE[5:]


async def test_an_index_is_loaded_once_when_first_used() -> None:
    catalogue = Catalogue()
    indexes = catalogue.indexes
    indexes.put(77, 1, ["Elsewhere"], 0)
    indexes.remove(77, 1)
    assert catalogue.loads == []
    catalogue.go_on.set()
    first, second, other = await asyncio.gather(indexes.of(77), indexes.of(77), indexes.of(78))
    assert first is second is await indexes.of(77)
    assert other is not first
    assert sorted(catalogue.loads) == [77, 78]
    assert len(first) == len(CATALOGUE)


async def test_changes_while_loading_are_not_lost() -> None:
    catalogue = Catalogue()
    indexes = catalogue.indexes
    loading = asyncio.create_task(indexes.of(77))
    await catalogue.waits.wait()
    indexes.put(77, 50, ["Brand New"], 0)
    indexes.put(77, 2, ["Renamed"], 9)
    indexes.put(77, 12, ["Renamed Too"], 8)
    indexes.remove(77, 3)
    indexes.remove(77, 10)
    indexes.put(77, 10, ["Removed and Added"], 0)
    catalogue.go_on.set()
    index = await loading
    assert index.search("brand new") == [50]
    assert index.search("renamed") == [2, 12]
    assert index.search("removed") == [10]
    assert index.exact("Heartland") == index.exact("Severance") == index.exact("Glass Harbour") == []
    indexes.put(77, 51, ["Even Newer"], 0)
    assert index.search("even newer") == [51]
    indexes.remove(77, 51)
    assert 51 not in index.search("even newer")


async def test_an_idle_index_is_let_go_and_loaded_again() -> None:
    catalogue = Catalogue()
    indexes = catalogue.indexes
    catalogue.go_on.set()
    index = await indexes.of(77)
    catalogue.now = IDLE - 1
    indexes.drop_idle()
    assert await indexes.of(77) is index
    catalogue.now += IDLE - 1
    indexes.drop_idle()
    assert await indexes.of(77) is index
    catalogue.now += IDLE
    indexes.drop_idle()
    assert await indexes.of(77) is not index
    assert catalogue.loads == [77, 77]


async def test_a_failed_load_is_reported_and_tried_again() -> None:
    catalogue = Catalogue()
    catalogue.go_on.set()
    catalogue.error = ValueError("no such table")
    results = await asyncio.gather(catalogue.indexes.of(77), catalogue.indexes.of(77), return_exceptions=True)
    assert results == [catalogue.error, catalogue.error]
    catalogue.error = None
    assert len(await catalogue.indexes.of(77)) == len(CATALOGUE)


async def test_who_gives_up_waiting_does_not_end_the_loading() -> None:
    catalogue = Catalogue()
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(catalogue.indexes.of(77), 0.01)
    catalogue.go_on.set()
    assert len(await catalogue.indexes.of(77)) == len(CATALOGUE)
    assert catalogue.loads == [77]


async def test_closing_ends_all_loading() -> None:
    catalogue = Catalogue()
    waiting = asyncio.create_task(catalogue.indexes.of(77))
    await catalogue.waits.wait()
    await catalogue.indexes.close()
    with pytest.raises(asyncio.CancelledError):
        await waiting
