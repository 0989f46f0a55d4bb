"""Which show is meant: asked when a title is not known, and then what was wanted goes on.

What was wanted is kept as a draft, so that the question can be answered after a restart, too.
"""

from collections.abc import Callable, Coroutine, Mapping
from dataclasses import replace
from typing import Any

from discord import app_commands

from bot.client.request import Request
from bot.domain.catalog.shows import Show
from bot.domain.errors import Refusal
from bot.domain.ids import ShowId
from bot.domain.reviews.drafts import CommandDraft, Option, Unfinished
from bot.services.catalog.shows import UnknownShow
from bot.ui.pages.catalog.adding import did_you_mean

COMMAND_GONE = "This command is not there any more. Type `/` to see those that are."


async def ask_show(
    ask: Request, draft: Unfinished, unknown: UnknownShow, *, takes_new: bool, draft_id: int = 0
) -> None:
    """Ask which show is meant; the draft goes on with the answer."""
    draft_id = await ask.services.drafts.keep(ask.actor, draft, draft_id)
    words, _ = ask.kept
    ask.keep(words, draft_id)
    may_be_new = takes_new and not unknown.ambiguous and await ask.services.shows.may_add(ask.actor)
    page = did_you_mean(
        draft_id,
        unknown.title,
        unknown.sentence,
        unknown.nearest,
        may_be_new=may_be_new,
        may_wait=takes_new and not may_be_new,
    )
    await ask.show(page)


async def settle(ask: Request, options: Mapping[str, object], *, takes_new: bool) -> bool:
    """Whether all shows among a command's options are known; else it is asked which one is meant.

    Raises `UnknownShow` where there is nothing to choose from, or where the command can't wait.
    """
    asked, unknown = next(
        ((name, each) for name, each in options.items() if isinstance(each, UnknownShow)), ("", None)
    )
    if unknown is None:
        return True
    shows = {name: _shown(each) for name, each in options.items() if isinstance(each, Show | UnknownShow)}
    others = {name: each for name, each in options.items() if name not in shows}
    plain = {name: each for name, each in others.items() if isinstance(each, Option)}
    command = ask.interaction.command
    if command is None or len(plain) < len(others) or not (unknown.nearest or takes_new):
        raise unknown
    draft = CommandDraft(command.qualified_name, asked, shows, plain, takes_new)
    await ask_show(ask, draft, unknown, takes_new=takes_new)
    return False


async def resume(ask: Request, draft: CommandDraft, draft_id: int) -> None:
    """Carry out a command that waited for its show; if another of its shows is not known, ask for that."""
    ask.keep("", draft_id)
    command = _find(ask, draft.command)
    options: dict[str, Any] = dict(draft.options)
    for name, meant in draft.shows.items():
        try:
            options[name] = await _known(ask, meant)
        except UnknownShow as unknown:
            await ask_show(
                ask, replace(draft, asked=name), unknown, takes_new=draft.takes_new, draft_id=draft_id
            )
            return
    carry_out: Callable[..., Coroutine[Any, Any, None]] = command.callback
    await carry_out(command.binding, ask.interaction, **options)
    await ask.services.drafts.drop(ask.actor, draft_id)


def _shown(show: Show | UnknownShow) -> str | ShowId:
    return show.show_id if isinstance(show, Show) else show.title


async def _known(ask: Request, meant: str | ShowId) -> Show:
    shows = ask.services.shows
    return await (shows.find(ask.actor, meant) if isinstance(meant, str) else shows.get(ask.actor, meant))


def _find(ask: Request, name: str) -> app_commands.Command[Any, ..., None]:
    for command in ask.bot.tree.walk_commands():
        if command.qualified_name == name and isinstance(command, app_commands.Command):
            return command
    raise Refusal(COMMAND_GONE)
