"""What the desk does when a citizen asks: CEK, BELUM, BATAL, RAHASIA, HAPUS DATA, SALINAN DATA."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from sqlalchemy import select

from desk import arrival as arrivals
from desk import commands, conversation, events, personal_data, replies, texts
from desk.acting import act_in
from desk.actors import citizen
from desk.arrival import Arrival
from desk.commands import Asked, Command
from desk.conversation import Row
from desk.schema import events as events_table
from sop.model import Field

LONGEST_NOTE = 2000  # characters
LISTED = 10  # complaints in one answer to CEK
LISTED_TEXT = 60  # characters of each
STEPS_TOLD = 12
RECEIVED = "Diterima"
BARE = 3  # words: "BELUM sesuai", "belum beres juga"


def answer(arrival: Arrival, asked: Asked) -> bool:
    """Do what was asked. False: it means nothing here, the message is taken in like any other."""
    return HANDLERS[asked.command](arrival, asked)


def say(
    arrival: Arrival,
    template: str,
    *,
    purpose: str,
    row: Row | None = None,
    always: bool = False,
    **facts: str,
) -> None:
    """Reply to the chat of this message."""
    replies.reply(
        arrival.connection,
        arrival.desk,
        replies.To(arrival.incoming.gateway, arrival.incoming.chat_id),
        template,
        purpose=purpose,
        row=row,
        facts=facts,
        always=always,
        now=arrival.now,
    )


def act(arrival: Arrival, row: Row, action: str, values: Mapping[Field, str] | None = None) -> None:
    """An action of the citizen on their own complaint, in this message's transaction."""
    act_in(
        arrival.connection,
        arrival.desk,
        citizen(arrival.desk.sop),
        row["number"],
        action=action,
        values=values,
        now=arrival.now,
    )


def object_to(arrival: Arrival, row: Row) -> None:
    """The citizen is not satisfied: an admin decides, and nothing closes by itself meanwhile."""
    arrivals.attach(arrival, row)
    act(arrival, row, conversation.OBJECT, {Field.REASON: _said(arrival)})
    say(arrival, "belum_diterima", purpose=replies.NOTE, row=row)


def _said(arrival: Arrival) -> str:
    """What the citizen wrote, as long as a note may be; the whole text is in the message."""
    return arrival.incoming.text.strip()[:LONGEST_NOTE]


def _check(arrival: Arrival, asked: Asked) -> bool:
    found = _targets(arrival, asked)
    if len(found) == 1:
        arrivals.link(arrival, found[0]["number"])
        _tell_state(arrival, found[0])
    elif found:
        _list(arrival, found)
    elif asked.number:
        say(arrival, "cek_tidak_ada", purpose=replies.CHECK, nomor=asked.number[:40])
    elif running := conversation.running(arrival):
        _list(arrival, running)
    else:
        say(arrival, "cek_kosong", purpose=replies.CHECK)
    return True


def _targets(arrival: Arrival, asked: Asked) -> list[Row]:
    """The complaints that are named or quoted."""
    if asked.number:
        return conversation.numbered(arrival, asked.number)
    quoted = conversation.quoted(arrival)
    return [quoted] if quoted else []


def _tell_state(arrival: Arrival, row: Row) -> None:
    steps = _steps(arrival, row["number"])
    say(arrival, "status_cek", purpose=replies.CHECK, row=row, daftar=steps)


def _steps(arrival: Arrival, number: str) -> str:
    """The states so far: "Sen, 23 Nov 09.12 Diterima", one on a line."""
    moved = events_table.c.from_state != events_table.c.to_state
    query = select(events_table).where(events_table.c.number == number, moved)
    zone = arrival.reference.preferences.zone
    lines = []
    for event in arrival.connection.execute(query.order_by(events_table.c.id)).mappings():
        state = event["to_state"] if event["from_state"] else RECEIVED
        lines.append(f"{texts.short_moment(event['at'], zone)} {state}")
    return "\n".join(lines[-STEPS_TOLD:])


def _list(arrival: Arrival, rows: Sequence[Row]) -> None:
    lines = [
        f"{row['number']} – {row['state']}: {texts.excerpt(row['body'], LISTED_TEXT)}"
        for row in rows[:LISTED]
    ]
    name = texts.greeting(next((row["name"] for row in rows if row["name"]), ""))
    say(arrival, "cek_daftar", purpose=replies.CHECK, daftar="\n".join(lines), sapaan=name)


def _object(arrival: Arrival, asked: Asked) -> bool:
    named = _targets(arrival, asked)
    found = conversation.objectionable(arrival, named or arrival.of_chat)
    if found:
        object_to(arrival, found[0])
        return True
    return _still_at_work(arrival, named) or _too_late(arrival, named)


def _still_at_work(arrival: Arrival, named: Sequence[Row]) -> bool:
    """ "Belum ada kabar" of what staff work on asks how it stands; a story is taken in as one."""
    if _says_more(arrival):
        return False
    states = arrival.desk.sop.state
    rows = named or conversation.running(arrival)
    found = [row for row in rows if states(row["state"]).open and states(row["state"]).verified]
    if found:
        arrivals.attach(arrival, found[0])
        if len(found) == 1:
            _tell_state(arrival, found[0])
        else:
            _list(arrival, found)
    return bool(found)


def _too_late(arrival: Arrival, named: Sequence[Row]) -> bool:
    """The days to reopen are over: whoever names the complaint, or says BELUM and hardly more, is
    told what to do. Anything else is a story of its own."""
    latest = named or ([] if _says_more(arrival) else arrival.of_chat)[:1]
    closed = [row for row in latest if not arrival.desk.sop.state(row["state"]).open]
    if not closed:
        return False
    arrivals.attach(arrival, closed[0])
    say(arrival, "belum_lewat", purpose=replies.NOTE, row=closed[0])
    return True


def _says_more(arrival: Arrival) -> bool:
    words = set(commands.tokens(arrival.incoming.text)) - commands.FILLERS
    return len(words) > BARE


def _withdraw(arrival: Arrival, asked: Asked) -> bool:
    return _on_one(arrival, asked, conversation.WITHDRAW)


def _confide(arrival: Arrival, asked: Asked) -> bool:
    """Said in a sentence it is about the story that goes on; without a complaint it begins one."""
    spoken = commands.parse(arrival.incoming.text) is None
    story = conversation.story(arrival) if spoken and not asked.number else None
    if story is not None:
        asked = Asked(asked.command, story["number"])
    if spoken and not _targets(arrival, asked) and not conversation.running(arrival):
        return False
    return _on_one(arrival, asked, conversation.CONFIDE)


def _on_one(arrival: Arrival, asked: Asked, action: str) -> bool:
    """Act on the one complaint that can be meant; between several the citizen chooses."""
    sources = arrival.desk.sop.action(action).sources
    named = _targets(arrival, asked)
    found = [row for row in named or conversation.running(arrival) if row["state"] in sources]
    if asked.number and not named:
        say(arrival, "cek_tidak_ada", purpose=replies.CHECK, nomor=asked.number[:40])
    elif len(found) == 1:
        arrivals.attach(arrival, found[0])
        act(arrival, found[0], action)
    elif found:
        _list(arrival, found)
    elif named:
        _tell_state(arrival, named[0])
    else:
        say(arrival, "panduan", purpose=replies.GUIDE)
    return True


def _personal_data(arrival: Arrival, asked: Asked) -> bool:
    """HAPUS DATA and SALINAN DATA go to the privacy officer; no complaint changes by itself."""
    rows = arrival.of_chat
    for row in rows[:1]:
        arrivals.attach(arrival, row)
        events.add(
            arrival.connection,
            number=row["number"],
            action=f"Permintaan {asked.command.value.title()}",
            actor=citizen(arrival.desk.sop),
            now=arrival.now,
            from_state=row["state"],
            to_state=row["state"],
            note=_said(arrival),
        )
    is_new = personal_data.requested(
        arrival.connection,
        arrival.desk,
        asked.command.value,
        row=rows[0] if rows else None,
        message_id=arrival.message_id,
        now=arrival.now,
    )
    # Whoever asks twice has been told once; two requests are two answers.
    about = rows[0] if rows else None
    say(arrival, "data_pribadi", purpose=replies.NOTE, row=about, always=is_new)
    return True


HANDLERS: dict[Command, Callable[[Arrival, Asked], bool]] = {
    Command.CHECK: _check,
    Command.OBJECTION: _object,
    Command.WITHDRAWAL: _withdraw,
    Command.CONFIDENCE: _confide,
    Command.ERASURE: _personal_data,
    Command.COPY: _personal_data,
}
