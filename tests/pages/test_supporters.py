"""An OPD that helps: chosen in the form of a disposition, and what its own people then see."""

from __future__ import annotations

from datetime import datetime

import pytest

from desk import reading
from desk.acting import act
from desk.actors import Actor
from desk.agency_list import Pile
from desk.context import Desk
from pages.parts import screens
from sop.model import Field
from tests.conftest import person
from tests.pages.conftest import LAMP, Open, texts
from tests.pages.form import choose, press


@pytest.fixture
def helper(desk: Desk) -> Actor:
    return person(desk, "Admin OPD", "DLH")


@pytest.fixture
def helped(desk: Desk, number: str, admin: Actor, now: datetime) -> str:
    """Siti's complaint: Dinhub is in charge, DLH helps."""
    values = {Field.AGENCY: "Dinhub", Field.SUPPORTERS: "DLH"}
    act(desk, admin, number, "Teruskan ke OPD", values=values, now=now)
    return number


def test_the_form_of_a_disposition_takes_several_opds(
    desk: Desk, admin: Actor, helper: Actor, number: str, open_as: Open
) -> None:
    page = choose(open_as(admin, screens.COMPLAINT, nomor=number), number, "Teruskan ke OPD")
    page.selectbox(key=f"in_0_{number}_Teruskan ke OPD_AGENCY").set_value("Dinhub").run()
    page.multiselect(key=f"in_0_{number}_Teruskan ke OPD_SUPPORTERS").set_value(["DLH"]).run()
    press(page, number, "Teruskan ke OPD")
    assert reading.complaint(desk, helper, number)["supporting_agencies"] == "DLH"
    assert "OPD pendukung: DLH" in texts(page)


def test_a_helper_finds_it_in_a_list_of_its_own_and_adds_a_note(
    desk: Desk, helper: Actor, helped: str, open_as: Open
) -> None:
    page = open_as(helper, screens.AGENCY_INBOX)
    assert LAMP not in texts(page)
    page.button_group(key="agency_pile").set_value(Pile.HELPED).run()
    assert LAMP in texts(page) and "penanggung jawab Dinhub" in texts(page)
    page.button(key=f"do_{helped}_Catat Dukungan").click().run()
    page.text_area[0].set_value("Pohon yang menutupi sudah dipangkas").run()
    page.button(key=f"send_{helped}").click().run()
    assert "tersimpan. Status: Diteruskan ke OPD." in texts(page)
    assert reading.history(desk, helper, helped)[-1].note == "Pohon yang menutupi sudah dipangkas"


def test_a_helper_reads_the_complaint_whole_and_may_do_nothing_else(
    helper: Actor, helped: str, open_as: Open
) -> None:
    page = open_as(helper, screens.COMPLAINT, nomor=helped)
    assert LAMP in texts(page)
    offered = [one.label for one in page.button if str(one.key).startswith(f"choose_{helped}_")]
    assert offered == ["Catat Dukungan"]
