"""What a member has typed and not posted yet: kept, so that it survives every failure.

What was typed may hold a lone surrogate, which UTF-8 can't.
"""

from dataclasses import dataclass
from typing import Self

from bot.domain.catalog.drafts import ShowDraft
from bot.domain.ids import NO_SHOW, ShowId
from bot.domain.ratings.rating import ALL_HALVES, Stars, Target
from bot.domain.reviews.review import Words


@dataclass(frozen=True, slots=True)
class ReviewDraft:
    """A review on its way: the show as typed, and its number once it is known (0 until then).

    What is None was not given: then the review this member has already keeps its own, and a new one has
    none. Stars must be given before it is posted.
    """

    title: str
    stars: Stars | None = None
    show_id: ShowId = NO_SHOW
    season: int = 0
    headline: str | None = None
    body: str | None = None
    spoilers: bool | None = None

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

    def words(self, old: Words | None) -> Words:
        """The review's words, where `old` are those it has now."""
        old = old or Words()
        return Words(
            old.headline if self.headline is None else self.headline,
            old.body if self.body is None else self.body,
            old.spoilers if self.spoilers is None else self.spoilers,
        )


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
