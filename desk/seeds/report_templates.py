"""What is told of the monthly report: to the desk while it is made, to leaders when it is out."""

from __future__ import annotations

from desk.seeds.city import Template
from desk.seeds.staff_templates import STAFF

REPORTS = (
    Template(
        "laporan_bulanan",
        STAFF,
        """[{nama_layanan}] Yth. {sapaan}
{judul} {periode}: {status}.
Alasan: {alasan}
Mohon dibuka: {tautan}""",
        "Kepada admin dan peninjau laporan bulanan",
        ("periode", "status"),
    ),
    Template(
        "laporan_terbit",
        "Pimpinan",
        """[{nama_layanan}] Yth. {sapaan}
{judul} {periode} telah terbit.
Nomor: {nomor}
Laporan dapat dibaca setelah masuk ke aplikasi: {tautan}""",
        "Kepada pimpinan saat laporan bulanan diterbitkan",
        ("periode", "nomor"),
    ),
)
