"""Kotak Masuk: the right complaints, most urgent first, nothing but reading for leaders."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import event
from streamlit.testing.v1 import AppTest

from desk.acting import act
from desk.actors import Actor
from desk.context import Desk
from desk.recording import open_complaint
from pages.parts import inbox_bar, screens
from tests.conftest import SITI
from tests.pages.conftest import LAMP, Open, texts


def labels(page: AppTest) -> dict[str, str]:
    """View -> count, as the buttons say."""
    found = (button.label for button in page.button if (button.key or "").startswith("view_"))
    return dict(label.replace("**", "").rsplit(" ", 1) for label in found)


def plain(page: AppTest) -> str:
    """What can be read, without the marks around what was found."""
    return texts(page).replace("<mark>", "").replace("</mark>", "")


def address(page: AppTest) -> dict[str, str]:
    """The words after the ?; a test's own come as lists."""
    found = {name: page.query_params[name] for name in page.query_params}
    return {name: said if isinstance(said, str) else said[0] for name, said in found.items()}


def search(page: AppTest, text: str) -> AppTest:
    page.text_input(key="inbox_text").set_value(text).run()
    assert not page.exception
    return page


def more(desk: Desk, now: datetime, count: int) -> None:
    """Complaints that came yesterday."""
    fields = {"gateway": "green_api", "chat_id": SITI, "body": "Sampah menumpuk"}
    with desk.journal.write() as connection:
        for _ in range(count):
            open_complaint(connection, desk, fields, now=now - timedelta(days=1))


def test_a_new_complaint_is_the_city_desks_turn(admin: Actor, number: str, open_as: Open) -> None:
    page = open_as(admin, screens.INBOX)
    assert labels(page)["Perlu saya"] == "1"
    assert LAMP in texts(page)
    assert "giliran Tim Pengaduan Kota" in texts(page)


def test_a_complaint_handed_on_is_no_longer_the_city_desks_turn(
    admin: Actor, handed: str, open_as: Open
) -> None:
    page = open_as(admin, screens.INBOX)
    assert labels(page) == {
        "Perlu saya": "0",
        "Terlambat": "0",
        "Menunggu pelapor": "0",
        "Di OPD": "1",
        "Hari ini": "1",
        "Semua": "1",
    }
    assert "Tidak ada aduan yang menunggu" in texts(page)


def test_words_of_an_emergency_are_marked_until_somebody_has_looked(
    desk: Desk, admin: Actor, number: str, now: datetime, open_as: Open
) -> None:
    assert "mungkin darurat" not in texts(open_as(admin, screens.INBOX))
    fields = {"gateway": "green_api", "chat_id": SITI, "body": "Tolong, ada kebakaran di pasar!"}
    with desk.journal.write() as connection:
        open_complaint(connection, desk, fields, now=now)
    assert "mungkin darurat" in texts(open_as(admin, screens.INBOX))


def test_a_view_is_chosen_with_one_press(admin: Actor, handed: str, open_as: Open) -> None:
    page = open_as(admin, screens.INBOX)
    page.button(key="view_AT_AGENCY").click().run()
    assert "Dinhub" in texts(page)


@pytest.mark.parametrize("wanted", ["siti", "1", "HAYAM wuruk", "lmapu hayamwuruk", "sejak senin"])
def test_a_search_finds_by_name_number_text_and_place(
    admin: Actor, number: str, open_as: Open, wanted: str
) -> None:
    page = search(open_as(admin, screens.INBOX), wanted)
    assert LAMP in plain(page)


def test_what_was_found_is_marked_as_text(
    desk: Desk, admin: Actor, now: datetime, open_as: Open
) -> None:
    fields = {"gateway": "green_api", "chat_id": SITI, "body": f"{'a ' * 90}<b>tiang roboh"}
    with desk.journal.write() as connection:
        open_complaint(connection, desk, fields, now=now)
    shown = search(open_as(admin, screens.INBOX), "tiang").get("html")
    (card,) = (element.value for element in shown if 'w-excerpt">' in element.value)
    assert "…" in card
    assert "&lt;b&gt;<mark>tiang</mark> roboh" in card


def test_nothing_found_says_so_and_leads_to_where_something_is(
    admin: Actor, handed: str, open_as: Open
) -> None:
    page = search(open_as(admin, screens.INBOX), "lampu")
    assert "Tidak ada yang cocok di Perlu saya" in texts(page)
    page.button(key="inbox_everywhere").click().run()
    assert LAMP in plain(page)
    assert "Tidak ada yang cocok. Periksa kata" in texts(search(page, "zzzz"))


def test_a_link_opens_the_view_the_filters_and_the_search_of_whoever_sent_it(
    admin: Actor, handed: str, open_as: Open
) -> None:
    said = {"tampil": "di-opd", "opd": "dinhub", "cari": "lampu", "dari": "2026-01-01"}
    page = open_as(admin, screens.INBOX, **said)
    assert LAMP in plain(page)
    chips = [page.button(key=f"chip_inbox_{name}").label for name in ("text", "agency", "since")]
    shown = [label.replace("\\", "") for label in chips]
    assert shown == ["Cari: lampu", "Dinhub", "sejak 1 Januari 2026"]
    expected = {**said, "opd": "Dinhub"}
    assert address(page) == expected


def test_each_filter_is_taken_away_by_a_press_and_all_by_one(
    admin: Actor, handed: str, open_as: Open
) -> None:
    page = open_as(admin, screens.INBOX, tampil="semua", opd="DLH", jenis="Umum", cari="lampu")
    assert labels(page)["Semua"] == "0"
    page.button(key="chip_inbox_agency").click().run()
    assert "opd" not in address(page)
    assert address(page)["jenis"] == "Umum"
    page.button(key="chip_all").click().run()
    assert labels(page)["Semua"] == "1"
    assert set(address(page)) == {"tampil"}


def test_who_reads_secret_ones_finds_them_by_a_filter(
    desk: Desk, admin: Actor, number: str, now: datetime, open_as: Open
) -> None:
    fields = {"gateway": "green_api", "chat_id": SITI, "body": "Pungli", "confidential": True}
    with desk.journal.write() as connection:
        open_complaint(connection, desk, fields, now=now)
    page = open_as(admin, screens.INBOX, tampil="semua")
    page.checkbox(key="inbox_secret").check().run()
    assert "Pungli" in plain(page) and LAMP not in plain(page)
    assert address(page) == {"tampil": "semua", "rahasia": "ya"}
    page.button(key="chip_inbox_secret").click().run()
    assert labels(page)["Semua"] == "2"


def test_who_does_not_read_them_is_offered_no_such_filter(
    city_team: Actor, number: str, open_as: Open
) -> None:
    page = open_as(city_team, screens.INBOX)
    assert not [box for box in page.checkbox if box.key == "inbox_secret"]


def test_a_link_with_nonsense_in_it_is_read_as_far_as_it_makes_sense(
    admin: Actor, number: str, open_as: Open
) -> None:
    page = open_as(
        admin, screens.INBOX, tampil="lain", opd="<b>", dari="kemarin", hal="-3", jenis="umum"
    )
    assert address(page)["tampil"] == "perlu-saya"
    assert address(page)["jenis"] == "Umum"
    assert not {"opd", "dari", "hal"} & set(address(page))


def test_everything_is_still_there_after_looking_at_a_complaint(
    desk: Desk, admin: Actor, number: str, now: datetime, open_as: Open
) -> None:
    more(desk, now, 60)
    page = open_as(admin, screens.INBOX, tampil="semua", cari="sampah", kanal="WhatsApp", hal="2")
    page.switch_page(screens.COMPLAINT.file)
    page.query_params.clear()
    page.query_params["nomor"] = number
    page.run()
    page.switch_page(screens.INBOX.file)
    page.query_params.clear()
    page.run()
    assert address(page) == {
        "tampil": "semua",
        "cari": "sampah",
        "kanal": "WhatsApp",
        "hal": "2",
    }
    assert page.text_input(key="inbox_text").value == "sampah"


def test_a_page_holds_fifty_and_a_filter_leads_back_to_the_first(
    desk: Desk, admin: Actor, number: str, now: datetime, open_as: Open
) -> None:
    more(desk, now, 60)
    page = open_as(admin, screens.INBOX, tampil="semua", hal="2")
    assert address(page)["hal"] == "2"
    assert "61 aduan, terbaru di atas" in texts(page)
    assert LAMP in plain(search(page, "lampu"))
    assert "hal" not in address(page)


def test_a_list_just_drawn_has_no_new_complaints_to_load(
    admin: Actor, number: str, open_as: Open
) -> None:
    page = open_as(admin, screens.INBOX)
    assert "inbox_reload" not in [button.key for button in page.button]


def test_the_views_are_counted_once_for_one_drawing(
    desk: Desk, admin: Actor, number: str, open_as: Open
) -> None:
    page = open_as(admin, screens.INBOX)
    asked: list[str] = []
    event.listen(desk.journal.engine, "before_cursor_execute", lambda *told: asked.append(told[2]))
    assert labels(page.run())["Perlu saya"] == "1"
    assert sum("count(" in said and "FROM complaints" in said for said in asked) == 1


def test_a_leader_reads_the_same_lists_and_is_asked_to_do_nothing(
    leader: Actor, number: str, open_as: Open
) -> None:
    page = open_as(leader, screens.INBOX, tampil="perlu-saya")
    assert LAMP in texts(page)
    assert "Perlu saya" not in labels(page)
    assert address(page)["tampil"] == "semua"


def test_a_link_shows_a_leader_no_more_than_they_may_read(
    desk: Desk, admin: Actor, leader: Actor, handed: str, now: datetime, open_as: Open
) -> None:
    act(desk, admin, handed, "Rahasia", now=now)
    assert LAMP in plain(open_as(admin, screens.INBOX, tampil="semua", cari=handed))
    page = open_as(leader, screens.INBOX, tampil="semua", cari=handed)
    assert LAMP not in plain(page)
    assert labels(page)["Semua"] == "0"


def test_a_list_that_cannot_be_read_is_said_in_one_sentence(
    desk: Desk, admin: Actor, number: str, open_as: Open
) -> None:
    page = open_as(admin, screens.INBOX)
    with desk.journal.engine.begin() as connection:
        connection.exec_driver_sql("drop table media")
    page.run()
    assert not page.exception
    assert "Daftar belum dapat dibaca" in texts(page)


def test_a_period_in_words() -> None:
    one, other = date(2026, 3, 12), date(2026, 4, 3)
    assert inbox_bar.period(one, other) == "12 Maret 2026 – 3 April 2026"
    assert inbox_bar.period(one, one) == "12 Maret 2026"
    assert inbox_bar.period(None, one) == "sampai 12 Maret 2026"
