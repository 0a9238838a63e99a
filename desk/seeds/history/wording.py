"""How a citizen puts it: a topic's sentence with a place and a time in it, in their own manner."""

from __future__ import annotations

import random
import re
from collections.abc import Mapping
from dataclasses import dataclass

from desk.seeds.history.topics import Bank, Quarter

SINCE = (
    *("sejak tiga hari lalu", "sudah seminggu", "sejak kemarin", "sudah dua minggu lebih"),
    *("dari bulan lalu", "sejak Subuh tadi", "sudah empat hari", "sejak malam Minggu"),
    *("hampir sebulan", "sejak hujan kemarin", "dari pagi tadi", "wis seminggu iki"),
)
WORD = re.compile(r"[a-z]+")


@dataclass(frozen=True)
class Place:
    """Where something is, and how whoever complains of it is called."""

    quarter: Quarter
    street: str
    spot: str
    block: str  # RT and RW
    name: str

    @property
    def location(self) -> str:
        return f"{self.street} {self.spot}, {self.block} {self.quarter.village}"


def place(bank: Bank, chance: random.Random, *, name: str, wet: bool) -> Place:
    """Somewhere in the city; `wet`: most often where the water comes."""
    quarters = bank.quarters
    if wet and chance.random() < 0.8:
        quarters = tuple(each for each in quarters if each.village in bank.wet_villages)
    quarter = chance.choice(quarters)
    block = f"RT {chance.randrange(1, 9):02d} RW {chance.randrange(1, 13):02d}"
    return Place(quarter, chance.choice(quarter.streets), chance.choice(bank.spots), block, name)


def facts(at: Place, chance: random.Random) -> dict[str, str]:
    """The values of a text's blanks."""
    return {
        "jl": at.street,
        "kel": at.quarter.village,
        "di": at.spot,
        "rt": at.block,
        "name": at.name,
        "sejak": chance.choice(SINCE),
        "n": str(chance.randrange(2, 10)),
    }


def complaint(bank: Bank, template: str, at: Place, chance: random.Random) -> str:
    """The first message about something: greeting, what it is, where, and a last word."""
    said = template.format(**facts(at, chance))
    if "{jl}" not in template and "{kel}" not in template:
        said += f" Lokasi {at.street}."
    if chance.random() < 0.2:
        said = said[0].lower() + said[1:]
    said = f"{chance.choice(bank.openings)}{said}{chance.choice(bank.closings)}"
    if chance.random() < 0.4:
        said = hurried(said, bank.shorthand, chance)
    if chance.random() < 0.3:
        said += f"\n\nNama: {at.name}\nAlamat: {at.block} Kel. {at.quarter.village}"
        said += f"\nLokasi: {at.street} {at.spot}"
    elif chance.random() < 0.3:
        said += f" Kelurahan {at.quarter.village}."
    return said


def hurried(text: str, shorthand: Mapping[str, tuple[str, ...]], chance: random.Random) -> str:
    """The same with the short forms that people type on a phone."""
    chosen = {word: chance.choice(forms) for word, forms in shorthand.items()}
    return WORD.sub(lambda found: chosen.get(found[0], found[0]), text)
