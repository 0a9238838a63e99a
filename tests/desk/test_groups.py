"""The group of the OPD heads: a disposition goes there, and only an answer to it counts."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from desk.acting import act
from desk.incoming import Chat
from desk.journal import Journal
from desk.recording import open_complaint
from desk.reference import accept
from desk.schema import inbox, messages
from desk.seeds import reference_rows
from sop.model import Field
from sop.wani_bares import WANI_BARES
from tests.conftest import SITI, open_desk, person
from tests.desk.test_acting import row_of
from tests.desk.writing import GATEWAY, LAMP, LET_PASS, Street, quotable

GROUP = "120363000000000001@g.us"
NAMED = "Lampu mati. Siti Aminah, 08123456789, NIK 3520123456780001"
HEAD, STRANGER = "kepala.dishub@contoh.test", "6289999999999@c.us"


@pytest.fixture
def street(sqlite_journal: Journal, tmp_path: Path, now: datetime) -> Street:
    """Magetan, whose Dishub is in a group; Siti's lamp has been handed to it."""
    desk = open_desk(sqlite_journal, tmp_path, now, procedure="wani_bares")
    rows = reference_rows(WANI_BARES, staff=True)["OPD"]
    rows = [{**row, "Grup WA": GROUP if row["Singkatan"] == "Dishub" else ""} for row in rows]
    with desk.journal.write() as connection:
        assert accept(connection, WANI_BARES, "OPD", rows, now=now) == []
    street = Street(desk, now)
    street.writes(LAMP)
    hand_out(street, street.complaint()["number"])
    return street


def hand_out(street: Street, number: str) -> None:
    for role, action, values in (
        ("Administrator", "Teruskan ke Kabid", LET_PASS),
        ("Kabid IKP", "Teruskan ke Kadis", {}),
        ("Kadis Kominfo", "Disposisi ke OPD", {Field.AGENCY: "Dishub"}),
    ):
        street.wait(minutes=1)
        act(
            street.desk,
            person(street.desk, role),
            number,
            action,
            values=values,
            now=street.now,
        )


def says(street: Street, text: str, *, sender: str, quoted: str = "") -> None:
    street.wait(minutes=1)
    street.writes(text, chat_id=GROUP, chat=Chat.GROUP, sender_id=sender, quoted_id=quoted)


def head(street: Street) -> str:
    found = street.desk.reference().person(HEAD)
    assert found is not None
    return f"{found.phone}@c.us"


def state(street: Street) -> str:
    return str(row_of(street.desk, street.complaint()["number"])["state"])


def test_the_disposition_goes_to_the_group_and_tells_nobodys_number(street: Street) -> None:
    (told,) = street.replies(GROUP)
    assert told.startswith("*DISPOSISI BARES-2026-00001*")
    assert SITI.partition("@")[0] not in told
    assert "Identitas pengadu tidak disampaikan di grup." in told


def test_a_listed_head_answers_it_there(street: Street) -> None:
    quoted = quotable(street.desk, GROUP)
    says(street, "Lampu sudah diganti", sender=head(street), quoted=quoted)
    assert state(street) == "Dijawab OPD"
    assert street.replies(GROUP)[-1].startswith(
        "BARES-2026-00001: sudah dicatat – Jawab dan Tindak Lanjut. Status: Dijawab OPD."
    )


@pytest.mark.parametrize("quotes", [True, False])
def test_what_anybody_else_says_is_neither_acted_on_nor_stored(
    street: Street, quotes: bool
) -> None:
    quoted = quotable(street.desk, GROUP) if quotes else ""
    sender = STRANGER if quotes else head(street)
    says(street, "Lampu sudah diganti", sender=sender, quoted=quoted)
    assert state(street) == "Diteruskan ke OPD" and len(street.complaints()) == 1
    assert [row["chat_id"] for row in street.rows(messages, messages.c.direction == "in")] == [SITI]
    assert street.rows(inbox)[-1]["raw"] == {}


def test_the_citizens_name_is_not_told_there(street: Street) -> None:
    with street.desk.journal.write() as connection:
        row = {"gateway": GATEWAY, "chat_id": SITI, "name": "Siti Aminah", "body": NAMED}
        number = str(open_complaint(connection, street.desk, row, now=street.now)["number"])
    hand_out(street, number)
    told = street.replies(GROUP)[-1]
    assert number in told and "Aminah" not in told and "08123456789" not in told


def test_what_a_head_did_there_is_taken_back_there_by_a_quote(street: Street) -> None:
    says(street, "Lampu sudah diganti", sender=head(street), quoted=quotable(street.desk, GROUP))
    confirmation = quotable(street.desk, GROUP)
    says(street, "batal", sender=head(street))
    assert state(street) == "Dijawab OPD"  # nobody quoted anything: it was not for us
    says(street, "batal", sender=head(street), quoted=confirmation)
    assert state(street) == "Diteruskan ke OPD"
    assert street.replies(GROUP)[-1].endswith("dibatalkan. Status: Diteruskan ke OPD.")
