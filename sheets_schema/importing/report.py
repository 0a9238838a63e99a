"""The dry run: what was understood, as the person who has the register reads it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from zoneinfo import ZoneInfo

from desk import texts
from desk.channels import OLD_DATA
from desk.old_records import OldRecord
from sheets_schema.importing.plan import Plan
from sheets_schema.wording import quoted

SAMPLES = 5
MOST_ROWS = 12  # row numbers named for one reason
MOST_LETTERS = 70
MOST_NAMES = 40  # of OPD, of Kategori


def lines(plan: Plan, zone: ZoneInfo, *, known: Mapping[str, str]) -> Iterator[str]:
    """`known`: digest -> number, of rows that were taken in before."""
    grid, header = plan.grid, plan.header
    yield f'{grid.source}, tab "{grid.tab}": judul kolom di baris {header.row}.'
    yield from _columns(plan)
    yield from _dates(plan, zone)
    yield from _statuses(plan)
    yield from _words(plan)
    yield from _samples(plan, zone, known)
    yield from _counted(plan, known)


def _columns(plan: Plan) -> Iterator[str]:
    names = plan.header.names
    width = max(len(names[at]) for at in plan.header.columns)
    yield "Kolom:"
    for at, column in sorted(plan.header.columns.items()):
        yield f"  {names[at]:<{width}} → {column}"
    for name in plan.header.other:
        yield f"  {name:<{width}} → Catatan Internal"


def _dates(plan: Plan, zone: ZoneInfo) -> Iterator[str]:
    yield "Tanggal:"
    for form, count in plan.forms.most_common():
        typed, record = plan.dates[form]
        shown = _day(record, zone)
        yield f"  {form.value}: {texts.number(count)} baris ({typed} → {shown})"


def _statuses(plan: Plan) -> Iterator[str]:
    yield "Status:" if plan.has_status else "Status: tidak ada kolomnya; dilihat dari isian lain."
    if (name := plan.like_status) and not plan.has_status:
        yield f'  Kolom "{name}" tampak berisi status; pakai --map "{name}=Status".'
    for (typed, state), count in plan.statuses.most_common():
        said = quoted(typed) if typed else "(kosong)"
        yield f"  {said} → {state}: {texts.number(count)} baris"
    for typed, count in plan.unknown.most_common():
        yield f"  {quoted(typed)} → ? ({texts.number(count)} baris, ditolak)"
    if plan.unknown:
        word = next(iter(plan.unknown))
        yield f'  Jelaskan dengan --status "{word}=Baru" (atau status Wadul lain; boleh berulang),'
        yield "  lalu jalankan lagi."


def _words(plan: Plan) -> Iterator[str]:
    """OPD and Kategori: what each of the register's names was taken for."""
    for column in dict.fromkeys(column for column, _, _ in plan.words):
        yield f"{column}:"
        of_it = [(words, count) for words, count in plan.words.most_common() if words[0] == column]
        for (_, typed, ours), count in of_it[:MOST_NAMES]:
            taken = ours or "tidak dikenal, ditulis di Catatan Internal"
            yield f"  {quoted(typed)} → {taken}: {texts.number(count)} baris"
        if len(of_it) > MOST_NAMES:
            yield f"  … dan {texts.number(len(of_it) - MOST_NAMES)} nama lain"


def _samples(plan: Plan, zone: ZoneInfo, known: Mapping[str, str]) -> Iterator[str]:
    if not plan.records:
        return
    yield "Contoh, seperti akan berdiri di Aduan:"
    for place, record in _spread(plan.records):
        number = known.get(record.digest) or "(nomor baru)"
        yield f"  baris {place}: {number} · {_day(record, zone)} · {OLD_DATA}"
        shown = {
            "No. lama": record.number,
            "Nama": record.name,
            "Isi Aduan": record.body,
            "Lokasi": record.location,
            "Status": _closed(record),
            "OPD": record.agency,
            "Catatan Internal": record.internal_note,
        }
        for header, value in shown.items():
            if value:
                yield f"    {header}: {_short(value)}"


def _day(record: OldRecord, zone: ZoneInfo) -> str:
    """With the hour only where one is written."""
    when = record.received_at.astimezone(zone)
    return texts.moment(when, zone) if when.hour or when.minute else texts.long_date(when.date())


def _closed(record: OldRecord) -> str:
    return f"{record.state} ({record.close_reason})" if record.close_reason else record.state


def _counted(plan: Plan, known: Mapping[str, str]) -> Iterator[str]:
    refused = sum(map(len, plan.refused.values()))
    before = sum(1 for _, record in plan.records if record.digest in known)
    yield (
        f"Baik: {texts.number(len(plan.records) - before)} · sudah ada: {texts.number(before)} · "
        f"ditolak: {texts.number(refused)}"
    )
    for reason, rows in plan.refused.items():
        yield f"  Ditolak, {_rows(rows)}: {reason}"
    for reason, rows in plan.skipped.items():
        yield f"  Dilewati, {_rows(rows)}: {reason}."


def _rows(rows: Sequence[int]) -> str:
    named = ", ".join(map(str, rows[:MOST_ROWS]))
    more = f", … ({texts.number(len(rows))} baris)" if len(rows) > MOST_ROWS else ""
    return f"baris {named}{more}"


def _spread(records: Sequence[tuple[int, OldRecord]]) -> list[tuple[int, OldRecord]]:
    """Five from beginning to end."""
    if len(records) <= SAMPLES:
        return list(records)
    step = (len(records) - 1) / (SAMPLES - 1)
    return [records[round(at * step)] for at in range(SAMPLES)]


def _short(text: str) -> str:
    line = " / ".join(text.split("\n"))
    return line if len(line) <= MOST_LETTERS else line[: MOST_LETTERS - 1] + "…"
