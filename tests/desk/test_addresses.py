"""One account under two addresses stays in the chat in which it was first known."""

from __future__ import annotations

from datetime import datetime

import pytest
from sqlalchemy import insert, select

from desk import addresses
from desk.context import Desk
from desk.incoming import Chat, Incoming, Kind
from desk.schema import messages
from tests.conftest import SITI

LID = "160958311837878@lid"


def told(chat: str, also: str = "") -> Incoming:
    at = datetime.fromisoformat("2026-11-23T09:00:00+07:00")
    return Incoming("waha", "A1", at, chat, Chat.PERSON, Kind.TEXT, also=also)


def homes(desk: Desk, now: datetime, *heard: Incoming) -> list[str]:
    """Where each of these messages is at home, one after the other."""
    found = []
    for incoming in heard:
        with desk.journal.write() as connection:
            home = addresses.at_home(connection, incoming, now=now).chat_id
            row = {"id": f"m{len(found)}", "at": now, "gateway": "waha", "chat_id": home}
            connection.execute(insert(messages).values(direction="in", **row))
        found.append(home)
    return found


@pytest.mark.parametrize(
    ("heard", "home"),
    [
        ([told(SITI), told(SITI)], [SITI, SITI]),
        ([told(LID), told(LID)], [LID, LID]),
        ([told(LID), told(SITI, LID), told(SITI)], [LID, LID, LID]),
        ([told(SITI, LID), told(LID), told(SITI)], [SITI, SITI, SITI]),
        ([told(SITI), told(SITI, LID), told(LID)], [SITI, SITI, SITI]),
    ],
)
def test_a_chat_keeps_its_first_address(
    desk: Desk, now: datetime, heard: list[Incoming], home: list[str]
) -> None:
    assert homes(desk, now, *heard) == home


def test_two_chats_that_turn_out_to_be_one_become_one(desk: Desk, now: datetime) -> None:
    heard = (told(SITI), told(LID), told(SITI, LID), told(LID))
    assert homes(desk, now, *heard) == [SITI, LID, SITI, SITI]
    with desk.journal.read() as connection:
        assert set(connection.execute(select(messages.c.chat_id)).scalars()) == {SITI}
