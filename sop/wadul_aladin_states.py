"""Wadul Aladin: who acts, and where a complaint may stand."""

from __future__ import annotations

from sop.model import Role, Scope, State
from sop.supporting import SUPPORTER

ADMIN = "Admin Kota"
TEAM = "Tim Pengaduan Kota"
AGENCY_ADMIN = "Admin OPD"
AGENCY_TEAM = "Tim Pengaduan OPD"
LEADER = "Pimpinan"
SHEET = "Lembar"
CITIZEN = "Pelapor"
SYSTEM = "Sistem"

NEW = "Baru"
WAITING = "Menunggu Pelapor"
FORWARDED = "Diteruskan ke OPD"
RETURNED = "Dikembalikan OPD"
IN_HAND = "Diproses OPD"
DONE = "Ditindaklanjuti"
TOLD = "Hasil Terkirim"
FINISHED = "Selesai"
CLOSED = "Ditutup"

ROLES = (
    Role(ADMIN, Scope.CITY, above=LEADER),
    Role(TEAM, Scope.CITY, above=ADMIN),
    Role(AGENCY_ADMIN, Scope.AGENCY, above=ADMIN),
    Role(AGENCY_TEAM, Scope.AGENCY, above=AGENCY_ADMIN),
    Role(LEADER, Scope.LEADER, briefed=True),
    Role(SHEET, Scope.SHEET),
    Role(CITIZEN, Scope.CITIZEN),
    Role(SYSTEM, Scope.SYSTEM),
    SUPPORTER,
)

STATES = (
    State(NEW, TEAM, "A4", verified=False, told="menunggu verifikasi petugas"),
    State(WAITING, CITIZEN, "A4", waiting=True, verified=False, told="menunggu kelengkapan"),
    State(FORWARDED, AGENCY_ADMIN, "A5", told="menunggu diterima OPD"),
    State(RETURNED, TEAM, "A4", told="diperiksa lagi oleh petugas"),
    State(IN_HAND, AGENCY_TEAM, "A6", told="sedang ditindaklanjuti OPD"),
    State(DONE, ADMIN, "A7", told="hasil tindak lanjut sedang disiapkan"),
    State(TOLD, CITIZEN, told="hasil sudah dikirim, balas BELUM bila belum sesuai"),
    State(FINISHED, "", open=False, told="penanganan selesai"),
    State(CLOSED, "", open=False, told="aduan ditutup"),
)
