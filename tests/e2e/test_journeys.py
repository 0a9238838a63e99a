"""A day at the desk: many complaints at once, half-remembered words, a colleague's link, two people
on one complaint, a leader at the charts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.e2e.browser import PHONE, Window
from tests.e2e.conftest import SignedIn
from tests.e2e.register import number_of
from tests.stack import Stack, wait_for

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]

TEN = [f"62814{index:08d}@c.us" for index in range(10)]
STREETS = ("Hayam Wuruk", "Merdeka", "Sultan Agung", "Progo", "Kurinci")


@pytest.fixture(scope="module")
def numbers(desk: Stack) -> list[str]:
    """Ten complaints of ten citizens, arrived at once."""
    for index, chat in enumerate(TEN):
        place = f"Jl. {STREETS[index % len(STREETS)]} nomor {index + 1}"
        desk.write(chat, f"Lampu jalan di {place} padam sejak kemarin malam", senderName="Warga")
    return [str(wait_for("a number", lambda chat=chat: number_of(desk, chat))) for chat in TEN]


@pytest.fixture(scope="module")
def pocket(signed_in: SignedIn) -> Iterator[Window]:
    """The phone of Dinhub's team."""
    phone = signed_in("tim.dinhub").another(size=PHONE)
    yield phone
    phone.close()


def test_ten_complaints_are_verified_and_handed_out(
    numbers: list[str], signed_in: SignedIn
) -> None:
    admin = signed_in("admin.kota")
    admin.open("kotak-masuk").sees(numbers[-1])
    for number in numbers[:9]:
        admin.act(number, "Teruskan ke OPD", choices={"OPD": "Dinhub"})
        admin.sees("Diteruskan ke OPD")
    admin.open("kotak-masuk", tampil="di-opd", cari="padam").sees(numbers[8])
    expect(admin.main.get_by_text(numbers[9])).to_have_count(0)


def test_a_ready_text_is_the_answer(desk: Stack, numbers: list[str], signed_in: SignedIn) -> None:
    admin, number = signed_in("admin.kota"), numbers[9]
    admin.open("aduan", nomor=number)
    admin.choose_action("Jawab Langsung")
    admin.choose("Isi dari templat", "Jam layanan")
    admin.choose("Jenis Aduan", "Umum")
    expect(admin.main.get_by_role("textbox", name="Jawaban *")).not_to_have_value("")
    told = admin.main.locator(".w-bubble.w-ours").last
    expect(told).to_contain_text(number)
    admin.press("Jawab Langsung")
    admin.sees("Selesai")
    wait_for("the answer", lambda: any("jam" in b["text"] for b in desk.phone(TEN[9])))


def test_work_is_recorded_with_two_photos_on_a_phone(
    numbers: list[str], signed_in: SignedIn, pocket: Window, photo: Path, tmp_path: Path
) -> None:
    number = numbers[0]
    second = tmp_path / "sesudah.jpg"
    second.write_bytes(photo.read_bytes())
    signed_in("admin.dinhub").act(number, "Terima dan Teruskan ke Tim OPD")
    card = pocket.open("disposisi-masuk").page.locator(f".st-key-card_{number}")
    card.get_by_role("button", name="Selesai Ditindaklanjuti").click()
    pocket.fill("Tindak Lanjut", "Lampu diganti, menyala sejak pukul 09.00.")
    pocket.upload(photo, second)
    pocket.press("Kirim")
    shown = signed_in("admin.kota").open("aduan", nomor=number)
    shown.sees("Lampu diganti")
    expect(shown.main.locator("img").nth(1)).to_be_visible()


def test_a_complaint_is_found_by_half_remembered_words(
    numbers: list[str], signed_in: SignedIn
) -> None:
    admin = signed_in("admin.kota").open("kotak-masuk", tampil="semua")
    admin.fill("Cari aduan", "lmapu sultn agung no 3")
    admin.sees(numbers[2])
    admin.main.get_by_role("link", name=re.compile(numbers[2])).first.click()
    admin.sees("Sultan Agung")
    admin.page.go_back()
    admin.sees(numbers[2])
    expect(admin.main.get_by_role("textbox", name="Cari aduan")).to_have_value(
        "lmapu sultn agung no 3"
    )


def test_a_figure_of_the_charts_opens_into_its_complaints(
    numbers: list[str], signed_in: SignedIn
) -> None:
    leader = signed_in("pimpinan").open("dasbor")
    leader.page.get_by_text("Lihat tabel").first.click()
    leader.page.get_by_role("combobox", name="Aduan di balik angka").first.click()
    leader.page.get_by_role("option").first.click()
    leader.idle()
    leader.sees(re.compile(r"ALADIN-\d{4}-\d{5}"))
    assert "padam sejak" not in leader.text()


def test_a_colleague_opens_the_link_and_sees_the_same_list(
    numbers: list[str], signed_in: SignedIn, chromium: Browser
) -> None:
    admin = signed_in("admin.kota").open("kotak-masuk", tampil="semua", cari="progo")
    admin.sees(numbers[3])
    link = admin.page.url
    fresh = Window.new(chromium, admin.address)
    fresh.page.goto(link)
    fresh.button("Masuk").wait_for()
    fresh.press_to_provider("tim.kota@contoh.test")
    fresh.sees(numbers[3])
    expect(fresh.main.get_by_role("textbox", name="Cari aduan")).to_have_value("progo")
    fresh.close()


def test_the_second_of_two_people_sees_what_changed_and_loses_nothing(
    numbers: list[str], signed_in: SignedIn
) -> None:
    number, text = numbers[1], "Mohon ditunggu, petugas menuju lokasi."
    first, second = signed_in("admin.kota"), signed_in("tim.kota")
    second.open("aduan", nomor=number)
    second.choose_action("Balas Pelapor")
    second.fill("Balas Pelapor", text)
    first.act(number, "Alihkan OPD", choices={"OPD": "DPUPR"})
    second.press("Balas Pelapor")
    second.sees(re.compile("diubah oleh"))
    expect(second.main.get_by_role("textbox", name=re.compile("Balas Pelapor"))).to_have_value(text)
    second.press("Balas Pelapor")
    second.sees(re.compile("tersimpan"))
