"""Google away, slow, or silent after the write; the worker killed in the middle of one."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from sqlalchemy import insert

from desk import editing
from desk.schema import complaints, sheet_batches, sheet_rows
from sheets_schema.client import Sheet
from sheets_schema.errors import SheetError
from sheets_schema.pace import Pace
from tests.conftest import person
from tests.sheets_schema.office import IMPATIENT, Office, client
from tests.sheets_schema.stand_in import ROOT, StandIn


def only_one_of_each(office: Office) -> bool:
    """Every complaint and every event stands in the Sheet exactly once."""
    numbers = sorted(str(row["No. Aduan"]) for row in office.rows())
    events = sorted(str(row["ID"]) for row in office.rows("Riwayat"))
    known = [event["id"] for number in office.numbers() for event in office.events(number)]
    return numbers == sorted(office.numbers()) and events == sorted(known)


@pytest.mark.parametrize("kind", ["cut_after", "cut_before"])
def test_a_cut_connection_leaves_one_row(office: Office, kind: str) -> None:
    office.complain()
    office.stand_in.fault(kind, count=1)
    assert office.broken_pass().unknown
    assert office.passes(2).backlog == 0
    assert only_one_of_each(office)


@pytest.mark.parametrize("kind", ["cut_after", "cut_before"])
def test_a_new_process_settles_what_the_last_one_left(office: Office, kind: str) -> None:
    office.complain()
    office.stand_in.fault(kind, count=1)
    office.broken_pass()
    office.restart()
    assert office.passes(2).backlog == 0
    assert only_one_of_each(office)


def test_a_write_that_is_applied_late_lands_once(office: Office) -> None:
    office.complain()
    office.stand_in.fault("late", count=1, for_s=0.5)
    office.broken_pass()
    office.passes()
    time_of_the_late_one = time.monotonic() + 0.8
    while time.monotonic() < time_of_the_late_one:
        assert office.passes().backlog == 0
    assert only_one_of_each(office)


def test_a_write_without_an_answer_is_settled_by_the_next_pass(office: Office) -> None:
    office.complain()
    office.restart(IMPATIENT)
    office.stand_in.fault("hang", count=1)
    assert office.broken_pass().unknown
    office.stand_in.heal()
    office.restart()
    assert office.passes(2).backlog == 0
    assert only_one_of_each(office)


@pytest.mark.parametrize("html", [True, False])
def test_a_503_after_or_before_the_write_leaves_one_row(office: Office, html: bool) -> None:
    office.complain()
    office.stand_in.fault("status", count=1, status=503, html=html)
    assert office.broken_pass().unknown
    assert office.passes(2).backlog == 0
    assert only_one_of_each(office)


def test_edits_of_staff_are_taken_in_while_a_batch_is_uncertain(office: Office) -> None:
    number = office.complain()
    office.passes()
    office.type(number, Nama="Siti Aminah")
    office.complain("Jalan berlubang")
    office.stand_in.fault("cut_before")
    office.broken_pass()
    office.broken_pass()
    assert office.complaint(number)["name"] == "Siti Aminah"
    office.stand_in.heal()
    assert office.passes(2).backlog == 0


def test_a_lost_answer_to_a_change_is_no_edit_of_staff(office: Office) -> None:
    number = office.complain()
    office.passes()
    admin = person(office.desk, "Admin Kota")
    for kind in ("cut_after", "cut_before"):
        editing.edit(office.desk, admin, number, {"location": f"Jl. {kind}"}, now=office.now)
        office.stand_in.fault(kind, count=1)
        office.broken_pass()
        assert office.passes(3).backlog == 0
        assert office.row(number)["Lokasi"] == f"Jl. {kind}"
    assert office.did(number) == ["Aduan Diterima", "Ubah Data", "Ubah Data"]


def test_rows_sorted_while_a_batch_is_uncertain_are_not_mixed_up(office: Office) -> None:
    numbers = [office.complain(f"Aduan {i}") for i in range(4)]
    office.passes()
    admin = person(office.desk, "Admin Kota")
    editing.edit(office.desk, admin, numbers[0], {"location": "Jl. Merdeka"}, now=office.now)
    office.stand_in.fault("cut_before", count=1)
    office.broken_pass()
    office.stand_in.sort("Aduan", 0)
    office.passes(2)
    places = {number: office.row(number).get("Lokasi", "") for number in numbers}
    assert places == dict.fromkeys(numbers, "") | {numbers[0]: "Jl. Merdeka"}


def test_a_late_write_into_rows_that_were_sorted_is_put_back(office: Office) -> None:
    numbers = [office.complain(f"Aduan {i}") for i in range(4)]
    office.passes()
    admin = person(office.desk, "Admin Kota")
    editing.edit(office.desk, admin, numbers[0], {"name": "Sari"}, now=office.now)
    office.stand_in.fault("late", count=1, for_s=0.4)
    office.broken_pass()
    office.stand_in.sort("Aduan", 0)
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        if "Sari" in [row["Nama"] for row in office.rows()]:
            break
    assert office.row(numbers[0])["Nama"] == "Siti"  # it landed in another complaint's row
    office.passes(3)
    assert [office.row(n)["Nama"] for n in numbers] == ["Sari", "Siti", "Siti", "Siti"]
    assert [office.complaint(n)["name"] for n in numbers] == ["Sari", "Siti", "Siti", "Siti"]


def test_quota_makes_a_pause_without_calls(stand_in: StandIn) -> None:
    sheet = client(stand_in)
    stand_in.fault("status", match="batchGet", status=429)
    with pytest.raises(SheetError) as refused:
        sheet.read(["Sheet1!A1"])
    stand_in.forget_calls()
    with pytest.raises(SheetError):
        sheet.read(["Sheet1!A1"])
    assert "Kuota" in refused.value.sentence and stand_in.calls()["reads"] == 0
    sheet.http.session.close()


def test_a_read_is_tried_again(sheet: Sheet, stand_in: StandIn) -> None:
    stand_in.fault("status", match="batchGet", status=503, count=2)
    assert sheet.read(["Sheet1!A1"]) == [[]]


def test_a_read_gives_up_in_time(stand_in: StandIn) -> None:
    pace = Pace(spacing_s=0, retry_deadline_s=0.3, first_retry_s=0.05, timeouts=(1, 1))
    sheet = client(stand_in, pace)
    stand_in.fault("cut_before", match="batchGet")
    with pytest.raises(SheetError) as lost:
        sheet.read(["Sheet1!A1"])
    assert not lost.value.permanent and "terputus" in lost.value.sentence
    sheet.http.session.close()


def test_a_write_is_never_sent_twice_by_itself(sheet: Sheet, stand_in: StandIn) -> None:
    stand_in.fault("cut_before")
    with pytest.raises(SheetError) as lost:
        sheet.write({"requests": []})
    assert lost.value.unknown and stand_in.calls()["writes"] == 1


def test_a_forbidden_spreadsheet_says_what_to_do(sheet: Sheet, stand_in: StandIn) -> None:
    stand_in.fault("status", match="batchGet", status=403)
    with pytest.raises(SheetError) as refused:
        sheet.read(["Sheet1!A1"])
    assert refused.value.permanent and "Editor" in refused.value.sentence


WORKER = """
import sys
from datetime import datetime, timedelta
from pathlib import Path
from desk.journal import Journal
from tests.conftest import MONDAY, open_desk
from tests.sheets_schema.office import Office
from tests.sheets_schema.stand_in import StandIn

office = Office(StandIn(sys.argv[1]), open_desk(Journal(sys.argv[2]), Path("."), MONDAY), MONDAY)
office.passes()
"""


@pytest.mark.parametrize("kind", ["late", "hang"])
def test_a_worker_killed_between_write_and_answer_leaves_one_row(
    office: Office, kind: str, tmp_path: Path
) -> None:
    office.complain()
    office.complain("Jalan berlubang")
    more = {"late": {"for_s": 0.7}, "hang": {}}[kind]
    office.stand_in.fault(kind, count=1, **more)
    arguments = [office.stand_in.url, office.desk.journal.url]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(
        [sys.executable, "-c", WORKER, *arguments], cwd=tmp_path, env=environment
    )
    deadline = time.monotonic() + 30
    while office.stand_in.calls()["writes"] == 0 and time.monotonic() < deadline:
        assert process.poll() is None
        time.sleep(0.02)
    process.send_signal(signal.SIGKILL)
    process.wait(10)
    office.stand_in.heal()
    office.restart()
    deadline = time.monotonic() + 1
    while time.monotonic() < deadline:
        office.passes()
    assert only_one_of_each(office) and office.pending() == 0


def test_idle_costs_the_same_with_five_thousand_closed_rows(office: Office) -> None:
    number = office.complain()
    office.passes()
    header = office.stand_in.values("Aduan")[0]
    old = [f"ALADIN-2020-{i:05d}" for i in range(1, 5001)]
    row = office.complaint(number) | {"state": "Selesai", "sheet_pending": False}
    row |= {"closed_at": office.now.replace(year=2021), "step": "", "due_at": None}
    shown = {"Isi Aduan": "lama", "Status": "Selesai", "Kanal": "WhatsApp"}
    with office.desk.journal.write() as connection:
        connection.execute(insert(complaints), [row | {"number": n} for n in old])
        connection.execute(
            insert(sheet_rows),
            [{"tab": "Aduan", "key": n, "base": shown | {"No. Aduan": n}} for n in old],
        )
    cells = [[(shown | {"No. Aduan": n}).get(name, "") for name in header] for n in old]
    office.stand_in.worker(
        "POST", "/values/Aduan!A1:append?valueInputOption=RAW", {"values": cells}
    )
    office.restart()
    office.passes()
    office.stand_in.forget_calls()
    outcome = office.passes()
    calls = office.stand_in.calls()
    assert (calls["reads"], calls["writes"], outcome.moved) == (1, 0, False)


def guards(office: Office) -> list[str]:
    found = office.stand_in.staff("GET", "", params={"fields": "namedRanges(name)"})
    return [named["name"] for named in found["namedRanges"]]


def test_old_guards_leave_with_a_later_batch(office: Office) -> None:
    office.complain()
    office.passes()
    (first,) = guards(office)
    office.later(hours=2)
    office.passes()  # looks at the named ranges
    office.complain("Jalan berlubang")
    office.passes()
    assert first not in guards(office)


def test_settled_batches_are_not_kept_for_ever(office: Office) -> None:
    office.complain()
    office.passes()
    office.later(days=2)
    office.complain("Jalan berlubang")
    office.passes()
    with office.desk.journal.read() as connection:
        assert len(connection.execute(sheet_batches.select()).all()) == 1
