"""The pages over real HTTP, and the cookies of whoever asks."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import requests
from itsdangerous import URLSafeTimedSerializer

from desk.context import Desk
from desk.journal import Journal
from pages.web.guards import SIGN_IN_COOKIE
from tests.conftest import open_desk
from tests.stack import Stack, answers, wait_for

SECRET = "0123456789abcdef0123456789abcdef"
CITY, AGENCY = "admin.kota@contoh.test", "admin.dinhub@contoh.test"
OTHER_AGENCY = "admin.dlh@contoh.test"


@contextmanager
def served(folder: Path, *, proxy: bool = False) -> Iterator[Stack]:
    """The pages alone, with the example staff: no worker, no stand-in. `proxy`: as behind one."""
    with Stack(folder, settings={"COOKIE_SECRET": SECRET}) as stack:
        if proxy:
            stack.environment["APP_URL"] = stack.app
        stack.start("app", "asgi.py")
        wait_for("the pages answer", lambda: answers(f"{stack.app}/_stcore/health"))
        desk_of(stack).journal.close()
        yield stack


def desk_of(stack: Stack, *, create: bool = False) -> Desk:
    """`create`: nobody else has made the journal yet."""
    stack.folder.mkdir(parents=True, exist_ok=True)
    journal = journal_of(stack).create() if create else journal_of(stack)
    return open_desk(journal, stack.folder, datetime.now(UTC))


def journal_of(stack: Stack) -> Journal:
    return Journal(stack.environment["JOURNAL_URL"])


def cookie(**claims: object) -> dict[str, str]:
    """A sign-in cookie as Streamlit makes them."""
    value = json.dumps(claims)
    return {SIGN_IN_COOKIE: URLSafeTimedSerializer(SECRET, salt=SIGN_IN_COOKIE).dumps(value)}


def signed(email: str, **more: object) -> dict[str, str]:
    """The cookie of somebody who has just signed in."""
    known = {"is_logged_in": True, "iat": datetime.now(UTC).timestamp(), "email_verified": True}
    return cookie(**{**known, "email": email, **more})


def get(app: Stack, path: str, **options: object) -> requests.Response:
    return requests.get(app.app + path, allow_redirects=False, timeout=10, **options)
