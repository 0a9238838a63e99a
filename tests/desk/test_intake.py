"""A new complaint: its number, what is read from its text, its first reply."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from desk import reference
from desk.incoming import Chat, Kind
from tests.conftest import SITI
from tests.desk.writing import BUDI, LAMP, PHOTO, Street


def test_a_new_complaint_is_told_its_number(street: Street) -> None:
    street.writes(LAMP)
    row = street.complaint()
    (reply,) = street.replies()
    assert row["number"] == "ALADIN-2026-00001"
    assert f"*No. Aduan {row['number']}*" in reply
    assert (row["state"], row["body"], row["chat_id"]) == ("Baru", LAMP, SITI)


def test_its_message_is_attached_and_waits_for_the_sheet(street: Street) -> None:
    street.writes(LAMP)
    (message,) = street.kept()
    assert message["number"] == street.complaint()["number"]
    assert message["sheet_pending"]
    assert (message["name"], message["state"]) == ("siti 🌸", "received")


def test_the_profile_name_is_never_a_salutation(street: Street) -> None:
    street.writes(LAMP)
    assert street.complaint()["name"] == ""
    assert "Terima kasih, Bapak/Ibu." in street.replies()[0]


def test_category_and_place_are_suggested(street: Street) -> None:
    street.writes("Lampu jalan mati di kel. Medono")
    row = street.complaint()
    assert row["category"] == "Penerangan Jalan Umum"
    assert (row["district"], row["village"]) == ("Pekalongan Barat", "Medono")


def test_labelled_lines_fill_name_and_place(street: Street) -> None:
    street.writes("Jalan rusak\n1. Nama: Siti Aminah\n2. Lokasi kejadian : Jl. Mawar RT 3")
    row = street.complaint()
    assert (row["name"], row["location"]) == ("Siti Aminah", "Jl. Mawar RT 3")
    assert "Bapak/Ibu Siti Aminah" in street.replies()[0]


def test_a_location_message_gives_the_place(street: Street) -> None:
    street.writes("Jl. Mawar", kind=Kind.LOCATION, latitude=-6.8886, longitude=109.6753)
    assert street.complaint()["location"] == "Jl. Mawar (-6.888600, 109.675300)"


def test_outside_service_hours_the_citizen_is_told_when_it_is_verified(street: Street) -> None:
    street.wait(hours=14)
    street.writes(LAMP)
    assert "diverifikasi mulai Sel, 24 Nov 2026 pukul 07.30 WIB" in street.replies()[0]


def test_within_service_hours_nothing_is_said_of_them(street: Street) -> None:
    street.writes(LAMP)
    assert "di luar jam layanan" not in street.replies()[0]


def test_an_emergency_puts_the_number_first_and_calls_the_admin_on_duty(street: Street) -> None:
    street.writes("Kebakaran di Pasar Banjarsari, tolong!")
    assert street.replies()[0].startswith("*Bila ini keadaan darurat, segera telepon 112.*")
    admins = [p.phone for p in street.desk.reference().staff if "Admin Kota" in p.roles]
    assert "KEMUNGKINAN DARURAT" in street.replies(f"{admins[0]}@c.us")[0]


def test_a_plea_for_confidence_makes_the_complaint_confidential(street: Street) -> None:
    street.writes("Mohon identitas saya dirahasiakan. Ada pungli di loket.")
    assert street.complaint()["confidential"]
    assert "ditandai *rahasia*" in street.replies()[0]


def test_a_photo_alone_opens_a_complaint(street: Street) -> None:
    street.writes(attachment=PHOTO)
    (file,) = street.media()
    assert street.complaint()["body"] == "(foto)"
    assert (file["state"], file["number"]) == ("waiting", street.complaint()["number"])
    assert not file["identity"]


def test_whoever_has_sent_a_photo_is_not_invited_to(street: Street) -> None:
    street.writes(LAMP, attachment=PHOTO)
    street.writes(LAMP, chat_id=BUDI)
    assert "Boleh disertai foto" not in street.replies()[0]
    assert "Boleh disertai foto" in street.replies(BUDI)[0]


def test_a_photo_of_an_identity_card_is_none_of_what_happened(street: Street) -> None:
    street.writes(f"{LAMP}. Ini foto KTP saya", attachment=PHOTO)
    assert "Boleh disertai foto" in street.replies()[0]


def test_two_citizens_have_two_numbers(street: Street) -> None:
    street.writes(LAMP)
    street.writes(LAMP, chat_id=BUDI)
    numbers = [row["number"] for row in street.complaints()]
    assert numbers == ["ALADIN-2026-00001", "ALADIN-2026-00002"]


@pytest.mark.parametrize("chat", [Chat.GROUP, Chat.BROADCAST])
def test_groups_and_broadcasts_leave_no_trace(street: Street, chat: Chat) -> None:
    street.writes(LAMP, chat=chat, chat_id="120363@g.us")
    assert street.complaints() == street.kept() == []
    assert street.replies("120363@g.us") == []


def test_the_same_message_by_another_way_is_known(street: Street) -> None:
    street.writes(LAMP, id="ABC")
    street.writes(LAMP, id="ABC")
    assert len(street.complaints()) == len(street.kept()) == len(street.replies()) == 1


def block(street: Street, chat_id: str) -> None:
    with street.desk.journal.write() as connection:
        row: dict[str, Any] = {
            "Chat": chat_id,
            "Alasan": "kasar",
            "Sampai": "30/11/2026",
            "Oleh": "",
        }
        problems = reference.accept(connection, street.desk.sop, "Blokir", [row], now=street.now)
    assert problems == []


def test_a_blocked_chat_is_kept_and_not_answered_until_the_block_ends(street: Street) -> None:
    block(street, SITI)
    street.writes(LAMP)
    assert len(street.kept()) == 1
    assert street.complaints() == street.replies() == []
    street.wait(days=8)
    street.writes(LAMP)
    assert len(street.complaints()) == 1


def test_a_late_message_counts_from_when_it_was_written(street: Street) -> None:
    written = street.now - timedelta(hours=2)
    street.writes(LAMP, at=written)
    assert street.complaint()["received_at"] == written


def test_the_guide_answers_a_greeting_and_no_complaint_is_opened(street: Street) -> None:
    street.writes("Assalamu'alaikum min")
    assert street.complaints() == []
    assert street.replies()[0].startswith("Selamat datang di *Wadul Aladin*")


def test_the_guide_is_capped_and_a_complaint_never_is(street: Street) -> None:
    for _ in range(4):
        street.writes("P")
    assert street.templates() == ["panduan"]
    street.writes(LAMP)
    assert street.templates() == ["panduan", "balasan_otomatis"]


def test_the_guide_comes_five_times_a_day_at_most(street: Street) -> None:
    for _ in range(12):
        street.writes("halo")
        street.wait(minutes=11)
    assert len(street.replies()) == 5


def test_a_sticker_alone_gets_the_guide(street: Street) -> None:
    street.writes(kind=Kind.STICKER, attachment=PHOTO)
    assert street.templates() == ["panduan"]
    assert street.complaints() == street.media() == []


def test_calls_are_answered_once_in_ten_minutes(street: Street) -> None:
    street.writes(kind=Kind.CALL)
    street.writes(kind=Kind.CALL)
    street.wait(minutes=11)
    street.writes(kind=Kind.CALL)
    assert street.templates() == ["panggilan", "panggilan"]
    assert [row["kind"] for row in street.kept()] == ["call"] * 3


def test_an_unreadable_message_is_asked_for_once_more(street: Street) -> None:
    street.writes("{{SWE001}}", kind=Kind.UNREADABLE)
    street.writes("{{SWE003}}", kind=Kind.UNREADABLE)
    assert street.templates() == ["kirim_ulang"]
    assert street.complaints() == []
    assert len(street.kept()) == 2
