"""Who puts things right, and what is said of several alarms, in the words of `desk.advice`."""

from __future__ import annotations

from dataclasses import dataclass

ADMIN = "Admin Kota"
SERVER = "Petugas server (Kominfo)"
NUMBER = "Pemegang ponsel dinas"
OWNER = "Pemilik file Google Sheet"
ACCOUNT = "Pemegang akun gateway"
EDITOR = "Siapa saja yang dapat menyunting Google Sheet"


@dataclass(frozen=True)
class Advice:
    """`meanwhile`: what goes on and what waits; `do`: the next step; `who` takes it."""

    meanwhile: str
    do: str
    who: str


WAITS_AT_GATEWAY = (
    "Pesan warga menunggu di gateway WhatsApp dan tidak hilang; balasan terlambat. "
    "Halaman ini tetap dapat dipakai."
)
QUEUED = "Balasan menunggu dalam antrean dan tidak hilang; pesan masuk tetap dicatat."
PAGES_GO_ON = (
    "Aduan dan balasan tetap berjalan. Perubahan di halaman ini dicatat dan disusulkan ke "
    "Google Sheet; yang diketik di Google Sheet dibaca setelah pulih."
)
BY_ITSELF = "Biasanya pulih sendiri. Bila lebih dari 15 menit, hubungi petugas server."
UNKNOWN = Advice(
    "Yang sudah tercatat tidak hilang.", "Hubungi petugas server dan sebutkan kalimat ini.", ADMIN
)
