"""Every page on a phone of 390 pixels: nothing sticks out, and what is needed is in reach."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.e2e.browser import PHONE, Window
from tests.e2e.conftest import SignedIn
from tests.e2e.register import number_of
from tests.stack import Stack, wait_for

pytestmark = [pytest.mark.browser, pytest.mark.timeout(120)]

CHAT = "62813000001@c.us"
# What is wider than the screen, unless it scrolls in a frame of its own.
STICKING_OUT = """
() => [...document.querySelectorAll("[data-testid=stMain] *")].filter(element => {
  const box = element.getBoundingClientRect();
  const seen = box.width > 1 && box.height > 1 && element.checkVisibility();
  return seen && box.right > window.innerWidth + 1
    && !element.closest("[data-testid=stDataFrame], [role=tablist]");
}).map(element => element.tagName + "." + element.className + " " + element.innerText)
"""

Pocket = Callable[[str], Window]


@pytest.fixture(scope="module")
def pocket(signed_in: SignedIn) -> Iterator[Pocket]:
    """The phone of a member of staff."""
    phones: dict[str, Window] = {}

    def phone_of(name: str) -> Window:
        if name not in phones:
            phones[name] = signed_in(name).another(size=PHONE)
        return phones[name]

    yield phone_of
    for phone in phones.values():
        phone.close()


@pytest.fixture(scope="module")
def number(desk: Stack, signed_in: SignedIn) -> str:
    """A complaint with a long word, at Dinhub."""
    text = "Lampu jalan di Jl. Hayam Wuruk mati, lihat https://contoh.test/" + "foto" * 30
    desk.write(CHAT, text)
    found = str(wait_for("its number", lambda: number_of(desk, CHAT)))
    signed_in("admin.kota").act(found, "Teruskan ke OPD", choices={"OPD": "Dinhub"})
    return found


@pytest.mark.parametrize(
    ("who", "path", "needed"),
    [
        ("admin.kota", "kotak-masuk", "Saring"),
        ("admin.kota", "aduan", "Tindakan"),
        ("admin.kota", "kondisi-sistem", "Pekerja"),
        ("admin.kota", "ponsel", "Ponsel milik"),
        ("admin.kota", "lembar", "Tab"),
        ("admin.dinhub", "disposisi-masuk", "Terima dan Teruskan ke Tim OPD"),
        ("admin.dinhub", "aduan", "Terima dan Teruskan ke Tim OPD"),
        ("pimpinan", "kotak-masuk", "Saring"),
    ],
)
def test_a_page_fits_a_phone(
    pocket: Pocket, number: str, tmp_path: Path, who: str, path: str, needed: str
) -> None:
    phone = pocket(who).open(path, **({"nomor": number} if path == "aduan" else {}))
    phone.sees(needed)
    phone.page.screenshot(path=tmp_path / f"{path}.png")
    assert phone.page.evaluate(STICKING_OUT) == []
    assert phone.page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_an_agency_works_from_its_phone(pocket: Pocket, number: str) -> None:
    phone = pocket("admin.dinhub")
    phone.act(number, "Terima dan Teruskan ke Tim OPD")
    phone.sees("Diproses OPD")
    assert phone.page.evaluate(STICKING_OUT) == []


def test_a_program_called_a_photo_is_refused_and_the_rest_stays_typed(
    pocket: Pocket, number: str, tmp_path: Path
) -> None:
    disguised = tmp_path / "bukti.jpg"
    disguised.write_bytes(b"MZ\x90\x00" + bytes(4000))
    phone = pocket("admin.dinhub")
    work = {"Tindak Lanjut": "Sudah dikerjakan."}
    phone.act(number, "Selesai Ditindaklanjuti", fields=work, files=[disguised])
    phone.sees(re.compile("^Jenis berkas ini tidak diterima"))
    phone.sees("Diproses OPD")
    phone.sees("Sudah dikerjakan.")


def test_the_menu_unfolds_and_leads_on(pocket: Pocket) -> None:
    phone = pocket("admin.kota").open("kotak-masuk")
    phone.page.get_by_test_id("stExpandSidebarButton").click()
    phone.page.get_by_role("link", name="Kondisi Sistem").click()
    expect(phone.page.get_by_role("heading", name="Kondisi Sistem")).to_be_visible()
