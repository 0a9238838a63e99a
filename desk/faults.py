"""What an error of the database or the disk means to an operator: one sentence.

Never the error's own words: they repeat what was being written, and that is people's messages.
"""

from __future__ import annotations

import errno
from collections.abc import Iterable

from sqlalchemy.exc import DBAPIError, OperationalError

FULL = (
    "Disk penuh: tidak ada yang dapat dicatat. Kosongkan ruang di disk jurnal dan MEDIA_DIR; "
    "setelah itu pulih sendiri."
)
READ_ONLY = (
    "Jurnal hanya dapat dibaca. Beri hak tulis pada berkas dan foldernya (JOURNAL_URL), atau "
    "pasang ulang disknya untuk ditulis."
)
DAMAGED = (
    "Berkas jurnal rusak atau bukan jurnal Wadul (JOURNAL_URL). Hentikan semuanya, pindahkan "
    "berkas itu, lalu jalankan python -m workers restore atau rebuild (docs/runbook.md)."
)
LOCKED = (
    "Jurnal dikunci program lain lebih dari 10 detik. Tutup program yang membukanya (misalnya "
    "penyunting SQLite atau pencadangan); setelah itu pulih sendiri."
)
NOT_OPENED = (
    "Jurnal tidak dapat dibuka. Periksa JOURNAL_URL, hak tulis atas foldernya, dan apakah disknya "
    "boleh ditulis."
)
DISK = "Disk jurnal tidak menjawab dengan benar. Periksa disk itu; buat cadangan selagi bisa."
AWAY = "Basis data jurnal tidak dapat dihubungi. Periksa PostgreSQL dan JOURNAL_URL."
NOT_ALLOWED = "Basis data menolak pengguna jurnal. Periksa nama, sandi, dan haknya di JOURNAL_URL."
FILES_READ_ONLY = "Berkas tidak dapat ditulis. Periksa hak tulis pada MEDIA_DIR dan disknya."

#: By the beginning of SQLite's name of the error, https://www.sqlite.org/rescode.html
SQLITE = (
    ("SQLITE_FULL", FULL),
    ("SQLITE_READONLY", READ_ONLY),
    ("SQLITE_PERM", READ_ONLY),
    ("SQLITE_CORRUPT", DAMAGED),
    ("SQLITE_NOTADB", DAMAGED),
    ("SQLITE_BUSY", LOCKED),
    ("SQLITE_LOCKED", LOCKED),
    ("SQLITE_CANTOPEN", NOT_OPENED),
    ("SQLITE_IOERR", DISK),
)
#: By the beginning of the SQLSTATE, https://www.postgresql.org/docs/15/errcodes-appendix.html
POSTGRESQL = (
    ("53100", FULL),
    ("25006", READ_ONLY),
    ("55P03", LOCKED),
    ("XX001", DAMAGED),
    ("XX002", DAMAGED),
    ("28", NOT_ALLOWED),
    ("42501", NOT_ALLOWED),
    ("3D000", NOT_OPENED),
    ("53300", AWAY),
    ("57P", AWAY),
    ("08", AWAY),
)
SYSTEM = {
    errno.ENOSPC: FULL,
    errno.EDQUOT: FULL,
    errno.EFBIG: FULL,
    errno.EROFS: FILES_READ_ONLY,
    errno.EACCES: FILES_READ_ONLY,
    errno.EPERM: FILES_READ_ONLY,
    errno.EIO: DISK,
}


def sentence(error: BaseException) -> str:
    """What an operator can do about it; "" when it is no fault of the database or the disk."""
    if isinstance(error, OSError):
        return SYSTEM.get(error.errno or 0, "")
    cause = error.orig if isinstance(error, DBAPIError) else error
    name = getattr(cause, "sqlite_errorname", None)
    if name:
        return _first(SQLITE, name)
    found = _first(POSTGRESQL, getattr(cause, "sqlstate", None) or "")
    lost = isinstance(error, OperationalError) and not getattr(cause, "sqlstate", None)
    return found or (AWAY if lost else "")


def _first(table: Iterable[tuple[str, str]], name: str) -> str:
    return next((said for start, said in table if name.startswith(start)), "")
