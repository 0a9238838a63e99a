"""Aduan: an action is filled in and pressed, while others change the same complaint."""

from __future__ import annotations

from datetime import datetime

from desk import editing, reading
from desk.acting import act
from desk.actors import Actor
from desk.context import Desk
from desk.recording import open_complaint
from pages.parts import screens
from sop.model import Field
from tests.pages.conftest import Open, texts
from tests.pages.form import choose, field, press, state_of
from tests.pages.test_access import remove


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
    assert f"{city_team.name} (Teruskan ke OPD, " in texts(page)
    assert field(page, Field.REPLY).value == "Sedang kami periksa."
    press(page, number, "Balas Pelapor")  # having been told, they may
    assert "Balas Pelapor" in [event.action for event in reading.history(desk, admin, number)]


def test_who_comes_second_is_told_also_when_the_action_is_gone(
    desk: Desk, admin: Actor, city_team: Actor, number: str, now: datetime, open_as: Open
) -> None:
    page = choose(open_as(admin, screens.COMPLAINT, nomor=number), number, "Teruskan ke OPD")
    act(desk, city_team, number, "Teruskan ke OPD", values={Field.AGENCY: "DLH"}, now=now)
    press(page, number, "Teruskan ke OPD")
    assert any(city_team.name in refusal.value for refusal in page.error)


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


def test_the_suggested_opd_is_taken_by_one_press(admin: Actor, number: str, open_as: Open) -> None:
    page = choose(open_as(admin, screens.COMPLAINT, nomor=number), number, "Teruskan ke OPD")
    field(page, Field.AGENCY).set_value("DLH").run()
    next(found for found in page.button if found.label == "Pakai Dinhub").click().run()
    assert field(page, Field.AGENCY).value == "Dinhub"


def test_what_was_typed_survives_a_look_at_another_action(
    admin: Actor, number: str, open_as: Open
) -> None:
    page = choose(open_as(admin, screens.COMPLAINT, nomor=number), number, "Balas Pelapor")
    field(page, Field.REPLY).set_value("Sedang kami periksa.").run()
    choose(page, number, "Jawab Langsung")
    choose(page, number, "Balas Pelapor")
    assert field(page, Field.REPLY).value == "Sedang kami periksa."


def test_a_ready_text_fills_the_field_and_stays_editable(
    admin: Actor, number: str, open_as: Open
) -> None:
    page = choose(open_as(admin, screens.COMPLAINT, nomor=number), number, "Balas Pelapor")
    ready = next(found for found in page.selectbox if found.label == "Isi dari templat")
    ready.set_value("Kabar tahap sekarang").run()
    assert field(page, Field.REPLY).value.startswith("Saat ini aduan menunggu verifikasi")
    field(page, Field.REPLY).set_value("Saat ini diperiksa.").run()
    assert "Saat ini diperiksa." in texts(page)


def test_the_sentence_of_an_empty_form_stands_once(
    admin: Actor, number: str, open_as: Open
) -> None:
    page = choose(open_as(admin, screens.COMPLAINT, nomor=number), number, "Balas Pelapor")
    press(page, number, "Balas Pelapor")
    assert texts(page).count("Isi Balas Pelapor.") == 1


def test_who_cannot_be_reached_by_whatsapp_is_told_otherwise(
    desk: Desk, admin: Actor, now: datetime, open_as: Open
) -> None:
    called = {"channel": "Telepon", "body": "Kapan rekam e-KTP?"}
    with desk.journal.write() as connection:
        number = str(open_complaint(connection, desk, called, now=now)["number"])
    page = choose(open_as(admin, screens.COMPLAINT, nomor=number), number, "Jawab Langsung")
    field(page, Field.ANSWER).set_value("Besok diperbaiki.").run()
    assert "tidak terjangkau lewat WhatsApp (Telepon)" in texts(page)
