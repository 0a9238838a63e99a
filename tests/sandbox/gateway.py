"""A client of the gateway stand-in for tests: GREEN-API's methods and the control of the phones."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import requests

WARGA = "6281234567890@c.us"
API = "/waInstance1101000001"


class Gateway:
    def __init__(self, base: str) -> None:
        self.base = base
        self.session = requests.Session()

    def call(self, verb: str, method: str, rest: str = "", **options: Any) -> requests.Response:
        url = f"{self.base}{API}/{method}/sandbox{rest}"
        return self.session.request(verb, url, timeout=10, **options)

    def control(self, verb: str, path: str, body: object = None) -> Any:
        answer = self.session.request(verb, f"{self.base}/_sandbox/{path}", json=body, timeout=10)
        return answer.json()

    def fault(self, **what: object) -> None:
        answer = self.session.post(f"{self.base}/_sandbox/faults", json=what, timeout=10)
        assert answer.ok, answer.text

    def write(self, text: str = "Jalan rusak", **more: object) -> str:
        """A citizen writes; gives the message's id."""
        body = {"chatId": WARGA, "senderName": "Siti", "typeMessage": "textMessage", "text": text}
        answer: dict[str, str] = self.control("POST", "inbound", {**body, **more})
        return answer["idMessage"]

    def send(self, text: str = "Terima kasih", chat: str = WARGA, **more: object) -> str:
        body = {"chatId": chat, "message": text, **more}
        answer = self.call("POST", "sendMessage", json=body)
        assert answer.ok, answer.text
        return str(answer.json()["idMessage"])

    def receive(self) -> Any:
        return self.call("GET", "receiveNotification").json()

    def acknowledge(self, receipt: int) -> Any:
        return self.call("DELETE", "deleteNotification", f"/{receipt}").json()

    def waiting(self) -> int:
        count: int = self.call("GET", "getWebhooksCount").json()["count"]
        return count

    def take(self) -> Any:
        """The next notification's body, acknowledged."""
        notification = self.receive()
        assert self.acknowledge(notification["receiptId"])["result"]
        return notification["body"]

    def chat(self, chat: str = WARGA) -> Any:
        return self.control("GET", f"chats/{chat}")


def eventually(holds: Callable[[], Any], within_s: float = 10) -> Any:
    """The first true value of `holds`; fails when none came in that time."""
    deadline = time.monotonic() + within_s
    while not (value := holds()):
        assert time.monotonic() < deadline, "it never came true"
        time.sleep(0.01)
    return value
