"""Field masks and A1 texts, without a server."""

import pytest

from sandbox.sheets import a1, masks
from sandbox.sheets.a1 import Box, Open
from sandbox.sheets.errors import GoogleError


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("a", {"a": {}}),
        ("a.b,a/c", {"a": {"b": {}, "c": {}}}),
        ("a(b,c(d)),e", {"a": {"b": {}, "c": {"d": {}}}, "e": {}}),
        ("a,a.b", {"a": {}}),
        ("a.b,a", {"a": {}}),
        ("a(b.c,b.d)", {"a": {"b": {"c": {}, "d": {}}}}),
        ("row_data.values.user_entered_value", {"rowData": {"values": {"userEnteredValue": {}}}}),
        ("*", {"*": {}}),
    ],
)
def test_a_mask_is_read_as_a_tree(text: str, tree: object) -> None:
    assert masks.parse(text) == tree


@pytest.mark.parametrize("text", ["a b", "a)", "a(b", "a;b", "a("])
def test_a_broken_mask_is_refused(text: str) -> None:
    with pytest.raises(GoogleError):
        masks.parse(text)


def test_a_mask_picks_through_lists() -> None:
    value = {"s": [{"p": {"t": 1, "u": 2}}, {"q": 3}], "r": 4}
    assert masks.pick(value, masks.parse("s.p(t)")) == {"s": [{"p": {"t": 1}}, {}]}
    assert masks.pick(value, masks.parse("*")) == value


def test_a_change_takes_clears_and_keeps() -> None:
    target = {"a": {"b": 1, "c": 2}, "d": 3}
    changed = masks.change(target, {"a": {"b": 9}}, masks.parse("a(b,c)"))
    assert changed == {"a": {"b": 9}, "d": 3}
    assert masks.change(target, {}, masks.parse("a,d")) == {}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("A1", Open(0, 1, 0, 1)),
        ("B2:A1", Open(0, 2, 0, 2)),
        ("A:C", Open(None, None, 0, 3)),
        ("2:5", Open(1, 5, None, None)),
        ("B3:D", Open(2, None, 1, 4)),
        ("A2:2", Open(1, 2, 0, None)),
        ("$A$1:$B$2", Open(0, 2, 0, 2)),
        ("AAAA1", None),
        ("A1:", None),
        ("A", None),
        ("", None),
    ],
)
def test_cells_are_read_from_a1(text: str, found: Open | None) -> None:
    assert a1.parse_cells(text) == found


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("Sheet1", "Sheet1"),
        ("Aduan", "Aduan"),
        ("Rekap Bulanan", "'Rekap Bulanan'"),
        ("D3", "'D3'"),
        ("Jum'at", "'Jum''at'"),
        ("2026", "'2026'"),
    ],
)
def test_a_title_is_quoted_only_where_needed(title: str, shown: str) -> None:
    assert a1.quoted(title) == shown
    assert a1.split(f"{shown}!A1") == (title, "A1")


def test_columns_have_letters() -> None:
    assert [a1.column_letters(n) for n in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]
    assert a1.label("Sheet1", Box(0, 2, 25, 27)) == "Sheet1!Z1:AA2"
