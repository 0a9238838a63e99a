"""A place as coordinates: written into a complaint's Lokasi, or sent as WhatsApp sends a place."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

Position = tuple[float, float]  # latitude, longitude in degrees
WRITTEN = re.compile(r"(-?\d{1,2}\.\d{3,}),\s*(-?\d{1,3}\.\d{3,})")


def written(text: str) -> Position | None:
    """Coordinates in a place's words: "Taman Jetayu (-6.879700, 109.675300)"."""
    found = WRITTEN.search(text)
    if not found:
        return None
    latitude, longitude = float(found[1]), float(found[2])
    return (latitude, longitude) if abs(latitude) <= 90 and abs(longitude) <= 180 else None


def without(text: str) -> str:
    """The place's words alone."""
    return WRITTEN.sub("", text).replace("()", "").strip()


def sent(data: Mapping[str, Any]) -> Position | None:
    """The place that a message of the kind "location" carries."""
    if data.get("latitude") is None or data.get("longitude") is None:
        return None
    return float(data["latitude"]), float(data["longitude"])
