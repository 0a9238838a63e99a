"""Staff act by answering, with a quote, the message that told them of their turn.

Whoever is no staff, or quotes nothing of ours, is a citizen like any other. Every action is
confirmed in one line; what cannot be done is answered with what can.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import Connection

from desk import arrival as arrivals
from desk import (
    choices,
    media,
    outbox,
    reminder_texts,
    sight,
    staff_inputs,
    staff_words,
    supporters,
    taking_back,
    texts,
)
from desk.acting import act_in, allowed
from desk.actors import Actor, actor_for
from desk.arrival import Arrival
from desk.context import Desk
from desk.conversation import Row
from desk.incoming import Chat, Incoming, Kind
from desk.problems import DeskError, NotFound
from desk.recording import find
from desk.reference import Reference
from desk.staff_words import Said
from desk.taking_back import Carried
from sop.model import Action, Field
from sop.workflow import NotAllowed

PURPOSE = "note"  # an answer to a person who waits for it: sent at most once
READABLE = frozenset({Kind.TEXT, Kind.IMAGE, Kind.VIDEO, Kind.DOCUMENT})
QUOTE = "Mohon balas dengan mengutip pesan disposisinya, supaya jelas aduan mana."
WRITE = "Mohon ditulis: {possible}."
FORWARDED = "Pesan terusan tidak diolah. Mohon ditulis sendiri: {possible}."
PHOTO = "{number}: foto diterima. Mohon tulis uraian tindak lanjutnya dengan mengutip pesan ini."
DONE = "{number}: sudah dicatat – {action}{agency}. Status: {state}."
MISTAKEN = " Keliru? Balas *batal* ({within})."
TAKE_BACK = "batal"
NOTHING = "tidak ada; aduan ini menunggu petugas lain"


@dataclass(frozen=True)
class Turn:
    """A member of staff who answers about one complaint."""

    arrival: Arrival
    actor: Actor
    row: Row

    @property
    def actions(self) -> tuple[Action, ...]:
        return tuple(
            action
            for action in allowed(self.arrival.desk, self.actor, self.row)
            if action.said or action.spoken
        )


def acted(arrival: Arrival) -> bool:
    """True: it was a member of staff about their work, and they have been answered."""
    actor = _staff(arrival)
    if actor is None:
        return False
    number = _quoted_number(arrival)
    if not number:
        return _quotes_a_list(arrival) or _without_quote(arrival, actor)
    try:
        row = sight.seen(arrival.connection, arrival.desk, actor, number, lock=True)
    except NotFound as problem:  # secret since, or another OPD's
        _say(arrival, None, problem.sentence)
    else:
        _answer(Turn(arrival, actor, row))
    return True


def in_group(connection: Connection, desk: Desk, incoming: Incoming, *, now: datetime) -> None:
    """Of what is said in a group only a listed person's answer to a message of ours is kept."""
    reference = desk.reference(connection)
    quoted = arrivals.find(connection, incoming, incoming.quoted_id)
    if quoted is None or _person(desk, reference, incoming, now=now) is None:
        return
    if arrivals.find(connection, incoming, incoming.id) is None:
        acted(arrivals.keep(connection, desk, incoming, now=now))


def _staff(arrival: Arrival) -> Actor | None:
    """The person of Petugas whose telephone this is, with what they may do today."""
    return _person(arrival.desk, arrival.reference, arrival.incoming, now=arrival.now)


def _person(desk: Desk, reference: Reference, incoming: Incoming, *, now: datetime) -> Actor | None:
    account = incoming.sender_id if incoming.chat is Chat.GROUP else incoming.chat_id
    phone = incoming.phone or account.partition("@")[0]
    people = reference.staff
    person = next((one for one in people if one.active and one.phone and one.phone == phone), None)
    actor = person and actor_for(desk.sop, reference, person.email, now=now)
    return replace(actor, via="whatsapp") if actor else None


def _quoted_number(arrival: Arrival) -> str:
    """The complaint of our message to staff that they quote."""
    quoted = arrivals.find(arrival.connection, arrival.incoming, arrival.incoming.quoted_id)
    if quoted is None or quoted["direction"] != "out" or quoted["purpose"] not in ("staff", "note"):
        return ""
    return str(quoted["number"] or "")


def _quotes_a_list(arrival: Arrival) -> bool:
    """A reminder of several complaints or a summary: they have to say which one they mean."""
    quoted = arrivals.find(arrival.connection, arrival.incoming, arrival.incoming.quoted_id)
    if quoted is None or quoted["template"] not in reminder_texts.LISTS:
        return False
    if not arrival.small_talk:
        _say(arrival, None, QUOTE)
    return True


def _without_quote(arrival: Arrival, actor: Actor) -> bool:
    """A word of the procedure alone names no complaint; anything else may be one of their own."""
    said = staff_words.said(arrival.incoming.text)
    if said.word == TAKE_BACK:
        trace = taking_back.last(arrival, actor) if staff_words.says_no_more(said.rest) else None
        if trace:
            _say(arrival, trace.number, taking_back.take_back(arrival, actor, trace))
        return trace is not None
    if not said.word or len(said.rest.split()) > staff_words.FIRST_WORDS:
        return False
    _say(arrival, None, QUOTE)
    return True


def _answer(turn: Turn) -> None:
    """Do what they mean, and tell them; a confirmation remembers what was done."""
    said = _done_or_told(turn)
    if isinstance(said, str):
        _say(turn.arrival, turn.row["number"], said)
        return
    note_id = _say(turn.arrival, turn.row["number"], _confirmed(turn, said))
    taking_back.remember(turn.arrival, turn.actor, note_id, said)


def _done_or_told(turn: Turn) -> Carried | str:
    incoming = turn.arrival.incoming
    if incoming.forwarded:
        return FORWARDED.format(possible=possible(turn))
    if incoming.kind not in READABLE:
        return WRITE.format(possible=possible(turn))
    said = staff_words.said(incoming.text, {action.said for action in turn.actions})
    try:
        if said.word == TAKE_BACK:
            return _taken_back(turn, said)
        return _by_word(turn, said) if said.word else _by_text(turn, said)
    except NotAllowed as refusal:
        return f"{turn.row['number']}: {_instead(turn, said.word, refusal)}"
    except DeskError as refusal:
        return f"{turn.row['number']}: {refusal.sentence}"


def _instead(turn: Turn, word: str, refusal: NotAllowed) -> str:
    """What to write, in the words of this channel; "Isi Alasan" is for who has a form."""
    if Field.COMPLETENESS in refusal.missing:
        return refusal.sentence + staff_inputs.BY_WHATSAPP.format(word=word)
    action = next((one for one in turn.actions if one.said == word), None)
    if action is not None and action.weighs_evidence and Field.REASON in refusal.missing:
        return refusal.sentence + staff_inputs.WEIGHED_BY_WHATSAPP.format(word=word)
    if action is None or not set(refusal.missing) & choices.WRITTEN:
        return refusal.sentence
    return WRITE.format(possible=choices.in_full(action))


def possible(turn: Turn) -> str:
    """teruskan <OPD> · kembali <alasan>"""
    return choices.listed(turn.actions, turn.row) or NOTHING


def _taken_back(turn: Turn, said: Said) -> str:
    number = turn.row["number"]
    trace = taking_back.last(turn.arrival, turn.actor, number)
    if trace is None:
        return taking_back.NOTHING.format(number=number)
    return taking_back.take_back(turn.arrival, turn.actor, trace, said.rest)


def _by_word(turn: Turn, said: Said) -> Carried | str:
    action = next((one for one in turn.actions if one.said == said.word), None)
    if action is None:
        return _not_now(turn, said.word)
    values = staff_inputs.read(turn.arrival, turn.row, action, said)
    return values if isinstance(values, str) else _do(turn, action, values)


def _by_text(turn: Turn, said: Said) -> Carried | str:
    """Their own words, or a photo of what was done."""
    action = next((one for one in turn.actions if one.spoken), None)
    if action is None:
        return _not_now(turn, "")
    if turn.arrival.incoming.attachment:
        _keep_photo(turn)
    if staff_words.is_answer(said.rest):
        return _do(turn, action, {action.needs[0]: said.rest})
    if turn.arrival.incoming.attachment:
        return PHOTO.format(number=turn.row["number"])
    return WRITE.format(possible=possible(turn))


def _keep_photo(turn: Turn) -> None:
    arrival = turn.arrival
    media.expect(
        arrival.connection,
        arrival.incoming,
        message_id=arrival.message_id,
        number=turn.row["number"],
        identity=False,
        origin="follow_up",
        taken_by=turn.actor.name,
        now=arrival.now,
    )


def _not_now(turn: Turn, word: str) -> str:
    head = f'"{word}" tidak dapat sekarang' if word else "tidak dapat diolah"
    state = turn.row["state"]
    return f"{turn.row['number']}: {head} (status: {state}). Yang dapat: {possible(turn)}."


def _do(turn: Turn, action: Action, values: dict[Field, str]) -> Carried:
    arrival, number = turn.arrival, turn.row["number"]
    delay = timedelta(seconds=arrival.reference.preferences.send_delay_s)
    with arrival.connection.begin_nested():
        done = act_in(
            arrival.connection,
            arrival.desk,
            turn.actor,
            number,
            action=action.name,
            now=arrival.now,
            values=values,
            told_from=arrival.now + delay,
        )
    return Carried(action, done, turn.row)


def _confirmed(turn: Turn, carried: Carried) -> str:
    action, done = carried.action, carried.done
    agency = _named(action, find(turn.arrival.connection, done.number))
    told = DONE.format(number=done.number, action=action.name, agency=agency, state=done.state)
    left = int(taking_back.within(turn.arrival, carried).total_seconds())
    return told + MISTAKEN.format(within=_in_words(left)) if left > 0 else told


def _in_words(seconds: int) -> str:
    return texts.duration_words(seconds / 60) if seconds >= 60 else f"{seconds} detik"


def _named(action: Action, after: Row) -> str:
    """kepada DPUPR (pendukung: DLHP)"""
    helping = supporters.parts(after[supporters.COLUMN])
    beside = f" (pendukung: {supporters.joined(helping)})" if helping else ""
    if action.asks:
        return f" ({', '.join(after['reason'].splitlines())})"
    if Field.AGENCY in action.needs:
        return f" kepada {after['agency']}{beside}"
    proposed = Field.AGENCY in action.proposes and after["agency_draft"]
    return f" (usulan: {supporters.joined((proposed, *helping))})" if proposed else ""


def _say(arrival: Arrival, number: str | None, sentence: str) -> str:
    return outbox.queue(
        arrival.connection,
        now=arrival.now,
        chat_id=arrival.incoming.chat_id,
        gateway=arrival.incoming.gateway,
        body=sentence,
        purpose=PURPOSE,
        number=number,
        quoted_id=arrival.incoming.id,
    )
