"""Articles taken in by the command line, on real files and a real database."""

from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from bot.cli.main import main
from bot.domain.catalog.shows import Credit, Job, Kind, Show
from bot.domain.ids import GuildId, Millis, ShowId
from bot.store.catalog import shows
from bot.store.engine.connections import connect_reader
from bot.store.engine.transaction import Tx
from tests.services.articles import LANTERNS, published_article

GUILD = GuildId(5)


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # pyright: ignore[reportUnusedFunction]  pytest uses it
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATABASE_URL", "sqlite:///encore.db")
    Path("lanterns.txt").write_text(LANTERNS, "utf-8")


def take_in(*files: str, yes: bool = True) -> int:
    """The exit code of the import."""
    return main(["import", *files, "--guild", str(GUILD), *(["--yes"] if yes else [])])


def reviews(columns: str) -> list[tuple[object, ...]]:
    """What the database holds of reviews."""
    with closing(connect_reader(Path("encore.db"))) as connection:
        return [tuple(row) for row in connection.execute(f"SELECT {columns} FROM reviews ORDER BY review_id")]


def show(show_id: ShowId) -> Show:
    """A show of the database."""
    with closing(connect_reader(Path("encore.db"))) as connection:
        found = shows.get(Tx(connection, GUILD, Millis(0)), show_id)
    assert found is not None
    return found


def test_it_says_what_it_understood_and_saves_after_a_yes(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def say_yes(question: str) -> str:
        asked.append(question)
        return "y"

    monkeypatch.setattr("builtins.input", say_yes)
    assert take_in("lanterns.txt", yes=False) == 0

    printed = capsys.readouterr().out
    assert asked == ["Save this? [y/N] "]
    for line in (
        "Title: Paper Lanterns",
        "Other titles: 紙灯 / Kamiakari",
        "Episodes: 8",
        "Cast: Mio Tanaka as Hana Mori – stubborn",
        "Rating: 4.5 ★★★★½",
        "Date: 2024-05-06 07:08 UTC",
        "By: Ida Holm",
        "Verdict: It glows long after it ends.",
        "Shows to be added with no more than their title: Beck.",
        "? The date has a time but no time zone",
        "? Not found: the year, a headline.",
        "Saved.",
    ):
        assert line in printed


def test_nothing_is_saved_after_a_no(monkeypatch: pytest.MonkeyPatch) -> None:
    def press_enter(_question: str) -> str:
        return ""

    monkeypatch.setattr("builtins.input", press_enter)
    assert take_in("lanterns.txt", yes=False) == 1
    assert reviews("byline") == []


def test_with_yes_every_good_file_is_saved_and_the_exit_code_tells_of_the_others(
    capsys: pytest.CaptureFixture[str],
) -> None:
    Path("nothing.md").write_text("I saw something yesterday. It was long.", "utf-8")
    Path("picture.txt").write_bytes(b"\x89PNG\r\n")
    Path("endless.txt").write_text("Dark Review\n" + "It rains. " * 4_000, "utf-8")

    assert take_in("nothing.md", "picture.txt", "none.txt", "endless.txt", "lanterns.txt") == 1

    printed = capsys.readouterr()
    assert "Not saved: Which show is it about? No title was found in the article." in printed.out
    assert "picture.txt: That file is a picture" in printed.err
    assert "none.txt can't be read" in printed.err
    assert "A review can have 40,000 characters" in printed.err
    assert reviews("byline, halves, user_id") == [("Ida Holm", 9, 0)]


def test_the_same_file_again_edits(capsys: pytest.CaptureFixture[str]) -> None:
    assert take_in("lanterns.txt") == 0
    assert take_in("lanterns.txt") == 0
    assert "This article is there already." in capsys.readouterr().out
    assert reviews("version") == [(2,)]


def test_the_published_article_comes_in_whole(capsys: pytest.CaptureFixture[str]) -> None:
    article = published_article()

    assert take_in(str(article)) == 0

    assert "Verdict: Glass Heart is not perfect." in capsys.readouterr().out
    glass_heart = show(ShowId(1))
    facts = glass_heart.facts
    assert glass_heart.titles == ("Glass Heart", "玻璃之心", "Gurasu Haato")
    assert (facts.kind, facts.network, facts.episodes, facts.minutes) == (Kind.SERIES, "Netflix", 10, 35)
    assert facts.based_on == "the novel by Wakagi Mio"
    assert [replace(credit, person_id=0) for credit in facts.credits] == [
        Credit("Kohtaro Goto", Job.DIRECTOR),
        Credit("Kensaku Kakimoto", Job.DIRECTOR),
        Credit("Okada Mari", Job.WRITER),
        Credit("Satoh Takeru", Job.CAST, "Naoki Fujitani", "enigmatic"),
        Credit("Miyazaki Yu", Job.CAST, "Akane Saijo", "temperamental drummer"),
        Credit("Machida Keita", Job.CAST, "Sho Takaoka", "laid-back guitarist"),
        Credit("Shison Jun", Job.CAST, "Kazushi Sakamoto", "pianist"),
    ]
    with closing(connect_reader(Path("encore.db"))) as connection:
        tx = Tx(connection, GUILD, Millis(0))
        linked = shows.names(tx, shows.linked(tx, ShowId(1)))
    assert [name.title for name in linked] == ["Unspeakable Sins", "An Honest Life"]
    body = article.read_text("utf-8").replace("\r\n", "\n")
    assert reviews("halves, created_at, body") == [(7, 1_753_996_920_000, body)]
