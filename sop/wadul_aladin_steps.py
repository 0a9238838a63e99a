"""Wadul Aladin: the rows of the SOP's table, each with its clock."""

from __future__ import annotations

from sop.model import Hours, Limit, Step
from sop.wadul_aladin_states import ADMIN, AGENCY_ADMIN, AGENCY_TEAM, CITIZEN, SYSTEM, TEAM

STEPS = (
    Step(
        key="A1",
        number="1",
        activity="Mengirim pesan aduan",
        performer=CITIZEN,
        completeness="pesan WA",
        output="pesan WA",
        limit=Limit(5),
        measured=False,
        remark="waktu pelapor, tidak diukur",
    ),
    Step("A2", "2", "Menerima pesan", ADMIN, "pesan WA", "pesan WA", Limit(2)),
    Step("A3", "3", "Memberikan respon otomatis", SYSTEM, "pesan WA", "pesan WA", Limit(1)),
    Step(
        key="A4",
        number="4",
        activity="Memverifikasi aduan: aduan umum dijawab langsung, aduan teknis diteruskan ke OPD",
        performer=TEAM,
        completeness="pesan WA",
        output="jawaban atas aduan",
        limit=Limit(30, hours=Hours.SERVICE),
        remark="aduan umum dijawab Admin Kota; jeda selama menunggu kelengkapan dari pelapor",
    ),
    Step(
        key="A5",
        number="5",
        activity="Menerima aduan: lengkap diteruskan ke Tim OPD, belum lengkap dikembalikan",
        performer=AGENCY_ADMIN,
        completeness="disposisi",
        output="pesan aduan",
        limit=Limit(5, hours=Hours.SERVICE),
    ),
    Step(
        key="A6",
        number="6",
        activity="Menindaklanjuti aduan",
        performer=AGENCY_TEAM,
        completeness="pesan aduan",
        output="dokumentasi tindak lanjut",
        remark="SOP tidak memberi batas waktu",
    ),
    Step(
        key="A7",
        number="7",
        activity="Menerima tindak lanjut aduan: Admin Kota mengirim hasil kepada pelapor",
        performer=ADMIN,
        completeness="dokumentasi tindak lanjut",
        output="laporan hasil tindak lanjut",
        limit=Limit(5, hours=Hours.SERVICE),
    ),
)
