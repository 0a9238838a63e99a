"""GET /berkas/…: a complaint's photo or document as it came, after everything was asked anew."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from desk.actors import Actor
from desk.context import Desk
from desk.originals import Original, original
from desk.problems import DeskError, NotFound
from pages.web.guards import FORBIDDEN, UNKNOWN
from pages.web.links import PATH, LinkRefused, opened

SIGN_IN = "Silakan masuk."
#: What a browser shows by itself and cannot run; everything else is saved as a file.
SHOWN = re.compile(r"image/(jpeg|png|webp)|video/(mp4|3gpp)|audio/(mp4|ogg|mpeg|aac|amr)")
INERT = (
    "default-src 'none'; img-src 'self'; media-src 'self'; style-src 'unsafe-inline'; "
    "frame-ancestors 'none'; sandbox"
)
RANGE = re.compile(r"bytes=(\d*)-(\d*)")
PARTIAL, UNSATISFIABLE = 206, 416

#: Whoever these cookies belong to, as Petugas says now.
Person = Callable[[Mapping[str, str]], Actor | None]


def route(
    desk: Callable[[], Desk], *, person: Person, secret: str, now: Callable[[], datetime]
) -> Route:
    """A plain function: Starlette runs it in a thread, so a slow disk holds up nobody else."""

    def berkas(request: Request) -> Response:
        actor = person(request.cookies)
        if actor is None:
            return _refused(SIGN_IN, FORBIDDEN)
        try:
            media_id = opened(secret, request.path_params["token"], actor.id, now=now())
            found = original(desk(), actor, media_id, now=now())
        except LinkRefused as refusal:
            return _refused(refusal.sentence, FORBIDDEN)
        except DeskError as problem:
            status = UNKNOWN if isinstance(problem, NotFound) else FORBIDDEN
            return _refused(problem.sentence, status)
        return _answer(found, request.headers.get("range", ""))

    return Route(PATH + "/{token}", berkas, methods=["GET"])


def _refused(sentence: str, status: int) -> Response:
    return PlainTextResponse(sentence, status, headers={"Cache-Control": "no-store"})


def _answer(found: Original, wanted: str) -> Response:
    """The file, or the part of it that a player asks for: iPhones play no film otherwise."""
    headers = _headers(found)
    span = _span(wanted, len(found.data))
    if span is None:
        return Response(found.data, headers=headers)
    first, last = span
    size = len(found.data)
    if first > last:
        return Response(b"", UNSATISFIABLE, headers={**headers, "Content-Range": f"bytes */{size}"})
    headers["Content-Range"] = f"bytes {first}-{last}/{size}"
    return Response(found.data[first : last + 1], PARTIAL, headers=headers)


def _headers(found: Original) -> dict[str, str]:
    shown = SHOWN.fullmatch(found.mime)
    how = "inline" if shown else "attachment"
    return {
        "Content-Type": found.mime or "application/octet-stream",
        "Content-Disposition": f"{how}; filename*=utf-8''{quote(found.name, safe='')}",
        "Cache-Control": "private, no-store",
        "Content-Security-Policy": INERT,
        "Accept-Ranges": "bytes",
    }


def _span(wanted: str, size: int) -> tuple[int, int] | None:
    """First and last byte of one range; None: the whole file, also when it asks for several."""
    found = RANGE.fullmatch(wanted)
    if found is None or found.groups() == ("", ""):
        return None
    first, last = found.groups()
    if not first:
        return max(size - int(last), 0), size - 1
    return int(first), min(int(last), size - 1) if last else size - 1
