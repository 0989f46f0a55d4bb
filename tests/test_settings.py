"""What a host can set: documented, checked, and kept from the log."""

from dataclasses import fields
from pathlib import Path

import pytest
from dotenv import dotenv_values

from bot.domain.errors import Refusal
from bot.settings import LOG_LEVELS, PROVIDERS, Settings
from bot.store.engine.connections import sqlite_path

EXAMPLE = Path(__file__).parent.parent / ".env.example"
NAMES = {field.name.upper() for field in fields(Settings)}


@pytest.fixture(autouse=True)
def _nothing_set(monkeypatch: pytest.MonkeyPatch) -> None:  # pyright: ignore[reportUnusedFunction]  pytest uses it
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)


def test_every_setting_is_documented_and_nothing_else() -> None:
    assert dotenv_values(EXAMPLE).keys() == NAMES


def test_every_setting_has_words_above_it() -> None:
    lines = EXAMPLE.read_text("utf-8").splitlines()
    for number, line in enumerate(lines):
        if line and not line.startswith("#"):
            assert len(lines[number - 1]) > 20, line
            assert lines[number - 1].startswith("# "), line


def test_the_documented_values_are_the_defaults() -> None:
    assert Settings.read(dotenv_values(EXAMPLE)) == Settings()


def test_every_value_of_the_log_level_is_documented() -> None:
    assert all(level in EXAMPLE.read_text("utf-8") for level in LOG_LEVELS)


def test_the_environment_wins_over_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / ".env"
    file.write_text("DISCORD_TOKEN=from-the-file\nLOG_LEVEL=warning\n# a comment\nOTHER=1\n")
    assert Settings.from_environment(file) == Settings("from-the-file", log_level="warning")
    monkeypatch.setenv("DISCORD_TOKEN", "from-the-environment")
    assert Settings.from_environment(file) == Settings("from-the-environment", log_level="warning")


def test_no_file_is_needed(tmp_path: Path) -> None:
    assert Settings.from_environment(tmp_path / ".env") == Settings()


@pytest.mark.parametrize("value", ["", "   ", None])
def test_what_is_left_empty_keeps_its_default(value: str | None) -> None:
    assert Settings.read(dict.fromkeys(NAMES, value)) == Settings()


def test_blanks_around_a_value_do_not_count() -> None:
    assert Settings.read({"DISCORD_TOKEN": " abc \n", "LOG_LEVEL": " Debug "}) == Settings(
        "abc", log_level="Debug"
    )


@pytest.mark.parametrize("level", ["LOUD", "10", "trace", "CRITICAL"])
def test_another_log_level_is_refused_in_words(level: str) -> None:
    with pytest.raises(Refusal, match=f"LOG_LEVEL is “{level}”. Choose one of DEBUG, INFO, WARNING, ERROR."):
        Settings.read({"LOG_LEVEL": level})


@pytest.mark.parametrize("level", [*LOG_LEVELS, *map(str.lower, LOG_LEVELS)])
def test_log_levels_in_any_case(level: str) -> None:
    assert Settings.read({"LOG_LEVEL": level}).log_level == level


@pytest.mark.parametrize("provider", [*PROVIDERS, "TVmaze", "None"])
def test_providers_in_any_case(provider: str) -> None:
    assert provider.lower() in EXAMPLE.read_text("utf-8")
    settings = Settings.read({"METADATA_PROVIDER": provider, "TMDB_KEY": "a-key"})
    assert settings.metadata_provider == provider


def test_another_provider_or_a_missing_key_is_refused_in_words() -> None:
    with pytest.raises(Refusal, match=r"METADATA_PROVIDER is “imdb”\. Choose one of tvmaze, tmdb, none\."):
        Settings.read({"METADATA_PROVIDER": "imdb"})
    with pytest.raises(Refusal, match="METADATA_PROVIDER is tmdb, which needs a key: set TMDB_KEY"):
        Settings.read({"METADATA_PROVIDER": "tmdb"})


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("sqlite:///data/encore.db", "data/encore.db"),
        ("sqlite:////var/lib/encore.db", "/var/lib/encore.db"),
        ("sqlite:///C:/Encore/encore.db", "C:/Encore/encore.db"),
    ],
)
def test_an_address_names_a_file_relative_or_absolute(url: str, path: str) -> None:
    assert sqlite_path(url) == Path(path)


def test_the_token_and_the_key_are_not_shown() -> None:
    settings = Settings("a-secret-token", tmdb_key="a-secret-key")
    assert (settings.discord_token, settings.tmdb_key) == ("a-secret-token", "a-secret-key")
    assert "secret" not in f"{settings} {settings!r} {settings!s}"
