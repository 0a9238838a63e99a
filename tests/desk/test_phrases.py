"""Looking quickly whether a word may stand in a text, before a slow pattern looks where."""

from __future__ import annotations

import re

import pytest

from desk import phrases


@pytest.mark.parametrize("text", ["ALAMAT saya", "domıſili", "DOMİSİLİ", "Rumahku", "griyone"])
def test_the_quick_look_misses_nothing_that_a_pattern_without_capitals_finds(text: str) -> None:
    words = ("alamat", "domisili", "rumah", "griy")
    assert re.search("|".join(words), text, re.IGNORECASE)
    assert phrases.has_any(words, text)


def test_it_finds_nothing_where_no_word_stands() -> None:
    assert not phrases.has_any(("alamat", "rumah"), "Lampu mati di Jl. Mawar")
