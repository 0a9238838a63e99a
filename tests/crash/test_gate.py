"""The harness itself: a call is stopped exactly where it says, and the books find what is wrong."""

from __future__ import annotations

import random
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
import requests

from desk.outbox import State
from tests.crash.audit import on_the_phone
from tests.crash.gate import Gate, Hold, Moment, kind_of
from tests.crash.mischief import Chance
from tests.stack import wait_for


class Server(BaseHTTPRequestHandler):
    applied: list[str] = []

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.applied.append(self.path)
        self.send_response(200)
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"{}")

    def log_message(self, format: str, *_: object) -> None:
        pass


@pytest.fixture
def gate() -> Iterator[Gate]:
    Server.applied = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), Server)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    made = Gate(server.server_address[1], Chance(random.Random(1)))
    yield made
    made.close()
    server.shutdown()
    server.server_close()


def send(gate: Gate) -> None:
    url = f"http://127.0.0.1:{gate.port}/waInstance1/sendMessage/token"
    requests.post(url, json={"chatId": "62812"}, timeout=10)


@pytest.mark.parametrize(("moment", "applied"), [(Moment.BEFORE, 0), (Moment.AFTER, 1)])
def test_a_held_call_is_cut_before_or_after_it_is_applied(
    gate: Gate, moment: Moment, applied: int
) -> None:
    hold = gate.hold(Hold(frozenset({"sendMessage"}), moment, b"62812"))
    failures: list[Exception] = []

    def attempt() -> None:
        try:
            send(gate)
        except requests.RequestException as error:
            failures.append(error)

    sender = threading.Thread(target=attempt)
    sender.start()
    wait_for("the hold", hold.reached.is_set)
    assert len(Server.applied) == applied
    hold.let_go(goes_on=False)
    sender.join(10)
    assert len(failures) == 1 and len(Server.applied) == applied


def test_a_call_that_names_another_chat_is_not_held(gate: Gate) -> None:
    hold = gate.hold(Hold(frozenset({"sendMessage"}), Moment.BEFORE, b"62999"))
    send(gate)
    assert not hold.reached.is_set() and len(Server.applied) == 1


@pytest.mark.parametrize(
    ("verb", "target", "kind"),
    [
        ("GET", "/waInstance11/receiveNotification/t?receiveTimeout=5", "receiveNotification"),
        ("GET", "/v4/spreadsheets/wadul-sandbox/values:batchGet?ranges=A", "GET values:batchGet"),
        ("POST", "/v4/spreadsheets/wadul-sandbox:batchUpdate", "POST :batchUpdate"),
        ("GET", "/v4/spreadsheets/wadul-sandbox?fields=sheets", "GET properties"),
        ("GET", "/api/default/chats/all/messages?limit=100", "messages"),
        ("GET", "/api/default/chats/62812@c.us/messages", "messages of a chat"),
        ("GET", "/api/default/chats/all/messages/3EB0AA", "message"),
        ("GET", "/api/sessions/default", "sessions"),
    ],
)
def test_a_call_is_known_by_its_kind(verb: str, target: str, kind: str) -> None:
    assert kind_of(verb, target) == kind


@pytest.mark.parametrize(
    ("states", "bubbles", "is_wrong"),
    [
        ([State.READ], 1, False),
        ([State.READ], 0, True),
        ([State.READ], 2, True),
        ([State.FAILED], 0, False),
        ([State.FAILED], 1, False),
        ([State.FAILED], 2, True),
        ([State.UNKNOWN], 0, False),
        ([State.UNKNOWN], 2, True),
        ([], 1, True),
    ],
)
def test_the_books_find_what_is_lost_or_doubled(
    states: list[State], bubbles: int, is_wrong: bool
) -> None:
    records = [{"body": "Nomor 1", "state": state} for state in states]
    found = on_the_phone("62812@c.us", records, [{"text": "Nomor 1"}] * bubbles)
    assert bool(list(found)) is is_wrong
