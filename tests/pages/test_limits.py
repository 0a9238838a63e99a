"""Who comes too often, or sends too much, is told to wait; an office behind one address is not."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import cache

import pytest
import requests
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.uploaded_file_manager import UploadedFileRec
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import ClientConnection, connect

from pages.parts import arrived
from pages.web import limits
from pages.web.limits import Buckets, Rate, address_of
from pages.web.serving import LARGEST_FRAME
from tests.pages.server import AGENCY, CITY, get, served, signed
from tests.pages.test_doors import socket
from tests.stack import Stack

SIGN_IN = "/oauth2callback?error=x"
MANY = 1000  # requests; a slow machine needs more of them, as buckets fill meanwhile


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """Pages with a proxy before them: in its place the test says whose address it is."""
    with served(tmp_path_factory.mktemp("app"), proxy=True) as stack:
        yield stack


def status(app: Stack, path: str, address: str, **options: object) -> int:
    return get(app, path, headers={"X-Forwarded-For": address}, **options).status_code


def until_refused(app: Stack, path: str, address: str) -> requests.Response:
    with requests.Session() as session:
        for _ in range(MANY):
            answer = session.get(
                app.app + path,
                headers={"X-Forwarded-For": address},
                allow_redirects=False,
                timeout=10,
            )
            if answer.status_code == limits.TOO_MANY:
                return answer
    raise AssertionError(f"{path} was never refused")


def test_a_bucket_gives_what_it_holds_and_then_what_drips_into_it() -> None:
    bucket = Buckets(Rate(at_once=2, a_minute=60))
    assert [bucket.wait_s("a", now=0), bucket.wait_s("a", now=0)] == [0, 0]
    assert bucket.wait_s("a", now=0.25) == pytest.approx(0.75)
    assert bucket.wait_s("a", now=1.0) == 0
    assert bucket.wait_s("b", now=1.0) == 0


def test_a_bucket_never_holds_more_than_at_the_beginning() -> None:
    bucket = Buckets(Rate(at_once=2, a_minute=60))
    assert bucket.wait_s("a", now=0) == 0
    waits = [bucket.wait_s("a", now=10_000) for _ in range(3)]
    assert waits[:2] == [0, 0] and waits[2] > 0


def test_a_hundred_thousand_addresses_fill_no_memory() -> None:
    buckets = Buckets(Rate(at_once=1, a_minute=1), most=100)
    for number in range(1000):
        buckets.wait_s(str(number), now=0)
    assert len(buckets) == 100
    assert buckets.wait_s("999", now=0) > 0  # the newest are the ones remembered


@pytest.mark.parametrize(
    ("client", "address"),
    [
        (("10.1.2.3", 5), "10.1.2.3"),
        (("2001:db8:1:2:3:4:5:6", 5), "20010db800010002::"),
        (("2001:db8:1:2:ffff::1", 5), "20010db800010002::"),
        (None, ""),
        (("unix:", 0), "unix:"),
    ],
)
def test_an_office_with_ipv6_is_one_address(client: object, address: str) -> None:
    assert address_of({"client": client}).rjust(len(address), "0") == address


def test_who_tries_sign_ins_without_end_is_told_to_wait(app: Stack) -> None:
    answer = until_refused(app, SIGN_IN, "10.0.0.1")
    assert answer.text == limits.SENTENCE
    assert int(answer.headers["Retry-After"]) >= 1
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert answer.headers["Cache-Control"] == "no-store"
    assert status(app, SIGN_IN, "10.0.0.2") == 302


def test_an_address_that_somebody_invents_before_the_proxys_own_does_not_help(app: Stack) -> None:
    until_refused(app, SIGN_IN, "10.0.0.3")
    assert status(app, SIGN_IN, "1.2.3.4, 10.0.0.3") == 429


def test_health_and_pages_are_never_refused(app: Stack) -> None:
    until_refused(app, SIGN_IN, "10.0.0.4")
    for path in ("/healthz", "/_stcore/health", "/", "/aduan"):
        assert {status(app, path, "10.0.0.4") for _ in range(20)} & {429} == set()


def test_sixty_clerks_of_one_address_sign_in_at_eight(app: Stack) -> None:
    paths = ["/auth/login", SIGN_IN] * 60
    assert 429 not in {status(app, path, "10.0.0.5") for path in paths}


def test_a_person_who_fetches_files_without_end_waits_and_the_others_do_not(app: Stack) -> None:
    own = signed(CITY)
    places = (f"10.1.{n // 100}.{n % 100}" for n in range(MANY))
    assert any(status(app, "/berkas/x", place, cookies=own) == 429 for place in places)
    assert status(app, "/berkas/x", "10.1.0.1", cookies=signed(AGENCY)) == 403


def test_tens_of_pages_come_again_at_once_after_a_restart(app: Stack) -> None:
    with ExitStack() as pages:
        for _ in range(60):
            pages.enter_context(_page(app, "10.0.0.6"))


def test_sockets_without_end_are_refused_before_they_cost_a_page(app: Stack) -> None:
    cookies = "; ".join(f"{name}={value}" for name, value in signed(AGENCY).items())
    with pytest.raises(InvalidStatus) as refused:
        for _ in range(MANY):
            with _page(app, "10.0.0.7", Cookie=cookies):
                pass
    assert refused.value.response.status_code == 429
    assert limits.SENTENCE.encode() in refused.value.response.body
    with _page(app, "10.0.0.7"):
        pass


@contextmanager
def _page(app: Stack, address: str, **headers: str) -> Iterator[ClientConnection]:
    with connect(
        app.app.replace("http", "ws", 1) + "/_stcore/stream",
        subprotocols=["streamlit"],
        additional_headers={"X-Forwarded-For": address, **headers},
        origin=app.app,
        max_size=None,
    ) as opened:
        yield opened


def test_a_page_that_sends_more_than_anybody_types_is_closed(app: Stack) -> None:
    with socket(app, {}) as opened, pytest.raises(ConnectionClosed) as closed:
        opened.send(b"x" * (LARGEST_FRAME + 1))
        while True:
            opened.recv(timeout=30)
    assert closed.value.rcvd and closed.value.rcvd.code == 1009


def test_a_file_that_is_too_large_is_refused_before_it_is_read(app: Stack) -> None:
    with socket(app, signed(CITY, origin=app.app)) as opened:
        answer = _sends(app, _session(opened), b"x" * (26 * arrived.MEGABYTE))
    assert answer.status_code == 413


def test_who_sends_files_without_end_waits(app: Stack) -> None:
    with socket(app, signed(CITY, origin=app.app)) as opened:
        session = _session(opened)
        first = _sends(app, session, b"x").status_code
        found = (_sends(app, session, b"x", f"f{n}").status_code for n in range(MANY))
        assert first == 204 and any(status == 429 for status in found)


def _session(opened: ClientConnection) -> str:
    """The id that the server gives a page with its first run."""
    opened.send(BackMsg(rerun_script=ClientState()).SerializeToString())
    while True:
        message = ForwardMsg.FromString(opened.recv(timeout=30, decode=False))
        if message.WhichOneof("type") == "new_session":
            return str(message.new_session.initialize.session_id)


def _sends(app: Stack, session: str, data: bytes, name: str = "f") -> requests.Response:
    token = _token(app.app)
    return requests.put(
        f"{app.app}/_stcore/upload_file/{session}/{name}",
        files={"file": data},
        cookies={"_streamlit_xsrf": token, **signed(CITY)},
        headers={"X-Xsrftoken": token, "X-Forwarded-For": "10.0.0.8"},
        timeout=30,
    )


@cache
def _token(app: str) -> str:
    found = requests.get(f"{app}/_stcore/health", timeout=10).cookies
    return str(found["_streamlit_xsrf"])


@pytest.fixture
def kept(monkeypatch: pytest.MonkeyPatch) -> MemoryUploadedFileManager:
    """Streamlit's own keeper of files, without a server around it."""
    keeper = MemoryUploadedFileManager("/_stcore/upload_file")

    class Runtime:
        uploaded_file_mgr = keeper

    monkeypatch.setattr(arrived, "get_instance", Runtime)
    return keeper


def put(kept: MemoryUploadedFileManager, session: str, count: int, size: int) -> None:
    for number in range(count):
        kept.add_file(session, UploadedFileRec(f"{number}", "foto.jpg", "image/jpeg", b"x" * size))


def test_the_oldest_files_of_a_page_go_when_it_has_sent_many(
    kept: MemoryUploadedFileManager,
) -> None:
    put(kept, "a", arrived.MOST_FILES + 5, 1)
    put(kept, "b", 3, 1)
    assert arrived.makes_room("a", largest=1)
    assert len(kept.file_storage["a"]) == arrived.MOST_FILES - 1
    assert list(kept.file_storage["a"])[0] == "6"
    assert len(kept.file_storage["b"]) == 3


def test_no_page_keeps_more_than_a_form_of_the_largest_files(
    kept: MemoryUploadedFileManager, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(arrived, "MOST_BYTES", 1000)
    put(kept, "a", 10, 100)
    assert arrived.makes_room("a", largest=250)
    assert list(kept.file_storage["a"]) == [str(n) for n in range(3, 10)]


def test_when_all_pages_together_hold_too_much_the_next_file_waits(
    kept: MemoryUploadedFileManager, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(arrived, "MOST_BYTES_OF_ALL", 1000)
    for session in ("a", "b", "c"):
        put(kept, session, 3, 100)
    assert arrived.makes_room("d", largest=100)
    assert not arrived.makes_room("d", largest=101)
