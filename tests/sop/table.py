"""The action table of Wadul Aladin, copied by hand from its design, to hold the data against.

L: an edit in the Sheet. Recipients: C citizen, AO Admin OPD, TO Tim OPD, FO the OPD before,
AK Admin Kota, TK Tim Kota, D citizens of doubles, OP OPDs that help.
"""

from dataclasses import dataclass

ROLES = {
    "Admin Kota": "Admin Kota",
    "Tim Kota": "Tim Pengaduan Kota",
    "Admin OPD": "Admin OPD",
    "Tim OPD": "Tim Pengaduan OPD",
    "Pelapor": "Pelapor",
    "Sistem": "Sistem",
    "L": "Lembar",
    "Pimpinan": "Pimpinan",
    "OPD Pendukung": "OPD Pendukung",
}
OPEN = (
    "Baru, Menunggu Pelapor, Diteruskan ke OPD, Dikembalikan OPD, Diproses OPD, Ditindaklanjuti, "
    "Hasil Terkirim"
)
CLOSED = "Selesai, Ditutup"
HANDED_OUT = OPEN.replace("Baru, Menunggu Pelapor, ", "")
NOT_DONE = OPEN.replace(", Ditindaklanjuti", "") + ", " + CLOSED

# action | who | from | to | needs | to whom
TABLE = f"""
Minta Kelengkapan | Admin Kota, Tim Kota, L | Baru, Dikembalikan OPD | Menunggu Pelapor | Alasan | C
Jawab Langsung | Admin Kota, L | Baru, Dikembalikan OPD | Selesai | Jawaban | C, D
Teruskan ke OPD | Admin Kota, Tim Kota, L | Baru, Dikembalikan OPD | Diteruskan ke OPD | OPD \
| AO, OP, C
Alihkan OPD | Admin Kota, Tim Kota, L | Diteruskan ke OPD, Diproses OPD | Diteruskan ke OPD | OPD \
| AO, OP, FO, C
Terima dan Teruskan ke Tim OPD | Admin OPD, L | Diteruskan ke OPD | Diproses OPD | | TO
Kembalikan | Admin OPD, L | Diteruskan ke OPD, Diproses OPD | Dikembalikan OPD | Alasan | TK
Kembalikan ke Admin OPD | Tim OPD | Diproses OPD | Diteruskan ke OPD | Alasan | AO
Catat Tindak Lanjut | Tim OPD, Admin OPD | Diproses OPD | | Tindak Lanjut |
Selesai Ditindaklanjuti | Tim OPD, Admin OPD, L | Diproses OPD | Ditindaklanjuti | Tindak Lanjut \
| AK
Minta Perbaikan | Admin Kota, L | Ditindaklanjuti | Diproses OPD | Alasan | TO
Kirim Hasil | Admin Kota, L | Ditindaklanjuti | Hasil Terkirim | Jawaban | C, D
Selesai | Sistem, Admin Kota, L | Hasil Terkirim | Selesai | | C
Tutup | Admin Kota, L | {OPEN} | Ditutup | Alasan Tutup | C
Buka Kembali | Admin Kota | Hasil Terkirim, Selesai, Ditutup | Diproses OPD | Alasan | C, AO, TO
Balas Pelapor | Admin Kota, Tim Kota, L | {OPEN}, {CLOSED} | | Balas Pelapor | C
Catat Penyampaian | Admin Kota, L | Ditindaklanjuti | Hasil Terkirim | Alasan | D
Catat Penyampaian | Admin Kota, Tim Kota | {NOT_DONE} | | Alasan |
Rahasia | Admin Kota, Tim Kota, Pelapor | {OPEN}, {CLOSED} | | | C
Buka Identitas | Admin Kota | {OPEN}, {CLOSED} | | Alasan |
Tutup Identitas | Admin Kota | {OPEN}, {CLOSED} | | |
Gabungkan | Admin Kota | {OPEN} | Ditutup | Aduan Induk | C
Pisahkan | Admin Kota, Sistem | Ditutup | Baru | | C
Pisahkan | Admin Kota | {OPEN} | | Aduan Baru | C
Kelengkapan Diterima | Admin Kota, Tim Kota, Pelapor, L | Menunggu Pelapor | Baru | | C
Tutup Tidak Lengkap | Sistem | Menunggu Pelapor | Ditutup | | C
Kelengkapan Menyusul | Pelapor | Ditutup | Menunggu Pelapor | | C
Cabut Aduan | Pelapor | {OPEN} | Ditutup | | C, AO
Minta Dibuka Kembali | Pelapor | Hasil Terkirim, Selesai, Ditutup | | | AK
Catat Dukungan | OPD Pendukung | {HANDED_OUT} | | Catatan |
"""


@dataclass(frozen=True)
class Row:
    """One line of TABLE, in the names that the product uses."""

    action: str
    roles: frozenset[str]
    sources: frozenset[str]
    target: str
    needs: frozenset[str]
    recipients: tuple[str, ...]


def _listed(cell: str) -> list[str]:
    return [word.strip() for word in cell.split(",") if word.strip()]


def _row(line: str) -> Row:
    action, who, sources, target, needs, recipients = (cell.strip() for cell in line.split("|"))
    return Row(
        action,
        frozenset(ROLES[word] for word in _listed(who)),
        frozenset(_listed(sources)),
        target,
        frozenset(_listed(needs)),
        tuple(sorted(_listed(recipients))),
    )


ROWS = tuple(_row(line) for line in TABLE.strip().splitlines())
STATES = tuple(_listed(f"{OPEN}, {CLOSED}"))
