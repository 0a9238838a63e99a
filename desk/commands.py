"""What a citizen's words mean to the desk: commands, ratings, greetings, complaint numbers.

Pure. A command is only what can't be anything else: "cek 42" and "tolong cek aduan saya" are
commands, "cek lampu mati di Jl. Mawar" is a complaint.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from desk import phrases


class Command(StrEnum):
    CHECK = "CEK"
    OBJECTION = "BELUM"
    WITHDRAWAL = "BATAL"
    CONFIDENCE = "RAHASIA"
    ERASURE = "HAPUS DATA"
    COPY = "SALINAN DATA"


@dataclass(frozen=True)
class Asked:
    """A command; `number` is a complaint's number, or its end, as typed in capitals."""

    command: Command
    number: str = ""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


#: Words around a command that change nothing about it.
FILLERS = _words(
    "dong donk ya yah yuk min mimin admin pak bu bapak ibu kak mas mbak bang gan saya aku kami sy "
    "tolong mohon minta mau ingin coba bisa boleh kah apakah bagaimana gimana gmn piye laporan "
    "aduan pengaduan keluhan nomor no nomer nya ini itu yang milik dengan untuk terima kasih "
    "makasih tersebut sudah sampai mana"
)
#: What is left of a command without its fillers, in any order.
SPELLINGS: dict[Command, tuple[str, ...]] = {
    Command.CHECK: (
        *("cek", "check", "cek status", "cekstatus", "status", "progres", "perkembangan"),
        *("cek progres", "cek perkembangan", "status perkembangan"),
    ),
    Command.WITHDRAWAL: ("batal", "cabut", "batalkan", "dibatalkan", "dicabut", "cabutkan"),
    Command.CONFIDENCE: ("rahasia", "rahasiakan", "dirahasiakan"),
    Command.ERASURE: ("hapus data", "hapuskan data", "hapus datanya", "hapus data pribadi"),
    Command.COPY: ("salinan data", "salin data", "copy data", "salinan data pribadi"),
}
MEANINGS = {_words(said): command for command, all_said in SPELLINGS.items() for said in all_said}
#: Alone, these ask for the way in: the guide, not a complaint.
GREETINGS = _words(
    "p halo hallo hello helo hai hi hey hei pagi siang sore malam petang selamat met "
    "assalamualaikum assalamu asalamualaikum alaikum assalamuallaikum ass asw aslm aslkm askum "
    "samlekum wr wb warahmatullahi wabarakatuh waalaikumsalam walaikumsalam salam permisi misi "
    "punten kulonuwun kulo nuwun sugeng enjing siyang sonten dalu ndalu tes test testing "
    "ping om swastiastu shalom lapor melapor ngelapor tanya bertanya mengadu ngadu adu info "
    "informasi menu bantuan bantu layanan sekalian semua semuanya yth dan belum"
)
THANKS = _words(
    "terima kasih terimakasih trimakasih trima makasih makasi mksh trims thanks thank you thx tq "
    "suwun matur maturnuwun nuwun sami sama2 ok oke okay okey okeh sip siap baik baiklah ya iya "
    "nggih njih inggih injih noted mantap alhamdulillah banyak sekali atas bantuannya bantuan "
    "responnya respon infonya informasinya info kembali sangat sudah admin min pak bu"
)
#: After a result: that it is as it should be.
AGREES = _words(
    "selesai beres rampung tuntas teratasi sesuai setuju cocok oke ok okey okeh sip siip siap baik "
    "mantap mantab mantul joss bagus puas memuaskan nyala menyala murub hidup urip terang bersih "
    "resik lancar normal surut kering aman diangkut diperbaiki dibersihkan ditambal diaspal "
    "ditebang ditangani dikerjakan ditindaklanjuti diganti dipasang"
)
ALREADY = _words("sudah udah sdh dah uwis wis wes sampun mpun")
#: What it is about, beside "sudah": "lampunya sudah nyala"; "sudah banjir lagi" is another story.
ABOUT = _words(
    "lampu lampunya lampune pju jalan jalannya jalane dalan dalane sampah sampahnya got gotnya "
    "selokan selokannya saluran salurannya pohon pohonnya air airnya banyu banyune pdam banjirnya "
    "aduan aduannya laporan laporannya masalah masalahnya hasil hasilnya"
)
AROUND = _words(
    "dong ya yah iya yuk min mimin admin pak bu bapak ibu kak mas mbak bang gan saya kami kita aku "
    "ini itu nya yang semua semuanya sekarang juga memang kok sangat banget sekali cukup atas "
    "dengan untuk dan halo selamat pagi siang sore malam assalamualaikum wr wb petugas petugasnya "
    "dinas tim kerja kerjanya pelayanan pelayanannya lagi"
)
#: Politeness beside a greeting: "selamat siang pak, nggih".
NODS = _words("nggih njih inggih injih ya iya")
NUMBER = re.compile(r"\b([a-z][a-z0-9]{1,11})[-–—\s]?(\d{4})[-–—](\d{1,9})\b", re.IGNORECASE)
RATING = re.compile(r"\W*([1-4])\b\W*(.*)", re.DOTALL)
#: What may follow a rating on its line: "2 hari lampu mati" is no rating.
REMARKS = re.compile(
    r"(=|tidak|kurang|baik|sangat|terima|makasih|matur|suwun|puas|bagus|mantap|cepat|lambat|lama|"
    r"saran|semoga|pelayanan|petugas|respon|alhamdulillah|sudah|karena|sip|ok)\b|\Z",
    re.IGNORECASE,
)
#: The first line of a list, as our first reply asks for one, is no rating either.
LIST = re.compile(r"^\s*2\s*[.)]", re.MULTILINE)
ADMITS_IDENTITY = (
    *("ktp", "e-ktp", "ektp", "ktp-el", "ktpel", "kartu tanda penduduk", "kartu identitas"),
    *("kartu penduduk", "tanda pengenal", "identitas saya", "identitas diri", "foto identitas"),
)


def parse(text: str) -> Asked | None:
    """The command in `text`, or None. BELUM may be followed by anything."""
    number, rest = _number(text)
    words = tokens(rest)
    if words[:1] == ["belum"]:
        return Asked(Command.OBJECTION, number)
    short = [word for word in words if word.isdigit()]
    said = frozenset(words) - FILLERS - frozenset(short)
    if len(short) > (0 if number else 1):
        return None
    command = MEANINGS.get(said)
    return Asked(command, number or "".join(short)) if command else None


def tokens(text: str) -> list[str]:
    """The words of a text: "Assalamu'alaikuuum, Pak!" gives assalamualaikum and pak."""
    words = re.findall(r"[^\W_]+", re.sub(r"['’`´]", "", phrases.plain(text)))
    return [re.sub(r"([^\d])\1{2,}", r"\1", word) for word in words]


def numbers(text: str) -> tuple[str, ...]:
    """The complaint numbers named in `text`, as the desk writes them."""
    return tuple(_written(match) for match in NUMBER.finditer(phrases.plain(text)))


def _number(text: str) -> tuple[str, str]:
    """The first number named, and the text without it."""
    line = phrases.plain(text)
    match = NUMBER.search(line)
    if match is None:
        return "", line
    return _written(match), f"{line[: match.start()]} {line[match.end() :]}"


def _written(match: re.Match[str]) -> str:
    prefix, year, counter = match.groups()
    return f"{prefix.upper()}-{year}-{int(counter):05d}"


def rating(text: str) -> tuple[int, str] | None:
    """(1 to 4, remark) of an answer to the survey, or None."""
    match = RATING.fullmatch(text)
    if match is None:
        return None
    remark = match[2].strip()
    separated = re.match(r"\W*[1-4]\s*[,:;=\n]", text) and not LIST.search(remark)
    return (int(match[1]), remark) if separated or REMARKS.match(remark) else None


def agrees(text: str) -> bool:
    """Nothing but that a result is as it should be: "SELESAI", "sudah beres pak, terima kasih".

    What a complaint is about may stand beside "sudah"; a question agrees to nothing.
    """
    words = frozenset(tokens(_number(text)[1]))
    if "?" in text or not words & (AGREES | ALREADY | THANKS):
        return False
    if words & ABOUT and not (words & AGREES and words & ALREADY):
        return False
    return words <= AGREES | ALREADY | AROUND | THANKS | ABOUT


def is_greeting(text: str) -> bool:
    """Nothing but a greeting, or nothing in words at all: emoji, dots, white space."""
    words = frozenset(tokens(text))
    return words - NODS <= GREETINGS | FILLERS and (not words or bool(words - NODS))


def is_thanks(text: str) -> bool:
    """Nothing but thanks or assent, in words."""
    words = frozenset(tokens(text))
    return bool(words) and words <= THANKS | FILLERS and bool(words & THANKS)


def names_identity(text: str) -> bool:
    """Does the text say that a picture beside it is an identity card?"""
    return bool(phrases.found(ADMITS_IDENTITY, text))
