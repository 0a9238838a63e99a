"""The figures of one month a second time: plain loops over the journal's rows, one complaint after
the other, as docs/figures.md says them. Nothing of the engine is used."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from statistics import median
from typing import Any

from sqlalchemy import select

from desk.context import Desk
from desk.schema import complaints, events, messages
from sop import clocks
from sop.clocks import Calendar
from sop.model import Hours, Scope, Sop, State, Unit
from tests.desk.counting import verdict

RESULT = {
    "Jawab Langsung": "Dijawab",
    "Selesai": "Ditindaklanjuti",
    "Gabungkan": "Duplikat",
    "Cabut Aduan": "Dicabut Pelapor",
    "Tutup Tidak Lengkap": "Tidak Lengkap",
}
GIVING_BACK = {"Kembalikan", "Kembalikan ke Admin OPD", "Minta Perbaikan"}
COLUMNS = ("channel", "classification", "kind", "category", "district", "agency")
LEFT = ("accepted", "sent", "delivered", "read")
Row = dict[str, Any]


@dataclass
class Turn:
    """A stay in one state with one OPD."""

    state: State
    agency: str
    start: datetime
    until: datetime | None = None
    came_back: bool = False
    went_back: bool = False
    ended_by: str = ""  # id of the event


@dataclass
class Story:
    """A complaint, what happened to it, and its turns."""

    row: Row
    events: list[Row]
    turns: list[Turn]


@dataclass
class Tally:
    """(measure, …) -> how many, and (measure, …) -> how long each took, in minutes."""

    count: Counter[Any] = field(default_factory=Counter)
    took: dict[Any, list[float]] = field(default_factory=lambda: defaultdict(list))
    unfinished: list[str] = field(default_factory=list)
    overdue: list[str] = field(default_factory=list)

    def median(self, *key: Any) -> float | None:
        return median(self.took[key]) if self.took[key] else None


@dataclass(frozen=True)
class Span:
    start: datetime
    end: datetime
    now: datetime

    def has(self, when: datetime | None) -> bool:
        return when is not None and self.start <= when < self.end


def count(desk: Desk, span: Span) -> Tally:
    tally = Tally()
    calendar = desk.calendar(span.now)
    for story in stories(desk):
        if story.row["channel"] == "Data Lama":
            continue
        _balance(tally, desk.sop, story, span)
        _steps(tally, desk.sop, story, (span, calendar))
        _running(tally, desk.sop, story, span)
        _turns(tally, desk.sop, story, (span, calendar))
        _where(tally, desk.sop, story, span)
        for event in story.events:
            if event["action"] == "Penilaian" and span.has(event["at"]):
                tally.count["rated", event["data"]["rating"]] += 1
    _messages(tally, desk, span)
    return tally


def stories(desk: Desk) -> Iterator[Story]:
    with desk.journal.read() as connection:
        rows = [dict(row) for row in connection.execute(select(complaints)).mappings()]
        query = select(events).order_by(events.c.at, events.c.id)
        happened = [dict(row) for row in connection.execute(query).mappings()]
    undone = {each for event in happened for each in event["data"].get("undoes", [])}
    undone |= {event["id"] for event in happened if event["data"].get("undoes")}
    by_number = defaultdict(list)
    for event in happened:
        if event["id"] not in undone:
            by_number[event["number"]].append(event)
    for row in rows:
        told = by_number[row["number"]]
        yield Story(row, told, list(_turns_of(desk.sop, told)))


def _turns_of(sop: Sop, told: Iterable[Row]) -> Iterator[Turn]:
    last: Turn | None = None
    agency = ""
    for event in told:
        agency = event["agency"] or agency
        ended = last is not None and event["step"] and event["step"] == last.state.step
        if last is not None and event["from_state"] == event["to_state"] and not ended:
            continue
        back = event["action"] in GIVING_BACK
        if last is not None:
            last.until, last.went_back, last.ended_by = event["at"], back, event["id"]
            yield last
        last = Turn(sop.state(event["to_state"]), agency, event["at"], came_back=back)
    if last is not None:
        yield last


def _is_open(sop: Sop, story: Story, when: datetime) -> bool:
    is_open = story.row["received_at"] < when
    for event in story.events:
        if max(event["at"], story.row["received_at"]) < when:
            is_open = sop.state(event["to_state"]).open
    return is_open


def _balance(tally: Tally, sop: Sop, story: Story, span: Span) -> None:
    row = story.row
    keys = [("total",), *((column, row[column]) for column in COLUMNS)]
    found: list[Any] = ["opening"] * _is_open(sop, story, span.start)
    found += ["received"] * span.has(row["received_at"])
    found += ["closing"] * _is_open(sop, story, span.end)
    if _is_open(sop, story, span.end):
        tally.unfinished.append(row["number"])
    for event in story.events:
        before = event["from_state"] == "" or sop.state(event["from_state"]).open
        after = sop.state(event["to_state"]).open
        if before != after and span.has(event["at"]):
            found.append("reopened" if after else ("closed", _reason(event)))
    for key in keys:
        for measure in found:
            tally.count[measure, *key] += 1


def _reason(event: Row) -> str:
    if event["action"] == "Tutup":
        return str(event["data"]["inputs"]["Alasan Tutup"])
    return RESULT[event["action"]]


def _steps(tally: Tally, sop: Sop, story: Story, when: tuple[Span, Calendar]) -> None:
    span, calendar = when
    holder = ""
    for event in story.events:
        step = event["step"]
        if step and span.has(event["at"]):
            for key in ((step,), (step, holder)):
                tally.count["step", *key, verdict(event)] += 1
                tally.took["used", *key].append(event["minutes"])
            stays = list(_stays(sop, story, event))
            tally.took["step wall", step].append(sum(_wall(*stay) for stay in stays))
            served = sum(_service(calendar, *stay) for stay in stays)
            tally.took["step service", step].append(served)
        holder = event["agency"] or holder


def _stays(sop: Sop, story: Story, event: Row) -> Iterator[tuple[datetime, datetime]]:
    """The turns of the clock that this event ends, back to where it began; without pauses."""
    if event["step"] == sop.receive_step:
        yield min(story.row["received_at"], event["at"]), event["at"]
    elif event["step"] == sop.reply_step:
        yield story.events[0]["at"], event["at"]
    else:
        ended = {each["at"] for each in story.events if each["step"] == event["step"]}
        for turn in reversed(_until(story, event)):
            if turn.state.step != event["step"]:
                return
            if not turn.state.waiting:
                yield turn.start, turn.until or event["at"]
            if turn.start in ended:
                return


def _until(story: Story, event: Row) -> list[Turn]:
    """The turns up to the one that this event ended: two things may happen in one instant."""
    for place, turn in enumerate(story.turns, start=1):
        if turn.ended_by == event["id"]:
            return story.turns[:place]
    return [turn for turn in story.turns if turn.start < event["at"]]


def _running(tally: Tally, sop: Sop, story: Story, span: Span) -> None:
    begun = [turn for turn in story.turns if turn.start < span.end]
    if not begun or not begun[-1].state.step or begun[-1].state.waiting:
        return
    step = begun[-1].state.step
    tally.count["running", step] += 1
    ends = (each for each in story.events if each["step"] == step and each["at"] >= span.end)
    ending = next(ends, None)
    due = ending["due_at"] if ending else story.row["due_at"]
    if due is not None and due < min(span.end, span.now):
        tally.count["overdue", step] += 1
        tally.overdue.append(story.row["number"])


def _where(tally: Tally, sop: Sop, story: Story, span: Span) -> None:
    """In whose hands an open complaint is at the end: the OPD's that has it, or somebody else's."""
    if not _is_open(sop, story, span.end):
        return
    agency = story.row["agency"]
    begun = [turn for turn in story.turns if turn.start < span.end]
    holder = begun[-1].state.holder if begun else ""
    scopes = {role.name: role.scope for role in sop.roles}
    theirs = bool(agency) and scopes.get(holder) is Scope.AGENCY
    tally.count["here" if theirs else "elsewhere", agency] += 1


def _turns(tally: Tally, sop: Sop, story: Story, when: tuple[Span, Calendar]) -> None:
    span, calendar = when
    of_an_opd = {role.name for role in sop.roles if role.scope is Scope.AGENCY}
    visit: list[Turn] = []
    for turn in story.turns:
        if turn.state.step and span.has(turn.until):
            tally.count["turns", turn.state.holder] += 1
            tally.count["gave back", turn.state.holder] += turn.went_back
            _timed(tally, ("holder", turn.state.holder), [turn], calendar)
        inside = turn.state.holder in of_an_opd and bool(turn.agency)
        if visit and (not inside or visit[-1].agency != turn.agency):
            _left(tally, visit, (span, calendar))
            visit = []
        if inside:
            if not visit and span.has(turn.start) and not turn.came_back:
                tally.count["handed", turn.agency] += 1
            visit.append(turn)


def _left(tally: Tally, visit: list[Turn], when: tuple[Span, Calendar]) -> None:
    span, calendar = when
    last = visit[-1]
    if span.has(last.until):
        tally.count["returned", last.agency] += last.went_back
        _timed(tally, ("visit", last.agency), visit, calendar)


def _timed(tally: Tally, key: tuple[str, str], turns: list[Turn], calendar: Calendar) -> None:
    stays = [(turn.start, turn.until) for turn in turns if turn.until]
    tally.took[*key, "wall"].append(sum(_wall(*stay) for stay in stays))
    tally.took[*key, "service"].append(sum(_service(calendar, *stay) for stay in stays))


def _wall(start: datetime, end: datetime) -> float:
    return (end - start).total_seconds() / 60


def _service(calendar: Calendar, start: datetime, end: datetime) -> float:
    return clocks.elapsed(calendar, Unit.MINUTE, Hours.SERVICE, start=start, end=end)


def _messages(tally: Tally, desk: Desk, span: Span) -> None:
    with desk.journal.read() as connection:
        rows = [dict(row) for row in connection.execute(select(messages)).mappings()]
        query = select(complaints.c.number, complaints.c.received_at, complaints.c.channel)
        came = {
            number
            for number, received_at, channel in connection.execute(query)
            if channel == "WhatsApp" and span.has(received_at)
        }
    told = {
        row["number"]
        for row in rows
        if row["direction"] == "out"
        and row["state"] in LEFT
        and row["purpose"] in ("receipt", "answer")
    }
    tally.count["complaints"], tally.count["replied"] = len(came), len(came & told)
    for row in rows:
        if span.has(row["at"]):
            if row["direction"] == "in":
                tally.count["recorded" if row["number"] else "apart"] += 1
            else:
                tally.count["out", row["state"]] += 1
                survey = row["template"] == "survei_kepuasan" and row["state"] in LEFT
                tally.count["asked"] += survey
