"""Files from other services are recognised by what is in them, and read row by row."""

import json

import pytest

from bot.domain.errors import Refusal
from bot.domain.members.imports.entries import ImportEntry, Reading, moment
from bot.domain.members.imports.scales import Scale
from bot.readers.exports.reading import read_file
from tests.domain import import_files as files

DAY = 24 * 3_600_000


def read(content: object) -> Reading:
    """What is read of a text, of bytes, or of something to be written as JSON."""
    if isinstance(content, bytes):
        return read_file(content)
    return read_file((content if isinstance(content, str) else json.dumps(content)).encode())


def by_title(reading: Reading) -> dict[str, ImportEntry]:
    return {entry.title: entry for entry in reading.entries}


def test_letterboxds_ratings() -> None:
    reading = read(files.LETTERBOXD_RATINGS)
    assert (reading.source, reading.scale, reading.guessed, reading.problems) == (
        "Letterboxd",
        Scale.FIVE,
        False,
        (),
    )
    assert [(each.title, each.year, each.score) for each in reading.entries] == [
        ("Glass Heart", 2025, "4"),
        ("Paper, Lanterns", 2019, "3.5"),
        ("Amélie's Door", 2001, "0.5"),
    ]
    assert reading.entries[0].rated_at == moment("2024-03-01")


def test_letterboxds_reviews_lose_their_html_and_nothing_else() -> None:
    (entry,) = read(files.LETTERBOXD_REVIEWS).entries
    assert entry.body == 'Loud, "tender".\n\nAnd drums & rain.'
    assert (entry.score, entry.spoilers) == ("4", False)


def test_letterboxds_zip_gives_each_film_once_as_it_was_rated_last_and_nothing_deleted() -> None:
    found = by_title(read(files.letterboxd_zip()))
    assert set(found) == {"Glass Heart", "Paper, Lanterns", "Amélie's Door"}
    assert (found["Glass Heart"].score, found["Glass Heart"].has_words) == ("4", True)


def test_imdbs_ratings_without_episodes() -> None:
    reading = read(files.IMDB_RATINGS)
    assert (reading.source, reading.scale) == ("IMDb", Scale.TEN)
    found = by_title(reading)
    assert set(found) == {"Glass Heart", "The Lamp"}
    assert found["The Lamp"].other_titles == ("La lampe",)
    assert (found["Glass Heart"].year, found["Glass Heart"].score) == (2025, "8")
    assert reading.problems == ("line 3: “Glass Heart: First Beat” is a TV Episode, so it is left out",)


@pytest.mark.parametrize("content", [files.MYANIMELIST, files.myanimelist_gz()], ids=["xml", "xml.gz"])
def test_myanimelists_xml(content: str | bytes) -> None:
    reading = read(content)
    assert (reading.source, reading.scale) == ("MyAnimeList", Scale.TEN)
    found = by_title(reading)
    assert set(found) == {"Glass Heart Season 2", "Paper Lanterns"}  # a score of 0 is none
    season = found["Glass Heart Season 2"]
    assert (season.score, season.body, season.rated_at) == (
        "9",
        "The drummer & the rain <3",
        moment("2024-02-03"),
    )
    assert found["Paper Lanterns"].rated_at is None


def test_trakts_csv_with_seasons_and_episodes() -> None:
    reading = read(files.TRAKT_CSV)
    assert (reading.source, reading.scale) == ("Trakt", Scale.TEN)
    assert [(each.season, each.episode, each.score) for each in reading.entries] == [
        (1, 3, "7"),
        (0, 0, "9"),
        (2, 0, "8"),
    ]
    (problem,) = reading.problems
    assert problem.startswith("line 5: season 0, which holds specials")


def test_trakts_zip_joins_what_was_rated_with_what_was_said() -> None:
    reading = read(files.trakt_zip())
    assert {(each.season, each.episode, each.score) for each in reading.entries} == {
        (0, 0, "9"),
        (2, 0, "8"),
        (1, 3, "7"),
    }
    whole = next(each for each in reading.entries if not each.season)
    assert (whole.body, whole.spoilers) == ("He leaves the band.", True)
    assert whole.rated_at == moment("2024-03-25T10:00:00.000Z")


@pytest.mark.parametrize("content", [files.ANILIST, files.ANILIST["data"]])
def test_anilists_lists_with_all_titles_but_without_manga_and_what_is_private(content: object) -> None:
    reading = read(content)
    assert (reading.source, reading.scale, reading.guessed) == ("AniList", Scale.HUNDRED, False)
    (entry,) = reading.entries  # a score of 0 is none
    assert entry.titles == ("Glass Heart", "Gurasu Haato", "グラスハート")
    assert (entry.year, entry.score, entry.body) == (2025, "84", "Rain and drums.")
    assert entry.rated_at == moment("2024-02-03")


def test_anilists_privacy_export_has_no_titles() -> None:
    with pytest.raises(Refusal, match="numbers instead of their titles"):
        read(files.ANILIST_PRIVACY)


@pytest.mark.parametrize("content", [files.SERIALIZD, [files.SERIALIZD], files.SERIALIZD["reviews"]])
def test_serializds_diary(content: object) -> None:
    reading = read(content)
    assert (reading.source, reading.scale) == ("Serializd", Scale.TEN)
    first, second = reading.entries
    assert (first.title, first.year, first.season, first.episode) == ("Glass Heart", 2025, 2, 0)
    assert (first.score, first.body, first.spoilers) == ("7", "She stays. He does not.", True)
    assert first.rated_at == moment("2024-05-01T10:00:00Z")
    assert (second.title, second.season, second.score) == ("Paper Lanterns", 0, "10")


def test_serializds_table() -> None:
    reading = read(files.SERIALIZD_CSV)
    assert (reading.source, reading.scale, reading.guessed) == ("Serializd", Scale.FIVE, True)
    first, second = reading.entries
    assert (first.season, first.score, first.spoilers) == (2, "3.5", True)
    assert (second.season, second.score) == (0, "5")


def test_ones_own_spreadsheet_with_semicolons_and_decimal_commas() -> None:
    reading = read(files.SPREADSHEET)
    assert (reading.source, reading.scale, reading.guessed) == ("a table", Scale.TEN, True)
    assert [(each.title, each.score, each.body) for each in reading.entries] == [
        ("Glass Heart", "8.4", "Loud and tender."),
        ("Paper Lanterns", "9", ""),
    ]


def test_letterboxds_import_format_and_ratings_that_say_what_they_are_out_of() -> None:
    reading = read("Title,Year,Rating10,WatchedDate,Review\nBeck,2004,3,2024-01-01,\n")
    assert (reading.scale, reading.entries[0].score) == (Scale.TEN, "3")
    reading = read("title,rating\nBeck,3/5\nNana,★★★★½\n")
    assert (reading.scale, reading.guessed) == (Scale.FIVE, False)
    assert [each.score for each in reading.entries] == ["3", "4.5"]
    with pytest.raises(Refusal, match="out of different numbers"):
        read("title,rating\nBeck,3/5\nNana,90/100\n")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_every_usual_encoding(encoding: str) -> None:
    text = files.LETTERBOXD_RATINGS
    data = b"\xff\xfe" + text.encode(encoding) if encoding == "utf-16-le" else text.encode(encoding)
    assert "Amélie's Door" in by_title(read(data))


def test_rows_that_can_not_be_read_are_told_by_line_and_the_others_are_taken() -> None:
    reading = read(
        "title,rating,season,episode,review\n"
        "Beck,eleven,,,\n"
        ",3,,,\n"
        "Nana,4,,,\n"
        "Nana,4,,2,\n"
        "Nana,4,x,,\n"
        'Nana,5,1,2,"Two\nlines"\n'
        "Nana,4,1,1,,,too many\n"
        'Nana,4,2,,a "quote" inside\n'
        'Hana,3,,,"a" quote\n'
        "Last,2,,,\n"
    )
    assert [each.title for each in reading.entries] == ["Nana", "Nana", "Nana", "Last"]
    assert list(reading.problems) == [
        "line 2: “eleven” is no rating",
        "line 3: there is no title",
        "line 5: an episode without its season",
        "line 6: the season “x” is no number",
        "line 7: a review of an episode; only shows and seasons have reviews here",
        "line 9: more fields than columns; is a comma or a quote missing?",
        "line 11: the quotes don't match: one is missing, or one stands inside a text (write it twice there)",
    ]


def test_a_quote_that_is_never_closed_is_told_with_its_line() -> None:
    reading = read('title,rating\nBeck,4\n"Nana,4\nHana,3\n')
    assert [each.title for each in reading.entries] == ["Beck"]
    (problem,) = reading.problems
    assert problem.startswith("line 3: the quotes don't match")


def test_ratings_above_the_top_and_reviews_that_are_too_long() -> None:
    reading = read(files.IMDB_RATINGS.replace("tt0000001,8", "tt0000001,11"))
    assert "line 2: the rating 11 is more than 10" in reading.problems
    reading = read(f"title,rating,review\nBeck,4,{'x' * 40_001}\n")
    assert (reading.entries[0].score, reading.entries[0].body) == ("4", "")
    assert reading.problems == ("line 2: a review of more than 40,000 characters",)


def test_the_same_thing_twice_counts_as_it_was_last() -> None:
    reading = read(
        "title,year,rating,review,date\nBeck,2004,5,,2024-02-01\nBECK,2004,2,Old words.,2023-01-01\n"
    )
    (entry,) = reading.entries
    assert (entry.score, entry.body, entry.rated_at) == ("5", "Old words.", moment("2023-01-01"))


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "That file is empty."),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "That file is no text. I understand"),
        (b"%PDF-1.7\n", "I can't tell what that file is. I understand what these give out: Letterboxd"),
        (b"street,number\nElm,4\n", "I can't tell what that file is."),
        (b"title,rating\n", "There is no rating and no review in that file."),
        (b"title,rating\nBeck,many\n", "Line 2: “many” is no rating."),
        (b"{", "That JSON is damaged in line 1, column 2."),
        (b'{"a": 1}', "I can't tell what that file is."),
        (b"[" * 100_000, "I can't read that JSON."),
        (b'{"a": ' + b"9" * 5_000 + b"}", "I can't read that JSON."),
        (b"<html><body>", "it begins with <html>"),
        (b"<myanimelist><anime></myanimelist>", "That XML is damaged in line 1, column 23."),
        (b"<myanimelist><manga/></myanimelist>", "That is a list of manga"),
        (b"<myanimelist>" + b"<a>" * 30, "nested deeper"),
        (files.zipped({"a.docx": b"x"}), "I can't tell what that file is."),
        (files.zipped({"ratings.csv": "title,rating\nBeck,5\n"})[:-30], "That archive is damaged."),
        (files.myanimelist_gz()[:50], "That archive is damaged."),
        (b"title,rating\n" + b"Beck,5\n" * 20_001, "more than 20,000 rows"),
        (b"title,rating\n" + b"".join(b"Beck %d,5\n" % n for n in range(5_001)), "I take 5,000 at once"),
        (b"x" * (10 * 1024 * 1024 + 1), "more than 10 MiB"),
    ],
    ids=lambda value: value if isinstance(value, str) else "file",
)
def test_what_is_refused_and_why(data: bytes, sentence: str) -> None:
    with pytest.raises(Refusal) as refused:
        read_file(data)
    assert sentence in refused.value.sentence
