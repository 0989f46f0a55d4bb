"""Numbers that must not be mixed up, each with a type of its own."""

from collections.abc import Callable
from typing import NewType

GuildId = NewType("GuildId", int)
"""A Discord server's id."""
UserId = NewType("UserId", int)
"""The Discord id of a person; 0 stands for nobody."""
ShowId = NewType("ShowId", int)
"""A show's number on its server, from 1; 0 stands for none."""
ReviewId = NewType("ReviewId", int)
"""A review's number on its server, from 1; 0 stands for none."""
Millis = NewType("Millis", int)
"""A moment, in Unix milliseconds."""

NOBODY, NO_SHOW, NO_REVIEW = UserId(0), ShowId(0), ReviewId(0)
"""Nobody stands for the author of a review that no member wrote, and for a member whose data were erased."""

Clock = Callable[[], Millis]
"""Tells the time."""
