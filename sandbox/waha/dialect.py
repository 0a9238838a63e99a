"""WAHA's paths: who may call, which session answers, which error is answered in which words.

Shapes: WAHA's OpenAPI 2026.7 and the engine's source; https://waha.devlike.pro/docs/.
"""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any, Literal

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import BaseRoute, Route

from sandbox.web import Call
from sandbox.whatsapp.instance import AUTHORIZED, Instance

Json = dict[str, Any]
Handler = Callable[[Request], Awaitable[Response]]

PREFIX = "/api/"
FILES = "/api/files/"
WORKING = "WORKING"
#: The number's state in WAHA's words. GREEN-API's yellow card is no session status.
STATUSES: Mapping[str, str] = {
    AUTHORIZED: WORKING,
    "yellowCard": WORKING,
    "starting": "STARTING",
    "sleepMode": "STARTING",
    "pendingCode": "PASSKEY_CONFIRMATION_REQUIRED",
    "notAuthorized": "SCAN_QR_CODE",
    "blocked": "FAILED",
    "suspended": "FAILED",
}


class Refused(Exception):
    """The request is answered with this status and body."""

    def __init__(self, status: int, body: Json) -> None:
        super().__init__(status)
        self.status, self.body = status, body


def refusal(status: int, message: object) -> Refused:
    """An error as NestJS words it."""
    return Refused(status, {"message": message, "error": _phrase(status), "statusCode": status})


def serves(path: str) -> bool:
    """Whether this path is WAHA's."""
    return path.startswith(PREFIX)


def describe(request: Request) -> Call:
    """How a request is counted: by session, as "POST sendText" or "GET messages"."""
    verb, path = request.method, request.scope["path"]
    parts = path.removeprefix(PREFIX).split("/")
    kind: Literal["read", "write"] = "read" if verb == "GET" else "write"
    if path.startswith(FILES):
        return Call(user="media", method=verb, path=path, kind=kind, endpoint=f"{verb} files")
    return Call(user="waha", method=verb, path=path, kind=kind, endpoint=f"{verb} {_name(parts)}")


def _name(parts: list[str]) -> str:
    """What is asked for: `{session}/chats/all/messages/{id}` is "message"."""
    if "messages" in parts:
        return "messages" if parts[-1] == "messages" else "message"
    if parts[0] == "sessions" or len(parts) == 1:
        return parts[0]
    return parts[1]


def error(status: int, html: bool) -> Response:
    """WAHA's error body; `html` is what the proxy before it answers."""
    phrase = _phrase(status)
    if html:
        page = f"<html><head><title>{status} {phrase}</title></head><body><h1>{status} {phrase}"
        return HTMLResponse(f"{page}</h1></body></html>", status_code=status)
    if status >= 500:
        moment = datetime.now(UTC).isoformat(timespec="milliseconds")
        failure = {"message": phrase, "name": "Error"}
        body = {"statusCode": status, "timestamp": moment, "exception": failure}
        return JSONResponse(body, status_code=status)
    body = {"message": phrase, "statusCode": status}
    return JSONResponse(body, status_code=status)


def guarded(instance: Instance, handler: Handler) -> Handler:
    """The key is asked for first, then the route is handled."""

    async def answer(request: Request) -> Response:
        given = request.headers.get("X-Api-Key") or request.query_params.get("x-api-key")
        if given != instance.account.token:
            return error(401, False)
        try:
            return await handler(request)
        except Refused as problem:
            return JSONResponse(problem.body, status_code=problem.status)

    return answer


def routes(instance: Instance, handlers: Mapping[tuple[str, str], Handler]) -> list[BaseRoute]:
    """The handlers behind the key; whatever else is asked for is unknown, as WAHA says it."""
    known: list[BaseRoute] = [
        Route(path, guarded(instance, handler), methods=[verb])
        for (verb, path), handler in handlers.items()
    ]
    verbs = ["GET", "POST", "PUT", "PATCH", "DELETE"]
    return [*known, Route(PREFIX + "{rest:path}", guarded(instance, _unknown), methods=verbs)]


async def _unknown(request: Request) -> Response:
    raise refusal(404, f"Cannot {request.method} {request.scope['path']}")


def session(instance: Instance, name: object, *, working: bool = True) -> str:
    """Name of the one session. Raises Refused when it is another one, or does not work now."""
    if name != instance.account.session:
        raise refusal(404, f'Session "{name}" does not exist')
    status = STATUSES[instance.state]
    if working and status != WORKING:
        text = "Session status is not as expected. Try again later or restart the session"
        body = {"error": text, "session": name, "status": status, "expected": [WORKING]}
        raise Refused(422, body)
    return instance.account.session


async def body(request: Request) -> Json:
    """The JSON object that was sent. Raises Refused when it is none."""
    try:
        given = json.loads(await request.body())
        # Half a surrogate pair is JSON, but no text that could be stored or sent.
        json.dumps(given, ensure_ascii=False).encode()
    except ValueError as problem:
        raise refusal(400, str(problem)) from None
    if not isinstance(given, dict):
        raise refusal(400, "Unexpected token in JSON")
    return given


def words(given: Json, *names: str) -> None:
    """Raises Refused unless all of these are texts with something in them."""
    wrong = [
        f"{name} must be a string"
        for name in names
        if not isinstance(given.get(name), str) or not given[name]
    ]
    if wrong:
        raise refusal(400, wrong)


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return "Error"
