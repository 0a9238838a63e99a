"""Aduan: doubles become one complaint, and a second matter one of its own."""

from __future__ import annotations

from datetime import datetime

from streamlit.testing.v1 import AppTest

from desk import reading
from desk.actors import Actor
from desk.context import Desk
from desk.recording import open_complaint
from pages.parts import screens
from sop.model import Field
from tests.desk.writing import Street
from tests.pages.conftest import LAMP, Open, texts
from tests.pages.form import choose, field, press


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


def links(page: AppTest) -> str:
    return "\n".join(str(found.proto.label) for found in page.get("page_link"))


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
