"""What is kept until it is posted, what is pinned, and who did what."""

from bot.domain.catalog.drafts import ShowDraft
from bot.domain.ids import Millis, ShowId
from bot.domain.moderation.records import Subject
from bot.domain.reviews.drafts import ArticleDraft, CommandDraft, ReviewDraft
from bot.domain.reviews.review import CardPlace, Pin
from bot.store.engine.transaction import Tx
from bot.store.moderation import audit, pins
from bot.store.reviews import drafts
from tests.store.samples import ANN, BOB, add_review, add_show, at, everywhere


def test_a_draft_is_kept_replaced_and_dropped(tx: Tx) -> None:
    review, show, article = ReviewDraft("é🎸"), ShowDraft("Beck"), ArticleDraft(ShowDraft("Nana"))
    one = drafts.add(tx, ANN, review)
    two = drafts.add(tx, BOB, show)
    assert drafts.get(tx, one) == drafts.Stored(ANN, review)
    drafts.replace(at(tx, 2), one, ReviewDraft("new"))
    assert drafts.get(tx, one) == drafts.Stored(ANN, ReviewDraft("new"))
    drafts.drop(tx, one)
    assert drafts.get(tx, one) is None
    assert drafts.get(tx, two) == drafts.Stored(BOB, show)
    command = CommandDraft(
        "rate", "show", {"show": "Glas", "other": ShowId(3)}, {"rating": 4.0, "season": 2, "text": None}, True
    )
    assert drafts.get(tx, drafts.add(tx, ANN, command)) == drafts.Stored(ANN, command)
    three = drafts.add(tx, ANN, article)
    assert three > two
    assert drafts.get(tx, three) == drafts.Stored(ANN, article)


def test_old_drafts_are_dropped_by_when_they_were_saved_last(tx: Tx) -> None:
    old, kept, new = (drafts.add(at(tx, now), ANN, ShowDraft("Beck")) for now in (4, 4, 5))
    drafts.replace(at(tx, 9), kept, ShowDraft("Beck"))
    assert drafts.drop_before(everywhere(tx), Millis(5)) == 1
    assert [drafts.get(tx, each) is not None for each in (old, kept, new)] == [False, True, True]


def test_a_review_has_one_pin_that_can_move(tx: Tx) -> None:
    number = add_review(tx, ShowId(add_show(tx))).review_id
    assert pins.get(tx, number) is None
    first, second = (
        Pin(number, CardPlace(5, 6), ANN, Millis(7)),
        Pin(number, CardPlace(8, 9), BOB, Millis(10)),
    )
    pins.put(tx, first)
    assert pins.get(tx, number) == first
    pins.put(tx, second)
    assert pins.get(tx, number) == second
    assert pins.drop(tx, number)
    assert not pins.drop(tx, number)
    assert pins.get(tx, number) is None


def test_the_record_grows_and_forgets_nothing(tx: Tx) -> None:
    audit.record(tx, ANN, "pin", Subject.REVIEW, 4, "")
    audit.record(at(tx, 2), BOB, "block", Subject.MEMBER, ANN, "for a week")
    audit.record(at(tx, 3), BOB, "settings", Subject.SERVER, 0, "theme")
    rows = everywhere(tx).all("SELECT * FROM audit ORDER BY audit_id")
    assert [tuple(row)[2:] for row in rows] == [
        (ANN, "pin", "review", 4, 0, "", 1),
        (BOB, "block", "member", 0, ANN, "for a week", 2),
        (BOB, "settings", "server", 0, 0, "theme", 3),
    ]
