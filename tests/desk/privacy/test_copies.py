"""SALINAN DATA: everything of whoever asks, nothing of anybody else, and it is noted."""

from __future__ import annotations

import io
import json
import zipfile

import pytest

from desk import accesses, acting, editing
from desk.accesses import Wanted
from desk.actors import Actor
from desk.context import Desk
from desk.privacy import answering, copies, requests
from desk.problems import NotFound, Refused
from sop.model import Field
from tests.conftest import SITI
from tests.desk.test_pictures import arrived, jpeg
from tests.desk.writing import BUDI, LAMP, Street

FORWARD = {Field.AGENCY: "Dinhub"}


@pytest.fixture
def request_id(desk: Desk, street: Street, admin: Actor) -> str:
    street.writes("Sampah menumpuk di Jl. Kurinci", chat_id=BUDI)
    street.writes(LAMP)
    number = str(street.complaints()[-1]["number"])
    arrived(desk, street, "KTP saya")
    note = {"internal_note": f"Sudah ditelepon {admin.name} <b>dua kali</b>"}
    editing.edit(desk, admin, number, fields=note, now=street.now)
    acting.act(desk, admin, number, "Teruskan ke OPD", values=FORWARD, now=street.now)
    street.writes("SALINAN DATA")
    return requests.waiting(desk)[0].id


def opened(desk: Desk, actor: Actor, request_id: str, street: Street) -> dict[str, bytes]:
    made = copies.make(desk, actor, request_id, now=street.now)
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_all_of_theirs_is_in_it_and_nobody_elses(
    desk: Desk, street: Street, admin: Actor, request_id: str
) -> None:
    found = opened(desk, admin, request_id, street)
    assert found["foto/001-identitas.jpg"] == jpeg()
    said = json.loads(found["data.json"])
    assert [row["chat_id"] for row in said["aduan"]] == [SITI]
    assert "Hayam Wuruk" in said["aduan"][0]["body"]
    assert any("SALINAN DATA" in row["body"] for row in said["percakapan"])
    assert "Teruskan ke OPD" in [row["action"] for row in said["riwayat"]]
    whole = b"".join(found.values()).decode("utf-8", "ignore")
    assert "Kurinci" not in whole and BUDI not in whole


def test_staff_are_said_as_roles_and_what_was_typed_is_inert(
    desk: Desk, street: Street, admin: Actor, request_id: str
) -> None:
    found = opened(desk, admin, request_id, street)
    page, whole = found["salinan-data.html"].decode(), found["data.json"].decode()
    for text in (page, whole):
        assert admin.name not in text and admin.id not in text
        assert "(petugas)" in text and "Admin Kota" in text
    assert "&lt;b&gt;dua kali" in page


def test_making_it_is_noted_and_only_the_officer_may(
    desk: Desk, street: Street, admin: Actor, city_team: Actor, request_id: str
) -> None:
    with pytest.raises(Refused):
        copies.make(desk, city_team, request_id, now=street.now)
    opened(desk, admin, request_id, street)
    with desk.journal.read() as connection:
        (look,) = accesses.listed(connection, Wanted(), most=5)
    assert (look.actor, look.what) == (admin.id, "Salinan data pribadi")


def test_a_request_that_was_answered_has_no_copy_any_more(
    desk: Desk, street: Street, admin: Actor, request_id: str
) -> None:
    answering.handed_over(desk, admin, request_id, how="diambil", now=street.now)
    with pytest.raises(NotFound):
        copies.make(desk, admin, request_id, now=street.now)
