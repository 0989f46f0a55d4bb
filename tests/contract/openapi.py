"""What Discord's own API description (OpenAPI 3.1) says of a request.

The description is read as it stands, with two changes: the exceptions in `AMENDMENTS`, and that a field it
does not name is a problem. Discord drops such a field in silence, so whoever sent it believes in something
that does not happen.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple, TypeGuard, cast
from urllib.parse import urlsplit

from jsonschema import Draft202012Validator, FormatChecker, ValidationError, validators

Node = dict[str, Any]
"""A JSON object: a schema, or a part of the description."""

SCHEMAS = "#/components/schemas/"


class Amendment(NamedTuple):
    """One place where the description and what Discord takes differ: fields of schemas, or whole schemas."""

    schemas: str  # names, separated by spaces
    fields: str  # names, separated by spaces; "" for the schemas themselves
    takes: Node
    reason: str


AMENDMENTS = (
    Amendment(
        "SnowflakeType",
        "",
        {"type": ["string", "integer"], "pattern": "^(0|[1-9][0-9]*)$", "minimum": 0, "format": "snowflake"},
        "Discord also takes an id as a JSON number; discord.py writes attachments and references so",
    ),
    Amendment(
        "ApplicationCommandCreateRequest ApplicationCommandUpdateRequest"
        " ApplicationCommandPatchRequestPartial",
        "nsfw",
        {"type": "boolean"},
        "documented by Discord and sent with every command, but missing in the description",
    ),
    Amendment(
        "MessageEditRequestPartial IncomingWebhookUpdateRequestPartial BaseCreateMessageCreateRequest"
        " IncomingWebhookUpdateForInteractionCallbackRequestPartial",
        "tts",
        {"const": False},
        "discord.py says it with every edit and forum post; nothing is lost when Discord drops it",
    ),
    Amendment(
        "CreateForumThreadRequest",
        "type",
        {"const": 11},
        "discord.py asks for a public thread, and a forum has no others",
    ),
    Amendment(
        "RichEmbed",
        "flags",
        {"const": 0},
        "discord.py writes an embed as Discord sends it; nothing is lost when Discord drops it",
    ),
    Amendment(
        "MessageAttachmentRequest",
        "proxy_url url size width height content_type spoiler",
        {},
        "discord.py names a file that stays as Discord described it; Discord reads its id alone",
    ),
)

UNDESCRIBED_QUERY: Mapping[tuple[str, str], Node] = {
    # discord.py nests the first message of a forum post, as the description does, and says so.
    ("POST", "/channels/{channel_id}/threads"): {"use_nested_fields": {"type": "boolean"}}
}
"""Parameters that Discord takes and the description lacks."""


def is_object(value: object) -> TypeGuard[Node]:
    """Whether a value is a JSON object."""
    return isinstance(value, dict)


def is_array(value: object) -> TypeGuard[list[Any]]:
    """Whether a value is a JSON array."""
    return isinstance(value, list)


@dataclass(frozen=True, slots=True)
class Route:
    """One operation of the API: `template` is its path as the description writes it, ids in braces."""

    method: str
    template: str
    pattern: re.Pattern[str]
    body: Node | None
    query: Mapping[str, Node]


class Description:
    """Discord's API description, ready to hold requests against."""

    def __init__(self, document: Node) -> None:
        self._schemas: Node = document["components"]["schemas"]
        for amendment in AMENDMENTS:
            _amend(self._schemas, amendment)
        _prepare(document)
        keywords = {
            "$ref": self._reference,
            "oneOf": self._one_of,
            "anyOf": self._one_of,
            "minLength": _min_length,
        }
        extend = cast("Any", validators).extend  # its stubs leave it untyped
        self._validator: Any = extend(Draft202012Validator, keywords)({}, format_checker=FORMATS)
        # The most specific first: /messages/pins before /messages/{message_id}.
        self._routes = sorted(_routes(document), key=lambda route: route.template.count("{"))

    def route(self, method: str, path: str) -> Route | None:
        """The operation that a request asks for, or None when Discord describes none."""
        return next((r for r in self._routes if r.method == method and r.pattern.fullmatch(path)), None)

    def problems(self, route: Route, json: object, params: Mapping[str, object]) -> Iterator[str]:
        """One sentence for everything in body and query that the description does not allow."""
        for name, value in params.items():
            if name not in route.query:
                yield f"?{name}: no such parameter"
            else:
                schema = route.query[name]
                yield from self._mismatches(self._from_wire(value, schema), schema, f"?{name}")
        if route.body is None:
            if json is not None:
                yield "a body, where none is described"
        elif json is None:
            yield "the body is missing"
        else:
            yield from self._mismatches(json, route.body, "")

    def _mismatches(self, value: object, schema: Node, root: str) -> Iterator[str]:
        for error in self._validator.evolve(schema=schema).iter_errors(value):
            yield f"{_where(error, root)}: {_sentence(error)}"

    def _referred(self, reference: str) -> Node:
        """What `#/components/schemas/…` names: there are no other references in a schema."""
        return self._schemas[reference.removeprefix(SCHEMAS)]

    def _reference(
        self, validator: Any, reference: str, instance: object, _schema: Node
    ) -> Iterator[ValidationError]:
        """`$ref`; the stock keyword takes the address apart anew each time, which takes long."""
        yield from validator.descend(instance, self._referred(reference))

    def _resolved(self, schema: Node) -> Node:
        while "$ref" in schema:
            schema = self._referred(schema["$ref"])
        return schema

    def _from_wire(self, value: object, schema: Node) -> object:
        """A query value as Discord reads it: the wire makes text of all, and Discord reads `1` as true."""
        text = str(value)
        match self._resolved(schema).get("type"):
            case "boolean":
                return {"1": True, "0": False, "true": True, "false": False}.get(text, text)
            case "integer" if re.fullmatch(r"-?\d+", text):
                return int(text)
            case _:
                return text

    def _one_of(
        self, validator: Any, branches: list[Node], instance: object, _schema: Node
    ) -> Iterator[ValidationError]:
        """`oneOf` and `anyOf`, reported in the terms of the branch that was meant.

        The stock keywords say that a card “is not valid under any of the given schemas”. Components and
        callbacks tell by `type` which branch they are; elsewhere it is the one with the fewest errors.
        """
        meant = [branch for branch in branches if self._is_meant(validator, branch, instance)]
        if not meant:
            kind: object = instance.get("type") if is_object(instance) else None
            what = repr(instance)[:60] if kind is None else f"type {kind}"
            yield ValidationError(f"{what} has no place here")
            return
        errors: list[list[ValidationError]] = [list(validator.descend(instance, b)) for b in meant]
        yield from min(errors, key=len)

    def _is_meant(self, validator: Any, branch: Node, instance: object) -> bool:
        branch = self._resolved(branch)
        if "const" in branch:
            return instance == branch["const"]
        types: object = branch.get("type", [])
        types = types if is_array(types) else [types]
        if types and not any(validator.is_type(instance, t) for t in types):
            return False
        kinds = branch.get("properties", {}).get("type", {}).get("enum")
        return kinds is None or not is_object(instance) or instance.get("type") in kinds


def _amend(schemas: Node, amendment: Amendment) -> None:
    for schema in amendment.schemas.split():
        if not amendment.fields:
            schemas[schema] = amendment.takes
        for field in amendment.fields.split():
            schemas[schema]["properties"][field] = amendment.takes


def _prepare(node: object) -> None:
    """Refuse fields that no schema names, throughout the description."""
    if is_array(node):
        for item in node:
            _prepare(item)
    elif is_object(node):
        if node.get("type") in ("object", ["object", "null"]) and "properties" in node:
            node.setdefault("additionalProperties", False)
        for item in node.values():
            _prepare(item)


def _routes(document: Node) -> Iterator[Route]:
    for template, path in document["paths"].items():
        pattern = re.escape(template)
        for parameter in path.get("parameters", ()):
            is_id = parameter["schema"].get("$ref", "").endswith("/SnowflakeType")
            placeholder = re.escape("{" + parameter["name"] + "}")
            pattern = pattern.replace(placeholder, r"\d+" if is_id else "[^/]+")
        for method in path.keys() - {"parameters"}:
            operation = path[method]
            query = _query(operation) | UNDESCRIBED_QUERY.get((method.upper(), template), {})
            yield Route(method.upper(), template, re.compile(pattern), _body(operation), query)


def _body(operation: Node) -> Node | None:
    """The schema of the JSON body; with files it is the form's `payload_json`, which has the same schema."""
    if "requestBody" not in operation:
        return None
    content = operation["requestBody"]["content"]
    return (content.get("application/json") or content["multipart/form-data"])["schema"]


def _query(operation: Node) -> dict[str, Node]:
    return {p["name"]: p["schema"] for p in operation.get("parameters", ()) if p["in"] == "query"}


def _min_length(_validator: Any, least: int, instance: object, _schema: Node) -> Iterator[ValidationError]:
    """`minLength` as Discord counts it, without the blanks at both ends."""
    if isinstance(instance, str) and len(instance.strip()) < least:
        yield ValidationError(f"{len(instance.strip())} characters, {least} at least")


def _where(error: ValidationError, root: str) -> str:
    steps = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in error.absolute_path)
    return (root + steps).lstrip(".") or "body"


def _sentence(error: ValidationError) -> str:
    """What is wrong, without quoting a text of thousands of characters."""
    value: Any = error.instance
    schema: Any = error.schema
    match error.validator:
        case "maxLength":
            return f"{len(value):,} characters, {error.validator_value:,} at most"
        case "maxItems" | "minItems":
            bound = "at most" if error.validator == "maxItems" else "at least"
            return f"{len(value)} items, {error.validator_value} {bound}"
        case "additionalProperties":
            return f"Discord knows no {', '.join(sorted(value.keys() - schema['properties'].keys()))}"
        case _:
            quoted = repr(value)
            return error.message.replace(quoted, quoted if len(quoted) < 80 else f"{quoted[:80]}…")


FORMATS = FormatChecker(formats=())


@FORMATS.checks("snowflake", raises=ValueError)
def _is_snowflake(value: object) -> bool:
    return not isinstance(value, str | int) or int(value) < 1 << 64


@FORMATS.checks("int32")
def _is_int32(value: object) -> bool:
    return not isinstance(value, int) or -(1 << 31) <= value < 1 << 31


@FORMATS.checks("date-time", raises=ValueError)
def _is_time(value: object) -> bool:
    return not isinstance(value, str) or bool(datetime.fromisoformat(value))


@FORMATS.checks("uri", raises=ValueError)
def _is_address(value: object) -> bool:
    if not isinstance(value, str):
        return True
    address = urlsplit(value)
    return address.scheme in {"http", "https", "discord", "attachment"} and bool(address.netloc)
