"""The strict checks of request bodies, in the words of GREEN-API's page "Common errors"."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from starlette.requests import Request

Json = dict[str, Any]
# A check gives None, or what is wrong with the value: a sentence with {name} for the field.
Check = Callable[[Any], str | None]

CHAT_ID = re.compile(r"(\d{5,20}@c\.us|\d{5,20}(-\d+)?@g\.us|\d{5,20}@lid)")


class Refused(Exception):
    """The request is answered with an error; `status` is the HTTP code, the text its message."""

    def __init__(self, message: str, status: int = 400) -> None:
        super().__init__(message)
        self.status = status


def invalid(detail: str) -> Refused:
    return Refused(f"Validation failed. Details: {detail}")


def text(longest: int, *, empty: bool = False) -> Check:
    def check(value: Any) -> str | None:
        if not isinstance(value, str):
            return "'{name}' must be a string"
        if not value and not empty:
            return "'{name}' is not allowed to be empty"
        too_long = f"'{{name}}' length must be less than or equal to {longest} characters long"
        return too_long if len(value) > longest else None

    return check


def whole(lowest: int, highest: int) -> Check:
    def check(value: Any) -> str | None:
        if not isinstance(value, int) or isinstance(value, bool):
            return "'{name}' must be a number"
        if value < lowest:
            return f"'{{name}}' must be greater than or equal to {lowest}"
        return f"'{{name}}' must be less than or equal to {highest}" if value > highest else None

    return check


def one_of(*allowed: str) -> Check:
    return lambda value: (
        None if value in allowed else f"'{{name}}' must be one of [{', '.join(allowed)}]"
    )


def flag(value: Any) -> str | None:
    return None if isinstance(value, bool) else "'{name}' must be a boolean"


def mapping(value: Any) -> str | None:
    return None if isinstance(value, dict) else "'{name}' must be of type object"


def chat_id(value: Any) -> str | None:
    if isinstance(value, str) and CHAT_ID.fullmatch(value):
        return None
    return "'{name}' must be one of the next formats: 'phone_number@c.us' or 'group_id@g.us'"


async def body(request: Request) -> Any:
    """The JSON body. Raises Refused if it is none."""
    raw = await request.body()
    try:
        given = json.loads(raw)
        # Half a surrogate pair is JSON, but no text that could be stored or sent.
        json.dumps(given, ensure_ascii=False).encode()
        return given
    except json.JSONDecodeError as problem:
        unexpected = problem.doc[problem.pos : problem.pos + 1]
        raise Refused(f"Unexpected token {unexpected} in JSON at position {problem.pos}") from None
    except UnicodeError:
        raise Refused("bad request data") from None


def checked(given: Any, fields: Mapping[str, Check], *, required: Iterable[str] = ()) -> Json:
    """The body as it came, if it has all required fields, no other ones, and sound values."""
    if not isinstance(given, dict):
        raise Refused("bad request data")
    for name in required:
        if name not in given:
            raise invalid(f"'{name}' is required")
    for name, value in given.items():
        if name not in fields:
            raise invalid(f"'{name}' is not allowed")
        problem = fields[name](value)
        if problem:
            raise invalid(problem.format(name=name))
    return given
