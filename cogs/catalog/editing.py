"""For moderators: `/catalog edit`, `credits`, `titles`, `link`, `remove`, `restrict`, `pending` and so on."""

from dataclasses import replace
from functools import partial

from discord import app_commands
from discord.app_commands import Choice

from bot.client import Cog, Request, command, on_press
from bot.client.delivery.following import follow
from bot.domain.catalog.drafts import FormPart
from bot.domain.catalog.editing import AddingPolicy
from bot.domain.ids import ShowId
from bot.ui.pages.catalog import editing as pages
from cogs.catalog.forms import open_form
from cogs.options import ShowArgument

WHO = [
    Choice(name="Everybody", value=AddingPolicy.EVERYBODY.value),
    Choice(name="Everybody, and a moderator approves", value=AddingPolicy.APPROVAL.value),
    Choice(name="Moderators only", value=AddingPolicy.MODERATORS.value),
]


class EditingCog(Cog):
    """Keeping the catalogue: part of the cog `CatalogCog`."""

    @command()
    @app_commands.describe(show="Which show?")
    async def edit(self, ask: Request, show: ShowArgument) -> None:
        """For moderators: change what is known of a show"""
        await open_form(ask, show.show_id, FormPart.FACTS)

    @command()
    @app_commands.describe(show="Which show?")
    async def credits(self, ask: Request, show: ShowArgument) -> None:
        """For moderators: change who directed, wrote and plays in a show"""
        await open_form(ask, show.show_id, FormPart.CREDITS)

    @command()
    @app_commands.describe(show="Which show?")
    async def titles(self, ask: Request, show: ShowArgument) -> None:
        """For moderators: change the titles of a show"""
        await open_form(ask, show.show_id, FormPart.TITLES)

    @command()
    @app_commands.describe(show="Which show?", other="Whoever reads about it may also read about …")
    async def link(self, ask: Request, show: ShowArgument, other: ShowArgument) -> None:
        """For moderators: link two shows that one may also read about"""
        first, second = await ask.services.editing.link(ask.actor, show.show_id, other.show_id)
        await ask.show(pages.linked(first, second))

    @command()
    @app_commands.describe(show="Which show?", other="The one it is linked with")
    async def unlink(self, ask: Request, show: ShowArgument, other: ShowArgument) -> None:
        """For moderators: take the link between two shows away"""
        first, second = await ask.services.editing.unlink(ask.actor, show.show_id, other.show_id)
        await ask.show(pages.unlinked(first, second))

    @command()
    @app_commands.describe(show="Which show? It must have no reviews")
    async def remove(self, ask: Request, show: ShowArgument) -> None:
        """For moderators: remove a show that nobody has reviewed"""
        removal = await ask.services.editing.removal(ask.actor, show.show_id)
        await ask.show(pages.confirm_removal(removal))

    @on_press("catalog:remove")
    async def removed(self, ask: Request, show_id: ShowId) -> None:
        """They are sure."""
        removal = await ask.services.editing.remove(ask.actor, show_id)
        await ask.show(pages.removed(removal))

    @command()
    @app_commands.describe(show="Which show?", adults="Is it for adults only?")
    async def restrict(self, ask: Request, show: ShowArgument, adults: bool = True) -> None:
        """For moderators: keep a show for adults to age-restricted channels"""
        changed = await ask.services.editing.restrict(ask.actor, show.show_id, adults)
        shown = await ask.services.delivery.shown_of_show(ask.actor.guild_id, show.show_id)
        await follow(ask, shown, partial(pages.restricted, changed))

    @command()
    async def pending(self, ask: Request) -> None:
        """For moderators: approve or decline the shows that members added"""
        await _show_pending(ask)

    @on_press("catalog:approve")
    async def approve(self, ask: Request, show_id: ShowId) -> None:
        """Approve a show."""
        await ask.services.editing.approve(ask.actor, show_id)
        await _show_pending(ask)

    @on_press("catalog:decline")
    async def decline(self, ask: Request, show_id: ShowId) -> None:
        """Decline a show: it is removed, if nobody has reviewed it."""
        await ask.services.editing.remove(ask.actor, show_id)
        await _show_pending(ask)

    @command()
    @app_commands.describe(who="Who may add shows from now on?")
    @app_commands.choices(who=WHO)
    async def adding(self, ask: Request, who: str) -> None:
        """For those who manage the server: set who may add shows"""
        chosen = AddingPolicy(who)
        await ask.services.settings.change(ask.actor, lambda settings: replace(settings, adding=chosen))
        await ask.show(pages.adding_set(chosen))


async def _show_pending(ask: Request) -> None:
    waiting = await ask.services.editing.pending(ask.actor)
    await ask.show(pages.pending_page(waiting))
