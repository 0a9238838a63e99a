"""What staff do on the desk's own phone stands with the complaint, each kind as what it is."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import count
from typing import Any

import pytest

from desk.incoming import Echo, Kind
from desk.schema import messages
from tests.conftest import SITI
from tests.desk.writing import BUDI, GATEWAY, LAMP, PHOTO, Street

_serial = count(1)


@pytest.fixture
def known(street: Street) -> str:
    """Siti's complaint; the id of her message."""
    return street.writes(LAMP)


def echo(street: Street, text: str = "", *, chat: str = SITI, **fields: Any) -> None:
    made = Echo(GATEWAY, "OUT1", street.now, chat, text, by_api=False)
    street.receives(replace(made, **fields), key=f"e{next(_serial)}")


def ours(street: Street) -> list[dict[str, Any]]:
    return street.rows(messages, messages.c.purpose == "phone")


def test_a_photo_with_its_words_is_kept_and_fetched(street: Street, known: str) -> None:
    echo(street, "Sudah menyala, Bu", kind=Kind.IMAGE, attachment=PHOTO)
    (message,) = ours(street)
    (file,) = street.media()
    assert (message["kind"], message["body"]) == ("image", "Sudah menyala, Bu")
    assert (file["message_id"], file["origin"], file["state"]) == (
        message["id"],
        "answer",
        "waiting",
    )
    assert file["number"] == message["number"] == street.complaint()["number"]


def test_a_reaction_is_no_answer(street: Street, known: str) -> None:
    echo(street, "👍", kind=Kind.REACTION, about_id=known)
    assert ours(street) == []
    assert street.kept()[0]["data"]["reactions"][0]["text"] == "👍"


def test_what_was_corrected_and_deleted_there_is_noted(street: Street, known: str) -> None:
    echo(street, "Besok")
    street.wait(minutes=1)
    echo(street, "Lusa", kind=Kind.EDIT, about_id="OUT1", id="OUT2")
    echo(street, kind=Kind.DELETION, about_id="OUT1", id="OUT3")
    (message,) = ours(street)
    assert message["body"] == "Besok"
    assert set(message["data"]) == {"edits", "deleted_at"}


def test_told_twice_it_is_noted_once(street: Street, known: str) -> None:
    for serial in range(2):
        street.wait(seconds=serial)
        at = street.now - timedelta(seconds=serial)
        echo(street, "👍", kind=Kind.REACTION, about_id=known, id=f"R{serial}", at=at)
    assert len(street.kept()[0]["data"]["reactions"]) == 1


def test_of_a_stranger_nothing_is_kept(street: Street, known: str) -> None:
    echo(street, "", chat=BUDI, kind=Kind.IMAGE, attachment=PHOTO)
    assert (ours(street), street.media()) == ([], [])
