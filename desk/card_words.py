"""Whether words beside a picture say that it is an identity card.

A word of it is not enough: "KTP" is also what people complain about. In doubt it is one, and
hidden, but for a story: whoever tells one shows what it is about.
"""

from __future__ import annotations

import re

from desk import commands, phrases, questions

#: Words of a caption; whoever writes more tells something.
SHORT = 12
LONGEST = 4000  # letters

_CARD = (
    r"(?:e-?ktp|ktp(?:[ -]?el)?|kartu\s+(?:tanda\s+)?(?:penduduk|identitas)|tanda\s+pengenal|"
    r"identitas)(?:ku|nya|e)?"
)
_POLITE = (
    r"(?:saya|sy|kulo|kami|pak|bu|bapak|ibu|min|admin|kak|mas|mbak|ya|nggih|dan|juga|tadi|asli)"
)
_SHOWN = (
    r"(?:ini|niki|iki|berikut|berikutnya|itu\s+tadi|terlampir|lampiran|susulan|bersama\s+ini|"
    r"(?:saya|kami|sy|kulo)\s+(?:kirim|kirimkan|lampirkan|sertakan|susulkan|tunjukkan))"
)
_COPY = r"(?:foto|fotonya|fotokopi|fotocopy|fc|kopi|copy|scan|gambar|kartu|adalah|data|dengan)"
#: What follows: nothing of the card, or whose it is. "KTP: 3519…" only tells a number.
_END = (
    r"(?=\s*(?:$|[.\n,;!?()]|:(?!\s*[\d•])|(?:nama|an|a\.n\.?|atas\s+nama|untuk|buat|terlampir)\b))"
)
_NEAR = rf"(?:(?:{_POLITE}|{_COPY}|{_SHOWN})\b\W{{0,3}})*"
SAYS_SO = re.compile(
    # a line that begins with it: "KTP", "foto KTP saya, …"
    rf"^[^\w\n]*{_NEAR}{_CARD}\b(?:\s+(?:{_POLITE}|{_SHOWN})\b)*{_END}"
    # or anywhere in the text: "… berikut foto KTP saya", "… KTP terlampir"
    rf"|\b{_SHOWN}\b\W{{0,3}}{_NEAR}{_CARD}\b(?:\s+{_POLITE}\b)*{_END}"
    rf"|\b{_CARD}\b(?:\s+{_POLITE}\b)*\s+(?:terlampir|berikut|di\s*(?:atas|bawah))\b",
    re.IGNORECASE | re.MULTILINE,
)
#: The service, not the card: "loket KTP", "untuk mengurus KTP".
SERVICE = re.compile(
    r"\b(?:loket|layanan|pelayanan|antre|antri|antrean|antrian|mengurus|ngurus|urus|urusan|"
    r"pengurusan|kepengurusan|membuat|bikin|gawe|pembuatan|cetak|mencetak|nyetak|pencetakan|rekam|"
    rf"perekaman|perpanjang|perpanjangan|blangko|blanko)(?:\s+\w+)?\s+(?:foto\s+)?{_CARD}\b",
    re.IGNORECASE,
)


def says_card(text: str) -> bool:
    """Do the words say that the picture beside them is an identity card?"""
    if not commands.names_identity(text):
        return False
    text = phrases.tidy(text)[:LONGEST]
    if SAYS_SO.search(text):
        return True
    words = phrases.plain(text)
    if SERVICE.search(words):
        return False
    short = sum(word.isalpha() for word in commands.tokens(text)) <= SHORT
    return short or questions.PROBLEM.search(words) is None
