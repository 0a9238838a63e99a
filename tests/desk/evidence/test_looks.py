"""Looks: the same however often a picture was compressed, and another picture's are far away."""

from __future__ import annotations

import itertools

import pytest
from PIL import Image, ImageDraw

from desk.evidence import looks
from desk.evidence.looks import NEAR
from tests.desk.evidence.snapshots import HIGH, WIDE, by_whatsapp, jpeg, scene

JPEG = "image/jpeg"


def of(data: bytes) -> str:
    return looks.of(data, JPEG)


@pytest.mark.parametrize(("side", "quality"), [(1600, 70), (640, 50), (480, 30)])
@pytest.mark.parametrize("seed", range(5))
def test_a_compressed_copy_is_near(seed: int, side: int, quality: int) -> None:
    copy = jpeg(scene(seed), side=side, quality=quality)
    assert looks.distance(of(jpeg(scene(seed))), of(copy)) <= 16


def test_other_pictures_are_far() -> None:
    seen = [of(by_whatsapp(scene(seed))) for seed in range(12)]
    assert min(looks.distance(*pair) for pair in itertools.combinations(seen, 2)) > NEAR


def test_a_stamp_with_another_date_is_no_other_picture() -> None:
    stamped = scene(3)
    ImageDraw.Draw(stamped).rectangle((10, HIGH - 50, WIDE // 3, HIGH - 10), fill="black")
    assert looks.distance(of(jpeg(scene(3))), of(jpeg(stamped))) <= NEAR


def test_a_picture_turned_by_its_exif_is_the_same_as_one_turned_for_good() -> None:
    tags = Image.Exif()
    tags[0x0112] = 6
    lying = jpeg(scene(4).rotate(90, expand=True), exif=tags)
    assert looks.distance(of(lying), of(jpeg(scene(4)))) <= 16


def test_a_plain_surface_and_what_is_no_picture_look_like_nothing() -> None:
    assert of(jpeg(Image.new("RGB", (640, 480), "grey"))) == ""
    assert looks.of(b"%PDF-1.7", "application/pdf") == ""
    assert of(b"\xff\xd8\xff broken") == ""


def test_near_pictures_share_a_band_or_its_neighbour() -> None:
    one, other = of(jpeg(scene(5))), of(by_whatsapp(scene(5)))
    assert set(looks.bands(one)) & set(looks.neighbours(other))
    assert len(set(looks.bands(one))) == looks.BANDS
