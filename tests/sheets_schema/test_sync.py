"""The pass: what goes out, and what it costs."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from desk import acting, editing, outbox
from desk.actors import Actor
from desk.journal import Journal
from sheets_schema import asking
from sop.model import Field
from tests.conftest import SITI, open_desk
from tests.sheets_schema.office import Office
from tests.sheets_schema.stand_in import StandIn


def test_a_new_complaint_gets_its_row_and_its_event(office: Office) -> None:
    number = office.complain()
    office.passes()
    assert office.row(number)["Isi Aduan"] == "Lampu jalan mati"
    assert [row["No. Aduan"] for row in office.rows("Riwayat")] == [number]
    assert office.pending() == 0


def test_a_complaint_its_events_and_messages_leave_in_one_write(office: Office) -> None:
    number = office.complain()
    with office.desk.journal.write() as connection:
        outbox.queue(
            connection,
            chat_id=SITI,
            gateway="green_api",
            body="Terima kasih",
            purpose="receipt",
            number=number,
            now=office.now,
        )
    office.passes()
    assert office.stand_in.calls()["writes"] == 1
    assert office.rows("Percakapan")[0]["Isi"] == "Terima kasih"


def test_no_row_comes_without_its_events(office: Office, admin: Actor) -> None:
    numbers = [office.complain(f"Aduan {i}") for i in range(6)]
    for number in numbers:
        for street in ("Jl. Satu", "Jl. Dua"):
            editing.edit(office.desk, admin, number, {"location": street}, now=office.now)
    office.sheet.known.largest = 1
    assert office.passes().backlog > 0  # bounded work: the rest waits for the next pass
    shown = [row["No. Aduan"] for row in office.rows()]
    told = [row["No. Aduan"] for row in office.rows("Riwayat")]
    assert 0 < len(shown) < 6
    assert sorted(told) == sorted([number for number in shown for _ in range(3)])


def test_an_idle_pass_reads_once_and_writes_nothing(office: Office) -> None:
    office.complain()
    office.passes(2)
    office.stand_in.forget_calls()
    outcome = office.passes()
    calls = office.stand_in.calls()
    assert (calls["reads"], calls["writes"], outcome.moved) == (1, 0, False)


@pytest.mark.parametrize(
    "text",
    ["=1+2", '=IMPORTXML("http://x")', "0812345", "+62 812", "'kutip", "a\nb", "-5", "2026-11-01"],
)
def test_what_a_citizen_writes_stays_text(office: Office, text: str) -> None:
    number = office.complain(text)
    office.passes(2)
    assert office.row(number)["Isi Aduan"] == text
    assert office.complaint(number)["body"] == text


def test_a_text_longer_than_a_cell_is_cut_with_a_note(office: Office) -> None:
    number = office.complain("😀" * 30_000)
    outcome = office.passes(3)
    assert office.row(number)["Isi Aduan"].endswith("teks lengkap ada di aplikasi)")
    assert outcome.backlog == 0


def test_dates_are_real_dates_in_the_timezone_of_the_sheet(office: Office) -> None:
    number = office.complain()
    office.passes()
    serial = office.row(number)["Tgl Diterima"]
    assert round((serial - 46349) * 24 * 60) == 9 * 60  # 23 November 2026, 09.00 WIB


def test_what_a_page_changes_is_written_cell_by_cell(office: Office, admin: Actor) -> None:
    number = office.complain()
    office.passes()
    office.later(minutes=1)
    editing.edit(office.desk, admin, number, {"location": "Jl. Merdeka"}, now=office.now)
    office.passes()
    assert office.row(number)["Lokasi"] == "Jl. Merdeka"
    assert office.pending() == 0


def test_a_message_that_moves_on_changes_only_its_status(office: Office) -> None:
    with office.desk.journal.write() as connection:
        message = outbox.queue(
            connection,
            chat_id=SITI,
            gateway="green_api",
            body="Halo",
            purpose="guide",
            now=office.now,
        )
    office.passes()
    assert outbox.claim(office.desk, now=office.now)
    outbox.note(office.desk, [outbox.Outcome(message, gateway_id="3EB0")], now=office.now)
    office.passes(2)
    (row,) = office.rows("Percakapan")
    assert (row["Status"], row["ID Gateway"]) == ("Diterima Gateway", "3EB0")
    assert office.pending() == 0


def test_a_confidential_complaint_hides_who_wrote_it(office: Office, admin: Actor) -> None:
    number = office.complain("Ada pungli")
    office.passes()
    acting.act(office.desk, admin, number, "Rahasia", now=office.now)
    office.passes(2)
    row = office.row(number)
    assert (row["Nama"], row["No. WA"]) == ("(rahasia)", "(rahasia)")
    assert {row["Chat"] for row in office.rows("Percakapan")} <= {"(rahasia)"}


def test_an_action_on_a_page_shows_as_a_whole(office: Office, admin: Actor) -> None:
    number = office.complain()
    office.passes()
    values = {Field.AGENCY: "Dinhub"}
    acting.act(office.desk, admin, number, "Teruskan ke OPD", values=values, now=office.now)
    office.passes()
    row = office.row(number)
    assert (row["Status"], row["OPD"], row["Posisi"]) == (
        "Diteruskan ke OPD",
        "Dinhub",
        "Admin OPD Dinhub",
    )
    assert [row["Tindakan"] for row in office.rows("Riwayat")][-1] == "Teruskan ke OPD"


def test_ketepatan_changes_when_the_deadline_passes(office: Office) -> None:
    number = office.complain()
    office.passes()
    assert office.row(number)["Ketepatan"] == "Dalam Batas"
    office.later(minutes=31)
    office.passes()
    assert office.row(number)["Ketepatan"] == "Terlambat"


def test_a_new_process_knows_what_the_sheet_shows(office: Office) -> None:
    number = office.complain()
    office.passes()
    office.restart()
    office.stand_in.forget_calls()
    office.passes()
    assert office.stand_in.calls()["writes"] == 0 and len(office.rows()) == 1
    assert office.did(number) == ["Aduan Diterima"]


def test_a_log_that_somebody_sorted_is_still_updated_in_the_right_row(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking, "TAIL", 1)  # as in a long log: only its end is read
    with office.desk.journal.write() as connection:
        ids = [
            outbox.queue(
                connection,
                chat_id=f"62811{i}@c.us",
                gateway="green_api",
                body=f"Pesan {i}",
                purpose="guide",
                now=office.now,
            )
            for i in range(3)
        ]
    office.passes(2)
    assert outbox.claim(office.desk, now=office.now)
    outbox.note(office.desk, [outbox.Outcome(ids[0], gateway_id="3EB0")], now=office.now)
    first, second, *_ = office.stand_in.values("Percakapan")[1:]
    swapped = {"values": [second, first]}
    path = "/values/Percakapan!A2?valueInputOption=RAW"
    office.stand_in.worker("PUT", path, swapped)
    office.passes(3)
    ours = {row["Isi"]: row.get("ID Gateway", "") for row in office.rows("Percakapan")}
    assert ours == {"Pesan 0": "3EB0", "Pesan 1": "", "Pesan 2": ""}
    assert office.pending() == 0


def test_one_record_that_google_refuses_does_not_hold_up_the_others(office: Office) -> None:
    bad = office.complain("yang ditolak")
    office.stand_in.fault("status", status=400)
    office.broken_pass()
    office.stand_in.heal()
    office.sheet.known.largest = 1
    office.sheet.known.parked[bad] = office.now
    good = office.complain("yang diterima")
    office.passes()
    assert [row["No. Aduan"] for row in office.rows()] == [good]
    office.later(minutes=11)
    office.passes()
    assert len(office.rows()) == 2


def test_the_pass_is_the_same_on_either_database(
    register: StandIn, journal: Journal, tmp_path: Path, now: datetime
) -> None:
    office = Office(register, open_desk(journal, tmp_path, now), now)
    office.passes()
    number = office.complain()
    office.passes()
    office.type(number, OPD="Dinhub", Status="Diteruskan ke OPD", Nama="Siti Aminah")
    office.type_row(Kanal="Telepon", Isi_Aduan="Got mampet")
    office.passes(2)
    office.later(seconds=61)
    assert office.passes(2).backlog == 0
    assert office.complaint(number)["state"] == "Diteruskan ke OPD"
    assert len(office.rows()) == 2
    office.close()
