"""HAPUS DATA and SALINAN DATA as the officer answers them: what goes, what stays and why, and the
citizen is told last."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, select, update

from desk import events, outbox, personal_data, texts
from desk.actors import Actor
from desk.context import Desk
from desk.kept_number_tables import kept_numbers
from desk.outbox import State
from desk.personal_data import DONE, REFUSED
from desk.privacy import elsewhere, erasing, forgetting
from desk.privacy.officer import officer
from desk.privacy.requests import (
    COPY,
    ERASURE,
    WITHOUT_NUMBER,
    of_chat,
    of_this_chat,
    open_request,
)
from desk.privacy_tables import data_requests
from desk.problems import Refused
from desk.schema import complaints, media, messages

ERASED, HANDED, DENIED = "data_dihapus", "data_disalin", "data_ditolak"  # templates
ON_ITS_WAY = (State.QUEUED, State.SENDING, State.UNKNOWN)


def erase(desk: Desk, actor: Actor, request_id: str, *, typed: str, now: datetime) -> None:
    """Anonymise all complaints of this chat and forget the chat. Refused: not confirmed by typing
    the number, or something is still open."""
    with desk.journal.write() as connection:
        person = officer(connection, desk, actor, now=now)
        request = open_request(connection, request_id, ERASURE)
        _confirmed(request, typed)
        rows = of_chat(connection, request)
        numbers = _closed(desk, rows)
        _forget(connection, desk, request, numbers, actor=person, now=now)
        answer_id = _tell(connection, desk, request, ERASED, now=now)
        _settle(connection, request, DONE, actor=person, answer_id=answer_id, now=now)
    forgetting.destroy(desk)
    desk.journal.forget_old_pages()


def handed_over(desk: Desk, actor: Actor, request_id: str, *, how: str, now: datetime) -> None:
    """The copy is ready: the citizen is told how they get it."""
    _answer(desk, actor, request_id, (COPY, HANDED, DONE), reason=how, now=now)


def refuse(desk: Desk, actor: Actor, request_id: str, *, reason: str, now: datetime) -> None:
    """A no with a reason is an answer, too."""
    _answer(desk, actor, request_id, ("", DENIED, REFUSED), reason=reason, now=now)


def _answer(
    desk: Desk,
    actor: Actor,
    request_id: str,
    kind_template_state: tuple[str, str, str],
    *,
    reason: str,
    now: datetime,
) -> None:
    kind, template, state = kind_template_state
    words = " ".join(reason.split())
    if not words:
        raise Refused("Isi dahulu keterangannya; kalimat ini dikirim kepada pelapor.")
    with desk.journal.write() as connection:
        person = officer(connection, desk, actor, now=now)
        request = open_request(connection, request_id, kind)
        answer_id = _tell(connection, desk, request, template, reason=words, now=now)
        _event(connection, request, _said(request, state), actor=person, note=words, now=now)
        _settle(
            connection, request, state, actor=person, answer_id=answer_id, reason=words, now=now
        )


def finish(desk: Desk, *, now: datetime) -> bool:
    """Forget the chat of an erasure as soon as the last answer has left. True: one was done."""
    arrived = data_requests.c.answer_id == messages.c.id
    query = (
        select(data_requests.c.id, messages.c.id.label("answer_id"))
        .join(messages, arrived)
        .where(
            data_requests.c.kind == ERASURE,
            data_requests.c.state == DONE,
            data_requests.c.chat_id != "",
            messages.c.state.not_in(ON_ITS_WAY),
        )
    )
    with desk.journal.read() as connection:
        row = connection.execute(query.limit(1)).first()
    if row is None:
        return False
    with desk.journal.write() as connection:
        erasing.erase_messages(connection, messages.c.id == row.answer_id, now=now)
        _no_chat(connection, row.id)
    return True


def _no_chat(connection: Connection, request_id: str) -> None:
    connection.execute(
        update(data_requests).where(data_requests.c.id == request_id).values(chat_id="")
    )


def _forget(
    connection: Connection,
    desk: Desk,
    request: Mapping[str, Any],
    numbers: Sequence[str],
    *,
    actor: Actor,
    now: datetime,
) -> None:
    erasing.erase(connection, desk, numbers, actor=actor, now=now)
    loose = of_this_chat(messages, request)
    ids = list(connection.execute(select(messages.c.id).where(loose)).scalars())
    erasing.erase_files(connection, desk, media.c.message_id.in_(ids), now=now)
    connection.execute(delete(kept_numbers).where(kept_numbers.c.message_id.in_(ids)))
    erasing.erase_messages(connection, loose, now=now)
    forgetting.forget_raw(connection, request["chat_id"])
    about = ", ".join(numbers) or "percakapan tanpa aduan"
    elsewhere.note(connection, about, chat=request["chat_id"], now=now)


def _confirmed(request: Mapping[str, Any], typed: str) -> None:
    wanted = request["number"] or WITHOUT_NUMBER
    if typed.strip().upper() != wanted.upper():
        raise Refused(f"Ketik {wanted} untuk memastikan bahwa data ini dihapus.")


def _closed(desk: Desk, rows: Sequence[Mapping[str, Any]]) -> list[str]:
    still = [row["number"] for row in rows if desk.sop.state(row["state"]).open]
    if still:
        raise Refused(
            f"{', '.join(still)} masih berjalan: selesaikan, tutup, atau minta pelapor menulis "
            "CABUT dahulu; setelah itu data dapat dihapus."
        )
    return [row["number"] for row in rows]


def _tell(
    connection: Connection,
    desk: Desk,
    request: Mapping[str, Any],
    template: str,
    *,
    now: datetime,
    reason: str = "",
) -> str | None:
    """Queue the answer; None where there is no chat to answer or no text."""
    facts = {"tindakan": request["kind"], "nomor": request["number"], "alasan": reason}
    body = texts.render(desk.reference(connection), desk.sop, template, facts)
    if not body or not request["chat_id"]:
        return None
    erased = template == ERASED  # it belongs to no complaint any more
    return outbox.queue(
        connection,
        chat_id=request["chat_id"],
        gateway=request["gateway"],
        body=body,
        purpose="answer",
        number=None if erased else request["number"] or None,
        template=template,
        now=now,
    )


def _settle(
    connection: Connection,
    request: Mapping[str, Any],
    state: str,
    *,
    actor: Actor,
    now: datetime,
    answer_id: str | None,
    reason: str = "",
) -> None:
    personal_data.settle(
        connection,
        request["id"],
        state,
        actor=actor.id,
        reason=reason,
        answer_id=answer_id,
        now=now,
    )
    if answer_id is None:
        _no_chat(connection, request["id"])


def _said(request: Mapping[str, Any], state: str) -> str:
    return f"{request['kind'].title()} {'Ditolak' if state == REFUSED else 'Dijawab'}"


def _event(
    connection: Connection,
    request: Mapping[str, Any],
    action: str,
    *,
    actor: Actor,
    note: str,
    now: datetime,
) -> None:
    query = select(complaints.c.state).where(complaints.c.number == request["number"])
    state = connection.execute(query).scalar()
    if state is not None:
        events.add(
            connection,
            number=request["number"],
            action=action,
            actor=actor,
            now=now,
            from_state=state,
            to_state=state,
            note=note,
        )
