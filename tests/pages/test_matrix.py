"""Every role on the pages: by address, by a forged choice, and while a page is open."""

from __future__ import annotations

from datetime import datetime

import pytest

from desk.acting import act
from desk.actors import Actor
from desk.context import Desk
from pages.parts import running, screens
from sop.model import Field
from tests.pages.conftest import LAMP, Open, texts

ROLES = ("admin", "city_team", "agency_admin", "agency_team", "stranger_agency", "leader")
#: Not the telephone and the Sheet that only a sandbox has.
REAL = [screen for screen in screens.SCREENS if not screen.stand_in]
#: Who reads the words of a complaint at Dinhub, and who of them also the name.
READ = {
    "ordinary": {*ROLES} - {"stranger_agency"},
    "released": {*ROLES} - {"stranger_agency"},
    "secret": {"admin", "agency_admin"},
}
NAMED = {
    "ordinary": {"admin", "city_team"},
    "released": {"admin", "city_team", "agency_admin", "agency_team"},
    "secret": {"admin"},
}


@pytest.fixture
def who(request: pytest.FixtureRequest) -> Actor:
    actor: Actor = request.getfixturevalue(request.param)
    return actor


def made(desk: Desk, admin: Actor, number: str, matter: str, now: datetime) -> None:
    if matter == "released":
        act(desk, admin, number, "Buka Identitas", values={Field.REASON: "survei"}, now=now)
    if matter == "secret":
        act(desk, admin, number, "Rahasia", now=now)


@pytest.mark.parametrize("matter", READ)
@pytest.mark.parametrize("role", ROLES)
def test_the_address_of_a_complaint_shows_each_their_part(
    role: str,
    matter: str,
    desk: Desk,
    admin: Actor,
    handed: str,
    now: datetime,
    open_as: Open,
    request: pytest.FixtureRequest,
) -> None:
    made(desk, admin, handed, matter, now)
    page = open_as(request.getfixturevalue(role), screens.COMPLAINT, nomor=handed)
    shown = texts(page) + str([field.value for field in page.text_input])
    assert (LAMP in shown) == (role in READ[matter])
    assert ("Siti" in shown) == (role in NAMED[matter])
    if role not in READ[matter]:
        assert page.error[0].value.endswith("tidak ditemukan.")


@pytest.mark.parametrize("screen", REAL, ids=lambda screen: screen.path)
@pytest.mark.parametrize("role", ["agency_team", "stranger_agency", "leader"])
def test_no_page_tells_them_who_complains(
    role: str,
    screen: screens.Screen,
    desk: Desk,
    handed: str,
    open_as: Open,
    request: pytest.FixtureRequest,
) -> None:
    actor: Actor = request.getfixturevalue(role)
    page = open_as(actor, screen)
    shown = texts(page) + str([field.value for field in page.text_input])
    assert "Siti" not in shown and "6281234567890" not in shown
    theirs = set(screen.scopes) & {running.desk().sop.role(one).scope for one in actor.roles}
    assert theirs or len(page.warning) == 1  # it says that it is not for them


@pytest.mark.parametrize("who", ["agency_admin", "leader", "city_team"], indirect=True)
def test_a_forged_choice_opens_no_identity(
    who: Actor, desk: Desk, handed: str, open_as: Open
) -> None:
    page = open_as(who, screens.COMPLAINT, nomor=handed)
    page.session_state[f"action_{handed}"] = "Buka Identitas"
    page.run()
    assert not [one for one in page.button if one.key == f"do_{handed}_Buka Identitas"]
    assert "Buka Identitas" not in [one.label for one in page.button]


def test_marked_secret_it_is_gone_from_a_page_that_had_it_open(
    desk: Desk, admin: Actor, city_team: Actor, handed: str, now: datetime, open_as: Open
) -> None:
    page = open_as(city_team, screens.COMPLAINT, nomor=handed)
    assert LAMP in texts(page)
    act(desk, admin, handed, "Rahasia", now=now)
    page.run()
    assert LAMP not in texts(page)
    assert page.error[0].value == f"No. Aduan {handed} tidak ditemukan."


def test_the_admin_opens_the_identity_on_the_page(
    desk: Desk, admin: Actor, agency_team: Actor, handed: str, open_as: Open
) -> None:
    page = open_as(admin, screens.COMPLAINT, nomor=handed)
    page.button(key=f"choose_{handed}_Buka Identitas").click().run()
    page.text_area[0].input("petugas perlu menemui pelapor").run()
    page.button(key=f"do_{handed}_Buka Identitas").click().run()
    assert "Identitas dibuka untuk OPD" in texts(page)
    assert "Siti" in texts(open_as(agency_team, screens.COMPLAINT, nomor=handed))
