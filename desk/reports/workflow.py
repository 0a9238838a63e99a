"""What people do with a monthly report: one transaction each, authorised again, noted with who."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime

from sqlalchemy import Connection, insert, select

from desk import storable
from desk.actors import Actor, system
from desk.context import Desk
from desk.problems import Changed, Refused
from desk.recording import put_counter
from desk.reports import contents, keeping, making, numbering, rights, samples, telling
from desk.reports.records import Photo, Report, State, name_of
from desk.reports.tables import report_photos, reports

#: What is typed into a draft -> what it is called.
WRITTEN = {"obstacles": "Hambatan", "recommendations": "Rekomendasi"}
LONGEST = 6000  # letters of obstacles, of recommendations, of a reason
DRAFTED = "Konsep dibuat"


def draft(desk: Desk, month: date, *, now: datetime) -> bool:
    """A draft of this month's report, and the admins are told. False: there is one already."""
    with desk.journal.write() as connection:
        known = select(reports.c.month).where(reports.c.month == name_of(month))
        if connection.execute(known).first():
            return False
        row = {"month": name_of(month), "version": 1, "state": State.DRAFT, "drafted_at": now}
        connection.execute(insert(reports), row)
        keeping.note(connection, system(desk.sop), name_of(month), DRAFTED, now=now)
        telling.tell_writers(connection, desk, month, telling.READY, now=now)
    return True


def save(
    desk: Desk,
    actor: Actor,
    month: str,
    *,
    typed: Mapping[str, str],
    before: Mapping[str, str],
    now: datetime,
) -> Report:
    """Keep what was typed into the fields of `WRITTEN`, each by itself.

    `before`: what stood in them when the typing began. Changed: somebody else wrote something else
    into the same field meanwhile; two people may write in one field each.
    """
    values = {
        name: _typed(words, WRITTEN[name]) for name, words in typed.items() if words != before[name]
    }
    with desk.journal.write() as connection:
        report, person = keeping.begin(connection, desk, actor, month, step=rights.SAVE, now=now)
        stored = {name: getattr(report, name) for name in values}
        new = {name: words for name, words in values.items() if words != stored[name]}
        if any(stored[name] != before[name] for name in new):
            raise Changed(keeping.CHANGED)
        if not new:
            return report
        keeping.note_saved(connection, person, month, now=now)
        return keeping.keep(connection, report, new)


def send(
    desk: Desk, actor: Actor, month: str, *, now: datetime, version: int | None = None
) -> Report:
    """To whoever reviews it."""
    values = {"sent_at": now, "sent_by": actor.id, "returned_for": ""}
    with desk.journal.write() as connection:
        moved = keeping.move(
            connection, desk, actor, month,
            step=rights.SEND, values=values, now=now, version=version,
        )  # fmt: skip
        telling.tell_reviewers(connection, desk, moved.first_day, actor, now=now)
        return moved


def take_back(desk: Desk, actor: Actor, month: str, *, now: datetime) -> Report:
    """The admin has something to change after all."""
    with desk.journal.write() as connection:
        return keeping.move(connection, desk, actor, month, step=rights.TAKE_BACK, now=now)


def give_back(desk: Desk, actor: Actor, month: str, *, reason: str, now: datetime) -> Report:
    """Back to the admin, with what has to be put right."""
    words = _typed(reason, "Alasan")
    values = {"returned_for": words}
    with desk.journal.write() as connection:
        moved = keeping.move(
            connection, desk, actor, month,
            step=rights.RETURN, values=values, reason=words, now=now,
        )  # fmt: skip
        telling.tell_writers(
            connection, desk, moved.first_day, telling.RETURNED, reason=words, now=now
        )
        return moved


def agree(
    desk: Desk, actor: Actor, month: str, *, now: datetime, version: int | None = None
) -> Report:
    """The reviewer has read it and agrees."""
    values = {"agreed_at": now, "agreed_by": actor.id}
    with desk.journal.write() as connection:
        moved = keeping.move(
            connection, desk, actor, month,
            step=rights.AGREE, values=values, now=now, version=version,
        )  # fmt: skip
        telling.tell_writers(connection, desk, moved.first_day, telling.AGREED, now=now)
        return moved


def publish(desk: Desk, actor: Actor, month: str, *, now: datetime) -> Report:
    """Freeze figures, cut-off and digest, give the number, and tell the leaders.

    Raises Refused when this person may not, or when a sum does not balance.
    """
    with desk.journal.write() as connection:
        report, _ = keeping.begin(connection, desk, actor, month, step=rights.PUBLISH, now=now)
    found = making.live(desk, report.first_day, now=now)
    if wrong := contents.problem(found):
        raise Refused(wrong)
    shown = samples.of_month(desk, report.first_day, now=now)
    with desk.journal.write() as connection:
        number = _number(connection, desk, report.first_day)
        found = replace(found, facts={**found.facts, "number": number})
        values = {
            "published_at": now,
            "published_by": actor.id,
            "number": number,
            "digest": contents.digest(found),
            "frozen": contents.frozen(found),
        }
        moved = keeping.move(
            connection, desk, actor, month,
            step=rights.PUBLISH, values=values, now=now, version=report.version,
        )  # fmt: skip
        _keep_photos(connection, month, shown)
        telling.tell_leaders(connection, desk, moved, now=now)
        return moved


def _keep_photos(connection: Connection, month: str, found: list[Photo]) -> None:
    rows = [{"month": month, "place": place, **vars(photo)} for place, photo in enumerate(found)]
    if rows:
        connection.execute(insert(report_photos), rows)


def _number(connection: Connection, desk: Desk, month: date) -> str:
    pattern = desk.reference(connection).preferences.report_number
    place = put_counter(connection, numbering.series(month))
    return numbering.written(pattern, place=place, month=month)


def _typed(text: str, what: str) -> str:
    """As it was typed, but for what no database keeps."""
    if len(text) > LONGEST:
        raise Refused(f"{what} terlalu panjang (paling banyak {LONGEST} huruf).")
    return storable.text(text)
