"""The catalogue: titles in every spelling, people shared between shows, links both ways."""

from dataclasses import replace

import pytest

from bot.domain.catalog.shows import Appearance, Credit, Facts, Job, Show, ShowName
from bot.domain.discovery.related import Involvement
from bot.domain.ids import ShowId
from bot.store.catalog import people, shows
from bot.store.engine.transaction import Tx
from bot.store.reviews import reviews
from tests.samples import GLASS_HEART, GOTO, SATOH
from tests.store.samples import GUILD, add_review, add_show, everywhere

FACTS = replace(
    GLASS_HEART,
    other_titles=("グラスハート", "Gurasu Haato"),
    poster_url="https://example.org/poster.jpg",
    credits=(GOTO, SATOH, Credit(SATOH.name, Job.WRITER)),
)


def names_of_people(tx: Tx) -> list[str]:
    return [row["name"] for row in everywhere(tx).all("SELECT name FROM people ORDER BY person_id")]


def test_a_show_comes_back_as_it_was_added_with_its_people_numbered(tx: Tx) -> None:
    show_id = add_show(tx, facts=FACTS)
    found = shows.get(tx, show_id)
    assert found is not None
    numbered = [(credit.name, credit.person_id) for credit in found.facts.credits]
    assert numbered == [("Kohtaro Goto", 1), ("Satoh Takeru", 2), ("Satoh Takeru", 2)]
    bare = tuple(
        Credit(credit.name, credit.job, credit.character, credit.role) for credit in found.facts.credits
    )
    assert bare == FACTS.credits
    assert found == Show(GUILD, show_id, "Glass Heart", found.facts)
    for name in Facts.__dataclass_fields__:
        if name != "credits":
            assert getattr(found.facts, name) == getattr(FACTS, name)


def test_an_unknown_show_is_none(tx: Tx) -> None:
    assert shows.get(tx, ShowId(1)) is None
    assert shows.names(tx, [ShowId(1), ShowId(2)]) == []
    assert shows.titles(tx, 0, 10) == []


@pytest.mark.parametrize(
    "spelling",
    [
        "glass heart",
        "GLASS  HEART",
        "Gläss Héart",
        "Ｇｌａｓｓ　Ｈｅａｒｔ",
        "Glass\u200bHeart",
        "グラスハート",
        "ｸﾞﾗｽﾊｰﾄ",
    ],
)
def test_a_show_is_found_under_any_spelling_of_any_of_its_titles(tx: Tx, spelling: str) -> None:
    show_id = add_show(tx, facts=FACTS)
    add_show(tx, "Glass Hearts")
    assert shows.with_title(tx, spelling) == [ShowName(show_id, "Glass Heart", 2025)]


def test_another_spelling_of_the_same_year_is_the_same_show(tx: Tx) -> None:
    add_show(tx, facts=FACTS)
    add_show(tx, "Glass Heart", Facts(year=1999))
    add_show(tx, "Glass Heart")
    for year in (2025, 1999, None):
        with pytest.raises(Exception, match="UNIQUE"):
            add_show(tx, "GLÁSS-HEART", Facts(year=year))


def test_of_several_shows_the_main_title_comes_first_then_the_more_reviewed(tx: Tx) -> None:
    other = add_show(tx, "Heart of Glass", Facts(other_titles=("Glass Heart",)))
    old = add_show(tx, "Glass Heart", Facts(year=1999))
    new = add_show(tx, "Glass Heart", Facts(year=2025))
    add_review(tx, new)
    add_review(tx, other)
    assert reviews.count_of_show(tx, new) == 1
    assert [name.show_id for name in shows.with_title(tx, "glass heart")] == [new, old, other]


def test_all_titles_come_in_pages_with_the_number_of_reviews(tx: Tx) -> None:
    glass, beck, nana = add_show(tx, facts=FACTS), add_show(tx, "Beck"), add_show(tx, "Nana")
    add_review(tx, beck)
    expected = [
        (glass, ["Glass Heart", "グラスハート", "Gurasu Haato"], 0),
        (beck, ["Beck"], 1),
        (nana, ["Nana"], 0),
    ]
    assert shows.titles(tx, 0, 10) == expected
    assert shows.titles(tx, 0, 2) == expected[:2]
    assert shows.titles(tx, beck, 2) == expected[2:]


def test_names_come_in_the_order_asked_for(tx: Tx) -> None:
    glass, beck = add_show(tx, facts=FACTS), add_show(tx, "Beck")
    wanted = [ShowName(beck, "Beck", None), ShowName(glass, "Glass Heart", 2025)]
    assert shows.names(tx, [beck, ShowId(99), glass]) == wanted


def test_a_person_is_the_same_in_every_show_however_the_name_is_written(tx: Tx) -> None:
    glass = add_show(tx, facts=FACTS)
    again = Credit("SATŌH  TAKERU", Job.CAST, "Kenshin")
    kenshin = add_show(tx, "Rurouni Kenshin", Facts(year=2012, credits=(again,)))
    assert names_of_people(tx) == ["Kohtaro Goto", "Satoh Takeru"]
    singer = replace(SATOH, person_id=2)
    writer = Credit("Satoh Takeru", Job.WRITER, person_id=2)
    assert people.appearances(tx, 2) == [
        Appearance(glass, "Glass Heart", 2025, singer),
        Appearance(glass, "Glass Heart", 2025, writer),
        Appearance(kenshin, "Rurouni Kenshin", 2012, Credit("Satoh Takeru", Job.CAST, "Kenshin", "", 2)),
    ]
    assert people.appearances(tx, 99) == []


def test_people_in_common_come_with_what_they_did_here_and_there(tx: Tx) -> None:
    glass = add_show(tx, facts=FACTS)
    goto, satoh = Credit("Kohtaro Goto", Job.WRITER), Credit("satoh takeru", Job.CAST)
    both = add_show(tx, "Both", Facts(credits=(goto, Credit("Somebody", Job.CAST), satoh)))
    add_show(tx, "None", Facts(credits=(Credit("Somebody Else", Job.CAST),)))
    shared = people.sharing(tx, glass)
    assert {(each.show_id, each.name, each.here.job, each.there) for each in shared} == {
        (both, "Kohtaro Goto", Job.DIRECTOR, Involvement(Job.WRITER, 0)),
        (both, "Satoh Takeru", Job.CAST, Involvement(Job.CAST, 1)),
        (both, "Satoh Takeru", Job.WRITER, Involvement(Job.CAST, 1)),
    }


def test_no_more_people_are_looked_at_than_there_may_be(tx: Tx) -> None:
    cast = tuple(Credit(f"Extra {number}", Job.CAST) for number in range(people.CREDITS + 5))
    crowd = add_show(tx, "Crowd", Facts(credits=cast))
    for number in range(people.PARTS + 5):
        add_show(tx, f"With {number}", Facts(credits=(cast[number], cast[0], cast[-1])))
    shared = people.sharing(tx, crowd)
    assert sum(each.name == "Extra 0" for each in shared) == people.PARTS
    assert not any(each.name == cast[-1].name for each in shared)


def test_a_link_holds_both_ways_and_once(tx: Tx) -> None:
    glass, beck, nana = add_show(tx), add_show(tx, "Beck"), add_show(tx, "Nana")
    for one, other in ((glass, beck), (glass, beck), (beck, glass), (nana, glass)):
        shows.link(tx, one, other)
    assert shows.linked(tx, glass) == [beck, nana]
    assert shows.linked(tx, beck) == [glass]
    assert shows.linked(tx, nana) == [glass]
