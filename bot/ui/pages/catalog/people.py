"""Who made a show, who plays whom, and what else somebody appears in."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from bot.domain.catalog.shows import Appearance, Credit, Job, Show
from bot.domain.text import together
from bot.ui.layout import Layout, button, note, option, pager, panel_page, row, rule, select
from bot.ui.pages.catalog.shows import as_character
from bot.ui.words import counted, dotted, shown, title_of

PER_PAGE = 12
MOST_SHOWS = 25
HEADINGS = {Job.DIRECTOR: "-# Directed by", Job.WRITER: "-# Written by", Job.CAST: "-# Cast"}


def cast_page(show: Show, page: int) -> Layout:
    """A dozen of a show's people, directors and writers first; a number past the ends gives the last page."""
    people = [credit for job in HEADINGS for credit in show.people(job)]
    if not people:
        return note(
            f"Nobody has entered the cast of **{shown(show.title, 220)}** yet.",
            button("Show", "show:open", show.show_id),
        )
    last = (len(people) - 1) // PER_PAGE
    page = max(0, min(page, last))
    here = people[page * PER_PAGE : (page + 1) * PER_PAGE]
    groups = [_group(job, list(members)) for job, members in groupby(here, key=lambda credit: credit.job)]
    chosen = {credit.person_id: option(credit.name, credit.person_id) for credit in here if credit.person_id}
    others = select("See somebody's other shows", "show:person", show.show_id, options=[*chosen.values()])
    return panel_page(
        f"### {title_of(show)}" + (f"\n-# page {page + 1} of {last + 1}" if last else ""),
        *(part for group in groups for part in (rule(), group)),
        *([others] if chosen else []),
        row(*pager("show:cast", show.show_id, page, last), button("Show", "show:open", show.show_id)),
    )


def person_page(name: str, appearances: Sequence[Appearance]) -> Layout:
    """What somebody did in this server's shows, each of which can be opened."""
    shows = [(first, [first, *more]) for first, *more in _by_show(appearances)]
    lines = [
        f"**{dotted(shown(show.title, 70), str(show.year or ''))}**\n-# {shown(_parts(parts), 60)}"
        for show, parts in shows[:MOST_SHOWS]
    ]
    if len(shows) > MOST_SHOWS:
        lines.append(f"-# and {counted(len(shows) - MOST_SHOWS, 'more show')}")
    options = [
        option(dotted(show.title, str(show.year or "")), show.show_id, _parts(parts))
        for show, parts in shows[:MOST_SHOWS]
    ]
    return panel_page(
        f"### {shown(name, 200)}\n-# {counted(len(shows), 'show')} in this server's catalogue",
        rule(),
        "\n".join(lines),
        select("Open a show", "show:pick", 0, options=options),
    )


def _group(job: Job, people: Sequence[Credit]) -> str:
    return "\n".join([HEADINGS[job], *map(_person, people)])


def _person(credit: Credit) -> str:
    role = f"\n-# {shown(credit.role, 80)}" if credit.role else ""
    return as_character(credit) + role


def _by_show(appearances: Iterable[Appearance]) -> list[list[Appearance]]:
    shows: dict[int, list[Appearance]] = {}
    for appearance in appearances:
        shows.setdefault(appearance.show_id, []).append(appearance)
    return list(shows.values())


def _parts(appearances: Iterable[Appearance]) -> str:
    """“director · as Naoki Fujitani”."""
    words: dict[str, None] = {}
    for credit in (appearance.credit for appearance in appearances):
        played = f"as {credit.character}" if credit.character else "cast"
        words[played if credit.job is Job.CAST else credit.job.value] = None
    return together(words, " · ")
