"""What to read next: reviews of related shows, with the reasons in words, and an opposing view."""

from collections.abc import Iterator

from bot.domain.actors import Actor
from bot.domain.catalog.shows import Show, ShowName
from bot.domain.discovery.pages import Opposing, RelatedPage, RelatedShow
from bot.domain.discovery.related import Evidence, Relation, ranked
from bot.domain.ids import ShowId
from bot.domain.ratings.rating import Spread, Target
from bot.services.lookup import the_show
from bot.services.service import Service, reads
from bot.store.catalog import people, shows
from bot.store.discovery import likings, selected
from bot.store.engine.transaction import Tx
from bot.store.ratings import ratings
from bot.store.totals import subjects

MOST = 10


class Related(Service):
    """The verbs of finding."""

    @reads
    def related(self, tx: Tx, actor: Actor, show_id: ShowId) -> RelatedPage:
        """Up to ten related shows with the review most worth reading, and an opposing view of this one.

        No review is the reader's own. Raises `Refusal` when the show is gone.
        """
        show = the_show(tx, actor, show_id)
        found = tuple(
            RelatedShow(name, relation.reasons, selected.best(tx, name.show_id, actor.user_id))
            for name, relation in related_names(tx, actor, show, MOST)
        )
        return RelatedPage(show, found, _opposing(tx, actor, show_id))


def related_names(tx: Tx, actor: Actor, show: Show, limit: int) -> list[tuple[ShowName, Relation]]:
    """Up to `limit` shows related to this one that may be seen here, the strongest relation first."""
    found: list[tuple[ShowName, Relation]] = []
    for relation in relations(tx, show):
        if len(found) == limit:
            break
        named = shows.names(tx, [relation.show_id], restricted=actor.sees_restricted)
        found += [(name, relation) for name in named]
    return found


def relations(tx: Tx, show: Show) -> Iterator[Relation]:
    """All shows that something relates to this one, the strongest relation first."""
    show_id = show.show_id
    return ranked(
        Evidence(
            shows.linked(tx, show_id),
            people.sharing(tx, show_id),
            likings.liking(tx, show_id),
            subjects.shared(tx, show_id),
            show.facts.network,
        )
    )


def _opposing(tx: Tx, actor: Actor, show_id: ShowId) -> Opposing | None:
    """A view that is far from the reader's own rating of the show or, without one, from the average."""
    own = ratings.current(tx, Target(show_id), actor.user_id)
    opinion = Spread.of(own) if own else ratings.spread(tx, Target(show_id))
    review = selected.opposing(tx, show_id, opinion, besides=actor.user_id)
    return Opposing(review, own, opinion) if review else None
