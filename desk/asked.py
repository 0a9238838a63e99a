"""What a complaint must have, in the words of Pengaturan or of a clerk, as details one can tell."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from desk import phrases
from sop.model import Detail

MEANINGS = {
    Detail.NAME: "nama",
    Detail.ADDRESS: "alamat domisili",
    Detail.PLACE: "lokasi tempat tkp mana dimana titik",
    Detail.TIME: "waktu kapan",
    Detail.STORY: "uraian isi apa kronologi cerita keterangan",
    Detail.CARD: "ktp ektp",
}
DETAIL_OF = {word: detail for detail, words in MEANINGS.items() for word in words.split()}
BESIDE = frozenset(
    "lengkap pelapor pengadu kejadian rumah tinggal yang jelas aduan dan atau di sejak singkat e "
    "foto fotokopi scan kartu asli mohon saudara bapak ibu detail lebih tepat".split()
)
#: How our first reply puts it, where one word says too little.
FIRST = {
    Detail.ADDRESS: "alamat tempat tinggal",
    Detail.PLACE: "lokasi kejadian (nama jalan, RT/RW, kelurahan/desa, atau kirim lokasi)",
    Detail.TIME: "waktu kejadian atau sejak kapan",
    Detail.STORY: "uraian kejadian",
    Detail.CARD: "foto KTP (bila hanya bertanya, tidak perlu)",
}


@dataclass(frozen=True)
class Item:
    """One thing asked for. Without `details` only a person can tell whether it is there."""

    words: str
    details: tuple[Detail, ...] = ()

    def lacking(self, given: Collection[Detail]) -> tuple[Detail, ...]:
        return tuple(detail for detail in self.details if detail not in given)

    def missing(self, given: Collection[Detail]) -> tuple[str, ...]:
        """What of it is not there, in its own words when that is all of it."""
        lacking = self.lacking(given)
        return (self.words,) if lacking == self.details else tuple(lacking)


def items(words: Iterable[str]) -> tuple[Item, ...]:
    """The things that a list names, in its order."""
    return tuple(item(each) for each in words if each.strip())


def of_text(text: str) -> tuple[Item, ...]:
    """The things that a clerk's Alasan names: one a line, or with commas between."""
    return items(part.strip(" -•\t.") for part in re.split(r"[\n,;]", text))


def item(words: str) -> Item:
    """ "nama dan alamat lengkap" is a name and an address; "nama sekolah" is something else."""
    home = phrases.plain(words).replace("tempat tinggal", "domisili")
    tokens = [token.removesuffix("nya") for token in re.findall(r"[^\W_]+", home)]
    named = [DETAIL_OF[token] for token in tokens if token in DETAIL_OF]
    unknown = [token for token in tokens if token not in DETAIL_OF and token not in BESIDE]
    picture = "foto" in tokens and Detail.CARD not in named  # "foto lokasi" is no place
    known = () if unknown or picture else tuple(dict.fromkeys(named))
    return Item(words.strip(), known)


def first_words(missing: Iterable[str]) -> list[str]:
    """The same as our first reply says it."""
    longer = {str(detail): words for detail, words in FIRST.items()}
    return [longer.get(_known(word), word) for word in missing]


def _known(word: str) -> str:
    details = item(word).details
    return str(details[0]) if len(details) == 1 else ""
