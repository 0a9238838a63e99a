"""A picture of every screen, in each size and theme: `python -m tests.e2e.gallery <folder>`.

For the eye, before a release: nothing may be cut, overlapped, English by accident or ugly.
"""

from __future__ import annotations

import argparse
import re
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser

from tests.e2e.browser import PHONE, Window, chromium
from tests.stack import Stack

LAPTOP = {"width": 1366, "height": 768}
SIZES = {"laptop": LAPTOP, "phone": PHONE}
Scheme = Literal["light", "dark"]
SCHEMES: tuple[Scheme, ...] = ("light", "dark")
SCREENS = {
    "admin.kota": (
        "kotak-masuk",
        "catat-aduan",
        "aduan",
        "dasbor",
        "laporan-bulanan",
        "pengaturan",
        "kondisi-sistem",
        "ponsel",
        "lembar",
    ),
    "admin.dinhub": ("disposisi-masuk", "aduan", "dasbor"),
    "pimpinan": ("dasbor", "kotak-masuk"),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", default="", help="part of a name: dasbor, phone-dark, …")
    chosen = parser.parse_args()
    chosen.folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as made, chromium() as browser:
        with Stack(Path(made), settings={"SEED": "history"}) as desk:
            desk.start_desk()
            for name, size, scheme in _wanted(chosen.only):
                _person(browser, desk, chosen.folder, name=name, size=size, scheme=scheme)


def _wanted(only: str) -> Iterator[tuple[str, str, Scheme]]:
    for name in SCREENS:
        for size in SIZES:
            for scheme in SCHEMES:
                if any(only in _title(name, path, size, scheme) for path in SCREENS[name]):
                    yield name, size, scheme


def _title(name: str, path: str, size: str, scheme: str) -> str:
    return f"{path}-{name}-{size}-{scheme}"


def _person(
    browser: Browser, desk: Stack, folder: Path, *, name: str, size: str, scheme: Scheme
) -> None:
    window = Window.new(browser, desk.app, size=SIZES[size], color_scheme=scheme)
    window.sign_in(f"{name}@contoh.test")
    number = _a_number(window)
    for path in SCREENS[name]:
        window.open(path, **_query(path, number))
        picture = folder / f"{_title(name, path, size, scheme)}.png"
        window.page.screenshot(path=picture)
        height = _whole_height(window)
        window.page.set_viewport_size({"width": SIZES[size]["width"], "height": height})
        window.idle()
        window.page.screenshot(path=picture.with_stem(f"{picture.stem}-whole"))
        window.page.set_viewport_size(
            {"width": SIZES[size]["width"], "height": SIZES[size]["height"]}
        )
    window.close()


def _a_number(window: Window) -> str:
    """The first complaint that stands in this person's list."""
    found = re.search(r"[A-Z]+-\d{4}-\d{5}", window.text())
    if not found:
        window.open("kotak-masuk", tampil="semua")
        found = re.search(r"[A-Z]+-\d{4}-\d{5}", window.text())
    return found.group() if found else ""


def _query(path: str, number: str) -> Mapping[str, str]:
    return {"nomor": number} if path == "aduan" else {}


def _whole_height(window: Window) -> int:
    """Streamlit scrolls inside the page: the picture of the whole needs a taller window."""
    found = window.page.evaluate(
        "Math.max(...[...document.querySelectorAll('[data-testid=stMain]')]"
        ".map(e => e.scrollHeight))"
    )
    return min(int(found) + 20, 4000)


if __name__ == "__main__":
    main()
