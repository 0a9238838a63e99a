"""How people say who they are and where it is: the answers to our first reply, in any order.

Only a suggestion for empty columns: a clerk sees the words themselves and corrects them.
"""

from __future__ import annotations

import re

from desk import commands, labels, phrases
from sop.model import Detail

LONGEST = 200
LONGEST_NAME = 4  # words
LONGEST_TEXT = 4000
COLUMNS = {Detail.NAME: "name", Detail.PLACE: "location"}

#: "nama saya Siti Aminah", "Nama Siti, alamat …", "perkenalkan saya Budi dari Medono"
SPOKEN = re.compile(
    r"(?:^|[.!?,;\n]\s*|\b(?:pak|bu|min|kak)\s+)"
    r"(?:perkenalkan,?\s+)?(?:nama\s+(?:lengkap\s+)?(?:saya|sy|aku|kulo)(?:\s+adalah)?|nama|"
    r"asm[ao](?:\s+kul[ao])?|jeneng(?:ku|\s+kulo)|nami\s+kul[ao]|"
    r"(?:saya|kul[ao]|sy)\s+(?:bu|pak|ibu|bapak|mbak|mas)|"
    r"perkenalkan,?\s+(?:nama\s+)?saya|saya\s+bernama|atas\s+nama|a[./]?n\.?)\s+"
    r"((?:(?:(?:muh|moh|mohd|abd|hj|h|dr|drs|dra|ir|m|r|rr|st)\.)?\s*"
    r"[^\W\d_](?:[^\W\d_]|['’](?=[^\W\d_]))*[ \t]*){1,6})",
    re.IGNORECASE,
)
NAME_WORD = re.compile(r"[^\W\d_]+(?:['’.-][^\W\d_]*)*")
#: Where a spoken name ends.
AFTER_A_NAME = frozenset(
    "dari warga alamat alamatnya tinggal rt rw di dan mau ingin melaporkan lapor melapor mengadu "
    "no nik umur usia jl jalan gang desa kelurahan kel kecamatan kec dusun mohon tolong dengan "
    "hendak adalah yang lokasi hp wa nomor perum asli penduduk orang selaku sebagai griya "
    "griyo omah omahe dalem domisili mau lapor nderek ajeng".split()
)
#: What no name begins with: "nama saya jangan disebut", "nama jalan Mawar".
NO_NAME = frozenset(
    "belum sudah sama "
    "jangan tidak tdk gak nggak rahasia dirahasiakan disamarkan mohon tolong jalan jln gang desa "
    "kelurahan toko saya kami pelapor pengadu orang tersebut di yang hamba samaran warga ketua "
    "ibu bapak pak bu rumah rt guru petugas".split()
)


def found(text: str) -> dict[str, str]:
    """Columns of the complaint that the writer has named: name, location."""
    text = phrases.tidy(text)[:LONGEST_TEXT]
    named = labels.labelled(text)
    columns = {
        column: named[detail][:LONGEST] for detail, column in COLUMNS.items() if detail in named
    }
    spoken = "" if "name" in columns else _spoken_name(text)
    return columns | ({"name": spoken} if spoken else {})


def bare_name(line: str) -> str:
    """The name that a line consists of, in an answer to our question for it; "" if it is none."""
    words = line.strip(" \t.,;:-").split()
    if not 1 <= len(words) <= LONGEST_NAME or not all(NAME_WORD.fullmatch(word) for word in words):
        return ""
    plain = {word.casefold().strip(".'’") for word in words}
    if plain & (NO_NAME | AFTER_A_NAME | commands.GREETINGS | commands.THANKS | commands.FILLERS):
        return ""
    written_as_one = all(word[0].isupper() for word in words)
    return " ".join(words) if written_as_one else ""


def _spoken_name(text: str) -> str:
    for match in SPOKEN.finditer(text):
        words = _until_it_ends(match[1].split())
        if words and words[0].casefold() not in NO_NAME:
            return " ".join(words)
    return ""


def _until_it_ends(words: list[str]) -> list[str]:
    end = next(
        (at for at, word in enumerate(words) if word.casefold().strip(".'’") in AFTER_A_NAME),
        len(words),
    )
    named = words[:end]
    return [word.strip(",") for word in named] if len(named) <= LONGEST_NAME else []
