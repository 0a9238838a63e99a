"""The common shell, through real sockets: every fault kind, the counts, the port."""

import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator

import pytest
import requests
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from sandbox import listener, web


class Notebook:
    """A provider of one route: POST keeps a line, GET gives the lines."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.full_for: set[str] = set()

    async def keep(self, request: Request) -> Response:
        self.lines.append((await request.body()).decode())
        return JSONResponse(self.lines)

    def read(self, request: Request) -> Response:
        return JSONResponse(self.lines)

    def app(self) -> web.Shell:
        return web.build(
            [
                Route("/lines", self.keep, methods=["POST"]),
                Route("/lines", self.read, methods=["GET"]),
                Route("/lost", lambda request: web.Cut()),
            ],
            describe=describe,
            reset=self.lines.clear,
            error=lambda status, html: PlainTextResponse(f"html={html}", status_code=status),
            admit=lambda call: Response(status_code=429) if call.user in self.full_for else None,
        )


def describe(request: Request) -> web.Call:
    return web.Call(
        user=request.headers.get("user", "worker"),
        method=request.method,
        path=request.url.path,
        kind="read" if request.method == "GET" else "write",
        endpoint=f"{request.method} lines",
    )


@pytest.fixture(scope="module")
def served() -> Iterator[tuple[str, Notebook]]:
    notebook = Notebook()
    with web.running(notebook.app()) as address:
        yield address, notebook


@pytest.fixture
def base(served: tuple[str, Notebook]) -> Iterator[str]:
    address, notebook = served
    yield address
    requests.delete(f"{address}/_sandbox/faults", timeout=5)
    requests.delete(f"{address}/_sandbox/calls", timeout=5)
    requests.post(f"{address}/_sandbox/reset", timeout=5)
    notebook.full_for.clear()


@pytest.fixture
def notebook(served: tuple[str, Notebook]) -> Notebook:
    return served[1]


def fault(base: str, **what: object) -> requests.Response:
    return requests.post(f"{base}/_sandbox/faults", json=what, timeout=5)


def post(base: str, text: str = "satu", timeout: float = 5) -> requests.Response:
    return requests.post(f"{base}/lines", data=text, timeout=timeout)


def eventually(holds: Callable[[], object], within_s: float = 5) -> None:
    deadline = time.monotonic() + within_s
    while not holds():
        assert time.monotonic() < deadline, "it never came true"
        time.sleep(0.01)


def answers(base: str) -> bool:
    try:
        return requests.get(f"{base}/lines", timeout=1).ok
    except requests.ConnectionError:
        return False


def test_status_answers_with_the_providers_error_and_applies_nothing(base, notebook):
    fault(base, kind="status", match="POST /lines", status=503, html=True, count=1)
    refused = post(base)
    assert (refused.status_code, refused.text) == (503, "html=True")
    assert notebook.lines == []
    assert post(base).json() == ["satu"]


def test_latency_delays_each_matching_request_and_still_handles_it(base):
    fault(base, kind="latency", match="^POST", latency_ms=150)
    started = time.monotonic()
    assert post(base).json() == ["satu"]
    assert time.monotonic() - started >= 0.15
    assert requests.get(f"{base}/lines", timeout=5).elapsed.total_seconds() < 0.15


def test_cut_before_drops_the_connection_and_applies_nothing(base, notebook):
    fault(base, kind="cut_before", match="POST", count=1)
    with pytest.raises(requests.ConnectionError):
        post(base)
    assert notebook.lines == []
    assert post(base).ok


def test_cut_after_applies_and_then_drops_the_connection(base, notebook):
    fault(base, kind="cut_after", match="POST", count=1)
    with pytest.raises(requests.ConnectionError):
        post(base)
    assert notebook.lines == ["satu"]


def test_late_drops_the_connection_at_once_and_applies_after_the_delay(base, notebook):
    fault(base, kind="late", match="POST", for_s=0.3, count=1)
    started = time.monotonic()
    with pytest.raises(requests.ConnectionError):
        post(base)
    assert notebook.lines == []
    eventually(lambda: notebook.lines == ["satu"])
    assert time.monotonic() - started >= 0.3


def test_a_late_request_does_not_land_in_the_store_that_a_reset_made(base, notebook):
    fault(base, kind="late", match="POST", for_s=0.2, count=1)
    with pytest.raises(requests.ConnectionError):
        post(base, "lama")
    requests.post(f"{base}/_sandbox/reset", timeout=5)
    fault(base, kind="late", match="POST", for_s=0.2, count=1)
    with pytest.raises(requests.ConnectionError):
        post(base, "baru")
    eventually(lambda: notebook.lines)
    assert notebook.lines == ["baru"]


def test_hang_gives_no_answer_until_the_client_gives_up(base, notebook):
    fault(base, kind="hang", match="POST", count=1)
    with pytest.raises(requests.ReadTimeout):
        post(base, timeout=0.2)
    assert notebook.lines == []
    assert post(base).ok


def test_clearing_the_faults_lets_a_hanging_request_go_unapplied(base, notebook):
    fault(base, kind="hang", match="POST", count=1)
    port = int(base.rsplit(":", 1)[1])
    with socket.create_connection(("127.0.0.1", port), timeout=5) as waiting:
        waiting.sendall(b"POST /lines HTTP/1.1\r\nhost: x\r\ncontent-length: 0\r\n\r\n")
        eventually(lambda: requests.get(f"{base}/_sandbox/faults", timeout=5).json() == [])
        requests.delete(f"{base}/_sandbox/faults", timeout=5)
        assert waiting.recv(100) == b""
    assert notebook.lines == []


def test_off_without_a_time_drops_every_match_while_control_answers(base, notebook):
    fault(base, kind="off", match="/lines")
    for _ in range(2):
        with pytest.raises(requests.ConnectionError):
            post(base)
    assert requests.get(f"{base}/_sandbox/calls", timeout=5).json()["writes"] == 0
    requests.delete(f"{base}/_sandbox/faults", timeout=5)
    assert post(base).ok


def test_off_with_a_time_closes_the_port_and_opens_the_same_one_again(base):
    port = int(base.rsplit(":", 1)[1])
    kept_alive = requests.Session()
    assert kept_alive.get(f"{base}/lines", timeout=5).ok
    assert fault(base, kind="off", for_s=0.5).ok
    eventually(lambda: refused(port))
    eventually(lambda: answers(base))
    assert kept_alive.get(f"{base}/lines", timeout=5).ok


def refused(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except ConnectionRefusedError:
        return True
    return False


def test_a_provider_can_do_its_work_and_lose_the_answer(base):
    with pytest.raises(requests.ConnectionError):
        requests.get(f"{base}/lost", timeout=5)


def test_several_faults_act_at_once_and_each_counts_its_own_hits(base, notebook):
    both = [
        {"kind": "latency", "match": "POST", "latency_ms": 100},
        {"kind": "cut_before", "match": "POST", "count": 1},
        {"kind": "cut_after", "match": "POST", "count": 1},
    ]
    assert len(requests.post(f"{base}/_sandbox/faults", json=both, timeout=5).json()) == 3
    started = time.monotonic()
    for _ in range(2):
        with pytest.raises(requests.ConnectionError):
            post(base)
    assert time.monotonic() - started >= 0.2
    assert notebook.lines == ["satu"]
    assert [f["kind"] for f in requests.get(f"{base}/_sandbox/faults", timeout=5).json()] == [
        "latency"
    ]


def test_a_fault_ends_when_its_time_is_over(base):
    fault(base, kind="status", match="lines", status=500, for_s=0.2)
    assert post(base).status_code == 500
    eventually(lambda: post(base).status_code == 200)


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ({"kind": "boom"}, "'kind' must be one of"),
        ({"kind": "status", "match": "x"}, "needs 'status'"),
        ({"kind": "cut_before", "match": "("}, "not a regular expression"),
        ({"kind": "cut_before", "count": 0}, "'count' must be at least 1"),
        ({"kind": "cut_before", "count": True}, "'count' has the wrong type"),
        ({"kind": "cut_before", "often": 1}, "'often' is not a field"),
        ({"kind": "late", "match": "x"}, "needs 'for_s'"),
        ([{"kind": "hang"}, 7], "A fault is an object"),
    ],
)
def test_a_fault_that_makes_no_sense_is_refused_and_nothing_is_in_force(base, body, sentence):
    answer = requests.post(f"{base}/_sandbox/faults", json=body, timeout=5)
    assert answer.status_code == 400
    assert sentence in answer.json()["error"]
    assert requests.get(f"{base}/_sandbox/faults", timeout=5).json() == []


def test_a_control_body_that_is_not_json_is_refused_in_one_sentence(base):
    answer = requests.post(f"{base}/_sandbox/faults", data=b"{kind", timeout=5)
    assert (answer.status_code, answer.json()["error"][:20]) == (400, "The body is not JSON")


def test_calls_are_counted_by_user_and_endpoint_and_control_is_not(base):
    post(base)
    requests.get(f"{base}/lines", headers={"user": "siti"}, timeout=5)
    assert requests.get(f"{base}/_sandbox/calls?user=siti", timeout=5).json() == {
        "reads": 1,
        "writes": 0,
        "by_endpoint": {"GET lines": 1},
    }
    requests.delete(f"{base}/_sandbox/calls?user=siti", timeout=5)
    assert requests.get(f"{base}/_sandbox/calls", timeout=5).json() == {
        "reads": 0,
        "writes": 1,
        "by_endpoint": {"POST lines": 1},
    }


def test_a_request_that_is_not_admitted_is_counted_and_not_handled(base, notebook):
    notebook.full_for.add("worker")
    assert post(base).status_code == 429
    assert notebook.lines == []
    assert requests.get(f"{base}/_sandbox/calls", timeout=5).json()["writes"] == 1


def test_an_unknown_path_has_the_providers_error(base):
    answer = requests.get(f"{base}/nothing", timeout=5)
    assert (answer.status_code, answer.text) == (404, "html=False")


SERVED = """
from starlette.responses import Response
from sandbox import web
app = web.build([], describe=lambda r: web.Call("u", "GET", "/", "read", "GET"), reset=dict,
                error=lambda status, html: Response(status_code=status))
web.serve(app, name="Buku", setting="BOOK_PORT", port={port})
"""


def start(port: int) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-c", SERVED.format(port=port)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_a_taken_port_ends_the_start_with_a_sentence_that_names_the_setting():
    with listener.bind(0) as taken:
        port = taken.getsockname()[1]
        out, error = (process := start(port)).communicate(timeout=20)
    assert process.returncode == 1
    assert out == ""
    assert error == (
        f"Port {port} (BOOK_PORT) untuk Buku sedang dipakai program lain; "
        "hentikan program itu atau pilih port lain dengan BOOK_PORT.\n"
    )


def test_serving_says_where_and_ends_cleanly_on_sigterm():
    with listener.bind(0) as free:
        port = free.getsockname()[1]
    process = start(port)
    assert process.stdout is not None
    assert process.stdout.readline() == f"Buku: http://127.0.0.1:{port}\n"
    process.terminate()
    out, error = process.communicate(timeout=10)
    assert (process.returncode, out, error) == (0, "", "")
