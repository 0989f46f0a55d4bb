"""A review article in our own words, and the published one, which is not ours to keep in the project."""

import os
from pathlib import Path

import pytest

LANTERNS = """\
Paper Lanterns Review

By Ida Holm
Director: Ana Lund
Date Created: 2024-05-06 07:08
4.5
Paper Lanterns Review: Directed by Ana Lund and written by Bo Ek, the series is based on the novel by Ida \
Sand. 紙灯 / Kamiakari features Mio Tanaka as stubborn Hana Mori and Ren Abe as lamp maker Sora Ito. The \
show runs for 8 episodes with a playing time of approximately 45 minutes per episode.

The Netflix series Paper Lanterns is about a town that goes dark one street at a time. It takes its time, \
and it is right to. Nobody shouts, and every silence is about something.

Also Read: Beck Review: Six Strings and a Stray Dog
Summing Up
It glows long after it ends. Watch it in winter, with the lights out.
"""
PUBLISHED = Path(__file__).resolve().parents[3] / "shared" / "glass-heart-review.txt"


def published_article() -> Path:
    """The published article's file; the test is skipped where it is missing, and fails there with CI=true."""
    if not PUBLISHED.exists():
        assert os.environ.get("CI") != "true", (
            f"With CI=true the real article is tested: {PUBLISHED} is missing"
        )
        pytest.skip(f"the real article is not at hand: there is no {PUBLISHED}")
    return PUBLISHED
