"""Time zones, as people type them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.server.zones import NEAREST, UnknownZone, read_zone


@pytest.mark.parametrize(
    ("typed", "zone"),
    [
        ("Europe/Berlin", "Europe/Berlin"),
        ("europe/berlin", "Europe/Berlin"),
        (" Berlin ", "Europe/Berlin"),
        ("new york", "America/New_York"),
        ("America/New York", "America/New_York"),
        ("tokyo", "Asia/Tokyo"),
        ("utc", "UTC"),
        ("CET", "CET"),
    ],
)
def test_a_zone_is_known_by_its_name_or_its_last_part(typed: str, zone: str) -> None:
    assert read_zone(typed) == zone


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Europe/Berln", "Europe/Berlin"),
        ("berlim", "Europe/Berlin"),
        ("Argentina", "America/Argentina/Buenos_Aires"),
        ("Asia/Tokio", "Asia/Tokyo"),
    ],
)
def test_a_misspelt_zone_is_refused_with_the_one_that_was_meant(typed: str, meant: str) -> None:
    with pytest.raises(UnknownZone, match="I know no time zone") as refused:
        read_zone(typed)
    assert meant in refused.value.nearest


@given(st.text(max_size=80))
def test_whatever_is_typed_gives_a_zone_or_a_few_to_choose_from(typed: str) -> None:
    try:
        zone = read_zone(typed)
    except UnknownZone as unknown:
        zones, sentence = unknown.nearest, unknown.sentence
    else:
        zones, sentence = [zone], ""
    assert [read_zone(each) for each in zones] == zones
    assert len(zones) <= NEAREST
    assert len(sentence) < 200
