"""The reference data in force: what the city's tabs say, row by row the last value that made sense.

Each row that the worker read is tried; one that makes no sense is refused with a `Problem` and its
last good value stays. Before a tab was ever read, the seeds of the SOP stand in for it. The fact
"reference_version" rises with every change, so that each process knows when to load again.
"""

from __future__ import annotations

import hashlib
import json
import logging
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from desk import cells, preferences, schema, seeds
from desk.journal import put, recall, remember
from desk.preferences import Preferences
from desk.records import OUTSIDE, Agency, Block, Category, Person, ReadyText
from desk.rows import Known, Reading, Refused
from desk.tabs import TABS, Row, Tab
from sop.clocks import ServiceBlock
from sop.model import Limit, Recipient, Sop

__all__ = [
    "OUTSIDE",
    "Agency",
    "Block",
    "Category",
    "Person",
    "Problem",
    "ReadyText",
    "Reference",
    "accept",
    "load",
]

logger = logging.getLogger(__name__)

VERSION = "reference_version"  # the fact that rises with every change
FIRST_ROW = 2  # of a tab, below its header

Rows = dict[int, Row]  # position below the header -> row


@dataclass(frozen=True)
class Problem:
    """What makes no sense in a tab: the row as the Sheet numbers it (0: the whole tab)."""

    row: int
    column: str
    sentence: str


@dataclass(frozen=True)
class Reference:
    """All reference data, typed; immutable until the next `load`."""

    version: int
    agencies: tuple[Agency, ...]
    staff: tuple[Person, ...]
    categories: tuple[Category, ...]
    templates: Mapping[str, str]  # key -> text
    ready: tuple[ReadyText, ...]  # the same rows, by what they are for
    limits: Mapping[str, Limit | None]  # key of a step -> limit; None: not measurable
    service_blocks: tuple[ServiceBlock, ...]
    holidays: Mapping[date, str]  # the city's own, beside the national ones
    preferences: Preferences
    blocked: Mapping[str, Block]  # chat id -> why and until when
    districts: Mapping[str, tuple[str, ...]]  # kecamatan -> kelurahan

    def agency(self, name: str) -> Agency | None:
        """By short name, alias or full name, whatever the capitals."""
        wanted = name.strip().casefold()
        return next((found for found in self.agencies if wanted in _names(found)), None)

    def person(self, email: str) -> Person | None:
        wanted = email.strip().lower()
        return next((person for person in self.staff if person.email == wanted), None)

    def category(self, name: str) -> Category | None:
        return next((found for found in self.categories if found.name == name), None)

    def is_blocked(self, chat_id: str, day: date) -> bool:
        """Whether this chat gets no reply on this day."""
        block = self.blocked.get(chat_id)
        return block is not None and (block.until is None or day <= block.until)


def load(connection: Connection, sop: Sop) -> Reference:
    """The reference data in force now."""
    rows = {tab: _in_force(connection, sop, tab) for tab in TABS}
    return _compose(sop, rows, version=recall(connection, VERSION) or 0)


def accept(
    connection: Connection,
    sop: Sop,
    tab: str,
    rows: Sequence[Mapping[str, object]],
    *,
    now: datetime,
) -> list[Problem]:
    """Take in what was read from a reference tab; returns what was refused or noted.

    `rows` are all rows below the header, empty ones too, each with every header of the tab and the
    cells as Google's API gives them unformatted (dates and times as serial numbers). Without one of
    its columns, or emptied, a tab changes nothing; Hari Libur and Blokir may be empty.
    """
    typed = _typed(TABS[tab], rows)
    known = _known(connection, sop, tab, typed)
    broken = _broken(tab, rows, typed)
    digest = _digest(typed, known, broken)
    stored = _stored(connection, tab)
    if stored and stored["digest"] == digest:
        return [Problem(**problem) for problem in stored["problems"]]
    old = _in_force(connection, sop, tab)
    accepted, problems = _sift(TABS[tab], typed, old=old, known=known)
    if broken and (old or typed):
        accepted, problems = old, broken
    elif tab == "Petugas":
        problems += _without_admin(sop, accepted)
    _keep(connection, tab, accepted, problems, digest=digest, now=now)
    if accepted != old:
        remember(connection, VERSION, (recall(connection, VERSION) or 0) + 1, now=now)
    return problems


def _typed(tab: Tab, rows: Sequence[Mapping[str, object]]) -> Rows:
    plain = ((position, tab.plain(row)) for position, row in enumerate(rows))
    return {position: row for position, row in plain if any(row.values())}


def _broken(tab: str, rows: Sequence[Mapping[str, object]], typed: Rows) -> list[Problem]:
    """Why the tab as a whole cannot be meant so."""
    stays = "isi terakhir yang benar tetap berlaku."
    if not typed:
        empty = Problem(0, "", f"Tab {tab} kosong; {stays}")
        return [] if TABS[tab].may_be_empty else [empty]
    shown = set().union(*rows)
    missing = (header for header in TABS[tab].headers if header not in shown)
    return [Problem(0, header, f"Kolom {header} tidak ada; {stays}") for header in missing]


def _sift(tab: Tab, typed: Rows, *, old: Rows, known: Known) -> tuple[Rows, list[Problem]]:
    accepted: Rows = {}
    problems: list[Problem] = []
    values: dict[int, Any] = {}
    first: dict[tuple[str, ...], int] = {}
    keys = {tab.key_of(row) for row in typed.values()}
    for position, row in typed.items():
        number = position + FIRST_ROW
        seen = first.setdefault(tab.key_of(row), number)
        if seen != number:
            problems.append(
                Problem(number, tab.key[0], f"Sama dengan baris {seen}; tidak dipakai.")
            )
            continue
        try:
            values[number] = tab.value(row, known, values)
            accepted[position] = row
        except Refused as refused:
            problems.append(Problem(number, refused.column, refused.sentence))
            accepted.update(_last_good(tab, position, row, old=old, keys=keys))
    return accepted, problems


def _last_good(tab: Tab, position: int, row: Row, *, old: Rows, keys: set[tuple[str, ...]]) -> Rows:
    """The row this one replaced: of the same key, or in its place if its key was overtyped."""
    same = [former for former in old.values() if tab.key_of(former) == tab.key_of(row)]
    place = old.get(position)
    is_named = bool(row[tab.key[0]]) or not tab.unnamed_is_out
    if not same and place and is_named and tab.key_of(place) not in keys:
        same = [place]
    return {position: _switched_off(row, same[0])} if same else {}


def _switched_off(row: Row, former: Row) -> Row:
    # Someone who is put out is out at once, whatever else in the row makes no sense.
    off = row.get("Aktif", "").casefold() in cells.NO
    return {**former, "Aktif": "Tidak"} if off else former


def _without_admin(sop: Sop, accepted: Rows) -> list[Problem]:
    """Who is put out is out at once, also the last admin; ADMIN_EMAIL may sign in then."""
    admins = sop.addressees[Recipient.CITY_ADMIN]
    staff = _records(sop, "Petugas", accepted)
    if not staff or any(person.active and set(person.roles) & set(admins) for person in staff):
        return []
    sentence = f"Tidak ada {admins[0]} yang aktif; tambahkan satu baris. ADMIN_EMAIL dapat masuk."
    return [Problem(0, "Peran", sentence)]


def _known(connection: Connection, sop: Sop, tab: str, typed: Rows) -> Known:
    offices = _in_force(connection, sop, "OPD") if "OPD" in TABS[tab].headers else {}
    emails = frozenset(row.get("Email", "").lower() for row in typed.values())
    return Known(sop, _agency_names(_records(sop, "OPD", offices)), emails)


def _digest(typed: Rows, known: Known, broken: Iterable[Problem]) -> str:
    # What a row refers to belongs to it: an OPD that is added later makes its people welcome.
    missing = [problem.column for problem in broken]
    whole = [sorted(typed.items()), sorted(known.agencies.items()), missing]
    return hashlib.sha256(json.dumps(whole, ensure_ascii=False).encode()).hexdigest()


def _stored(connection: Connection, tab: str) -> Mapping[str, Any] | None:
    query = select(schema.reference_tabs).where(schema.reference_tabs.c.tab == tab)
    found = connection.execute(query).mappings().one_or_none()
    return dict(found) if found else None


def _in_force(connection: Connection, sop: Sop, tab: str) -> Rows:
    if _stored(connection, tab) is None:
        return _typed(TABS[tab], seeds.reference_rows(sop, staff=False)[tab])
    table = schema.reference_rows
    query = select(table.c.position, table.c.row).where(table.c.tab == tab)
    return {found.position: found.row for found in connection.execute(query.order_by("position"))}


def _keep(
    connection: Connection,
    tab: str,
    accepted: Rows,
    problems: Iterable[Problem],
    *,
    digest: str,
    now: datetime,
) -> None:
    table = schema.reference_rows
    connection.execute(delete(table).where(table.c.tab == tab))
    kept = [{"tab": tab, "position": at, "row": row} for at, row in accepted.items()]
    if kept:
        connection.execute(insert(table), kept)
    noted = [asdict(problem) for problem in problems]
    values = {"digest": digest, "read_at": now, "problems": noted}
    put(connection, schema.reference_tabs, {"tab": tab}, values)


def _compose(sop: Sop, rows: Mapping[str, Rows], *, version: int) -> Reference:
    seed = seeds.city(sop)
    agencies = _records(sop, "OPD", rows["OPD"])
    names = _agency_names(agencies)
    texts = {template.key: template.text for template in seed.templates}
    limits = {step.key: step.limit if step.measured else None for step in sop.steps}
    values = preferences.defaults(sop, seed.preferences)
    return Reference(
        version=version,
        agencies=agencies,
        staff=_records(sop, "Petugas", rows["Petugas"], names),
        categories=_records(sop, "Kategori", rows["Kategori"], names),
        templates={**texts, **dict(_records(sop, "Templat Balasan", rows["Templat Balasan"]))},
        ready=tuple(map(_ready, rows["Templat Balasan"].values())),
        limits={**limits, **dict(_records(sop, "SOP", rows["SOP"]))},
        service_blocks=_records(sop, "Jam Layanan", rows["Jam Layanan"]),
        holidays=dict(_records(sop, "Hari Libur", rows["Hari Libur"])),
        preferences=preferences.compose(
            {**values, **dict(_records(sop, "Pengaturan", rows["Pengaturan"]))}
        ),
        blocked=dict(_records(sop, "Blokir", rows["Blokir"])),
        districts=seed.districts,
    )


def _records(
    sop: Sop, tab: str, rows: Rows, agencies: Mapping[str, str] | None = None
) -> tuple[Any, ...]:
    known = Known(sop, agencies or {}, strict=False)
    found = []
    for position, row in rows.items():
        try:
            found.append(TABS[tab].read(Reading(row), known))
        except Refused as refused:  # accepted by another version of this program
            logger.warning("%s row %s left out: %s", tab, position + FIRST_ROW, refused.column)
    return tuple(found)


def _ready(row: Row) -> ReadyText:
    uses = re.split(r"[,;·\n]", row.get("Untuk", ""))
    return ReadyText(
        title=row.get("Keterangan") or row.get("Kunci", ""),
        text=row.get("Teks", ""),
        uses=frozenset(use.strip().casefold() for use in uses if use.strip()),
    )


def _names(agency: Agency) -> set[str]:
    return {name.casefold() for name in (agency.short, *agency.aliases, agency.name) if name}


def _agency_names(agencies: Iterable[Agency]) -> dict[str, str]:
    """Every name in small letters -> Singkatan; a short name wins over another's alias."""
    agencies = tuple(agencies)
    every = {name: agency.short for agency in agencies for name in _names(agency)}
    return every | {agency.short.casefold(): agency.short for agency in agencies}
