"""What the city's reference tabs say now, for people to read: rows in force, and what was refused.

Only from the journal: the worker has read the Sheet, a page never does.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, select

from desk import calendar, preferences, seeds, sight, texts
from desk.actors import Actor
from desk.context import Desk
from desk.preference import Kind, Preference
from desk.preferences import PREFERENCES
from desk.problems import NotFound
from desk.reference import FIRST_ROW, Person, Problem, Reference
from desk.schema import reference_rows, reference_tabs, workers
from desk.tabs import TABS
from sop.model import Limit, Scope, Step

#: Numbers and chats of people: for the city's desk alone.
PRIVATE = frozenset({"WA", "Grup WA", "Chat"})
HIDDEN = "(ada)"
SHEET_THREAD = "sync"


@dataclass(frozen=True)
class Row:
    """A row in force; `number` as the Sheet counts it."""

    number: int
    cells: Mapping[str, str]


@dataclass(frozen=True)
class InForce:
    """A reference tab. `changed_at`: when its content last changed here; None: never read yet."""

    tab: str
    rows: tuple[Row, ...]
    problems: tuple[Problem, ...]
    changed_at: datetime | None


@dataclass(frozen=True)
class Chosen:
    """A preference with its value in force; `usual` is what stands in an untouched cell."""

    preference: Preference
    value: str
    usual: str


def in_force(desk: Desk, actor: Actor, tab: str) -> InForce:
    """One tab as this person may read it; NotFound for people of an agency."""
    scopes = _scopes(desk, actor)
    with desk.journal.read() as connection:
        query = select(reference_tabs).where(reference_tabs.c.tab == tab)
        stored = connection.execute(query).mappings().first()
        rows = _rows(connection, desk, tab, read=stored is not None)
    if Scope.CITY not in scopes:
        rows = tuple(_veiled(row) for row in rows)
    problems = tuple(Problem(**problem) for problem in stored["problems"]) if stored else ()
    return InForce(tab, rows, problems, stored["read_at"] if stored else None)


def _scopes(desk: Desk, actor: Actor) -> frozenset[Scope]:
    scopes = sight.scopes_of(desk, actor)
    if not scopes & {Scope.CITY, Scope.LEADER}:
        raise NotFound(desk.sop.in_words("Pengaturan hanya untuk petugas kota dan pimpinan."))
    return scopes


def _rows(connection: Connection, desk: Desk, tab: str, *, read: bool) -> tuple[Row, ...]:
    if not read:
        own = [TABS[tab].plain(row) for row in seeds.reference_rows(desk.sop, staff=False)[tab]]
        return tuple(Row(at + FIRST_ROW, row) for at, row in enumerate(own))
    table = reference_rows
    query = select(table.c.position, table.c.row).where(table.c.tab == tab)
    found = connection.execute(query.order_by(table.c.position))
    return tuple(Row(row.position + FIRST_ROW, row.row) for row in found)


def _veiled(row: Row) -> Row:
    hidden = {name: HIDDEN for name in PRIVATE if row.cells.get(name)}
    return Row(row.number, {**row.cells, **hidden})


def read_at(desk: Desk) -> datetime | None:
    """When the Sheet was last read well; None: not since the worker started."""
    query = select(workers.c.last_good_at).where(workers.c.name == SHEET_THREAD)
    with desk.journal.read() as connection:
        return connection.execute(query).scalar()


def choices(desk: Desk, actor: Actor) -> list[Chosen]:
    """Every preference, in the order of the tab Pengaturan."""
    private = Scope.CITY not in _scopes(desk, actor)
    now = desk.reference().preferences
    usual = preferences.defaults(desk.sop, seeds.city(desk.sop).preferences)
    return [
        Chosen(
            one,
            HIDDEN if private and one.kind is Kind.PHONES else words_of(now, one),
            usual[one.key],
        )
        for one in PREFERENCES
    ]


def words_of(values: preferences.Preferences, preference: Preference) -> str:
    """The value in force as it would be typed."""
    value: Any = getattr(values, preference.attribute)
    if isinstance(value, bool):
        return "Ya" if value else "Tidak"
    return ", ".join(value) if isinstance(value, tuple) else str(value)


def limits(desk: Desk) -> list[tuple[Step, Limit | None]]:
    """Every row of the SOP with the limit in force; its own is in the step."""
    found = desk.reference().limits
    return [(step, found.get(step.key)) for step in desk.sop.steps]


def deputies(reference: Reference, *, now: datetime) -> list[tuple[Person, str]]:
    """Who is represented today, and by whom."""
    today = now.astimezone(reference.preferences.zone).date()
    found = ((person, person.deputy_on(today)) for person in reference.staff if person.active)
    names = {person.email.casefold(): person.name or person.email for person in reference.staff}
    return [(person, names.get(email.casefold(), email)) for person, email in found if email]


def holidays(reference: Reference, year: int) -> dict[date, tuple[str, bool]]:
    """day -> (its name, whether it is the city's own), in order; both count as no service."""
    days = {day: (name, False) for day, name in calendar.national(year).items()}
    own = {day: (name, True) for day, name in reference.holidays.items() if day.year == year}
    return dict(sorted((days | own).items()))


def example(desk: Desk, key: str, *, now: datetime) -> str:
    """The reply `key` as a phone would show it, with invented facts."""
    reference = desk.reference()
    zone = reference.preferences.zone
    today = now.astimezone(zone).date()
    return texts.render(reference, desk.sop, key, _facts(desk, now), today=today)


def _facts(desk: Desk, now: datetime) -> dict[str, str]:
    reference = desk.reference()
    number = f"{reference.preferences.number_prefix}-{now.year}-00042"
    agency = reference.agencies[0] if reference.agencies else None
    due = texts.moment(now + timedelta(days=1), reference.preferences.zone)
    return {
        "sapaan": texts.greeting("Siti"),
        "nomor": number,
        "isi_singkat": "Lampu jalan di depan SD mati sejak Senin",
        "lokasi": "Jl. Hayam Wuruk",
        "kategori": "Penerangan Jalan Umum",
        "kurang": "- alamat\n- lokasi kejadian",
        "opd": agency.short if agency else "OPD",
        "opd_nama": (agency.name or agency.short) if agency else "OPD",
        "usulan": agency.short if agency else "OPD",
        "batas": due,
        "jawaban": "Pelayanan buka Senin sampai Jumat.",
        "balasan": "Mohon disebutkan nomor tiangnya.",
        "tindak_lanjut": "Lampu sudah diganti.",
        "foto": "(Foto dokumentasi terlampir)",
        "jumlah_foto": "2",
        "grup": "grup",
        "petugas": "Petugas",
        "alasan": "Lokasi kurang jelas",
        "instansi": "PLN",
        "kontak_instansi": "123",
        "status": "Diproses OPD",
        "tahap": "sedang ditindaklanjuti OPD",
        "tautan": f"{desk.app_url}/aduan?nomor={number}",
        "jumlah": "2",
        "sisa": "1 jam",
        "daftar": f"{number} – Penerangan Jalan Umum, Jl. Hayam Wuruk – sisa 1 jam",
    }
