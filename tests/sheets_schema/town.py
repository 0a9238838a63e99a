"""A desk with its register, its staff, its citizens and a network: one world, one clock."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from sqlalchemy import event, select, update

from desk import accidents, acting, editing, intake
from desk.actors import Actor
from desk.incoming import Chat, Incoming, Kind
from desk.problems import DeskError
from desk.schema import messages
from sheets_schema.errors import SheetError
from sheets_schema.pace import Pace
from sop.model import Field
from sop.workflow import NotAllowed
from tests.sheets_schema.ledger import Ledger
from tests.sheets_schema.office import Office
from tests.sheets_schema.people import People
from tests.sheets_schema.wire import Fault, Killed, Wire

HURRIED = Pace(
    spacing_s=0, retry_deadline_s=0.02, first_retry_s=0.005, first_pause_s=0.005, timeouts=(5, 30)
)
ANSWERS = {
    Field.KIND: ("Umum", "Teknis"),
    Field.CLASSIFICATION: ("Pengaduan", "Permintaan Informasi"),
    Field.AGENCY: ("Dinhub", "DPUPR"),
    Field.CLOSE_REASON: ("Spam", "Duplikat", "Dicabut Pelapor"),
}
Plan = dict[int | None, Callable[[str], None]]
BEFORE_THE_WRITE = 0
FEW = 4  # changed action cells that are not asked about: with few rows, accidents happen too


class Town:
    """What may happen, act by act. `plan`: what happens at which point of the next pass."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.ledger = Ledger()
        self.people = People(office, self.ledger)
        self.plan: Plan = {}
        self.points = 0
        self.citizens = 0
        self.engine = office.desk.journal.engine
        event.listen(self.engine, "commit", self._commits)
        self.start_worker()
        self._ask_about_few()
        for who in range(7):
            fields = {"name": f"Warga {who}", "location": f"Jl. Melati {who}"}
            office.complain(f"Lampu mati {who}", chat_id=f"62811{who:08d}@c.us", **fields)

    def _ask_about_few(self) -> None:
        rows = self.office.stand_in.values("Pengaturan")
        at = next(i for i, row in enumerate(rows, 1) if row[0] == "Batas Perubahan Serentak")
        self.office.stand_in.worker_type("Pengaturan", f"B{at}", FEW)

    def close(self) -> None:
        event.remove(self.engine, "commit", self._commits)
        self.office.close()
        self.office.desk.journal.close()

    def start_worker(self) -> None:
        """A new process, which remembers nothing but the journal; what was under way still is."""
        late = self.wire.late if hasattr(self, "wire") else []
        self.office.restart(HURRIED)
        self.wire = Wire(self.ledger.saw, self._point)
        self.wire.late = late
        self.office.sheet.http.session.mount(self.office.stand_in.url, self.wire)

    def _commits(self, _connection: Any) -> None:
        if self.plan:
            self._point("commit")

    def _point(self, where: str) -> None:
        self.points += 1
        for point in (self.points, BEFORE_THE_WRITE if where == "write" else None):
            if act := self.plan.pop(point, None):
                act(where)

    # --- the worker

    def one_pass(self, plan: Plan | None = None) -> None:
        """A pass, whatever becomes of it; during it happens what the plan says."""
        self.plan, self.points = plan or {}, 0
        try:
            self.office.passes()
        except SheetError:
            pass  # the next pass makes it good
        except Killed:
            self.start_worker()
        finally:
            self.plan = {}

    def pass_with_fault(self, fault: Fault, *, on_reads: bool) -> None:
        self.wire.read_fault = fault if on_reads else None
        self.wire.write_fault = None if on_reads else fault
        self.one_pass()
        self.wire.read_fault = self.wire.write_fault = None

    def worker_dies(self, point: int) -> None:
        def die(_where: str) -> None:
            raise Killed

        self.one_pass({point: die})

    def pass_with_people(self, dice: random.Random, names: list[tuple[int, str]]) -> None:
        """`names`: acts of people, each at its point of the pass."""

        def at(name: str) -> Callable[[str], None]:
            return lambda where: self.people.act(name, dice, in_last_moment=where == "write")

        self.one_pass({point: at(name) for point, name in names})

    # --- everybody else

    def citizen_writes(self, dice: random.Random) -> None:
        known = self.citizens and dice.random() < 0.4
        who = dice.randrange(self.citizens) if known else self.citizens
        self.citizens += not known
        chat = f"62812{who:08d}@c.us"
        self.office.later(seconds=1)
        incoming = Incoming(
            gateway="green_api",
            id=f"M{dice.getrandbits(60)}",
            at=self.office.now,
            chat_id=chat,
            chat=Chat.PERSON,
            kind=Kind.TEXT,
            sender_name=f"Warga {who}",
            phone=chat[:13],
            text=dice.choice(["Lampu jalan mati di Jl. Melati", "BELUM", "Jalan berlubang", "CEK"]),
        )
        with self.office.desk.journal.write() as connection:
            intake.take_in(connection, self.office.desk, incoming, now=self.office.now)

    def staff_acts(self, dice: random.Random) -> None:
        """Somebody does something in the pages; often it is not allowed."""
        numbers = self.office.numbers()
        if not numbers:
            return
        desk, number = self.office.desk, dice.choice(numbers)
        actor = self._somebody(dice)
        row = self.office.complaint(number)
        possible = [a.name for a in acting.allowed(desk, actor, row) if not a.splits]
        if not possible:
            return
        values = {field: dice.choice(words) for field, words in ANSWERS.items()}
        values |= {
            field: f"Dari aplikasi {dice.randint(1, 999)}"
            for field in (Field.ANSWER, Field.REASON, Field.FOLLOW_UP, Field.REPLY)
        }
        try:
            acting.act(
                desk, actor, number, dice.choice(possible), values=values, now=self.office.now
            )
        except (NotAllowed, DeskError):
            pass  # a refusal changes nothing

    def staff_edit(self, dice: random.Random) -> None:
        numbers = self.office.numbers()
        if numbers:
            field = dice.choice(["location", "name", "answer", "internal_note"])
            fields = {field: f"Dari aplikasi {dice.randint(1, 999)}"}
            number, actor = dice.choice(numbers), self._somebody(dice)
            try:
                editing.edit(self.office.desk, actor, number, fields, now=self.office.now)
            except DeskError:
                pass  # as above

    def _somebody(self, dice: random.Random) -> Actor:
        one = dice.choice(self.office.desk.reference().staff)
        return Actor(one.email, one.name, one.roles, one.agencies)

    def messages_go_out(self) -> None:
        """The gateway has taken what was due, and says so."""
        now = self.office.now
        with self.office.desk.journal.write() as connection:
            due = messages.c.not_before.is_(None) | (messages.c.not_before <= now)
            connection.execute(
                update(messages)
                .where(messages.c.direction == "out", messages.c.state == "queued", due)
                .values(state="sent", state_at=now, sheet_pending=True)
            )

    def decide(self, dice: random.Random) -> bool:
        """An admin decides about what is held. False: there is nothing that can be decided."""
        hold = accidents.held(self.office.desk)
        if hold is None or hold.decision:
            return False
        possible = [d for d in accidents.Decision if accidents.may(hold, d)]
        admin = next(
            Actor(one.email, one.name, one.roles, one.agencies)
            for one in self.office.desk.reference().staff
            if "Admin Kota" in one.roles
        )
        decision = dice.choice(possible)
        accidents.decide(self.office.desk, admin, decision, digest=hold.digest, now=self.office.now)
        return True

    def time_passes(self, minutes: float) -> None:
        self.office.now += timedelta(minutes=minutes)

    def held_numbers(self) -> tuple[str, tuple[str, ...]]:
        """Since when, and which complaints; empty when nothing is held or it is decided."""
        hold = accidents.held(self.office.desk)
        return (hold.since, hold.numbers) if hold and not hold.decision else ("", ())

    def messages(self) -> list[dict[str, Any]]:
        with self.office.desk.journal.read() as connection:
            return [dict(row) for row in connection.execute(select(messages)).mappings()]
