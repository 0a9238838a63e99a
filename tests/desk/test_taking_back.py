"""Staff take back by WhatsApp what they did by WhatsApp."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from desk import outbox
from desk.acting import act
from desk.editing import edit
from desk.figures import kept
from desk.incoming import Attachment
from desk.journal import Journal
from desk.reference import accept
from desk.schema import media
from desk.seeds import reference_rows
from tests.conftest import SITI, open_desk, person
from tests.desk.magetan import Magetan

KABID, KADIS, HEAD = "Kabid IKP", "Kadis Kominfo", "Kepala OPD"


@pytest.fixture
def office(journal: Journal, tmp_path: Path, now: datetime) -> Magetan:
    return Magetan(open_desk(journal, tmp_path, now, procedure="wani_bares"), now)


def at_the_kadis(office: Magetan) -> str:
    office.stands("Di Kadis Kominfo")
    return office.chat(KADIS)


def test_everything_is_as_it_was_but_for_the_version(office: Magetan) -> None:
    kadis = at_the_kadis(office)
    before = office.row
    office.writes(kadis, "teruskan dishub, dpupr")
    office.street.wait(seconds=30)
    assert "dibatalkan. Status: Di Kadis Kominfo." in office.writes(kadis, "batal")
    changed = {name for name, value in office.row.items() if value != before[name]}
    assert changed <= {"version", "updated_at"}


def test_riwayat_says_both_and_the_step_has_not_ended(office: Magetan) -> None:
    kadis = at_the_kadis(office)
    office.writes(kadis, "teruskan dishub")
    office.writes(kadis, "batal salah OPD")
    done, taken_back = office.history()[-2:]
    assert (done["action"], done["step"], done["data"]["undone"]["step"]) == (
        "Disposisi ke OPD",
        "",
        "B4",
    )
    assert (taken_back["action"], taken_back["to_state"]) == ("Batal", "Di Kadis Kominfo")
    assert taken_back["note"] == "Disposisi ke OPD dibatalkan\nsalah OPD"


def test_reports_count_the_step_once(office: Magetan) -> None:
    kadis = at_the_kadis(office)
    office.writes(kadis, "teruskan dpupr")
    office.writes(kadis, "batal")
    office.street.wait(minutes=3)
    office.writes(kadis, "teruskan dishub", quotes=True)
    record = kept.record(office.desk)
    assert list(record.steps.step).count(record.code("B4")) == 1
    assert record.code("DPUPR") not in record.turns.agency
    assert office.history()[-1]["minutes"] == 3.0


def test_the_citizens_message_waits_and_never_leaves(office: Magetan) -> None:
    kadis = at_the_kadis(office)
    office.writes(kadis, "teruskan dishub")
    told = office.sent(SITI)[-1]
    assert told["not_before"] == office.street.now + timedelta(seconds=60)
    office.writes(kadis, "batal")
    office.street.wait(minutes=5)
    leaving = outbox.claim(office.desk, now=office.street.now, most=50)
    assert SITI not in [message.chat_id for message in leaving]
    assert office.sent(SITI)[-1]["state"] == "dropped"


def test_once_the_citizen_was_told_it_is_too_late(office: Magetan) -> None:
    kadis = at_the_kadis(office)
    office.writes(kadis, "teruskan dishub")
    office.street.wait(seconds=61)
    outbox.claim(office.desk, now=office.street.now, most=50)
    assert "pengadu sudah diberi tahu" in office.writes(kadis, "batal").casefold()
    assert office.row["state"] == "Diteruskan ke OPD"


def test_who_of_the_staff_was_told_is_told_that_it_is_off(office: Magetan) -> None:
    kadis, head = at_the_kadis(office), office.chat(HEAD, "Dishub")
    office.writes(kadis, "teruskan dishub")
    outbox.claim(office.desk, now=office.street.now, most=50)
    office.writes(kadis, "batal")
    assert "Disposisi ke OPD dibatalkan oleh" in office.sent(head)[-1]["body"]


def test_what_has_not_left_for_the_staff_does_not_leave(office: Magetan) -> None:
    kadis, head = at_the_kadis(office), office.chat(HEAD, "Dishub")
    office.writes(kadis, "teruskan dishub")
    office.writes(kadis, "batal")
    assert [message["state"] for message in office.sent(head)] == ["dropped"]


def test_what_the_next_has_acted_on_stays(office: Magetan) -> None:
    kadis, head = at_the_kadis(office), office.chat(HEAD, "Dishub")
    office.writes(kadis, "teruskan dishub")
    office.writes(head, "terima")
    told = office.writes(kadis, "batal")
    assert "sudah dilanjutkan oleh" in told and "(Terima)" in told
    assert office.row["state"] == "Diteruskan ke OPD"


def test_nobody_takes_back_what_another_did(office: Magetan) -> None:
    office.stands("Di Kabid IKP")
    office.writes(office.chat(KABID), "teruskan")
    assert "tidak ada tindakan Bapak/Ibu" in office.writes(office.chat(KADIS), "batal")
    assert office.row["state"] == "Di Kadis Kominfo"


def test_it_is_taken_back_once(office: Magetan) -> None:
    kadis = at_the_kadis(office)
    office.writes(kadis, "teruskan dishub")
    office.writes(kadis, "batal")
    assert "sudah dibatalkan" in office.writes(kadis, "batal")


def test_what_was_done_in_the_pages_is_not_taken_back_here(office: Magetan) -> None:
    office.stands("Di Kabid IKP")
    act(
        office.desk,
        person(office.desk, KABID),
        office.number,
        "Teruskan ke Kadis",
        now=office.street.now,
    )
    assert "tidak ada tindakan" in office.writes(office.chat(KABID), "batal")


def test_a_photo_goes_with_its_words(office: Magetan) -> None:
    office.stands("Diteruskan ke OPD")
    head = office.chat(HEAD, "Dishub")
    photo = Attachment("http://127.0.0.1:9/bukti.jpg", "bukti.jpg", "image/jpeg")
    office.writes(head, "Lampu sudah diganti", attachment=photo)
    office.writes(head, "batal")
    assert [row["origin"] for row in office.street.rows(media)] == ["withdrawn"]
    assert office.row["follow_up"] == ""


def test_of_a_citizen_who_is_staff_batal_is_the_citizens_word(office: Magetan) -> None:
    kabid = office.chat(KABID)
    office.street.writes("Pohon tumbang di Jl. Pahlawan sejak pagi", chat_id=kabid)
    office.street.wait(minutes=5)
    told = office.writes(kabid, "batal", quotes=False)
    assert "BARES-2026-00002" in told and "kami tutup" in told


def test_what_a_page_sends_waits_for_nothing(office: Magetan) -> None:
    office.stands("Diteruskan ke OPD")
    assert office.sent(SITI)[-1]["not_before"] is None


def test_what_somebody_typed_over_it_meanwhile_is_not_lost(office: Magetan) -> None:
    office.stands("Diteruskan ke OPD")
    head, admin = office.chat(HEAD, "Dishub"), person(office.desk, "Administrator")
    office.writes(head, "Lampu sudah diganti")
    edit(office.desk, admin, office.number, {"answer": "Sudah kami ganti."}, now=office.street.now)
    assert "Ubah Data" in office.writes(head, "batal")
    assert office.row["answer"] == "Sudah kami ganti."


def test_the_confirmation_says_how_long_it_can_be_taken_back(office: Magetan) -> None:
    office.stands("Di Kabid IKP")
    assert "Balas *batal* (2 menit)." in office.writes(office.chat(KABID), "teruskan")
    assert "Balas *batal* (1 menit)." in office.writes(office.chat(KADIS), "teruskan dishub")


@pytest.mark.parametrize(("delay", "said"), [("20", "*batal* (20 detik)."), ("0", "")])
def test_it_promises_no_more_than_jeda_kirim(office: Magetan, delay: str, said: str) -> None:
    kadis = at_the_kadis(office)
    prefer(office, "Jeda Kirim", delay)
    told = office.writes(kadis, "teruskan dishub")
    assert told.endswith(said or "Status: Diteruskan ke OPD.")


def prefer(office: Magetan, key: str, value: str) -> None:
    rows = reference_rows(office.desk.sop, staff=True)["Pengaturan"]
    rows = [{**row, "Nilai": value} if row["Kunci"] == key else row for row in rows]
    with office.desk.journal.write() as connection:
        now = office.street.now
        assert not accept(connection, office.desk.sop, "Pengaturan", rows, now=now)
