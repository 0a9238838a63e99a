"""Category, place and emergency words in a citizen's text."""

from __future__ import annotations

import pytest

from desk import phrases, suggest
from desk.seeds.pekalongan import PEKALONGAN


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("Lampu jalannya mati tiga malam", "Penerangan Jalan Umum"),
        ("jalan berlubang di depan sekolah", "Jalan dan Jembatan"),
        ("TRUK  SAMPAH tidak datang", "Sampah dan Kebersihan"),
        ("mau tanya e-KTP", "Administrasi Kependudukan"),
        ("ada pungli di loket", "Pelayanan Aparatur dan Pungli"),
    ],
)
def test_the_category_with_the_most_telling_keywords_is_suggested(text: str, category: str) -> None:
    found = suggest.category(PEKALONGAN.categories, text)
    assert found is not None
    assert found.category.name == category


def test_a_suggestion_gives_the_words_it_rests_on() -> None:
    found = suggest.category(PEKALONGAN.categories, "selokan mampet, banjir terus")
    assert found is not None
    assert found.reason == "kata kunci: banjir, selokan, mampet"


@pytest.mark.parametrize("text", ["", "ktp saya hilang", "mohon bantuan", "berlubangnyalah"])
def test_nothing_is_suggested_without_a_whole_keyword(text: str) -> None:
    assert suggest.category(PEKALONGAN.categories, text) is None


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("banjir di kel. Tirto", ("Pekalongan Barat", "Tirto")),
        ("jalan rusak Medono", ("", "")),
        ("jalan rusak di Medono", ("Pekalongan Barat", "Medono")),
        ("rob di Pekalongan Utara", ("Pekalongan Utara", "")),
        ("saya main gamer", ("", "")),
    ],
)
def test_a_place_is_recognised_when_it_can_mean_nothing_else(
    text: str, place: tuple[str, str]
) -> None:
    assert suggest.place(PEKALONGAN.districts, text) == place


def test_a_phrase_is_found_whatever_its_spacing_and_capitals() -> None:
    assert phrases.found(["orang hanyut", "begal"], "Ada ORANG\nhanyut!") == ("orang hanyut",)
