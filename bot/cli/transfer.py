"""The command line's `export` and `import`: a catalogue goes out; catalogues and review articles come in."""

import asyncio
import sys
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import TypeVar

from tqdm import tqdm

from bot import app
from bot.domain.catalog.catalog_files import CatalogEntry, from_csv, from_json
from bot.domain.errors import Refusal
from bot.domain.ids import GuildId
from bot.domain.reviews.articles import ArticlePreview, about_people, about_review, about_show
from bot.domain.text import decode_upload
from bot.services import Services
from bot.services.catalog.catalog_files import Planned, Status
from bot.settings import Settings
from bot.store.upkeep.opening import open_database

T = TypeVar("T")

SHOWN = 20
"""How many shows of each status a preview names."""


def export_catalog(settings: Settings, guild_id: GuildId, target: Path | None) -> None:
    """Write a server's catalogue to `target` as JSON, or to the standard output. The bot must be stopped."""
    content = asyncio.run(_with(settings, lambda services: services.catalog_files.export(guild_id)))
    if target is None:
        sys.stdout.write(content + "\n")
    else:
        target.write_text(content + "\n", "utf-8")


def import_catalog(settings: Settings, guild_id: GuildId, file: Path, *, yes: bool) -> bool:
    """Show what a JSON or CSV file would bring, ask, and take it in; tells whether all of it is in.

    With `yes` nothing is asked: what is new is added, and what is doubtful left out.
    """
    entries = read_catalog(file)

    async def take_in(services: Services) -> bool:
        files = services.catalog_files
        planned = await files.preview(guild_id, entries)
        _print_preview(file, planned)
        wanted = [plan.entry for plan in planned if plan.status is Status.NEW]
        doubtful = [plan for plan in planned if plan.status is Status.DOUBTFUL]
        agreed = [
            plan.entry
            for plan in doubtful
            if not yes and asked(f"Add “{plan.entry.title}” beside “{plan.match}”?")
        ]
        if not wanted and not agreed:
            print("Nothing to add.")
            return len(agreed) == len(doubtful)
        if not yes and not asked(f"Add {len(wanted) + len(agreed)} shows?"):
            return False
        with tqdm(total=len(wanted) + len(agreed), unit="shows", leave=False, delay=1) as bar:
            await files.take_in(guild_id, [*wanted, *agreed], bar.update)
        print(f"Added {len(wanted) + len(agreed)} shows.")
        return len(agreed) == len(doubtful)

    return asyncio.run(_with(settings, take_in))


def import_article(settings: Settings, guild_id: GuildId, file: Path, *, yes: bool) -> bool:
    """Show what was understood of a review article, ask, and save it; tells whether it is saved.

    With `yes` it is saved at once, if it can be told which show it is about.
    """
    text = read_article(file)

    async def take_in(services: Services) -> bool:
        articles = services.articles
        draft = await articles.understand(text)
        preview = await articles.preview(guild_id, draft)
        _print_article(file, preview)
        if preview.imported is None or not (yes or asked("Save this?")):
            return False
        saved = await articles.take_in(guild_id, draft)
        print("Saved." if saved.is_new else "\n".join(["Saved.", *(f"  {line}" for line in saved.gained)]))
        return True

    return asyncio.run(_with(settings, take_in))


def read_article(file: Path) -> str:
    """The text of an article's file; raises `Refusal` when it can't be read."""
    try:
        return decode_upload(file.name, file.read_bytes())
    except OSError as error:
        raise Refusal(f"{file} can't be read: {error.strerror}.") from None
    except Refusal as refusal:
        raise Refusal(f"{file}: {refusal.sentence}") from None


def read_catalog(file: Path) -> Sequence[CatalogEntry]:
    """The shows of a JSON or CSV file; raises `Refusal` when it can't be read."""
    try:
        text = file.read_text("utf-8-sig")
    except OSError as error:
        raise Refusal(f"{file} can't be read: {error.strerror}.") from None
    except UnicodeDecodeError:
        raise Refusal(
            f"{file} is not UTF-8. Save it as “CSV UTF-8” or as UTF-8 text, and try again."
        ) from None
    if file.suffix.lower() == ".json":
        return from_json(text)
    entries, unknown = from_csv(text)
    if unknown:
        print(f"{file}: not understood, and left out: the columns {', '.join(unknown)}.")
    return entries


async def _with(settings: Settings, work: Callable[[Services], Awaitable[T]]) -> T:
    """Do some work with the services over the bot's database."""
    async with open_database(settings.database_url, app.system_clock) as database:
        services = app.make_services(database)
        try:
            return await work(services)
        finally:
            await services.shows.close()


def asked(question: str) -> bool:
    """Whether the person at the terminal says yes; no terminal is a no."""
    try:
        return input(f"{question} [y/N] ").strip().casefold() in ("y", "yes")
    except EOFError:
        return False


def _print_preview(file: Path, planned: Sequence[Planned]) -> None:
    print(f"{file}: {len(planned)} shows")
    for status in Status:
        those = [plan for plan in planned if plan.status is status]
        if those:
            print(f"  {status}: {len(those)}")
        for plan in those[:SHOWN]:
            match = f"  (here: {plan.match})" if plan.match else ""
            year = f" ({plan.entry.facts.year})" if plan.entry.facts.year else ""
            print(f"    {plan.entry.title}{year}{match}")
        if len(those) > SHOWN:
            print(f"    … and {len(those) - SHOWN} more")


def _print_article(file: Path, preview: ArticlePreview) -> None:
    imported = preview.imported
    print(f"{file}:")
    if imported:
        for what, said in (*about_show(imported), *about_people(imported), *about_review(imported)):
            print(f"  {what}: {said}")
        if preview.known:
            print(f"  In the catalogue already: {preview.known.title}. What it lacks is filled in.")
        if preview.old:
            print("  This article is there already. It is replaced, and the version before is kept.")
        if preview.old and preview.much_would_go:
            print(f"  Most of its text would go: it has {len(preview.old.words.body):,} characters now.")
        if preview.new:
            print(f"  Shows to be added with no more than their title: {', '.join(preview.new)}.")
    for sentence in preview.doubts:
        print(f"  ? {sentence}")
    if preview.problem:
        print(f"  Not saved: {preview.problem}")
