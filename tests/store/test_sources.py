"""Where facts come from, which shows wait for theirs, and episodes."""

import sqlite3

import pytest

from bot.domain.catalog.facts import FactRequest
from bot.domain.catalog.sources import Catalog, EpisodeFacts, Source
from bot.domain.ids import Millis
from bot.store.catalog import editing, shows, sources
from bot.store.engine.transaction import Tx
from tests.store.samples import ELSEWHERE, GUILD, add_show, at, everywhere, on

ENTRY, OTHER = Source(Catalog.TVMAZE, "82"), Source(Catalog.TMDB, "tv:1399")


def test_a_show_has_one_source_and_a_source_one_show(tx: Tx) -> None:
    glass, beck = add_show(tx), add_show(tx, "Beck")
    sources.put(tx, glass, ENTRY)
    assert sources.of_show(tx, glass) == ENTRY
    assert sources.show_of(tx, ENTRY) == glass
    with pytest.raises(sqlite3.IntegrityError):
        sources.put(at(tx, 2), beck, ENTRY)

    sources.put(at(tx, 3), glass, OTHER)
    sources.put(at(tx, 3), beck, ENTRY)

    assert sources.of_show(tx, glass) == OTHER
    assert sources.show_of(tx, ENTRY) == beck
    assert sources.show_of(on(tx, ELSEWHERE), ENTRY) is None


def test_episodes_come_back_in_order_and_are_replaced_as_a_list(tx: Tx) -> None:
    show_id = add_show(tx)
    first, second = EpisodeFacts(1, 1, "Rain", 35, "2025-07-31"), EpisodeFacts(1, 2)
    sources.put_episodes(tx, show_id, [EpisodeFacts(2, 1), second, first])
    assert sources.episodes(tx, show_id) == [first, second, EpisodeFacts(2, 1)]
    sources.put_episodes(tx, show_id, [second])
    assert sources.episodes(tx, show_id) == [second]


def test_requests_come_when_they_are_due_the_longest_due_first(tx: Tx) -> None:
    first, second, third = (add_show(tx, title) for title in ("One", "Two", "Three"))
    sources.request(tx, first, "", Millis(20))
    sources.request(tx, second, "82", Millis(10))
    sources.request(tx, third, "", Millis(30))
    assert sources.requests_due(everywhere(at(tx, 20)), 9) == [
        FactRequest(GUILD, second, "82"),
        FactRequest(GUILD, first),
    ]
    assert sources.requests_due(everywhere(at(tx, 20)), 1) == [FactRequest(GUILD, second, "82")]

    sources.postpone_request(tx, second, Millis(40))
    sources.drop_request(tx, first)

    assert sources.requests_due(everywhere(at(tx, 40)), 9) == [
        FactRequest(GUILD, third),
        FactRequest(GUILD, second, "82", 1),
    ]
    sources.request(tx, second, "83", Millis(5))
    assert sources.requests_due(everywhere(at(tx, 5)), 9) == [FactRequest(GUILD, second, "83")]


def test_a_show_is_removed_with_its_source_its_request_and_its_episodes(tx: Tx) -> None:
    show_id = add_show(tx)
    sources.put(tx, show_id, ENTRY)
    sources.request(tx, show_id, "", Millis(1))
    sources.put_episodes(tx, show_id, [EpisodeFacts(1, 1)])

    editing.remove(tx, show_id)

    assert shows.get(tx, show_id) is None
    assert sources.show_of(tx, ENTRY) is None
    assert sources.requests_due(everywhere(at(tx, 99)), 9) == []
    assert sources.episodes(tx, show_id) == []
