"""What a file really is, by its content: the kinds of file that the desk takes, and no other."""

from __future__ import annotations

import io
import re
import zipfile
import zlib

from PIL import Image, UnidentifiedImageError

#: A JPEG is opened at a fraction of its size; the others whole, at four bytes a pixel.
MAX_PIXELS = {"image/jpeg": 80_000_000, "image/png": 25_000_000, "image/webp": 25_000_000}
FORMATS = ("JPEG", "PNG", "WEBP")  # Pillow knows many more, and tries each that seems to fit
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
#: Whatever its name, Word goes by this part; a macro may hide behind any other name.
CONTENTS = "[Content_Types].xml"
MACROS = re.compile(rb"vbaProject|macroEnabled", re.IGNORECASE)
ENTRY = b"PK\x01\x02"
MOST_ENTRIES = 5_000
MOST_UNPACKED = 300 * 1024 * 1024  # bytes that an office file becomes on the clerk's machine
MOST_CONTENTS = 1024 * 1024
#: The first box of a film tells its own length; what begins with letters is something else.
LONGEST_BOX = 4096
TOO_MUCH = "Dokumen ini berisi terlalu banyak untuk dibuka dengan aman; kirim sebagai PDF."


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
    if not mime or (data[4:8] == b"ftyp" and not _is_box(data)):
        raise MediaRefused(
            "Jenis berkas ini tidak diterima; kirim foto (JPG, PNG), video (MP4), PDF, Word, "
            "Excel, atau pesan suara."
        )
    if mime in MAX_PIXELS:
        _open_image(data, MAX_PIXELS[mime])
    return mime


def _is_box(data: bytes) -> bool:
    return 8 <= int.from_bytes(data[:4], "big") <= LONGEST_BOX


def _office(data: bytes) -> str:
    """The kind of an office file without macros; "" of any other archive."""
    if data.count(ENTRY) > MOST_ENTRIES:  # before anything is made of each
        raise MediaRefused(TOO_MUCH)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            if sum(entry.file_size for entry in archive.infolist()) > MOST_UNPACKED:
                raise MediaRefused(TOO_MUCH)
            if _has_macros(archive, names):
                return ""
    # zipfile raises the last ones for an archive of a kind that it does not read.
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, RuntimeError):
        return ""
    return next((mime for part, mime in OFFICE_PARTS.items() if part in names), "")


def _has_macros(archive: zipfile.ZipFile, names: set[str]) -> bool:
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        return True
    if CONTENTS not in names:
        return False
    with archive.open(CONTENTS) as part:
        return MACROS.search(part.read(MOST_CONTENTS)) is not None


def _open_image(data: bytes, most_pixels: int) -> None:
    """Refuse what no program could show, and what would fill the memory of one that tries."""
    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as image:
            if image.width * image.height > most_pixels:
                raise Image.DecompressionBombError
            image.draft("RGB", (512, 512))  # a JPEG is read whole, but at an eighth of its size
            image.load()
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise MediaRefused("Gambar terlalu besar; kirim yang lebih kecil.") from None
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError):
        raise MediaRefused("Gambar rusak; mohon dikirim ulang.", damaged=True) from None
