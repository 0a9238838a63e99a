"""Templates with facts in them, and moments in Indonesian."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk import reference, texts
from desk.journal import Journal
from desk.reference import Reference
from sop.clocks import ServiceBlock
from sop.wadul_aladin import WADUL_ALADIN

WIB = ZoneInfo("Asia/Jakarta")
TUESDAY = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)


@pytest.fixture
def seeded(tmp_path: Path) -> Iterator[Reference]:
    journal = Journal(f"sqlite:///{tmp_path / 'journal.db'}").create()
    with journal.read() as connection:
        yield reference.load(connection, WADUL_ALADIN)
    journal.close()


def test_the_first_reply_tells_the_number_and_the_hours(seeded: Reference) -> None:
    body = texts.render(seeded, WADUL_ALADIN, "balasan_otomatis", {"nomor": "ALADIN-2026-00042"})
    assert body.startswith("*Wadul Aladin* – Pemerintah Kota Pekalongan\n")
    assert "Terima kasih, Bapak/Ibu. Pesan sudah kami terima" in body
    assert "*No. Aduan ALADIN-2026-00042*" in body
    assert "Sen–Kam 07.30–15.30, Jum 07.30–14.30" in body
    assert "Darurat hubungi 112." in body


def test_a_missing_or_empty_template_gives_an_empty_text(seeded: Reference) -> None:
    off = replace(seeded, templates={"panggilan": " "})
    assert texts.render(off, WADUL_ALADIN, "panggilan", {}) == ""
    assert texts.render(off, WADUL_ALADIN, "tidak_ada", {}) == ""


def test_an_empty_fact_removes_its_line_and_no_gap_is_left() -> None:
    template = "A {nomor}\n\n{lokasi}\n\nTarget {batas}.\nB\n\n{foto}"
    assert texts.fill(template, {"nomor": "1", "lokasi": " "}) == "A 1\n\nB"


def test_a_fact_of_several_lines_keeps_them() -> None:
    filled = texts.fill("Kurang:\n{kurang}\nMohon", {"kurang": "- nama\n\n- alamat\n"})
    assert filled == "Kurang:\n- nama\n\n- alamat\nMohon"


def test_an_unknown_placeholder_is_left_out_and_broken_braces_stay() -> None:
    assert texts.fill("No. {nomor} {nomer}{0} { x } {", {"nomor": "1"}) == "No. 1  { x } {"


def test_what_a_citizen_typed_is_never_a_placeholder() -> None:
    filled = texts.fill('"{isi_singkat}" {nomor}', {"isi_singkat": "{nomor}", "nomor": "7"})
    assert filled == '"{nomor}" 7'


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("*RESMI* _dari_ ~kota~ ```x```", "RESMI dari kota x"),
        ("jl_raya 5*3 a~b", "jl_raya 5*3 a~b"),
        ("baris\n\n*Wadul Aladin* – No. Aduan 9", "baris Wadul Aladin – No. Aduan 9"),
        ("\u202eterbalik\u202c\x00", "terbalik"),
        ("lampu 👨\u200d👩\u200d👧 mati", "lampu 👨\u200d👩\u200d👧 mati"),
    ],
)
def test_what_a_citizen_typed_is_one_line_without_marks(typed: str, shown: str) -> None:
    assert texts.fill("{isi_singkat}", {"isi_singkat": typed}) == shown


@given(st.text(max_size=300))
def test_an_excerpt_is_one_short_line_whatever_was_typed(typed: str) -> None:
    excerpt = texts.isi_singkat(typed)
    assert len(excerpt) <= texts.EXCERPT_LENGTH
    assert "\n" not in excerpt


def test_an_excerpt_is_cut_between_words() -> None:
    excerpt = texts.isi_singkat("lampu jalan mati " * 20)
    assert excerpt.endswith((" mati…", " jalan…", " lampu…"))
    assert len(texts.isi_singkat("a" * 500)) == texts.EXCERPT_LENGTH


def test_a_citizen_is_greeted_by_name_when_there_is_one() -> None:
    assert texts.greeting("") == "Bapak/Ibu"
    assert texts.greeting(" Siti\n*Admin* ") == "Bapak/Ibu Siti Admin"


def test_bullets_are_made_of_lines_and_semicolons() -> None:
    assert texts.bullets("nama\n- alamat; foto KTP;") == "- nama\n- alamat\n- foto KTP"


@pytest.mark.parametrize(
    ("zone", "words"),
    [
        ("Asia/Jakarta", "Sel, 24 Nov 2026 pukul 10.00 WIB"),
        ("Asia/Makassar", "Sel, 24 Nov 2026 pukul 11.00 WITA"),
        ("Asia/Jayapura", "Sel, 24 Nov 2026 pukul 12.00 WIT"),
    ],
)
def test_a_moment_is_told_in_the_city_s_time(zone: str, words: str) -> None:
    assert texts.moment(TUESDAY, ZoneInfo(zone)) == words


def test_shorter_moments_and_dates() -> None:
    assert texts.short_moment(TUESDAY, WIB) == "Sel, 24 Nov 10.00"
    assert texts.long_date(date(2026, 5, 2)) == "2 Mei 2026"
    assert texts.month(date(2026, 8, 1)) == "Agustus 2026"
    assert texts.clock(time(7, 5)) == "07.05"


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (0.5, "kurang dari 1 menit"),
        (4.9, "4 menit"),
        (65, "1 jam 5 menit"),
        (60, "1 jam"),
        (1440 * 2 + 60 * 3 + 5, "2 hari 3 jam"),
        (1440 + 5, "1 hari"),
        (-3, "kurang dari 1 menit"),
    ],
)
def test_a_duration_is_told_in_its_two_largest_units(minutes: float, words: str) -> None:
    assert texts.duration_words(minutes) == words


def test_numbers_have_indonesian_separators() -> None:
    assert (texts.number(1234), texts.number(1234.5)) == ("1.234", "1.234,5")


def test_hours_with_a_break_and_until_midnight() -> None:
    blocks = [
        ServiceBlock(0, time(7, 30), time(12)),
        ServiceBlock(0, time(13), time(0)),
        ServiceBlock(2, time(8), time(9)),
    ]
    assert texts.hours_words(blocks) == "Sen 07.30–12.00 dan 13.00–24.00, Rab 08.00–09.00"
    assert texts.hours_words([]) == ""


def test_hours_of_ramadan_are_told_in_ramadan() -> None:
    usual = [ServiceBlock(day, time(7, 30), time(15, 30)) for day in range(5)]
    first, last = date(2027, 2, 8), date(2027, 3, 9)
    fasting = [ServiceBlock(day, time(8), time(14), first, last) for day in range(5)]
    blocks = usual + fasting
    assert texts.hours_words(blocks, today=date(2027, 2, 20)) == "Sen–Jum 08.00–14.00"
    assert texts.hours_words(blocks, today=date(2026, 11, 24)) == "Sen–Jum 07.30–15.30"
    assert texts.hours_words(blocks) == "Sen–Jum 07.30–15.30"
