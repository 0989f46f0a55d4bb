"""What a member has typed and not posted yet: kept, so that it survives every failure.

What was typed may hold a lone surrogate, which UTF-8 can't.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Self

from bot.domain.catalog.drafts import ShowDraft
from bot.domain.ids import NO_SHOW, ShowId
from bot.domain.ratings.rating import ALL_HALVES, Stars, Target
from bot.domain.reviews.replacing import below
from bot.domain.reviews.review import Words

Option = str | int | float | bool | None
"""What a command's option can be, but for a show: what needs no asking."""


@dataclass(frozen=True, slots=True)
class ReviewDraft:
    """A review on its way: the show as typed, and its number once it is known (0 until then).

    What is None was not given: then the review this member has already keeps its own, and a new one has
    none. Stars must be given before it is posted.

    `seen` is the version of that review that its author saw and means to replace: if it is another by then,
    and much of it would go, they are asked. `below` adds the text below the one that is there.
    """

    title: str
    stars: Stars | None = None
    show_id: ShowId = NO_SHOW
    season: int = 0
    headline: str | None = None
    body: str | None = None
    spoilers: bool | None = None
    seen: int = 0
    below: bool = False

    @property
    def target(self) -> Target:
        """What is reviewed, once the show is known."""
        return Target(self.show_id, self.season)

    @classmethod
    def of(cls, show_id: int = 0, season: int = 0, halves: int = 0, spoilers: int = 0, *_: int) -> Self:
        """A review that was begun, from its `numbers`; raises `Refusal` for an odd season."""
        target = Target.of(ShowId(show_id), season or None)
        stars = Stars(halves) if halves in ALL_HALVES else None
        marked = bool(spoilers - 1) if spoilers else None
        return cls("", stars, target.show_id, target.season, spoilers=marked)

    @property
    def numbers(self) -> tuple[int, ...]:
        """All of it but the title, while nothing is written yet: what a form can say of itself."""
        spoilers = 0 if self.spoilers is None else 1 + self.spoilers
        return self.show_id, self.season, self.stars.halves if self.stars else 0, spoilers

    def about(self, show_id: ShowId, title: str) -> "ReviewDraft":
        """The same, now that the show is known."""
        return replace(self, show_id=show_id, title=title)

    def words(self, old: Words | None) -> Words:
        """The review's words, where `old` are those it has now."""
        old = old or Words()
        if self.below:
            return Words(
                old.headline or self.headline or "",
                below(old.body, self.body or ""),
                old.spoilers or bool(self.spoilers),
            )
        return Words(
            old.headline if self.headline is None else self.headline,
            old.body if self.body is None else self.body,
            old.spoilers if self.spoilers is None else self.spoilers,
        )


@dataclass(frozen=True, slots=True)
class CommandDraft:
    """A command that waits until it is known which show is meant: its name, and its options as given.

    `shows` has the options that are shows, as typed, or as numbers once they are known; `asked` is the one
    that is asked for. `takes_new` tells whether a show that is new here may be added on the way.
    """

    command: str
    asked: str
    shows: Mapping[str, str | ShowId]
    options: Mapping[str, Option]
    takes_new: bool = False

    @property
    def title(self) -> str:
        """The title that was typed for the show that is asked for."""
        return str(self.shows[self.asked])

    def about(self, show_id: ShowId, title: str) -> "CommandDraft":
        """The same, now that the show is known."""
        return replace(self, shows={**self.shows, self.asked: show_id})


Unfinished = ReviewDraft | CommandDraft
"""What a member wanted to do, and what goes on as soon as it is known which show is meant."""


@dataclass(frozen=True, slots=True)
class ArticleDraft:
    """Everything an import would save, as typed: `also_read` has a title a line, `date` is ISO 8601.

    `not_understood` says in sentences what the parser was in doubt about.
    """

    show: ShowDraft
    also_read: str = ""
    season: str = ""
    headline: str = ""
    byline: str = ""
    date: str = ""
    stars: Stars | None = None
    body: str = ""
    not_understood: tuple[str, ...] = ()
