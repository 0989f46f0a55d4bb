"""What a server gives a show's episodes: a picture for the eye, and the same as text."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import groupby

import discord
from discord import ui

from bot.domain.ratings.episodes import LINES, EpisodeGrid, Line
from bot.domain.ratings.rating import Spread
from bot.ui.charts.heatmap import Cell, Cells, Heatmap
from bot.ui.charts.stars import short_count, value_of
from bot.ui.layout import Layout, button, note, pager, panel_page, row, rule
from bot.ui.words import counted, plain, shown

PICTURE = "episodes.png"
TEXT_BUDGET = 3_000
EPISODES_A_PARAGRAPH = 40
WIDE_LABELS = 22
"""Up to so many columns there is room for “S22”, beyond for “30” only."""
TIE = "\N{NO-BREAK SPACE}"
NO_RATINGS, SMALL_PRINT = "no ratings", "Small print: how many rated"


def episodes_chart(grid: EpisodeGrid, page: int) -> Heatmap:
    """The picture of one page of the grid, in which some episode must be rated.

    Seasons go across and episodes down, as a phone is higher than wide, and a number wider than high. A
    single season stands in lines of ten.
    """
    lines = _page_of(grid, page)
    cells = [_cells(grid, line) for line in lines]
    longest = max(map(len, cells))
    if grid.is_single:
        return Heatmap(
            caption="Season 1",
            columns=tuple(str(number) for number in range(1, longest + 1)),
            rows=tuple(f"{line.first}-{line.last}" for line in lines) if lines[0] != lines[-1] else ("",),
            cells=tuple(cells),
            legend=_legend(),
            without=NO_RATINGS,
            remarks=SMALL_PRINT,
        )
    wholes = tuple(_cell(grid.seasons.get(line.season)) if line.first == 1 else None for line in lines)
    return Heatmap(
        caption="Seasons across, episodes down",
        columns=tuple(_column_label(line, len(lines)) for line in lines),
        rows=tuple(f"E{number}" for number in range(1, longest + 1)),
        cells=tuple(zip(*((*column, *[None] * (longest - len(column))) for column in cells), strict=True)),
        legend=_legend(),
        without=NO_RATINGS,
        remarks=SMALL_PRINT,
        totals_label="all",
        totals=wholes if any(wholes) else (),
    )


def episodes_page(grid: EpisodeGrid, page: int, picture: discord.File) -> Layout:
    """The page around the picture, which is to be sent along."""
    show_id, last = grid.show.show_id, _last_page(grid)
    return panel_page(
        f"### Episodes of {shown(grid.show.title, 220)}\n-# {_explained(grid, page)}",
        ui.MediaGallery(discord.MediaGalleryItem(picture)),
        _wholes(grid),
        row(
            *pager("episodes:open", show_id, max(0, min(page, last)), last),
            button("As text", "episodes:text", show_id, 0),
            button("Show", "show:open", show_id),
        ),
    )


def episodes_text(grid: EpisodeGrid, page: int) -> Layout:
    """The averages as text, season by season; a number past the ends gives the nearest page."""
    show_id = grid.show.show_id
    pages = _packed(list(_paragraphs(grid)))
    page = max(0, min(page, len(pages) - 1))
    where = f"page {page + 1} of {len(pages)}. " if len(pages) > 1 else ""
    return panel_page(
        f"### Episodes of {shown(grid.show.title, 220)}\n"
        f"-# {where}E1 4.2 (12) says that 12 members rated episode 1, with 4.2 stars on average. "
        "What nobody rated is left out.",
        rule(),
        "\n\n".join(pages[page]),
        rule(),
        _wholes(grid),
        row(
            *pager("episodes:text", show_id, page, len(pages) - 1),
            button("As a picture", "episodes:open", show_id, 0),
            button("Show", "show:open", show_id),
        ),
    )


def no_episodes(grid: EpisodeGrid) -> Layout:
    """Nobody rated an episode yet: how to, and what was given to seasons."""
    sentence = (
        f"Nobody here has rated an episode of **{shown(grid.show.title, 220)}** yet. "
        "Be the first: `/rate` with its `season` and `episode`."
    )
    rated = sorted(grid.seasons)[:LINES]
    seasons = (f"Season {season}: **{_counted(grid.seasons[season])}**" for season in rated)
    return note("\n".join([sentence, *seasons]), button("Show", "show:open", grid.show.show_id))


def alt_text(grid: EpisodeGrid) -> str:
    """What the picture shows, in at most 1,024 characters of plain text."""
    ranked = sorted(grid.episodes, key=lambda key: _rank(grid.episodes[key]))
    seasons = len({season for season, _ in ranked})
    title = plain(grid.show.title, 100)
    rated = f"{counted(len(ranked), 'episode')} in {counted(seasons, 'season')}"
    lines = [f"Average ratings of {rated} of {title}."]
    for which, (season, number) in (("Highest", ranked[-1]), ("Lowest", ranked[0])):
        average = _counted(grid.episodes[season, number])
        lines.append(f"{which}: season {season}, episode {number}, {average}.")
    if grid.seasons:
        some = [f"{season}: {grid.seasons[season].average}" for season in sorted(grid.seasons)[:LINES]]
        lines.append(f"Seasons as a whole: {', '.join(some)}.")
    lines.append("All numbers are behind the button “As text”.")
    return " ".join(lines)


def _page_of(grid: EpisodeGrid, page: int) -> Sequence[Line]:
    page = max(0, min(page, _last_page(grid)))
    return grid.lines[page * LINES : (page + 1) * LINES]


def _last_page(grid: EpisodeGrid) -> int:
    return (len(grid.lines) - 1) // LINES


def _cells(grid: EpisodeGrid, line: Line) -> Cells:
    return tuple(_cell(grid.episodes.get((line.season, number))) for number in line.episodes)


def _cell(spread: Spread | None) -> Cell | None:
    average = spread.average if spread else None
    return _cell_of(average, spread.count) if spread and average else None


@lru_cache(maxsize=4_096)
def _cell_of(average: str, count: int) -> Cell:
    """The cell is the same object each time: charts that are remembered have thousands of them."""
    return Cell(value_of(float(average)), average, short_count(count))


def _legend() -> tuple[Cell, ...]:
    return tuple(
        Cell(value_of(stars), f"{stars} stars" if stars == 5 else str(stars)) for stars in range(1, 6)
    )


def _column_label(line: Line, columns: int) -> str:
    if line.first > 1:
        return f"+{line.first - 1}"
    return f"S{line.season}" if columns <= WIDE_LABELS else str(line.season)


def _explained(grid: EpisodeGrid, page: int) -> str:
    lines = _page_of(grid, page)
    words = ["This server's average for each episode."]
    if not grid.is_single and any(line.season in grid.seasons for line in lines):
        words.append("The row “all” has the ratings of a season as a whole.")
    further = [line for line in lines if line.first > 1 and not grid.is_single]
    if further:
        plus = f"+{further[0].first - 1}"
        words.append(f"A column “{plus}” goes on with its season: its episodes are E1{plus}, E2{plus} …")
    if _last_page(grid):
        words.append("Only what is rated is shown.")
    return " ".join(words)


def _wholes(grid: EpisodeGrid) -> str:
    """What was given to the whole show, and that it is something else than what was given to its episodes."""
    words = ["The show's own average counts ratings of the whole show only"]
    if grid.whole.count:
        words.append(f": {_counted(grid.whole)}.")
    else:
        words.append(", and nobody here has rated that yet.")
    if grid.is_single and grid.seasons:
        words.append(f" Season 1 as a whole: {_counted(grid.seasons[1])}.")
    return "-# " + "".join(words)


def _counted(spread: Spread) -> str:
    """“4.2 from 12 ratings”."""
    return f"{spread.average} from {counted(spread.count, 'rating')}"


def _rank(spread: Spread) -> tuple[float, int]:
    return spread.total / spread.count, spread.count


def _paragraphs(grid: EpisodeGrid) -> Iterator[str]:
    rated = {season: [*keys] for season, keys in groupby(sorted(grid.episodes), key=lambda key: key[0])}
    for season in sorted({*rated, *grid.seasons}):
        numbers = [number for _, number in rated.get(season, [])]
        for at in range(0, max(len(numbers), 1), EPISODES_A_PARAGRAPH):
            here = numbers[at : at + EPISODES_A_PARAGRAPH]
            heading = f"**Season {season}**" + (f", from episode {here[0]}" if at else "")
            if season in grid.seasons and not at:
                heading += f" · as a whole {_entry(grid.seasons[season])}"
            entries = (f"E{number}{TIE}{_entry(grid.episodes[season, number])}" for number in here)
            yield f"{heading}\n{f'{TIE}· '.join(entries)}".strip()


def _entry(spread: Spread) -> str:
    return f"{spread.average}{TIE}({spread.count:,})"


def _packed(paragraphs: Sequence[str]) -> list[list[str]]:
    """The paragraphs in pages of at most `TEXT_BUDGET` characters."""
    pages: list[list[str]] = [[]]
    for paragraph in paragraphs:
        if pages[-1] and sum(map(len, pages[-1])) + len(paragraph) > TEXT_BUDGET:
            pages.append([])
        pages[-1].append(paragraph)
    return pages
