"""Wani Bares: the rows of the SOP's table, each with its clock."""

from __future__ import annotations

from sop.model import Hours, Limit, Step, Unit
from sop.wani_bares_states import ADMIN, AGENCY_HEAD, DISPATCHER, REVIEWER, SYSTEM

STEPS = (
    Step(
        key="B1",
        number="1",
        activity="Menulis aduan; sistem membalas meminta identitas, isi aduan, dan foto KTP",
        short="Membalas otomatis",
        performer=SYSTEM,
        completeness="pesan WA",
        output="pesan atau pertanyaan tampil di WA Wani Bares",
        limit=Limit(5),
    ),
    Step(
        key="B2",
        number="2",
        activity="Membuka, mendaftar, dan memverifikasi pengaduan",
        short="Memverifikasi pengaduan",
        performer=ADMIN,
        completeness="pesan yang masuk lewat WA Wani Bares",
        output="WA pengaduan masyarakat",
        limit=Limit(5, hours=Hours.SERVICE),
        remark="jeda selama menunggu kelengkapan dari pengadu",
    ),
    Step(
        key="B3",
        number="3",
        activity="Meneruskan pengaduan yang memenuhi kriteria kepada Kabid IKP dan Kadis Kominfo",
        short="Meneruskan ke Kadis",
        performer=REVIEWER,
        completeness="dikirim WA ke Kabid IKP dan diteruskan ke Kadis Kominfo",
        output="",
        limit=Limit(15, hours=Hours.SERVICE),
        remark="SOP: 10 sampai 15 menit",
    ),
    Step(
        key="B4",
        number="4a",
        activity="Meneruskan pengaduan kepada Kepala OPD",
        short="Disposisi ke OPD",
        performer=DISPATCHER,
        completeness="grup WA Kepala OPD",
        output="nomor WA Kadis Kominfo",
        limit=Limit(15, hours=Hours.SERVICE),
        remark="baris 4 SOP: 15 menit sampai 3 hari; bagian Kadis Kominfo",
    ),
    Step(
        key="B5",
        number="4b",
        activity="Menjawab dan menindaklanjuti pengaduan",
        short="Menjawab pengaduan",
        performer=AGENCY_HEAD,
        completeness="grup WA Kepala OPD",
        output="jawaban dan tindak lanjut kepada Kadis Kominfo",
        limit=Limit(3, Unit.WORKING_DAY, Hours.SERVICE),
        remark="baris 4 SOP: 15 menit sampai 3 hari; bagian OPD, dihitung hari kerja",
    ),
    Step(
        key="B6",
        number="5",
        activity="Meneruskan jawaban kepada Kabid IKP, lalu kepada admin",
        short="Meneruskan jawaban",
        performer=DISPATCHER,
        completeness="jawaban OPD",
        output="WA jawaban Kepala OPD dan tindak lanjut terhadap pengaduan",
        limit=Limit(15, hours=Hours.SERVICE),
    ),
    Step(
        key="B7",
        number="6",
        activity="Mengirim jawaban dan tindak lanjut kepada pengadu",
        short="Mengirim ke pengadu",
        performer=ADMIN,
        completeness="WA Wani Bares",
        output="nomor WA pengadu",
        limit=Limit(10, hours=Hours.SERVICE),
    ),
)
