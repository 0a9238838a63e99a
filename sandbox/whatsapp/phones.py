"""The phones and their messages: what was written, what waits to leave, what each chat shows.

Knows no gateway's protocol; times are unix seconds and come from the caller.
"""

from __future__ import annotations

import json
import re
import secrets
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from sandbox.whatsapp.database import Database

SCHEMA = """
CREATE TABLE IF NOT EXISTS message (
    seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, chat TEXT NOT NULL, direction TEXT NOT NULL,
    kind TEXT NOT NULL, sender TEXT NOT NULL, sender_name TEXT NOT NULL, at REAL NOT NULL,
    written_at REAL NOT NULL, content TEXT NOT NULL, status TEXT NOT NULL, by_api INTEGER NOT NULL,
    request TEXT NOT NULL, due_at REAL);
CREATE INDEX IF NOT EXISTS message_chat ON message (chat, seq);
CREATE INDEX IF NOT EXISTS message_at ON message (direction, at);
CREATE INDEX IF NOT EXISTS message_moment ON message (at);
CREATE INDEX IF NOT EXISTS message_queue ON message (seq) WHERE status = 'queued';
CREATE INDEX IF NOT EXISTS message_due ON message (due_at) WHERE due_at IS NOT NULL;
CREATE TABLE IF NOT EXISTS media (
    id TEXT PRIMARY KEY, name TEXT NOT NULL, mime TEXT NOT NULL, data BLOB NOT NULL);
"""

ON_PHONE = ("sent", "delivered", "read")
QUEUED = "queued"
EXPIRED = "expired"

# Chats with a known outcome; every other message is sent, then delivered, then read.
OUTCOMES: Mapping[str, tuple[str, ...]] = {
    "6280000000901@c.us": ("noAccount",),
    "6280000000902@c.us": ("failed",),
    "6280000000903@c.us": ("sent",),
    "6280000000904@c.us": ("sent", "delivered"),
    "120363000000000905@g.us": ("notInGroup",),
}
USUAL = ("sent", "delivered", "read")
# Seconds from one status to the next: long enough to be seen apart, short enough for a test.
PAUSE_S = {"delivered": 0.3, "read": 0.7}


@dataclass(frozen=True)
class Message:
    """One message. `at` is when it arrived or left, `written_at` when it was handed over.

    `content` holds what was written: text, caption, place, quotedMessageId, fileUrl and so on.
    """

    id: str
    chat: str
    kind: str
    at: float
    direction: Literal["in", "out"] = "in"
    sender: str = ""
    sender_name: str = ""
    content: Mapping[str, Any] = field(default_factory=dict)
    status: str = ""
    by_api: bool = False
    written_at: float = 0
    request: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Wanted:
    """A page of messages: of one chat ("": all), one direction ("": both), since ≤ at < until."""

    chat: str
    direction: str
    since: float
    until: float
    oldest_first: bool
    limit: int
    offset: int


def new_id(*, by_api: bool = False) -> str:
    """A message id as WhatsApp shapes them: uppercase hex, 3EB0 first when software wrote it."""
    return "3EB0" + secrets.token_hex(9).upper() if by_api else secrets.token_hex(16).upper()


def next_status(message: Message) -> str | None:
    """What becomes of the message after its present status; None: nothing more."""
    course = OUTCOMES.get(message.chat, USUAL)
    if message.status == QUEUED:
        return course[0]
    later = course[course.index(message.status) + 1 :] if message.status in course else ()
    return later[0] if later else None


class Phones:
    """All messages of the number, in the order in which they were written."""

    def __init__(self, database: Database) -> None:
        self._database = database
        sql = "SELECT max(at) FROM message WHERE direction = 'out' AND by_api AND status <> ?"
        self.last_left_at: float = database.read(sql, (QUEUED,))[0][0] or 0.0

    def add(self, message: Message) -> None:
        self._database.write(
            "INSERT INTO message (id, chat, direction, kind, sender, sender_name, at, written_at,"
            " content, status, by_api, request) VALUES (?,?,?,?,?,?,?,?,?,?,?,?)",
            (
                message.id,
                message.chat,
                message.direction,
                message.kind,
                message.sender,
                message.sender_name,
                message.at,
                message.written_at or message.at,
                json.dumps(message.content),
                message.status,
                message.by_api,
                json.dumps(message.request),
            ),
        )

    def find(self, message_id: str) -> Message | None:
        rows = self._read("id = ?", message_id)
        return rows[0] if rows else None

    def queued(self, limit: int = -1) -> list[Message]:
        """What waits to leave, oldest first."""
        return self._read(f"status = '{QUEUED}'", order="seq", limit=limit)

    def advance(self, message: Message, status: str, at: float) -> Message:
        """The message with its new status; on leaving the queue it is dated `at`."""
        leaving = message.status == QUEUED
        dated = at if leaving else message.at
        if leaving:
            self.last_left_at = at
        changed = replace(message, status=status, at=dated)
        following = next_status(changed)
        due = at + PAUSE_S[following] if following else None
        self._database.write(
            "UPDATE message SET status = ?, at = ?, due_at = ? WHERE id = ?",
            (status, dated, due, message.id),
        )
        return changed

    def due(self, at: float) -> list[Message]:
        """Messages whose next status is due, the longest due first."""
        return self._read("due_at <= ?", at, order="due_at, seq")

    def next_due_at(self) -> float | None:
        rows = self._database.read("SELECT min(due_at) FROM message WHERE due_at IS NOT NULL")
        return rows[0][0] if rows else None

    def expire(self, before: float) -> None:
        """Drop what has waited to leave since before that time."""
        self._database.write(
            "UPDATE message SET status = ? WHERE status = ? AND written_at < ?",
            (EXPIRED, QUEUED, before),
        )

    def written(
        self, direction: str, *, since: float, until: float, limit: int = 10_000
    ) -> list[Message]:
        """The newest messages of one direction by arrival (in) or hand-over (out), newest first."""
        condition = "direction = ? AND at >= ? AND written_at <= ? AND status <> 'expired'"
        return self._read(condition, direction, since, until, order="seq DESC", limit=limit)

    def history(self, chat: str, *, until: float, limit: int) -> list[Message]:
        condition = "chat = ? AND written_at <= ? AND status <> 'expired'"
        return self._read(condition, chat, until, order="seq DESC", limit=limit)

    def listed(self, wanted: Wanted) -> list[Message]:
        """A page of what has arrived and left, by its time."""
        condition = "at >= ? AND at < ? AND status NOT IN ('queued', 'expired')"
        values: list[Any] = [wanted.since, wanted.until]
        for column, value in (("chat", wanted.chat), ("direction", wanted.direction)):
            if value:
                condition += f" AND {column} = ?"
                values.append(value)
        way = "ASC" if wanted.oldest_first else "DESC"
        order = f"at {way}, seq {way}"
        return self._read(condition, *values, order=order, limit=wanted.limit, skip=wanted.offset)

    def count_copy(self, message: Message) -> None:
        """The same message was handed over once more: its phone shows it once."""
        content = {**message.content, "copies": message.content.get("copies", 1) + 1}
        self._database.write(
            "UPDATE message SET content = ? WHERE id = ?", (json.dumps(content), message.id)
        )

    def shown(self, chat: str) -> list[Message]:
        """What the chat holds on the phone, oldest first: nothing that is queued or failed."""
        marks = ",".join("?" * len(ON_PHONE))
        condition = f"chat = ? AND (direction = 'in' OR status IN ({marks}))"
        return self._read(condition, chat, *ON_PHONE, order="at, seq")

    def chats(self) -> list[sqlite3.Row]:
        """chat, name, at of every chat that shows something, the latest first."""
        sql = (
            "SELECT chat, max(at) AS at, max(CASE direction WHEN 'in' THEN sender_name ELSE '' END)"
            " AS name FROM message WHERE direction = 'in' OR status IN (?, ?, ?)"
            " GROUP BY chat ORDER BY at DESC"
        )
        return self._database.read(sql, ON_PHONE)

    def keep_file(self, name: str, mime: str, data: bytes) -> str:
        """Store a file; gives the path under which the media base shows it."""
        suffix = re.search(r"\.\w{1,8}$", name, re.ASCII)
        media_id = secrets.token_hex(16) + (suffix[0].lower() if suffix else "")
        self._database.write("INSERT INTO media VALUES (?,?,?,?)", (media_id, name, mime, data))
        return f"/media/{media_id}"

    def file(self, media_id: str) -> tuple[str, bytes] | None:
        """MIME type and bytes of a stored file."""
        rows = self._database.read("SELECT mime, data FROM media WHERE id = ?", (media_id,))
        return (rows[0]["mime"], rows[0]["data"]) if rows else None

    def forget_all(self) -> None:
        self._database.write("DELETE FROM message")
        self._database.write("DELETE FROM media")
        self.last_left_at = 0.0

    def _read(
        self, condition: str, *values: Any, order: str = "seq", limit: int = -1, skip: int = 0
    ) -> list[Message]:
        sql = f"SELECT * FROM message WHERE {condition} ORDER BY {order} LIMIT ? OFFSET ?"
        return [_message(row) for row in self._database.read(sql, (*values, limit, skip))]


def _message(row: sqlite3.Row) -> Message:
    return Message(
        id=row["id"],
        chat=row["chat"],
        kind=row["kind"],
        at=row["at"],
        direction=row["direction"],
        sender=row["sender"],
        sender_name=row["sender_name"],
        content=json.loads(row["content"]),
        status=row["status"],
        by_api=bool(row["by_api"]),
        written_at=row["written_at"],
        request=json.loads(row["request"]),
    )
