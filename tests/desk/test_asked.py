"""What a city or a clerk asks for, as details that a program can tell."""

from __future__ import annotations

import pytest

from desk import asked
from sop.model import Detail


@pytest.mark.parametrize(
    ("words", "details"),
    [
        ("nama", {Detail.NAME}),
        ("Nama dan alamat lengkap", {Detail.NAME, Detail.ADDRESS}),
        ("lokasi kejadian", {Detail.PLACE}),
        ("uraian/waktu", {Detail.STORY, Detail.TIME}),
        ("isi aduan: apa, di mana, kapan", {Detail.STORY, Detail.PLACE, Detail.TIME}),
        ("foto KTP yang jelas", {Detail.CARD}),
        ("tempat tinggal", {Detail.ADDRESS}),
        ("kapan kejadiannya", {Detail.TIME}),
        ("nama sekolah", set()),
        ("nomor pelanggan", set()),
        ("foto lokasi", set()),
        ("nama jalan", set()),
    ],
)
def test_words_mean_details_or_are_for_a_person_to_judge(words: str, details: set[Detail]) -> None:
    assert set(asked.item(words).details) == details


def test_a_reason_is_a_list_however_it_is_written() -> None:
    found = asked.of_text("- nama, alamat\n• foto KTP; lokasi.")
    assert [item.words for item in found] == ["nama", "alamat", "foto KTP", "lokasi"]


def test_of_what_is_asked_together_only_the_missing_part_is_named() -> None:
    item = asked.item("uraian/waktu")
    assert item.missing(set()) == ("uraian/waktu",)
    assert item.missing({Detail.STORY}) == ("waktu kejadian",)
    assert item.missing({Detail.STORY, Detail.TIME}) == ()


def test_the_first_reply_says_it_at_more_length() -> None:
    assert asked.first_words(["nama", "foto KTP"]) == [
        "nama",
        "foto KTP (bila hanya bertanya, tidak perlu)",
    ]
