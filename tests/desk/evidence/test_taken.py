"""When and where a file says it was taken: read where it says so, never guessed, never fatal."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from desk.evidence import taken
from desk.evidence.taken import OUR_CAMERA, Source, Taken
from tests.conftest import JAKARTA
from tests.desk.evidence.snapshots import by_whatsapp, exif, jpeg, scene

JPEG = "image/jpeg"


def read(**tags: Any) -> Taken:
    return taken.read(jpeg(scene(1), exif=exif(**tags)), JPEG, JAKARTA)


def test_a_camera_without_a_zone_has_that_of_the_desk() -> None:
    found = read(at="2026:11:23 08:15:00")
    assert found.at == datetime(2026, 11, 23, 8, 15, tzinfo=JAKARTA)
    assert found.source is Source.FILE


def test_a_camera_that_says_its_zone_is_believed() -> None:
    found = read(at="2026:11:23 10:15:00", offset="+09:00")
    assert found.at == datetime(2026, 11, 23, 8, 15, tzinfo=JAKARTA)


def test_the_camera_of_the_page_is_told_apart() -> None:
    assert read(at="2026:11:23 08:15:00", program=OUR_CAMERA).source is Source.CAMERA


def test_a_place_is_read_south_of_the_equator() -> None:
    assert read(place=(-6.8887, 109.6753)).place == "-6.888700, 109.675300"


@pytest.mark.parametrize(
    "at", ["", "0000:00:00 00:00:00", "1980:01:01 00:00:00", "2026:13:40 99:00:00"]
)
def test_a_clock_that_was_never_set_says_nothing(at: str) -> None:
    assert read(at=at) == Taken()


def test_whatsapp_leaves_nothing() -> None:
    assert taken.read(by_whatsapp(scene(1)), JPEG, JAKARTA) == Taken()


@pytest.mark.parametrize("place", [(0.0, 0.0), (95.0, 10.0)])
def test_a_place_that_is_none_is_left_out(place: tuple[float, float]) -> None:
    assert read(place=place).place == ""


def test_broken_exif_is_no_reason_to_refuse_a_photo() -> None:
    data = bytearray(jpeg(scene(1), exif=exif("2026:11:23 08:15:00", place=(-6.8, 109.6))))
    for place in range(20, 200, 3):
        data[place] ^= 0xFF
        taken.read(bytes(data), JPEG, JAKARTA)


def test_a_film_has_its_creation_time() -> None:
    seconds = int((datetime(2026, 11, 23, 1, 15, tzinfo=UTC) - taken.EPOCH_1904).total_seconds())
    film = (
        b"\0\0\0\x18ftypmp42"
        + b"\0" * 12
        + b"mvhd\0\0\0\0"
        + seconds.to_bytes(4, "big")
        + b"\0" * 90
    )
    assert taken.read(film, "video/mp4", JAKARTA).at == datetime(2026, 11, 23, 1, 15, tzinfo=UTC)
    assert taken.read(b"\0\0\0\x18ftypmp42", "video/mp4", JAKARTA) == Taken()
