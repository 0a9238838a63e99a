"""How often one address and one person may knock at the doors that cost something."""

from __future__ import annotations

import logging
import math
from collections import Counter, OrderedDict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from pages.web.guards import CALLBACK, UPLOAD, cookies_of
from pages.web.links import PATH

logger = logging.getLogger(__name__)
TOO_MANY = 429
SENTENCE = "Terlalu banyak permintaan dalam waktu singkat. Mohon tunggu sebentar, lalu coba lagi."
#: Keys that a door remembers. Whoever has more addresses than these is not stopped by counting.
KEYS = 10_000
NETWORK_BITS = 64  # of IPv6: what one household or office has


@dataclass(frozen=True)
class Rate:
    """So many at once, and so many more in each minute after that."""

    at_once: int
    a_minute: int


@dataclass(frozen=True)
class Door:
    """Paths that begin so, counted together; `person`: whoever has signed in, wherever from."""

    paths: tuple[str, ...]
    address: Rate
    person: Rate | None = None


#: A town hall may have one address: all its pages come again at once when the desk was restarted,
#: and on the day of a flood everybody sends photos. These stop machines, not people.
DOORS = (
    Door(("/auth/", CALLBACK), Rate(120, 120)),
    Door(("/_stcore/stream",), Rate(600, 300), Rate(120, 60)),
    Door((UPLOAD,), Rate(300, 300), Rate(60, 60)),
    Door((PATH + "/",), Rate(1200, 1200), Rate(300, 300)),
)
#: WebSockets of one address; each keeps a session in memory. As in deploy/nginx.conf.
OPEN_AT_ONCE = 400
SOON_S = 10  # when to ask again where one has to close first


class Buckets:
    """One bucket for each key, the longest unused forgotten first; a clock's seconds are given."""

    def __init__(self, rate: Rate, *, most: int = KEYS) -> None:
        self._full = float(rate.at_once)
        self._a_second = rate.a_minute / 60
        self._most = most
        self._held: OrderedDict[str, tuple[float, float]] = OrderedDict()  # tokens, and when

    def __len__(self) -> int:
        return len(self._held)

    def wait_s(self, key: str, now: float) -> float:
        """Take one. 0.0: taken; else the seconds until there is another."""
        tokens, then = self._held.pop(key, (self._full, now))
        tokens = min(self._full, tokens + (now - then) * self._a_second)
        taken = tokens >= 1
        self._held[key] = (tokens - taken, now)
        if len(self._held) > self._most:
            self._held.popitem(last=False)
        return 0.0 if taken else (1 - tokens) / self._a_second


class Limits:
    """429 with Retry-After and one sentence for who comes too often; what is no door passes."""

    def __init__(
        self,
        app: ASGIApp,
        *,
        whose: Callable[[Mapping[str, str]], str],
        clock: Callable[[], float],
        doors: Iterable[Door] = DOORS,
    ) -> None:
        """`whose`: the person whom cookies name, "" for nobody; `clock`: steady, in seconds."""
        self.app = app
        self.whose = whose
        self.clock = clock
        self._doors = [
            (door, Buckets(door.address), Buckets(door.person) if door.person else None)
            for door in doors
        ]
        self._told = Buckets(Rate(1, 1))
        self._open: Counter[str] = Counter()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        wait_s = 0.0 if scope["type"] == "lifespan" else self._wait_s(scope)
        if wait_s:
            await _refusal(wait_s)(scope, receive, send)
        elif scope["type"] == "websocket":
            await self._while_open(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    def _wait_s(self, scope: Scope) -> float:
        for door, addresses, persons in self._doors:
            if scope["path"].startswith(door.paths):
                wait_s = self._knock(scope, addresses, persons)
                if wait_s and not self._told.wait_s(door.paths[0], self.clock()):
                    logger.warning("Refused for coming too often: %s", door.paths[0])
                return wait_s
        return 0.0

    def _knock(self, scope: Scope, addresses: Buckets, persons: Buckets | None) -> float:
        now, address = self.clock(), address_of(scope)
        if scope["type"] == "websocket" and self._open[address] >= OPEN_AT_ONCE:
            return SOON_S
        wait_s = addresses.wait_s(address, now)
        if wait_s or persons is None:
            return wait_s
        person = self.whose(cookies_of(scope))
        return persons.wait_s(person, now) if person else 0.0

    async def _while_open(self, scope: Scope, receive: Receive, send: Send) -> None:
        address = address_of(scope)
        self._open[address] += 1
        try:
            await self.app(scope, receive, send)
        finally:
            self._open[address] -= 1
            self._open += Counter()  # drops what is at nought


def address_of(scope: Scope) -> str:
    """Whose network it is; behind a proxy uvicorn has put there what that proxy says."""
    said = scope["client"][0] if scope.get("client") else ""
    try:
        address = ip_address(said)
    except ValueError:
        return str(said)
    if isinstance(address, IPv6Address):
        return f"{int(address) >> NETWORK_BITS:x}::"
    return str(address)


def _refusal(wait_s: float) -> PlainTextResponse:
    headers = {"Retry-After": str(math.ceil(wait_s)), "Cache-Control": "no-store"}
    return PlainTextResponse(SENTENCE, TOO_MANY, headers=headers)
