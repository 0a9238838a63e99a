"""`python -m sheets_schema` as a person runs it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import requests

from tests.sheets_schema.stand_in import ROOT, StandIn


def run(
    stand_in: StandIn, folder: Path, *arguments: str, **settings: str
) -> subprocess.CompletedProcess[str]:
    environment = (
        os.environ
        | settings
        | {
            "SANDBOX_SHEETS_PORT": stand_in.url.rsplit(":", 1)[1],
            "JOURNAL_URL": f"sqlite:///{folder}/journal.db",
        }
    )
    return subprocess.run(
        [sys.executable, "-m", "sheets_schema", *arguments],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_check_reports_and_provisioning_puts_right(stand_in: StandIn, tmp_path: Path) -> None:
    found = run(stand_in, tmp_path, "--check")
    assert found.returncode == 1 and "Tab Aduan belum ada." in found.stdout
    done = run(stand_in, tmp_path)
    assert done.returncode == 0 and "Lokal" not in done.stdout
    found = run(stand_in, tmp_path, "--check")
    assert (found.returncode, found.stdout.strip()) == (0, "Lembar sudah sesuai.")


def test_a_spreadsheet_that_is_away_is_one_sentence(stand_in: StandIn, tmp_path: Path) -> None:
    stand_in.fault("status", match="spreadsheets", status=404)
    found = run(stand_in, tmp_path)
    assert found.returncode == 1 and "SHEETS_SPREADSHEET_ID" in found.stderr
    assert "Traceback" not in found.stderr


def test_the_example_admin_may_change_the_settings_and_an_agency_may_not(
    stand_in: StandIn, tmp_path: Path
) -> None:
    done = run(stand_in, tmp_path)
    assert done.returncode == 0 and "Lokal" not in done.stdout
    assert typed_as("admin.kota@contoh.test", stand_in).ok
    assert "protected" in typed_as("admin.dinhub@contoh.test", stand_in).text


def typed_as(email: str, stand_in: StandIn) -> requests.Response:
    return requests.put(
        f"{stand_in.url}/v4/spreadsheets/wadul-sandbox/values/Pengaturan!B2",
        params={"valueInputOption": "USER_ENTERED"},
        json={"values": [["Lapor Ajib"]]},
        headers={"Authorization": f"Bearer staff:{email}"},
        timeout=30,
    )


def test_a_key_that_cannot_be_read_is_one_sentence(stand_in: StandIn, tmp_path: Path) -> None:
    missing = {"GOOGLE_APPLICATION_CREDENTIALS": str(tmp_path / "key.json")}
    found = run(stand_in, tmp_path, **missing)
    assert found.returncode == 1 and "GOOGLE_APPLICATION_CREDENTIALS" in found.stderr
    assert "Traceback" not in found.stderr
