"""Google's own types, condensed from its discovery document: what a request may carry."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sandbox.sheets.errors import GoogleError, bad_fields, invalid

# {"revision": ..., "types": {name: {field: spec}}}; a spec is str, int, num, bool, any, mask,
# enum:A|B, #Type, any of them after [] for a list, or "absent": Google has it, we do not.
_DOCUMENT = json.loads(Path(__file__).with_name("schema.json").read_text(encoding="utf-8"))
TYPES: Mapping[str, Mapping[str, str]] = _DOCUMENT["types"]

TYPE_NAMES = {"str": "TYPE_STRING", "int": "TYPE_INT32", "num": "TYPE_DOUBLE", "bool": "TYPE_BOOL"}
INTEGER = re.compile(r"^-?[0-9]+$")

Problems = list[tuple[str, str]]


def fields(spec: str) -> Mapping[str, str]:
    """The fields of a message type given as `#Name`; nothing for a plain value."""
    return TYPES[spec[1:]] if spec.startswith("#") else {}


def clean(value: object, type_name: str) -> dict[str, Any]:
    """A request body by Google's rules: camelCase names, nulls dropped, numbers as numbers.

    Raises 400 with "Unknown name" or "Invalid value" for everything that the type does not have.
    """
    if not isinstance(value, dict):
        raise invalid("Invalid JSON payload received. Unexpected token.")
    problems: Problems = []
    cleaned = _message(value, type_name, "", problems)
    if problems:
        raise bad_fields([(place, text) for place, text in problems])
    return cleaned


def _message(
    value: dict[str, Any], type_name: str, path: str, problems: Problems
) -> dict[str, Any]:
    known = TYPES[type_name]
    cleaned: dict[str, Any] = {}
    for given, item in value.items():
        name = given if given in known else _camel(given)
        spec = known.get(name)
        if spec is None:
            problems.append(_unknown_name(given, path))
        elif spec == "absent":
            raise _not_imitated(name, path)
        elif item is not None:
            cleaned[name] = _value(item, spec, f"{path}.{snake(name)}".lstrip("."), problems)
    return cleaned


def _value(value: Any, spec: str, path: str, problems: Problems) -> Any:
    if spec == "any":
        return value
    if spec.startswith("[]"):
        return _list(value, spec[2:], path, problems)
    if spec.startswith("#"):
        if isinstance(value, dict):
            return _message(value, spec[1:], path, problems)
        problems.append(
            _invalid_value(value, path, f"type.googleapis.com/google.apps.sheets.v4.{spec[1:]}")
        )
        return None
    if spec.startswith("enum:"):
        if value in spec[5:].split("|"):
            return value
        problems.append(_invalid_value(value, path, "TYPE_ENUM"))
        return None
    return _scalar(value, spec, path, problems)


def _list(value: Any, spec: str, path: str, problems: Problems) -> list[Any]:
    items = value if isinstance(value, list) else [value]
    return [
        _value(item, spec, f"{path}[{index}]", problems)
        if item is not None or spec == "any"
        else {}
        for index, item in enumerate(items)
    ]


def _scalar(value: Any, spec: str, path: str, problems: Problems) -> Any:
    converted = _CONVERTERS[spec](value)
    if converted is None:
        problems.append(_invalid_value(value, path, TYPE_NAMES.get(spec, "TYPE_STRING")))
    return converted


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) else None


def _truth(value: Any) -> bool | None:
    if isinstance(value, bool):
        return value
    return {"true": True, "false": False}.get(value) if isinstance(value, str) else None


def _integer(value: Any) -> int | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, str):
        return int(value) if INTEGER.match(value) else None
    return int(value) if isinstance(value, int | float) and value == int(value) else None


def _number(value: Any) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        number = float(value)
    except ValueError:
        return None
    return int(number) if number.is_integer() and abs(number) < 2**53 else number


def _mask(value: Any) -> str | None:
    return value if isinstance(value, str) else None


_CONVERTERS = {"str": _text, "bool": _truth, "int": _integer, "num": _number, "mask": _mask}


def _unknown_name(name: str, path: str) -> tuple[str, str]:
    where = f" at '{path}'" if path else ""
    text = f'Invalid JSON payload received. Unknown name "{name}"{where}: Cannot find field.'
    return path, text


def _invalid_value(value: Any, path: str, kind: str) -> tuple[str, str]:
    shown = json.dumps(value, ensure_ascii=False) if isinstance(value, str | list | dict) else value
    return path, f"Invalid value at '{path}' ({kind}), {shown}"


def _not_imitated(name: str, path: str) -> GoogleError:
    return invalid(f"Invalid {path}.{name}: this local stand-in does not imitate {name}.")


def _camel(name: str) -> str:
    head, *rest = name.split("_")
    return head + "".join(part.capitalize() for part in rest)


def snake(name: str) -> str:
    return re.sub(r"([A-Z])", lambda match: "_" + match[1].lower(), name)
