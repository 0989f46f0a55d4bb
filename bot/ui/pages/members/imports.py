"""What a member sees of an import: what was understood of the file, how far it is, what came of it."""

from collections.abc import Iterator, Mapping
from typing import Any

import discord
from discord import ui

from bot.domain.members.imports.scales import Scale, examples
from bot.domain.members.imports.staged import (
    MOST_ADDED,
    EntryPage,
    Import,
    ImportPreview,
    ListedEntry,
    Matched,
    Result,
    State,
    Tally,
)
from bot.ui.layout import Layout, button, gap, note, option, pager, panel_page, row, rule, select
from bot.ui.words import counted, dotted, listed, shown, title_of

KINDS = tuple(Matched)
LINES, QUESTIONS = 15, 5
"""How many entries a page lists, and how many it asks about."""
PROBLEMS_SHOWN = 4
BAR = 20
SCALES = {
    Scale.FIVE: "out of 5",
    Scale.TEN: "out of 10",
    Scale.HUNDRED: "out of 100",
    Scale.SMILEYS: "three smileys",
}
HIDDEN_ONE = "a moderator has hidden a review of yours of the same show, and has to decide first."
HOW = {
    Matched.SURE: "Found here",
    Matched.CHOOSE: "Which show is meant?",
    Matched.UNKNOWN: "Not in this server's catalogue",
    Matched.ADULT: "For adults",
}


def kind(number: int) -> Matched:
    """How entries were matched, by its number in addresses."""
    return KINDS[number] if 0 <= number < len(KINDS) else Matched.SURE


def page_size(found: Matched) -> int:
    """How many entries stand on a page."""
    return QUESTIONS if found is Matched.CHOOSE else LINES


def preview_page(preview: ImportPreview) -> Layout:
    """What was understood of a file, and what importing it would do."""
    of, counts = preview.of, preview.counts
    has = dotted(*_how_many(counts.ratings, counts.reviews))
    parts: list[ui.Item[Any] | str] = [
        f"### Import from {of.source}\n{has}\n-# Nothing is saved yet.",
        rule(),
        "\n".join(_scale(preview)),
    ]
    if len(preview.scales) > 1:
        parts.append(_scale_select(preview))
    lists = list(_lists(preview))
    parts += [rule(), "\n".join(_matches(preview)), *([gap(), row(*lists)] if lists else [])]
    already = "\n".join(_already(preview))
    parts += [rule(), already] if already else []
    if of.problems:
        parts += [rule(), "\n".join(_problems(of))]
    return panel_page(*parts, rule(), *_actions(preview))


def _how_many(ratings: int, reviews: int) -> list[str]:
    """“3 ratings”, “2 reviews”: what there is of both."""
    both = counted(ratings, "rating"), counted(reviews, "review")
    return [words for words, number in zip(both, (ratings, reviews), strict=True) if number]


def _scale(preview: ImportPreview) -> Iterator[str]:
    """How ratings are converted, in the open."""
    scale = preview.of.scale
    pairs = examples(preview.scores, scale)
    if not pairs:
        yield "No ratings, only reviews: these need a rating of yours here."
        return
    sure = "" if not preview.of.guessed else ", as it seems"
    yield f"**Ratings {SCALES[scale]}**{sure}, to the nearest half star (a tie goes up):"
    yield "  ·  ".join(f"{score} → {stars.number:.1f}" for score, stars in pairs)


def _scale_select(preview: ImportPreview) -> ui.ActionRow[Any]:
    chosen = preview.of.scale
    options = [
        discord.SelectOption(label=f"Ratings {SCALES[scale]}", value=scale.value, default=scale is chosen)
        for scale in preview.scales
    ]
    return select("What are the ratings out of?", "import:scale", preview.of.import_id, options=options)


def _matches(preview: ImportPreview) -> Iterator[str]:
    counts, by_found = preview.counts, preview.counts.by_found
    yield f"✓ **{by_found.get(Matched.SURE, 0):,}** found in this server's catalogue"
    if to_choose := by_found.get(Matched.CHOOSE, 0):
        chosen = f", {counts.chosen:,} of them chosen" if counts.chosen else ""
        yield f"? **{to_choose:,}** to choose{chosen}: what you don't choose is left out"
    if unknown := by_found.get(Matched.UNKNOWN, 0):
        names = [shown(title, 60) for title in preview.unknown]
        more = [f"{unknown - len(names):,} more"] if unknown > len(names) else []
        yield f"– **{unknown:,}** not in the catalogue, left out: {listed([*names, *more], 5)}"
    if adult := by_found.get(Matched.ADULT, 0):
        yield f"– **{adult:,}** for adults, left out: import them in an age-restricted channel"


def _lists(preview: ImportPreview) -> Iterator[ui.Button[Any]]:
    labels = {Matched.SURE: "What was found", Matched.CHOOSE: "Choose", Matched.UNKNOWN: "What is unknown"}
    for found, label in labels.items():
        if preview.counts.by_found.get(found, 0):
            style = discord.ButtonStyle.primary if found is Matched.CHOOSE else discord.ButtonStyle.secondary
            yield button(label, "import:list", preview.of.import_id, KINDS.index(found), 0, style=style)


def _already(preview: ImportPreview) -> Iterator[str]:
    """What meets a rating or a review of one's own."""
    counts = preview.counts
    have = _how_many(counts.rated_already, counts.reviewed_already)
    if have and preview.of.overwrite:
        yield f"You have {listed(have)} of these here already: **the file's take their place.**"
        if number := preview.much_would_go:
            yield (
                f"**Most of the text of {counted(number, 'review')} of yours would go.** "
                "*Keep mine* leaves yours as they are; what is replaced can be brought back."
            )
    elif have:
        yield f"You have {listed(have)} of these here already: **yours stay.**"
    if preview.held:
        yield f"{counted(preview.held, 'review')} will be left out: {HIDDEN_ONE}"
    if counts.reviews:
        yield "-# Everybody here can read the reviews with `/reviews`. They keep their dates, without cards."


def _problems(of: Import) -> Iterator[str]:
    yield "**Could not be read**"
    yield from (f"- {shown(problem, 140)}" for problem in of.problems[:PROBLEMS_SHOWN])
    if len(of.problems) > PROBLEMS_SHOWN:
        last = of.problems[-1]
        more = last if last.startswith("and ") else f"and {len(of.problems) - PROBLEMS_SHOWN:,} more"
        yield f"- {shown(more, 140)}"


def _actions(preview: ImportPreview) -> Iterator[ui.ActionRow[Any]]:
    of, counts = preview.of, preview.counts
    more: list[ui.Button[Any]] = []
    if of.overwrite or counts.rated_already or counts.reviewed_already:
        overwrite = "Keep mine" if of.overwrite else "Overwrite mine"
        more.append(button(overwrite, "import:overwrite", of.import_id, int(not of.overwrite)))
    unknown = counts.by_found.get(Matched.UNKNOWN, 0)
    if unknown and preview.may_add:
        most = f"Add {MOST_ADDED} of the unknown shows"
        label = f"Add the {counted(unknown, 'unknown show')}" if unknown <= MOST_ADDED else most
        more.append(button(label, "import:add", of.import_id))
    if more:
        yield row(*more)
    green = discord.ButtonStyle.success
    yield row(
        button(
            f"Import {counts.ready:,}", "import:run", of.import_id, style=green, disabled=not counts.ready
        ),
        button("Cancel", "import:cancel", of.import_id),
    )


def entries_page(page: EntryPage) -> Layout:
    """A page of entries: listed, or with a select each to choose the show."""
    import_id = page.of.import_id
    parts: list[ui.Item[Any] | str] = [f"### {HOW[page.found]}"]
    if page.found is Matched.CHOOSE:
        for entry in page.entries:
            parts += [f"{_entry(entry, 120)}", _question(import_id, entry, page.page)]
    else:
        parts.append("\n".join(f"- {_entry(entry, 70)}" for entry in page.entries) or "Nothing.")
    turning = pager("import:list", (import_id, KINDS.index(page.found)), page.page, page.last)
    parts += [gap(), row(button("Back", "import:open", import_id), *turning)]
    return panel_page(*parts)


def _entry(entry: ListedEntry, budget: int) -> str:
    """“**Glass Heart** 2025 · season 2: 8.4 → 4.0, review → Glass Heart · 2025”."""
    part = f"season {entry.season}" if entry.season else ""
    if entry.episode:
        part += f", episode {entry.episode}"
    rating = f"{entry.score} → {entry.stars.number:.1f}" if entry.stars else ""
    what = dotted(str(entry.year or ""), part, rating, "review" if entry.has_words else "")
    show = f"\n  = {title_of(entry.show, budget=budget)}" if entry.show else ""
    return f"**{shown(entry.title, budget)}** {what}{show}"


def _question(import_id: int, entry: ListedEntry, page: int) -> ui.ActionRow[Any]:
    options = [option(f"{name}", name.show_id) for name in entry.candidates]
    options.append(option("None of these: leave it out", 0))
    for each in options:
        each.default = each.value == str(entry.show.show_id if entry.show else 0)
    return select("Which show is it?", "import:pick", import_id, entry.position, page, options=options)


def tally_page(tally: Tally) -> Layout:
    """How far an import is, or what came of it, with a button to undo it."""
    of = tally.of
    if of.state is State.RUNNING:
        return _under_way(tally, f"Importing from {of.source}", tally.done)
    if of.state is State.UNDOING:
        return _under_way(tally, "Undoing the import", tally.undone + tally.stayed)
    if of.state is State.UNDONE:
        stays = (
            f"\n{tally.stayed:,} of {tally.total:,} were changed since, or can't come back here now: "
            "these stay."
            if tally.stayed
            else ""
        )
        return note(f"The import from {of.source} is undone: what was before is back.{stays}")
    lines = [f"### Imported from {of.source}", *_results(tally)]
    if not tally.has_saved:
        return panel_page("\n".join(lines), "Nothing has changed here.")
    undo = button("Undo", "import:undo", of.import_id, style=discord.ButtonStyle.danger)
    small = "-# It can be undone for 7 days: `/mydata import` without a file opens this again."
    return panel_page("\n".join(lines), rule(), small, row(undo))


def _under_way(tally: Tally, title: str, done: int) -> Layout:
    total = max(tally.total, 1)
    full = BAR * done // total
    bar = f"`{'█' * full}{'░' * (BAR - full)}` {done:,} of {tally.total:,}"
    small = "-# You may leave this: it goes on, and `/mydata import` without a file tells how far it is."
    again = button("How far is it?", "import:open", tally.of.import_id)
    return panel_page(f"### {title}\n{bar}\n{small}", row(again))


def _results(tally: Tally) -> Iterator[str]:
    for noun, results in (("rating", tally.ratings), ("review", tally.reviews)):
        yield from (f"- {line}" for line in _lines(noun, results))


def _lines(noun: str, results: Mapping[Result, int]) -> Iterator[str]:
    said = {
        Result.NEW: "new",
        Result.CHANGED: "in the place of yours",
        Result.SAME: "as here already",
        Result.KEPT: "left out: yours stay",
        Result.HIDDEN: "left out: a moderator has hidden a review of yours of the same show",
        Result.UNRATED: "left out: they come without a rating, and you have none here",
        Result.REFUSED: "not taken, by this server's rules for reviews",
        Result.LEFT: "left out: the show is not in the catalogue, or was not chosen",
    }
    for result, words in said.items():
        if number := results.get(result, 0):
            yield f"**{counted(number, noun)}** {words}"


def not_added(count: int) -> Layout:
    """Some shows of a file have words in their titles that this server does not take."""
    return note(
        f"{counted(count, 'show')} can't be added: this server doesn't take a word or a link in the title. "
        "A moderator can add what is missing with `/catalog add`."
    )


def cancelled() -> Layout:
    """Nothing was imported."""
    return note("Cancelled: nothing was imported, and what was read is forgotten.")
