"""Every page on a phone of 390 pixels: nothing sticks out, and what is needed is in reach."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from playwright.sync_api import TimeoutError, expect

from tests.e2e.browser import PHONE, Window
from tests.e2e.conftest import SignedIn
from tests.e2e.register import complain, done
from tests.e2e.window import SOON_MS
from tests.stack import Stack

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]

# What is wider than the screen, unless it scrolls in a frame of its own.
STICKING_OUT = """
() => [...document.querySelectorAll("[data-testid=stMain] *")].filter(element => {
  const box = element.getBoundingClientRect();
  const seen = box.width > 1 && box.height > 1 && element.checkVisibility();
  return seen && box.right > window.innerWidth + 1
    && !element.closest("[data-testid=stDataFrame], [role=tablist]");
}).map(element => element.tagName + "." + element.className + " " + element.innerText)
"""


def at_dinhub(stack: Stack) -> str:
    """A complaint with a long word, handed to Dinhub."""
    text = "Lampu jalan di Jl. Hayam Wuruk mati, lihat https://contoh.test/" + "foto" * 30
    number = complain(stack, text)
    done(stack, number, "Teruskan ke OPD", "admin.kota", AGENCY="Dinhub")
    return number


@pytest.fixture(scope="module")
def number(desk: Stack) -> str:
    """One to look at."""
    return at_dinhub(desk)


def fits(phone: Window) -> None:
    phone.idle()
    with suppress(TimeoutError):  # fonts may come late; what is wrong then, the line below shows
        phone.page.wait_for_function(f"() => !({STICKING_OUT})().length", timeout=SOON_MS)
    assert phone.page.evaluate(STICKING_OUT) == []
    assert phone.page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


@pytest.mark.parametrize(
    ("who", "path", "needed"),
    [
        ("admin.kota", "kotak-masuk", "Saring"),
        ("admin.kota", "aduan", "Tindakan"),
        ("admin.kota", "kondisi-sistem", "Pekerja"),
        ("admin.kota", "pelindungan-data", "Rekam pemrosesan"),
        ("admin.kota", "ponsel", "Ponsel milik"),
        ("admin.kota", "lembar", "Tab"),
        ("admin.dinhub", "disposisi-masuk", "Terima dan Teruskan ke Tim OPD"),
        ("admin.dinhub", "aduan", "Terima dan Teruskan ke Tim OPD"),
        ("pimpinan", "kotak-masuk", "Saring"),
    ],
)
def test_a_page_fits_a_phone(
    pocket: SignedIn, number: str, tmp_path: Path, who: str, path: str, needed: str
) -> None:
    phone = pocket(who).open(path, **({"nomor": number} if path == "aduan" else {}))
    phone.sees(needed)
    phone.page.screenshot(path=tmp_path / f"{path}.png")
    fits(phone)


def test_an_agency_works_from_its_phone(desk: Stack, pocket: SignedIn) -> None:
    phone = pocket("admin.dinhub")
    phone.act(at_dinhub(desk), "Terima dan Teruskan ke Tim OPD")
    phone.sees("Status: Diproses OPD")
    fits(phone)


def test_a_program_called_a_photo_is_refused_and_the_rest_stays_typed(
    desk: Stack, pocket: SignedIn, tmp_path: Path
) -> None:
    number = at_dinhub(desk)
    done(desk, number, "Terima dan Teruskan ke Tim OPD", "admin.dinhub")
    disguised = tmp_path / "bukti.jpg"
    disguised.write_bytes(b"MZ\x90\x00" + bytes(4000))
    phone = pocket("admin.dinhub")
    phone.open("aduan", nomor=number)
    phone.choose_action("Selesai Ditindaklanjuti")
    phone.fill("Tindak Lanjut", "Sudah dikerjakan.")
    phone.hand_in(disguised)
    phone.sees("bukti.jpg: Jenis berkas ini tidak diterima")
    phone.sees("Belum ada berkas terlampir.")
    phone.sees("Diproses OPD")
    phone.sees("Sudah dikerjakan.")


def test_the_menu_unfolds_and_leads_on(pocket: SignedIn) -> None:
    phone = pocket("admin.kota").open("kotak-masuk")
    phone.click(phone.page.get_by_test_id("stExpandSidebarButton"))
    phone.follow(phone.page.get_by_role("link", name="Kondisi Sistem"), "/kondisi-sistem")
    expect(phone.page.get_by_role("heading", name="Kondisi Sistem")).to_be_visible()
