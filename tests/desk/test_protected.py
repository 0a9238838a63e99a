"""Confidential complaints at rest: nothing of them lies readable in the journal."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from sqlalchemy import text

from desk import editing, reading, sealing
from desk.acting import act
from desk.actors import Actor
from desk.context import Desk
from desk.masking import SECRET
from desk.schema import complaints
from desk.unsealed import unsealed
from sop.model import Field
from tests.conftest import SITI
from tests.desk.writing import PHOTO, Street

STORY = "Kepala puskesmas Wonokerto meminta uang dari saya Tukinah"
SECRETS = ("Wonokerto", "Tukinah", SITI, "6281234567890")


def on_disk(desk: Desk, *tables: str) -> str:
    """Every row as the database has it."""
    with desk.journal.read() as connection:
        return "\n".join(
            str(connection.execute(text(f"select * from {name}")).all()) for name in tables
        )


EVERYTHING = ("complaints", "messages", "events", "media", "inbox", "unsealed")


def secret(street: Street) -> str:
    street.writes(f"RAHASIA. {STORY}", attachment=PHOTO, phone="6281234567890")
    return str(street.complaint()["number"])


def test_nothing_of_a_confidential_complaint_lies_readable(street: Street) -> None:
    secret(street)
    row = street.complaint()
    assert row["confidential"] and "Tukinah" in row["body"] and row["chat_id"] == SITI
    assert [word for word in SECRETS[:2] if word in on_disk(street.desk, *EVERYTHING)] == []


def test_its_chat_is_sealed_once_our_messages_have_left(street: Street) -> None:
    secret(street)
    with street.desk.journal.write() as connection:
        connection.execute(text("update messages set state = 'sent' where direction = 'out'"))
    assert [word for word in SECRETS if word in on_disk(street.desk, *EVERYTHING)] == []


def test_one_that_becomes_confidential_is_sealed_with_all_that_was_said(
    street: Street, admin: Actor
) -> None:
    street.writes(STORY)
    number = street.complaint()["number"]
    editing.edit(street.desk, admin, number, {"internal_note": "Tukinah datang"}, now=street.now)
    assert "Tukinah" in on_disk(street.desk, "complaints", "messages", "events")
    editing.edit(street.desk, admin, number, {"confidential": True}, now=street.now)
    assert "Tukinah" not in on_disk(street.desk, *EVERYTHING)
    assert street.complaint()["internal_note"] == "Tukinah datang"


def test_one_that_is_confidential_no_longer_is_opened(street: Street, admin: Actor) -> None:
    number = secret(street)
    editing.edit(street.desk, admin, number, {"confidential": False}, now=street.now)
    disk = on_disk(street.desk, "complaints", "messages", "events")
    assert "Tukinah" in disk and "tersegel" not in disk


def test_what_is_done_about_it_is_sealed_too(street: Street, admin: Actor) -> None:
    number = secret(street)
    done = {Field.REASON: "Nama pejabat Sumarno belum jelas"}
    act(street.desk, admin, number, action="Minta Kelengkapan", values=done, now=street.now)
    street.wait(minutes=5)
    street.writes("Pak Sumarno, hari Senin")
    assert "Sumarno" in str(reading.conversation(street.desk, admin, number))
    assert "Sumarno" not in on_disk(street.desk, *EVERYTHING)


def test_the_citizen_is_known_again_by_the_sealed_chat(street: Street) -> None:
    number = secret(street)
    street.wait(minutes=2)
    street.writes("Kejadiannya di loket dua")
    assert street.complaint()["number"] == number
    assert "loket dua" in street.complaint()["body"]


def test_without_the_key_it_says_so_and_loses_nothing(street: Street, admin: Actor) -> None:
    number = secret(street)
    keyless = replace(street.desk, media_key="")
    assert street.complaint()["body"] == SECRET
    with keyless.journal.write() as connection:
        connection.execute(complaints.update().values(sheet_pending=False))
    replace(street.desk)
    row = street.complaint()
    assert row["number"] == number and "Tukinah" in row["body"]


def test_a_sealed_text_typed_by_a_person_opens_nothing(street: Street, admin: Actor) -> None:
    """Whoever can read the Sheet can copy what is sealed there."""
    street.writes("Lampu mati di Jl. Mawar")
    number = street.complaint()["number"]
    token = sealing.seal(street.desk.media_key, {"name": "Tukinah"})
    editing.edit(street.desk, admin, number, {"internal_note": token}, now=street.now)
    assert street.complaint()["internal_note"] == token


def test_between_transactions_nothing_is_left_to_seal(street: Street) -> None:
    secret(street)
    assert street.rows(unsealed) == []


def test_the_files_hold_no_older_copy_of_it(tmp_path: Path, street: Street, admin: Actor) -> None:
    if not street.desk.journal.is_sqlite:
        return  # its own files are its own matter: docs/protected.md
    street.writes(STORY)
    number = street.complaint()["number"]
    editing.edit(street.desk, admin, number, {"confidential": True}, now=street.now)
    found = b"".join(path.read_bytes() for path in tmp_path.glob("journal.db*"))
    assert [word for word in (b"Tukinah", b"tukinah", b"wonokerto") if word in found] == []
