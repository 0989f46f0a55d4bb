"""Finding shows by how a word of a title starts, in memory."""

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterator, Mapping
from heapq import merge

PAGE = 256  # lines in a new page; one of twice as many is split
BEST = 25  # shows that a page knows by heart: as many as Discord offers at once

Rank = tuple[int, int, int, int]
"""(-popularity, place, length of the key, show): the smaller, the better."""


class WordStarts:
    """A sorted set of lines `key⇥place⇥show`: the show has a title that reads `key` from some word on.

    `place` orders equally popular shows: 0 is a title's beginning, 1 a later word, 2 a romanisation.
    The lines are kept in pages, like the leaves of a B-tree, and a page is one string: a small change touches
    a few pages only, and half a million small objects would take 40 MB.
    """

    def __init__(self, popularity: Mapping[int, int]) -> None:
        self._popularity = popularity
        self._bounds = [""]  # page n holds the lines from bounds[n] on to before bounds[n + 1]
        self._pages = [_Page([])]

    def append(self, lines: list[str]) -> None:
        """Add lines that are in order and come after all others: the way to fill a new set."""
        self._bounds.append(lines[0])
        self._pages.append(_Page(lines))
        self._best(self._pages[-1])

    def add(self, line: str) -> None:
        """Add one line."""
        at = self._page_of(line)
        lines = self._pages[at].lines()
        insort(lines, line)
        self._pages[at] = _Page(lines)
        if len(lines) >= 2 * PAGE:
            self._pages[at : at + 1] = [_Page(lines[:PAGE]), _Page(lines[PAGE:])]
            self._bounds.insert(at + 1, lines[PAGE])

    def discard(self, line: str) -> None:
        """Take one line out, if it is there."""
        at = self._page_of(line)
        self._pages[at] = _Page([other for other in self._pages[at].lines() if other != line])
        if at and not self._pages[at].text:
            del self._pages[at], self._bounds[at]

    def popularity_changed(self, line: str) -> None:
        """Have the page of this line ranked anew."""
        self._pages[self._page_of(line)].best = None

    def starting_with(self, *starts: str) -> Iterator[int]:
        """The shows with a line that starts in one of these ways, best first; a show may come again."""
        runs: list[list[Rank]] = []
        for start in starts:
            first = self._page_of(start)
            last = bisect_left(self._bounds, start + "\U0010ffff") - 1
            runs += [self._best(page) for page in self._pages[first + 1 : last]]
            runs += [sorted(map(self._rank, self._pages[at].starting_with(start))) for at in {first, last}]
        return (rank[-1] for rank in merge(*runs))

    def _page_of(self, line: str) -> int:
        return bisect_right(self._bounds, line) - 1

    def _rank(self, line: str) -> Rank:
        key, place, show = line.split("\t")
        return -self._popularity[int(show)], int(place), len(key), int(show)

    def _best(self, page: "_Page") -> list[Rank]:
        """A page's best lines, of different shows, in order."""
        if page.best is None:
            by_show: dict[int, Rank] = {}
            for rank in sorted(map(self._rank, page.lines())):
                by_show.setdefault(rank[-1], rank)
                if len(by_show) == BEST:
                    break
            page.best = list(by_show.values())
        return page.best


class _Page:
    """Some lines in order, each after a line feed."""

    __slots__ = ("best", "text")

    def __init__(self, lines: list[str]) -> None:
        self.text = "".join(f"\n{line}" for line in lines)
        self.best: list[Rank] | None = None

    def lines(self) -> list[str]:
        return self.text.split("\n")[1:]

    def starting_with(self, start: str) -> list[str]:
        begin = self.text.find(f"\n{start}")
        if begin < 0:
            return []
        end = self.text.find("\n", self.text.rfind(f"\n{start}") + 1)
        return self.text[begin + 1 : end if end >= 0 else None].split("\n")
