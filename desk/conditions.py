"""How the desk itself is doing: heartbeats of the worker's threads, the number's state, alarms.

What is late or failing is computed when it is asked for, never stored as truth; only what somebody
must be told of (a parked message, a missing header) is kept as an alarm until it is cleared.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, delete, func, select
from sqlalchemy.sql.selectable import FromClause

from desk import failures, path, refusals, storage, texts
from desk.context import Desk
from desk.journal import Journal, put, recall, remember
from desk.outbox import NEEDS_PERSON, State, counts
from desk.schema import alarms, complaints, events, inbox, messages, workers

AUTHORIZED = "authorized"
#: What the operator is told of a number in this state; in every one of them sending pauses.
PAUSED = {
    "notAuthorized": "Nomor WhatsApp terputus dari gateway. Pindai ulang kode QR di akun gateway.",
    "blocked": "Nomor WhatsApp diblokir oleh WhatsApp. Ajukan banding di ponsel dinas.",
    "suspended": "Nomor WhatsApp ditangguhkan oleh WhatsApp. Periksa ponsel dinas.",
    "yellowCard": "WhatsApp memberi kartu kuning. Tunggu, lalu periksa ponsel dinas.",
    "starting": "Nomor WhatsApp sedang dihidupkan di gateway. Tunggu beberapa menit.",
    "pendingCode": "Nomor WhatsApp menunggu kode penautan di akun gateway.",
}
PAUSE_NOTE = "Balasan ditahan dan akan dikirim setelah nomor siap."
HELD_NOTE = "Balasan ditahan dan akan dikirim sendiri setelah gateway menerimanya lagi."

#: What each thread of the worker does, as the operator is told when it does not.
WORK = {
    "pull": "Pesan masuk tidak dapat diambil dari gateway WhatsApp",
    "media": "Lampiran pesan tidak dapat diambil",
    "send": "Pesan tidak dapat dikirim ke gateway WhatsApp",
    "settle": "Pesan yang belum pasti terkirim tidak dapat diperiksa di gateway",
    "sweep": "Catatan gateway tidak dapat dicocokkan dengan pesan yang sudah masuk",
    "canary": "Pesan uji ke nomor sendiri tidak dapat disiapkan",
    "clock": "Jam server tidak dapat dicocokkan dengan gateway",
    "number": "Status nomor WhatsApp tidak dapat diperiksa di gateway",
    "sync": "Google Sheet tidak dapat dibaca atau ditulis",
    "archive": "Aduan lama tidak dapat dipindah ke tab Arsip",
    "timers": "Pekerjaan berjadwal gagal",
}
SILENT_AFTER = timedelta(seconds=90)
FAILING_AFTER = timedelta(seconds=30)
STUCK_AFTER = timedelta(minutes=10)


@dataclass(frozen=True)
class Alarm:
    """`code` is for programs, `text` one sentence or two that a person can act on."""

    code: str
    text: str
    since: datetime | None = None


def beat(
    journal: Journal,
    name: str,
    *,
    now: datetime,
    good: bool,
    error: str = "",
    data: Mapping[str, Any] | None = None,
) -> None:
    """A thread of the worker finished a unit of work; `error` says why it was not a good one."""
    values = {"last_pass_at": now, "error": error, "data": dict(data or {})}
    if good:
        values["last_good_at"] = now
    with journal.write() as connection:
        put(connection, workers, {"name": name}, values)


def forget_beats(journal: Journal) -> None:
    """At start: the threads of an earlier run say nothing of this one."""
    with journal.write() as connection:
        connection.execute(delete(workers))


def alarm(connection: Connection, code: str, text: str, *, now: datetime) -> None:
    """Raise an alarm, or reword it; `since` stays the time at which it was first raised."""
    since = connection.execute(select(alarms.c.since).where(alarms.c.code == code)).scalar()
    put(connection, alarms, {"code": code}, {"since": since or now, "text": text})


def clear(connection: Connection, code: str) -> None:
    connection.execute(delete(alarms).where(alarms.c.code == code))


def note_number_state(connection: Connection, state: str, *, now: datetime) -> None:
    """The gateway says how the desk's number is; `since` is when this state was first heard."""
    before = recall(connection, "gateway_state") or {}
    if before.get("state") != state:
        fact = {"state": state, "since": now.isoformat()}
        remember(connection, "gateway_state", fact, now=now)


def number_state(connection: Connection) -> tuple[str, datetime | None]:
    """The number's state and since when; ("", None) while the gateway has not said."""
    fact = recall(connection, "gateway_state")
    if not fact:
        return "", None
    return fact["state"], datetime.fromisoformat(fact["since"])


def may_send(connection: Connection) -> bool:
    """False while anything sent would be lost or harm the number."""
    return number_state(connection)[0] not in PAUSED


def last_pass(connection: Connection) -> datetime | None:
    """When the slowest thread of the worker last finished a unit; None if it never ran."""
    return connection.execute(select(func.min(workers.c.last_pass_at))).scalar()


def passes(connection: Connection) -> dict[str, datetime]:
    """When each thread of the worker last finished a unit."""
    return {row.name: row.last_pass_at for row in connection.execute(select(workers))}


def has_passed(connection: Connection, name: str, *, since: datetime, well: bool = True) -> bool:
    """Whether this thread of the worker has done a unit since then; `well`: one that succeeded."""
    when = workers.c.last_good_at if well else workers.c.last_pass_at
    found = connection.execute(select(when).where(workers.c.name == name)).scalar()
    return found is not None and found >= since


def status(desk: Desk, *, now: datetime) -> dict[str, Any]:
    """The answer of `python -m workers status --json`; healthy when `alarms` is empty."""
    with desk.journal.read() as connection:
        waiting = counts(connection)
        passed = last_pass(connection)
        return {
            "inbox_waiting": _count(connection, inbox, inbox.c.state == "new"),
            "outbox_waiting": waiting["waiting"],
            "unknown": waiting["unknown"],
            "sheet_backlog": sheet_backlog(connection),
            "last_pass_at": passed.isoformat() if passed else None,
            "gateway": number_state(connection)[0],
            "alarms": [
                {"code": found.code, "text": found.text}
                for found in all_alarms(connection, desk, now=now)
            ],
        }


def standing(desk: Desk, *, now: datetime) -> tuple[Alarm, ...]:
    """`all_alarms` for a page: each with the time since when it stands, where that is known."""
    with desk.journal.read() as connection:
        return all_alarms(connection, desk, now=now)


def sheet_backlog(connection: Connection) -> int:
    """Records that the Sheet has not been seen to show yet."""
    tables = (complaints, events, messages)
    return sum(_count(connection, table, table.c.sheet_pending) for table in tables)


def all_alarms(connection: Connection, desk: Desk, *, now: datetime) -> tuple[Alarm, ...]:
    """What somebody must be told of now, most basic first."""
    return (
        *(Alarm(code, text) for code, text in storage.troubles(desk)),
        *_worker_alarms(connection, desk, now),
        *_number_alarms(connection),
        *_path_alarms(connection, desk, now),
        *_outbox_alarms(connection, now),
        *(
            Alarm(row.code, row.text, row.since)
            for row in connection.execute(select(alarms).order_by(alarms.c.since))
        ),
    )


def _worker_alarms(connection: Connection, desk: Desk, now: datetime) -> Iterator[Alarm]:
    beats = connection.execute(select(workers).order_by(workers.c.name)).all()
    if not beats:
        yield Alarm("worker_off", "Pekerja belum berjalan; jalankan python -m workers.")
        return
    zone = desk.timezone(connection)
    refused = refusals.SENTENCES.keys()  # said once, whoever met it: `_number_alarms`
    silent = [row for row in beats if row.last_pass_at < now - SILENT_AFTER]
    if silent:
        last = min(row.last_pass_at for row in silent)
        names = "" if len(silent) == len(beats) else f" ({', '.join(row.name for row in silent)})"
        since = texts.moment(last, zone)
        text = f"Pekerja{names} tidak berjalan sejak {since}; jalankan lagi python -m workers."
        yield Alarm("worker_off", text, last)
    for row in beats:
        cause = (row.data or {}).get("cause")
        if cause in refused:
            continue
        if row.error and row not in silent and _long_ago(row.last_good_at, now, FAILING_AFTER):
            since = f" sejak {texts.moment(row.last_good_at, zone)}" if row.last_good_at else ""
            work = WORK.get(row.name.partition("-")[0], row.name)
            code = f"{row.name}_failing" + (f":{cause}" if cause else "")
            yield Alarm(code, f"{work}{since}. {row.error}", row.last_good_at)


def _number_alarms(connection: Connection) -> Iterator[Alarm]:
    state, since = number_state(connection)
    if state in PAUSED:
        yield Alarm("gateway_not_ready", f"{PAUSED[state]} {PAUSE_NOTE}", since)
        return
    for cause, since in _refusals(connection).items():
        yield Alarm(f"gateway_refuses:{cause}", f"{refusals.SENTENCES[cause]} {HELD_NOTE}", since)


def _path_alarms(connection: Connection, desk: Desk, now: datetime) -> Iterator[Alarm]:
    state, since = number_state(connection)
    if state == AUTHORIZED and since and not _refusals(connection):
        for sign in path.signs(connection, desk, ready_since=since, now=now):
            yield Alarm(sign.code, sign.text, sign.since)


def _refusals(connection: Connection) -> dict[str, datetime | None]:
    """Cause -> since when, from the senders and from every other thread that met it."""
    found: dict[str, datetime | None] = {}
    for row in connection.execute(select(workers)):
        cause = (row.data or {}).get("cause")
        if row.error and cause in refusals.SENTENCES:
            found[cause] = row.last_good_at
    refusal = refusals.standing(connection)
    return found | ({refusal.cause: refusal.since} if refusal else {})


def _sends(connection: Connection) -> bool:
    """Whether what waits should be leaving."""
    return may_send(connection) and not _refusals(connection)


def _outbox_alarms(connection: Connection, now: datetime) -> Iterator[Alarm]:
    out = messages.c.direction == "out"
    undecided = _count(
        connection,
        messages,
        out & (messages.c.state == State.UNKNOWN) & (messages.c.error == NEEDS_PERSON),
    )
    if undecided:
        yield Alarm(
            "messages_undecided",
            f"{undecided} pesan belum pasti terkirim. Periksa di ponsel dinas, lalu pilih "
            "Sudah terkirim atau Kirim lagi di Kondisi Sistem.",
        )
    failed = len(failures.open_ones(connection, now=now))
    if failed:
        yield Alarm(
            "messages_failed",
            f"{failed} pesan gagal terkirim. Lihat sebabnya di Kondisi Sistem, lalu pilih "
            "Kirim lagi atau Sudah ditangani.",
        )
    due = func.coalesce(messages.c.not_before, messages.c.at)
    late = out & (messages.c.state == State.QUEUED) & (due < now - STUCK_AFTER)
    stuck = _count(connection, messages, late)
    if stuck and _sends(connection):
        yield Alarm("outbox_stuck", f"{stuck} pesan menunggu dikirim lebih dari 10 menit.")


def _long_ago(when: datetime | None, now: datetime, limit: timedelta) -> bool:
    return when is None or when < now - limit


def _count(connection: Connection, table: FromClause, condition: Any) -> int:
    query = select(func.count()).select_from(table).where(condition)
    return int(connection.execute(query).scalar_one())
