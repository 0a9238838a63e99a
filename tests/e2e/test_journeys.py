"""A day at the desk: many complaints at once, half-remembered words, a colleague's link, two people
on one complaint, a leader at the charts."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.e2e.browser import Window
from tests.e2e.conftest import SignedIn
from tests.e2e.register import complain, done, told, wait_for_number
from tests.stack import Stack, wait_for

pytestmark = [pytest.mark.browser, pytest.mark.timeout(900)]

TEN = [f"62814{index:08d}@c.us" for index in range(10)]
STREETS = ("Hayam Wuruk", "Merdeka", "Sultan Agung", "Progo", "Kurinci")


def ten_at_once(stack: Stack) -> list[str]:
    for index, chat in enumerate(TEN):
        place = f"Jl. {STREETS[index % len(STREETS)]} nomor {index + 1}"
        stack.write(chat, f"Lampu jalan di {place} padam serempak tadi malam")
    return [wait_for_number(stack, chat) for chat in TEN]


def test_ten_complaints_are_verified_and_handed_out(desk: Stack, signed_in: SignedIn) -> None:
    numbers = ten_at_once(desk)
    admin = signed_in("admin.kota").open("kotak-masuk", cari="padam serempak")
    for number in numbers[:9]:
        admin.follow(admin.link(number), f"/aduan?nomor={number}")
        admin.do("Teruskan ke OPD", choices={"OPD": "Dinhub"})
        admin.sees(f"{number} tersimpan. Status: Diteruskan ke OPD")
        admin.follow(admin.link("Kotak Masuk"), "/kotak-masuk?")
        expect(admin.main.get_by_text(number)).to_have_count(0)
    admin.open("kotak-masuk", tampil="di-opd", cari="padam serempak").sees(numbers[8])
    expect(admin.main.get_by_text(numbers[9])).to_have_count(0)


def test_a_ready_text_is_the_answer(desk: Stack, signed_in: SignedIn) -> None:
    number = complain(desk, "Kantor kelurahan buka sampai kapan?")
    admin = signed_in("admin.kota").open("aduan", nomor=number)
    admin.choose_action("Jawab Langsung")
    admin.choose("Isi dari templat", "Jam layanan")
    admin.choose("Jenis Aduan", "Umum")
    expect(admin.field("Jawaban")).to_have_value(re.compile("Layanan kami buka"))
    expect(admin.main.get_by_text("Layanan kami buka").last).to_be_visible()  # as it will be sent
    admin.press("Jawab Langsung")
    admin.sees("Status: Selesai")
    wait_for("the answer", lambda: "Layanan kami buka" in told(desk, number))


def test_work_is_recorded_with_two_photos_on_a_phone(
    desk: Stack, signed_in: SignedIn, pocket: SignedIn, photo: Path, tmp_path: Path
) -> None:
    number = complain(desk, "Lampu jalan di Jl. Kurinci padam")
    done(desk, number, "Teruskan ke OPD", "admin.kota", AGENCY="Dinhub")
    done(desk, number, "Terima dan Teruskan ke Tim OPD", "admin.dinhub")
    second = tmp_path / "sesudah.jpg"
    second.write_bytes(photo.read_bytes())
    phone = pocket("tim.dinhub").open("disposisi-masuk")
    phone.press(phone.card(number).get_by_role("button", name="Selesai Ditindaklanjuti"))
    phone.fill("Tindak Lanjut", "Lampu diganti, menyala sejak pukul 09.00.")
    phone.upload(photo, second)
    phone.press("Kirim")
    phone.sees(f"{number} tersimpan.")
    shown = signed_in("admin.kota").open("aduan", nomor=number)
    shown.sees("Lampu diganti")
    expect(shown.main.locator("img").nth(1)).to_be_visible()


def test_a_complaint_is_found_by_half_remembered_words(desk: Stack, signed_in: SignedIn) -> None:
    words = "lmapu sultn agung no 33"
    number = complain(desk, "Lampu jalan di Jl. Sultan Agung nomor 33 berkedip")
    other = complain(desk, "Pohon di alun-alun hampir tumbang")
    admin = signed_in("admin.kota").open("kotak-masuk", tampil="semua")
    admin.fill("Cari aduan", words)
    admin.sees(number)
    expect(admin.main.get_by_text(other)).to_have_count(0)
    admin.follow(admin.link(number), f"/aduan?nomor={number}").sees("berkedip")
    admin.page.go_back()
    expect(admin.field("Cari aduan")).to_have_value(words)
    admin.sees(number)
    expect(admin.main.get_by_text(other)).to_have_count(0)


def test_a_figure_of_the_charts_opens_into_its_complaints(desk: Stack, signed_in: SignedIn) -> None:
    number = complain(desk, "Trotoar di Jl. Merdeka rusak parah")
    leader = signed_in("pimpinan").open("dasbor")
    box = leader.main.locator(".st-key-box_volume")
    figures = box.get_by_role("combobox", name="Aduan di balik angka")
    leader.pick(leader.unfold(box.get_by_text("Lihat tabel"), figures))
    drawer = leader.page.get_by_role("dialog")
    expect(drawer.get_by_role("link", name=number)).to_be_visible()
    assert "Trotoar" not in leader.page.inner_text("body")


def test_a_colleague_opens_the_link_and_sees_the_same_list(
    desk: Stack, signed_in: SignedIn, stranger: Window
) -> None:
    number = complain(desk, "Lampu jalan di Jl. Progo redup")
    admin = signed_in("admin.kota").open("kotak-masuk", tampil="semua", cari="progo")
    admin.sees(number)
    stranger.page.goto(admin.page.url)
    stranger.press_to_provider("tim.kota@contoh.test")
    stranger.sees(number)
    expect(stranger.field("Cari aduan")).to_have_value("progo")


def test_the_second_of_two_people_sees_what_changed_and_loses_nothing(
    desk: Stack, signed_in: SignedIn
) -> None:
    text = "Mohon ditunggu, petugas menuju lokasi."
    number = complain(desk, "Lampu jalan di Jl. Merdeka padam")
    done(desk, number, "Teruskan ke OPD", "admin.kota", AGENCY="Dinhub")
    first, second = signed_in("admin.kota"), signed_in("tim.kota")
    second.open("aduan", nomor=number)
    second.choose_action("Balas Pelapor")
    second.fill("Balas Pelapor", text)
    first.act(number, "Alihkan OPD", choices={"OPD": "DPUPR"})
    first.sees(f"{number} tersimpan.")
    second.press("Balas Pelapor")
    second.sees(re.compile("diubah oleh"))
    expect(second.field("Balas Pelapor")).to_have_value(text)
    second.press("Balas Pelapor")
    second.sees(re.compile("tersimpan"))
