"""Whatever bytes come, a file is read or refused with a sentence: it never crashes, hangs or swells."""

import gzip
import json
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.errors import Refusal
from bot.domain.members.imports.entries import Reading
from bot.domain.reviews.review import BODY_LIMIT, HEADLINE_LIMIT
from bot.readers.exports.reading import read_file
from tests.domain import import_files as files

BOMB = """\
<?xml version="1.0"?>
<!DOCTYPE myanimelist [
 <!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">
]>
<myanimelist><anime><series_title>&c;</series_title><my_score>5</my_score></anime></myanimelist>
"""
SAMPLES = (
    files.LETTERBOXD_REVIEWS.encode(),
    files.IMDB_RATINGS.encode(),
    files.MYANIMELIST.encode(),
    files.TRAKT_CSV.encode(),
    files.SPREADSHEET.encode(),
    json.dumps(files.ANILIST).encode(),
    json.dumps(files.SERIALIZD).encode(),
    json.dumps(files.TRAKT_RATINGS + files.TRAKT_COMMENTS).encode(),
    files.letterboxd_zip(),
    files.trakt_zip(),
    files.myanimelist_gz(),
)
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                [
                    "lists",
                    "entries",
                    "media",
                    "title",
                    "romaji",
                    "score",
                    "reviews",
                    "showName",
                    "rating",
                    "show",
                    "comment",
                ]
            ),
            inner,
            max_size=5,
        )
    ),
    max_leaves=25,
)


def check(reading: Reading) -> None:
    """What holds of everything that is read."""
    assert reading.entries
    for entry in reading.entries:
        assert entry.title
        assert entry.score or entry.has_words
        assert len(entry.body) <= BODY_LIMIT
        assert len(entry.headline) <= HEADLINE_LIMIT
        assert entry.season >= (entry.episode > 0)


@given(data=st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    with suppress(Refusal):
        check(read_file(data))


@given(
    sample=st.sampled_from(SAMPLES), at=st.floats(0, 1), junk=st.binary(max_size=8), cut=st.integers(0, 40)
)
@settings(max_examples=400)
def test_so_is_any_sample_with_a_damage(sample: bytes, at: float, junk: bytes, cut: int) -> None:
    place = int(at * len(sample))
    with suppress(Refusal):
        check(read_file(sample[:place] + junk + sample[place + cut :]))


@given(value=json_values)
def test_so_is_any_json(value: object) -> None:
    with suppress(Refusal):
        check(read_file(json.dumps(value).encode()))


@given(
    rows=st.lists(st.lists(st.text(max_size=20), min_size=1, max_size=7), max_size=6),
    mark=st.sampled_from(",;\t"),
)
def test_so_is_any_table(rows: list[list[str]], mark: str) -> None:
    header = mark.join(("title", "rating", "season", "episode", "review", "date", "spoilers"))
    with suppress(Refusal):
        check(read_file("\n".join([header, *(mark.join(row) for row in rows)]).encode("utf-8", "replace")))


def test_entities_are_refused_before_any_is_expanded() -> None:
    with pytest.raises(Refusal, match="defines a document type"):
        read_file(BOMB.encode())
    with pytest.raises(Refusal, match="defines a document type"):
        read_file(b'<!DOCTYPE x SYSTEM "file:///etc/passwd"><myanimelist/>')


def test_bombs_are_refused_by_what_comes_out_of_them() -> None:
    swollen = b"\n" * (41 * 1024 * 1024)
    with pytest.raises(Refusal, match="more than 40 MiB"):
        read_file(files.zipped({"ratings.csv": swollen}))
    with pytest.raises(Refusal, match="more than 40 MiB"):
        read_file(gzip.compress(swollen))


def test_a_zip_that_lies_about_its_sizes_is_refused() -> None:
    data = bytearray(files.zipped({"ratings.csv": "title,rating\n" + "Beck,5\n" * 1_000}))
    for mark, offset in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        at = data.index(mark) + offset
        data[at : at + 4] = (10).to_bytes(4, "little")
    with pytest.raises(Refusal):
        read_file(bytes(data))


def test_archives_with_thousands_of_files_or_a_password_are_refused() -> None:
    with pytest.raises(Refusal, match="more than 2,000 files"):
        read_file(files.zipped({f"{number}.csv": "" for number in range(2_001)}))
    data = bytearray(files.zipped({"ratings.csv": "title,rating\nBeck,5\n"}))
    for mark, offset in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        data[data.index(mark) + offset] |= 1  # says that it is encrypted
    with pytest.raises(Refusal, match="damaged"):
        read_file(bytes(data))
