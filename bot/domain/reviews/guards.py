"""What a server asks of a review before it is taken: who writes, how soon after the last, and which words."""

import re
from collections.abc import Sequence

from bot.domain.errors import Refusal
from bot.domain.ids import Millis, UserId
from bot.domain.reviews.review import Words
from bot.domain.server.settings import GuildSettings
from bot.domain.spans import DAY, MINUTE
from bot.domain.text.titles import words_key

DISCORD_EPOCH = 1_420_070_400_000
"""What Discord's ids count from, in Unix milliseconds (Discord's developer documentation, “Snowflakes”)."""

_LINK = re.compile(
    r"(?:https?|ftp)://\S+|\bwww\.\S+"
    r"|\b(?:[a-z0-9-]+\.)+(?:com|net|org|gg|io|tv|me|co|de|fr|jp|kr|cn|ru|uk|ly|to|cc|xyz|info|app|dev|shop)\b"
    r"(?:/\S*)?",
    re.IGNORECASE,
)
_UNSPACED = re.compile("[\u0e00-\u0eff\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


def created_at(discord_id: int) -> Millis:
    """When a Discord account was made, in Unix milliseconds: its id says so."""
    return Millis((discord_id >> 22) + DISCORD_EPOCH)


def check_author(
    settings: GuildSettings, user_id: UserId, joined_at: Millis, now: Millis, *, typed: str
) -> None:
    """Raise `Refusal` when the account or the membership is younger than this server asks.

    Times are Unix milliseconds; `joined_at` is 0 if Discord didn't say.
    """
    for what, since, days in (
        ("Discord accounts", created_at(user_id), settings.guard_account_days),
        ("who have been members", joined_at, settings.guard_member_days),
    ):
        if days and since and now < (enough := since + days * DAY):
            whose = "with accounts" if what == "Discord accounts" else what
            raise Refusal(
                f"On this server, people {whose} for at least {_counted(days, 'day')} may post reviews. "
                f"You can from <t:{-(-enough // 1000)}:f> on; until then, your text is attached.",
                typed=typed,
            )


def check_pause(settings: GuildSettings, last_at: Millis | None, now: Millis, *, typed: str) -> None:
    """Raise `Refusal` when a member's last new review, at `last_at` (Unix ms), is too recent."""
    minutes = settings.guard_cooldown_minutes
    if minutes and last_at is not None and now < (enough := last_at + minutes * MINUTE):
        raise Refusal(
            f"On this server, {_counted(minutes, 'minute')} must pass between two reviews. "
            f"Post this one <t:{-(-enough // 1000)}:R>; your text is attached.",
            typed=typed,
        )


def check_words(settings: GuildSettings, words: Words) -> None:
    """Raise `Refusal` for more links than this server allows, or for a word that it does not."""
    text = f"{words.headline}\n{words.body}"
    allowed = max(settings.guard_links, 0)
    links = len(_LINK.findall(text)) if settings.guard_links else 0
    if links > allowed:
        most = f"{_counted(allowed, 'link')} at most" if allowed else "no links"
        raise Refusal(
            f"On this server, a review may have {most}, and this one has {links:,}. "
            "Take some out and post it again; your text is attached.",
            typed=text.strip(),
        )
    if found := blocked_word(settings.guard_words, text):
        raise Refusal(
            f"On this server, reviews may not have “{found}” in them. "
            "Put it in other words and post it again; your text is attached.",
            typed=text.strip(),
        )


def blocked_word(blocked: Sequence[str], text: str) -> str | None:
    """The first of the blocked words or phrases that a text has, however it is spelt.

    Compared like titles: without case, accents, width and look-alike letters. Whole words only, but anywhere
    in scripts without spaces.
    """
    keys = {word: key for word in blocked if (key := words_key(word))}
    if not keys:
        return None
    # Word by word: a single look-alike letter must not change how the rest of a long text is read.
    written = text.split()
    read = {word: words_key(word) for word in set(written)}
    said = f" {' '.join(read[word] for word in written)} "
    for word, key in keys.items():
        if (key in said) if _UNSPACED.search(key) else (f" {key} " in said):
            return word
    return None


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'s' * (number != 1)}"
