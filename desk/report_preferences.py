"""What the tab Pengaturan says of the monthly report: whose it is, to whom, and who signs it."""

from __future__ import annotations

import re

from desk.preference import Kind, Preference

#: What a number of a report may be made of.
PARTS = ("urut", "bulan", "bulan_romawi", "tahun")
PLACEHOLDER = re.compile(r"\{([^{}]*)\}")

REPORT = (
    Preference(
        "Unit Pengelola", "report_unit", Kind.TEXT, "Dinas Komunikasi dan Informatika",
        "Perangkat daerah yang membuat laporan bulanan; baris kedua kop laporan.",
    ),
    Preference(
        "Nomor Laporan", "report_number", Kind.PATTERN,
        "{urut}/LAP-PENGADUAN/{bulan_romawi}/{tahun}",
        "Pola nomor laporan bulanan. {urut}: nomor urut dalam tahun; {bulan}, {bulan_romawi} dan "
        "{tahun}: bulan laporan.",
    ),
    Preference(
        "Tujuan Laporan", "report_addressee", Kind.TEXT, "",
        "Kepada siapa laporan bulanan ditujukan, setelah kata Yth.",
    ),
    Preference(
        "Penanda Tangan", "report_signer", Kind.TEXT, "",
        "Nama yang menandatangani laporan bulanan. Kosong: titik-titik untuk ditulis tangan.",
        required=False,
    ),
    Preference(
        "Jabatan", "report_signer_title", Kind.TEXT, "Kepala Dinas Komunikasi dan Informatika",
        "Jabatan penanda tangan laporan bulanan.",
    ),
    Preference(
        "Pangkat", "report_signer_rank", Kind.TEXT, "",
        "Pangkat penanda tangan laporan bulanan.", required=False,
    ),
    Preference(
        "NIP", "report_signer_id", Kind.TEXT, "",
        "NIP penanda tangan laporan bulanan.", required=False,
    ),
    Preference(
        "Kota", "report_city", Kind.TEXT, "", "Tempat laporan dan cetakan ditandatangani.",
    ),
)  # fmt: skip


def pattern_problem(pattern: str) -> str:
    """Why this cannot be a pattern of numbers; "" when it can.

    >>> pattern_problem("{urut}/{tahun}")
    ''
    """
    unknown = [name for name in PLACEHOLDER.findall(pattern) if name not in PARTS]
    if unknown or "{" in PLACEHOLDER.sub("", pattern) or "}" in PLACEHOLDER.sub("", pattern):
        return "isian yang dikenal hanya {urut}, {bulan}, {bulan_romawi} dan {tahun}."
    if "{urut}" not in pattern:
        return "tulis {urut} di tempat nomor urut."
    return ""
