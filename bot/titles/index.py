"""Finding shows by what people type: beginnings, words inside, typing errors, other scripts. In memory."""

import asyncio
import re
from array import array
from collections import Counter
from collections.abc import AsyncIterable, Container, Iterable, Iterator, Sequence
from heapq import merge, nlargest
from itertools import islice
from typing import Self

from rapidfuzz import fuzz

from bot.domain.ids import ShowId
from bot.domain.text.titles import review_title, title_key
from bot.titles.keys import (
    KEY_LENGTH,
    ROMAN,
    WRITTEN,
    latin_forms,
    latin_keys,
    search_keys,
    sound,
    start_lines,
    trigrams,
)
from bot.titles.word_starts import PAGE, WordStarts

TitleRow = tuple[int, Sequence[str], int]
"""A show's number, all its titles, and its popularity (its number of reviews, say; more is better)."""

FEW = 5  # with fewer hits than these, titles that are merely alike are offered as well
LIKELY = 60  # of 100: how alike a title must be to be offered
TYPED = 100  # letters of what was typed that count
POSTINGS = 10_000  # looked at for one search, rarest trigrams first
CANDIDATES = 150  # compared letter by letter for one search
SLICE = 500  # letters indexed before the event loop gets its turn: about 2 ms
RUN = 4_000  # lines sorted in one go: about 3 ms


class TitleIndex:
    """The titles of one server's catalogue. Shows are known by their numbers.

    Beginnings of words are found by bisection, the rest through trigrams of the Latin letters; RapidFuzz
    sees a few hundred candidates at most, as comparing 100,000 titles would hold the interpreter for 200 ms.
    """

    def __init__(self) -> None:
        self._keys: dict[int, str] = {}  # see `search_keys`
        self._popularity: dict[int, int] = {}
        self._starts = WordStarts(self._popularity)
        self._trigrams: dict[str, array[int]] = {}  # the shows that have it

    def __len__(self) -> int:
        return len(self._keys)

    @classmethod
    async def build(cls, batches: AsyncIterable[Sequence[TitleRow]]) -> Self:
        """The index of many shows; the event loop gets its turn every few milliseconds.

        Sorted runs are merged a page at a time, since sorting half a million lines would stall the loop.
        """
        index = cls()
        runs: list[str] = []
        run: list[str] = []
        letters = 0
        async for batch in batches:
            for show, titles, popularity in batch:
                if show in index._keys:
                    continue
                keys = index._note(show, titles, popularity)
                run += start_lines(show, keys)
                letters += 1 + sum(map(len, titles))
                if letters > SLICE:
                    letters = 0
                    await asyncio.sleep(0)
                if len(run) > RUN:
                    runs.append("\n".join(sorted(run)))
                    run.clear()
        runs.append("\n".join(sorted(run)))
        lines = merge(*map(_each_line, runs))
        while page := list(islice(lines, PAGE)):
            index._starts.append(page)
            await asyncio.sleep(0)
        return index

    def put(self, show: int, titles: Sequence[str], popularity: int) -> None:
        """Add a show, or take over its new titles and popularity."""
        keys = self._keys.get(show)
        if keys is None or keys != search_keys(titles):
            self.remove(show)
            for line in start_lines(show, self._note(show, titles, popularity)):
                self._starts.add(line)
        elif popularity != self._popularity[show]:
            self._popularity[show] = popularity
            for line in start_lines(show, keys):
                self._starts.popularity_changed(line)

    def remove(self, show: int) -> None:
        """Forget a show, if it is known."""
        keys = self._keys.pop(show, "")
        for line in start_lines(show, keys):
            self._starts.discard(line)
        for trigram in _all_trigrams(keys):
            self._trigrams[trigram].remove(show)
        self._popularity.pop(show, None)

    def exact(self, typed: str) -> list[ShowId]:
        """The shows with this very title, however it is spelt, most popular first."""
        key = title_key(typed)
        found = self._starts.starting_with(f"{key[:KEY_LENGTH]}\t{WRITTEN}\t")
        return [ShowId(show) for show in found if key in self._keys[show].replace(" ", "").split("\n")]

    def search(self, typed: str, limit: int = 25, hidden: Container[ShowId] = ()) -> list[ShowId]:
        """Up to `limit` (at most 25) shows for what has been typed so far, best first; none of `hidden`.

        First those with this very title, then those with a word that begins so, those that have it inside,
        and, if these are few, those with titles like it; in each kind, the more popular first. All fit "".
        """
        found: dict[int, None] = {}
        subject = review_title(typed)[:TYPED]
        for text in dict.fromkeys((typed[:TYPED], subject)):
            found |= dict.fromkeys(_seen(self.exact(text), hidden))
            for show in _seen(self._starting(text), hidden):
                if len(found) >= limit:
                    return [ShowId(each) for each in found]
                found[show] = None
            found |= dict.fromkeys(_seen(self._containing(latin_forms(text)), hidden))
        if len(found) < FEW:
            found |= dict.fromkeys(_seen(self._alike(latin_forms(subject)), hidden))
        return [ShowId(show) for show in found][:limit]

    def nearest(self, typed: str, limit: int = 5, hidden: Container[ShowId] = ()) -> list[ShowId]:
        """The shows that may have been meant by a title that is unknown here, most alike first."""
        forms = latin_forms(review_title(typed)[:TYPED])
        alike = _seen(self._alike(forms), hidden)
        found = self._likeness(forms, (*self.search(typed, hidden=hidden), *alike))
        return [ShowId(show) for show in nlargest(limit, found, key=found.__getitem__)]

    def _starting(self, typed: str) -> Iterable[int]:
        key, heard = title_key(typed)[:KEY_LENGTH], sound(typed).replace(" ", "")[:KEY_LENGTH]
        starts = [key]
        if heard:
            starts += [ROMAN + heard] if key.isascii() else [ROMAN + heard, heard]
        return self._starts.starting_with(*starts)

    def _containing(self, forms: Iterable[str]) -> list[int]:
        found: set[int] = set()
        for form in forms:
            postings = [self._trigrams.get(trigram, ()) for trigram in trigrams(form)]
            for show in islice(min(postings, key=len, default=()), POSTINGS):
                if form in self._keys[show].replace(" ", ""):
                    found.add(show)
        return sorted(found, key=lambda show: (-self._popularity[show], show))

    def _alike(self, forms: Sequence[str]) -> list[int]:
        """The shows with titles like these forms of what was typed, most alike first."""
        likeness = self._likeness(forms, self._candidates(forms))
        likely = [show for show in likeness if likeness[show] >= LIKELY]
        return sorted(likely, key=lambda show: (-likeness[show] // 5, -self._popularity[show], show))

    def _candidates(self, forms: Iterable[str]) -> list[int]:
        """The shows that have most trigrams in common with these forms, by the rarest trigrams."""
        wanted = set[str]().union(*(trigrams(f" {form} ") for form in forms))
        shared = Counter[int]()
        left = POSTINGS
        for posting in sorted((self._trigrams.get(each, ()) for each in wanted), key=len):
            shared.update(posting[:left])
            left -= len(posting)
            if left <= 0:
                break
        enough = max(shared.values(), default=0) / 2
        near = [show for show, count in shared.items() if count >= enough]
        return nlargest(CANDIDATES, near, key=lambda show: (shared[show], -show))

    def _likeness(self, forms: Iterable[str], shows: Iterable[int]) -> dict[int, float]:
        """How alike one title of each show is to one of these forms, of 100.

        The beginning of a title counts nearly as much as the whole, as one may still be typing.
        """
        likeness: dict[int, float] = {}
        for show in shows:
            scores = (
                max(fuzz.ratio(form, key), 0.95 * fuzz.ratio(form, key[: len(form)]))
                for key in latin_keys(self._keys[show])
                for form in forms
            )
            likeness[show] = max(scores, default=0)
        return likeness

    def _note(self, show: int, titles: Sequence[str], popularity: int) -> str:
        keys = search_keys(titles)
        self._keys[show] = keys
        self._popularity[show] = popularity
        for trigram in _all_trigrams(keys):
            self._trigrams.setdefault(trigram, array("q")).append(show)
        return keys


def _seen(shows: Iterable[int], hidden: Container[ShowId]) -> Iterator[int]:
    return (show for show in shows if ShowId(show) not in hidden)


def _each_line(text: str) -> Iterator[str]:
    return (line[0] for line in re.finditer(".+", text))


def _all_trigrams(keys: str) -> set[str]:
    return set[str]().union(*(trigrams(f" {key} ") for key in latin_keys(keys)))
