"""Whatever Discord answers to whatever call, once or for a while: nothing is lost, doubled or left standing.

Each test is a row: one answer of Discord's, which meets each of the bot's calls in a guild of its own.
"""

from functools import partial
from pathlib import Path

import pytest
from bot_calls import CALLS
from discord_answers import ANSWERS, DiscordAnswer
from meeting import Spell, meet
from virtual_time import run_virtually


@pytest.mark.parametrize("spell", Spell, ids=["once", "for a while"])
@pytest.mark.parametrize("answer", ANSWERS, ids=[answer.name for answer in ANSWERS])
def test_row(answer: DiscordAnswer, spell: Spell, tmp_path: Path) -> None:
    wrongs = run_virtually(partial(meet, answer, spell, CALLS, tmp_path))
    assert not wrongs, "\n" + "\n".join(wrongs)
