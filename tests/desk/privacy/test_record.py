"""The record of processing: complete, filled from Pengaturan, counted, and on paper."""

from __future__ import annotations

import pytest

from desk.actors import Actor
from desk.context import Desk
from desk.privacy import record
from desk.problems import Refused
from tests.desk.test_pictures import arrived
from tests.desk.writing import LAMP, Street


def lines(desk: Desk, actor: Actor, street: Street) -> dict[str, str]:
    found = record.sections(desk, actor, now=street.now)
    return {name: text for section in found for name, text in section.lines}


def test_it_says_who_why_what_to_whom_how_long_and_how_it_is_protected(
    desk: Desk, street: Street, admin: Actor
) -> None:
    found = record.sections(desk, admin, now=street.now)
    assert [section.title for section in found] == [*record.TEXTS, "Angka"]
    said = lines(desk, admin, street)
    assert "30 hari" in said["Foto KTP dan NIK"]
    assert "5 tahun" in said["Data pribadi dalam aduan"]
    assert "GREEN-API" in said["Pemroses pesan"]
    assert "{" not in str(found)


def test_its_numbers_are_counted(desk: Desk, street: Street, admin: Actor) -> None:
    street.writes(LAMP)
    arrived(desk, street, "KTP saya")
    street.writes("SALINAN DATA")
    said = lines(desk, admin, street)
    assert said["Foto identitas tersimpan"] == "1"
    assert said["Permintaan data tahun ini"] == "1"
    assert said["Permintaan yang sudah dijawab"] == "0"


def test_it_is_printed_for_the_officer_and_nobody_else(
    desk: Desk, street: Street, admin: Actor, city_team: Actor
) -> None:
    assert record.paper(desk, admin, now=street.now).startswith(b"%PDF")
    with pytest.raises(Refused):
        record.paper(desk, city_team, now=street.now)
