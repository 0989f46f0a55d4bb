"""The people of the catalogue: who made a show, who plays in it, and what else they did."""

from bot.domain.catalog.shows import Appearance, Credit, Job
from bot.domain.discovery.related import Involvement, SharedPerson
from bot.domain.ids import ShowId
from bot.domain.text.titles import title_key
from bot.store.engine.counters import next_id
from bot.store.engine.transaction import Row, Tx

CREDITS, PARTS = 20, 12
"""How many credits of a show are looked at for people in common, and how many of each of these people."""
_PLACE = """(
    SELECT count(*) FROM credits AS ahead WHERE ahead.guild_id = {0}.guild_id
        AND ahead.show_id = {0}.show_id AND ahead.position < {0}.position AND ahead.job = {0}.job
)"""
"""How many are billed before somebody for the same job."""


def credits_of(tx: Tx, show_id: ShowId) -> tuple[Credit, ...]:
    """Who made a show and plays in it, in billing order."""
    rows = tx.all(
        """
        SELECT credits.*, people.name FROM credits
        JOIN people ON people.guild_id = credits.guild_id AND people.person_id = credits.person_id
        WHERE credits.guild_id = $1 AND credits.show_id = $2 ORDER BY credits.position
        """,
        show_id,
    )
    return tuple(_credit(row) for row in rows)


def add_credit(tx: Tx, show_id: ShowId, position: int, credit: Credit) -> None:
    """Add one person's part in a show; whoever has the same name is the same person."""
    tx.execute(
        """
        INSERT INTO credits (guild_id, show_id, position, person_id, job, character_name, role)
        VALUES ($1, $2, $3, $4, $5, $6, $7)
        """,
        show_id,
        position,
        _person(tx, credit.name),
        credit.job.value,
        credit.character,
        credit.role,
    )


def sharing(tx: Tx, show_id: ShowId) -> list[SharedPerson]:
    """The people that other shows have in common with this one, and what they did here and there.

    Looks at the first `CREDITS` of this show, and for each at up to `PARTS` others, the best billed.
    """
    ours = tx.all(
        f"""
        SELECT ours.person_id, ours.job, people.name, {_PLACE.format("ours")} AS place
        FROM credits AS ours JOIN people
            ON people.guild_id = ours.guild_id AND people.person_id = ours.person_id
        WHERE ours.guild_id = $1 AND ours.show_id = $2 ORDER BY ours.position LIMIT $3
        """,
        show_id,
        CREDITS,
    )
    return [
        SharedPerson(
            theirs["show_id"],
            row["name"],
            Involvement(Job(row["job"]), row["place"]),
            Involvement(Job(theirs["job"]), theirs["place"]),
        )
        for row in ours
        for theirs in _parts(tx, row["person_id"], show_id)
    ]


def _parts(tx: Tx, person_id: int, besides: int) -> list[Row]:
    """What a person did for other shows."""
    return tx.all(
        f"""
        SELECT theirs.show_id, theirs.job, {_PLACE.format("theirs")} AS place FROM credits AS theirs
        WHERE theirs.guild_id = $1 AND theirs.person_id = $2 AND theirs.show_id <> $3
        ORDER BY theirs.position, theirs.show_id LIMIT $4
        """,
        person_id,
        besides,
        PARTS,
    )


def appearances(tx: Tx, person_id: int) -> list[Appearance]:
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
        person_id,
    )
    return [Appearance(row["show_id"], row["title"], row["year"], _credit(row)) for row in rows]


def _credit(row: Row) -> Credit:
    return Credit(row["name"], Job(row["job"]), row["character_name"], row["role"], row["person_id"])


def _person(tx: Tx, name: str) -> int:
    key = title_key(name)
    row = tx.one("SELECT person_id FROM people WHERE guild_id = $1 AND name_key = $2", key)
    if row:
        return row["person_id"]
    person_id = next_id(tx, "person")
    tx.execute(
        "INSERT INTO people (guild_id, person_id, name, name_key) VALUES ($1, $2, $3, $4)",
        person_id,
        name,
        key,
    )
    return person_id
