"""Exports: in SP4N's words, without formulas, for whom they are meant, and written down."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import openpyxl
import pytest
from sqlalchemy import select

from desk import recording, seeds
from desk.acting import act
from desk.actors import Actor
from desk.context import Desk
from desk.exchange import Export, file_name, made, register, vocabulary
from desk.journal import Journal
from desk.privacy_tables import accesses
from desk.problems import Refused
from sop import SOPS
from sop.common import CLOSE_REASONS, RESOLVED
from sop.model import Field, Sop
from tests.conftest import MONDAY, open_desk

NOVEMBER = date(2026, 11, 1)
DOCUMENT = Path(__file__).parents[3] / "docs/exchange.md"


@pytest.fixture
def desk(sqlite_journal: Journal, tmp_path: Path, now: datetime) -> Desk:
    return open_desk(sqlite_journal, tmp_path, now)


def opened(desk: Desk, **fields: object) -> str:
    row = {
        "name": "Siti Aminah",
        "phone": "6281234567890",
        "body": "Lampu mati, saya Siti Aminah 0812-3456-7890",
        "category": "Penerangan Jalan Umum",
    }
    with desk.journal.write() as connection:
        kept = recording.open_complaint(connection, desk, row | fields, now=MONDAY)
    return str(kept["number"])


def read(data: bytes) -> list[dict[str, str]]:
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig")), delimiter=";"))


def national(desk: Desk, who: Actor) -> list[dict[str, str]]:
    return read(made(desk, who, Export.NATIONAL, "csv", now=MONDAY, month=NOVEMBER))


def test_a_complaint_is_told_in_the_national_words(desk: Desk, admin: Actor) -> None:
    number = opened(desk)
    act(desk, admin, number, "Teruskan ke OPD", values={Field.AGENCY: "Dinhub"}, now=MONDAY)
    (row,) = national(desk, admin)
    assert row["ID Laporan Asal"] == number
    assert (row["Status"], row["Klasifikasi Laporan"]) == ("Proses", "Pengaduan")
    assert (row["Topik"], row["Instansi Terlapor"]) == ("Perhubungan", "Dinas Perhubungan")


def test_nobody_is_named_in_the_national_file(desk: Desk, admin: Actor) -> None:
    opened(desk)
    (row,) = national(desk, admin)
    assert "Lampu mati" in row["Isi Laporan"]
    for secret in ("Siti", "Aminah", "3456", "6281234567890"):
        assert secret not in str(row)


def test_the_national_file_does_not_tell_where_the_citizen_lives(desk: Desk, admin: Actor) -> None:
    opened(
        desk,
        body="Nama: Siti Aminah\nAlamat: RT 08 RW 09 Desa Sukomoro\nLampu mati di Jl. Yos Sudarso",
        location="Jl. Yos Sudarso",
        follow_up="Pelapor sudah dihubungi\nAlamat: RT 08 RW 09 Desa Sukomoro",
    )
    (row,) = national(desk, admin)
    assert row["Isi Laporan"] == row["Judul Laporan"] == "Lampu mati di Jl. Yos Sudarso"
    assert row["Lokasi Kejadian"] == "Jl. Yos Sudarso"
    assert row["Tindak Lanjut"] == "Pelapor sudah dihubungi"
    assert "Sukomoro" not in str(row) and "RT 08" not in str(row)


def test_nor_where_the_citizen_says_so_in_a_sentence(desk: Desk, admin: Actor) -> None:
    opened(desk, body="Rumah saya Jl. Melati No. 5, mau lapor lampu Jl. Hayam Wuruk mati")
    (row,) = national(desk, admin)
    for told in (row["Isi Laporan"], row["Judul Laporan"]):
        assert told == "Rumah saya (disamarkan), mau lapor lampu Jl. Hayam Wuruk mati"


@pytest.mark.parametrize("typed", ["=1+1", "+62812", "@SUM(A1)", "-2+3", "\t=1"])
def test_no_cell_is_reckoned_with(desk: Desk, admin: Actor, typed: str) -> None:
    opened(desk, body=typed, location=typed)
    (row,) = read(made(desk, admin, Export.REGISTER, "csv", now=MONDAY))
    assert row["Isi Aduan"] == f"'{typed}"
    sheet = _sheet(made(desk, admin, Export.REGISTER, "xlsx", now=MONDAY))
    assert {cell.data_type for line in sheet for cell in line} <= {"s", "n"}


def test_the_register_has_every_column_and_every_complaint(desk: Desk, admin: Actor) -> None:
    numbers = [opened(desk, body=f"Aduan {place}") for place in range(3)]
    rows = read(made(desk, admin, Export.REGISTER, "csv", now=MONDAY))
    assert [row["No. Aduan"] for row in rows] == numbers
    assert tuple(rows[0]) == register.HEADER
    assert rows[0]["Nama"] == "Siti Aminah"
    lines = _sheet(made(desk, admin, Export.REGISTER, "xlsx", now=MONDAY))
    assert [line[0].value for line in lines[1:]] == numbers


def test_a_secret_complaint_has_no_row_for_who_is_not_named(desk: Desk, admin: Actor) -> None:
    opened(desk, confidential=True)
    assert national(desk, replace(admin)) is not None
    for export in Export:
        data = made(desk, admin, export, "csv", now=MONDAY)
        assert b"Siti" not in data
        assert b"Lampu mati" not in data


def test_of_a_secret_complaint_another_portal_learns_only_what_became_of_it(
    desk: Desk, admin: Actor
) -> None:
    number = opened(desk, confidential=True, agency="Inspektorat", category="Kesehatan")
    (row,) = national(desk, admin)
    assert number not in row.values()
    told = {name: said for name, said in row.items() if said}
    assert told == {
        "ID Laporan Asal": "(rahasia)",
        "Isi Laporan": "(rahasia)",
        "Status": row["Status"],
        "Status Asal": "Baru",
        "Rahasia": "Ya",
    }


@pytest.mark.parametrize("who", ["leader", "agency_admin"])
def test_only_the_city_s_desk_takes_files(
    desk: Desk, who: str, request: pytest.FixtureRequest
) -> None:
    with pytest.raises(Refused, match="hanya untuk petugas kota"):
        made(desk, request.getfixturevalue(who), Export.REGISTER, "csv", now=MONDAY)


def test_each_download_is_written_down(desk: Desk, admin: Actor) -> None:
    made(desk, admin, Export.NATIONAL, "csv", now=MONDAY, month=NOVEMBER)
    with desk.journal.read() as connection:
        (row,) = connection.execute(select(accesses)).mappings()
    assert (row["actor"], row["what"]) == (admin.id, "Unduhan")
    assert (row["field"], row["reason"]) == ("SP4N-LAPOR!", "2026-11")


def test_other_months_are_left_out(desk: Desk, admin: Actor) -> None:
    opened(desk)
    december = date(2026, 12, 1)
    later = MONDAY + timedelta(days=30)
    assert read(made(desk, admin, Export.NATIONAL, "csv", now=later, month=december)) == []
    assert file_name(Export.NATIONAL, "csv", month=december) == "SP4N-LAPOR 2026-12.csv"


@pytest.mark.parametrize("sop", SOPS.values(), ids=SOPS)
def test_every_state_reason_and_category_has_a_national_word(sop: Sop) -> None:
    known = set(vocabulary.BY_REASON)
    assert known >= {*CLOSE_REASONS, *RESOLVED}
    for state in sop.states:
        row = {"state": state.name, "close_reason": "Dijawab", "agency": ""}
        assert vocabulary.status(sop, row)
    names = {category.name for category in seeds.city(sop).categories} - {vocabulary.OTHER_TOPIC}
    assert names <= set(vocabulary.TOPICS)


def test_the_document_says_what_the_data_says() -> None:
    said = DOCUMENT.read_text()
    for ours, theirs in (*vocabulary.BY_REASON.items(), *vocabulary.TOPICS.items()):
        assert f"| {ours} | {theirs} |" in said


def _sheet(data: bytes) -> Sequence[Sequence[openpyxl.cell.cell.Cell]]:
    sheet = openpyxl.load_workbook(io.BytesIO(data)).active
    return [list(line) for line in sheet.iter_rows()]
