"""The second part of a rebuild: the rows of Riwayat and Percakapan, and the files they name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import select, update

from desk import archive
from desk.schema import complaints, events, media, messages
from sheets_schema import bases, log_rows, records
from sheets_schema.bases import Base
from sheets_schema.columns import Tab
from sheets_schema.layout import Cells
from sheets_schema.rebuilding import attachments, conversation, history, register_rows
from sheets_schema.rebuilding.build import Build, upsert
from sheets_schema.rebuilding.files import RebuildError
from sheets_schema.rows import CONFIDED
from sheets_schema.tables import PERCAKAPAN, RIWAYAT

Row = dict[str, Any]


def _pieces(build: Build, tab: Tab) -> Iterator[tuple[list[Cells], bool]]:
    """The log of every file; each record once, in the file where it is met first. With each piece:
    whether it stands in the register's own file."""
    seen: set[str] = set()
    for file in build.files:
        titles = build.titles[file.name]
        if tab.title not in titles:
            if not file.name:
                raise RebuildError(f"Tab {tab.title} tidak ada; kembalikan lewat Riwayat versi.")
            continue
        for piece in file.rows(tab, titles[tab.title], build.progress):
            fresh = {cells[tab.key].strip(): cells for cells in reversed(piece)}
            fresh = {key: fresh[key] | {tab.key: key} for key in fresh if key not in seen}
            seen |= fresh.keys()
            if file.name:
                archive.put_rows(build.connection, tab.title, fresh, file.name)
            else:
                archive.drop_rows(build.connection, fresh)
            yield list(fresh.values()), not file.name


def take_events(build: Build) -> None:
    """Every event; those of complaints without a row wait until these are there."""
    rowless: list[tuple[Row, list[Row]]] = []
    for piece, own in _pieces(build, RIWAYAT):
        if own:
            hidden = [shown for shown in piece if log_rows.is_hidden(shown)]
            found = {shown[RIWAYAT.key]: Base(log_rows.told(shown)) for shown in hidden}
            bases.save_all(build.connection, RIWAYAT.title, found)
        ready: list[tuple[Row, list[Row]]] = []
        for shown in piece:
            row, beside = history.event(shown, build.reading)
            number = row["number"]
            history.follow(build.trace(number), row, beside)
            there = number in build.seen or number in build.known
            (ready if there else rowless).append((row, history.files(row, beside, build.reading)))
        _keep_events(build, ready)
    numbers = {row["number"] for row, _ in rowless if register_rows.NUMBER.fullmatch(row["number"])}
    register_rows.open_unseen(build, numbers)
    _keep_events(build, [pair for pair in rowless if pair[0]["number"] in numbers])


def _keep_events(build: Build, found: Iterable[tuple[Row, list[Row]]]) -> None:
    pairs = list(found)
    rows = [row for row, _ in pairs]
    upsert(build.connection, events, rows, key="id", change=["sheet_pending"])
    build.result.events += len(rows)
    _keep_files(build, [file for _, files in pairs for file in files])


def take_messages(build: Build) -> None:
    """Every message; the citizen's chat of a complaint is that of its first message."""
    prints: dict[str, tuple[str, str]] = {}  # of ours with a photo: number and SHA-256
    for piece, own in _pieces(build, PERCAKAPAN):
        found = [(shown, conversation.message(shown, build.reading)) for shown in piece]
        hidden = {row["number"] for _, row in found if row["chat_id"] == CONFIDED}
        known = records.load(build.connection, [number for number in hidden if number])
        rows = [
            conversation.unmasked(row, known.get(row["number"]), _told(build, row))
            for _, row in found
        ]
        _keep_messages(build, rows)
        if own:
            _see(build, piece)
        _keep_files(build, _unknown_files(build, [shown for shown, _ in found], rows))
        prints |= {
            row["id"]: (row["number"] or "", build.reading.fingerprint(shown["SHA-256"]))
            for shown, row in zip(piece, rows, strict=True)
            if row["direction"] == "out" and shown.get("SHA-256")
        }
        _remember_chats(build, rows)
    attachments.attach_outgoing(build.connection, prints)
    _give_chats(build)
    attachments.tell_refused(build.connection, _with_files_missing(build))


def _told(build: Build, row: Row) -> Row:
    """What its complaint's history keeps of this message, sealed in Riwayat."""
    trace = build.traces.get(row["number"] or "")
    return trace.messages.get(row["id"], {}) if trace else {}


def _keep_messages(build: Build, rows: list[Row]) -> None:
    """New ones whole; of known ones the Sheet may know better how far they came."""
    final = [row for row in rows if row["state"] in conversation.FINAL]
    other = [row for row in rows if row["state"] not in conversation.FINAL]
    change = ("number", "state", "state_at", "gateway_id", "sheet_pending")
    upsert(build.connection, messages, final, key="id", change=change)
    upsert(build.connection, messages, other, key="id", change=("number", "sheet_pending"))
    build.result.messages += len(rows)


def _see(build: Build, piece: Iterable[Cells]) -> None:
    found = {shown[PERCAKAPAN.key]: Base(log_rows.changing(shown)) for shown in piece}
    bases.save_all(build.connection, PERCAKAPAN.title, found)


def _unknown_files(build: Build, piece: list[Cells], rows: list[Row]) -> list[Row]:
    """Files of messages; where the journal has one already it is that one, if still wanted."""
    found = [
        file
        for shown, row in zip(piece, rows, strict=True)
        for file in conversation.files(shown, row, build.reading)
    ]
    if not build.known:
        return found
    there = _files_of(build, [file["message_id"] for file in found])
    kept = []
    for file in found:
        known = there.get(file["message_id"])
        if known is None:
            kept.append(file)
        elif known["state"] != "stored" and file["sha256"]:
            kept.append(file | {"id": known["id"], "url": known["url"]})
    return kept


def _files_of(build: Build, ids: list[str]) -> dict[str, Row]:
    found: dict[str, Row] = {}
    for chunk in bases.chunks(ids):
        query = select(media).where(media.c.message_id.in_(chunk))
        rows = build.connection.execute(query).mappings()
        found |= {row["message_id"]: dict(row) for row in rows}
    return found


def _keep_files(build: Build, files: Iterable[Row]) -> None:
    folder, now = build.reading.desk.media_dir, build.reading.now
    rows = [attachments.placed(file, folder, now=now) for file in files]
    change = ("path", "sha256", "identity", "size", "mime", "state", "error")
    upsert(build.connection, media, rows, key="id", change=change)
    build.result.files += sum(row["path"] != "" for row in rows)
    build.result.files_gone += sum(row["path"] == "" for row in rows)


def _remember_chats(build: Build, rows: Iterable[Row]) -> None:
    for row in rows:
        chat = conversation.citizens_chat(row)
        first = build.chats.get(row["number"] or "")
        if chat and row["number"] and (first is None or row["id"] < first[0]):
            build.chats[row["number"]] = (row["id"], *chat)


def _give_chats(build: Build) -> None:
    """To complaints that have none yet. Those of other channels may have none at all."""
    for chunk in bases.chunks(sorted(build.taken & build.chats.keys())):
        for number, row in records.load(build.connection, chunk).items():
            if not row["chat_id"]:
                _, gateway, chat_id = build.chats[number]
                build.connection.execute(
                    update(complaints)
                    .where(complaints.c.number == number)
                    .values(gateway=gateway, chat_id=chat_id)
                )
    _give_words(build)


def _give_words(build: Build) -> None:
    """A complaint without a row has the words of its citizen's first messages again."""
    unseen = build.taken - build.seen
    for number in unseen:
        query = select(messages.c.body).where(
            messages.c.number == number, messages.c.direction == "in", messages.c.body != ""
        )
        words = build.connection.execute(query.order_by(messages.c.id)).scalars().all()
        build.connection.execute(
            update(complaints).where(complaints.c.number == number).values(body="\n".join(words))
        )


def _with_files_missing(build: Build) -> list[str]:
    query = select(media.c.number).where(media.c.sha256 == "", media.c.number.is_not(None))
    return list(build.connection.execute(query.distinct()).scalars())
