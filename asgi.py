"""The pages over HTTP, with /healthz and our guards around Streamlit: `python asgi.py`."""

from __future__ import annotations

import json
import logging
import threading
import time
import warnings
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from typing import Any

import anyio.to_thread
import streamlit as st
from authlib.deprecate import AuthlibDeprecationWarning
from google.protobuf.message import DecodeError
from sqlalchemy.exc import SQLAlchemyError
from starlette.middleware import Middleware
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.runtime.pages_manager import PagesManager
from streamlit.web.server.starlette.starlette_websocket import _get_signed_cookie_with_chunks

from desk import faults
from desk.actors import Actor
from desk.figures import kept
from desk.journal import JournalError
from pages.parts import access, arrived, identity, running, screens, scripts
from pages.parts.sign_in import PROVIDER
from pages.web import evidence, headers, health, serving
from pages.web.guards import CALLBACK, SIGN_IN_COOKIE, Doors, OneAddress
from pages.web.limits import Limits
from pages.web.uploads import Room
from pages.web.way_back import WayBack
from settings import Settings

# Streamlit's sign-in library tells its own maintainers something; operators can do nothing.
warnings.simplefilter("ignore", AuthlibDeprecationWarning)
logger = logging.getLogger(__name__)
FOR_DEVELOPERS = ("clear_cache", "load_git_info", "set_run_on_save")
SCRIPT = Path(__file__).resolve().with_name("streamlit_app.py")
BROKEN = (
    "Halaman ini mengalami gangguan dan sudah dicatat. Yang sudah tersimpan tetap aman. "
    "Muat ulang halaman; bila terulang, hubungi pengelola sistem."
)
SAFE = "Yang sudah tersimpan tetap aman. Hubungi petugas server."


def build(settings: Settings) -> st.App:
    return st.App(
        SCRIPT,
        secrets={"auth": sign_in_secrets(settings)},
        lifespan=_prepared,
        routes=[
            health.route(
                lambda: running.desk().journal,
                within_s=settings.healthy_within_s,
                clock=running.now,
            ),
            evidence.route(
                running.desk, person=person, secret=running.cookie_secret(), now=running.now
            ),
        ],
        middleware=[
            Middleware(
                Doors,
                person=person,
                headers=headers.on_all(
                    settings.public_url, scripts=our_scripts(), pictures=_phones(settings)
                ),
                secure=settings.public_url.startswith("https://"),
                taken=taken,
                leaves=leaves,
            ),
            Middleware(Limits, whose=whose, clock=time.monotonic),
            Middleware(
                Room,
                makes_room=partial(
                    arrived.makes_room, largest=settings.media_max_mb * arrived.MEGABYTE
                ),
            ),
            Middleware(OneAddress, public_url=settings.public_url),
            Middleware(
                WayBack,
                paths=[screen.path for screen in screens.existing(settings)],
                signed_in=lambda cookies: person(cookies) is not None,
                public_url=settings.public_url,
            ),
        ],
        on_script_error=told,
    )


def _phones(settings: Settings) -> list[str]:
    """Where the pictures on Ponsel come from: the stand-in gateway, and no real one."""
    stand_in = f"http://127.0.0.1:{settings.sandbox_gateway_port}"
    return [stand_in] if settings.on_sandbox_gateway else []


def sign_in_secrets(settings: Settings) -> dict[str, Any]:
    """Streamlit's [auth]. On the stand-in any client will do."""
    stand_in = f"http://127.0.0.1:{settings.sandbox_identity_port}"
    return {
        "redirect_uri": settings.public_url + CALLBACK,
        "cookie_secret": running.cookie_secret(),
        PROVIDER: {
            "client_id": settings.oidc_client_id or "wadul",
            "client_secret": settings.oidc_client_secret or "wadul",
            "server_metadata_url": settings.oidc_discovery_url
            or f"{stand_in}/.well-known/openid-configuration",
            "client_kwargs": {
                "scope": settings.oidc_scope,
                "prompt": "login" if settings.on_sandbox_identity else settings.oidc_prompt,
            },
        },
    }


def person(cookies: Mapping[str, str]) -> Actor | None:
    """Whose sign-in these cookies hold, as Petugas says now; it reads the journal."""
    try:
        return access.visitor_of(_claims(cookies)).actor
    except SQLAlchemyError as error:
        logger.error("The journal cannot be read: %s", type(error).__name__)
        return None


def whose(cookies: Mapping[str, str]) -> str:
    """Whom the provider named for these cookies, whatever became of it since; quick."""
    return str(_claims(cookies).get("email") or "").strip().casefold()


def leaves(cookies: Mapping[str, str]) -> None:
    """End this sign-in for all copies of its cookie; Streamlit takes only the browser's away."""
    if whose(cookies):
        access.end(_claims(cookies))


def _claims(cookies: Mapping[str, str]) -> dict[str, Any]:
    """Streamlit has no public reader of its own cookie; tests hold the private one in place."""
    raw = _get_signed_cookie_with_chunks(dict(cookies), SIGN_IN_COOKIE)
    return {} if raw is None else dict(json.loads(raw))


def taken(frame: bytes) -> bool:
    """Whether Streamlit may hear it: anybody could throw away what is kept for all pages, also
    before a sign-in. What cannot be read it refuses itself."""
    try:
        return BackMsg.FromString(frame).WhichOneof("type") not in FOR_DEVELOPERS
    except DecodeError:
        return True


def our_scripts() -> list[str]:
    """The scripts that may run in the pages, word for word: Streamlit's own, then ours."""
    start = (Path(st.__file__).parent / "static/index.html").read_text("utf-8")
    return [*headers.scripts_in(start), *scripts.EVERY]


@asynccontextmanager
async def _prepared(_app: st.App) -> AsyncIterator[None]:
    # Until st.navigation has run once, Streamlit would run a file of pages/ past the sign-in.
    PagesManager.uses_pages_directory = False
    await anyio.to_thread.run_sync(identity.tell_of_staff)
    # Whoever opens the charts first shall not wait for all events to be read.
    threading.Thread(target=_read_history, daemon=True).start()
    yield


def _read_history() -> None:
    try:
        kept.record(running.desk())
    except SQLAlchemyError as error:
        logger.warning("the history was not read ahead: %s", type(error).__name__)


def told(error: Exception) -> bool:
    """One sentence for the person; for the operator the kind and the place, never the values."""
    place = error.__traceback__
    while place and place.tb_next:
        place = place.tb_next
    where = f"{place.tb_frame.f_code.co_filename}:{place.tb_lineno}" if place else "?"
    logger.error("A page failed: %s at %s", type(error).__name__, where)
    sentence = faults.sentence(error)
    st.error(f"{sentence} {SAFE}" if sentence else BROKEN)
    return True


app = build(running.settings())

if __name__ == "__main__":
    try:
        running.desk()
    except JournalError as problem:
        raise SystemExit(str(problem)) from None
    known = running.settings()
    serving.serve(app, port=known.app_port, behind_proxy=bool(known.app_url))
