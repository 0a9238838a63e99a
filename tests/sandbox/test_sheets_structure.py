"""Rows, columns and tabs that move, and everything that must go with them."""

from typing import Any

import pytest

from tests.sandbox.google import BOOK, Google, guard, span, where


def column_a(google: Google) -> list[str]:
    return [row[0] if row else "" for row in google.values("A1:A10")]


def fill(google: Google, *texts: str) -> None:
    assert google.put("A1", [[text] for text in texts]).ok


def note(google: Google, row: int, text: str) -> None:
    cell = {"range": where((row, row + 1), (0, 1)), "cell": {"note": text}, "fields": "note"}
    google.done({"repeatCell": cell})


def anchor(google: Google, row: int, number: int = 5) -> None:
    """Developer metadata on one row."""
    item = {
        "metadataId": number,
        "metadataKey": "no",
        "visibility": "DOCUMENT",
        "location": {"dimensionRange": span("ROWS", row, row + 1)},
    }
    google.done({"createDeveloperMetadata": {"developerMetadata": item}})


def anchored_row(google: Google, number: int = 5) -> int:
    found = google.call("GET", f"{BOOK}/developerMetadata/{number}").json()
    row: int = found["location"]["dimensionRange"]["startIndex"]
    return row


def test_sorting_moves_notes_and_metadata_with_their_row(google: Google) -> None:
    fill(google, "Isi", "c", "a", "b")
    note(google, 1, "catatan c")
    anchor(google, 1)
    order = [{"dimensionIndex": 0, "sortOrder": "ASCENDING"}]
    google.done({"sortRange": {"range": where((1, 1000)), "sortSpecs": order}})
    assert column_a(google) == ["Isi", "a", "b", "c"]
    assert google.cell("A4")["note"] == "catatan c"
    assert anchored_row(google) == 3


def test_sorting_puts_numbers_before_texts_and_blanks_last(google: Google) -> None:
    google.put("A1", [["b", 1], [10, 2], ["", 3], ["A", 4], [2, 5]])
    spec = [{"dimensionIndex": 0, "sortOrder": "DESCENDING"}]
    google.done({"sortRange": {"range": where((0, 5), (0, 2)), "sortSpecs": spec}})
    assert google.values("A1:B5") == [["b", 1], ["A", 4], [10, 2], [2, 5], ["", 3]]


def test_sorting_some_columns_leaves_the_others(google: Google) -> None:
    google.put("A1", [["b", 1], ["a", 2]])
    spec = [{"dimensionIndex": 0}]
    google.done({"sortRange": {"range": where((0, 2), (0, 1)), "sortSpecs": spec}})
    assert google.values("A1:B2") == [["a", 1], ["b", 2]]


def test_an_inserted_row_shifts_everything_below(google: Google) -> None:
    fill(google, "a", "b")
    anchor(google, 1)
    named = {"namedRangeId": "n1", "name": "Isi", "range": where((1, 2), (0, 1))}
    merge = {"range": where((4, 6), (0, 2)), "mergeType": "MERGE_ALL"}
    google.done({"addNamedRange": {"namedRange": named}}, {"mergeCells": merge})
    google.done({"insertDimension": {"range": span("ROWS", 1, 3)}})
    assert column_a(google) == ["a", "", "", "b"]
    book = google.book()
    assert book["namedRanges"][0]["range"]["startRowIndex"] == 3
    assert book["sheets"][0]["merges"][0]["startRowIndex"] == 6
    assert book["sheets"][0]["properties"]["gridProperties"]["rowCount"] == 1002
    assert anchored_row(google) == 3


def test_an_inserted_row_takes_the_look_of_its_neighbour_without_the_note(google: Google) -> None:
    cell = {"userEnteredFormat": {"textFormat": {"bold": True}}, "note": "x"}
    google.done({"repeatCell": {"range": where((0, 1), (0, 1)), "cell": cell, "fields": "*"}})
    row = span("ROWS", 1, 2)
    google.done({"insertDimension": {"range": row, "inheritFromBefore": True}})
    found = google.cell("A2")
    assert found["userEnteredFormat"] == {"textFormat": {"bold": True}}
    assert "note" not in found


def test_a_deleted_row_takes_its_metadata_along(google: Google) -> None:
    fill(google, "a", "b", "c")
    anchor(google, 1)
    google.done({"deleteDimension": {"range": span("ROWS", 1, 2)}})
    assert column_a(google) == ["a", "c"]
    assert google.call("GET", f"{BOOK}/developerMetadata/5").status_code == 404


@pytest.mark.parametrize(
    ("start", "end", "to", "order"),
    [(0, 1, 3, "bcad"), (2, 4, 0, "cdab"), (1, 2, 2, "abcd")],
)
def test_rows_move_to_a_place_in_the_old_order(
    google: Google, start: int, end: int, to: int, order: str
) -> None:
    fill(google, *"abcd")
    anchor(google, start)
    move = {"source": span("ROWS", start, end), "destinationIndex": to}
    google.done({"moveDimension": move})
    assert "".join(column_a(google)) == order
    assert order[anchored_row(google)] == "abcd"[start]


def test_a_moved_column_takes_values_and_notes_along(google: Google) -> None:
    google.put("A1", [["No", "Isi", "OPD"], ["1", "x", "DPUPR"]])
    note(google, 0, "nomor")
    move = {"source": span("COLUMNS", 0, 1), "destinationIndex": 3}
    google.done({"moveDimension": move})
    assert google.values("A1:C2") == [["Isi", "OPD", "No"], ["x", "DPUPR", "1"]]
    assert google.cell("C1")["note"] == "nomor"


def test_columns_are_inserted_and_deleted(google: Google) -> None:
    google.put("A1", [["a", "b", "c"]])
    google.done({"insertDimension": {"range": span("COLUMNS", 1, 2)}})
    assert google.values("A1:D1") == [["a", "", "b", "c"]]
    google.done({"deleteDimension": {"range": span("COLUMNS", 0, 2)}})
    assert google.values("A1:D1") == [["b", "c"]]
    assert google.book()["sheets"][0]["properties"]["gridProperties"]["columnCount"] == 25


def test_rules_follow_their_rows_and_go_with_them(google: Google) -> None:
    rule = {
        "ranges": [where((2, 4), (0, 1))],
        "booleanRule": {
            "condition": {"type": "CUSTOM_FORMULA", "values": [{"userEnteredValue": "=A1>NOW()"}]},
            "format": {"backgroundColor": {"red": 1}},
        },
    }
    google.done({"addConditionalFormatRule": {"rule": rule, "index": 0}})
    google.done({"insertDimension": {"range": span("ROWS", 0, 1)}})
    [shifted] = google.book()["sheets"][0]["conditionalFormats"]
    assert shifted["ranges"][0]["startRowIndex"] == 3
    google.done({"deleteDimension": {"range": span("ROWS", 3, 5)}})
    assert "conditionalFormats" not in google.book()["sheets"][0]
    gone = google.refused({"deleteConditionalFormatRule": {"index": 0}})
    assert "No conditional format on sheet: 0 at index: 0" in gone


def test_a_basic_filter_spans_the_tab_and_can_be_cleared(google: Google) -> None:
    google.done({"setBasicFilter": {"filter": {"range": {"sheetId": 0}}}})
    found = google.book()["sheets"][0]["basicFilter"]["range"]
    assert (found["endRowIndex"], found["endColumnIndex"]) == (1000, 26)
    google.done({"clearBasicFilter": {"sheetId": 0}})
    assert "basicFilter" not in google.book()["sheets"][0]


def test_filter_views_and_groups_are_kept(google: Google) -> None:
    view = {"title": "Terlambat", "range": where((0, 10), (0, 2))}
    added, grouped = google.done(
        {"addFilterView": {"filter": view}},
        {"addDimensionGroup": {"range": span("COLUMNS", 1, 3)}},
    )
    number = added["addFilterView"]["filter"]["filterViewId"]
    assert grouped["addDimensionGroup"]["dimensionGroups"][0]["depth"] == 1
    sheet = google.book()["sheets"][0]
    assert (sheet["filterViews"][0]["title"], len(sheet["columnGroups"])) == ("Terlambat", 1)
    google.done(
        {"deleteFilterView": {"filterId": number}},
        {"deleteDimensionGroup": {"range": span("COLUMNS", 1, 3)}},
    )
    assert {"filterViews", "columnGroups"}.isdisjoint(google.book()["sheets"][0])


def test_sizes_are_set_and_fitted(google: Google) -> None:
    google.put("A1", [["x" * 200]])
    hidden = {"range": span("COLUMNS", 1, 2), "properties": {"hiddenByUser": True}}
    google.done(
        {"autoResizeDimensions": {"dimensions": span("COLUMNS", 0, 1)}},
        {"updateDimensionProperties": hidden | {"fields": "hiddenByUser"}},
    )
    data = google.book(fields="sheets.data.columnMetadata")["sheets"][0]["data"][0]
    assert data["columnMetadata"][0]["pixelSize"] > 1000
    assert data["columnMetadata"][1] == {"pixelSize": 100, "hiddenByUser": True}


def test_copy_cut_and_replace(google: Google) -> None:
    google.put("A1", [["rusak"], ["Rusak berat"]])
    copy = {"source": where((0, 2), (0, 1)), "destination": where((0, 2), (1, 2))}
    target = {"sheetId": 0, "rowIndex": 0, "columnIndex": 3}
    google.done(
        {"copyPaste": copy | {"pasteType": "PASTE_NORMAL"}},
        {"cutPaste": {"source": where((0, 2), (0, 1)), "destination": target}},
    )
    assert google.values("A1:D2") == [
        ["", "rusak", "", "rusak"],
        ["", "Rusak berat", "", "Rusak berat"],
    ]
    replace = {"find": "rusak", "replacement": "hancur", "allSheets": True}
    [reply] = google.done({"findReplace": replace})
    assert reply["findReplace"]["occurrencesChanged"] == 4
    assert google.values("B1:B2") == [["hancur"], ["hancur berat"]]


def test_tabs_are_added_renamed_reordered_and_copied(google: Google) -> None:
    tab = google.gspread().open_by_key("wadul-sandbox").add_worksheet("Aduan", 5, 3)
    google.put("Aduan!A1", [["x"]])
    anchor_free = {"sourceSheetId": tab.id, "newSheetName": "Salinan", "insertSheetIndex": 0}
    google.done({"duplicateSheet": anchor_free})
    properties = {"sheetId": tab.id, "index": 0, "title": "Aduan 2026"}
    google.done({"updateSheetProperties": {"properties": properties, "fields": "index,title"}})
    found = [sheet["properties"] for sheet in google.book()["sheets"]]
    assert [p["title"] for p in found] == ["Aduan 2026", "Salinan", "Sheet1"]
    assert [p["index"] for p in found] == [0, 1, 2]
    assert google.values("Salinan!A1") == [["x"]]
    assert {p["sheetType"] for p in found} == {"GRID"}


def test_a_tab_can_be_copied_to_another_file(google: Google) -> None:
    google.put("A1", [["x"]])
    other = google.gspread().create("Arsip")
    answer = google.gspread().open_by_key("wadul-sandbox").sheet1.copy_to(other.id)
    assert answer["title"] == "Copy of Sheet1"
    assert other.worksheet("Copy of Sheet1").acell("A1").value == "x"
    google.gspread().del_spreadsheet(other.id)


def test_a_shrunk_grid_drops_what_lies_outside(google: Google) -> None:
    google.put("A1", [["a", "b"], ["c", "d"]])
    google.gspread().open_by_key("wadul-sandbox").sheet1.resize(rows=1, cols=1)
    google.gspread().open_by_key("wadul-sandbox").sheet1.resize(rows=2, cols=2)
    assert google.values("A1:B2") == [["a"]]


def test_values_are_found_by_metadata_at_the_moment_of_writing(google: Google) -> None:
    fill(google, "a", "b")
    anchor(google, 1)
    google.done({"insertDimension": {"range": span("ROWS", 0, 1)}})
    lookup = {"developerMetadataLookup": {"metadataId": 5}}
    part = {"dataFilter": lookup, "majorDimension": "ROWS", "values": [["B"]]}
    body: Any = {"valueInputOption": "RAW", "data": [part]}
    answer = google.call("POST", f"{BOOK}/values:batchUpdateByDataFilter", json=body).json()
    assert answer["responses"][0]["updatedRange"] == "Sheet1!A3"
    body = {"dataFilters": [lookup]}
    found = google.call("POST", f"{BOOK}/values:batchGetByDataFilter", json=body).json()
    assert found["valueRanges"][0]["valueRange"]["values"] == [["B"]]
    found = google.call("POST", f"{BOOK}/developerMetadata:search", json=body).json()
    assert len(found["matchedDeveloperMetadata"]) == 1


def test_a_deleted_tab_hides_its_named_ranges_but_keeps_their_ids(google: Google) -> None:
    google.done({"addSheet": {"properties": {"title": "Sementara", "sheetId": 9}}})
    named = {"namedRangeId": "n9", "name": "Lama", "range": {"sheetId": 9, "endRowIndex": 2}}
    google.done({"addNamedRange": {"namedRange": named}})
    google.done({"deleteSheet": {"sheetId": 9}})
    assert "namedRanges" not in google.book()
    assert "already exists" in google.refused(guard("n9"))
