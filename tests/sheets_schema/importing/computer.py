"""Where `impor` runs in these tests."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from typing import Any

import pytest
from sqlalchemy import func, select

from desk.journal import Journal
from desk.schema import complaints, messages
from sheets_schema.__main__ import main
from tests.sheets_schema.stand_in import ROOT


@dataclass
class Computer:
    """Where the command runs: a journal of its own, and the stand-in where one is needed."""

    journal: Journal
    patch: pytest.MonkeyPatch
    capture: pytest.CaptureFixture[str]
    port: str = "1"

    @property
    def settings(self) -> dict[str, str]:
        return {"JOURNAL_URL": self.journal.url, "SANDBOX_SHEETS_PORT": self.port}

    def start(self, *words: str) -> subprocess.Popen[str]:
        """A process of its own, that can be killed."""
        return subprocess.Popen(
            [sys.executable, "-m", "sheets_schema", "impor", *words],
            cwd=ROOT,
            env=os.environ | self.settings | {"PYTHONIOENCODING": "utf-8"},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def run(self, *words: str) -> tuple[int, str, str]:
        """The same in this process, which is there already."""
        for name, value in self.settings.items():
            self.patch.setenv(name, value)
        code = main(["impor", *words])
        said = self.capture.readouterr()
        return code, said.out, said.err

    def count(self) -> int:
        with self.journal.read() as connection:
            query = select(func.count()).select_from(complaints)
            return int(connection.execute(query).scalar_one())

    def rows(self) -> list[dict[str, Any]]:
        with self.journal.read() as connection:
            query = select(complaints).order_by(complaints.c.received_at)
            return [dict(row) for row in connection.execute(query).mappings()]

    def sent(self) -> int:
        with self.journal.read() as connection:
            return int(connection.execute(select(func.count()).select_from(messages)).scalar_one())
