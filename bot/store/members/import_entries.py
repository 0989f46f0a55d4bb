"""What the files that members bring along say, entry by entry: which shows are meant, and what came of it."""

from collections.abc import Iterable
from dataclasses import astuple

from bot.domain.ids import ReviewId, ShowId, UserId
from bot.domain.members.imports.entries import ImportEntry
from bot.domain.members.imports.staged import Counts, Import, Match, Matched, Outcome, Result, Staged, Tally
from bot.domain.ratings.rating import Given
from bot.domain.reviews.review import Words
from bot.store.engine.packing import pack, unpack
from bot.store.engine.transaction import Row, Tx

_SELECT = """
    SELECT position, title, other_titles, year, season, episode, score, headline, body, spoilers, rated_at,
        found, candidates, chosen_show, rating_result, review_result, was_halves, was_rated_at, set_halves,
        set_rated_at, wrote_review, wrote_version, was_words, was_updated_at
    FROM import_entries
"""
_STATES = ("waiting", "done", "undone", "stayed")


def add(tx: Tx, import_id: int, user_id: UserId, matches: Iterable[Match]) -> None:
    """Keep the entries of an import, in order."""
    for position, match in enumerate(matches, 1):
        entry = match.entry
        tx.execute(
            """
            INSERT INTO import_entries (guild_id, import_id, position, user_id, title, other_titles, year,
                season, episode, score, headline, body, spoilers, rated_at, found, candidates, chosen_show)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
            """,
            import_id,
            position,
            user_id,
            entry.title,
            pack(entry.other_titles),
            entry.year,
            entry.season,
            entry.episode,
            entry.score,
            entry.headline,
            entry.body,
            int(entry.spoilers),
            entry.rated_at,
            match.found.value,
            pack(match.candidates),
            match.show_id,
        )


def choose(tx: Tx, import_id: int, position: int, show_id: ShowId, found: Matched) -> None:
    """Note which show an entry is about; 0 leaves it out."""
    tx.execute(
        """
        UPDATE import_entries SET chosen_show = $4, found = $5
        WHERE guild_id = $1 AND import_id = $2 AND position = $3
        """,
        import_id,
        position,
        show_id,
        found.value,
    )


def counts(tx: Tx, import_id: int) -> Counts:
    """What there is in an import, and what of it meets a rating or review that its member has already."""
    rows = tx.all(
        """
        SELECT found, count(*) AS entries, count(CASE WHEN chosen_show <> 0 THEN 1 END) AS chosen,
            count(CASE WHEN score <> '' THEN 1 END) AS ratings,
            count(CASE WHEN body <> '' OR headline <> '' THEN 1 END) AS reviews
        FROM import_entries WHERE guild_id = $1 AND import_id = $2 GROUP BY found
        """,
        import_id,
    )
    by_found = {Matched(row["found"]): row["entries"] for row in rows}
    chosen = {row["found"]: row["chosen"] for row in rows}
    return Counts(
        by_found,
        chosen.get(Matched.CHOOSE, 0),
        sum(row["ratings"] for row in rows),
        sum(row["reviews"] for row in rows),
        _rated_already(tx, import_id),
        _reviewed_already(tx, import_id),
    )


def reviews_of(tx: Tx, import_id: int) -> dict[ShowId, int]:
    """How many reviews an import has of each show that is known or chosen."""
    rows = tx.all(
        """
        SELECT chosen_show, count(*) AS number FROM import_entries
        WHERE guild_id = $1 AND import_id = $2 AND chosen_show <> 0 AND (body <> '' OR headline <> '')
        GROUP BY chosen_show
        """,
        import_id,
    )
    return {row["chosen_show"]: row["number"] for row in rows}


def _rated_already(tx: Tx, import_id: int) -> int:
    row = tx.one(
        """
        SELECT count(*) AS number FROM import_entries AS entries JOIN ratings
            ON ratings.guild_id = entries.guild_id AND ratings.show_id = entries.chosen_show
            AND ratings.season = entries.season AND ratings.episode = entries.episode
            AND ratings.user_id = entries.user_id
        WHERE entries.guild_id = $1 AND entries.import_id = $2 AND entries.score <> ''
        """,
        import_id,
    )
    return row["number"] if row else 0


def _reviewed_already(tx: Tx, import_id: int) -> int:
    row = tx.one(
        """
        SELECT count(*) AS number FROM import_entries AS entries JOIN reviews
            ON reviews.guild_id = entries.guild_id AND reviews.show_id = entries.chosen_show
            AND reviews.season = entries.season AND reviews.user_id = entries.user_id
            AND reviews.user_id <> 0 AND reviews.state <> 'deleted'
        WHERE entries.guild_id = $1 AND entries.import_id = $2
            AND (entries.body <> '' OR entries.headline <> '')
        """,
        import_id,
    )
    return row["number"] if row else 0


def long_replaced(tx: Tx, import_id: int, length: int) -> list[tuple[Words, Words]]:
    """(own, the file's) of each review of the member's own with a text of that length that is in the file."""
    rows = tx.all(
        """
        SELECT reviews.headline AS own_headline, reviews.body AS own_body, entries.headline, entries.body
        FROM import_entries AS entries JOIN reviews
            ON reviews.guild_id = entries.guild_id AND reviews.show_id = entries.chosen_show
            AND reviews.season = entries.season AND reviews.user_id = entries.user_id
            AND reviews.user_id <> 0 AND reviews.state = 'live'
        WHERE entries.guild_id = $1 AND entries.import_id = $2 AND length(reviews.body) >= $3
            AND (entries.body <> '' OR entries.headline <> '')
        """,
        import_id,
        length,
    )
    return [
        (Words(row["own_headline"], row["own_body"]), Words(row["headline"], row["body"])) for row in rows
    ]


def scores(tx: Tx, import_id: int) -> list[str]:
    """Each different rating of an import, as the file has them."""
    rows = tx.all(
        """
        SELECT DISTINCT score FROM import_entries
        WHERE guild_id = $1 AND import_id = $2 AND score <> '' ORDER BY score
        """,
        import_id,
    )
    return [row["score"] for row in rows]


def page(tx: Tx, import_id: int, found: Matched, offset: int, limit: int) -> list[Staged]:
    """Some entries that were matched in one way, in order."""
    rows = tx.all(
        f"""{_SELECT} WHERE guild_id = $1 AND import_id = $2 AND found = $3
            ORDER BY position LIMIT $4 OFFSET $5""",
        import_id,
        found.value,
        limit,
        offset,
    )
    return [_staged(row) for row in rows]


def get(tx: Tx, import_id: int, position: int) -> Staged | None:
    """One entry."""
    row = tx.one(f"{_SELECT} WHERE guild_id = $1 AND import_id = $2 AND position = $3", import_id, position)
    return _staged(row) if row else None


def waiting(tx: Tx, import_id: int, limit: int) -> list[Staged]:
    """The next entries that are to be taken in."""
    rows = tx.all(
        f"{_SELECT} WHERE guild_id = $1 AND import_id = $2 AND state = 'waiting' ORDER BY position LIMIT $3",
        import_id,
        limit,
    )
    return [_staged(row) for row in rows]


def taken(tx: Tx, import_id: int, limit: int) -> list[tuple[Staged, Outcome]]:
    """The next entries that are to be undone, the last first, with what undoing them takes."""
    rows = tx.all(
        f"""{_SELECT} WHERE guild_id = $1 AND import_id = $2 AND state = 'done'
            ORDER BY position DESC LIMIT $3""",
        import_id,
        limit,
    )
    return [(_staged(row), _outcome(row)) for row in rows]


def record(tx: Tx, import_id: int, position: int, outcome: Outcome) -> None:
    """Note what came of an entry."""
    was, set_to, words = outcome.was, outcome.set_to, outcome.words_before
    tx.execute(
        """
        UPDATE import_entries SET state = 'done', rating_result = $4, review_result = $5, was_halves = $6,
            was_rated_at = $7, set_halves = $8, set_rated_at = $9, wrote_review = $10, wrote_version = $11,
            was_words = $12, was_updated_at = $13
        WHERE guild_id = $1 AND import_id = $2 AND position = $3
        """,
        import_id,
        position,
        outcome.rating.value,
        outcome.review.value,
        was.halves if was else None,
        was.rated_at if was else None,
        set_to.halves if set_to else None,
        set_to.rated_at if set_to else None,
        outcome.review_id or None,
        outcome.version or None,
        pack(astuple(words)) if words else None,
        outcome.was_updated_at,
    )


def record_undone(tx: Tx, import_id: int, position: int, undone: bool) -> None:
    """Note that what came of an entry is undone, or that it stays."""
    tx.execute(
        "UPDATE import_entries SET state = $4 WHERE guild_id = $1 AND import_id = $2 AND position = $3",
        import_id,
        position,
        "undone" if undone else "stayed",
    )


def forget_review(tx: Tx, user_id: UserId, review_id: ReviewId) -> None:
    """Forget the words that an import of a member's has put into a review, or found in it.

    Those of an import that was not started stay: they are not a review yet.
    """
    tx.execute(
        """
        UPDATE import_entries SET headline = '', body = '', was_words = NULL
        WHERE guild_id = $1 AND import_id IN (
            SELECT import_id FROM imports WHERE guild_id = $1 AND user_id = $2)
        AND (wrote_review = $3 OR (state <> 'waiting' AND body <> '' AND body IN (
            SELECT body FROM review_versions WHERE guild_id = $1 AND review_id = $3)))
        """,
        user_id,
        review_id,
    )


def tally(tx: Tx, of: Import) -> Tally:
    """How far an import is, and what came of it."""
    rows = tx.all(
        """
        SELECT state, rating_result, review_result, count(*) AS number FROM import_entries
        WHERE guild_id = $1 AND import_id = $2 GROUP BY state, rating_result, review_result
        """,
        of.import_id,
    )
    total = sum(row["number"] for row in rows)
    states = {name: sum(row["number"] for row in rows if row["state"] == name) for name in _STATES}
    ratings, reviews = (
        {each: sum(row["number"] for row in rows if row[column] == each.value) for each in Result}
        for column in ("rating_result", "review_result")
    )
    return Tally(of, total - states["waiting"], total, ratings, reviews, states["undone"], states["stayed"])


def _staged(row: Row) -> Staged:
    entry = ImportEntry(
        row["title"],
        unpack(row["other_titles"], tuple[str, ...]),
        row["year"],
        row["season"],
        row["episode"],
        row["score"],
        row["headline"],
        row["body"],
        bool(row["spoilers"]),
        row["rated_at"],
    )
    candidates = unpack(row["candidates"], tuple[ShowId, ...])
    return Staged(row["position"], Match(entry, Matched(row["found"]), row["chosen_show"], candidates))


def _outcome(row: Row) -> Outcome:
    words = row["was_words"]
    return Outcome(
        Result(row["rating_result"]),
        Result(row["review_result"]),
        Given(row["was_halves"], row["was_rated_at"]) if row["was_halves"] else None,
        Given(row["set_halves"], row["set_rated_at"]) if row["set_halves"] else None,
        ReviewId(row["wrote_review"] or 0),
        row["wrote_version"] or 0,
        Words(*unpack(words, tuple[str, str, bool])) if words else None,
        row["was_updated_at"],
    )
