"""What a paper says, read back from its PDF."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from PIL import Image
from pypdf import PdfReader

from desk import prints
from desk.actors import Actor
from desk.context import Desk
from desk.prints import Document
from tests.conftest import MONDAY

SITI_SAYS = "Lampu jalan di Jl. Hayam Wuruk mati. Nama: Siti Aminah, HP 0812-3456-7890."
Open = Callable[..., str]


def later(minutes: int) -> datetime:
    return MONDAY + timedelta(minutes=minutes)


def photo(color: str = "orange") -> bytes:
    kept = io.BytesIO()
    Image.new("RGB", (400, 300), color).save(kept, "JPEG")
    return kept.getvalue()


def text(data: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in _pages(data)).split())


def pages(data: bytes) -> int:
    return len(_pages(data))


def pictures(data: bytes) -> int:
    return sum(len(page.images) for page in _pages(data))


def _pages(data: bytes) -> list[Any]:
    return list(PdfReader(io.BytesIO(data)).pages)


def printed(desk: Desk, who: Actor, number: str, document: Document) -> bytes:
    return prints.make(desk, who, number, document, now=later(120))
