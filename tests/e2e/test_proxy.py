"""The whole way through the proxy of deploy/: https, sign-in, a complaint by its link."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import requests
from playwright.sync_api import Browser, expect

from desk.recording import open_complaint
from tests import proxy
from tests.e2e.browser import Window
from tests.pages.server import CITY, desk_of
from tests.stack import Stack, answers, free_port, wait_for

pytestmark = [
    pytest.mark.browser,
    pytest.mark.timeout(600),
    pytest.mark.skipif(not proxy.NGINX, reason=proxy.MISSING),
]

TEXT = "Rambu di simpang Jalan Bandung roboh"


@pytest.fixture(scope="module")
def behind(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """The pages and the identity provider, and nginx before the pages."""
    folder, port = tmp_path_factory.mktemp("proxy"), free_port()
    url = f"https://127.0.0.1:{port}"
    with Stack(folder / "desk", settings={"APP_URL": url}) as stack:
        desk_of(stack, create=True).journal.close()
        stack.start("identity", "-m", "sandbox.identity")
        provider = f"http://127.0.0.1:{stack.ports['identity']}/.well-known/openid-configuration"
        wait_for("the provider answers", lambda: answers(provider))
        stack.start("app", "asgi.py")
        # By the Host that the browser sends; by another one it is a redirect to https.
        host = {"Host": url.removeprefix("https://")}
        wait_for("the pages answer", lambda: _healthy(stack.app, host))
        with proxy.nginx(folder / "nginx", https=port, app=stack.ports["app"]):
            yield stack


def _healthy(app: str, host: dict[str, str]) -> bool:
    try:
        return requests.get(f"{app}/_stcore/health", headers=host, timeout=2).ok
    except requests.RequestException:
        return False


@pytest.fixture
def number(behind: Stack) -> str:
    desk, now = desk_of(behind, create=True), datetime.now(UTC)
    fields = {"gateway": "green_api", "chat_id": "6281@c.us", "name": "Siti", "body": TEXT}
    with desk.journal.write() as connection:
        found = str(open_complaint(connection, desk, fields, now=now)["number"])
    desk.journal.close()
    return found


def test_a_link_leads_through_the_sign_in_to_its_complaint_and_cookies_stay_with_https(
    behind: Stack, chromium: Browser, number: str
) -> None:
    url = behind.environment["APP_URL"]
    window = Window.new(chromium, url, ignore_https_errors=True)
    window.open("aduan", nomor=number).press_to_provider(CITY)
    window.sees(TEXT)
    expect(window.page).to_have_url(f"{url}/aduan?nomor={number}")
    ours = [one for one in window.context.cookies() if one["name"].startswith(("_stream", "wadul"))]
    assert {one["name"] for one in ours} >= {"_streamlit_user", "_streamlit_user_tokens"}
    assert all(one["secure"] for one in ours)
    window.close()
