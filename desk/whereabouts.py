"""Whether a text says where something is, and where its writer lives."""

from __future__ import annotations

import re

from desk import phrases

#: What is not in a name: after these words no street is named.
NO_NAMES = (
    "rusak berlubang lubang ambles banjir gelap mati padam yang yg ini itu kok sudah sdh udah "
    "belum blm dan atau saya kami di ke dari tidak tdk gak tak raya-raya licin becek macet "
    "kapan dimana apa mana berapa untuk buat sangat banyak penuh bau kotor ada mau akan bisa "
    "minta meminta kasar lambat lama tutup buka saja aja rumah sih lagi terus juga masih "
    "sini situ kene mriki mrene"
)
STREETS = (
    "jl jln jalan dalan gg gang lorong perum perumahan komplek kompleks blok prm ruas simpang "
    "perempatan pertigaan prapatan prempatan protelon bundaran jembatan kreteg terminal stasiun "
    "pasar alun-alun lapangan taman makam puskesmas rsud sd sdn smp smpn sma smk mi mts tk "
    "masjid mushola musholla musala langgar gereja balai balaidesa kantor pabrik toko warung "
    "kali sungai bendungan waduk dam pos spbu pom"
)
QUARTERS = (
    "desa ds dusun dsn dukuh kelurahan kel kecamatan kec kampung kp lingkungan lingk kabupaten"
)
BESIDE = (
    "depan ngarep ngajeng belakang mburi samping sebelah seberang dekat cedhak cedak celak cerak "
    "sekitar antara utara selatan timur barat lor kidul wetan kulon"
)
AT = "di ning neng nang ing wonten ndek ng daerah area kawasan"
HOME = (
    "rumah saya rumahku rumah kami omahku omah kulo omahe griya kulo griyo kulo dalem kulo "
    "rumah sy tempat tinggal saya"
)


def _any(words: str) -> str:
    return "|".join(re.escape(word) for word in sorted(words.split(), key=len, reverse=True))


NAME = rf"(?!(?:{_any(NO_NAMES)})\b)[\w'’-]{{2,}}"
BLOCK = re.compile(r"\brt\.?\s*\d{1,3}\b|\brw\.?\s*\d{1,3}\b", re.IGNORECASE)
TITLED = re.compile(
    rf"\b(?:{_any(STREETS)}|{_any(QUARTERS)})\b\.?\s*(?:no\.?\s*\d+|\d+\w?|{NAME})", re.IGNORECASE
)
NEARBY = re.compile(rf"\b(?:{_any(BESIDE)})\s+{NAME}", re.IGNORECASE)
#: "di Tirto": a name with a capital letter.
NAMED = re.compile(rf"\b(?i:{_any(AT)})\s+[A-Z][\w'’-]{{2,}}")
#: "depan rumah saya": the place is the writer's address.
AT_HOME = re.compile(
    rf"\b(?:{_any(BESIDE)}|{_any(AT)})\s+(?:rumah|omah|griya|griyo|dalem)", re.IGNORECASE
)
#: The same, and nobody else's: "depan rumah pak RT" is another's.
AT_OWN_HOME = re.compile(
    rf"\b(?:{_any(BESIDE)}|{_any(AT)})\s+(?:rumah|omah|griy[ao]|dalem)"
    r"(?:ku|\s*(?:saya|sy|kami|kul[ao]|aku))\b",
    re.IGNORECASE,
)

_HOUSE = rf"(?:{_any(STREETS)}|{_any(QUARTERS)}|rt|rw)"
_SOMEWHERE = rf"(?:(?i:{_HOUSE})\b\.?\s*\w+|[A-Z][\w'’-]{{2,}})"
#: "dari Jl. A sampai Jl. B" is a stretch of road, and nobody's home.
_NO_STRETCH = (
    r"(?!(?i:dari|saking|soko|saka)\b[^.,;\n]{1,12}\.?[^.,;\n]{0,60}?\b"
    r"(?i:sampai|sampe|smp|hingga|menuju|tekan|ngantos|nganti)\s+"
    r"(?:(?i:ke|di|dengan|depan|arah)\s+)*(?:(?i:jl|jln|jalan|gang|gg|desa|pasar|simpang)\b|[A-Z]))"
)
LIVES = re.compile(
    rf"{_NO_STRETCH}\b(?i:warga|wrg|penduduk|tinggal|domisili|asli|aseli|lare|wong|dari|saking|soko|saka|"
    rf"omah\w*|griy[ao]\w*|dalem\w*|rumah\w*)"
    rf"(?:\s+(?i:saya|sy|kulo|kula|aku|kami|di|ning|neng|wonten|ing|ada|asli))*[\s:]+{_SOMEWHERE}"
)
#: Between the writer and a place: it is where something is, and not where they live.
HAPPENS = (
    "lampu lampune lampunya penerangan pju jalan jalanan dalan sampah uwuh got selokan saluran "
    "drainase banjir rob genangan pohon air banyu pdam trotoar jembatan aspal lubang berlubang "
    "limbah bau asap parkir macet listrik tiang kabel kali sungai tanggul gelap peteng rusak mati "
    "padam bocor mampet tumbang roboh longsor ambles pungli pungutan oknum petugas loket antre "
    "antri kecelakaan jatuh tiba tabrakan kehilangan hilang maling pencurian kebakaran ada lihat "
    "melihat lewat melintas melewati kejadian tempat lokasi jualan berjualan kerja bekerja sekolah "
    "belanja berobat periksa ngurus mengurus urus beli bayar pasang minta meminta"
)
_TELLS = (
    "lapor laporan melapor melaporkan laporkan ngelapor mengadu mengadukan ngadu matur aduan "
    "mohon tolong nyuwun usul perbaikan perbaiki"
)
_ME = r"\b(?:nama|saya|sy|kulo|kula|aku|kami)\b"
_THERE = rf"\s+{_HOUSE}\b\.?\s*\w+"
FROM_TITLED = re.compile(
    rf"{_ME}(?:(?!\b(?:{_any(HAPPENS)})\b)[^.\n]){{0,60}}\b(?:dari|saking|soko|saka|warga){_THERE}|"
    rf"{_ME}(?:(?!\b(?:{_any(HAPPENS)}|{_any(_TELLS)})\b)[^.\n]){{0,60}}\bdi{_THERE}",
    re.IGNORECASE,
)
SPOKEN = re.compile(
    r"\b(?:alamat|alamate|alamatnya|alamatku|almt|alamt|almat)\b"
    r"(?:\s+(?:rumah|saya|sy|kulo|kula|lengkap|di|ning|wonten|pelapor|pengadu))*\s+"
    r"(?!(?:kejadian|lokasi|tidak|tdk|belum|mana|dimana|apa|salah|palsu|jelas|sudah|juga|yang|"
    r"yg|dan|email|kantor)\b)[\w.]+",
    re.IGNORECASE,
)
_TO_ITS_END = rf"(?:(?!\b(?i:{_any(BESIDE)}|di|ning|wonten)\b)[^.,;\n])*"
#: A line that is nothing but an address: "Jl. Mawar 3 RT 2 RW 1 Medono".
LONGEST_ADDRESS = 14  # words
BEGINS = re.compile(
    rf"^[\W\d]{{0,6}}(?:(?:{_any(AT)})\s+)?"
    rf"(?:{_any(STREETS)}|{_any(QUARTERS)}|{_any(BESIDE)}|rt)\b\.?\s*\S",
    re.IGNORECASE,
)


HOUSE = re.compile(
    rf"^\W*(?:(?:{_any(AT)})\s+)?(?:jl|jln|jalan|gang|gg|perum\w*|komplek\w*|blok|{_any(QUARTERS)})"
    r"\b.*\d",
    re.IGNORECASE,
)


def says_where(text: str) -> bool:
    """Does the text name a place, or one that is near another?"""
    return any(sign.search(text) for sign in (TITLED, BLOCK, NAMED, NEARBY))


def says_at_home(text: str) -> bool:
    """Is it at the writer's own house?"""
    return AT_HOME.search(text) is not None


def says_at_own_home(text: str) -> bool:
    """Is it said to be at the writer's own house, in so many words?"""
    return AT_OWN_HOME.search(text) is not None


def says_address(text: str) -> bool:
    """Does the text say where its writer lives?"""
    line = " ".join(text.split()) if "\n" not in text else text
    return any(sign.search(line) for sign in (SPOKEN, LIVES, FROM_TITLED))


def without_address(text: str) -> str:
    """Where somebody lives is not yet where it happened."""
    for sign in (SPOKEN, LIVES, FROM_TITLED):
        text = re.sub(rf"(?:{sign.pattern}){_TO_ITS_END}", " ", text, flags=sign.flags)
    return text


def is_address(line: str) -> bool:
    """Is this line nothing but an address or a place?"""
    words = phrases.plain(line).split()
    return bool(words) and len(words) <= LONGEST_ADDRESS and BEGINS.match(line) is not None


def has_house(line: str) -> bool:
    """Does a line with an address name a house: RT or RW, a street with a number?"""
    return BLOCK.search(line) is not None or HOUSE.search(line) is not None
