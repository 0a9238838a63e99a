"""Back to the address that was asked for before the sign-in; Streamlit itself forgets it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from urllib.parse import quote, unquote, urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pages.web.guards import CALLBACK, cookies_of

BACK_COOKIE = "wadul_kembali"
LOGIN = "/auth/login"
BACK_FOR_S = 600
LONGEST = 1000  # letters; a browser drops a cookie of more than 4,096


class WayBack:
    """Notes where somebody wanted to go, and leads there after the sign-in.

    They came by a link and were not signed in, or only with what is too old by now; or their
    sign-in ended while the page was open, and they press Masuk there.
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        paths: Iterable[str],
        signed_in: Callable[[Mapping[str, str]], bool],
        public_url: str,
    ) -> None:
        """`paths`: of the pages; `signed_in`: whether cookies belong to somebody, slow."""
        self.app = app
        self.paths = frozenset(f"/{path}" for path in paths)
        self.signed_in = signed_in
        self.origin = public_url

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "GET":
            await self.app(scope, receive, send)
            return
        path, cookies = scope["path"], cookies_of(scope)
        if path == CALLBACK and self._allowed(unquote(cookies.get(BACK_COOKIE, ""))):
            send = _returning(unquote(cookies[BACK_COOKIE]), send)
        elif path == LOGIN and self._allowed(self._pressed_at(scope)):
            send = _remembering(self._pressed_at(scope), send)
        elif path in self.paths and not await run_in_threadpool(self.signed_in, cookies):
            send = _remembering(_with_query(path, scope["query_string"].decode("latin-1")), send)
        await self.app(scope, receive, send)

    def _allowed(self, target: str) -> bool:
        # Only a path of ours: cookie and Referer are the browser's and may hold anything.
        plain = urlsplit(target)
        return plain.path in self.paths and not plain.netloc and len(target) <= LONGEST

    def _pressed_at(self, scope: Scope) -> str:
        """The path of the page on which Masuk was pressed; "" when it is none of ours."""
        said = urlsplit(Headers(scope=scope).get("referer", ""))
        if f"{said.scheme}://{said.netloc}" != self.origin:
            return ""
        return _with_query(said.path, said.query)


def _with_query(path: str, query: str) -> str:
    return path + (f"?{query}" if query else "")


def _remembering(wanted: str, send: Send) -> Send:
    async def answer(message: Message) -> None:
        if message["type"] == "http.response.start" and len(wanted) <= LONGEST:
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
