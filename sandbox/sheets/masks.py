"""Field masks: `sheets(properties,data/rowData.values.note)` as a tree, and what they pick."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from sandbox.sheets import schema
from sandbox.sheets.errors import bad_fields, invalid

# What is picked beneath each name; an empty tree is everything.
Mask = dict[str, "Mask"]

TOKEN = re.compile(r"\s*([A-Za-z_0-9]+|\*|[.,/()])")


def parse(text: str) -> Mask:
    """The tree of a mask. Raises 400 when the text is no mask."""
    tokens, at = [], 0
    while at < len(text.rstrip()):
        match = TOKEN.match(text, at)
        if not match:
            raise _broken(text)
        tokens.append(match[1])
        at = match.end()
    mask, rest = _paths(tokens)
    if rest:
        raise _broken(text)
    return mask


def _broken(text: str) -> Exception:
    return bad_fields(
        [(text, f"Error parsing 'fields' parameter: '{text}'.")],
        "Request contains an invalid argument.",
    )


def _paths(tokens: list[str]) -> tuple[Mask, list[str]]:
    """The paths up to the closing bracket or the end, and the tokens that follow."""
    mask: Mask = {}
    whole: set[str] = set()
    while tokens and tokens[0] != ")":
        tokens = _path(tokens, mask, whole)
        if tokens and tokens[0] == ",":
            tokens = tokens[1:]
        elif tokens and tokens[0] != ")":
            return mask, tokens
    return mask, tokens


def _path(tokens: list[str], mask: Mask, whole: set[str]) -> list[str]:
    name, tokens = schema.camel(tokens[0]), tokens[1:]
    below: Mask = {}
    if tokens and tokens[0] in "./" and len(tokens) > 1:
        tokens = _path(tokens[1:], below, set())
    elif tokens and tokens[0] == "(":
        below, tokens = _paths(tokens[1:])
        tokens = tokens[1:] if tokens else ["("]
    if not below or name in whole:
        whole.add(name)
        mask[name] = {}
    else:
        mask[name] = _union(mask.get(name, {}), below)
    return tokens


def _union(one: Mask, other: Mask) -> Mask:
    merged = dict(one)
    for name, below in other.items():
        both = name in one and one[name] and below
        merged[name] = _union(one[name], below) if both else ({} if name in one else below)
    return merged


def everything(mask: Mask) -> bool:
    return not mask or "*" in mask


def pick(value: Any, mask: Mask) -> Any:
    """The part of a JSON value that a mask names; lists are looked through."""
    if everything(mask):
        return value
    if isinstance(value, list):
        return [pick(item, mask) for item in value]
    if not isinstance(value, dict):
        return value
    return {name: pick(value[name], below) for name, below in mask.items() if name in value}


def reduced(answer: dict[str, Any], mask: Mask) -> dict[str, Any]:
    """An answer with what a mask names of it."""
    return {name: pick(answer[name], deeper) for name, deeper in _kept(answer, mask).items()}


def _kept(answer: dict[str, Any], mask: Mask) -> Mask:
    wanted: Mask = dict.fromkeys(answer, {}) if everything(mask) else mask
    return {name: deeper for name, deeper in wanted.items() if name in answer}


def below(mask: Mask, *names: str) -> Mask | None:
    """What a mask wants beneath a path: a tree, or None when it does not want the path."""
    for name in names:
        if everything(mask):
            return {}
        if name not in mask:
            return None
        mask = mask[name]
    return mask


def response_mask(text: str | None, type_name: str) -> Mask:
    """The `fields` parameter of a request, checked against the answer's type."""
    if not text:
        return {}
    mask = parse(text)
    unknown = _unknown(mask, f"#{type_name}", "")
    if unknown:
        reason = "Error expanding 'fields' parameter. Cannot find matching fields for path "
        violations = [(text, f"{reason}'{path}'.") for path in unknown]
        raise bad_fields(violations, "Request contains an invalid argument.")
    return mask


def update_mask(text: str | None, type_name: str) -> Mask:
    """The `fields` of an update request: must be given, must name fields of the type."""
    if not text:
        raise invalid(
            "At least one field must be listed in 'fields'. (Use '*' to indicate all fields.)"
        )
    mask = parse(text)
    unknown = _unknown(mask, f"#{type_name}", "")
    if unknown:
        raise invalid(f"Invalid field: {unknown[0]}")
    return mask


def _unknown(mask: Mask, spec: str, path: str) -> list[str]:
    """The paths of a mask that the type does not have."""
    if spec.startswith("[]"):
        spec = spec[2:]
    if spec == "any" or everything(mask):
        return []
    fields = schema.fields(spec)
    found: list[str] = []
    for name, deeper in mask.items():
        here = f"{path}.{name}" if path else name
        found += _unknown(deeper, fields[name], here) if name in fields else [here]
    return found


def change(target: Mapping[str, Any], source: Mapping[str, Any], mask: Mask) -> dict[str, Any]:
    """`target` with the masked fields taken from `source`; what `source` lacks is cleared."""
    if everything(mask):
        return dict(source)
    changed = dict(target)
    for name, deeper in mask.items():
        old, new = changed.pop(name, None), source.get(name)
        if deeper and not everything(deeper) and isinstance(old or new, dict):
            new = change(old or {}, new or {}, deeper)
        if new is not None and new != {}:
            changed[name] = new
    return changed
