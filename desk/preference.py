"""One row of the tab Pengaturan as data: its key, its kind, its default and its bounds."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    TEXT = "text"
    NUMBER = "number"
    FLAG = "flag"
    LIST = "list"
    PHONES = "phone"
    CHOICE = "choice"
    PREFIX = "prefix"
    PATTERN = "pattern"


@dataclass(frozen=True)
class Preference:
    """One row of the tab: `key` is its Kunci, `attribute` the field of `Preferences`.

    `default` is what stands in an untouched cell; "" with `required` is filled from the SOP.
    """

    key: str
    attribute: str
    kind: Kind
    default: str
    explanation: str
    lowest: int = 0
    highest: int = 0
    choices: tuple[str, ...] = ()
    required: bool = True
