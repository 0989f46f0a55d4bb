"""What a server asks of whatever becomes public: who writes, how soon after the last, and which words."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import lru_cache
from typing import cast

from bot.domain.errors import Refusal
from bot.domain.ids import Millis, UserId
from bot.domain.reviews.review import Words
from bot.domain.server.settings import GuildSettings
from bot.domain.spans import DAY, MINUTE
from bot.domain.text.spoilers import BARS
from bot.domain.text.titles import is_visible, words_key

ANY_ENDING = "*"
"""Behind a blocked word: its endings are blocked, too."""
DISCORD_EPOCH = 1_420_070_400_000
"""What Discord's ids count from, in Unix milliseconds (Discord's developer documentation, “Snowflakes”)."""

_LINK = re.compile(
    r"\b[a-z][a-z0-9+.-]*://\S+|\bwww\.\S+"
    r"|\b(?:[\w-]+\.)+(?:com|net|org|gg|io|tv|me|co|de|fr|jp|kr|cn|ru|uk|ly|to|cc|xyz|info|app|dev|shop)\b"
    r"(?:/\S*)?",
    re.IGNORECASE,
)
_SIGN, _WITHIN = "-", "\x00"
_LETTERS_ALONE = re.compile(f"(?<![^ {_WITHIN}]{{2}})(?<=[^ {_WITHIN}]) (?=[^ {_WITHIN}](?![^ {_WITHIN}]))")
_DRAWN = str.maketrans(
    {chr(first + at): chr(ord("a") + at) for first in (0x1F150, 0x1F170, 0x1F1E6) for at in range(26)}
    | dict(zip("υϲսոօհյց", "ucunohjg", strict=True))
)
"""Letters that are drawn like Latin ones, but in a title may stand for something else."""
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


def texts_in(thing: object) -> Iterator[str]:
    """Every text of a thing that becomes public, such as a review's words or a show's facts, at any depth."""
    if isinstance(thing, str):
        if thing and not isinstance(thing, Enum):
            yield thing
    elif isinstance(thing, tuple):
        for each in cast("tuple[object, ...]", thing):
            yield from texts_in(each)
    elif is_dataclass(thing):
        for field in fields(thing):
            yield from texts_in(getattr(thing, field.name))


def typed_in(thing: object) -> str:
    """What somebody typed of a thing, to be given back."""
    return "\n".join(texts_in(thing)).strip()


def check_words(settings: GuildSettings, thing: object, before: object = None) -> None:
    """Raise `Refusal` for more links than this server allows, or for a word that it does not.

    `thing` is whatever becomes public; the texts that were there `before` are let be.
    """
    is_review = isinstance(thing, Words)
    known = set(texts_in(before))
    texts = [text for text in texts_in(thing) if text not in known]
    allowed = max(settings.guard_links, 0)
    links = sum(map(_links, texts)) if settings.guard_links else 0
    again = "post it again; your text is attached" if is_review else "try again, or ask a moderator to do it"
    if links > allowed:
        most = f"{_counted(allowed, 'link')} at most" if allowed else "no links"
        raise Refusal(
            f"On this server, a {'review' if is_review else 'show'} may have {most}, and this one has "
            f"{links:,}. Take some out and {again}.",
            typed=typed_in(thing),
        )
    # Of a review's headline and text, which stand together, a phrase may begin in one and end in the other.
    for text in ["\n".join(texts)] if is_review else texts:
        if found := blocked_word(settings.guard_words, text):
            raise Refusal(
                f"On this server, {'reviews' if is_review else 'shows'} may not have “{found}” in them. "
                f"Put it in other words and {again}.",
                typed=typed_in(thing),
            )


def _links(text: str) -> int:
    plain = unicodedata.normalize("NFKC", text).replace("。", ".")
    seen = "".join(filter(is_visible, plain))
    return max(len(_LINK.findall(each)) for each in (seen, seen.replace(BARS, "")))


def blocked_word(blocked: Sequence[str], text: str) -> str | None:
    """The first of the blocked words or phrases that a text has, however it is spelt.

    Compared like titles: without case, accents, width and look-alike letters. Signs and bars within a word
    part it, or don't. Whole words only, but with any ending if it is blocked as “word*”, and anywhere in
    scripts without spaces.
    """
    keys = {word: key for word in blocked if (key := _key(word.rstrip(ANY_ENDING)))}
    if not keys:
        return None
    said = _read(text)
    letters = said.replace(" ", "").replace(_WITHIN, "")
    for word, key in keys.items():
        if key.replace(" ", "") in letters and _pattern(key, word.endswith(ANY_ENDING)).search(said):
            return word
    return None


def _key(text: str) -> str:
    return words_key(text.translate(_DRAWN))


def _read(text: str) -> str:
    """The keys of a text's words; `_WITHIN` is where signs part one, and between letters that stand alone."""
    # Word by word: a single look-alike letter must not change how the rest of a long text is read.
    written = [each for each in text.replace(BARS, _SIGN).split() if each.strip(_SIGN)]
    read = {word: _key(word).replace(" ", _WITHIN) for word in set(written)}
    return _LETTERS_ALONE.sub(_WITHIN, " ".join(read[word] for word in written))


@lru_cache(1024)
def _pattern(key: str, any_ending: bool) -> re.Pattern[str]:
    """What finds a key in what was read."""
    words = (f"{_WITHIN}?".join(map(re.escape, word)) for word in key.split())
    found = f"[ {_WITHIN}]".join(words)
    if _UNSPACED.search(key):
        return re.compile(found)
    return re.compile(f"(?<![^ {_WITHIN}]){found}" + (f"(?![^ {_WITHIN}])" * (not any_ending)))


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'s' * (number != 1)}"
