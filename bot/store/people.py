"""The people of the catalogue: who made a show, who plays in it, and what else they did."""

from bot.domain.shows import Appearance, Credit, Job
from bot.domain.titles import title_key
from bot.store.counters import next_id
from bot.store.database import Row, Tx


def credits_of(tx: Tx, guild_id: int, show_id: int) -> tuple[Credit, ...]:
    """Who made a show and plays in it, in billing order."""
    rows = tx.all(
        """
        SELECT credits.*, people.name FROM credits
        JOIN people ON people.guild_id = credits.guild_id AND people.person_id = credits.person_id
        WHERE credits.guild_id = $1 AND credits.show_id = $2 ORDER BY credits.position
        """,
        guild_id,
        show_id,
    )
    return tuple(_credit(row) for row in rows)


def add_credit(tx: Tx, guild_id: int, show_id: int, position: int, credit: Credit) -> None:
    """Add one person's part in a show; whoever has the same name is the same person."""
    tx.execute(
        """
        INSERT INTO credits (guild_id, show_id, position, person_id, job, character_name, role)
        VALUES ($1, $2, $3, $4, $5, $6, $7)
        """,
        guild_id,
        show_id,
        position,
        _person(tx, guild_id, credit.name),
        credit.job.value,
        credit.character,
        credit.role,
    )


def sharing(tx: Tx, guild_id: int, show_id: int) -> list[tuple[int, list[tuple[str, Job]]]]:
    """Shows that have people in common with this one: (number, their names and jobs there), most first."""
    rows = tx.all(
        """
        SELECT DISTINCT theirs.show_id, people.name, theirs.job, theirs.position
        FROM credits AS ours
        JOIN credits AS theirs
            ON theirs.guild_id = ours.guild_id AND theirs.person_id = ours.person_id
            AND theirs.show_id <> ours.show_id
        JOIN people ON people.guild_id = theirs.guild_id AND people.person_id = theirs.person_id
        WHERE ours.guild_id = $1 AND ours.show_id = $2
        ORDER BY theirs.show_id, theirs.position
        """,
        guild_id,
        show_id,
    )
    shared: dict[int, list[tuple[str, Job]]] = {}
    for row in rows:
        shared.setdefault(row["show_id"], []).append((row["name"], Job(row["job"])))
    return sorted(shared.items(), key=lambda item: (-len({name for name, _ in item[1]}), item[0]))


def appearances(tx: Tx, guild_id: int, person_id: int) -> list[Appearance]:
    """Everything one person did in this server's catalogue, newest show first."""
    rows = tx.all(
        """
        SELECT credits.*, people.name, shows.title, shows.year
        FROM credits
        JOIN people ON people.guild_id = credits.guild_id AND people.person_id = credits.person_id
        JOIN shows ON shows.guild_id = credits.guild_id AND shows.show_id = credits.show_id
        WHERE credits.guild_id = $1 AND credits.person_id = $2
        ORDER BY coalesce(shows.year, 0) DESC, shows.show_id, credits.position
        """,
        guild_id,
        person_id,
    )
    return [Appearance(row["show_id"], row["title"], row["year"], _credit(row)) for row in rows]


def _credit(row: Row) -> Credit:
    return Credit(row["name"], Job(row["job"]), row["character_name"], row["role"], row["person_id"])


def _person(tx: Tx, guild_id: int, name: str) -> int:
    key = title_key(name)
    row = tx.one("SELECT person_id FROM people WHERE guild_id = $1 AND name_key = $2", guild_id, key)
    if row:
        return row["person_id"]
    person_id = next_id(tx, guild_id, "person")
    tx.execute(
        "INSERT INTO people (guild_id, person_id, name, name_key) VALUES ($1, $2, $3, $4)",
        guild_id,
        person_id,
        name,
        key,
    )
    return person_id
