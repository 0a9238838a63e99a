"""What stands on no paper, and who gets none."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest
from sqlalchemy import insert

from desk import files, schema
from desk.acting import act
from desk.actors import Actor
from desk.context import Desk
from desk.prints import Document
from desk.problems import NotFound
from sop.model import Field
from tests.conftest import person
from tests.desk.prints.papers import Open, later, photo, pictures, printed, text


def test_neither_the_citizens_number_nor_the_internal_note_is_on_a_paper(
    desk: Desk, admin: Actor, finished: Open
) -> None:
    number = finished()
    for document in (Document.DISPOSITION, Document.REPORT):
        said = text(printed(desk, admin, number, document)).replace("-", "")
        assert "1234567890" not in said
        assert "pernah marah" not in said


def test_the_citizens_own_paper_has_the_name_and_the_opds_only_when_it_was_released(
    desk: Desk, admin: Actor, finished: Open
) -> None:
    number = finished()
    report = text(printed(desk, admin, number, Document.REPORT))
    handed_out = text(printed(desk, admin, number, Document.DISPOSITION))
    assert "Siti Aminah" in report
    assert "Siti" not in handed_out and "Pelapor (disamarkan)" in handed_out
    act(desk, admin, number, "Buka Identitas", values={Field.REASON: "disurvei"}, now=later(100))
    assert "Siti Aminah" in text(printed(desk, admin, number, Document.DISPOSITION))


def test_a_confidential_complaint_has_no_name_on_paper_even_in_its_words(
    desk: Desk, admin: Actor, agency_admin: Actor, finished: Open
) -> None:
    number = finished(follow_up="Bu Siti sudah kami temui, HP 081298765432.")
    act(desk, admin, number, "Rahasia", now=later(100))
    for who in (admin, agency_admin):
        for document in (Document.DISPOSITION, Document.REPORT):
            said = text(printed(desk, who, number, document))
            assert "RAHASIA" in said
            assert "Siti" not in said
            assert "Aminah" not in said
            assert "081298765432" not in said


def test_an_identity_number_is_on_no_paper(desk: Desk, admin: Actor, handed: Open) -> None:
    number = handed(body="NIK 3375014101900001, jalan rusak")
    assert "3375014101900001" not in text(printed(desk, admin, number, Document.DISPOSITION))


def test_an_identity_card_is_on_no_paper(
    desk: Desk, admin: Actor, handed: Open, now: datetime
) -> None:
    number = handed()
    for name, identity in (("foto", False), ("ktp", True)):
        kept = files.store(desk, photo("green" if identity else "blue"), identity=identity)
        row = {"id": name, "number": number, "at": now, "identity": identity, "state": "stored"}
        row |= {"origin": "citizen", "path": kept.path, "sha256": kept.sha256, "mime": kept.mime}
        with desk.journal.write() as connection:
            connection.execute(insert(schema.media).values(row))
    assert pictures(printed(desk, admin, number, Document.DISPOSITION)) == 1


def test_another_opd_is_refused(desk: Desk, handed: Open) -> None:
    stranger = person(desk, "Admin OPD", "DLH")
    with pytest.raises(NotFound):
        printed(desk, stranger, handed(), Document.DISPOSITION)


def test_a_removed_person_is_refused(desk: Desk, admin: Actor, handed: Open) -> None:
    with pytest.raises(NotFound):
        printed(desk, replace(admin, id="bekas@contoh.test"), handed(), Document.DISPOSITION)


def test_a_leader_prints_no_secrets(desk: Desk, leader: Actor, handed: Open) -> None:
    assert printed(desk, leader, handed(), Document.DISPOSITION)
    with pytest.raises(NotFound):
        printed(desk, leader, handed(confidential=True), Document.DISPOSITION)
