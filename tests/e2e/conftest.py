"""One running desk for all stories in the browser, started as `make run` starts it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image, ImageDraw
from playwright.sync_api import Browser

from tests.e2e import browser
from tests.e2e.browser import Window
from tests.stack import Stack

SignedIn = Callable[[str], Window]


@pytest.fixture(scope="package")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """The real processes, looking at the Sheet more often than by default to save time."""
    with Stack(tmp_path_factory.mktemp("desk"), settings={"SYNC_EVERY_S": "2"}) as stack:
        stack.start_desk()
        yield stack


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    if not Path(browser.CHROMIUM).exists():
        # `make test` installs it as root; whoever may not still has the tests of the processes.
        pytest.skip(f"{browser.CHROMIUM} is not installed: NOTHING was seen in a browser")
    with browser.chromium() as running:
        yield running


@pytest.fixture(scope="package")
def signed_in(desk: Stack, chromium: Browser) -> Iterator[SignedIn]:
    """signed_in("admin.kota"): the window of this person, the same one for all stories."""
    windows: dict[str, Window] = {}

    def window_of(name: str) -> Window:
        if name not in windows:
            fresh = Window.new(chromium, desk.app)
            windows[name] = fresh.sign_in(f"{name}@contoh.test")
        return windows[name]

    yield window_of
    for window in windows.values():
        window.close()


@pytest.fixture(scope="package")
def photo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A real picture."""
    path = tmp_path_factory.mktemp("foto") / "lampu.jpg"
    image = Image.new("RGB", (640, 480), "#203040")
    ImageDraw.Draw(image).ellipse((260, 60, 380, 180), fill="#e8d060")
    image.save(path, "JPEG")
    return path
