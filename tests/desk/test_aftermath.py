"""After a result: silence, BELUM, the survey and its answer, alike in both procedures."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import update

from desk.acting import act
from desk.actors import Actor
from desk.journal import Journal
from desk.reference import accept
from desk.schema import complaints, messages
from desk.seeds import reference_rows
from sop import SOPS
from sop.model import Field, Recipient
from tests.conftest import SITI, open_desk, person
from tests.desk.writing import LAMP, Street
from workers.timers import finish_quiet_ones

TOLD = "Hasil Terkirim"


@pytest.fixture(params=SOPS)
def street(
    request: pytest.FixtureRequest, sqlite_journal: Journal, tmp_path: Path, now: datetime
) -> Street:
    return Street(open_desk(sqlite_journal, tmp_path, now, procedure=request.param), now)


@pytest.fixture
def admin(street: Street) -> Actor:
    return person(street.desk, street.desk.sop.addressees[Recipient.CITY_ADMIN][0])


@pytest.fixture
def number(street: Street) -> str:
    """Siti's complaint, whose result she was just sent."""
    street.writes(LAMP)
    number = str(street.complaint()["number"])
    put(street, state=TOLD, state_since=street.now, agency="DPUPR", due_at=None)
    street.replies()
    return number


def put(street: Street, **columns: Any) -> None:
    with street.desk.journal.write() as connection:
        connection.execute(update(complaints).values(**columns))


def state(street: Street) -> str:
    return str(street.complaint()["state"])


def finish(street: Street, admin: Actor, number: str) -> None:
    act(street.desk, admin, number, "Selesai", now=street.now)


def survey(street: Street) -> list[dict[str, Any]]:
    return street.rows(messages, messages.c.template == "survei_kepuasan")


def test_silence_for_the_days_of_the_city_finishes_it(street: Street, number: str) -> None:
    street.wait(days=9)
    finish_quiet_ones(street.desk, now=street.now)
    assert state(street) == TOLD
    street.wait(days=1)
    finish_quiet_ones(street.desk, now=street.now)
    assert state(street) == "Selesai"
    assert street.complaint()["close_reason"] == "Ditindaklanjuti"
    assert street.templates()[-1] == "survei_kepuasan"


def test_belum_in_time_keeps_it_open_for_an_admin_to_decide(
    street: Street, number: str, admin: Actor
) -> None:
    street.wait(days=3)
    street.writes("BELUM, masih gelap")
    street.wait(days=30)
    finish_quiet_ones(street.desk, now=street.now)
    assert (state(street), street.complaint()["reopen_asked"]) == (TOLD, True)
    act(street.desk, admin, number, "Buka Kembali", now=street.now,
        values={Field.REASON: "masih gelap"})  # fmt: skip
    in_hand = {"wadul_aladin": "Diproses OPD", "wani_bares": "Diteruskan ke OPD"}
    assert state(street) == in_hand[street.desk.sop.key]


@pytest.mark.parametrize("text", ["BELUM", "Belum sesuai pak", "BELUM {number}, masih gelap juga"])
def test_belum_too_late_is_told_what_to_do(
    street: Street, number: str, admin: Actor, text: str
) -> None:
    finish(street, admin, number)
    street.wait(days=11)
    street.replies()
    street.writes(text.format(number=number))
    (reply,) = street.replies()
    assert f"No. Aduan {number} sudah ditutup lebih dari 10 hari" in reply
    assert "aduan baru" in reply
    assert not street.complaint()["reopen_asked"]
    assert street.kept()[-1]["number"] == number  # nothing that was typed is lost


def test_belum_too_late_with_a_story_is_a_new_complaint(
    street: Street, number: str, admin: Actor
) -> None:
    finish(street, admin, number)
    street.wait(days=11)
    street.writes("Belum ada lampu sama sekali di gang kami")
    assert len(street.complaints()) == 2


def test_belum_of_what_staff_work_on_is_told_how_it_stands(street: Street) -> None:
    street.writes(LAMP)
    put(street, agency="DPUPR", state="Diteruskan ke OPD")
    street.wait(hours=2)
    street.replies()
    street.writes("Belum ada kabar pak")
    assert "Status: *Diteruskan ke OPD*" in street.replies()[0]
    assert len(street.complaints()) == 1
    assert street.complaint()["last_words"] == "Belum ada kabar pak"


@pytest.mark.parametrize(
    "text",
    [
        *("SELESAI", "sudah", "sudah beres", "sesuai", "oke terima kasih", "sip", "mantap"),
        *("Lampunya sudah nyala pak, matur nuwun", "{number} sudah selesai"),
    ],
)
def test_assent_to_a_result_is_kept_with_it_and_changes_nothing(
    street: Street, number: str, text: str
) -> None:
    street.wait(days=2)
    since = street.complaint()["state_since"]
    street.writes(text.format(number=number))
    assert len(street.complaints()) == 1 and street.replies() == []
    row = street.complaint()
    assert (row["state"], row["state_since"], row["reopen_asked"]) == (TOLD, since, False)
    assert street.kept()[-1]["number"] == number
    street.wait(days=8)
    finish_quiet_ones(street.desk, now=street.now)
    assert state(street) == "Selesai"


def test_assent_that_quotes_the_answer_does_not_ask_again(
    street: Street, number: str, admin: Actor
) -> None:
    put(street, state="Selesai", close_reason="Dijawab")
    street.writes("sudah sesuai", quoted_id="X", quoted_text=f"No. Aduan {number}")
    assert not street.complaint()["reopen_asked"] and street.replies() == []


@pytest.mark.parametrize("text", ["sudah beres, sekarang ganti selokan mampet", "lampu mati lagi"])
def test_more_than_assent_is_a_complaint_of_its_own(street: Street, number: str, text: str) -> None:
    street.wait(days=2)
    street.writes(text)
    assert len(street.complaints()) == 2


def test_assent_long_after_or_to_nothing_is_taken_in_as_ever(street: Street, number: str) -> None:
    street.wait(days=11)
    street.writes("sudah beres")
    assert len(street.complaints()) == 2


def test_the_survey_waits_for_service_hours(street: Street, number: str, admin: Actor) -> None:
    street.now = street.now.replace(hour=20)
    finish(street, admin, number)
    (asked,) = survey(street)
    assert asked["not_before"].astimezone(street.now.tzinfo).strftime("%d %H.%M") == "24 07.30"
    street.writes("4")  # before anybody asked
    assert street.complaints()[0]["rating"] == ""


def test_the_survey_comes_once_also_when_it_is_opened_and_finished_again(
    street: Street, number: str, admin: Actor
) -> None:
    finish(street, admin, number)
    act(street.desk, admin, number, "Buka Kembali", values={Field.REASON: "x"}, now=street.now)
    put(street, state=TOLD)
    finish(street, admin, number)
    assert len(survey(street)) == 1


def test_a_city_may_ask_nobody(street: Street, number: str, admin: Actor) -> None:
    rows = reference_rows(street.desk.sop, staff=True)["Pengaturan"]
    rows = [{**r, "Nilai": "Tidak"} if r["Kunci"] == "Kirim Survei" else r for r in rows]
    with street.desk.journal.write() as connection:
        assert accept(connection, street.desk.sop, "Pengaturan", rows, now=street.now) == []
    finish(street, admin, number)
    assert (state(street), survey(street)) == ("Selesai", [])


@pytest.mark.parametrize(
    ("text", "rating", "reply"),
    [("4", "4", "survei_terima"), ("2 lama sekali", "2", "survei_terima_rendah")],
)
def test_the_answer_is_recorded_and_thanked(
    street: Street, number: str, admin: Actor, text: str, rating: str, reply: str
) -> None:
    finish(street, admin, number)
    street.wait(hours=2)
    street.writes(text)
    row = street.complaint()
    assert (row["rating"], row["sheet_pending"], row["state"]) == (rating, True, "Selesai")
    assert street.templates()[-1] == reply
    assert street.events()[-1] == "Penilaian"


def test_whoever_was_not_asked_does_not_rate(street: Street, number: str) -> None:
    street.wait(hours=1)
    street.writes("4", chat_id="6289999999999@c.us")
    street.writes("4")
    assert {row["rating"] for row in street.complaints()} == {""}


def test_a_low_rating_may_still_object(street: Street, number: str, admin: Actor) -> None:
    finish(street, admin, number)
    street.wait(hours=1)
    street.writes("1")
    street.writes("BELUM")
    assert street.complaint()["reopen_asked"]


def test_an_emergency_tells_the_citizen_first_and_the_admin_on_duty(
    street: Street, admin: Actor
) -> None:
    street.writes("Ada kebakaran di Jl. Mawar")
    assert "segera telepon" in street.replies()[0].splitlines()[0]
    phone = next(one.phone for one in street.desk.reference().staff if one.email == admin.id)
    assert street.templates(f"{phone}@c.us") == ["siaga_darurat"]
    assert "Jl. Mawar" in street.replies(f"{phone}@c.us")[0]


def test_cabut_closes_and_tells_the_opd_whose_work_ends(street: Street) -> None:
    street.writes(LAMP)
    put(street, agency="DPUPR", state="Diteruskan ke OPD")
    street.writes("CABUT")
    row = street.complaint()
    assert (row["state"], row["close_reason"]) == ("Ditutup", "Dicabut Pelapor")
    assert street.templates()[-1] == "dicabut"
    assert street.events()[-1] == "Cabut Aduan"
    told = street.rows(messages, messages.c.template == "giliran")
    assert told and all("– Ditutup" in one["body"] and one["chat_id"] != SITI for one in told)


@pytest.mark.parametrize("text", ["HAPUS DATA", "salinan data saya"])
def test_personal_data_is_asked_of_whoever_protects_it(
    street: Street, admin: Actor, text: str
) -> None:
    street.writes(LAMP)
    street.wait(hours=1)
    street.writes(text)
    street.writes(text)
    number = street.complaint()["number"]
    assert street.templates()[-1] == "data_pribadi"
    assert street.events()[-1].startswith("Permintaan ")
    (told,) = street.rows(messages, messages.c.template == "permintaan_data")
    phone = next(one.phone for one in street.desk.reference().staff if one.email == admin.id)
    assert (told["number"], told["chat_id"]) == (number, f"{phone}@c.us")
    assert SITI.partition("@")[0] not in told["body"]
    assert street.alarms()[0].startswith("data_pribadi_")


def test_the_officer_named_in_pengaturan_is_told_instead(street: Street) -> None:
    officer = next(one for one in street.desk.reference().staff if "OPD" in " ".join(one.roles))
    rows = reference_rows(street.desk.sop, staff=True)["Pengaturan"]
    rows = [
        {**r, "Nilai": officer.name} if r["Kunci"] == "Petugas Data Pribadi" else r for r in rows
    ]
    with street.desk.journal.write() as connection:
        accept(connection, street.desk.sop, "Pengaturan", rows, now=street.now)
    street.writes("hapus data")
    (told,) = street.rows(messages, messages.c.template == "permintaan_data")
    assert told["chat_id"] == f"{officer.phone}@c.us"
    assert "pelindungan-data" in told["body"]
