"""Ponsel and Lembar, against the real stand-ins."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
import requests
from streamlit.testing.v1 import AppTest

from desk.actors import Actor
from desk.context import Desk
from pages.parts import phone, running, screens, sheet_api
from pages.parts.phone import Phone
from pages.parts.sheet_api import Rejected, SheetOf, Tab, letters
from tests.pages.conftest import Open, texts
from tests.stack import Stack

SITI = Phone("6281200000001@c.us", "Siti")
GROUP = "120363000000000001@g.us"
PNG = b"\x89PNG\r\n\x1a\n"


@pytest.fixture(scope="module")
def services(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    with Stack(tmp_path_factory.mktemp("services"), settings={"SANDBOX_QUOTA": "off"}) as stack:
        stack.start_services()
        yield stack


@pytest.fixture
def stand_ins(services: Stack, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Stack:
    """The stand-ins, empty, and the pages pointed at them."""
    for name in ("sheets", "gateway"):
        monkeypatch.setenv(f"SANDBOX_{name.upper()}_PORT", str(services.ports[name]))
        url = getattr(services, name)
        requests.post(f"{url}/_sandbox/reset", timeout=10).raise_for_status()
    running.forget()
    return services


def shown(chat: Phone = SITI) -> list[dict[str, Any]]:
    return phone.shown(chat.chat_id)


def test_what_is_written_on_the_page_is_on_the_phone(
    stand_ins: Stack, admin: Actor, open_as: Open
) -> None:
    page = open_as(admin, screens.PHONE)
    page.chat_input[0].set_value("Lampu jalan mati").run()
    assert [message["text"] for message in shown()] == ["Lampu jalan mati"]
    assert "Lampu jalan mati" in texts(page)


def test_a_quick_word_is_one_press(stand_ins: Stack, admin: Actor, open_as: Open) -> None:
    page = open_as(admin, screens.PHONE)
    page.button(key="quick_CEK").click().run()
    assert [message["text"] for message in shown()] == ["CEK"]


def test_every_kind_of_message_is_sent_as_the_phone_would(stand_ins: Stack, desk: Desk) -> None:
    phone.say(SITI, "halo")
    first = shown()[0]["idMessage"]
    phone.say(SITI, "ini", quoting=first)
    phone.attach(SITI, "foto.png", "image/png", data=PNG, caption="lihat")
    phone.write(SITI, "locationMessage", latitude=-6.88, longitude=109.67)
    phone.write(SITI, "reactionMessage", reaction="🙏", quotedMessageId=first)
    kinds = [message["typeMessage"] for message in shown()]
    assert kinds == ["textMessage", "quotedMessage", "imageMessage", "locationMessage"]
    assert shown()[0]["reactions"][0]["text"] == "🙏"


def test_every_member_of_staff_with_a_number_has_a_phone(stand_ins: Stack, desk: Desk) -> None:
    names = [one.name for one in phone.phones(desk.reference().staff)]
    assert "Siti" in names
    assert "Ani Lestari" in names


def test_in_a_group_one_says_whose_phone_it_is(stand_ins: Stack, desk: Desk) -> None:
    reference = desk.reference()
    agencies = [
        replace(one, group=GROUP) if one.short == "Dinhub" else one for one in reference.agencies
    ]
    (group,) = [one for one in phone.phones(reference.staff, agencies) if one.is_group]
    head, *_, unlisted = phone.members(group, reference.staff, agencies)
    assert (group.role, "Dinhub" in desk_agencies(desk, head)) == ("Dinhub", True)
    phone.say(head, "siap")
    phone.say(unlisted, "siapa ini")
    assert [one["sender"] for one in shown(group)] == [head.sender, unlisted.sender]
    assert [one for one in phone.phones(reference.staff) if one.is_group] == []


def desk_agencies(desk: Desk, owner: Phone) -> tuple[str, ...]:
    digits = owner.sender.partition("@")[0]
    return next(one.agencies for one in desk.reference().staff if one.phone == digits)


def test_a_photo_can_answer_a_message(stand_ins: Stack) -> None:
    phone.say(SITI, "halo")
    first = shown()[0]["idMessage"]
    phone.attach(SITI, "foto.png", "image/png", data=PNG, caption="lihat", quoting=first)
    assert shown()[1]["quotedMessageId"] == first


def test_a_stand_in_that_is_off_is_told_in_one_sentence(admin: Actor, open_as: Open) -> None:
    assert "jalankan python -m sandbox" in open_as(admin, screens.PHONE).error[0].value
    assert "jalankan python -m sandbox" in open_as(admin, screens.SHEET).error[0].value


@pytest.fixture
def sheet(stand_ins: Stack, admin: Actor) -> SheetOf:
    made = SheetOf(admin.id)
    made.type_in(
        {"Sheet1!A1": "Nama", "Sheet1!B1": "Kota", "Sheet1!A2": "Siti", "Sheet1!A3": "Budi"}
    )
    return made


def column(sheet: SheetOf) -> list[str]:
    (tab,) = sheet.tabs()
    return [row[0] for row in sheet.part(tab, 2, 5).rows]


def test_only_the_cells_that_were_typed_into_are_written(
    stand_ins: Stack, sheet: SheetOf, admin: Actor, open_as: Open
) -> None:
    page = open_as(admin, screens.SHEET)
    (tab,) = sheet.tabs()
    page.session_state[f"cells_{tab.id}_1_0"] = {"edited_rows": {1: {"B": "Pekalongan"}}}
    page.run()
    page.button(key="sheet_save").click().run()
    assert not page.exception
    edits = requests.get(f"{stand_ins.sheets}/_sandbox/edits?limit=1", timeout=10).json()
    assert "Pekalongan" in str(edits)
    assert admin.id in str(edits)
    assert sheet.part(tab, 2, 2).rows == [["Siti", "Pekalongan"]]


def test_rows_are_inserted_deleted_and_sorted_as_in_google_sheets(sheet: SheetOf) -> None:
    (tab,) = sheet.tabs()
    sheet.change(sheet_api.sort_rows(tab, 3, 1, rising=True))
    assert column(sheet) == ["Budi", "Siti"]
    sheet.change(sheet_api.delete_row(tab, 2))
    assert column(sheet) == ["Siti"]
    sheet.change(sheet_api.insert_row(tab, 2))
    assert sheet.part(tab, 3, 3).rows == [["Siti"]]


def test_a_look_at_the_sheet_is_one_read(
    stand_ins: Stack, sheet: SheetOf, admin: Actor, open_as: Open
) -> None:
    page = open_as(admin, screens.SHEET)
    stand_ins.control("DELETE", "sheets", "calls")
    page.run()
    assert stand_ins.calls(admin.id)["by_endpoint"] == {"GET values:batchGet": 1}


@pytest.fixture
def register(stand_ins: Stack, admin: Actor) -> Tab:
    """A tab Aduan with 130 complaints and their header."""
    made = SheetOf(admin.id)
    adding = {"properties": {"title": "Aduan", "gridProperties": {"rowCount": 400}}}
    made.change({"addSheet": adding})
    made.type_in({"Aduan!A1": "No. Aduan"} | {f"Aduan!A{n}": f"A-{n}" for n in range(2, 132)})
    return next(tab for tab in made.tabs() if tab.title == "Aduan")


def first_row(page: AppTest) -> int:
    return int(page.dataframe[0].value.index[0])


def test_the_register_opens_at_its_newest_rows(
    stand_ins: Stack, register: Tab, admin: Actor, open_as: Open
) -> None:
    page = open_as(admin, screens.SHEET)
    assert first_row(page) == 101
    stand_ins.control("DELETE", "sheets", "calls")
    page.run()
    assert first_row(page) == 101
    assert stand_ins.calls(admin.id)["by_endpoint"] == {"GET values:batchGet": 1}


def test_a_page_of_the_register_that_was_chosen_stays(
    register: Tab, admin: Actor, open_as: Open
) -> None:
    page = open_as(admin, screens.SHEET)
    page.session_state[f"sheet_page_{register.id}"] = 1
    assert first_row(page.run()) == 1


def test_a_phone_that_was_added_is_the_one_in_hand(
    stand_ins: Stack, admin: Actor, open_as: Open
) -> None:
    page = open_as(admin, screens.PHONE)
    page.text_input(key="new_name").input("Wartinah")
    page.text_input(key="new_digits").input("6281255500004")
    page.button(key="FormSubmitter:new_phone-Tambah").click().run()
    page.chat_input[0].set_value("Halo").run()
    assert [one["text"] for one in shown(Phone("6281255500004@c.us", ""))][0] == "Halo"


def test_what_the_sheet_refuses_is_told(sheet: SheetOf) -> None:
    with pytest.raises(Rejected, match="Sheet menolak"):
        sheet.type_in({"Tidak Ada!A1": "x"})


@pytest.mark.parametrize(("number", "name"), [(1, "A"), (26, "Z"), (27, "AA"), (703, "AAA")])
def test_columns_are_named_as_in_the_sheet(number: int, name: str) -> None:
    assert letters(number) == name
