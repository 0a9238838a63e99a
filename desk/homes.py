"""Where its writer lives, as a complaint tells it in a sentence: "rumah saya Jl. Melati No. 5, …".

Who may not know the citizen is not told it; the place of the complaint stays. Where it cannot be
known which of the two an address is, it stays.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from desk import phrases, whereabouts

LONGEST = 20_000  # letters of a story

_ME = r"(?:saya|sy|aku|kul[ao])"
_AT = r"(?:\s+(?:itu|adalah|yaitu|yakni|ada|beralamat|di|ning|neng|wonten|ing|sekarang))*"
_NAMES = (
    r"(?:\s+(?:adalah|salah|satu|seorang|sekeluarga|sudah|lama|yang|bu|pak|(?-i:[A-Z])[\w.'’]*))"
)
#: "nama saya Siti, alamat …"; "nama pelaku Budi, alamat …" is another's.
_NAMED = (
    rf"\b(?:nama|nm|asm[ao]|jeneng|nami)(?:ku|\s+{_ME}|\s+lengkap|\s+pelapor)*"
    r"(?:\s+(?-i:[A-Z])[\w.'’]*){1,4}[\s,;]+(?:(?:hp|wa|no|nomor|nik)\b[^,;\n]{0,30}[,;]\s*){0,2}"
)
_GAP = r"\s*[:=(]?\s*"
#: The writer's own address, in so many words.
OWN = tuple(
    re.compile(pattern + _AT + _GAP, re.IGNORECASE)
    for pattern in (
        r"\balamatku\b",
        rf"\b(?:alamat|almt|alamt|almat)(?:\s+(?:rumah|tinggal|lengkap|asli|ktp))*\s+{_ME}\b",
        rf"\b{_ME}{_NAMES}{{0,4}},?\s+(?:ber)?(?:alamat|domisili)\b",
        rf"\b{_ME}{_NAMES}{{0,4}},?\s+(?:(?:ber)?tempat\s+)?(?:tinggal|manggon|ngontrak)\s+(?:di|ning|"
        r"neng|wonten|ing)\b",
        rf"\b(?:tempat\s+tinggal|domisili)\s+{_ME}\b",
        r"(?:^|[.\n]\s*)(?:(?:ber)?domisili|tinggal\s+di)\b",
        rf"\b{_ME}{_NAMES}{{1,4}},?\s+(?:rumah|rmh|omah)\b",
        rf"\b(?:rumah|rmh|omah|griy[ao]|dalem)(?:ku|\s+{_ME})\b",
        rf"{_NAMED}(?:(?:ber)?(?:alamat|domisili)|almt|rumah|tinggal\s+di)\b",
    )
)
#: Where somebody comes from: of many, and less surely a house.
FROM = tuple(
    re.compile(pattern + r"(?:\s+(?:asli|dari|di|ning|asal))*\s+", re.IGNORECASE)
    for pattern in (
        rf"\b{_ME}{_NAMES}{{0,4}},?\s+(?:warga|wrg|penduduk|asli|asal|dari|saking|soko|saka)\b",
        rf"{_NAMED}(?:warga|wrg|penduduk|asal|dari|saking)\b",
    )
)
#: One of these stands in each of them.
OWN_WORDS = tuple(
    "alamat almt alamt almat domisili tinggal manggon ngontrak rumah rmh omah griy dalem".split()
)
FROM_WORDS = tuple("warga wrg penduduk asli asal dari saking soko saka".split())
#: And one of these: who it is that lives there.
SPEAKERS = tuple("saya sy ku kul nama nm asm jeneng nami domisili tinggal".split())
#: "anak saya tinggal di …" is where somebody else lives.
ANOTHERS = frozenset(
    "anak tetangga teman tua mertua saudara nenek kakek adik kakak suami istri ibu bapak".split()
)

#: The citizen's house is the place, or they speak of where they live as the place.
AT_IT = re.compile(
    r"\b(?:masuk|ke|sampai|kena|menimpa|merusak|atap|halaman|teras|tembok|pagar|sekitar|sekeliling|"
    r"depan|ngarep|ngajeng|belakang|mburi|samping|sebelah|seberang|dekat|cedhak|cedak|di|ning|neng|"
    r"nang|wonten)\s+(?:rumah|rmh|omah|griy[ao]|dalem)(?:ku|nya|e)?\b"
    r"(?!\s+(?:sakit|makan|dinas|ibadah|kosong|warga|tetangga|orang|pak|bu|bapak|ibu|mbah|haji|"
    r"ketua|rt|rw|lurah))"
    r"|\bdi\s?sini\b|\bmriki\b|\bning\s+kene\b"
    r"|\b(?:lingkungan|lingk|kampung|tempat|daerah|wilayah|gang|jalan|komplek|perumahan|desa|dusun)\s+"
    r"(?:kami|kita|kulo|saya)\b"
    r"|\b(?:rumah|rmh|omah)(?:ku|\s+(?:saya|sy|kulo|aku|kami))[\s,]*"
    r"(?:(?:di|sering|selalu|juga|sudah)[\s,]+)*(?:kebanjiran|banjir|rob|terendam|tergenang|kemasukan|"
    r"roboh|ambruk|retak|bocor|terbakar|kebakaran|longsor|kejatuhan|tertimpa|dilempari)\b",
    re.IGNORECASE,
)
#: "lampunya", after an address: of the street that was named.
OF_IT = re.compile(
    r"\b(?:lampu|jalan|dalan|got|selokan|saluran|pohon|jembatan|aspal|gang|sampah|air|banyu)(?:nya|e)\b",
    re.IGNORECASE,
)
#: What stands in streets: where it is matters, and it may be where its writer lives.
THINGS = re.compile(
    r"\b(?:lampu|lampune|penerangan|pju|jalan|jln|dalan|sampah|uwuh|got|selokan|saluran|drainase|"
    r"banjir|rob|genangan|pohon|air|banyu|pdam|trotoar|jembatan|aspal|lubang|berlubang|limbah|bau|"
    r"asap|bising|sound|parkir|macet|listrik|tiang|kabel|kali|sungai|tanggul|gelap|peteng)\b",
    re.IGNORECASE,
)

_STREETS = frozenset("jl jln jalan dalan".split())
_ROADS = [*_STREETS, "gg", "gang", "lorong"]
_HOUSES = "perum perumahan komplek kompleks blok no nomor rt rw".split()
_QUARTERS = [*whereabouts.QUARTERS.split(), "kab", "kota"]
UNITS = frozenset([*_ROADS, *_HOUSES, *_QUARTERS])
_AFTER_A_ROAD = frozenset([*_HOUSES, *_QUARTERS])
_NO_NAMES = frozenset(
    word
    for words in (whereabouts.NO_NAMES, whereabouts.BESIDE, whereabouts.AT)
    for word in words.split()
)
_BESIDE = frozenset(whereabouts.BESIDE.split())
#: A place with a name of its own.
ELSEWHERE = (
    re.compile(rf"\b(?i:jl|jln|gg|perum|perumahan)\b\.?\s*(?i:\d|{whereabouts.NAME})"),
    re.compile(
        rf"\b(?i:{'|'.join([*whereabouts.STREETS.split(), *whereabouts.QUARTERS.split()])})\b\.?\s*"
        r"(?:\d|[A-Z][\w'’-]{2,})"
    ),
    re.compile(r"\b(?i:di|ning|neng|wonten)\s+(?!Kota\b|Kabupaten\b)[A-Z][\w'’-]{2,}"),
    whereabouts.BLOCK,
)
#: What may follow an address in its sentence: the sentence has said who, and now says what.
GOES_ON = re.compile(
    r"\s*(?:$|[,.;!?)\n–-]|(?:dan\s+)?(?:(?:saya|sy|kulo)\s+)?(?:(?:mau|ingin|hendak|pengen|pingin|ajeng|"
    r"bade|akan|dapat|izin|ijin|nderek)\s+)*(?:(?:me|nge)?lapor\w*|mengadu\w*|ngadu\w*|matur|"
    r"menyampaikan|menanyakan|tanya|bertanya|mengeluh\w*|mohon|tolong|nyuwun|minta)\b|"
    r"(?:hp|wa|nik|nama|telp|no\.?\s*(?:hp|wa))\b)",
    re.IGNORECASE,
)
#: A street or a house, not only a village.
HOUSE = re.compile(rf"\b(?:{'|'.join([*_ROADS, *_HOUSES])})(?=\b|\d)", re.IGNORECASE)
NUMBER = re.compile(r"[\d/.-]+[a-z]?|[ivx]+")
_HEAD = re.compile(r"[a-z]+(?=[\d.]|$)")
_SHORT = frozenset(
    "kh hj dr drs ir prof st jend jenderal letjen letjend mayjen mayjend brigjen kol kapt sgt ki "
    "moh muh abd".split()
)
_TOKEN = re.compile(r"[^\s,;()]+")
_AFTER_COMMA = re.compile(r"\s*,\s*")
_MOST_SMALL = 4  # words of a name in small letters
_MOST_BESIDE = 4  # words of what an address is beside


class Span(NamedTuple):
    """Where an address stands. `sure`: in so many words the writer's."""

    start: int
    end: int
    sure: bool


def without(text: str, whole: str, *, word: str, place: str = "", secret: bool = False) -> str:
    """`text` with `word` for each address that only is its writer's.

    `whole`: the story that it is part of; `place`: the place as the complaint has it; `secret`:
    nobody may learn who wrote, also where the OPD then has to ask for the place.
    """
    taken = [span for span in spans(text) if _only_home(span, f"{whole}\n{text}", place, secret)]
    for span in reversed(taken):
        text = f"{text[: span.start]}{word}{text[span.end :]}"
    return text.replace(f"({word})", word)


@lru_cache(maxsize=1024)  # the same words are masked again at every look at a list
def spans(text: str) -> tuple[Span, ...]:
    """The addresses of which the text says that its writer lives there, in their order."""
    if not phrases.has_any(SPEAKERS, text):
        return ()
    found: dict[int, Span] = {}
    own = OWN if phrases.has_any(OWN_WORDS, text) else ()
    of_many = FROM if phrases.has_any(FROM_WORDS, text) else ()
    for sign, sure in (*((sign, True) for sign in own), *((sign, False) for sign in of_many)):
        for match in sign.finditer(text[:LONGEST]):
            if not _is_anothers(text, match) and (span := _address(text, match.end(), sure=sure)):
                found.setdefault(span.start, span)
    return tuple(found[start] for start in sorted(found))


def _is_anothers(text: str, match: re.Match[str]) -> bool:
    before = text[: match.start()].split()[-1:]
    return bool(before) and before[0].casefold() in ANOTHERS


def _only_home(span: Span, whole: str, place: str, secret: bool) -> bool:
    if secret and span.sure:
        return True
    return not _is_the_place(whole, place, sure=span.sure)


@lru_cache(maxsize=1024)
def _is_the_place(whole: str, place: str, *, sure: bool) -> bool:
    """May the address be where it happened?"""
    rest = _cut(whole)
    if AT_IT.search(rest):
        return True
    if place or _names_a_place(rest):
        return False
    return not sure or bool(THINGS.search(rest) or OF_IT.search(rest))


def _cut(text: str) -> str:
    for span in reversed(spans(text)):
        text = f"{text[: span.start]}, {text[span.end :]}"
    return text


def _names_a_place(rest: str) -> bool:
    words = rest.casefold() if rest.isupper() else rest
    return any(sign.search(words) for sign in ELSEWHERE)


def _address(text: str, start: int, *, sure: bool) -> Span | None:
    """The address that begins here, if the sentence says no more of it."""
    end = _beside(text, _run(text, start), start)
    while end > start and (comma := _AFTER_COMMA.match(text, end)):
        more = _run(text, comma.end(), units=_AFTER_A_ROAD)
        if more == comma.end() or not GOES_ON.match(text, more):
            break
        end = more
    if end == start or not GOES_ON.match(text, end):
        return None
    return Span(start, end, sure) if sure or HOUSE.search(text[start:end]) else None


def _run(text: str, start: int, *, units: frozenset[str] = UNITS) -> int:
    """Where the words of an address end that begins here with one of `units`; else `start`."""
    end, taken = start, _Taken(loud=text.isupper())
    for token in _TOKEN.finditer(text, start):
        begun = end > start
        if text[end : token.start()].strip(" ") or not (begun or _begins(token[0], units)):
            break
        if GOES_ON.match(text, token.start()) or not taken.takes(token[0]):
            break
        end = token.end()
        if _ends_a_sentence(token[0]):
            return end - 1
    return end


def _beside(text: str, end: int, start: int) -> int:
    """ "Jl. Mawar dekat SD 2": with what the address is beside, if no more is said of that."""
    for count, token in enumerate(_TOKEN.finditer(text, end) if end > start else ()):
        plain = token[0].casefold().strip(".!?")
        known = plain in _BESIDE if not count else not (plain in _NO_NAMES or _is_thing(plain))
        if not known or count > _MOST_BESIDE:
            return end
        last = token.end() - (token[0][-1] in ".!?")
        if GOES_ON.match(text, last):
            return last
    return end


@dataclass
class _Taken:
    """What an address has so far."""

    loud: bool  # all in capitals, which then say nothing
    road: bool = False
    named: bool = False  # its last part has its name or number: a word in small letters is no name
    small: int = 0

    def takes(self, word: str) -> bool:
        """Whether this word goes on with it."""
        plain = word.casefold().strip(".!?")
        if _unit(word):
            return self._takes_part(word)
        if NUMBER.fullmatch(plain):
            self.named = True
            return True
        if plain in _NO_NAMES or _is_thing(plain):
            return False
        if word[:1].isupper() and not self.loud:
            self.named = True
            return True
        self.small += 1
        return not self.named and self.small <= _MOST_SMALL

    def _takes_part(self, word: str) -> bool:
        if self.road and _unit(word) in _STREETS:
            return False
        self.road = self.road or _unit(word) in _ROADS
        self.named = _unit(word) != word.casefold().strip(".")  # "Jl.Melati", "rt4"
        self.small = 0
        return True


def _unit(word: str) -> str:
    """ "jl" of "Jl.Melati", "rt" of "rt4"; else ""."""
    head = _HEAD.match(word.casefold())
    return head[0] if head and head[0] in UNITS else ""


def _begins(word: str, units: frozenset[str]) -> bool:
    capital = word[:1].isupper() and word.casefold().strip(".") not in _NO_NAMES
    return _unit(word) in units or (units is UNITS and capital)


def _is_thing(plain: str) -> bool:
    return bool(THINGS.fullmatch(plain) or OF_IT.fullmatch(plain))


def _ends_a_sentence(word: str) -> bool:
    """ "Jl.", "No." and "KH." do not."""
    plain = word.casefold().rstrip(".!?")
    short = plain in UNITS or plain in _SHORT or (len(plain) == 1 and plain.isalpha())
    return word[-1] in "!?" or (word[-1] == "." and not short)
