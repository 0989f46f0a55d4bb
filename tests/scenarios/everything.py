"""Asking a bot everything: each command used, each button pressed, each form sent in, by whoever it is.

Also such as nobody was shown. What the bot sends meanwhile, a test looks through.
"""

import json
import re
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from simcord import ChannelHandle, MemberActor, ResponseMessage

from tests.scenarios import forged
from tests.scenarios.world import World
from tests.test_commands import handlers, leaves, payload

ADDRESSES = [
    (kind, str(address.value), len(method.args.args) - (3 if kind == "on_submit" else 2))
    for kind, address, method in handlers()
]
"""(press or form, address, how many numbers follow) of everything that can be pressed or sent in."""
ENDS = re.compile(":(erase|cancel|remove|decline|drop|delete|unmerge|keep|restore|hidden|off)$")
"""What takes something away, of which there is less to be named afterwards."""
FEATURES = {
    feature: sorted(each, key=lambda one: bool(ENDS.search(one[1])))
    for feature, each in groupby(sorted(ADDRESSES, key=lambda one: one[1]), lambda one: one[1].split(":")[0])
}
"""The same by feature, what takes something away at the end."""


def numbers(count: int) -> Iterator[str]:
    """The ids of a custom_id: of the show, the reviews, the drafts and all else."""
    for first in (1, 2, 3):
        for second in (0, 1) if count > 1 else (0,):
            yield ".".join(map(str, (first, second, *[0] * (count - 2))[: max(count, 1)]))


def sent_since(world: World, since: int) -> list[str]:
    """What the bot has sent since then: where to, and what, as JSON."""
    sent = world.env.http_requests[since:]
    return [json.dumps([each.path, each.json], ensure_ascii=False) for each in sent]


async def pressed(
    page: ResponseMessage,
    channel: ChannelHandle,
    feature: str,
    members: Sequence[MemberActor],
    typed: Mapping[str, str],
    ids_of: Callable[[int], Iterable[str]] = numbers,
) -> AsyncIterator[str]:
    """Press and send in all that a feature has, on a page of a channel, by each of these; tells of each."""
    for kind, address, count in FEATURES[feature]:
        for ids in ids_of(count):
            for member in members:
                if kind == "on_press":
                    await forged.press(member, page, f"{address}:{ids}", "1")
                else:
                    await forged.submit(member, channel, f"{address}:{ids}", **typed)
                yield f"{member.name}: {address}:{ids}"


@dataclass(frozen=True, slots=True)
class Used:
    """A command that was used about a show after something was `offered`: `since` so many requests."""

    what: str
    show: str
    since: int
    offered: str


async def used(world: World, shows: Iterable[str], completing: str = "") -> AsyncIterator[Used]:
    """Use every command about these shows, by everybody who sees it, and every list of choices of it.

    In the lists, `completing` is typed; else what is typed of the show.
    """
    world.show_moderation()
    everybody = [world.ann, world.bob, world.mod]
    slashed = [(name, each) for name, each in leaves(payload(world.bot)) if each.get("type", 1) == 1]
    for name, command in slashed:
        for show in shows:
            for member in everybody[2:] if name.split()[0] in ("pin", "settings") else everybody:
                since, offered = len(world.env.http_requests), list[Any]()
                for option in command.get("options", []):
                    if option.get("autocomplete"):
                        typed = completing or show
                        offered += await member.autocomplete(world.general, name, option["name"], typed)
                await member.slash(world.general, name, **dict(_options_of(command, world, show)))
                yield Used(f"{member.name}: /{name} {show}", show, since, repr(offered))


def _options_of(command: dict[str, Any], world: World, show: str) -> Iterator[tuple[str, Any]]:
    """What somebody fills into a command."""
    for option in command.get("options", []):
        match option["type"]:
            case 3 if option.get("autocomplete") or option["name"] == "title":
                yield option["name"], show
            case 3 | 4 | 10 if option.get("choices"):
                yield option["name"], option["choices"][0]["value"]
            case 3:
                yield option["name"], "petals"
            case 5:
                yield option["name"], True
            case 6:
                yield option["name"], world.ann
            case 11 if command["name"] == "import":
                yield (
                    option["name"],
                    ("article.txt", b"Velvet Orchid\n\nReview by Jo\n\nFine petals, all of them.\n"),
                )
            case _:
                pass
