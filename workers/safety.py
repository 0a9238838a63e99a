"""The commands for the day on which something is lost or parked, and for the days before it."""

from __future__ import annotations

import argparse
import gc
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from desk.context import Desk
from settings import Settings
from workers import backup, parked, rebuild, restore, verify
from workers.backup_file import BackupError
from workers.lock import only_worker
from workers.rebuild import Said, say

KEY_STAYS = (
    "MEDIA_KEY tidak ada di dalam cadangan. Simpan kuncinya terpisah: tanpa kunci itu foto KTP "
    "tidak terbaca."
)
RESTORED = (
    "Cadangan dari {made_at} dipulihkan ({complaints} aduan). Membaca yang terjadi sesudahnya."
)
NOT_CAUGHT_UP = (
    "Jurnal sudah dipulihkan, tetapi Lembar belum dapat dibaca: {why} Jalankan python -m workers "
    "bila sudah; yang terjadi setelah cadangan dibaca dahulu."
)


def add_parsers(commands: Any) -> None:
    """`commands`: what `argparse.ArgumentParser.add_subparsers` gives."""
    parked.add_parser(commands)
    verify.add_parser(commands)
    commands.add_parser("rebuild", help="make a lost journal again from the Sheet")
    back = commands.add_parser("backup", help="journal and photos in one file; the worker goes on")
    back.add_argument("to", type=Path, help="a folder, or a name that ends in .zip")
    back.add_argument(
        "--with-key", type=Path, metavar="FILE", help="also write MEDIA_KEY, to a file of its own"
    )
    put_back = commands.add_parser("restore", help="put a backup back into an empty journal")
    put_back.add_argument("file", type=Path)


def run(arguments: argparse.Namespace, settings: Settings, desk: Desk, *, now: datetime) -> int:
    """One of COMMANDS. Raises Refused, BackupError and AlreadyRunning with a sentence."""
    gc.set_threshold(200_000, 20, 20)  # millions of rows, and hardly any garbage
    return COMMANDS[arguments.command](arguments, settings, desk, now)


def _parked(arguments: argparse.Namespace, _: Settings, desk: Desk, now: datetime) -> int:
    return parked.run(arguments, desk, now=now)


def _verify(arguments: argparse.Namespace, _: Settings, desk: Desk, now: datetime) -> int:
    return verify.run(arguments, desk, now=now)


def _rebuild(_: argparse.Namespace, settings: Settings, desk: Desk, now: datetime) -> int:
    with only_worker(desk.journal):
        say(rebuild.report(rebuild.from_sheet(settings, desk, now=now)))
    return 0


def _backup(arguments: argparse.Namespace, _: Settings, desk: Desk, now: datetime) -> int:
    if arguments.with_key:
        backup.keep_key(desk.media_key, arguments.with_key)
        say(f"Kunci ditulis ke {arguments.with_key}; jangan simpan di tempat yang sama.")
    made = backup.backup(desk, arguments.to, now=now, progress=Said())
    say(f"Cadangan: {made}")
    if desk.media_key and not arguments.with_key:
        say(KEY_STAYS)
    return 0


def _restore(arguments: argparse.Namespace, settings: Settings, desk: Desk, now: datetime) -> int:
    with only_worker(desk.journal):
        manifest = restore.restore(desk, arguments.file, now=now, progress=Said())
        if restore.other_key(desk, manifest):
            say(f"! {restore.OTHER_KEY}")
        say(RESTORED.format(made_at=manifest.made_at, complaints=manifest.complaints))
        try:
            say(rebuild.report(rebuild.catch_up(settings, desk, now=now)))
        except rebuild.Refused as problem:
            raise BackupError(NOT_CAUGHT_UP.format(why=problem)) from None
    return 0


Command = Callable[[argparse.Namespace, Settings, Desk, datetime], int]
COMMANDS: dict[str, Command] = {
    "parked": _parked,
    "rebuild": _rebuild,
    "backup": _backup,
    "restore": _restore,
    verify.NAME: _verify,
}
