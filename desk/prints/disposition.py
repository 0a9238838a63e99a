"""Lembar Disposisi, the paper of SOP row 5: what an OPD is handed, by whom, until when."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from desk import supporters
from desk.context import Desk
from desk.prints import common
from desk.prints.dossier import Dossier
from desk.prints.paper import Paper, Signature
from desk.reading import Happened
from sop.model import Field

MOST_WORDS = 3500
PHOTOS = 3
DISCREET = "Dijaga kerahasiaannya: identitas pelapor tidak dicari dan tidak disebarkan."


def fits(_desk: Desk, row: Mapping[str, Any]) -> bool:
    """From the moment an OPD was named."""
    return bool(row["agency"])


def paper(dossier: Dossier) -> Paper:
    row = dossier.row
    handed = handing(dossier)
    page = common.sheet(dossier, "Lembar Disposisi")
    page.facts(
        [
            ("Sifat", dossier.kind),
            *common.about(dossier),
            ("Diteruskan kepada", f"Yth. {dossier.agency}"),
            ("OPD pendukung", supporters.joined(supporters.of(row))),
            ("Tanggal disposisi", dossier.moment(handed.at if handed else None)),
            ("Batas waktu OPD", dossier.moment(_due(dossier, handed))),
        ]
    )
    page.section("Isi aduan")
    page.words(row["body"], most=MOST_WORDS)
    theirs = dossier.desk.sop.in_words("Foto dari pelapor")
    common.photos(dossier, page, "citizen", theirs, most=PHOTOS)
    _instructions(dossier, page)
    page.signatures(
        Signature(("Diterima oleh,", dossier.agency)),
        Signature(
            (
                f"{dossier.town}, {dossier.day(handed.at if handed else dossier.now)}",
                handed.role if handed else "",
                dossier.reference.preferences.service_name,
            ),
            handed.who if handed else "",
        ),
    )
    return page


def _instructions(dossier: Dossier, page: Paper) -> None:
    page.section("Dengan hormat harap")
    page.boxes(
        (
            "Diperiksa kelengkapannya; bila belum lengkap atau bukan kewenangan, dikembalikan "
            "dengan alasan.",
            "Ditindaklanjuti sesuai kewenangan dan ketentuan yang berlaku.",
            "Disampaikan hasil tindak lanjut beserta foto dokumentasi kepada "
            f"{dossier.reference.preferences.service_name}.",
        )
    )
    if dossier.row["confidential"]:
        page.boxes((dossier.desk.sop.in_words(DISCREET),))
    page.section("Catatan")
    page.blank_lines(2)


def handing(dossier: Dossier) -> Happened | None:
    """The newest event that handed the complaint to an OPD."""
    handing_over = {
        action.name for action in dossier.desk.sop.actions if Field.AGENCY in action.needs
    }
    found = [event for event in dossier.history if event.action in handing_over]
    return found[-1] if found else None


def _due(dossier: Dossier, handed: Happened | None) -> datetime | None:
    """Until when the OPD had to take it, as the clock that began with the handing says."""
    if handed is None or not handed.to_state:
        return None
    step = dossier.desk.sop.state(handed.to_state).step
    ended = [
        event.due_at
        for event in dossier.history
        if event.at > handed.at and event.step == step and event.due_at
    ]
    running: datetime | None = dossier.row["due_at"] if dossier.row["step"] == step else None
    return next(iter(ended), running)
