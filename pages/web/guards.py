"""What stands between the network and Streamlit, as plain ASGI.

Raw ASGI and not a middleware that reads bodies: those have broken uploads.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from urllib.parse import quote, unquote, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import cookie_parser
from starlette.responses import PlainTextResponse, RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

SIGN_IN_COOKIE = "_streamlit_user"
BACK_COOKIE = "wadul_kembali"
CALLBACK = "/oauth2callback"
BACK_FOR_S = 600
HEALTH = "/healthz"
#: Streamlit serves these to anybody; nobody outside needs them.
CLOSED = ("/_stcore/metrics", "/_stcore/agent")
UNKNOWN = 404
FORBIDDEN = 403


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
        if scope["type"] != "http" or scope["path"] == HEALTH or self._right(scope):
            await self.app(scope, receive, send)
            return
        query = scope["query_string"].decode("latin-1")
        target = self.public_url + quote(scope["path"]) + (f"?{query}" if query else "")
        await RedirectResponse(target, status_code=307)(scope, receive, send)

    def _right(self, scope: Scope) -> bool:
        wanted = urlsplit(self.public_url).netloc
        return Headers(scope=scope).get("host", "").casefold() == wanted.casefold()


@dataclass
class Doors:
    """Photos only with a sign-in cookie, operators' paths for nobody, safe headers on the rest."""

    app: ASGIApp
    signed_in: Callable[[dict[str, str]], bool]
    secure: bool  # served by https: cookies never travel without it

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
        elif scope["path"].startswith(CLOSED):
            await PlainTextResponse("", UNKNOWN)(scope, receive, send)
        elif scope["path"].startswith("/media") and not self.signed_in(cookies_of(scope)):
            await PlainTextResponse("Silakan masuk.", FORBIDDEN)(scope, receive, send)
        else:
            await self.app(scope, receive, self._answering(scope, send))

    def _answering(self, scope: Scope, send: Send) -> Send:
        async def answer(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers["X-Content-Type-Options"] = "nosniff"
                headers["Referrer-Policy"] = "same-origin"
                if scope["path"].startswith("/media"):
                    headers["Cache-Control"] = "private, no-store"
                if self.secure:
                    _secure_cookies(message)
            await send(message)

        return answer


def _secure_cookies(message: Message) -> None:
    message["headers"] = [
        (name, value + b"; Secure")
        if name.lower() == b"set-cookie" and b"; secure" not in value.lower()
        else (name, value)
        for name, value in message["headers"]
    ]


class WayBack:
    """Leads back to the address that was asked for before sign-in; Streamlit itself forgets it."""

    def __init__(self, app: ASGIApp, *, paths: Iterable[str]) -> None:
        self.app = app
        self.paths = frozenset(f"/{path}" for path in paths)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "GET":
            await self.app(scope, receive, send)
            return
        cookies = cookies_of(scope)
        if scope["path"] in self.paths and SIGN_IN_COOKIE not in cookies:
            await self.app(scope, receive, _remembering(scope, send))
        elif scope["path"] == CALLBACK and self._allowed(cookies.get(BACK_COOKIE, "")):
            await self.app(scope, receive, _returning(unquote(cookies[BACK_COOKIE]), send))
        else:
            await self.app(scope, receive, send)

    def _allowed(self, kept: str) -> bool:
        # Only a path of ours: the cookie is the browser's and may hold anything.
        return urlsplit(unquote(kept)).path in self.paths and not unquote(kept).startswith("//")


def _remembering(scope: Scope, send: Send) -> Send:
    query = scope["query_string"].decode("latin-1")
    wanted = scope["path"] + (f"?{query}" if query else "")

    async def answer(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            headers.append("set-cookie", _cookie(quote(wanted, safe=""), BACK_FOR_S))
        await send(message)

    return answer


def _returning(target: str, send: Send) -> Send:
    async def answer(message: Message) -> None:
        if message["type"] == "http.response.start" and message["status"] in (302, 303, 307):
            headers = MutableHeaders(scope=message)
            headers["location"] = target
            headers.append("set-cookie", _cookie("", 0))
        await send(message)

    return answer


def _cookie(value: str, age_s: int) -> str:
    kept = f"{BACK_COOKIE}={value}; Path={CALLBACK}; Max-Age={age_s}"
    return f"{kept}; HttpOnly; SameSite=Lax"
