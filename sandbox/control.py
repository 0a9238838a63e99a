"""What every stand-in lets a test do from outside: read the counts, set faults, empty the store."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from starlette.background import BackgroundTask
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from sandbox import faults

if TYPE_CHECKING:
    from sandbox.web import Shell

PREFIX = "/_sandbox/"


class BadControl(ValueError):
    """A control body that makes no sense; the text is the one sentence shown to the caller."""


def refuse(problem: Exception) -> Response:
    return JSONResponse({"error": str(problem)}, status_code=400)


async def read(request: Request) -> Any:
    """The JSON body of a control request. Raises BadControl if it is none."""
    try:
        given = json.loads(await request.body())
        # Half a surrogate pair is JSON, but no text that could be stored or shown.
        json.dumps(given, ensure_ascii=False).encode()
        return given
    except ValueError as problem:
        raise BadControl(f"The body is not JSON: {problem}.") from problem


class Control:
    """The control routes common to all stand-ins; `kinds` are the faults this one can show."""

    def __init__(self, shell: Shell, *, reset: Callable[[], None], kinds: frozenset[str]) -> None:
        self.shell = shell
        self.reset = reset
        self.kinds = kinds

    def routes(self) -> list[BaseRoute]:
        return [
            Route(PREFIX + "calls", self.calls, methods=["GET", "DELETE"]),
            Route(PREFIX + "faults", self.list_faults, methods=["GET", "DELETE"]),
            Route(PREFIX + "faults", self.add_faults, methods=["POST"]),
            Route(PREFIX + "reset", self.empty, methods=["POST"]),
        ]

    async def calls(self, request: Request) -> Response:
        user = request.query_params.get("user")
        if request.method == "DELETE":
            self.shell.calls.clear(user)
        return JSONResponse(self.shell.calls.summary(user))

    async def list_faults(self, request: Request) -> Response:
        if request.method == "DELETE":
            self.shell.faults.clear()
        return JSONResponse(self._in_force())

    async def add_faults(self, request: Request) -> Response:
        try:
            wanted = faults.parse(await read(request), self.kinds, at=time.monotonic())
        except (BadControl, faults.BadFault) as problem:
            return refuse(problem)
        self.shell.faults.add(wanted)
        # In the background: this answer has to leave before the port closes under it.
        return JSONResponse(
            self._in_force(), background=BackgroundTask(self.shell.turn_off, wanted)
        )

    async def empty(self, request: Request) -> Response:
        self.shell.forget_later()
        self.reset()
        return JSONResponse({"reset": True})

    def _in_force(self) -> list[dict[str, Any]]:
        return [fault.describe() for fault in self.shell.faults.active()]
