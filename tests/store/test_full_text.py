"""The full text of reviews: what is found, what is not any more, and of which server."""

from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.discovery.search import Fit, Query, SearchTerms
from bot.domain.ids import NOBODY, Millis, ReviewId, ShowId, UserId
from bot.domain.moderation.records import Hiding
from bot.domain.ratings.rating import Stars, Target
from bot.domain.reviews.review import Review, Words
from bot.domain.text import clean_line, clean_text
from bot.store.catalog import shows
from bot.store.engine.connections import connect_reader
from bot.store.engine.database import Database
from bot.store.engine.transaction import Tx
from bot.store.moderation import hiding
from bot.store.ratings import ratings
from bot.store.reviews import reviews
from bot.store.totals import events, full_text, text_parts, text_places
from bot.store.upkeep.opening import open_database
from tests.store import samples
from tests.store.conftest import Begin
from tests.store.samples import ANN, BOB, CARL, ELSEWHERE, GUILD, add_review, add_show, at, everywhere, on


def found(
    tx: Tx,
    typed: str,
    search: SearchTerms | None = None,
    fit: Fit = Fit.WORDS,
    *,
    limit: int = 99,
    restricted: bool = False,
) -> list[int]:
    """The numbers of the reviews that fit, in the order in which they come."""
    phrases, search = Query.of(typed).phrases, search or SearchTerms(typed)
    candidates = full_text.matching(tx, search, phrases, fit, limit, restricted=restricted)
    return [candidate.review_id for candidate in candidates]


def anywhere(tx: Tx, typed: str) -> list[int]:
    """The numbers of those that have it in the headline, then of those that have it not only there."""
    return [*found(tx, typed, fit=Fit.HEADLINE), *found(tx, typed)]


def add(
    tx: Tx, user_id: UserId, headline: str, body: str, *, show_id: ShowId = ShowId(1), halves: int = 7
) -> int:
    ratings.change(tx, Target(show_id), user_id, Stars(halves))
    return reviews.add(tx, Target(show_id), user_id, Words(headline, body), Stars(halves)).review_id


def get(tx: Tx, review_id: ReviewId) -> Review:
    """A review, live or hidden."""
    review = reviews.kept(tx, review_id)
    assert review is not None
    return review


TEXTS = {
    "Die Höhle der Löwen": ("hohle", "LÖWEN", "die lowen"),
    "音楽のドラマが好き": ("ドラ", "ドラマ", "音楽の", "ﾄﾞﾗﾏ"),
    "한국어 드라마": ("드라마", "한국"),
    "หนังสือดีมาก": ("หนัง", "ดี"),
    "كان المسلسلُ رائعاً": ("المسلسل", "رائعا"),
    "Ёлки, йод и снег": ("елки", "Йод"),
    "O’Brien’s movies": ("O'Brien", "movie", "obrien's"),
    "Sci-fi at its best": ("sci-fi", "fi", '"sci fi"'),
}


@pytest.mark.parametrize("text", TEXTS)
def test_any_script_is_found(tx: Tx, text: str) -> None:
    show_id = add_show(tx)
    review = add_review(tx, show_id, body=text)
    add_review(tx, show_id, BOB, body="Nothing of that.")
    for typed in TEXTS[text]:
        assert found(tx, typed) == [review.review_id], typed
    assert found(tx, "йот иод") == []


def test_all_phrases_must_be_there_in_any_order_and_place(tx: Tx) -> None:
    add_show(tx)
    number = add(tx, ANN, "A tender thing", "Loud drums and a song.")
    add(tx, BOB, "", "Loud singing.")
    assert found(tx, "drum loud tender") == [number]
    assert found(tx, '"loud drums"') == [number]
    assert found(tx, '"drums loud"') == []
    assert found(tx, '"thing loud"') == [], "the headline ends before the text begins"
    assert found(tx, "tender", fit=Fit.HEADLINE) == [number]
    assert found(tx, '"tender thing"', fit=Fit.HEADLINE) == [number]
    assert found(tx, '"thing tender"', fit=Fit.HEADLINE) == []
    assert found(tx, "loud", fit=Fit.HEADLINE) == []


def test_the_newest_are_found_first_and_no_more_than_wanted(tx: Tx) -> None:
    add_show(tx)
    numbers = [add(tx, UserId(user_id), "", "drums") for user_id in range(1, 8)]
    assert found(tx, "drum") == numbers[::-1]
    assert found(tx, "drum", limit=3) == numbers[:-4:-1]


def test_many_common_words_but_one_are_looked_for_in_the_newest_blocks(
    tx: Tx, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(full_text, "BLOCK_BITS", 1)
    add_show(tx)
    numbers = [add(tx, UserId(user_id), "", "so very loud drums") for user_id in range(1, 8)]
    assert numbers == list(range(1, 8))
    assert found(tx, "so very loud drums", fit=Fit.MOST_WORDS) == [7, 6, 5, 4]
    assert found(tx, "so very loud drums", fit=Fit.MOST_WORDS, limit=3) == [7, 6, 5]
    assert found(tx, "very loud drums", fit=Fit.MOST_WORDS) == numbers[::-1]
    assert found(tx, "so very loud drums") == numbers[::-1]


def test_of_a_show_by_a_member_with_stars(tx: Tx) -> None:
    glass, beck = add_show(tx), add_show(tx, "Beck")
    ann, bob = add(tx, ANN, "", "drums", halves=8), add(tx, BOB, "", "drums", halves=3)
    other = add(tx, ANN, "", "drums", show_id=beck, halves=10)
    assert found(tx, "drum", SearchTerms("", show_id=glass)) == [bob, ann]
    assert found(tx, "drum", SearchTerms("", user_id=ANN)) == [other, ann]
    assert found(tx, "drum", SearchTerms("", beck, ANN)) == [other]
    assert found(tx, "drum", SearchTerms("", least=Stars(8))) == [other, ann]
    ratings.change(at(tx, 2), Target(glass), BOB, Stars(9))
    assert found(tx, "drum", SearchTerms("", least=Stars(9))) == [other, bob]


def test_an_articles_own_stars_count(tx: Tx) -> None:
    target = Target(ShowId(add_show(tx)))
    article = reviews.add(tx, target, NOBODY, Words(body="drums"), Stars(9), byline="Jane Doe")
    assert found(tx, "drum", SearchTerms("", least=Stars(9))) == [article.review_id]
    assert found(tx, "drum", SearchTerms("", least=Stars(10))) == []


def test_shows_for_adults_are_found_where_they_may_be(tx: Tx) -> None:
    glass, beck = add_show(tx), add_show(tx, "Beck")
    number, other = add(tx, ANN, "", "drums", show_id=glass), add(tx, ANN, "", "drums", show_id=beck)
    shows.set_restricted(tx, glass, True)
    assert found(tx, "drum") == [other]
    assert found(tx, "drum", restricted=True) == [other, number]


def test_an_edited_review_is_found_by_its_new_words_and_a_deleted_one_by_none(tx: Tx) -> None:
    add_show(tx)
    number = add(tx, ANN, "Old title", "Old words.")
    reviews.edit(at(tx, 2), get(tx, ReviewId(number)), Words("New title", "New words."), Stars(7))
    assert (anywhere(tx, "old"), anywhere(tx, "new")) == ([], [number])
    reviews.delete(tx, get(tx, ReviewId(number)))
    assert anywhere(tx, "new") == []
    assert samples.full_text(tx) == []


def test_a_hidden_review_is_found_again_when_it_is_restored(tx: Tx) -> None:
    review = add_review(tx, ShowId(add_show(tx)), body="Rude drums.")
    hiding.hide(tx, review, Hiding("Rude.", BOB, Millis(2)))
    assert found(tx, "rude") == []
    assert samples.full_text(tx) == []
    hiding.restore(at(tx, 3), get(tx, review.review_id))
    assert found(tx, "rude") == [review.review_id]


def test_servers_with_the_same_numbers_are_apart(tx: Tx) -> None:
    for guild_id in (GUILD, ELSEWHERE):
        there = on(tx, guild_id)
        add_review(there, ShowId(add_show(there)), body=f"Drums on {guild_id}")
    for guild_id in (GUILD, ELSEWHERE):
        assert found(on(tx, guild_id), "drum") == [1]
        assert found(on(tx, guild_id), f"{guild_id}") == [1]
        assert found(on(tx, guild_id), f"{GUILD + ELSEWHERE - guild_id}") == []
    assert found(on(tx, 7009), "drum") == []


def test_a_server_is_forgotten_a_part_at_a_time_and_no_other(tx: Tx, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(full_text, "AT_ONCE", 2)
    for guild_id in (GUILD, ELSEWHERE):
        show_id = add_show(on(tx, guild_id))
        for user_id in (ANN, BOB, CARL):
            add_review(on(tx, guild_id), show_id, user_id)
    assert [full_text.forget_some(tx) for _ in range(3)] == [1, 1, -1]
    assert found(tx, "loud") == []
    assert len(found(on(tx, ELSEWHERE), "loud")) == 3
    assert full_text.forget_some(on(tx, 7009)) == -1


def segments(path: Path, part: int = 1) -> int:
    """In how many segments a part lies: each transaction adds one, and a search looks at every one."""
    with closing(connect_reader(path)) as connection:
        found = connection.execute(f"SELECT count(DISTINCT segid) FROM {text_parts.name(part)}_idx")
        return found.fetchone()[0]


async def test_a_crowded_part_is_merged_bit_by_bit_while_others_write(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(text_parts, "PAGES_AT_ONCE", 1)
    async with open_database(f"sqlite:///{tmp_path / 'encore.db'}", lambda: Millis(1)) as database:
        show_id = await database.write(GUILD, add_show)
        for user_id in range(1, 46):
            body = f"Drums {user_id} " + " ".join(f"r{user_id}n{number}" for number in range(400))
            await database.write(GUILD, add_review, show_id, user_id, body=body)
        assert await database.read_all(text_parts.crowded) == [1]
        steps = 0
        while await database.write_all(text_parts.go_on, 1):
            steps += 1
            if steps in (1, 3):
                await database.write(GUILD, add_review, show_id, UserId(100 + steps), body="Drums")
        assert steps > 3
        assert segments(database.path) < 20
        assert await database.read_all(text_parts.crowded) == []
        assert len(await database.read(GUILD, found, "drum")) == 47
        assert await database.read(GUILD, found, "drum 17") == [17]


async def test_nothing_is_merged_while_somebody_waits(database: Database) -> None:
    show_id = await database.write(GUILD, add_show)
    for user_id in range(1, 31):
        await database.write(GUILD, add_review, show_id, user_id)
    assert segments(database.path) == 30


def test_reviews_of_one_server_are_found_in_every_part(tx: Tx, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text_places, "STRETCH_BITS", 1)
    monkeypatch.setattr(full_text, "BLOCK_BITS", 0)
    monkeypatch.setattr(text_places, "PARTS", 3)
    show_id = add_show(tx)
    numbers = [add(tx, UserId(user_id), "", "so very loud drums") for user_id in range(1, 9)]
    add_review(on(tx, ELSEWHERE), add_show(on(tx, ELSEWHERE)), body="Drums")
    assert text_parts.existing(everywhere(tx)) == [0, 1, 2]
    assert found(tx, "drum") == numbers[::-1]
    assert found(tx, "loud drum", limit=3) == [8, 7, 6]
    assert found(tx, "so very loud drums", fit=Fit.MOST_WORDS) == [8, 7]
    reviews.delete(tx, get(tx, ReviewId(3)))
    reviews.edit(tx, get(tx, ReviewId(4)), Words("", "Quiet."), Stars(7))
    assert found(tx, "drum") == [8, 7, 6, 5, 2, 1]
    assert found(tx, "quiet") == [4]
    assert full_text.wrong_rows(everywhere(tx)) == []
    full_text.forget_show(tx, show_id)
    assert found(tx, "drum") == []
    full_text.count_show(tx, show_id)
    assert found(tx, "drum") == [8, 7, 6, 5, 2, 1]
    while full_text.forget_some(tx) >= 0:
        pass
    assert len(samples.full_text(tx)) == 1


async def test_an_index_made_anew_is_in_one_part_and_says_the_same(tmp_path: Path) -> None:
    async with open_database(f"sqlite:///{tmp_path / 'encore.db'}", lambda: Millis(1)) as database:
        show_id = await database.write(GUILD, add_show)
        for user_id in (ANN, BOB, CARL):
            await database.write(GUILD, add_review, show_id, user_id, body="Drums")
        numbers = await database.read(GUILD, found, "drum")
        await database.write_all(events.rebuild)
        assert segments(database.path) == 1
        assert (await database.read(GUILD, found, "drum"), len(numbers)) == (numbers, 3)
        assert await database.read_all(full_text.wrong_rows) == []


def test_what_is_missing_or_left_over_is_told(tx: Tx) -> None:
    show_id = add_show(tx)
    ann, bob = add_review(tx, show_id), add_review(tx, show_id, BOB)
    add_review(on(tx, ELSEWHERE), ShowId(add_show(on(tx, ELSEWHERE))))
    assert full_text.wrong_rows(everywhere(tx)) == []
    full_text.review_left(tx, ann)
    everywhere(tx).execute("UPDATE reviews SET state = 'deleted' WHERE user_id = $1", BOB)
    assert full_text.wrong_rows(everywhere(tx)) == [
        f"server {GUILD}, review {ann.review_id}: full text",
        f"server {GUILD}, review {bob.review_id}: full text",
    ]


@given(text=st.text(max_size=120), other=st.text(max_size=60))
def test_every_word_of_a_text_finds_it(begin: Begin, text: str, other: str) -> None:
    with begin() as tx:
        add_show(tx)
        headline, body = clean_line(other), clean_text(text)
        number = add(tx, ANN, headline, body)
        for word in {*headline.split(), *body.split()}:
            if Query.of(word).phrases:
                assert anywhere(tx, word) == [number], word


@given(typed=st.text(max_size=200).map(clean_line), fit=st.sampled_from(Fit))
def test_whatever_is_typed_is_no_error_and_finds_itself(begin: Begin, typed: str, fit: Fit) -> None:
    with begin() as tx:
        add_show(tx)
        number = add(tx, CARL, "", typed)
        numbers = found(tx, typed, fit=fit) if (searched := Query.of(typed).phrases) else []
        if searched and fit is Fit.WORDS and '"' not in typed:
            assert numbers == [number]
