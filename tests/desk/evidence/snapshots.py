"""Photos as a street has them: no two alike, and each compressed as telephones do."""

from __future__ import annotations

import io
from typing import Any

import numpy
from PIL import ExifTags, Image

WIDE, HIGH = 800, 600


def scene(seed: int) -> Image.Image:
    """Noise with the spectrum of a photo: large shapes and small ones."""
    chance = numpy.random.default_rng(seed)
    waves = numpy.fft.rfft2(chance.standard_normal((HIGH, WIDE)))
    down, across = numpy.fft.fftfreq(HIGH)[:, None], numpy.fft.rfftfreq(WIDE)[None]
    waves /= (numpy.hypot(down, across) + 1 / WIDE) ** 1.1
    greys = numpy.fft.irfft2(waves, s=(HIGH, WIDE))
    greys = (greys - greys.min()) / (greys.max() - greys.min()) * 255
    return Image.fromarray(greys.astype("uint8")).convert("RGB")


def jpeg(image: Image.Image, *, side: int = 4000, quality: int = 90, **options: Any) -> bytes:
    copy = image.copy()
    copy.thumbnail((side, side))
    kept = io.BytesIO()
    copy.save(kept, "JPEG", quality=quality, **options)
    return kept.getvalue()


def by_whatsapp(image: Image.Image) -> bytes:
    """As WhatsApp sends it on: smaller, compressed again, without EXIF."""
    return jpeg(image, side=640, quality=50)


def exif(
    at: str = "", *, offset: str = "", program: str = "", place: tuple[float, float] | None = None
) -> Image.Exif:
    """What a camera writes: a moment as 2026:11:23 08:15:00, its offset as +07:00, a place."""
    made = Image.Exif()
    detail = made.get_ifd(ExifTags.IFD.Exif)
    if at:
        detail[ExifTags.Base.DateTimeOriginal] = at
    if offset:
        detail[ExifTags.Base.OffsetTimeOriginal] = offset
    if program:
        made[ExifTags.Base.Software] = program
    if place:
        gps = made.get_ifd(ExifTags.IFD.GPSInfo)
        for value, sides, degrees, side in (
            (place[0], "NS", ExifTags.GPS.GPSLatitude, ExifTags.GPS.GPSLatitudeRef),
            (place[1], "EW", ExifTags.GPS.GPSLongitude, ExifTags.GPS.GPSLongitudeRef),
        ):
            gps[side] = sides[value < 0]
            gps[degrees] = (abs(value), 0.0, 0.0)
    return made
