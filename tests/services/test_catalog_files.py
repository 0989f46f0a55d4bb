"""Moving a catalogue by the command line, on real files and a real database."""

import json
from pathlib import Path

import pytest

from bot.cli.main import main


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # pyright: ignore[reportUnusedFunction]  pytest uses it
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATABASE_URL", "sqlite:///encore.db")


def exported(guild: int) -> list[dict[str, object]]:
    assert main(["export", "--catalog", "--guild", str(guild), "out.json"]) == 0
    return json.loads(Path("out.json").read_text("utf-8"))["shows"]


def test_a_catalogue_moves_from_one_server_to_another(capsys: pytest.CaptureFixture[str]) -> None:
    Path("shows.csv").write_text("title,year,also read\nBeck,2004,Nana\nNana,2006,\n", "utf-8")
    assert main(["import", "shows.csv", "--guild", "1", "--yes"]) == 0
    assert "Added 2 shows." in capsys.readouterr().out

    first = exported(1)
    assert main(["import", "out.json", "--guild", "2", "--yes"]) == 0

    assert [show["title"] for show in first] == ["Beck", "Nana"]
    assert first[0]["also_read"] == ["Nana"]
    assert exported(2) == first


def test_what_is_known_stays_and_what_is_doubtful_is_left_out_and_told(
    capsys: pytest.CaptureFixture[str],
) -> None:
    Path("first.csv").write_text("title,year,network\nGlass Heart,2025,Netflix\n", "utf-8")
    main(["import", "first.csv", "--guild", "1", "--yes"])
    Path("second.csv").write_text(
        "title,year,network\nGLASS heart,2025,TBS\nGlas Heart,,\nGlass Heart,1999,\nBeck,,\n", "utf-8"
    )
    capsys.readouterr()

    assert main(["import", "second.csv", "--guild", "1", "--yes"]) == 1

    said = capsys.readouterr().out
    assert "known: 1" in said
    assert "doubtful: 2" in said
    assert "Glas Heart  (here: Glass Heart (2025))" in said
    assert [(show["title"], show.get("network")) for show in exported(1)] == [
        ("Glass Heart", "Netflix"),
        ("Beck", None),
    ]


def test_nothing_is_added_without_a_yes(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("shows.csv").write_text("title\nBeck\n", "utf-8")

    def press_enter(_question: str) -> str:
        return ""

    monkeypatch.setattr("builtins.input", press_enter)

    assert main(["import", "shows.csv", "--guild", "1"]) == 1

    assert exported(1) == []


def test_an_unreadable_file_is_told_in_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    Path("latin.csv").write_bytes("title\nÉlite\n".encode("latin-1"))
    for file, why in (("none.json", "can't be read"), ("latin.csv", "not UTF-8")):
        assert main(["import", file, "--guild", "1", "--yes"]) == 1
        assert why in capsys.readouterr().err
