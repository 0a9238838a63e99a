"""Google's own types, condensed from its discovery document: what a request may carry."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from sandbox.sheets.errors import GoogleError, bad_fields, invalid

# {"revision": ..., "types": {name: {field: spec}}}; a spec is str, int, num, bool, any, mask,
# enum:A|B, #Type, any of them after [] for a list, or "absent": Google has it, we do not.
_DOCUMENT = json.loads(files(__package__).joinpath("schema.json").read_text("utf-8"))
TYPES: Mapping[str, Mapping[str, str]] = _DOCUMENT["types"]

TYPE_NAMES = {"str": "TYPE_STRING", "int": "TYPE_INT32", "num": "TYPE_DOUBLE", "bool": "TYPE_BOOL"}
INTEGER = re.compile(r"^-?[0-9]+$")

Problems = list[tuple[str, str]]

# Where a value stands, innermost last; made into `requests[0].add_sheet` only for a refusal.
Path = tuple["Path", str | int] | tuple[()]

# Gives the value as it is kept; what is wrong with it goes into the list.
Reader = Callable[[Any, Path, Problems], Any]


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
    cleaned: dict[str, Any] = _message(type_name)(value, (), problems)
    if problems:
        raise bad_fields(problems)
    return cleaned


@cache
def _reader(spec: str) -> Reader:
    if spec == "any":
        return lambda value, path, problems: value
    if spec.startswith("[]"):
        return _list(spec[2:])
    if spec.startswith("#"):
        return _message(spec[1:])
    if spec.startswith("enum:"):
        return _word(frozenset(spec[5:].split("|")))
    return _scalar(spec)


@cache
def _message(type_name: str) -> Reader:
    known = TYPES[type_name]
    readers: dict[str, Reader] = {}
    kind = f"type.googleapis.com/google.apps.sheets.v4.{type_name}"

    def reader_of(given: str, path: Path, problems: Problems) -> Reader | None:
        """The reader of a field by either of its names, None when the type has no such field."""
        name = given if given in known else camel(given)
        if name not in known:
            problems.append(_unknown_name(given, path))
            return None
        if known[name] == "absent":
            raise _not_imitated(name, path)
        return readers.setdefault(name, _reader(known[name]))

    def read(value: Any, path: Path, problems: Problems) -> Any:
        if not isinstance(value, dict):
            problems.append(_invalid_value(value, path, kind))
            return None
        cleaned: dict[str, Any] = {}
        for name, item in value.items():
            reader = readers.get(name) or reader_of(name, path, problems)
            if reader is not None and item is not None:
                key = name if name in known else camel(name)
                cleaned[key] = reader(item, (path, name), problems)
        return cleaned

    return read


def _list(spec: str) -> Reader:
    def read(value: Any, path: Path, problems: Problems) -> Any:
        reader = _reader(spec)
        items = value if isinstance(value, list) else [value]
        return [
            {} if item is None else reader(item, (path, index), problems)
            for index, item in enumerate(items)
        ]

    return read


def _word(words: frozenset[str]) -> Reader:
    def read(value: Any, path: Path, problems: Problems) -> Any:
        if not isinstance(value, str) or value not in words:
            problems.append(_invalid_value(value, path, "TYPE_ENUM"))
        return value

    return read


def _scalar(spec: str) -> Reader:
    convert = _CONVERTERS[spec]

    def read(value: Any, path: Path, problems: Problems) -> Any:
        converted = convert(value)
        if converted is None:
            problems.append(_invalid_value(value, path, TYPE_NAMES.get(spec, "TYPE_STRING")))
        return converted

    return read


def shown(path: Path) -> str:
    """A path as Google writes it: `requests[0].add_sheet.properties`."""
    if not path:
        return ""
    parent, name = path
    if isinstance(name, int):
        return f"{shown(parent)}[{name}]"
    return f"{shown(parent)}.{snake(name)}".lstrip(".")


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
    if not math.isfinite(number):
        return None
    return int(number) if number.is_integer() and abs(number) < 2**53 else number


_CONVERTERS = {"str": _text, "bool": _truth, "int": _integer, "num": _number, "mask": _text}


def _unknown_name(name: str, path: Path) -> tuple[str, str]:
    where = f" at '{shown(path)}'" if path else ""
    text = f'Invalid JSON payload received. Unknown name "{name}"{where}: Cannot find field.'
    return shown(path), text


def _invalid_value(value: Any, path: Path, kind: str) -> tuple[str, str]:
    given = json.dumps(value, ensure_ascii=False)
    return shown(path), f"Invalid value at '{shown(path)}' ({kind}), {given}"


def _not_imitated(name: str, path: Path) -> GoogleError:
    return invalid(f"Invalid {shown(path)}.{name}: this local stand-in does not imitate {name}.")


def camel(name: str) -> str:
    """Google takes `row_data` for `rowData` everywhere."""
    head, *rest = name.split("_")
    return head + "".join(part[:1].upper() + part[1:] for part in rest)


def snake(name: str) -> str:
    return re.sub(r"([A-Z])", lambda match: "_" + match[1].lower(), name)
