"""How people say who they are and where it is: the answers to our first reply, in any order.

Only a suggestion for empty columns: a clerk sees the words themselves and corrects them.
"""

from __future__ import annotations

import re

LONGEST = 200
LONGEST_NAME = 4  # words

#: "Nama: Siti", "2. Lokasi = Jl. Mawar", "alamat kejadian Jl. Melati 3"
LABELLED = re.compile(
    r"^[ \t\d.)*-]{0,8}(nama|nm|lokasi|tempat|tkp)(?: (?:lengkap|kejadian|pelapor|pengadu|saya))*"
    r"[ \t]*[:=][ \t]*(\S.*)$",
    re.IGNORECASE | re.MULTILINE,
)
COLUMNS = {
    "nama": "name",
    "nm": "name",
    "lokasi": "location",
    "tempat": "location",
    "tkp": "location",
}
#: "nama saya Siti Aminah", "Nama Siti, alamat …", "perkenalkan saya Budi dari Medono"
SPOKEN = re.compile(
    r"(?:^|[.!?,;\n]\s*|\b(?:pak|bu|min|kak)\s+)"
    r"(?:perkenalkan,?\s+)?(?:nama\s+(?:lengkap\s+)?(?:saya|sy|aku|kulo)(?:\s+adalah)?|nama|"
    r"perkenalkan,?\s+(?:nama\s+)?saya|saya\s+bernama|atas\s+nama|a\.?n\.?)\s+"
    r"((?:(?:(?:muh|moh|mohd|abd|hj|h|dr|drs|dra|ir|m|r|rr|st)\.)?\s*"
    r"[^\W\d_](?:[^\W\d_]|['’](?=[^\W\d_]))*[ \t]*){1,6})",
    re.IGNORECASE,
)
#: Where a spoken name ends.
AFTER_A_NAME = frozenset(
    "dari warga alamat alamatnya tinggal rt rw di dan mau ingin melaporkan lapor melapor mengadu "
    "no nik umur usia jl jalan gang desa kelurahan kel kecamatan kec dusun mohon tolong dengan "
    "hendak adalah yang lokasi hp wa nomor perum asli penduduk orang selaku sebagai".split()
)
#: What no name begins with: "nama saya jangan disebut", "nama jalan Mawar".
NO_NAME = frozenset(
    "belum sudah sama "
    "jangan tidak tdk gak nggak rahasia dirahasiakan disamarkan mohon tolong jalan jln gang desa "
    "kelurahan toko saya kami pelapor pengadu orang tersebut di yang hamba samaran warga ketua "
    "ibu bapak pak bu".split()
)


def found(text: str) -> dict[str, str]:
    """Columns of the complaint that the writer has named: name, location."""
    columns: dict[str, str] = {}
    for label, value in LABELLED.findall(text):
        columns.setdefault(COLUMNS[label.lower()], value.strip()[:LONGEST])
    spoken = "" if "name" in columns else _spoken_name(text)
    return columns | ({"name": spoken} if spoken else {})


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
