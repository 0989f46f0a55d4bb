"""What shows are about: their genres and network, and the characteristic words of their reviews."""

from collections import Counter

from bot.domain.discovery.related import MOST_SHARING, SharedSubject, SubjectKind
from bot.domain.discovery.subjects import characteristic_words
from bot.domain.ids import ShowId
from bot.domain.reviews.review import Review, Words
from bot.store.engine.transaction import Tx

TABLES = ("subjects",)
STRONGEST = 6
"""So many words of a show, those that most of its reviews use, are compared with other shows'."""
BATCH = 500


def review_entered(tx: Tx, review: Review) -> None:
    """Count a review that can be seen from now on, and its words."""
    _count_review(tx, review, +1)
    for word in characteristic_words(review.words):
        _put(tx, review.target.show_id, SubjectKind.WORD, word, 1)


def review_left(tx: Tx, review: Review) -> None:
    """Count a review no more, nor its words."""
    _count_review(tx, review, -1)
    for word in characteristic_words(review.words):
        _take(tx, review.target.show_id, word)


def review_edited(tx: Tx, before: Review, after: Review) -> None:
    """Count a review's words as they are now."""
    had, has = (set(characteristic_words(review.words)) for review in (before, after))
    for word in sorted(had - has):
        _take(tx, after.target.show_id, word)
    for word in sorted(has - had):
        _put(tx, after.target.show_id, SubjectKind.WORD, word, 1)


def facts_changed(tx: Tx, show_id: ShowId) -> None:
    """Take a show's genres and network as they are now; each is as strong as there are reviews, and one."""
    tx.execute(
        "DELETE FROM subjects WHERE guild_id = $1 AND show_id = $2 AND kind IN ('genre', 'network')", show_id
    )
    show = tx.one("SELECT network, review_count FROM shows WHERE guild_id = $1 AND show_id = $2", show_id)
    if show is None:
        return
    genres = tx.all(
        "SELECT genre FROM show_genres WHERE guild_id = $1 AND show_id = $2 ORDER BY position", show_id
    )
    found = {(SubjectKind.GENRE, row["genre"].casefold()) for row in genres}
    if show["network"]:
        found.add((SubjectKind.NETWORK, show["network"].casefold()))
    for kind, subject in sorted(found):
        _put(tx, show_id, kind, subject, show["review_count"] + 1)


def forget_show(tx: Tx, show_id: ShowId) -> None:
    """Take away what a show is about."""
    tx.execute("DELETE FROM subjects WHERE guild_id = $1 AND show_id = $2", show_id)


def count_show(tx: Tx, show_id: ShowId) -> None:
    """Gather what a show is about: each of its reviews is read once, some hundred at a time."""
    forget_show(tx, show_id)
    facts_changed(tx, show_id)
    counts: Counter[str] = Counter()
    last = (-1, 0)
    while rows := tx.all(
        """
        SELECT updated_at, review_id, headline, body, spoilers FROM reviews
        WHERE guild_id = $1 AND show_id = $2 AND state = 'live' AND (updated_at, review_id) > ($3, $4)
        ORDER BY updated_at, review_id LIMIT $5
        """,
        show_id,
        *last,
        BATCH,
    ):
        for row in rows:
            counts.update(characteristic_words(Words(row["headline"], row["body"], bool(row["spoilers"]))))
        last = (rows[-1]["updated_at"], rows[-1]["review_id"])
    for word, count in sorted(counts.items()):
        _put(tx, show_id, SubjectKind.WORD, word, count)


def shared(tx: Tx, show_id: ShowId) -> list[SharedSubject]:
    """What a show has in common with others: of each of its subjects the shows where it is strongest.

    Looks at its genres, its network and its strongest words, and at up to `MOST_SHARING` shows for each.
    """
    facts = tx.all(
        """
        SELECT kind, subject, strength FROM subjects
        WHERE guild_id = $1 AND show_id = $2 AND kind IN ('genre', 'network') ORDER BY kind, subject
        """,
        show_id,
    )
    words = tx.all(
        """
        SELECT kind, subject, strength FROM subjects
        WHERE guild_id = $1 AND show_id = $2 AND kind = 'word' ORDER BY strength DESC, subject LIMIT $3
        """,
        show_id,
        STRONGEST,
    )
    found: list[SharedSubject] = []
    for row in (*facts, *words):
        kind, subject, here = SubjectKind(row["kind"]), row["subject"], row["strength"]
        shows = _strongest_in(tx, kind, subject)
        others = [(other, there) for other, there in shows if other != show_id]
        if others:
            found.append(SharedSubject(kind, subject, here, len(shows), others))
    return found


def _strongest_in(tx: Tx, kind: SubjectKind, subject: str) -> list[tuple[ShowId, int]]:
    """(show, strength) where a subject is strongest; one more than `MOST_SHARING` if there are more."""
    rows = tx.all(
        """
        SELECT show_id, strength FROM subjects WHERE guild_id = $1 AND kind = $2 AND subject = $3
        ORDER BY strength DESC, show_id LIMIT $4
        """,
        kind.value,
        subject,
        MOST_SHARING + 1,
    )
    return [(row["show_id"], row["strength"]) for row in rows]


def _count_review(tx: Tx, review: Review, by: int) -> None:
    tx.execute(
        """
        UPDATE subjects SET strength = strength + $3
        WHERE guild_id = $1 AND show_id = $2 AND kind IN ('genre', 'network')
        """,
        review.target.show_id,
        by,
    )


def _put(tx: Tx, show_id: ShowId, kind: SubjectKind, subject: str, strength: int) -> None:
    tx.execute(
        """
        INSERT INTO subjects (guild_id, show_id, kind, subject, strength) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (guild_id, show_id, kind, subject)
        DO UPDATE SET strength = subjects.strength + excluded.strength
        """,
        show_id,
        kind.value,
        subject,
        strength,
    )


def _take(tx: Tx, show_id: ShowId, word: str) -> None:
    """One review less has a word; a row that counts nothing any more goes."""
    key = show_id, SubjectKind.WORD.value, word
    tx.execute(
        """
        UPDATE subjects SET strength = strength - 1
        WHERE guild_id = $1 AND show_id = $2 AND kind = $3 AND subject = $4
        """,
        *key,
    )
    tx.execute(
        """
        DELETE FROM subjects
        WHERE guild_id = $1 AND show_id = $2 AND kind = $3 AND subject = $4 AND strength <= 0
        """,
        *key,
    )
