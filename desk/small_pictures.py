"""Photos made small for a page and for paper, upright and without what else the file told."""

from __future__ import annotations

import io
from dataclasses import dataclass

from PIL import Image, ImageOps, UnidentifiedImageError

from desk.file_types import FORMATS


@dataclass(frozen=True)
class Small:
    """A JPEG of ours; `width` and `height` in pixels."""

    data: bytes
    width: int
    height: int


def small(data: bytes, pixels: int, *, quality: int = 78) -> Small | None:
    """At most `pixels` on the longer side; None when no program can open it.

    Made small before it is turned and coloured: a photo of 80 million pixels else takes 600 MB.
    """
    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as opened:
            opened.thumbnail((pixels, pixels))
            image = ImageOps.exif_transpose(opened).convert("RGB")
            kept = io.BytesIO()
            image.save(kept, "JPEG", quality=quality)
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, SyntaxError, ValueError):
        return None
    return Small(kept.getvalue(), image.width, image.height)
