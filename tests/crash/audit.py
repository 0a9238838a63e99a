"""Afterwards: what was written, what the journal, the Sheet and the phones say of it."""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, select

from desk import settling
from desk.actors import Actor
from desk.conditions import sheet_backlog
from desk.context import Desk
from desk.outbox import NEEDS_PERSON, UNSETTLED, WORDS, State
from desk.schema import complaints, inbox, media, messages
from sop import SOPS
from tests.crash.siege import Siege

LOOKS_AT_PHONES = Actor("admin.kota@contoh.test", "Admin Kota", ("Admin Kota",), ())
SENT = (State.ACCEPTED, State.SENT, State.DELIVERED, State.READ)
RESTING = (*SENT, State.FAILED)
NUMBERED = "Pesan sudah kami terima dengan"


@dataclass(frozen=True)
class Books:
    """What was found. `wrong` is one line for each thing that is not as it must be."""

    wrong: list[str]
    replies: int
    unknown: int  # shown as Perlu Diperiksa, for a person to decide
    never_sent: int  # guides and notes, which are sent at most once
    sent_again: int  # under the same id: one message to WhatsApp


def until_quiet(siege: Siege, *, within_s: float) -> None:
    """Until nothing moves any more but what a person has to decide."""
    try:
        siege.wait("rest", lambda: not list(_restless(siege)), within_s=within_s)
    except AssertionError:
        sys.stderr.write(f"restless: {list(_restless(siege))[:10]}\n")
        raise


def _restless(siege: Siege) -> Iterator[str]:
    with siege.journal.read() as connection:
        known = set(connection.execute(select(inbox.c.key)).scalars())
        ids = {key.split(":")[1] for key in known if ":" in key}
        yield from (one for one in _to_come(siege) if one not in ids)
        out = messages.c.direction == "out"
        waiting = messages.c.state.not_in(RESTING) & (messages.c.error != NEEDS_PERSON)
        yield from connection.execute(select(messages.c.id).where(out, waiting)).scalars()
        fetching = select(media.c.id).where(media.c.state == "waiting")
        yield from connection.execute(fetching).scalars()
        backlog = sheet_backlog(connection)
    if backlog:
        yield f"{backlog} records are not in the Sheet"
    if siege.stack.queue_at_gateway():
        yield "the gateway has messages to send"


def _to_come(siege: Siege) -> Iterator[str]:
    for story in siege.stories:
        for part, message_id in story.written():
            if _is_told(siege, part.note):
                yield message_id


def _is_told(siege: Siege, note: str) -> bool:
    """WAHA's lists show no edits, deletions and reactions (docs/waha.md)."""
    return not note or siege.gateway != "waha"


def decide(siege: Siege) -> int:
    """A person looks at the phone for each message shown as Perlu Diperiksa. Returns how many."""
    desk = Desk(
        journal=siege.journal,
        sop=SOPS["wadul_aladin"],
        media_dir=siege.stack.folder / "media",
        media_key=siege.stack.environment["MEDIA_KEY"],
        gateway=siege.gateway,
    )
    unknown = (messages.c.direction == "out") & messages.c.state.in_(UNSETTLED)
    with siege.journal.read() as connection:
        rows = connection.execute(select(messages).where(unknown)).mappings().all()
    shown = {str(row["ID"]): row["Status"] for row in siege.stack.rows("Percakapan")}
    for row in rows:
        assert shown[row["id"]] == WORDS[State.UNKNOWN], "a person must see it in the Sheet"
        texts = Counter(bubble["text"] for bubble in _sent_to(siege, row["chat_id"]))
        others = Counter(_settled_texts(siege, row["chat_id"]))
        sent = texts[row["body"]] > others[row["body"]]
        with siege.journal.write() as connection:
            now = datetime.now(UTC)
            settling.decided(connection, desk, LOOKS_AT_PHONES, row["id"], sent=sent, now=now)
    return len(rows)


def _settled_texts(siege: Siege, chat: str) -> Sequence[str]:
    ours = (messages.c.direction == "out") & (messages.c.chat_id == chat)
    query = select(messages.c.body).where(ours, messages.c.state.in_(SENT))
    with siege.journal.read() as connection:
        return connection.execute(query).scalars().all()


def _sent_to(siege: Siege, chat: str) -> list[dict[str, Any]]:
    return [bubble for bubble in siege.stack.phone(chat) if bubble["direction"] == "out"]


def books(siege: Siege, *, unknown: int) -> Books:
    with siege.journal.read() as connection:
        records = connection.execute(select(messages)).mappings().all()
        wrong = [*_inbound(siege, records), *_complaints(siege, connection)]
        wrong += _files(siege, connection)
    wrong += _register(siege, records)
    outgoing = [row for row in records if row["direction"] == "out"]
    by_chat: defaultdict[str, list[RowMapping]] = defaultdict(list)
    for row in outgoing:
        by_chat[row["chat_id"]].append(row)
    again = 0
    for chat in sorted({*by_chat, *(story.chat for story in siege.stories)}):
        bubbles = _sent_to(siege, chat)
        again += sum(bubble.get("copies", 1) - 1 for bubble in bubbles)
        wrong += on_the_phone(chat, by_chat[chat], bubbles)
    wrong += _told_numbers(siege)
    failed = sum(row["state"] == State.FAILED for row in outgoing)
    return Books(wrong, len(outgoing), unknown, failed, again)


def _inbound(siege: Siege, records: Sequence[RowMapping]) -> Iterator[str]:
    """Every message is one record; what changes another one is noted on it once."""
    found: defaultdict[str, list[RowMapping]] = defaultdict(list)
    for row in records:
        if row["direction"] == "in":
            found[row["gateway_id"]].append(row)
    for story in siege.stories:
        for part, message_id in story.written():
            expected = int(not part.note and not story.in_group)
            if len(found[message_id]) != expected:
                count = len(found[message_id])
                yield f"{story.name}: {part.kind} {message_id} has {count} records"
            if part.note and _is_told(siege, part.note):
                yield from _note(part.note, found[story.ids[part.about or 0]])


def _note(name: str, about: Sequence[RowMapping]) -> Iterator[str]:
    noted = about[0]["data"].get(name) if about else None
    if not noted or (isinstance(noted, list) and len(noted) != 1):
        yield f"{name} are noted as {noted}"


def _files(siege: Siege, connection: Connection) -> Iterator[str]:
    """Each photo and voice note of a complaint was fetched once."""
    joined = select(messages.c.gateway_id, media.c.state).join(
        media, media.c.message_id == messages.c.id
    )
    stored = Counter(row.gateway_id for row in connection.execute(joined) if row.state == "stored")
    for story in siege.stories:
        for part, message_id in story.written():
            if story.opens and "file" in part.fields and stored[message_id] != 1:
                yield f"{story.name}: {stored[message_id]} files of {part.kind} {message_id}"


def _complaints(siege: Siege, connection: Connection) -> Iterator[str]:
    chats = Counter(connection.execute(select(complaints.c.chat_id)).scalars())
    for story in siege.stories:
        if chats[story.chat] != int(story.opens):
            yield f"{story.name}: {chats[story.chat]} complaints of {story.chat}"


def _register(siege: Siege, records: Sequence[RowMapping]) -> Iterator[str]:
    """One row of Aduan each, no number twice, each message once in Percakapan."""
    rows = siege.stack.rows("Aduan")
    phones = Counter(str(row["No. WA"]) for row in rows)
    for story in siege.stories:
        if not story.in_group and phones[story.chat.partition("@")[0]] != int(story.opens):
            yield f"{story.name}: {phones[story.chat.partition('@')[0]]} rows of {story.chat}"
    numbers = Counter(str(row["No. Aduan"]) for row in rows)
    yield from (f"{number} stands {count} times" for number, count in numbers.items() if count > 1)
    talk = Counter(str(row["ID"]) for row in siege.stack.rows("Percakapan"))
    expected = Counter(row["id"] for row in records)
    for one in talk.keys() | expected.keys():
        if talk[one] != expected[one]:
            yield f"message {one} stands {talk[one]} times in Percakapan"


def on_the_phone(
    chat: str, records: Sequence[Mapping[Any, Any]], bubbles: Sequence[Mapping[str, Any]]
) -> Iterator[str]:
    """Each message of ours is there once; what we say may be missing is there at most once."""
    there = Counter(bubble["text"] for bubble in bubbles)
    sure = Counter(row["body"] for row in records if row["state"] in SENT)
    maybe = Counter(row["body"] for row in records if row["state"] not in SENT)
    for body in there.keys() | sure.keys():
        if not sure[body] <= there[body] <= sure[body] + maybe[body]:
            yield f"{chat} has {there[body]} of {sure[body]}: {body[:40]!r}"


def _told_numbers(siege: Siege) -> Iterator[str]:
    for story in siege.stories:
        if story.opens:
            told = sum(NUMBERED in bubble["text"] for bubble in _sent_to(siege, story.chat))
            if told != 1:
                yield f"{story.name}: {story.chat} was told a number {told} times"
