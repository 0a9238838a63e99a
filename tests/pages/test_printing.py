"""The buttons that make papers: bound to a person, asked again, never an English failure."""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import pytest
from pypdf import PdfReader

from desk import prints, reading
from desk.actors import Actor
from desk.context import Desk
from desk.prints import Document
from pages.parts import printing
from tests.pages.conftest import claims
from tests.pages.test_access import remove

SHEET = Document.DISPOSITION


def said(data: bytes) -> str:
    return " ".join(PdfReader(io.BytesIO(data)).pages[0].extract_text().split())


def of(who: Actor, now: datetime) -> Mapping[str, Any]:
    return {"claims": claims(who.id, now)}


def test_the_paper_is_made_for_whoever_pressed(
    desk: Desk, agency_admin: Actor, handed: str, now: datetime
) -> None:
    made = printing.made(agency_admin, handed, SHEET, **of(agency_admin, now))
    assert f"Nomor: {handed}" in said(made)


def test_a_stranger_gets_a_page_that_says_why(
    desk: Desk, stranger_agency: Actor, handed: str, now: datetime
) -> None:
    made = printing.made(stranger_agency, handed, SHEET, **of(stranger_agency, now))
    assert f"No. Aduan {handed} tidak ditemukan." in said(made)
    assert "Yth." not in said(made)


def test_a_person_removed_meanwhile_gets_nothing(
    desk: Desk, city_team: Actor, handed: str, now: datetime
) -> None:
    remove(desk, city_team, now)
    assert "tidak lagi terdaftar" in said(
        printing.made(city_team, handed, SHEET, **of(city_team, now))
    )


def test_an_old_sign_in_gets_nothing(desk: Desk, admin: Actor, handed: str, now: datetime) -> None:
    long_ago = now - timedelta(hours=13)
    assert "Silakan masuk lagi" in said(printing.made(admin, handed, SHEET, **of(admin, long_ago)))


def test_a_failure_of_ours_is_told_in_a_sentence(
    desk: Desk, admin: Actor, handed: str, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: Any, **__: Any) -> bytes:
        raise OSError("disk")

    monkeypatch.setattr(prints, "make", broken)
    assert "gagal dibuat" in said(printing.made(admin, handed, SHEET, **of(admin, now)))


def test_what_can_be_printed_follows_the_complaint(
    desk: Desk, admin: Actor, number: str, accepted: str
) -> None:
    row = reading.complaint(desk, admin, accepted)
    assert prints.possible(desk, admin, row) == (SHEET,)
