"""How things are said: titles, stars, facts and numbers in plain English, and members' text made safe."""

from collections.abc import Sequence

from bot.domain.catalog.shows import Job, Kind, Show, ShowName
from bot.domain.ids import UserId
from bot.domain.ratings.rating import ALL_HALVES, Spread, Stars, Target
from bot.domain.reviews.review import Review
from bot.domain.text import by_line, conceal, escape, is_within, mark, shorten
from bot.ui.layout import ACCENT

BYTES_PER_CHARACTER = 2.5
"""Discord's limits on a message, 10,170 bytes and 4,000 characters, put in one: a text in the budget of
`n` has at most n characters and 2.5 n bytes, so that budgets can simply be added up to 4,000."""

NOT_COUNTED = "not in this server's average"
ACCENTS = (0x6E675C, 0x95805F, 0xBB8F5F, ACCENT, 0xFFC94D)
ECHO_LIMIT = 100
BAR_WIDTH = 16
EIGHTHS = " ▏▎▍▌▋▊▉"


def shown(text: str, budget: int) -> str:
    """Text from members or catalogues as it may stand in a message: escaped, cut to `budget` (≥ 8).

    A spoiler is hidden line by line, so that it is so in lists and small print as well.
    """
    text, room = by_line(text), budget
    while True:
        safe = escape(shorten(text, room))
        if is_within(safe, budget, int(budget * BYTES_PER_CHARACTER)):
            return safe
        room = room * 9 // 10


def cut(text: str, limit: int) -> str:
    """Text in at most `limit` characters, cut wherever that is."""
    return text if len(text) <= limit else f"{text[: limit - 1]}…"


def echoed(title: str, limit: int = ECHO_LIMIT) -> str:
    """A title as a short answer repeats it, safe to show."""
    return escape(cut(mark(title), limit))


def plain(text: str, limit: int) -> str:
    """Text for a place that is no markdown, such as a list or a picture, in at most `limit` characters."""
    return cut(conceal(text), limit)


def label(name: ShowName) -> str:
    """A show's name in at most 100 characters, as Discord wants it in lists."""
    return plain(str(name), 100)


def counted(number: int, noun: str) -> str:
    """“1 rating”, “2,000 ratings”."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def listed(words: Sequence[str], most: int = 4) -> str:
    """“A, B and C”, or “A, B, C and 5 more” when there are more than `most`."""
    if len(words) > most:
        words = [*words[: most - 1], f"{len(words) - most + 1} more"]
    return " and ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))


def title_of(show: Show | ShowName, target: Target | None = None, budget: int = 220) -> str:
    """“Glass Heart · 2025 · season 2”, safe to show."""
    year = show.facts.year if isinstance(show, Show) else show.year
    part = str(target) if target and target.season else ""
    return dotted(shown(show.title, budget), str(year or ""), part)


def dotted(*parts: str) -> str:
    """The parts that are not empty, with dots between them."""
    return " · ".join(filter(None, parts))


def rating_line(stars: Stars | None) -> str:
    """“3.5 ★★★½” with the number in bold."""
    if stars is None:
        return "no rating"
    number, _, drawn = str(stars).partition(" ")
    return f"**{number}** {drawn}"


def accent_of(stars: Stars | None) -> int:
    """The colour of a page's edge: the brighter, the better."""
    return ACCENTS[(stars.halves - 1) // 2] if stars else ACCENT


def average_stars(spread: Spread) -> Stars | None:
    """The average as half stars, halves rounded up; None when nobody rated."""
    return Stars((2 * spread.total + spread.count) // (2 * spread.count)) if spread.count else None


def spread_chart(spread: Spread) -> str:
    """How often each half star was given, best first, as ten lines of at most 34 columns for a code block."""
    most = max(*spread.buckets, 1)
    lines: list[str] = []
    for halves in reversed(ALL_HALVES):
        number = spread.buckets[halves - 1]
        eighths = max(-(-number * BAR_WIDTH * 8 // most), 0)
        bar = "█" * (eighths // 8) + EIGHTHS[eighths % 8].strip()
        label = f"{halves // 2 or ''}{'½' if halves % 2 else ''}"
        lines.append(f"{label:<2} {bar} {number:,}" if number else f"{label:<2} ·")
    return "\n".join(lines)


def length_of(show: Show) -> str:
    """“10 episodes × 35 min”, as far as it is known."""
    facts = show.facts
    minutes = f"{facts.minutes:,} min" if facts.minutes else ""
    if facts.kind is Kind.FILM and facts.episodes <= 1:
        return minutes
    episodes = counted(facts.episodes, "episode") if facts.episodes else ""
    return " × ".join(filter(None, (episodes, minutes)))


def names_of(show: Show, job: Job, budget: int) -> str:
    """Who did a job: “Kohtaro Goto and Kensaku Kakimoto”, safe to show."""
    names = dict.fromkeys(credit.name for credit in show.people(job))
    return shown(listed([*map(mark, names)]), budget)


def mention(user_id: UserId) -> str:
    """A member, or (0) one whose id is not kept any more."""
    return f"<@{user_id}>" if user_id else "somebody who has deleted their data"


def author_of(review: Review) -> str:
    """Who wrote a review: a mention of the member, or “by Jane Doe”, “an article” for those of no member."""
    if not review.is_article:
        return f"<@{review.user_id}>"
    return f"by {shown(review.byline, 80)}" if review.byline else "an article"


def byline(review: Review) -> str:
    """Who wrote a review and when, in small print; and that an article's stars are no member's rating."""
    written = f"<t:{review.created_at // 1000}:D>"
    edited = "edited" if review.version > 1 else ""
    apart = NOT_COUNTED if review.is_article and review.stars else ""
    return "-# " + dotted(author_of(review), written, edited, apart)


def quoted(text: str) -> str:
    """Safe text as a quote block, which ends with the text display that it stands in."""
    return f">>> {text}"
