"""GREEN-API over HTTP: one request at a time, its limits kept, its answers told apart.

The token stands in every path, so addresses are told to nobody.
Errors and limits: https://green-api.com/en/docs/api/common-errors/ and .../api/ratelimiter/.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Mapping
from typing import Any

import requests

from desk import refusals
from workers.gateways.base import GatewayError
from workers.gateways.connections import READ_S, UNANSWERED, Connections

#: Seconds between two calls of a method, a little more than the vendor asks per instance.
SPACING_S = {
    **dict.fromkeys(("receiveNotification", "deleteNotification"), 1 / 95),
    **dict.fromkeys(("sendMessage", "sendFileByUpload"), 1 / 45),
    **dict.fromkeys(
        (
            "getStateInstance",
            "getSettings",
            "setSettings",
            "lastIncomingMessages",
            "lastOutgoingMessages",
            "getChatHistory",
            "showMessagesQueue",
            "getWebhooksCount",
        ),
        1.05,
    ),
}

#: Answers after which nothing was sent, and none of the next would be; every other answer than
#: 200, 400 and 429 leaves that open.
CAUSES = {
    401: refusals.ACCESS,
    403: refusals.ACCESS,
    404: refusals.ACCESS,
    466: refusals.QUOTA,
}
#: A 400 with one of these words is about the instance; any other is about the message.
NOT_NOW = {
    "expired": refusals.EXPIRED,
    "starting": refusals.NOT_READY,
    "not authorized": refusals.NOT_READY,
}
TOO_BUSY = "Gateway sedang terlalu sibuk; dicoba lagi sebentar lagi."


class Wire:
    """The requests of one instance."""

    def __init__(self, *, url: str, media_url: str, instance: str, token: str) -> None:
        self._base = {False: url.rstrip("/"), True: (media_url or url).rstrip("/")}
        self._path = (f"/waInstance{instance}/", f"/{token}")
        self._connections = Connections(url)
        self._turn = threading.Lock()
        self._last: dict[str, float] = {}

    def get(self, method: str, *, read_s: float = READ_S, **query: object) -> Any:
        """Answer of a GET, tried twice when the connection breaks: it changes nothing."""
        return self._twice("GET", method, params=query, read_s=read_s)

    def delete(self, method: str, tail: str) -> Any:
        """Answer of a DELETE, tried twice: what is gone stays gone."""
        return self._twice("DELETE", method, tail=f"/{tail}")

    def ask(self, method: str, body: Mapping[str, object]) -> Any:
        """Answer of a POST that only asks, tried twice."""
        return self._twice("POST", method, json=body)

    def post(self, method: str, *, media: bool = False, **body: Any) -> Any:
        """Answer of a POST that does something: sent once, whatever happens to the connection."""
        return self._answer(self._request("POST", method, media=media, **body))

    def download(self, url: str, limit_bytes: int) -> bytes:
        """The bytes at an address that the gateway gave; the token is not sent along."""
        return self._connections.download(url, limit_bytes)

    def _twice(self, verb: str, method: str, **request: Any) -> Any:
        try:
            response = self._request(verb, method, **request)
        except GatewayError:
            response = self._request(verb, method, **request)
        return self._answer(response)

    def _request(
        self,
        verb: str,
        method: str,
        *,
        media: bool = False,
        tail: str = "",
        read_s: float = READ_S,
        **request: Any,
    ) -> requests.Response:
        self._wait_for_turn(method)
        address = self._base[media] + method.join(self._path) + tail
        return self._connections.request(verb, address, read_s=read_s, **request)

    def _answer(self, response: requests.Response) -> Any:
        if response.status_code == 200:
            try:
                return response.json()
            except ValueError:
                raise GatewayError(UNANSWERED, uncertain=True) from None
        raise _refusal(response.status_code, response.text[:2000])

    def _wait_for_turn(self, method: str) -> None:
        spacing_s = SPACING_S.get(method, 0.0)
        with self._turn:
            now = time.monotonic()
            at = max(now, self._last.get(method, now - spacing_s) + spacing_s)
            self._last[method] = at
        if at > now:
            time.sleep(at - now)


def _refusal(status: int, text: str) -> GatewayError:
    said = (cause for word, cause in NOT_NOW.items() if status == 400 and word in text)
    cause = CAUSES.get(status) or next(said, "")
    if cause:
        return GatewayError(refusals.SENTENCES[cause], cause=cause)
    if status == 429:
        return GatewayError(TOO_BUSY)
    if status == 400:
        return GatewayError("Gateway menolak isi pesan ini.", permanent=True)
    return GatewayError(f"{UNANSWERED[:-1]} ({status}).", uncertain=True)
