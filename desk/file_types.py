"""What a file really is, by its content: the kinds of file that the desk takes, and no other."""

from __future__ import annotations

import io
import re
import zipfile

from PIL import Image, UnidentifiedImageError

MAX_PIXELS = 80_000_000
#: Leading bytes of what is taken. A name or a declared type proves nothing.
SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (rb"\xff\xd8\xff", "image/jpeg"),
    (rb"\x89PNG\r\n\x1a\n", "image/png"),
    (rb"RIFF....WEBP", "image/webp"),
    (rb"....ftyp(heic|heix|hevc|heim|heis|mif1|msf1)", "image/heic"),
    (rb"....ftyp3g", "video/3gpp"),
    (rb"....ftyp(M4A|M4B|F4A)", "audio/mp4"),
    (rb"....ftyp(isom|iso\d|mp4\d|avc1|M4V|MSNV|dash|qt  )", "video/mp4"),
    (rb"%PDF-", "application/pdf"),
    (rb"OggS", "audio/ogg"),
    (rb"ID3|\xff[\xe2\xe3\xf2\xf3\xfa\xfb]", "audio/mpeg"),
    (rb"#!AMR", "audio/amr"),
    (rb"\xff[\xf0\xf1\xf8\xf9]", "audio/aac"),
    (rb"PK\x03\x04", "application/zip"),
)
PATTERNS = tuple((re.compile(start, re.DOTALL), mime) for start, mime in SIGNATURES)
OFFICE = "application/vnd.openxmlformats-officedocument."
#: An office file is a ZIP with this part inside; another ZIP is not taken.
OFFICE_PARTS = {
    "word/document.xml": f"{OFFICE}wordprocessingml.document",
    "xl/workbook.xml": f"{OFFICE}spreadsheetml.sheet",
}
OPENED = frozenset({"image/jpeg", "image/png", "image/webp"})


class MediaRefused(Exception):
    """A file that is not kept; `sentence` says why. `damaged`: the same file sent again may do."""

    def __init__(self, sentence: str, *, damaged: bool = False) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.damaged = damaged


def recognise(data: bytes) -> str:
    """The MIME type of `data`, or MediaRefused. Images are really opened."""
    if not data:
        raise MediaRefused("Lampiran kosong; mohon dikirim ulang.", damaged=True)
    mime = next((mime for pattern, mime in PATTERNS if pattern.match(data)), "")
    if mime == "application/zip":
        mime = _office(data)
    if not mime:
        raise MediaRefused(
            "Jenis berkas ini tidak diterima; kirim foto (JPG, PNG), video (MP4), PDF, Word, "
            "Excel, atau pesan suara."
        )
    if mime in OPENED:
        _open_image(data)
    return mime


def _office(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
    # zipfile raises the last one for an archive of a kind that it does not read.
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return ""
    if any(name.endswith("vbaProject.bin") for name in names):
        return ""  # macros
    return next((mime for part, mime in OFFICE_PARTS.items() if part in names), "")


def _open_image(data: bytes) -> None:
    """Refuse what no program could show, and what would fill the memory of one that tries."""
    try:
        with Image.open(io.BytesIO(data)) as image:
            if image.width * image.height > MAX_PIXELS:
                raise Image.DecompressionBombError
            image.draft("RGB", (512, 512))  # a JPEG is read whole, but at an eighth of its size
            image.load()
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise MediaRefused("Gambar terlalu besar; kirim yang lebih kecil.") from None
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError):
        raise MediaRefused("Gambar rusak; mohon dikirim ulang.", damaged=True) from None
