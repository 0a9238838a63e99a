"""An open page whose person may no longer see it: it empties, and their words stay to copy."""

from __future__ import annotations

from datetime import datetime

import pytest
from streamlit.testing.v1 import AppTest

from desk import reading, sign_outs
from desk.acting import act
from desk.actors import Actor
from desk.context import Desk
from desk.reference import accept
from desk.seeds import reference_rows
from pages.parts import access, kept_words, screens
from sop.model import Field
from tests.pages.conftest import LAMP, Open, claims, texts
from tests.pages.test_access import remove

DONE = "Selesai Ditindaklanjuti"
WORDS = "Sudah kami perbaiki, kabelnya putus."


@pytest.fixture
def form(open_as: Open, agency_team: Actor, accepted: str) -> AppTest:
    """The team has written what it did, and not sent it."""
    page = open_as(agency_team, screens.COMPLAINT, nomor=accepted)
    page.get_by_key(f"choose_{accepted}_{DONE}").click().run()
    area = next(area for area in page.text_area if Field.FOLLOW_UP.name in str(area.key))
    area.set_value(WORDS).run()
    return page


def kept(page: AppTest) -> list[str]:
    return [str(code.value) for code in page.code]


def submit(page: AppTest, number: str) -> None:
    page.get_by_key(f"do_{number}_{DONE}").click().run()


def test_who_was_removed_while_a_form_is_open_is_refused_and_keeps_the_words(
    desk: Desk, accepted: str, admin: Actor, agency_team: Actor, now: datetime, form: AppTest
) -> None:
    remove(desk, agency_team, now)
    submit(form, accepted)
    assert "belum terdaftar" in form.warning[0].value
    assert kept(form) == [WORDS]
    assert accepted not in texts(form) and LAMP not in texts(form)
    assert reading.complaint(desk, admin, accepted)["state"] == "Diproses OPD"


def test_the_words_stay_until_they_were_copied(
    desk: Desk, accepted: str, agency_team: Actor, now: datetime, form: AppTest
) -> None:
    remove(desk, agency_team, now)
    assert kept(form.run()) == [WORDS]
    assert kept(form.run()) == [WORDS]
    form.get_by_key("typed_close").click().run()
    assert kept(form) == []


def test_whose_complaint_went_to_another_opd_meanwhile_keeps_the_words(
    desk: Desk, accepted: str, admin: Actor, agency_team: Actor, now: datetime, form: AppTest
) -> None:
    act(desk, admin, accepted, "Alihkan OPD", values={Field.AGENCY: "DLH"}, now=now)
    submit(form, accepted)
    assert "tidak ditemukan" in texts(form)
    assert kept(form) == [WORDS]
    assert LAMP not in texts(form)


def test_who_went_to_another_opd_meanwhile_keeps_the_words(
    desk: Desk, accepted: str, agency_team: Actor, now: datetime, form: AppTest
) -> None:
    move(desk, agency_team, "DLH", now)
    form.run()
    assert "tidak ditemukan" in texts(form)
    assert kept(form) == [WORDS]


def move(desk: Desk, who: Actor, agency: str, now: datetime) -> None:
    rows = reference_rows(desk.sop, staff=True)["Petugas"]
    rows = [{**row, "OPD": agency} if row["Email"] == who.id else row for row in rows]
    with desk.journal.write() as connection:
        accept(connection, desk.sop, "Petugas", rows, now=now)


def test_nothing_stays_on_the_screen_of_who_left(
    desk: Desk, accepted: str, agency_team: Actor, now: datetime, form: AppTest
) -> None:
    sign_outs.record(desk.journal, claims(agency_team.id, now), now=now)
    form.run()
    assert form.warning[0].value == access.LEFT
    assert kept(form) == []
    assert WORDS not in texts(form)


def test_what_nobody_typed_is_not_shown_as_typed(
    desk: Desk, accepted: str, agency_team: Actor, now: datetime, open_as: Open
) -> None:
    page = open_as(agency_team, screens.COMPLAINT, nomor=accepted)
    page.get_by_key(f"choose_{accepted}_{DONE}").click().run()
    remove(desk, agency_team, now)
    assert kept(page.run()) == []


@pytest.mark.parametrize("field", ["Catatan Internal", "Lokasi"])
def test_facts_that_could_not_be_saved_stay_to_copy(
    field: str, desk: Desk, number: str, city_team: Actor, now: datetime, open_as: Open
) -> None:
    page = open_as(city_team, screens.COMPLAINT, nomor=number)
    found = next(each for each in (*page.text_area, *page.text_input) if each.label == field)
    found.set_value("Jl. Progo 12")
    remove(desk, city_team, now)
    next(button for button in page.button if button.label == "Simpan data").click().run()
    assert kept(page) == ["Jl. Progo 12"]


def test_the_fields_of_another_complaint_are_left_alone() -> None:
    assert kept_words.keep("ALADIN-2026-00099") is False
