"""The pages as this process serves them, on a journal of their own, with the example staff."""

from __future__ import annotations

import html
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from desk.acting import act
from desk.actors import Actor
from desk.context import Desk
from desk.recording import open_complaint
from pages.parts import running, screens
from pages.parts.flash import JOINER
from sop.model import Field
from tests.conftest import SITI, open_desk, person
from tests.pages.server import served
from tests.stack import Stack, free_port

ROOT = Path(__file__).parents[2]
LAMP = "Lampu jalan di Jl. Hayam Wuruk mati sejak Senin"

Open = Callable[..., AppTest]


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """The pages alone, over real HTTP."""
    with served(tmp_path_factory.mktemp("app")) as stack:
        yield stack


@pytest.fixture
def now() -> datetime:
    """Pages have the real clock."""
    return datetime.now(UTC)


@pytest.fixture
def desk(tmp_path: Path, now: datetime, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    monkeypatch.setenv("JOURNAL_URL", f"sqlite:///{tmp_path}/journal.db")
    monkeypatch.setenv("MEDIA_DIR", str(tmp_path / "media"))
    monkeypatch.setenv("MEDIA_KEY", "t7nCw1Ai0Zk1q3f5m0h1v8u5m1rH7Qb0zq2s2tB4x1E=")
    for name in ("SHEETS", "GATEWAY", "IDENTITY"):
        monkeypatch.setenv(f"SANDBOX_{name}_PORT", str(free_port()))
    running.forget()
    served = running.desk()
    open_desk(served.journal, tmp_path, now)  # the example staff
    yield served
    served.journal.close()
    running.forget()


def claims(email: str, at: datetime) -> dict[str, Any]:
    """What the identity provider says of somebody who signed in then."""
    return {
        "is_logged_in": True,
        "email": email,
        "email_verified": True,
        "iat": at.timestamp(),
    }


@pytest.fixture
def open_as(desk: Desk, now: datetime, monkeypatch: pytest.MonkeyPatch) -> Open:
    """open_as(person, screen, nomor="…"): the screen as this person has it."""
    monkeypatch.chdir(ROOT)

    def opened(who: Actor | None, screen: screens.Screen | None = None, **query: str) -> AppTest:
        page = AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=30)
        page.user = claims(who.id, now) if who else {}
        page.run()
        if screen is not None:
            page.switch_page(screen.file)
            for name, value in query.items():
                page.query_params[name] = value
            page.run()
        assert not page.exception
        return page

    return opened


@pytest.fixture
def number(desk: Desk, now: datetime) -> str:
    """A complaint of Siti by WhatsApp, just arrived."""
    fields = {
        "gateway": "green_api",
        "chat_id": SITI,
        "phone": SITI.partition("@")[0],
        "name": "Siti",
        "body": LAMP,
        "location": "Jl. Hayam Wuruk",
        "category": "Penerangan Jalan Umum",
    }
    with desk.journal.write() as connection:
        return str(open_complaint(connection, desk, fields, now=now)["number"])


@pytest.fixture
def handed(desk: Desk, number: str, admin: Actor, now: datetime) -> str:
    """That complaint, handed to Dinhub."""
    act(desk, admin, number, "Teruskan ke OPD", values={Field.AGENCY: "Dinhub"}, now=now)
    return number


@pytest.fixture
def accepted(desk: Desk, handed: str, agency_admin: Actor, now: datetime) -> str:
    """Accepted there, the team's turn."""
    act(desk, agency_admin, handed, "Terima dan Teruskan ke Tim OPD", now=now)
    return handed


@pytest.fixture
def stranger_agency(desk: Desk) -> Actor:
    return person(desk, "Admin OPD", "DLH")


def texts(page: AppTest) -> str:
    """Everything that can be read on the page."""
    kinds = ("title", "markdown", "caption", "html", "success", "error", "warning", "info", "text")
    found = "\n".join(str(element.value) for kind in kinds for element in page.get(kind))
    return html.unescape(found.replace("\\", "").replace(JOINER, ""))
