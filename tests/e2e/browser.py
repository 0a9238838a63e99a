"""A small driver of the pages: a real Chromium, its windows, and the two pages of the stand-ins."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from playwright.sync_api import Browser, Locator, TimeoutError, expect, sync_playwright

from tests.e2e.window import PATIENCE_MS, PHONE, SOON_MS, TRIES, Window

__all__ = ["CHROMIUM", "PHONE", "Lembar", "Ponsel", "Window", "chromium"]

CHROMIUM = "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    # A window behind another one is somebody's too, and must not doze.
    "--disable-renderer-backgrounding",
    "--disable-background-timer-throttling",
    "--disable-backgrounding-occluded-windows",
]
IN_CELL = "id => document.activeElement?.id === id"
IN_GRID = "() => document.activeElement?.tagName === 'TD'"  # a cell of Lembar has the focus


@contextmanager
def chromium() -> Iterator[Browser]:
    """Debian's Chromium, without a screen."""
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=FLAGS,
        )
        yield browser
        browser.close()


class Ponsel:
    """The page Ponsel in a window: one phone in somebody's hand."""

    def __init__(self, window: Window, owner: str = "") -> None:
        """`owner`: how the line of the phone's owner begins in the list."""
        self.window = window
        window.open("ponsel")
        if owner:
            window.choose("Ponsel milik", owner)

    def buy(self, name: str, digits: str) -> Ponsel:
        """A phone that is not in the list."""
        window = self.window
        form = window.page.get_by_test_id("stPopoverBody")
        window.unfold(window.button("Ponsel baru"), form)
        form.get_by_role("textbox", name="Nama").fill(name)
        form.get_by_role("textbox", name="Nomor").fill(digits)
        window.press(form.get_by_role("button", name="Tambah"))
        owner = window.main.get_by_role("combobox", name="Ponsel milik")
        expect(owner).to_have_value(re.compile(f"^{re.escape(name)}"))
        window.page.keyboard.press("Escape")
        window.idle()
        return self

    def write(self, text: str, *, photo: Path | None = None) -> None:
        window = self.window
        window.idle()
        field = window.main.get_by_placeholder("Tulis pesan")
        if photo:
            self._attach(photo)
        with window.answered():
            field.fill(text)
            for _ in range(TRIES):
                field.press("Enter")
                with suppress(AssertionError):
                    expect(field).to_have_value("", timeout=SOON_MS)
                    break

    def _attach(self, photo: Path) -> None:
        """Choose a file and wait until it has arrived."""
        chat = self.window.main.get_by_test_id("stChatInput")
        with self.window.page.expect_response(re.compile("/_stcore/upload_file/")):
            chat.locator("input[type=file]").set_input_files(photo)
        expect(chat.get_by_test_id("stFileChip")).to_be_visible()
        self.window.idle()

    def shows(self, *texts: str, within_s: float = PATIENCE_MS / 1000) -> Locator:
        """One message with all of these texts."""
        bubble = self.window.page.locator(".w-bubble:not(.w-ours)")
        for text in texts:
            bubble = bubble.filter(has_text=text)
        expect(bubble.last).to_be_visible(timeout=within_s * 1000)
        return bubble.last


class Lembar:
    """The page Lembar in a window: one tab of the Sheet under somebody's hands."""

    def __init__(self, window: Window, tab: str, *, person: str = "") -> None:
        self.window = window
        window.open("lembar")
        if person:
            window.choose("Mengetik sebagai", person)
        window.choose("Tab", tab)

    def reads(self, row: int, column: int, text: str) -> None:
        """Go to a cell and see what the grid shows there; rows and columns count from 1."""
        self.window.press("Muat ulang")
        self._go(row, column)
        cell = self.window.page.locator(f"canvas td#{_cell(row, column)}")
        expect(cell).to_have_text(text)

    def type_in(self, row: int, cells: Mapping[int, str]) -> None:
        """Type into the cells of one row and save; rows and columns count from 1."""
        for column, text in cells.items():
            self._type(row, column, text)
        self.window.press(f"Simpan {len(cells)} sel")
        expect(self.window.button("Simpan")).to_be_disabled()

    def _type(self, row: int, column: int, text: str) -> None:
        page = self.window.page
        self._go(row, column)
        with self.window.answered():
            page.keyboard.press("Enter")
            editor = page.locator(".gdg-input")
            editor.fill(text)
            page.keyboard.press("Enter")
            expect(editor).to_have_count(0)

    def _go(self, row: int, column: int) -> None:
        page = self.window.page
        for _ in range(TRIES):
            self._into_grid()
            page.keyboard.press("Control+Home")
            for key, times in (("ArrowDown", row - 1), ("ArrowRight", column)):
                for _ in range(times):
                    page.keyboard.press(key)
            with suppress(TimeoutError):
                page.wait_for_function(IN_CELL, arg=_cell(row, column), timeout=SOON_MS)
                return
        raise AssertionError(f"never came to row {row}, column {column}")

    def _into_grid(self) -> None:
        """Click into the grid. A selectbox that had the focus takes the first click to itself."""
        page = self.window.page
        grid = page.locator(".dvn-scroller")
        self.window.idle()
        grid.scroll_into_view_if_needed()
        for _ in range(TRIES):
            grid.click(position={"x": 200, "y": 60})
            with suppress(TimeoutError):
                page.wait_for_function(IN_GRID, timeout=1000)
                return


def _cell(row: int, column: int) -> str:
    return f"glide-cell-{column}-{row - 1}"
