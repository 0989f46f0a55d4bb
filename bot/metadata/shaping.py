"""How much of what a provider knows is taken over, and in which order."""

from collections.abc import Iterable
from statistics import median_low

from bot.domain.catalog.shows import Credit, Job
from bot.domain.catalog.sources import EpisodeFacts

MOST_CREDITS = {Job.DIRECTOR: 10, Job.WRITER: 10, Job.CAST: 40}
OTHER_TITLES = 30
GENRES = 10
SEASONS = 40
EPISODES = 2_000
MOST_MINUTES = 2_000
LAST_NUMBER = 9_999  # of a season (some are numbered by year) or an episode


def other_titles(title: str, names: Iterable[str]) -> tuple[str, ...]:
    """The names a show goes by beside its title, each once."""
    by_key = {name.casefold(): name for name in reversed(list(names)) if name}
    by_key.pop(title.casefold(), None)
    return tuple(reversed(by_key.values()))[:OTHER_TITLES]


def genres(names: Iterable[str]) -> tuple[str, ...]:
    """Genres, each once; “Sci-Fi & Fantasy” are two."""
    return tuple(dict.fromkeys(part for name in names for part in name.split(" & ") if part))[:GENRES]


def credits_in_order(people: Iterable[Credit]) -> tuple[Credit, ...]:
    """Directors, writers and cast, in billing order; nobody has the same part twice."""
    parts: dict[tuple[Job, str, str], Credit] = {}
    for credit in people:
        if credit.name:
            parts.setdefault((credit.job, credit.name.casefold(), credit.character.casefold()), credit)
    return tuple(
        credit
        for job, most in MOST_CREDITS.items()
        for credit in [part for part in parts.values() if part.job is job][:most]
    )


def episodes_in_order(episodes: Iterable[EpisodeFacts]) -> tuple[EpisodeFacts, ...]:
    """The episodes of the newest seasons, in order, each season and number once."""
    by_number = {(one.season, one.number): one for one in episodes if one.season and one.number}
    seasons = set(sorted({season for season, _ in by_number})[-SEASONS:])
    return tuple(by_number[key] for key in sorted(by_number) if key[0] in seasons)[-EPISODES:]


def usual_minutes(episodes: Iterable[EpisodeFacts]) -> int:
    """How long an episode is: the middle one of all lengths that are known, or 0."""
    return median_low([one.minutes for one in episodes if one.minutes] or [0])
