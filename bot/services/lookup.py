"""What nearly every verb needs first: the show it is about."""

from bot.domain.errors import Refusal
from bot.domain.shows import Show
from bot.store import shows
from bot.store.database import Tx

SHOW_GONE = "That show is not in this server's catalogue any more."


def the_show(tx: Tx, guild_id: int, show_id: int) -> Show:
    """A show by its number; raises `Refusal` when it is gone."""
    show = shows.get(tx, guild_id, show_id)
    if show is None:
        raise Refusal(SHOW_GONE)
    return show
