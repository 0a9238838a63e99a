"""A small driver of the pages: a person's window in a real Chromium, what they press and see.

No pauses of its own: `idle` asks the page whether everything sent has been answered and drawn.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from playwright.sync_api import (
    Browser,
    BrowserContext,
    Locator,
    TimeoutError,
    expect,
    sync_playwright,
)

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
DESKTOP = {"width": 1280, "height": 800}
PHONE = {"width": 390, "height": 844}
PATIENCE_MS = 15_000
IN_GRID = "document.activeElement.tagName === 'TD'"  # a cell of Lembar has the focus
LOOK_EVERY_MS = 40  # not with every frame: without a GPU each one is drawn by the processor

# Notes when the page has sent something that the server has not answered yet.
WATCH = """
(() => {
  window.wadulOpen = false;
  window.wadulSent = 0;
  const Plain = window.WebSocket;
  window.WebSocket = class extends Plain {
    constructor(...given) {
      super(...given);
      this.addEventListener("message", () => { window.wadulOpen = false; });
    }
    send(data) { window.wadulOpen = true; window.wadulSent += 1; return super.send(data); }
  };
})()
"""
# Three looks in a row: an answer is drawn a moment after it came.
IDLE = """
() => {
  const app = document.querySelector("[data-testid=stApp]");
  const still = app && !window.wadulOpen
    && app.dataset.testConnectionState === "CONNECTED"
    && app.dataset.testScriptState === "notRunning"
    && !document.querySelector("[data-testid=stSkeleton]");
  window.wadulStill = still ? (window.wadulStill || 0) + 1 : 0;
  return window.wadulStill > 2;
}
"""


@contextmanager
def chromium() -> Iterator[Browser]:
    """Debian's Chromium, without a screen."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=FLAGS,
        )
        yield browser
        browser.close()


class Window:
    """One browser window on one desk. Somebody's, after `sign_in`."""

    def __init__(self, context: BrowserContext, address: str) -> None:
        self.context = context
        self.address = address
        self.page = context.new_page()
        self.page.set_default_timeout(PATIENCE_MS)

    @classmethod
    def new(
        cls, browser: Browser, address: str, *, size: Mapping[str, int] = DESKTOP, **options: Any
    ) -> Window:
        context = browser.new_context(
            locale="id-ID",
            timezone_id="Asia/Jakarta",
            viewport={"width": size["width"], "height": size["height"]},
            **options,
        )
        context.add_init_script(WATCH)
        return cls(context, address)

    def another(self, *, size: Mapping[str, int] = DESKTOP) -> Window:
        """A second window of the same person; of its own, or Chromium would let this one doze."""
        browser = self.context.browser
        assert browser is not None
        state = self.context.storage_state()
        return Window.new(browser, self.address, size=size, storage_state=state)

    # --- going somewhere

    def sign_in(self, email: str) -> Window:
        """Press Masuk, then this person's button at the identity provider; they are known."""
        if not self.page.url.startswith(self.address):
            self.open("")
        self.press_to_provider(email)
        # In the menu, which a phone keeps folded away.
        expect(self.page.locator("[data-testid=stSidebar] .st-key-sign_out")).to_be_attached()
        self.idle()
        return self

    def press_to_provider(self, email: str) -> None:
        self.button("Masuk").click()
        self.page.wait_for_url(re.compile("/oauth2/authorize"))
        self.page.get_by_role("button", name=email, exact=True).click()
        self.page.wait_for_url(f"{self.address}/**")

    def open(self, path: str, **query: str) -> Window:
        self.page.goto(f"{self.address}/{path}" + (f"?{urlencode(query)}" if query else ""))
        self.idle()
        return self

    def idle(self) -> None:
        """Until everything that was sent is answered and drawn."""
        self.page.evaluate("window.wadulStill = 0")
        self.page.wait_for_function(IDLE, polling=LOOK_EVERY_MS)

    # --- seeing

    @property
    def main(self) -> Locator:
        return self.page.get_by_test_id("stMain")

    def sees(self, text: str | re.Pattern[str], *, within_s: float = PATIENCE_MS / 1000) -> None:
        found = self.main.get_by_text(text).filter(visible=True).first
        expect(found).to_be_visible(timeout=within_s * 1000)

    def text(self) -> str:
        return self.main.inner_text()

    def button(self, name: str | re.Pattern[str]) -> Locator:
        return self.main.get_by_role("button", name=name, exact=isinstance(name, str))

    # --- doing

    def press(self, name: str | re.Pattern[str]) -> None:
        before = self.page.evaluate("window.wadulSent")
        self.button(name).first.click()
        # On a busy machine the page says so to the server a moment after the click.
        self.page.wait_for_function("before => window.wadulSent > before", arg=before)
        self.idle()

    def tab(self, name: str) -> Locator:
        """Bring this tab of the page to the front and hand out what it shows."""
        self.page.get_by_role("tab", name=re.compile(f"^{re.escape(name)}")).click()
        return self.page.get_by_role("tabpanel", name=re.compile(f"^{re.escape(name)}"))

    def fill(self, label: str, text: str) -> None:
        field = self.main.get_by_role("textbox", name=_label(label))
        field.fill(text)
        field.blur()
        self.idle()

    def choose(self, label: str, option: str) -> None:
        """Type into a selectbox until the option is in sight and pick it: how it begins."""
        field = self.main.get_by_role("combobox", name=_label(label))
        if field.input_value() == option:
            return
        field.click()
        field.fill(option)
        self.page.get_by_role("option", name=re.compile(f"^{re.escape(option)}")).first.click()
        self.idle()

    def upload(self, *files: Path) -> None:
        """Into the page's file uploader, until the page says that they are there."""
        self.main.locator("[data-testid=stFileUploader] input[type=file]").set_input_files(files)
        self.sees(f"{len(files)} berkas terlampir.")
        self.idle()

    def act(
        self,
        number: str,
        action: str,
        *,
        fields: Mapping[str, str] | None = None,
        choices: Mapping[str, str] | None = None,
        files: Sequence[Path] = (),
    ) -> None:
        """Open the complaint, choose an action, fill its form, press its button."""
        self.open("aduan", nomor=number)
        self.choose_action(action)
        for label, option in (choices or {}).items():
            self.choose(label, option)
        for label, text in (fields or {}).items():
            self.fill(label, text)
        if files:
            self.upload(*files)
        self.press(action)

    def choose_action(self, action: str) -> None:
        """Open an action's form on the complaint's page; what is rare stands behind Lainnya."""
        near = self.button(action)
        if not near.count():
            self.button("Lainnya").click()
            body = self.page.get_by_test_id("stPopoverBody")
            near = body.get_by_role("button", name=action, exact=True)
        near.first.click()
        expect(self.button("Tindakan lain")).to_be_visible()
        self.idle()

    def close(self) -> None:
        self.context.close()


def _label(label: str) -> re.Pattern[str]:
    """A label, with or without the star of what is needed."""
    return re.compile(rf"^{re.escape(label)}( \*)?$")


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
        self.window.page.get_by_text("Ponsel baru").click()
        form = self.window.page.get_by_test_id("stPopoverBody")
        form.get_by_role("textbox", name="Nama").fill(name)
        form.get_by_role("textbox", name="Nomor").fill(digits)
        form.get_by_role("button", name="Tambah").click()
        owner = self.window.main.get_by_role("combobox", name="Ponsel milik")
        expect(owner).to_have_value(re.compile(f"^{re.escape(name)}"))
        self.window.page.keyboard.press("Escape")
        self.window.idle()
        return self

    def write(self, text: str, *, photo: Path | None = None) -> None:
        field = self.window.main.get_by_placeholder("Tulis pesan")
        field.fill(text)
        if photo:
            chat = self.window.main.get_by_test_id("stChatInput")
            chat.locator("input[type=file]").set_input_files(photo)
            expect(chat.get_by_test_id("stFileChip")).to_be_visible()
            self.window.idle()
        field.press("Enter")
        self.window.idle()

    def shows(self, *texts: str, within_s: float = 10) -> Locator:
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
        cell = self.window.page.locator(f"canvas td#glide-cell-{column}-{row - 1}")
        expect(cell).to_have_text(text)

    def type_in(self, row: int, cells: Mapping[int, str]) -> None:
        """Type into the cells of one row and save; rows and columns count from 1."""
        for column, text in cells.items():
            self._type(row, column, text)
        self.window.idle()
        self.window.press(f"Simpan {len(cells)} sel")
        expect(self.window.button("Simpan")).to_be_disabled()

    def _type(self, row: int, column: int, text: str) -> None:
        page = self.window.page
        self._go(row, column)
        page.keyboard.press("Enter")
        editor = page.locator(".gdg-input")
        editor.fill(text)
        page.keyboard.press("Enter")
        expect(editor).to_have_count(0)
        self.window.idle()

    def _go(self, row: int, column: int) -> None:
        page = self.window.page
        self._into_grid()
        page.keyboard.press("Control+Home")
        for key, times in (("ArrowDown", row - 1), ("ArrowRight", column)):
            for _ in range(times):
                page.keyboard.press(key)

    def _into_grid(self) -> None:
        """Click into the grid. A selectbox that had the focus takes the first click to itself."""
        page = self.window.page
        for _ in range(3):
            page.locator(".dvn-scroller").click(position={"x": 200, "y": 60})
            with suppress(TimeoutError):
                page.wait_for_function(IN_GRID, timeout=1000)
                return
