"""The words of SP4N-LAPOR! for ours, as data (docs/exchange.md is compared with it).

Statuses are those of its admin actions (Verifikasi, Tunda, Bukan Wewenang, Arsipkan) and of its
public list; topics are the government affairs of UU 23/2014, under which it files reports.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sop.model import Sop

UNVERIFIED, VERIFIED, PROCESS, DONE = "Belum Diverifikasi", "Terverifikasi", "Proses", "Selesai"
PENDING, NOT_OURS, ARCHIVED = "Tunda", "Bukan Wewenang", "Arsip"

#: Alasan Tutup -> status of a closed complaint.
BY_REASON: Mapping[str, str] = {
    "Ditindaklanjuti": DONE,
    "Dijawab": DONE,
    "Dijadwalkan": PROCESS,  # the work is still to come
    "Bukan Kewenangan": NOT_OURS,
    "Tidak Lengkap": ARCHIVED,
    "Duplikat": ARCHIVED,
    "Spam": ARCHIVED,
    "Dicabut Pelapor": ARCHIVED,
}
CLASSES: Mapping[str, str] = {
    "Pengaduan": "Pengaduan",
    "Aspirasi": "Aspirasi",
    "Permintaan Informasi": "Permintaan Informasi",
    "": "Pengaduan",  # nobody has said otherwise
}
OTHER_TOPIC = "Lainnya"
TOPICS: Mapping[str, str] = {
    "Jalan dan Jembatan": "Pekerjaan Umum dan Penataan Ruang",
    "Penerangan Jalan Umum": "Perhubungan",
    "Drainase, Banjir, dan Rob": "Pekerjaan Umum dan Penataan Ruang",
    "Sampah dan Kebersihan": "Lingkungan Hidup",
    "Pohon dan Taman": "Lingkungan Hidup",
    "Pencemaran Lingkungan": "Lingkungan Hidup",
    "Lalu Lintas dan Parkir": "Perhubungan",
    "Ketertiban Umum": "Ketenteraman, Ketertiban Umum, dan Pelindungan Masyarakat",
    "Administrasi Kependudukan": "Administrasi Kependudukan dan Pencatatan Sipil",
    "Bantuan Sosial": "Sosial",
    "Kesehatan": "Kesehatan",
    "Pendidikan": "Pendidikan",
    "Air Bersih": "Pekerjaan Umum dan Penataan Ruang",
    "Pasar, Usaha, dan Perizinan": "Perdagangan",
    "Pelayanan Aparatur dan Pungli": "Pengawasan",
}


def status(sop: Sop, row: Mapping[str, Any]) -> str:
    """Where the complaint stands, in the national words."""
    state = sop.state(row["state"])
    if not state.open:
        return BY_REASON.get(row["close_reason"], ARCHIVED)
    if state.waiting:
        return PENDING
    if not state.verified:
        return UNVERIFIED
    return PROCESS if row["agency"] else VERIFIED


def topic(category: str) -> str:
    return TOPICS.get(category, OTHER_TOPIC)
