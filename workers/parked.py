"""`python -m workers parked`: messages that could not be taken in, to look at and to try again.

The same list is on Kondisi Sistem; this one also works where no page can be opened.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from desk import decisions, inbox, oversight, texts
from desk.actors import Actor
from desk.context import Desk

SERVER = Actor("server", "Perintah di server", (), ())
NOTHING = "Tidak ada pesan masuk yang tertahan."
UNKNOWN = "! {id}: tidak ada pesan tertahan dengan nomor ini."
HOW = "Lihat isinya: --show NOMOR · coba lagi: --retry NOMOR · sudah ditangani: --dismiss NOMOR"

Decision = Callable[..., bool]


def add_parser(commands: Any) -> None:
    """`commands`: what `argparse.ArgumentParser.add_subparsers` gives."""
    parser = commands.add_parser("parked", help="messages that could not be taken in")
    one = parser.add_mutually_exclusive_group()
    one.add_argument("--show", type=int, metavar="ID", help="all that the gateway gave")
    one.add_argument("--retry", type=int, nargs="+", metavar="ID", help="the worker tries it again")
    one.add_argument("--retry-all", action="store_true", help="the same, of every one")
    one.add_argument("--dismiss", type=int, nargs="+", metavar="ID", help="it is dealt with")


def run(arguments: argparse.Namespace, desk: Desk, *, now: datetime) -> int:
    """List, show, or decide; 1 when an id is not (or no longer) parked."""
    with desk.journal.write() as connection:
        rows = {int(row["id"]): row for row in inbox.parked(connection)}
        if arguments.show is not None:
            return _show(rows.get(arguments.show), arguments.show)
        if arguments.dismiss:
            return _decide(connection, inbox.dismiss, arguments.dismiss, "ditangani", now=now)
        wanted = list(rows) if arguments.retry_all else arguments.retry
        if wanted:
            return _decide(connection, inbox.again, wanted, "dicoba lagi", now=now)
    zone = desk.timezone()
    for row_id, row in rows.items():
        when = texts.moment(row["received_at"], zone)
        _say(f"{row_id} · {when} · {oversight.told(row['raw']) or '-'} · {row['error']}")
    _say(HOW if rows else NOTHING)
    return 0


def _show(row: Any, row_id: int) -> int:
    if row is None:
        _say(UNKNOWN.format(id=row_id))
        return 1
    _say(json.dumps(row["raw"], ensure_ascii=False, indent=1))
    return 0


def _decide(
    connection: Connection, decision: Decision, ids: list[int], word: str, *, now: datetime
) -> int:
    missing = 0
    for row_id in ids:
        if decision(connection, row_id, now=now):
            decisions.note(connection, SERVER, f"Pesan masuk {row_id} {word}", now=now)
            _say(f"{row_id}: {word}.")
        else:
            missing += 1
            _say(UNKNOWN.format(id=row_id))
    return 1 if missing else 0


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
