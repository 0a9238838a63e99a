"""What a citizen adds before the verification: weighed, answered, and the same number again."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from desk import completeness, seeds
from desk.acting import act
from desk.actors import system
from desk.editing import edit
from desk.journal import Journal
from desk.lapses import CLOSE
from desk.reference import accept
from desk.schema import events
from sop.model import Field
from sop.workflow import NotAllowed
from tests.conftest import open_desk, person
from tests.desk.writing import LAMP, PHOTO, Street

IDENTITY = "Nama: Siti Aminah\nAlamat: Desa Candi RT 3"
WHOLE = f"{LAMP}\n{IDENTITY}"


@pytest.fixture
def magetan(sqlite_journal: Journal, tmp_path: Path, now: datetime) -> Street:
    return Street(open_desk(sqlite_journal, tmp_path, now, procedure="wani_bares"), now)


def does(street: Street, action: str, **values: str) -> str:
    """The Administrator's action on the only complaint; the state it leads to."""
    given = {Field[name.upper()]: value for name, value in values.items()}
    admin, number = person(street.desk, "Administrator"), street.complaint()["number"]
    done = act(street.desk, admin, number, action, values=given, now=street.now)
    street.replies()
    return done.state


def test_the_first_reply_asks_only_for_what_was_not_said(magetan: Street) -> None:
    magetan.writes(f"{LAMP}\nNama: Siti")
    (reply,) = magetan.replies()
    card = "foto KTP (bila hanya bertanya, tidak perlu)"
    assert f"yang belum disebut:\n- alamat tempat tinggal\n- {card}" in reply
    assert "mencocokkan identitas pengadu" in reply and "UU 27/2022" in reply
    assert "- nama" not in reply and "uraian" not in reply


def test_who_says_everything_is_asked_for_nothing(street: Street) -> None:
    street.writes(WHOLE)
    (reply,) = street.replies()
    assert "belum disebut" not in reply and "KTP" not in reply
    assert street.complaint()["completeness"].startswith("Lengkap. Ada: nama, alamat")


def test_an_identity_card_is_never_asked_for_where_the_sop_has_none(street: Street) -> None:
    asks_for(street, "nama, foto KTP")
    street.writes(LAMP)
    assert street.replies()[0].count("\n- ") == 1
    assert street.complaint()["completeness"].startswith("Kurang: nama. ")


def asks_for(street: Street, words: str) -> None:
    """What Pengaturan wants from now on."""
    rows = seeds.reference_rows(street.desk.sop, staff=True)["Pengaturan"]
    rows = [{**row, "Nilai": words} if row["Kunci"] == "Kelengkapan Wajib" else row for row in rows]
    with street.desk.journal.write() as connection:
        accept(connection, street.desk.sop, "Pengaturan", rows, now=street.now)


def test_each_addition_is_answered_with_what_is_still_missing(magetan: Street) -> None:
    magetan.writes(LAMP)
    magetan.replies()
    magetan.wait(minutes=1)
    magetan.writes("Siti Aminah\nDesa Candi RT 3")
    assert magetan.replies()[0].endswith("Yang belum disebut:\n- foto KTP")
    magetan.wait(minutes=11)
    magetan.writes(attachment=PHOTO)
    assert magetan.media()[0]["identity"]
    assert "sudah lengkap dan tercatat" in magetan.replies()[0]


def test_the_column_says_what_is_there_until_a_person_writes_there(magetan: Street) -> None:
    magetan.writes(LAMP)
    row = magetan.complaint()
    assert row["completeness"] == (
        "Kurang: nama, alamat, foto KTP. Ada: lokasi kejadian, uraian kejadian, waktu kejadian"
    )
    admin = person(magetan.desk, "Administrator")
    edit(magetan.desk, admin, row["number"], {"completeness": "menunggu telepon"}, now=magetan.now)
    magetan.writes(IDENTITY)
    assert magetan.complaint()["completeness"] == "menunggu telepon"


def test_the_column_follows_what_staff_correct(magetan: Street) -> None:
    magetan.writes(LAMP)
    number, admin = magetan.complaint()["number"], person(magetan.desk, "Administrator")
    fields = {"name": "Siti", "classification": "Permintaan Informasi"}
    edit(magetan.desk, admin, number, fields, now=magetan.now)
    assert magetan.complaint()["completeness"].startswith("Kurang: alamat. Ada: nama, ")


def test_what_is_incomplete_is_passed_on_only_with_a_reason(magetan: Street) -> None:
    magetan.writes(LAMP)
    for words in ("", "Lengkap", "lengkap: -", "sudah ok"):
        with pytest.raises(NotAllowed, match="masih kurang nama, alamat, dan foto KTP") as refused:
            does(magetan, "Teruskan ke Kabid", completeness=words)
        assert "Minta Kelengkapan" in refused.value.sentence
    state = does(magetan, "Teruskan ke Kabid", completeness="lengkap: KTP diperlihatkan di loket")
    assert state == "Di Kabid IKP"
    notes = [event["note"] for event in history(magetan)]
    assert "KTP diperlihatkan di loket" in notes[-1]


def history(street: Street) -> list[dict[str, Any]]:
    return street.rows(events)


def test_what_is_complete_is_passed_on_as_it_is(magetan: Street) -> None:
    magetan.writes(WHOLE)
    magetan.writes("foto ktp saya", attachment=PHOTO)
    assert does(magetan, "Teruskan ke Kabid") == "Di Kabid IKP"


def test_a_question_needs_no_identity_card(magetan: Street) -> None:
    magetan.writes(f"Syarat pindah KK apa saja?\n{IDENTITY}")
    with pytest.raises(NotAllowed, match="foto KTP"):
        does(magetan, "Teruskan ke Kabid")
    number, admin = magetan.complaint()["number"], person(magetan.desk, "Administrator")
    asks = {"classification": "Permintaan Informasi"}
    edit(magetan.desk, admin, number, asks, now=magetan.now)
    assert does(magetan, "Teruskan ke Kabid") == "Di Kabid IKP"


def test_what_waits_goes_on_when_all_that_was_asked_for_is_there(magetan: Street) -> None:
    magetan.writes(LAMP)
    does(magetan, "Minta Kelengkapan", reason="nama, alamat\nfoto KTP")
    magetan.wait(hours=20)
    magetan.writes("siti aminah\ndesa candi rt 3")
    (reply,) = magetan.replies()
    assert "masih kurang:\n- foto KTP\n" in reply and "paling lambat" in reply
    magetan.wait(hours=20)
    magetan.writes("nggih pak", attachment=PHOTO)
    assert magetan.complaint()["state"] == "Baru"
    assert magetan.media()[0]["identity"] and magetan.events()[-1] == "Kelengkapan Diterima"


@pytest.mark.parametrize(
    "answers", [("Tini", "RT 5 RW 2 Sukomoro"), ("RT 5 RW 2 Sukomoro", "Tini")]
)
def test_a_name_alone_beside_an_address_is_taken(magetan: Street, answers: tuple[str, str]) -> None:
    magetan.writes(LAMP)
    does(magetan, "Minta Kelengkapan", reason="nama, alamat, foto KTP")
    for words in answers:
        magetan.wait(minutes=1)
        magetan.writes(words)
    assert magetan.complaint()["name"] == "Tini"
    assert "masih kurang:\n- foto KTP\n" in magetan.replies()[-1]


def test_a_village_or_a_plea_is_nobodys_name(magetan: Street) -> None:
    magetan.writes(LAMP)
    village = next(iter(magetan.desk.reference().districts))
    for words in (village, "RT 5 RW 2", "Segera ditangani", "wis suwe peteng"):
        magetan.wait(minutes=1)
        magetan.writes(words)
    assert magetan.complaint()["name"] == ""


def test_a_photo_sent_before_we_asked_is_no_card(magetan: Street) -> None:
    magetan.writes(WHOLE)
    magetan.writes(attachment=PHOTO, at=magetan.now)
    magetan.wait(minutes=1)
    magetan.writes(attachment=PHOTO)
    magetan.wait(minutes=1)
    magetan.writes(attachment=PHOTO)
    assert [file["identity"] for file in magetan.media()] == [False, True, False]


def test_a_late_photo_of_before_the_request_is_no_card(magetan: Street) -> None:
    magetan.writes(LAMP)
    magetan.wait(hours=1)
    sent = magetan.now
    magetan.wait(minutes=5)
    does(magetan, "Minta Kelengkapan", reason="foto KTP")
    magetan.writes(attachment=PHOTO, at=sent)
    assert not magetan.media()[0]["identity"]


@pytest.mark.parametrize(
    ("story", "place"),
    [
        ("dalan ngarep omahku rusak", "dsn Jati RT 02/01 ds. Ngariboyo"),
        ("dalan ngarep omahe pak lurah rusak", ""),
        ("pungli ning ngarep omahku", ""),  # confidential: it would tell who wrote
    ],
)
def test_a_place_told_by_the_own_house_is_the_address(
    magetan: Street, story: str, place: str
) -> None:
    magetan.writes(story)
    magetan.wait(minutes=1)
    magetan.writes("Nama: Tini\nAlamat : dsn Jati RT 02/01 ds. Ngariboyo")
    assert magetan.complaint()["location"] == place


def test_what_only_a_person_can_tell_is_answered_by_any_words(magetan: Street) -> None:
    magetan.writes(LAMP)
    does(magetan, "Minta Kelengkapan", reason="nama sekolah")
    magetan.writes("SD Candi 2")
    assert magetan.complaint()["state"] == "Baru"


def test_details_alone_belong_to_the_complaint_however_late_they_come(magetan: Street) -> None:
    magetan.writes(LAMP)
    magetan.wait(hours=14)
    magetan.writes(IDENTITY)
    magetan.wait(hours=1)
    magetan.writes(attachment=PHOTO)
    assert magetan.complaint()["completeness"].startswith("Lengkap")
    magetan.wait(hours=1)
    magetan.writes("Selokan mampet di Jl. Mawar")
    assert len(magetan.complaints()) == 2


def closed(street: Street) -> None:
    street.writes(LAMP)
    does(street, "Minta Kelengkapan", reason="alamat, foto KTP")
    number = street.complaint()["number"]
    values = {Field.REASON: "foto KTP"}
    act(street.desk, system(street.desk.sop), number, CLOSE, values=values, now=street.now)


def test_closed_for_want_of_details_it_is_opened_by_the_next_message(magetan: Street) -> None:
    closed(magetan)
    row = magetan.complaint()
    assert (row["state"], row["close_reason"]) == ("Ditutup", "Tidak Lengkap")
    assert "belum kami terima:\n- foto KTP" in magetan.replies()[0]
    magetan.wait(days=3)
    magetan.writes("maaf baru sempat, besok saya kirim")
    assert magetan.complaint()["state"] == "Menunggu Pengadu"
    assert magetan.templates()[-2:] == ["dibuka_kembali", "masih_kurang"]
    magetan.writes(attachment=PHOTO)
    row = magetan.complaint()
    assert (row["state"], row["close_reason"], row["number"]) == ("Baru", "", row["number"])
    assert row["due_at"] is not None


def test_after_its_days_or_with_thanks_it_stays_closed(magetan: Street) -> None:
    closed(magetan)
    magetan.writes("terima kasih pak")
    assert magetan.complaint()["state"] == "Ditutup"
    magetan.wait(days=11)
    magetan.writes("Lampu di Jl. Mawar mati")
    assert [row["state"] for row in magetan.complaints()] == ["Ditutup", "Baru"]


def test_what_a_clerk_is_to_ask_for_is_proposed(magetan: Street) -> None:
    magetan.writes(LAMP)
    with magetan.desk.journal.read() as connection:
        found = completeness.of(connection, magetan.desk, magetan.complaint())
    assert found.missing == ("nama", "alamat", "foto KTP")
