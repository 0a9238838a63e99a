"""The report of what was done, with its photos."""

from __future__ import annotations

from datetime import datetime

from desk import recording
from desk.acting import act
from desk.actors import Actor
from desk.context import Desk
from desk.media import Upload
from desk.prints import Document
from desk.recording import Recorded
from sop.model import Field
from tests.desk.evidence.snapshots import by_whatsapp, exif, jpeg, scene
from tests.desk.prints.papers import Open, pages, photo, pictures, printed, text


def test_the_report_has_what_was_done_its_photos_and_the_steps(
    desk: Desk, agency_team: Actor, finished: Open
) -> None:
    number = finished(photos=[photo(), photo("navy")])
    made = printed(desk, agency_team, number, Document.REPORT)
    said = text(made)
    assert "LAPORAN HASIL TINDAK LANJUT" in said
    assert "Lampu diganti." in said
    assert "Terima dan Teruskan ke Tim OPD – Admin OPD – melewati batas (batas 5 menit)" in said
    assert (pictures(made), pages(made)) == (2, 1)


def test_photos_beyond_six_are_counted(desk: Desk, admin: Actor, finished: Open) -> None:
    colors = ("red", "blue", "green", "navy", "teal", "black", "gray", "pink")
    made = printed(desk, admin, finished(photos=[photo(c) for c in colors]), Document.REPORT)
    assert pictures(made) == 6
    assert "2 foto lain tersimpan di sistem." in text(made)


def test_a_photo_that_is_gone_from_the_disk_is_counted_too(
    desk: Desk, admin: Actor, finished: Open
) -> None:
    number = finished(photos=[photo()])
    for stored in desk.media_dir.rglob("*"):
        if stored.is_file():
            stored.unlink()
    made = printed(desk, admin, number, Document.REPORT)
    assert pictures(made) == 0
    assert "1 foto lain" in text(made)


def test_an_answer_given_at_once_has_a_report_too(desk: Desk, admin: Actor, now: datetime) -> None:
    number = recording.record(desk, admin, Recorded("Telepon", "Jam buka MPP?"), now=now)
    act(desk, admin, number, "Jawab Langsung", values={Field.ANSWER: "Pukul 08.00."}, now=now)
    said = text(printed(desk, admin, number, Document.REPORT))
    assert "Pukul 08.00." in said
    assert "Selesai (Dijawab)" in said


def test_a_report_says_by_whom_a_photo_was_taken_and_shows_before_and_after(
    desk: Desk, admin: Actor, finished: Open
) -> None:
    before = Upload("a.jpg", by_whatsapp(scene(1)), taken_by="Budi", phase="before")
    tags = exif("2026:11:23 08:15:00")
    after = Upload("b.jpg", jpeg(scene(2), exif=tags), taken_by="Budi", phase="after")
    said = text(printed(desk, admin, finished(photos=[before, after]), Document.REPORT))
    assert "Sebelum dan sesudah" in said
    assert "diambil Sen, 23 Nov 2026 pukul 08.15 WIB (menurut berkas), oleh Budi" in said
    assert "Sebelum: waktu pengambilan tidak tercatat dalam berkas, oleh Budi" in said
