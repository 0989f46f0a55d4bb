"""What a member has typed and not posted yet: kept, so that it survives every failure."""

import json
from dataclasses import asdict, dataclass, field
from typing import Any, Self

from bot.domain.ratings import Stars, Target
from bot.domain.reviews import Words


@dataclass(frozen=True, slots=True)
class ReviewDraft:
    """A review on its way: the show as typed, and its number once it is known (0 until then).

    `written` tells whether the words were given already, or are yet to be asked for in a form.
    """

    title: str
    stars: Stars
    show_id: int = 0
    season: int = 0
    words: Words = field(default_factory=Words)
    written: bool = False

    @property
    def target(self) -> Target:
        """What is reviewed, once the show is known."""
        return Target(self.show_id, self.season)

    def to_json(self) -> str:
        """The draft as JSON."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def from_json(cls, content: str) -> Self:
        """The draft that `to_json` wrote."""
        fields: dict[str, Any] = json.loads(content)
        fields["stars"] = Stars(**fields["stars"])
        fields["words"] = Words(**fields["words"])
        return cls(**fields)


@dataclass(frozen=True, slots=True)
class ShowDraft:
    """A show on its way into the catalogue: the fields of the form as they were typed."""

    title: str
    year: int | None = None
    other_titles: str = ""
    facts: str = ""
    makers: str = ""
    cast: str = ""
    synopsis: str = ""

    def to_json(self) -> str:
        """The draft as JSON."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def from_json(cls, content: str) -> Self:
        """The draft that `to_json` wrote."""
        return cls(**json.loads(content))
