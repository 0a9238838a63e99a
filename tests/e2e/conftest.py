"""One running desk for all stories in the browser, started as `make run` starts it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image, ImageDraw
from playwright.sync_api import Browser

from tests.e2e import browser
from tests.e2e.window import DESKTOP, PHONE, Window
from tests.stack import Stack

SignedIn = Callable[[str], Window]

# As measured. Whoever spreads the files over processes does not wait for a long one at the end.
LONGEST_FIRST = (
    "test_stories",
    "test_journeys",
    "test_phone_width",
    "test_outages",
    "test_bad_input",
    "test_clerks_day",
    "test_sign_in",
    "test_taken_away",
    "test_kills",
    "test_slow_line",
)


def pytest_configure(config: pytest.Config) -> None:
    config.option.loadscopereorder = False  # xdist would begin with the file of the most tests


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    known = {name: place for place, name in enumerate(LONGEST_FIRST)}
    items.sort(key=lambda item: known.get(item.path.stem, -1))


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
def windows() -> dict[str, Window]:
    """Everybody's window, by the first part of their address."""
    return {}


@pytest.fixture(scope="package")
def signed_in(desk: Stack, chromium: Browser, windows: dict[str, Window]) -> Iterator[SignedIn]:
    """signed_in("admin.kota"): the window of this person, the same one for all stories."""

    def window_of(name: str) -> Window:
        if name not in windows:
            fresh = Window.new(chromium, desk.app)
            windows[name] = fresh.sign_in(f"{name}@contoh.test")
        return windows[name]

    yield window_of
    while windows:
        windows.popitem()[1].close()


@pytest.fixture(autouse=True)
def parked(windows: dict[str, Window]) -> Iterator[None]:
    """A page that nobody looks at would go on asking the desk for news."""
    yield
    for window in windows.values():
        window.park()


@pytest.fixture
def pocket(signed_in: SignedIn) -> Iterator[SignedIn]:
    """pocket("tim.dinhub"): this person's window, for one story as small as a phone."""
    small: list[Window] = []

    def phone_of(name: str) -> Window:
        small.append(signed_in(name).resized(PHONE))
        return small[-1]

    yield phone_of
    for window in small:
        window.resized(DESKTOP)


@pytest.fixture(scope="package")
def public(desk: Stack, chromium: Browser) -> Iterator[Window]:
    window = Window.new(chromium, desk.app)
    yield window
    window.close()


@pytest.fixture
def stranger(public: Window) -> Iterator[Window]:
    """Somebody who has not signed in."""
    yield public
    public.forget()


@pytest.fixture(scope="package")
def photo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A real picture."""
    path = tmp_path_factory.mktemp("foto") / "lampu.jpg"
    image = Image.new("RGB", (640, 480), "#203040")
    ImageDraw.Draw(image).ellipse((260, 60, 380, 180), fill="#e8d060")
    image.save(path, "JPEG")
    return path


@pytest.fixture(scope="package")
def mended(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Another one, as of the work that was done: the citizen's own would be asked about."""
    path = tmp_path_factory.mktemp("foto") / "menyala.jpg"
    image = Image.new("RGB", (640, 480), "#d8e4f0")
    pen = ImageDraw.Draw(image)
    for left in range(20, 620, 90):
        pen.rectangle((left, 300 - left // 3, left + 30, 470), fill="#5a4632")
    image.save(path, "JPEG")
    return path
