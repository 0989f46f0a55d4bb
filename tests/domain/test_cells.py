"""Cells that a spreadsheet would run are made safe, and read back as they were."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.catalog.catalog_files import from_csv
from bot.domain.text import clean_line
from bot.domain.text.cells import guarded_cell, plain_cell
from bot.readers.exports.reading import read_file

BEGINNINGS = ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "﹣", "⁼"]
cells = st.builds(
    "".join, st.lists(st.sampled_from([*BEGINNINGS, "'", " ", "\u00a0", "\u200b", "1", "a"]), max_size=6)
) | st.text(max_size=30)


@given(cells)
def test_every_text_comes_back_as_it_was(text: str) -> None:
    assert plain_cell(guarded_cell(text)) == text


@pytest.mark.parametrize("before", ["", " ", "\u00a0\u3000", "\u200b", "\ufeff ", "'", "''"])
@pytest.mark.parametrize("beginning", BEGINNINGS)
def test_what_a_spreadsheet_may_run_has_an_apostrophe_in_front(before: str, beginning: str) -> None:
    assert guarded_cell(f"{before}{beginning}A1") == f"'{before}{beginning}A1"


@pytest.mark.parametrize("text", ["", "Beck", "a = b", "'tis", "-5", "+3.5", "1-2", "9½"])
def test_other_cells_stay(text: str) -> None:
    assert guarded_cell(text) == text


@given(st.sampled_from(["=sum(A1)", "-ism", "'=", "@home", "+1 Show", "Beck"]), cells)
def test_what_was_exported_can_be_imported(title: str, body: str) -> None:
    body = clean_line(f"{body}!")
    lines = io.StringIO()
    csv.writer(lines).writerows([["title", "rating", "review"], [*map(guarded_cell, (title, "4", body))]])
    (entry,) = read_file(lines.getvalue().encode()).entries
    assert (entry.title, entry.body) == (title, body)


def test_a_catalogue_from_a_spreadsheet_loses_the_apostrophes() -> None:
    entries, _ = from_csv("title,network,other titles,,\n'=Beck,'@home,'+One|Two,,,more\n")
    (entry,) = entries
    assert (entry.title, entry.facts.network) == ("=Beck", "@home")
    assert entry.facts.other_titles == ("+One", "Two")
