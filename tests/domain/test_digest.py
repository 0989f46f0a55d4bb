"""When a digest is due."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.ids import Millis
from bot.domain.server.digest import WEEK, Plan

plans = st.builds(
    Plan, st.just(8), st.integers(0, 6), st.integers(0, 23), st.sampled_from(sorted(available_timezones()))
)
times = st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1)).map(lambda at: round(at.timestamp() * 1000))


def ms(*when: int) -> int:
    return round(datetime(*when, tzinfo=UTC).timestamp() * 1000)


@given(plans, times)
def test_it_is_due_within_a_week_on_the_day_and_hour_that_were_chosen(plan: Plan, after: int) -> None:
    due_at = plan.next_due(Millis(after))
    assert after < due_at <= after + WEEK + 26 * 3_600_000
    local = datetime.fromtimestamp(due_at / 1000, ZoneInfo(plan.zone))
    wanted = local.replace(hour=plan.hour, minute=0, second=0, microsecond=0)
    skipped = timedelta(days=1, hours=1)  # by clocks that are set, in Samoa a whole day
    assert abs(local - wanted) <= skipped
    if local == wanted:
        assert local.weekday() == plan.weekday
    assert plan.next_due(due_at) - due_at <= WEEK + 26 * 3_600_000


def test_the_next_one_is_a_week_later_by_the_wall_clock() -> None:
    plan = Plan(8, 6, 18, "Europe/Berlin")  # Sundays; summer time ended on 2025-10-26
    assert plan.next_due(Millis(ms(2025, 10, 13))) == ms(2025, 10, 19, 16)
    assert plan.next_due(Millis(ms(2025, 10, 19, 16))) == ms(2025, 10, 26, 17)
    assert plan.next_due(Millis(ms(2025, 10, 26, 16, 59))) == ms(2025, 10, 26, 17)


def test_far_zones() -> None:
    assert Plan(8, 0, 0, "Asia/Tokyo").next_due(Millis(ms(2026, 11, 22, 14))) == ms(2026, 11, 22, 15)
    assert Plan(8, 0, 23, "Pacific/Honolulu").next_due(Millis(ms(2026, 11, 23))) == ms(2026, 11, 24, 9)
