"""One row of an older register as Data Lama; what has no column goes to Catatan Internal."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from desk.channels import OLD_DATA
from desk.inputs import CHOICES
from desk.old_records import OldRecord
from desk.problems import Refused
from desk.records import OUTSIDE
from desk.reference import Reference
from desk.walk_in import LINE, indonesian
from sheets_schema import wording
from sheets_schema.importing import moments, statuses
from sheets_schema.importing.headers import BODY, CLOCK, NUMBER, RECEIVED
from sheets_schema.importing.statuses import Stands
from sop.model import Field, Sop

#: Columns whose words are taken over as they are.
WORDS = {
    "district": "Kecamatan",
    "village": "Kelurahan/Desa",
    "follow_up": "Tindak Lanjut",
    "answer": "Jawaban",
    "reason": "Alasan",
}
CONFIDED = ("ya", "rahasia", "y", "x", "v", "true", "1")
IDENTITY = re.compile(r"(?<!\d)(\d{4})\d{12}(?!\d)")  # a NIK


@dataclass(frozen=True)
class Terms:
    """What the words of a row are understood by. `statuses`: what a person said of some of them."""

    sop: Sop
    reference: Reference
    zone: ZoneInfo
    statuses: Mapping[str, str] = field(default_factory=dict)
    has_status: bool = True  # the register has such a column


class UnknownStatus(Refused):
    """A status that nobody but the desk can explain."""

    def __init__(self, typed: str) -> None:
        super().__init__(f"Status {wording.quoted(typed)} tidak dimengerti.")
        self.typed = typed


@dataclass
class _Notes:
    """Lines of Catatan Internal."""

    lines: list[str] = field(default_factory=list)

    def keep(self, header: str, value: str) -> None:
        if value.strip():
            self.lines.append(f"{header}: {value.strip()}")


def record(terms: Terms, found: Mapping[str, str], left: Mapping[str, str]) -> OldRecord:
    """`found`: by our headers; `left`: by theirs. Refused, with the reason, when it cannot be."""
    body = found.get(BODY, "").strip()
    if not body:
        raise Refused("Isi Aduan kosong.")
    received_at = received(found, terms.zone)
    notes = _Notes([line for line in (found.get("Catatan Internal", "").strip(),) if line])
    agency, category = _agency(terms, found, notes), _category(terms, found, notes)
    stands = _stands(terms, found, agency)
    _keep_the_rest(terms, found, left, notes)
    made = OldRecord(
        body=body,
        received_at=received_at,
        state=stands.state,
        close_reason=_close_reason(found, stands, notes),
        closed_at=_closed_at(terms, found, notes),
        number=found.get(NUMBER, "").strip(),
        name=_line(found, "Nama", notes),
        location=_line(found, "Lokasi", notes),
        phone=_phone(found, notes),
        agency=agency,
        category=category,
        kind=_choice(found, Field.KIND, notes),
        classification=_choice(found, Field.CLASSIFICATION, notes),
        confidential=_is_confidential(terms, found, category),
        internal_note=_masked("\n".join(notes.lines)),
        **{name: found.get(header, "").strip() for name, header in WORDS.items()},
    )
    return made


def received(found: Mapping[str, str], zone: ZoneInfo) -> datetime:
    """When it was received, or Refused."""
    typed = found.get(RECEIVED, "").strip()
    if not typed:
        raise Refused("Tgl Diterima kosong.")
    when = moments.understood(typed, zone, clock=found.get(CLOCK, ""))
    if when is None:
        raise Refused(f"Tgl Diterima {wording.quoted(typed)} tidak dimengerti.")
    return when[0]


def _stands(terms: Terms, found: Mapping[str, str], agency: str) -> Stands:
    follow_up, answer = found.get("Tindak Lanjut", ""), found.get("Jawaban", "")
    if not terms.has_status:
        return statuses.by_what_is_written(terms.sop, follow_up=follow_up, answer=answer)
    typed = found.get("Status", "")
    stands = statuses.understood(
        typed,
        terms.sop,
        given=terms.statuses,
        agency=agency,
        follow_up=follow_up,
        answer=answer,
    )
    if stands is None:
        raise UnknownStatus(typed)
    return stands


def _agency(terms: Terms, found: Mapping[str, str], notes: _Notes) -> str:
    typed = found.get("OPD", "").strip()
    known = {
        name: agency.short
        for agency in terms.reference.agencies
        if agency.kind != OUTSIDE
        for name in (agency.short, agency.name, *agency.aliases)
        if name
    }
    short = wording.closest(typed, known) or ""
    if not short:
        notes.keep("OPD", typed)
    return short


def _category(terms: Terms, found: Mapping[str, str], notes: _Notes) -> str:
    typed = found.get("Kategori", "").strip()
    name = wording.closest(typed, {one.name: one.name for one in terms.reference.categories}) or ""
    if not name:
        notes.keep("Kategori", typed)
    return name


def _is_confidential(terms: Terms, found: Mapping[str, str], category: str) -> bool:
    known = terms.reference.category(category)
    always = known is not None and known.confidential
    return always or found.get("Rahasia", "").strip().casefold() in CONFIDED


def _closed_at(terms: Terms, found: Mapping[str, str], notes: _Notes) -> datetime | None:
    typed = found.get("Tgl Selesai", "")
    when = moments.understood(typed, terms.zone)
    if when is None:
        notes.keep("Tgl Selesai", typed)
    return when[0] if when else None


def _close_reason(found: Mapping[str, str], stands: Stands, notes: _Notes) -> str:
    typed = found.get("Alasan Tutup", "").strip()
    if typed and typed != stands.reason:
        notes.keep("Alasan Tutup", typed)
    return stands.reason


def _choice(found: Mapping[str, str], name: Field, notes: _Notes) -> str:
    typed = found.get(name.value, "").strip()
    choice = wording.closest(typed, {word: word for word in CHOICES[name]}) or ""
    if not choice:
        notes.keep(name.value, typed)
    return choice


def _line(found: Mapping[str, str], header: str, notes: _Notes) -> str:
    """One line; what is longer stands whole in the note."""
    text = _masked(" ".join(found.get(header, "").split()))
    if len(text) <= LINE:
        return text
    notes.keep(header, text)
    return text[: LINE - 1] + "…"


def _phone(found: Mapping[str, str], notes: _Notes) -> str:
    typed = found.get("No. WA", "").strip()
    try:
        return indonesian(typed)
    except Refused:
        notes.keep("No. WA", typed)
        return ""


def _keep_the_rest(
    terms: Terms, found: Mapping[str, str], left: Mapping[str, str], notes: _Notes
) -> None:
    """The way it came, and every cell that none of our columns takes."""
    if found.get("Kanal", "").strip() != OLD_DATA:
        notes.keep("Kanal", found.get("Kanal", ""))
    if terms.has_status and found.get("Status", "").strip():
        states = {state.name.casefold() for state in terms.sop.states}
        if found["Status"].strip().casefold() not in states:
            notes.keep("Status lama", found["Status"])
    for header, value in left.items():
        notes.keep(header, value)


def _masked(text: str) -> str:
    """Identity numbers do not stand in the Sheet: four digits are enough to tell them apart."""
    return IDENTITY.sub(r"\1••••••••••••", text)
