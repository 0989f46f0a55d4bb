"""Time zones, as people type them."""

from collections.abc import Sequence
from difflib import get_close_matches
from functools import cache
from zoneinfo import available_timezones

from bot.domain.errors import Refusal

NEAREST = 5
NO_PLACES = {"Factory", "localtime"}
"""What a time zone database holds beside time zones."""


class UnknownZone(Refusal):
    """No time zone has this name; `nearest` are the names most like it, the likeliest first."""

    def __init__(self, typed: str, nearest: Sequence[str]) -> None:
        super().__init__(
            f"I know no time zone “{typed}”. Type it like Europe/Berlin or America/New_York, or UTC."
        )
        self.nearest = nearest


def read_zone(typed: str) -> str:
    """The name of a time zone, such as “Europe/Berlin” for “europe/berlin” or “Berlin”.

    Raises `UnknownZone`. The first call reads the machine's list of zones, which takes a moment.
    """
    wanted = _key(typed)
    if exact := _names().get(wanted):
        return exact
    ending = [name for key, name in _names().items() if key.rpartition("/")[2] == wanted]
    if len(ending) == 1:
        return ending[0]
    raise UnknownZone(typed.strip()[:60], (ending or _nearest(wanted))[:NEAREST])


def _nearest(wanted: str) -> list[str]:
    """Zones with the words in them, then those that are spelt like it as a whole or in their last part."""
    names = _names()
    lasts = {key.rpartition("/")[2]: key for key in names}
    within = [key for key in names if wanted and wanted in key]
    alike = [lasts[last] for last in get_close_matches(wanted.rpartition("/")[2], lasts, NEAREST)]
    whole = get_close_matches(wanted, names, NEAREST)
    return [names[key] for key in dict.fromkeys([*within, *alike, *whole])]


@cache
def _names() -> dict[str, str]:
    """Every zone by its key, those that are named after a place first."""
    names = sorted(available_timezones() - NO_PLACES, key=lambda name: ("/" not in name, name))
    return {_key(name): name for name in names}


def _key(name: str) -> str:
    return "_".join(name.casefold().split())
