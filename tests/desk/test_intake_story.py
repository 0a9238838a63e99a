"""The same story: what follows a complaint, completes it, changes it, or rates it."""

from __future__ import annotations

import pytest

from desk.acting import act
from desk.actors import Actor
from desk.incoming import Echo, Kind
from desk.schema import messages
from sop.model import Field
from tests.conftest import SITI
from tests.desk.writing import BUDI, GATEWAY, LAMP, PHOTO, Street


@pytest.fixture
def number(street: Street) -> str:
    """Siti's complaint of a moment ago."""
    street.writes(LAMP)
    street.replies()
    return str(street.complaint()["number"])


def do(street: Street, actor: Actor, number: str, action: str, **values: str) -> None:
    given = {Field[name.upper()]: value for name, value in values.items()}
    act(street.desk, actor, number, action, values=given, now=street.now)


def ask_to_complete(street: Street, admin: Actor, number: str, reason: str = "alamat") -> None:
    do(street, admin, number, "Minta Kelengkapan", reason=reason)
    street.replies()


def finish(street: Street, admin: Actor, number: str) -> None:
    """Answered at once: the complaint is Selesai."""
    do(street, admin, number, "Jawab Langsung", answer="Sudah dijadwalkan besok.")
    street.replies()


def test_a_photo_right_after_the_text_is_the_same_story(street: Street, number: str) -> None:
    street.writes(attachment=PHOTO)
    assert street.complaint()["body"] == LAMP
    assert [file["number"] for file in street.media()] == [number]
    assert street.replies() == [
        f"Keterangan tambahan untuk No. Aduan {number} sudah kami terima. Terima kasih.\n"
        "Yang belum disebut:\n- nama\n- alamat"
    ]


def test_the_text_grows_and_empty_columns_are_filled(street: Street, number: str) -> None:
    street.writes("Nama: Siti\ndi kel. Medono")
    row = street.complaint()
    assert row["body"] == f"{LAMP}\nNama: Siti\ndi kel. Medono"
    assert (row["name"], row["village"], row["version"]) == ("Siti", "Medono", 2)


def test_a_text_after_a_photo_takes_its_place(street: Street) -> None:
    street.writes(attachment=PHOTO)
    street.writes(LAMP)
    assert street.complaint()["body"] == LAMP


def test_notes_on_additions_are_capped(street: Street, number: str) -> None:
    for _ in range(5):
        street.writes("dekat masjid")
    assert len(street.replies()) == 1


def test_thanks_are_kept_and_change_nothing(street: Street, number: str) -> None:
    street.writes("terima kasih banyak")
    row = street.complaint()
    assert (row["body"], row["last_words"]) == (LAMP, "terima kasih banyak")
    assert street.replies() == []


def test_after_half_an_hour_it_is_a_new_complaint(street: Street, number: str) -> None:
    street.wait(minutes=31)
    street.writes("Selokan mampet di Jl. Mawar")
    assert len(street.complaints()) == 2


def test_after_verification_it_is_a_new_complaint(
    street: Street, number: str, admin: Actor
) -> None:
    finish(street, admin, number)
    street.writes("Selokan mampet di Jl. Mawar")
    assert len(street.complaints()) == 2


def test_a_quote_leads_to_its_complaint_whatever_its_age(
    street: Street, number: str, admin: Actor
) -> None:
    first = street.kept()[0]["gateway_id"]
    do(street, admin, number, "Teruskan ke OPD", agency="Dinhub")
    street.wait(days=2)
    street.writes("Sampai sekarang masih gelap", quoted_id=first)
    row = street.complaint()
    assert (row["body"], row["last_words"]) == (LAMP, "Sampai sekarang masih gelap")


def test_a_quote_is_known_by_the_number_in_its_text(street: Street, number: str) -> None:
    street.wait(days=2)
    street.writes("masih gelap", quoted_id="LOST", quoted_text=f"*No. Aduan {number}*")
    assert len(street.complaints()) == 1


def test_somebody_elses_number_is_no_way_into_their_complaint(street: Street, number: str) -> None:
    street.writes(f"Saya tambahkan untuk {number}: bohong", chat_id=BUDI)
    assert street.complaints()[0]["last_words"] == LAMP
    assert len(street.complaints()) == 2


def test_completion_resumes_the_same_number_with_the_time_left(
    street: Street, number: str, admin: Actor
) -> None:
    street.wait(minutes=10)
    ask_to_complete(street, admin, number)
    street.wait(hours=1)
    street.writes("Alamat saya Jl. Mawar 3")
    row = street.complaint()
    assert (row["state"], row["clock_used"]) == ("Baru", 10)
    assert row["body"].endswith("Alamat saya Jl. Mawar 3")
    assert "sudah lengkap dan tercatat" in street.replies()[0]
    assert street.events()[-1] == "Kelengkapan Diterima"


def test_a_greeting_completes_nothing(street: Street, number: str, admin: Actor) -> None:
    ask_to_complete(street, admin, number)
    street.writes("siap pak")
    assert street.complaint()["state"] == "Menunggu Pelapor"


def test_the_identity_card_that_was_asked_for_is_protected(
    street: Street, number: str, admin: Actor
) -> None:
    ask_to_complete(street, admin, number, reason="foto KTP, alamat")
    street.writes(attachment=PHOTO)
    (file,) = street.media()
    assert (file["identity"], file["name"]) == (True, "identitas")


@pytest.mark.parametrize("caption", ["ini KTP saya", "e-ktp", "Foto KTP"])
def test_a_caption_tells_an_identity_card(street: Street, number: str, caption: str) -> None:
    street.writes(caption, attachment=PHOTO)
    assert street.media()[0]["identity"]


def test_a_card_announced_before_or_after_its_photo_is_protected(
    street: Street, number: str
) -> None:
    street.writes("berikut KTP saya")
    street.writes(attachment=PHOTO)
    street.wait(minutes=6)
    street.writes(attachment=PHOTO)
    assert [file["identity"] for file in street.media()] == [True, False]
    street.writes("itu tadi KTP")
    assert [file["identity"] for file in street.media()] == [True, True]


def test_an_edit_keeps_the_first_text_and_shows_the_new_one(street: Street) -> None:
    first = street.writes(LAMP)
    street.writes("Lampu di Jl. Mawar", kind=Kind.EDIT, about_id=first)
    (message,) = street.kept()
    assert message["body"] == LAMP
    assert [edit["text"] for edit in message["data"]["edits"]] == ["Lampu di Jl. Mawar"]
    assert street.complaint()["body"] == f"{LAMP}\nRalat: Lampu di Jl. Mawar"


def test_a_deletion_is_noted_and_deletes_nothing(street: Street) -> None:
    first = street.writes(LAMP)
    street.writes(kind=Kind.DELETION, about_id=first)
    (message,) = street.kept()
    assert message["body"] == street.complaint()["body"] == LAMP
    assert message["data"]["deleted_at"]


def test_a_reaction_opens_nothing(street: Street) -> None:
    first = street.writes(LAMP)
    street.writes("👍", kind=Kind.REACTION, about_id=first)
    street.writes("👍", kind=Kind.REACTION, about_id="UNKNOWN")
    assert len(street.complaints()) == 1
    assert street.kept()[0]["data"]["reactions"][0]["text"] == "👍"


def test_an_edit_of_a_message_that_never_came_is_a_message(street: Street) -> None:
    street.writes(LAMP, kind=Kind.EDIT, about_id="LOST")
    assert street.complaint()["body"] == LAMP


def test_an_emergency_in_a_later_message_calls_for_help_once(street: Street, number: str) -> None:
    street.writes("sekarang ada kebakaran")
    street.writes("KEBAKARAN")
    admins = [p.phone for p in street.desk.reference().staff if "Admin Kota" in p.roles]
    assert street.templates()[1:] == ["darurat", "tambahan_diterima"]
    assert street.templates(f"{admins[0]}@c.us").count("siaga_darurat") == 1


@pytest.fixture
def rated_number(street: Street, number: str, admin: Actor, agency_admin: Actor) -> str:
    do(street, admin, number, "Teruskan ke OPD", agency="Dinhub")
    do(street, agency_admin, number, "Terima dan Teruskan ke Tim OPD")
    do(street, agency_admin, number, "Selesai Ditindaklanjuti", follow_up="Lampu diganti")
    do(street, admin, number, "Kirim Hasil", answer="Lampu sudah diganti")
    do(street, admin, number, "Selesai")
    street.replies()
    return number


@pytest.mark.parametrize(
    ("text", "rating", "reply"),
    [("4 terima kasih", "4", "Terima kasih atas penilaian"), ("1", "1", "Mohon maaf")],
)
def test_a_rating_after_closing_is_kept(
    street: Street, rated_number: str, text: str, rating: str, reply: str
) -> None:
    street.writes(text)
    assert street.complaint()["rating"] == rating
    assert reply in street.replies()[0]
    assert street.events()[-1] == "Penilaian"


def test_a_number_without_a_survey_is_a_message(street: Street) -> None:
    street.writes("4")
    assert street.complaint()["body"] == "4"


def test_a_survey_is_open_for_a_week_and_answered_once(street: Street, rated_number: str) -> None:
    street.writes("3")
    street.writes("1")
    assert street.complaints()[0]["rating"] == "3"
    assert len(street.complaints()) == 2


def test_what_staff_type_on_the_phone_is_kept_with_the_complaint(
    street: Street, number: str
) -> None:
    echo = Echo(GATEWAY, "OUT1", street.now, SITI, "Baik Bu, kami cek", by_api=False)
    street.receives(echo, key="echo1")
    street.receives(echo, key="echo2")
    (row,) = street.rows(messages, messages.c.purpose == "phone")
    assert (row["number"], row["actor"], row["state"]) == (number, "Ponsel layanan", "sent")


def test_what_staff_write_to_strangers_on_the_phone_is_none_of_ours(street: Street) -> None:
    street.receives(Echo(GATEWAY, "OUT1", street.now, BUDI, "halo", by_api=False), key="e")
    assert street.replies(BUDI) == []
