"""Whatever the desk writes for a person, it asks Petugas who that is and what is theirs."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import func, insert, select

from desk import (
    accidents,
    acting,
    card_marks,
    decisions,
    editing,
    exchange,
    nik_looks,
    pictures,
    recording,
    unsent,
    walk_in,
)
from desk.actors import Actor
from desk.context import Desk
from desk.journal import Journal
from desk.privacy import answering, copies, elsewhere
from desk.problems import DeskError
from desk.recording import Recorded, open_complaint
from desk.reports import workflow
from desk.schema import complaints, events, media, messages, metadata
from sop.model import Field
from sop.workflow import NotAllowed
from tests.conftest import SITI, open_desk, person

ROOT = Path(__file__).parents[2]
MONTH = "2026-10"
WALK_IN = Recorded("Telepon", "Lampu mati")
Write = Callable[[Desk, Actor, str, datetime], object]

BY_PEOPLE: Mapping[str, Write] = {
    "accidents.decide": lambda d, a, n, t: accidents.decide(
        d, a, accidents.Decision.PUT_BACK, digest="x", now=t
    ),
    "acting.act": lambda d, a, n, t: acting.act(
        d, a, n, "Balas Pelapor", values={Field.REPLY: "Baik"}, now=t
    ),
    "card_marks.mark": lambda d, a, n, t: card_marks.mark(d, a, "foto", is_card=True, now=t),
    "decisions.settle": lambda d, a, n, t: decisions.settle(d, a, "nomor_hilang", now=t),
    "decisions.retry": lambda d, a, n, t: decisions.retry(d, a, 1, now=t),
    "decisions.dismiss": lambda d, a, n, t: decisions.dismiss(d, a, 1, now=t),
    "decisions.was_sent": lambda d, a, n, t: decisions.was_sent(d, a, "m1", sent=True, now=t),
    "decisions.send_again": lambda d, a, n, t: decisions.send_again(d, a, "m1", now=t),
    "decisions.let_be": lambda d, a, n, t: decisions.let_be(d, a, "m1", now=t),
    "editing.edit": lambda d, a, n, t: editing.edit(d, a, n, {"location": "Jl. X"}, now=t),
    "exchange.making.made": lambda d, a, n, t: exchange.made(
        d, a, exchange.Export.REGISTER, "csv", now=t
    ),
    "nik_looks.shown": lambda d, a, n, t: nik_looks.shown(d, a, n, now=t),
    "pictures.identity": lambda d, a, n, t: pictures.identity(d, a, "ktp", now=t),
    "privacy.answering.erase": lambda d, a, n, t: answering.erase(d, a, "x", typed=n, now=t),
    "privacy.copies.make": lambda d, a, n, t: copies.make(d, a, "x", now=t),
    "privacy.elsewhere.tick": lambda d, a, n, t: elsewhere.tick(d, a, "x", now=t),
    "recording.record": lambda d, a, n, t: recording.record(d, a, WALK_IN, now=t),
    "reports.workflow.save": lambda d, a, n, t: workflow.save(
        d, a, MONTH, typed={}, before={}, now=t
    ),
    "reports.workflow.send": lambda d, a, n, t: workflow.send(d, a, MONTH, now=t),
    "reports.workflow.take_back": lambda d, a, n, t: workflow.take_back(d, a, MONTH, now=t),
    "reports.workflow.give_back": lambda d, a, n, t: workflow.give_back(
        d, a, MONTH, reason="kurang", now=t
    ),
    "reports.workflow.agree": lambda d, a, n, t: workflow.agree(d, a, MONTH, now=t),
    "reports.workflow.publish": lambda d, a, n, t: workflow.publish(d, a, MONTH, now=t),
    "unsent.keep_words": lambda d, a, n, t: unsent.keep_words(
        d, a, n, {Field.FOLLOW_UP: "sudah"}, now=t
    ),
    "walk_in.register": lambda d, a, n, t: walk_in.register(d, a, WALK_IN, now=t),
}
ON_DISK = {"unsent.keep_words"}  # no transaction, so the search below does not find it
#: They note a look of somebody whom the reading beside them has let in.
NOTES = {"accesses.once", "looks.printed"}


@pytest.fixture
def desk(sqlite_journal: Journal, tmp_path: Path, now: datetime) -> Desk:
    return open_desk(sqlite_journal, tmp_path, now)


@pytest.fixture
def secret(desk: Desk, now: datetime) -> str:
    """A secret complaint that nobody was handed, with a photo, a card and a failed message."""
    fields = {"gateway": "green_api", "chat_id": SITI, "body": "pungli", "confidential": True}
    with desk.journal.write() as connection:
        number = str(open_complaint(connection, desk, fields, now=now)["number"])
        for key, identity in (("foto", False), ("ktp", True)):
            row = {"id": key, "number": number, "at": now, "state": "stored", "origin": "citizen"}
            connection.execute(insert(media), {**row, "identity": identity})
        row = {"id": "m1", "number": number, "at": now, "direction": "out", "body": "Baik"}
        row |= {"chat_id": SITI, "gateway": "green_api", "state": "failed", "purpose": "answer"}
        connection.execute(insert(messages), row)
    workflow.draft(desk, now.date().replace(month=10, day=1), now=now)
    return number


def written(desk: Desk) -> dict[str, int]:
    """How many rows each table has."""
    with desk.journal.read() as connection:
        return {
            table.name: int(connection.scalar(select(func.count()).select_from(table)) or 0)
            for table in metadata.sorted_tables
        }


def refused(desk: Desk, actor: Actor, write: Write, number: str, now: datetime) -> bool:
    before = written(desk)
    try:
        write(desk, actor, number, now)
    except (DeskError, NotAllowed):
        return written(desk) == before
    return False


@pytest.mark.parametrize("name", BY_PEOPLE)
def test_who_is_not_on_petugas_any_more_writes_nothing(
    name: str, desk: Desk, secret: str, now: datetime
) -> None:
    gone = replace(person(desk, "Admin Kota"), id="bekas@contoh.test")
    assert refused(desk, gone, BY_PEOPLE[name], secret, now)


@pytest.mark.parametrize("name", BY_PEOPLE)
@pytest.mark.parametrize("role", ["Admin OPD", "Pimpinan"])
def test_whose_business_it_is_not_writes_nothing_even_with_a_forged_role(
    name: str, role: str, desk: Desk, secret: str, now: datetime
) -> None:
    forged = replace(person(desk, role), roles=("Admin Kota",), confided=True)
    assert refused(desk, forged, BY_PEOPLE[name], secret, now)


OF_A_COMPLAINT = [
    *("acting.act", "card_marks.mark", "decisions.was_sent", "decisions.send_again"),
    *("decisions.let_be", "editing.edit", "pictures.identity", "unsent.keep_words"),
]


@pytest.mark.parametrize("name", OF_A_COMPLAINT)
def test_who_of_the_city_is_not_named_does_nothing_with_a_secret_one(
    name: str, desk: Desk, secret: str, now: datetime
) -> None:
    forged = replace(person(desk, "Tim Pengaduan Kota"), confided=True)
    assert refused(desk, forged, BY_PEOPLE[name], secret, now)


# --- and there are no others


def writers() -> Iterator[tuple[str, bool]]:
    """Each public function of the desk with a write transaction, and whether it is a person's."""
    for path in (ROOT / "desk").rglob("*.py"):
        if "seeds" in path.parts:
            continue
        module = ".".join(path.relative_to(ROOT / "desk").with_suffix("").parts)
        for node in ast.parse(path.read_text("utf-8")).body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                names = {one.arg for one in (*node.args.args, *node.args.kwonlyargs)}
                if "journal.write()" in ast.unparse(node):
                    yield f"{module}.{node.name}", "actor" in names


def test_each_write_of_a_person_is_tried_here() -> None:
    found = {name for name, by_person in writers() if by_person}
    assert found - NOTES == set(BY_PEOPLE) - ON_DISK


def test_pages_write_through_these_alone() -> None:
    programs = {name.rpartition(".") for name, by_person in writers() if not by_person}
    called = [
        f"{path.name}: {module}.{name}"
        for path in (ROOT / "pages").rglob("*.py")
        for module, _, name in programs
        if f" {module.rpartition('.')[2]}.{name}(" in path.read_text("utf-8")
    ]
    assert [one for one in called if "sign_outs.record" not in one] == []  # their own sign-in


def test_the_tables_hold_what_was_tried(desk: Desk, secret: str) -> None:
    assert written(desk)[complaints.name] == 1 and written(desk)[events.name] >= 1
