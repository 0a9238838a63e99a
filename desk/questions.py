"""Whether somebody only asks something: then nothing is asked of them in return.

Klasifikasi stays the admin's; in doubt it is a complaint like any other.
"""

from __future__ import annotations

import re

from desk import phrases

_YOU = r"(?:pak|bu|bapak|ibu|mas|mbak|kak|min|admin|saja|aja|kok|ya|nggih)"
#: Said so: whatever was told before it is a question.
PLAINLY = re.compile(
    r"\b(?:cuma|cuman|hanya|sekadar|sekedar|mung|namung)\s+(?:mau\s+|ingin\s+|pengen\s+|arep\s+)?"
    r"(?:tanya|tanya2|nanya|bertanya|takon|tanglet|tangled)\b|"
    rf"\b(?:bukan|dudu|sanes)\s+(?:aduan|pengaduan|keluhan|laporan|lapor)(?:\s+{_YOU})*\s*(?:[.,!?]|$)"
)
ASKS = re.compile(
    r"\b(?:mau|ingin|numpang|izin|ijin|boleh|arep|ajeng|pengen|badhe|bade|mohon|sekalian)\s+"
    r"(?:tanya|nanya|bertanya|takon|tanglet|tangled)\b|"
    r"^(?:tanya|nanya|takon)\b|\b(?:per)?syarat(?:nya|e|an)?\b|"
    r"\b(?:bagaimana|gimana|gmn|piye|pripun|kados\s+pundi)\s+(?:cara|carane|caranya|prosedur)\b|"
    r"\bcara(?:nya|ne)?\s+(?:untuk\s+)?(?:mengurus|ngurus|urus|membuat|bikin|buat|gawe|daftar|"
    r"mendaftar|ndaftar|pindah)\b|"
    r"\bjam\s+(?:berapa|piro|pinten|buka|layanan|pelayanan|operasional|kerja)\b|"
    r"\b(?:berkas|dokumen)(?:nya|e)?\s+apa\b|\bapa\s+saja\s+(?:syarat|berkas|dokumen)"
)
#: In small letters, as a word or as its beginning: something is wrong.
PROBLEM = re.compile(
    r"\b(?:rusak|lubang|berlubang|ambles|ambrol|mati|padam|peteng|gelap|banjir|mampet|buntu|bocor|"
    r"numpuk|menumpuk|tumpuk|bau|mambu|limbah|cemar|tercemar|macet|tumbang|longsor|roboh|bising|"
    r"pungli|korupsi|suap|oknum|pungut|amplop|minta\s+uang|mintai\s+uang|diminta\s+uang|lambat|"
    r"lelet|kasar|persulit|dipersulit|tolak|ditolak|kecewa|hilang|maling|curi|dicuri|potong|"
    r"dipotong|belum|blm|durung|dereng|tidak|tdk|gak|nggak|ora|mboten|kok|kenapa|mengapa|ngopo|"
    r"kapan|tolong|lapor|melapor|melaporkan|keluh|mengeluh|adukan|mengadu|ganggu|terganggu|resah|"
    r"liar|tabrak|jatuh|tiba|keruh|kotor)"
)


def only_asks(text: str) -> bool:
    """Is the text plainly a question, and tells of nothing that is wrong?"""
    words = phrases.plain(text)
    plainly = list(PLAINLY.finditer(words))
    rest = words[plainly[-1].end() :] if plainly else words
    return bool(plainly or ASKS.search(words)) and PROBLEM.search(rest) is None
