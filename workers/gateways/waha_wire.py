"""WAHA over HTTP: the key in a header, one sending after the other, its answers told apart.

Errors: https://waha.devlike.pro/docs/; the key goes to no other address than WAHA's own.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

import requests

from desk import refusals
from workers.gateways.base import GatewayError
from workers.gateways.connections import READ_S, UNANSWERED, Connections

#: A claimed message must not wait so long here that its sender counts as lost.
LONGEST_DELAY_S = 15.0
FILES = "/api/files/"
#: Answers after which nothing was sent, and none of the next would be.
CAUSES = {
    401: refusals.ACCESS,
    403: refusals.ACCESS,
    404: refusals.ACCESS,
    422: refusals.NOT_READY,
}
#: About this message alone.
WRONG = {
    400: "Gateway menolak isi pesan ini.",
    413: "Lampiran terlalu besar untuk gateway.",
}
TOO_BUSY = "Gateway sedang terlalu sibuk; dicoba lagi sebentar lagi."
DONE = (200, 201)


class Wire:
    """The requests of one WAHA. `delay_ms`: between two messages that leave."""

    def __init__(self, *, url: str, key: str, delay_ms: int) -> None:
        self._base = url.rstrip("/")
        self._headers = {"X-Api-Key": key}
        self._connections = Connections(url)
        self._delay_s = min(delay_ms / 1000, LONGEST_DELAY_S)
        self._turn = threading.Lock()
        self._next_at = 0.0

    def get(self, path: str, **query: object) -> Any:
        """Answer of a GET, tried twice when the connection breaks: it changes nothing."""
        return self._answer(self._twice(path, query))

    def seek(self, path: str, **query: object) -> Any:
        """The same of something that may not be there: None then."""
        response = self._twice(path, query)
        missing = response.status_code == 404 or not response.content
        return None if missing else self._answer(response) or None

    def post(self, path: str, body: Mapping[str, object], *, read_s: float = READ_S) -> Any:
        """Answer of a POST that sends a message: in its turn, once, whatever happens to it."""
        self._wait_for_turn()
        return self._answer(self._request("POST", path, json=body, read_s=read_s))

    def download(self, url: str, limit_bytes: int) -> bytes:
        """A file at the address that WAHA gave, which it may know itself by another host."""
        path = urlsplit(url).path
        if path.startswith(FILES):
            return self._connections.download(self._base + path, limit_bytes, headers=self._headers)
        return self._connections.download(url, limit_bytes)

    def _twice(self, path: str, query: Mapping[str, object]) -> requests.Response:
        try:
            return self._request("GET", path, params=query)
        except GatewayError:
            return self._request("GET", path, params=query)

    def _request(self, verb: str, path: str, **options: Any) -> requests.Response:
        address = f"{self._base}/api/{path}"
        return self._connections.request(verb, address, headers=self._headers, **options)

    def _answer(self, response: requests.Response) -> Any:
        if response.status_code not in DONE:
            raise _refusal(response.status_code)
        try:
            return response.json()
        except ValueError:
            raise GatewayError(UNANSWERED, uncertain=True) from None

    def pause_s(self) -> float:
        """Seconds until the next message's turn."""
        return max(0.0, self._next_at - time.monotonic())

    def _wait_for_turn(self) -> None:
        with self._turn:
            now = time.monotonic()
            at = max(now, self._next_at)
            self._next_at = at + self._delay_s
        if at > now:
            time.sleep(at - now)


def _refusal(status: int) -> GatewayError:
    if status in CAUSES:
        return GatewayError(refusals.SENTENCES[CAUSES[status]], cause=CAUSES[status])
    if status in WRONG:
        return GatewayError(WRONG[status], permanent=True)
    if status == 429:
        return GatewayError(TOO_BUSY)
    return GatewayError(f"{UNANSWERED[:-1]} ({status}).", uncertain=True)
