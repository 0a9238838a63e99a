"""HTTP as every gateway needs it: no request is sent twice, and no error tells an address.

Tokens stand in paths, headers and proxies' pages, so no exception of the HTTP library leaves here.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Mapping
from typing import Any

import requests
from requests.adapters import HTTPAdapter
from urllib3.exceptions import HTTPError, NewConnectionError

from workers.gateways import foreign
from workers.gateways.base import GatewayError

# At DEBUG urllib3 writes every path, and with it the token.
logging.getLogger("urllib3").setLevel(logging.INFO)

CONNECT_S, READ_S = 5, 30
#: One attachment, however slowly it drips: two of them fit into what a step may take.
DOWNLOAD_S = 240
UNREACHABLE = "Gateway tidak dapat dihubungi; periksa jaringan dan GATEWAY_URL."
UNANSWERED = "Gateway tidak menjawab dengan pasti."

TOO_LARGE = "Lampiran melebihi batas ukuran ({limit} MB); lihat di ponsel dinas."
TOO_SLOW = "Lampiran dikirim gateway terlalu lambat."


class Connections:
    """Every thread has its own; nothing is sent again by itself."""

    def __init__(self, base: str, *, download_s: float = DOWNLOAD_S) -> None:
        self._base = base
        self._download_s = download_s
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

    def download(
        self, address: str, limit_bytes: int, *, headers: Mapping[str, str] | None = None
    ) -> bytes:
        """The bytes at an address. Permanent errors: longer than `limit_bytes`, or a place inside
        the city's network. Nothing leads on to another address, and nothing is unpacked."""
        foreign.check(address, own=self._base)
        until = time.monotonic() + self._download_s
        plain = {**(headers or {}), "Accept-Encoding": "identity"}
        try:
            with self._session.get(
                address,
                timeout=(CONNECT_S, READ_S),
                stream=True,
                headers=plain,
                allow_redirects=False,
            ) as response:
                if response.status_code != 200:
                    raise GatewayError(f"Lampiran belum dapat diambil ({response.status_code}).")
                return _limited(response, limit_bytes, until=until)
        except (requests.RequestException, HTTPError, UnicodeError):
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


def _limited(response: requests.Response, limit_bytes: int, *, until: float) -> bytes:
    """The body as it is; what says that it is too long is not read at all."""
    too_large = GatewayError(TOO_LARGE.format(limit=limit_bytes // 2**20), permanent=True)
    told = response.headers.get("Content-Length", "")
    if told.isdecimal() and int(told) > limit_bytes:
        raise too_large
    data = bytearray()
    # Not iter_content: it waits for whole pieces, each byte of which may take its time.
    while piece := response.raw.read1(65536, decode_content=False):
        data += piece
        if len(data) > limit_bytes:
            raise too_large
        if time.monotonic() > until:
            raise GatewayError(TOO_SLOW)
    return bytes(data)
