"""Whole review articles, each checked field by field: articles/NAME.txt is to be read as in NAME.toml."""

import dataclasses
import tomllib
from pathlib import Path
from typing import Any

import pytest

from bot.readers.articles.article import Article, parse_article

FOLDER = Path(__file__).with_name("articles")
SAMPLES = {path.stem: path.read_text(encoding="utf-8") for path in sorted(FOLDER.glob("*.txt"))}
FIELDS = [field.name for field in dataclasses.fields(Article) if field.name != "body"]


def as_toml(article: Article) -> dict[str, Any]:
    """The article's fields in the form in which the tables are written."""
    fields: dict[str, Any] = {name: getattr(article, name) for name in FIELDS}
    fields["cast"] = [[credit.name, credit.character, credit.role] for credit in article.cast]
    fields["also_read"] = [[link.title, link.headline] for link in article.also_read]
    fields["rating"] = article.rating and article.rating.number
    return {name: [*value] if type(value) is tuple else value for name, value in fields.items()}


def expected(name: str) -> dict[str, Any]:
    """The table of one sample; a field that isn't in it is to be empty."""
    return as_toml(parse_article("")) | tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


READ = {name: as_toml(parse_article(text)) for name, text in SAMPLES.items()}
EXPECTED = {name: expected(name) for name in SAMPLES}


def test_there_is_a_table_for_each_of_more_than_a_dozen_articles() -> None:
    assert len(SAMPLES) > 12
    assert sorted(SAMPLES) == sorted(path.stem for path in FOLDER.glob("*.toml"))
    assert all(table.keys() == set(FIELDS) for table in EXPECTED.values())


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize("name", SAMPLES)
def test_each_field_of_each_article(name: str, field: str) -> None:
    assert READ[name][field] == EXPECTED[name][field]


@pytest.mark.parametrize("name", SAMPLES)
def test_the_whole_text_is_kept(name: str) -> None:
    assert parse_article(SAMPLES[name]).body == SAMPLES[name]


@pytest.mark.parametrize("name", SAMPLES)
def test_a_bom_and_windows_lines_change_nothing(name: str) -> None:
    assert as_toml(parse_article("\ufeff" + SAMPLES[name].replace("\n", "\r\n"))) == READ[name]


def straight(value: Any) -> Any:
    """`value` with straight quotation marks in all its strings."""
    if isinstance(value, str):
        return value.translate(str.maketrans("“”‘’", "\"\"''"))
    return [straight(one) for one in value] if isinstance(value, list) else value  # pyright: ignore[reportUnknownVariableType] tables hold anything


@pytest.mark.parametrize("name", SAMPLES)
def test_straight_quotes_do_as_well_as_curly_ones(name: str) -> None:
    read = as_toml(parse_article(straight(SAMPLES[name])))
    assert straight(list(read.values())) == straight(list(READ[name].values()))


@pytest.mark.parametrize("hyphen", "‐‑")
def test_other_hyphens_do_as_well(hyphen: str) -> None:
    for name in ("glass_heart", "squid_game", "queens_gambit"):
        read = as_toml(parse_article(SAMPLES[name].replace("-", hyphen)))
        assert read["cast"] == READ[name]["cast"]
        assert (read["directors"], read["rating"]) == (READ[name]["directors"], READ[name]["rating"])


def test_what_was_read_becomes_a_show() -> None:
    facts = parse_article(SAMPLES["glass_heart"]).facts()
    assert [(credit.job, credit.name) for credit in facts.credits[:3]] == [
        ("director", "Kohtaro Goto"),
        ("director", "Kensaku Kakimoto"),
        ("writer", "Okada Mari"),
    ]
    assert [(credit.name, credit.character) for credit in facts.credits[3:]][-1] == (
        "Shison Jun",
        "Kazushi Sakamoto",
    )
    assert facts.also_read == ("First Love", "Beck")
    assert (facts.episodes, facts.minutes, facts.network) == (10, 35, "Netflix")


def test_no_break_spaces_are_spaces() -> None:
    read = as_toml(parse_article(SAMPLES["glass_heart"].replace(" ", "\u00a0")))
    assert read | {"verdict": ""} == READ["glass_heart"] | {"verdict": ""}


def test_a_cast_keeps_the_order_of_its_list() -> None:
    first = "Kazushi is played by Shison Jun.\n"
    assert as_toml(parse_article(first + SAMPLES["glass_heart"]))["cast"] == READ["glass_heart"]["cast"]
