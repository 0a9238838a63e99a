"""The desk's stories as people live them: phones, pages and the Sheet, in a real browser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.e2e.browser import Lembar, Ponsel, Window
from tests.e2e.conftest import SignedIn
from tests.e2e.register import (
    goes_by_jeda_kirim,
    history,
    reply_took_s,
    row_of,
    row_took_s,
    sheet_row,
    sheet_says,
    type_row,
    wait_for_number,
)
from tests.stack import Stack, wait_for

pytestmark = [pytest.mark.browser, pytest.mark.timeout(900)]

# On a machine far slower than ours: nothing hangs. How fast it is, `make bench` says.
REPLY_WITHIN_S = 30.0
ROW_WITHIN_S = 90.0

SITI, JOKO, HIDDEN = "6281200000001@c.us", "6281200000002@c.us", "199900000000003@lid"
WARTI = "6281255500004@c.us"
LAMP = "Lampu jalan di Jl. Hayam Wuruk mati sejak Senin"


@pytest.fixture(scope="module")
def phone_window(signed_in: SignedIn) -> Iterator[Window]:
    window = signed_in("admin.kota").another()
    yield window
    window.close()


def complain(stack: Stack, phone: Ponsel, chat: str, text: str, **more: Any) -> str:
    """Write a complaint on the page Ponsel; number and row come within their time."""
    phone.write(text, **more)
    number = wait_for_number(stack, chat)
    phone.shows(f"No. Aduan {number}")
    wait_for("row in the Sheet", lambda: row_of(stack, number))
    assert reply_took_s(stack, chat, number) <= REPLY_WITHIN_S
    assert row_took_s(stack, chat, number) <= ROW_WITHIN_S
    return number


def test_a_lamp_is_reported_mended_and_told(
    desk: Stack, signed_in: SignedIn, phone_window: Window, photo: Path, *, mended: Path
) -> None:
    phone = Ponsel(phone_window, "Siti")
    number = complain(desk, phone, SITI, LAMP, photo=photo)
    admin, agency, team = (signed_in(n) for n in ("admin.kota", "admin.dinhub", "tim.dinhub"))
    admin.open("kotak-masuk").sees(number)
    admin.act(number, "Teruskan ke OPD", choices={"OPD": "Dinhub"})
    admin.sees("Status: Diteruskan ke OPD")
    phone.shows(number, "Dinas Perhubungan")
    agency.open("disposisi-masuk").sees(number)
    agency.act(number, "Terima dan Teruskan ke Tim OPD")
    work = {"Tindak Lanjut": "Dua lampu sudah diganti, menyala sejak pukul 10."}
    team.act(number, "Selesai Ditindaklanjuti", fields=work, files=[mended])
    admin.act(number, "Kirim Hasil")
    phone.shows(number, "Dinas Perhubungan", "Dua lampu sudah diganti")
    expect(phone_window.page.locator(".w-bubble:not(.w-ours) img")).to_be_visible()
    told = admin.open("aduan", nomor=number).tab("Riwayat")
    steps = [
        "Aduan Diterima",
        "Teruskan ke OPD",
        "Terima dan Teruskan ke Tim OPD",
        "Selesai Ditindaklanjuti",
        "Kirim Hasil",
    ]
    for step in steps:
        expect(told.get_by_text(step, exact=True)).to_be_visible()
    sheet_says(desk, number, Status="Hasil Terkirim", OPD="Dinhub")
    wait_for("each step in Riwayat", lambda: set(steps) <= set(history(desk, number)))


def test_a_question_is_answered_at_once(
    desk: Stack, signed_in: SignedIn, phone_window: Window
) -> None:
    phone = Ponsel(phone_window, "Joko")
    number = complain(desk, phone, JOKO, "Jam buka pelayanan e-KTP di Mal Pelayanan Publik?")
    admin = signed_in("admin.kota")
    answer = {"Jawaban": "Pelayanan buka Senin sampai Jumat, 08.00-15.00."}
    admin.act(number, "Jawab Langsung", fields=answer)
    admin.sees("Status: Selesai")
    phone.shows(number, "08.00-15.00")
    sheet_says(desk, number, Status="Selesai", Jawaban=answer["Jawaban"])


def test_what_an_agency_returns_is_completed_and_handed_out_again(
    desk: Stack, signed_in: SignedIn, phone_window: Window
) -> None:
    phone = Ponsel(phone_window, "Tanpa Nomor")
    number = complain(desk, phone, HIDDEN, "Rambu di depan sekolah roboh kena truk")
    admin, agency = signed_in("admin.kota"), signed_in("admin.dinhub")
    admin.act(number, "Teruskan ke OPD", choices={"OPD": "Dinhub"})
    agency.act(number, "Kembalikan", fields={"Alasan": "Nama sekolah tidak disebut"})
    admin.act(number, "Minta Kelengkapan", fields={"Alasan": "nama sekolah"})
    phone.shows(number, "- nama sekolah")
    phone.write("SD Kandang Panjang 02, Jalan Tentara Pelajar")
    sheet_says(desk, number, Status="Baru")
    assert [row for row in desk.rows("Aduan") if row["Isi Aduan"].startswith("SD Kandang")] == []
    admin.act(number, "Teruskan ke OPD", choices={"OPD": "Dinhub"})
    agency.open("aduan", nomor=number).sees("dikembalikan 1×")
    agency.act(number, "Terima dan Teruskan ke Tim OPD")
    sheet_says(desk, number, Status="Diproses OPD")


def test_the_sheet_alone_is_enough(desk: Stack, signed_in: SignedIn, phone_window: Window) -> None:
    window = signed_in("admin.kota")
    without_delay(desk, window)
    goes_by_jeda_kirim(desk, 0)
    phone = Ponsel(phone_window).buy("Wartinah", WARTI.partition("@")[0])
    number = complain(desk, phone, WARTI, "Lampu jalan di Jl. Bahagia padam")
    city = Lembar(window, "Aduan", person="admin.kota@contoh.test")
    city.reads(sheet_row(desk, number), 1, number)
    type_row(desk, city, number, OPD="Dinhub", Status="Diteruskan ke OPD")
    sheet_says(desk, number, Posisi="Admin OPD Dinhub")
    phone.shows(number, "Dinas Perhubungan")
    agency = Lembar(window, "Aduan", person="admin.dinhub@contoh.test")
    type_row(desk, agency, number, Status="Diproses OPD")
    sheet_says(desk, number, Posisi="Tim Pengaduan OPD Dinhub")
    type_row(desk, agency, number, Tindak_Lanjut="Lampu diganti.", Status="Ditindaklanjuti")
    sheet_says(desk, number, Posisi="Admin Kota")
    city = Lembar(window, "Aduan", person="admin.kota@contoh.test")
    type_row(desk, city, number, Jawaban="Lampu sudah menyala.", Status="Hasil Terkirim")
    phone.shows(number, "Lampu sudah menyala.")


def without_delay(stack: Stack, window: Window) -> None:
    """The city does not want to wait for Ctrl-Z: one cell of Pengaturan."""
    keys = [row[0] for row in stack.control("GET", "sheets", "values/Pengaturan")]
    Lembar(window, "Pengaturan").type_in(keys.index("Jeda Kirim") + 1, {2: "0"})
