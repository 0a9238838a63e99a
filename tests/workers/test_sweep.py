"""What the gateway's queue never gave is found in its journal, once, and nothing else is."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import delete, select, update

from desk.context import Desk
from desk.incoming import Kind
from desk.schema import complaints, inbox
from desk.schema import messages as kept
from tests.conftest import SITI
from tests.workers.conftest import Phones, clock, green_api
from workers import pull
from workers.gateways.base import Gateway
from workers.sweep import EVERY, Sweep

STORY = "Lampu jalan mati di Jl. Veteran sejak Senin malam"
PHOTO = b"\xff\xd8\xff\xe0" + b"0" * 100


def stories(desk: Desk) -> list[str]:
    with desk.journal.read() as connection:
        return list(connection.execute(select(complaints.c.body)).scalars())


@pytest.fixture
def gateway(phones: Phones) -> Gateway:
    """The one provider whose queue and log are two things."""
    return green_api(phones.url, delay_ms=500)


@pytest.fixture
def sweep(small_desk: Desk, gateway: Gateway, phones: Phones) -> Sweep:
    """A desk that has looked once already, and is due again."""
    made = Sweep(small_desk, gateway, clock)
    assert not made.look()
    made._done_at = None
    return made


def test_what_only_the_journal_has_becomes_a_complaint_once(sweep: Sweep, phones: Phones) -> None:
    phones.fault("journal_only", "inbound", count=1)
    phones.write(text=STORY)
    assert not pull.pull(sweep.desk, sweep.gateway, clock)
    assert sweep.look()
    sweep._done_at = None
    assert not sweep.look()
    assert stories(sweep.desk) == [STORY]


def test_what_came_by_the_queue_is_left_alone(sweep: Sweep, phones: Phones) -> None:
    phones.write(text=STORY)
    pull.pull(sweep.desk, sweep.gateway, clock)
    assert not sweep.look()
    assert stories(sweep.desk) == [STORY]


def test_it_waits_while_the_queue_has_something_to_give(sweep: Sweep, phones: Phones) -> None:
    phones.write(text=STORY)
    assert not sweep.look()
    assert (stories(sweep.desk), phones.asked("GET lastIncomingMessages")) == ([], 1)


def test_what_comes_late_by_the_queue_after_the_journal_is_known(
    sweep: Sweep, phones: Phones
) -> None:
    phones.fault("journal_only", "inbound", count=1)
    phones.write(text=STORY)
    (found,) = sweep.gateway.received(since=clock() - timedelta(hours=1), now=clock()) or []
    assert sweep.look()
    assert not pull.take(sweep.desk, sweep.gateway, found, now=clock())


def test_a_new_desk_does_not_answer_what_was_written_before_it(
    small_desk: Desk, gateway: Gateway, phones: Phones
) -> None:
    hour_ago = int((clock() - timedelta(hours=1)).timestamp())
    phones.fault("journal_only", "inbound", count=1)
    phones.write(text=STORY, timestamp=hour_ago)
    assert not Sweep(small_desk, gateway, clock).look()
    assert stories(small_desk) == []


def test_it_looks_every_ten_minutes(small_desk: Desk, gateway: Gateway, phones: Phones) -> None:
    start = clock()
    moments = [start, start + timedelta(minutes=9), start + EVERY]
    sweep = Sweep(small_desk, gateway, lambda: moments[0])
    asked = []
    while moments:
        sweep.look()
        asked.append(phones.asked("GET lastIncomingMessages"))
        moments.pop(0)
    assert asked == [1, 1, 2]


KINDS = [
    ({"text": STORY}, Kind.TEXT, STORY),
    ({"kind": "extendedTextMessage", "text": "https://contoh.test"}, Kind.TEXT, "https:"),
    ({"kind": "locationMessage", "latitude": -6.8, "longitude": 109.6}, Kind.LOCATION, "-6.8"),
    ({"kind": "contactMessage", "displayName": "Pak RT", "vcard": "x"}, Kind.CONTACT, "Pak RT"),
    ({"text": "{{SWE001}}"}, Kind.UNREADABLE, ""),
]


@pytest.mark.parametrize(("written", "kind", "text"), KINDS, ids=lambda value: str(value)[:24])
def test_a_journal_tells_the_same_as_the_queue(
    sweep: Sweep, phones: Phones, written: dict[str, str], kind: Kind, text: str
) -> None:
    phones.fault("journal_only", "inbound", count=1)
    phones.write(**written)
    sweep.look()
    with sweep.desk.journal.read() as connection:
        row = connection.execute(select(kept).where(kept.c.direction == "in")).mappings().one()
    assert (row["kind"], row["chat_id"], row["body"][: len(text)]) == (kind, SITI, text)


def test_a_photo_in_the_journal_is_fetched_like_any_other(sweep: Sweep, phones: Phones) -> None:
    phones.fault("journal_only", "inbound", count=1)
    phones.photo(PHOTO, caption=STORY)
    (found,) = sweep.gateway.received(since=clock() - timedelta(hours=1), now=clock()) or []
    news = sweep.gateway.read(found.raw)
    attachment = getattr(news, "attachment", None)
    assert attachment is not None
    assert sweep.gateway.fetch(attachment.url, 1_000) == PHOTO


def test_a_quote_reaction_edit_and_deletion_are_told_apart(sweep: Sweep, phones: Phones) -> None:
    first = phones.write(text=STORY)
    pull.pull(sweep.desk, sweep.gateway, clock)
    phones.fault("journal_only", "inbound", count=4)
    phones.write(text="bagaimana?", quotedMessageId=first)
    phones.write(kind="reactionMessage", reaction="👍", quotedMessageId=first)
    phones.write(kind="editedMessage", text="Lampu dan rambu", stanzaId=first)
    phones.write(kind="deletedMessage", stanzaId=first)
    assert sweep.look()
    with sweep.desk.journal.read() as connection:
        rows = connection.execute(select(kept).where(kept.c.direction == "in")).mappings().all()
        states = set(connection.execute(select(inbox.c.state)).scalars())
    assert [row["quoted_id"] for row in rows] == ["", first]
    assert set(rows[0]["data"]) == {"reactions", "edits", "deleted_at"}
    assert states == {"done"}


def test_what_a_rebuilt_journal_has_under_a_hidden_chat_is_known(
    sweep: Sweep, phones: Phones
) -> None:
    phones.write(text=STORY)
    pull.pull(sweep.desk, sweep.gateway, clock)
    with sweep.desk.journal.write() as connection:
        connection.execute(delete(inbox))
        connection.execute(update(kept).values(chat_id="(rahasia)"))
    assert not sweep.look()
    assert stories(sweep.desk) == [STORY]
