"""NIK and KK numbers: found however people write them, masked before anything is kept."""

from __future__ import annotations

import pytest

from desk import kept_numbers, nik_looks
from desk.actors import Actor
from desk.context import Desk
from desk.identity_numbers import found, masked
from desk.incoming import Attachment, Kind
from desk.problems import Refused
from desk.recording import Recorded, record
from desk.schema import accesses
from desk.schema import kept_numbers as table
from tests.desk.writing import LAMP, SITI, Street

NIK = "3375012304900042"
MASKED = "33••••••••••0042"


@pytest.mark.parametrize(
    "written",
    [
        NIK,
        "3375 0123 0490 0042",
        "33.75.01.230490.0042",
        "3375-0123-0490-0042",
        "33 75 01 23 04 90 00 42",
        "337501 - 230490 - 0042",
        "3375016304900042",  # of a woman: 40 is added to the day
    ],
)
def test_a_number_is_found_however_it_is_grouped(written: str) -> None:
    assert found(f"NIK saya {written}, HP 081234567890") in ([NIK], ["3375016304900042"])
    assert masked(f"NIK:{written}.") == f"NIK:{MASKED}."


@pytest.mark.parametrize(
    "written",
    [
        "081234567890",
        "+62 812-3456-7890 atau 0285 421 234",
        "1234567890123456",  # no province, no date
        "3375013213900042",  # the 32nd of the 13th
        "33750123049000421",  # 17 digits
        "120363041234567890@g.us",
        "0191d0f2a33375012304900042ab3f",  # the id of something
        "198501012010011001",  # NIP of an official
        "1. 1. 1. 1. 1. 1. 1. 1. 1. 1. 1. 1. 1. 1. 1. 1. ",
    ],
)
def test_other_numbers_stay(written: str) -> None:
    assert masked(written) == written


def test_a_masked_number_stays_as_it_is() -> None:
    assert masked(masked(f"NIK {NIK}")) == f"NIK {MASKED}"


def test_no_message_keeps_a_full_number(street: Street) -> None:
    first = street.writes(f"{LAMP}. NIK {NIK}", quoted_text=NIK)
    street.writes("maaf, NIK 33.75.01.230490.0042", kind=Kind.EDIT, about_id=first)
    file = Attachment("http://127.0.0.1:9/a", f"KTP {NIK}.pdf", "application/pdf")
    street.writes(f"KK {NIK}", kind=Kind.DOCUMENT, attachment=file)
    assert NIK not in str([street.complaints(), street.kept(), street.media(), street.replies()])
    assert MASKED in street.complaint()["body"]


def test_the_full_number_lies_sealed_and_only_there(street: Street, admin: Actor) -> None:
    street.writes(f"{LAMP}. NIK {NIK}")
    number = street.complaint()["number"]
    with street.desk.journal.read() as connection:
        raw = connection.exec_driver_sql("select value from kept_numbers").scalar_one()
    assert NIK not in raw and street.rows(table)[0]["value"] == NIK
    assert [kept.value for kept in nik_looks.shown(street.desk, admin, number, now=street.now)] == [
        NIK
    ]
    (look,) = street.rows(accesses)
    assert (look["actor"], look["number"], look["what"]) == (admin.id, number, "NIK lengkap")


def test_only_the_admin_sees_it(street: Street, city_team: Actor, agency_admin: Actor) -> None:
    street.writes(f"{LAMP}. NIK {NIK}")
    number = street.complaint()["number"]
    assert not nik_looks.are_offered(street.desk, city_team, number)
    for actor in (city_team, agency_admin):
        with pytest.raises(Refused):
            nik_looks.shown(street.desk, actor, number, now=street.now)
    assert street.rows(accesses) == []


def test_a_clerks_note_keeps_it_too(desk: Desk, admin: Actor, street: Street) -> None:
    told = Recorded("Datang Langsung", LAMP, internal_note=f"NIK {NIK}, KK {NIK}")
    number = record(desk, admin, told, now=street.now)
    with desk.journal.write() as connection:
        assert kept_numbers.are_there(connection, number)
        kept_numbers.forget(connection, number)
    assert street.complaint()["internal_note"] == f"NIK {MASKED}, KK {MASKED}"
    assert street.rows(table) == []


def test_what_the_gateway_gave_is_not_readable_on_disk(street: Street) -> None:
    street.receives(None, key="K1", raw={"textMessage": f"NIK {NIK} di {LAMP}", "chat": SITI})
    with street.desk.journal.read() as connection:
        rows = connection.exec_driver_sql("select raw, error from inbox").all()
    assert NIK not in str(rows) and "Hayam" not in str(rows) and SITI not in str(rows)
