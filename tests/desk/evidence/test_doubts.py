"""A photo that was there before is told, and the result waits until somebody says it is right."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from desk import media
from desk.acting import act
from desk.context import Desk
from desk.evidence import doubts, rounds
from desk.media import Upload
from desk.recording import open_complaint
from desk.schema import complaints, events, picture_bands
from desk.schema import media as files
from sop.model import Field
from sop.workflow import NotAllowed
from tests.conftest import person
from tests.desk.evidence.snapshots import by_whatsapp, jpeg, scene
from tests.desk.writing import PHOTO, Street

DONE = "Selesai Ditindaklanjuti"
REASON = "Bukti diperiksa: dua lubang di jalan yang sama"


def handed(desk: Desk, now: datetime, **fields: Any) -> str:
    """A complaint at the team of Dinhub."""
    with desk.journal.write() as connection:
        number = str(
            open_complaint(connection, desk, {"body": "Lampu mati", **fields}, now=now)["number"]
        )
    values = {Field.AGENCY: "Dinhub"}
    act(desk, person(desk, "Admin Kota"), number, "Teruskan ke OPD", values=values, now=now)
    admin = person(desk, "Admin OPD", "Dinhub")
    act(desk, admin, number, "Terima dan Teruskan ke Tim OPD", now=now)
    return number


def finished(desk: Desk, number: str, *photos: bytes, now: datetime, **stated: Any) -> None:
    team = person(desk, "Tim Pengaduan OPD", "Dinhub")
    uploads = [Upload("foto.jpg", photo, **stated) for photo in photos]
    act(desk, team, number, DONE, values={Field.FOLLOW_UP: "Sudah"}, photos=uploads, now=now)


def send(desk: Desk, number: str, *, now: datetime, **values: str) -> None:
    given = {Field.ANSWER: "Sudah menyala.", **{Field[key]: text for key, text in values.items()}}
    act(desk, person(desk, "Admin Kota"), number, "Kirim Hasil", values=given, now=now)


def doubted(desk: Desk, number: str) -> tuple[str, ...]:
    with desk.journal.read() as connection:
        return doubts.sentences(connection, desk, number)


@pytest.fixture
def twice(desk: Desk, now: datetime) -> tuple[str, str]:
    """Two complaints with the same photo of the work, the second one compressed again."""
    first, second = handed(desk, now), handed(desk, now)
    finished(desk, first, jpeg(scene(1)), now=now)
    finished(desk, second, by_whatsapp(scene(1)), now=now + timedelta(hours=1))
    return first, second


def test_a_photo_used_twice_is_told_of_the_second_complaint(
    desk: Desk, twice: tuple[str, str]
) -> None:
    first, second = twice
    assert doubted(desk, first) == ()
    assert doubted(desk, second) == (
        f"Foto tindak lanjut ini juga ada pada aduan {first} (23 November 2026).",
    )


def test_catatan_sistem_says_it_as_soon_as_the_photo_is_here(
    desk: Desk, twice: tuple[str, str]
) -> None:
    with desk.journal.read() as connection:
        query = select(complaints.c.sheet_note).where(complaints.c.number == twice[1])
        assert twice[0] in connection.execute(query).scalar_one()


def test_the_result_is_not_sent_without_a_reason(
    desk: Desk, twice: tuple[str, str], now: datetime
) -> None:
    with pytest.raises(NotAllowed, match="centang kotak di atas, atau pilih Minta") as refusal:
        send(desk, twice[1], now=now, REASON="lanjutkan saja")
    assert refusal.value.missing == (Field.REASON,)
    send(desk, twice[0], now=now)


def test_with_a_reason_it_is_sent_and_the_event_keeps_both(
    desk: Desk, twice: tuple[str, str], now: datetime
) -> None:
    send(desk, twice[1], now=now, REASON=REASON)
    with desk.journal.read() as connection:
        query = select(events).where(events.c.action == "Kirim Hasil")
        event = connection.execute(query).mappings().one()
    assert REASON in event["note"]
    assert event["data"]["doubts"][0]["number"] == twice[0]


def test_a_reason_given_once_does_not_count_for_the_next_action(
    desk: Desk, twice: tuple[str, str], now: datetime
) -> None:
    send(desk, twice[1], now=now, REASON=REASON)
    with desk.journal.read() as connection:
        query = select(complaints.c.reason).where(complaints.c.number == twice[1])
        assert connection.execute(query).scalar_one() == ""


def test_the_citizens_own_photo_is_no_proof_of_work(
    desk: Desk, street: Street, now: datetime
) -> None:
    street.writes("Lampu jalan mati", attachment=PHOTO)
    row = street.media()[0]
    media.arrived(desk, row["id"], by_whatsapp(scene(2)), now=now)
    number = street.complaint()["number"]
    values = {Field.AGENCY: "Dinhub"}
    act(desk, person(desk, "Admin Kota"), number, "Teruskan ke OPD", values=values, now=now)
    act(
        desk, person(desk, "Admin OPD", "Dinhub"), number, "Terima dan Teruskan ke Tim OPD", now=now
    )
    finished(desk, number, jpeg(scene(2)), now=now)
    assert doubted(desk, number) == ("Foto tindak lanjut sama dengan foto pelapor sendiri.",)


def test_the_same_photo_as_what_was_there_before_the_work_is_right(
    desk: Desk, twice: tuple[str, str], now: datetime
) -> None:
    with desk.journal.write() as connection:
        same = files.c.number == twice[1]
        connection.execute(update(files).where(same).values(phase="before"))
    assert doubted(desk, twice[1]) == ()


def test_complaints_merged_into_one_share_their_photos(desk: Desk, twice: tuple[str, str]) -> None:
    with desk.journal.write() as connection:
        double = complaints.c.number == twice[0]
        connection.execute(update(complaints).where(double).values(merged_into=twice[1]))
    assert doubted(desk, twice[1]) == ()


def test_examples_are_compared_with_nothing(desk: Desk, now: datetime) -> None:
    first, second = handed(desk, now, example=True), handed(desk, now)
    finished(desk, first, jpeg(scene(1)), now=now)
    finished(desk, second, jpeg(scene(1)), now=now)
    assert doubted(desk, second) == ()


def test_two_photos_of_one_follow_up_are_no_matter(desk: Desk, now: datetime) -> None:
    number = handed(desk, now)
    finished(desk, number, jpeg(scene(1)), by_whatsapp(scene(1)), now=now)
    assert doubted(desk, number) == ()


def test_an_identity_card_is_compared_with_nothing(
    desk: Desk, twice: tuple[str, str], street: Street
) -> None:
    photo = next(row for row in street.rows(files) if row["number"] == twice[0])
    with desk.journal.write() as connection:
        media.protect(connection, photo["id"])
    assert doubted(desk, twice[1]) == ()
    assert street.rows(files, files.c.id == photo["id"])[0]["looks"] == ""
    assert street.rows(picture_bands, picture_bands.c.media_id == photo["id"]) == []


def test_what_the_person_states_stands_beside_what_the_file_says(
    desk: Desk, now: datetime, street: Street
) -> None:
    number = handed(desk, now)
    stated = now - timedelta(hours=2)
    finished(
        desk, number, jpeg(scene(7)), now=now, taken_at=stated, taken_by=" Budi ", phase="after"
    )
    (row,) = street.rows(files)
    assert (row["taken_at"], row["taken_by"], row["phase"]) == (stated, "Budi", "after")
    assert (row["taken_from"], row["recorded_at"]) == ("menurut petugas", None)
    said = [row["data"]["foto"] for row in street.rows(events) if "foto" in row["data"]]
    assert said == [[{"oleh": "Budi", "waktu": stated.isoformat(), "keadaan": "after"}]]


def redone(desk: Desk, number: str, *photos: bytes, now: datetime) -> None:
    """The admin of the city asks for the work again, and gets it."""
    admin, why = person(desk, "Admin Kota"), {Field.REASON: "Mohon foto yang baru"}
    act(desk, admin, number, "Minta Perbaikan", values=why, now=now)
    finished(desk, number, *photos, now=now)


def test_only_the_photos_since_minta_perbaikan_count_and_are_sent(
    desk: Desk, twice: tuple[str, str], street: Street, now: datetime
) -> None:
    redone(desk, twice[1], jpeg(scene(9)), now=now + timedelta(hours=2))
    assert doubted(desk, twice[1]) == ()
    old, new = [row["id"] for row in street.rows(files, files.c.number == twice[1])]
    with desk.journal.read() as connection:
        assert rounds.photos(connection, twice[1]) == (new,)
        assert [one.media_id for one in doubts.of_all(connection, twice[1])] == [old]
    send(desk, twice[1], now=now + timedelta(hours=3))


def test_without_a_new_photo_the_old_one_is_still_weighed(
    desk: Desk, twice: tuple[str, str], now: datetime
) -> None:
    redone(desk, twice[1], now=now + timedelta(hours=2))
    assert twice[0] in doubted(desk, twice[1])[0]
