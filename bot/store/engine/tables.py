"""Every table, once: where it belongs, whose words it holds, and what becomes of its rows.

Whoever makes a table adds a line to `TABLES`. The member's export, erasing a member or a server, removing a
show and merging two derive what they do from it, and a test compares it with the schema.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from graphlib import TopologicalSorter


class Room(Enum):
    """The part of the store that looks after a table; its folder's name."""

    REVIEWS = "reviews"
    RATINGS = "ratings"
    CATALOG = "catalog"
    DISCOVERY = "discovery"
    MEMBERS = "members"
    MODERATION = "moderation"
    SERVER = "server"
    DELIVERY = "delivery"
    ENGINE = "engine"
    TOTALS = "totals"


class Fate(Enum):
    """What becomes of the rows when a member wants their data deleted."""

    GONE = "deleted"
    NAMELESS = "kept without your id"  # a moderator's record, or what belongs to everybody
    SEALED = "stays until it ends, with a one-way hash in place of your id"
    A_YEAR = "stays for a year, with a one-way hash in place of your id"
    COUNTED = "follows"  # derived from other rows, with which it goes

    @property
    def deletes(self) -> bool:
        """Whether the rows that still have the member's id are deleted; of what is sealed, there are none."""
        return self in (Fate.GONE, Fate.SEALED, Fate.A_YEAR)


class Merged(Enum):
    """What becomes of a show's rows when it is merged into another; undoing it restores them."""

    OWN = "they go with the show"
    TAKEN_OVER = "the other show takes them over if it has none; else they go"
    MOVED = "a function of their own in merging moves them, and one in unmerging moves them back"
    COUNTED = "they are counted anew"


@dataclass(frozen=True, slots=True)
class Held:
    """A column that holds the id of a member, what that says of them, and what becomes of its rows.

    `left_out` are the columns that are not handed over with it, beside the server's number. `briefly` is how
    `/privacy` names it; "" where that goes without saying.
    """

    column: str
    meaning: str
    fate: Fate
    left_out: tuple[str, ...] = ()
    briefly: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table, the columns that hold members' ids, and the tables that its foreign keys refer to (`of`).

    `merged` is for tables with a `show_id`. `with_review` is for those that refer to reviews: whether the
    rows go at once with a review whose author wants everything deleted. Where not, a column of theirs says
    what becomes of them, or Discord has to be told first.
    """

    name: str
    room: Room
    held: tuple[Held, ...] = ()
    of: tuple[str, ...] = ()
    merged: Merged | None = None
    with_review: bool | None = None
    remarks: tuple[str, ...] = ()


def gone(column: str, meaning: str, *left_out: str, briefly: str) -> tuple[Held]:
    """Rows that are deleted with all that a member has: what they gave, which `/privacy` tells `briefly`."""
    return (Held(column, meaning, Fate.GONE, left_out, briefly),)


def nameless(column: str, meaning: str, *left_out: str) -> tuple[Held]:
    """Rows that stay, with nobody's id in this column."""
    return (Held(column, meaning, Fate.NAMELESS, left_out),)


def sealed(column: str, meaning: str, *left_out: str, fate: Fate = Fate.SEALED) -> tuple[Held]:
    """Rows that stay until they end, with a fingerprint in place of the id."""
    return (Held(column, meaning, fate, left_out),)


def counted(column: str, meaning: str, *left_out: str) -> tuple[Held]:
    """Rows that are derived from others, and go with them."""
    return (Held(column, meaning, Fate.COUNTED, left_out),)


SEAL = ("fingerprint", "salt")
"""Columns of what is sealed."""

TABLES: tuple[Table, ...] = (
    # What holds members' ids, in the order in which it is handed over: see `holdings`.
    Table(
        "shows",
        Room.CATALOG,
        nameless("added_by_user_id", "shows that you added to the catalogue"),
        merged=Merged.OWN,
    ),
    Table(
        "reviews",
        Room.REVIEWS,
        gone("user_id", "your reviews", briefly="reviews with their earlier versions"),
        of=("shows",),
        merged=Merged.MOVED,
    ),
    Table(
        "ratings",
        Room.RATINGS,
        gone("user_id", "your ratings", briefly="ratings"),
        of=("shows",),
        merged=Merged.MOVED,
    ),
    Table(
        "rating_changes",
        Room.RATINGS,
        gone("user_id", "rating history", briefly=""),
        of=("shows",),
        merged=Merged.MOVED,
    ),
    Table(
        "helpful_votes",
        Room.REVIEWS,
        gone("user_id", "reviews that you found helpful", briefly="helpful votes"),
        of=("reviews",),
        with_review=False,
    ),
    Table(
        "pins",
        Room.MODERATION,
        nameless("pinned_by_user_id", "reviews that you pinned"),
        of=("reviews",),
        with_review=False,
    ),
    Table(
        "audit",
        Room.MODERATION,
        nameless("user_id", "what you did as a moderator", "about_user_id")
        + nameless("about_user_id", "what moderators did about you", "user_id"),
        remarks=("details",),
    ),
    Table(
        "show_merges", Room.CATALOG, nameless("user_id", "shows that you made one as a moderator", "content")
    ),
    Table(
        "hidings",
        Room.MODERATION,
        nameless("hidden_by_user_id", "reviews that you hid as a moderator", "pinned_by_user_id")
        + nameless(
            "pinned_by_user_id",
            "reviews that you pinned and that were hidden since",
            "hidden_by_user_id",
            "reason",
        ),
        of=("reviews",),
        with_review=True,
        remarks=("reason",),
    ),
    Table(
        "reports",
        Room.MODERATION,
        gone("user_id", "your reports to the moderators", "resolved_by_user_id", briefly="reports")
        + nameless("resolved_by_user_id", "reports that you dealt with as a moderator", "user_id", "reason"),
        of=("reviews",),
        with_review=True,
        remarks=("reason",),
    ),
    Table(
        "notices",
        Room.MODERATION,
        gone("user_id", "what you are told of moderators' decisions", briefly=""),
        of=("reviews",),
        with_review=False,
    ),
    Table(
        "blocks",
        Room.MODERATION,
        sealed("user_id", "that moderators have stopped your reviews, and why", "blocked_by_user_id")
        + nameless(
            "blocked_by_user_id", "members whose reviews you stopped as a moderator", "user_id", "reason"
        ),
        remarks=("reason",),
    ),
    Table(
        "sealed_blocks",
        Room.MODERATION,
        nameless(
            "blocked_by_user_id",
            "members whose reviews you stopped and who have deleted their data since",
            "fingerprint",
            "salt",
            "reason",
        ),
        remarks=("reason",),
    ),
    Table(
        "holds",
        Room.MODERATION,
        sealed(
            "user_id", "shows of which your reviews stay hidden", "held_by_user_id", *SEAL, fate=Fate.A_YEAR
        )
        + nameless("held_by_user_id", "shows of which you hid reviews", "user_id", "reason", *SEAL),
        of=("shows",),
        merged=Merged.MOVED,
        remarks=("reason",),
    ),
    Table(
        "watchlist",
        Room.MEMBERS,
        gone("user_id", "shows that you mean to watch", briefly="your watchlist"),
        of=("shows",),
        merged=Merged.MOVED,
    ),
    Table(
        "drafts",
        Room.REVIEWS,
        gone("user_id", "drafts that you have not posted", briefly="drafts you have not posted"),
    ),
    Table(
        "searches",
        Room.DISCOVERY,
        gone("user_id", "what you searched for", briefly="searches of the last days")
        + gone("by_user_id", "searches for what you wrote", "user_id", "typed", briefly=""),
    ),
    Table(
        "import_entries",
        Room.MEMBERS,
        gone("user_id", "what the files say that you brought along", briefly=""),
        of=("imports",),
    ),
    Table(
        "imports",
        Room.MEMBERS,
        gone("user_id", "files that you brought along from other services", briefly="files you import"),
    ),
    Table(
        "erasures",
        Room.MEMBERS,
        gone("user_id", "that you have asked for all this to be deleted", briefly=""),
    ),
    Table(
        "hidden_members",
        Room.MEMBERS,
        gone("user_id", "that you want to be in no profile that others see", briefly=""),
    ),
    Table("member_sums", Room.TOTALS, counted("user_id", "how much you have rated and written")),
    # What holds none.
    Table("review_versions", Room.REVIEWS, of=("reviews",), with_review=True),
    Table("keepings", Room.MODERATION, of=("reviews",), with_review=True),
    Table("rating_sums", Room.RATINGS, of=("shows",), merged=Merged.COUNTED),
    Table("show_titles", Room.CATALOG, of=("shows",), merged=Merged.OWN),
    Table("show_genres", Room.CATALOG, of=("shows",), merged=Merged.OWN),
    Table("people", Room.CATALOG),
    Table("credits", Room.CATALOG, of=("shows", "people"), merged=Merged.OWN),
    Table("show_sources", Room.CATALOG, of=("shows",), merged=Merged.TAKEN_OVER),
    Table("episodes", Room.CATALOG, of=("shows",), merged=Merged.TAKEN_OVER),
    Table("fact_requests", Room.CATALOG, of=("shows",), merged=Merged.OWN),
    Table("show_links", Room.CATALOG, of=("shows",), merged=Merged.MOVED),
    Table("guild_settings", Room.SERVER),
    Table("welcomes", Room.SERVER),
    Table("digest_plans", Room.SERVER),
    Table("digests", Room.SERVER),
    Table("departures", Room.SERVER),
    Table("outbox", Room.DELIVERY, of=("reviews",), with_review=False),
    Table("cards", Room.DELIVERY, of=("reviews",), with_review=False),
    Table("fame", Room.DELIVERY, of=("reviews",), with_review=False),
    Table("fame_cards", Room.DELIVERY, of=("reviews",), with_review=False),
    Table("show_threads", Room.DELIVERY, of=("shows",), merged=Merged.TAKEN_OVER),
    Table("counters", Room.ENGINE),
    Table("requests", Room.ENGINE),
    Table("period_sums", Room.TOTALS, of=("shows",), merged=Merged.COUNTED),
    Table("period_totals", Room.TOTALS),
    Table("genres", Room.TOTALS),
    Table("genre_shows", Room.TOTALS, of=("shows",), merged=Merged.COUNTED),
    Table("subjects", Room.TOTALS, of=("shows",), merged=Merged.COUNTED),
    Table("text_servers", Room.TOTALS),
    Table("traces", Room.TOTALS),
)


def holdings() -> list[tuple[Table, Held]]:
    """Each column that holds a member's id; what is kept without it comes last."""
    every = [(table, held) for table in TABLES for held in table.held]
    return sorted(every, key=lambda each: each[1].fate is Fate.NAMELESS)


def kept_of_members() -> Iterator[str]:
    """What is kept of what members give, in the words of `/privacy`."""
    return (held.briefly for _, held in holdings() if held.briefly)


def tables_merged(*ways: Merged) -> tuple[str, ...]:
    """The tables whose rows fare in one of these ways when a show is merged into another."""
    return tuple(table.name for table in TABLES if table.merged in ways)


def children_first() -> Iterator[str]:
    """Every table, none after one that it refers to."""
    return reversed([*TopologicalSorter({table.name: table.of for table in TABLES}).static_order()])
