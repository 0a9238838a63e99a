"""What happens because time passes: deadlines, complaints that nobody objected to, second tries."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

from sqlalchemy import ColumnElement, select, update

from desk import actors, digests, flood, inbox, retention
from desk.acting import act
from desk.channels import OLD_DATA
from desk.context import Desk
from desk.evidence import learning
from desk.journal import recall, remember
from desk.privacy import answering, purging
from desk.schema import complaints
from sop.clocks import next_service
from sop.model import Action, Scope
from workers import completing, digest, reminders
from workers.gateways import earlier
from workers.gateways.base import Gateway
from workers.reports import drafting
from workers.traces import where

logger = logging.getLogger(__name__)

AT_ONCE = 50
DEADLINES = "deadlines_marked_until"
PAGES_FORGOTTEN, FORGET_PAGES_EVERY = "old_pages_forgotten_at", timedelta(minutes=10)


def run(
    desk: Desk,
    gateway: Gateway,
    clock: Callable[[], datetime],
    *,
    keep_raw: timedelta = timedelta(days=30),
) -> bool:
    """Every timer once; True if one has more to do. A failing one does not keep the others."""
    jobs: tuple[Callable[[], bool], ...] = (
        lambda: inbox.retry(desk, partial(earlier.read, gateway), now=clock()),
        lambda: mark_deadlines(desk, now=clock()),
        lambda: finish_quiet_ones(desk, now=clock()),
        lambda: completing.look_after(desk, now=clock()),
        lambda: reminders.remind(desk, now=clock()),
        lambda: digest.tell_leaders(desk, now=clock()),
        lambda: drafting.draft(desk, now=clock()),
        lambda: forget_old_pages(desk, now=clock()),
        lambda: flood.forget(desk, now=clock()),
        lambda: retention.forget_raw(desk, after=keep_raw, now=clock()),
        lambda: digests.keep_up(desk, now=clock()),
        lambda: learning.catch_up(desk, now=clock()),
        lambda: purging.look(desk, now=clock()),
        lambda: answering.finish(desk, now=clock()),
    )
    more = False
    failures: list[Exception] = []
    for job in jobs:
        try:
            more = job() or more
        except Exception as error:
            failures.append(error)
    if failures:
        raise ExceptionGroup("timers", failures)
    return more


def forget_old_pages(desk: Desk, *, now: datetime) -> bool:
    """What is sealed by now is also overwritten where the journal's files still hold it in clear;
    at once when it is sealed, and here where somebody was reading at that moment."""
    with desk.journal.read() as connection:
        done = recall(connection, PAGES_FORGOTTEN)
    if done and now - datetime.fromisoformat(done) < FORGET_PAGES_EVERY:
        return False
    if desk.journal.forget_old_pages():
        with desk.journal.write() as connection:
            remember(connection, PAGES_FORGOTTEN, now.isoformat(), now=now)
    return False


def mark_deadlines(desk: Desk, *, now: datetime) -> bool:
    """Let the Sheet be told of deadlines that have passed since this was last asked."""
    with desk.journal.read() as connection:
        until = recall(connection, DEADLINES)
        passed = _passed(datetime.fromisoformat(until) if until else None, now)
        if connection.execute(select(complaints.c.number).where(passed).limit(1)).first() is None:
            return False
    with desk.journal.write() as connection:
        connection.execute(update(complaints).where(passed).values(sheet_pending=True))
        remember(connection, DEADLINES, now.isoformat(), now=now)
    return False


def _passed(since: datetime | None, now: datetime) -> ColumnElement[bool]:
    running = complaints.c.clock_from.is_not(None) & (complaints.c.due_at <= now)
    return running & (complaints.c.due_at > since) if since else running


def finish_quiet_ones(desk: Desk, *, now: datetime) -> bool:
    """Close what was answered and not objected to for "Hari Tutup" days. True: there may be more.

    Only in service hours: closing sends the survey, and nobody is asked at night.
    """
    if next_service(desk.calendar(now), now) > now:
        return False
    found = [
        (number, action.name) for action in _by_itself(desk) for number in _quiet(desk, action, now)
    ]
    for number, action in found[:AT_ONCE]:
        try:
            act(desk, actors.system(desk.sop), number, action, now=now)
        except Exception as error:  # the next ones have waited as long
            logger.error("complaint %s could not be finished: %s", number, where(error))
    return len(found) > AT_ONCE


def _by_itself(desk: Desk) -> list[Action]:
    """The actions with which the procedure lets time end a complaint."""
    system = next(role.name for role in desk.sop.roles if role.scope is Scope.SYSTEM)
    return [
        action
        for action in desk.sop.actions
        if system in action.roles
        and action.target
        and not desk.sop.state(action.target).open
        # for what the citizen was asked for another time is set: workers/completing.py
        and action.sources != {desk.sop.waiting_state}
    ]


def _quiet(desk: Desk, action: Action, now: datetime) -> list[str]:
    close_days = timedelta(days=desk.reference().preferences.close_days)
    query = select(complaints.c.number).where(
        complaints.c.state.in_(action.sources),
        complaints.c.state_since <= now - close_days,
        ~complaints.c.reopen_asked,
        complaints.c.channel != OLD_DATA,
    )
    with desk.journal.read() as connection:
        return list(connection.execute(query.limit(AT_ONCE + 1)).scalars())
