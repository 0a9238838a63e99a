"""Who may do what: sign-in, protection, the edit log, quotas, files of one's own."""

from collections.abc import Iterator

import gspread
import pytest
from gspread.utils import ExportFormat

from sandbox import web
from sandbox.sheets.app import build
from sandbox.sheets.quota import Quota
from tests.sandbox.google import BOOK, Google, appended, span, texts, where

STAFF = "staff:siti@pekalongankota.go.id"
SITI = "siti@pekalongankota.go.id"


def test_without_a_token_nothing_is_answered(google: Google) -> None:
    del google.session.headers["Authorization"]
    answer = google.call("GET", BOOK)
    assert answer.status_code == 401
    assert answer.json()["error"]["status"] == "UNAUTHENTICATED"


def test_an_unknown_file_is_not_found(google: Google) -> None:
    with pytest.raises(gspread.exceptions.SpreadsheetNotFound):
        google.gspread().open_by_key("tidak-ada")


def test_the_edit_log_keeps_who_changed_what(google: Google) -> None:
    google.done(appended(texts("Baru")))
    google.as_user(STAFF).typed("A1", "Selesai")
    newest = google.control("GET", "edits", params={"limit": "1"})
    assert [newest[0][name] for name in ("user", "sheet", "cell", "old", "new")] == [
        SITI,
        "Sheet1",
        "A1",
        "Baru",
        "Selesai",
    ]
    assert len(google.control("GET", "edits")) == 2


def test_a_sort_is_logged_as_one_edit(google: Google) -> None:
    google.put("A1", [["b"], ["a"]])
    spec = {"range": where((0, 2), (0, 1)), "sortSpecs": [{"dimensionIndex": 0}]}
    google.as_user(STAFF).done({"sortRange": spec})
    newest = google.control("GET", "edits", params={"limit": "1"})[0]
    assert (newest["user"], newest["cell"], newest["new"]) == (SITI, "A1:A2", "sortRange")


def protect(google: Google, **more: object) -> None:
    rule = {"range": where((0, 1), (0, 2)), **more}
    google.done({"addProtectedRange": {"protectedRange": rule}})


def test_a_protected_cell_refuses_staff_but_not_the_worker(google: Google) -> None:
    protect(google)
    refused = google.as_user(STAFF).put("A1", [["x"]])
    assert refused.status_code == 400
    assert refused.json()["error"]["message"].startswith("You are trying to edit a protected cell")
    assert google.as_user(STAFF).put("A2", [["x"]]).ok
    assert google.put("A1", [["x"]]).ok


@pytest.mark.parametrize("more", [{"warningOnly": True}, {"editors": {"users": [SITI]}}])
def test_a_warning_or_an_editors_name_lets_staff_write(
    google: Google, more: dict[str, object]
) -> None:
    protect(google, **more)
    assert google.as_user(STAFF).put("A1", [["x"]]).ok


def test_a_protected_tab_cannot_be_sorted_or_lose_its_protection(google: Google) -> None:
    rule = {"range": {"sheetId": 0}, "unprotectedRanges": [where((5, 6), (0, 1))]}
    [reply] = google.done({"addProtectedRange": {"protectedRange": rule}})
    number = reply["addProtectedRange"]["protectedRange"]["protectedRangeId"]
    staff = google.as_user(STAFF)
    sort = {"range": where((0, 5)), "sortSpecs": [{"dimensionIndex": 0}]}
    wanted = [
        {"sortRange": sort},
        {"deleteDimension": {"range": span("ROWS", 0, 1)}},
        {"deleteProtectedRange": {"protectedRangeId": number}},
        {"deleteSheet": {"sheetId": 0}},
        appended(texts("x")),
    ]
    assert all("protected cell" in staff.refused(request) for request in wanted)
    assert staff.put("A6", [["x"]]).ok
    google.done({"deleteProtectedRange": {"protectedRangeId": number}})
    assert staff.put("A1", [["x"]]).ok


def test_each_user_sees_whether_it_may_edit(google: Google) -> None:
    protect(google)
    [mine] = google.book()["sheets"][0]["protectedRanges"]
    [theirs] = google.as_user(STAFF).book()["sheets"][0]["protectedRanges"]
    assert mine["requestingUserCanEdit"] is True
    assert "requestingUserCanEdit" not in theirs


def test_a_warning_cannot_list_editors(google: Google) -> None:
    rule = {"range": where((0, 1)), "warningOnly": True, "editors": {"users": [SITI]}}
    assert "warning-only" in google.refused({"addProtectedRange": {"protectedRange": rule}})


def test_calls_are_counted_by_user_and_operation(google: Google) -> None:
    google.done(appended(texts("x")))
    google.values("A1")
    google.as_user(STAFF).typed("A2", "y")
    counts = google.control("GET", "calls", params={"user": "worker"})
    assert (counts["reads"], counts["writes"]) == (1, 1)
    assert counts["by_endpoint"] == {"POST :batchUpdate": 1, "GET values": 1}
    assert google.control("GET", "calls", params={"user": SITI})["writes"] == 1


@pytest.fixture(scope="module")
def metered(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with web.running(build(tmp_path_factory.mktemp("metered"), quota_on=True)) as base:
        yield base


def test_the_sixty_first_read_of_a_minute_is_refused(metered: str) -> None:
    google = Google(metered, "reader")
    codes = [google.call("GET", f"{BOOK}/values/A1").status_code for _ in range(61)]
    assert codes == [200] * 60 + [429]
    error = google.call("GET", BOOK).json()["error"]
    assert error["status"] == "RESOURCE_EXHAUSTED"
    assert error["details"][0]["metadata"]["quota_limit"] == "ReadRequestsPerMinutePerUser"
    assert google.put("A1", [["writes are counted apart"]]).ok
    assert Google(metered, "another").call("GET", BOOK).ok
    assert google.control("GET", "values/Sheet1")


def test_the_quota_is_refilled_every_minute() -> None:
    seconds = [0.0]
    quota = Quota(lambda: seconds[0], limit=1)
    assert [quota.take("worker", "read") for _ in range(2)] == [True, False]
    seconds[0] = 60.0
    assert quota.take("worker", "read")


def test_control_shows_plain_values_of_a_tab(google: Google) -> None:
    google.done({"addSheet": {"properties": {"title": "Jam Layanan"}}})
    google.typed("'Jam Layanan'!A1", "2026-01-02", "Senin")
    assert google.control("GET", "values/Jam Layanan") == [[46024, "Senin"]]
    assert google.call("GET", "/_sandbox/values/Tidak Ada").status_code == 400


def test_a_reset_leaves_one_empty_spreadsheet(google: Google) -> None:
    google.put("A1", [["x"]])
    google.gspread().create("Lain")
    google.control("POST", "reset")
    assert [file["name"] for file in google.gspread().list_spreadsheet_files()] == ["wadul-sandbox"]
    assert google.book()["sheets"][0]["properties"]["title"] == "Sheet1"
    assert google.control("GET", "edits") == []


def test_files_are_created_listed_shared_copied_and_deleted(google: Google) -> None:
    client = google.gspread()
    book = client.create("Arsip 2025")
    book.sheet1.update([["a", "b"], ["c", "d"]], "A1")
    book.share(SITI, perm_type="user", role="writer", notify=False)
    assert [item["role"] for item in book.list_permissions()] == ["owner", "writer"]
    assert google.as_user(STAFF).gspread().open("Arsip 2025").id == book.id
    copy = client.copy(book.id, title="Salinan")
    assert copy.sheet1.get_all_values() == [["a", "b"], ["c", "d"]]
    assert client.export(book.id, ExportFormat.CSV) == b"a,b\r\nc,d"
    client.import_csv(book.id, "x,1\ny,2\n")
    assert book.get_worksheet(0).get_all_values() == [["x", "1"], ["y", "2"]]
    book.remove_permissions(SITI)
    for file in (book, copy):
        client.del_spreadsheet(file.id)
    assert [file["name"] for file in client.list_spreadsheet_files()] == ["wadul-sandbox"]
