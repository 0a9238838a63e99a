"""Photos from a phone on a slow line: made small, counted, sent again, and there after a reload."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page, Route, expect

from tests.desk.evidence.snapshots import exif, jpeg, scene
from tests.e2e.browser import Window
from tests.e2e.conftest import SignedIn
from tests.e2e.register import complain, done
from tests.stack import Stack

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]

WORK = "Lampu sudah diganti."
FINISH = "Selesai Ditindaklanjuti"
UPLOADS = "**/_stcore/upload_file/**"


@pytest.fixture
def number(desk: Stack) -> str:
    """A complaint in the hands of Dinhub's team."""
    found = complain(desk, "Lampu jalan di Jl. Veteran mati")
    done(desk, found, "Teruskan ke OPD", "admin.kota", AGENCY="Dinhub")
    done(desk, found, "Terima dan Teruskan ke Tim OPD", "admin.dinhub")
    return found


@pytest.fixture
def phone(pocket: SignedIn, number: str) -> Iterator[Window]:
    """The team's phone with the form of this complaint open."""
    window = pocket("tim.dinhub")
    open_form(window, number)
    yield window
    window.page.unroute_all()


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """As heavy as a phone's photo."""
    path = tmp_path_factory.mktemp("foto") / "besar.jpg"
    noise = Image.frombytes("RGB", (1200, 900), os.urandom(1200 * 900 * 3))
    tags = exif("2026:11:23 08:15:00", offset="+07:00", place=(-6.8887, 109.6753))
    noise.resize((3600, 2700)).save(path, "JPEG", quality=90, exif=tags)
    return path


def open_form(window: Window, number: str) -> None:
    window.open("disposisi-masuk")
    window.press(window.card(number).get_by_role("button", name=FINISH))


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
    phone.sees("Diambil Sen, 23 Nov 2026 pukul 08.15 WIB (menurut berkas).")
    open_form(phone, number)
    phone.sees("1 berkas terlampir.")
    expect(phone.field("Tindak Lanjut")).to_have_value(WORK)


def test_a_photo_of_the_camera_says_when_it_was_taken(
    phone: Window, tmp_path: Path, number: str
) -> None:
    fresh = tmp_path / "kamera.jpg"
    fresh.write_bytes(jpeg(scene(1)))
    with phone.page.expect_file_chooser() as chooser:
        phone.click(phone.button("Ambil foto dengan kamera"))
    chooser.value.set_files(fresh)
    phone.sees("kamera halaman ini")


def test_what_got_lost_on_the_way_is_sent_again_by_one_press(
    phone: Window, number: str, photo: Path
) -> None:
    phone.fill("Tindak Lanjut", WORK)
    phone.page.route(UPLOADS, lambda route: route.abort())
    choose(phone.page, photo)
    phone.sees("Ada berkas yang gagal terkirim.")
    phone.page.unroute(UPLOADS)
    phone.press("Coba lagi")
    phone.sees("1 berkas terlampir.")
    expect(phone.main.get_by_text("Ada berkas yang gagal terkirim.")).to_be_hidden()
    phone.press("Kirim")
    phone.sees(f"{FINISH}: {number} tersimpan.")


def test_a_lost_connection_is_told(pocket: SignedIn) -> None:
    phone = pocket("tim.dinhub").open("disposisi-masuk")
    told = phone.page.get_by_text("Sambungan terputus.")
    expect(told).to_be_hidden()
    phone.page.evaluate(
        "document.querySelector('.stApp').dataset.testConnectionState = 'PINGING_SERVER'"
    )
    expect(told).to_be_visible()
