"""GET /healthz: whether the worker still passes, told by the journal and not by the worker."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime

from sqlalchemy.exc import SQLAlchemyError
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from desk import conditions
from desk.journal import Journal
from pages.web.guards import HEALTH

logger = logging.getLogger(__name__)
TOO_OLD = 503


def route(journal: Callable[[], Journal], *, within_s: int, clock: Callable[[], datetime]) -> Route:
    """The route. Red when the last pass is older than `within_s` seconds, or never was.

    A plain function: Starlette runs it in a thread, so a slow disk holds up nobody else.
    """

    def healthz(_request: Request) -> Response:
        age = _age_of_last_pass(journal, clock)
        good = age is not None and age <= within_s
        body = {"status": "ok" if good else "late", "last_pass_age_s": age, "limit_s": within_s}
        return JSONResponse(body, 200 if good else TOO_OLD, headers={"Cache-Control": "no-store"})

    return Route(HEALTH, healthz, methods=["GET"])


def _age_of_last_pass(
    journal: Callable[[], Journal], clock: Callable[[], datetime]
) -> float | None:
    try:
        with journal().read() as connection:
            last = conditions.last_pass(connection)
    except SQLAlchemyError as error:
        logger.error("The journal cannot be read: %s", type(error).__name__)
        return None
    return None if last is None else round(max((clock() - last).total_seconds(), 0), 1)
