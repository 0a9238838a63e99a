"""What Google may take away: the file, the right to it, the account, its room; and its return."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from google.auth import _helpers
from sqlalchemy import select

from desk import accidents
from desk.schema import alarms
from sheets_schema.client import Sheet, connect
from sheets_schema.errors import Cause
from sheets_schema.findings import Wanted
from sheets_schema.pace import Pace
from sheets_schema.provision import provision
from tests.conftest import person
from tests.sheets_schema.office import QUICK, SPREADSHEET, ZONE, Office
from tests.sheets_schema.stand_in import StandIn
from tests.sheets_schema.test_faults import only_one_of_each

ACCOUNT = "wadul@contoh.iam.gserviceaccount.com"


@pytest.fixture(scope="session")
def private_key() -> str:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    form = serialization.PrivateFormat.PKCS8
    plain = serialization.NoEncryption()
    return key.private_bytes(serialization.Encoding.PEM, form, plain).decode()


@pytest.fixture
def key_file(private_key: str, tmp_path: Path, server: StandIn) -> Path:
    """A service account's key as Google gives it out, for the stand-in's token endpoint."""
    key = {"type": "service_account", "client_email": ACCOUNT, "private_key": private_key}
    key |= {"private_key_id": "1", "project_id": "contoh", "token_uri": f"{server.url}/token"}
    path = tmp_path / "key.json"
    path.write_text(json.dumps(key))
    return path


@pytest.fixture
def signed_in(office: Office, key_file: Path) -> Iterator[Office]:
    """The office, with a real service account."""
    sign_in(office, key_file)
    office.passes()
    yield office


def sign_in(office: Office, key_file: Path, pace: Pace = QUICK) -> None:
    """A new process, as the service account."""
    office.close()
    office.sheet = connect(
        SPREADSHEET, url=office.stand_in.url, credentials_file=str(key_file), pace=pace
    )


def told(office: Office) -> dict[str, str]:
    with office.desk.journal.read() as connection:
        return {row.code: row.text for row in connection.execute(select(alarms))}


@pytest.mark.parametrize(
    ("state", "cause", "sentence"),
    [
        ({"access": "none"}, Cause.SHARING, f"kepada {ACCOUNT} sebagai Editor"),
        ({"access": "reader"}, Cause.SHARING, f"kepada {ACCOUNT} sebagai Editor"),
        ({"deleted": True}, Cause.MISSING, "Sampah Google Drive"),
        ({"credentials": "revoked"}, Cause.KEY, f"kunci akun layanan {ACCOUNT}"),
    ],
)
def test_what_was_taken_away_is_named_and_its_return_needs_no_restart(
    signed_in: Office, state: dict[str, object], cause: Cause, sentence: str
) -> None:
    office = signed_in
    office.complain("Sebelum")
    office.passes()
    office.stand_in.condition(**state)
    numbers = [office.complain(f"Sementara {i}") for i in range(3)]
    for _ in range(2):
        error = office.broken_pass()
        assert error.cause is cause and sentence in error.sentence
    assert all(office.complaint(number) for number in numbers)
    office.stand_in.heal()
    assert office.passes(3).backlog == 0 and only_one_of_each(office)


def test_a_key_file_that_is_gone_stops_only_the_register_and_counts_again_when_it_is_back(
    signed_in: Office, key_file: Path
) -> None:
    office = signed_in
    kept = key_file.read_text()
    key_file.unlink()
    office.complain()
    assert office.passes(2).backlog == 0  # the token in hand is good for an hour
    sign_in(office, key_file)
    office.complain("Jalan berlubang")
    error = office.broken_pass()
    assert error.cause is Cause.KEY and "GOOGLE_APPLICATION_CREDENTIALS" in error.sentence
    key_file.write_text(kept[:50])
    assert office.broken_pass().cause is Cause.KEY
    key_file.write_text(kept)
    assert office.passes(2).backlog == 0 and only_one_of_each(office)


def test_a_clock_that_is_wrong_is_not_mistaken_for_a_bad_key(
    office: Office, key_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = datetime.now(UTC).replace(tzinfo=None) - timedelta(hours=3)
    monkeypatch.setattr(_helpers, "utcnow", lambda: slow)
    sign_in(office, key_file)
    error = office.broken_pass()
    assert error.cause is Cause.CLOCK and "jam server" in error.sentence


def test_google_s_sign_in_away_is_not_mistaken_for_a_bad_key(
    office: Office, key_file: Path
) -> None:
    sign_in(office, key_file)
    office.stand_in.fault("cut_before", match="/token")
    error = office.broken_pass()
    assert error.cause is None and not error.permanent and "dihubungi" in error.sentence
    office.stand_in.heal()
    assert office.passes(2).backlog == 0


def test_ten_minutes_without_quota_lose_and_double_nothing(office: Office) -> None:
    office.restart(Pace(spacing_s=0, retry_deadline_s=0, first_pause_s=0.001))
    office.passes()
    office.stand_in.fault("status", match=".", status=429)
    for minute in range(10):
        office.complain(f"Menit {minute}")
        assert "Kuota" in office.broken_pass().sentence
        office.later(seconds=60)
    office.stand_in.heal()
    deadline = time.monotonic() + 5
    while office.sheet.http._pause.remaining:
        assert time.monotonic() < deadline
    assert office.passes(2).backlog == 0 and only_one_of_each(office)


def fill(office: Office) -> int:
    """Leave no room for a single row; returns the sheetId of the tab that takes it."""
    for tab in ("Aduan", "Riwayat", "Percakapan"):
        last = max(len(office.stand_in.values(tab)), 2)
        place = {"sheetId": office.stand_in.sheet_id(tab), "dimension": "ROWS"}
        cut = {"deleteDimension": {"range": place | {"startIndex": last, "endIndex": 1000}}}
        office.stand_in.worker("POST", ":batchUpdate", {"requests": [cut]})
    sizes = office.stand_in.staff(
        "GET", "", params={"fields": "sheets(properties(gridProperties(rowCount,columnCount)))"}
    )
    grids = [entry["properties"]["gridProperties"] for entry in sizes["sheets"]]
    free = 10_000_000 - sum(grid["rowCount"] * grid["columnCount"] for grid in grids)
    size = {"rowCount": free, "columnCount": 1}
    add = {"addSheet": {"properties": {"title": "Lampiran", "gridProperties": size}}}
    answer = office.stand_in.worker("POST", ":batchUpdate", {"requests": [add]})
    return int(answer["replies"][0]["addSheet"]["properties"]["sheetId"])


def test_a_full_file_goes_on_with_the_rows_that_stand(office: Office) -> None:
    numbers = [office.complain("Satu"), office.complain("Dua")]
    office.passes(2)
    big = fill(office)
    late = [office.complain("Tiga"), office.complain("Empat")]
    error = office.broken_pass()
    assert error.cause is Cause.FULL and "ARSIP_SPREADSHEET_IDS" in error.sentence
    office.later(hours=2)
    office.broken_pass()  # new rows are tried again every minute
    office.passes()
    assert "lembar:tidak_muat" in told(office)
    assert [row["Ketepatan"] for row in office.rows()] == ["Terlambat", "Terlambat"]
    office.stand_in.worker(
        "POST", ":batchUpdate", {"requests": [{"deleteSheet": {"sheetId": big}}]}
    )
    office.later(seconds=60)
    assert office.passes(3).backlog == 0 and only_one_of_each(office)
    assert sorted(office.numbers()) == sorted([*numbers, *late])
    office.later(minutes=10)
    office.passes()
    assert told(office) == {}


def test_a_file_in_the_bin_is_told_and_goes_on(office: Office) -> None:
    office.stand_in.condition(trashed=True)
    office.complain()
    office.later(minutes=10)
    office.passes(2)
    assert "Sampah" in told(office)["lembar:sampah"] and only_one_of_each(office)
    office.stand_in.heal()
    office.later(minutes=10)
    office.passes(2)
    assert told(office) == {}


def test_a_drive_that_says_nothing_stops_nothing(office: Office) -> None:
    office.stand_in.fault("status", match="/drive/", status=403)
    office.complain()
    office.later(minutes=10)
    assert office.passes(2).backlog == 0 and told(office) == {}


def test_a_file_that_is_lost_for_good_is_written_anew_into_another_one(
    office: Office, wanted: Wanted
) -> None:
    numbers = [office.complain(f"Aduan {i}") for i in range(3)]
    office.passes(2)
    new = office.stand_in.session.post(
        f"{office.stand_in.url}/drive/v3/files",
        json={"name": "Lembar baru", "mimeType": "application/vnd.google-apps.spreadsheet"},
        headers={"Authorization": "Bearer worker"},
        timeout=30,
    ).json()["id"]
    office.close()
    office.sheet = connect(new, url=office.stand_in.url, pace=QUICK)
    provision(office.sheet, wanted, timezone=ZONE)
    office.passes(4)
    hold = accidents.held(office.desk)
    assert hold is not None  # nobody guesses that an empty register is meant
    admin, back = person(office.desk, "Admin Kota"), accidents.Decision.PUT_BACK
    accidents.decide(office.desk, admin, back, digest=hold.digest, now=office.now)
    office.passes(6)
    assert written(office.sheet, "Aduan") == numbers
    events = [event["id"] for number in numbers for event in office.events(number)]
    assert sorted(written(office.sheet, "Riwayat")) == sorted(events)


def written(sheet: Sheet, tab: str) -> list[str]:
    """The first column below the header."""
    return [str(row[0]) for row in sheet.read([f"'{tab}'!A2:A"])[0] if row]


def test_the_time_that_a_late_write_may_take_is_covered_by_its_guard(
    office: Office, now: datetime
) -> None:
    """Google ends a request after 180 seconds; the guard that it carries stands for an hour."""
    office.complain()
    office.stand_in.fault("late", count=1, for_s=1.0)
    began = time.monotonic()
    office.broken_pass()
    office.passes(2)
    office.later(seconds=180)
    while time.monotonic() < began + 1.3:
        office.passes()
    assert only_one_of_each(office)
