"""Files of hostile words, opened in a real LibreOffice: no cell is reckoned or leads anywhere."""

from __future__ import annotations

import re
import shutil
import subprocess
from datetime import datetime
from pathlib import Path

import pytest

from desk import storable
from desk.exchange import files
from pages.parts import figure_box
from tests.abuse import words

OFFICE = shutil.which("soffice")
#: Semicolons, quotes, UTF-8, from the first line; formulas are looked for, as some people do.
AS_PEOPLE_OPEN_IT = "CSV:59,34,76,1,,0,false,true,false,false,false,-1,true"
HEADER = ["=1+1", "Isi"]
ROWS = [[storable.text(text)[:300], "biasa"] for text in words.ALL]

pytestmark = [
    pytest.mark.timeout(240),
    # `make test` may not install it; the same values are looked at without it in test_words.
    pytest.mark.skipif(not OFFICE, reason="LibreOffice is not installed"),
]


def opened(folder: Path, name: str, data: bytes, *options: str) -> str:
    """What LibreOffice made of the file, as flat XML."""
    (folder / name).write_bytes(data)
    own = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    subprocess.run(
        [OFFICE or "", own, "--headless", *options, "--convert-to", "fods", "--outdir", folder,
         folder / name],
        check=True, capture_output=True, timeout=200,
    )  # fmt: skip
    return (folder / name).with_suffix(".fods").read_text("utf-8")


def wrong_in(sheet: str) -> list[str]:
    body = sheet.partition("<office:body>")[2]
    return re.findall(r'table:formula="[^"]*|<text:a [^>]*|<draw:[^>]*|<office:dde[^>]*', body)


def test_a_csv_is_opened_as_words(tmp_path: Path) -> None:
    sheet = opened(
        tmp_path, "angka.csv", figure_box.as_csv(HEADER, ROWS), f"--infilter={AS_PEOPLE_OPEN_IT}"
    )
    assert "biasa" in sheet
    assert wrong_in(sheet) == []


def test_the_registers_csv_is_opened_as_words(tmp_path: Path) -> None:
    sheet = opened(
        tmp_path, "aduan.csv", files.as_csv(HEADER[1:], ROWS), f"--infilter={AS_PEOPLE_OPEN_IT}"
    )
    assert wrong_in(sheet) == []


def test_a_formula_that_is_not_made_inert_would_be_reckoned(tmp_path: Path) -> None:
    """Without this nobody knew whether the tests above look at anything."""
    data = "a;b\r\n=1+1;x\r\n".encode("utf-8-sig")
    sheet = opened(tmp_path, "bahaya.csv", data, f"--infilter={AS_PEOPLE_OPEN_IT}")
    assert wrong_in(sheet) == ['table:formula="of:=1+1']


def test_an_xlsx_is_opened_as_words(tmp_path: Path, now: datetime) -> None:
    sheet = opened(tmp_path, "aduan.xlsx", files.as_xlsx("Aduan", HEADER, ROWS, now=now))
    assert "biasa" in sheet
    assert wrong_in(sheet) == []
