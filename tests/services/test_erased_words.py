"""Deleted means deleted: no byte of what was erased is left in the database's files."""

import asyncio
import os
import random
from pathlib import Path

import pytest

from bot.domain.ids import ReviewId, ShowId, UserId
from bot.domain.ratings.rating import Stars, Target
from bot.domain.reviews.review import Words
from bot.store.engine.connections import connect_reader
from bot.store.engine.transaction import AllServers, Tx
from bot.store.ratings import ratings
from bot.store.reviews import reviews
from bot.store.totals import text_parts, traces
from bot.store.upkeep import copies
from tests.services.server import GUILD, Server, draft_of
from tests.store.samples import add_show

SYLLABLES = ("bra", "kel", "mio", "nu", "pas", "rot", "sil", "tav", "vex", "zor")
Numbers = list[ReviewId]


def secret(number: int) -> str:
    """A word that stands nowhere else, and whose end doesn't either."""
    return f"qx{number:05d}" + "".join(f"{(number * 7919 + at * 104729) % 99991:05d}" for at in range(3))


def left_in(path: Path, words: list[str]) -> list[str]:
    """Those of the words that the files still hold, also where FTS5 leaves out how a word begins."""
    files = [path.with_name(path.name + ending) for ending in ("", "-wal", "-shm")]
    held = b"".join(each.read_bytes() for each in files if each.exists())
    return [word for word in words if word.encode() in held or word[7:].encode() in held]


def fill(tx: Tx, batch: int, secrets: list[str]) -> Numbers:
    """Put a hundred reviews of as many members into a server, each secret in one; returns those."""
    dice, found = random.Random(batch), Numbers()
    shows = [add_show(tx, f"Show {batch} {number}") for number in range(10)]
    for number in range(100):
        target, user_id = Target(shows[number % 10]), UserId(1_000 + batch * 100 + number)
        hidden = secrets[number // 10] if number % 10 == 0 and number // 10 < len(secrets) else ""
        words = " ".join("".join(dice.choices(SYLLABLES, k=3)) for _ in range(30))
        ratings.change(tx, target, user_id, Stars(7))
        review = reviews.add(tx, target, user_id, Words(hidden, f"{words} {hidden}"), Stars(7))
        found += [review.review_id] * bool(hidden)
    return found


async def delete(server: Server, numbers: Numbers) -> None:
    """Let the authors delete these reviews."""
    for number in numbers:
        review = await server.database.read(GUILD, reviews.get, number)
        assert review
        await server.services.reviews.delete(server.member(review.user_id), number)


def rows_of(tx: AllServers, part: int) -> int:
    """How many rows, most of them pages, the index of a part has."""
    name = text_parts.name(part)
    rows = tx.all(f"SELECT count(*) FROM {name}_data UNION ALL SELECT count(*) FROM {name}_idx")
    return sum(row[0] for row in rows)


async def test_many_erasures_leave_no_byte_while_others_write(server: Server) -> None:
    secrets = [secret(number) for number in range(40)]
    numbers = Numbers()
    for batch in range(10):  # each transaction is a segment of its own
        numbers += await server.database.write(GUILD, fill, batch, secrets[batch * 4 : batch * 4 + 4])
    assert left_in(server.database.path, secrets) == secrets
    await delete(server, numbers)
    assert left_in(server.database.path, secrets) == secrets, "where nobody has looked yet"

    swept = asyncio.Event()

    async def write_on() -> int:
        number = 0
        while not swept.is_set():
            number += 1
            await server.post(server.member(9_000 + number), draft_of(ShowId(1), body=f"Rain {number}"))
        return number

    writing = asyncio.create_task(write_on())
    assert await server.services.privacy.sweep()
    swept.set()
    assert await writing > 5
    assert left_in(server.database.path, secrets) == []
    assert await server.database.read_all(traces.parts) == []


async def test_what_is_erased_while_it_is_swept_is_for_the_next_time(server: Server) -> None:
    one, other = [secret(1)], [secret(2)]
    first = await server.database.write(GUILD, fill, 1, one)
    second = await server.database.write(GUILD, fill, 2, other)
    await delete(server, first)
    (part,) = await server.database.read_all(traces.parts)
    assert await server.database.write_all(traces.merge, part)  # begun
    await delete(server, second)
    while await server.database.write_all(traces.merge, part):
        pass
    assert await server.services.privacy.sweep()
    assert left_in(server.database.path, one + other) == []


async def test_no_step_is_long_and_a_killed_process_goes_on(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(text_parts, "PAGES_AT_ONCE", 4)
    secrets, numbers = [secret(number) for number in range(12)], Numbers()
    for batch in range(6):
        numbers += await server.database.write(GUILD, fill, batch, secrets[batch * 2 : batch * 2 + 2])
    await delete(server, numbers)
    (part,) = await server.database.read_all(traces.parts)
    steps, longest = 0, 0
    more = True
    while more:
        rows = await server.database.read_all(rows_of, part)
        changes = await server.database.write_all(lambda tx: tx.connection.total_changes)
        more = await server.database.write_all(traces.merge, part)
        changed = await server.database.write_all(lambda tx: tx.connection.total_changes) - changes
        # A merge that ends deletes the segments that went into it: their rows cost no more than to be freed.
        freed = rows - await server.database.read_all(rows_of, part)
        longest, steps = max(longest, changed - max(freed, 0)), steps + 1
    assert steps > 4
    assert longest < 300, "some pages, and the first of each segment that goes into it"
    assert await server.database.read_all(traces.parts) == [traces.LOG]  # a process that starts here goes on
    assert await server.services.privacy.sweep()
    assert left_in(server.database.path, secrets) == []


async def test_the_log_of_writes_is_emptied_as_soon_as_no_reader_needs_it(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.services.members.privacy.EMPTYING_PAUSE", 0)
    word = [secret(1)]
    numbers = await server.database.write(GUILD, fill, 1, word)
    await delete(server, numbers)
    reader = connect_reader(server.database.path)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM reviews").fetchone()
    assert not await server.services.privacy.sweep()
    await server.post(server.bob, draft_of(ShowId(1)))  # it is in nobody's way
    assert await server.database.read_all(traces.parts) == [traces.LOG]
    reader.close()
    assert await server.services.privacy.sweep()
    assert left_in(server.database.path, word) == []


async def test_a_start_and_a_sweep_of_nothing_write_nothing(server: Server) -> None:
    for batch in range(3):
        await server.database.write(GUILD, fill, batch, [])
    await server.services.search.tidy()
    before = await server.database.write_all(lambda tx: tx.connection.total_changes)
    assert await server.services.privacy.sweep()
    await server.services.search.tidy()
    assert await server.database.write_all(lambda tx: tx.connection.total_changes) == before


async def test_the_running_bot_removes_copies_of_thirty_days_ago(server: Server) -> None:
    old, new = (copies.before_version(server.database.path, number) for number in (1, 2))
    for path, days in ((old, 31), (new, 29)):
        path.write_bytes(b"")
        made = server.clock.now // 1_000 - days * 24 * 3_600
        os.utime(path, (made, made))
    await server.services.privacy.tidy()
    assert [each.path for each in copies.beside(server.database.path)] == [new]


async def test_a_hidden_or_edited_reviews_words_go_with_it(server: Server) -> None:
    """What the full text has let go of before, when it was hidden or had other words, goes as well."""
    words = [secret(number) for number in range(3)]
    show_id = await server.add_show()
    review_id, _ = await server.post_card(server.ann, draft_of(show_id, body=words[0]))
    await server.post(server.ann, draft_of(show_id, body=words[1]))
    await server.services.moderation.hide(server.mod, review_id, f"Rude: {words[2]}")
    await server.services.privacy.sweep()
    assert left_in(server.database.path, words) == words
    await server.services.privacy.delete(server.ann)
    assert await server.services.privacy.sweep()
    assert left_in(server.database.path, words[:2]) == []
