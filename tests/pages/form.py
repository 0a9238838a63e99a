"""The form of an action on a complaint's page: chosen, filled in, pressed."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from PIL import Image
from streamlit.testing.v1 import AppTest

from desk import reading
from desk.actors import Actor
from desk.context import Desk
from sop.model import Field


def choose(page: AppTest, number: str, action: str) -> AppTest:
    if any(found.key == f"back_{number}" for found in page.button):
        page.button(key=f"back_{number}").click().run()
    page.button(key=f"choose_{number}_{action}").click().run()
    assert not page.exception
    return page


def field(page: AppTest, name: Field) -> Any:
    return next(
        found
        for kind in ("text_area", "text_input", "selectbox")
        for found in page.get(kind)
        if found.key.startswith("in_") and found.key.endswith(f"_{name.name}")
    )


def press(page: AppTest, number: str, action: str) -> AppTest:
    page.button(key=f"do_{number}_{action}").click().run()
    assert not page.exception
    return page


def choices(page: AppTest, number: str) -> list[str]:
    start = f"choose_{number}_"
    return [b.key.removeprefix(start) for b in page.button if (b.key or "").startswith(start)]


def state_of(desk: Desk, who: Actor, number: str) -> str:
    return str(reading.complaint(desk, who, number)["state"])


def photo() -> bytes:
    kept = BytesIO()
    Image.new("RGB", (40, 30), "orange").save(kept, "JPEG")
    return kept.getvalue()
