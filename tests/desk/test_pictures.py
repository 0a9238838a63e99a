"""The bytes of a complaint's files: who gets them, and that looking at a KTP is noted."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO

import pytest
from PIL import Image

from desk import media, originals, pictures, reading
from desk.acting import act
from desk.actors import Actor
from desk.context import Desk
from desk.problems import NotFound, Refused
from sop.model import Field
from tests.conftest import person
from tests.desk.writing import LAMP, PHOTO, Street


def jpeg() -> bytes:
    kept = BytesIO()
    Image.new("RGB", (4, 4), "navy").save(kept, "JPEG")
    return kept.getvalue()


def arrived(desk: Desk, street: Street, caption: str) -> str:
    """A photo with these words has come and is stored; returns its id."""
    street.writes(caption, attachment=PHOTO)
    row = media.waiting(desk, now=street.now)
    assert row is not None
    assert media.arrived(desk, row["id"], jpeg(), now=street.now)
    return str(row["id"])


@pytest.fixture
def number(desk: Desk, street: Street) -> str:
    street.writes(LAMP)
    return str(street.complaint()["number"])


def test_an_ordinary_photo_is_for_everybody_who_sees_the_complaint(
    desk: Desk, street: Street, number: str, agency_admin: Actor, admin: Actor, now: datetime
) -> None:
    photo = arrived(desk, street, "ini fotonya")
    act(desk, admin, number, "Teruskan ke OPD", values={Field.AGENCY: "Dinhub"}, now=now)
    assert pictures.picture(desk, agency_admin, photo, now=now) == jpeg()
    with pytest.raises(NotFound):
        pictures.picture(desk, person(desk, "Admin OPD", "DLH"), photo, now=now)


def located() -> bytes:
    """A photo that says on which street corner it was taken."""
    kept, exif = BytesIO(), Image.Exif()
    exif.get_ifd(0x8825)[2] = (6.0, 53.0, 20.0)
    Image.new("RGB", (40, 30), "navy").save(kept, "JPEG", exif=exif)
    return kept.getvalue()


def test_an_agency_gets_the_picture_without_what_its_file_tells_of_the_citizen(
    desk: Desk, street: Street, number: str, agency_admin: Actor, admin: Actor, now: datetime
) -> None:
    street.writes("ini fotonya", attachment=PHOTO)
    row = media.waiting(desk, now=street.now)
    assert row is not None
    assert media.arrived(desk, row["id"], located(), now=street.now)
    act(desk, admin, number, "Teruskan ke OPD", values={Field.AGENCY: "Dinhub"}, now=now)
    theirs = originals.original(desk, agency_admin, row["id"], now=now)
    assert Image.open(BytesIO(theirs.data)).size == (40, 30)
    assert not Image.open(BytesIO(theirs.data)).getexif().get_ifd(0x8825)
    assert originals.original(desk, admin, row["id"], now=now).data == located()


def test_an_identity_card_is_never_an_ordinary_photo(
    desk: Desk, street: Street, number: str, admin: Actor, now: datetime
) -> None:
    card = arrived(desk, street, "KTP saya")
    with pytest.raises(NotFound):
        pictures.picture(desk, admin, card, now=now)


def test_opening_an_identity_card_is_noted_with_the_name(
    desk: Desk, street: Street, number: str, admin: Actor, now: datetime
) -> None:
    card = arrived(desk, street, "KTP saya")
    assert pictures.identity(desk, admin, card, now=now) == jpeg()
    last = reading.history(desk, admin, number)[-1]
    assert (last.action, last.who) == ("Lihat Identitas", admin.name)


def test_an_agency_cannot_open_one_and_nothing_is_noted(
    desk: Desk, street: Street, number: str, agency_admin: Actor, admin: Actor, now: datetime
) -> None:
    card = arrived(desk, street, "KTP saya")
    act(desk, admin, number, "Teruskan ke OPD", values={Field.AGENCY: "Dinhub"}, now=now)
    with pytest.raises(Refused):
        pictures.identity(desk, agency_admin, card, now=now)
    assert "Lihat Identitas" not in street.events()


def test_a_file_that_is_gone_from_disk_is_told_so(
    desk: Desk, street: Street, number: str, admin: Actor, now: datetime
) -> None:
    photo = arrived(desk, street, "ini fotonya")
    for file in desk.media_dir.glob("*/*"):
        file.unlink()
    with pytest.raises(NotFound, match="tidak ada lagi"):
        pictures.picture(desk, admin, photo, now=now)
