"""Who is looking at the page, read from Petugas at every run and again before every write.

The sign-in cookie lives for thirty days and cannot be revoked, so it only says who somebody is:
roles come from the journal, and after SESSION_HOURS, or where Keluar was pressed in another tab,
the person signs in again.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import streamlit as st
from sqlalchemy.exc import SQLAlchemyError

from desk import sign_outs
from desk.actors import Actor, actor_for
from pages.parts import running
from sop.model import Scope

logger = logging.getLogger(__name__)

TOO_OLD = "Sesi sudah lebih dari {hours} jam. Silakan masuk lagi."
LEFT = "Bapak/Ibu sudah keluar. Silakan masuk lagi."
#: For callbacks, which cannot say more: whoever is out reads why on the page of the sign-in.
EXPIRED = "Sesi sudah berakhir. Silakan masuk lagi."
UNVERIFIED = "Alamat e-mail akun ini belum terverifikasi, jadi belum dapat dipakai masuk."
STRANGER = "Akun {email} belum terdaftar. Mintalah Admin Kota menambahkannya di tab Petugas."
NOT_YOURS = "Halaman ini bukan untuk peran Bapak/Ibu. Silakan pilih halaman lain di menu."
#: By how much the provider's clock may be ahead of ours.
SKEW = timedelta(minutes=5)


@dataclass(frozen=True)
class Visitor:
    """Whoever opened the page. Without an actor, `sentence` says why ("": not signed in)."""

    email: str = ""
    actor: Actor | None = None
    sentence: str = ""


_of_this_run: ContextVar[Visitor | None] = ContextVar("of_this_run", default=None)


@contextmanager
def asked_once() -> Iterator[Visitor]:
    """The visitor for one run of a page: whoever asks within it gets this answer. Callbacks run
    before it, and fragments that look again by themselves run without it: those ask anew."""
    found = visitor()
    token = _of_this_run.set(found)
    try:
        yield found
    finally:
        _of_this_run.reset(token)


def visitor() -> Visitor:
    return _of_this_run.get() or visitor_of(dict(st.user))


def visitor_of(claims: Mapping[str, Any]) -> Visitor:
    """Whoever the provider says this of, as the journal knows them at this moment."""
    if not claims.get("is_logged_in"):
        return Visitor()
    now = running.now()
    if too_old(claims, now):
        return Visitor(sentence=TOO_OLD.format(hours=running.settings().session_hours))
    email = str(claims.get("email") or "").strip().casefold()
    if not email or not _verified(claims):
        return Visitor(sentence=UNVERIFIED)
    return _known(claims, email, now)


def _known(claims: Mapping[str, Any], email: str, now: datetime) -> Visitor:
    desk = running.desk()
    with desk.journal.read() as connection:
        if sign_outs.ended(connection, claims):
            return Visitor(sentence=LEFT)
        reference = desk.reference(connection)
    actor = actor_for(desk.sop, reference, email, now=now, admin_email=desk.admin_email)
    return Visitor(email, actor, "" if actor else desk.sop.in_words(STRANGER).format(email=email))


def _verified(claims: Mapping[str, Any]) -> bool:
    """Whether the provider vouches for the address; some write "true", some say nothing."""
    said = claims.get("email_verified")
    if said is None:
        return running.settings().oidc_trust_email
    return said is True or said == "true"


def too_old(claims: Mapping[str, Any], now: datetime) -> bool:
    """Whether this sign-in counts no more; one without a time, or of tomorrow, never did."""
    issued = claims.get("iat")
    if not isinstance(issued, int | float):
        return True
    try:
        age = now - datetime.fromtimestamp(issued, UTC)
    except (OverflowError, OSError, ValueError):
        return True
    return not -SKEW <= age <= timedelta(hours=running.settings().session_hours)


def scopes(actor: Actor) -> frozenset[Scope]:
    return frozenset(running.desk().sop.role(name).scope for name in actor.roles)


def require(*allowed: Scope) -> Actor:
    """The person, if they have one of these scopes now; else one sentence, and the page ends."""
    person = visitor().actor
    if person is None or not scopes(person) & set(allowed):
        st.warning(NOT_YOURS if person else "Silakan masuk terlebih dahulu.")
        st.stop()
    return person


def again() -> Actor | None:
    """The person as Petugas says at this moment, for callbacks and fragments: they do not pass
    through `require`."""
    return visitor().actor


def bound() -> Callable[[], Actor | None]:
    """`again`, for what runs without the page: a download that is made when it is pressed has a
    thread of its own, and there nobody is signed in."""
    claims = dict(st.user)
    return lambda: visitor_of(claims).actor


def leave() -> None:
    """Sign out, in every tab at its next look. Ends the run."""
    end(dict(st.user))
    st.logout()
    st.stop()


def end(claims: Mapping[str, Any]) -> None:
    """Whoever holds a cookie of this sign-in is out."""
    try:
        sign_outs.record(running.desk().journal, claims, now=running.now())
    except SQLAlchemyError as error:  # a full disk keeps nobody in
        logger.error("a sign-out could not be recorded: %s", type(error).__name__)
