"""A template shows the facts of its own complaint, once, and reaches nothing else."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from desk import notices, texts
from desk.context import Desk
from desk.journal import Journal
from desk.reference import accept
from desk.seeds import reference_rows
from tests.abuse import words
from tests.conftest import open_desk
from tests.desk.writing import BUDI, Street


@pytest.fixture
def desk(sqlite_journal: Journal, tmp_path: Path, now: datetime) -> Desk:
    return open_desk(sqlite_journal, tmp_path, now)


@pytest.fixture
def street(desk: Desk, now: datetime) -> Street:
    return Street(desk, now)


def facts(desk: Desk, row: dict[str, Any]) -> dict[str, str]:
    with desk.journal.read() as connection:
        return notices.facts_of(connection, desk, row)


def test_no_template_shows_anything_of_another_complaint(street: Street) -> None:
    street.writes("Lampu mati di Jl. Mawar, nama saya Siti Aminah")
    street.writes("SUMBER RAHASIA di Jl. Tersembunyi, nama saya Budi Tersembunyi", chat_id=BUDI)
    mine, other = street.complaints()
    reference = street.desk.reference()
    for key in reference.templates:
        told = texts.render(reference, street.desk.sop, key, facts(street.desk, mine))
        assert other["number"] not in told
        assert not [word for word in ("SUMBER", "Tersembunyi", "6289876543210") if word in told]


@pytest.mark.parametrize("text", words.TEMPLATES[:5])
def test_braces_in_a_citizens_words_are_not_filled_in(street: Street, text: str) -> None:
    street.writes(f"Lampu mati {text} di Jl. Mawar")
    shown = texts.isi_singkat(street.complaint()["body"])
    known = {"isi_singkat": shown, "nomor": "N-1", "jawaban": "RAHASIA"}
    assert texts.fill('"{isi_singkat}"', known) == f'"{shown}"'


@pytest.mark.parametrize(
    "typed",
    [
        "{nomor.__class__}",
        "{nomor[0]}",
        "{nomor!r}",
        "{nomor:>99999999}",
        "{0}",
        "{}",
        "{ nomor }",
        "{media_key}",
        "{{nomor}}",
        "{nik}",
        "{chat_id}",
    ],
)
def test_a_template_of_the_sheet_reaches_no_attribute_and_no_unknown_fact(
    desk: Desk, now: datetime, typed: str
) -> None:
    before = dict(desk.reference().templates)
    rows = reference_rows(desk.sop, staff=False)["Templat Balasan"]
    next(row for row in rows if row["Kunci"] == "panduan")["Teks"] = f"Halo {typed}"
    with desk.journal.write() as connection:
        (problem,) = accept(connection, desk.sop, "Templat Balasan", rows, now=now)
    assert problem.column == "Teks"
    assert dict(desk.reference().templates) == before


@pytest.mark.parametrize("text", [*words.TEMPLATES, *words.SCRIPTS, *words.PRETENCE])
def test_a_citizens_words_stay_on_their_line(text: str) -> None:
    told = texts.fill("Lokasi: {lokasi}\nSelesai.", {"lokasi": text})
    assert len(told.split("\n")) == 2
    assert told.endswith("\nSelesai.")
