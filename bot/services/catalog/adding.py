"""Adding a show, whichever way it comes: who may, whether it is there already, whether it has to wait."""

from bot.domain.actors import Actor
from bot.domain.catalog.editing import AddingPolicy
from bot.domain.catalog.shows import Facts, Show, ShowName
from bot.domain.errors import Refusal
from bot.domain.ids import ShowId
from bot.services.guards import guard, refuse_blocked
from bot.services.lookup import known_show, may_name, name_here
from bot.services.rights import moderates
from bot.store.catalog import editing, shows
from bot.store.engine.transaction import Tx
from bot.store.server import guilds


def needs_approval(tx: Tx, actor: Actor) -> bool:
    """Whether what this member adds waits for approval; raises `Refusal` if they may not add at all."""
    settings = guilds.settings(tx)
    if moderates(tx, actor, settings):
        return False
    if settings.adding is AddingPolicy.MODERATORS:
        raise Refusal("On this server, moderators add the shows. Ask one of them to add it.")
    return settings.adding is AddingPolicy.APPROVAL


def may_add(tx: Tx, actor: Actor) -> bool:
    """Whether this member may add shows here, be it with a moderator's approval."""
    settings = guilds.settings(tx)
    return settings.adding is not AddingPolicy.MODERATORS or moderates(tx, actor, settings)


def same_show(tx: Tx, title: str, year: int | None, besides: int = 0) -> ShowName | None:
    """The show that one of this title and year would be the same as, other than the show `besides`.

    It has that title, and its year is the same, or one of the years isn't known.
    """
    for name in shows.with_title(tx, title):
        if name.show_id != besides and (year is None or name.year is None or name.year == year):
            return name
    return None


def refuse_same(tx: Tx, actor: Actor, title: str, year: int | None) -> None:
    """Raise `Refusal` when a show of this title and year is there already."""
    if same := same_show(tx, title, year):
        raise known_already(tx, actor, same)


def known_already(tx: Tx, actor: Actor, name: ShowName) -> Refusal:
    """What to raise when a show is there already."""
    where = "" if may_name(tx, actor, name.show_id) else " in an age-restricted channel"
    return Refusal(f"{name_here(tx, actor, name)} is in the catalogue already. Open it with `/show`{where}.")


def add_show(tx: Tx, actor: Actor, title: str, facts: Facts, *, provided: bool = False) -> ShowId:
    """Add a show, which waits for approval if need be, and return its number; raises `Refusal`.

    What somebody has typed of it is guarded; `provided` says that all of it is another catalogue's.
    """
    if provided:
        refuse_blocked(tx, actor)
    else:
        guard(tx, actor, (title, facts))
    waits = needs_approval(tx, actor)
    show_id = shows.add(tx, title, facts, actor.user_id)
    editing.set_pending(tx, show_id, waits)
    return show_id


def change_show(tx: Tx, actor: Actor, before: Show, title: str, facts: Facts) -> Show:
    """Change what is known of a show, as somebody has typed it, and return it; raises `Refusal`."""
    guard(tx, actor, (title, facts), before=before)
    shows.update(tx, before.show_id, title, facts)
    return known_show(tx, before.show_id)
