"""GREEN-API's paths: who may call, how often, which error is answered in which words."""

from __future__ import annotations

import time
from collections import defaultdict, deque
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Literal

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import BaseRoute, Route

from sandbox.web import Call
from sandbox.whatsapp.instance import Account
from sandbox.whatsapp.validation import Refused

Handler = Callable[[Request], Awaitable[Response]]

# POST methods that change nothing; every other POST or DELETE counts as a write.
READS = frozenset({"getChatHistory", "getMessage", "downloadFile", "checkWhatsapp"})

# Requests a second and instance (page "ratelimiter"); methods not named there have no limit.
RATES: Mapping[str, int] = {
    **dict.fromkeys(("sendMessage", "sendFileByUrl", "sendFileByUpload", "uploadFile"), 50),
    **dict.fromkeys(("receiveNotification", "deleteNotification"), 100),
    **dict.fromkeys(("getMessage", "readChat", "checkWhatsapp"), 10),
    "downloadFile": 5,
    **dict.fromkeys(("getStateInstance", "getSettings", "setSettings"), 1),
    **dict.fromkeys(("lastIncomingMessages", "lastOutgoingMessages", "getChatHistory"), 1),
    **dict.fromkeys(("showMessagesQueue", "getMessagesCount", "getWebhooksCount"), 1),
}

PHRASES = {429: "Too Many Requests", 499: "Client Closed Request"}
ACCOUNT_EXPIRED = "Instance account is expired. Please extend the instance"
QUOTA_EXCEEDED = {
    "invokeStatus": {
        "method": "sendmessage",
        "used": 67,
        "total": 0,
        "status": "QUOTE_ALLOWED",
        "description": "Monthly quota has been exceeded.",
    },
    "correspondentsStatus": {
        "method": "correspondents",
        "used": 3,
        "total": 3,
        "status": "QUOTE_EXCEEDED",
        "description": "Monthly quota of correspondents has been exceeded.",
    },
}


def describe(request: Request) -> Call:
    """How a request is counted: by instance, as "POST sendMessage"."""
    verb, path = request.method, request.scope["path"]
    parts = path.split("/")
    if parts[1] == "media":
        return Call(user="media", method=verb, path=path, kind="read", endpoint=f"{verb} media")
    user = parts[1].removeprefix("waInstance")
    name = parts[2] if len(parts) > 2 else ""
    kind: Literal["read", "write"] = "read" if verb == "GET" or name in READS else "write"
    return Call(user=user, method=verb, path=path, kind=kind, endpoint=f"{verb} {name}")


class RateLimits:
    """At most so many requests of a method within any second, per instance."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._seen: defaultdict[tuple[str, str], deque[float]] = defaultdict(deque)

    def admit(self, call: Call) -> Response | None:
        rate = RATES.get(call.endpoint.partition(" ")[2])
        if rate is None:
            return None
        seen, now = self._seen[call.user, call.endpoint], self._clock()
        while seen and seen[0] <= now - 1:
            seen.popleft()
        if len(seen) >= rate:
            return error(429, False)
        seen.append(now)
        return None


def error(status: int, html: bool) -> Response:
    """The vendor's error body; `html` is what the proxy before it answers."""
    phrase = PHRASES.get(status) or _phrase(status)
    if html:
        page = f"<html><head><title>{status} {phrase}</title></head><body><center><h1>"
        page += f"{status} {phrase}</h1></center><hr><center>nginx</center></body></html>"
        return HTMLResponse(page, status_code=status)
    if status == 466:
        return JSONResponse(QUOTA_EXCEEDED, status_code=466)
    return refused(phrase, status)


def refused(message: str, status: int) -> Response:
    moment = datetime.now(UTC).isoformat(timespec="milliseconds")
    body = {"statusCode": status, "timestamp": moment, "message": message}
    return JSONResponse(body, status_code=status)


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return "Error"


def routes(
    account: Account,
    handlers: Mapping[tuple[str, str], Handler],
    *,
    expired: Callable[[], bool] = lambda: False,
) -> list[BaseRoute]:
    """`/waInstance{id}/{method}/{token}` and what may follow it, for this account."""

    async def answer(request: Request) -> Response:
        given = request.path_params
        if given["id"] != str(account.id_instance):
            return error(403, False)
        if given["token"] != account.token:
            return error(401, False)
        if expired():
            return refused(ACCOUNT_EXPIRED, 400)
        handler = handlers.get((request.method, given["method"]))
        if handler is None:
            return error(404, False)
        try:
            return await handler(request)
        except Refused as problem:
            return refused(str(problem), problem.status)

    methods = ["GET", "POST", "DELETE", "PUT", "PATCH"]
    path = "/waInstance{id}/{method}/{token}"
    return [Route(path + tail, answer, methods=methods) for tail in ("", "/", "/{rest}")]
