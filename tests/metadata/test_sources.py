"""Candidates and sources as people get to see them."""

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.catalog.shows import Kind
from bot.domain.catalog.sources import OPTION_LIMIT, Candidate

texts = st.text(min_size=1, max_size=250)


@given(texts, st.none() | st.integers(1880, 2100), texts, texts, st.sampled_from(Kind))
def test_candidates_fit_a_select_option(
    title: str, year: int | None, country: str, network: str, kind: Kind
) -> None:
    candidate = Candidate("1", title, year, country, network, kind)
    assert 1 <= len(candidate.label) <= OPTION_LIMIT
    assert len(candidate.line) <= OPTION_LIMIT
    assert year is None or candidate.label.endswith(f" ({year})")


def test_a_candidate_of_which_little_is_known_still_has_a_line() -> None:
    assert Candidate("1", "Harbour Lights").line == "series"
    assert Candidate("1", "Harbour Lights").label == "Harbour Lights"
