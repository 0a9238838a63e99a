"""What is typed and attached but not sent: it waits for its owner, and for nobody else."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import datetime, timedelta
from io import BytesIO

import pytest
from PIL import Image

from desk import unsent
from desk.acting import act
from desk.actors import Actor
from desk.context import Desk
from desk.media import MediaRefused, Upload
from desk.problems import NotFound
from desk.recording import open_complaint
from sop.model import Field
from tests.conftest import SITI, person
from tests.desk.evidence.snapshots import by_whatsapp, exif, jpeg, scene

ACCEPT = "Terima dan Teruskan ke Tim OPD"
DINHUB = {Field.AGENCY: "Dinhub"}
WORDS = {Field.FOLLOW_UP: "Lampu sudah diganti."}


@pytest.fixture
def number(desk: Desk, admin: Actor, now: datetime) -> str:
    """A complaint at Dinhub."""
    fields = {"gateway": "green_api", "chat_id": SITI, "body": "Lampu mati"}
    with desk.journal.write() as connection:
        found = str(open_complaint(connection, desk, fields, now=now)["number"])
    act(desk, admin, found, "Teruskan ke OPD", values={Field.AGENCY: "Dinhub"}, now=now)
    return found


def photo(color: str = "green") -> Upload:
    kept = BytesIO()
    Image.new("RGB", (40, 30), color).save(kept, "JPEG")
    return Upload("bukti.jpg", kept.getvalue())


def sent(upload: Upload, whose: Actor) -> Upload:
    """As it leaves: taken by whoever attached it, after the work, unless they say otherwise."""
    return replace(upload, taken_by=whose.name, phase="after")


def test_words_and_files_are_there_again(
    desk: Desk, agency_team: Actor, number: str, now: datetime
) -> None:
    unsent.keep_words(desk, agency_team, number, WORDS, now=now)
    file = unsent.add_file(desk, agency_team, number, photo(), now=now)
    found = unsent.kept(desk, agency_team, number)
    assert found.said(Field.FOLLOW_UP) == "Lampu sudah diganti."
    assert found.said(Field.REASON) is None
    assert (found.files, file.is_picture) == ((file,), True)
    assert unsent.uploads(desk, agency_team, number) == [sent(photo(), agency_team)]


def test_they_are_their_owners_alone(
    desk: Desk, agency_team: Actor, agency_admin: Actor, number: str, now: datetime
) -> None:
    unsent.add_file(desk, agency_team, number, photo(), now=now)
    assert unsent.uploads(desk, agency_admin, number) == []


def test_a_stranger_can_keep_nothing(desk: Desk, number: str, now: datetime) -> None:
    stranger = person(desk, "Admin OPD", "DLH")
    with pytest.raises(NotFound):
        unsent.add_file(desk, stranger, number, photo(), now=now)
    with pytest.raises(NotFound):
        unsent.keep_words(desk, stranger, number, WORDS, now=now)


def test_a_removed_file_is_not_sent(
    desk: Desk, agency_team: Actor, number: str, now: datetime
) -> None:
    first = unsent.add_file(desk, agency_team, number, photo("red"), now=now)
    unsent.add_file(desk, agency_team, number, photo("blue"), now=now)
    unsent.remove_file(desk, agency_team, number, first.id)
    unsent.remove_file(desk, agency_team, number, "../../journal.db")
    assert unsent.uploads(desk, agency_team, number) == [sent(photo("blue"), agency_team)]


def test_what_the_desk_would_refuse_is_refused_at_once(
    desk: Desk, agency_team: Actor, number: str, now: datetime
) -> None:
    with pytest.raises(MediaRefused):
        unsent.add_file(desk, agency_team, number, Upload("v.jpg", b"MZ program"), now=now)
    for _ in range(unsent.MOST_FILES):
        unsent.add_file(desk, agency_team, number, photo(), now=now)
    with pytest.raises(MediaRefused, match="Paling banyak 10"):
        unsent.add_file(desk, agency_team, number, photo(), now=now)


def test_what_was_sent_is_gone(desk: Desk, agency_team: Actor, number: str, now: datetime) -> None:
    unsent.add_file(desk, agency_team, number, photo(), now=now)
    unsent.clear(desk, agency_team, number)
    assert unsent.kept(desk, agency_team, number) == unsent.Unsent({})


def test_what_nobody_came_back_to_is_swept_away(
    desk: Desk, agency_team: Actor, agency_admin: Actor, number: str, now: datetime
) -> None:
    unsent.add_file(desk, agency_team, number, photo(), now=now)
    (folder,) = (desk.media_dir / unsent.FOLDER).iterdir()
    long_ago = (now - unsent.KEPT_FOR - timedelta(days=1)).timestamp()
    os.utime(folder, (long_ago, long_ago))
    unsent.add_file(desk, agency_admin, number, photo(), now=now)
    assert unsent.uploads(desk, agency_team, number) == []
    assert unsent.uploads(desk, agency_admin, number) == [sent(photo(), agency_admin)]


def test_what_is_stated_of_photos_goes_with_them(
    desk: Desk, agency_team: Actor, number: str, now: datetime
) -> None:
    tags = exif("2026:11:23 08:15:00", offset="+07:00")
    taken = Upload("a.jpg", jpeg(scene(1), exif=tags))
    file = unsent.add_file(desk, agency_team, number, taken, now=now)
    assert file.taken_at == "2026-11-23T08:15:00+07:00"
    unsent.describe(desk, agency_team, number, file.id, phase="before")
    unsent.state(desk, agency_team, number, taken_by="Pak Slamet", taken_at=now)
    (upload,) = unsent.uploads(desk, agency_team, number)
    assert (upload.phase, upload.taken_by, upload.taken_at) == ("before", "Pak Slamet", now)


def test_a_photo_that_was_there_before_is_told_before_it_is_sent(
    desk: Desk, agency_team: Actor, number: str, now: datetime
) -> None:
    act(desk, person(desk, "Admin OPD", "Dinhub"), number, ACCEPT, now=now)
    photos = [Upload("a.jpg", jpeg(scene(1)))]
    act(desk, agency_team, number, "Catat Tindak Lanjut", values=WORDS, photos=photos, now=now)
    with desk.journal.write() as connection:
        other = str(open_complaint(connection, desk, {"body": "Lampu"}, now=now)["number"])
    act(desk, person(desk, "Admin Kota"), other, "Teruskan ke OPD", values=DINHUB, now=now)
    again = Upload("b.jpg", by_whatsapp(scene(1)))
    odd = unsent.add_file(desk, agency_team, other, again, now=now).odd
    assert odd == "Foto tindak lanjut ini juga ada pada aduan lain (23 November 2026)."
