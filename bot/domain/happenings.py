"""What a transaction tells others of once it is committed."""

from dataclasses import dataclass

from bot.domain.ids import GuildId, ShowId


@dataclass(frozen=True, slots=True)
class CardDue:
    """Discord has to be told something of a server, now."""

    guild_id: GuildId


@dataclass(frozen=True, slots=True)
class ShowChanged:
    """A show was added, changed or removed, or has more or fewer reviews now."""

    guild_id: GuildId
    show_id: ShowId


Happening = CardDue | ShowChanged
