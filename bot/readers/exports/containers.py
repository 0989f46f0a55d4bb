"""From the bytes of an uploaded file to texts: archives unpacked within limits, encodings told apart."""

import gzip
import io
import zipfile
import zlib
from collections.abc import Iterator

from bot.domain.errors import Refusal
from bot.domain.members.imports.staged import UPLOAD_LIMIT
from bot.domain.text import clean_text

UNPACKED_LIMIT = 40 * 1024 * 1024
"""Bytes of everything in an archive that is read."""
MOST_FILES = 2_000
READABLE = (".csv", ".json", ".xml", ".txt", ".tsv")
SET_ASIDE = {"deleted", "orphaned", "likes", "lists", "__macosx"}
"""Folders of an archive that hold no ratings, or ratings that were taken back (as in Letterboxd's)."""

UNDERSTOOD = (
    "I understand what these give out: Letterboxd (the ZIP, or its ratings.csv, diary.csv, reviews.csv), "
    "Serializd (JSON or CSV), MyAnimeList (.xml or .xml.gz), AniList (JSON), Trakt (ZIP, JSON or CSV), IMDb "
    "(ratings.csv), and any CSV whose first line names the columns, among them “title” and “rating” or "
    "“review”."
)
"""What to say of a file that nothing can be made of."""

_TOO_BIG = f"Unpacked, that file has more than {UNPACKED_LIMIT // 1024**2} MiB, the most that I can take."
_DAMAGED = "That archive is damaged. Download it once more and attach it again."
_BROKEN = (zipfile.BadZipFile, zlib.error, OSError, EOFError, RuntimeError, ValueError, NotImplementedError)
"""What Python's zipfile and gzip raise for archives that are damaged, locked, or packed in unknown ways."""


def texts_of(data: bytes) -> Iterator[tuple[str, str]]:
    """(name, text) of each text in an uploaded file; the name is "" for one that is no ZIP archive.

    Raises `Refusal` for what is too big, damaged, or no text.
    """
    if not data:
        raise Refusal("That file is empty. Download it once more and attach it again.")
    if len(data) > UPLOAD_LIMIT:
        raise Refusal(f"That file has more than {UPLOAD_LIMIT // 1024**2} MiB, the most that I can take.")
    if data.startswith(b"PK\x03\x04"):
        yield from _unzipped(data)
    elif data.startswith(b"\x1f\x8b"):
        yield "", _decoded(_gunzipped(data))
    else:
        yield "", _decoded(data)


def _unzipped(data: bytes) -> Iterator[tuple[str, str]]:
    left = UNPACKED_LIMIT
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            if len(members) > MOST_FILES:
                raise Refusal(
                    f"That archive holds more than {MOST_FILES:,} files, so it is no list of ratings."
                )
            for member in members:
                folders = {part.casefold() for part in member.filename.split("/")[:-1]}
                if folders & SET_ASIDE or not member.filename.casefold().endswith(READABLE):
                    continue
                with archive.open(member) as opened:  # the size that it states may be a lie
                    content = opened.read(left + 1)
                left -= len(content)
                if left < 0:
                    raise Refusal(_TOO_BIG)
                try:
                    text = _decoded(content)
                except Refusal:
                    continue  # one of the files is no text; the others may well be
                yield member.filename.split("/")[-1], text
    except _BROKEN as error:
        raise Refusal(_DAMAGED) from error


def _gunzipped(data: bytes) -> bytes:
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(data)) as packed:
            content = packed.read(UNPACKED_LIMIT + 1)
    except _BROKEN as error:
        raise Refusal(_DAMAGED) from error
    if len(content) > UNPACKED_LIMIT:
        raise Refusal(_TOO_BIG)
    return content


def _decoded(data: bytes) -> str:
    """UTF-8, UTF-16 with its mark, or Windows-1252, in which older spreadsheets save."""
    encodings = ("utf-16",) if data.startswith((b"\xff\xfe", b"\xfe\xff")) else ("utf-8", "cp1252")
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return clean_text(text)
    raise Refusal(f"That file is no text. {UNDERSTOOD}")
