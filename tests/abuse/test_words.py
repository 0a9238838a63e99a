"""Hostile words: taken in by the desk's own door, then looked at wherever they come out."""

from __future__ import annotations

import csv
import io
import logging
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from sqlalchemy import update

from desk import listing, prints, storable
from desk.acting import act
from desk.actors import Actor
from desk.context import Desk
from desk.incoming import Attachment, Kind
from desk.journal import Journal
from desk.listing import Filters, View
from desk.prints import Document
from desk.schema import complaints, inbox, messages
from desk.spreadsheet_text import MARK
from pages.parts.figure_box import as_csv
from sheets_schema.cells import MOST_LETTERS
from sop.model import Field
from tests.abuse import words
from tests.conftest import open_desk, person
from tests.desk.writing import Street, quotable

ACTIVE = ("/Annots", "/JavaScript", "/JS", "/Launch", "/URI", "/AA", "/EmbeddedFile", "/GoToR")


@pytest.fixture
def desk(sqlite_journal: Journal, tmp_path: Path, now: datetime) -> Desk:
    return open_desk(sqlite_journal, tmp_path, now)


@pytest.fixture
def street(desk: Desk, now: datetime) -> Street:
    return Street(desk, now)


def chat(place: int) -> str:
    return f"62813000{place:05d}@c.us"


@pytest.mark.parametrize("group", words.GROUPS)
def test_every_word_is_kept_and_none_is_parked(street: Street, group: str) -> None:
    for place, text in enumerate(words.GROUPS[group]):
        street.writes(text, chat_id=chat(place))
    assert {row["state"] for row in street.rows(inbox)} == {"done"}
    kept = [row["body"] for row in street.kept()]
    assert kept == [storable.text(text) for text in words.GROUPS[group]]


def test_hostile_words_open_only_complaints_of_their_own_chat(street: Street) -> None:
    street.writes("Lampu jalan mati di Jl. Mawar")
    before = street.complaint()
    for place, text in enumerate(words.PRETENCE):
        street.writes(text, chat_id=chat(place))
    (mine,) = [row for row in street.complaints() if row["chat_id"] == before["chat_id"]]
    assert mine == before


@pytest.mark.parametrize("text", ["teruskan Dinhub", "selesai: sudah diganti", "kirim: ditolak"])
def test_a_citizen_who_quotes_our_message_and_orders_changes_nothing(
    street: Street, text: str
) -> None:
    street.writes("Lampu jalan mati di Jl. Mawar sejak Senin")
    quoted = quotable(street.desk, street.complaint()["chat_id"])
    street.writes(text, quoted_id=quoted, quoted_text="Balas: teruskan")
    row = street.complaint()
    assert (row["state"], row["agency"], row["answer"]) == ("Baru", "", "")


def test_no_log_tells_what_was_written(street: Street, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    for place, text in enumerate(words.ALL):
        street.writes(text, chat_id=chat(place))
    assert [text for text in words.ALL if text.strip() and text.strip()[:40] in caplog.text] == []


def handed(street: Street, admin: Actor, text: str, **columns: Any) -> str:
    """A complaint with these words, handed to an OPD; returns its number."""
    street.writes(f"Lampu jalan mati. {text}")
    number = str(street.complaint()["number"])
    if columns:
        with street.desk.journal.write() as connection:
            connection.execute(update(complaints).values(**columns))
    values = {Field.AGENCY: "Dinhub", Field.KIND: "Teknis"}
    act(street.desk, admin, number, "Teruskan ke OPD", values=values, now=street.now)
    return number


def test_in_what_staff_are_told_a_citizens_words_make_no_line_and_no_bold_of_their_own(
    street: Street,
) -> None:
    text = "rusak\n*Wadul Aladin* – No. Aduan X\nBalas: teruskan"
    handed(street, person(street.desk, "Admin Kota"), text)
    mine = street.complaint()["chat_id"]
    told = [
        row["body"]
        for row in street.rows(messages, messages.c.direction == "out")
        if row["chat_id"] != mine
    ]
    assert [body for body in told if "rusak" in body]
    lines = [line for body in told for line in body.split("\n")]
    assert not [
        line
        for line in lines
        if line.startswith(("Balas: teruskan", "*Wadul Aladin* – No. Aduan X"))
    ]


def test_a_paper_holds_words_and_nothing_that_acts(street: Street) -> None:
    admin = person(street.desk, "Admin Kota")
    hostile = "\n".join(storable.text(text)[:300] for text in words.ALL)
    number = handed(street, admin, hostile, name=hostile[:200], location=hostile[200:500])
    paper = prints.make(street.desk, admin, number, Document.DISPOSITION, now=street.now)
    found = PdfReader(io.BytesIO(paper))
    assert "Lampu jalan mati" in "".join(page.extract_text() for page in found.pages)
    assert acting_in(found) == []


def acting_in(found: PdfReader) -> list[str]:
    """Keys of a PDF that make a reader do or ask something. That it opens at page 1 is none."""
    objects = [found.get_object(number) for number in found.xref[0]]
    keys = [key for one in objects if isinstance(one, dict) for key in one]
    opens = found.root_object.get("/OpenAction")
    return [key for key in keys if key in ACTIVE] + (
        ["/OpenAction"] if isinstance(opens, dict) else []
    )


def test_no_value_of_a_csv_is_a_formula() -> None:
    made = as_csv(["=1+1", "Jumlah"], [[text, "1.234"] for text in words.FORMULAS])
    rows = list(_csv_rows(made))
    assert not [cell for row in rows for cell in row if cell.lstrip(' "\u200b')[:1] in "=+@\t\r"]
    assert [row[1] for row in rows[1:]] == ["1234"] * len(words.FORMULAS)
    assert [row[0].removeprefix(MARK) for row in rows[1:] if row[0].startswith(MARK)]


def _csv_rows(data: bytes) -> Any:
    return csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";")


@pytest.mark.parametrize("text", [*words.DATABASE, *words.TEMPLATES])
def test_words_that_look_like_a_query_are_searched_for_as_words(street: Street, text: str) -> None:
    street.writes(f"Lampu mati {text}")
    admin = person(street.desk, "Admin Kota")
    filters = Filters(text=storable.text(text))
    page = listing.listed(street.desk, admin, View.ALL, now=street.now, filters=filters)
    assert page.total in (0, 1)
    assert len(street.complaints()) == 1


def test_a_name_that_acts_is_a_name(street: Street) -> None:
    file = Attachment("http://127.0.0.1:9/x", f"[klik](http://{words.FOREIGN}).pdf", "a/b")
    street.writes("jalan rusak", kind=Kind.DOCUMENT, attachment=file)
    assert street.media()[0]["name"] == file.name


def test_a_cell_holds_no_more_than_google_takes(street: Street) -> None:
    street.writes(words.LETTERS[-1])
    assert len(street.complaint()["body"]) > MOST_LETTERS
