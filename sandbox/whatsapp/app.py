"""The gateway stand-in as an ASGI app: GREEN-API's and WAHA's routes, media, control of the phones.

Both show the same phones, as two linked devices of one number do.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from sandbox import web
from sandbox.waha import app as waha_app
from sandbox.waha import dialect as waha_dialect
from sandbox.whatsapp import dialect
from sandbox.whatsapp.account import AccountMethods
from sandbox.whatsapp.delivery import Delivery
from sandbox.whatsapp.history import History
from sandbox.whatsapp.instance import Account, Instance
from sandbox.whatsapp.phone_control import PhoneControl
from sandbox.whatsapp.receiving import Receiving
from sandbox.whatsapp.sending import Sending

FAULTS = frozenset({"duplicate", "journal_only", "late_media", "lost_ack", "reordered"})


def create(
    folder: Path,
    *,
    account: Account | None = None,
    quota: bool = True,
    journal_lag_s: float = 120,
    clock: Callable[[], float] = time.time,
) -> web.Shell:
    """The gateway with its SQLite file in `folder`.

    `quota`: the vendor's rate limits are in force; `journal_lag_s`: how long a message takes to
    appear in the journals. Raises sqlite3.OperationalError if another gateway has the file open.
    """
    instance = Instance(
        folder, account=account or Account(), journal_lag_s=journal_lag_s, clock=clock
    )
    parts = (Receiving(instance), Sending(instance), History(instance), AccountMethods(instance))
    handlers = {key: handler for part in parts for key, handler in part.handlers().items()}
    return web.build(
        [
            *dialect.routes(instance.account, handlers, expired=lambda: instance.expired),
            Route("/media/{id}", _media(instance), methods=["GET"]),
            *waha_app.routes(instance),
            *PhoneControl(instance).routes(),
        ],
        describe=_describe,
        reset=instance.empty,
        error=dialect.error,
        error_at=_error_at,
        admit=dialect.RateLimits().admit if quota else None,
        extra_faults=FAULTS | waha_app.FAULTS,
        lifespan=_delivering(instance),
    )


def _describe(request: Request) -> web.Call:
    if waha_dialect.serves(request.scope["path"]):
        return waha_dialect.describe(request)
    return dialect.describe(request)


def _error_at(path: str) -> web.ErrorOf:
    return waha_dialect.error if waha_dialect.serves(path) else dialect.error


def _media(instance: Instance) -> dialect.Handler:
    async def media(request: Request) -> Response:
        faults = request.app.state.shell.faults
        found = instance.phones.file(request.path_params["id"])
        if found is None or faults.take(f"GET {request.url.path}", {"late_media"}):
            return dialect.error(404, True)
        mime, data = found
        return Response(data, media_type=mime)

    return media


def _delivering(instance: Instance) -> Callable[[Starlette], object]:
    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        task = asyncio.create_task(Delivery(instance, app.state.shell.faults).run())
        try:
            yield
        finally:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task
            instance.database.close()

    return lifespan
