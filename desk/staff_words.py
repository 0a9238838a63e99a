"""What staff mean by a WhatsApp message with which they answer one of ours. Pure.

A word of the procedure's (terima, teruskan, kembali) must come first but for politeness; what could
mean two things means nothing, and its writer is asked.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from desk import commands, phrases

LIKE = 86  # of 100: one letter wrong in a word of six
FIRST_WORDS = 3
#: Who comes next anyway: "teruskan ke Kadis Kominfo" names no OPD.
PEOPLE = re.compile(r"\b(kadis|kabid|kepala dinas|kepala bidang)( kominfo| ikp)?\b")
WORD = re.compile(r"[^\W_]+")
SPELLINGS: dict[str, tuple[str, ...]] = {
    "terima": ("terima", "diterima", "trima", "acc"),
    "teruskan": (
        *("teruskan", "diteruskan", "terusin", "trskn", "trsk", "terskan", "lanjutkan"),
        *("disposisi", "disposisikan", "disposisinya"),
    ),
    "batal": ("batal", "batalkan", "dibatalkan", "batalin", "btl", "btlkan", "urungkan"),
    "kirim": ("kirim", "kirimkan", "krm", "krmkan"),
    "minta": ("minta", "mintakan", "mnta"),
    "jawab": ("jawab", "jwb"),
    "kembali": ("kembali", "kembalikan", "dikembalikan", "kmbl", "kmblkn", "kembaliin"),
}
#: Heard from staff always: an answer with what is possible now. The other words only count where
#: they can be done: "Kirim petugas besok" is an OPD's own words.
ALWAYS = frozenset({"terima", "teruskan", "batal", "kembali"})
WORDS = {spelling: word for word, all_said in SPELLINGS.items() for spelling in all_said}
#: Before or after the word that counts; they change nothing about it.
POLITE = frozenset(
    "tolong mohon mhn tlg harap silakan silahkan segera langsung saja aja ya yah yth pak bu bapak "
    "ibu mas mbak admin min ke kepada kpd dan dgn dengan untuk utk opd dinas disposisi aduan ini "
    "nggih njih ok oke siap baik kami saya terima kasih makasih suwun nuwun matur "
    "y yaa yaaa yo yoh nggeh nggeih inggih njeh monggo mangga sip deh dong tks tq thx thanks trims "
    "trim trmksh trimakasih trimksh terimakasih mksh makasi mksih maksih swn mtr bpk mbk".split()
)
#: "Teruskan, Pak Dirman" speaks to somebody; "teruskan ke Pak Dirman" says who is to get it, and so
#: does "teruskan Pak Camat".
TITLES = frozenset("pak bu bapak bpk ibu mas mbak mbk".split())
TOWARDS = frozenset("ke kepada kpd untuk utk".split())
OFFICES = frozenset(
    "camat lurah kades bupati wabup sekda sekdin kapolres kapolsek danramil kadin kabag kasi "
    "kepala ketua direktur gubernur wakil asisten staf rt rw polisi".split()
)
NOT_AN_ANSWER = 2  # words: fewer say nothing of what was done


@dataclass(frozen=True)
class Said:
    """`word`: the procedure's word, "" for free words. `rest`: what was written after it; `marked`:
    behind a colon."""

    word: str
    rest: str
    marked: bool = False


def said(text: str, possible: Collection[str] = ()) -> Said:
    """The word at the beginning of a reply, and what follows it as it was written. `possible`:
    words that count beside ALWAYS."""
    line = text.strip()
    for found in _first_words(line):
        word = _meant(phrases.plain(found[0]))
        if word == "terima" and re.match(r"\s*(kasih|ksh)\b", line[found.end() :], re.IGNORECASE):
            return Said("", line)
        if word and (word in possible or word in ALWAYS):
            rest = line[found.end() :]
            return Said(word, rest.strip(" \n\t:,.-–—"), rest.lstrip(" *").startswith(":"))
        if phrases.plain(found[0]) not in POLITE:
            break
    return Said("", line)


def _first_words(line: str) -> Iterable[re.Match[str]]:
    for count, found in enumerate(WORD.finditer(line)):
        if count < FIRST_WORDS + 2:
            yield found


def _meant(word: str) -> str:
    if word in WORDS:
        return WORDS[word]
    best = process.extractOne(word, list(WORDS), scorer=fuzz.ratio, score_cutoff=LIKE)
    return WORDS[best[0]] if best and len(word) > 4 else ""


@dataclass(frozen=True)
class Named:
    """The OPDs that were named, in their order; `unknown`: words that name nothing."""

    agencies: tuple[str, ...]
    unknown: tuple[str, ...]


def agencies(text: str, names: dict[str, str]) -> Named:
    """Which OPDs these words name. `names`: every name of an OPD in small letters -> its short."""
    left = _spaced(PEOPLE.sub(" ", phrases.plain(text)))
    found: dict[int, str] = {}
    for name in sorted(names, key=len, reverse=True):
        spaced = _spaced(name)
        at = left.find(spaced)
        if len(spaced) > 2 and at >= 0:
            found[at] = names[name]
            left = left.replace(spaced, " " + "#" * (len(spaced) - 2) + " ")
    unknown = []
    words = left.split()
    for at, match in enumerate(re.finditer(r"\S+", left)):
        word = match[0]
        near = process.extractOne(word, _single(names), scorer=fuzz.ratio, score_cutoff=LIKE)
        if near and len(word) > 3:
            found[match.start()] = names[near[0]]
        elif not (word in POLITE or word.startswith("#") or _spoken_to(words, at)):
            unknown.append(word)
    ordered = tuple(dict.fromkeys(found[at] for at in sorted(found)))
    return Named(ordered, tuple(unknown))


def _spoken_to(words: Sequence[str], at: int) -> bool:
    """Is this the name of whoever reads it?"""
    before, title = ("", "", *words)[at : at + 2]
    return title in TITLES and before not in TOWARDS and words[at] not in OFFICES


def _spaced(text: str) -> str:
    return f" {' '.join(WORD.findall(text))} "


def _single(names: Collection[str]) -> list[str]:
    return [name for name in names if " " not in name and len(name) > 3]


def says_no_more(text: str) -> bool:
    """Nothing but politeness."""
    return all(word in POLITE for word in commands.tokens(text))


def is_answer(text: str) -> bool:
    """Words about what was done: more than thanks and a nod."""
    telling = [word for word in commands.tokens(text) if word not in commands.THANKS | POLITE]
    return len(telling) >= NOT_AN_ANSWER
