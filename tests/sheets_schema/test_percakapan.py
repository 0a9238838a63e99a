"""Percakapan follows each message: how far ours came, and what became of a citizen's file."""

from __future__ import annotations

from typing import Any

import pytest

from desk import acting, card_marks, media, outbox, reading
from desk.outbox import WORDS, State
from sheets_schema import fingerprints
from tests.conftest import SITI, person
from tests.desk.writing import LAMP, PHOTO, Street
from tests.sheets_schema.office import Office
from tests.sheets_schema.rebuilding.story import photo


@pytest.fixture
def message(office: Office) -> tuple[str, str]:
    """A complaint and an answer to it, in the Sheet. The number and the message's id."""
    number = office.complain()
    with office.desk.journal.write() as connection:
        message_id = outbox.queue(
            connection,
            chat_id=SITI,
            gateway="green_api",
            body="Sedang kami periksa.",
            purpose="answer",
            number=number,
            now=office.now,
        )
    office.passes()
    return number, message_id


def answer(office: Office) -> dict[str, Any]:
    (row,) = [row for row in office.rows("Percakapan") if row["Isi"] == "Sedang kami periksa."]
    return row


@pytest.mark.parametrize("state", [state for state in State if state is not State.QUEUED])
def test_every_state_is_the_same_word_in_the_sheet_and_on_the_page(
    office: Office, message: tuple[str, str], state: State
) -> None:
    number, message_id = message
    with office.desk.journal.write() as connection:
        outbox.move(connection, message_id, state, now=office.now)
    office.passes(2)
    spoken = reading.conversation(office.desk, person(office.desk, "Admin Kota"), number)[-1]
    assert answer(office)["Status"] == spoken.word == WORDS[state]
    assert spoken.alert is (state in (State.FAILED, State.UNKNOWN))


def test_a_file_that_is_late_then_refused_says_so(office: Office) -> None:
    street = Street(office.desk, office.now)
    street.writes(LAMP, attachment=PHOTO)
    office.passes(2)
    shown = [row["Lampiran"] for row in office.rows("Percakapan") if row.get("Lampiran")]
    assert shown == ["foto.jpg"]
    (file,) = street.media()
    for sentence, cell in (
        ("Lampiran belum dapat diambil (404).", "foto.jpg (sedang diambil: Lampiran belum"),
        ("", "foto.jpg (ditolak: Jenis berkas ini"),
    ):
        if sentence:
            media.failed(office.desk, file["id"], sentence, permanent=False, now=office.now)
        else:
            media.arrived(office.desk, file["id"], b"MZ\x90\0" + b"\0" * 99, now=office.now)
        office.passes(2)
        (shown,) = [row["Lampiran"] for row in office.rows("Percakapan") if row.get("Lampiran")]
        assert shown.startswith(cell)


@pytest.mark.parametrize("why", ["KTP", "confidential"])
def test_a_file_that_nobody_may_recognise_shows_no_fingerprint(office: Office, why: str) -> None:
    street, admin = Street(office.desk, office.now), person(office.desk, "Admin Kota")
    street.writes(LAMP, attachment=PHOTO)
    media.arrived(office.desk, street.media()[0]["id"], photo(), now=office.now)
    office.passes(2)
    (file,) = street.media()
    assert printed(office) == file["sha256"] != ""
    if why == "KTP":
        card_marks.mark(office.desk, admin, file["id"], is_card=True, now=office.now)
    else:
        acting.act(office.desk, admin, file["number"], "Rahasia", now=office.now)
    office.passes(3)
    assert printed(office).startswith("(rahasia) ") and file["sha256"] not in printed(office)
    assert fingerprints.read(office.desk.media_key, printed(office)) == [file["sha256"]]
    assert fingerprints.read("", printed(office)) == [""]


def printed(office: Office) -> str:
    (found,) = [row["SHA-256"] for row in office.rows("Percakapan") if row.get("SHA-256")]
    return str(found)
