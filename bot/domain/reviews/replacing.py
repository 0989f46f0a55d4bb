"""Putting other words in the place of a review's: when so much would go that its author is asked first."""

from bot.domain.errors import Refusal
from bot.domain.reviews.review import Review, Words

MUCH = 300
"""From how many characters on a text is so long that losing most of it is asked about."""
RUN = 8
"""So many characters in a row count as kept when they are in the new text as well, wherever that is."""


def loses_much(old: Words, new: Words) -> bool:
    """Whether a long text would go for one that is less than half as long, or keeps less than half of it.

    How it is spaced does not matter, nor where a part has gone. Linear in the texts' lengths.
    """
    before, after = " ".join(old.body.split()), " ".join(new.body.split())
    if len(before) < MUCH or before in after:
        return False
    if 2 * len(after) < len(before):
        return True
    runs = {after[at : at + RUN] for at in range(len(after) - RUN + 1)}
    kept = upto = 0
    for at in range(len(before) - RUN + 1):
        if before[at : at + RUN] in runs:
            kept += at + RUN - max(at, upto)
            upto = at + RUN
    return 2 * kept < len(before)


def below(old: str, new: str) -> str:
    """A text with another one added below it."""
    return "\n\n".join(filter(None, (old, new)))


class MuchWouldGo(Refusal):
    """Words were not saved, since much of the `old` review's would go: its author is to be asked first."""

    def __init__(self, old: Review, new: Words) -> None:
        super().__init__(
            "Your review here is much longer than that, so I have changed nothing yet.", typed=new.body
        )
        self.old = old
        self.new = new
