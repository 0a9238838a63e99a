"""A desk's own word for a citizen, wherever its people read of one."""

from __future__ import annotations

import re
from pathlib import Path

from desk.seeds import reference_rows
from sop.wadul_aladin import WADUL_ALADIN
from sop.wani_bares import WANI_BARES

PAGES = Path(__file__).parents[2] / "pages"
#: The action, and the column of the same name, are called so in every procedure.
NAMES = re.compile(r"Balas Pelapor|Pesan Terakhir Pelapor|Dicabut Pelapor")


def test_a_sentence_is_said_in_the_procedures_word() -> None:
    sentence = "Pelapor diberi tahu; tulis kata-kata pelapor."
    assert WANI_BARES.in_words(sentence) == "Pengadu diberi tahu; tulis kata-kata pengadu."
    assert WADUL_ALADIN.in_words(sentence) == sentence


def test_pengaturan_of_magetan_knows_no_pelapor() -> None:
    rows = reference_rows(WANI_BARES, staff=False)["Pengaturan"]
    assert not [row for row in rows if "pelapor" in str(row["Keterangan"]).lower()]


def test_no_page_says_pelapor_without_asking_for_the_word() -> None:
    spoken = [
        path.name
        for path in PAGES.rglob("*.py")
        if re.search(r"\"[^\"\n]*pelapor", NAMES.sub("", path.read_text("utf-8")), re.IGNORECASE)
        and "in_words" not in path.read_text("utf-8")
    ]
    assert spoken == []
