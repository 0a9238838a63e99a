"""What the reference tabs say, as typed records: who, which OPD, which category, until when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sop.model import Limit

OUTSIDE = "Luar"  # Jenis Instansi of agencies that citizens are only referred to


@dataclass(frozen=True)
class Agency:
    """A row of the tab OPD. `phone` is digits only, `group` a WhatsApp group id or empty."""

    short: str
    aliases: tuple[str, ...] = ()
    name: str = ""
    kind: str = "OPD"  # OPD, BUMD, Kecamatan, Luar
    phone: str = ""
    group: str = ""
    contact: str = ""
    active: bool = True


@dataclass(frozen=True)
class Person:
    """A row of the tab Petugas. From `deputy_from` to `deputy_to`, both included, `deputy` (an
    e-mail) has this person's messages and rights; without dates, as long as the name stands."""

    email: str
    name: str = ""
    roles: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    phone: str = ""
    deputy: str = ""
    deputy_from: date | None = None
    deputy_to: date | None = None
    active: bool = True

    def deputy_on(self, day: date) -> str:
        """The e-mail of whoever stands in on this day, or ""."""
        begun = self.deputy_from is None or self.deputy_from <= day
        ended = self.deputy_to is not None and self.deputy_to < day
        return self.deputy if begun and not ended else ""


@dataclass(frozen=True)
class Category:
    """A row of the tab Kategori. `target` is the city's own, beside the SOP's limits."""

    name: str
    agency: str = ""
    kind: str = ""  # Jenis Aduan: Umum, Teknis or none
    keywords: tuple[str, ...] = ()
    confidential: bool = False
    target: Limit | None = None


@dataclass(frozen=True)
class ReadyText:
    """A row of the tab Templat Balasan. `uses`: what stands in "Untuk", in small letters."""

    title: str
    text: str
    uses: frozenset[str]


@dataclass(frozen=True)
class Block:
    """A row of the tab Blokir: this chat gets no reply until the end of the day `until`."""

    reason: str = ""
    until: date | None = None
    by: str = ""
