"""What is recognised, row by row of docs/messages-in.md, and what is made of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

import pytest

from desk import completeness
from desk.acting import act
from desk.incoming import Attachment, Kind
from desk.journal import Journal
from sop.model import Field
from tests.conftest import open_desk, person
from tests.desk.writing import PHOTO, Street

PAGE = Path(__file__).parents[2] / "docs" / "messages-in.md"
KINDS = {"foto": Kind.IMAGE, "dokumen": Kind.DOCUMENT, "lokasi": Kind.LOCATION}
HEADER = "They write"


class Line(NamedTuple):
    written: str
    there_is: str


def lines() -> Iterator[Line]:
    table = PAGE.read_text("utf-8").partition(f"| {HEADER} |")[2].partition("\n## ")[0]
    for line in table.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split(" | ")]
        if len(cells) == 2 and "---" not in cells[0]:
            yield Line(*cells)


TABLE = list(lines())


def test_the_table_is_long_enough_to_trust() -> None:
    assert len(TABLE) >= 30


@pytest.fixture
def magetan(sqlite_journal: Journal, tmp_path: Path, now: datetime) -> Street:
    return Street(open_desk(sqlite_journal, tmp_path, now, procedure="wani_bares"), now)


@pytest.mark.parametrize("line", TABLE, ids=[line.written for line in TABLE])
def test_what_is_there_is_what_the_table_says(magetan: Street, line: Line) -> None:
    for part in line.written.split(" // "):
        magetan.wait(minutes=1)
        happens(magetan, part.replace("<br>", "\n"))
    assert standing(magetan) == line.there_is


def happens(street: Street, part: str) -> None:
    if waits := re.fullmatch(r"\((\d+) m\)", part):
        street.wait(minutes=int(waits[1]))
    elif asks := re.fullmatch(r"\(diminta: (.+)\)", part):
        admin, values = person(street.desk, "Administrator"), {Field.REASON: asks[1]}
        number = street.complaint()["number"]
        act(street.desk, admin, number, "Minta Kelengkapan", values=values, now=street.now)
    else:
        writes(street, part)


def writes(street: Street, part: str) -> None:
    mark = re.fullmatch(r"\[(\w+)(?:: ([\w.]+))?\]\s*(.*)", part, re.DOTALL)
    if mark is None:
        street.writes(part)
    elif mark[1] == "lokasi":
        street.writes(kind=Kind.LOCATION, latitude=-7.65, longitude=111.33)
    else:
        file = Attachment(PHOTO.url, mark[2], PHOTO.mime) if mark[2] else PHOTO
        street.writes(mark[3], kind=KINDS[mark[1]], attachment=file)


def standing(street: Street) -> str:
    row = street.complaint()
    with street.desk.journal.read() as connection:
        return ", ".join(completeness.of(connection, street.desk, row).present) or "–"
