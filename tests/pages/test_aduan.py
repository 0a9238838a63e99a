"""Aduan: what each role sees of a complaint and exactly what it may do with it."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from typing import Any

import pytest
from PIL import Image
from sqlalchemy import insert
from streamlit.testing.v1 import AppTest

from desk import editing, media, reading, schema
from desk.acting import act
from desk.actors import Actor
from desk.context import Desk
from pages.parts import screens
from sop.model import Field
from tests.conftest import SITI
from tests.pages.conftest import LAMP, Open, texts
from tests.pages.test_access import remove

PHONE = SITI.partition("@")[0]


def choose(page: AppTest, number: str, action: str) -> AppTest:
    page.button_group(key=f"action_{number}").set_value(action).run()
    assert not page.exception
    return page


def field(page: AppTest, name: Field) -> Any:
    return next(
        found
        for kind in ("text_area", "text_input", "selectbox")
        for found in page.get(kind)
        if found.key.startswith("in_") and found.key.endswith(f"_{name.name}")
    )


def press(page: AppTest, number: str, action: str) -> AppTest:
    page.button(key=f"do_{number}_{action}").click().run()
    assert not page.exception
    return page


def state_of(desk: Desk, who: Actor, number: str) -> str:
    return str(reading.complaint(desk, who, number)["state"])


def choices(page: AppTest, number: str) -> list[str]:
    return list(page.button_group(key=f"action_{number}").options)


def test_the_page_shows_words_turn_and_what_may_be_done(
    admin: Actor, number: str, open_as: Open
) -> None:
    page = open_as(admin, screens.COMPLAINT, nomor=number)
    assert LAMP in texts(page)
    assert "Giliran: Tim Pengaduan Kota" in texts(page)
    assert {"Jawab Langsung", "Teruskan ke OPD", "Minta Kelengkapan"} <= set(choices(page, number))


def test_handing_on_shows_the_citizens_message_first_and_then_does_it(
    desk: Desk, admin: Actor, number: str, open_as: Open
) -> None:
    page = choose(open_as(admin, screens.COMPLAINT, nomor=number), number, "Teruskan ke OPD")
    assert field(page, Field.AGENCY).value == "Dinhub"  # the category's own OPD is proposed
    assert "teruskan kepada Dinas Perhubungan" in texts(page).replace("<strong>", "").replace(
        "</strong>", ""
    )
    press(page, number, "Teruskan ke OPD")
    assert state_of(desk, admin, number) == "Diteruskan ke OPD"
    assert "tersimpan" in page.success[0].value


def test_a_refused_action_says_what_is_missing_and_keeps_what_was_typed(
    desk: Desk, admin: Actor, number: str, open_as: Open
) -> None:
    page = choose(open_as(admin, screens.COMPLAINT, nomor=number), number, "Jawab Langsung")
    field(page, Field.KIND).set_value("Teknis").run()
    field(page, Field.ANSWER).set_value("Lampu diperbaiki besok.").run()
    press(page, number, "Jawab Langsung")
    assert page.error
    assert field(page, Field.ANSWER).value == "Lampu diperbaiki besok."
    assert state_of(desk, admin, number) == "Baru"


def test_two_people_at_once_the_second_is_told_and_loses_nothing(
    desk: Desk, admin: Actor, city_team: Actor, number: str, now: datetime, open_as: Open
) -> None:
    page = choose(open_as(admin, screens.COMPLAINT, nomor=number), number, "Balas Pelapor")
    field(page, Field.REPLY).set_value("Sedang kami periksa.").run()
    act(desk, city_team, number, "Teruskan ke OPD", values={Field.AGENCY: "DLH"}, now=now)
    press(page, number, "Balas Pelapor")
    assert city_team.id in texts(page)
    assert field(page, Field.REPLY).value == "Sedang kami periksa."
    press(page, number, "Balas Pelapor")  # having been told, they may
    assert "Balas Pelapor" in [event.action for event in reading.history(desk, admin, number)]


def test_who_comes_second_is_told_also_when_the_action_is_gone(
    desk: Desk, admin: Actor, city_team: Actor, number: str, now: datetime, open_as: Open
) -> None:
    page = choose(open_as(admin, screens.COMPLAINT, nomor=number), number, "Teruskan ke OPD")
    act(desk, city_team, number, "Teruskan ke OPD", values={Field.AGENCY: "DLH"}, now=now)
    press(page, number, "Teruskan ke OPD")
    assert any(city_team.id in refusal.value for refusal in page.error)


def test_a_change_by_others_is_announced_before_anything_is_pressed(
    desk: Desk, admin: Actor, number: str, now: datetime, open_as: Open
) -> None:
    page = choose(open_as(admin, screens.COMPLAINT, nomor=number), number, "Balas Pelapor")
    editing.edit(desk, admin, number, {"location": "Jl. Merdeka"}, now=now)
    page.run()
    assert "baru saja diubah" in texts(page)


def test_a_person_removed_meanwhile_writes_nothing(
    desk: Desk, admin: Actor, city_team: Actor, number: str, now: datetime, open_as: Open
) -> None:
    page = choose(open_as(city_team, screens.COMPLAINT, nomor=number), number, "Rahasia")
    remove(desk, city_team, now)
    page.button(key=f"do_{number}_Rahasia").click().run()
    assert not reading.complaint(desk, admin, number)["confidential"]


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


def photo() -> bytes:
    kept = BytesIO()
    Image.new("RGB", (40, 30), "orange").save(kept, "JPEG")
    return kept.getvalue()
