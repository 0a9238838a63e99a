"""One request as the handlers see it, with Google's rules for parameters and bodies."""

from __future__ import annotations

import json
import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from starlette.datastructures import QueryParams

from sandbox.sheets import schema
from sandbox.sheets.errors import GoogleError, bad_fields, invalid
from sandbox.sheets.sheet import Json

EVERYWHERE = frozenset(
    "fields alt key prettyPrint quotaUser access_token callback oauth_token uploadType "
    "upload_protocol $.xgafv $prettyPrint $alt".split()
)
CHOICES = {
    "valueRenderOption": ("FORMATTED_VALUE", "UNFORMATTED_VALUE", "FORMULA"),
    "dateTimeRenderOption": ("SERIAL_NUMBER", "FORMATTED_STRING"),
    "majorDimension": ("ROWS", "COLUMNS"),
    "valueInputOption": ("RAW", "USER_ENTERED"),
    "insertDataOption": ("OVERWRITE", "INSERT_ROWS"),
}


@dataclass(frozen=True)
class Asked:
    """`user` is a name or an e-mail address; `now` is when the request came in."""

    user: str
    now: datetime
    path: Mapping[str, str]
    query: QueryParams
    content: bytes

    def only(self, *names: str) -> None:
        """Raise 400 for a query parameter that the method does not have."""
        for name in self.query:
            if name not in EVERYWHERE and name not in names:
                text = (
                    f'Invalid JSON payload received. Unknown name "{name}": Cannot bind query '
                    f"parameter. Field '{name}' could not be found in request message."
                )
                raise bad_fields([("", text)])

    def choice(self, name: str, default: str | None = None) -> str:
        """A parameter with a fixed set of words. Raises 400 for another word or none."""
        given = self.query.get(name)
        if given is None:
            if default is None:
                raise invalid(f"'{name}' is required but not specified")
            return default
        return one_of(name, given, CHOICES[response_option(name)])

    def flag(self, name: str) -> bool:
        given = self.query.get(name, "false")
        if given.lower() not in ("true", "false", "1", "0"):
            text = f"Invalid value at '{schema.snake(name)}' (TYPE_BOOL), \"{given}\""
            raise bad_fields([(schema.snake(name), text)])
        return given.lower() in ("true", "1")

    def body(self, type_name: str) -> Json:
        """The JSON body, checked against a type of Google's. Raises 400."""
        return schema.clean(self.json(), type_name)

    def json(self) -> Any:
        if not self.content.strip():
            return {}
        try:
            return json.loads(self.content, parse_float=_finite, parse_constant=_finite)
        except ValueError as problem:
            raise GoogleError(400, f"Invalid JSON payload received. {problem}") from problem


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(f"{text} is not a number that JSON knows")
    return number


def response_option(name: str) -> str:
    """`responseValueRenderOption` has the words of `valueRenderOption`."""
    short = name.removeprefix("response")
    return short[0].lower() + short[1:]


def one_of(name: str, given: str, words: Collection[str]) -> str:
    if given not in words:
        kind = response_option(name)[0].upper() + response_option(name)[1:]
        place = schema.snake(name)
        kind = "Dimension" if kind == "MajorDimension" else kind
        text = (
            f"Invalid value at '{place}' (type.googleapis.com/google.apps.sheets.v4.{kind}), "
            f'"{given}"'
        )
        raise bad_fields([(place, text)])
    return given
