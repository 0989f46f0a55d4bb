"""The full text of reviews, in SQLite's FTS5: of this part of the store, each engine has its own.

It holds live reviews only, and follows them by the events of `bot.store.totals.events`. It lies in parts
(`text_parts`): the newest reviews of a server are in one, older ones in others. A row's number is made of its
server's and its review's, and its facets say where the review belongs:

- `g:5`: its server's number. FTS5 looks at rows of every server until all that is wanted stands in one; this
  makes it stop where the server's rows end.
- `b:5:10`: the tenth block of this server's reviews, to look among the newest only.
- `s:12`, `u:34`: its show and its author.
"""

from collections.abc import Iterator, Sequence

from bot.domain.discovery.search import Fit, Phrase, SearchCandidate, SearchTerms
from bot.domain.ids import NO_REVIEW, ReviewId, ShowId, UserId
from bot.domain.reviews.review import Review
from bot.domain.text.searching import words
from bot.store.engine.transaction import AllServers, Tx
from bot.store.totals import text_parts
from bot.store.totals.text_places import Stretch, part_of, row_of, server_number, stretches

BLOCK_BITS = 12
"""A block is of 2^12 reviews."""
BLOCKS = 2
"""What is looked for as a second best, many words but one, is looked for in so many of the newest blocks: in
all reviews it may take long."""
FEW = 3
"""So few words are looked for in all reviews in any case."""
AT_ONCE = 500
"""How many reviews are taken out in one transaction."""
LOOKED_AT = 5_000
"""How many reviews of a part that match are looked at until enough have the wanted stars and may be seen."""
TOKENS_READ = 2_000
"""How much of a review's tokens (in characters) is read to rank it."""


def review_entered(tx: Tx, review: Review) -> None:
    """Take a review in."""
    number = server_number(tx, make=True)
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
    _take(tx, review, "DELETE FROM {part} WHERE rowid = $2")


def review_edited(tx: Tx, after: Review) -> None:
    """Take a review's words as they are now."""
    words = _indexed(after.words.headline, after.words.body)
    _take(tx, after, "UPDATE {part} SET headline = $3, words = $4 WHERE rowid = $2", *words)


def _take(tx: Tx, review: Review, sql: str, *values: object) -> None:
    """Do something with a review's row, which is `$2`, in its part."""
    number = server_number(tx)
    part, row = part_of(number, review.review_id), row_of(number, review.review_id)
    text_parts.take(tx, part, sql, row, *values)


def forget_show(tx: Tx, show_id: ShowId) -> None:
    """Take the reviews of a show out."""
    for stretch in stretches(tx):
        text_parts.take(
            tx,
            stretch.part,
            """
            DELETE FROM {part} WHERE rowid IN (
                SELECT $3 + review_id FROM reviews
                WHERE guild_id = $1 AND show_id = $2 AND state = 'live'
                    AND review_id BETWEEN $4 - $3 AND $5 - $3)
            """,
            show_id,
            row_of(stretch.number, NO_REVIEW),
            stretch.first,
            stretch.last,
        )


def count_show(tx: Tx, show_id: ShowId) -> None:
    """Take the live reviews of a show in."""
    rows = tx.all(
        "SELECT review_id FROM reviews WHERE guild_id = $1 AND show_id = $2 AND state = 'live'", show_id
    )
    number = server_number(tx, make=bool(rows))
    for row in rows:  # one by one, since all their texts may be too much for the memory
        review = tx.one(
            "SELECT user_id, headline, body FROM reviews WHERE guild_id = $1 AND review_id = $2",
            row["review_id"],
        )
        if review:
            _add(tx, number, row["review_id"], show_id, review["user_id"], review["headline"], review["body"])


def forget_some(tx: Tx) -> int:
    """Take some reviews of a server out that is to be forgotten; returns of which part.

    -1 if none are left.
    """
    for stretch in stretches(tx):
        if text_parts.take(
            tx,
            stretch.part,
            """
            DELETE FROM {part} WHERE rowid IN (
                SELECT rowid FROM {part} WHERE rowid BETWEEN $2 AND $3 LIMIT $4)
            """,
            stretch.first,
            stretch.last,
            AT_ONCE,
        ):
            return stretch.part
    return -1


def matching(
    tx: Tx, search: SearchTerms, phrases: Sequence[Phrase], fit: Fit, limit: int, *, restricted: bool
) -> list[SearchCandidate]:
    """The newest reviews that have all the phrases where `fit` says, of and by whom `search` says.

    Reviews that have them all in the headline fit nothing less. Those of age-restricted shows are among them
    only if `restricted`.
    """
    in_headline = [" ".join(_of_headline(phrase)) for phrase in phrases]
    wanted = [
        *(in_headline if fit is Fit.HEADLINE else (" ".join(phrase) for phrase in phrases)),
        *[f"s:{search.show_id}"] * bool(search.show_id),
        *[f"u:{search.user_id}"] * bool(search.user_id),
    ]
    sql = _found(with_restricted=restricted, with_stars=search.least is not None)
    found: list[SearchCandidate] = []
    for stretch, facets in _places(tx, wanted, blocks=fit is Fit.MOST_WORDS and len(phrases) > FEW):
        expression = _all_of(*wanted, *facets)
        if fit is Fit.WORDS:
            expression += f" NOT ({_all_of(*in_headline, *facets)})"
        rows = text_parts.look(
            tx,
            stretch.part,
            sql,
            expression,
            stretch.first,
            stretch.last,
            limit - len(found),
            search.least.halves if search.least else 0,
            row_of(stretch.number, NO_REVIEW),
        )
        found += (
            SearchCandidate(
                row["review_id"], fit, row["headline"].replace("h:", ""), row["tokens"], row["helpful"]
            )
            for row in rows
        )
        if len(found) >= limit:
            break
    return found


def _places(tx: Tx, wanted: Sequence[str], *, blocks: bool) -> Iterator[tuple[Stretch, list[str]]]:
    """Where to look, the newest reviews first, with the facets that keep FTS5 within it."""
    found = stretches(tx)
    if not blocks:
        # Of a single word, FTS5 stays within the bounds of the rows' numbers by itself.
        alone = len(wanted) == 1 and " " not in wanted[0]
        yield from ((stretch, [] if alone else [f"g:{stretch.number}"]) for stretch in found)
        return
    for newest in found[:1]:
        block = newest.newest >> BLOCK_BITS
        for earlier in range(block, max(block - BLOCKS, -1), -1):
            stretch = next(each for each in found if each.lowest <= earlier << BLOCK_BITS <= each.highest)
            yield stretch, [f"b:{stretch.number}:{earlier}"]


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
            SELECT rowid AS number, headline, words FROM {{part}}
            WHERE {{part}} MATCH $2 AND rowid BETWEEN $3 AND $4 ORDER BY rowid DESC LIMIT {LOOKED_AT}
        )
        SELECT reviews.review_id, reviews.helpful, found.headline,
            substr(found.words, 1, {TOKENS_READ}) AS tokens
        FROM found
        CROSS JOIN reviews ON reviews.guild_id = $1 AND reviews.review_id = found.number - $7
        {joined} WHERE {" AND ".join(conditions)} LIMIT $5
    """


def wrong_rows(tx: AllServers) -> list[str]:
    """Name each review, on any server, that is live and not in the index, or in it and not live."""
    kept = [f"SELECT id FROM {text_parts.name(part)}_content" for part in text_parts.existing(tx)]
    rows = tx.all(
        f"""
        WITH kept AS MATERIALIZED ({" UNION ALL ".join(kept) or "SELECT 0 AS id"})
        SELECT reviews.guild_id, reviews.review_id FROM reviews
        LEFT JOIN text_servers ON text_servers.guild_id = reviews.guild_id
        LEFT JOIN kept ON kept.id = coalesce(text_servers.number, 0) * $1 + reviews.review_id
        WHERE (reviews.state = 'live') <> (kept.id IS NOT NULL)
        ORDER BY reviews.guild_id, reviews.review_id
        """,
        row_of(1, NO_REVIEW),
    )
    return [f"server {row[0]}, review {row[1]}: full text" for row in rows]


def _add(
    tx: Tx, number: int, review_id: ReviewId, show_id: ShowId, user_id: UserId, headline: str, body: str
) -> None:
    text_parts.put(
        tx,
        part_of(number, review_id),
        "INSERT INTO {part} (rowid, facets, headline, words) VALUES ($2, $3, $4, $5)",
        row_of(number, review_id),
        f"g:{number} b:{number}:{review_id >> BLOCK_BITS} s:{show_id} u:{user_id}",
        *_indexed(headline, body),
    )


def _indexed(headline: str, body: str) -> tuple[str, str]:
    """What is kept of a headline, and of all words."""
    title = words(headline)
    return " ".join(_of_headline(title)), " ".join([*title, ":", *words(body)])


def _of_headline(tokens: Sequence[str]) -> list[str]:
    return [f"h:{token}" for token in tokens]
