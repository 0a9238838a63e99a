"""`python -m workers rebuild`: the journal made again from the Sheet.

A restored journal reads it the same way (`catch_up`); see docs/rebuild.md.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from desk import moving, remade
from desk.context import Desk
from desk.incoming import Echo
from settings import Settings
from sheets_schema.errors import SheetError
from sheets_schema.rebuilding.build import Rebuilt
from sheets_schema.rebuilding.files import File, RebuildError
from sheets_schema.rebuilding.whole import rebuild
from workers import assembly
from workers.gateways.base import GatewayError

#: As long as a gateway keeps what it sent.
SENT_WITHIN = timedelta(hours=24)
NOT_EMPTY = (
    "Jurnal {where} sudah berisi. Membangun ulang hanya ke jurnal kosong: hentikan pekerja dan "
    "halaman, pindahkan jurnal lama ({how}), lalu jalankan lagi."
)
MOVE_FILE = "mv {file} {file}.lama, juga {file}-wal dan {file}-shm bila ada"
MOVE_DATABASE = "buat basis data baru dan tulis alamatnya di JOURNAL_URL"
CHANGED = (
    "GATEWAY diganti: {count} pesan mungkin sudah terkirim lewat gateway lama; periksa di ponsel "
    "dinas, lalu putuskan di Kondisi Sistem."
)
LOST = (
    "Jurnal ini kosong, tetapi Lembar sudah berisi aduan: nomor baru akan bertabrakan. Jalankan "
    "dahulu python -m workers rebuild (atau restore), atau perbaiki JOURNAL_URL."
)


class Refused(Exception):
    """It cannot be done now; the message is one Indonesian sentence."""


def from_sheet(settings: Settings, desk: Desk, *, now: datetime) -> Rebuilt:
    """Make the journal of an empty one. Refused, with nothing kept, when it cannot be done."""
    with desk.journal.read() as connection:
        if not remade.is_empty(connection):
            raise Refused(not_empty(desk))
    return catch_up(settings, desk, now=now)


def catch_up(settings: Settings, desk: Desk, *, now: datetime) -> Rebuilt:
    """Take in what the Sheet says and the journal does not, or says as older; all or nothing."""
    files = _files(settings)
    sent = _sent(settings, now=now)
    try:
        with desk.journal.write() as connection:
            return rebuild(connection, desk, files, now=now, sent=sent, progress=Said())
    except (RebuildError, SheetError) as problem:
        raise Refused(str(problem)) from None


def before_work(settings: Settings, desk: Desk, *, now: datetime) -> None:
    """What a worker needs to know of its journal. Refused: it was lost, or cannot catch up.

    Without an answer from Google an empty journal counts as a new desk: replies need no Google.
    """
    with desk.journal.read() as connection:
        behind, empty = remade.is_behind(connection), remade.is_empty(connection)
    if behind:
        say(report(catch_up(settings, desk, now=now)))
    elif empty and sheet_has_complaints(settings):
        raise Refused(LOST)
    held = moving.take_over(desk, now=now)
    if held:
        say(CHANGED.format(count=held))


def sheet_has_complaints(settings: Settings) -> bool:
    """Whether Riwayat tells of any; asked once, and no answer counts as none."""
    sheet = assembly.open_sheet(settings)
    sheet.http.pace = replace(sheet.http.pace, retry_deadline_s=0.0)
    try:
        (rows,) = sheet.read(["'Riwayat'!A2:C2"])
    except SheetError:
        return False
    finally:
        sheet.http.session.close()
    return any(any(row) for row in rows)


def not_empty(desk: Desk) -> str:
    url = desk.journal.engine.url
    how = MOVE_FILE.format(file=url.database) if desk.journal.is_sqlite else MOVE_DATABASE
    return NOT_EMPTY.format(where=url.database, how=how)


def _files(settings: Settings) -> list[File]:
    further = assembly.open_archives(settings)
    return [
        File(assembly.open_sheet(settings)),
        *(File(sheet, sheet.spreadsheet_id) for sheet in further),
    ]


def _sent(settings: Settings, *, now: datetime) -> list[Echo]:
    """What the gateway sent lately; without its answer numbers still go on far above."""
    try:
        return assembly.open_gateway(settings).sent(since=now - SENT_WITHIN, now=now)
    except GatewayError as problem:
        say(
            f"Gateway tidak menjawab ({problem.sentence}) Nomor diteruskan dari Lembar saja, "
            f"dilompati {remade.AHEAD}."
        )
        return []


class Said:
    """Progress on stderr: the tab, rows so far and in all, seconds since the tab was begun."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._what, self._begun = "", 0.0

    def __call__(self, what: str, done: int, total: int) -> None:
        if what != self._what:
            self._what, self._begun = what, self._clock()
        say(f"{what}: baris {done} dari {total} ({self._clock() - self._begun:.0f} detik)")


def report(found: Rebuilt) -> str:
    """What came back, and what a person must look at, one line each."""
    lines = [
        f"{found.complaints} aduan ({found.archived} di arsip), {found.events} kejadian, "
        f"{found.messages} pesan, {found.files} berkas ditemukan di MEDIA_DIR.",
        f"Nomor berikutnya: {remade.series_of(found.counters)}.",
    ]
    asked = {
        "pesan belum pasti terkirim; putuskan di Kondisi Sistem.": found.held,
        "berkas tidak ditemukan di MEDIA_DIR.": found.files_gone,
        "aduan rahasia tetap disamarkan (MEDIA_KEY lain atau belum diisi).": found.masked,
    }
    lines += [f"! {count} {what}" for what, count in asked.items() if count]
    if found.lost:
        lines.append(f"! Nomor yang tidak ada di Lembar: {', '.join(found.lost)}.")
    return "\n".join([*lines, *(f"! {remark}" for remark in found.remarks)])


def say(text: str) -> None:
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()
