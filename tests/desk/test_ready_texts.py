"""Ready answers of the tab Templat Balasan: for which action, and with the complaint's facts."""

from __future__ import annotations

from datetime import datetime

from desk import ready_texts
from desk.context import Desk
from desk.reference import accept
from tests.desk.writing import LAMP, Street


def titles(desk: Desk, action: str) -> list[str]:
    found = ready_texts.fitting(desk.reference(), desk.sop.action(action))
    return [ready.title for ready in found]


def test_a_text_is_offered_where_its_untuk_says(desk: Desk) -> None:
    assert "Jam layanan" in titles(desk, "Jawab Langsung")
    assert "Jam layanan" in titles(desk, "Balas Pelapor")
    assert titles(desk, "Kirim Hasil") == ["Petugas sudah ke lokasi"]
    assert titles(desk, "Rahasia") == []


def test_the_citys_own_rows_are_offered_at_once(desk: Desk, now: datetime) -> None:
    row = {"Kunci": "pbb", "Untuk": "jawab langsung", "Teks": "PBB {nomor}", "Keterangan": "PBB"}
    with desk.journal.write() as connection:
        accept(connection, desk.sop, "Templat Balasan", [row], now=now)
    assert titles(desk, "Jawab Langsung") == ["PBB"]


def test_facts_are_put_in_and_lines_without_theirs_left_out(desk: Desk, street: Street) -> None:
    street.writes(LAMP)
    (ready,) = ready_texts.fitting(desk.reference(), desk.sop.action("Kirim Hasil"))
    row = street.complaint()
    assert ready_texts.filled(desk, row, ready) == (
        "Petugas sudah mendatangi lokasi dan menanganinya."
    )
    done = {**row, "follow_up": "Lampu diganti."}
    assert ready_texts.filled(desk, done, ready).endswith("\nLampu diganti.")
