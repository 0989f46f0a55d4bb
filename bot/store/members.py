"""Members of a server, as far as they say how they want to be seen."""

from bot.store.database import Tx


def is_hidden(tx: Tx, guild_id: int, user_id: int) -> bool:
    """Whether this member is to be in no profile, comparison or ranking that others see."""
    return (
        tx.one("SELECT 1 FROM hidden_members WHERE guild_id = $1 AND user_id = $2", guild_id, user_id)
        is not None
    )


def set_hidden(tx: Tx, guild_id: int, user_id: int, hidden: bool) -> None:
    """Hide a member from others' profiles, comparisons and rankings, or let them be seen again."""
    if hidden:
        tx.execute(
            "INSERT INTO hidden_members (guild_id, user_id) VALUES ($1, $2) ON CONFLICT DO NOTHING",
            guild_id,
            user_id,
        )
    else:
        tx.execute("DELETE FROM hidden_members WHERE guild_id = $1 AND user_id = $2", guild_id, user_id)
