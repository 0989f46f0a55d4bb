"""Finding shows by how a word of a title starts, in memory."""

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Iterator, Mapping
from heapq import merge
from typing import NamedTuple

PAGE = 256  # lines in a new page; one of twice as many is split
BEST = 25  # shows that a page knows by heart: as many as Discord offers at once

Rank = tuple[int, int, int, int]
"""(-popularity, place, length of the key, show): the smaller, the better."""


class Page(NamedTuple):
    """Some lines in order, in one string, each after a line feed; and the ranks of the best shows in them."""

    text: str
    best: list[Rank]

    def lines(self) -> list[str]:
        """All lines."""
        return self.text.split("\n")[1:]

    def starting_with(self, start: str) -> list[str]:
        """The lines that start so."""
        begin = self.text.find(f"\n{start}")
        if begin < 0:
            return []
        end = self.text.find("\n", self.text.rfind(f"\n{start}") + 1)
        return self.text[begin + 1 : end if end >= 0 else None].split("\n")


class WordStarts:
    """A sorted set of lines `key⇥place⇥show`: the show has a title that reads `key` from some word on.

    `place` orders equally popular shows: 0 is a title's beginning, 1 a later word, 2 a romanisation.
    The lines are kept in pages, like the leaves of a B-tree, and a page is one string: a small change touches
    a few pages only, and half a million small objects would take 40 MB.
    """

    def __init__(self, popularity: Mapping[int, int]) -> None:
        self._popularity = popularity
        self._bounds = [""]  # page n holds the lines from bounds[n] on to before bounds[n + 1]
        self._pages = [Page("", [])]

    def append(self, lines: list[str]) -> None:
        """Add lines that are in order and come after all others: the way to fill a new set."""
        self._bounds.append(lines[0])
        self._pages.append(self._page(lines))

    def add(self, line: str) -> None:
        """Add one line."""
        at = self._page_of(line)
        lines = self._pages[at].lines()
        insort(lines, line)
        if len(lines) < 2 * PAGE:
            best = _best([*self._pages[at].best, self._rank(line)])
            self._pages[at] = Page(_text(lines), best)
        else:
            self._pages[at : at + 1] = self._page(lines[:PAGE]), self._page(lines[PAGE:])
            self._bounds.insert(at + 1, lines[PAGE])

    def discard(self, line: str) -> None:
        """Take one line out, if it is there."""
        at = self._page_of(line)
        best = self._pages[at].best
        lines = [other for other in self._pages[at].lines() if other != line]
        if not lines and at:
            del self._pages[at], self._bounds[at]
        elif self._rank(line) in best:
            self._pages[at] = self._page(lines)
        else:
            self._pages[at] = Page(_text(lines), best)

    def popularity_changed(self, line: str) -> None:
        """Rank anew what is in the page of this line."""
        at = self._page_of(line)
        self._pages[at] = self._page(self._pages[at].lines())

    def starting_with(self, *starts: str) -> Iterator[int]:
        """The shows with a line that starts in one of these ways, best first; a show may come again.

        Of a start that many lines have, only the `BEST` of each page may come.
        """
        runs: list[list[Rank]] = []
        for start in starts:
            first = self._page_of(start)
            last = bisect_left(self._bounds, start + "\U0010ffff") - 1
            runs += [page.best for page in self._pages[first + 1 : last]]
            runs += [sorted(map(self._rank, self._pages[at].starting_with(start))) for at in {first, last}]
        return (rank[-1] for rank in merge(*runs))

    def _page_of(self, line: str) -> int:
        return bisect_right(self._bounds, line) - 1

    def _page(self, lines: list[str]) -> Page:
        return Page(_text(lines), _best(map(self._rank, lines)))

    def _rank(self, line: str) -> Rank:
        key, place, show = line.split("\t")
        return -self._popularity[int(show)], int(place), len(key), int(show)


def _text(lines: list[str]) -> str:
    return "".join([f"\n{line}" for line in lines])


def _best(ranks: Iterable[Rank]) -> list[Rank]:
    """The best rank of each of the `BEST` shows."""
    by_show: dict[int, Rank] = {}
    for rank in sorted(ranks):
        by_show.setdefault(rank[-1], rank)
        if len(by_show) == BEST:
            break
    return list(by_show.values())
