"""What the web server does around the pages, over real HTTP."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import requests

from desk import conditions
from pages.web.guards import SIGN_IN_COOKIE
from pages.web.way_back import BACK_COOKIE
from tests.pages.server import CITY, cookie, get, journal_of, signed
from tests.stack import ROOT, Stack


def test_health_is_red_before_the_worker_ever_passed_and_green_after(app: Stack) -> None:
    answer = get(app, "/healthz")
    assert (answer.status_code, answer.headers["content-type"]) == (503, "application/json")
    assert answer.json()["last_pass_age_s"] is None
    assert answer.json()["reason"] == "Pekerja belum pernah berjalan."
    conditions.beat(journal_of(app), "pull", now=datetime.now(UTC), good=True)
    assert get(app, "/healthz").status_code == 200


def test_health_is_red_when_the_last_pass_is_too_old(app: Stack) -> None:
    old = datetime.now(UTC) - timedelta(minutes=3)
    conditions.beat(journal_of(app), "pull", now=old, good=True)
    answer = get(app, "/healthz")
    assert answer.status_code == 503
    assert 170 < answer.json()["last_pass_age_s"] < 200
    assert answer.json()["reason"].startswith("Pekerja (pull) tidak berjalan sejak 1")


def test_health_is_red_when_the_last_pass_lies_in_the_future(app: Stack) -> None:
    later = datetime.now(UTC) + timedelta(hours=1)
    conditions.beat(journal_of(app), "pull", now=later, good=True)
    answer = get(app, "/healthz")
    assert answer.status_code == 503 and "jam server mundur" in answer.json()["reason"]


def test_another_host_is_led_to_the_configured_one_with_its_path(app: Stack) -> None:
    other = app.app.replace("127.0.0.1", "localhost")
    answer = requests.get(f"{other}/aduan?nomor=A-1", allow_redirects=False, timeout=10)
    assert answer.status_code == 307
    assert answer.headers["location"] == f"{app.app}/aduan?nomor=A-1"
    assert requests.get(f"{other}/healthz", timeout=10).headers["content-type"] == (
        "application/json"
    )


@pytest.mark.parametrize(
    ("cookies", "status"),
    [
        ({}, 403),
        ({SIGN_IN_COOKIE: "forged"}, 403),
        (cookie(is_logged_in=False, iat=datetime.now(UTC).timestamp()), 403),
        (cookie(is_logged_in=True, iat=0), 403),
        (signed("orang@luar.test"), 403),
        (signed(CITY), 404),
    ],
    ids=["none", "forged", "signed out", "too old", "stranger", "signed in"],
)
@pytest.mark.parametrize(
    "path", ["/media/abc.jpg", "/component/x/y.js", "/_stcore/bidi-components/x/y.js"]
)
def test_files_of_the_pages_are_only_for_people_of_petugas(
    app: Stack, path: str, cookies: dict[str, str], status: int
) -> None:
    assert get(app, path, cookies=cookies).status_code == status


def test_the_address_asked_for_is_kept_for_after_the_sign_in(app: Stack) -> None:
    answer = get(app, "/aduan?nomor=ALADIN-2026-00001")
    kept = answer.headers["set-cookie"]
    assert kept.startswith(f"{BACK_COOKIE}=%2Faduan%3Fnomor%3DALADIN-2026-00001;")
    assert "HttpOnly" in kept
    assert "set-cookie" not in get(app, "/aduan", cookies=signed(CITY)).headers


def test_the_address_is_kept_too_for_whoever_comes_with_the_sign_in_of_yesterday(
    app: Stack,
) -> None:
    yesterday = datetime.now(UTC) - timedelta(hours=25)
    answer = get(app, "/aduan?nomor=A-1", cookies=signed(CITY, iat=yesterday.timestamp()))
    assert answer.headers["set-cookie"].startswith(f"{BACK_COOKIE}=%2Faduan%3Fnomor%3DA-1;")


@pytest.mark.parametrize(
    ("referer", "kept"),
    [("{app}/aduan?nomor=A-1", True), ("https://evil.test/aduan", False), ("{app}/evil", False)],
)
def test_who_presses_masuk_on_an_open_page_comes_back_to_it(
    app: Stack, referer: str, kept: bool
) -> None:
    answer = get(app, "/auth/login", headers={"Referer": referer.format(app=app.app)})
    assert (BACK_COOKIE in answer.headers.get("set-cookie", "")) is kept


@pytest.mark.parametrize("wanted", ["https%3A%2F%2Fevil.test%2F", "%2F%2Fevil.test%2Faduan"])
def test_the_way_back_never_leads_elsewhere(app: Stack, wanted: str) -> None:
    answer = get(app, "/oauth2callback?error=x", cookies={BACK_COOKIE: wanted})
    assert "evil" not in answer.headers.get("location", "")


def test_the_way_back_leads_to_the_page_asked_for(app: Stack) -> None:
    kept = {BACK_COOKIE: "%2Faduan%3Fnomor%3DA-1"}
    answer = get(app, "/oauth2callback?error=x", cookies=kept)
    assert answer.headers["location"] == "/aduan?nomor=A-1"


@pytest.mark.parametrize("path", ["/_stcore/metrics", "/_stcore/agent/openapi.json"])
def test_what_only_operators_need_is_closed(app: Stack, path: str) -> None:
    assert get(app, path).status_code == 404


def test_a_taken_port_is_told_in_one_sentence(app: Stack) -> None:
    second = subprocess.run(
        [sys.executable, "asgi.py"],
        cwd=ROOT,
        env=app.environment,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert second.returncode == 1
    assert second.stderr.splitlines() == [
        f"Port {app.ports['app']} (APP_PORT) sedang dipakai program lain. "
        "Hentikan program itu atau ganti APP_PORT."
    ]


def test_streamlits_own_reading_of_the_folder_is_off(tmp_path: Path) -> None:
    program = (
        "import asyncio, asgi\n"
        "from streamlit.runtime.pages_manager import PagesManager\n"
        "async def main():\n"
        "    async with asgi._prepared(asgi.app):\n"
        "        print(PagesManager.uses_pages_directory)\n"
        "asyncio.run(main())\n"
    )
    stack = Stack(tmp_path)
    found = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        env=stack.environment,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert found.stdout.strip() == "False"
