"""Aduan: what each role sees of a complaint and exactly what it may do with it."""

from __future__ import annotations

from datetime import date, datetime
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
from desk.recording import open_complaint
from pages.parts import conversation, look, screens
from sop.model import Field
from tests.conftest import SITI
from tests.desk.writing import Street
from tests.pages.conftest import LAMP, Open, texts
from tests.pages.test_access import remove

PHONE = SITI.partition("@")[0]


def choose(page: AppTest, number: str, action: str) -> AppTest:
    if any(found.key == f"back_{number}" for found in page.button):
        page.button(key=f"back_{number}").click().run()
    page.button(key=f"choose_{number}_{action}").click().run()
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
    start = f"choose_{number}_"
    return [b.key.removeprefix(start) for b in page.button if (b.key or "").startswith(start)]


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


def another(desk: Desk, now: datetime, body: str = "Lampu jalan Hayam Wuruk mati lagi") -> str:
    """A second complaint, of somebody else."""
    fields = {
        "gateway": "green_api",
        "chat_id": "6289876543210@c.us",
        "name": "Budi",
        "body": body,
        "category": "Penerangan Jalan Umum",
    }
    with desk.journal.write() as connection:
        return str(open_complaint(connection, desk, fields, now=now)["number"])


def test_a_double_is_merged_into_the_likely_main_complaint(
    desk: Desk, admin: Actor, number: str, now: datetime, open_as: Open
) -> None:
    double = another(desk, now)
    page = choose(open_as(admin, screens.COMPLAINT, nomor=double), double, "Gabungkan")
    page.radio[0].set_value(page.radio[0].options[0]).run()
    press(page, double, "Gabungkan")
    assert reading.complaint(desk, admin, double)["merged_into"] == number
    assert f"Duplikat dari {number}" in links(page)
    main = open_as(admin, screens.COMPLAINT, nomor=number)
    assert f"{double} Budi" in links(main)


def links(page: AppTest) -> str:
    return "\n".join(str(found.proto.label) for found in page.get("page_link"))


def test_a_main_complaint_is_found_by_its_number_typed_by_hand(
    desk: Desk, admin: Actor, number: str, now: datetime, open_as: Open
) -> None:
    double = another(desk, now, "Kabel menjuntai di Buaran")
    page = choose(open_as(admin, screens.COMPLAINT, nomor=double), double, "Gabungkan")
    search = next(found for found in page.text_input if found.label == "Cari aduan induk *")
    search.set_value(number.lower()).run()
    press(page, double, "Gabungkan")
    assert reading.complaint(desk, admin, double)["merged_into"] == number


def test_a_second_matter_becomes_a_complaint_of_its_own(
    desk: Desk, admin: Actor, number: str, open_as: Open
) -> None:
    page = choose(open_as(admin, screens.COMPLAINT, nomor=number), number, "Pisahkan")
    field(page, Field.NEW_BODY).set_value("Sampah di Medono").run()
    assert "(nomor baru)" in texts(page)
    press(page, number, "Pisahkan")
    opened = "ALADIN-2026-00002"
    assert f"Aduan baru: {opened}" in texts(page)
    assert reading.complaint(desk, admin, opened)["body"] == "Sampah di Medono"


def test_ticked_messages_propose_the_words_of_the_new_complaint(
    desk: Desk, admin: Actor, now: datetime, open_as: Open
) -> None:
    street = Street(desk, now)
    street.writes(LAMP)
    street.writes("Sampah di Medono")
    number = str(street.complaint()["number"])
    page = choose(open_as(admin, screens.COMPLAINT, nomor=number), number, "Pisahkan")
    next(box for box in page.checkbox if "Sampah" in box.label).check().run()
    assert field(page, Field.NEW_BODY).value == "Sampah di Medono"
    press(page, number, "Pisahkan")
    assert [row["number"] for row in street.kept()] == [number, "ALADIN-2026-00002"]


def test_a_long_text_is_folded() -> None:
    assert "<details" in str(look.folded("kata " * 200))
    assert "<details" not in str(look.folded("kata"))


def test_days_stand_between_messages(now: datetime) -> None:
    today = now.date()
    assert conversation.day_words(today, today) == "Hari ini"
    assert conversation.day_words(date(2026, 11, 23), date(2026, 11, 30)) == (
        "Senin, 23 November 2026"
    )
