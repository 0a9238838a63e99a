"""Whether somebody asks that nobody learn who they are, in the words in which people ask it.

In doubt it is one who asks: a clerk sees the mark and knows why. Of another's secret ("rapat
rahasia", "PIN rahasia", "rahasia umum") nothing is asked.
"""

from __future__ import annotations

import re

from desk import commands, phrases
from desk.commands import Asked, Command

LONGEST = 4000  # letters
_ME = r"(?:saya|sya|sy|aku|q|kami|kul[ao])"
_IDENTITY = (
    r"(?:nama|nm|identitas|jati\s?diri|data|jeneng|asm[ao]|nomor|nomer|no|nmr|profil|privasi)"
)
_OF_ME = (
    rf"(?:\s+(?:lengkap|asli|hp|wa|diri|pribadi|dan|serta|{_IDENTITY}))*"
    rf"(?:ku\b|\s+(?:{_ME}|pelapor(?:nya)?|pengadu|pribadi)\b)"
)
#: "nama saya", "jenengku"; alone ("jangan sebut nama") only where nobody else's follows.
MINE = rf"\b{_IDENTITY}{_OF_ME}"
ALONE = (
    r"\b(?:nama|identitas|jeneng)\b(?!\s+(?!(?:mohon|tolong|minta|agar|jangan|jgn|jng|ojo|"
    r"ya|pak|bu|min|harus|karena|biar|supaya|nggih|tidak|dan)\b)\w)"
)
WHO = rf"(?:{MINE}|{ALONE})"
SO = (
    r"(?:\s+(?:ya|tolong|mohon|agar|supaya|untuk|ini|itu|juga|jg|pernah|sampai|sampe|smp|nganti|"
    r"ngantos|di|ke|ikut|usah|perlu|ada\s+yang|orang|wong|kalau|kl|klo|bila))*"
)
#: Not simply "tidak": "nama saya tidak tercantum di daftar bansos" asks for no secrecy.
NO = (
    r"\b(?:jangan|jangn|jgn|jng|jngn|ojo|aja|ojok|ampun|sampun|emoh|moh|"
    r"(?:tidak|tdk|tak|ga|gak|gk|nggak|enggak|ngga|ndak|ora|mboten)\s+(?:mau|ingin|pengen|pingin|"
    r"gelem|purun|usah|perlu|bersedia|berani)|(?:tolong|mohon|semoga|harap|minta|agar|supaya|biar)\s+"
    r"(?:tidak|tdk|ga|gak|ndak|ora|mboten))\b"
)
TOLD = (
    r"(?:di\s?|me?n?y?)?(?:sebut|ebut|sebat|tulis|sebar|buka|bocor|umum|ungkap|muat|cantum|tampil|publikasi|ekspos|"
    r"expose|share|kasih|beri|tahu|ketahui|sampai|viral|publish|posting|lihat|perlihat|serah)"
    r"(?:2|-\w+)?(?:kan|in|luas|ke|no|ake|aken|\s?luas\w*|\s+ta[hu]u?)?"
)
FOUND_OUT = (
    r"(?:ketahuan|diketahui|ketauan|konangan|kedenangan|kadenangan|keweruhan|kawruhan|dingerteni|"
    r"dimangerteni|terbongkar|terungkap|kebongkar|bocor|tersebar)"
)
_FEW = r"(?:\W+\w+){0,4}?\W+"
_COMPLAINED = r"(?:(?:me|nge)?lapor\w*|(?:me)?ngadu\w*|mengadu\w*|pelapor\w*|laporan)"
_KNOW = (
    r"(?:tahu|tau|ngerti|weruh|ngertos|bilang\w*|kandha|kondo|ngomong|cerita|omong|kasih\s+tah?u|"
    r"beri\s?tahu)"
)
_HIDE = (
    r"(?:di\s?|me)?(?:samar|nyamar|sembunyi|nyembunyi|lindung|rahasia|umpet|delik|tutup|sensor|blur|"
    r"jaga|aman|singit)(?:kan|i|in|no|ake|ne)?"
)
ASKED = tuple(
    re.compile(pattern)
    for pattern in (
        # rahasiakan
        r"\b(?:tolong|mohon|minta|harap)?\s*(?:di\s?)?(?:rahasia|rhsia|rahsia)(?:kan|ken|in|no|ake|kno|"
        r"aken)(?:lah|ya)?\b",
        r"\bkerahasia+n(?:nya)?\b(?!\s+(?:negara|bank|dokumen|jabatan))",
        r"\b(?:confidential|off\s+the\s+record)\b",
        # jangan sebut nama saya; nama saya jangan disebut; saya tidak mau nama saya diketahui
        rf"{NO}{SO}\s+(?:{TOLD}|{FOUND_OUT})(?:\s+\w+)?\s+{WHO}",
        rf"{WHO}{SO}\s+{NO}{SO}(?:\s+\w+)?\s+(?:{TOLD}|{FOUND_OUT})\b",
        rf"{NO}{SO}\s+{WHO}(?:\s+\w+)?{SO}\s+(?:{TOLD}|{FOUND_OUT})\b",
        rf"\b(?:tolong|mohon|semoga|harap|minta|agar|supaya|biar)\s+{WHO}{SO}\s+(?:tidak|tdk|tak|ga|gak|"
        rf"ndak|ora|mboten){SO}\s+(?:{TOLD}|{FOUND_OUT})\b",
        rf"\b(?:laporan|aduan)(?:ku|\s+{_ME}|\s+ini){SO}\s+{NO}{SO}\s+di\s?(?:bocor|sebar|ketahui|umum)",
        # ojo sampe konangan; takut ketahuan; jangan bilang kalau saya yang lapor
        rf"\b(?:jangan|jgn|jng|ojo|aja|ampun)\s+(?:sampai|sampe|smp|sampek|nganti|ngasi|ngantos)"
        rf"(?:\s+{_ME})?\s+{FOUND_OUT}\b",
        rf"\b(?:takut|wedi|ajrih|khawatir|kuatir)(?:\s+\w+)?\s+{FOUND_OUT}\b{_FEW}(?:{_ME}|{_COMPLAINED})\b",
        rf"\b{_ME}\s+(?:takut|wedi|ajrih|khawatir|kuatir)\s+{FOUND_OUT}\b",
        rf"(?:{NO}|\b(?:takut|wedi|ajrih))(?:\W+\w+){{0,5}}?\W+{_KNOW}{_FEW}(?:{_ME}|siapa)\b"
        rf"(?:\W+\w+){{0,2}}?\W+{_COMPLAINED}\b",
        rf"{NO}(?:\W+\w+){{0,2}}?\W+{_KNOW}(?:\W+\w+){{0,2}}?\W+(?:siapa\W+siapa|siapapun|sapa\W+sapa|"
        r"sopo\W+sopo|orang\s+lain)\b",
        r"\b(?:antara\s+kita|cukup\s+(?:kita|admin|bapak|ibu)(?:\s+\w+)?)\s+(?:saja|aja|yang\s+tah?u|"
        r"yg\s+tah?u)\b",
        # samarkan nama saya; identitas saya mohon dilindungi
        rf"\b{_HIDE}(?:\s+(?:ya|dulu|itu))*\s+{WHO}",
        rf"{WHO}(?:{SO}|\s+(?:harus|wajib|bisa|boleh|apakah|dapat))*\s+{_HIDE}\b",
        # anonim
        r"(?<!akun )(?<!surat )(?<!nomor )(?<!telepon )(?<!grup )\b(?:anonim|anonym|anonymous|"
        r"inkognito|incognito)\b(?!\s+(?:yang\s+)?(?:menyebar|mengirim|meneror))",
        r"\b(?:lapor\w*|melapor\w*|mengadu|aduan|pengaduan|laporan|tolong|mohon|ini)\s+tanpa\s+"
        r"(?:nama|identitas)\b|\btanpa\s+(?:me?ny?ebut\w*|mencantumkan|menulis|di\s?sebut\w*|ada)\s+"
        r"(?:nama|identitas)\b|"
        r"\btanpa\s+(?:nama|identitas)\s+(?:saja|aja|ya|nggih|boleh|mawon|wae|saya|pelapor)\b",
        r"\bnama\s+samaran\b|\bnama\s*:?\s*(?:saya\s+)?hamba\s+allah\b",
    )
)
#: "rahasia" alone, which may be anything's.
NOUN = re.compile(r"\brahasia(?:nya)?\b")
OTHERS = re.compile(
    r"\b(?:rapat|pertemuan|pin|kode|code|password|sandi|kata|angka|otp|nomor|jalan|jalur|lorong|"
    r"pintu|ruang|ruangan|kamar|tempat|gudang|surat|dokumen|arsip|berkas|agen|operasi|misi|proyek|"
    r"resep|bumbu|rumus|bukan|jadi|menjadi|sudah|transaksi|kesepakatan|perjanjian|kerjasama|deal|"
    r"punya|simpan|ada|semua|suara|pemungutan|grup|tamu|pelanggan|pemilihan|tidak|tdk|gak)\s+$"
)
OF_OTHERS = re.compile(
    r"\s+(?:umum|negara|dagang|jabatan|perusahaan|dapur|bank|lagi|publik|sukses|alam|kecantikan|illahi|"
    r"ilahi|apa|di\s?balik)\b"
)
#: "hasil lelang dirahasiakan oleh panitia": what others do.
HIDDEN_BY_OTHERS = re.compile(
    r"\b(?:kenapa|knp|mengapa|kok|padahal|sengaja|selalu|malah|katanya|bilang|ternyata|harga|hasil|"
    r"anggaran|dana|pemenang|kuota|jadwal|nilai|daftar|penerima)\b[^.!?\n]{0,40}$"
)
BY = re.compile(r"\s+(?:oleh|sama|dari\s+(?:warga|publik|masyarakat))\b")
#: What may stand beside, where nothing else is said.
BESIDE = frozenset(
    "yo nama identitas data diri nomor hp wa pelapor pengadu saja aja mawon ajeng biar agar supaya "
    "karena takut dan juga sekali benar betul apa bisakah dapatkah laporannya aduannya lapor "
    "melapor yg tadi dulu harus lho lo loh kalau bila njih nggih matur nuwun suwun jaga dijaga "
    "ada adanya orang lain siapa siapapun sangat semua tetap".split()
)


def asked(text: str) -> bool:
    """Does the writer ask for secrecy?"""
    return bool(_found(phrases.plain(text[:LONGEST])))


def is_all(text: str) -> bool:
    """Is that all that is said?"""
    words = phrases.plain(text[:LONGEST])
    spans = _found(words)
    for start, end in sorted(spans, reverse=True):
        words = f"{words[:start]} {words[end:]}"
    polite = BESIDE | commands.FILLERS | commands.GREETINGS | commands.THANKS
    return bool(spans) and set(commands.tokens(commands.NUMBER.sub(" ", words))) <= polite


def command(text: str) -> Asked | None:
    """The command RAHASIA, said in a sentence and nothing beside it."""
    if not is_all(text):
        return None
    return Asked(Command.CONFIDENCE, next(iter(commands.numbers(text)), ""))


def _found(words: str) -> list[tuple[int, int]]:
    spans = [match.span() for sign in ASKED for match in sign.finditer(words)]
    kept = [span for span in spans if not _done_by_others(words, span)]
    return kept + [match.span() for match in NOUN.finditer(words) if _is_asked(words, match)]


def _done_by_others(words: str, span: tuple[int, int]) -> bool:
    """Of "dirahasiakan" and the like; who says "nama saya" or "jangan" asks for it."""
    said = words[span[0] : span[1]]
    if "rahasia" not in said or re.search(rf"{WHO}|{NO}", said):
        return False
    before, after = words[: span[0]], words[span[1] :]
    mine = re.match(rf"\s+(?:ya\s+)?{WHO}", after)
    return not mine and bool(HIDDEN_BY_OTHERS.search(before) or BY.match(after))


def _is_asked(words: str, match: re.Match[str]) -> bool:
    before, after = words[: match.start()], words[match.end() :]
    return not (OTHERS.search(before) or OF_OTHERS.match(after))
