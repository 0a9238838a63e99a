"""A person's window in a real Chromium: where they go, what they see, what they press.

No pauses of its own, and nothing by luck: before each act the page has come to rest (`stillness`),
and what opens is opened again when a page that still moved has closed it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from playwright.sync_api import Browser, BrowserContext, Locator, TimeoutError, expect

from tests.e2e import stillness

DESKTOP = {"width": 1280, "height": 800}
PHONE = {"width": 390, "height": 844}
# Bounds for a machine far slower than ours, not pauses: nothing waits for them to pass.
PATIENCE_MS = 90_000
SOON_MS = 5_000  # what opens at a press has opened by then, or is pressed once more
TRIES = 6
PARK = "/healthz"  # no page of Streamlit's


class Window:
    """One browser window on one desk. Somebody's, after `sign_in`."""

    def __init__(self, context: BrowserContext, address: str) -> None:
        self.context = context
        self.address = address
        context.set_default_timeout(PATIENCE_MS)  # also for the tabs that a page opens
        self.page = context.new_page()

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
        context.add_init_script(stillness.WATCH)
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
        if not self.button("Masuk").is_visible():
            self.open("")
        self.press_to_provider(email)
        # In the menu, which a phone keeps folded away.
        expect(self.page.locator("[data-testid=stSidebar] .st-key-sign_out")).to_be_attached()
        self.idle()
        return self

    def press_to_provider(self, email: str) -> None:
        self.click(self.button("Masuk"))
        self.page.wait_for_url(re.compile("/oauth2/authorize"))
        self.page.get_by_role("button", name=email, exact=True).click()
        self.page.wait_for_url(f"{self.address}/**")

    def open(self, path: str, **query: str) -> Window:
        self.page.goto(f"{self.address}/{path}" + (f"?{urlencode(query)}" if query else ""))
        self.idle()
        return self

    def follow(self, link: Locator, to: str) -> Window:
        """Press a link within the page and be at the address that holds `to`."""
        self.click(link)
        self.page.wait_for_url(re.compile(re.escape(to)))
        self.idle()
        return self

    def park(self) -> None:
        """Leave the page; at the same address, or Chromium would start another process for it."""
        if not self.page.url.endswith(PARK):
            self.page.goto(f"{self.address}{PARK}")

    def forget(self) -> None:
        """Whoever comes next is nobody that the desk knows."""
        self.park()
        self.page.evaluate("sessionStorage.clear(); localStorage.clear()")
        self.context.clear_cookies()

    def resized(self, size: Mapping[str, int]) -> Window:
        """The same window in another size; pages look at it when they are opened."""
        self.page.set_viewport_size({"width": size["width"], "height": size["height"]})
        return self

    def idle(self) -> None:
        """Until everything that was sent is answered and drawn."""
        stillness.rest(self.page)

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

    def field(self, label: str) -> Locator:
        return self.main.get_by_role("textbox", name=_label(label))

    def link(self, name: str) -> Locator:
        return self.main.get_by_role("link", name=re.compile(f"^{re.escape(name)}")).first

    def card(self, number: str) -> Locator:
        """This complaint in an agency's list."""
        return self.main.locator(f".st-key-card_{number}")

    # --- doing

    def click(self, what: Locator) -> None:
        """Bring it into sight as a person does, and press it when the page has come to rest."""
        self.idle()
        what.scroll_into_view_if_needed()
        # A list that is open closes when the page scrolls, and is told of it a frame later: a
        # press in the same moment as the scrolling would open it for nothing.
        stillness.frames(self.page)
        what.click()

    def press(self, name: str | re.Pattern[str] | Locator) -> None:
        """Press a button that asks the desk for something, and see the answer."""
        with self.answered():
            self.click(name if isinstance(name, Locator) else self.button(name).first)

    @contextmanager
    def answered(self) -> Iterator[None]:
        """What is done meanwhile is sent, if only a moment later, and answered."""
        before = stillness.count(self.page)
        yield
        stillness.sent(self.page, since=before)
        self.idle()

    def unfold(self, opener: Locator, opened: Locator) -> Locator:
        """Press until it is open; hands out what was opened."""
        for _ in range(TRIES):
            self.idle()  # what opens late is not pressed again: that would close it
            if opened.is_visible():
                break
            self.click(opener)
            with suppress(TimeoutError):
                opened.wait_for(timeout=SOON_MS)
        expect(opened).to_be_visible()
        self.idle()
        return opened

    def tab(self, name: str) -> Locator:
        """Bring this tab of the page to the front and hand out what it shows."""
        named = re.compile(f"^{re.escape(name)}")
        panel = self.page.get_by_role("tabpanel", name=named)
        return self.unfold(self.page.get_by_role("tab", name=named), panel)

    def fill(self, label: str, text: str) -> None:
        self.idle()
        field = self.field(label)
        if field.input_value() == text:
            return
        with self.answered():
            field.fill(text)
            field.blur()

    def choose(self, label: str, option: str) -> None:
        """Choose from a selectbox what begins so."""
        self.pick(self.main.get_by_role("combobox", name=_label(label)), option)

    def pick(self, field: Locator, option: str = "") -> None:
        """Type into a selectbox until the option is in sight and pick it; without one the first."""
        self.idle()
        shown = field.input_value()
        if option and shown == option:
            return
        wanted = self.page.get_by_role("option", name=re.compile(f"^{re.escape(option)}")).first
        for _ in range(TRIES):
            self.click(field)
            field.fill(option)
            with suppress(TimeoutError):
                wanted.wait_for(timeout=SOON_MS)
                break
        if wanted.inner_text().strip() == shown:
            field.press("Escape")
            return
        with self.answered():
            wanted.click()

    def upload(self, *files: Path) -> None:
        """Into the page's file uploader, until the page says that they are there."""
        self.hand_in(*files)
        self.sees(f"{len(files)} berkas terlampir.")
        self.idle()

    def hand_in(self, *files: Path) -> None:
        """The same, whatever the page says of them."""
        self.idle()
        self.main.locator("[data-testid=stFileUploader] input[type=file]").set_input_files(files)

    def act(
        self,
        number: str,
        action: str,
        *,
        fields: Mapping[str, str] | None = None,
        choices: Mapping[str, str] | None = None,
        files: Sequence[Path] = (),
    ) -> None:
        """Open the complaint and do this with it."""
        self.open("aduan", nomor=number)
        self.do(action, fields=fields, choices=choices, files=files)

    def do(
        self,
        action: str,
        *,
        fields: Mapping[str, str] | None = None,
        choices: Mapping[str, str] | None = None,
        files: Sequence[Path] = (),
    ) -> None:
        """On the complaint's page: choose an action, fill its form, press its button."""
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
        near, rest = self.button(action), self.button("Lainnya")
        expect(near.or_(rest).first).to_be_visible()
        if not near.count():
            body = self.page.get_by_test_id("stPopoverBody")
            near = self.unfold(rest, body.get_by_role("button", name=action, exact=True))
        self.press(near.first)
        expect(self.button("Tindakan lain")).to_be_visible()

    def close(self) -> None:
        self.context.close()


def _label(label: str) -> re.Pattern[str]:
    """A label, with or without the star of what is needed."""
    return re.compile(rf"^{re.escape(label)}( \*)?$")
