"""HTTP as every gateway needs it: no request is sent twice, and no error tells an address.

Tokens stand in paths, headers and proxies' pages, so no exception of the HTTP library leaves here.
"""

from __future__ import annotations

import logging
import threading
from typing import Any

import requests
from requests.adapters import HTTPAdapter
from urllib3.exceptions import NewConnectionError

from workers.gateways.base import GatewayError

# At DEBUG urllib3 writes every path, and with it the token.
logging.getLogger("urllib3").setLevel(logging.INFO)

CONNECT_S, READ_S = 5, 30
UNREACHABLE = "Gateway tidak dapat dihubungi; periksa jaringan dan GATEWAY_URL."
UNANSWERED = "Gateway tidak menjawab dengan pasti."

TOO_LARGE = "Lampiran melebihi batas ukuran ({limit} MB); lihat di ponsel dinas."


class Connections:
    """Every thread has its own; nothing is sent again by itself."""

    def __init__(self, base: str) -> None:
        # A city's proxy leads to the vendor, never to the stand-in on this machine.
        self._trust_proxies = "://127.0.0.1" not in base
        self._own = threading.local()

    def request(
        self, verb: str, address: str, *, read_s: float = READ_S, **options: Any
    ) -> requests.Response:
        """One request. GatewayError: the connection could not be made, or broke (`uncertain`)."""
        try:
            return self._session.request(verb, address, timeout=(CONNECT_S, read_s), **options)
        except requests.RequestException as error:
            raise _broken(error) from None

    def download(self, address: str, limit_bytes: int, **options: Any) -> bytes:
        """The bytes at an address. Longer than `limit_bytes` is a permanent error."""
        try:
            with self._session.get(
                address, timeout=(CONNECT_S, READ_S), stream=True, **options
            ) as response:
                if response.status_code != 200:
                    raise GatewayError(f"Lampiran belum dapat diambil ({response.status_code}).")
                return _limited(response, limit_bytes)
        except (requests.RequestException, UnicodeError):
            raise GatewayError("Lampiran belum dapat diambil dari gateway.") from None

    @property
    def _session(self) -> requests.Session:
        session: requests.Session | None = getattr(self._own, "session", None)
        if session is None:
            session = self._own.session = requests.Session()
            session.trust_env = self._trust_proxies
            for scheme in ("http://", "https://"):
                session.mount(scheme, HTTPAdapter(max_retries=0))
        return session


def _broken(error: requests.RequestException) -> GatewayError:
    """Without a connection nothing was sent; with a broken one that is open."""
    reason = getattr(error.args[0], "reason", None) if error.args else None
    if isinstance(error, requests.ConnectTimeout) or isinstance(reason, NewConnectionError):
        return GatewayError(UNREACHABLE)
    return GatewayError(UNANSWERED, uncertain=True)


def _limited(response: requests.Response, limit_bytes: int) -> bytes:
    data = bytearray()
    for chunk in response.iter_content(65536):
        data += chunk
        if len(data) > limit_bytes:
            raise GatewayError(TOO_LARGE.format(limit=limit_bytes // 2**20), permanent=True)
    return bytes(data)
