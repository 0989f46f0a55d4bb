"""A member's data as files: complete, readable, and small enough for Discord."""

import csv
import io
import json
import zipfile
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.ids import GuildId, Millis, UserId
from bot.domain.members.export import archives
from bot.domain.text.cells import plain_cell

NOW = 1_764_093_600_000
MEANINGS = {"reviews": "your reviews", "ratings": "your ratings"}
texts = st.text(st.characters(exclude_categories=("Cs",)), max_size=200)
tables = st.fixed_dictionaries(
    {
        "reviews": st.lists(st.fixed_dictionaries({"review_id": st.integers(1), "body": texts}), max_size=20),
        "ratings": st.lists(st.fixed_dictionaries({"halves": st.integers(1, 10)}), max_size=20),
    }
)


def opened(archive: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(archive)) as files:
        return {name: files.read(name).decode() for name in files.namelist()}


@given(tables, st.integers(400, 5_000))
def test_all_rows_come_whatever_the_limit(rows: dict[str, list[dict[str, Any]]], limit: int) -> None:
    parts = [
        opened(archive) for archive in archives(rows, MEANINGS, GuildId(7), UserId(11), Millis(NOW), limit)
    ]
    got: dict[str, list[Any]] = {"reviews": [], "ratings": []}
    for number, part in enumerate(parts, 1):
        for name, some in json.loads(part["data.json"]).items():
            got[name] += some
            if some:
                table = csv.DictReader(io.StringIO(part[f"{name}.csv"].removeprefix("\ufeff"), newline=""))
                read = [{key: plain_cell(value) for key, value in row.items()} for row in table]
                assert read == [{key: str(value) for key, value in row.items()} for row in some]
        assert len(parts) == 1 or f"Part {number} of {len(parts)}." in part["README.txt"]
    assert got == {name: [dict(row) for row in some] for name, some in rows.items()}


def test_parts_are_no_larger_than_asked() -> None:
    rows = {
        "reviews": [{"review_id": number, "body": str(number) * 200} for number in range(500)],
        "ratings": [],
    }
    whole = archives(rows, MEANINGS, GuildId(7), UserId(11), Millis(NOW))
    assert len(whole) == 1
    limit = len(whole[0]) // 3
    parts = archives(rows, MEANINGS, GuildId(7), UserId(11), Millis(NOW), limit)
    assert len(parts) > 2
    assert max(map(len, parts)) < limit + 1_000  # and the page that explains it


def test_times_are_written_as_times_and_the_page_says_what_each_file_is() -> None:
    rows = {"reviews": [{"review_id": 1, "created_at": NOW, "undone_at": None}], "ratings": []}
    (files,) = map(opened, archives(rows, MEANINGS, GuildId(7), UserId(11), Millis(NOW)))
    (review,) = json.loads(files["data.json"])["reviews"]
    assert review == {"review_id": 1, "created_at": "2025-11-25T18:00:00Z", "undone_at": None}
    assert "Server 7, member 11, as of 2025-11-25T18:00:00Z." in files["README.txt"]
    assert "- reviews: your reviews (1)" in files["README.txt"]


def test_a_spreadsheet_runs_nothing_and_numbers_stay() -> None:
    rows = {"reviews": [{"review_id": -1, "body": '=HYPERLINK("https://x.example")'}], "ratings": []}
    (files,) = map(opened, archives(rows, MEANINGS, GuildId(7), UserId(11), Millis(NOW)))
    (row,) = csv.DictReader(io.StringIO(files["reviews.csv"].removeprefix("\ufeff"), newline=""))
    assert row == {"review_id": "-1", "body": '\'=HYPERLINK("https://x.example")'}
    assert json.loads(files["data.json"])["reviews"] == rows["reviews"]
