"""HAPUS DATA and SALINAN DATA as the officer answers them; the citizen is told last."""

from __future__ import annotations

import pytest
from sqlalchemy import update

from desk import acting
from desk import privacy_tables as tables
from desk.actors import Actor
from desk.context import Desk
from desk.privacy import answering, elsewhere, erasing, requests
from desk.privacy.requests import Asked
from desk.privacy_tables import data_requests
from desk.problems import NotFound, Refused
from desk.schema import complaints, events, inbox, media, messages
from sop.model import Field
from tests.conftest import SITI
from tests.desk.test_pictures import arrived
from tests.desk.writing import BUDI, LAMP, Street

SPAM = {Field.CLOSE_REASON: "Bukan Kewenangan", Field.REASON: "milik provinsi"}


def asks(desk: Desk, street: Street, text: str = "HAPUS DATA") -> Asked:
    street.writes(text)
    return requests.waiting(desk)[-1]


@pytest.fixture
def number(desk: Desk, street: Street, admin: Actor) -> str:
    """A complaint that is closed."""
    street.writes(LAMP)
    arrived(desk, street, "Saya Siti Aminah, ini fotonya")
    found = str(street.complaint()["number"])
    acting.act(desk, admin, found, "Tutup", values=SPAM, now=street.now)
    street.wait(hours=1)
    return found


def leaves(street: Street) -> None:
    """What waits was handed to the gateway."""
    with street.desk.journal.write() as connection:
        waiting = messages.c.state == "queued"
        connection.execute(update(messages).where(waiting).values(state="sent"))


def test_a_request_stands_with_its_time_and_what_is_kept(
    desk: Desk, street: Street, admin: Actor, number: str
) -> None:
    asked = asks(desk, street)
    assert (asked.kind, asked.number) == ("HAPUS DATA", number)
    assert (asked.due_at - asked.at).total_seconds() == 72 * 3600
    held = requests.holdings(desk, admin, asked.id, now=street.now)
    assert [each.number for each in held.complaints] == [number]
    assert (held.photos, held.cards, held.open_ones) == (1, 0, ())
    assert held.messages == len(street.rows(messages))


def test_who_asks_twice_stands_on_the_list_once(desk: Desk, street: Street, number: str) -> None:
    asks(desk, street)
    asks(desk, street)
    assert len(requests.waiting(desk)) == 1
    assert len(street.alarms()) == 1


def test_everything_of_the_chat_goes_and_nobody_elses(
    desk: Desk, street: Street, admin: Actor, number: str
) -> None:
    street.writes("Sampah menumpuk di Jl. Kurinci", chat_id=BUDI)
    asked = asks(desk, street)
    answering.erase(desk, admin, asked.id, typed=number.lower(), now=street.now)
    leaves(street)
    assert answering.finish(desk, now=street.now)
    every = (complaints, events, messages, media, inbox, data_requests)
    everything = str([street.rows(table) for table in every]).replace(admin.id, "")
    for secret in (SITI.partition("@")[0], "Siti", "Hayam", "milik provinsi"):
        assert secret not in everything
    assert {row["name"] for row in street.rows(messages, messages.c.number == number)} == {
        "",
        "(dihapus)",
    }
    assert "Kurinci" in everything and BUDI in everything
    assert not [path for path in desk.media_dir.rglob("*") if path.is_file()]
    assert street.alarms() == [] and requests.waiting(desk) == []


def test_the_citizen_is_told_last_and_then_their_chat_is_forgotten(
    desk: Desk, street: Street, admin: Actor, number: str
) -> None:
    asked = asks(desk, street)
    answering.erase(desk, admin, asked.id, typed=number, now=street.now)
    (farewell,) = street.rows(messages, messages.c.chat_id == SITI)
    assert (farewell["template"], farewell["state"]) == ("data_dihapus", "queued")
    assert not answering.finish(desk, now=street.now)
    leaves(street)
    assert answering.finish(desk, now=street.now)
    assert street.rows(messages, messages.c.chat_id == SITI) == []
    assert not answering.finish(desk, now=street.now)


def test_a_later_message_of_that_chat_is_a_new_citizens(
    desk: Desk, street: Street, admin: Actor, number: str
) -> None:
    asked = asks(desk, street)
    answering.erase(desk, admin, asked.id, typed=number, now=street.now)
    street.wait(days=1)
    street.writes(f"CEK {number}")
    assert street.templates()[-1] == "cek_tidak_ada"
    street.writes(LAMP)
    assert len(street.complaints()) == 2


def test_nothing_is_erased_while_a_complaint_is_open_or_without_its_number_typed(
    desk: Desk, street: Street, admin: Actor, number: str
) -> None:
    asked = asks(desk, street)
    with pytest.raises(Refused, match=f"Ketik {number}"):
        answering.erase(desk, admin, asked.id, typed="ya", now=street.now)
    street.wait(days=1)
    street.writes("Jalan berlubang di Jl. Mawar")
    with pytest.raises(Refused, match="masih berjalan"):
        answering.erase(desk, admin, asked.id, typed=number, now=street.now)
    assert "Hayam" in str(street.complaints())


def test_a_refusal_and_a_copy_are_answers_with_words_of_the_officer(
    desk: Desk, street: Street, admin: Actor, number: str
) -> None:
    first = asks(desk, street)
    with pytest.raises(Refused, match="keterangannya"):
        answering.refuse(desk, admin, first.id, reason=" ", now=street.now)
    answering.refuse(desk, admin, first.id, reason="Diminta polisi", now=street.now)
    assert "Diminta polisi" in street.replies()[-1]
    second = asks(desk, street, "SALINAN DATA")
    with pytest.raises(NotFound):
        answering.erase(desk, admin, second.id, typed=number, now=street.now)
    answering.handed_over(desk, admin, second.id, how="Diambil di kantor", now=street.now)
    assert "Diambil di kantor" in street.replies()[-1]
    assert street.events()[-3:] == [
        "Hapus Data Ditolak",
        "Permintaan Salinan Data",
        "Salinan Data Dijawab",
    ]
    assert street.alarms() == []


def test_only_the_officer_and_the_admins_may(
    desk: Desk, street: Street, city_team: Actor, number: str
) -> None:
    asked = asks(desk, street)
    for deed in (answering.refuse, answering.handed_over):
        with pytest.raises(Refused, match="Petugas Data Pribadi"):
            words = {"reason": "x"} if deed is answering.refuse else {"how": "x"}
            deed(desk, city_team, asked.id, now=street.now, **words)
    with pytest.raises(Refused, match="Petugas Data Pribadi"):
        answering.erase(desk, city_team, asked.id, typed=number, now=street.now)


def test_what_is_left_elsewhere_is_ticked_off_and_then_names_no_chat(
    desk: Desk, street: Street, admin: Actor, number: str
) -> None:
    asked = asks(desk, street)
    answering.erase(desk, admin, asked.id, typed=number, now=street.now)
    with desk.journal.read() as connection:
        found = elsewhere.listed(connection)
    assert [one.place for one in found] == [place.value for place in elsewhere.Place]
    assert {one.place for one in found if one.chat} == set(elsewhere.OF_A_CHAT)
    for one in found:
        elsewhere.tick(desk, admin, one.id, now=street.now)
    assert SITI not in str(street.rows(tables.elsewhere))
    with pytest.raises(NotFound):
        elsewhere.tick(desk, admin, found[0].id, now=street.now)


def test_a_secret_complaint_is_erased_like_every_other_and_stays_marked(
    desk: Desk, street: Street, admin: Actor, number: str
) -> None:
    with desk.journal.write() as connection:
        connection.execute(update(complaints).values(confidential=True, name="Siti Aminah"))
    asked = asks(desk, street)
    answering.erase(desk, admin, asked.id, typed=number, now=street.now)
    row = street.complaint()
    assert (row["name"], row["body"], row["chat_id"]) == ("(dihapus)", "(dihapus)", "")
    assert row["confidential"]
    assert {one["note"] for one in street.rows(events)} <= {"", "(dihapus)", erasing.WHY}
