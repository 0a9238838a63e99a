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
    asks = template.endswith("?")
    if not asks and "{jl}" not in template and "{kel}" not in template:
        said += f" Lokasi {at.street}."
    opening = chance.choice(bank.openings)
    if opening.endswith(", ") or chance.random() < 0.2:
        said = _small(said)
    said = f"{opening}{said}{chance.choice(bank.thanks if asks else bank.closings)}"
    if chance.random() < 0.4:
        said = hurried(said, bank.shorthand, chance)
    return said + _signature(bank, at, chance)


def _small(text: str) -> str:
    """Begun with a small letter, unless it is an abbreviation."""
    return text[0].lower() + text[1:] if text[1:2].islower() else text


def _signature(bank: Bank, at: Place, chance: random.Random) -> str:
    """What our first reply asks for, which many know to add; or just the kelurahan or desa."""
    thrown = chance.random()
    if thrown < 0.3:
        where = f"{at.block} {bank.area} {at.quarter.village}"
        return f"\n\nNama: {at.name}\nAlamat: {where}\nLokasi: {at.street} {at.spot}"
    return f" {bank.area} {at.quarter.village}." if thrown < 0.5 else ""


def hurried(text: str, shorthand: Mapping[str, tuple[str, ...]], chance: random.Random) -> str:
    """The same with the short forms that people type on a phone."""
    chosen = {word: chance.choice(forms) for word, forms in shorthand.items()}
    return WORD.sub(lambda found: chosen.get(found[0], found[0]), text)
