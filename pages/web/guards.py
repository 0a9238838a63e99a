"""What stands between the network and Streamlit, as plain ASGI.

Raw ASGI and not a middleware that reads bodies: those have broken uploads.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import cookie_parser
from starlette.responses import PlainTextResponse, RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pages.web import addresses

SIGN_IN_COOKIE = "_streamlit_user"
CALLBACK = "/oauth2callback"
LOGOUT = "/auth/logout"
HEALTH = "/healthz"
#: Streamlit serves these to anybody; nobody outside needs them.
CLOSED = ("/_stcore/metrics", "/_stcore/agent")
UPLOAD = "/_stcore/upload_file"
#: What Streamlit serves and takes without asking who it is; the sign-in page needs none of it.
FOR_STAFF = ("/media", "/component", UPLOAD, "/_stcore/bidi-components")
#: Streamlit lets pages of http://localhost:8501 read answers about uploads; ours need no such page.
SHARED = ("Access-Control-Allow-Origin", "Access-Control-Allow-Credentials")
UNKNOWN = 404
FORBIDDEN = 403
POLICY = 1008  # a WebSocket is closed with it


def cookies_of(scope: Scope) -> dict[str, str]:
    return cookie_parser(Headers(scope=scope).get("cookie", ""))


@dataclass
class OneAddress:
    """Sends every other Host to the configured address: sign-in needs the exact origin.

    A proxy in front has to hand the Host on as the browser sent it.
    """

    app: ASGIApp
    public_url: str

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan" or scope["path"] == HEALTH or self._right(scope):
            await self.app(scope, receive, send)
            return
        if scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": POLICY})
            return
        query = scope["query_string"].decode("latin-1")
        target = self.public_url + quote(scope["path"]) + (f"?{query}" if query else "")
        await RedirectResponse(target, status_code=307)(scope, receive, send)

    def _right(self, scope: Scope) -> bool:
        wanted = urlsplit(self.public_url).netloc
        return Headers(scope=scope).get("host", "").casefold() == wanted.casefold()


@dataclass
class Doors:
    """What is for staff only with their sign-in, operators' paths for nobody, safe headers on all.

    The WebSocket stays open to everybody, because the sign-in page comes through it; it gives
    nothing else to whoever has not signed in, since every page asks.
    """

    app: ASGIApp
    person: Callable[[Mapping[str, str]], object | None]  # whose cookies these are; slow
    headers: Mapping[str, str]
    secure: bool  # served by https: cookies never travel without it
    taken: Callable[[bytes], bool]  # whether Streamlit may hear this frame of the WebSocket
    leaves: Callable[[Mapping[str, str]], None]  # whose cookies these are goes out; slow

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            receive = self._listening(receive)
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        send = self._answering(scope, send)
        if status := addresses.wrong(scope):
            await PlainTextResponse("", status)(scope, receive, send)
        elif _signs_out_from_elsewhere(scope):
            await RedirectResponse("/", status_code=303)(scope, receive, send)
        elif scope["path"].startswith(CLOSED):
            await PlainTextResponse("", UNKNOWN)(scope, receive, send)
        elif scope["path"].startswith(FOR_STAFF) and not await self._known(scope):
            await PlainTextResponse("Silakan masuk.", FORBIDDEN)(scope, receive, send)
        else:
            if scope["path"] == LOGOUT:
                await run_in_threadpool(self.leaves, cookies_of(scope))
            await self.app(scope, receive, send)

    def _listening(self, receive: Receive) -> Receive:
        async def heard() -> Message:
            while True:
                message = await receive()
                if self.taken(message.get("bytes") or b""):
                    return message

        return heard

    async def _known(self, scope: Scope) -> bool:
        return await run_in_threadpool(self.person, cookies_of(scope)) is not None

    def _answering(self, scope: Scope, send: Send) -> Send:
        async def answer(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self.headers.items():
                    headers.setdefault(name, value)  # a file's own are stricter
                for name in SHARED:
                    del headers[name]
                if scope["path"].startswith("/media"):
                    headers["Cache-Control"] = "private, no-store"
                if self.secure:
                    _secure_cookies(message)
            await send(message)

        return answer


def _signs_out_from_elsewhere(scope: Scope) -> bool:
    """A link or picture of another site; browsers say so. Keluar stands on our own page."""
    asked_by = Headers(scope=scope).get("sec-fetch-site", "")
    return scope["path"] == LOGOUT and asked_by in ("cross-site", "same-site")


def _secure_cookies(message: Message) -> None:
    message["headers"] = [
        (name, value + b"; Secure")
        if name.lower() == b"set-cookie" and b"; secure" not in value.lower()
        else (name, value)
        for name, value in message["headers"]
    ]
