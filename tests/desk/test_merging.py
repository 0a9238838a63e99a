"""Doubles: merged into one complaint, told its result, separated again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from sqlalchemy import insert, select, text

from desk import candidates, merging, reading, schema
from desk.acting import act
from desk.actors import Actor, citizen
from desk.context import Desk
from desk.journal import Journal
from desk.previewing import preview
from desk.problems import NotFound, Refused
from desk.recording import open_complaint
from sop.model import Field
from tests.conftest import SITI
from tests.desk.test_acting import events_of, hand_to_dinhub, row_of, sent_to
from tests.desk.writing import BUDI, LAMP

Complain = Callable[..., str]


@pytest.fixture
def complain(desk: Desk, now: datetime) -> Complain:
    def opened(chat: str, body: str = LAMP, **fields: str) -> str:
        row = {"gateway": "green_api", "chat_id": chat, "body": body, **fields}
        with desk.journal.write() as connection:
            return str(open_complaint(connection, desk, row, now=now)["number"])

    return opened


@pytest.fixture
def main(complain: Complain) -> str:
    return complain(SITI)


@pytest.fixture
def double(desk: Desk, admin: Actor, complain: Complain, main: str, now: datetime) -> str:
    """Budi's complaint about the same lamp, merged."""
    number = complain(BUDI, "Lampu mati di Hayam Wuruk")
    merge(desk, admin, number, main, now)
    return number


def merge(desk: Desk, admin: Actor, number: str, main: str, now: datetime) -> None:
    act(desk, admin, number, "Gabungkan", values={Field.MAIN_COMPLAINT: main}, now=now)


def finish(desk: Desk, admin: Actor, agency_admin: Actor, number: str, now: datetime) -> None:
    """Up to Ditindaklanjuti, the lamp is mended."""
    hand_to_dinhub(desk, admin, number, now)
    act(desk, agency_admin, number, "Terima dan Teruskan ke Tim OPD", now=now)
    done = {Field.FOLLOW_UP: "Lampu diganti."}
    act(desk, agency_admin, number, "Selesai Ditindaklanjuti", values=done, now=now)


def test_a_double_is_closed_points_to_the_main_one_and_is_told(
    desk: Desk, main: str, double: str
) -> None:
    row = row_of(desk, double)
    assert (row["state"], row["close_reason"]) == ("Ditutup", "Duplikat")
    assert row["merged_into"] == main
    (told,) = sent_to(desk, BUDI)
    assert f"Aduan {double} sama" in told


def test_the_citizen_of_a_double_gets_the_result_under_their_own_number(
    desk: Desk, admin: Actor, agency_admin: Actor, main: str, double: str, now: datetime
) -> None:
    finish(desk, admin, agency_admin, main, now)
    act(desk, admin, main, "Kirim Hasil", now=now)
    result = sent_to(desk, BUDI)[-1]
    assert "Lampu diganti." in result
    assert "Dinas Perhubungan" in result
    assert double in result
    assert main not in result
    assert events_of(desk, double)[-1]["action"] == "Kabar Aduan Induk"


def test_the_result_goes_to_a_double_with_its_photos(
    desk: Desk, admin: Actor, agency_admin: Actor, main: str, double: str, now: datetime
) -> None:
    finish(desk, admin, agency_admin, main, now)
    with desk.journal.write() as connection:
        lamp = {"id": "foto", "number": main, "at": now, "origin": "follow_up", "state": "stored"}
        connection.execute(insert(schema.media), lamp)
    shown = preview(desk, admin, main, "Kirim Hasil", values={}, now=now)
    assert [one.photos for one in shown] == [("foto",), ("foto",)]
    act(desk, admin, main, "Kirim Hasil", now=now)
    assert sent_to(desk, BUDI)[-1] == double  # the photo's caption is their own number


def test_a_result_told_at_the_counter_reaches_the_doubles_too(
    desk: Desk, admin: Actor, agency_admin: Actor, main: str, double: str, now: datetime
) -> None:
    finish(desk, admin, agency_admin, main, now)
    act(desk, admin, main, "Catat Penyampaian", values={Field.REASON: "telepon"}, now=now)
    assert "Lampu diganti." in sent_to(desk, BUDI)[-1]
    assert not any("Lampu diganti." in text for text in sent_to(desk, SITI))


def test_who_wrote_twice_gets_the_result_once(
    desk: Desk, admin: Actor, complain: Complain, main: str, now: datetime
) -> None:
    merge(desk, admin, complain(SITI), main, now)
    answer = {Field.ANSWER: "Lampu diganti besok."}
    act(desk, admin, main, "Jawab Langsung", values=answer, now=now)
    assert sum("Lampu diganti besok." in text for text in sent_to(desk, SITI)) == 1


def test_a_double_of_a_double_gets_the_result(
    desk: Desk, admin: Actor, complain: Complain, main: str, double: str, now: datetime
) -> None:
    third = "6285500000000@c.us"
    number = complain(third)
    merge(desk, admin, number, double, now)
    assert row_of(desk, number)["merged_into"] == main
    act(desk, admin, main, "Jawab Langsung", values={Field.ANSWER: "Besok."}, now=now)
    assert "Besok." in sent_to(desk, third)[-1]


def test_merged_into_a_complaint_with_a_result_the_citizen_gets_it_at_once(
    desk: Desk, admin: Actor, complain: Complain, main: str, now: datetime
) -> None:
    act(desk, admin, main, "Jawab Langsung", values={Field.ANSWER: "Diganti besok."}, now=now)
    number = complain(BUDI)
    merge(desk, admin, number, main, now)
    digabung, result = sent_to(desk, BUDI)
    assert "Diganti besok." in result
    assert number in result
    act(desk, admin, number, "Balas Pelapor", values={Field.REPLY: "Halo"}, now=now)
    assert len(sent_to(desk, BUDI)) == 3


@pytest.mark.parametrize("reason", ["Spam", "Tidak Lengkap", "Dicabut Pelapor"])
def test_a_double_goes_on_when_its_main_complaint_ends_without_a_result(
    desk: Desk, admin: Actor, main: str, double: str, now: datetime, reason: str
) -> None:
    closing = {Field.CLOSE_REASON: reason, Field.REASON: "alamat"}
    act(desk, admin, main, "Tutup", values=closing, now=now)
    row = row_of(desk, double)
    assert (row["state"], row["merged_into"], row["step"]) == ("Baru", "", "A4")
    assert f"{main} ditutup: {reason}" in str(events_of(desk, double)[-1]["note"])


def test_a_citizen_who_withdraws_does_not_withdraw_the_others(
    desk: Desk, main: str, double: str, now: datetime
) -> None:
    act(desk, citizen(desk.sop), main, "Cabut Aduan", now=now)
    assert row_of(desk, double)["state"] == "Baru"


@pytest.mark.parametrize("reason", ["Bukan Kewenangan", "Dijadwalkan"])
def test_a_double_is_told_why_nothing_can_be_done(
    desk: Desk, admin: Actor, main: str, double: str, now: datetime, reason: str
) -> None:
    closing = {Field.CLOSE_REASON: reason, Field.REASON: "PLN"}
    act(desk, admin, main, "Tutup", values=closing, now=now)
    assert double in sent_to(desk, BUDI)[-1]
    assert row_of(desk, double)["state"] == "Ditutup"


def test_a_double_that_is_separated_goes_its_own_way(
    desk: Desk, admin: Actor, main: str, double: str, now: datetime
) -> None:
    act(desk, admin, double, "Pisahkan", now=now)
    row = row_of(desk, double)
    assert (row["state"], row["merged_into"], row["close_reason"]) == ("Baru", "", "")
    told = len(sent_to(desk, BUDI))
    act(desk, admin, main, "Jawab Langsung", values={Field.ANSWER: "Besok."}, now=now)
    assert len(sent_to(desk, BUDI)) == told


def test_alasan_names_the_main_complaint_where_there_is_no_field_for_it(
    desk: Desk, admin: Actor, complain: Complain, main: str, now: datetime
) -> None:
    number = complain(BUDI)
    same = {Field.CLOSE_REASON: "Duplikat", Field.REASON: f"sama dengan {main.lower()}"}
    act(desk, admin, number, "Tutup", values=same, now=now)
    assert row_of(desk, number)["merged_into"] == main


def test_a_number_in_alasan_means_nothing_when_it_is_no_double(
    desk: Desk, admin: Actor, complain: Complain, main: str, now: datetime
) -> None:
    number = complain(BUDI)
    spam = {Field.CLOSE_REASON: "Spam", Field.REASON: main, Field.MAIN_COMPLAINT: main}
    act(desk, admin, number, "Tutup", values=spam, now=now)
    assert row_of(desk, number)["merged_into"] == ""


def test_what_cannot_be_a_main_complaint_is_refused(
    desk: Desk, admin: Actor, complain: Complain, main: str, double: str, now: datetime
) -> None:
    with pytest.raises(Refused, match="dirinya sendiri"):
        merge(desk, admin, main, main, now)
    with pytest.raises(Refused, match="sudah digabungkan ke aduan ini"):
        merge(desk, admin, main, double, now)
    with pytest.raises(NotFound):
        merge(desk, admin, main, "ALADIN-2026-09999", now)
    closed = complain("6285500000001@c.us")
    act(desk, admin, closed, "Tutup", values={Field.CLOSE_REASON: "Spam"}, now=now)
    with pytest.raises(Refused, match=r"sudah ditutup \(Spam\)"):
        merge(desk, admin, main, closed, now)


def test_a_citizen_of_a_double_may_still_object_after_the_result(
    desk: Desk, admin: Actor, main: str, double: str, now: datetime
) -> None:
    later = now + timedelta(days=20)
    act(desk, admin, main, "Jawab Langsung", values={Field.ANSWER: "Besok."}, now=later)
    assert row_of(desk, double)["state_since"] == later


def test_the_page_shows_which_complaints_belong_together(
    desk: Desk, admin: Actor, agency_admin: Actor, main: str, double: str, now: datetime
) -> None:
    hand_to_dinhub(desk, admin, main, now)
    assert [row["number"] for row in reading.doubles(desk, admin, main)] == [double]
    assert reading.doubles(desk, agency_admin, main) == []


def test_likely_doubles_are_offered_with_their_reason(
    desk: Desk, admin: Actor, complain: Complain, now: datetime
) -> None:
    lamp = {"category": "Penerangan Jalan Umum", "village": "Medono"}
    first = complain(SITI, **lamp)
    complain("6285500000002@c.us", "Sampah menumpuk", category="Sampah dan Kebersihan")
    number = complain(BUDI, "Lampu di Hayam Wuruk mati lagi", **lamp)
    (found,) = candidates.alike(desk, admin, row_of(desk, number))
    assert found.number == first
    assert found.reason == ("kategori sama, kelurahan sama, kata sama: lampu, hayam, wuruk, mati")


def test_a_closed_double_and_an_old_complaint_are_not_offered(
    desk: Desk, admin: Actor, complain: Complain, main: str, double: str, now: datetime
) -> None:
    number = complain("6285500000003@c.us", LAMP, category="Penerangan Jalan Umum")
    assert double not in [one.number for one in candidates.alike(desk, admin, row_of(desk, number))]


@pytest.mark.parametrize("typed", ["aladin-2026-1", "hayam wuruk", "ALADIN 2026-00001"])
def test_the_main_complaint_is_searched_by_words_or_number(
    desk: Desk, admin: Actor, complain: Complain, now: datetime, typed: str
) -> None:
    first = complain(SITI)
    row = row_of(desk, complain(BUDI, "Sampah di Medono"))
    found = candidates.searched(desk, admin, row, typed, now=now)
    assert [one.number for one in found] == [first]
    assert candidates.searched(desk, admin, row, "ALADIN-2026-00099", now=now) == []


def test_doubles_are_found_by_their_index(sqlite_journal: Journal) -> None:
    query = select(schema.complaints.c.number).where(
        merging.MERGED, schema.complaints.c.merged_into.in_(["ALADIN-2026-00001"])
    )
    words = str(query.compile(compile_kwargs={"literal_binds": True}))
    with sqlite_journal.read() as connection:
        (step,) = connection.execute(text(f"explain query plan {words}")).all()
    assert "complaints_merged" in str(step)


def test_words_that_stand_everywhere_make_no_double(
    desk: Desk, admin: Actor, complain: Complain
) -> None:
    for street in ("Mawar", "Melati", "Kenanga", "Anggrek", "Flamboyan", "Cempaka"):
        complain(BUDI, f"Mohon perbaikan lampu penerangan mati di {street}", category="Lampu")
    number = complain(SITI, "Mohon perbaikan lampu penerangan mati di Teratai", category="Lampu")
    assert candidates.alike(desk, admin, row_of(desk, number)) == []
    rarer = complain("6285500000009@c.us", "Gelap, penerangan di Teratai padam", category="Lampu")
    double = complain("6285500000008@c.us", "Gelap padam di Teratai", category="Lampu")
    assert [one.number for one in candidates.alike(desk, admin, row_of(desk, rarer))] == [double]


def test_a_secret_complaint_is_no_main_one_for_who_may_not_see_it(
    desk: Desk, admin: Actor, city_team: Actor, main: str, double: str, now: datetime
) -> None:
    act(desk, admin, main, "Rahasia", now=now)
    row = row_of(desk, double)
    assert main not in [one.number for one in candidates.alike(desk, city_team, row)]
    assert candidates.searched(desk, city_team, row, main, now=now) == []
