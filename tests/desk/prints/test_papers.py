"""The disposition and what all papers have in common."""

from __future__ import annotations

from datetime import datetime

import pytest
from sqlalchemy import update

from desk import prints, recording, schema
from desk.actors import Actor
from desk.context import Desk
from desk.prints import Document
from desk.problems import Refused
from tests.conftest import person
from tests.desk.prints.papers import Open, pages, printed, text


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
