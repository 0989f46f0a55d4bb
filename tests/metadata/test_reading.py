"""Fields as they are read: of the documented type, or empty."""

import pytest

from bot.metadata.reading import Record, plain_text


@pytest.mark.parametrize(
    ("value", "read"), [(1, 1), (99, 99), (100, 0), (0, 0), (-1, 0), (True, 0), (1.0, 0), ("1", 0), (None, 0)]
)
def test_whole_numbers(value: object, read: int) -> None:
    assert Record({"n": value}).whole("n", 99) == read
    assert Record({"n": [value]}).wholes("n", 99) == [read] * bool(read)


@pytest.mark.parametrize(
    ("value", "date", "year"),
    [
        ("2024-02-29", "2024-02-29", 2024),
        ("2023-02-29", "", None),
        ("0000-00-00", "", None),
        ("1066-10-14", "1066-10-14", None),
        ("2024-02-29T00:00:00", "", None),
        ("２０２４-02-29", "", None),
        ("20240229", "", None),
        (20240229, "", None),
        (None, "", None),
    ],
)
def test_dates(value: object, date: str, year: int | None) -> None:
    record = Record({"d": value})
    assert (record.date("d"), record.year("d")) == (date, year)


@pytest.mark.parametrize("fields", [None, [], "text", 7, {}])
def test_of_what_is_no_object_every_field_is_empty(fields: object) -> None:
    record = Record(fields)
    assert record.line("x") == record.date("x") == record.synopsis("x") == ""
    assert (record.lines("x"), record.records("x"), record.wholes("x", 9)) == ([], [], [])
    assert record.record("x").record("y").line("z") == ""


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>One.</p><p>Two.</p>", "One.\n\nTwo."),
        ("<P>One.<BR/>Two.</P>\n\n\n<p></p>", "One.\nTwo."),
        ("<ul><li>One</li><li>Two</li></ul>", "One\nTwo"),
        ("Fish &amp; chips &lt;3 &#x41; &nosuch;", "Fish & chips <3 A &nosuch;"),
        ("3 < 4 > 2", "3 < 4 > 2"),
        ("a<!-- no -->b", "ab"),
        ("un<b>closed", "unclosed"),
        ("", ""),
    ],
)
def test_html_becomes_text(html: str, text: str) -> None:
    assert plain_text(html) == text
