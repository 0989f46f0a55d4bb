"""What moderators and authors see of reports and hidden reviews, and that it fits whatever was written."""

from collections.abc import Iterator
from dataclasses import replace

from hypothesis import given, settings

from bot.domain.delivery.outbox import Followed
from bot.domain.ids import NOBODY, Millis, ReviewId, UserId
from bot.domain.moderation.cases import Case, More, OwnHidden, Queue, Told
from bot.domain.moderation.history import Past, Version, VersionPage
from bot.domain.moderation.records import Block, Deed, Hiding, News, Report, Subject
from bot.domain.reviews.review import Reviewed, Words
from bot.ui.layout import Layout
from bot.ui.pages.moderation import appeals, records
from bot.ui.pages.moderation import moderation as pages
from bot.ui.pages.reviews.more import more_page
from tests.ui.examples import SNOWFLAKE, crowded, labels, lines, problems, read, reviewed, stuck, texts

HIDING = Hiding("Rude to the cast.", UserId(5), Millis(1_785_000_000_000), 8)
REPORT = Report(7, "Rude.", 1, Millis(1_785_000_000_000))


def case(**more: object) -> Case:
    return replace(Case(reviewed("Loud", "Naoki leaves."), (REPORT,), 1, None), **more)  # type: ignore[arg-type]


async def test_a_case_offers_what_makes_sense() -> None:
    assert labels(pages.case_page(case())) == [
        "Dismiss",
        "Hide …",
        "Ask to mark spoilers",
        "Read it all",
        "Versions",
    ]
    marked = case(reviewed=reviewed("Loud", "Naoki leaves.", spoilers=True), reports=(), report_count=0)
    assert labels(pages.case_page(marked)) == ["Hide …", "Read it all", "Versions"]
    assert "Naoki leaves." in read(pages.case_page(marked)), "moderators have to judge it"
    assert labels(pages.case_page(case(hiding=HIDING))) == ["Bring it back", "Read it all", "Versions"]
    asked = replace(HIDING, asked_at=1_785_000_000_000)
    assert labels(pages.case_page(case(hiding=asked))) == [
        "Bring it back",
        "Keep it hidden",
        "Read it all",
        "Versions",
    ]
    article = case(reviewed=replace(case().reviewed, review=replace(case().reviewed.review, user_id=NOBODY)))
    assert labels(pages.case_page(article)) == ["Dismiss", "Hide …", "Read it all", "Versions"]


async def test_the_queue_tells_how_many_wait_and_where() -> None:
    page = pages.queue_page(Queue(case(report_count=9), 1, 3, 2))
    assert "2 of 3 waiting" in read(page)
    assert "and 8 more" in read(page)
    assert "2 more reviews of shows for adults" in read(page)
    assert labels(page)[-2:] == ["‹", "›"]
    assert "1 more review of shows for adults" in read(pages.queue_page(Queue(None, 0, 0, 1)))


async def test_the_author_sees_it_greyed_with_the_reason_and_what_to_do() -> None:
    own = OwnHidden(reviewed("Loud", "Naoki\n\nleaves."), HIDING)
    page = appeals.hidden_page(own)
    assert "-# **Loud**\n-# Naoki leaves." in read(page)
    assert "Rude to the cast." in read(page)
    assert labels(page) == ["Edit", "Appeal", "Read it all", "Delete"]
    waiting = OwnHidden(own.reviewed, replace(HIDING, asked_version=1, asked_at=1_785_000_000_000))
    assert labels(appeals.hidden_page(waiting))[1] == "Appeal sent"
    looked = OwnHidden(own.reviewed, replace(HIDING, asked_version=1))
    assert labels(appeals.hidden_page(looked)) == ["Edit", "Read it all", "Delete"]


async def test_one_that_was_hidden_as_it_was_written_says_so_to_its_author_and_to_moderators() -> None:
    of, hiding = reviewed("Loud", "Naoki leaves."), replace(HIDING, held=True)
    for page, said in (
        (appeals.hidden_page(OwnHidden(of, hiding)), appeals.HELD),
        (appeals.saved_hidden(of, hiding, Followed({}, []), held=True), appeals.SAVED),
        (appeals.saved_hidden(of, hiding, Followed({}, []), held=False), appeals.STAYS),
    ):
        assert read(page).startswith(said)
        assert "Rude to the cast." in read(page)
        assert labels(page)[:2] == ["Edit", "Appeal"]
    assert "Hidden as it was written" in read(pages.case_page(Case(of, (), 0, hiding)))
    assert "Hidden as it was written" not in read(pages.case_page(Case(of, (), 0, HIDING)))


async def test_behind_the_dots_is_what_the_reader_may_do() -> None:
    of = reviewed("Loud", "Naoki leaves.")
    for own, moderates, wanted in (
        (True, False, ["Edit", "Delete"]),
        (True, True, ["Edit", "Delete"]),
        (False, False, ["Report"]),
        (False, True, ["Report", "Hide …"]),
    ):
        assert labels(more_page(More(of, own, moderates, None, None))) == wanted
    article = replace(of, review=replace(of.review, user_id=NOBODY))
    assert labels(more_page(More(article, False, False, None, None))) == ["Report"]
    assert labels(more_page(More(article, False, True, None, None))) == ["Report", "Hide …", "Delete"]


@settings(deadline=None, max_examples=30)
@given(lines, lines, texts)
async def test_every_page_fits(title: str, line: str, text: str) -> None:
    of = crowded(title or "A", line, text)
    at = 253_402_300_799_000
    hiding = Hiding(text[:1_000], UserId(SNOWFLAKE), Millis(at), SNOWFLAKE, 1, Millis(at))
    report = Report(SNOWFLAKE, text[:1_000], 1, Millis(at))
    own = OwnHidden(of, hiding)
    views: list[Layout] = [
        *(
            pages.queue_page(Queue(Case(of, (report,) * 4, 10**6, why), 5, 500, 500, 500))
            for why in (None, hiding, replace(hiding, held=True))
        ),
        pages.case_text(Case(of, (), 0, hiding), 1),
        pages.hidden_now(of, stuck(of)),
        pages.restored(of, stuck(of)),
        appeals.hidden_page(own),
        appeals.saved_hidden(of, hiding, Followed({}, []), held=True),
        appeals.own_text(own, 0),
        appeals.all_hidden(
            [replace(own, reviewed=replace(of, review=replace(of.review, review_id=n))) for n in range(25)]
        ),
        *(appeals.told_page(Told(news, of, why)) for news in News for why in (None, hiding)),
        more_page(More(of, True, True, None, News.SPOILERS)),
        *records_of(of, text),
    ]
    for view in views:
        assert problems(view) == []


def test_settings_in_the_record_name_channels_and_roles_and_nothing_else() -> None:
    details = {
        "fame channel: 0 → 1456\nfame votes: 5 → 3": "fame channel: none → <#1456> · fame votes: 5 → 3",
        "moderator roles: none → 12, 13": "moderator roles: none → <@&12>, <@&13>",
        "guard words: none → <@5>, channel: 5": "guard words: none → \\<@5\\>, channel: 5",
        "digest channel: 7 → 0": "digest channel: <#7> → none",
    }
    for stored, shown in details.items():
        page = records.audit_page(
            [Deed(1, UserId(5), "settings", Subject.SERVER, 0, 0, "", stored, Millis(0))], UserId(0)
        )
        assert shown in read(page)


def records_of(of: Reviewed, text: str) -> Iterator[Layout]:
    at, words = 253_402_300_799_000, of.review.words
    past = Past(ReviewId(SNOWFLAKE), of.review.target, UserId(SNOWFLAKE), text[:150], "hidden", Millis(at))
    versions = (
        Version(words, of.review.stars, Millis(at), 2),
        Version(Words(text[:150], text[::-1]), None, Millis(at), 1),
    )
    page = VersionPage(past, of.show, *versions, 10**6, 10**7)
    yield records.version_page(page, 1)
    yield records.version_page(replace(page, past=replace(past, state="deleted"), before=None), 0)
    yield records.version_page(replace(page, past=replace(past, state="deleted"), held=True), 1)
    yield records.changes_page(page)
    yield records.which_review([replace(past, review_id=number) for number in range(25)])
    kinds = [kind for kind in Subject for _ in range(3)]
    yield records.audit_page(
        [
            Deed(
                number,
                UserId(SNOWFLAKE),
                "ask for spoiler mark",
                kind,
                5,
                SNOWFLAKE,
                of.show.title,
                text,
                Millis(at),
            )
            for number, kind in enumerate(kinds)
        ],
        UserId(SNOWFLAKE),
    )
    found = [
        Block(UserId(SNOWFLAKE - number), text[:1_000], UserId(SNOWFLAKE), Millis(at), Millis(at))
        for number in range(9)
    ]
    yield records.blocks_page(found)
    yield records.blocked(found[0])
