"""What a citizen's words mean: commands, ratings, greetings, numbers, as people spell them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk import commands
from desk.commands import Asked, Command


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("cek", ""),
        ("CEK ALADIN-2026-00042", "ALADIN-2026-00042"),
        ("cek aladin-2026-42", "ALADIN-2026-00042"),
        ("cek dong 42", "42"),
        ("Cek 42 ya min", "42"),
        ("tolong cek status aduan saya", ""),
        ("bagaimana perkembangan aduan saya?", ""),
        ("𝐂𝐄𝐊 42", "42"),
    ],
)
def test_cek_is_understood_loosely(text: str, number: str) -> None:
    assert commands.parse(text) == Asked(Command.CHECK, number)


@pytest.mark.parametrize(
    "text",
    [
        "cek lampu mati di Jl. Mawar",
        "cek lampu 3",
        "cek 42 43",
        "cabut pohon tumbang di depan rumah",
        "hapus sampah di TPS",
        "jalan rusak belum diperbaiki",
        "ada rahasia apa di kelurahan",
        "",
    ],
)
def test_a_complaint_that_holds_a_command_word_stays_a_complaint(text: str) -> None:
    assert commands.parse(text) is None


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("BELUM", Command.OBJECTION),
        ("Belum, lampunya masih mati", Command.OBJECTION),
        ("batal", Command.WITHDRAWAL),
        ("mohon dicabut aduan saya", Command.WITHDRAWAL),
        ("RAHASIA", Command.CONFIDENCE),
        ("tolong dirahasiakan ya", Command.CONFIDENCE),
        ("hapus data saya", Command.ERASURE),
        ("Salinan Data", Command.COPY),
    ],
)
def test_the_other_commands_are_understood(text: str, command: Command) -> None:
    assert commands.parse(text) == Asked(command)


def test_a_command_names_its_complaint() -> None:
    asked = commands.parse("CABUT aduan ALADIN-2026-00007")
    assert asked == Asked(Command.WITHDRAWAL, "ALADIN-2026-00007")


def test_several_numbers_are_found_as_the_desk_writes_them() -> None:
    found = commands.numbers("mohon aladin-2026-42 dan Aladin 2026-00043")
    assert found == ("ALADIN-2026-00042", "ALADIN-2026-00043")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("4", (4, "")),
        ("4 terima kasih", (4, "terima kasih")),
        ("3, petugasnya ramah", (3, "petugasnya ramah")),
        ("1 = tidak baik", (1, "tidak baik")),
        ("4👍", (4, "")),
        ("2\nlama sekali", (2, "lama sekali")),
    ],
)
def test_a_rating_may_carry_a_remark(text: str, expected: tuple[int, str]) -> None:
    assert commands.rating(text) == expected


@pytest.mark.parametrize(
    "text", ["5", "44", "0", "2 hari lampu mati", "1. Siti, Jl. Mawar\n2. RT 3", "baik", ""]
)
def test_other_texts_that_begin_with_a_digit_are_no_rating(text: str) -> None:
    assert commands.rating(text) is None


@pytest.mark.parametrize(
    "text",
    ["P", "Assalamu'alaikum wr. wb.", "Haloooo min", "selamat pagi", "🙏", "", "halo mau lapor"],
)
def test_a_greeting_alone_is_recognised(text: str) -> None:
    assert commands.is_greeting(text)


@pytest.mark.parametrize("text", ["terima kasih banyak", "ok", "siap pak", "Terimakasih infonya"])
def test_thanks_alone_are_recognised(text: str) -> None:
    assert commands.is_thanks(text)


@pytest.mark.parametrize("text", ["jalan rusak", "halo jalan rusak", "test 123", "siap banjir"])
def test_a_text_that_says_something_is_neither_greeting_nor_thanks(text: str) -> None:
    assert not commands.is_greeting(text)
    assert not commands.is_thanks(text)


@pytest.mark.parametrize(
    "text",
    [
        *("SELESAI", "sudah", "sudah beres", "sesuai", "oke terima kasih", "sip", "mantap"),
        *(
            "Sudah selesai pak, matur nuwun 🙏",
            "lampunya sudah nyala, terima kasih",
            "wis beres mas",
        ),
        *(
            "ALADIN-2026-00042 sudah selesai",
            "bagus, petugasnya mantap",
            "air sudah lancar lagi",
        ),
    ],
)
def test_assent_to_a_result_is_recognised(text: str) -> None:
    assert commands.agrees(text)


@pytest.mark.parametrize(
    "text",
    [
        *("belum beres", "sudah selesai?", "kapan selesai", "sudah banjir lagi", "lampu mati", "P"),
        *("sudah banyak sampah", "sudah beres tapi lampu sebelah mati", "mohon jalan diperbaiki"),
        *("jalan diperbaiki pak", "lampu sudah nyala lagi tapi redup", "kurang bagus", "", "👍"),
    ],
)
def test_who_asks_or_tells_more_does_not_agree(text: str) -> None:
    assert not commands.agrees(text)


@given(st.text(max_size=400))
def test_no_text_is_too_strange(text: str) -> None:
    commands.parse(text)
    commands.rating(text)
    commands.numbers(text)
    commands.is_greeting(text)
    commands.is_thanks(text)
    commands.agrees(text)


def test_a_very_long_text_is_read_quickly() -> None:
    assert commands.parse("a1b2-" * 4000) is None
