"""spreadsheets.values: what is written, what comes back, and what is refused."""

from typing import Any

import pytest

from tests.sandbox.google import BOOK, Google, where


def test_gspread_opens_writes_appends_and_reads(google: Google) -> None:
    tab = google.gspread().open_by_key("wadul-sandbox").sheet1
    tab.update([["No", "Isi"], ["A-1", "Jalan rusak"]], "A1")
    tab.append_row(["A-2", "Lampu mati"], table_range="A1")
    tab.batch_update([{"range": "B3", "values": [["Lampu padam"]]}])
    assert tab.get_all_values() == [["No", "Isi"], ["A-1", "Jalan rusak"], ["A-2", "Lampu padam"]]
    found = tab.find("A-2")
    assert found is not None and found.row == 3
    tab.batch_clear(["A2:B2"])
    assert tab.row_values(2) == []


def test_an_answer_shows_the_clipped_range_and_no_trailing_empties(google: Google) -> None:
    google.put("A1", [["x", "", ""], ["", "", ""], ["", "y", ""]])
    answer = google.call("GET", f"{BOOK}/values/A1:Z").json()
    assert answer == {
        "range": "Sheet1!A1:Z1000",
        "majorDimension": "ROWS",
        "values": [["x"], [], ["", "y"]],
    }
    assert google.call("GET", f"{BOOK}/values/'Sheet1'!D4").json()["range"] == "Sheet1!D4"
    assert google.values("A1:B3", majorDimension="COLUMNS") == [["x"], ["", "", "y"]]


def test_raw_text_stays_text(google: Google) -> None:
    odd = ["=1+2", "'0812", "007", "TRUE", "2026-01-02", "+62"]
    google.put("A1", [odd])
    assert google.values("A1:F1") == [odd]
    assert google.cell("A1") == google.cell("A1") | {"userEnteredValue": {"stringValue": "=1+2"}}


@pytest.mark.parametrize(
    ("typed", "value", "shown"),
    [
        ("007", 7, "7"),
        ("1,234.5", 1234.5, "1,234.50"),
        ("10%", 0.1, "10%"),
        ("$100.15", 100.15, "$100.15"),
        ("true", True, "TRUE"),
        ("'0123", "0123", "0123"),
        ("2020-01-01", 43831, "2020-01-01"),
        ("1/2/2020", 43832, "1/2/2020"),
        ("10:30", 0.4375, "10:30"),
        ("=4/2", 2, "2"),
        ("3_2_1", "3_2_1", "3_2_1"),
        ("31/12/2026", "31/12/2026", "31/12/2026"),
    ],
)
def test_typed_text_is_understood(google: Google, typed: str, value: Any, shown: str) -> None:
    google.typed("A1", typed)
    assert google.values("A1") == [[value]]
    assert google.values("A1", "FORMATTED_VALUE") == [[shown]]


def test_an_indonesian_file_reads_days_first_and_commas(google: Google) -> None:
    properties = {"properties": {"locale": "in_ID"}, "fields": "locale"}
    google.done({"updateSpreadsheetProperties": properties})
    google.typed("A1", "31/12/2026", "1,5", "1.234,5", "31/12/2026 16:30")
    assert google.values("A1:D1") == [[46387, 1.5, 1234.5, 46387.6875]]
    shown = [["31/12/2026", "1,5", "1.234,50", "31/12/2026 16:30"]]
    assert google.values("A1:D1", "FORMATTED_VALUE") == shown


def test_a_text_cell_keeps_what_is_typed(google: Google) -> None:
    plain = {"userEnteredFormat": {"numberFormat": {"type": "TEXT", "pattern": "@"}}}
    fields = "userEnteredFormat.numberFormat"
    google.done({"repeatCell": {"range": where((0, 1), (0, 1)), "cell": plain, "fields": fields}})
    google.typed("A1", "0812")
    assert google.values("A1") == [["0812"]]


@pytest.mark.parametrize(
    ("kind", "pattern", "shown"),
    [
        ("DATE_TIME", "dd/mm/yyyy hh:mm", "05/03/2026 14:07"),
        ("DATE", "yyyy-mm", "2026-03"),
        ("DATE", 'd mmmm yyyy "WIB"', "5 March 2026 WIB"),
        ("TIME", "h:mm am/pm", "2:07 PM"),
        ("NUMBER", "#,##0.0", "46,086.6"),
        ("DATE", None, "3/5/2026"),
    ],
)
def test_numbers_are_shown_by_their_format(
    google: Google, kind: str, pattern: str | None, shown: str
) -> None:
    form = {"type": kind} | ({"pattern": pattern} if pattern else {})
    cell = {
        "userEnteredValue": {"numberValue": 46086 + (14 * 60 + 7) / 1440},
        "userEnteredFormat": {"numberFormat": form},
    }
    google.done({"repeatCell": {"range": where((0, 1), (0, 1)), "cell": cell, "fields": "*"}})
    assert google.values("A1", "FORMATTED_VALUE") == [[shown]]
    text = google.values("A1", "UNFORMATTED_VALUE", dateTimeRenderOption="FORMATTED_STRING")
    assert text == [[shown]] or kind == "NUMBER"


def test_null_leaves_a_cell_and_empty_text_empties_it(google: Google) -> None:
    google.put("A1", [["a", "b", "c"]])
    answer = google.put("A1:C1", [["x", None, ""]]).json()
    assert google.values("A1:C1") == [["x", "b"]]
    assert (answer["updatedRange"], answer["updatedCells"]) == ("Sheet1!A1:C1", 2)


def test_totals_count_a_column_once(google: Google) -> None:
    data = [{"range": "A1:D1", "values": [[1, 2, 3, 4]]}, {"range": "A4", "values": [[1, 2, 3, 4]]}]
    body = {"valueInputOption": "RAW", "data": data}
    answer = google.call("POST", f"{BOOK}/values:batchUpdate", json=body).json()
    totals = [answer[f"totalUpdated{name}"] for name in ("Rows", "Columns", "Cells", "Sheets")]
    assert totals == [2, 4, 8, 1]
    assert [part["updatedRange"] for part in answer["responses"]] == [
        "Sheet1!A1:D1",
        "Sheet1!A4:D4",
    ]


def append(google: Google, cells: str, *row: Any, **params: str) -> Any:
    params = {"valueInputOption": "RAW", **params}
    path = f"{BOOK}/values/{cells}:append"
    return google.call("POST", path, params=params, json={"values": [list(row)]}).json()


def test_append_follows_the_last_table_even_sideways(google: Google) -> None:
    assert "tableRange" not in append(google, "Sheet1", "1", "", "3")
    shifted = append(google, "Sheet1", "1", "", "3")
    assert shifted["tableRange"] == "Sheet1!C1"
    assert shifted["updates"]["updatedRange"] == "Sheet1!C2:E2"
    kept = append(google, "A1", "x", "y")
    assert (kept["tableRange"], kept["updates"]["updatedRange"]) == ("Sheet1!A1", "Sheet1!A2:B2")


def test_append_grows_the_grid(google: Google) -> None:
    google.put("A1000", [["last"]])
    assert append(google, "A1000", "next")["updates"]["updatedRange"] == "Sheet1!A1001"
    grid = google.book()["sheets"][0]["properties"]["gridProperties"]
    assert grid == {"rowCount": 1001, "columnCount": 26}


def test_append_can_insert_rows_in_a_gap(google: Google) -> None:
    google.put("A1", [["a"], ["b"], [""], ["z"]])
    append(google, "A1", "c", insertDataOption="INSERT_ROWS")
    assert google.values("A1:A6") == [["a"], ["b"], ["c"], [], ["z"]]


@pytest.mark.parametrize(
    ("cells", "rows", "text"),
    [
        ("Nope!A1", [[1]], "Unable to parse range: Nope!A1"),
        ("A1:B1", [[1], [2]], "tried writing to row [2]"),
        ("A1:B1", [[1, 2, 3]], "tried writing to column [C]"),
        ("A5000:B5001", [[1]], "exceeds grid limits. Max rows: 1000, max columns: 26"),
        ("A1000", [[1], [2]], "exceeds grid limits"),
        ("A1", ["x"], "Invalid value at 'data.values[0]'"),
        ("A1", [[{"a": 1}]], "Invalid values[0][0]: struct_value"),
        ("A1", [["x" * 50_001]], "more than the maximum of 50000 characters"),
    ],
)
def test_a_write_that_makes_no_sense_is_refused(
    google: Google, cells: str, rows: Any, text: str
) -> None:
    answer = google.put(cells, rows)
    assert answer.status_code == 400
    assert text in answer.json()["error"]["message"]
    assert google.values("Sheet1") == []


def test_the_longest_text_fits(google: Google) -> None:
    assert google.put("A1", [["x" * 50_000]]).ok


def test_an_unknown_option_or_parameter_is_refused(google: Google) -> None:
    missing = google.call("PUT", f"{BOOK}/values/A1", json={"values": [[1]]})
    assert "'valueInputOption' is required" in missing.json()["error"]["message"]
    wrong = google.call("GET", f"{BOOK}/values/A1", params={"valueRenderOption": "PRETTY"})
    assert "Invalid value at 'value_render_option'" in wrong.json()["error"]["message"]
    unknown = google.call("GET", f"{BOOK}/values/A1", params={"render": "x"})
    assert "Cannot bind query parameter" in unknown.json()["error"]["message"]


def test_a_strict_dropdown_refuses_what_a_person_types(google: Google) -> None:
    condition = {"type": "ONE_OF_LIST", "values": [{"userEnteredValue": "Baru"}]}
    rule = {"condition": condition, "strict": True}
    google.done({"setDataValidation": {"range": where((0, 1), (0, 1)), "rule": rule}})
    refused = google.put("A1", [["Lama"]], "USER_ENTERED")
    assert "violates the data validation rules" in refused.json()["error"]["message"]
    google.typed("A1", "Baru")


def test_clear_keeps_format_note_and_dropdown(google: Google) -> None:
    cell = {"userEnteredValue": {"stringValue": "x"}, "note": "catatan"}
    google.done({"repeatCell": {"range": where((0, 1), (0, 1)), "cell": cell, "fields": "*"}})
    cleared = google.call("POST", f"{BOOK}/values/Sheet1:clear").json()
    assert cleared == {"spreadsheetId": "wadul-sandbox", "clearedRange": "Sheet1!A1:Z1000"}
    assert google.cell("A1") == {"note": "catatan"}


def test_a_named_range_and_a_tab_named_like_a_cell_can_be_read(google: Google) -> None:
    named = {"name": "Judul", "range": where((0, 1), (0, 2))}
    tab = {"addSheet": {"properties": {"title": "D3", "sheetId": 7}}}
    google.done({"addNamedRange": {"namedRange": named}}, tab)
    google.put("A1", [["a", "b", "c"]])
    assert google.values("Judul") == [["a", "b"]]
    google.put("'D3'!A1", [["dalam"]])
    assert google.call("GET", f"{BOOK}/values/'D3'!A1").json()["range"] == "'D3'!A1"
