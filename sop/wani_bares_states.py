"""Wani Bares: who acts, and where a complaint may stand."""

from __future__ import annotations

from sop.model import Role, Scope, State
from sop.supporting import SUPPORTER

ADMIN = "Administrator"
REVIEWER = "Kabid IKP"
DISPATCHER = "Kadis Kominfo"
AGENCY_HEAD = "Kepala OPD"
LEADER = "Bupati"
SHEET = "Lembar"
CITIZEN = "Pengadu"
SYSTEM = "Sistem"

NEW = "Baru"
WAITING = "Menunggu Pengadu"
AT_REVIEWER = "Di Kabid IKP"
AT_DISPATCHER = "Di Kadis Kominfo"
FORWARDED = "Diteruskan ke OPD"
RETURNED = "Dikembalikan OPD"
ANSWER_IN = "Dijawab OPD"
ANSWER_AT_REVIEWER = "Jawaban di Kabid IKP"
READY = "Siap Dikirim"
TOLD = "Hasil Terkirim"
FINISHED = "Selesai"
CLOSED = "Ditutup"

ROLES = (
    Role(ADMIN, Scope.CITY, above=REVIEWER),
    Role(REVIEWER, Scope.LEADER, above=DISPATCHER),
    Role(DISPATCHER, Scope.LEADER, above=LEADER),
    Role(AGENCY_HEAD, Scope.AGENCY, above=DISPATCHER),
    Role(LEADER, Scope.LEADER, briefed=True),
    Role(SHEET, Scope.SHEET),
    Role(CITIZEN, Scope.CITIZEN),
    Role(SYSTEM, Scope.SYSTEM),
    SUPPORTER,
)

STATES = (
    State(NEW, ADMIN, "B2", verified=False, told="menunggu verifikasi petugas"),
    State(WAITING, CITIZEN, "B2", waiting=True, verified=False, told="menunggu kelengkapan"),
    State(AT_REVIEWER, REVIEWER, "B3", told="diteruskan kepada Kabid IKP"),
    State(AT_DISPATCHER, DISPATCHER, "B4", told="diteruskan kepada Kepala Dinas Kominfo"),
    State(FORWARDED, AGENCY_HEAD, "B5", told="menunggu jawaban OPD"),
    State(RETURNED, DISPATCHER, "B4", told="diperiksa lagi oleh Kepala Dinas Kominfo"),
    State(ANSWER_IN, DISPATCHER, "B6", told="jawaban OPD sedang diperiksa"),
    State(ANSWER_AT_REVIEWER, REVIEWER, "B6", told="jawaban OPD sedang diperiksa"),
    State(READY, ADMIN, "B7", told="jawaban sedang disiapkan"),
    State(TOLD, CITIZEN, told="hasil sudah dikirim, balas BELUM bila belum sesuai"),
    State(FINISHED, "", open=False, told="penanganan selesai"),
    State(CLOSED, "", open=False, told="aduan ditutup"),
)
