"""The whole sign-in over HTTP with a real OpenID Connect provider, and who meddles with it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

import pytest
import requests
from joserfc import jwt
from joserfc.jwk import OctKey

from pages.web.guards import SIGN_IN_COOKIE
from tests.pages.server import CITY, SECRET, served
from tests.stack import Stack, answers, wait_for


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """The pages, and the stand-in at which their staff sign in."""
    with served(tmp_path_factory.mktemp("app")) as stack:
        stack.start("identity", "-m", "sandbox.identity")
        provider = f"http://127.0.0.1:{stack.ports['identity']}"
        wait_for("identity", lambda: answers(f"{provider}/.well-known/openid-configuration"))
        claims = {"sub": CITY, "email": CITY, "name": "Ani", "email_verified": True}
        requests.put(f"{provider}/users/{CITY}", json=claims, timeout=10).raise_for_status()
        yield stack


def pressed_masuk(app: Stack, browser: requests.Session, *, minutes: int = 2) -> str:
    """Where the provider sends the browser back to, once the person has chosen who they are.

    The page hands the browser a signed name of the provider; it is over after some `minutes`."""
    until = datetime.now(UTC) + timedelta(minutes=minutes)
    key = OctKey.import_key(SECRET)
    said = {"provider": "masuk", "exp": int(until.timestamp())}
    token = jwt.encode({"alg": "HS256"}, said, key)
    asked = browser.get(
        f"{app.app}/auth/login", params={"provider": token}, timeout=10, allow_redirects=False
    )
    if not asked.headers["location"].startswith("http"):
        return str(asked.headers["location"])
    back = browser.post(
        asked.headers["location"], data={"sub": CITY}, timeout=10, allow_redirects=False
    )
    return str(back.headers["Location"])


def signed_in(app: Stack, browser: requests.Session) -> requests.Response:
    return browser.get(pressed_masuk(app, browser), timeout=10, allow_redirects=False)


def may_see_files(app: Stack, **cookies: str) -> bool:
    answer = requests.get(f"{app.app}/media/x", cookies=cookies, timeout=10)
    assert answer.status_code in (403, 404)
    return answer.status_code == 404


@pytest.fixture
def browser() -> Iterator[requests.Session]:
    with requests.Session() as opened:
        yield opened


def test_who_chose_a_person_at_the_provider_is_signed_in(
    app: Stack, browser: requests.Session
) -> None:
    assert signed_in(app, browser).status_code == 302
    assert may_see_files(app, **browser.cookies.get_dict())


def test_no_cookie_of_a_sign_in_can_be_read_by_a_script_or_sent_by_another_site(
    app: Stack, browser: requests.Session
) -> None:
    back = pressed_masuk(app, browser)
    started = browser.get(back, timeout=10, allow_redirects=False).raw.headers.getlist("set-cookie")
    made = [each for each in started if each.startswith("_streamlit")]
    assert any(each.startswith(SIGN_IN_COOKIE) for each in made)
    assert all("httponly" in each.lower() and "samesite=lax" in each.lower() for each in made)
    assert not any("domain=" in each.lower() for each in made)


def test_a_cookie_that_somebody_planted_before_is_replaced(
    app: Stack, browser: requests.Session
) -> None:
    planted = "geplant"
    browser.cookies.set(SIGN_IN_COOKIE, planted, domain="127.0.0.1", path="/")
    signed_in(app, browser)
    assert browser.cookies.get_dict()[SIGN_IN_COOKIE] != planted


def test_a_way_back_that_was_caught_signs_nobody_in_elsewhere(
    app: Stack, browser: requests.Session
) -> None:
    caught = pressed_masuk(app, browser)
    with requests.Session() as victim:
        victim.get(caught, timeout=10, allow_redirects=False)
        assert SIGN_IN_COOKIE not in victim.cookies.get_dict()


def test_a_way_back_counts_once(app: Stack, browser: requests.Session) -> None:
    back = pressed_masuk(app, browser)
    browser.get(back, timeout=10, allow_redirects=False)
    browser.cookies.set(SIGN_IN_COOKIE, None)
    browser.get(back, timeout=10, allow_redirects=False)
    assert not may_see_files(app, **browser.cookies.get_dict())


def test_a_sign_in_that_no_page_of_ours_began_goes_nowhere(
    app: Stack, browser: requests.Session
) -> None:
    assert pressed_masuk(app, browser, minutes=-5) == "/"
    answer = browser.get(f"{app.app}/auth/login?provider=masuk", timeout=10, allow_redirects=False)
    assert urlsplit(answer.headers["location"]).path == "/"


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_a_link_of_another_site_signs_nobody_out(
    app: Stack, browser: requests.Session, site: str
) -> None:
    signed_in(app, browser)
    answer = _asks_to_leave(app, browser, site)
    assert answer.headers["location"] == "/" and "set-cookie" not in answer.headers
    assert may_see_files(app, **browser.cookies.get_dict())


@pytest.mark.parametrize("site", ["same-origin", "none"])
def test_keluar_takes_the_cookies_away(app: Stack, browser: requests.Session, site: str) -> None:
    signed_in(app, browser)
    _asks_to_leave(app, browser, site)
    assert SIGN_IN_COOKIE not in browser.cookies.get_dict()


def test_who_leaves_by_the_address_alone_has_no_use_of_a_copied_cookie(
    app: Stack, browser: requests.Session
) -> None:
    signed_in(app, browser)
    copied = browser.cookies.get_dict()
    _asks_to_leave(app, browser, "none")
    assert not may_see_files(app, **copied)


def _asks_to_leave(app: Stack, browser: requests.Session, site: str) -> requests.Response:
    return browser.get(
        f"{app.app}/auth/logout",
        headers={"Sec-Fetch-Site": site},
        timeout=10,
        allow_redirects=False,
    )
