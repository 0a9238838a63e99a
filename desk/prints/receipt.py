"""Tanda Terima: half a sheet for a citizen at the counter, with the number to ask by."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from desk import texts
from desk.context import Desk
from desk.prints import common
from desk.prints.dossier import Dossier
from desk.prints.paper import Paper, Signature
from desk.recording import WHATSAPP

MOST_WORDS = 500


def fits(_desk: Desk, row: Mapping[str, Any]) -> bool:
    """For those who came, called or wrote a letter: on WhatsApp the first reply is the receipt."""
    return str(row["channel"]) != WHATSAPP


def paper(dossier: Dossier) -> Paper:
    row, preferences = dossier.row, dossier.reference.preferences
    page = common.sheet(dossier, "Tanda Terima Aduan", below="No. Aduan", size="A5")
    page.line_of(row["number"], style="B", size=20)
    page.ln(4)
    page.facts([*common.about(dossier), ("Status", row["state"])])
    page.section("Isi aduan")
    page.words(row["body"], most=MOST_WORDS)
    page.ln(3)
    today = dossier.now.astimezone(preferences.zone).date()
    hours = texts.hours_words(dossier.reference.service_blocks, today=today)
    page.line_of(
        f"Simpan nomor di atas untuk menanyakan aduan ini kepada {preferences.service_name}"
        + (f" pada jam layanan: {hours}." if hours else "."),
        align="L",
    )
    page.signatures(
        Signature(("", dossier.desk.sop.citizen + ","), row["name"], official=False),
        Signature(
            (f"{dossier.town}, {dossier.day(dossier.now)}", "Petugas penerima,"),
            dossier.printer.name,
            official=False,
        ),
    )
    return page
