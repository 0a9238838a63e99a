"""Wadul Aladin, SOP 060/040.9 of Kota Pekalongan (2022), as data.

The scanned table has lost its lanes; the performers are those of the same service in the national
catalogue (SIPPN 8160804) and the city's news: the team verifies, the admin answers and sends.
Nights and holidays, of which the SOP says nothing: docs/decisions.md.
"""

from __future__ import annotations

from sop.common import ANSWERED, Cast, common_actions
from sop.model import (
    Action,
    Condition,
    Field,
    Hours,
    Limit,
    Notice,
    Rank,
    Recipient,
    Role,
    Scope,
    Sop,
    State,
    Step,
)

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
    Role(ADMIN, Scope.CITY),
    Role(TEAM, Scope.CITY),
    Role(AGENCY_ADMIN, Scope.AGENCY),
    Role(AGENCY_TEAM, Scope.AGENCY),
    Role(LEADER, Scope.LEADER),
    Role(SHEET, Scope.SHEET),
    Role(CITIZEN, Scope.CITIZEN),
    Role(SYSTEM, Scope.SYSTEM),
)

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

VERIFYING = frozenset({NEW, RETURNED})
CITY = frozenset({ADMIN, TEAM})

TO_AGENCY_ADMIN = Notice(Recipient.AGENCY_ADMIN, "disposisi")
TO_FORMER_AGENCY = Notice(Recipient.FORMER_AGENCY, "giliran")


def _citizen(template: str) -> Notice:
    return Notice(Recipient.CITIZEN, template)


VERIFICATION = (
    Action(
        "Minta Kelengkapan",
        roles=CITY | {SHEET},
        sources=VERIFYING,
        target=WAITING,
        needs=(Field.REASON,),
        notices=(_citizen("minta_kelengkapan"),),
        from_sheet=True,
        explanation="Tulis apa yang kurang; waktu dijeda sampai pelapor melengkapi.",
    ),
    Action(
        "Jawab Langsung",
        roles=frozenset({ADMIN, SHEET}),
        sources=VERIFYING,
        target=FINISHED,
        needs=(Field.ANSWER,),
        condition=Condition(
            any_of=((Field.KIND, "Umum"), (Field.CLASSIFICATION, "Permintaan Informasi")),
            implied=(Field.KIND, "Umum"),
            sentence="Aduan Teknis diteruskan ke OPD; bila dapat dijawab langsung, "
            "ubah Jenis Aduan ke Umum atau Klasifikasi ke Permintaan Informasi.",
        ),
        notices=(_citizen("dijawab_langsung"), Notice(Recipient.DOUBLES, "dijawab_langsung")),
        close_reason=ANSWERED,
        from_sheet=True,
        rank=Rank.NEXT,
        explanation="Jawaban dikirim ke pelapor dan aduan selesai.",
    ),
    Action(
        "Teruskan ke OPD",
        roles=CITY | {SHEET},
        sources=VERIFYING,
        target=FORWARDED,
        needs=(Field.AGENCY,),
        condition=Condition(
            any_of=((Field.KIND, "Teknis"),),
            implied=(Field.KIND, "Teknis"),
            sentence="Aduan Umum dijawab langsung; bila perlu OPD, ubah Jenis Aduan ke Teknis.",
        ),
        notices=(TO_AGENCY_ADMIN, _citizen("diteruskan_opd")),
        from_sheet=True,
        rank=Rank.NEXT,
        explanation="Disposisi ke Admin OPD, kabar ke pelapor.",
    ),
    Action(
        "Alihkan OPD",
        roles=CITY | {SHEET},
        sources=frozenset({FORWARDED, IN_HAND}),
        target=FORWARDED,
        needs=(Field.AGENCY,),
        notices=(TO_AGENCY_ADMIN, TO_FORMER_AGENCY, _citizen("dialihkan_opd")),
        from_sheet=True,
        other_agency=True,
        explanation="Pindahkan ke OPD lain; kedua OPD dan pelapor diberi tahu.",
    ),
)

AT_THE_AGENCY = (
    Action(
        "Terima dan Teruskan ke Tim OPD",
        roles=frozenset({AGENCY_ADMIN, SHEET}),
        sources=frozenset({FORWARDED}),
        target=IN_HAND,
        takes=(Field.ASSIGNEE,),
        notices=(Notice(Recipient.AGENCY_TEAM, "giliran"),),
        from_sheet=True,
        rank=Rank.NEXT,
        said="terima",
        explanation="Aduan lengkap dan menjadi urusan OPD ini.",
    ),
    Action(
        "Kembalikan",
        roles=frozenset({AGENCY_ADMIN, SHEET}),
        sources=frozenset({FORWARDED, IN_HAND}),
        target=RETURNED,
        needs=(Field.REASON,),
        notices=(Notice(Recipient.CITY_TEAM, "giliran"),),
        from_sheet=True,
        counts_round=True,
        said="kembali",
        explanation="Belum lengkap atau bukan urusan OPD ini; tulis alasannya.",
    ),
    Action(
        "Kembalikan ke Admin OPD",
        roles=frozenset({AGENCY_TEAM}),
        sources=frozenset({IN_HAND}),
        target=FORWARDED,
        needs=(Field.REASON,),
        notices=(Notice(Recipient.AGENCY_ADMIN, "giliran"),),
        said="kembali",
        explanation="Tulis alasannya; Admin OPD memutuskan lagi.",
    ),
    Action(
        "Catat Tindak Lanjut",
        roles=frozenset({AGENCY_TEAM, AGENCY_ADMIN}),
        sources=frozenset({IN_HAND}),
        needs=(Field.FOLLOW_UP,),
        takes=(Field.EVIDENCE,),
        restarts_clock=False,
        explanation="Simpan perkembangan dan foto; status tidak berubah.",
    ),
    Action(
        "Selesai Ditindaklanjuti",
        roles=frozenset({AGENCY_TEAM, AGENCY_ADMIN, SHEET}),
        sources=frozenset({IN_HAND}),
        target=DONE,
        needs=(Field.FOLLOW_UP,),
        takes=(Field.EVIDENCE,),
        notices=(Notice(Recipient.CITY_ADMIN, "giliran"),),
        from_sheet=True,
        without_evidence="tidak dilampirkan",
        proposes_answer=True,
        rank=Rank.NEXT,
        spoken=True,
        explanation="Pekerjaan selesai; giliran Admin Kota mengirim hasilnya ke pelapor.",
    ),
)

COMMON = common_actions(
    Cast(
        admin=ADMIN,
        team=CITY,
        sheet=SHEET,
        citizen=CITIZEN,
        system=SYSTEM,
        states=STATES,
        first=NEW,
        waiting=WAITING,
        answerable=DONE,
        told=TOLD,
        finished=FINISHED,
        in_hand=IN_HAND,
        closed=CLOSED,
    )
)

WADUL_ALADIN = Sop(
    key="wadul_aladin",
    service_name="Wadul Aladin",
    government="Pemerintah Kota Pekalongan",
    citizen=CITIZEN,
    number_prefix="ALADIN",
    roles=ROLES,
    states=STATES,
    steps=STEPS,
    actions=(*VERIFICATION, *AT_THE_AGENCY, *COMMON),
    first_state=NEW,
    resumed_state=NEW,
    waiting_state=WAITING,
    receive_step="A2",
    reply_step="A3",
    # The SOP gives neither; ten calendar days are the rule of the same desk since March 2025.
    reopen_days=10,
    close_days=10,
    wanted=("nama", "alamat", "lokasi kejadian", "uraian/waktu"),
    addressees={
        Recipient.CITIZEN: (CITIZEN,),
        Recipient.DOUBLES: (CITIZEN,),
        Recipient.CITY_ADMIN: (ADMIN,),
        Recipient.CITY_TEAM: (TEAM, ADMIN),
        Recipient.AGENCY_ADMIN: (AGENCY_ADMIN, AGENCY_TEAM),
        Recipient.AGENCY_TEAM: (AGENCY_TEAM, AGENCY_ADMIN),
        Recipient.FORMER_AGENCY: (AGENCY_ADMIN, AGENCY_TEAM),
    },
)
