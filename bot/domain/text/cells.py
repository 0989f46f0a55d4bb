"""Text in the cells of a CSV file, where a spreadsheet takes some beginnings for a formula and runs it."""

import re
import unicodedata

from bot.domain.text.titles import is_visible

_BEGINNINGS = ("=", "+", "-", "@", "\t", "\r", "\n")
_NUMBER = re.compile(r"[-+]?[0-9]+(?:\.[0-9]+)?")


def guarded_cell(text: str) -> str:
    """The text as a cell: with an apostrophe in front if a spreadsheet might run it.

    These are the beginnings that OWASP lists under “CSV Injection”, also behind blanks and in other widths.
    Numbers stay as they are. `plain_cell` reads it back the same.
    """
    return f"'{text}" if _may_run(text) else text


def plain_cell(cell: str) -> str:
    """The text of a cell, without the apostrophe that `guarded_cell` put in front."""
    return cell[1:] if cell.startswith("'") and _may_run(cell[1:]) else cell


def _may_run(text: str) -> bool:
    if _NUMBER.fullmatch(text):
        return False
    behind = text.lstrip("'")  # one that stands there already must not be taken for ours
    seen = (char for char in behind if char in "\t\r\n" or (is_visible(char) and not char.isspace()))
    return unicodedata.normalize("NFKC", next(seen, "")).startswith(_BEGINNINGS)
