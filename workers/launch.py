"""`python -m workers.launch`, which is `make run`: the whole desk, with a stand-in for each service
that `.env` does not name. SEED=none leaves an empty register; reference fills in example staff,
agencies and categories; history adds twelve months of example complaints, once and before the
worker starts: people find a desk with a past, and nothing competes for the journal.
"""

from __future__ import annotations

import errno
import signal
import socket
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime

import requests

from desk import conditions
from desk.journal import Journal, JournalError
from desk.sandbox_keys import sandbox_secrets
from settings import Settings, for_children, load
from workers.children import Children

HOST = "127.0.0.1"
ANSWERS_WITHIN_S = 90.0
LOOK_EVERY_S = 0.1


@dataclass(frozen=True)
class Place:
    """A port of ours. `service` is its name for `python -m sandbox`, "" for the app itself."""

    name: str
    service: str
    setting: str
    port: int
    path: str

    @property
    def url(self) -> str:
        return f"http://{HOST}:{self.port}"

    def answers(self) -> bool:
        with requests.Session() as session:
            session.trust_env = False  # a proxy does not lead to this machine
            try:
                session.get(self.url + self.path, timeout=2, allow_redirects=False)
            except requests.RequestException:
                return False
            return True


class Stop(Exception):
    """The start failed; the message is one sentence for the operator."""


def main() -> int:
    settings = load()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, _asked_to_end)
    places = list(_places(settings))
    try:
        _need_free_ports(places)
        children = Children(for_children(settings, _secrets(settings)))
    except Stop as problem:
        return _refuse(problem)
    try:
        _start(settings, places, children)
        _show(settings, places)
        return _refuse(Stop(f"{children.wait_for_a_death()} berhenti; semuanya dihentikan."))
    except (Stop, JournalError) as problem:
        return _refuse(problem)
    except KeyboardInterrupt:
        return 0
    finally:
        children.end()


def _asked_to_end(_number: int, _frame: object) -> None:
    # Once: a second signal must not cut the clean end short.
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, signal.SIG_IGN)
    raise KeyboardInterrupt


def _places(settings: Settings) -> Iterator[Place]:
    calls = "/_sandbox/calls"
    if settings.on_sandbox_sheets and not settings.sheets_url:
        port = settings.sandbox_sheets_port
        yield Place("Google Sheets tiruan", "sheets", "SANDBOX_SHEETS_PORT", port, calls)
    if settings.on_sandbox_gateway:
        port = settings.sandbox_gateway_port
        yield Place("Gateway WhatsApp tiruan", "gateway", "SANDBOX_GATEWAY_PORT", port, calls)
    if settings.on_sandbox_identity:
        port = settings.sandbox_identity_port
        path = "/.well-known/openid-configuration"
        yield Place("Tanda masuk tiruan", "identity", "SANDBOX_IDENTITY_PORT", port, path)
    yield Place("Halaman petugas", "", "APP_PORT", settings.app_port, "/healthz")


def _need_free_ports(places: list[Place]) -> None:
    """All at once, so that two settings with the same port are found as well."""
    with ExitStack() as held:
        for place in places:
            listening = held.enter_context(socket.socket())
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                listening.bind((HOST, place.port))
                listening.listen()
            except OSError as problem:
                taken = problem.errno == errno.EADDRINUSE
                why = "sedang dipakai program lain" if taken else "tidak dapat dibuka"
                raise Stop(
                    f"Port {place.port} ({place.setting}) untuk {place.name} {why}; hentikan "
                    f"program itu atau pilih port lain dengan {place.setting}."
                ) from None


def _secrets(settings: Settings) -> dict[str, str]:
    """On the stand-ins nobody has to make a secret; the same ones at every start."""
    if not (settings.on_sandbox_gateway or settings.on_sandbox_identity):
        return {}
    try:
        made = sandbox_secrets(settings.sandbox_dir)
    except OSError as problem:
        folder = settings.sandbox_dir
        raise Stop(f"SANDBOX_DIR {folder} tidak dapat dipakai: {problem.strerror}.") from None
    chosen: dict[str, str] = {}
    if settings.on_sandbox_gateway and not settings.media_key:
        chosen["MEDIA_KEY"] = made["MEDIA_KEY"]
    if settings.on_sandbox_identity and not settings.cookie_secret:
        chosen["COOKIE_SECRET"] = made["COOKIE_SECRET"]
    return chosen


def _start(settings: Settings, places: list[Place], children: Children) -> None:
    """Stand-ins, register, worker, app: each when the ones before it really answer."""
    *stand_ins, app = places
    if stand_ins:
        names = [place.service for place in stand_ins]
        children.start("Sandbox", "-m", "sandbox", *names)
        for place in stand_ins:
            _wait(children, place.name, place.answers)
    if settings.seed == "history" and not settings.real_service:
        Journal(settings.journal_url).create().close()  # two at once would be in each other's way
        children.start_task("-m", "workers.seed", "--if-empty")
    if children.run("-m", "sheets_schema"):
        if settings.on_sandbox_sheets:
            raise Stop("Lembar tidak dapat disiapkan.")
        _say("Google Sheet belum dapat disiapkan; ulangi nanti: python -m sheets_schema")
    children.start(app.name, "asgi.py")
    _wait_for_tasks(children)
    since = datetime.now(UTC)
    children.start("Pekerja", "-m", "workers")
    _wait(children, app.name, app.answers)
    _wait_for_worker(settings, children, since=since)


def _wait_for_tasks(children: Children) -> None:
    """However long it takes: a task says itself how far it is, and why it could not go on."""
    while children.busy():
        if dead := children.first_dead():
            raise Stop(f"{dead} berhenti saat dimulai; sebabnya tertulis di atas.")
        time.sleep(LOOK_EVERY_S)


def _wait_for_worker(settings: Settings, children: Children, *, since: datetime) -> None:
    """Until it has read the Sheet once: before that nobody is known who could sign in.

    A real Sheet may be away for hours; then a worker that tries is enough.
    """
    journal = Journal(settings.journal_url).create()

    def ready() -> bool:
        with journal.read() as connection:
            well = settings.on_sandbox_sheets
            return conditions.has_passed(connection, "sync", since=since, well=well)

    try:
        _wait(children, "Pekerja", ready)
    finally:
        journal.close()


def _wait(children: Children, name: str, ready: Callable[[], bool]) -> None:
    deadline = time.monotonic() + ANSWERS_WITHIN_S
    while not ready():
        if dead := children.first_dead():
            raise Stop(f"{dead} berhenti saat dimulai; sebabnya tertulis di atas.")
        if time.monotonic() > deadline:
            raise Stop(f"{name} tidak menjawab dalam {ANSWERS_WITHIN_S:.0f} detik.")
        time.sleep(LOOK_EVERY_S)


def _show(settings: Settings, places: list[Place]) -> None:
    *stand_ins, app = places
    lines = [f"{place.name}: {place.url}" for place in stand_ins]
    lines.append(f"{app.name}: {settings.public_url}")
    if settings.on_sandbox_gateway:
        lines.append(f"Ponsel warga dan petugas: {settings.public_url}/ponsel")
    if settings.on_sandbox_sheets:
        lines.append(f"Lembar, seperti di Google Sheets: {settings.public_url}/lembar")
    _say("\n".join([*lines, "siap"]))


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def _refuse(problem: Exception) -> int:
    sys.stderr.write(f"{problem}\n")
    return 1


if __name__ == "__main__":
    sys.exit(main())
