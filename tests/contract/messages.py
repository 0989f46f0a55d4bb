"""Rules about messages that the API description does not spell out.

Every check takes what already fits the description, and yields a sentence for each problem.
"""

from collections.abc import Iterator, Sequence

from tests.contract import components
from tests.contract.components import Kind, Part, over
from tests.contract.openapi import Node

CONTENT = 2_000  # characters; the description's 4,000 are for people who pay
EMBEDS = 6_000  # characters in all embeds of a message
ROWS = 5  # action rows without Components V2

# Components V2, a whole message:
COMPONENTS = 40  # nested ones and accessories too
TEXT = 4_000  # characters in all text displays
WEIGHT = (
    10_170  # undocumented: UTF-8 bytes, with so many for each text display; beyond it Discord answers 500
)
WEIGHT_OF_A_DISPLAY = 12

SUPPRESS_EMBEDS, EPHEMERAL, SILENT, VOICE, COMPONENTS_V2 = 1 << 2, 1 << 6, 1 << 12, 1 << 13, 1 << 15
SENDABLE = SUPPRESS_EMBEDS | SILENT | VOICE | COMPONENTS_V2
V2_ONLY = frozenset({9, 10, 11, 12, 13, 14, 17})


def created(message: Node) -> Iterator[str]:
    """A new message in a channel."""
    yield from _new(message, SENDABLE)
    # A POST that got a 5xx is sent again; only an enforced nonce keeps that from posting twice.
    if message.get("nonce") is not None and message.get("enforce_nonce") is not True:
        yield "enforce_nonce: missing, so the nonce prevents nothing"


def answered(message: Node) -> Iterator[str]:
    """A new message that answers an interaction, or follows up on it."""
    yield from _new(message, SENDABLE | EPHEMERAL)


def threaded(thread: Node) -> Iterator[str]:
    """A new thread; in a forum it starts with a message."""
    if "message" in thread:
        yield from created(thread["message"])


def edited(message: Node) -> Iterator[str]:
    """An edit. discord.py sends the message's old flags along, and Discord passes over those it keeps."""
    parts = list(components.walk(message.get("components") or ()))
    # An edit may leave the flag out: it is permanent.
    v2 = bool(_flags(message) & COMPONENTS_V2) or any(part["type"] in V2_ONLY for _, part in parts)
    yield from _any(message, parts, v2=v2)


def _new(message: Node, sendable: int) -> Iterator[str]:
    flags = _flags(message)
    if flags & ~sendable:
        yield f"flags: {flags & ~sendable} cannot be sent here"
    parts = list(components.walk(message.get("components") or ()))
    v2 = bool(flags & COMPONENTS_V2)
    if not v2 and any(part["type"] in V2_ONLY for _, part in parts):
        yield "flags: these components need the Components V2 flag"
    blank = not (message.get("content") or "").strip()
    others = ("embeds", "components", "attachments", "sticker_ids", "poll", "message_reference")
    if blank and not any(message.get(key) for key in others):
        yield "content: an empty message"
    yield from _any(message, parts, v2=v2)


def _flags(message: Node) -> int:
    return message.get("flags") or 0


def _any(message: Node, parts: Sequence[Part], *, v2: bool) -> Iterator[str]:
    yield from _mentions(message)
    yield from _embeds(message.get("embeds") or ())
    yield from over("content", len(message.get("content") or ""), CONTENT, "characters")
    yield from over("components", len(parts), COMPONENTS, "in all")
    yield from components.problems(parts)
    yield from _attached(message, parts, v2=v2)
    if v2:
        yield from _v2(message, parts)
    else:
        yield from over("components", len(message.get("components") or ()), ROWS, "rows")


def _mentions(message: Node) -> Iterator[str]:
    """Nobody may be pinged, and saying nothing pings: everybody named, or the users in an answer."""
    allowed = message.get("allowed_mentions")
    if allowed is None:
        yield "allowed_mentions: missing, so whoever the text names is pinged"
    elif allowed.get("parse") != [] or any(allowed.get(key) for key in ("users", "roles", "replied_user")):
        yield f"allowed_mentions: {allowed} may ping somebody"


def _embeds(embeds: Sequence[Node]) -> Iterator[str]:
    total = 0
    for embed in embeds:
        parts: list[Node | None] = [
            embed,
            embed.get("footer"),
            embed.get("author"),
            *(embed.get("fields") or ()),
        ]
        # Each of them has only some of these.
        counted = ("title", "description", "text", "name", "value")
        total += sum(len(part.get(key) or "") for part in parts if part for key in counted)
    yield from over("embeds", total, EMBEDS, "characters in all")


def _v2(message: Node, parts: Sequence[Part]) -> Iterator[str]:
    for key in ("content", "embeds", "sticker_ids", "poll"):
        if message.get(key):
            yield f"{key}: not beside Components V2"
    texts: list[str] = [part["content"] for _, part in parts if part["type"] == Kind.TEXT_DISPLAY]
    yield from over("components", sum(map(len, texts)), TEXT, "characters of text in all")
    weight = sum(len(text.encode()) + WEIGHT_OF_A_DISPLAY for text in texts)
    yield from over("components", weight, WEIGHT, f"bytes ({WEIGHT_OF_A_DISPLAY} a text display)")


def _attached(message: Node, parts: Sequence[Part], *, v2: bool) -> Iterator[str]:
    """What components show as `attachment://name` is sent along; and V2 shows no other file."""
    shown = {url.removeprefix("attachment://") for url in _media(parts) if url.startswith("attachment://")}
    sent: set[str] = {file["filename"] for file in message.get("attachments") or () if file.get("filename")}
    if "attachments" in message:
        for name in shown - sent:
            yield f"attachments: {name} is shown but not sent"
        for name in sent - shown if v2 else ():
            yield f"attachments: {name} is sent, and no component shows it"


def _media(parts: Sequence[Part]) -> Iterator[str]:
    for _, part in parts:
        match part["type"]:
            case Kind.THUMBNAIL:
                yield part["media"]["url"]
            case Kind.FILE:
                yield part["file"]["url"]
            case Kind.MEDIA_GALLERY:
                yield from (item["media"]["url"] for item in part["items"])
            case _:
                pass
