"""Which shows of a server the entries of a file are about."""

import asyncio
from collections.abc import Container, Sequence
from dataclasses import replace

from rapidfuzz import fuzz

from bot.domain.catalog.shows import ShowName
from bot.domain.ids import GuildId, ShowId
from bot.domain.members.imports.entries import ImportEntry, split_season
from bot.domain.members.imports.staged import Match, Matched
from bot.domain.text.titles import title_key
from bot.store.catalog import shows
from bot.store.engine.database import Database
from bot.store.engine.transaction import Tx
from bot.titles.index import TitleIndex

LIKE = 80
"""From this likeness on (0 to 100, of the titles' keys) a show is offered to choose from."""
OFFERED = 3
A_BATCH = 100


async def match_all(
    database: Database,
    index: TitleIndex,
    guild_id: GuildId,
    entries: Sequence[ImportEntry],
    *,
    sees_restricted: bool,
) -> list[Match]:
    """Each entry with the show it is about, or those it may be about.

    A show is sure if it alone has that very title, however it is spelt, and no other year. Shows with another
    year, several with the same title, and titles that are much alike are to be chosen from.
    """
    hidden = set[int]() if sees_restricted else await database.read(guild_id, shows.restricted)
    matches: list[Match] = []
    for start in range(0, len(entries), A_BATCH):
        batch = entries[start : start + A_BATCH]
        for match in await database.read(guild_id, _by_title, batch, hidden):
            if match.found is Matched.UNKNOWN:
                near = index.nearest(match.entry.title, OFFERED, hidden)
                match = await database.read(guild_id, _by_likeness, match, near)
                await asyncio.sleep(0)
            matches.append(match)
    return matches


def _by_title(tx: Tx, entries: Sequence[ImportEntry], hidden: Container[int]) -> list[Match]:
    return [_match(tx, entry, hidden) for entry in entries]


def _match(tx: Tx, entry: ImportEntry, hidden: Container[int]) -> Match:
    named = _named(tx, entry.titles)
    if not named and not entry.season:
        for title in entry.titles:
            alone, season = split_season(title)
            if season and (named := _named(tx, [alone])):
                entry = replace(entry, season=season, year=None)  # the year was the season's
                break
    seen = [name for name in named if name.show_id not in hidden]
    if named and not seen:
        return Match(entry, Matched.ADULT)
    fitting = [name for name in seen if entry.year is None or name.year in (None, entry.year)]
    same_year = [name for name in fitting if name.year and name.year == entry.year]
    best = same_year or fitting
    if len(best) == 1:
        return Match(entry, Matched.SURE, best[0].show_id)
    ids = tuple(name.show_id for name in best or seen)[:OFFERED]
    return Match(entry, Matched.CHOOSE, candidates=ids) if ids else Match(entry, Matched.UNKNOWN)


def _by_likeness(tx: Tx, match: Match, near: Sequence[ShowId]) -> Match:
    key = title_key(match.entry.title)
    names = shows.names(tx, near)
    alike = tuple(name.show_id for name in names if fuzz.ratio(key, title_key(name.title)) >= LIKE)
    return replace(match, found=Matched.CHOOSE, candidates=alike) if alike else match


def _named(tx: Tx, titles: Sequence[str]) -> list[ShowName]:
    """The shows that have one of these titles, each once."""
    found = [name for title in titles for name in shows.with_title(tx, title)]
    return list({name.show_id: name for name in found}.values())
