"""A monthly report for whoever may read it: on the page, as PDF, as workbook."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from desk.acting import present
from desk.actors import Actor
from desk.context import Desk
from desk.problems import NotFound
from desk.reports import document, making, records, rights, samples, workbook
from desk.reports.contents import Contents
from desk.reports.records import Happening, Photo, Report, State
from desk.reports.rights import Step


@dataclass(frozen=True)
class Shown:
    """A report with what it says; `contents` of a draft are those of this moment."""

    report: Report
    contents: Contents
    steps: tuple[Step, ...]  # that this person may take now
    history: tuple[Happening, ...]


def listed(desk: Desk, actor: Actor) -> list[Report]:
    """The reports that this person may read, newest first."""
    with desk.journal.read() as connection:
        reference = desk.reference(connection)
        every = records.listed(connection)
        return [each for each in every if rights.may_read(desk, reference, actor, each)]


def shown(desk: Desk, actor: Actor, month: str, *, now: datetime) -> Shown:
    """NotFound: there is none, or it is not theirs to read."""
    with desk.journal.read() as connection:
        report = _theirs(connection, desk, actor, month, now=now)
        steps = rights.possible(desk, desk.reference(connection), actor, report)
        history = tuple(records.history(connection, month))
    return Shown(report, contents_of(desk, report, now=now), steps, history)


def pdf(desk: Desk, actor: Actor, month: str, *, now: datetime) -> bytes:
    report, found, photos = _whole(desk, actor, month, now=now)
    return document.made(report, found, photos, now=now)


def xlsx(desk: Desk, actor: Actor, month: str, *, now: datetime) -> bytes:
    report, found, _ = _whole(desk, actor, month, now=now)
    return workbook.made(report, found, now=now)


def file_name(desk: Desk, report: Report, kind: str) -> str:
    """Laporan Pengaduan Bulanan 2026-10.pdf"""
    draft = "" if report.state is State.PUBLISHED else " (konsep)"
    return f"{desk.sop.report_title} {report.month}{draft}.{kind}"


def contents_of(desk: Desk, report: Report, *, now: datetime) -> Contents:
    if report.state is not State.PUBLISHED:
        return making.live(desk, report.first_day, now=now)
    with desk.journal.read() as connection:
        return records.frozen(connection, report.month)


def _whole(
    desk: Desk, actor: Actor, month: str, *, now: datetime
) -> tuple[Report, Contents, list[Photo]]:
    with desk.journal.read() as connection:
        report = _theirs(connection, desk, actor, month, now=now)
        photos = records.photos(connection, month)
    if report.state is not State.PUBLISHED:
        photos = samples.of_month(desk, report.first_day, now=now)
    return report, contents_of(desk, report, now=now), photos


def _theirs(
    connection: Connection, desk: Desk, actor: Actor, month: str, *, now: datetime
) -> Report:
    person = present(connection, desk, actor, now=now)
    report = records.find(connection, month)
    if not rights.may_read(desk, desk.reference(connection), person, report):
        raise NotFound(records.NONE)
    return report
