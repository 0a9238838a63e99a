"""What all papers share: the sheet with its letterhead, the facts of a complaint, its photos."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from desk.prints.dossier import Dossier, Shown
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
    page.pictures([one.picture for one in found])
    captions(page, [(f"{place}.", one) for place, one in enumerate(found, start=1)])
    if more:
        page.line_of(f"{more} foto lain tersimpan di sistem.", align="L", size=8.5)


def pair(dossier: Dossier, page: Paper) -> None:
    """What was there before the work and after it, beside each other."""
    found = dossier.pair()
    if found is None:
        return
    page.section("Sebelum dan sesudah")
    page.pictures([one.picture for one in found], tall=58, across=2)
    captions(page, zip(("Sebelum:", "Sesudah:"), found, strict=True))


def captions(page: Paper, found: Iterable[tuple[str, Shown]]) -> None:
    """When and by whom each was taken, in small letters below them."""
    for title, one in found:
        if one.told:
            page.line_of(f"{title} {one.told}", align="L", size=8)
