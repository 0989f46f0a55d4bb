"""What becomes of a show when another catalogue's facts are taken over."""

from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.catalog.drafts import FormPart
from bot.domain.catalog.facts import is_bare, taken_over, the_one_meant
from bot.domain.catalog.show_form import LIST_LIMIT, fill_form, read_form
from bot.domain.catalog.shows import Credit, Facts, Job, Show
from bot.domain.catalog.sources import Candidate, Catalog, ProvidedShow, Source
from bot.domain.ids import GuildId, ShowId
from bot.domain.text.titles import title_key
from tests.samples import GLASS_HEART, GOTO, KAKIMOTO, SATOH

SOURCE = Source(Catalog.TVMAZE, "1")
KNOWN = replace(GLASS_HEART, other_titles=("グラスハート",), poster_url="https://example.org/p.png")
SHOW = Show(GuildId(1), ShowId(7), "Glass Heart", KNOWN)


def provided(title: str = "Glass Heart", **facts: object) -> ProvidedShow:
    return ProvidedShow(title, replace(Facts(), **facts), (), SOURCE)  # type: ignore[arg-type]


def test_a_catalogue_that_knows_nothing_changes_nothing() -> None:
    assert taken_over(SHOW, provided()) == (SHOW.title, KNOWN)


def test_a_bare_show_becomes_what_the_catalogue_knows() -> None:
    for bare in (
        Show(GuildId(1), ShowId(7), "glass heart"),
        Show(GuildId(1), ShowId(7), "glass heart", Facts(year=2025)),
    ):
        assert is_bare(bare)
        assert taken_over(bare, ProvidedShow("Glass Heart", KNOWN, (), SOURCE)) == ("Glass Heart", KNOWN)


@pytest.mark.parametrize("name", [field.name for field in fields(Facts) if field.name != "year"])
def test_a_show_of_which_anything_is_known_is_not_bare(name: str) -> None:
    value = {"also_read": ("Beck",)}.get(name, getattr(KNOWN, name))
    show = Show(GuildId(1), ShowId(7), "Glass Heart", replace(Facts(), **{name: value}))
    assert is_bare(show) == (name == "year")


def test_what_the_catalogue_knows_wins_job_by_job_and_roles_stay() -> None:
    new = provided(
        network="TBS",
        credits=(
            Credit("SATOH TAKERU", Job.CAST, "naoki fujitani"),
            Credit("Machida Keita", Job.CAST),
            Credit("Kato", Job.WRITER),
        ),
    )
    _, facts = taken_over(SHOW, new)
    assert facts.network == "TBS"
    assert facts.credits == (
        GOTO,
        KAKIMOTO,
        Credit("Kato", Job.WRITER),
        Credit("SATOH TAKERU", Job.CAST, "naoki fujitani", SATOH.role),
        Credit("Machida Keita", Job.CAST),
    )


def test_no_title_is_lost_and_the_one_shown_stays() -> None:
    title, facts = taken_over(
        SHOW, provided("Gurasu Haato", other_titles=("GLASS HEART", "玻璃之心", "グラスハート"))
    )
    assert title == "Glass Heart"
    assert facts.other_titles == ("グラスハート", "Gurasu Haato", "玻璃之心")


titles = st.text("abcdefgh漢字 ", min_size=1, max_size=200).filter(title_key)


@given(st.lists(titles, max_size=LIST_LIMIT), st.lists(titles, max_size=30))
def test_titles_taken_over_still_fit_the_form_that_changes_them(old: list[str], new: list[str]) -> None:
    show = Show(GuildId(1), ShowId(7), "Glass Heart", Facts(tuple(old), network="Netflix"))
    title, facts = taken_over(show, provided(other_titles=tuple(new)))
    draft = fill_form(replace(show, title=title, facts=facts), FormPart.TITLES)
    assert len(draft.other_titles) <= 4_000
    read_form(draft, facts)
    keys = [title_key(each) for each in (title, *facts.other_titles)]
    assert len(set(keys)) == len(keys)


@pytest.mark.parametrize(
    ("year", "found", "meant"),
    [
        (None, [("a", "GLASS  HEART", 2025), ("b", "Glass Hearts", 2025)], "a"),
        (None, [("a", "Glass Heart", 2025), ("b", "Glass Heart", 1998)], None),
        (1998, [("a", "Glass Heart", 2025), ("b", "Glass Heart", 1998)], "b"),
        (1998, [("a", "Glass Heart", None)], None),
        (2024, [("a", "Glass Heart", 2025)], None),
        (None, [], None),
    ],
)
def test_nothing_is_guessed(
    year: int | None, found: list[tuple[str, str, int | None]], meant: str | None
) -> None:
    show = Show(GuildId(1), ShowId(7), "Glass Heart", Facts(year=year))
    one = the_one_meant(show, [Candidate(number, title, when) for number, title, when in found])
    assert (one.id if one else None) == meant
