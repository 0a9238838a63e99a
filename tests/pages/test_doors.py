"""What nobody gets who has not signed in: by every way that Streamlit has into the program."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import pytest
import requests
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.exceptions import InvalidStatus
from websockets.sync.client import ClientConnection, connect

import asgi
from desk.recording import open_complaint
from pages.parts import screens
from pages.web import headers
from tests.pages.server import CITY, desk_of, get, signed
from tests.stack import Stack

LAMP = "Lampu jalan di Jl. Bandung mati sejak Senin"


@pytest.fixture(scope="module")
def number(app: Stack) -> str:
    desk, now = desk_of(app), datetime.now(UTC)
    fields = {"gateway": "green_api", "chat_id": "6281@c.us", "name": "Siti Rahma", "body": LAMP}
    with desk.journal.write() as connection:
        found = str(open_complaint(connection, desk, fields, now=now)["number"])
    desk.journal.close()
    return found


@contextmanager
def socket(app: Stack, cookies: dict[str, str], **options: object) -> Iterator[ClientConnection]:
    """The WebSocket of a page, as a browser with these cookies opens it."""
    # Whoever may choose both has a valid pair; it only keeps other sites out.
    xsrf = requests.get(f"{app.app}/_stcore/health", timeout=10).cookies.get_dict()
    sent = "; ".join(f"{name}={value}" for name, value in {**xsrf, **cookies}.items())
    token = xsrf.get("_streamlit_xsrf", "x")
    with connect(
        app.app.replace("http", "ws", 1) + "/_stcore/stream",
        subprotocols=["streamlit", token],
        additional_headers={"Cookie": sent},
        origin=app.app,
        max_size=None,
        **options,
    ) as opened:
        yield opened


def asks(app: Stack, cookies: dict[str, str], screen: screens.Screen, query: str) -> bytes:
    """Everything that the server sends until the run of this screen is over."""
    with socket(app, cookies) as opened:
        message = BackMsg()
        message.rerun_script.page_name = screen.path
        message.rerun_script.query_string = query
        opened.send(message.SerializeToString())
        heard, kind = b"", ""
        while kind != "script_finished":
            frame = opened.recv(timeout=30, decode=False)
            heard += frame
            kind = str(ForwardMsg.FromString(frame).WhichOneof("type"))
        return heard


def test_the_socket_gives_a_complaint_to_who_signed_in_and_the_sign_in_page_to_nobody(
    app: Stack, number: str
) -> None:
    known = signed(CITY, origin=app.app)
    assert LAMP.encode() in asks(app, known, screens.COMPLAINT, f"nomor={number}")
    heard = asks(app, {}, screens.COMPLAINT, f"nomor={number}")
    assert b"Masuk" in heard
    assert LAMP.encode() not in heard and b"Siti Rahma" not in heard


def test_a_forged_sign_in_is_none(app: Stack, number: str) -> None:
    forged = {name: value[:-2] + "xx" for name, value in signed(CITY, origin=app.app).items()}
    assert LAMP.encode() not in asks(app, forged, screens.COMPLAINT, f"nomor={number}")


def test_a_socket_from_another_site_is_refused(app: Stack) -> None:
    with pytest.raises(InvalidStatus) as refused:
        connect(app.app.replace("http", "ws", 1) + "/_stcore/stream", origin="https://evil.test")
    assert refused.value.response.status_code == 403


def test_a_socket_under_another_name_of_this_machine_is_refused(app: Stack) -> None:
    other = app.app.replace("127.0.0.1", "localhost")
    with pytest.raises(InvalidStatus) as refused:
        connect(other.replace("http", "ws", 1) + "/_stcore/stream", origin=other)
    assert refused.value.response.status_code == 403


@pytest.mark.parametrize("method", ["PUT", "DELETE"])
def test_nothing_is_uploaded_or_deleted_without_a_sign_in(app: Stack, method: str) -> None:
    url = f"{app.app}/_stcore/upload_file/00000000/11111111"
    answer = requests.request(method, url, files={"file": b"x" * 1000}, timeout=10)
    assert (answer.status_code, answer.text) == (403, "Silakan masuk.")


def test_an_upload_of_staff_still_needs_a_page_that_is_open(app: Stack) -> None:
    xsrf = requests.get(f"{app.app}/_stcore/health", timeout=10).cookies.get_dict()
    answer = requests.put(
        f"{app.app}/_stcore/upload_file/00000000/11111111",
        files={"file": b"x"},
        cookies={**xsrf, **signed(CITY)},
        headers={"X-Xsrftoken": xsrf.get("_streamlit_xsrf", "")},
        timeout=10,
    )
    assert answer.status_code in (400, 403)


@pytest.mark.parametrize(
    "path", ["/", "/aduan?nomor=A-1", "/healthz", "/_stcore/health", "/media/x", "/_stcore/metrics"]
)
def test_every_answer_has_the_headers_of_a_safe_page(app: Stack, path: str) -> None:
    found = get(app, path).headers
    for name, value in headers.on_all(app.app, scripts=[]).items():
        assert found[name] == value or name == "Content-Security-Policy"
    policy = found["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in policy and "object-src 'none'" in policy
    scripts = next(part for part in policy.split("; ") if part.startswith("script-src"))
    assert "unsafe" not in scripts and "http" not in scripts
    assert "Strict-Transport-Security" not in found


def test_a_redirect_to_the_right_address_has_them_too(app: Stack) -> None:
    other = app.app.replace("127.0.0.1", "localhost")
    answer = requests.get(other, allow_redirects=False, timeout=10)
    assert answer.status_code == 307
    assert answer.headers["X-Frame-Options"] == "DENY"


def test_over_https_browsers_are_told_to_stay_there() -> None:
    found = headers.on_all("https://wadul.contoh.test", scripts=["x()"])
    assert found["Strict-Transport-Security"] == "max-age=31536000"
    assert "connect-src 'self' wss://wadul.contoh.test;" in found["Content-Security-Policy"]


def test_nobody_empties_what_is_kept_for_all_pages() -> None:
    assert not asgi.taken(BackMsg(clear_cache=True).SerializeToString())
    assert asgi.taken(BackMsg(app_heartbeat=True).SerializeToString())
    assert asgi.taken(b"\xff\xff")
