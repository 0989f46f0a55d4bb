"""What members have searched for, kept for a while so that they can turn the pages of what was found."""

from bot.domain.discovery.search import SearchTerms
from bot.domain.ids import Millis, ShowId, UserId
from bot.domain.ratings.rating import Stars
from bot.store.engine.transaction import AllServers, Tx


def add(tx: Tx, search_id: int, user_id: UserId, search: SearchTerms) -> None:
    """Keep a member's search under the number of the interaction that asked for it."""
    tx.execute(
        """
        INSERT INTO searches (guild_id, search_id, user_id, typed, of_show, by_user_id, halves, searched_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING
        """,
        search_id,
        user_id,
        search.typed,
        search.show_id,
        search.user_id,
        search.least.halves if search.least else 0,
        tx.now,
    )


def get(tx: Tx, search_id: int) -> tuple[UserId, SearchTerms] | None:
    """Who searched, and for what."""
    row = tx.one("SELECT * FROM searches WHERE guild_id = $1 AND search_id = $2", search_id)
    if row is None:
        return None
    least = Stars(row["halves"]) if row["halves"] else None
    return row["user_id"], SearchTerms(row["typed"], row["of_show"], row["by_user_id"], least)


def drop_about(tx: Tx, show_id: ShowId, user_id: UserId) -> None:
    """Forget the searches among a show's reviews, and among a member's (0: of none): they may quote one."""
    tx.execute(
        """
        DELETE FROM searches
        WHERE guild_id = $1 AND (of_show = $2 OR (by_user_id = $3 AND by_user_id <> 0))
        """,
        show_id,
        user_id,
    )


def drop_before(tx: AllServers, before: Millis) -> int:
    """Forget searches made before a time (Unix ms); returns how many."""
    return tx.execute("DELETE FROM searches WHERE searched_at < $1", before)
