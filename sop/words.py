"""The sentences that tell a person why an action was refused and what to do instead."""

from __future__ import annotations

from collections.abc import Sequence


def listed(items: Sequence[str]) -> str:
    """A · A dan B · A, B, dan C."""
    if len(items) < 3:
        return " dan ".join(items)
    return f"{', '.join(items[:-1])}, dan {items[-1]}"


def _instead(choices: Sequence[str]) -> str:
    return f"; yang bisa sekarang: {', '.join(choices)}." if choices else "."


def unknown_action(typed: str, choices: Sequence[str]) -> str:
    return f'Tindakan "{typed}" tidak dikenal{_instead(choices)}'


def wrong_role(action: str, performers: Sequence[str], choices: Sequence[str]) -> str:
    return f'"{action}" hanya dapat dilakukan oleh {listed(performers)}{_instead(choices)}'


def wrong_state(action: str, state: str, choices: Sequence[str]) -> str:
    return f'"{action}" tidak dapat dilakukan saat status {state}{_instead(choices)}'


def switched_off(action: str, setting: str, choices: Sequence[str]) -> str:
    return f'"{action}" tidak dipakai di sini (Pengaturan: {setting}){_instead(choices)}'


def missing(fields: Sequence[str], close_reasons: Sequence[str]) -> str:
    """`close_reasons`: the choices, when Alasan Tutup is among what is missing."""
    return f"Isi {listed(fields)}{_one_of(close_reasons)}"


def incomplete(lacks: Sequence[str]) -> str:
    return (
        f"Aduan belum lengkap, masih kurang {listed(lacks)}: pilih Minta Kelengkapan, atau isi "
        f'Kelengkapan dengan "Lengkap: alasan".'
    )


def doubted(sentences: Sequence[str], *, on_page: bool) -> str:
    """`on_page`: the photos and a box to tick stand above the button."""
    if on_page:
        return (
            "Foto tindak lanjut perlu diperiksa: bila memang benar, centang kotak di atas, "
            "atau pilih Minta Perbaikan."
        )
    return (
        f"{' '.join(sentences)} Bila memang benar, isi Alasan dengan "
        f'"Bukti diperiksa: alasan"; bila tidak, pilih Minta Perbaikan.'
    )


def unknown_close_reason(typed: str, close_reasons: Sequence[str]) -> str:
    return f'Alasan Tutup "{typed}" tidak dikenal; pilih salah satu: {", ".join(close_reasons)}.'


def same_agency(agency: str) -> str:
    return f"OPD masih {agency}; pilih OPD lain untuk mengalihkan."


def _one_of(choices: Sequence[str]) -> str:
    return f" (pilih: {', '.join(choices)})." if choices else "."
