"""docs/first-messages.md, row by row: what citizens write first and what it leads to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from desk import completeness
from desk.incoming import Attachment, Kind
from desk.journal import Journal
from desk.schema import messages
from tests.conftest import SITI, open_desk
from tests.desk.writing import Street

PAGE = Path(__file__).parents[2] / "docs" / "first-messages.md"
FILE = Attachment("http://127.0.0.1:9/berkas", "berkas", "application/octet-stream")
KINDS = {
    "stiker": Kind.STICKER,
    "suara": Kind.AUDIO,
    "foto": Kind.IMAGE,
    "video": Kind.VIDEO,
    "lokasi": Kind.LOCATION,
    "kontak": Kind.CONTACT,
    "panggilan": Kind.CALL,
}
WITH_FILE = frozenset({"stiker", "suara", "foto", "video"})
URGENT = "*Bila ini keadaan darurat"


class Line(NamedTuple):
    written: str
    then: str


def lines() -> Iterator[Line]:
    for line in PAGE.read_text("utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split(" | ")]
        if len(cells) == 2 and cells[0] not in ("They write", "---") and "|" in line:
            yield Line(*cells)


TABLE = list(lines())


def test_the_table_is_long_enough_to_trust() -> None:
    assert len(TABLE) >= 60


@pytest.fixture
def street(sqlite_journal: Journal, tmp_path: Path, now: datetime) -> Street:
    return Street(open_desk(sqlite_journal, tmp_path, now), now)


@pytest.mark.parametrize("line", TABLE, ids=[line.written for line in TABLE])
def test_it_leads_to_what_the_table_says(street: Street, line: Line) -> None:
    for part in line.written.split(" // "):
        street.wait(seconds=20)
        writes(street, part.replace("<br>", "\n"))
    assert became(street) == line.then


def writes(street: Street, part: str) -> None:
    found = re.fullmatch(r"\[(\w+)\]\s*(.*)", part, re.DOTALL)
    mark, text = (found[1], found[2]) if found else ("", part)
    more: dict[str, Any] = {"kind": KINDS.get(mark, Kind.TEXT)}
    if mark in WITH_FILE:
        more["attachment"] = FILE
    if mark == "lokasi":
        more |= {"latitude": -6.8887, "longitude": 109.6753}
    street.writes(text, **more)


def became(street: Street) -> str:
    """guide · complaint (category; name; place; marks), … as the table writes it."""
    replies = street.rows(messages, messages.c.direction == "out", messages.c.chat_id == SITI)
    found = [_told(row) for row in street.complaints()]
    if not found:
        return ", ".join(row["template"] for row in replies)
    urgent = any(URGENT in row["body"] for row in replies)
    asked = any("Pertanyaan sudah kami terima" in row["body"] for row in replies)
    lacks = ", ".join(missing(street, street.complaints()[-1]))
    marks = ("; darurat" if urgent else "") + ("; tanya" if asked else "")
    return ", ".join(found) + f"; kurang {lacks or '–'}" + marks


def missing(street: Street, row: dict[str, Any]) -> tuple[str, ...]:
    with street.desk.journal.read() as connection:
        standing = completeness.of(connection, street.desk, row)
    return completeness.to_tell(street.desk, row, standing).missing


def _told(row: dict[str, Any]) -> str:
    known = {
        "nama": row["name"],
        "lokasi": row["location"],
        "kel.": row["village"],
        "rahasia": "ya" if row["confidential"] else "",
    }
    facts = [row["category"] or "tanpa kategori", *(f"{k} {v}" for k, v in known.items() if v)]
    return f"aduan ({'; '.join(facts)})"
