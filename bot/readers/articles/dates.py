"""When a review was written, as articles write it. What can be read two ways (3/4/2025) is not read."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone

from bot.domain.text.labels import Label
from bot.readers.articles.source import ArticleText, Doubts, short

_MONTHS = "janfebmaraprmayjunjulaugsepoctnovdec"
_MONTH = r"(?P<name>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>\d{4})"
_FORMS = [
    re.compile(rf"(?<![\w/.-]){form}(?![\d/-])", re.IGNORECASE)
    for form in (
        rf"{_YEAR}(?P<by>[-/.])(?P<month>\d{{1,2}})(?P=by)(?P<day>\d{{1,2}})",
        rf"{_YEAR}\s?[年년.]\s?(?P<month>\d{{1,2}})\s?[月월.]\s?(?P<day>\d{{1,2}})\s?[日일.]?",
        rf"{_DAY}[ -]{_MONTH},?[ -]{_YEAR}",
        rf"{_MONTH} {_DAY},? {_YEAR}",
        rf"(?P<day>\d{{1,2}})\.\s?(?P<month>\d{{1,2}})\.\s?{_YEAR}",
        rf"(?P<first>\d{{1,2}})(?P<by>[/-])(?P<second>\d{{1,2}})(?P=by){_YEAR}",
    )
]
_TIME = re.compile(
    r"""(?:[T,|–—-]|\bat\b|\s){0,5}
    (?P<hour>\d{1,2})(?:[:.](?P<minute>\d\d)(?::\d\d(?:\.\d{1,9})?)?)?
    \s?(?P<half>[ap]\.?m\b\.?)?
    \s?(?P<zone>Z\b|(?:UTC|GMT)(?P<hours>[+-]\d\d?)?(?!\w)|(?P<offset>[+-]\d\d:?\d\d)\b|[A-Z]{2,4}T\b)?""",
    re.VERBOSE | re.IGNORECASE,
)
_HYPHENS = str.maketrans("‐‑−", "---")
_LINE_LIMIT = 120  # a date stands in a short line of its own, perhaps beside the byline
_AROUND = re.compile(
    r"\b(?:(?:mon|tue|wed|thu|fri|sat|sun|tues|wednes|thurs|satur)(?:day)?"
    r"|(?:first )?(?:published|posted)(?: on)?|on|date)\b[,.:]?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Dated:
    """A date as ISO 8601 text, as exact as it was said ("2025-07-31T21:22"), and in Unix milliseconds.

    Rule: a time without a zone, and a day without a time, are reckoned in UTC.
    """

    text: str
    at: int


def read_date(source: ArticleText, doubts: Doubts) -> Dated | None:
    """When the review was written."""
    labelled = source.said(Label.DATE)
    for value in labelled:
        dated = _dated(value, doubts)
        if dated is not None:
            return dated
    if labelled and not doubts:
        doubts.append(f"“{short(labelled[0])}” is not a date I can read.")
    return next(filter(None, (_dated(line, doubts) for line in _date_lines(source))), None)


def without_date(line: str) -> str:
    """What is left of a short line beside its date and time: of “By Ana Lund | 3 May 2025”, the byline."""
    line = line.translate(_HYPHENS)
    found = _found(line)
    if found is None:
        return line
    time = _time(line, found.end())
    before, after = line[: found.start()], line[time.end() if time else found.end() :]
    return " ".join(_AROUND.sub("", f"{before} {after}").strip(" |·•,–—-()").split())


def _date_lines(source: ArticleText) -> list[str]:
    """The lines with a date and little else: nothing, or a byline."""
    short_lines = (line for line in source.lines if len(line) <= _LINE_LIMIT and re.search(r"\d{4}", line))
    return [
        line
        for line in short_lines
        if not (rest := without_date(line))
        or (rest != line and re.match(r"(?:review(?:ed)? )?by\b|posted by\b", rest, re.I))
    ]


def _found(text: str) -> re.Match[str] | None:
    return next(filter(None, (form.search(text) for form in _FORMS)), None)


def _dated(value: str, doubts: Doubts) -> Dated | None:
    value = value[:_LINE_LIMIT].translate(_HYPHENS)
    found = _found(value)
    if found is None:
        return None
    try:
        day = _day(found)
        if day is None:
            doubts.append(
                f"“{found[0]}” can be read two ways (day or month first), so the date was left out."
            )
            return None
        return _at_time(day, _time(value, found.end()), doubts)
    except (ValueError, OverflowError):
        doubts.append(f"“{short(value)}” is no day or time that exists, so the date was left out.")
        return None


def _day(found: re.Match[str]) -> datetime | None:
    """Midnight (UTC) of the day that was found; None if it can't be told from the month."""
    said = found.groupdict()
    if "name" in said:
        said["month"] = str(1 + _MONTHS.index(said["name"].lower()) // 3)
    if "first" in said:
        first, second = int(said["first"]), int(said["second"])
        if first <= 12 and second <= 12 and first != second:
            return None
        said["day"], said["month"] = (first, second) if second <= 12 else (second, first)
    return datetime(int(said["year"]), int(said["month"]), int(said["day"]), tzinfo=UTC)


def _time(text: str, start: int) -> re.Match[str] | None:
    """The time of day at `start`, which has minutes or “am”/“pm”."""
    time = _TIME.match(text, start)
    return time if time and (time["minute"] or time["half"]) else None


def _at_time(day: datetime, time: re.Match[str] | None, doubts: Doubts) -> Dated:
    if time is None:
        return Dated(day.strftime("%Y-%m-%d"), _milliseconds(day))
    hour = int(time["hour"])
    if time["half"]:
        if not 1 <= hour <= 12:
            raise ValueError(hour)
        hour = hour % 12 + (12 if time["half"][0] in "pP" else 0)
    moment = day.replace(hour=hour, minute=int(time["minute"] or 0))
    zone = time["zone"]
    if not zone or (zone[-1] in "tT" and zone.upper() != "GMT"):
        text = moment.strftime("%Y-%m-%dT%H:%M")
        doubts.append(
            f"The time zone “{zone}” is not known to me, so the time was read as UTC."
            if zone
            else "The date has a time but no time zone; it was read as UTC."
        )
    else:
        moment = moment.replace(tzinfo=_zone(time))
        text = moment.isoformat(timespec="minutes").replace("+00:00", "Z")
    return Dated(text, _milliseconds(moment))


def _zone(time: re.Match[str]) -> timezone:
    if time["offset"]:
        sign, digits = time["offset"][0], time["offset"][1:].replace(":", "")
        minutes = 60 * int(digits[:2]) + int(digits[2:])
        return timezone(timedelta(minutes=-minutes if sign == "-" else minutes))
    return timezone(timedelta(hours=int(time["hours"] or 0)))


def _milliseconds(moment: datetime) -> int:
    return int(moment.timestamp()) * 1000
