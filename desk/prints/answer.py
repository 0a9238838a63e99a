"""Jawaban dan Tindak Lanjut OPD: the paper of an answer that travels back through several hands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from desk import texts
from desk.context import Desk
from desk.prints import common
from desk.prints.disposition import handing
from desk.prints.dossier import Dossier
from desk.prints.paper import Paper, Signature
from desk.reading import Happened
from sop.model import Rank, Sop

MOST_COMPLAINT = 1500
MOST_DONE = 6000
PHOTOS = 6
ON_TIME = {True: "dalam batas waktu", False: "melewati batas waktu"}


def fits(desk: Desk, row: Mapping[str, Any]) -> bool:
    """From the OPD's answer on, until somebody opens the complaint again."""
    state = desk.sop.state(row["state"])
    over = state.verified and not state.step
    return bool(row["agency"] and row["follow_up"]) and (over or state.name in _way_back(desk.sop))


def _way_back(sop: Sop) -> set[str]:
    """The states that lie between the OPD's answer and the citizen."""
    found = {action.target for action in sop.actions if action.proposes_answer}
    while True:
        further = {
            action.target
            for action in sop.actions
            if action.rank is Rank.NEXT and action.target and action.sources & found
        }
        if further <= found:
            return found
        found |= further


def paper(dossier: Dossier) -> Paper:
    row = dossier.row
    given = _answer(dossier)
    page = common.sheet(dossier, "Jawaban dan Tindak Lanjut OPD")
    page.facts([*common.about(dossier), *_course(dossier, given)])
    page.section("Isi aduan")
    page.words(row["body"], most=MOST_COMPLAINT)
    page.section("Jawaban dan tindak lanjut OPD")
    page.words(row["follow_up"], most=MOST_DONE)
    common.pair(dossier, page)
    common.photos(dossier, page, "follow_up", "Dokumentasi", most=PHOTOS)
    if row["answer"] and row["answer"] != row["follow_up"]:
        page.section(f"Jawaban kepada {dossier.desk.sop.citizen.lower()}")
        page.words(row["answer"], most=MOST_DONE)
    page.section("Perjalanan jawaban")
    page.facts([(dossier.short(event.at), _hand(event)) for event in _travelled(dossier, given)])
    _signed(dossier, page, given)
    return page


def _answer(dossier: Dossier) -> Happened | None:
    """The newest answer of the OPD."""
    answering = {action.name for action in dossier.desk.sop.actions if action.proposes_answer}
    found = [event for event in dossier.history if event.action in answering]
    return found[-1] if found else None


def _course(dossier: Dossier, given: Happened | None) -> Iterator[tuple[str, str]]:
    handed = handing(dossier)
    yield "Ditangani oleh", dossier.agency
    yield "Tanggal disposisi", dossier.moment(handed.at if handed else None)
    if given:
        yield "Batas jawaban", dossier.moment(given.due_at)
        on_time = ON_TIME[given.on_time] if given.on_time is not None else ""
        yield "Tanggal jawaban", f"{dossier.moment(given.at)} {on_time and f'({on_time})'}".strip()


def _travelled(dossier: Dossier, given: Happened | None) -> list[Happened]:
    """From the answer to the citizen, each hand that it went through."""
    if given is None:
        return []
    moved = (event for event in dossier.history if event.to_state != event.from_state)
    return [event for event in moved if event.at >= given.at]


def _hand(event: Happened) -> str:
    took = ""
    if event.limit and event.minutes is not None and event.on_time is not None:
        limit = f"{texts.number(event.limit.amount)} {event.limit.unit}"
        took = f"{ON_TIME[event.on_time]} ({limit})"
    return " – ".join(part for part in (event.action, event.role, took) if part)


def _signed(dossier: Dossier, page: Paper, given: Happened | None) -> None:
    receiver = dossier.desk.sop.state(given.to_state).holder if given else ""
    day = dossier.day(given.at if given else dossier.now)
    page.signatures(
        Signature(("Mengetahui,", receiver or dossier.reference.preferences.service_name)),
        Signature((f"{dossier.town}, {day}", "Yang menjawab,", dossier.agency), _name(given)),
    )


def _name(given: Happened | None) -> str:
    """Whoever answered, when it was a person of the OPD."""
    return given.who if given and given.who != given.role else ""
