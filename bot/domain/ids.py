"""Numbers that must not be mixed up, each with a type of its own."""

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
