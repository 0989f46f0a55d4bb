"""Ratings and reviews that members bring along from elsewhere: files read, one reader a service.

A file is recognised by its columns or its structure, never by its name. `read_file` is the way in.
"""

from bot.domain.imports.containers import UPLOAD_LIMIT
from bot.domain.imports.entries import Entry, Reading, plausible, split_season
from bot.domain.imports.reading import MOST_ENTRIES, read_file
from bot.domain.imports.scales import Scale, examples, stars_of

__all__ = [
    "MOST_ENTRIES",
    "UPLOAD_LIMIT",
    "Entry",
    "Reading",
    "Scale",
    "examples",
    "plausible",
    "read_file",
    "split_season",
    "stars_of",
]
