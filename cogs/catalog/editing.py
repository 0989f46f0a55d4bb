"""For moderators: `/catalog edit`, `credits`, `titles`, `link`, `remove`, `restrict`, `pending` and so on."""

from dataclasses import replace

from discord import app_commands
from discord.app_commands import Choice
from discord.ext import commands

from bot.client import Interaction, on_press
from bot.domain.catalog.drafts import FormPart
from bot.domain.catalog.editing import AddingPolicy
from bot.domain.catalog.shows import Show
from bot.ui import forms, replies
from bot.ui.pages.catalog import editing as pages
from cogs._shared import ShowOption, actor_of, services, turn_to

ShowArgument = app_commands.Transform[Show, ShowOption]
WHO = [
    Choice(name="Everybody", value=AddingPolicy.EVERYBODY.value),
    Choice(name="Everybody, and a moderator approves", value=AddingPolicy.APPROVAL.value),
    Choice(name="Moderators only", value=AddingPolicy.MODERATORS.value),
]


class Editing(commands.Cog):
    """Keeping the catalogue: part of the cog `Catalog`."""

    @app_commands.command()
    @app_commands.describe(show="Which show?")
    async def edit(self, interaction: Interaction, show: ShowArgument) -> None:
        """For moderators: change what is known of a show"""
        await _open(interaction, show, FormPart.FACTS)

    @app_commands.command()
    @app_commands.describe(show="Which show?")
    async def credits(self, interaction: Interaction, show: ShowArgument) -> None:
        """For moderators: change who directed, wrote and plays in a show"""
        await _open(interaction, show, FormPart.CREDITS)

    @app_commands.command()
    @app_commands.describe(show="Which show?")
    async def titles(self, interaction: Interaction, show: ShowArgument) -> None:
        """For moderators: change the titles of a show"""
        await _open(interaction, show, FormPart.TITLES)

    @app_commands.command()
    @app_commands.describe(show="Which show?", other="Whoever reads about it may also read about …")
    async def link(self, interaction: Interaction, show: ShowArgument, other: ShowArgument) -> None:
        """For moderators: link two shows that one may also read about"""
        first, second = await services(interaction).editing.link(
            actor_of(interaction), show.show_id, other.show_id
        )
        await replies.answer(interaction, pages.linked(first, second), private=True)

    @app_commands.command()
    @app_commands.describe(show="Which show?", other="The one it is linked with")
    async def unlink(self, interaction: Interaction, show: ShowArgument, other: ShowArgument) -> None:
        """For moderators: take the link between two shows away"""
        first, second = await services(interaction).editing.unlink(
            actor_of(interaction), show.show_id, other.show_id
        )
        await replies.answer(interaction, pages.unlinked(first, second), private=True)

    @app_commands.command()
    @app_commands.describe(show="Which show? It must have no reviews")
    async def remove(self, interaction: Interaction, show: ShowArgument) -> None:
        """For moderators: remove a show that nobody has reviewed"""
        removal = await services(interaction).editing.removal(actor_of(interaction), show.show_id)
        await replies.answer(interaction, pages.confirm_removal(removal), private=True)

    @on_press("catalog:remove")
    async def removed(self, interaction: Interaction, show_id: int) -> None:
        """They are sure."""
        removal = await services(interaction).editing.remove(actor_of(interaction), show_id)
        await turn_to(interaction, pages.removed(removal))

    @app_commands.command()
    @app_commands.describe(show="Which show?", adults="Is it for adults only?")
    async def restrict(self, interaction: Interaction, show: ShowArgument, adults: bool = True) -> None:
        """For moderators: keep a show for adults to age-restricted channels"""
        catalog = services(interaction).editing
        changed = await catalog.restrict(actor_of(interaction), show.show_id, adults)
        interaction.client.dispatch("outbox")
        await replies.answer(interaction, pages.restricted(changed), private=True)

    @app_commands.command()
    async def pending(self, interaction: Interaction) -> None:
        """For moderators: approve or decline the shows that members added"""
        waiting = await services(interaction).editing.pending(actor_of(interaction))
        await replies.answer(interaction, pages.pending_page(waiting), private=True)

    @on_press("catalog:approve")
    async def approve(self, interaction: Interaction, show_id: int) -> None:
        """Approve a show."""
        catalog, actor = services(interaction).editing, actor_of(interaction)
        await catalog.approve(actor, show_id)
        await turn_to(interaction, pages.pending_page(await catalog.pending(actor)))

    @on_press("catalog:decline")
    async def decline(self, interaction: Interaction, show_id: int) -> None:
        """Decline a show: it is removed, if nobody has reviewed it."""
        catalog, actor = services(interaction).editing, actor_of(interaction)
        await catalog.remove(actor, show_id)
        await turn_to(interaction, pages.pending_page(await catalog.pending(actor)))

    @app_commands.command()
    @app_commands.describe(who="Who may add shows from now on?")
    @app_commands.choices(who=WHO)
    async def adding(self, interaction: Interaction, who: str) -> None:
        """For moderators: set who may add shows"""
        chosen = AddingPolicy(who)
        await services(interaction).settings.change(
            actor_of(interaction), lambda settings: replace(settings, adding=chosen)
        )
        await replies.answer(interaction, pages.adding_set(chosen), private=True)


async def _open(interaction: Interaction, show: Show, part: FormPart) -> None:
    actor = actor_of(interaction)
    draft = await services(interaction).editing.form(actor, show.show_id, part)
    draft_id = await services(interaction).shows.keep_draft(actor, draft)
    await replies.open_form(interaction, forms.show_form(draft_id, draft))
