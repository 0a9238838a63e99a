"""Files as somebody would send them who wants to harm the desk or whoever opens them."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping

from PIL import Image

Made = Callable[[], bytes]


def png(width: int, height: int, *, rows: int | None = None) -> bytes:
    """An empty picture of this size; `rows`: as many as are really there."""
    body = zlib.compressobj(9)
    row = b"\0" * (1 + width * 4)
    packed = b"".join(body.compress(row) for _ in range(height if rows is None else rows))
    parts = [
        (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)),
        (b"IDAT", packed + body.flush()),
        (b"IEND", b""),
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in parts
    )


def text_bomb() -> bytes:
    """A small picture with a text that becomes 200 MB when it is read."""
    packed = b"Comment\0\0" + zlib.compress(b"\0" * 200_000_000, 9)
    chunk = struct.pack(">I", len(packed)) + b"zTXt" + packed
    chunk += struct.pack(">I", zlib.crc32(b"zTXt" + packed))
    whole = png(2, 2)
    return whole[:33] + chunk + whole[33:]


def picture(kind: str, width: int, height: int, **options: object) -> bytes:
    made = io.BytesIO()
    # Each of Pillow's formats has options of its own, and no types for them.
    Image.new("RGB", (width, height)).save(made, kind, **options)  # type: ignore[arg-type]
    return made.getvalue()


def many_frames() -> bytes:
    head = b"GIF89a" + struct.pack("<HHBBB", 1, 1, 0x80, 0, 0) + b"\0\0\0\xff\xff\xff"
    frame = b"\x2c" + struct.pack("<HHHHB", 0, 0, 1, 1, 0) + b"\x02\x02\x44\x01\x00"
    return head + frame * 10_000 + b"\x3b"


def archive(**parts: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as whole:
        for name, data in parts.items():
            whole.writestr(name.replace("__", "/"), data)
    return made.getvalue()


def many_parts() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as whole:
        whole.writestr("word/document.xml", "x")
        for place in range(20_000):
            whole.writestr(str(place), "")
    return made.getvalue()


def unpacking() -> bytes:
    """A document of half a megabyte that becomes half a gigabyte."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as whole:
        with whole.open("word/document.xml", "w", force_zip64=True) as part:
            for _ in range(500):
                part.write(b"\0" * 1_000_000)
    return made.getvalue()


def hidden_macro() -> bytes:
    """The macro bears another name; only the table of contents tells."""
    contents = b'<Override PartName="/word/notes.bin" ContentType="vnd.ms-office.VBAProject"/>'
    types = {"[Content_Types].xml": contents, "word/document.xml": b"x", "word/notes.bin": b"x"}
    return archive(**types)


def nested() -> bytes:
    inner = b"x"
    for _ in range(20):
        inner = archive(inner=inner)
    return inner


def exif_with_script() -> bytes:
    exif = Image.Exif()
    exif[0x010E] = '<script>alert(1)</script>=HYPERLINK("http://jahat.test")'  # ImageDescription
    exif[0x0131] = "\u202eexe.gpj\x00"  # Software
    return picture("JPEG", 20, 20, exif=exif.tobytes())


#: What is refused, with a word of the sentence that the sender's clerk reads.
REFUSED: Mapping[str, tuple[Made, str]] = {
    "nothing at all": (lambda: b"", "kosong"),
    "a picture of 50,000 x 50,000": (lambda: png(50_000, 50_000, rows=1), "rusak|terlalu besar"),
    "a PNG of 79 million pixels in 0.3 MB": (lambda: png(8_900, 8_900), "terlalu besar"),
    "a JPEG of 144 million pixels": (lambda: picture("JPEG", 12_000, 12_000), "terlalu besar"),
    "a WebP of 79 million pixels": (lambda: picture("WEBP", 8_900, 8_900), "terlalu besar"),
    "a picture with a text of 200 MB": (text_bomb, "rusak"),
    "a GIF of 10,000 frames": (many_frames, "tidak diterima"),
    "a GIF that is a script": (lambda: b"GIF89a/*" + b"*/=1;alert(1)//", "tidak diterima"),
    "an SVG with a script": (lambda: b"<svg onload=alert(1)></svg>", "tidak diterima"),
    "a web page": (lambda: b"<!doctype html><script>alert(1)</script>", "tidak diterima"),
    "a web page that begins like a film": (
        lambda: b"<!--ftypisom--><script>alert(1)</script>",
        "tidak diterima",
    ),
    "a program": (lambda: b"MZ\x90\0" + b"\0" * 200, "tidak diterima"),
    "a shell script": (lambda: b"#!/bin/sh\nrm -rf /\n", "tidak diterima"),
    "an archive": (lambda: archive(foto=b"x"), "tidak diterima"),
    "archives in archives": (nested, "tidak diterima"),
    "a document of 20,000 parts": (many_parts, "terlalu banyak"),
    "a document that becomes 500 MB": (unpacking, "terlalu banyak"),
    "a document with a macro": (
        lambda: archive(word__document=b"x", **{"word/vbaProject.bin": b"x"}),
        "tidak diterima",
    ),
    "a document whose macro bears another name": (hidden_macro, "tidak diterima"),
    "an archive that ends too early": (lambda: archive(foto=b"x" * 99)[:60], "tidak diterima"),
    "a PostScript that begins late": (lambda: b"%!PS-Adobe\n(x) run\n", "tidak diterima"),
}
#: What is kept, because it is what it says, and stays inert: nobody here runs it.
KEPT: Mapping[str, tuple[Made, str]] = {
    "a PDF that is also an archive": (
        lambda: b"%PDF-1.4\n%%EOF\n" + archive(x=b"x"),
        "application/pdf",
    ),
    "a PDF with a script inside": (
        lambda: b"%PDF-1.4\n1 0 obj<</OpenAction<</S/JavaScript/JS(app.alert(1))>>>>\n%%EOF",
        "application/pdf",
    ),
    "the largest PNG that is taken": (lambda: png(5_000, 5_000), "image/png"),
    "the largest JPEG that is taken": (lambda: picture("JPEG", 8_900, 8_900), "image/jpeg"),
    "a photo that is also a web page": (
        lambda: picture("JPEG", 8, 8) + b"<script>alert(1)</script>",
        "image/jpeg",
    ),
    "a photo whose facts are a script": (exif_with_script, "image/jpeg"),
}
#: Names that a sender may give to a PDF, and what it is called here.
NAMES: Mapping[str, str] = {
    "../../etc/passwd": "passwd.pdf",
    "..\\..\\Windows\\start.bat": "start.bat.pdf",
    "bukti.pdf": "bukti.pdf",
    "BUKTI.PDF": "BUKTI.PDF",
    "bukti.html": "bukti.html.pdf",
    "foto.jpg.exe": "foto.jpg.exe.pdf",
    "foto\u202efdp.exe": "foto fdp.exe.pdf",
    "a\x00b\r\nSet-Cookie: x=1.pdf": "a b Set-Cookie_ x=1.pdf",
    "": "lampiran.pdf",
    "...": "lampiran.pdf",
    "x" * 500 + ".pdf": "x" * 80 + ".pdf",
    '"><img src=x onerror=alert(1)>.pdf': "_img src=x onerror=alert(1)_.pdf",
    "=HYPERLINK(1).pdf": "=HYPERLINK(1).pdf",
    "$(reboot).pdf": "_(reboot).pdf",
}
