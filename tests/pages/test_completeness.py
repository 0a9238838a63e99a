"""What the page says of a complaint's completeness, and what a clerk does about it there."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from desk import media
from desk.acting import act
from desk.actors import Actor
from desk.context import Desk
from pages.parts import menu, running, screens
from sop.model import Field
from tests.conftest import open_desk, person
from tests.desk.writing import LAMP, PHOTO, Street
from tests.pages.conftest import Open, texts
from tests.pages.form import choose, field, photo, press, state_of


@pytest.fixture
def magetan(desk: Desk, tmp_path: Path, now: datetime, monkeypatch: pytest.MonkeyPatch) -> Street:
    """The same pages for the other city; a lamp was reported there, with a photo."""
    monkeypatch.setenv("SOP", "wani_bares")
    monkeypatch.setenv("JOURNAL_URL", f"sqlite:///{tmp_path}/magetan.db")
    running.forget()
    served = running.desk()
    open_desk(served.journal, tmp_path, now, procedure="wani_bares")
    street = Street(served, now)
    street.writes(LAMP)
    street.writes(attachment=PHOTO)
    media.arrived(served, street.media()[0]["id"], photo(), now=now)
    return street


@pytest.fixture
def clerk(magetan: Street) -> Actor:
    return person(magetan.desk, "Administrator")


def numbered(street: Street) -> str:
    return str(street.complaint()["number"])


def test_the_page_says_what_is_there_and_what_is_missing(
    magetan: Street, clerk: Actor, open_as: Open
) -> None:
    shown = texts(open_as(clerk, screens.COMPLAINT, nomor=numbered(magetan)))
    assert "kurang nama" in shown and "kurang foto KTP" in shown
    assert "kurang waktu kejadian" not in shown and "waktu kejadian" in shown


def test_of_a_secret_one_it_says_what_its_writer_was_not_asked_for(
    magetan: Street, clerk: Actor, now: datetime, open_as: Open
) -> None:
    number = numbered(magetan)
    act(magetan.desk, clerk, number, "Rahasia", now=now)
    page = open_as(clerk, screens.COMPLAINT, nomor=number)
    assert "tanpa nama, tidak diminta" in texts(page) and "kurang nama" not in texts(page)
    choose(page, number, "Minta Kelengkapan")
    assert "KTP" not in field(page, Field.REASON).value


def test_leaders_and_others_are_not_told_of_it(magetan: Street, open_as: Open) -> None:
    leader = person(magetan.desk, "Kabid IKP")
    shown = texts(open_as(leader, screens.COMPLAINT, nomor=numbered(magetan)))
    assert "kurang nama" not in shown and "Ini foto KTP" not in shown


def test_asking_begins_with_what_is_missing(magetan: Street, clerk: Actor, open_as: Open) -> None:
    number = numbered(magetan)
    page = choose(open_as(clerk, screens.COMPLAINT, nomor=number), number, "Minta Kelengkapan")
    assert field(page, Field.REASON).value == "nama\nalamat\nfoto KTP"
    press(page, number, "Minta Kelengkapan")
    assert "masih kurang:\n- nama\n- alamat\n- foto KTP" in magetan.replies()[-1]


def test_passing_it_on_asks_for_a_reason_and_then_goes(
    magetan: Street, clerk: Actor, open_as: Open
) -> None:
    number = numbered(magetan)
    page = choose(open_as(clerk, screens.COMPLAINT, nomor=number), number, "Teruskan ke Kabid")
    assert field(page, Field.COMPLETENESS).value == "Lengkap: "
    press(page, number, "Teruskan ke Kabid")
    assert "masih kurang nama, alamat, dan foto KTP" in texts(page)
    field(page, Field.COMPLETENESS).set_value("Lengkap: KTP diperlihatkan di loket").run()
    press(page, number, "Teruskan ke Kabid")
    assert state_of(magetan.desk, clerk, number) == "Di Kabid IKP"


def test_a_photo_becomes_a_card_and_a_photo_again_by_a_press(
    magetan: Street, clerk: Actor, open_as: Open
) -> None:
    page = open_as(clerk, screens.COMPLAINT, nomor=numbered(magetan))
    key = f"card_{magetan.media()[0]['id']}"
    assert page.button(key=key).label == "Ini foto KTP"
    page.button(key=key).click().run()
    assert not page.exception and magetan.media()[0]["identity"]
    assert "Foto identitas pengadu" in texts(page) and "kurang foto KTP" not in texts(page)
    assert page.button(key=key).label == "Bukan KTP"
    page.button(key=key).click().run()
    assert not page.exception and not magetan.media()[0]["identity"]


def test_jenis_aduan_is_asked_only_where_it_decides_something(
    magetan: Street, clerk: Actor, open_as: Open
) -> None:
    page = open_as(clerk, screens.COMPLAINT, nomor=numbered(magetan))
    labels = [box.label for box in page.selectbox]
    assert "Klasifikasi" in labels and "Jenis Aduan" not in labels


@pytest.mark.parametrize(("role", "first"), [("Kadis Kominfo", "INBOX"), ("Bupati", "DASHBOARD")])
def test_who_has_turns_begins_with_them_and_the_others_with_the_charts(
    magetan: Street, open_as: Open, role: str, first: str
) -> None:
    open_as(person(magetan.desk, role))
    assert menu.first_of(person(magetan.desk, role)) is getattr(screens, first)
