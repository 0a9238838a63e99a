"""Photos on the pages: where they are from, before and after, and those that were there before."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from desk import reading, unsent
from desk.acting import act
from desk.actors import Actor
from desk.context import Desk
from desk.media import Upload
from desk.recording import open_complaint
from desk.schema import complaints
from desk.schema import media as files
from pages.parts import photo_facts, screens, weighing
from sop.model import Field
from tests.desk.evidence.snapshots import by_whatsapp, exif, jpeg, scene
from tests.pages.conftest import Open, texts
from tests.pages.form import choose, field, press

SEND = "Kirim Hasil"


def ticks(page: AppTest) -> list[Any]:
    return [box for box in page.checkbox if box.label == weighing.TICK]


def finish(desk: Desk, number: str, team: Actor, *photos: Upload, now: datetime) -> None:
    values = {Field.FOLLOW_UP: "Lampu diganti"}
    act(desk, team, number, "Selesai Ditindaklanjuti", values=values, photos=photos, now=now)


@pytest.fixture
def before(desk: Desk, admin: Actor, agency_admin: Actor, agency_team: Actor, now: datetime) -> str:
    """An earlier complaint whose follow-up has the photo of scene 1."""
    with desk.journal.write() as connection:
        row = open_complaint(connection, desk, {"body": "Lampu lain mati"}, now=now)
    number = str(row["number"])
    act(desk, admin, number, "Teruskan ke OPD", values={Field.AGENCY: "Dinhub"}, now=now)
    act(desk, agency_admin, number, "Terima dan Teruskan ke Tim OPD", now=now)
    finish(desk, number, agency_team, Upload("a.jpg", jpeg(scene(1))), now=now)
    return number


@pytest.fixture
def doubted(desk: Desk, before: str, accepted: str, agency_team: Actor, now: datetime) -> str:
    finish(desk, accepted, agency_team, Upload("b.jpg", by_whatsapp(scene(1))), now=now)
    return accepted


def test_a_photo_used_twice_is_shown_before_the_result_leaves(
    open_as: Open, desk: Desk, admin: Actor, before: str, doubted: str
) -> None:
    page = choose(open_as(admin, screens.COMPLAINT, nomor=doubted), doubted, SEND)
    said = texts(page)
    assert said.count(f"juga ada pada aduan {before} (") <= 2  # in the box, and beside the photo
    assert f"Aduan {before}" in said and "Foto aduan ini" in said
    press(page, doubted, SEND)
    assert "centang kotak di atas, atau pilih Minta Perbaikan" in texts(page)
    assert "Bukti diperiksa: alasan" not in texts(page)
    assert reading.complaint(desk, admin, doubted)["state"] == "Ditindaklanjuti"
    ticks(page)[0].check().run()
    press(page, doubted, SEND)
    assert reading.complaint(desk, admin, doubted)["state"] == "Hasil Terkirim"
    assert "Bukti diperiksa: foto memang" in reading.history(desk, admin, doubted)[-1].note


def test_a_photo_that_is_new_asks_for_nothing(
    open_as: Open, desk: Desk, admin: Actor, before: str
) -> None:
    page = choose(open_as(admin, screens.COMPLAINT, nomor=before), before, SEND)
    assert not ticks(page)
    press(page, before, SEND)
    assert reading.complaint(desk, admin, before)["state"] == "Hasil Terkirim"


def test_the_page_says_when_where_and_by_whom_a_photo_was_taken(
    open_as: Open, desk: Desk, accepted: str, agency_team: Actor, now: datetime
) -> None:
    tags = exif("2020:01:02 08:15:00", place=(-6.8887, 109.6753))
    photo = Upload("c.jpg", jpeg(scene(2), exif=tags), taken_by="Budi")
    plain = Upload("d.jpg", by_whatsapp(scene(3)), phase="before")
    finish(desk, accepted, agency_team, plain, photo, now=now)
    said = texts(open_as(agency_team, screens.COMPLAINT, nomor=accepted))
    assert "diambil Kam, 2 Jan 2020 pukul 08.15 WIB (menurut berkas), oleh Budi" in said
    assert "sebelum aduan diterima" in said
    assert "Buka di peta" in said
    assert "sebelum · waktu pengambilan tidak tercatat dalam berkas" in said
    assert "Sebelum dan sesudah" in said


def test_whoever_sends_the_result_reads_that_a_photo_is_older_than_the_complaint(
    open_as: Open, desk: Desk, admin: Actor, accepted: str, agency_team: Actor, now: datetime
) -> None:
    old = Upload("c.jpg", jpeg(scene(2), exif=exif("2020:01:02 08:15:00")))
    finish(desk, accepted, agency_team, old, now=now)
    page = choose(open_as(admin, screens.COMPLAINT, nomor=accepted), accepted, SEND)
    assert [box.value for box in page.info if "sebelum aduan diterima" in box.value]
    press(page, accepted, SEND)
    assert reading.complaint(desk, admin, accepted)["state"] == "Hasil Terkirim"


def test_on_the_complaints_page_an_agency_states_what_its_photo_shows_and_who_took_it(
    open_as: Open, desk: Desk, accepted: str, agency_team: Actor, now: datetime
) -> None:
    done = "Selesai Ditindaklanjuti"
    page = choose(open_as(agency_team, screens.COMPLAINT, nomor=accepted), accepted, done)
    page.file_uploader[0].upload("a.jpg", jpeg(scene(4)), "image/jpeg").run()
    assert "1 berkas terlampir." in texts(page)
    by = next(field for field in page.text_input if field.label == photo_facts.BY)
    assert by.value == agency_team.name
    by.set_value("Pak Darmo").run()
    field(page, Field.FOLLOW_UP).set_value("Lampu diganti").run()
    press(page, accepted, done)
    with desk.journal.read() as connection:
        kept = connection.execute(files.select().where(files.c.number == accepted)).one()
    assert (kept.taken_by, kept.phase) == ("Pak Darmo", "after")
    assert unsent.kept(desk, agency_team, accepted).files == ()


def test_what_is_true_of_several_photos_is_said_once(
    open_as: Open, desk: Desk, accepted: str, agency_team: Actor, now: datetime
) -> None:
    two = [Upload(name, by_whatsapp(scene(n))) for n, name in ((2, "c.jpg"), (3, "d.jpg"))]
    finish(desk, accepted, agency_team, *two, now=now)
    with desk.journal.write() as connection:
        connection.execute(files.update().values(phase=""))
    said = texts(open_as(agency_team, screens.COMPLAINT, nomor=accepted))
    assert said.count("waktu pengambilan tidak tercatat") == 1
    assert "2 foto: waktu pengambilan tidak tercatat dalam berkas" in said


def test_an_agency_is_not_told_the_number_of_somebody_elses_complaint(
    open_as: Open, desk: Desk, before: str, doubted: str, agency_team: Actor
) -> None:
    assert before in texts(open_as(agency_team, screens.COMPLAINT, nomor=doubted))
    with desk.journal.write() as connection:
        other = complaints.update().where(complaints.c.number == before)
        connection.execute(other.values(agency="DLH"))
    said = texts(open_as(agency_team, screens.COMPLAINT, nomor=doubted))
    assert before not in said
    assert "juga ada pada aduan lain" in said


def test_the_citizens_own_photo_is_named_as_theirs(
    open_as: Open, desk: Desk, admin: Actor, doubted: str
) -> None:
    with desk.journal.write() as connection:
        first = connection.execute(files.select().where(files.c.number != doubted)).one()
        own = files.update().where(files.c.id == first.id)
        connection.execute(own.values(number=doubted, origin="citizen"))
    said = texts(choose(open_as(admin, screens.COMPLAINT, nomor=doubted), doubted, SEND))
    assert weighing.FOLLOW_UP in said and weighing.FROM_CITIZEN in said
    assert weighing.HERE not in said
