"""What a picture looks like in 256 bits: made smaller or compressed again, it has nearly the same.

The bits are those of PDQ (Facebook, ThreatExchange): 64 × 64 greys, a cosine transform, its 16 × 16
lowest frequencies, each above or below their median.
"""

from __future__ import annotations

import io
from collections.abc import Iterator

import numpy
from numpy.typing import NDArray
from PIL import Image, ImageOps, UnidentifiedImageError

from desk.file_types import FORMATS, MAX_PIXELS

SIDE, LOW = 64, 16
BITS = LOW * LOW
BAND_BITS = 16
BANDS = BITS // BAND_BITS
#: At most so many bits differ between two copies of one picture; docs/evidence.md has the measure.
NEAR = 47
#: Greys by which neighbours of the 64 × 64 differ, on average: below, there is nothing to compare.
PLAINEST = 1.5

Greys = NDArray[numpy.float64]


def _cosines() -> Greys:
    """The rows 1 … 16 of the discrete cosine transform of 64 values."""
    frequency = numpy.arange(1, LOW + 1).reshape(-1, 1)
    place = numpy.arange(SIDE).reshape(1, -1)
    turns = numpy.pi / (2 * SIDE) * frequency * (2 * place + 1)
    return numpy.asarray(numpy.sqrt(2 / SIDE) * numpy.cos(turns), dtype=numpy.float64)


COSINES = _cosines()


def of(data: bytes, mime: str) -> str:
    """64 hexadecimal digits; "" for what is no picture, or too plain to be told from others."""
    if mime not in MAX_PIXELS:
        return ""
    greys = _greys(data)
    return "" if greys is None or _is_plain(greys) else _bits(greys)


def distance(one: str, other: str) -> int:
    """How many of the 256 bits differ."""
    return (int(one, 16) ^ int(other, 16)).bit_count()


def bands(looks: str) -> list[int]:
    """The 16 pieces of 16 bits, each with its place in the number."""
    whole = int(looks, 16)
    mask = (1 << BAND_BITS) - 1
    return [
        (place << BAND_BITS) | ((whole >> (place * BAND_BITS)) & mask) for place in range(BANDS)
    ]


def neighbours(looks: str) -> Iterator[int]:
    """Its bands, and those with one bit another. Two pictures with up to 31 bits of difference
    share one for certain, with 47 still 49 times in 50; two bits another cost eight times as much.
    """
    flips = [0, *(1 << bit for bit in range(BAND_BITS))]
    for band in bands(looks):
        yield from (band ^ flip for flip in flips)


def _greys(data: bytes) -> Greys | None:
    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as image:
            image.draft("L", (4 * SIDE, 4 * SIDE))  # a JPEG is read at a fraction of its size
            upright = ImageOps.exif_transpose(image).convert("L")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError):
        return None
    small = upright.resize((SIDE, SIDE), Image.Resampling.BOX)
    return numpy.asarray(small, dtype=numpy.float64)


def _is_plain(greys: Greys) -> bool:
    steps = [numpy.abs(numpy.diff(greys, axis=axis)).mean() for axis in (0, 1)]
    return float(sum(steps)) / 2 < PLAINEST


def _bits(greys: Greys) -> str:
    lowest = COSINES @ greys @ COSINES.T
    above = (lowest > numpy.median(lowest)).ravel()
    return numpy.packbits(above).tobytes().hex()
