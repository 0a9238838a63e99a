"""The buttons that make papers: bound to a person, asked again, never an English failure."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from pypdf import PdfReader

from desk import prints, reading, sign_outs
from desk.actors import Actor
from desk.context import Desk
from desk.prints import Document
from pages.parts import access, printing
from tests.pages.conftest import claims
from tests.pages.test_access import remove

SHEET = Document.DISPOSITION


def said(data: bytes) -> str:
    return " ".join(PdfReader(io.BytesIO(data)).pages[0].extract_text().split())


def by(who: Actor, now: datetime) -> Callable[[], Actor | None]:
    """As `access.bound` asks again for whoever signed in then."""
    return lambda: access.visitor_of(claims(who.id, now)).actor


def test_the_paper_is_made_for_whoever_pressed(
    desk: Desk, agency_admin: Actor, handed: str, now: datetime
) -> None:
    made = printing.made(by(agency_admin, now), handed, SHEET)
    assert f"Nomor: {handed}" in said(made)


def test_a_stranger_gets_a_page_that_says_why(
    desk: Desk, stranger_agency: Actor, handed: str, now: datetime
) -> None:
    made = printing.made(by(stranger_agency, now), handed, SHEET)
    assert f"No. Aduan {handed} tidak ditemukan." in said(made)
    assert "Yth." not in said(made)


def test_a_person_removed_meanwhile_gets_nothing(
    desk: Desk, city_team: Actor, handed: str, now: datetime
) -> None:
    remove(desk, city_team, now)
    assert "Silakan masuk lagi" in said(printing.made(by(city_team, now), handed, SHEET))


def test_who_signed_out_elsewhere_gets_nothing(
    desk: Desk, city_team: Actor, handed: str, now: datetime
) -> None:
    sign_outs.record(desk.journal, claims(city_team.id, now), now=now)
    assert "Silakan masuk lagi" in said(printing.made(by(city_team, now), handed, SHEET))


def test_an_old_sign_in_gets_nothing(desk: Desk, admin: Actor, handed: str, now: datetime) -> None:
    long_ago = now - timedelta(hours=13)
    assert "Silakan masuk lagi" in said(printing.made(by(admin, long_ago), handed, SHEET))


def test_a_failure_of_ours_is_told_in_a_sentence(
    desk: Desk, admin: Actor, handed: str, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: Any, **__: Any) -> bytes:
        raise OSError("disk")

    monkeypatch.setattr(prints, "make", broken)
    assert "gagal dibuat" in said(printing.made(by(admin, now), handed, SHEET))


def test_what_can_be_printed_follows_the_complaint(
    desk: Desk, admin: Actor, number: str, accepted: str
) -> None:
    row = reading.complaint(desk, admin, accepted)
    assert prints.possible(desk, admin, row) == (SHEET,)
