"""The name under which a file is handed on: what its sender called it, made harmless."""

from __future__ import annotations

import os
import re

from desk import texts

NAMELESS = "lampiran"
LONGEST = 80  # letters, without the ending
#: What a path, a header or a shell would read something into.
RISKY = re.compile(r'[<>:"|?*%;&$`\\/]+')
#: The endings that a name may have, by the type that its content proved; the first is added.
ENDINGS = {
    "image/jpeg": (".jpg", ".jpeg", ".jpe", ".jfif"),
    "image/png": (".png",),
    "image/webp": (".webp",),
    "image/heic": (".heic", ".heif"),
    "video/mp4": (".mp4", ".m4v", ".mov"),
    "video/3gpp": (".3gp",),
    "audio/mp4": (".m4a", ".mp4"),
    "audio/ogg": (".ogg", ".oga", ".opus"),
    "audio/mpeg": (".mp3",),
    "audio/amr": (".amr",),
    "audio/aac": (".aac",),
    "application/pdf": (".pdf",),
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": (".docx",),
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": (".xlsx",),
}


def harmless(name: str, mime: str) -> str:
    """`name` without folders, direction marks and length, ending as its content demands: what is
    a PDF inside never lies on a desktop as foto.html.

    >>> harmless("../../bukti.exe", "application/pdf")
    'bukti.exe.pdf'
    """
    last = re.split(r"[\\/]", texts.one_line(name).replace("\ufffd", ""))[-1]
    stem, ending = os.path.splitext(RISKY.sub("_", last).strip(" ."))
    fitting = ENDINGS.get(mime, ())
    if not fitting or ending.lower() not in fitting:
        stem, ending = stem + ending, fitting[0] if fitting else ".bin"
    return f"{stem[:LONGEST].strip(' .') or NAMELESS}{ending}"
