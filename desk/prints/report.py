"""Laporan Hasil Tindak Lanjut, the output of SOP row 7: a complaint, what was done, its photos."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from desk import texts
from desk.context import Desk
from desk.prints import common
from desk.prints.dossier import Dossier
from desk.prints.paper import Paper, Signature
from desk.reading import Happened
from sop.common import ANSWERED

MOST_COMPLAINT = 1200
MOST_DONE = 6000
PHOTOS = 6
STEPS = 8


def fits(desk: Desk, row: Mapping[str, Any]) -> bool:
    """Once the work is reported done, or the complaint was answered at once."""
    if row["close_reason"] == ANSWERED:
        return bool(row["answer"])
    done = {action.target for action in desk.sop.actions if action.proposes_answer}
    state = desk.sop.state(row["state"])
    after = state.verified and not state.step  # no clock of the SOP runs any more
    return bool(row["follow_up"]) and (state.name in done or after)


def paper(dossier: Dossier) -> Paper:
    row = dossier.row
    page = common.sheet(dossier, "Laporan Hasil Tindak Lanjut")
    page.facts(
        [
            *common.about(dossier),
            ("Ditangani oleh", dossier.agency or dossier.reference.preferences.service_name),
            ("Status", _status(row)),
        ]
    )
    page.section("Isi aduan")
    page.words(row["body"], most=MOST_COMPLAINT)
    if row["follow_up"]:
        page.section("Tindak lanjut")
        page.words(row["follow_up"], most=MOST_DONE)
    if row["answer"] and row["answer"] != row["follow_up"]:
        page.section(dossier.desk.sop.in_words("Jawaban kepada pelapor"))
        page.words(row["answer"], most=MOST_DONE)
    common.pair(dossier, page)
    common.photos(dossier, page, "follow_up", "Dokumentasi tindak lanjut", most=PHOTOS)
    page.section("Pelaksanaan menurut SOP")
    page.facts(_milestones(dossier))
    _signed(dossier, page)
    return page


def _status(row: Mapping[str, Any]) -> str:
    return f"{row['state']} ({row['close_reason']})" if row["close_reason"] else str(row["state"])


def _milestones(dossier: Dossier) -> list[tuple[str, str]]:
    """When it moved from one state to the next, the newest ones."""
    moved = [event for event in dossier.history if event.to_state != event.from_state]
    return [(dossier.short(event.at), " – ".join(_parts(event))) for event in moved[-STEPS:]]


def _parts(event: Happened) -> Iterator[str]:
    yield event.action
    if event.role:
        yield event.role
    if event.limit and event.minutes is not None and event.on_time is not None:
        verdict = "tepat waktu" if event.on_time else "melewati batas"
        limit = f"{texts.number(event.limit.amount)} {event.limit.unit}"
        yield f"{verdict} (batas {limit})"


def _signed(dossier: Dossier, page: Paper) -> None:
    service = dossier.reference.preferences.service_name
    right = Signature((f"{dossier.town}, {dossier.day(dossier.now)}", "Mengetahui,", service))
    left = Signature(("Yang menindaklanjuti,", dossier.agency), str(dossier.row["assignee"]))
    page.signatures(left if dossier.row["agency"] else None, right)
