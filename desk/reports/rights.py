"""Who may do what with a monthly report; the roles are data of the procedure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from desk import sight
from desk.actors import Actor
from desk.context import Desk
from desk.problems import Refused
from desk.reference import Reference
from desk.reports.records import Report, State
from sop.model import Recipient, Scope

WRITER, REVIEWER = "writer", "reviewer"


@dataclass(frozen=True)
class Step:
    """What may be done with a report in one of `sources`, by whom, and where it leads."""

    name: str
    sources: frozenset[State]
    target: State
    by: frozenset[str]  # WRITER, REVIEWER
    needs_reason: bool = False
    explanation: str = ""


SAVE = Step(
    "Simpan",
    frozenset({State.DRAFT}),
    State.DRAFT,
    frozenset({WRITER}),
)
SEND = Step(
    "Kirim untuk Ditinjau",
    frozenset({State.DRAFT}),
    State.SENT,
    frozenset({WRITER}),
    explanation="Peninjau diberi tahu; isian tidak dapat diubah selama ditinjau.",
)
TAKE_BACK = Step(
    "Tarik Kembali",
    frozenset({State.SENT, State.AGREED}),
    State.DRAFT,
    frozenset({WRITER}),
    explanation="Kembali menjadi konsep, misalnya untuk mengubah isian.",
)
RETURN = Step(
    "Kembalikan",
    frozenset({State.SENT, State.AGREED}),
    State.DRAFT,
    frozenset({REVIEWER}),
    needs_reason=True,
    explanation="Kembali kepada admin; tulis apa yang perlu diperbaiki.",
)
AGREE = Step(
    "Setujui",
    frozenset({State.SENT}),
    State.AGREED,
    frozenset({REVIEWER}),
    explanation="Laporan siap diterbitkan.",
)
PUBLISH = Step(
    "Terbitkan",
    frozenset({State.AGREED}),
    State.PUBLISHED,
    frozenset({WRITER, REVIEWER}),
    explanation="Angka dibekukan dan nomor diberikan; pimpinan menerima tautan. "
    "Tidak dapat dibatalkan.",
)
STEPS: Mapping[str, Step] = {
    step.name: step for step in (SAVE, SEND, AGREE, PUBLISH, RETURN, TAKE_BACK)
}


def parts_of(desk: Desk, reference: Reference, actor: Actor) -> frozenset[str]:
    """What this person is to a report. Where nobody reviews, the admins do it themselves."""
    writes = set(actor.roles) & set(desk.sop.addressees[Recipient.CITY_ADMIN])
    role = desk.sop.report_reviewer
    alone = not any(person.active and role in person.roles for person in reference.staff)
    found = {WRITER} if writes else set()
    if role in actor.roles or (writes and alone):
        found.add(REVIEWER)
    return frozenset(found)


def possible(desk: Desk, reference: Reference, actor: Actor, report: Report) -> tuple[Step, ...]:
    """The steps that this person may take now, the most usual first."""
    parts = parts_of(desk, reference, actor)
    return tuple(
        step for step in STEPS.values() if report.state in step.sources and step.by & parts
    )


def may_read(desk: Desk, reference: Reference, actor: Actor, report: Report) -> bool:
    """The city's desk, who reviews and who signs read drafts; leaders what is published; OPDs
    nothing."""
    scopes = sight.scopes_of(desk, actor)
    if Scope.CITY in scopes or parts_of(desk, reference, actor):
        return True
    known = report.state is State.PUBLISHED or signs(desk, reference, actor)
    return Scope.LEADER in scopes and known


def signs(desk: Desk, reference: Reference, actor: Actor) -> bool:
    """Whether it is put before this person for the signature: by the SOP's role, or as the only one
    in Petugas with the name of *Penanda Tangan*."""
    if desk.sop.report_signer in actor.roles:
        return True
    name = _letters(reference.preferences.report_signer)
    named = {each.email for each in reference.staff if each.active and _letters(each.name) == name}
    return bool(name) and named == {actor.id}


def _letters(name: str) -> str:
    """Without the points, commas and gaps of academic titles, which people set as they like."""
    return "".join(filter(str.isalnum, name)).casefold()


def check(
    desk: Desk, reference: Reference, actor: Actor, report: Report, *, step: Step, reason: str
) -> None:
    """Refused, with what to do, unless this person may take this step now."""
    if report.state not in step.sources:
        raise Refused(f'Laporan ini berstatus {report.state}; "{step.name}" tidak dapat dilakukan.')
    if not step.by & parts_of(desk, reference, actor):
        raise Refused(f'"{step.name}" bukan untuk peran Bapak/Ibu pada laporan bulanan.')
    if step.needs_reason and not reason.strip():
        raise Refused("Tulis dahulu apa yang perlu diperbaiki.")
