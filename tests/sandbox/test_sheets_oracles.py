"""The stand-in against Google itself: its discovery document, and answers that were recorded."""

import json
import os
import re
import subprocess
import sys
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from sandbox.sheets import schema
from sandbox.sheets.batch import HANDLERS
from tests.sandbox.google import BOOK, Google, appended, guard, span, texts, where

DOCUMENT = files("googleapiclient.discovery_cache").joinpath("documents/sheets.v4.json")
GOOGLE = json.loads(DOCUMENT.read_text("utf-8"))["schemas"]


def test_every_imitated_kind_has_a_handler() -> None:
    imitated = {name for name, spec in schema.TYPES["Request"].items() if spec != "absent"}
    assert imitated == set(HANDLERS)
    assert set(schema.TYPES["Request"]) == set(GOOGLE["Request"]["properties"])


def test_our_types_have_googles_fields() -> None:
    partial = {"Response"}
    for name, fields in schema.TYPES.items():
        known = set(GOOGLE[name].get("properties", {}))
        assert set(fields) == known or (name in partial and set(fields) <= known), name


def strangers(value: Any, type_name: str) -> list[str]:
    """The fields of an answer that Google's type does not have."""
    found = []
    for name, item in value.items():
        spec = GOOGLE[type_name]["properties"].get(name)
        if spec is None:
            found.append(f"{type_name}.{name}")
            continue
        parts, spec = (item, spec["items"]) if spec.get("type") == "array" else ([item], spec)
        if "$ref" in spec:
            found += [bad for part in parts for bad in strangers(part, spec["$ref"])]
    return found


def test_an_answer_has_only_fields_that_google_has(google: Google) -> None:
    rule = {"ranges": [where((1, 5), (0, 1))], "booleanRule": {"condition": {"type": "NOT_BLANK"}}}
    answer = google.batch(
        appended(texts("a", "b")),
        guard("g1"),
        {"addConditionalFormatRule": {"rule": rule}},
        {"addProtectedRange": {"protectedRange": {"range": where((0, 1))}}},
        {"addFilterView": {"filter": {"range": where((0, 5), (0, 2))}}},
        {"addDimensionGroup": {"range": span("ROWS", 1, 3)}},
        {"setBasicFilter": {"filter": {"range": where((0, 5), (0, 2))}}},
        includeSpreadsheetInResponse=True,
        responseIncludeGridData=True,
    )
    assert strangers(answer.json(), "BatchUpdateSpreadsheetResponse") == []
    values = google.call("GET", f"{BOOK}/values:batchGet", params={"ranges": ["A1", "B1"]})
    assert strangers(values.json(), "BatchGetValuesResponse") == []


def test_recorded_answers_are_given_again(running_google: str) -> None:
    """At least 95 % with the same status and 85 % equal; the recordings stay outside."""
    folder = os.environ.get("WADUL_RECORDINGS")
    if not folder:
        pytest.skip("WADUL_RECORDINGS does not name the folder of Google's recorded answers")
    command = [sys.executable, str(Path(folder) / "replay.py"), running_google]
    shown = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    total, same_status, equal = map(int, re.findall(r"(\d+) (?:inter|with|equal)", shown)[:3])
    assert same_status >= 0.95 * total
    assert equal >= 0.85 * total
