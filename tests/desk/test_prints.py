"""The papers of the SOP, read back from their PDF."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from pypdf import PdfReader
from sqlalchemy import insert, update

from desk import files, prints, recording, schema
from desk.acting import act
from desk.actors import Actor
from desk.context import Desk
from desk.journal import Journal
from desk.media import Upload
from desk.prints import Document
from desk.problems import NotFound, Refused
from desk.recording import Recorded
from sop.model import Field
from tests.conftest import MONDAY, SITI, open_desk, person
from tests.desk.evidence.snapshots import by_whatsapp, exif, jpeg, scene

BODY = "Lampu jalan di Jl. Hayam Wuruk mati. Nama: Siti Aminah, HP 0812-3456-7890."
Open = Callable[..., str]


@pytest.fixture
def desk(sqlite_journal: Journal, tmp_path: Path, now: datetime) -> Desk:
    """One database is enough: papers only read."""
    return open_desk(sqlite_journal, tmp_path, now)


@pytest.fixture
def handed(desk: Desk, admin: Actor, now: datetime) -> Open:
    """handed(body=…): a complaint of Siti that Dinhub has; returns its number."""

    def opened(**fields: Any) -> str:
        row = {
            "chat_id": SITI,
            "phone": SITI.partition("@")[0],
            "name": "Siti Aminah",
            "body": BODY,
            "location": "Jl. Hayam Wuruk",
            "internal_note": "pelapor pernah marah",
            **fields,
        }
        with desk.journal.write() as connection:
            number = str(recording.open_complaint(connection, desk, row, now=now)["number"])
        later = now + timedelta(minutes=12)
        act(desk, admin, number, "Teruskan ke OPD", values={Field.AGENCY: "Dinhub"}, now=later)
        return number

    return opened


@pytest.fixture
def finished(desk: Desk, agency_admin: Actor, agency_team: Actor, handed: Open) -> Open:
    """finished(photos=…, follow_up=…): that complaint, reported done."""

    def done(
        *, photos: Sequence[bytes | Upload] = (), follow_up: str = "Lampu diganti.", **more: Any
    ) -> str:
        number = handed(**more)
        act(desk, agency_admin, number, "Terima dan Teruskan ke Tim OPD", now=later(20))
        uploads = [
            each if isinstance(each, Upload) else Upload(f"{place}.jpg", each)
            for place, each in enumerate(photos)
        ]
        act(
            desk,
            agency_team,
            number,
            "Selesai Ditindaklanjuti",
            values={Field.FOLLOW_UP: follow_up},
            photos=uploads,
            now=later(90),
        )
        return number

    return done


def later(minutes: int) -> datetime:
    return MONDAY + timedelta(minutes=minutes)


def photo(color: str = "orange") -> bytes:
    kept = io.BytesIO()
    Image.new("RGB", (400, 300), color).save(kept, "JPEG")
    return kept.getvalue()


def text(data: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in _pages(data)).split())


def pages(data: bytes) -> int:
    return len(_pages(data))


def pictures(data: bytes) -> int:
    return sum(len(page.images) for page in _pages(data))


def _pages(data: bytes) -> list[Any]:
    return list(PdfReader(io.BytesIO(data)).pages)


def printed(desk: Desk, who: Actor, number: str, document: Document) -> bytes:
    return prints.make(desk, who, number, document, now=later(120))


def test_the_disposition_says_what_to_whom_by_whom_and_until_when(
    desk: Desk, admin: Actor, handed: Open
) -> None:
    number = handed()
    said = text(printed(desk, admin, number, Document.DISPOSITION))
    for wanted in (
        "PEMERINTAH KOTA PEKALONGAN",
        "LAYANAN PENGADUAN WADUL ALADIN",
        f"Nomor: {number}",
        "Yth. Dinas Perhubungan",
        "23 November 2026 pukul 09.17 WIB",  # five minutes to take it
        "Dengan hormat harap",
        admin.name,
    ):
        assert wanted in said


def test_it_fits_one_page(desk: Desk, admin: Actor, handed: Open) -> None:
    assert pages(printed(desk, admin, handed(), Document.DISPOSITION)) == 1


def test_the_limit_stays_on_the_paper_after_the_opd_took_it(
    desk: Desk, admin: Actor, finished: Open
) -> None:
    said = text(printed(desk, admin, finished(), Document.DISPOSITION))
    assert "Batas waktu OPD 23 November 2026 pukul 09.17 WIB" in said


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


def test_emoji_and_foreign_letters_leave_no_boxes(desk: Desk, admin: Actor, handed: Open) -> None:
    number = handed(
        body="Tolong 🙏🏽, 𝗰𝗲𝗽𝗮𝘁 ❤️ السلام عليكم “jalan”…", name="siti 🌸", location="꧋ꦗꦭꦤ꧀"
    )
    said = text(printed(desk, admin, number, Document.DISPOSITION))
    assert "Tolong, cepat […]" in said
    assert "“jalan”…" in said


def test_a_very_long_text_goes_on_overleaf_and_is_cut_with_a_note(
    desk: Desk, admin: Actor, finished: Open
) -> None:
    number = finished(body="jalan rusak " * 3000, follow_up="ditambal " * 1500, location="a" * 3000)
    for document in (Document.DISPOSITION, Document.REPORT):
        made = printed(desk, admin, number, document)
        assert 2 <= pages(made) <= 4
        assert "selengkapnya di sistem" in text(made)


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


def test_a_paper_that_makes_no_sense_yet_is_refused(desk: Desk, admin: Actor, handed: Open) -> None:
    with pytest.raises(Refused, match="Diteruskan ke OPD"):
        printed(desk, admin, handed(), Document.REPORT)


@pytest.mark.parametrize("done", [False, True])
def test_buttons_follow_the_state(
    desk: Desk, admin: Actor, handed: Open, finished: Open, done: bool
) -> None:
    number = finished() if done else handed()
    with desk.journal.read() as connection:
        row = recording.find(connection, number)
    wanted = (Document.DISPOSITION, Document.REPORT)[: 2 if done else 1]
    assert prints.possible(desk, admin, row) == wanted
    assert prints.possible(desk, person(desk, "Admin OPD", "DLH"), row) == ()


def test_the_receipt_is_for_who_came_to_the_counter(
    desk: Desk, admin: Actor, city_team: Actor, now: datetime
) -> None:
    walk_in = Recorded("Datang Langsung", "Selokan mampet", name="Budi Santoso")
    number = recording.record(desk, admin, walk_in, now=now)
    said = text(printed(desk, city_team, number, Document.RECEIPT))
    assert number in said
    assert "Budi Santoso" in said
    assert city_team.name in said


def test_nobody_gets_a_receipt_for_a_message(desk: Desk, admin: Actor, handed: Open) -> None:
    number = handed()
    with pytest.raises(Refused):
        printed(desk, admin, number, Document.RECEIPT)


def test_a_leader_makes_no_receipt(desk: Desk, admin: Actor, leader: Actor, now: datetime) -> None:
    number = recording.record(desk, admin, Recorded("Surat", "Jalan rusak"), now=now)
    with pytest.raises(Refused):
        printed(desk, leader, number, Document.RECEIPT)


def test_an_answer_given_at_once_has_a_report_too(desk: Desk, admin: Actor, now: datetime) -> None:
    number = recording.record(desk, admin, Recorded("Telepon", "Jam buka MPP?"), now=now)
    act(desk, admin, number, "Jawab Langsung", values={Field.ANSWER: "Pukul 08.00."}, now=now)
    said = text(printed(desk, admin, number, Document.REPORT))
    assert "Pukul 08.00." in said
    assert "Selesai (Dijawab)" in said


def test_a_refusal_is_a_page_that_says_why(now: datetime) -> None:
    said = text(prints.refusal(Document.REPORT, "No. Aduan X tidak ditemukan.", now=now))
    assert "No. Aduan X tidak ditemukan." in said


def test_a_complaint_with_no_words_but_an_opd_still_prints(
    desk: Desk, admin: Actor, handed: Open
) -> None:
    number = handed()
    empty = dict.fromkeys(("name", "body", "location", "category"), "")
    with desk.journal.write() as connection:
        connection.execute(update(schema.complaints).values(**empty))
    assert printed(desk, admin, number, Document.DISPOSITION)


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
