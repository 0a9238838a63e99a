"""What all papers share: the sheet with its letterhead, the facts of a complaint, its photos."""

from __future__ import annotations

from typing import Literal

from desk.prints.dossier import Dossier
from desk.prints.paper import Paper


def sheet(
    dossier: Dossier, title: str, *, below: str = "", size: Literal["A4", "A5"] = "A4"
) -> Paper:
    preferences = dossier.reference.preferences
    number = dossier.row["number"]
    page = Paper(
        f"{title} {number}",
        f"Dicetak {dossier.moment(dossier.now)} oleh {dossier.printer.name}",
        now=dossier.now,
        size=size,
    )
    page.letterhead(preferences.government, f"Layanan Pengaduan {preferences.service_name}")
    mark = "RAHASIA" if dossier.row["confidential"] else ""
    page.heading(title, below or f"Nomor: {number}", mark=mark)
    return page


def about(dossier: Dossier) -> list[tuple[str, str]]:
    """Who complains of what and where, in the order of a letter."""
    row = dossier.row
    area = [row["location"], row["village"], row["district"]]
    return [
        (dossier.desk.sop.citizen, row["name"]),
        ("Diterima", f"{dossier.moment(row['received_at'])} melalui {row['channel']}"),
        ("Kategori", row["category"]),
        ("Lokasi", ", ".join(part for part in area if part)),
    ]


def photos(dossier: Dossier, page: Paper, origin: str, title: str, *, most: int) -> None:
    found, more = dossier.pictures(origin, most)
    if not found and not more:
        return
    page.section(title)
    page.pictures(found)
    if more:
        page.line_of(f"{more} foto lain tersimpan di sistem.", align="L", size=8.5)
