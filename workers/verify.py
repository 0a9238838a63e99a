"""`python -m workers verify`: whether the record still is what was sealed, and the files whole."""

from __future__ import annotations

import argparse
import re
import sys
from datetime import datetime
from typing import Any

from desk import texts, verifying
from desk.context import Desk
from desk.digests import Digest
from desk.verifying import Findings
from workers.rebuild import Said

NAME = "verify"
MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")
NONE_SEALED = "Belum ada bulan yang disegel."
SOUND = "Semua sama: {events} catatan, {files} berkas."
NOT_CLOSED = "Yang diperiksa sama: {events} catatan, {files} berkas."
CLOSED = (
    "Belum diperiksa: {events} kejadian aduan rahasia dan {files} berkas KTP, karena MEDIA_KEY "
    "belum diisi atau bukan kuncinya. Isi kuncinya, lalu jalankan lagi."
)
DIFFERS, NOT_ALL = 1, 3  # exit codes; 2 is argparse's, for what it does not understand
DIFFERENT = (
    "{count} perbedaan. Jangan ubah apa pun; simpan cadangan, lalu hubungi penanggung jawab."
)


def month(typed: str) -> str:
    if not MONTH.fullmatch(typed):
        raise argparse.ArgumentTypeError(f'"{typed}" bukan bulan; tulis misalnya 2026-10')
    return typed


def add_parser(commands: Any) -> None:
    """`commands`: what `argparse.ArgumentParser.add_subparsers` gives."""
    parser = commands.add_parser(
        NAME,
        help="compute the months' digests and the files' SHA-256 again; "
        "exit 1 if they differ, 3 if some are sealed with another MEDIA_KEY",
    )
    parser.add_argument("--month", type=month, metavar="2026-10", help="one month alone")


def run(arguments: argparse.Namespace, desk: Desk, *, now: datetime) -> int:
    found = verifying.verify(desk, now=now, progress=Said(), month=arguments.month)
    sys.stdout.write("".join(f"{line}\n" for line in report(found)))
    if found.differences:
        return DIFFERS
    return NOT_ALL if found.closed_events or found.closed_files else 0


def report(found: Findings) -> list[str]:
    """For a person who compares the numbers with the signed report."""
    told = [_sealed(digest) for digest in found.sealed] or [NONE_SEALED]
    told += found.notes
    told += _closed(found)
    told += [f"! {sentence}" for sentence in found.differences]
    if found.differences:
        return [*told, DIFFERENT.format(count=texts.number(len(found.differences)))]
    sound = NOT_CLOSED if found.closed_events or found.closed_files else SOUND
    events, files = found.events - found.closed_events, found.files - found.closed_files
    return [*told, sound.format(events=texts.number(events), files=texts.number(files))]


def _closed(found: Findings) -> list[str]:
    """What was not checked, in one line."""
    if not found.closed_events and not found.closed_files:
        return []
    events, files = texts.number(found.closed_events), texts.number(found.closed_files)
    return [CLOSED.format(events=events, files=files)]


def _sealed(digest: Digest) -> str:
    return (
        f"{digest.month}  {digest.hex}  {texts.number(digest.events)} kejadian, "
        f"{texts.number(digest.files)} berkas"
    )
