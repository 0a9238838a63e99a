"""When and where a file says that it was taken: EXIF of a picture, the creation time of a film."""

from __future__ import annotations

import io
import math
import re
import struct
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from enum import StrEnum
from typing import Any

from PIL import ExifTags, Image, UnidentifiedImageError

from desk.file_types import FORMATS, MAX_PIXELS
from desk.positions import Position

#: The page's own camera writes this where a phone writes its program (camera.js).
OUR_CAMERA = "Wadul kamera"
OLDEST = 2000  # a camera whose clock was never set says 1970 or 1980
MOMENT = re.compile(r"(\d{4}):(\d\d):(\d\d) (\d\d):(\d\d):(\d\d)")
EPOCH_1904 = datetime(1904, 1, 1, tzinfo=UTC)


class Source(StrEnum):
    """Who says when a photo was taken; the value is how people read it."""

    FILE = "menurut berkas"
    CAMERA = "kamera halaman ini"
    PERSON = "menurut petugas"
    WHATSAPP = "waktu pesan WhatsApp"
    NOBODY = ""


@dataclass(frozen=True)
class Taken:
    """What the file says; `at` None and `position` None where it says nothing."""

    at: datetime | None = None
    position: Position | None = None
    source: Source = Source.NOBODY

    @property
    def place(self) -> str:
        """-6.888700, 109.675300, as `desk.positions` reads it."""
        return f"{self.position[0]:.6f}, {self.position[1]:.6f}" if self.position else ""


def read(data: bytes, mime: str, zone: tzinfo) -> Taken:
    """`zone`: of the clock in a camera that does not say its own. Never raises."""
    if mime in MAX_PIXELS:
        return _of_picture(data, zone)
    if mime in ("video/mp4", "video/3gpp"):
        at = _of_film(data)
        return Taken(at, source=Source.FILE if at else Source.NOBODY)
    return Taken()


def _of_picture(data: bytes, zone: tzinfo) -> Taken:
    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as image:
            exif = image.getexif()
            detail = exif.get_ifd(ExifTags.IFD.Exif)
            gps = exif.get_ifd(ExifTags.IFD.GPSInfo)
    # What stands in EXIF is anybody's: Pillow raises what its bytes make it raise.
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, KeyError, TypeError):
        return Taken()
    except (struct.error, OverflowError, ZeroDivisionError, IndexError, EOFError):
        return Taken()
    at = _moment(detail, exif, zone)
    ours = OUR_CAMERA in str(exif.get(ExifTags.Base.Software, ""))
    source = (Source.CAMERA if ours else Source.FILE) if at else Source.NOBODY
    return Taken(at, _position(gps), source)


def _moment(detail: Any, exif: Any, zone: tzinfo) -> datetime | None:
    for ifd, tag, offset in (
        (detail, ExifTags.Base.DateTimeOriginal, ExifTags.Base.OffsetTimeOriginal),
        (detail, ExifTags.Base.DateTimeDigitized, ExifTags.Base.OffsetTimeDigitized),
        (exif, ExifTags.Base.DateTime, ExifTags.Base.OffsetTime),
    ):
        said = str(ifd.get(tag, "")).strip("\0 ")
        found = MOMENT.fullmatch(said)
        if found is None or int(found[1]) < OLDEST:
            continue
        try:
            return _local(found, _offset(str(detail.get(offset, ""))) or zone)
        except ValueError:
            continue
    return None


def _local(found: re.Match[str], zone: tzinfo) -> datetime:
    year, month, day, hour, minute, second = (int(part) for part in found.groups())
    return datetime(year, month, day, hour, minute, second, tzinfo=zone)


def _offset(said: str) -> tzinfo | None:
    """+07:00"""
    try:
        return datetime.strptime(said.strip("\0 "), "%z").tzinfo
    except ValueError:
        return None


def _position(gps: Any) -> Position | None:
    try:
        latitude = _degrees(gps[ExifTags.GPS.GPSLatitude], gps[ExifTags.GPS.GPSLatitudeRef], "S")
        longitude = _degrees(gps[ExifTags.GPS.GPSLongitude], gps[ExifTags.GPS.GPSLongitudeRef], "W")
    except (KeyError, TypeError, ValueError, ZeroDivisionError, IndexError):
        return None
    sound = abs(latitude) <= 90 and abs(longitude) <= 180 and (latitude, longitude) != (0, 0)
    return (latitude, longitude) if sound else None


def _degrees(parts: Any, side: Any, negative: str) -> float:
    degrees, minutes, seconds = (float(part) for part in parts)
    found = degrees + minutes / 60 + seconds / 3600
    if not math.isfinite(found):
        raise ValueError("no number")
    return -found if str(side).strip("\0 ").upper().startswith(negative) else found


def _of_film(data: bytes) -> datetime | None:
    """The creation time in an MP4's `mvhd` box, in UTC; many phones leave it 0."""
    place = data.find(b"mvhd")
    if place < 0 or len(data) < place + 16:
        return None
    wide = data[place + 4] == 1
    seconds = int.from_bytes(data[place + 8 : place + (16 if wide else 12)], "big")
    try:
        at = EPOCH_1904 + timedelta(seconds=seconds)
    except OverflowError:
        return None
    return at if at.year >= OLDEST else None
