"""`python -m workers`: the worker; `… status [--json]`: how it is; `… key`: a new MEDIA_KEY;
`… parked`: messages that could not be taken in;
`… verify [--month 2026-10]`: whether record and files are what they were (docs/evidence.md);
`… backup TO`, `… restore FILE`, `… rebuild`: for the day the journal is lost (docs/rebuild.md).
"""

from __future__ import annotations

import argparse
import json
import logging
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from cryptography.fernet import Fernet
from sqlalchemy.exc import SQLAlchemyError

from desk import conditions, faults, oversight, texts
from desk.context import Desk
from desk.journal import JournalError
from desk.opening import open_desk
from desk.tenure import Replaced
from settings import load
from workers import rebuild, safety
from workers.backup_file import BackupError
from workers.lock import AlreadyRunning
from workers.work import work

logger = logging.getLogger(__name__)

UNUSABLE = "Jurnal tidak dapat dibuka ({why}); periksa JOURNAL_URL."
EXAMPLES = (
    "Jurnal ini berisi aduan contoh, tetapi {name} menunjuk layanan yang sebenarnya. "
    "Mulai dengan JOURNAL_URL dan MEDIA_DIR yang baru."
)
LABELS = {
    "inbox_waiting": "Pesan masuk yang belum diolah",
    "outbox_waiting": "Pesan yang menunggu dikirim",
    "unknown": "Pesan yang belum pasti terkirim",
    "sheet_backlog": "Catatan yang belum tampak di Sheet",
    "last_pass_at": "Putaran terakhir",
    "gateway": "Nomor WhatsApp",
}


def main(given: Sequence[str] | None = None) -> int:
    arguments = _parser().parse_args(given)
    if arguments.command == "key":
        print(Fernet.generate_key().decode())
        return 0
    settings = load()
    try:
        desk = open_desk(settings)
        if arguments.command == "status":
            return show_status(desk, as_json=arguments.json, now=_clock())
        if arguments.command in safety.COMMANDS:
            return safety.run(arguments, settings, desk, now=_clock())
        if settings.real_service and oversight.has_examples(desk):
            return _refuse(EXAMPLES.format(name=settings.real_service))
        return work(settings, desk)
    except (JournalError, AlreadyRunning, Replaced, BackupError, rebuild.Refused) as problem:
        return _refuse(str(problem))
    except SQLAlchemyError as problem:
        logger.debug("the journal cannot be used", exc_info=True)
        return _refuse(faults.sentence(problem) or UNUSABLE.format(why=type(problem).__name__))
    except OSError as problem:
        logger.debug("a file cannot be used", exc_info=True)
        return _refuse(faults.sentence(problem) or f"{problem.filename}: {problem.strerror}.")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m workers", description=__doc__)
    commands = parser.add_subparsers(dest="command", title="commands")
    commands.add_parser("run", help="the worker itself (also without a command)")
    status = commands.add_parser("status", help="how the desk is; exit code 1 with alarms")
    status.add_argument("--json", action="store_true", help="for programs")
    commands.add_parser("key", help="print a new MEDIA_KEY")
    safety.add_parsers(commands)
    return parser


def show_status(desk: Desk, *, as_json: bool, now: datetime) -> int:
    found = conditions.status(desk, now=now)
    print(json.dumps(found, ensure_ascii=False) if as_json else _in_words(desk, found))
    return 1 if found["alarms"] else 0


def _in_words(desk: Desk, found: dict[str, Any]) -> str:
    passed, number = found["last_pass_at"], found["gateway"]
    shown = found | {
        "last_pass_at": passed and texts.moment(datetime.fromisoformat(passed), desk.timezone()),
        "gateway": "siap" if number == conditions.AUTHORIZED else number,
    }
    lines = [
        f"{label}: {'-' if shown[name] in (None, '') else shown[name]}"
        for name, label in LABELS.items()
    ]
    posts = oversight.posts(desk)
    if posts.active:
        lines.append(f"Pekerja aktif: {posts.active.host} (proses {posts.active.pid})")
        lines.append(f"Pekerja cadangan: {len(posts.standing_by)}")
    lines += [f"! {alarm['text']}" for alarm in found["alarms"]] or ["Semua berjalan baik."]
    return "\n".join(lines)


def _clock() -> datetime:
    return datetime.now(UTC)


def _refuse(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
