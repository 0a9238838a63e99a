"""What ends by itself: identity cards after "Hari Hapus" days, everything personal after years."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, update

from desk import digests, editing, media, pictures, search, sight, verifying
from desk.acting import act
from desk.actors import Actor
from desk.context import Desk
from desk.kept_number_tables import kept_numbers
from desk.privacy import purging
from desk.problems import NotFound
from desk.schema import complaints, events, messages
from desk.schema import media as files
from sop.model import Field
from tests.desk.test_pictures import arrived, jpeg
from tests.desk.writing import BUDI, LAMP, PHOTO, Street

DAYS = 31


@pytest.fixture
def number(desk: Desk, street: Street) -> str:
    street.writes(LAMP)
    return str(street.complaint()["number"])


def closes(desk: Desk, street: Street, admin: Actor, number: str) -> None:
    reason = {Field.CLOSE_REASON: "Bukan Kewenangan", Field.REASON: "milik provinsi"}
    act(desk, admin, number, "Tutup", values=reason, now=street.now)


def purge(desk: Desk, street: Street) -> None:
    while purging.look(desk, now=street.now):
        pass


def kept_files(desk: Desk) -> list[Path]:
    return [path for path in desk.media_dir.rglob("*") if path.is_file()]


def test_a_card_goes_some_days_after_closing_and_the_file_with_it(
    desk: Desk, street: Street, admin: Actor, number: str
) -> None:
    card = arrived(desk, street, "KTP saya")
    closes(desk, street, admin, number)
    street.wait(days=DAYS)
    assert kept_files(desk)
    purge(desk, street)
    assert not kept_files(desk)
    (row,) = street.media()
    assert (row["state"], row["path"], row["url"], row["sha256"]) == ("gone", "", "", "")
    assert street.events()[-1] == "Identitas Dihapus"
    with pytest.raises(NotFound):
        pictures.identity(desk, admin, card, now=street.now)


def test_an_open_and_a_reopened_complaint_keep_their_card(
    desk: Desk, street: Street, admin: Actor, number: str
) -> None:
    arrived(desk, street, "KTP saya")
    closes(desk, street, admin, number)
    act(desk, admin, number, "Buka Kembali", values={Field.REASON: "keliru"}, now=street.now)
    street.wait(days=DAYS)
    purge(desk, street)
    assert street.media()[0]["state"] == "stored"
    assert "Identitas Dihapus" not in street.events()


def test_a_card_is_not_purged_a_day_too_early_and_an_ordinary_photo_never(
    desk: Desk, street: Street, admin: Actor, number: str
) -> None:
    arrived(desk, street, "ini fotonya")
    arrived(desk, street, "KTP saya")
    closes(desk, street, admin, number)
    street.wait(days=DAYS - 2)
    purge(desk, street)
    assert [row["state"] for row in street.media()] == ["stored", "stored"]
    street.wait(days=2)
    purge(desk, street)
    assert [row["state"] for row in street.media()] == ["stored", "gone"]


def test_the_same_bytes_of_an_open_complaint_stay(
    desk: Desk, street: Street, admin: Actor, number: str
) -> None:
    arrived(desk, street, "KTP saya")
    street.writes("Jalan berlubang di Jl. Mawar", chat_id=BUDI)
    street.writes("KTP saya", chat_id=BUDI, attachment=PHOTO)
    row = media.waiting(desk, now=street.now)
    assert row is not None
    media.arrived(desk, row["id"], jpeg(), now=street.now)
    closes(desk, street, admin, number)
    street.wait(days=DAYS)
    purge(desk, street)
    (file,) = kept_files(desk)
    assert file.stat().st_size > 0
    assert sorted(each["state"] for each in street.media()) == ["gone", "stored"]


def test_after_years_nothing_personal_is_left_and_every_figure_is_the_same(
    desk: Desk, street: Street, admin: Actor, number: str
) -> None:
    arrived(desk, street, "Saya Siti Aminah, ini fotonya")
    editing.edit(desk, admin, number, fields={"name": "Siti Aminah"}, now=street.now)
    closes(desk, street, admin, number)
    category, before = street.complaint()["category"], counts(desk, street)
    street.wait(days=366 * 5)
    purge(desk, street)
    assert counts(desk, street) == before
    everything = str([street.rows(t) for t in (complaints, events, messages, files)])
    for secret in ("Siti", "siti", "Hayam", "Lampu", "81234567890", "milik provinsi", "foto.jpg"):
        assert secret not in everything.replace(admin.id, "")
    row = street.complaint()
    assert (row["name"], row["body"], row["category"]) == ("(dihapus)", "(dihapus)", category)
    assert not kept_files(desk)


def counts(desk: Desk, street: Street) -> Any:
    row = street.complaint()
    stays = ("number", "received_at", "closed_at", "category", "state", "close_reason", "rating")
    return [row[name] for name in stays], len(street.kept())


def test_the_sealed_digest_of_the_month_still_holds_after_it(
    desk: Desk, street: Street, admin: Actor, number: str
) -> None:
    arrived(desk, street, "ini fotonya")
    closes(desk, street, admin, number)
    street.wait(days=366 * 5)
    while digests.keep_up(desk, now=street.now):
        pass
    purge(desk, street)
    found = verifying.verify(desk, now=street.now, progress=lambda *_said: None)
    assert found.differences == [] and found.sealed


def test_a_nik_goes_with_the_cards_and_without_one(
    desk: Desk, street: Street, admin: Actor, number: str
) -> None:
    street.writes("NIK saya 3375011203900001")
    assert len(street.rows(kept_numbers)) == 1
    closes(desk, street, admin, number)
    street.wait(days=DAYS - 2)
    purge(desk, street)
    assert len(street.rows(kept_numbers)) == 1
    street.wait(days=2)
    purge(desk, street)
    assert street.rows(kept_numbers) == []
    assert street.events()[-1] == "Identitas Dihapus"
    purge(desk, street)
    assert street.events().count("Identitas Dihapus") == 1


def test_an_older_register_is_kept_as_long_as_if_it_had_begun_here(
    desk: Desk, street: Street, number: str
) -> None:
    """Taken over today, closed ten years ago."""
    long_ago = street.now - timedelta(days=3650)
    old = {"channel": "Data Lama", "state": "Selesai", "closed_at": long_ago}
    with desk.journal.write() as connection:
        connection.execute(update(complaints).values(**old))
    purge(desk, street)
    assert "Hayam" in street.complaint()["body"]
    street.wait(days=366 * 5)
    purge(desk, street)
    assert street.complaint()["body"] == "(dihapus)"


def test_a_search_finds_nothing_of_it_and_still_finds_the_number(
    desk: Desk, street: Street, admin: Actor, number: str
) -> None:
    closes(desk, street, admin, number)
    assert found(desk, admin, "Hayam Wuruk", street) == [number]
    street.wait(days=366 * 5)
    purge(desk, street)
    assert found(desk, admin, "Hayam Wuruk", street) == []
    assert found(desk, admin, number, street) == [number]


def found(desk: Desk, admin: Actor, words: str, street: Street) -> list[str]:
    with desk.journal.read() as connection:
        wanted = search.understood(connection, desk, words, now=street.now)
        return list(
            connection.execute(select(sight.matching(desk, admin, wanted).c.number)).scalars()
        )
