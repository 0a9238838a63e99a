"""GET /healthz: whether the worker still passes, told by the journal and not by the worker."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy.exc import SQLAlchemyError
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from desk import conditions, faults
from desk.journal import Journal
from pages.web.guards import HEALTH

logger = logging.getLogger(__name__)
TOO_OLD = 503
NEVER = "Pekerja belum pernah berjalan."
NOT_READ = "Jurnal tidak dapat dibaca."
LATE = "Pekerja ({names}) tidak berjalan sejak {age:.0f} detik."
AHEAD = "Denyut pekerja bertanggal nanti: jam server mundur. Samakan jam server (NTP)."


def route(journal: Callable[[], Journal], *, within_s: int, clock: Callable[[], datetime]) -> Route:
    """The route. Red when a thread's last pass is older than `within_s` seconds, when there was
    none, when it lies in the future, and when the journal cannot be read; `reason` says which.

    A plain function: Starlette runs it in a thread, so a slow disk holds up nobody else.
    """

    def healthz(_request: Request) -> Response:
        try:
            with journal().read() as connection:
                passes = conditions.passes(connection)
        except SQLAlchemyError as error:
            logger.error("The journal cannot be read: %s", type(error).__name__)
            age, reason = None, faults.sentence(error) or NOT_READ
        else:
            now = clock()
            age, reason = _age(passes, now), _reason(passes, now, timedelta(seconds=within_s))
        body = {
            "status": "late" if reason else "ok",
            "last_pass_age_s": age,
            "limit_s": within_s,
            "reason": reason,
        }
        status = TOO_OLD if reason else 200
        return JSONResponse(body, status, headers={"Cache-Control": "no-store"})

    return Route(HEALTH, healthz, methods=["GET"])


def _age(passes: dict[str, datetime], now: datetime) -> float | None:
    if not passes:
        return None
    return round(max((now - min(passes.values())).total_seconds(), 0), 1)


def _reason(passes: dict[str, datetime], now: datetime, within: timedelta) -> str:
    """Why it is red; "" when all is well."""
    late = [name for name, passed in sorted(passes.items()) if passed < now - within]
    if late:
        return LATE.format(names=", ".join(late), age=_age(passes, now) or 0)
    if any(passed > now + within for passed in passes.values()):
        return AHEAD  # a dead worker would look alive until the clock has caught up
    return "" if passes else NEVER
