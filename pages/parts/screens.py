"""The screens as data: their address, their file, who has them in the menu."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Literal

from settings import Settings
from sop.model import Scope

CITY = (Scope.CITY, Scope.LEADER)
STAFF = (Scope.CITY, Scope.AGENCY, Scope.LEADER)


@dataclass(frozen=True)
class Screen:
    """One screen. `path` is one segment of the address; `scopes` have it in their menu."""

    path: str
    file: str
    title: str
    icon: str
    scopes: tuple[Scope, ...]
    section: str = ""
    hidden: bool = False
    stand_in: Literal["", "gateway", "sheets"] = ""  # exists only beside this stand-in


HOME = Screen("beranda", "pages/umum/beranda.py", "Beranda", "home", STAFF, hidden=True)
INBOX = Screen("kotak-masuk", "pages/kota/kotak_masuk.py", "Kotak Masuk", "inbox", CITY)
COMPLAINT = Screen("aduan", "pages/umum/aduan.py", "Aduan", "description", STAFF, hidden=True)
AGENCY_INBOX = Screen(
    "disposisi-masuk",
    "pages/opd/disposisi_masuk.py",
    "Disposisi Masuk",
    "assignment",
    (Scope.AGENCY,),
)
RECORD = Screen(
    "catat-aduan", "pages/kota/catat_aduan.py", "Catat Aduan", "edit_note", (Scope.CITY,)
)
DASHBOARD = Screen("dasbor", "pages/kota/dasbor.py", "Dasbor", "bar_chart", STAFF)
REPORTS = Screen(
    "laporan-bulanan",
    "pages/kota/laporan_bulanan.py",
    "Laporan Bulanan",
    "summarize",
    CITY,
)
RULES = Screen("pengaturan", "pages/kota/pengaturan.py", "Pengaturan", "tune", CITY)
PRIVACY = Screen(
    "pelindungan-data",
    "pages/kota/pelindungan_data.py",
    "Pelindungan Data",
    "shield_person",
    (Scope.CITY,),
)
CONDITION = Screen(
    "kondisi-sistem", "pages/umum/kondisi_sistem.py", "Kondisi Sistem", "monitor_heart", CITY
)
PHONE = Screen(
    "ponsel",
    "pages/sandbox/ponsel.py",
    "Ponsel",
    "smartphone",
    STAFF,
    section="Peragaan",
    stand_in="gateway",
)
SHEET = Screen(
    "lembar",
    "pages/sandbox/lembar.py",
    "Lembar",
    "table_chart",
    STAFF,
    section="Peragaan",
    stand_in="sheets",
)
SCREENS = (
    HOME,
    INBOX,
    RECORD,
    AGENCY_INBOX,
    COMPLAINT,
    DASHBOARD,
    REPORTS,
    RULES,
    PRIVACY,
    CONDITION,
    PHONE,
    SHEET,
)


def existing(settings: Settings) -> tuple[Screen, ...]:
    """The screens that this installation has."""
    stand_ins = {
        "": True,
        "gateway": settings.on_sandbox_gateway,
        "sheets": settings.on_sandbox_sheets,
    }
    return tuple(screen for screen in SCREENS if stand_ins[screen.stand_in])


def for_scopes(screens: Iterable[Screen], scopes: Collection[Scope]) -> tuple[Screen, ...]:
    """Those of `screens` that somebody with these scopes may open."""
    return tuple(screen for screen in screens if set(screen.scopes) & set(scopes))
