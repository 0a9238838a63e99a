"""Rights that end while a page is open: the page empties by itself, and what was typed stays."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from pages.parts import screens
from tests.e2e.browser import Window
from tests.e2e.conftest import SignedIn
from tests.e2e.register import complain, done, files_came, knows_of, wait_for_number
from tests.e2e.stillness import LOOK_EVERY_MS
from tests.stack import Stack

pytestmark = [pytest.mark.browser, pytest.mark.timeout(900)]

TEXT = "Selokan di Jalan Veteran penuh sampah dan bau"
WORDS = "Sudah kami bersihkan bersama warga."
TEAM = "tim.dlh"
ADDRESS = f"{TEAM}@contoh.test"
MINUTE_S = 60  # what is promised; it takes some ten seconds
PATIENCE_S = 120  # where only what happens matters, on a machine that may be slow
FOREIGN = """() => {
  const script = document.createElement("script");
  script.textContent = "window.foreign = 1";
  document.body.append(script);
}"""
NOWHERE = "text => !document.documentElement.outerHTML.includes(text)"
DONE = "Selesai Ditindaklanjuti"


@pytest.fixture
def team(desk: Stack, chromium: Browser) -> Iterator[Window]:
    """Somebody of DLH with a window of their own, back in Petugas afterwards."""
    window = Window.new(chromium, desk.app).sign_in(ADDRESS)
    yield window
    window.close()
    knows_of(desk, ADDRESS, active=True)


@pytest.fixture
def accepted(desk: Stack) -> str:
    number = complain(desk, TEXT)
    done(desk, number, "Teruskan ke OPD", "admin.kota", AGENCY="DLH")
    done(desk, number, "Terima dan Teruskan ke Tim OPD", "admin.dlh")
    return number


def gone(window: Window, text: str) -> None:
    """Nowhere in the page, also not unseen; what is old goes a moment after the new has come."""
    # By the clock: a tab behind another one is not drawn, so nothing comes with its frames.
    window.page.wait_for_function(NOWHERE, arg=text, polling=LOOK_EVERY_MS)
    assert text not in window.page.content()


def test_who_is_removed_while_writing_is_out_without_a_press_and_keeps_the_words(
    desk: Stack, team: Window, accepted: str
) -> None:
    team.open("aduan", nomor=accepted)
    team.choose_action(DONE)
    team.idle()
    team.field("Tindak Lanjut").fill(WORDS)  # the field is not left: only the browser knows
    knows_of(desk, ADDRESS, active=False)
    team.sees("belum terdaftar", within_s=PATIENCE_S)
    team.sees(WORDS)
    gone(team, TEXT)
    gone(team, accepted)


def test_a_tab_that_nobody_touches_is_empty_within_a_minute(
    desk: Stack, team: Window, accepted: str
) -> None:
    team.open("disposisi-masuk").sees(accepted)
    knows_of(desk, ADDRESS, active=False)
    team.sees("belum terdaftar", within_s=MINUTE_S)
    gone(team, TEXT)


def test_who_signs_out_in_one_window_is_out_in_the_other_and_comes_back_to_it(
    desk: Stack, team: Window, accepted: str
) -> None:
    team.open("aduan", nomor=accepted).sees(TEXT)
    other = team.another()  # the same sign-in; no tab in front of this one, which would doze
    other.open("disposisi-masuk")
    other.click(other.page.locator(".st-key-sign_out button"))
    other.page.get_by_role("button", name="End session").click()
    expect(other.button("Masuk")).to_be_visible()
    other.close()
    team.sees("sudah keluar", within_s=PATIENCE_S)
    gone(team, TEXT)
    team.press_to_provider(ADDRESS)
    team.sees(TEXT)
    expect(team.page).to_have_url(f"{team.address}/aduan?nomor={accepted}")


def test_a_name_that_was_released_goes_by_itself_when_it_is_taken_back(
    desk: Stack, team: Window, accepted: str
) -> None:
    done(desk, accepted, "Buka Identitas", "admin.kota", REASON="perlu dihubungi")
    team.open("aduan", nomor=accepted)
    team.choose_action(DONE)
    team.fill("Tindak Lanjut", WORDS)
    released = "Identitas dibuka untuk OPD"
    team.sees(released)
    done(desk, accepted, "Tutup Identitas", "admin.kota")
    expect(team.main.get_by_text(released)).to_have_count(0, timeout=PATIENCE_S * 1000)
    expect(team.field("Tindak Lanjut")).to_have_value(WORDS)


def test_a_photo_opens_large_for_who_may_see_it_and_for_nobody_else(
    desk: Stack, signed_in: SignedIn, stranger: Window, photo: Path
) -> None:
    number = complain_with(desk, photo)
    admin = signed_in("admin.kota").open("aduan", nomor=number)
    large = admin.tab("Foto").get_by_role("link", name="Lihat besar")
    address = admin.address + str(large.get_attribute("href"))
    with admin.context.expect_page() as opened:
        admin.click(large)
    expect(opened.value.locator("img")).to_be_visible()
    opened.value.close()
    mine = admin.page.request.get(address)
    assert (mine.status, mine.body()) == (200, photo.read_bytes())
    for window in (signed_in("admin.dinhub"), signed_in("tim.kota"), stranger):
        assert window.page.request.get(address).status == 403


def test_an_opd_gets_nothing_of_another_opds_complaint(
    desk: Stack, signed_in: SignedIn, accepted: str
) -> None:
    stranger = signed_in("admin.dinhub")
    stranger.open("aduan", nomor=accepted).sees("tidak ditemukan")
    stranger.open("kotak-masuk", cari="Veteran").sees("bukan untuk peran")
    stranger.open("disposisi-masuk")
    assert TEXT not in stranger.page.content()


def complain_with(stack: Stack, photo: Path) -> str:
    chat = "628177000001@c.us"
    file = {
        "name": photo.name,
        "mimeType": "image/jpeg",
        "data": base64.b64encode(photo.read_bytes()).decode(),
    }
    stack.control(
        "POST",
        "gateway",
        "inbound",
        json={
            "chatId": chat,
            "senderName": "Warga",
            "typeMessage": "imageMessage",
            "caption": "Trotoar di Jalan Veteran berlubang, ini fotonya",
            "file": file,
        },
    )
    number = wait_for_number(stack, chat)
    files_came(stack, number)
    return number


def test_no_page_asks_for_what_its_own_policy_forbids(
    desk: Stack, signed_in: SignedIn, accepted: str
) -> None:
    admin, agency = signed_in("admin.kota"), signed_in("admin.dlh")
    refused: list[str] = []
    for window in (admin, agency):
        window.page.on(
            "console",
            lambda said: refused.append(said.text) if "Policy" in said.text else None,
        )
    for screen in screens.SCREENS:
        if not screen.hidden and screen.path not in ("dasbor", "disposisi-masuk"):
            admin.open(screen.path)
    admin.open("aduan", nomor=accepted)
    for name in ("Data", "Foto", "Riwayat"):
        admin.tab(name)
    agency.open("disposisi-masuk")
    admin.open("dasbor")
    expect(admin.page.locator(".js-plotly-plot").first).to_be_visible()
    assert refused == []
    with admin.page.expect_console_message(lambda said: "Policy" in said.text):
        admin.page.evaluate(FOREIGN)
    assert admin.page.evaluate("window.foreign") is None
