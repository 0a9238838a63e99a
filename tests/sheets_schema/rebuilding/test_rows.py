"""Single rows of the Sheet back as records of the journal, also where somebody has spoilt them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from desk.context import Desk
from desk.files import store
from desk.journal import Journal
from sheets_schema.layout import Cells
from sheets_schema.rebuilding import attachments, complaints, conversation, history
from sheets_schema.rebuilding.reading import Reading, Trace
from tests.conftest import open_desk

NUMBER = "ALADIN-2026-00007"
SHOWN: Cells = {
    "No. Aduan": NUMBER,
    "Tgl Diterima": "2026-11-20T08:00:00",
    "Status": "Diproses OPD",
    "OPD": "Dinhub",
    "Tahap SOP": "A4 Memverifikasi aduan",
    "Batas Waktu": "2026-11-20T09:00:00",
    "Ketepatan": "Dalam Batas",
    "Terakhir Diubah": "2026-11-20T08:30:00",
}
PDF = b"%PDF-1.4 surat"


@pytest.fixture
def small(sqlite_journal: Journal, tmp_path: Path, now: datetime) -> Desk:
    return open_desk(sqlite_journal, tmp_path, now)


@pytest.fixture
def reading(small: Desk, now: datetime) -> Reading:
    return Reading(small, small.reference(), small.timezone(), now)


def settled(reading: Reading, trace: Trace | None = None, **cells: str) -> dict[str, Any]:
    row = complaints.first_look(SHOWN | cells, reading, None)
    return row | complaints.settled(row, trace or Trace(), reading)


def test_without_a_kept_state_the_row_and_its_events_are_believed(reading: Reading) -> None:
    since = datetime(2026, 11, 20, 1, 10, tzinfo=UTC)
    trace = Trace(last="1", agency="Dinhub", state="Diteruskan ke OPD", since=since)
    row = settled(reading, trace)
    assert (row["state"], row["agency"], row["agency_draft"]) == ("Diteruskan ke OPD", "Dinhub", "")
    assert (row["step"], row["clock_from"], row["clock_unit"]) == ("A4", since, "menit")


def test_a_status_that_does_not_exist_is_no_state(reading: Reading) -> None:
    assert settled(reading, Status="selesai dong")["state"] == reading.desk.sop.first_state


def test_a_paused_clock_stays_paused(reading: Reading) -> None:
    assert settled(reading, Ketepatan="Jeda")["clock_from"] is None


@pytest.mark.parametrize(("typed", "draft"), [("dinhub", ""), ("dpupr", "DPUPR"), ("entah", "")])
def test_what_opd_shows_beyond_the_present_one_is_a_draft(
    reading: Reading, typed: str, draft: str
) -> None:
    assert settled(reading, Trace(last="1", agency="Dinhub"), OPD=typed)["agency_draft"] == draft


def test_the_last_words_have_the_year_before_in_january(reading: Reading) -> None:
    cells = {"Terakhir Diubah": "2027-01-02T08:00:00", "Pesan Terakhir Pelapor": "31/12 23.10: ya"}
    row = settled(reading, **cells)
    assert row["last_words"] == "ya"
    assert row["last_words_at"].isoformat() == "2026-12-31T23:10:00+07:00"


def test_in_doubt_a_complaint_is_confidential(reading: Reading) -> None:
    assert settled(reading, Rahasia="mungkin")["confidential"]
    assert settled(reading, Nama="(rahasia)")["confidential"]
    assert not settled(reading, Rahasia="Tidak")["confidential"]


def test_an_event_whose_data_was_cut_still_counts(reading: Reading) -> None:
    row, beside = history.event({"ID": "1", "Tindakan": "Tutup", "Data": '{"aduan": {'}, reading)
    assert (row["action"], row["data"], beside) == ("Tutup", {}, {})


def test_the_newest_event_says_how_a_complaint_stands_in_whatever_order(reading: Reading) -> None:
    trace = Trace()
    for key, state in (("2", "Selesai"), ("1", "Baru")):
        row, _ = history.event({"ID": key, "No. Aduan": NUMBER, "Ke": state}, reading)
        history.follow(trace, row, {"aduan": {"state": state}})
    assert (trace.state, trace.kept, trace.first) == ("Selesai", {"state": "Selesai"}, "1")


def test_a_name_with_a_comma_is_one_file(reading: Reading) -> None:
    shown = {"ID": "1", "Arah": "Masuk", "Lampiran": "depan, samping.jpg", "SHA-256": "ab"}
    (file,) = conversation.files(shown, conversation.message(shown, reading), reading)
    assert (file["name"], file["sha256"]) == ("depan, samping.jpg", "ab")


def test_a_status_that_nobody_knows_is_for_a_person(reading: Reading) -> None:
    row = conversation.message({"ID": "1", "Arah": "Keluar", "Status": "terkirim?"}, reading)
    assert row["state"] == "unknown"


def file_of(reading: Reading, digest: str, *, age: timedelta, **more: Any) -> dict[str, Any]:
    shown = {"ID": "1", "Arah": "Masuk", "Lampiran": "surat.pdf", "SHA-256": digest}
    (file,) = conversation.files(shown, conversation.message(shown, reading), reading)
    file |= {"at": reading.now - age, "gateway_id": "IN1", **more}
    return attachments.placed(file, reading.desk.media_dir, now=reading.now)


def test_a_file_is_found_by_its_content(reading: Reading) -> None:
    stored = store(reading.desk, PDF)
    found = file_of(reading, stored.sha256, age=timedelta(days=9))
    assert (found["state"], found["path"], found["size"]) == ("stored", stored.path, len(PDF))
    assert found["mime"] == "application/pdf"


def test_a_sealed_file_is_an_identity_card_whatever_the_sheet_says(reading: Reading) -> None:
    stored = store(reading.desk, PDF, identity=True)
    assert file_of(reading, stored.sha256, age=timedelta(days=9))["identity"]


@pytest.mark.parametrize(("hours", "state"), [(2, "waiting"), (30, "gone")])
def test_a_missing_file_is_fetched_again_within_a_day(
    reading: Reading, hours: int, state: str
) -> None:
    assert file_of(reading, "ab" * 32, age=timedelta(hours=hours))["state"] == state


def test_an_identity_card_that_lies_plain_is_sealed_next(reading: Reading) -> None:
    stored = store(reading.desk, PDF)
    found = file_of(reading, stored.sha256, age=timedelta(days=2), identity=True)
    assert (found["state"], found["path"]) == ("waiting", stored.path)
