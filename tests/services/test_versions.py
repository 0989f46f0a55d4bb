"""Earlier versions of one's own reviews: an edit undone, a new review undone, a version brought back."""

import inspect
import re
from dataclasses import replace
from pathlib import Path

import pytest

import bot.services
from bot.domain.actors import Person
from bot.domain.delivery.outbox import OutboxKind
from bot.domain.errors import Refusal
from bot.domain.ids import ReviewId, ShowId
from bot.domain.ratings.rating import Stars, Target
from bot.domain.reviews.drafts import ReviewDraft
from bot.domain.reviews.replacing import MuchWouldGo
from bot.domain.reviews.review import Review
from bot.domain.reviews.versions import Undoing
from bot.domain.spans import MINUTE
from tests.services.server import Server, draft_of

ARTICLE = " ".join(f"Sentence {number} of an article that took a whole evening." for number in range(90))
"""Nearly 5,000 characters."""


async def written(server: Server, *drafts: tuple[int, str]) -> Review:
    """A review by ann of Glass Heart, in so many versions: (half stars, text) each."""
    show_id = await server.add_show()
    review: Review | None = None
    for halves, body in drafts:
        seen = review.version if review else 0
        draft = ReviewDraft("Glass Heart", Stars(halves), show_id, body=body, seen=seen)
        review = (await server.post(server.ann, draft)).reviewed.review
    assert review
    return review


async def rate(server: Server, review: Review, halves: int) -> None:
    """Ann rates what she has reviewed, later."""
    server.clock.now += 1_000
    await server.services.ratings.rate(server.ann, review.target, Stars(halves))
    server.clock.now += 1_000


async def now(server: Server, review: Review) -> Review:
    found = await server.services.reviews.own(server.ann, review.target)
    assert found
    return found


async def test_one_word_does_not_replace_an_article_unasked(server: Server) -> None:
    review = await written(server, (9, ARTICLE))
    draft = draft_of(review.target.show_id, body="ok", stars=6)
    with pytest.raises(MuchWouldGo) as asked:
        await server.post(server.ann, draft)
    assert (asked.value.old, asked.value.new.body, asked.value.typed) == (review, "ok", "ok")
    assert await now(server, review) == review, "its rating stays as well until it is answered"


async def test_what_its_author_has_seen_is_replaced_unless_it_is_another_by_now(server: Server) -> None:
    review = await written(server, (9, ARTICLE), (8, f"{ARTICLE} And more."))
    draft = ReviewDraft("", Stars(6), review.target.show_id, body="ok", seen=1)
    with pytest.raises(MuchWouldGo) as asked:
        await server.post(server.ann, draft)
    assert asked.value.old.version == 2
    posted = await server.post(server.ann, replace(draft, seen=2))
    assert posted.reviewed.review.words.body == "ok"


async def test_a_text_is_added_below_whatever_is_there_by_then(server: Server) -> None:
    review = await written(server, (9, ARTICLE))
    draft = ReviewDraft("", Stars(6), review.target.show_id, headline="New", body="ok", below=True)
    posted = await server.post(server.ann, draft)
    assert posted.reviewed.review.words.body == f"{ARTICLE}\n\nok"
    assert posted.reviewed.review.stars == Stars(6)
    with pytest.raises(Refusal, match="40,000 characters, and this one has 4"):
        await server.post(
            server.ann, ReviewDraft("", Stars(6), review.target.show_id, body="x" * 39_000, below=True)
        )


async def test_an_edit_is_undone_with_its_stars_and_once_only(server: Server) -> None:
    review = await written(server, (9, ARTICLE), (6, "ok"))
    undone = await server.services.versions.undo(server.ann, review.review_id, 2)
    assert (undone.came, undone.stars) == (Undoing.BACK, Stars(9))
    back = await now(server, review)
    assert (back.words.body, back.stars, back.version) == (ARTICLE, Stars(9), 3)
    assert back == undone.reviewed.review

    again = await server.services.versions.undo(server.ann, review.review_id, 2)
    assert again.came is Undoing.ALREADY
    assert await now(server, review) == back


async def test_undoing_gives_the_rating_before_also_where_no_version_has_it(server: Server) -> None:
    review = await written(server, (9, "First."))
    await rate(server, review, 3)
    draft = ReviewDraft("", Stars(6), review.target.show_id, body="Second.")
    await server.post(server.ann, draft)
    await server.services.versions.undo(server.ann, review.review_id, 2)
    assert (await now(server, review)).stars == Stars(3)


async def test_a_rating_given_since_stays(server: Server) -> None:
    review = await written(server, (9, "First."), (6, "Second."))
    await rate(server, review, 2)
    await server.services.versions.undo(server.ann, review.review_id, 2)
    back = await now(server, review)
    assert (back.words.body, back.stars) == ("First.", Stars(2))


async def test_an_old_button_undoes_no_newer_edit(server: Server) -> None:
    review = await written(server, (9, "First."), (6, "Second."), (5, "Third."))
    for number in (1, 2):
        undone = await server.services.versions.undo(server.ann, review.review_id, number)
        assert undone.came is Undoing.NEWER
    assert await now(server, review) == review


async def test_a_new_review_is_undone_with_its_rating_and_its_words_are_a_draft(server: Server) -> None:
    review = await written(server, (9, ARTICLE))
    undone = await server.services.versions.undo(server.ann, review.review_id, 1)
    assert (undone.came, undone.stars) == (Undoing.GONE, None)
    assert await server.services.reviews.own(server.ann, review.target) is None
    assert await server.services.ratings.own(server.ann, review.target) is None
    draft = await server.services.drafts.review(server.ann, undone.draft_id)
    assert (draft.body, draft.stars, draft.target) == (ARTICLE, Stars(9), review.target)
    with pytest.raises(Refusal, match="deleted already"):
        await server.services.versions.undo(server.ann, review.review_id, 1)


async def test_undoing_a_new_review_leaves_the_rating_that_was_there_before(server: Server) -> None:
    show_id = await server.add_show()
    await server.services.ratings.rate(server.ann, Target(show_id), Stars(3))
    server.clock.now += 1_000
    review = (await server.post(server.ann, draft_of(show_id, stars=8))).reviewed.review
    undone = await server.services.versions.undo(server.ann, review.review_id, 1)
    assert undone.stars == Stars(3)
    assert await server.services.ratings.own(server.ann, review.target) == Stars(3)


async def test_undoing_a_new_review_leaves_a_rating_given_since(server: Server) -> None:
    review = await written(server, (9, "First."))
    await rate(server, review, 2)
    await server.services.versions.undo(server.ann, review.review_id, 1)
    assert await server.services.ratings.own(server.ann, review.target) == Stars(2)


async def test_any_version_is_brought_back_and_nothing_is_lost(server: Server) -> None:
    review = await written(server, (9, ARTICLE), (6, "Second."), (5, "Third."))
    versions = server.services.versions
    back = await versions.bring_back(server.ann, review.review_id, 1)
    assert (back.review.words.body, back.review.stars, back.review.version) == (ARTICLE, Stars(9), 4)
    assert (await versions.bring_back(server.ann, review.review_id, 1)).review == back.review, "twice is once"
    for index, body in enumerate((ARTICLE, "Second.", "Third.", ARTICLE)):
        own = await versions.earlier(server.ann, review.review_id, index)
        assert (own.version.words.body, own.version.number, own.count) == (body, index + 1, 4)
    with pytest.raises(Refusal, match="not kept"):
        await versions.bring_back(server.ann, review.review_id, 9)


async def test_the_card_follows(server: Server) -> None:
    review = await written(server, (9, "First."), (6, "Second."))
    (before,) = await server.due(after=MINUTE)
    await server.services.versions.bring_back(server.ann, review.review_id, 1)
    (after,) = await server.due()
    assert (after.kind, after.review_id) == (OutboxKind.CARD, review.review_id)
    assert after.note_id > before.note_id


async def test_a_hidden_review_stays_hidden(server: Server) -> None:
    review = await written(server, (9, "First."), (6, "Second."))
    await server.services.moderation.hide(server.mod, review.review_id, "Rude.")
    undone = await server.services.versions.undo(server.ann, review.review_id, 2)
    assert undone.reviewed.review.hidden
    back = await now(server, review)
    assert (back.words.body, back.stars, back.hidden) == ("First.", Stars(9), True)
    assert await server.services.ratings.own(server.ann, review.target) is None
    with pytest.raises(Refusal):
        await server.services.reviews.get(server.bob, review.review_id)


async def test_what_comes_back_passes_the_guards_of_today(server: Server) -> None:
    review = await written(server, (9, "A crumpet."), (6, "Second."))
    await server.services.settings.change(
        server.mod, lambda before: replace(before, guard_words=("crumpet",))
    )
    versions = server.services.versions
    for verb, number in ((versions.bring_back, 1), (versions.undo, 2)):
        with pytest.raises(Refusal, match="crumpet") as refused:
            await verb(server.ann, review.review_id, number)
        assert refused.value.typed == "A crumpet."
    await server.services.records.block(server.mod, Person(server.ann.user_id), 0, "Rude.")
    with pytest.raises(Refusal, match="stopped your reviews"):
        await server.services.versions.bring_back(server.ann, review.review_id, 1)
    assert await now(server, review) == review


async def test_nobody_looks_back_at_or_undoes_what_others_wrote(server: Server) -> None:
    review = await written(server, (9, "First."), (6, "Second."))
    for actor in (server.bob, server.mod):
        for ask in (
            server.services.versions.undo(actor, review.review_id, 2),
            server.services.versions.bring_back(actor, review.review_id, 1),
            server.services.versions.earlier(actor, review.review_id, 0),
        ):
            with pytest.raises(Refusal, match="Only its author"):
                await ask
    with pytest.raises(Refusal):
        await server.services.versions.earlier(server.ann, ReviewId(99), 0)
    assert await now(server, review) == review
    assert review.target == Target(ShowId(1))


ASKS = {
    "bot/services/reviews/reviews.py": "`Reviews.post` raises `MuchWouldGo`",
    "bot/services/reviews/versions.py": "an earlier version comes back, which its author chose",
    "bot/services/reviews/articles.py": "`Articles.save` raises `MuchWouldGo`",
    "bot/services/members/import_work.py": "the preview says how many would lose most of their text",
    "bot/services/moderation/appeals.py": "only the mark of spoilers is another",
    "bot/services/reviews/holding.py": "what members save goes by here; those who call it ask",
}
"""Who puts other words in the place of a review's, and how it is seen to that nobody loses theirs unasked."""


def test_whoever_replaces_words_asks_before_much_of_them_goes() -> None:
    services = Path(inspect.getfile(bot.services)).parent
    replacing = {
        f"bot/services/{path.relative_to(services).as_posix()}"
        for path in services.rglob("*.py")
        if re.search(r"\b(?:reviews|hiding|holding)\.edit\(|\brewrite\(", path.read_text("utf-8"))
    }
    assert replacing == ASKS.keys(), "say in ASKS how it asks first (`loses_much`, bot/domain/reviews)"
