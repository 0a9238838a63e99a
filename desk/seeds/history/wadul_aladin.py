"""The example stories of Wadul Aladin: every way through its action table, and open work."""

from __future__ import annotations

from desk.seeds.history.story import SORTS, WRITES, Course, Hours, Move, Pace, Pose, Procedure
from sop.model import Field
from sop.wadul_aladin_states import (
    ADMIN,
    AGENCY_ADMIN,
    AGENCY_TEAM,
    CITIZEN,
    DONE,
    FINISHED,
    FORWARDED,
    IN_HAND,
    NEW,
    RETURNED,
    SYSTEM,
    TEAM,
    TOLD,
    WAITING,
)
from sop.wadul_aladin_states import CLOSED as SHUT

OBJECTED = "keberatan"
CITY = (TEAM, TEAM, ADMIN)
BY_ADMIN = (ADMIN,)

SORT = Move(CITY, SORTS, Pace(12, 0.8))
FORWARD = Move(
    CITY, "Teruskan ke OPD", Pace(1.2, 0.5), {Field.AGENCY: "agency"}, leads_to=FORWARDED
)
ELSEWHERE = Move(
    CITY, "Teruskan ke OPD", Pace(16, 0.8), {Field.AGENCY: "elsewhere"}, leads_to=FORWARDED
)
REASSIGN = Move(CITY, "Alihkan OPD", Pace(35), {Field.AGENCY: "elsewhere"}, leads_to=FORWARDED)
ACCEPT = Move((AGENCY_ADMIN,), "Terima dan Teruskan ke Tim OPD", Pace(3.1, 0.85), leads_to=IN_HAND)
RETURN = Move(
    (AGENCY_ADMIN,), "Kembalikan", Pace(5, 0.9), {Field.REASON: "returned"}, leads_to=RETURNED
)
GIVE_BACK = Move(
    (AGENCY_TEAM,),
    "Kembalikan ke Admin OPD",
    Pace(90),
    {Field.REASON: "given back"},
    leads_to=FORWARDED,
)
NOTE = Move(
    (AGENCY_TEAM, AGENCY_ADMIN),
    "Catat Tindak Lanjut",
    Pace(130, 0.8),
    {Field.FOLLOW_UP: "progress"},
    chance=0.3,
    photos=0.3,
)
FINISH = Move(
    (AGENCY_TEAM, AGENCY_TEAM, AGENCY_ADMIN),
    "Selesai Ditindaklanjuti",
    Pace(400, 0.75, Hours.WORK),
    {Field.FOLLOW_UP: "result"},
    leads_to=DONE,
    photos=0.45,
)
REPAIR = Move(BY_ADMIN, "Minta Perbaikan", Pace(8), {Field.REASON: "to repair"}, leads_to=IN_HAND)
TELL = Move(BY_ADMIN, "Catat Penyampaian", Pace(4, 0.8), {Field.REASON: "told"}, leads_to=TOLD)
SEND = Move(
    BY_ADMIN,
    "Kirim Hasil",
    Pace(2.7, 0.8),
    leads_to=TOLD,
    offline=TELL,
)
QUIET = Move((SYSTEM,), "Selesai", Pace(1, 0.5, Hours.QUIET), leads_to=FINISHED)
RATE = Move((CITIZEN,), WRITES, Pace(60, 1.5, Hours.ANY), says="rating", chance=0.5)
ASK = Move(CITY, "Minta Kelengkapan", Pace(13, 0.8), {Field.REASON: "missing"}, leads_to=WAITING)
COMPLETE = Move((CITIZEN,), WRITES, Pace(300, 1.1, Hours.ANY), says="completion", leads_to=NEW)
OBJECT = Move((CITIZEN,), WRITES, Pace(1500, 0.8, Hours.ANY), says="objection", leads_to=OBJECTED)
REOPEN = Move(BY_ADMIN, "Buka Kembali", Pace(25), {Field.REASON: "reopened"}, leads_to=IN_HAND)
REOPEN_AT_START = Move(BY_ADMIN, "Buka Kembali", Pace(25), {Field.REASON: "reopened"}, leads_to=NEW)
ANSWER = Move(
    BY_ADMIN,
    "Jawab Langsung",
    Pace(3, 0.6),
    {Field.KIND: "general", Field.ANSWER: "answer"},
    leads_to=FINISHED,
)
REPLY = Move(CITY, "Balas Pelapor", Pace(20), {Field.REPLY: "reply"}, chance=0.12)


def _close(reason: str, pace: Pace, words: str = "") -> Move:
    inputs = {Field.CLOSE_REASON: f"={reason}"} | ({Field.REASON: words} if words else {})
    return Move(BY_ADMIN, "Tutup", pace, inputs, leads_to=SHUT)


MERGE = Move(BY_ADMIN, "Gabungkan", Pace(14, 0.7), {Field.MAIN_COMPLAINT: "main"}, leads_to=SHUT)
WITHDRAW = Move((CITIZEN,), WRITES, Pace(200, 1.0, Hours.ANY), says="withdrawal", leads_to=SHUT)
# what was asked for has not come in the days that the letter gave
LAPSE = _close("Tidak Lengkap", Pace(15, 0.5, Hours.QUIET), "missing")

ENDING = (SEND, QUIET, RATE)
HANDED_OVER = (SORT, FORWARD, ACCEPT, REPLY, NOTE)

COURSES = {
    "followed up": Course((*HANDED_OVER, FINISH, *ENDING), 60, carries=True),
    "returned": Course(
        (SORT, FORWARD, RETURN, ELSEWHERE, ACCEPT, NOTE, FINISH, *ENDING), 6, needs="elsewhere"
    ),
    "returned twice": Course(
        (SORT, FORWARD, RETURN, ELSEWHERE, RETURN, SORT, FORWARD, ACCEPT, FINISH, *ENDING),
        1.5,
        needs="elsewhere",
    ),
    "given back by the team": Course(
        (SORT, FORWARD, ACCEPT, GIVE_BACK, ACCEPT, FINISH, *ENDING), 2, needs="staffed"
    ),
    "reassigned": Course(
        (SORT, FORWARD, ACCEPT, REASSIGN, ACCEPT, FINISH, *ENDING), 3, needs="elsewhere"
    ),
    "repaired": Course((*HANDED_OVER, FINISH, REPAIR, FINISH, *ENDING), 4, carries=True),
    "completed": Course((ASK, COMPLETE, *HANDED_OVER, FINISH, *ENDING), 7, on_whatsapp=True),
    "objected": Course(
        (*HANDED_OVER, FINISH, SEND, OBJECT, REOPEN, NOTE, FINISH, *ENDING), 4, on_whatsapp=True
    ),
    "answered": Course((SORT, ANSWER), 4, needs="answers"),
    "not ours": Course((SORT, _close("Bukan Kewenangan", Pace(4), "outside")), 5, needs="outside"),
    "incomplete": Course((ASK, LAPSE), 4, on_whatsapp=True),
    "completed late": Course(
        (ASK, LAPSE, OBJECT, REOPEN_AT_START, *HANDED_OVER, FINISH, *ENDING), 1.5, on_whatsapp=True
    ),
    "withdrawn": Course((WITHDRAW,), 1.5, on_whatsapp=True),
    "withdrawn late": Course((*HANDED_OVER, WITHDRAW), 1, on_whatsapp=True),
    "scheduled": Course(
        (*HANDED_OVER, _close("Dijadwalkan", Pace(900, 0.6), "scheduled")), 4
    ),
    "doubled": Course((MERGE,), 0, on_whatsapp=True),
    "spam": Course((_close("Spam", Pace(10)),), 0, on_whatsapp=True),
}  # fmt: skip

POSES = (
    Pose("followed up", NEW, 6, (0.05, 9)),
    Pose("followed up", NEW, 2, (74, 110)),  # late also when a weekend lies in between
    Pose("incomplete", WAITING, 6, (5, 190)),
    Pose("followed up", FORWARDED, 5, (0.4, 2), since=(1, 15)),
    Pose("followed up", FORWARDED, 3, (5, 60)),
    Pose("followed up", FORWARDED, 2, (74, 110)),
    Pose("returned", RETURNED, 4, (3, 70)),
    Pose("followed up", IN_HAND, 12, (3, 120)),
    Pose("followed up", IN_HAND, 8, (150, 600)),
    Pose("objected", IN_HAND, 1, (300, 400)),
    Pose("followed up", DONE, 3, (70, 130), since=(1, 12)),
    Pose("followed up", DONE, 2, (60, 200), since=(200, 2500)),
    Pose("followed up", DONE, 2, (120, 200), since=(4500, 6500)),
    Pose("followed up", TOLD, 9, (100, 230), since=(30, 9000)),
    Pose("objected", OBJECTED, 3, (150, 260), since=(20, 2000)),
    Pose("answered", FINISHED, 3, (1, 20), since=(10, 50)),
)

PHRASES = {
    "general": ("Umum",),
    "returned": (
        "Lokasi ini bukan aset kami; menurut data menjadi urusan {elsewhere}.",
        "Bukan tugas dinas kami, mohon diteruskan ke {elsewhere}.",
        "Titik lokasi belum jelas, mohon patokan dan foto dari pelapor.",
        "Sudah kami cek, yang menangani {elsewhere}. Mohon dialihkan.",
    ),
    "given back": (
        "Perlu alat berat milik bidang lain; mohon disposisi ulang di dalam dinas.",
        "Petugas wilayah sedang menangani titik lain, mohon diatur kembali.",
        "Lokasi di luar wilayah regu kami.",
    ),
    "progress": (
        "Survei lokasi sudah dilakukan, bahan disiapkan.",
        "Sudah koordinasi dengan kelurahan dan RT setempat.",
        "Petugas ke lokasi, pekerjaan dijadwalkan {n} hari lagi.",
        "Menunggu material dari gudang.",
        "Sudah diukur, volume sekitar {n} meter.",
    ),
    "to repair": (
        "Mohon dilampiri foto sesudah pekerjaan.",
        "Hasil belum menyebut tanggal dan titik yang ditangani, mohon dilengkapi.",
        "Pelapor menyebut dua titik; yang satu belum dijelaskan.",
    ),
    "told": (
        "Disampaikan lewat telepon kepada pelapor.",
        "Pelapor datang ke kantor dan sudah diberi penjelasan.",
        "Surat jawaban dikirim lewat kelurahan.",
        "Dijawab lewat pesan langsung di Instagram.",
    ),
    "missing": (
        "lokasi kejadian",
        "lokasi kejadian, uraian/waktu",
        "nama, alamat",
        "alamat, lokasi kejadian",
        "uraian/waktu",
    ),
    "reply": (
        "Mohon bersabar, petugas sedang menuju lokasi.",
        "Apakah keluhan ini masih terjadi hari ini?",
        "Petugas akan datang besok pagi, mohon ada yang menemani di lokasi.",
        "Terima kasih informasinya, sudah kami sampaikan ke petugas lapangan.",
    ),
    "reopened": (
        "Pelapor menyampaikan hasil belum sesuai; mohon diperiksa kembali.",
        "Keberatan pelapor disertai keterangan baru.",
        "Masalah muncul lagi di titik yang sama.",
    ),
    "scheduled": (
        "anggaran pemeliharaan tahun ini sudah habis, diusulkan pada perubahan anggaran",
        "memerlukan perencanaan teknis, masuk rencana kerja tahun depan",
        "menunggu lelang paket pekerjaan triwulan berikutnya",
    ),
    "rating": (
        *("4", "4 terima kasih, cepat", "4 mantap", "3", "3 baik", "3 sudah bagus, semoga awet"),
        *("4 matur suwun", "4 sangat baik", "3 terima kasih", "2 kurang cepat", "1 lambat sekali"),
        *("2 lama nunggunya", "4 puas", "3 baik, tapi agak lama"),
    ),
    "completion": (
        "Nama saya {name}, alamat {jl} {rt}. Lokasinya: {jl} {di}, kelurahan {kel}, {sejak}.",
        "Alamat {jl} {rt} {kel} min, a.n. {name}. Lokasi: {di}. Kejadiannya {sejak}.",
        "Ini lokasi lengkapnya: {jl} {di}, {sejak}. Alamat {rt} {kel}, a/n {name}.",
        "Griya kulo {jl} {rt}, lokasine: celak {di}, {sejak}. Asmo {name}.",
    ),
    "objection": (
        "BELUM, di lapangan masih sama saja.",
        "Belum Pak, cuma separuh yang dikerjakan.",
        "BELUM. Kemarin sempat baik, sekarang kumat lagi.",
        "Belum sesuai, yang {di} belum disentuh. Alamat {jl} {rt}.",
        "BELUM min, petugas datang tapi tidak mengerjakan apa-apa.",
    ),
    "withdrawal": (
        "BATAL",
        "mohon dibatalkan aduan saya",
        "cabut aduan saya ya min",
        "batalkan laporan saya, terima kasih",
    ),
    "thanks": ("Matur nuwun", "Terima kasih", "siap makasih", "nggih, suwun"),
    "addition": (
        "Tambahan: paling parah {di}.",
        "Ini {sejak} pak, warga {rt} juga mengeluh.",
        "Kalau petugas ke sini bisa lewat {jl}.",
        "Nama: {name}\nAlamat: {jl} {rt} {kel}",
    ),
}

WADUL_ALADIN = Procedure(
    courses=COURSES,
    poses=POSES,
    phrases=PHRASES,
    answered="answered",
    doubled="doubled",
    spam="spam",
    slow={
        "DPUPR": 1.5,
        "Inspektorat": 1.9,
        "Dinhub": 0.75,
        "Perumda Tirtayasa": 0.7,
        "Dindik": 1.3,
    },
)
