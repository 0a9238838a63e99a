"""The words in which a city's seed is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from desk.records import Agency, Category, Person


@dataclass(frozen=True)
class Template:
    """A row of the tab Templat Balasan. `required`: placeholders it makes no sense without."""

    key: str
    audience: str
    text: str
    remark: str = ""
    required: tuple[str, ...] = ()


@dataclass(frozen=True)
class City:
    """`preferences` are the values that differ from the defaults; `staff` is fictitious."""

    agencies: tuple[Agency, ...]
    categories: tuple[Category, ...]
    districts: Mapping[str, tuple[str, ...]]  # kecamatan -> its kelurahan or desa
    preferences: Mapping[str, str]
    templates: tuple[Template, ...]
    staff: tuple[Person, ...]
    guide: tuple[tuple[str, str], ...]  # of the tab Petunjuk: what is typed, what happens
