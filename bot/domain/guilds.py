"""What a server can set."""

from dataclasses import dataclass
from enum import StrEnum

from bot.domain.catalog import Adding


class Destination(StrEnum):
    """Where the cards of reviews go; the value is how it is stored."""

    HERE = "here"  # where the review was written
    CHANNEL = "channel"
    FORUM = "forum"  # a post for each show
    THREADS = "threads"  # a thread for each show


class Theme(StrEnum):
    """How pictures look; the value is how it is stored."""

    DARK = "dark"
    LIGHT = "light"


@dataclass(frozen=True, slots=True)
class GuildSettings:
    """The settings of a server; what it has not set has its default. Channels and roles are Discord's ids.

    0 stands for no channel, no limit, and no guard; `guard_links` is -1 where no link is allowed.
    """

    adding: Adding = Adding.EVERYBODY
    destination: Destination = Destination.HERE
    destination_channel: int = 0
    fame_channel: int = 0
    fame_votes: int = 5
    digest_channel: int = 0
    digest_weekday: int = 0  # Monday is 0, as in Python
    digest_hour: int = 18
    digest_zone: str = "UTC"
    guard_account_days: int = 0
    guard_member_days: int = 0
    guard_cooldown_minutes: int = 0
    guard_links: int = 0
    guard_words: tuple[str, ...] = ()
    moderator_roles: tuple[int, ...] = ()
    theme: Theme = Theme.DARK
