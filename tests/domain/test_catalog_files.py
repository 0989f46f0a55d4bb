"""A catalogue as a file: JSON goes round, spreadsheets come in as they are."""

import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.catalog.catalog_files import CatalogEntry, from_csv, from_json, to_json
from bot.domain.catalog.shows import Credit, Facts, Job, Kind, Show
from bot.domain.errors import Refusal
from bot.domain.ids import GuildId, ShowId
from bot.sample.loader import sample_shows


def test_a_catalogue_goes_out_and_comes_in_as_it_was() -> None:
    shows = [
        (Show(GuildId(1), ShowId(n), each.title, each.facts), each.facts.also_read)
        for n, each in enumerate(sample_shows())
    ]

    back = from_json(to_json(shows))

    assert back == [CatalogEntry(show.title, show.facts) for show, _ in shows]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "3",
        '{"format": "encore-catalog", "version": 1, "shows": 5}',
        '{"shows": []}',
        '{"format": "encore-catalog", "version": 99, "shows": []}',
    ],
)
def test_what_is_no_catalogue_is_refused_in_a_sentence(text: str) -> None:
    with pytest.raises(Refusal):
        from_json(text)


@pytest.mark.parametrize(
    ("show", "why"),
    [
        ({}, "A show needs a title"),
        ({"title": "Beck", "year": 12}, "not a year"),
        ({"title": "Beck", "episodes": "many"}, "whole number"),
        ({"title": "Beck", "kind": "opera"}, "no kind of show"),
        ({"title": "Beck", "credits": [{"name": "Somebody", "job": "juggler"}]}, "juggler"),
        ({"title": "Beck", "credits": ["Somebody"]}, "can't be read"),
        ({"title": "x" * 201}, "201"),
    ],
)
def test_a_wrong_show_is_named_by_its_place(show: dict[str, object], why: str) -> None:
    file = {"format": "encore-catalog", "version": 1, "shows": [{"title": "Good"}, show]}
    with pytest.raises(Refusal) as refusal:
        from_json(json.dumps(file))
    assert refusal.value.sentence.startswith("Show 2 of the file")
    assert why in refusal.value.sentence


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_a_spreadsheet_comes_in_with_whatever_parts_its_columns(mark: str) -> None:
    lines = [
        ("Title", "YEAR", "Other titles", "Directors", "Mood"),
        ("Beck", "2004", "ベック|Bekku", "Kobayashi Osamu", "loud"),
        ("", "", "", "", ""),
        ("Nana", "", "", "", ""),
    ]
    text = "\r\n".join(mark.join(line) for line in lines)

    entries, unknown = from_csv("\ufeff" + text)

    assert unknown == ("Mood",)
    beck = Facts(("ベック", "Bekku"), Kind.UNKNOWN, 2004, credits=(Credit("Kobayashi Osamu", Job.DIRECTOR),))
    assert entries == [CatalogEntry("Beck", beck), CatalogEntry("Nana", Facts())]


def test_fields_with_the_mark_and_lines_in_them_are_one_field() -> None:
    entries, _ = from_csv('title,synopsis\n"Me, You","One line\nand another"\n')
    assert entries == [CatalogEntry("Me, You", Facts(synopsis="One line\nand another"))]


def test_a_spreadsheet_without_titles_is_refused() -> None:
    with pytest.raises(Refusal, match="title"):
        from_csv("name,year\nBeck,2004\n")


@given(st.text())
def test_no_text_breaks_the_readers(text: str) -> None:
    for read in (from_json, from_csv):
        with suppress(Refusal):
            assert read(text) is not None
