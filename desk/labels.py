"""What people put a word before: "Nama: Siti", "2) almt = Jl. Mawar", "Lokasi depan pasar"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sop.model import Detail

#: Words before a colon, as people spell them, Javanese ones among them.
WORDS = {
    Detail.NAME: "nama nm nma name asma asmo asmane jeneng jenenge jenengku nami",
    Detail.ADDRESS: "alamat alamate alamatnya almt alamt almat alamatku domisili griya griyo "
    "griyane dalem",
    Detail.PLACE: "lokasi lokasinya lokasine lok tempat tkp panggonan panggonane papan titik",
    Detail.TIME: "waktu wkt kapan tanggal tgl wektu wayah",
    Detail.STORY: "isi uraian keluhan laporan perihal masalah kronologi kejadian aduan",
}
DETAIL_OF = {word: detail for detail, words in WORDS.items() for word in words.split()}
#: After the word, they change nothing about it.
QUALIFIERS = (
    "lengkap kejadian pelapor pengadu saya sy kulo kula rumah omah aduan singkat laporan perkara ku"
)
#: Values that say that there is none.
NONE = frozenset("- -- tidak tdk gak nggak ga belum ada rahasia kosong x ? sama idem".split())

_LABEL = "|".join(sorted(DETAIL_OF, key=len, reverse=True))
_QUALIFIER = "|".join(QUALIFIERS.split())
LABELLED = re.compile(
    rf"(?:^|[,;.\n/|]|\bdan\b)[ \t\d.)*•\-]{{0,8}}\b({_LABEL})(?:[ \t]+(?:{_QUALIFIER}))*"
    r"[ \t*]*[:=][ \t*]*",
    re.IGNORECASE | re.MULTILINE,
)

#: "ktp saya", "ini foto KTP pak": what a picture is, and nothing of the complaint.
CARD_CAPTION = re.compile(
    r"(?:\W*\b(?:ini|niki|berikut|foto|fotokopi|kartu|identitas|saya|sy|kulo|kami|pak|bu|min|"
    r"nggih|ya|dan|nya)\b)*\W*\be?-?ktp(?:ku|nya)?\b"
    r"(?:\W*\b(?:ini|niki|foto|saya|sy|kulo|kami|pak|bu|min|nggih|ya|asli)\b)*\W*",
    re.IGNORECASE,
)
#: "Jl. Mawar" goes on, "depan pasar. Kejadiannya …" does not.
SENTENCE_END = re.compile(r"(?<=\w{4})\.\s+")


def labelled(text: str) -> dict[Detail, str]:
    """The first value after each label; a value ends with its line or at the next label."""
    found: dict[Detail, str] = {}
    for detail, value, _ in _parts(text):
        if value and not is_nothing(value):
            found.setdefault(detail, value)
    return found


def without(text: str) -> str:
    """The text without what stands after labels; what is told after one stays."""
    return _without(text, frozenset(Detail) - {Detail.STORY})


def _without(text: str, details: frozenset[Detail], *, empty: bool = False) -> str:
    """`empty`: nor labels of other details that nothing stands after."""
    kept, end = [], 0
    for detail, value, span in _parts(text):
        if detail in details or (empty and is_nothing(value)):
            kept.append(text[end : span[0]])
            end = span[1]
    return "\n".join([*kept, text[end:]])


def without_identity(text: str) -> str:
    """What is told of it: the text without who it is from, where that stands after labels, without
    labels that nothing stands after, and without the captions of a KTP."""
    left = _without(text, frozenset({Detail.NAME, Detail.ADDRESS}), empty=True)
    lines = (line for line in left.splitlines() if line.strip(" \t,;.-"))
    return "\n".join(line for line in lines if not CARD_CAPTION.fullmatch(line.strip()))


def may_tell(text: str) -> bool:
    """Whether `without_identity` may change more than the gaps: a quick look."""
    return ":" in text or "=" in text or "ktp" in text.casefold()


def is_nothing(value: str) -> bool:
    """ "-", "tidak ada", "belum": a form that was not filled in."""
    return set(value.casefold().split()) <= NONE


def _parts(text: str) -> Iterator[tuple[Detail, str, tuple[int, int]]]:
    """Each label's detail, its value, and where both stand."""
    if ":" not in text and "=" not in text:
        return  # most texts
    matches = list(LABELLED.finditer(text))
    for at, match in enumerate(matches):
        line_end = text.find("\n", match.end())
        end = len(text) if line_end < 0 else line_end
        if at + 1 < len(matches):
            end = min(end, matches[at + 1].start())
        end = match.end() + len(SENTENCE_END.split(text[match.end() : end], maxsplit=1)[0])
        value = text[match.end() : end].strip(" \t*,;.")
        yield DETAIL_OF[match[1].casefold()], value, (match.start(), end)
