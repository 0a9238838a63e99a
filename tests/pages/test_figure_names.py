"""What stands over the complaints of a figure."""

from __future__ import annotations

import pytest

from pages.parts.figure_names import name_of
from sop import SOPS
from sop.figures.picks import _FINDERS as FIGURES
from sop.figures.picks import Pick

ALADIN, BARES = SOPS["wadul_aladin"], SOPS["wani_bares"]


@pytest.mark.parametrize(
    ("pick", "name"),
    [
        (Pick("received", "2026-10"), "Diterima Oktober 2026"),
        (Pick("closed"), "Ditutup"),
        (Pick("open", part="channel=Surat"), "Masih terbuka di akhir, Kanal: Surat"),
        (Pick("received", part="kind="), "Diterima, Jenis Aduan: tidak diisi"),
        (Pick("overdue", "A4"), "Sedang berjalan, lewat batas: tahap 4"),
        (Pick("step", "A5", "terlambat"), "Tahap 5, terlambat"),
        (Pick("step"), "Semua tahap"),
        (Pick("cell", "DLH", "A5"), "Tahap 5, DLH"),
        (Pick("agency", "DLH", "tepat"), "OPD: DLH, tepat"),
        (Pick("holder", "Admin OPD", "kembali"), "Giliran: Admin OPD, dikembalikan olehnya"),
        (Pick("rated", "4"), "Penilaian: 4"),
        (Pick("here", "DLH"), "Terbuka, di OPD: DLH"),
        (Pick("returned"), "Dikembalikan OPD"),
    ],
)
def test_a_figure_is_called_what_it_counts(pick: Pick, name: str) -> None:
    assert name_of(ALADIN, pick) == name


def test_every_figure_that_there_is_has_a_name() -> None:
    step = {"step": "A4", "cell": "DLH"}
    for kind in FIGURES:
        assert name_of(ALADIN, Pick(kind, step.get(kind, ""), "A4" if kind == "cell" else ""))


@pytest.mark.parametrize("pick", [Pick("names"), Pick("received", "soon"), Pick("step", "A99")])
def test_what_is_no_figure_has_no_name(pick: Pick) -> None:
    assert name_of(BARES, pick) is None
