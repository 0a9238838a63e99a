"""Who is looking at the page, read again from Petugas at every run and before every write.

The sign-in cookie lives for thirty days and cannot be revoked, so it only says who somebody is:
roles come from the journal, and after `MAX_AGE` the person signs in again.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import streamlit as st

from desk.actors import Actor, actor_for
from pages.parts import running
from sop.model import Scope

MAX_AGE = timedelta(hours=12)
EXPIRED = "Sesi sudah lebih dari 12 jam. Silakan masuk lagi."
UNVERIFIED = "Alamat e-mail akun ini belum terverifikasi, jadi belum dapat dipakai masuk."
STRANGER = "Akun {email} belum terdaftar. Mintalah Admin Kota menambahkannya di tab Petugas."
NOT_YOURS = "Halaman ini bukan untuk peran Bapak/Ibu. Silakan pilih halaman lain di menu."


@dataclass(frozen=True)
class Visitor:
    """Whoever opened the page. Without an actor, `sentence` says why ("": not signed in)."""

    email: str = ""
    actor: Actor | None = None
    sentence: str = ""


def visitor() -> Visitor:
    claims = dict(st.user)
    if not claims.get("is_logged_in"):
        return Visitor()
    now = running.now()
    if too_old(claims, now):
        return Visitor(sentence=EXPIRED)
    email = str(claims.get("email") or "").strip().casefold()
    if not email or claims.get("email_verified") is not True:
        return Visitor(sentence=UNVERIFIED)
    actor = _actor(email, now)
    return Visitor(email, actor, "" if actor else STRANGER.format(email=email))


def too_old(claims: dict[str, Any], now: datetime) -> bool:
    """Whether this sign-in is older than MAX_AGE; one without a time is."""
    issued = claims.get("iat")
    if not isinstance(issued, int | float):
        return True
    return now - datetime.fromtimestamp(issued, UTC) > MAX_AGE


def _actor(email: str, now: datetime) -> Actor | None:
    desk = running.desk()
    return actor_for(desk.sop, desk.reference(), email, now=now, admin_email=desk.admin_email)


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
