"""A journal of many complaints with their events and messages, for measuring pages.

Written past `desk`: a hundred thousand complaints through it would take an hour. What stands there
is of the shape that `desk` writes.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Table, insert

from desk.context import Desk
from desk.schema import complaints, counters, events, messages

CHUNK = 2_000
DAYS = 360
PLACES = ("Hayam Wuruk", "Merdeka", "Bahagia", "Sultan Agung", "Gajah Mada", "Progo", "Kurinci")
NAMES = ("Siti", "Joko", "Wartinah", "Slamet", "Rahayu", "Bambang", "Fitri", "Agus")
TROUBLES = (
    "lampu jalan mati sejak Senin malam",
    "jalan berlubang dan membahayakan pengendara motor",
    "air rob masuk rumah warga sampai lutut",
    "sampah menumpuk di tepi sungai, baunya menyengat",
    "pohon tumbang menutup separuh jalan",
    "parkir liar membuat macet pada jam sekolah",
)
DISTRICTS = ("Pekalongan Barat", "Pekalongan Timur", "Pekalongan Utara", "Pekalongan Selatan")
CHANNELS = ("WhatsApp",) * 8 + ("Telepon", "Datang Langsung")
#: What happens after the first message: action, from, to, SOP row that it ends, its limit.
STORY = (
    ("Teruskan ke OPD", "Baru", "Diteruskan ke OPD", "A4", 30.0),
    ("Terima dan Teruskan ke Tim OPD", "Diteruskan ke OPD", "Diproses OPD", "A5", 5.0),
    ("Selesai Ditindaklanjuti", "Diproses OPD", "Ditindaklanjuti", "A6", None),
    ("Kirim Hasil", "Ditindaklanjuti", "Hasil Terkirim", "A7", 5.0),
    ("Selesai", "Hasil Terkirim", "Selesai", "", None),
)
Rows = dict[Table, list[dict[str, Any]]]


def fill(desk: Desk, count: int, *, now: datetime) -> None:
    """`count` complaints of the last twelve months; one in thirty is still open."""
    dice = random.Random(20261122)
    for first in range(1, count + 1, CHUNK):
        rows: Rows = {complaints: [], events: [], messages: []}
        for index in range(first, min(first + CHUNK, count + 1)):
            _complaint(desk, dice, rows, index=index, count=count, now=now)
        with desk.journal.write() as connection:
            for table, found in rows.items():
                connection.execute(insert(table), found)
    with desk.journal.write() as connection:
        connection.execute(insert(counters).values(name=f"ALADIN-{now.year}", value=count))


def _complaint(
    desk: Desk, dice: random.Random, rows: Rows, *, index: int, count: int, now: datetime
) -> None:
    at = now - timedelta(days=DAYS) * (1 - index / count) - timedelta(minutes=dice.uniform(1, 50))
    number = f"ALADIN-{now.year}-{index:05d}"
    category = dice.choice(desk.reference().categories)
    agency = category.agency or "DPUPR"
    steps = dice.randrange(5) if index > count - count // 30 else 5
    told = list(_events(dice, number, agency, at=at, steps=steps))
    rows[events] += told
    rows[messages] += _messages(number, index, at)
    last = told[-1]
    place, name = dice.choice(PLACES), dice.choice(NAMES)
    rows[complaints].append(
        {
            "number": number,
            "received_at": at,
            "updated_at": last["at"],
            "closed_at": last["at"] if steps == 5 else None,
            "state": last["to_state"],
            "state_since": last["at"],
            "close_reason": "Ditindaklanjuti" if steps == 5 else "",
            "gateway": "green_api",
            "chat_id": f"6281{index:09d}@c.us",
            "phone": f"6281{index:09d}",
            "channel": dice.choice(CHANNELS),
            "name": f"{name} {index}",
            "body": f"Di Jl. {place} nomor {index % 300} {dice.choice(TROUBLES)}",
            "location": f"Jl. {place} nomor {index % 300}",
            "district": dice.choice(DISTRICTS),
            "category": category.name,
            "agency": agency if steps else "",
            "kind": "Teknis",
            "due_at": last["at"] + timedelta(minutes=30) if steps in (0, 1, 3) else None,
            "clock_from": last["at"] if steps < 4 else None,
            "step": STORY[steps][3] if steps < 5 else "",
            "follow_up": "Sudah dikerjakan oleh regu" if steps > 2 else "",
            "sheet_pending": False,
        }
    )


def _events(
    dice: random.Random, number: str, agency: str, *, at: datetime, steps: int
) -> Iterator[dict[str, Any]]:
    common = {"number": number, "sheet_pending": False}
    first = {"action": "Aduan Diterima", "step": "A2", "from_state": "", "to_state": "Baru"}
    measured = {"minutes": 0.1, "due_at": at + timedelta(minutes=2), "on_time": True}
    yield _event(number, 0, at) | common | first | measured
    for position, (action, source, target, step, limit) in enumerate(STORY[:steps], start=1):
        minutes = dice.expovariate(1 / 18) if limit else dice.expovariate(1 / 2000)
        at += timedelta(minutes=minutes)
        named = {"action": action, "step": step, "from_state": source, "to_state": target}
        due = at - timedelta(minutes=minutes - limit) if limit else None
        on_time = minutes <= limit if limit else None
        measured = {"minutes": minutes, "due_at": due, "on_time": on_time}
        yield _event(number, position, at, agency) | common | named | measured


def _event(number: str, position: int, at: datetime, agency: str = "") -> dict[str, Any]:
    return {
        "id": f"{number}-{position}",
        "at": at,
        "actor": "admin.kota@contoh.test",
        "agency": agency,
        "note": "",
        "data": {},
    }


def _messages(number: str, index: int, at: datetime) -> Iterator[dict[str, Any]]:
    common = {
        "number": number,
        "gateway": "green_api",
        "chat_id": f"6281{index:09d}@c.us",
        "kind": "textMessage",
        "data": {},
        "sheet_pending": False,
    }
    yield common | _message(f"{number}-in", at, "in", "received", "Mohon diperbaiki", "")
    yield common | _message(
        f"{number}-out", at, "out", "read", f"Terima kasih. No. Aduan {number}", "receipt"
    )


def _message(
    key: str, at: datetime, direction: str, state: str, body: str, purpose: str
) -> dict[str, Any]:
    named = {"id": key, "gateway_id": key, "direction": direction}
    return named | {"at": at, "state": state, "body": body, "purpose": purpose}
