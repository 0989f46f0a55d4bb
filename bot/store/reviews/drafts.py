"""What members have typed and not posted yet."""

from dataclasses import dataclass

from bot.domain.catalog.drafts import ShowDraft
from bot.domain.ids import Millis, ReviewId, UserId
from bot.domain.ratings.rating import Target
from bot.domain.reviews.drafts import ArticleDraft, CommandDraft, ReviewDraft
from bot.domain.text import clean_text
from bot.store.engine.counters import next_id
from bot.store.engine.packing import pack, unpack
from bot.store.engine.transaction import AllServers, Tx

Draft = ReviewDraft | CommandDraft | ShowDraft | ArticleDraft
_TYPES: dict[str, type[Draft]] = {
    "review": ReviewDraft,
    "command": CommandDraft,
    "show": ShowDraft,
    "article": ArticleDraft,
}
_KINDS = {type_: kind for kind, type_ in _TYPES.items()}


@dataclass(frozen=True, slots=True)
class Stored:
    """A draft, and whose it is."""

    user_id: UserId
    draft: Draft


def add(tx: Tx, user_id: UserId, draft: Draft, draft_id: int = 0) -> int:
    """Keep a draft and return its number: a new one, or the one given, unless there is such a draft already.

    A draft may be given the number of the request that began it. Those are far beyond all others.
    """
    draft_id = draft_id or next_id(tx, "draft")
    tx.execute(
        """
        INSERT INTO drafts (guild_id, draft_id, user_id, kind, content, saved_at)
        VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT DO NOTHING
        """,
        draft_id,
        user_id,
        _KINDS[type(draft)],
        pack(draft),
        tx.now,
    )
    return draft_id


def get(tx: Tx, draft_id: int) -> Stored | None:
    """A draft by its number."""
    row = tx.one("SELECT * FROM drafts WHERE guild_id = $1 AND draft_id = $2", draft_id)
    return Stored(row["user_id"], unpack(row["content"], _TYPES[row["kind"]])) if row else None


def replace(tx: Tx, draft_id: int, draft: Draft) -> None:
    """Keep newer content, of the same kind, under the same number."""
    tx.execute(
        "UPDATE drafts SET content = $3, saved_at = $4 WHERE guild_id = $1 AND draft_id = $2",
        draft_id,
        pack(draft),
        tx.now,
    )


def drop(tx: Tx, draft_id: int) -> None:
    """Forget a draft that was posted."""
    tx.execute("DELETE FROM drafts WHERE guild_id = $1 AND draft_id = $2", draft_id)


def drop_of_review(tx: Tx, user_id: UserId, review_id: ReviewId, target: Target) -> None:
    """Forget what a member has typed of a review of this, also before it was known which show is meant."""
    rows = tx.all(
        "SELECT draft_id, content FROM drafts WHERE guild_id = $1 AND user_id = $2 AND kind = 'review'",
        user_id,
    )
    if not rows:
        return
    versions = tx.all(
        "SELECT body FROM review_versions WHERE guild_id = $1 AND review_id = $2 AND body <> ''", review_id
    )
    said = {version["body"] for version in versions}
    for row in rows:
        draft = unpack(row["content"], ReviewDraft)
        if draft.target == target or clean_text(draft.body or "") in said:
            drop(tx, row["draft_id"])


def drop_before(tx: AllServers, before: Millis) -> int:
    """Forget drafts saved before a time (Unix ms); returns how many."""
    return tx.execute("DELETE FROM drafts WHERE saved_at < $1", before)
