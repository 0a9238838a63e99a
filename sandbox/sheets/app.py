"""The HTTP side of the stand-in: addresses, callers, quota, and Google's answers as JSON."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from sandbox import web
from sandbox.sheets import (
    control,
    drive_api,
    identity_api,
    lookups_api,
    spreadsheets_api,
    values_api,
)
from sandbox.sheets.asked import Asked
from sandbox.sheets.errors import GoogleError, html_page, quota
from sandbox.sheets.files import SANDBOX_ID, Files
from sandbox.sheets.quota import Quota
from sandbox.sheets.store import Store

Handler = Callable[[Files, Asked], Any]

BOOK = "/v4/spreadsheets/{id}"
FILE = "/drive/v3/files"

# The first address that fits is taken, so a method with a verb stands before the one without.
METHODS: tuple[tuple[str, str, Handler], ...] = (
    ("POST", "/v4/spreadsheets", spreadsheets_api.create),
    ("POST", f"{BOOK}:batchUpdate", spreadsheets_api.batch_update),
    ("GET", f"{BOOK}/values:batchGet", values_api.batch_get),
    ("POST", f"{BOOK}/values:batchUpdate", values_api.batch_update),
    ("POST", f"{BOOK}/values:batchClear", values_api.batch_clear),
    ("POST", f"{BOOK}:getByDataFilter", lookups_api.get_by_filter),
    ("POST", f"{BOOK}/values:batchGetByDataFilter", lookups_api.values_by_filter),
    ("POST", f"{BOOK}/values:batchUpdateByDataFilter", lookups_api.update_values_by_filter),
    ("POST", f"{BOOK}/values:batchClearByDataFilter", lookups_api.clear_values_by_filter),
    ("POST", f"{BOOK}/developerMetadata:search", lookups_api.search_metadata),
    ("GET", BOOK + "/developerMetadata/{metadata}", lookups_api.get_metadata),
    ("POST", BOOK + "/sheets/{sheet}:copyTo", lookups_api.copy_to),
    ("POST", BOOK + "/values/{range:path}:append", values_api.append),
    ("POST", BOOK + "/values/{range:path}:clear", values_api.clear),
    ("GET", BOOK + "/values/{range:path}", values_api.get),
    ("PUT", BOOK + "/values/{range:path}", values_api.update),
    ("GET", BOOK, spreadsheets_api.get),
    ("GET", FILE, drive_api.list_files),
    ("POST", FILE, drive_api.create),
    ("GET", FILE + "/{id}", drive_api.get),
    ("DELETE", FILE + "/{id}", drive_api.delete),
    ("POST", FILE + "/{id}/copy", drive_api.copy),
    ("GET", FILE + "/{id}/comments", drive_api.comments),
    ("GET", FILE + "/{id}/export", drive_api.export),
    ("GET", FILE + "/{id}/permissions", drive_api.list_permissions),
    ("POST", FILE + "/{id}/permissions", drive_api.add_permission),
    ("PATCH", FILE + "/{id}/permissions/{permission}", drive_api.change_permission),
    ("DELETE", FILE + "/{id}/permissions/{permission}", drive_api.remove_permission),
    ("PUT", "/upload/drive/v2/files/{id}", drive_api.import_csv),
)
CONTROL: tuple[tuple[str, str, Handler], ...] = (
    ("GET", "/_sandbox/values/{tab:path}", control.tab_values),
    ("GET", "/_sandbox/edits", control.edits),
    ("GET", "/_sandbox/condition", control.condition),
    ("POST", "/_sandbox/condition", control.condition),
    ("POST", "/_sandbox/spreadsheets", control.spreadsheets),
    ("POST", "/_sandbox/keep", control.keep),
    ("POST", "/_sandbox/restore", control.restore),
    ("POST", "/token", identity_api.token),
)
READ_VERBS = (":batchGet", ":batchGetByDataFilter", ":getByDataFilter", ":search")
SHEETS_PATH = re.compile(r"^/v4/spreadsheets(?:/(?P<id>[^/:]+))?(?P<rest>.*)$", re.DOTALL)


def build(folder: Path, *, quota_on: bool) -> web.Shell:
    """The stand-in as an ASGI app that keeps its file in `folder`."""
    files = Files(Store(folder / "sheets.db"), now=datetime.now(UTC))
    allowance = Quota(time.monotonic)

    def reset() -> None:
        allowance.refill()
        files.reset(now=datetime.now(UTC))

    def admit(call: web.Call) -> Response | None:
        if not quota_on or call.kind == "other" or allowance.take(call.user, call.kind):
            return None
        return refusal(quota(call.kind.capitalize()))

    routes = [Route(path, _endpoint(files, handler), methods=[m]) for m, path, handler in METHODS]
    routes += [
        Route(path, _endpoint(files, handler, signed_in=False), methods=[method])
        for method, path, handler in CONTROL
    ]
    return web.build(routes, describe=describe, reset=reset, error=error, admit=admit)


def _endpoint(
    files: Files, handler: Handler, *, signed_in: bool = True
) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(request: Request) -> Response:
        content = await request.body()
        return await run_in_threadpool(_answer, files, handler, (request, content, signed_in))

    return endpoint


def _answer(files: Files, handler: Handler, given: tuple[Request, bytes, bool]) -> Response:
    request, content, signed_in = given
    user = user_of(request)
    try:
        if signed_in and not user:
            raise GoogleError(401)
        if signed_in and request.path_params.get("id") == SANDBOX_ID:
            call = describe(request)
            files.condition.check(user, drive=call.kind == "other", writes=call.kind == "write")
        asked = Asked(user, datetime.now(UTC), request.path_params, request.query_params, content)
        answer = handler(files, asked)
    except GoogleError as problem:
        return refusal(problem)
    return answer if isinstance(answer, Response) else as_json(answer)


def as_json(value: object, status: int = 200) -> Response:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return Response(text, status, media_type="application/json; charset=UTF-8")


def refusal(problem: GoogleError) -> Response:
    return as_json(problem.body(), problem.code)


def error(status: int, html: bool) -> Response:
    """Google's own answer with this status, as JSON or as its front ends' page."""
    if html:
        return Response(html_page(status), status, media_type="text/html; charset=UTF-8")
    return refusal(quota("Write") if status == 429 else GoogleError(status))


def user_of(request: Request) -> str:
    """Whom a bearer token stands for: `staff:<e-mail>` that person, any other its own name."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    return token.strip().removeprefix("staff:") if scheme.lower() == "bearer" else ""


def describe(request: Request) -> web.Call:
    """Who calls and what it counts as: reads and writes of Sheets, anything of Drive is "other"."""
    method, path = request.method, request.url.path
    user = user_of(request) or "anonymous"
    match = SHEETS_PATH.match(path)
    if not match:
        part = path.strip("/").split("/")
        name = part[4] if len(part) > 4 else "files"
        return web.Call(user, method, path, "other", f"{method} drive {name}")
    endpoint = f"{method} {_method_name(match['rest']) if match['id'] else 'spreadsheets'}"
    reads = method == "GET" or endpoint.endswith(READ_VERBS)
    kind: Literal["read", "write"] = "read" if reads else "write"
    return web.Call(user, method, path, kind, endpoint)


def _method_name(rest: str) -> str:
    """`:batchUpdate`, `values:batchGet`, `values`, `values:append`; the file itself is a word."""
    if not rest:
        return "spreadsheet"
    if rest.startswith(":"):
        return rest
    first, _, tail = rest[1:].partition("/")
    verb = re.search(r":(append|clear|copyTo)$", tail)
    return first + (verb[0] if verb else "")
