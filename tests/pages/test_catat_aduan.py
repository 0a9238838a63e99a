"""Catat Aduan: a clerk's form that loses nothing, and what follows when it is saved."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from streamlit.testing.v1 import AppTest

from desk import listing, schema
from desk.actors import Actor
from desk.context import Desk
from desk.listing import View
from pages.parts import screens
from tests.pages.conftest import Open, texts
from tests.pages.form import photo
from tests.pages.test_access import remove

LAMP = "Lampu jalan di Kelurahan Kauman padam sejak Senin"


def field(page: AppTest, name: str) -> Any:
    """The widget of this field, whatever round the form is in."""
    kinds = ("text_input", "text_area", "selectbox", "checkbox", "button_group", "datetime_input")
    return next(
        found
        for kind in kinds
        for found in page.get(kind)
        if found.key and found.key.startswith("record_") and found.key.endswith(f"_{name}")
    )


def save(page: AppTest) -> AppTest:
    page.button(key="record_save").click().run()
    assert not page.exception
    return page


def fill(page: AppTest, **values: Any) -> AppTest:
    for name, value in values.items():
        field(page, name).set_value(value).run()
    assert not page.exception
    return page


def recorded(desk: Desk, who: Actor, now: datetime) -> list[dict[str, Any]]:
    return list(listing.listed(desk, who, View.ALL, now=now).rows)


def sent(desk: Desk) -> list[str]:
    query = select(schema.messages.c.chat_id).where(schema.messages.c.template == "tercatat")
    with desk.journal.read() as connection:
        return list(connection.execute(query).scalars())


def test_a_visit_is_taken_down_and_its_number_stands_big(
    desk: Desk, admin: Actor, now: datetime, open_as: Open
) -> None:
    page = save(fill(open_as(admin, screens.RECORD), name="Budi", body=LAMP))
    (row,) = recorded(desk, admin, now)
    assert row["number"] in texts(page)
    assert (row["channel"], row["name"]) == ("Datang Langsung", "Budi")
    assert not sent(desk)
    assert [found.label for found in page.get("download_button")] == ["Cetak tanda terima"]


def test_the_next_one_starts_with_an_empty_form_and_the_same_way(
    admin: Actor, open_as: Open
) -> None:
    page = save(fill(open_as(admin, screens.RECORD), channel="Telepon", name="Budi", body=LAMP))
    next(button for button in page.button if button.label == "Catat lagi").click().run()
    assert (field(page, "name").value, field(page, "body").value) == ("", "")
    assert field(page, "channel").value == "Telepon"


def test_category_and_place_are_proposed_from_the_words(admin: Actor, open_as: Open) -> None:
    page = fill(open_as(admin, screens.RECORD), body=LAMP)
    assert field(page, "category").value == "Penerangan Jalan Umum"
    assert (field(page, "district").value, field(page, "village").value) == (
        "Pekalongan Timur",
        "Kauman",
    )
    assert "kata: lampu jalan" in texts(page)


def test_what_the_clerk_chose_is_not_proposed_away(admin: Actor, open_as: Open) -> None:
    page = fill(open_as(admin, screens.RECORD), body=LAMP, category="Lainnya")
    fill(page, body=f"{LAMP}. Jalan rusak juga.")
    assert field(page, "category").value == "Lainnya"


def test_a_village_brings_its_district(admin: Actor, open_as: Open) -> None:
    page = fill(open_as(admin, screens.RECORD), village="Kauman")
    assert field(page, "district").value == "Pekalongan Timur"
    fill(page, district="Pekalongan Utara")
    assert field(page, "village").value is None


def test_a_refusal_says_why_and_loses_nothing(
    desk: Desk, admin: Actor, now: datetime, open_as: Open
) -> None:
    page = open_as(admin, screens.RECORD)
    page = save(fill(page, name="Budi", location="Jl. Merdeka", phone="12"))
    assert any("bukan nomor telepon Indonesia" in refusal.value for refusal in page.error)
    assert (field(page, "name").value, field(page, "phone").value) == ("Budi", "12")
    save(fill(page, phone=""))
    assert any("Isi Aduan belum diisi" in refusal.value for refusal in page.error)
    assert recorded(desk, admin, now) == []


def test_the_draft_is_there_after_a_look_at_another_page(admin: Actor, open_as: Open) -> None:
    page = fill(open_as(admin, screens.RECORD), name="Budi", body=LAMP)
    page.get("file_uploader")[0].upload("a.jpg", photo(), "image/jpeg").run()
    page.switch_page(screens.INBOX.file).run()
    page.switch_page(screens.RECORD.file).run()
    assert (field(page, "name").value, field(page, "body").value) == ("Budi", LAMP)
    assert field(page, "category").value == "Penerangan Jalan Umum"
    assert "1 berkas terlampir." in texts(page)


def test_a_photo_goes_with_the_complaint_and_a_bad_file_with_a_sentence(
    desk: Desk, admin: Actor, open_as: Open
) -> None:
    page = fill(open_as(admin, screens.RECORD), body=LAMP)
    uploader = page.get("file_uploader")[0]
    uploader.upload("a.jpg", photo(), "image/jpeg").upload("b.exe", b"MZ", "x/y").run()
    assert "b.exe: Jenis berkas ini tidak diterima" in texts(page)
    assert "1 berkas terlampir." in texts(page)
    save(page)
    with desk.journal.read() as connection:
        kept = connection.execute(select(schema.media.c.name, schema.media.c.origin)).all()
    assert [tuple(row) for row in kept] == [("a.jpg", "citizen")]


def test_a_photo_can_be_taken_out_again(admin: Actor, open_as: Open) -> None:
    page = open_as(admin, screens.RECORD)
    page.get("file_uploader")[0].upload("a.jpg", photo(), "image/jpeg").run()
    next(button for button in page.button if button.label == "Hapus").click().run()
    assert "Belum ada berkas." in texts(page)


def test_the_number_is_sent_only_when_the_clerk_ticks_it(
    desk: Desk, admin: Actor, open_as: Open
) -> None:
    page = fill(open_as(admin, screens.RECORD), body=LAMP, phone="0812-3456-7890")
    assert field(page, "tell").value is False
    assert "belum pernah menulis" in texts(page)
    save(fill(page, tell=True))
    assert sent(desk) == ["6281234567890@c.us"]


def test_a_tick_for_a_number_that_was_changed_sends_nothing(
    desk: Desk, admin: Actor, now: datetime, open_as: Open
) -> None:
    page = fill(open_as(admin, screens.RECORD), body=LAMP, phone="081234567890")
    save(fill(page, tell=True, phone="081234567891"))
    assert len(recorded(desk, admin, now)) == 1
    assert not sent(desk)


def test_what_may_be_the_same_is_shown_before_saving(
    admin: Actor, number: str, open_as: Open
) -> None:
    page = open_as(admin, screens.RECORD)
    assert number not in texts(page)
    fill(page, body="Lampu jalan padam di Hayam Wuruk", location="Jl. Hayam Wuruk")
    assert any(number in link.label for link in page.get("page_link"))
    assert "kategori sama" in texts(page)


def test_an_emergency_is_said_at_once(admin: Actor, open_as: Open) -> None:
    page = fill(open_as(admin, screens.RECORD), body="Ada kebakaran di pasar")
    assert "112" in page.warning[0].value


def test_the_clock_time_of_an_earlier_visit(
    desk: Desk, admin: Actor, now: datetime, open_as: Open
) -> None:
    page = fill(open_as(admin, screens.RECORD), body=LAMP, received_now=False)
    zone = desk.timezone()
    earlier = (now - timedelta(days=1)).astimezone(zone).replace(second=0, microsecond=0)
    save(fill(page, received_at=earlier.replace(tzinfo=None)))
    (row,) = recorded(desk, admin, now)
    assert row["received_at"] == earlier


def test_a_clerk_removed_meanwhile_records_nothing(
    desk: Desk, admin: Actor, city_team: Actor, now: datetime, open_as: Open
) -> None:
    page = fill(open_as(city_team, screens.RECORD), body=LAMP)
    remove(desk, city_team, now)
    page.button(key="record_save").click().run()
    assert recorded(desk, admin, now) == []
