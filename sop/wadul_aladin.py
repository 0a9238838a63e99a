"""Wadul Aladin, SOP 060/040.9 of Kota Pekalongan (2022), as data.

The scanned table has lost its lanes; the performers are those of the same service in the national
catalogue (SIPPN 8160804) and the city's news: the team verifies, the admin answers and sends.
Nights and holidays, of which the SOP says nothing: docs/decisions.md.
"""

from __future__ import annotations

from sop.common import ANSWERED, Cast, common_actions
from sop.completeness import UNNEEDED
from sop.model import (
    Action,
    Condition,
    Field,
    Notice,
    Rank,
    Recipient,
    Sop,
)
from sop.supporting import SUPPORTER, TO_SUPPORTERS, of_supporters
from sop.wadul_aladin_states import (
    ADMIN,
    AGENCY_ADMIN,
    AGENCY_TEAM,
    CITIZEN,
    CLOSED,
    DONE,
    FINISHED,
    FORWARDED,
    IN_HAND,
    NEW,
    RETURNED,
    ROLES,
    SHEET,
    STATES,
    SYSTEM,
    TEAM,
    TOLD,
    WAITING,
)
from sop.wadul_aladin_steps import STEPS

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
        asks=True,
        said="minta",
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
        said="jawab",
        rank=Rank.NEXT,
        explanation="Jawaban dikirim ke pelapor dan aduan selesai.",
    ),
    Action(
        "Teruskan ke OPD",
        roles=CITY | {SHEET},
        sources=VERIFYING,
        target=FORWARDED,
        needs=(Field.AGENCY,),
        takes=(Field.SUPPORTERS,),
        condition=Condition(
            any_of=((Field.KIND, "Teknis"),),
            implied=(Field.KIND, "Teknis"),
            sentence="Aduan Umum dijawab langsung; bila perlu OPD, ubah Jenis Aduan ke Teknis.",
        ),
        notices=(TO_AGENCY_ADMIN, TO_SUPPORTERS, _citizen("diteruskan_opd")),
        from_sheet=True,
        said="teruskan",
        rank=Rank.NEXT,
        explanation="Disposisi ke Admin OPD, kabar ke pelapor.",
    ),
    Action(
        "Alihkan OPD",
        roles=CITY | {SHEET},
        sources=frozenset({FORWARDED, IN_HAND}),
        target=FORWARDED,
        needs=(Field.AGENCY,),
        takes=(Field.SUPPORTERS,),
        notices=(TO_AGENCY_ADMIN, TO_SUPPORTERS, TO_FORMER_AGENCY, _citizen("dialihkan_opd")),
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
        gives_back=True,
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
        gives_back=True,
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

SUPPORTING = of_supporters((FORWARDED, RETURNED, IN_HAND, DONE, TOLD))

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
    actions=(*VERIFICATION, *AT_THE_AGENCY, *COMMON, SUPPORTING),
    first_state=NEW,
    resumed_state=NEW,
    waiting_state=WAITING,
    receive_step="A2",
    reply_step="A3",
    # The SOP gives neither; ten calendar days are the rule of the same desk since March 2025.
    reopen_days=10,
    close_days=10,
    wanted=("nama", "alamat", "lokasi kejadian", "uraian/waktu"),
    supporter=SUPPORTER.name,
    # The SOP names nobody: the report is read by those who verify, not by who answers.
    report_addressee="Wali Kota Pekalongan",
    report_reviewer=TEAM,
    unneeded=UNNEEDED,
    addressees={
        Recipient.CITIZEN: (CITIZEN,),
        Recipient.DOUBLES: (CITIZEN,),
        Recipient.CITY_ADMIN: (ADMIN,),
        Recipient.CITY_TEAM: (TEAM, ADMIN),
        Recipient.AGENCY_ADMIN: (AGENCY_ADMIN, AGENCY_TEAM),
        Recipient.AGENCY_TEAM: (AGENCY_TEAM, AGENCY_ADMIN),
        Recipient.FORMER_AGENCY: (AGENCY_ADMIN, AGENCY_TEAM),
        Recipient.SUPPORTERS: (AGENCY_ADMIN, AGENCY_TEAM),
    },
)
