"""How people say who they are and where it is: the answers to our first reply, in any order.

Only a suggestion for empty columns: a clerk sees the words themselves and corrects them.
"""

from __future__ import annotations

import re
from functools import lru_cache

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
    r"((?:(?:(?:muh|moh|mohd|abd|hj|dr|drs|dra|ir|rr|st|[a-z])\.)?\s*"
    r"[^\W\d_](?:[^\W\d_]|['’](?=[^\W\d_]))*[ \t]*){1,6})",
    re.IGNORECASE,
)
_ME = r"(?:saya|sy|aku|kul[ao])"
_WORDS = r"((?:[^\W\d_][\w.'’-]*[ \t]*){1,6})"
#: The same anywhere in a sentence: "rahasiakan nama saya Siti Aminah", "jenengku Tini".
ANYWHERE = re.compile(
    rf"\b(?:nama(?:ku|\s+(?:lengkap\s+|asli\s+)?(?:{_ME}|kami|pelapor|pengadu))|"
    rf"jeneng(?:ku|\s+{_ME})|asm[ao]\s+kul[ao]|nami\s+kul[ao]|{_ME}\s+bernama|atas\s+nama|a\.n\.?|"
    rf"{_ME}\s+(?:bu|pak|ibu|bapak|mbak|mas)|perkenalkan,?\s+{_ME})"
    rf"(?:\s+(?:adalah|yaitu|ini|itu|bu|pak|ibu|bapak|mbak|mas))?[ \t]*[:=,(\"]?\s*{_WORDS}",
    re.IGNORECASE,
)
#: "saya Siti dari Panekan", "kulo tukimin warga Parang"
FROM_SOMEWHERE = re.compile(
    rf"\b{_ME}[ \t,(]+((?:[^\W\d_][\w.'’-]*[ \t,)]+){{1,4}}?)"
    r"(?:dari|saking|soko|saka|warga|wrg|asli|alamat|rt)\b",
    re.IGNORECASE,
)
#: One of these stands in each of what they find, and in what SPOKEN finds, if not "a/n".
SPEAKERS = tuple("saya sy aku kul".split())
NAMERS = (*SPEAKERS, *"nama jeneng asm nami a.n perkenalkan".split())
SIGNS = ((ANYWHERE, NAMERS), (FROM_SOMEWHERE, SPEAKERS))
ON_BEHALF = re.compile(r"(?<!\w)a[./]?n\.?\s", re.IGNORECASE)
#: A verb in small letters is nobody's name: "saya melapor dari rumah".
VERB = re.compile(
    r"(?:me|ber|ter|di|ke)[a-z]{4,}|pulang|datang|lewat|dapat|dapet|dengar|lihat|tahu"
)
#: Words of a name that are written with a full stop, beside single letters.
SHORT = frozenset("muh moh mohd mhd abd abdl hj dr drs dra ir rr st ust kh ny tn sdr sdri".split())
LONGEST_SMALL = 3  # words of a name in small letters; what follows is the sentence
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
    "jgn jng ojo aja ampun mboten "
    "jangan tidak tdk gak nggak rahasia dirahasiakan disamarkan mohon tolong jalan jln gang desa "
    "kelurahan toko saya kami pelapor pengadu orang tersebut di yang hamba samaran warga ketua "
    "ibu bapak pak bu rumah rt guru petugas".split()
)

NOT_IN_A_NAME = (
    NO_NAME
    | AFTER_A_NAME
    | commands.THANKS
    | commands.FILLERS
    | frozenset("agar supaya biar karena krn soalnya tapi tetapi juga baru ada punya bukan".split())
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


@lru_cache(maxsize=1024)  # the same words are masked again at every look at a list
def mentioned(text: str) -> tuple[str, ...]:
    """What may be the writer's name, wherever it stands: to be masked, never taken as Nama."""
    text = phrases.tidy(text)[:LONGEST_TEXT]
    signs = [sign for sign, words in SIGNS if phrases.has_any(words, text)]
    spoken = [match[1] for sign in signs for match in sign.finditer(text)]
    names = [found(text).get("name", ""), *(_as_far_as_a_name(words.split()) for words in spoken)]
    return tuple(dict.fromkeys(name for name in names if name))


def _as_far_as_a_name(words: list[str]) -> str:
    """ "Siti Aminah jangan disebut" is Siti Aminah; "siti aminah pungutan itu …" three words."""
    taken: list[str] = []
    capital = bool(words) and words[0][:1].isupper()
    for word in words[: LONGEST_NAME if capital else LONGEST_SMALL]:
        plain = word.casefold().strip(".,()'’")
        small = word[:1].islower()
        if plain in NOT_IN_A_NAME or (capital and small) or (small and VERB.fullmatch(plain)):
            break
        taken.append(word.strip(".,()"))
        if word.endswith(".") and len(plain) > 1 and plain not in SHORT:
            break  # the sentence ends, and the name with it
    return " ".join(word for word in taken if word)


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
