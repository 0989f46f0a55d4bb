"""Which service a file is from, and all that it says."""

import json
from collections.abc import Callable, Iterable

from bot.domain.errors import Refusal
from bot.domain.members.imports.entries import Reading, merged, numbered
from bot.domain.members.imports.scales import Scale
from bot.readers.exports import anilist, imdb, letterboxd, myanimelist, plain, serializd, trakt
from bot.readers.exports.containers import UNDERSTOOD, texts_of
from bot.readers.exports.tables import table_of

MOST_ENTRIES = 5_000
"""How many ratings and reviews one import may have."""
PROBLEMS_KEPT = 40
TABLES = (imdb, letterboxd, trakt, serializd, plain)
"""The readers of tables; the first that claims one reads it, so the one that takes anything is last."""
SHAPES = (anilist, serializd, trakt)
"""The readers of JSON."""


def read_file(data: bytes) -> Reading:
    """All that an uploaded file says, each thing rated or reviewed once.

    Raises `Refusal` for a file that is not understood, too big, damaged, or without a rating or review. Of an
    archive whose files are from several services, the one that says most counts.
    """
    readings = [reading for name, text in texts_of(data) if (reading := read_text(text, name))]
    if not readings:
        raise Refusal(f"I can't tell what that file is. {UNDERSTOOD}")
    by_source = {each.source: [*filter(_from(each.source), readings)] for each in readings}
    best = max(by_source.values(), key=lambda group: sum(len(each.entries) for each in group))
    entries = merged(entry for reading in best for entry in reading.entries)
    problems = [problem for reading in best for problem in reading.problems]
    if not entries:
        found = f" {problems[0].capitalize()}." if problems else ""
        raise Refusal(f"There is no rating and no review in that file.{found}")
    if len(entries) > MOST_ENTRIES:
        raise Refusal(
            f"That file holds {len(entries):,} ratings and reviews, and I take {MOST_ENTRIES:,} at once. "
            "Split it and import the parts."
        )
    return Reading(
        best[0].source,
        _scale(best),
        tuple(entries),
        tuple(numbered(problems, PROBLEMS_KEPT)),
        guessed=any(each.guessed for each in best),
    )


def read_text(text: str, name: str = "") -> Reading | None:
    """What one text says; None if it is from no service that is known. Raises `Refusal` for a damaged one."""
    if myanimelist.claims(text):
        return myanimelist.read(text, name)
    if text.lstrip().startswith(("{", "[")):
        return _read_json(text, name)
    table = table_of(text, name)
    reader = next((each for each in TABLES if each.claims(table)), None) if table else None
    return reader.read(table) if reader and table else None


def _read_json(text: str, name: str) -> Reading | None:
    try:
        value: object = json.loads(text)
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise Refusal(
            f"{name or 'That JSON'} is damaged in {where}. Export it once more and attach it again."
        ) from error
    except (RecursionError, ValueError) as error:  # nested too deep; a number of thousands of digits
        raise Refusal(f"I can't read that JSON. {UNDERSTOOD}") from error
    reader = next((each for each in SHAPES if each.claims_json(value)), None)
    return reader.read_json(value, name) if reader else None


def _from(source: str) -> Callable[[Reading], bool]:
    return lambda reading: reading.source == source


def _scale(readings: Iterable[Reading]) -> Scale:
    """The scale of several files of one service: where it was guessed, the largest guess holds for all."""
    scales = [reading.scale for reading in readings]
    return max(scales, key=lambda scale: scale.top)
