"""What to read next: reviews of related shows, with the reason in words."""

from bot.domain.actors import Actor
from bot.domain.pages import RelatedShow, Reviewed
from bot.domain.reviews import Order
from bot.domain.shows import Job, Show
from bot.services.lookup import the_show
from bot.store import people, reviews, shows
from bot.store.database import Database, Tx

ALSO_READ = "also read"
JOB_WORDS = {Job.DIRECTOR: "also directed by", Job.WRITER: "also written by", Job.CAST: "also with"}


class Discovery:
    """The verbs of finding."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def related(
        self, actor: Actor, show_id: int, limit: int = 10
    ) -> tuple[Show, tuple[RelatedShow, ...]]:
        """The show, and up to `limit` related ones with reasons and best review; editors' links first."""

        def related(tx: Tx) -> tuple[Show, tuple[RelatedShow, ...]]:
            show = the_show(tx, actor, show_id)
            return show, tuple(
                RelatedShow(name, why[name.show_id], _best(tx, actor, name.show_id))
                for why in [reasons(tx, actor.guild_id, show_id)]
                for name in shows.names(tx, actor.guild_id, list(why)[:limit])
            )

        return await self._database.read(related)


def reasons(tx: Tx, guild_id: int, show_id: int) -> dict[int, tuple[str, ...]]:
    """Why other shows are related to this one, strongest first: an editor's links, then shared people."""
    why: dict[int, list[str]] = {other: [ALSO_READ] for other in shows.linked(tx, guild_id, show_id)}
    for other, shared in people.sharing(tx, guild_id, show_id):
        by_job: dict[Job, list[str]] = {}
        for name, job in shared:
            by_job.setdefault(job, []).append(name)
        why.setdefault(other, []).extend(f"{JOB_WORDS[job]} {_listed(by_job[job])}" for job in by_job)
    return {other: tuple(words) for other, words in why.items()}


def _best(tx: Tx, actor: Actor, show_id: int) -> Reviewed | None:
    show = shows.get(tx, actor.guild_id, show_id)
    best = reviews.of_show(tx, actor.guild_id, show_id, Order.HELPFUL)
    return Reviewed(best[0], show) if show and best else None


def _listed(names: list[str]) -> str:
    names = list(dict.fromkeys(names))
    if len(names) > 3:
        names = [*names[:2], f"{len(names) - 2} more"]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
