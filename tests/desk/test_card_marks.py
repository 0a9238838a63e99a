"""A clerk's word on what a photo shows: sealed, or an ordinary attachment again."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from desk import card_marks, media, pictures
from desk.acting import act
from desk.actors import Actor
from desk.context import Desk
from desk.journal import Journal
from desk.problems import NotFound, Refused
from sop.model import Field
from tests.conftest import open_desk, person
from tests.desk.test_media import picture
from tests.desk.writing import LAMP, PHOTO, Street


@pytest.fixture
def magetan(sqlite_journal: Journal, tmp_path: Path, now: datetime) -> Street:
    """A complaint with a photo that says nothing of itself, and is here."""
    street = Street(open_desk(sqlite_journal, tmp_path, now, procedure="wani_bares"), now)
    street.writes(LAMP)
    street.writes(attachment=PHOTO)
    media.arrived(street.desk, photo(street)["id"], picture(), now=now)
    return street


def photo(street: Street) -> dict[str, Any]:
    (file,) = street.media()
    return file


def admin(street: Street) -> Actor:
    return person(street.desk, "Administrator")


def mark(street: Street, *, is_card: bool) -> None:
    card_marks.mark(
        street.desk, admin(street), photo(street)["id"], is_card=is_card, now=street.now
    )
    media.waiting(street.desk, now=street.now)  # the media worker's next step


def plain_files(desk: Desk) -> list[str]:
    return [f.name for f in desk.media_dir.rglob("*") if f.is_file() and f.suffix != ".enc"]


def test_a_photo_that_a_clerk_knows_for_a_card_is_sealed(magetan: Street) -> None:
    assert plain_files(magetan.desk)
    mark(magetan, is_card=True)
    file = photo(magetan)
    assert (file["identity"], file["name"]) == (True, "identitas")
    assert file["path"].endswith(".enc") and not plain_files(magetan.desk)
    assert "foto KTP" not in magetan.complaint()["completeness"].partition(". Ada")[0]
    assert magetan.events()[-1] == "Ini Foto KTP"


def test_what_is_no_card_is_an_ordinary_photo_again(magetan: Street) -> None:
    mark(magetan, is_card=True)
    mark(magetan, is_card=False)
    file = photo(magetan)
    assert (file["identity"], file["name"], file["state"]) == (False, "foto", "stored")
    assert pictures.picture(magetan.desk, admin(magetan), file["id"], now=magetan.now) == picture()
    assert magetan.events()[-1] == "Bukan Foto KTP"
    assert magetan.complaint()["completeness"].startswith("Kurang: nama, alamat, foto KTP")


def test_saying_it_twice_is_saying_it_once(magetan: Street) -> None:
    mark(magetan, is_card=True)
    mark(magetan, is_card=True)
    assert magetan.events().count("Ini Foto KTP") == 1


def test_a_card_on_its_way_is_sealed_from_its_first_write(
    sqlite_journal: Journal, tmp_path: Path, now: datetime
) -> None:
    street = Street(open_desk(sqlite_journal, tmp_path, now, procedure="wani_bares"), now)
    street.writes(LAMP)
    street.writes(attachment=PHOTO)
    mark(street, is_card=True)
    media.arrived(street.desk, photo(street)["id"], picture(), now=now)
    assert photo(street)["path"].endswith(".enc") and not plain_files(street.desk)


def test_a_complaint_that_waited_for_the_card_alone_goes_on(magetan: Street) -> None:
    number = magetan.complaint()["number"]
    values = {Field.REASON: "foto KTP"}
    magetan.wait(minutes=1)
    act(magetan.desk, admin(magetan), number, "Minta Kelengkapan", values=values, now=magetan.now)
    magetan.wait(minutes=1)
    mark(magetan, is_card=True)
    assert magetan.complaint()["state"] == "Baru"
    assert magetan.events()[-2:] == ["Ini Foto KTP", "Kelengkapan Diterima"]


def test_only_the_citys_desk_says_what_a_photo_shows(magetan: Street) -> None:
    for role, refusal in (("Kabid IKP", Refused), ("Kepala OPD", NotFound)):
        opd = "Dishub" if role == "Kepala OPD" else ""
        other = person(magetan.desk, role, opd)
        with pytest.raises(refusal):
            card_marks.mark(
                magetan.desk, other, photo(magetan)["id"], is_card=True, now=magetan.now
            )
    assert not photo(magetan)["identity"]
