"""Wani Bares, SOP 065/09/403.113/2022 of Kabupaten Magetan, as data.

Each row of the table is one clock; row 4 gives two limits and is two clocks, row 5 is one clock
that goes through two hands. What the SOP does not say: docs/decisions.md.
"""

from __future__ import annotations

from dataclasses import replace

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
from sop.wani_bares_states import (
    ADMIN,
    AGENCY_HEAD,
    ANSWER_AT_REVIEWER,
    ANSWER_IN,
    AT_DISPATCHER,
    AT_REVIEWER,
    CITIZEN,
    CLOSED,
    DISPATCHER,
    FINISHED,
    FORWARDED,
    NEW,
    READY,
    RETURNED,
    REVIEWER,
    ROLES,
    SHEET,
    STATES,
    SYSTEM,
    TOLD,
    WAITING,
)
from sop.wani_bares_steps import STEPS

ADMIN_OR_SHEET = frozenset({ADMIN, SHEET})
TO_THE_HEADS = Notice(Recipient.AGENCY_ADMIN, "disposisi", to_group=True)

VERIFICATION = (
    Action(
        "Minta Kelengkapan",
        roles=ADMIN_OR_SHEET,
        sources=frozenset({NEW}),
        target=WAITING,
        needs=(Field.REASON,),
        notices=(Notice(Recipient.CITIZEN, "minta_kelengkapan"),),
        from_sheet=True,
        asks=True,
        said="minta",
        explanation="Tulis apa yang kurang; waktu dijeda sampai pengadu melengkapi.",
    ),
    Action(
        "Jawab Langsung",
        roles=ADMIN_OR_SHEET,
        sources=frozenset({NEW}),
        target=FINISHED,
        needs=(Field.ANSWER,),
        condition=Condition(
            any_of=((Field.CLASSIFICATION, "Permintaan Informasi"),),
            implied=(Field.CLASSIFICATION, "Permintaan Informasi"),
            sentence="Yang dijawab langsung hanya Permintaan Informasi; aduan diteruskan ke Kabid.",
        ),
        notices=tuple(
            Notice(to, "dijawab_langsung") for to in (Recipient.CITIZEN, Recipient.DOUBLES)
        ),
        close_reason=ANSWERED,
        from_sheet=True,
        setting="Jawab Langsung",
        said="jawab",
        explanation="Untuk pertanyaan; tambahan di luar SOP. Dikirim ke pengadu dan selesai.",
    ),
    Action(
        "Teruskan ke Kabid",
        roles=ADMIN_OR_SHEET,
        sources=frozenset({NEW}),
        target=AT_REVIEWER,
        takes=(Field.COMPLETENESS,),
        proposes=(Field.AGENCY, Field.SUPPORTERS),
        notices=(Notice(Recipient.REVIEWER, "mohon_arahan"),),
        from_sheet=True,
        complete=True,
        said="teruskan",
        rank=Rank.NEXT,
        explanation="Aduan lengkap; OPD boleh diusulkan, Kadis yang memutuskan.",
    ),
)

GUIDANCE = (
    Action(
        "Teruskan ke Kadis",
        roles=frozenset({REVIEWER}),
        sources=frozenset({AT_REVIEWER}),
        target=AT_DISPATCHER,
        proposes=(Field.AGENCY, Field.SUPPORTERS),
        notices=(Notice(Recipient.DISPATCHER, "mohon_arahan"),),
        from_sheet=True,
        rank=Rank.NEXT,
        said="teruskan",
        passes_on=True,
        explanation="Mohon arahan Kepala Dinas Kominfo; usulan OPD boleh diubah.",
    ),
    Action(
        "Kembalikan",
        roles=frozenset({REVIEWER, DISPATCHER}),
        sources=frozenset({AT_REVIEWER, AT_DISPATCHER}),
        target=NEW,
        gives_back=True,
        needs=(Field.REASON,),
        notices=(Notice(Recipient.CITY_ADMIN, "giliran"),),
        from_sheet=True,
        said="kembali",
        explanation="Kembali kepada Administrator; tulis alasannya.",
    ),
    Action(
        "Disposisi ke OPD",
        roles=frozenset({DISPATCHER}),
        sources=frozenset({AT_DISPATCHER, RETURNED}),
        target=FORWARDED,
        needs=(Field.AGENCY,),
        takes=(Field.SUPPORTERS,),
        notices=(
            TO_THE_HEADS,
            replace(TO_SUPPORTERS, to_group=True),
            Notice(Recipient.CITIZEN, "diteruskan_opd"),
        ),
        from_sheet=True,
        rank=Rank.NEXT,
        said="teruskan",
        explanation="Disposisi kepada Kepala OPD, kabar ke pengadu.",
    ),
)

AT_THE_AGENCY = (
    Action(
        "Terima",
        roles=frozenset({AGENCY_HEAD}),
        sources=frozenset({FORWARDED}),
        takes=(Field.NOTE,),
        restarts_clock=False,
        said="terima",
        explanation="Disposisi sudah diterima OPD; status dan waktunya tetap.",
    ),
    Action(
        "Kembalikan",
        roles=frozenset({AGENCY_HEAD}),
        sources=frozenset({FORWARDED}),
        target=RETURNED,
        gives_back=True,
        needs=(Field.REASON,),
        notices=(Notice(Recipient.DISPATCHER, "giliran"),),
        counts_round=True,
        said="kembali",
        explanation="Bukan urusan OPD ini atau belum jelas; tulis alasannya.",
    ),
    Action(
        "Jawab dan Tindak Lanjut",
        roles=frozenset({AGENCY_HEAD, SHEET}),
        sources=frozenset({FORWARDED}),
        target=ANSWER_IN,
        needs=(Field.FOLLOW_UP,),
        takes=(Field.EVIDENCE,),
        notices=(Notice(Recipient.DISPATCHER, "giliran"),),
        from_sheet=True,
        without_evidence="tidak dilampirkan",
        proposes_answer=True,
        rank=Rank.NEXT,
        spoken=True,
        explanation="Jawaban dan tindak lanjut OPD; giliran Kepala Dinas Kominfo.",
    ),
)

ANSWER_BACK = (
    Action(
        "Teruskan Jawaban",
        roles=frozenset({DISPATCHER}),
        sources=frozenset({ANSWER_IN}),
        target=ANSWER_AT_REVIEWER,
        notices=(Notice(Recipient.REVIEWER, "giliran"),),
        from_sheet=True,
        rank=Rank.NEXT,
        said="teruskan",
        passes_on=True,
        explanation="Jawaban OPD diteruskan kepada Kabid IKP.",
    ),
    Action(
        "Teruskan Jawaban",
        roles=frozenset({REVIEWER}),
        sources=frozenset({ANSWER_AT_REVIEWER}),
        target=READY,
        notices=(Notice(Recipient.CITY_ADMIN, "giliran"),),
        from_sheet=True,
        rank=Rank.NEXT,
        said="teruskan",
        passes_on=True,
        explanation="Jawaban OPD diteruskan kepada Administrator.",
    ),
)

SUPPORTING = of_supporters((FORWARDED, RETURNED, ANSWER_IN, ANSWER_AT_REVIEWER, READY, TOLD))

COMMON = common_actions(
    Cast(
        admin=ADMIN,
        team=frozenset({ADMIN}),
        sheet=SHEET,
        citizen=CITIZEN,
        system=SYSTEM,
        states=STATES,
        first=NEW,
        waiting=WAITING,
        answerable=READY,
        told=TOLD,
        finished=FINISHED,
        in_hand=FORWARDED,
        closed=CLOSED,
    )
)

WANI_BARES = Sop(
    key="wani_bares",
    service_name="Wani Bares",
    government="Pemerintah Kabupaten Magetan",
    citizen=CITIZEN,
    number_prefix="BARES",
    roles=ROLES,
    states=STATES,
    steps=STEPS,
    actions=(*VERIFICATION, *GUIDANCE, *AT_THE_AGENCY, *ANSWER_BACK, *COMMON, SUPPORTING),
    first_state=NEW,
    resumed_state=NEW,
    waiting_state=WAITING,
    reply_step="B1",
    papers=("Lembar Disposisi", "Jawaban dan Tindak Lanjut OPD", "Tanda Terima"),
    reopen_days=10,
    close_days=10,
    wanted=("nama", "alamat", "lokasi kejadian", "uraian/waktu", "foto KTP"),
    identity_card=True,
    unneeded=UNNEEDED,
    supporter=SUPPORTER.name,
    report_title="Laporan Bulanan kepada Bupati",
    report_addressee="Bupati Magetan",
    report_reviewer=REVIEWER,
    report_signer=DISPATCHER,
    addressees={
        Recipient.CITIZEN: (CITIZEN,),
        Recipient.DOUBLES: (CITIZEN,),
        Recipient.CITY_ADMIN: (ADMIN,),
        Recipient.CITY_TEAM: (ADMIN,),
        Recipient.REVIEWER: (REVIEWER,),
        Recipient.DISPATCHER: (DISPATCHER,),
        Recipient.AGENCY_ADMIN: (AGENCY_HEAD,),
        Recipient.AGENCY_TEAM: (AGENCY_HEAD,),
        Recipient.FORMER_AGENCY: (AGENCY_HEAD,),
        Recipient.SUPPORTERS: (AGENCY_HEAD,),
    },
)
