"""Status words, as states of the procedure."""

from __future__ import annotations

import pytest

from desk.problems import Refused
from sheets_schema.importing import statuses
from sheets_schema.importing.statuses import Stands
from sop import SOPS
from sop.model import Sop

ALADIN = SOPS["wadul_aladin"]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("selesai", Stands("Selesai")),
        ("SUDAH", Stands("Selesai")),
        ("Done", Stands("Selesai")),
        ("selsai", Stands("Selesai")),
        ("sudah dijawab", Stands("Selesai", "Dijawab")),
        ("Sudah ditindaklanjuti", Stands("Selesai", "Ditindaklanjuti")),
        ("proses", Stands("Diproses OPD")),
        ("Batal", Stands("Ditutup")),
        ("spam", Stands("Ditutup", "Spam")),
        ("Bukan wewenang", Stands("Ditutup", "Bukan Kewenangan")),
        ("belum sempat", Stands("Baru")),
        ("", Stands("Baru")),
        ("Dikembalikan OPD", Stands("Dikembalikan OPD")),
    ],
)
def test_a_status_is_understood(typed: str, meant: Stands) -> None:
    assert statuses.understood(typed, ALADIN, given={}, agency="DLH") == meant


def test_without_a_known_opd_it_is_the_desks_turn() -> None:
    assert statuses.understood("proses", ALADIN, given={}, agency="") == Stands("Baru")
    assert statuses.understood("Diproses OPD", ALADIN, given={}, agency="") == Stands("Baru")


@pytest.mark.parametrize("typed", ["dlm antrian", "?", "lihat lampiran"])
def test_what_nobody_can_tell_is_asked(typed: str) -> None:
    assert statuses.understood(typed, ALADIN, given={}, agency="") is None


def test_a_persons_word_goes_before_everything() -> None:
    given = statuses.given_statuses(["dlm antrian=baru", "Selesai=Ditutup"], ALADIN)
    assert statuses.understood("Dlm Antrian", ALADIN, given=given, agency="") == Stands("Baru")
    assert statuses.understood("selesai", ALADIN, given=given, agency="") == Stands("Ditutup")
    with pytest.raises(Refused, match="Status Wadul"):
        statuses.given_statuses(["x=y"], ALADIN)


def test_a_register_without_statuses_is_over_where_an_answer_is_written() -> None:
    told = statuses.by_what_is_written(ALADIN, follow_up="", answer="Sudah")
    assert told == Stands("Selesai", "Dijawab")
    done = statuses.by_what_is_written(ALADIN, follow_up="Ditambal", answer="Sudah")
    assert done == Stands("Selesai", "Ditindaklanjuti")
    assert statuses.by_what_is_written(ALADIN, follow_up="", answer="") == Stands("Baru")


@pytest.mark.parametrize("sop", SOPS.values())
@pytest.mark.parametrize("typed", ["selesai", "proses", "batal", "belum", ""])
def test_every_procedure_has_a_state_for_each(typed: str, sop: Sop) -> None:
    found = statuses.understood(typed, sop, given={}, agency="DPUPR")
    assert found is not None and sop.state(found.state)
