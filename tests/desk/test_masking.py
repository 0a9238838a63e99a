"""What the quick look leaves alone is read as it came; it never is what a mask would take."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk import homes, introductions, masking, phrases
from desk.search_words import WORD, folded

PIECES = (
    "lampu jalan mati",
    "air masuk rumah warga",
    "saya Siti dari Panekan",
    "kulo Tukimin warga Parang",
    "sy bu Wartinah",
    "a.n. Budi Santoso",
    "an Budi Santoso",
    "Nama saya Siti Aminah",
    "jenengku Tini",
    "ASMA KULA Tukiyem",
    "nami kulo Slamet",
    "perkenalkan, saya Rahayu",
    "rumah saya Jl. Kenanga No. 5",
    "omahku jl melati 3",
    "griyaku Jl. Mawar 7",
    "tinggal di Jl. Truntum 2",
    "Domisili Jl. Progo 9",
    "alamatku Jl. Kurinci 1",
    "Alamat: Jl. Melati 5",
    "ini foto KTP saya",
    "0812-3456-7890",
    "Bambang lewat",
    "di Jl. Merdeka",
)
STORIES = st.lists(st.tuples(st.sampled_from(PIECES), st.sampled_from(". |, |\n| ".split("|"))))
TEXTS = STORIES.map(lambda parts: "".join(f"{piece}{gap}" for piece, gap in parts))


def row(body: str, *, name: str = "", location: str = "") -> dict[str, Any]:
    told = {"name": name, "body": body, "location": location}
    return {**told, "phone": "6281234567890", "chat_id": "", "confidential": False}


def words(text: str) -> set[str]:
    return set(WORD.findall(folded(text)))


@given(TEXTS, TEXTS, st.sampled_from(["", "Bambang", "Jo", "Siti Mer-deka", "Lampu"]))
def test_of_what_is_left_alone_no_mask_takes_a_word(body: str, location: str, name: str) -> None:
    found = row(body, name=name, location=location)
    if masking.leaves_alone(name, body, location):
        assert words(masking.told(found, body)) >= words(body)
        assert words(masking.nameless(found, location)) >= words(location)


@given(TEXTS)
def test_the_first_looks_miss_nothing_that_the_patterns_find(text: str) -> None:
    tidy = phrases.tidy(text)
    for sign, necessary in introductions.SIGNS:
        assert sign.search(tidy) is None or phrases.has_any(necessary, tidy)
    signs = (*homes.OWN, *homes.FROM)
    living = any(sign.search(text) for sign in signs)
    assert not living or phrases.has_any(homes.SPEAKERS, text)


@pytest.mark.parametrize("body", ["Di Jl. Merdeka lampu mati", "air rob masuk rumah warga"])
def test_a_story_of_nobody_is_left_alone(body: str) -> None:
    assert masking.leaves_alone("Siti 42", body, "Jl. Merdeka")


@pytest.mark.parametrize("piece", [piece for piece in PIECES if piece[0] not in "ld"][1:])
def test_what_tells_of_somebody_is_looked_at_whole(piece: str) -> None:
    assert not masking.leaves_alone("Bambang", f"Lampu mati. {piece}", "")
