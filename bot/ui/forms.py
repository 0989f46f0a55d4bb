"""The forms people fill in. Fields have fixed names, so that a form can be sent in after a restart."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import discord
from discord import ui

from bot.domain.catalog.drafts import FormPart, ShowDraft
from bot.domain.catalog.show_form import FACTS_TEMPLATE, LINE_LIMIT, MAKERS_TEMPLATE
from bot.domain.catalog.show_form import TITLE_LIMIT as TITLE_LIMIT_OF_SHOWS
from bot.domain.ids import ReviewId, ShowId
from bot.domain.ratings.rating import ALL_HALVES, Stars
from bot.domain.reviews.drafts import ArticleDraft
from bot.domain.reviews.review import HEADLINE_LIMIT, Words
from bot.ui.layout import custom_id
from bot.ui.words import plain

INPUT_LIMIT = 4_000
"""The longest text (code points) a form's field takes."""
TITLE_LIMIT = 45
REPORT_LIMIT = 1_000
DATE_LIMIT, SEASON_LIMIT, ZONE_LIMIT = 40, 5, 60
MOST_FIELDS = 4
"""Beside the directors and writers, a form has room for so many fields of cast: 16,000 characters."""

Field = tuple[str, str | None, ui.Item[Any]]
"""A field of a form: its label, what is said of it below that, and what is filled in."""


def review_form(
    ids: Sequence[int], title: str, words: Words, *, ask_stars: bool, stars: Stars | None
) -> ui.Modal:
    """The form for a review, filled in with what there is. It asks for the rating only if told to.

    A text too long for a form is not shown in it: left empty, the field keeps it. Its `ids`: the draft
    (0: none), the version of the author's review that it shows, if it shows one, and without a draft the
    `numbers` of what was begun.
    """
    too_long = len(words.body) > INPUT_LIMIT
    of_body = "Optional: without it, this is a rating with a card"
    if too_long:
        of_body = "Your text is too long to show here. Leave this empty to keep it."
    body = _text("body", "" if too_long else words.body, INPUT_LIMIT, paragraph=True)
    file = ui.FileUpload[Any](custom_id="file", required=False, max_values=1)
    spoilers = ui.Checkbox[Any](custom_id="spoilers", default=words.spoilers)
    return _form(
        f"Review: {title}",
        "review:write",
        ids,
        *([("Rating", None, _stars_select("stars", stars))] if ask_stars else []),
        ("Headline", "Optional: your review in one line", _text("headline", words.headline, HEADLINE_LIMIT)),
        ("Your review", of_body, body),
        ("Or a file", "A longer review as .txt or .md, up to 256 KiB", file),
        ("Contains spoilers", "Then nobody sees its words without asking", spoilers),
    )


def first_review_form() -> ui.Modal:
    """The form for a review that begins with nothing: it asks for the show as well."""
    title = _text("title", "", TITLE_LIMIT_OF_SHOWS, required=True)
    body = _text("body", "", INPUT_LIMIT, paragraph=True, required=True)
    return _form(
        "Write a review",
        "review:begin",
        0,
        ("Show", "Its title; if it is new here, I'll ask", title),
        ("Rating", None, _stars_select("stars", None)),
        ("Your review", "From one line to an article", body),
    )


_HEADINGS = {
    FormPart.NEW: "Add",
    FormPart.FACTS: "Facts of",
    FormPart.CREDITS: "People of",
    FormPart.TITLES: "Titles of",
}


_PARTS = (FormPart.FACTS, FormPart.CREDITS, FormPart.TITLES)


def show_form(draft: ShowDraft, draft_id: int = 0) -> ui.Modal:
    """The form for a new show or for a part of one, filled in with what was typed before or is known.

    Nothing of a part of a show is in a draft before it is sent in.
    """
    title = [_title("It is shown under this one", draft)] if draft.part is FormPart.TITLES else []
    heading = f"{_HEADINGS[draft.part]} {draft.title}"
    address, ids = ("catalog:write", (draft_id,)) if draft_id else ("catalog:edit", part_ids(draft))
    return _form(heading, address, ids, *title, *_show_fields(draft))


def part_ids(draft: ShowDraft) -> tuple[ShowId, int]:
    """A part of a show in the ids of a form or a button."""
    return draft.show_id, _PARTS.index(draft.part)


def part_of(number: int) -> FormPart:
    """The part of a show that a number in such ids stands for."""
    return _PARTS[number % len(_PARTS)]


def _title(hint: str, draft: ShowDraft) -> Field:
    return (
        "Title",
        hint,
        _text("title", draft.title[:TITLE_LIMIT_OF_SHOWS], TITLE_LIMIT_OF_SHOWS, required=True),
    )


def _show_fields(draft: ShowDraft) -> Iterator[Field]:
    """The text fields of a show's form, by its part."""
    if draft.part in (FormPart.NEW, FormPart.TITLES):
        hint = "One a line: the native title, a romanised one …"
        for number, chunk in enumerate(_chunks(draft.other_titles)):
            yield _long(
                "More titles" if number else "Other titles", hint, f"other_titles{number or ''}", chunk
            )
    if draft.part in (FormPart.NEW, FormPart.FACTS):
        hint = "Fill in what you know; leave the rest empty"
        yield _long("Facts", hint, "facts", draft.facts or FACTS_TEMPLATE)
    if draft.part in (FormPart.NEW, FormPart.CREDITS):
        hint = "Names with commas between them"
        yield _long("Directors and writers", hint, "makers", draft.makers or MAKERS_TEMPLATE)
        hint = "One a line: Actor as Character – a few words"
        for number, chunk in enumerate(_chunks(draft.cast)):
            yield _long("More cast" if number else "Cast", hint, f"cast{number or ''}", chunk)
    if draft.part in (FormPart.NEW, FormPart.FACTS):
        yield _long("Synopsis", "What it is about, in two or three sentences", "synopsis", draft.synopsis)


def article_facts_form(draft_id: int, draft: ArticleDraft) -> ui.Modal:
    """The form for what an article says of its show."""
    parts = (replace(draft.show, part=part) for part in (FormPart.TITLES, FormPart.FACTS))
    return _form(
        f"The show: {draft.show.title}",
        "article:facts",
        draft_id,
        _title("A known one adds to that show", draft.show),
        *(field for part in parts for field in _show_fields(part)),
        _long("Also read", "One a line: what the article leads on to", "also_read", draft.also_read),
    )


def article_people_form(draft_id: int, draft: ArticleDraft) -> ui.Modal:
    """The form for the people that an article names."""
    fields = _show_fields(replace(draft.show, part=FormPart.CREDITS))
    return _form(f"People of {draft.show.title}", "article:people", draft_id, *fields)


def article_review_form(draft_id: int, draft: ArticleDraft) -> ui.Modal:
    """The form for the review that an article is; its text stays as it is."""
    fields = (
        ("Headline", "The review in one line", "headline", draft.headline, HEADLINE_LIMIT),
        ("Written by", "Who wrote it, if the article says so", "byline", draft.byline, LINE_LIMIT),
        ("Date", "Such as 2025-07-31 21:22, in UTC", "date", draft.date, DATE_LIMIT),
        ("Season", "Its number, if it is about one season only", "season", draft.season, SEASON_LIMIT),
    )
    return _form(
        f"The review of {draft.show.title}",
        "article:review",
        draft_id,
        *((label, hint, _text(name, value[:limit], limit)) for label, hint, name, value, limit in fields),
        ("Rating", "None if it gives none", _stars_select("stars", draft.stars, required=False)),
    )


def _chunks(lines: str) -> list[str]:
    """Lines cut into at most four fields' worth, none of them within a line."""
    chunks = [""]
    for line in lines.split("\n"):
        longer = f"{chunks[-1]}\n{line}".lstrip("\n")
        if len(longer) <= INPUT_LIMIT:
            chunks[-1] = longer
        else:
            chunks.append(line)
    return chunks[:MOST_FIELDS]


def typed_lines(texts: Mapping[str, str], name: str) -> str:
    """Lines that may have taken several fields of a form, such as the cast, as they were typed."""
    fields = (texts.get(f"{name}{number or ''}", "") for number in range(MOST_FIELDS))
    return "\n".join(filter(None, fields))


def report_form(review_id: ReviewId) -> ui.Modal:
    """The form for a report."""
    field = "What is wrong with it?", "Only this server's moderators will read this", _reason()
    return _form("Report this review", "review:reported", review_id, field)


def hide_form(review_id: ReviewId) -> ui.Modal:
    """The form for hiding a review."""
    field = "Why?", "Its author gets to read this, and so does who opens the audit", _reason()
    return _form("Hide this review", "moderation:hidden", review_id, field)


def _reason() -> ui.TextInput[Any]:
    return _text("reason", "", REPORT_LIMIT, paragraph=True, required=True)


def zone_form(zone: str) -> ui.Modal:
    """The form for a server's time zone."""
    field = "Time zone", "Such as Europe/Berlin, or UTC", _text("zone", zone, ZONE_LIMIT, required=True)
    return _form("Time zone of the digest", "settings:zone", 0, field)


def words_form(words: Iterable[str]) -> ui.Modal:
    """The form for the words that a server blocks."""
    hint = "One a line; nobody can post or add anything with them. crumpet* also blocks crumpets, crumpeted …"
    return _form("Blocked words", "settings:words", 0, _long("Words", hint, "words", "\n".join(words)))


def stars_picker(address: str, number: int, current: Stars | None) -> ui.ActionRow[Any]:
    """A select of the ten ratings."""
    return ui.ActionRow(_stars_select(custom_id(address, number), current))


def _stars_select(name: str, current: Stars | None, *, required: bool = True) -> ui.Select[Any]:
    select: ui.Select[Any] = ui.Select(
        custom_id=name, placeholder="From half a star to five", min_values=int(required), required=required
    )
    for halves in reversed(ALL_HALVES):
        stars = Stars(halves)
        select.add_option(label=str(stars), value=str(halves), default=stars == current)
    return select


def _form(title: str, address: str, ids: int | Sequence[int], *fields: Field) -> ui.Modal:
    ids = (ids,) if isinstance(ids, int) else ids
    form = ui.Modal(title=plain(title, TITLE_LIMIT), custom_id=custom_id(address, *ids), timeout=None)
    for label, hint, field in fields:
        form.add_item(ui.Label(text=label, description=hint, component=field))
    return form


def _long(label: str, hint: str, name: str, value: str) -> Field:
    """A field for as much text as there may be."""
    return label, hint, _text(name, value[:INPUT_LIMIT], INPUT_LIMIT, paragraph=True)


def _text(
    name: str, value: str, limit: int, *, paragraph: bool = False, required: bool = False
) -> ui.TextInput[Any]:
    return ui.TextInput(
        custom_id=name,
        style=discord.TextStyle.paragraph if paragraph else discord.TextStyle.short,
        default=value or None,
        required=required,
        max_length=limit,
    )
