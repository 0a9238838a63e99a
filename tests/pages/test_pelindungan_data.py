"""Pelindungan Data: the officer answers requests, sees who looked, and ticks off what is left."""

from __future__ import annotations

from datetime import datetime

import pytest
from streamlit.testing.v1 import AppTest

from desk import accesses, personal_data
from desk.accesses import Look
from desk.acting import act
from desk.actors import Actor
from desk.context import Desk
from desk.privacy import answering, requests
from desk.reading import complaint
from pages.parts import screens
from sop.model import Field
from tests.conftest import SITI
from tests.pages.conftest import Open, texts
from tests.pages.test_access import remove

CLOSED = {Field.CLOSE_REASON: "Bukan Kewenangan", Field.REASON: "milik provinsi"}
ASKED = "0190abcd"
WORDS = "Masih dipakai pemeriksaan Inspektorat"


def asks(desk: Desk, number: str, kind: str, now: datetime) -> None:
    facts = {"kind": kind, "gateway": "green_api", "chat_id": SITI, "number": number}
    with desk.journal.write() as connection:
        personal_data.put_request(connection, ASKED, facts, now=now)


@pytest.fixture
def erasure(desk: Desk, number: str, admin: Actor, now: datetime) -> str:
    """Siti's complaint is closed, and she has asked to have her data erased."""
    act(desk, admin, number, "Tutup", values=CLOSED, now=now)
    asks(desk, number, "HAPUS DATA", now)
    return number


def test_the_officer_reads_what_goes_and_until_when(
    admin: Actor, erasure: str, open_as: Open
) -> None:
    page = open_as(admin, screens.PRIVACY)
    told = texts(page)
    assert "HAPUS DATA" in told and "Yang tetap: nomor aduan" in told and "lagi" in told
    assert erasure in told and "Ditutup" in told


def test_it_is_erased_only_after_the_number_was_typed(
    desk: Desk, admin: Actor, erasure: str, open_as: Open
) -> None:
    page = open_as(admin, screens.PRIVACY)
    page.button(key=f"erase_{ASKED}").click().run()
    assert f"Ketik {erasure}" in texts(page)
    page.text_input(key=f"typed_{ASKED}").input(erasure)
    page.button(key=f"erase_{ASKED}").click().run()
    assert "Data dihapus" in texts(page) and "Tidak ada permintaan" in texts(page)
    assert complaint(desk, admin, erasure)["name"] == "(dihapus)"


def test_what_is_left_elsewhere_is_ticked_off(
    desk: Desk, admin: Actor, erasure: str, now: datetime, open_as: Open
) -> None:
    answering.erase(desk, admin, ASKED, typed=erasure, now=now)
    page = open_as(admin, screens.PRIVACY)
    page.segmented_control(key="privacy_part").set_value("Di luar sistem").run()
    assert "Ponsel dinas" in texts(page)
    for button in [one for one in page.button if (one.key or "").startswith("tick_")]:
        page.button(key=str(button.key)).click().run()
    assert "Tidak ada yang masih harus dihapus" in texts(page)


def test_an_open_complaint_stops_the_erasure(
    desk: Desk, admin: Actor, number: str, now: datetime, open_as: Open
) -> None:
    asks(desk, number, "HAPUS DATA", now)
    page = open_as(admin, screens.PRIVACY)
    assert "masih berjalan" in texts(page)
    assert not [one for one in page.button if one.key == f"erase_{ASKED}"]


def test_a_refusal_needs_its_reason_and_keeps_what_was_typed(
    admin: Actor, erasure: str, open_as: Open
) -> None:
    page = open_as(admin, screens.PRIVACY)
    page.button(key=f"refuse_{ASKED}").click().run()
    assert "Isi dahulu keterangannya" in texts(page)
    page.text_area(key=f"refuse_words_{ASKED}").input("Masih dipakai pemeriksaan")
    page.button(key=f"refuse_{ASKED}").click().run()
    assert "Dijawab" in texts(page)


def typed_a_refusal(page: AppTest) -> AppTest:
    return page.text_area(key=f"refuse_words_{ASKED}").input(WORDS).run()


def test_words_for_a_request_that_a_colleague_handled_are_shown_for_copying(
    desk: Desk, admin: Actor, erasure: str, now: datetime, open_as: Open
) -> None:
    page = typed_a_refusal(open_as(admin, screens.PRIVACY))
    answering.refuse(desk, admin, ASKED, reason="sudah dijawab", now=now)
    page.button(key=f"refuse_{ASKED}").click().run()
    assert [str(one.value) for one in page.code] == [WORDS]
    assert "ditangani petugas lain" in texts(page)


def test_they_are_shown_too_when_another_part_was_open_meanwhile(
    desk: Desk, admin: Actor, erasure: str, now: datetime, open_as: Open
) -> None:
    page = typed_a_refusal(open_as(admin, screens.PRIVACY))
    page.segmented_control(key="privacy_part").set_value("Siapa melihat").run()
    answering.refuse(desk, admin, ASKED, reason="sudah dijawab", now=now)
    page.segmented_control(key="privacy_part").set_value("Permintaan").run()
    assert [str(one.value) for one in page.code] == [WORDS]


def test_a_look_at_another_part_keeps_what_was_typed(
    admin: Actor, erasure: str, open_as: Open
) -> None:
    page = typed_a_refusal(open_as(admin, screens.PRIVACY))
    for part in ("Rekam pemrosesan", "Permintaan"):
        page.segmented_control(key="privacy_part").set_value(part).run()
    assert page.text_area(key=f"refuse_words_{ASKED}").value == WORDS


def test_words_that_were_sent_are_not_shown_again(
    admin: Actor, erasure: str, open_as: Open
) -> None:
    page = typed_a_refusal(open_as(admin, screens.PRIVACY))
    page.button(key=f"refuse_{ASKED}").click().run()
    assert "Dijawab" in texts(page) and not page.code


def test_who_looked_is_listed_by_person(
    desk: Desk, admin: Actor, city_team: Actor, number: str, now: datetime, open_as: Open
) -> None:
    with desk.journal.write() as connection:
        accesses.noted(connection, admin, Look.CARD, number, now=now)
        accesses.noted(connection, city_team, Look.EXPORT, "", now=now)
    page = open_as(admin, screens.PRIVACY)
    page.segmented_control(key="privacy_part").set_value("Siapa melihat").run()
    assert "Foto identitas" in texts(page) and "Unduhan" in texts(page)
    page.selectbox(key="looks_person").set_value(city_team.id).run()
    assert number not in texts(page).replace("No. Aduan", "")


def test_the_city_reads_beside_a_complaint_who_looked(
    desk: Desk, admin: Actor, number: str, now: datetime, open_as: Open
) -> None:
    with desk.journal.write() as connection:
        accesses.noted(connection, admin, Look.CARD, number, now=now)
    page = open_as(admin, screens.COMPLAINT, nomor=number)
    assert [one.label for one in page.expander if "Dilihat" in one.label] == ["Dilihat 1 kali"]


def test_the_record_of_processing_is_on_the_page(admin: Actor, open_as: Open) -> None:
    page = open_as(admin, screens.PRIVACY)
    page.segmented_control(key="privacy_part").set_value("Rekam pemrosesan").run()
    assert "30 hari setelah aduan selesai" in texts(page)


def test_others_of_the_city_are_told_whose_it_is(
    city_team: Actor, erasure: str, open_as: Open
) -> None:
    told = texts(open_as(city_team, screens.PRIVACY))
    assert "Petugas Data Pribadi" in told and erasure not in told


def test_who_was_removed_meanwhile_erases_nothing(
    desk: Desk, admin: Actor, erasure: str, now: datetime, open_as: Open
) -> None:
    page = open_as(admin, screens.PRIVACY)
    page.text_input(key=f"typed_{ASKED}").input(erasure)
    remove(desk, admin, now)
    page.button(key=f"erase_{ASKED}").click().run()
    assert requests.waiting(desk)
