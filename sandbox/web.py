"""The common shell of the stand-ins: counts, faults and control beside a provider's routes."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from dataclasses import dataclass
from typing import Any, Literal, Protocol

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute
from starlette.types import Message, Receive, Scope, Send

from sandbox import control
from sandbox.faults import COMMON, Fault, Faults
from sandbox.listener import running, serve

__all__ = ["Call", "Cut", "Shell", "build", "running", "serve"]

CUT = "sandbox.cut"
#: (status, whether the proxy before the provider answers) -> the answer
ErrorOf = Callable[[int, bool], Response]


@dataclass(frozen=True)
class Call:
    """One request as it is counted. `endpoint` names the operation, such as "POST :batchUpdate"."""

    user: str
    method: str
    path: str
    kind: Literal["read", "write", "other"]
    endpoint: str


class Cut(Response):
    """An answer that never comes: the work is done, then the connection is cut."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await scope[CUT]()


class ClosablePort(Protocol):
    """What the shell needs of the server it runs in: to be unreachable for a while."""

    async def close_for(self, seconds: float) -> None: ...


class Calls:
    """How often each user called what, since the start or the last DELETE of the counts."""

    def __init__(self) -> None:
        self._counts: Counter[tuple[str, str, str]] = Counter()

    def add(self, call: Call) -> None:
        self._counts[call.user, call.kind, call.endpoint] += 1

    def clear(self, user: str | None) -> None:
        for key in [key for key in self._counts if user in (None, key[0])]:
            del self._counts[key]

    def summary(self, user: str | None) -> dict[str, Any]:
        kinds: Counter[str] = Counter()
        endpoints: Counter[str] = Counter()
        for (who, kind, endpoint), count in self._counts.items():
            if user in (None, who):
                kinds[kind] += count
                endpoints[endpoint] += count
        return {"reads": kinds["read"], "writes": kinds["write"], "by_endpoint": dict(endpoints)}


@dataclass(eq=False)
class Exchange:
    """One request on its real connection."""

    scope: Scope
    receive: Receive
    send: Send

    @property
    def line(self) -> str:
        return f"{self.scope['method']} {self.scope['path']}"

    def abort(self) -> None:
        # uvicorn's h11 passes a bound method of the request's cycle, which owns the transport.
        self.send.__self__.transport.abort()  # type: ignore[attr-defined]

    async def cut(self) -> None:
        """Drop the connection without a byte of an answer; returns when the server knows it."""
        self.abort()
        await self.gone()

    async def gone(self) -> None:
        while (await self.receive())["type"] != "http.disconnect":
            pass

    async def body(self) -> bytes:
        return await Request(self.scope, self.receive).body()


class Shell:
    """The ASGI app of a stand-in: counts a request, asks for admission, lets faults act."""

    def __init__(
        self,
        provider: Callable[[Scope, Receive, Send], Awaitable[None]],
        *,
        describe: Callable[[Request], Call],
        error_at: Callable[[str], ErrorOf],
        admit: Callable[[Call], Response | None] | None,
    ) -> None:
        self.provider = provider
        self.describe = describe
        self.error_at = error_at
        self.admit = admit
        self.calls = Calls()
        self.faults = Faults()
        self.port: ClosablePort | None = None
        self._open: set[Exchange] = set()
        self._later: set[asyncio.Task[None]] = set()
        self._acts: dict[str, Callable[[Exchange, Fault], Coroutine[Any, Any, None]]] = {
            "status": self._status,
            "status_after": self._status_after,
            "slow_answer": self._slow_answer,
            "cut_before": self._cut_before,
            "cut_after": self._cut_after,
            "late": self._late,
            "hang": self._hang,
            "hang_after": self._hang_after,
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"].startswith(control.PREFIX):
            await self.provider(scope, receive, send)
            return
        exchange = Exchange(scope, receive, send)
        self._open.add(exchange)
        try:
            await self._answer(exchange)
        finally:
            self._open.discard(exchange)

    async def _answer(self, exchange: Exchange) -> None:
        if self.faults.take(exchange.line, {"off"}):
            await exchange.cut()
            return
        call = self.describe(Request(exchange.scope))
        self.calls.add(call)
        refusal = self.admit(call) if self.admit else None
        if refusal is not None:
            await refusal(exchange.scope, exchange.receive, exchange.send)
            return
        wait_s = self.faults.latency(exchange.line)
        if wait_s:
            await asyncio.sleep(wait_s)
        fault = self.faults.take(exchange.line, self._acts)
        if fault:
            await self._acts[fault.kind](exchange, fault)
        else:
            exchange.scope[CUT] = exchange.cut
            await self.provider(exchange.scope, exchange.receive, exchange.send)

    async def _status(self, exchange: Exchange, fault: Fault) -> None:
        await exchange.body()
        answer = self.error_at(exchange.scope["path"])(fault.status, fault.html)
        await answer(exchange.scope, exchange.receive, exchange.send)

    async def _status_after(self, exchange: Exchange, fault: Fault) -> None:
        await self._apply(exchange.scope, await exchange.body())
        answer = self.error_at(exchange.scope["path"])(fault.status, fault.html)
        await answer(exchange.scope, exchange.receive, exchange.send)

    async def _slow_answer(self, exchange: Exchange, fault: Fault) -> None:
        """Apply at once, answer later: what follows from the request may be seen before."""
        kept: list[Message] = []
        await self._apply(exchange.scope, await exchange.body(), kept)
        await asyncio.sleep(fault.latency_s)
        for message in kept:
            await exchange.send(message)

    async def _cut_before(self, exchange: Exchange, fault: Fault) -> None:
        await exchange.cut()

    async def _cut_after(self, exchange: Exchange, fault: Fault) -> None:
        body = await exchange.body()
        try:
            await self._apply(exchange.scope, body)
        finally:
            await exchange.cut()

    async def _late(self, exchange: Exchange, fault: Fault) -> None:
        body = await exchange.body()
        task = asyncio.create_task(self._apply_after(fault.for_s or 0, exchange.scope, body))
        self._later.add(task)
        task.add_done_callback(self._later.discard)
        await exchange.cut()

    async def _hang(self, exchange: Exchange, fault: Fault) -> None:
        client = asyncio.ensure_future(exchange.gone())
        fault_over = asyncio.ensure_future(self.faults.hold(fault))
        try:
            await asyncio.wait({client, fault_over}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            client.cancel()
            fault_over.cancel()
        exchange.abort()
        await exchange.gone()

    async def _hang_after(self, exchange: Exchange, fault: Fault) -> None:
        await self._apply(exchange.scope, await exchange.body())
        await self._hang(exchange, fault)

    async def _apply_after(self, seconds: float, scope: Scope, body: bytes) -> None:
        await asyncio.sleep(seconds)
        await self._apply(scope, body)

    async def _apply(self, scope: Scope, body: bytes, answer: list[Message] | None = None) -> None:
        """Let the provider do the work unheard; its answer is kept in `answer`, if given."""

        async def receive() -> Message:
            return {"type": "http.request", "body": body, "more_body": False}

        async def send(message: Message) -> None:
            if answer is not None:
                answer.append(message)

        async def cut() -> None:
            return None

        await self.provider({**scope, CUT: cut}, receive, send)

    async def turn_off(self, wanted: Sequence[Fault]) -> None:
        """Begin each `off`: close the port for its time, or drop what is open and matches."""
        for fault in [fault for fault in wanted if fault.kind == "off"]:
            if fault.for_s is not None and self.port:
                await self.port.close_for(fault.for_s)
                continue
            for exchange in [e for e in self._open if fault.match.search(e.line)]:
                exchange.abort()

    def forget_later(self) -> None:
        """Drop the requests that were still to be applied late."""
        for task in list(self._later):
            task.cancel()


def build(
    routes: Sequence[BaseRoute],
    *,
    describe: Callable[[Request], Call],
    reset: Callable[[], None],
    error: ErrorOf,
    error_at: Callable[[str], ErrorOf] | None = None,
    admit: Callable[[Call], Response | None] | None = None,
    extra_faults: frozenset[str] = frozenset(),
    lifespan: Callable[[Starlette], Any] | None = None,
) -> Shell:
    """A stand-in as an ASGI app, with the control routes beside the provider's.

    `describe` says who calls and what it counts as; `error(status, html)` makes the provider's real
    error body, `error_at(path)` finds it where two providers answer; `admit` is the quota, asked
    after counting (None: go on); `reset` empties the store.
    Routes under /_sandbox/ are control: never counted, no quota, no faults. `extra_faults` are
    kinds that the provider acts on itself, through `request.app.state.shell.faults`.
    """

    async def refused(request: Request, problem: Exception) -> Response:
        return error(problem.status_code if isinstance(problem, HTTPException) else 500, False)

    provider = Starlette(
        routes=[*routes],
        exception_handlers={404: refused, 405: refused, 500: refused},
        lifespan=lifespan,
    )
    found = error_at or (lambda path: error)
    shell = Shell(provider, describe=describe, error_at=found, admit=admit)
    provider.state.shell = shell
    provider.router.routes[:0] = control.Control(
        shell, reset=reset, kinds=COMMON | extra_faults
    ).routes()
    return shell
