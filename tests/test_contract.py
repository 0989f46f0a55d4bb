"""The judge itself: what it sees besides bodies, its exceptions, and what it does without the description."""

import json
from pathlib import Path
from typing import Any

import pytest
import simcord
from hypothesis import example, given
from hypothesis import strategies as st

from tests import contract as judge
from tests.contract import contract_or_skip
from tests.contract.bodies import ANSWER, FOLLOW_UP, POST_MESSAGE, answer, label, message, modal, text_input
from tests.contract.openapi import AMENDMENTS, UNDESCRIBED_QUERY


def test_uploads_are_weighed() -> None:
    law = contract_or_skip()
    mib = 1 << 20
    assert law.problems(*FOLLOW_UP, message(), files=[10 * mib, 10 * mib, 5 * mib]) == []
    assert law.problems(*FOLLOW_UP, message(), files=[10 * mib + 1]) == [
        "files: one of 10,485,761 bytes, 10,485,760 at most"
    ]
    assert law.problems(*FOLLOW_UP, message(), files=[10 * mib, 10 * mib, 5 * mib + 1]) == [
        "files: 26,214,401 bytes in all, 26,214,400 at most"
    ]
    assert law.problems(*FOLLOW_UP, message(), files=[0] * 11) == ["files: 11, 10 at most"]


def test_the_query_is_read_as_the_wire_carries_it() -> None:
    law = contract_or_skip()
    pins = ("GET", "/channels/1/messages/pins", None)
    assert law.problems(*pins, {"limit": 50}) == law.problems(*pins, {"limit": "50"}) == []
    assert law.problems(*pins, {"limit": 51}) == ["?limit: 51 is greater than the maximum of 50"]
    assert law.problems(*pins, {"page": 2}) == ["?page: no such parameter"]
    assert law.problems("GET", "/channels/1/messages", None, {"before": 123}) == []
    assert law.problems(*FOLLOW_UP, message(), {"wait": 1, "with_components": "0"}) == []
    assert law.problems(*FOLLOW_UP, message(), {"wait": "maybe"}) == [
        "?wait: 'maybe' is not of type 'boolean'"
    ]


def test_a_reason_fits_the_audit_log() -> None:
    law = contract_or_skip()
    pin = ("PUT", "/channels/1/messages/pins/2")
    assert law.problems(*pin, reason="x" * 512) == []
    assert law.problems(*pin, reason="x" * 513) == ["reason: 513 characters, 512 at most"]


def test_an_answer_suits_its_interaction() -> None:
    law = contract_or_skip()
    shown = modal(label(text_input()))
    assert law.problems(*ANSWER, shown, interaction=2) == []
    assert law.problems(*ANSWER, shown, interaction=5) == ["type: 9 cannot answer an interaction of type 5"]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters(exclude_categories=())),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(st.characters(exclude_categories=())), inner),
)


@given(JSON)
@example({"content": "half a \ud83d"})
def test_half_a_character_is_found_anywhere_and_no_body_breaks_the_judge(body: Any) -> None:
    try:
        json.dumps(body, ensure_ascii=False).encode()
        writable = True
    except UnicodeEncodeError:
        writable = False
    problems = contract_or_skip().problems(*POST_MESSAGE, body)
    assert any("lone surrogate" in problem for problem in problems) != writable
    "\n".join(problems).encode()  # they can be printed


def test_numbers_that_json_has_not_are_found() -> None:
    problems = contract_or_skip().problems(*ANSWER, answer(8, choices=[{"name": "x", "value": float("nan")}]))
    assert problems == ["body.data.choices[0].value: nan is no JSON number"]


def test_every_exception_is_still_needed() -> None:
    """Once Discord describes what it takes, the exception goes."""
    contract_or_skip()
    document = json.loads(judge.description_file().read_text(encoding="utf-8"))
    for schemas, fields, takes, reason in AMENDMENTS:
        for schema in schemas.split():
            described = document["components"]["schemas"][schema]
            assert described != takes
            assert not set(fields.split()) & described.get("properties", {}).keys(), reason
    for (method, template), query in UNDESCRIBED_QUERY.items():
        parameters = document["paths"][template][method.lower()].get("parameters", [])
        assert not query.keys() & {parameter["name"] for parameter in parameters}


def test_without_the_description_nothing_is_judged_and_the_header_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ENCORE_SHARED", str(tmp_path))
    monkeypatch.delenv("CI", raising=False)
    assert judge.contract() is None
    assert "SKIPPED" in judge.header()
    judge.judge([simcord.HttpLogEntry("POST", "/nowhere", {}, None, None)])
    with judge.judged():
        pass


def test_the_header_says_what_judges() -> None:
    contract_or_skip()
    assert "judged by" in judge.header()


def test_in_ci_the_description_must_be_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ENCORE_SHARED", str(tmp_path))
    monkeypatch.setenv("CI", "true")
    with pytest.raises(FileNotFoundError, match="CI=true"):
        judge.contract()
