"""The words in which the example history of a city is written: its topics, people and places."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

EVEN = (1.0,) * 12


@dataclass(frozen=True)
class Topic:
    """What citizens write about one category, and what becomes of it.

    Texts may hold {jl} a street, {kel} a kelurahan or desa, {di} a spot, {sejak} since when,
    {rt} an RT/RW. `results` are what the OPD reports, `answers` what the city answers by itself.
    """

    category: str
    agency: str
    texts: tuple[str, ...]
    results: tuple[str, ...]
    answers: tuple[str, ...]
    season: tuple[float, ...] = EVEN  # complaints a week in each month, January first, relative
    scene: str = ""  # of its photos; "" when nobody takes one
    answered: float = 0.06  # share that the city answers by itself
    elsewhere: str = ""  # the agency of the city it sometimes belongs to instead
    outside: str = ""  # Alasan of Bukan Kewenangan; "" when it never is somebody else's
    days: float = 2.0  # working days the OPD usually takes
    staffed: bool = True  # the example staff has people of this OPD


@dataclass(frozen=True)
class Quarter:
    """A kelurahan or desa with streets in it."""

    district: str
    village: str
    streets: tuple[str, ...]


@dataclass(frozen=True)
class Bank:
    """Everything a city's example history is put together from.

    `floods`: months (1 to 12) with days on which the water comes and many write at once.
    """

    topics: tuple[Topic, ...]
    flood_topic: str
    floods: tuple[int, ...]
    quarters: tuple[Quarter, ...]
    wet_villages: frozenset[str]
    names: tuple[str, ...]
    spots: tuple[str, ...]
    openings: tuple[str, ...]
    closings: tuple[str, ...]
    thanks: tuple[str, ...]  # closings of a question
    shorthand: Mapping[str, tuple[str, ...]]  # a word and how people write it in a hurry
    spam: tuple[str, ...]
    area: str = "Kelurahan"  # what a village is called in an address
