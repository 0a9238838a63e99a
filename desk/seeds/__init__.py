"""What a new desk starts with: one file per city, the reply texts, and usual office hours."""

from __future__ import annotations

from collections.abc import Mapping

from desk.preferences import PREFERENCES, defaults
from desk.records import Agency, Category, Person
from desk.seeds.city import City, Template
from desk.seeds.hours import HOURS
from desk.seeds.magetan import MAGETAN
from desk.seeds.pekalongan import PEKALONGAN
from sop.model import Hours, Limit, Sop, Step, Unit

Row = dict[str, object]

CITIES: Mapping[str, City] = {"wadul_aladin": PEKALONGAN, "wani_bares": MAGETAN}
UNMEASURED = "waktu pelapor, tidak diukur"

# What a target for a step without a limit would count in: only the number has to be typed.
TARGET = Limit(0, Unit.WORKING_DAY, Hours.SERVICE)


def city(sop: Sop) -> City:
    """The seed of the city whose SOP this is."""
    return CITIES[sop.key]


def reference_rows(sop: Sop, *, staff: bool) -> dict[str, list[Row]]:
    """Rows of every reference tab as {header: value}; `staff` adds the sandbox's invented people.

    Headers are those of the tabs; cells are text, or a number in the column Waktu of the tab SOP.
    """
    seed = city(sop)
    return {
        "OPD": [_agency(agency) for agency in seed.agencies],
        "Petugas": [_person(person) for person in seed.staff] if staff else [],
        "Kategori": [_category(category) for category in seed.categories],
        "Templat Balasan": [_template(template) for template in seed.templates],
        "SOP": [_step(step) for step in sop.steps],
        "Jam Layanan": [_hours(*hours) for hours in HOURS],
        "Hari Libur": [],
        "Pengaturan": _preferences(sop, seed),
        "Blokir": [],
    }


def _agency(agency: Agency) -> Row:
    return {
        "Singkatan": agency.short,
        "Alias": ", ".join(agency.aliases),
        "Nama": agency.name,
        "Jenis Instansi": agency.kind,
        "WA": agency.phone,
        "Grup WA": agency.group,
        "Kontak": agency.contact,
        "Aktif": _flag(agency.active),
    }


def _person(person: Person) -> Row:
    return {
        "Email": person.email,
        "Nama": person.name,
        "Peran": ", ".join(person.roles),
        "OPD": ", ".join(person.agencies),
        "WA": person.phone,
        "Pengganti": "",
        "Dari": "",
        "Sampai": "",
        "Aktif": _flag(person.active),
    }


def _category(category: Category) -> Row:
    return {
        "Nama": category.name,
        "OPD": category.agency,
        "Jenis Aduan": category.kind,
        "Kata Kunci": ", ".join(category.keywords),
        "Rahasia": _flag(category.confidential),
        "Target": "",
    }


def _template(template: Template) -> Row:
    return {
        "Kunci": template.key,
        "Untuk": template.audience,
        "Teks": template.text,
        "Keterangan": template.remark,
    }


def _step(step: Step) -> Row:
    limit = step.limit or TARGET
    return {
        "No": step.number,
        "Aktivitas": step.activity,
        "Pelaksana": step.performer,
        "Kelengkapan": step.completeness,
        "Waktu": limit.amount if step.limit else "-",
        "Satuan": limit.unit.value,
        "Jam": limit.hours.value,
        "Output": step.output,
        "Keterangan": step.remark or ("" if step.measured else UNMEASURED),
    }


def _hours(weekday: str, opens: str, closes: str) -> Row:
    return {
        "Hari": weekday,
        "Mulai": opens,
        "Selesai": closes,
        "Berlaku Dari": "",
        "Berlaku Sampai": "",
    }


def _preferences(sop: Sop, seed: City) -> list[Row]:
    values = defaults(sop, seed.preferences)
    return [
        {"Kunci": p.key, "Nilai": values[p.key], "Keterangan": sop.in_words(p.explanation)}
        for p in PREFERENCES
    ]


def _flag(on: bool) -> str:
    return "Ya" if on else "Tidak"
