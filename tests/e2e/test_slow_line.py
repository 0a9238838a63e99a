"""Photos from a phone on a slow line: made small, counted, sent again, and there after a reload."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page, Route, expect

from tests.e2e.browser import PHONE, Window
from tests.e2e.conftest import SignedIn
from tests.e2e.register import number_of
from tests.stack import Stack, wait_for

pytestmark = [pytest.mark.browser, pytest.mark.timeout(120)]

CHAT = "62813000077@c.us"
WORK = "Lampu sudah diganti."
FINISH = "Selesai Ditindaklanjuti"
UPLOADS = "**/_stcore/upload_file/**"


@pytest.fixture(scope="module")
def number(desk: Stack, signed_in: SignedIn) -> str:
    """A complaint in the hands of Dinhub's team."""
    desk.write(CHAT, "Lampu jalan di Jl. Veteran mati")
    found = str(wait_for("its number", lambda: number_of(desk, CHAT)))
    signed_in("admin.kota").act(found, "Teruskan ke OPD", choices={"OPD": "Dinhub"})
    signed_in("admin.dinhub").act(found, "Terima dan Teruskan ke Tim OPD")
    return found


@pytest.fixture
def phone(signed_in: SignedIn, number: str) -> Iterator[Window]:
    """The team's phone with the form of this complaint open."""
    window = signed_in("tim.dinhub").another(size=PHONE)
    open_form(window, number)
    yield window
    window.close()


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """As heavy as a phone's photo."""
    path = tmp_path_factory.mktemp("foto") / "besar.jpg"
    noise = Image.frombytes("RGB", (1200, 900), os.urandom(1200 * 900 * 3))
    noise.resize((3600, 2700)).save(path, "JPEG", quality=90)
    return path


def open_form(window: Window, number: str) -> None:
    window.open("disposisi-masuk")
    window.main.locator(f".st-key-card_{number}").get_by_role("button", name=FINISH).click()
    window.idle()


def choose(page: Page, *files: Path) -> None:
    page.locator("[data-testid=stFileUploader] input[type=file]").set_input_files(files)


def test_a_photo_is_made_small_and_still_there_after_a_reload(
    phone: Window, number: str, large: Path
) -> None:
    sizes: list[int] = []

    def weigh(route: Route) -> None:
        sizes.append(len(route.request.post_data_buffer or b""))
        route.continue_()

    phone.page.route(UPLOADS, weigh)
    phone.fill("Tindak Lanjut", WORK)
    choose(phone.page, large)
    phone.sees("1 berkas terlampir.")
    assert max(sizes) < large.stat().st_size / 2
    phone.idle()
    open_form(phone, number)
    phone.sees("1 berkas terlampir.")
    expect(phone.main.get_by_role("textbox", name="Tindak Lanjut *")).to_have_value(WORK)


def test_what_got_lost_on_the_way_is_sent_again_by_one_press(
    phone: Window, number: str, photo: Path
) -> None:
    phone.page.route(UPLOADS, lambda route: route.abort())
    choose(phone.page, photo)
    phone.sees("Ada berkas yang gagal terkirim.")
    phone.page.unroute(UPLOADS)
    phone.press("Coba lagi")
    phone.sees("2 berkas terlampir.")
    expect(phone.main.get_by_text("Ada berkas yang gagal terkirim.")).to_be_hidden()
    phone.idle()
    phone.press("Kirim")
    phone.sees(f"{FINISH}: {number} tersimpan.")


def test_a_lost_connection_is_told(signed_in: SignedIn) -> None:
    phone = signed_in("tim.dinhub").another(size=PHONE).open("disposisi-masuk")
    told = phone.page.get_by_text("Sambungan terputus.")
    expect(told).to_be_hidden()
    phone.page.evaluate(
        "document.querySelector('.stApp').dataset.testConnectionState = 'PINGING_SERVER'"
    )
    expect(told).to_be_visible()
    phone.close()
