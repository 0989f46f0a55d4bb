"""Made-up catalogues of shows in five scripts, and what people type when they look for one; all by a seed.

Words are drawn by Zipf's law from vocabularies of made-up words, so that titles share words and beginnings,
and a few are the same, as with real ones.
"""

import random
from collections.abc import Callable, Sequence
from itertools import accumulate
from typing import NamedTuple

from bot.domain.text.titles import title_key

HAN = [chr(code) for code in range(0x4E00, 0x9F00)]
KANA = (
    "アイウエオカキクケコサシスセソタチツテトナニネノハヒフヘホマミムメモヤユヨラリルレロワンガギグゲゴ"
    + "ジズダデドバビブベボパピプペポー"
)
HANGUL = [chr(code) for code in range(0xAC00, 0xD7A4, 7)]
LATIN = "abcdefghijklmnopqrstuvwxyz"
CYRILLIC = "абвгдежзийклмнопрстуфхцчшщыьэюя"
CJK = frozenset((*HAN, *KANA, *HANGUL))
LETTERS_TYPED = 20


class Show(NamedTuple):
    """A show of a catalogue: its number, its titles, and how often it was reviewed."""

    show_id: int
    titles: tuple[str, ...]
    popularity: int


class Query(NamedTuple):
    """What somebody types, and the show they mean."""

    typed: str
    show_id: int
    cjk: bool


class Words:
    """Words of which the n-th is drawn about 1/(n + 3) as often as the first ones, when several are drawn."""

    def __init__(self, words: Sequence[str]) -> None:
        self._words = words
        self._weights = list(accumulate(1 / (n + 3) for n in range(len(words))))

    def draw(self, dice: random.Random, count: int) -> list[str]:
        """The words of one title. A single word is any word: few titles are just "The"."""
        if count == 1:
            return [dice.choice(self._words)]
        return dice.choices(self._words, cum_weights=self._weights, k=count)


class Titles:
    """Makes titles; `kinds` are the scripts with their share."""

    def __init__(self, dice: random.Random) -> None:
        self._dice = dice
        onsets = [
            "b",
            "br",
            "c",
            "ch",
            "d",
            "dr",
            "f",
            "fl",
            "g",
            "gr",
            "h",
            "j",
            "k",
            "l",
            "m",
            "n",
            "p",
            "r",
        ]
        onsets += ["s", "sh", "st", "t", "th", "tr", "v", "w", "y", "z", ""]
        latin = _syllables(
            dice, onsets, ["a", "e", "i", "o", "u", "ea", "ou"], ["", "n", "r", "s", "t", "ll", "ck"]
        )
        cyrillic = _syllables(
            dice, list("бвгджзклмнпрстфхцчшщ"), list("аеиоуыюя"), ["", "", "н", "р", "й", "т", "сть"]
        )
        self._latin = Words(["the", "of", "a", "love", "and", "in", "my", *_vocabulary(latin, 12_000)])
        self._cyrillic = Words(["и", "в", "на", "не", *_vocabulary(cyrillic, 9_000)])
        self._han = Words(dice.sample(HAN, 3_000))
        self._kana = Words(_vocabulary(lambda: "".join(dice.choices(KANA, k=dice.randint(2, 5))), 5_000))
        syllables = dice.sample(HANGUL, 700)
        self._hangul = Words(
            _vocabulary(lambda: "".join(dice.choices(syllables, k=dice.randint(1, 4))), 6_000)
        )
        self.kinds = (
            (self.latin, 50),
            (self.cyrillic, 13),
            (self.han, 13),
            (self.japanese, 12),
            (self.hangul, 12),
        )

    def latin(self) -> str:
        """Something like "The Stou of Breackan 2"."""
        words = self._latin.draw(self._dice, _one_of(self._dice, {1: 12, 2: 30, 3: 28, 4: 16, 5: 9, 6: 5}))
        if self._dice.random() < 0.2:
            words.insert(0, "the")
        if self._dice.random() < 0.06:
            words.append(str(self._dice.choice((2, 2, 2, 3, 4, 1984, 2049))))
        return " ".join(words).title()

    def cyrillic(self) -> str:
        """Something like "Не бастьна"."""
        return " ".join(
            self._cyrillic.draw(self._dice, _one_of(self._dice, {1: 20, 2: 40, 3: 28, 4: 12}))
        ).capitalize()

    def han(self) -> str:
        """Two to eight characters."""
        lengths = {2: 6, 3: 15, 4: 35, 5: 18, 6: 12, 7: 9, 8: 5}
        return "".join(self._han.draw(self._dice, _one_of(self._dice, lengths)))

    def japanese(self) -> str:
        """One or two words in kana, often with some Han characters."""
        words = self._kana.draw(self._dice, _one_of(self._dice, {1: 45, 2: 55}))
        han = "".join(self._han.draw(self._dice, _one_of(self._dice, {0: 30, 1: 15, 2: 40, 3: 15})))
        return "の".join([*words, han]) if han and self._dice.random() < 0.6 else "".join([*words, han])

    def hangul(self) -> str:
        """One to four words."""
        return " ".join(self._hangul.draw(self._dice, _one_of(self._dice, {1: 20, 2: 40, 3: 30, 4: 10})))


def catalogue(titles: int, seed: int) -> list[Show]:
    """Shows that have this many titles together; a show in another script often has a Latin title, too."""
    dice = random.Random(seed)
    make = Titles(dice)
    makers = [maker for maker, _ in make.kinds]
    shares = [share for _, share in make.kinds]
    shows: list[Show] = []
    while titles > 0:
        (maker,) = dice.choices(makers, shares)
        names = [maker()]
        if maker != make.latin and dice.random() < 0.5:
            names.append(make.latin())
        if dice.random() < 0.1:
            names.append(dice.choice(makers)())
        popularity = int(dice.paretovariate(0.8)) if dice.random() < 0.2 else 0
        shows.append(Show(len(shows) + 1, tuple(names[:titles]), popularity))
        titles -= len(names)
    return shows


def beginnings(shows: Sequence[Show], count: int, seed: int) -> list[Query]:
    """The first 1 to 20 letters of titles; a quarter of them from a later word on."""
    dice = random.Random(seed)
    queries: list[Query] = []
    while len(queries) < count:
        show, title = _pick(dice, shows)
        if dice.random() < 0.25 and " " in title:
            title = title[dice.choice([at for at, letter in enumerate(title) if letter == " "]) + 1 :]
        typed = title[: dice.randint(1, LETTERS_TYPED)]
        queries.append(Query(typed, show.show_id, not CJK.isdisjoint(title)))
    return queries


def typos(shows: Sequence[Show], count: int, seed: int) -> list[Query]:
    """Whole titles with one letter left out, a wrong one put in or in its place, or two letters swapped.

    Of titles of at least 4 letters (3 in Han, kana or Hangul): what is left of a shorter one says too little.
    """
    dice = random.Random(seed)
    queries: list[Query] = []
    while len(queries) < count:
        show, title = _pick(dice, shows)
        cjk = not CJK.isdisjoint(title)
        typed = _with_typo(dice, title.lower())
        if len(title_key(title)) >= (3 if cjk else 4) and title_key(typed) != title_key(title):
            queries.append(Query(typed, show.show_id, cjk))
    return queries


def _with_typo(dice: random.Random, title: str) -> str:
    at = dice.randrange(len(title))
    alphabet = next((each for each in (LATIN, CYRILLIC, KANA, HANGUL, HAN) if title[at] in each), LATIN)
    wrong = dice.choice(alphabet)
    return dice.choice(
        (
            title[:at] + title[at + 1 :],
            title[:at] + wrong + title[at:],
            title[:at] + wrong + title[at + 1 :],
            title[:at] + title[at + 1 : at + 2] + title[at] + title[at + 2 :],
        )
    )


def _pick(dice: random.Random, shows: Sequence[Show]) -> tuple[Show, str]:
    show = dice.choice(shows)
    return show, dice.choice(show.titles)


def _one_of(dice: random.Random, shares: dict[int, int]) -> int:
    return dice.choices(list(shares), list(shares.values()))[0]


def _syllables(
    dice: random.Random, onsets: Sequence[str], nuclei: Sequence[str], codas: Sequence[str]
) -> Callable[[], str]:
    def word() -> str:
        count = _one_of(dice, {1: 20, 2: 45, 3: 28, 4: 7})
        return "".join(dice.choice(onsets) + dice.choice(nuclei) + dice.choice(codas) for _ in range(count))

    return word


def _vocabulary(make: Callable[[], str], size: int) -> list[str]:
    words: dict[str, None] = {}
    while len(words) < size:
        words[make()] = None
    return list(words)
