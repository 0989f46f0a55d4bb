"""What a member has typed and not posted yet: kept, so that it survives every failure.

What was typed may hold a lone surrogate, which UTF-8 can't.
"""

from dataclasses import dataclass

from bot.domain.catalog.drafts import ShowDraft
from bot.domain.ids import NO_SHOW, ShowId
from bot.domain.ratings.rating import Stars, Target
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
