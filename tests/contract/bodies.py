"""Requests that are fine, for the judge's own tests to make worse."""

from typing import Any

Json = dict[str, Any]

POST_MESSAGE = ("POST", "/channels/1/messages")
EDIT_MESSAGE = ("PATCH", "/channels/1/messages/2")
FOLLOW_UP = ("POST", "/webhooks/1/token")
EDIT_ANSWER = ("PATCH", "/webhooks/1/token/messages/@original")
ANSWER = ("POST", "/interactions/1/token/callback")
SYNC = ("PUT", "/applications/1/commands")
POST_THREAD = ("POST", "/channels/1/threads")


def message(**fields: Any) -> Json:
    return {"content": "Hello", "allowed_mentions": {"parse": []}, **fields}


def card(*components: Json, **fields: Any) -> Json:
    return {"components": [*components], "flags": 1 << 15, "allowed_mentions": {"parse": []}, **fields}


def text(content: str = "Words") -> Json:
    return {"type": 10, "content": content}


def row(*components: Json) -> Json:
    return {"type": 1, "components": [*components]}


def button(custom_id: str = "review:open:1", **fields: Any) -> Json:
    return {"type": 2, "style": 2, "label": "Open", "custom_id": custom_id, **fields}


def link(url: str) -> Json:
    return {"type": 2, "style": 5, "label": "Open", "url": url}


def option(value: str = "a", **fields: Any) -> Json:
    return {"label": "An option", "value": value, **fields}


def select(*options: Json, **fields: Any) -> Json:
    return {"type": 3, "custom_id": "pages", "options": [*(options or [option()])], **fields}


def picture(url: str = "https://example.com/poster.png", **fields: Any) -> Json:
    return {"media": {"url": url}, **fields}


def embed(**fields: Any) -> Json:
    return message(embeds=[fields])


def answer(kind: int, **data: Any) -> Json:
    return {"type": kind, "data": data}


def modal(*fields: Json, **rest: Any) -> Json:
    return answer(9, **{"title": "Review", "custom_id": "review:1", "components": [*fields], **rest})


def label(component: Json, **fields: Any) -> Json:
    return {"type": 18, "label": "Your review", "component": component, **fields}


def text_input(**fields: Any) -> Json:
    return {"type": 4, "custom_id": "body", "style": 2, **fields}


def choices(n: int) -> list[Json]:
    return [{"name": f"Show {i}", "value": str(i)} for i in range(n)]


def command(name: str = "review", **fields: Any) -> Json:
    return {"name": name, "description": "Post a review", "type": 1, **fields}


def argument(name: str = "show", **fields: Any) -> Json:
    return {"type": 3, "name": name, "description": "Which show", **fields}


def weighing(n: int) -> Json:
    """A command of n characters, most of them in two options of 25 choices each."""
    each, more = divmod(n - len("reviewPost a reviewshowWhich showcastWhich show") - 50 * 60, 50)
    many = [{"name": f"{i:060}", "value": "v" * (each + (i < more))} for i in range(50)]
    return command(options=[argument("show", choices=many[:25]), argument("cast", choices=many[25:])])
