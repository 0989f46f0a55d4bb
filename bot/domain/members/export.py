"""A member's data as files to keep: JSON for programs, CSV for spreadsheets, and what they are."""

import csv
import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from bot.domain.ids import GuildId, Millis, UserId
from bot.domain.text.cells import guarded_cell

Rows = Sequence[Mapping[str, Any]]
"""Rows of one kind, all with the same columns."""

ZIP_LIMIT = 8 * 1024 * 1024
"""The most bytes of one archive: Discord takes files of 10 MiB."""

README = """\
What Encore keeps of you on this server
=======================================

Server {guild_id}, member {user_id}, as of {now}.{part}

data.json holds everything below in one file; the .csv files hold the same, a table each, for spreadsheets.

{tables}

How to read it
- Times are in UTC, like 2026-11-25T18:00:00Z.
- halves are half stars: 7 means 3.5 stars.
- show_id is the number of a show on this server; its title stands beside it.
- season 0 is the whole show, episode 0 the whole season.
- In the .csv files, text that a spreadsheet would take for a formula has an apostrophe (') in front.
- state says whether a review can be seen (live), was hidden by a moderator, or was deleted by you.

To have it all deleted, use /mydata delete. What is kept, why and for how long: /privacy.
"""


def archives(
    tables: Mapping[str, Rows],
    meanings: Mapping[str, str],
    guild_id: GuildId,
    user_id: UserId,
    now: Millis,
    limit: int = ZIP_LIMIT,
) -> list[bytes]:
    """ZIP files of at most `limit` bytes that hold all rows together; one file, nearly always.

    `meanings` says of each table what it is. Columns that end with `_at` are Unix milliseconds, and are
    written as times. A single row that is larger than an archive may be makes a larger archive.
    """
    told = {name: [_told(row) for row in rows] for name, rows in tables.items()}
    parts = _parts(told, now, limit)
    archives: list[bytes] = []
    for number, part in enumerate(parts, 1):
        readme = README.format(
            guild_id=guild_id,
            user_id=user_id,
            now=_time(now),
            part=f" Part {number} of {len(parts)}." if len(parts) > 1 else "",
            tables="\n".join(f"- {name}: {meanings[name]} ({len(rows):,})" for name, rows in part.items()),
        )
        archives.append(_zipped(part, readme, now))
    return archives


def _parts(tables: Mapping[str, Rows], now: Millis, limit: int) -> list[Mapping[str, Rows]]:
    """The tables, halved until each part fits."""
    if len(_zipped(tables, README, now)) <= limit or sum(map(len, tables.values())) < 2:
        return [tables]
    first: dict[str, Rows] = {}
    second: dict[str, Rows] = {}
    for name, rows in tables.items():
        middle = (len(rows) + 1) // 2
        first[name], second[name] = rows[:middle], rows[middle:]
    if not any(second.values()):
        return [tables]
    return [*_parts(first, now, limit), *_parts(second, now, limit)]


def _zipped(tables: Mapping[str, Rows], readme: str, now: Millis) -> bytes:
    files = {"README.txt": readme, "data.json": json.dumps(tables, ensure_ascii=False, indent=1)}
    files |= {f"{name}.csv": _csv(rows) for name, rows in tables.items() if rows}
    written = datetime.fromtimestamp(now / 1000, UTC).timetuple()[:6]
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, written), content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def _csv(rows: Rows) -> str:
    """With a BOM, by which spreadsheets know that it is UTF-8, and nothing that they would run."""
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, list(rows[0]))
    writer.writeheader()
    for row in rows:
        writer.writerow({name: _cell(value) for name, value in row.items()})
    return "\ufeff" + buffer.getvalue()


def _cell(value: object) -> object:
    return guarded_cell(value) if isinstance(value, str) else value


def _told(row: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: _time(Millis(value)) if name.endswith("_at") and isinstance(value, int) else value
        for name, value in row.items()
    }


def _time(at: Millis) -> str:
    return datetime.fromtimestamp(at / 1000, UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
