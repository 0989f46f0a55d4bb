"""What a transaction tells others of once it is committed."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CardDue:
    """Discord has to be told something of a server, now."""

    guild_id: int


@dataclass(frozen=True, slots=True)
class ShowChanged:
    """A show was added, changed or removed, or has more or fewer reviews now."""

    guild_id: int
    show_id: int


Happening = CardDue | ShowChanged
