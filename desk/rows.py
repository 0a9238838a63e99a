"""What a row of each reference tab means, or which column of it makes no sense."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, time
from difflib import get_close_matches
from functools import partial
from typing import TypeVar

from desk import cells, preferences, seeds
from desk.cells import Senseless
from desk.records import OUTSIDE, Agency, Block, Category, Person
from desk.texts import PLACEHOLDER, PLACEHOLDERS
from sop.clocks import MIDNIGHT, ServiceBlock
from sop.model import Hours, Limit, Scope, Sop, Unit

Value = TypeVar("Value")

LONGEST_TEXT = 2000  # letters of a city's own template; the seeds keep to 800
LONGEST_LIMIT = {Unit.MINUTE: 30 * 1440, Unit.WORKING_DAY: 180, Unit.DAY: 180}
NO_LIMIT = frozenset({"", "-", "–", "—"})
STAFF_SCOPES = frozenset({Scope.CITY, Scope.AGENCY, Scope.LEADER})
BRACE = re.compile(r"[{}]")
TARGET = re.compile(r"([\d.,]+) *(menit|hari kerja|hari)?", re.IGNORECASE)


class Refused(Exception):
    """A row that makes no sense: which column, and one Indonesian sentence."""

    def __init__(self, column: str, sentence: str) -> None:
        super().__init__(sentence)
        self.column = column
        self.sentence = sentence


@dataclass(frozen=True)
class Known:
    """What a row may refer to. Without `strict`, an agency that has left the tab OPD is let be."""

    sop: Sop
    agencies: Mapping[str, str]  # Singkatan, alias or name in small letters -> Singkatan
    emails: frozenset[str] = frozenset()
    strict: bool = True

    def agency(self, typed: str) -> str:
        found = self.agencies.get(typed.casefold())
        if found is None and self.strict:
            raise Senseless(f'OPD "{typed}" tidak ada di tab OPD.')
        return found or typed

    def role(self, typed: str) -> str:
        given = (role for role in self.sop.roles if role.name != self.sop.supporter)
        choices = tuple(role.name for role in given if role.scope in STAFF_SCOPES)
        return cells.one_of(typed, choices)


@dataclass(frozen=True)
class Reading:
    """One row being read; an error names its column."""

    row: Mapping[str, str]

    def take(self, header: str, read: Callable[[str], Value]) -> Value:
        try:
            return read(self.row.get(header, ""))
        except Senseless as error:
            raise Refused(header, str(error)) from None

    def text(self, header: str) -> str:
        return self.row.get(header, "")

    def required(self, header: str, read: Callable[[str], Value]) -> Value:
        if not self.text(header):
            raise Refused(header, f"{header} belum diisi.")
        return self.take(header, read)

    def flag(self, header: str, *, empty: bool) -> bool:
        return self.take(header, partial(cells.flag, empty=empty))

    def choice(self, header: str, choices: tuple[str, ...]) -> str:
        return self.take(header, lambda typed: cells.one_of(typed, choices))


def agency(row: Reading, known: Known) -> Agency:
    return Agency(
        short=row.required("Singkatan", cells.text),
        aliases=row.take("Alias", cells.words),
        name=row.text("Nama"),
        kind=row.choice("Jenis Instansi", (*known.sop.agency_kinds, OUTSIDE)) or "OPD",
        phone=row.take("WA", cells.phone),
        group=row.take("Grup WA", cells.group),
        contact=row.text("Kontak"),
        active=row.flag("Aktif", empty=True),
    )


def person(row: Reading, known: Known) -> Person:
    person = Person(
        email=row.required("Email", cells.email),
        name=row.text("Nama"),
        roles=row.required("Peran", partial(_each, known.role)),
        agencies=row.take("OPD", partial(_each, known.agency)),
        phone=row.take("WA", cells.phone),
        deputy=row.take("Pengganti", cells.email),
        deputy_from=row.take("Dari", cells.day),
        deputy_to=row.take("Sampai", cells.day),
        active=row.flag("Aktif", empty=True),
    )
    _check_agencies(person, known.sop)
    _check_deputy(person, known)
    return person


def _each(read: Callable[[str], str], typed: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(read(part) for part in cells.words(typed)))


def _check_agencies(person: Person, sop: Sop) -> None:
    for name in person.roles:
        if sop.role(name).scope is Scope.AGENCY and not person.agencies:
            raise Refused("OPD", f"Peran {name} memerlukan OPD.")


def _check_deputy(person: Person, known: Known) -> None:
    if known.strict and person.deputy and person.deputy not in known.emails - {person.email}:
        raise Refused("Pengganti", f"{person.deputy} bukan petugas lain di tab Petugas.")
    if person.deputy_from and person.deputy_to and person.deputy_to < person.deputy_from:
        raise Refused("Sampai", "Sampai harus sama dengan atau sesudah Dari.")


def category(row: Reading, known: Known) -> Category:
    return Category(
        name=row.required("Nama", cells.text),
        agency=row.take("OPD", lambda typed: known.agency(typed) if typed else ""),
        kind=row.choice("Jenis Aduan", ("Umum", "Teknis")),
        keywords=tuple(word.casefold() for word in row.take("Kata Kunci", cells.words)),
        confidential=row.flag("Rahasia", empty=False),
        target=row.take("Target", _target),
    )


def _target(typed: str) -> Limit | None:
    """3, 3 hari kerja, 2 hari or 90 menit; a bare number is working days."""
    if typed in NO_LIMIT:
        return None
    found = TARGET.fullmatch(typed)
    if not found:
        raise Senseless(f'"{typed}" bukan target; tulis seperti 3 hari kerja.')
    return _limit(found[1], Unit((found[2] or Unit.WORKING_DAY).lower()), Hours.SERVICE)


def _limit(typed: str, unit: Unit, hours: Hours) -> Limit:
    amount = cells.number(typed)
    if not 0 < amount <= LONGEST_LIMIT[unit]:
        raise Senseless(f"Batas harus lebih dari 0 dan paling banyak {LONGEST_LIMIT[unit]} {unit}.")
    return Limit(amount, unit, hours)


def template(row: Reading, known: Known) -> tuple[str, str]:
    key = row.required("Kunci", cells.text).lower()
    return key, row.take("Teks", partial(_template_text, key, known))


def _template_text(key: str, known: Known, typed: str) -> str:
    if len(typed) > LONGEST_TEXT:
        raise Senseless(f"Teks terlalu panjang: {len(typed)} huruf, paling banyak {LONGEST_TEXT}.")
    for name in PLACEHOLDER.findall(typed):
        if name not in PLACEHOLDERS and known.strict:
            raise Senseless(f"Isian {{{name}}} tidak dikenal{_perhaps(name)}.")
    if known.strict and BRACE.search(PLACEHOLDER.sub("", typed)):
        raise Senseless("Kurung kurawal hanya untuk isian, misalnya {nomor}.")
    texts = seeds.city(known.sop).templates
    seed = next((template for template in texts if template.key == key), None)
    missing = [name for name in (seed.required if seed else ()) if f"{{{name}}}" not in typed]
    if missing:
        raise Senseless(f"Teks {key} harus memuat {{{missing[0]}}}.")
    return typed


def _perhaps(name: str) -> str:
    """The placeholder that was meant; a hole in a citizen's letter is worse than the old text."""
    likely = get_close_matches(name.lower(), PLACEHOLDERS, n=1, cutoff=0.6)
    return f"; mungkin {{{likely[0]}}}" if likely else ""


def step(row: Reading, known: Known) -> tuple[str, Limit | None]:
    """(key of the step, its limit); none where the SOP or the city gives none."""
    key = row.required("No", partial(_step_key, known.sop))
    step = known.sop.step(key)
    if step is None or not step.measured:
        return key, None
    if step.limit and not row.text("Waktu"):
        raise Refused("Waktu", "Waktu belum diisi; tulis - bila tanpa batas waktu.")
    if row.text("Waktu") in NO_LIMIT:
        return key, None
    usual = step.limit or seeds.TARGET
    unit = Unit(row.choice("Satuan", tuple(Unit)) or usual.unit)
    hours = Hours(row.choice("Jam", tuple(Hours)) or usual.hours)
    return key, row.take("Waktu", lambda typed: _limit(typed, unit, hours))


def _step_key(sop: Sop, typed: str) -> str:
    for step in sop.steps:
        if typed.casefold() in {step.number.casefold(), step.key.casefold()}:
            return step.key
    raise Senseless(f"Baris No {typed} tidak ada dalam SOP dan tidak dipakai.")


def hours(row: Reading, _known: Known) -> ServiceBlock:
    start = row.required("Mulai", cells.clock)
    end = row.required("Selesai", cells.clock)
    first, last = row.take("Berlaku Dari", cells.day), row.take("Berlaku Sampai", cells.day)
    if end != MIDNIGHT and end <= start:
        raise Refused("Selesai", "Selesai harus sesudah Mulai.")
    if first and last and last < first:
        raise Refused("Berlaku Sampai", "Berlaku Sampai harus sesudah Berlaku Dari.")
    return ServiceBlock(row.required("Hari", cells.weekday), start, end, first, last)


def check_overlap(block: ServiceBlock, others: Mapping[int, ServiceBlock]) -> None:
    """Refuse hours that overlap those of another row (by its number) on the same days."""
    for number, other in others.items():
        if _same_days(block, other) and block.start < _end(other) and other.start < _end(block):
            hours = f"{other.start:%H.%M}-{other.end:%H.%M}"
            raise Refused("Mulai", f"Bertumpang dengan baris {number} ({hours}).")


def _same_days(one: ServiceBlock, other: ServiceBlock) -> bool:
    """Blocks with more bounds of validity replace those with fewer: only equals can overlap."""
    if one.weekday != other.weekday or one.bounds != other.bounds:
        return False
    first = max(one.valid_from or date.min, other.valid_from or date.min)
    return first <= min(one.valid_to or date.max, other.valid_to or date.max)


def _end(block: ServiceBlock) -> time:
    return time.max if block.end == MIDNIGHT else block.end


def holiday(row: Reading, _known: Known) -> tuple[date | None, str]:
    return row.required("Tanggal", cells.day), row.text("Keterangan")


def preference(row: Reading, _known: Known) -> tuple[str, str]:
    preference = row.required("Kunci", preferences.find)
    row.take("Nilai", partial(preferences.read, preference))
    return preference.key, row.text("Nilai")


def block(row: Reading, _known: Known) -> tuple[str, Block]:
    chat = row.required("Chat", _chat)
    return chat, Block(row.text("Alasan"), row.take("Sampai", cells.day), row.text("Oleh"))


def _chat(typed: str) -> str:
    """A chat id word for word; a telephone number becomes the chat of that number."""
    return typed if "@" in typed else f"{cells.phone(typed)}@c.us"
