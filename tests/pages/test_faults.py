"""A page that meets a fault of the journal says what it is, not that something went wrong."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import create_engine
from sqlalchemy.exc import OperationalError
from streamlit.testing.v1 import AppTest

from desk import faults


def shows(error: Exception) -> str:
    """What a person reads when the script of a page ends with this error."""

    def script(error: Exception) -> None:
        import asgi

        asgi.told(error)

    page = AppTest.from_function(script, args=(error,)).run(timeout=30)
    assert not page.exception
    return str(page.error[0].value)


def test_a_locked_journal_is_named(tmp_path: Path) -> None:
    file = tmp_path / "journal.db"
    engine = create_engine(f"sqlite:///{file}", connect_args={"timeout": 0.1})
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("begin exclusive")
        with pytest.raises(OperationalError) as caught, engine.begin() as connection:
            connection.exec_driver_sql("create table t (a text)")
    engine.dispose()
    said = shows(caught.value)
    assert said.startswith(faults.LOCKED) and "tetap aman" in said


def test_any_other_error_is_told_without_its_words() -> None:
    said = shows(ValueError("0812-3456-7890 melapor"))
    assert said.startswith("Halaman ini mengalami gangguan") and "0812" not in said
