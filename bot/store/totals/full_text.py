"""The full text of reviews, in SQLite's FTS5: of this part of the store, each engine has its own.

It holds live reviews only, and follows them by the events of `bot.store.totals.events`. A row's number is
made of its server's and its review's, and its facets say where the review belongs:

- `g:5`: its server's number. FTS5 looks at rows of every server until all that is wanted stands in one; this
  makes it stop where the server's rows end.
- `b:5:10`: the tenth block of this server's reviews, to look among the newest only.
- `s:12`, `u:34`: its show and its author.
"""

from collections.abc import Iterable, Iterator, Sequence

from bot.domain.discovery.search import Fit, Phrase, SearchCandidate, SearchTerms
from bot.domain.ids import NO_REVIEW, ReviewId, ShowId, UserId
from bot.domain.reviews.review import Review
from bot.domain.text.searching import words
from bot.store.engine.transaction import AllServers, Tx

TABLES = ("review_text",)
BITS, BLOCK_BITS = 32, 12
"""A row's number has so many bits for the review's; a block is of 2^12 reviews."""
BLOCKS = 2
"""What is looked for as a second best, many words but one, is looked for in so many of the newest blocks: in
all reviews it may take long."""
FEW = 3
"""So few words are looked for in all reviews in any case."""
AT_ONCE = 500
"""How many reviews are taken out in one transaction."""
MERGED_AT_ONCE = 128
"""How many pages of the index, of about 4 KiB, are merged in one transaction."""
LOOKED_AT = 5_000
"""How many reviews that match are looked at until enough have the stars that are wanted, and may be seen."""
TOKENS_READ = 2_000
"""How much of a review's tokens (in characters) is read to rank it."""


def review_entered(tx: Tx, review: Review) -> None:
    """Take a review in."""
    number = _server(tx) or _new_server(tx)
    _add(
        tx,
        number,
        review.review_id,
        review.target.show_id,
        review.user_id,
        review.words.headline,
        review.words.body,
    )


def review_left(tx: Tx, review: Review) -> None:
    """Take a review out."""
    tx.execute("DELETE FROM review_text WHERE rowid = $2", _row(_server(tx), review.review_id))


def review_edited(tx: Tx, after: Review) -> None:
    """Take a review's words as they are now."""
    tx.execute(
        "UPDATE review_text SET headline = $3, words = $4 WHERE rowid = $2",
        _row(_server(tx), after.review_id),
        *_indexed(after.words.headline, after.words.body),
    )


def forget_show(tx: Tx, show_id: ShowId) -> None:
    """Take the reviews of a show out."""
    tx.execute(
        """
        DELETE FROM review_text WHERE rowid IN (
            SELECT $3 + review_id FROM reviews WHERE guild_id = $1 AND show_id = $2 AND state = 'live')
        """,
        show_id,
        _row(_server(tx), NO_REVIEW),
    )


def count_show(tx: Tx, show_id: ShowId) -> None:
    """Take the live reviews of a show in."""
    rows = tx.all(
        "SELECT review_id FROM reviews WHERE guild_id = $1 AND show_id = $2 AND state = 'live'", show_id
    )
    number = _server(tx) or (_new_server(tx) if rows else 0)
    for row in rows:  # one by one, since all their texts may be too much for the memory
        review = tx.one(
            "SELECT user_id, headline, body FROM reviews WHERE guild_id = $1 AND review_id = $2",
            row["review_id"],
        )
        if review:
            _add(tx, number, row["review_id"], show_id, review["user_id"], review["headline"], review["body"])


def forget_some(tx: Tx) -> int:
    """Take some reviews of a server out that is to be forgotten; returns how many, 0 when none are left."""
    number = _server(tx)
    return tx.execute(
        """
        DELETE FROM review_text WHERE rowid IN (
            SELECT rowid FROM review_text WHERE rowid BETWEEN $2 AND $3 LIMIT $4)
        """,
        _row(number, NO_REVIEW),
        _row(number + 1, NO_REVIEW) - 1,
        AT_ONCE,
    )


def forget_all(tx: AllServers) -> None:
    """Take every review of every server out."""
    # Row by row, it would leave a mark for each one, which every search would come across until it is merged.
    row = tx.one("SELECT sql FROM sqlite_schema WHERE name = 'review_text'")
    tx.execute("DROP TABLE review_text")
    tx.execute(row["sql"] if row else "")


def merge(tx: AllServers) -> bool:
    """Make the parts in which the index lies one, some pages at a time; tells whether there is more to do.

    Each transaction that changes the index adds a part, and a search looks at them all. FTS5 merges some of
    them by itself. See "The merge Command" on https://sqlite.org/fts5.html, also for how its end is known.
    """
    before = _changes(tx)
    tx.execute("INSERT INTO review_text (review_text, rank) VALUES ('merge', $1)", -MERGED_AT_ONCE)
    return _changes(tx) - before > 1


def merge_all(tx: AllServers) -> None:
    """The same at once."""
    tx.execute("INSERT INTO review_text (review_text) VALUES ('optimize')")


def _changes(tx: AllServers) -> int:
    row = tx.one("SELECT total_changes() AS number")
    return row["number"] if row else 0


def matching(
    tx: Tx, search: SearchTerms, phrases: Sequence[Phrase], fit: Fit, limit: int, *, restricted: bool
) -> list[SearchCandidate]:
    """The newest reviews that have all the phrases where `fit` says, of and by whom `search` says.

    Reviews that have them all in the headline fit nothing less. Those of age-restricted shows are among them
    only if `restricted`.
    """
    number = _server(tx)
    in_headline = [" ".join(_of_headline(phrase)) for phrase in phrases]
    wanted = [
        *(in_headline if fit is Fit.HEADLINE else (" ".join(phrase) for phrase in phrases)),
        *[f"s:{search.show_id}"] * bool(search.show_id),
        *[f"u:{search.user_id}"] * bool(search.user_id),
    ]
    found: list[SearchCandidate] = []
    places: Iterable[Sequence[str]] = [[f"g:{number}"]]
    if fit is Fit.MOST_WORDS and len(phrases) > FEW:
        places = ([block] for block in _newest(tx, number))
    elif len(wanted) == 1 and " " not in wanted[0]:
        places = [[]]  # a single word: FTS5 stays within the bounds of the rows' numbers by itself
    for place in places:
        expression = _all_of(*wanted, *place)
        if fit is Fit.WORDS:
            expression += f" NOT ({_all_of(*in_headline, *place)})"
        rows = tx.all(
            _found(with_restricted=restricted, with_stars=search.least is not None),
            expression,
            _row(number, NO_REVIEW),
            _row(number + 1, NO_REVIEW) - 1,
            limit - len(found),
            search.least.halves if search.least else 0,
        )
        found += (
            SearchCandidate(
                row["review_id"], fit, row["headline"].replace("h:", ""), row["tokens"], row["helpful"]
            )
            for row in rows
        )
    return found


def _all_of(*terms: str) -> str:
    return " AND ".join(f'"{term}"' for term in terms)


def _found(*, with_restricted: bool, with_stars: bool) -> str:
    """The query for candidates; what need not be known of them is not looked up."""
    joined, conditions = "", ["reviews.state = 'live'"]
    if with_stars:
        joined = """
        LEFT JOIN ratings ON ratings.guild_id = $1 AND ratings.show_id = reviews.show_id
            AND ratings.season = reviews.season AND ratings.episode = 0
            AND ratings.user_id = reviews.user_id"""
        conditions.append("coalesce(ratings.halves, reviews.halves, 0) >= $6")
    if not with_restricted:
        conditions.append(
            "reviews.show_id NOT IN (SELECT show_id FROM shows WHERE guild_id = $1 AND restricted = 1)"
        )
    return f"""
        WITH found AS (
            SELECT rowid AS number, headline, words FROM review_text
            WHERE review_text MATCH $2 AND rowid BETWEEN $3 AND $4 ORDER BY rowid DESC LIMIT {LOOKED_AT}
        )
        SELECT reviews.review_id, reviews.helpful, found.headline,
            substr(found.words, 1, {TOKENS_READ}) AS tokens
        FROM found
        CROSS JOIN reviews ON reviews.guild_id = $1 AND reviews.review_id = found.number - $3
        {joined} WHERE {" AND ".join(conditions)} LIMIT $5
    """


def wrong_rows(tx: AllServers) -> list[str]:
    """Name each review, on any server, that is live and not in the index, or in it and not live."""
    rows = tx.all(
        """
        SELECT reviews.guild_id, reviews.review_id FROM reviews
        LEFT JOIN text_servers ON text_servers.guild_id = reviews.guild_id
        LEFT JOIN review_text
            ON review_text.rowid = coalesce(text_servers.number, 0) * $1 + reviews.review_id
        WHERE (reviews.state = 'live') <> (review_text.rowid IS NOT NULL)
        ORDER BY reviews.guild_id, reviews.review_id
        """,
        _row(1, NO_REVIEW),
    )
    return [f"server {row[0]}, review {row[1]}: full text" for row in rows]


def _newest(tx: Tx, number: int) -> Iterator[str]:
    """The facets of the newest blocks, the newest first."""
    newest = tx.one("SELECT max(review_id) AS review_id FROM reviews WHERE guild_id = $1")
    block = (newest["review_id"] or 0) >> BLOCK_BITS if newest else 0
    for earlier in range(min(BLOCKS, block + 1)):
        yield f"b:{number}:{block - earlier}"


def _add(
    tx: Tx, number: int, review_id: ReviewId, show_id: ShowId, user_id: UserId, headline: str, body: str
) -> None:
    tx.execute(
        "INSERT INTO review_text (rowid, facets, headline, words) VALUES ($2, $3, $4, $5)",
        _row(number, review_id),
        f"g:{number} b:{number}:{review_id >> BLOCK_BITS} s:{show_id} u:{user_id}",
        *_indexed(headline, body),
    )


def _indexed(headline: str, body: str) -> tuple[str, str]:
    """What is kept of a headline, and of all words."""
    title = words(headline)
    return " ".join(_of_headline(title)), " ".join([*title, ":", *words(body)])


def _of_headline(tokens: Sequence[str]) -> list[str]:
    return [f"h:{token}" for token in tokens]


def _row(number: int, review_id: ReviewId) -> int:
    return (number << BITS) + review_id


def _server(tx: Tx) -> int:
    """The number that stands for a server; 0 if it has none yet."""
    row = tx.one("SELECT number FROM text_servers WHERE guild_id = $1")
    return row["number"] if row else 0


def _new_server(tx: Tx) -> int:
    row = tx.one(
        """
        INSERT INTO text_servers (guild_id, number)
        SELECT $1, coalesce(max(number), 0) + 1 FROM text_servers RETURNING number
        """
    )
    assert row is not None  # noqa: S101  RETURNING always has a row here
    return int(row["number"])
