"""Reading what a provider answers, in which any field may be missing, of another type, or hostile."""

import re
from collections.abc import Mapping
from datetime import date
from html import unescape
from typing import TypeGuard

from bot.domain.catalog.show_form import LINE_LIMIT, SYNOPSIS_LIMIT
from bot.domain.text import clean_line, clean_text, is_blank, shorten

LIST_READ = 10_000  # items of a list that are looked at
_RAW_LINE = 2_000  # characters that are looked at, before cleaning; the parsers are slow on megabytes
_RAW_TEXT = 20_000
_TAG = re.compile(r"<(?:(/?[a-z][a-z0-9]*)\b[^<>]*|!--[^<>]*--)>", re.IGNORECASE)
_BREAKS = {"p": "\n\n", "/p": "\n\n", "br": "\n", "li": "\n"}


class Record:
    """A JSON object, read field by field: what is missing, or of another type, is empty, 0 or None."""

    def __init__(self, fields: object) -> None:
        self._fields: Mapping[str, object] = fields if is_record(fields) else {}

    def record(self, name: str) -> "Record":
        """The object in a field."""
        return Record(self._fields.get(name))

    def records(self, name: str) -> list["Record"]:
        """The objects in a field's list."""
        return records(self._fields.get(name))

    def line(self, name: str, limit: int = LINE_LIMIT) -> str:
        """The text of a field as one clean line of at most `limit` characters."""
        return line(self._fields.get(name), limit)

    def lines(self, name: str, limit: int = LINE_LIMIT) -> list[str]:
        """The texts in a field's list, each as one clean line."""
        return [text for text in (line(item, limit) for item in _items(self._fields.get(name))) if text]

    def synopsis(self, name: str, *, html: bool = False) -> str:
        """The text of a field in paragraphs, without its tags if it is HTML, at most SYNOPSIS_LIMIT long."""
        value = self._fields.get(name)
        raw = value[:_RAW_TEXT] if isinstance(value, str) else ""
        text = clean_text(plain_text(raw) if html else raw).strip()
        return "" if is_blank(text) else shorten(text, SYNOPSIS_LIMIT)

    def whole(self, name: str, most: int) -> int:
        """The whole number of a field, if it is one of 1 … `most`; else 0."""
        return whole(self._fields.get(name), most)

    def wholes(self, name: str, most: int) -> list[int]:
        """The whole numbers from 1 to `most` in a field's list."""
        return [number for number in (whole(item, most) for item in _items(self._fields.get(name))) if number]

    def flag(self, name: str) -> bool:
        """Whether a field is true."""
        return self._fields.get(name) is True

    def date(self, name: str) -> str:
        """The ISO date of a field, or ""."""
        value = self._fields.get(name)
        if not (isinstance(value, str) and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value)):
            return ""
        try:
            return date.fromisoformat(value).isoformat()
        except ValueError:
            return ""

    def year(self, name: str) -> int | None:
        """The year of a field's ISO date, if a show can be from it."""
        year = int(self.date(name)[:4] or 0)
        return year if 1880 <= year <= 2100 else None

    def match(self, name: str, pattern: re.Pattern[str]) -> str:
        """The text of a field if all of it matches `pattern`, else ""."""
        value = self._fields.get(name)
        return (
            value if isinstance(value, str) and len(value) <= LINE_LIMIT and pattern.fullmatch(value) else ""
        )


def is_record(value: object) -> TypeGuard[Mapping[str, object]]:
    """Whether `value` is a JSON object (whose keys are always text)."""
    return isinstance(value, dict)


def is_list(value: object) -> TypeGuard[list[object]]:
    """Whether `value` is a JSON list."""
    return isinstance(value, list)


def records(value: object) -> list[Record]:
    """The objects in a JSON list."""
    return [Record(item) for item in _items(value) if is_record(item)]


def line(value: object, limit: int) -> str:
    """A text as one clean line of at most `limit` characters, or ""."""
    return shorten(clean_line(value[:_RAW_LINE]), limit) if isinstance(value, str) else ""


def whole(value: object, most: int) -> int:
    """A whole number from 1 to `most`, or 0."""
    return value if isinstance(value, int) and value is not True and 0 < value <= most else 0


def plain_text(html: str) -> str:
    """The text of a piece of HTML, its paragraphs apart; what only looks like a tag stays.

    Not by `html.parser`, which in Python 3.11.7 takes 5 s for 20,000 characters of “<a ” and raises on “<![”.
    """
    text = unescape(_TAG.sub(lambda tag: _BREAKS.get((tag[1] or "").lower(), ""), " ".join(html.split())))
    lines = "\n".join(" ".join(line.split()) for line in text.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", lines).strip()


def _items(value: object) -> list[object]:
    return value[:LIST_READ] if is_list(value) else []
