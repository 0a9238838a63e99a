"""Aduan: what each role sees of a complaint and exactly what it may do with it."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from sqlalchemy import insert

from desk import editing, media, reading, schema
from desk.acting import act
from desk.actors import Actor
from desk.context import Desk
from pages.parts import conversation, look, screens
from sop.model import Field
from tests.conftest import SITI
from tests.pages.conftest import LAMP, Open, texts
from tests.pages.form import choices, choose, photo

PHONE = SITI.partition("@")[0]


def test_the_page_shows_words_turn_and_what_may_be_done(
    admin: Actor, number: str, open_as: Open
) -> None:
    page = open_as(admin, screens.COMPLAINT, nomor=number)
    assert LAMP in texts(page)
    assert "Giliran: Tim Pengaduan Kota" in texts(page)
    assert {"Jawab Langsung", "Teruskan ke OPD", "Minta Kelengkapan"} <= set(choices(page, number))


def test_facts_are_corrected_by_the_city_desk(
    desk: Desk, admin: Actor, number: str, open_as: Open
) -> None:
    page = open_as(admin, screens.COMPLAINT, nomor=number)
    place = next(found for found in page.text_input if found.label == "Lokasi")
    place.set_value("Jl. Hayam Wuruk 12")
    next(found for found in page.button if found.label == "Simpan data").click().run()
    assert reading.complaint(desk, admin, number)["location"] == "Jl. Hayam Wuruk 12"


def test_an_agency_reads_its_complaint_without_the_citizens_number(
    agency_admin: Actor, handed: str, open_as: Open
) -> None:
    page = open_as(agency_admin, screens.COMPLAINT, nomor=handed)
    assert LAMP in texts(page)
    assert PHONE not in texts(page)
    assert not page.text_input


def test_another_agencys_complaint_is_not_there(
    stranger_agency: Actor, handed: str, open_as: Open
) -> None:
    page = open_as(stranger_agency, screens.COMPLAINT, nomor=handed)
    assert f"No. Aduan {handed} tidak ditemukan." in texts(page)
    assert LAMP not in texts(page)


def test_a_leader_has_no_action(leader: Actor, number: str, open_as: Open) -> None:
    page = open_as(leader, screens.COMPLAINT, nomor=number)
    assert "Tidak ada tindakan" in texts(page)


def test_a_confidential_complaint_hides_its_words_from_leaders(
    desk: Desk, admin: Actor, leader: Actor, number: str, now: datetime, open_as: Open
) -> None:
    act(desk, admin, number, "Rahasia", now=now)
    page = open_as(leader, screens.COMPLAINT, nomor=number)
    assert LAMP not in texts(page)
    assert "Siti" not in texts(page)


def test_words_of_a_citizen_never_become_markup(
    desk: Desk, admin: Actor, number: str, now: datetime, open_as: Open
) -> None:
    typed = "<script>x</script> ![a](http://x.test/a.png) :red[b]"
    editing.edit(desk, admin, number, {"body": typed, "name": "*Siti*"}, now=now)
    page = open_as(admin, screens.COMPLAINT, nomor=number)
    assert "<script>" not in "".join(found.value for found in page.get("html"))
    assert typed in texts(page)


@pytest.mark.parametrize("wanted", ["", "ALADIN-2026-99999"])
def test_without_a_complaint_a_number_can_be_typed(
    admin: Actor, number: str, wanted: str, open_as: Open
) -> None:
    page = open_as(admin, screens.COMPLAINT, nomor=wanted)
    page.text_input(key="asked_number").set_value(number.lower()).run()
    assert LAMP in texts(page)


@pytest.mark.parametrize(
    ("role", "stage"),
    [
        ("admin", "number"),
        ("admin", "handed"),
        ("admin", "accepted"),
        ("city_team", "number"),
        ("agency_admin", "handed"),
        ("agency_team", "accepted"),
    ],
)
def test_every_action_that_is_offered_has_a_form(
    role: str, stage: str, open_as: Open, request: pytest.FixtureRequest
) -> None:
    number = request.getfixturevalue(stage)
    page = open_as(request.getfixturevalue(role), screens.COMPLAINT, nomor=number)
    for action in choices(page, number):
        choose(page, number, action)
        assert page.button(key=f"do_{number}_{action}").label == action


def test_an_identity_card_is_shown_by_a_press_and_noted_each_time(
    desk: Desk, admin: Actor, number: str, now: datetime, open_as: Open
) -> None:
    card = kept_identity(desk, number, now)
    page = open_as(admin, screens.COMPLAINT, nomor=number)
    assert "data:image" not in "".join(found.value for found in page.get("html"))
    page.button(key=f"identity_{card}").click().run()
    assert "data:image" in "".join(found.value for found in page.get("html"))
    page.run()
    looked = [event.action for event in reading.history(desk, admin, number)]
    assert looked.count("Lihat Identitas") == 1


def kept_identity(desk: Desk, number: str, now: datetime) -> str:
    """A KTP photo of this complaint, encrypted on disk."""
    kept = media.store(desk, photo(), identity=True)
    values = {"path": kept.path, "sha256": kept.sha256, "mime": kept.mime, "size": kept.size}
    with desk.journal.write() as connection:
        connection.execute(
            insert(schema.media).values(
                id="ktp", number=number, at=now, identity=True, state="stored", **values
            )
        )
    return "ktp"


def test_the_likely_next_step_stands_first_and_what_is_rare_behind_lainnya(
    admin: Actor, number: str, open_as: Open
) -> None:
    page = open_as(admin, screens.COMPLAINT, nomor=number)
    assert choices(page, number)[0] == "Teruskan ke OPD"  # its category is Teknis
    assert choices(page, number)[-2:] == ["Gabungkan", "Pisahkan"]


def test_the_suggested_category_is_taken_by_one_press(
    desk: Desk, admin: Actor, number: str, now: datetime, open_as: Open
) -> None:
    editing.edit(desk, admin, number, {"category": ""}, now=now)
    page = open_as(admin, screens.COMPLAINT, nomor=number)
    assert 'Saran kategori: Penerangan Jalan Umum, karena kata "lampu jalan"' in texts(page)
    page.button(key=f"adopt_{number}").click().run()
    assert reading.complaint(desk, admin, number)["category"] == "Penerangan Jalan Umum"


def test_a_long_text_is_folded() -> None:
    assert "<details" in str(look.folded("kata " * 200))
    assert "<details" not in str(look.folded("kata"))


def test_days_stand_between_messages(now: datetime) -> None:
    today = now.date()
    assert conversation.day_words(today, today) == "Hari ini"
    assert conversation.day_words(date(2026, 11, 23), date(2026, 11, 30)) == (
        "Senin, 23 November 2026"
    )


def test_the_admin_is_told_of_a_secret_one_that_nobody_at_the_opd_may_read(
    desk: Desk, admin: Actor, number: str, now: datetime, open_as: Open
) -> None:
    act(desk, admin, number, "Teruskan ke OPD", values={Field.AGENCY: "Dindik"}, now=now)
    act(desk, admin, number, "Rahasia", now=now)
    page = open_as(admin, screens.COMPLAINT, nomor=number)
    assert any("belum ada Admin OPD yang aktif" in told.value for told in page.warning)
