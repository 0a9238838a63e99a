"""The charts: Indonesian, and every mark says which figure it stands for."""

from __future__ import annotations

from datetime import date

from pages.parts import charts, figure_box
from pages.parts.charts import Bar, Cell
from pages.parts.palette import DARK, LIGHT, band

MONTHS = [date(2025, 12, 1), date(2026, 1, 1), date(2026, 5, 1), date(2026, 8, 1)]


def test_months_are_indonesian_with_the_year_where_it_begins() -> None:
    assert charts.month_labels(MONTHS) == ["Des<br>2025", "Jan<br>2026", "Mei<br>", "Agu<br>"]


def test_each_column_hands_back_its_month() -> None:
    series = (("Diterima", "received", "in", (1200, 2, 3, 4)),)
    figure = charts.stacks(tuple(MONTHS), series, LIGHT)
    (trace,) = figure.data
    assert trace.customdata[0] == "received~2025-12"
    assert trace.hovertext[0] == "Des 2025<br>Diterima: 1.200"
    assert trace.hovertemplate.endswith("<extra></extra>")


def test_nothing_zooms_and_no_toolbar_speaks_english() -> None:
    figure = charts.bars((Bar("DLH", 3, "3", "agency~DLH"),), DARK)
    assert figure.layout.dragmode is False
    assert figure.layout.xaxis.fixedrange and figure.layout.yaxis.fixedrange
    assert figure.layout.separators == ",."
    assert charts.CONFIG["displayModeBar"] is False


def test_without_a_limit_there_is_no_share_to_show() -> None:
    rows = (("6", "tanpa batas", ()), ("5", "50 %", ((50, "a", "x"), (50, "b", "y"))))
    groove, kept, missed = charts.kept(rows, LIGHT).data
    assert len(groove.x) == 2
    assert (list(kept.customdata), list(missed.customdata)) == (["a"], ["b"])
    assert missed.base == (50,)


def test_a_cell_without_measure_has_no_colour_of_praise() -> None:
    assert band(None, LIGHT) == LIGHT.blank
    assert band(90, LIGHT) == LIGHT.bands[0][1]
    assert band(89.9, LIGHT) == LIGHT.bands[1][1]
    cells = (Cell(0, 1, None, "–", "cell~DLH~A6", "DLH"),)
    (drawn,) = charts.heat(("DLH",), ("5", "6"), cells, LIGHT).data
    assert (list(drawn.customdata), drawn.marker.color) == (["cell~DLH~A6"], (LIGHT.blank,))


def test_a_file_for_spreadsheets_has_whole_numbers_and_no_formulas() -> None:
    made = figure_box.as_csv(("OPD", "Aduan"), [("DLH", "1.234"), ("=1+1", "83,4 %")])
    assert made == "\ufeffOPD;Aduan\r\nDLH;1234\r\n'=1+1;83,4 %\r\n".encode()
