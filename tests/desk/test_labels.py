"""What people put a word before."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from desk import labels
from desk.acting import act
from desk.journal import Journal
from sop.model import Detail, Field
from tests.conftest import open_desk, person
from tests.desk.test_acting import sent_to
from tests.desk.writing import LET_PASS, Street

FORM = "Nama: Siti Aminah\nAlamat: Jl. Mawar 3\nLokasi: Jl. Dieng\nLampu mati sejak Senin"


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Nama: Siti, alamat: Jl. Mawar 3, lampu mati", {"nama": "Siti"}),
        ("1) NM = tono / almt = dsn Ngelo", {"nama": "tono", "alamat": "dsn Ngelo"}),
        ("*Nama* : Siti", {"nama": "Siti"}),
        ("Lokasi kejadian: pasar. Kejadiannya kemarin", {"lokasi kejadian": "pasar"}),
        ("Asma: Sri\nGriya: Panekan", {"nama": "Sri", "alamat": "Panekan"}),
        ("Nama: -\nAlamat: belum ada\nLokasi:", {}),
        ("nama saya Siti", {}),
    ],
)
def test_a_label_is_known_in_any_spelling(text: str, named: dict[str, str]) -> None:
    found = {str(detail): value for detail, value in labels.labelled(text).items()}
    assert found | named == found and (named or not found)


def test_what_is_told_is_told_without_who_it_is_from() -> None:
    assert labels.without_identity(FORM) == "Lokasi: Jl. Dieng\nLampu mati sejak Senin"
    assert Detail.ADDRESS not in labels.labelled(labels.without_identity(FORM))


def test_empty_labels_and_captions_of_a_card_are_not_what_is_told() -> None:
    written = "Lokasi :\nWaktu: -\nlampu mati\nktp saya\nIni foto KTP pak\nKTP saya belum jadi"
    assert labels.without_identity(written) == "lampu mati\nKTP saya belum jadi"


def test_no_telephone_of_the_staff_shows_the_citizens_address(
    sqlite_journal: Journal, tmp_path: Path, now: datetime
) -> None:
    street = Street(open_desk(sqlite_journal, tmp_path, now, procedure="wani_bares"), now)
    street.writes(FORM)
    number = street.complaint()["number"]
    for role, action, values in (
        ("Administrator", "Teruskan ke Kabid", LET_PASS),
        ("Kabid IKP", "Teruskan ke Kadis", {}),
        ("Kadis Kominfo", "Disposisi ke OPD", {Field.AGENCY: "Dishub"}),
    ):
        act(street.desk, person(street.desk, role), number, action, values=values, now=street.now)
    for staff in street.desk.reference().staff:
        for text in sent_to(street.desk, f"{staff.phone}@c.us"):
            assert "Mawar" not in text and "Aminah" not in text
