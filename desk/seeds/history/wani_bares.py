"""The example stories of Wani Bares: up to the Kadis, out to an OPD, and the answer's way back."""

from __future__ import annotations

from desk.seeds.history import wadul_aladin
from desk.seeds.history.story import SORTS, WRITES, Course, Hours, Move, Pace, Pose, Procedure
from sop.model import Field
from sop.wani_bares_states import (
    ADMIN,
    AGENCY_HEAD,
    ANSWER_AT_REVIEWER,
    ANSWER_IN,
    AT_DISPATCHER,
    AT_REVIEWER,
    CITIZEN,
    DISPATCHER,
    FINISHED,
    FORWARDED,
    NEW,
    READY,
    RETURNED,
    REVIEWER,
    SYSTEM,
    TOLD,
    WAITING,
)
from sop.wani_bares_states import CLOSED as SHUT

OBJECTED = "keberatan"
BY_ADMIN, BY_REVIEWER, BY_DISPATCHER = (ADMIN,), (REVIEWER,), (DISPATCHER,)
BY_HEAD = (AGENCY_HEAD,)

SORT = Move(BY_ADMIN, SORTS, Pace(1.6, 0.8))
UP = Move(
    BY_ADMIN,
    "Teruskan ke Kabid",
    Pace(1.0, 0.6),
    {Field.AGENCY: "agency", Field.COMPLETENESS: "complete"},
    leads_to=AT_REVIEWER,
)
TO_DISPATCHER = Move(BY_REVIEWER, "Teruskan ke Kadis", Pace(5, 0.8), leads_to=AT_DISPATCHER)
HAND_OUT = Move(
    BY_DISPATCHER, "Disposisi ke OPD", Pace(6, 0.8), {Field.AGENCY: "agency"}, leads_to=FORWARDED
)
ELSEWHERE = Move(
    BY_DISPATCHER,
    "Disposisi ke OPD",
    Pace(9, 0.8),
    {Field.AGENCY: "elsewhere"},
    leads_to=FORWARDED,
)
UNCLEAR = Move(BY_REVIEWER, "Kembalikan", Pace(6), {Field.REASON: "unclear"}, leads_to=NEW)
UNDECIDED = Move(BY_DISPATCHER, "Kembalikan", Pace(9), {Field.REASON: "unclear"}, leads_to=NEW)
RETURN = Move(BY_HEAD, "Kembalikan", Pace(150), {Field.REASON: "returned"}, leads_to=RETURNED)
ANSWERED = Move(
    BY_HEAD,
    "Jawab dan Tindak Lanjut",
    Pace(340, 0.7, Hours.WORK),
    {Field.FOLLOW_UP: "result"},
    leads_to=ANSWER_IN,
    photos=0.45,
)
BACK = Move(BY_DISPATCHER, "Teruskan Jawaban", Pace(4, 0.8), leads_to=ANSWER_AT_REVIEWER)
DOWN = Move(BY_REVIEWER, "Teruskan Jawaban", Pace(4, 0.8), leads_to=READY)
REPAIR = Move(BY_ADMIN, "Minta Perbaikan", Pace(8), {Field.REASON: "to repair"}, leads_to=FORWARDED)
TELL = Move(BY_ADMIN, "Catat Penyampaian", Pace(5, 0.8), {Field.REASON: "told"}, leads_to=TOLD)
SEND = Move(BY_ADMIN, "Kirim Hasil", Pace(4, 0.8), leads_to=TOLD, offline=TELL)
QUIET = Move((SYSTEM,), "Selesai", Pace(1, 0.5, Hours.QUIET), leads_to=FINISHED)
RATE = Move((CITIZEN,), WRITES, Pace(60, 1.5, Hours.ANY), says="rating", chance=0.5)
ASK = Move(BY_ADMIN, "Minta Kelengkapan", Pace(3), {Field.REASON: "missing"}, leads_to=WAITING)
COMPLETE = Move((CITIZEN,), WRITES, Pace(300, 1.1, Hours.ANY), says="completion", leads_to=NEW)
OBJECT = Move((CITIZEN,), WRITES, Pace(1500, 0.8, Hours.ANY), says="objection", leads_to=OBJECTED)
REOPEN = Move(BY_ADMIN, "Buka Kembali", Pace(25), {Field.REASON: "reopened"}, leads_to=FORWARDED)
ANSWER = Move(
    BY_ADMIN,
    "Jawab Langsung",
    Pace(3, 0.6),
    {Field.CLASSIFICATION: "=Permintaan Informasi", Field.ANSWER: "answer"},
    leads_to=FINISHED,
)
REPLY = Move(BY_ADMIN, "Balas Pelapor", Pace(20), {Field.REPLY: "reply"}, chance=0.12)
MERGE = Move(BY_ADMIN, "Gabungkan", Pace(14, 0.7), {Field.MAIN_COMPLAINT: "main"}, leads_to=SHUT)
WITHDRAW = Move((CITIZEN,), WRITES, Pace(200, 1.0, Hours.ANY), says="withdrawal", leads_to=SHUT)


def _close(reason: str, pace: Pace, words: str = "") -> Move:
    inputs = {Field.CLOSE_REASON: f"={reason}"} | ({Field.REASON: words} if words else {})
    return Move(BY_ADMIN, "Tutup", pace, inputs, leads_to=SHUT)


LAPSE = _close("Tidak Lengkap", Pace(15, 0.5, Hours.QUIET), "missing")

GOING_UP = (SORT, UP, TO_DISPATCHER)
HANDED_OUT = (*GOING_UP, HAND_OUT)
COMING_BACK = (ANSWERED, BACK, DOWN)
ENDING = (SEND, QUIET, RATE)

COURSES = {
    "followed up": Course((*HANDED_OUT, REPLY, *COMING_BACK, *ENDING), 60, carries=True),
    "returned": Course(
        (*HANDED_OUT, RETURN, ELSEWHERE, *COMING_BACK, *ENDING), 5, needs="elsewhere"
    ),
    "unclear": Course((*GOING_UP[:2], UNCLEAR, *HANDED_OUT, *COMING_BACK, *ENDING), 3),
    "undecided": Course((*GOING_UP, UNDECIDED, *HANDED_OUT, *COMING_BACK, *ENDING), 2),
    "repaired": Course((*HANDED_OUT, *COMING_BACK, REPAIR, *COMING_BACK, *ENDING), 3, carries=True),
    "completed": Course((ASK, COMPLETE, *HANDED_OUT, *COMING_BACK, *ENDING), 9, on_whatsapp=True),
    "objected": Course(
        (*HANDED_OUT, *COMING_BACK, SEND, OBJECT, REOPEN, *COMING_BACK, *ENDING),
        4,
        on_whatsapp=True,
    ),
    "answered": Course((SORT, ANSWER), 4, needs="answers"),
    "not ours": Course((SORT, _close("Bukan Kewenangan", Pace(3), "outside")), 5, needs="outside"),
    "incomplete": Course((ASK, LAPSE), 6, on_whatsapp=True),
    "withdrawn": Course((WITHDRAW,), 1.5, on_whatsapp=True),
    "withdrawn late": Course((*HANDED_OUT, WITHDRAW), 1, on_whatsapp=True),
    "scheduled": Course((*HANDED_OUT, _close("Dijadwalkan", Pace(900, 0.6), "scheduled")), 4),
    "doubled": Course((MERGE,), 0, on_whatsapp=True),
    "spam": Course((_close("Spam", Pace(10)),), 0, on_whatsapp=True),
}

POSES = (
    Pose("followed up", NEW, 5, (0.02, 1)),
    Pose("followed up", NEW, 3, (60, 110)),
    Pose("incomplete", WAITING, 6, (5, 190)),
    Pose("followed up", AT_REVIEWER, 4, (1, 20), since=(1, 14)),
    Pose("followed up", AT_REVIEWER, 2, (60, 110)),
    Pose("followed up", AT_DISPATCHER, 4, (1, 20), since=(1, 14)),
    Pose("followed up", AT_DISPATCHER, 2, (60, 110)),
    Pose("followed up", FORWARDED, 14, (3, 90)),
    Pose("followed up", FORWARDED, 7, (170, 500), since=(7500, 20000)),
    Pose("returned", RETURNED, 3, (20, 90)),
    Pose("objected", FORWARDED, 1, (300, 400)),
    Pose("followed up", ANSWER_IN, 3, (60, 130), since=(1, 13)),
    Pose("followed up", ANSWER_IN, 1, (100, 160), since=(1500, 3000)),
    Pose("followed up", ANSWER_AT_REVIEWER, 2, (60, 130), since=(1, 13)),
    Pose("followed up", READY, 3, (70, 130), since=(1, 9)),
    Pose("followed up", READY, 2, (120, 200), since=(4500, 6500)),
    Pose("followed up", TOLD, 9, (100, 230), since=(30, 9000)),
    Pose("objected", OBJECTED, 3, (150, 260), since=(20, 2000)),
    Pose("answered", FINISHED, 3, (1, 20), since=(10, 50)),
)

#: Of steps that this procedure does not have.
FOREIGN = ("general", "given back", "progress")
PHRASES = {
    **{key: said for key, said in wadul_aladin.PHRASES.items() if key not in FOREIGN},
    "complete": (
        "Lengkap: KTP diperlihatkan lewat panggilan video",
        "Lengkap: identitas sudah dicocokkan lewat telepon",
        "Lengkap: identitas dibenarkan perangkat desa",
        "Lengkap: KTP diperlihatkan di kantor",
    ),
    "unclear": (
        "Lokasi belum jelas, mohon ditanyakan patokannya.",
        "Mohon dipastikan dahulu apakah ini aset desa atau kabupaten.",
        "Uraian terlalu singkat untuk didisposisi.",
    ),
    "returned": (
        "Lokasi ini bukan aset kami; menurut data menjadi urusan {elsewhere}.",
        "Bukan tugas dinas kami, mohon diteruskan ke {elsewhere}.",
        "Sudah kami cek, yang menangani {elsewhere}. Mohon dialihkan.",
    ),
    "missing": (
        "alamat lengkap",
        "lokasi kejadian",
        "nama dan alamat lengkap",
        "alamat, lokasi kejadian",
        "kapan kejadiannya",
    ),
    "told": (
        "Disampaikan lewat telepon kepada pengadu.",
        "Pengadu datang ke kantor dan sudah diberi penjelasan.",
        "Surat jawaban dikirim lewat desa.",
        "Dijawab lewat pesan langsung di Instagram.",
    ),
    "to repair": (
        "Mohon dilampiri foto sesudah pekerjaan.",
        "Jawaban belum menyebut tanggal dan titik yang ditangani, mohon dilengkapi.",
        "Pengadu menyebut dua titik; yang satu belum dijelaskan.",
    ),
    "reopened": (
        "Pengadu menyampaikan hasil belum sesuai; mohon diperiksa kembali.",
        "Keberatan pengadu disertai keterangan baru.",
        "Masalah muncul lagi di titik yang sama.",
    ),
    "completion": (
        "Nama saya {name}, alamat {jl} {rt}. Lokasinya: {jl} {di}, desa {kel}, {sejak}.",
        "Alamat {jl} {rt} {kel} min, a.n. {name}. Lokasi: {di}. Kejadiannya {sejak}.",
        "Ini lokasi lengkapnya: {jl} {di}, {sejak}. Alamat {rt} {kel}, a/n {name}.",
        "Griya kulo {jl} {rt}, lokasine: celak {di}, {sejak}. Asmo {name}.",
    ),
}

WANI_BARES = Procedure(
    courses=COURSES,
    poses=POSES,
    phrases=PHRASES,
    answered="answered",
    doubled="doubled",
    spam="spam",
    slow={"DPUPR": 1.4, "Inspektorat": 1.8, "Dishub": 0.8, "Perumdam Lawu Tirta": 0.7},
)
