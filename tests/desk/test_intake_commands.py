"""CEK, BELUM, BATAL, RAHASIA, HAPUS DATA, SALINAN DATA: only ever on one's own complaints."""

from __future__ import annotations

import pytest

from desk.acting import act
from desk.actors import Actor
from desk.incoming import Kind
from desk.schema import messages
from sop.model import Field
from tests.desk.writing import BUDI, LAMP, PHOTO, Street


@pytest.fixture
def number(street: Street) -> str:
    """Siti's complaint of an hour ago."""
    street.writes(LAMP)
    street.wait(hours=1)
    street.replies()
    return str(street.complaint()["number"])


@pytest.fixture
def second(street: Street, number: str) -> str:
    street.writes("Selokan mampet di Jl. Mawar")
    street.wait(hours=1)
    street.replies()
    return str(street.complaints()[1]["number"])


def answer(street: Street, admin: Actor, number: str) -> None:
    values = {Field.ANSWER: "Lampu sudah diganti."}
    act(street.desk, admin, number, "Jawab Langsung", values=values, now=street.now)
    street.replies()


@pytest.mark.parametrize("text", ["CEK ALADIN-2026-00001", "cek 1", "Cek dong 0001 min"])
def test_cek_tells_state_and_steps(street: Street, number: str, text: str) -> None:
    street.writes(text)
    (reply,) = street.replies()
    assert "Status: *Baru* – menunggu verifikasi petugas" in reply
    assert "Sen, 23 Nov 09.00 Diterima" in reply
    assert street.complaint()["last_words"] == LAMP


def test_cek_of_a_quoted_message_needs_no_number(street: Street, number: str) -> None:
    street.writes("cek", quoted_id=street.kept()[0]["gateway_id"])
    assert f"No. Aduan {number}" in street.replies()[0]


def test_cek_alone_lists_what_is_running(street: Street, number: str, second: str) -> None:
    street.writes("cek")
    (reply,) = street.replies()
    assert number in reply
    assert second in reply


def test_cek_without_any_complaint_says_so(street: Street) -> None:
    street.writes("cek")
    assert street.templates() == ["cek_kosong"]


def test_a_strangers_number_and_no_number_sound_the_same(street: Street, number: str) -> None:
    street.writes(f"cek {number}", chat_id=BUDI)
    street.writes("cek ALADIN-2026-09999", chat_id=BUDI)
    strange, missing = street.replies(BUDI)
    assert strange.replace(number, "X") == missing.replace("ALADIN-2026-09999", "X")
    assert strange == f"No. Aduan {number} tidak ditemukan untuk nomor WA ini."


def test_cek_is_answered_ten_times_an_hour(street: Street, number: str) -> None:
    for _ in range(12):
        street.writes("cek 1")
    assert len(street.replies()) == 10
    street.wait(minutes=61)
    street.writes("cek 1")
    assert len(street.replies()) == 1


def test_belum_asks_for_reopening_and_tells_the_admin(
    street: Street, number: str, admin: Actor
) -> None:
    answer(street, admin, number)
    street.writes("Belum pak, masih gelap", attachment=PHOTO)
    row = street.complaint()
    assert (row["reopen_asked"], row["state"]) == (True, "Selesai")
    assert street.templates()[-1] == "belum_diterima"
    assert street.events()[-1] == "Minta Dibuka Kembali"
    assert len(street.media()) == 1
    staff = street.rows(messages, messages.c.template == "belum_sesuai")
    assert [row["number"] for row in staff] == [number]
    headline, words, *_ = staff[0]["body"].splitlines()
    assert "*BELUM SESUAI" in headline and words == "Katanya: Belum pak, masih gelap"


def test_belum_after_the_days_to_reopen_is_a_new_complaint(
    street: Street, number: str, admin: Actor
) -> None:
    answer(street, admin, number)
    street.wait(days=11)
    street.writes("Belum ada lampu di sini")
    assert [row["reopen_asked"] for row in street.complaints()] == [False, False]


def test_a_reply_to_an_answer_asks_again_as_the_answer_invites(
    street: Street, number: str, admin: Actor
) -> None:
    answer(street, admin, number)
    street.writes("Kapan tepatnya diganti?", quoted_id="X", quoted_text=f"No. Aduan {number}")
    assert street.complaint()["reopen_asked"]


def test_thanks_for_an_answer_ask_for_nothing(street: Street, number: str, admin: Actor) -> None:
    answer(street, admin, number)
    street.writes("terima kasih", quoted_id="X", quoted_text=f"No. Aduan {number}")
    assert not street.complaint()["reopen_asked"]


def test_batal_closes_the_only_complaint(street: Street, number: str) -> None:
    street.writes("BATAL")
    row = street.complaint()
    assert (row["state"], row["close_reason"]) == ("Ditutup", "Dicabut Pelapor")
    assert f"No. Aduan {number} kami tutup" in street.replies()[0]


def test_batal_between_two_lets_the_citizen_choose(
    street: Street, number: str, second: str
) -> None:
    street.writes("batal")
    assert {row["state"] for row in street.complaints()} == {"Baru"}
    assert second in street.replies()[0]
    street.writes(f"batal {second}")
    assert [row["state"] for row in street.complaints()] == ["Baru", "Ditutup"]


def test_nobody_withdraws_somebody_elses_complaint(street: Street, number: str) -> None:
    street.writes(f"cabut {number}", chat_id=BUDI)
    assert street.complaint()["state"] == "Baru"
    assert street.templates(BUDI) == ["cek_tidak_ada"]


def test_rahasia_marks_the_complaint(street: Street, number: str) -> None:
    street.writes("rahasia")
    assert street.complaint()["confidential"]
    assert street.templates()[-1] == "rahasia_ok"


def test_a_command_without_a_complaint_gets_the_guide(street: Street) -> None:
    street.writes("rahasia")
    street.writes("belum")
    assert street.templates() == ["panduan"]
    assert street.complaints() == []


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("hapus data saya", "Permintaan Hapus Data"),
        ("SALINAN DATA", "Permintaan Salinan Data"),
    ],
)
def test_requests_about_personal_data_go_to_the_privacy_officer(
    street: Street, number: str, text: str, event: str
) -> None:
    street.writes(text)
    assert street.events()[-1] == event
    assert street.alarms()[0].startswith("data_pribadi_")
    assert street.templates()[-1] == "data_pribadi"
    assert street.complaint()["state"] == "Baru"


def test_two_requests_are_answered_though_they_come_together_and_one_made_twice_once(
    street: Street, number: str
) -> None:
    for text in ("SALINAN DATA", "HAPUS DATA", "HAPUS DATA"):
        street.writes(text)
    assert street.templates().count("data_pribadi") == 2


def test_a_photo_whose_caption_is_a_command_word_is_not_lost(street: Street) -> None:
    street.writes("cek", attachment=PHOTO, kind=Kind.IMAGE)
    assert len(street.media()) == 1
