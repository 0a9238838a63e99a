"""The people of Petugas at the stand-in for the identity provider, so that they can sign in."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from urllib.parse import quote

import requests

from desk.reference import Person
from pages.parts import loopback, running

logger = logging.getLogger(__name__)
TIMEOUT_S = 2

_told: list[frozenset[tuple[str, str]]] = []


def tell_of_staff() -> None:
    """Put everybody who may sign in at the stand-in; nothing with a real identity provider.

    Cheap: only what changed since the last time. A stand-in that does not answer yet is told the
    next time a sign-in page is drawn.
    """
    settings = running.settings()
    if not settings.on_sandbox_identity:
        return
    people = _people(running.desk().reference().staff, settings.admin_email)
    if _told and people <= _told[-1]:
        return
    try:
        for email, name in sorted(people):
            _put(settings.sandbox_identity_port, email, name)
    except requests.RequestException as error:
        logger.warning("The identity provider was not told of the staff: %s", type(error).__name__)
        return
    _told[:] = [people]


def _people(staff: Iterable[Person], admin_email: str) -> frozenset[tuple[str, str]]:
    people = {(person.email, person.name) for person in staff if person.active}
    if admin_email and not people:
        people.add((admin_email, admin_email))
    return frozenset(people)


def _put(port: int, email: str, name: str) -> None:
    claims = {"sub": email, "email": email, "name": name, "email_verified": True}
    answer = loopback.call("PUT", port, f"/users/{quote(email)}", json=claims, timeout=TIMEOUT_S)
    answer.raise_for_status()
