"""The pages of an import fit Discord's limits, whatever a file says."""

import pytest

from bot.domain.catalog.shows import ShowName
from bot.domain.ids import GuildId, Millis, ShowId, UserId
from bot.domain.members.imports.scales import Scale
from bot.domain.members.imports.staged import (
    Counts,
    EntryPage,
    Import,
    ImportPreview,
    ListedEntry,
    Matched,
    Result,
    State,
    Tally,
    Trust,
)
from bot.domain.ratings.rating import Stars
from bot.ui.layout import Layout, pieces
from bot.ui.pages.members import imports as pages

LONG = ("紙灯" * 100, "𒀱**|" * 50, "<@1>[x](y)" * 20)


def import_of(state: State = State.STAGED, **more: object) -> Import:
    problems = tuple(f"line {n}: “{LONG[1]}” is no rating" for n in range(40))
    fields = {"source": "Letterboxd", "scale": Scale.TEN, "guessed": True, "problems": problems, **more}
    return Import(
        guild_id=GuildId(2**63 - 1),
        import_id=2**53,
        user_id=UserId(3),
        overwrite=False,
        state=state,
        trust=Trust.FREE,
        changed_at=Millis(1),
        **fields,  # type: ignore[arg-type]
    )


def preview_of(by_found: dict[Matched, int], **more: object) -> ImportPreview:
    counts = Counts(by_found, 3, 5_000, 5_000, 5_000, 5_000)
    scores = tuple(f"{number / 10000:.4f}" for number in range(99_000, 100_000, 77))
    return ImportPreview(import_of(**more), counts, scores, (*LONG, LONG[0]), True)  # type: ignore[arg-type]


def said(view: Layout) -> str:
    view.check()
    return "\n".join(pieces(view))


def test_the_largest_preview_fits_and_says_it_all() -> None:
    everything = dict.fromkeys(Matched, 1_250)
    text = said(pages.preview_page(preview_of(everything)))
    for part in (
        "5,000 ratings · 5,000 reviews",
        "**Ratings out of 10**, as it seems",
        "✓ **1,250** found",
        "? **1,250** to choose, 3 of them chosen",
        "and 1,246 more",
        "– **1,250** for adults",
        "You have 5,000 ratings and 5,000 reviews of these here already: **yours stay.**",
        "- and 36 more",
    ):
        assert part in text


def test_a_preview_with_nothing_that_may_be_seen_is_a_page_still() -> None:
    view = pages.preview_page(ImportPreview(import_of(), Counts({Matched.ADULT: 1}), (), (), False))
    text = said(view)
    assert "No ratings, only reviews" in text
    assert all(item.children for item in view.walk_children() if isinstance(item, pages.ui.ActionRow))


@pytest.mark.parametrize("found", Matched)
@pytest.mark.parametrize("title", LONG)
def test_every_list_fits(found: Matched, title: str) -> None:
    names = tuple(ShowName(ShowId(number), title, 2025) for number in range(3))
    entry = ListedEntry(4_999, title, 2025, 1_234, 1_234, "9.8765", Stars(10), True, names[0], names)
    page = EntryPage(import_of(), found, 3, 7, (entry,) * pages.page_size(found))
    text = said(pages.entries_page(page))
    assert pages.HOW[found] in text
    assert "season 1234, episode 1234 · 9.8765 → 5.0 · review" in text


def test_how_far_it_is_and_what_came_of_it() -> None:
    every = {result: 12 for result in Result if result}
    running = Tally(import_of(State.RUNNING), 150, 600, every, every)
    assert "`█████░░░░░░░░░░░░░░░` 150 of 600" in said(pages.tally_page(running))
    undoing = Tally(import_of(State.UNDOING), 600, 600, every, every, 299, 1)
    assert "`██████████░░░░░░░░░░` 300 of 600" in said(pages.tally_page(undoing))
    done = said(pages.tally_page(Tally(import_of(State.DONE), 600, 600, every, every)))
    assert done.count("**12 ratings**") == done.count("**12 reviews**") == len(every)
    undone = said(pages.tally_page(Tally(import_of(State.UNDONE), 600, 600, every, every, 598, 2)))
    assert "2 of 600 were changed since, or can't come back here now: these stay." in undone
    nothing = Tally(import_of(State.DONE), 1, 1, {Result.LEFT: 1}, {})
    assert "Nothing has changed here." in said(pages.tally_page(nothing))


def test_a_number_that_no_list_has_opens_the_first() -> None:
    assert [pages.kind(number) for number in (1, 99, -1)] == [Matched.CHOOSE, Matched.SURE, Matched.SURE]
