"""Photos and documents: what a message brought, fetched later, and what a person uploads.

A message's attachment is a row "waiting" until the worker has its bytes; then it is stored, or
refused with a sentence, or gone when the gateway has not given it within a day.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, RowMapping, insert, or_, select, update

from desk import replies
from desk.conditions import alarm, clear
from desk.context import Desk
from desk.evidence import doubts, replying, sightings, told
from desk.evidence.taken import Source
from desk.file_types import MediaRefused
from desk.files import ENCRYPTED, MediaKeyWrong, Stored, load, seal, store
from desk.ids import new_id
from desk.incoming import Incoming, Kind
from desk.schema import complaints, media, messages

__all__ = [
    "MediaKeyWrong",
    "MediaRefused",
    "Stored",
    "Upload",
    "add_upload",
    "arrived",
    "expect",
    "failed",
    "latest_without_words",
    "load",
    "protect",
    "store",
    "waiting",
]

HIDDEN = "identitas"  # the name of every identity card
KEY_ALARM = "media_key"
GIVE_UP_AFTER = timedelta(hours=24)
NEVER_CAME = "Gateway tidak memberikannya selama 24 jam; lihat di ponsel dinas atau minta lagi."
#: Waits before each further try, in seconds; then the last one again and again.
WAITS_S = (5, 15, 60, 300, 900, 1800, 3600)


@dataclass(frozen=True)
class Upload:
    """A file that a person attaches on a page, and what they say about it."""

    name: str
    data: bytes
    taken_at: datetime | None = None  # as the person states it
    taken_by: str = ""
    phase: str = ""  # before | after

    def stated(self) -> dict[str, str]:
        """What the person says of it, for the data of an event; empty where nothing."""
        at = self.taken_at.isoformat() if self.taken_at else ""
        said = {"oleh": self.taken_by.strip(), "waktu": at, "keadaan": self.phase}
        return {name: text for name, text in said.items() if text}


def expect(
    connection: Connection,
    incoming: Incoming,
    *,
    message_id: str,
    number: str | None,
    identity: bool,
    now: datetime,
    origin: str = "citizen",
    taken_by: str = "",
) -> str:
    """Note the attachment of a message, to be fetched. Returns the media id.

    `taken_by`: of the staff; the message's time then counts until the file says another.
    """
    assert incoming.attachment is not None
    sent = {"taken_by": taken_by, "taken_at": incoming.at, "taken_from": Source.WHATSAPP.value}
    return _insert(
        connection,
        now=now,
        number=number,
        message_id=message_id,
        origin=origin,
        identity=identity,
        name=HIDDEN if identity else incoming.attachment.name,
        mime=incoming.attachment.mime,
        url=incoming.attachment.url,
        gateway_id=incoming.id,
        state="waiting",
        **(sent if taken_by else {}),
    )


def waiting(desk: Desk, *, now: datetime) -> RowMapping | None:
    """The next attachment to fetch: its row, with `chat_id` and `gateway` of its message."""
    _seal_late(desk, now=now)
    query = (
        select(media, messages.c.chat_id, messages.c.gateway)
        .join(messages, messages.c.id == media.c.message_id)
        .where(
            media.c.state == "waiting",
            media.c.path == "",
            or_(media.c.not_before.is_(None), media.c.not_before <= now),
        )
        .order_by(media.c.not_before.nulls_first(), media.c.id)
        .limit(1)
    )
    with desk.journal.read() as connection:
        return connection.execute(query).mappings().first()


def arrived(desk: Desk, media_id: str, data: bytes, *, now: datetime) -> bool:
    """The bytes of an attachment are here: keep them. False: refused or not to be kept yet."""
    with desk.journal.read() as connection:
        row = _row(connection, media_id)
    try:
        stored = store(desk, data, identity=row["identity"])
    except MediaRefused as refusal:
        _settle(desk, row, "refused", error=refusal.sentence, now=now)
        if refusal.damaged:
            _ask_again(desk, row["message_id"], now=now)
        return False
    except MediaKeyWrong as problem:
        failed(desk, media_id, problem.sentence, permanent=False, now=now)
        with desk.journal.write() as connection:
            alarm(connection, KEY_ALARM, problem.sentence, now=now)
        return False
    facts = {} if row["identity"] else told.columns(data, stored.mime, desk.timezone())
    _settle(desk, row, "stored", now=now, **_columns(stored), **facts)
    return True


def _ask_again(desk: Desk, message_id: str, *, now: datetime) -> None:
    """The citizen may have a whole copy of what came damaged."""
    with desk.journal.write() as connection:
        query = select(messages).where(messages.c.id == message_id)
        message = connection.execute(query).mappings().one()
        to = replies.To(message["gateway"], message["chat_id"])
        replies.reply(connection, desk, to, "kirim_ulang", purpose=replies.GUIDE, now=now)


def failed(desk: Desk, media_id: str, error: str, *, permanent: bool, now: datetime) -> None:
    """It could not be fetched: again later, with growing waits, for a day; then it is gone."""
    with desk.journal.read() as connection:
        row = _row(connection, media_id)
    if permanent or now - row["at"] >= GIVE_UP_AFTER:
        _settle(desk, row, "gone", error=error if permanent else NEVER_CAME, now=now)
        return
    wait = WAITS_S[min(row["attempts"], len(WAITS_S) - 1)]
    with desk.journal.write() as connection:
        _update(
            connection,
            media_id,
            attempts=row["attempts"] + 1,
            error=error,
            not_before=now + timedelta(seconds=wait),
        )
        if not row["error"]:
            _to_sheet(connection, row)  # from now on it is late


def add_upload(
    connection: Connection,
    desk: Desk,
    upload: Upload,
    *,
    number: str,
    event_id: str,
    origin: str,
    now: datetime,
) -> str:
    """Keep a file of a page in the caller's transaction. Returns its id; raises MediaRefused."""
    stored = store(desk, upload.data)
    facts = told.columns(upload.data, stored.mime, desk.timezone(connection))
    media_id = _insert(
        connection,
        now=now,
        number=number,
        event_id=event_id,
        origin=origin,
        name=upload.name,
        state="stored",
        **_columns(stored),
        **told.stated(facts, upload.taken_at, upload.taken_by, upload.phase),
    )
    _compare(connection, desk, media_id, number, now=now)
    return media_id


def _compare(
    connection: Connection, desk: Desk, media_id: str, number: str | None, *, now: datetime
) -> None:
    """Whether the same picture was there before, and who has to know."""
    sightings.note(connection, media_id, now=now)
    if number:
        doubts.tell_the_sheet(connection, desk, number)


def protect(connection: Connection, media_id: str) -> None:
    """An attachment turned out to be an identity card: hidden at once, encrypted by `waiting`."""
    row = _row(connection, media_id)
    same = media.c.id == media_id
    if row["sha256"]:
        same |= media.c.sha256 == row["sha256"]
    sightings.forget(connection, *connection.execute(select(media.c.id).where(same)).scalars())
    hidden = {"identity": True, "name": HIDDEN, "looks": "", "taken_place": ""}
    connection.execute(update(media).where(same).values(**hidden))
    plain = same & (media.c.state == "stored") & ~media.c.path.endswith(ENCRYPTED)
    connection.execute(update(media).where(plain).values(state="waiting"))


def latest_without_words(connection: Connection, number: str, *, since: datetime) -> str | None:
    """Id of the newest photo that a citizen sent without a caption since then, if any."""
    query = (
        select(media.c.id)
        .join(messages, messages.c.id == media.c.message_id)
        .where(
            media.c.number == number,
            media.c.origin == "citizen",
            media.c.at >= since,
            messages.c.kind == Kind.IMAGE.value,
            messages.c.body == "",
        )
        .order_by(media.c.id.desc())
        .limit(1)
    )
    return connection.execute(query).scalar()


def _seal_late(desk: Desk, *, now: datetime) -> None:
    """Encrypt what was recognised as identity only after it had been stored."""
    late = (media.c.state == "waiting") & (media.c.path != "")
    with desk.journal.read() as connection:
        paths = connection.execute(select(media.c.path).where(late).distinct()).scalars().all()
    for path in paths:
        with desk.journal.write() as connection:
            try:
                values = {"path": seal(desk, path), "state": "stored"}
            except MediaKeyWrong as problem:
                alarm(connection, KEY_ALARM, problem.sentence, now=now)
                return
            connection.execute(update(media).where(late, media.c.path == path).values(**values))


def _columns(stored: Stored) -> dict[str, Any]:
    return {
        "path": stored.path,
        "sha256": stored.sha256,
        "mime": stored.mime,
        "size": stored.size,
    }


def _settle(desk: Desk, row: RowMapping, state: str, *, now: datetime, **values: Any) -> None:
    """The attachment's fate is known; the Sheet shows it with its message and complaint."""
    with desk.journal.write() as connection:
        _update(connection, row["id"], state=state, not_before=None, **values)
        _to_sheet(connection, row)
        if state == "stored" and row["identity"]:
            clear(connection, KEY_ALARM)
        elif state == "stored":
            _compare(connection, desk, row["id"], row["number"], now=now)
            replying.warn_sender(connection, desk, row, now=now)


def _to_sheet(connection: Connection, row: RowMapping) -> None:
    for table, key, value in (
        (messages, messages.c.id, row["message_id"]),
        (complaints, complaints.c.number, row["number"]),
    ):
        connection.execute(update(table).where(key == value).values(sheet_pending=True))


def _insert(connection: Connection, *, now: datetime, **values: Any) -> str:
    media_id = new_id(now)
    connection.execute(insert(media).values(id=media_id, at=now, **values))
    return media_id


def _update(connection: Connection, media_id: str, **values: Any) -> None:
    connection.execute(update(media).where(media.c.id == media_id).values(**values))


def _row(connection: Connection, media_id: str) -> RowMapping:
    return connection.execute(select(media).where(media.c.id == media_id)).mappings().one()
