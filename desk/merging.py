"""Doubles: complaints about the same thing, merged into one that carries the result for all."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from sqlalchemy import Connection, literal_column, select, update

from desk import commands, events, sight
from desk.actors import Actor
from desk.case import Case
from desk.context import Desk
from desk.problems import NotFound, Refused
from desk.recording import find
from desk.schema import complaints
from sop.common import ANSWERED, DUPLICATE, FOLLOWED_UP, RESOLVED, RESULT
from sop.model import Field, Recipient, Sop

Row = Mapping[str, Any]
#: The condition of the index of doubles, word for word, or SQLite would read every complaint.
MERGED = complaints.c.merged_into != literal_column("''")


def doubles(connection: Connection, number: str) -> list[dict[str, Any]]:
    """Those merged into this complaint, directly or by way of another, oldest first."""
    found: dict[str, dict[str, Any]] = {}
    waiting = [number]
    while waiting:
        query = select(complaints).where(MERGED, complaints.c.merged_into.in_(waiting))
        rows = [dict(row) for row in connection.execute(query).mappings()]
        waiting = [row["number"] for row in rows if row["number"] not in found]
        found |= {row["number"]: row for row in rows}
    found.pop(number, None)
    return sorted(found.values(), key=lambda row: str(row["number"]))


def into(
    connection: Connection,
    desk: Desk,
    row: Row,
    inputs: Mapping[Field, str],
    *,
    actor: Actor,
    named: str,
) -> str:
    """The number of the main complaint that an action's inputs name; "" for none.

    `named`: the reason chosen for closing, if the action has one. In the Sheet, which has no column
    for it, Alasan names the main complaint of a Duplikat.
    """
    if named and named != DUPLICATE:
        return ""
    find_it = partial(_main, connection, desk, row, actor=actor)
    typed = inputs.get(Field.MAIN_COMPLAINT, "")
    if typed:
        return str(find_it(typed)["number"])
    return _mentioned(find_it, inputs.get(Field.REASON, "")) if named else ""


def _mentioned(find_it: Callable[[str], Row], reason: str) -> str:
    for number in commands.numbers(reason):
        try:
            return str(find_it(number)["number"])
        except (NotFound, Refused):
            continue  # a remark, not an order
    return ""


def _main(
    connection: Connection, desk: Desk, row: Row, typed: str, *, actor: Actor
) -> dict[str, Any]:
    """The complaint that `row` is a double of, or Refused; NotFound also for one not theirs."""
    number = next(iter(commands.numbers(typed)), typed.upper())
    named = sight.seen(connection, desk, actor, number)
    main = _root(connection, named)
    if named["number"] == row["number"]:
        raise Refused("Aduan tidak dapat digabungkan dengan dirinya sendiri.")
    if main["number"] == row["number"]:
        raise Refused(f"{named['number']} sudah digabungkan ke aduan ini; pilih aduan lain.")
    if not desk.sop.state(main["state"]).open and main["close_reason"] not in RESOLVED:
        raise Refused(
            f"{main['number']} sudah ditutup ({main['close_reason']}); "
            "pilih aduan yang masih ditangani atau sudah ada hasilnya."
        )
    return main


def _root(connection: Connection, row: dict[str, Any]) -> dict[str, Any]:
    """The complaint that carries the result, at the end of the chain."""
    seen = {row["number"]}
    while row["merged_into"] and row["merged_into"] not in seen:
        row = find(connection, row["merged_into"])
        seen.add(row["number"])
    return row


def result_of(sop: Sop, main: Row) -> str:
    """The template with which the citizen of `main` was told its result; "" before that."""
    if main["close_reason"] == ANSWERED:
        return "dijawab_langsung"
    told = main["state"] == sop.action("Kirim Hasil").target
    return RESULT if (told or main["close_reason"] == FOLLOWED_UP) and main["answer"] else ""


def tell(case: Case, number: str) -> None:
    """A double's citizen was told the result of the main complaint: from now on they may object."""
    connection = case.connection
    row = find(connection, number)
    connection.execute(
        update(complaints)
        .where(complaints.c.number == number)
        .values(state_since=case.now, updated_at=case.now, sheet_pending=True)
    )
    events.add(
        connection,
        number=number,
        action="Kabar Aduan Induk",
        actor=case.actor,
        role=case.role,
        now=case.now,
        from_state=row["state"],
        to_state=row["state"],
        note=f"{case.verdict.action.name}: {case.row['number']}",
        data={"via": case.actor.via},
    )


def orphans(case: Case, after: Row) -> list[str]:
    """Doubles whose main complaint ends here without a result: they go on by themselves."""
    verdict = case.verdict
    ends = not case.desk.sop.state(after["state"]).open and verdict.close_reason not in RESOLVED
    told = any(notice.to is Recipient.DOUBLES for notice in verdict.notices)
    if not ends or told or after["merged_into"]:
        return []
    return [
        row["number"]
        for row in doubles(case.connection, after["number"])
        if row["merged_into"] == after["number"] and row["close_reason"] == DUPLICATE
    ]
