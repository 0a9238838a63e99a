"""spreadsheets.batchUpdate: whole or not at all, the guard, masks, and what is refused."""

from typing import Any

import pytest
import requests

from tests.sandbox.google import BOOK, Google, appended, guard, span, texts, where


def test_one_bad_request_undoes_the_whole_batch(google: Google) -> None:
    google.done(appended(texts("A-1")))
    bad = {"updateCells": {"start": {"sheetId": 99}, "rows": [texts("x")], "fields": "*"}}
    rename = {"properties": {"title": "Lain"}, "fields": "title"}
    text = google.refused(
        appended(texts("A-2")), guard("g1"), {"updateSpreadsheetProperties": rename}, bad
    )
    assert text == "Invalid requests[3].updateCells: No grid with id: 99"
    assert google.values("Sheet1") == [["A-1"]]
    book = google.book()
    assert book["properties"]["title"] == "wadul-sandbox"
    assert "namedRanges" not in book


def test_a_second_batch_with_the_same_guard_is_refused(google: Google) -> None:
    google.done(appended(texts("A-1")), guard("batch-1"))
    answer = google.batch(appended(texts("A-1")), guard("batch-1", "another_name"))
    assert answer.status_code == 400
    assert answer.json()["error"]["status"] == "INVALID_ARGUMENT"
    assert google.values("Sheet1") == [["A-1"]]


def test_a_batch_whose_answer_was_lost_lands_once(google: Google) -> None:
    fault = {"kind": "cut_after", "match": ":batchUpdate", "count": 1}
    google.control("POST", "faults", json=fault)
    with pytest.raises(requests.ConnectionError):
        google.batch(appended(texts("A-1")), guard("batch-1"))
    assert google.batch(appended(texts("A-1")), guard("batch-1")).status_code == 400
    assert google.values("Sheet1") == [["A-1"]]


def test_a_guard_survives_its_row_and_leaves_when_deleted(google: Google) -> None:
    google.done(guard("g1"))
    google.done({"deleteDimension": {"range": span("ROWS", 0, 1)}})
    assert "namedRanges" not in google.book()
    assert "already exists" in google.refused(guard("g1"))
    google.done({"deleteNamedRange": {"namedRangeId": "g1"}})
    google.done(guard("g1"))


@pytest.mark.parametrize(
    ("request_body", "text"),
    [
        (
            {"fooBar": {}},
            "Invalid JSON payload received. Unknown name \"fooBar\" at 'requests[0]': "
            "Cannot find field.",
        ),
        (
            {"addSheet": {"properties": {"titel": "x"}}},
            'Invalid JSON payload received. Unknown name "titel" at '
            "'requests[0].add_sheet.properties': Cannot find field.",
        ),
        (
            {"mergeCells": {"mergeType": "SIDEWAYS"}},
            "Invalid value at 'requests[0].merge_cells.merge_type' (TYPE_ENUM), \"SIDEWAYS\"",
        ),
        (
            {"appendDimension": {"sheetId": 0, "length": "many"}},
            "Invalid value at 'requests[0].append_dimension.length' (TYPE_INT32), \"many\"",
        ),
        (
            {"addChart": {}},
            "Invalid requests[0].addChart: this local stand-in does not imitate addChart.",
        ),
        (
            {"updateCells": {"start": {}, "rows": []}},
            "Invalid requests[0].updateCells: At least one field must be listed in 'fields'. "
            "(Use '*' to indicate all fields.)",
        ),
        (
            {"updateCells": {"start": {}, "rows": [], "fields": "colour"}},
            "Invalid requests[0].updateCells: Invalid field: colour",
        ),
        (
            {"addSheet": {"properties": {"title": "Sheet1"}}},
            'Invalid requests[0].addSheet: A sheet with the name "Sheet1" already exists. '
            "Please enter another name.",
        ),
        (
            {"deleteSheet": {"sheetId": 0}},
            "Invalid requests[0].deleteSheet: You can't remove all the sheets in a document.",
        ),
        (
            {"deleteDimension": {"range": span("ROWS", 0, 1000)}},
            "Invalid requests[0].deleteDimension: You can't delete all the rows on the sheet.",
        ),
        (
            {"appendDimension": {"sheetId": 0, "dimension": "ROWS", "length": 400_000}},
            "This action would increase the number of cells in the workbook above the limit of "
            "10000000 cells.",
        ),
    ],
)
def test_a_bad_request_is_refused_in_googles_words(
    google: Google, request_body: Any, text: str
) -> None:
    assert text in google.refused(request_body)


def test_a_batch_without_requests_is_refused(google: Google) -> None:
    assert google.refused() == "Must specify at least one request."


def test_broken_json_is_refused(google: Google) -> None:
    answer = google.call("POST", f"{BOOK}:batchUpdate", data=b'{"requests": [')
    assert answer.status_code == 400
    assert answer.json()["error"]["message"].startswith("Invalid JSON payload received.")


def test_snake_case_names_and_texts_for_numbers_are_taken(google: Google) -> None:
    google.done({"append_dimension": {"sheet_id": "0", "dimension": "ROWS", "length": "5"}})
    grid = google.book(fields="sheets.properties.gridProperties.rowCount")
    assert grid == {"sheets": [{"properties": {"gridProperties": {"rowCount": 1005}}}]}


def test_append_cells_goes_below_the_last_value_and_grows_the_grid(google: Google) -> None:
    google.put("C998", [["x"]])
    google.done(appended(texts("a"), texts("b"), texts("c")))
    assert google.values("A999:A1001") == [["a"], ["b"], ["c"]]
    assert google.book()["sheets"][0]["properties"]["gridProperties"]["rowCount"] == 1001


def test_typed_text_that_looks_like_a_formula_stays_text(google: Google) -> None:
    google.done(appended(texts("=1+2", "0812")))
    assert google.values("A1:B1", "FORMATTED_VALUE") == [["=1+2", "0812"]]


def test_update_cells_with_a_range_clears_what_is_not_given(google: Google) -> None:
    google.put("A1", [["a", "b", "c"], ["d", "e", "f"]])
    box = where((0, 2), (0, 3))
    fields = "userEnteredValue"
    google.done({"updateCells": {"range": box, "rows": [texts("x")], "fields": fields}})
    assert google.values("A1:C2") == [["x"]]


def test_update_cells_with_a_start_writes_only_what_is_given(google: Google) -> None:
    google.put("A1", [["a", "b", "c"]])
    start = {"sheetId": 0, "rowIndex": 0, "columnIndex": 1}
    google.done({"updateCells": {"start": start, "rows": [texts("x")], "fields": "*"}})
    assert google.values("A1:C1") == [["a", "x", "c"]]


def test_a_mask_changes_only_what_it_names(google: Google) -> None:
    bold = {"userEnteredFormat": {"textFormat": {"bold": True, "fontSize": 12}}, "note": "hai"}
    green = {"userEnteredFormat": {"backgroundColor": {"green": 1, "red": 0}}}
    cell = where((0, 1), (0, 1))
    google.done(
        {"repeatCell": {"range": cell, "cell": bold, "fields": "userEnteredFormat,note"}},
        {
            "repeatCell": {
                "range": cell,
                "cell": green,
                "fields": "userEnteredFormat.backgroundColor",
            }
        },
        {"repeatCell": {"range": cell, "fields": "user_entered_format/text_format/font_size"}},
    )
    found = google.cell("A1")
    assert found["note"] == "hai"
    assert found["userEnteredFormat"] == {
        "textFormat": {"bold": True},
        "backgroundColor": {"green": 1},
        "backgroundColorStyle": {"rgbColor": {"green": 1}},
    }


def test_the_answer_can_echo_the_touched_rows(google: Google) -> None:
    google.put("A1", [["No", "Isi"]])
    body = {
        "requests": [appended(texts("A-1", "Jalan"))],
        "includeSpreadsheetInResponse": True,
        "responseRanges": ["Sheet1!1:1", "Sheet1!A2:B2"],
        "responseIncludeGridData": True,
    }
    answer = google.call("POST", f"{BOOK}:batchUpdate", json=body).json()
    header, row = answer["updatedSpreadsheet"]["sheets"][0]["data"]
    shown = [[c["formattedValue"] for c in data["rowData"][0]["values"]] for data in (header, row)]
    assert shown == [["No", "Isi"], ["A-1", "Jalan"]]
    assert row["startRow"] == 1


def test_a_field_mask_reduces_the_echo(google: Google) -> None:
    mask = "updatedSpreadsheet(sheets(data(startRow,rowData.values.effectiveValue)))"
    body = {
        "requests": [appended(texts("A-1"))],
        "includeSpreadsheetInResponse": True,
        "responseRanges": ["Sheet1!A1:B1"],
    }
    path = f"{BOOK}:batchUpdate"
    answer = google.call("POST", path, json=body, params={"fields": mask}).json()
    cells = [{"values": [{"effectiveValue": {"stringValue": "A-1"}}]}]
    assert answer == {"updatedSpreadsheet": {"sheets": [{"data": [{"rowData": cells}]}]}}


def test_a_wrong_field_mask_is_refused_and_nothing_is_applied(google: Google) -> None:
    path = f"{BOOK}:batchUpdate"
    body = {"requests": [appended(texts("A-1"))]}
    answer = google.call("POST", path, json=body, params={"fields": "replies,sheetz"})
    [violation] = answer.json()["error"]["details"][0]["fieldViolations"]
    assert "Cannot find matching fields for path 'sheetz'" in violation["description"]
    assert google.values("Sheet1") == []


def test_cells_come_only_when_the_mask_names_them(google: Google) -> None:
    google.put("A1", [["a"]])
    assert google.book(fields="sheets.properties.title", includeGridData="true") == {
        "sheets": [{"properties": {"title": "Sheet1"}}]
    }
    named = google.book(fields="sheets(data/rowData/values/userEnteredValue)", ranges="A1:A2")
    values = [{"userEnteredValue": {"stringValue": "a"}}]
    assert named == {"sheets": [{"data": [{"rowData": [{"values": values}]}]}]}


def test_whole_grid_data_has_sizes_and_effective_format(google: Google) -> None:
    google.put("B2", [[5]])
    found = google.book(includeGridData="True", ranges="Sheet1!B2:C3")["sheets"][0]["data"][0]
    assert (found["startRow"], found["startColumn"]) == (1, 1)
    assert found["columnMetadata"] == [{"pixelSize": 100}] * 2
    cell = found["rowData"][0]["values"][0]
    assert cell["effectiveFormat"]["textFormat"]["fontSize"] == 10
    assert cell["effectiveValue"] == {"numberValue": 5}


@pytest.mark.parametrize("number", ["NaN", "1e999"])
def test_a_number_that_json_does_not_know_is_refused(google: Google, number: str) -> None:
    path = f"{BOOK}/values/A1?valueInputOption=RAW"
    answer = google.call("PUT", path, data=f'{{"values": [[{number}]]}}'.encode())
    assert answer.status_code == 400
    assert google.values("A1") == []


def test_a_request_without_its_place_is_refused(google: Google) -> None:
    assert google.refused({"sortRange": {}}) == (
        "Invalid requests[0].sortRange: range must be specified."
    )
