"""The pages of merges say what happens, and fit whatever the shows are called."""

from hypothesis import given, settings

from bot.domain.catalog.merging import Merge, MergePlan, Overlap
from bot.domain.catalog.shows import ShowName
from bot.domain.ids import Millis, ShowId, UserId
from bot.ui.pages.catalog.merging import merge_plan, merged, merges_page, unmerged
from tests.ui.examples import SNOWFLAKE, buttons, lines, problems, read

GONE, INTO = ShowName(ShowId(3), "Galss Heart", None), ShowName(ShowId(1), "Glass Heart", 2025)


def a_merge(number: int = 5, name: str = "Galss Heart") -> Merge:
    return Merge(number, UserId(99), ShowId(3), name, ShowId(1), name, Millis(1_785_000_000_000), False)


async def test_nothing_is_said_of_what_does_not_happen() -> None:
    page = read(merge_plan(MergePlan(GONE, INTO, Overlap(1, 0, 0, 0), ())))
    assert "- 1 rating carried over\n- 0 reviews carried over, with votes and pins" in page
    assert "both" not in page
    assert "takes over" not in page


async def test_the_button_names_both_entries() -> None:
    page = merge_plan(MergePlan(GONE, INTO, Overlap(1_000, 100, 50, 30), ("Network: nothing → TBS",)))
    assert list(buttons(page)) == ["catalog:merge:3.1"]
    assert "- 1,000 ratings carried over; for 100 of them" in read(page)
    assert "- 50 reviews carried over, with votes and pins; for 30 of them" in read(page)
    assert "- Network: nothing → TBS" in read(page)


async def test_the_list_ends_with_a_word_on_the_rest() -> None:
    assert list(buttons(merges_page([a_merge(5), a_merge(4)]))) == ["catalog:unmerge:5", "catalog:unmerge:4"]
    many = merges_page([a_merge(number) for number in range(25)])
    assert len(buttons(many)) == 8
    assert "and older ones" in read(many)
    assert "Nothing was merged in the last 30 days." in read(merges_page([]))


@settings(deadline=None)
@given(lines)
async def test_every_page_fits(line: str) -> None:
    name = ShowName(ShowId(SNOWFLAKE), line, 2100)
    plan = MergePlan(name, name, Overlap(*[10**9] * 4), [line * 3] * 20)
    recent = [a_merge(SNOWFLAKE - at, str(name)) for at in range(25)]
    for page in (merge_plan(plan), merged(recent[0]), unmerged(recent[0]), merges_page(recent)):
        page.check()
        assert problems(page) == []
