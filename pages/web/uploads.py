"""No more files wait in memory than there is room for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from pages.web.guards import UPLOAD

AWAY = 503
AGAIN_S = 60
SENTENCE = "Terlalu banyak berkas sedang dikirim. Mohon coba lagi sebentar lagi."


@dataclass
class Room:
    """Asks before each file that arrives; `makes_room`: for one more of this session, or not."""

    app: ASGIApp
    makes_room: Callable[[str], bool]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self._arrives(scope) and not self.makes_room(_session(scope)):
            headers = {"Retry-After": str(AGAIN_S)}
            await PlainTextResponse(SENTENCE, AWAY, headers=headers)(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    def _arrives(self, scope: Scope) -> bool:
        path = str(scope.get("path", ""))
        return scope.get("method") == "PUT" and path.startswith(UPLOAD + "/")


def _session(scope: Scope) -> str:
    return str(scope["path"]).removeprefix(UPLOAD + "/").partition("/")[0]
