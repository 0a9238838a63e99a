"""Staff take back what they just did by WhatsApp: all is as it was, and Riwayat tells of both.

The confirmation of an action remembers what it changed. It can be taken back for two minutes, by
whoever did it, as long as no citizen was told and nobody has acted on it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, RowMapping, func, select, update

from desk import audience, events, outbox, texts
from desk.acting import Done
from desk.actors import Actor
from desk.arrival import Arrival
from desk.column_types import Instant
from desk.outbox import State
from desk.recording import find
from desk.schema import complaints, media, messages
from desk.schema import events as happened
from sop.model import Action, Sop

WITHIN = timedelta(minutes=2)
#: How long a "batal" without a quote is still about it, if only to be told that it is too late.
REMEMBERED = timedelta(minutes=15)
ACTION = "Batal"
TRACE, UNDOES, UNDONE = "trace", "undoes", "undone"  # keys in the data of a message, of an event
WITHDRAWN = "withdrawn"  # the origin of a photo that was taken back with its words
TEMPLATE = "dibatalkan"
#: They change by themselves, or say that something changed.
BESIDE = ("number", "version", "updated_at", "sheet_pending", "sheet_note", "last_words_at")
#: Kept by the timers; that they went on is nobody's going on with it.
COUNTED = frozenset({"reminded"})
INSTANTS = {column.name for column in complaints.c if isinstance(column.type, Instant)}

NOTHING = "{number}: tidak ada tindakan Bapak/Ibu yang dapat dibatalkan."
ALREADY = "{number}: {action} sudah dibatalkan."
LATE = "{number}: {action} sudah lewat 2 menit, tidak dapat dibatalkan lagi."
ACTED_ON = "{number}: {action} sudah dilanjutkan oleh {who} ({then}), tidak dapat dibatalkan lagi."
TOLD = "{number}: {citizen} sudah diberi tahu, {action} tidak dapat dibatalkan lagi."
DONE = "{number}: {action} dibatalkan. Status: {state}."


@dataclass(frozen=True)
class Trace:
    """What an action changed. `before`, `after`: columns of the complaint, as JSON has them."""

    note_id: str  # the confirmation that remembers it
    number: str
    at: datetime
    actor: str
    action: str
    said_in: str  # id of the message with which it was done
    events: list[str]
    messages: list[str]
    before: dict[str, Any]
    after: dict[str, Any]
    undone: bool = False


@dataclass(frozen=True)
class Carried:
    """An action that was carried out; `before`: the complaint as it was."""

    action: Action
    done: Done
    before: Mapping[str, Any]


def remember(arrival: Arrival, actor: Actor, note_id: str, carried: Carried) -> None:
    """Keep with the confirmation what was changed."""
    before, done = carried.before, carried.done
    after = find(arrival.connection, done.number)
    changed = [column for column in after if column not in BESIDE]
    changed = [column for column in changed if before[column] != after[column]]
    trace = {
        "actor": actor.id,
        "action": carried.action.name,
        "said_in": arrival.message_id,
        "events": [done.event_id, *done.passed],
        "messages": list(done.message_ids),
        "before": {column: _plain(before[column]) for column in changed},
        "after": {column: _plain(after[column]) for column in changed},
    }
    _write(arrival.connection, note_id, trace)


def within(arrival: Arrival, carried: Carried) -> timedelta:
    """How long it can be taken back: until a citizen is told of it, two minutes at most."""
    told = messages.c.id.in_(carried.done.message_ids) & (messages.c.purpose == "answer")
    query = select(func.min(func.coalesce(messages.c.not_before, messages.c.at))).where(told)
    leaves_at = arrival.connection.execute(query).scalar_one()
    return min(WITHIN, leaves_at - arrival.now) if leaves_at else WITHIN


def last(arrival: Arrival, actor: Actor, number: str = "") -> Trace | None:
    """What this person did last by WhatsApp: on this complaint, or else in this chat."""
    columns, incoming = messages.c, arrival.incoming
    here = (columns.gateway == incoming.gateway) & (columns.chat_id == incoming.chat_id)
    about = columns.number == number if number else here
    lately = (columns.direction == "out") & (columns.at > arrival.now - REMEMBERED)
    query = select(messages).where(about, lately).order_by(columns.id.desc())
    for note in arrival.connection.execute(query).mappings():
        kept = (note["data"] or {}).get(TRACE)
        if kept and kept["actor"] == actor.id:
            return Trace(note["id"], note["number"], note["at"], **kept)
    return None


def take_back(arrival: Arrival, actor: Actor, trace: Trace, reason: str = "") -> str:
    """Everything as it was, or why not; the sentence for who asked."""
    row = find(arrival.connection, trace.number, lock=True)
    sent = _sent(arrival.connection, trace)
    refusal = _refusal(arrival, trace, row, sent)
    if refusal:
        return refusal
    state = trace.before.get("state", row["state"])
    _restore(arrival, trace, row)
    _record(arrival, actor, trace, row, reason=reason)
    _call_off(arrival, actor, trace, sent)
    _write(arrival.connection, trace.note_id, _said(trace) | {"undone": True})
    return DONE.format(number=trace.number, action=trace.action, state=state)


def strike(connection: Connection, event_ids: Iterable[str], *, agency: str) -> None:
    """Their steps have not ended after all: the events stay, and say in `data` what they said."""
    for event_id in event_ids:
        event = connection.execute(select(happened).where(happened.c.id == event_id)).mappings()
        row = event.first()
        if row is None or UNDONE in row["data"]:
            continue
        said = {name: _plain(row[name]) for name in ("step", "minutes", "due_at", "on_time")}
        values: dict[str, Any] = {
            "step": "",
            "minutes": None,
            "due_at": None,
            "on_time": None,
            "agency": agency,
        }
        values["data"] = {**row["data"], UNDONE: said | {"agency": row["agency"]}}
        connection.execute(update(happened).where(happened.c.id == event_id).values(**values))


def strike_all(connection: Connection) -> None:
    """After a rebuild: the Sheet tells what was taken back only by the event that did it."""
    query = select(happened.c.data, happened.c.agency).where(happened.c.action == ACTION)
    for data, agency in connection.execute(query).all():
        strike(connection, data.get(UNDOES, []), agency=agency)


def _refusal(arrival: Arrival, trace: Trace, row: Mapping[str, Any], sent: list[RowMapping]) -> str:
    words = {"number": trace.number, "action": trace.action}
    if trace.undone:
        return ALREADY.format(**words)
    if arrival.now - trace.at > WITHIN:
        return LATE.format(**words)
    later = _acted_on(arrival.connection, arrival.desk.sop, trace)
    if later is not None:
        person = arrival.reference.person(later["actor"])
        who = person.name if person else later["actor"]
        return ACTED_ON.format(**words, who=who, then=later["action"])
    typed_over = {column for column, value in trace.after.items() if _plain(row[column]) != value}
    if typed_over - COUNTED:
        return ACTED_ON.format(**words, who="petugas lain", then="Ubah Data")
    if any(_left(message) for message in sent if message["purpose"] == "answer"):
        return TOLD.format(**words, citizen=arrival.desk.sop.citizen)
    return ""


def _acted_on(connection: Connection, sop: Sop, trace: Trace) -> RowMapping | None:
    """The first action of the procedure after this one."""
    query = select(happened).where(
        happened.c.number == trace.number,
        happened.c.id > max(trace.events),
        happened.c.action.in_([action.name for action in sop.actions]),
    )
    return connection.execute(query.order_by(happened.c.id).limit(1)).mappings().first()


def _sent(connection: Connection, trace: Trace) -> list[RowMapping]:
    query = select(messages).where(messages.c.id.in_(trace.messages)).with_for_update()
    return list(connection.execute(query).mappings())


def _left(message: RowMapping) -> bool:
    """It was handed to the gateway at least once."""
    return bool(message["state"] != State.QUEUED or message["attempts"] > 0)


def _restore(arrival: Arrival, trace: Trace, row: Mapping[str, Any]) -> None:
    columns = {column: _typed(column, value) for column, value in trace.before.items()}
    columns |= {"version": row["version"] + 1, "updated_at": arrival.now, "sheet_pending": True}
    arrival.connection.execute(
        update(complaints).where(complaints.c.number == trace.number).values(**columns)
    )
    arrival.connection.execute(
        update(media)
        .where(media.c.message_id == trace.said_in, media.c.origin == "follow_up")
        .values(origin=WITHDRAWN)
    )


def _record(
    arrival: Arrival, actor: Actor, trace: Trace, row: Mapping[str, Any], *, reason: str
) -> None:
    agency = trace.before.get("agency", row["agency"])
    strike(arrival.connection, trace.events, agency=agency)
    events.add(
        arrival.connection,
        number=trace.number,
        action=ACTION,
        actor=actor,
        now=arrival.now,
        from_state=row["state"],
        to_state=trace.before.get("state", row["state"]),
        agency=agency,
        note="\n".join(part for part in (f"{trace.action} dibatalkan", reason) if part),
        data={UNDOES: trace.events, "via": actor.via},
    )


def _call_off(arrival: Arrival, actor: Actor, trace: Trace, sent: list[RowMapping]) -> None:
    """What has not left does not leave; who of the staff was told is told that it is off."""
    facts = {"nomor": trace.number, "tindakan": trace.action, "petugas": actor.name}
    body = texts.render(arrival.reference, arrival.desk.sop, TEMPLATE, facts)
    told = {message["chat_id"] for message in sent if _left(message)} - {arrival.incoming.chat_id}
    for message in sent:
        if not _left(message):
            outbox.move(arrival.connection, message["id"], State.DROPPED, now=arrival.now)
    audience.tell(
        arrival.connection,
        arrival.desk,
        sorted(told),
        body,
        template=TEMPLATE,
        number=trace.number,
        actor=actor.id,
        now=arrival.now,
    )


def _said(trace: Trace) -> dict[str, Any]:
    beside = ("note_id", "number", "at")
    return {name: value for name, value in vars(trace).items() if name not in beside}


def _write(connection: Connection, note_id: str, trace: dict[str, Any]) -> None:
    connection.execute(update(messages).where(messages.c.id == note_id).values(data={TRACE: trace}))


def _plain(value: Any) -> Any:
    return value.astimezone(UTC).isoformat() if isinstance(value, datetime) else value


def _typed(column: str, value: Any) -> Any:
    return datetime.fromisoformat(value) if column in INSTANTS and value else value
