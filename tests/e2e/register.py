"""What the register and a phone say, what was done before a story, typing into a row by headers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from itertools import count
from typing import Any

import requests

from desk import acting, reading
from desk.actors import actor_for
from desk.context import Desk
from desk.journal import Journal
from sop import SOPS
from sop.model import Field
from tests.e2e.browser import Lembar
from tests.stack import Stack, wait_for

SHEET_STEP_WITHIN_S = 120.0  # two readings, the step itself, the line that tells of it
NUMBER = re.compile(r"ALADIN-\d{4}-\d{5}")
CITIZENS = count(1)
ADMIN = "admin.kota@contoh.test"


# --- before a story begins


def complain(stack: Stack, text: str) -> str:
    """A citizen of whom nothing was heard before writes; the number that their phone is told."""
    chat = f"62819{next(CITIZENS):08d}@c.us"
    stack.write(chat, text)
    return wait_for_number(stack, chat)


def wait_for_number(stack: Stack, chat: str) -> str:
    return str(wait_for("a number", lambda: number_of(stack, chat)))


def done(stack: Stack, number: str, action: str, by: str, **values: str) -> None:
    """What somebody of the staff has already done, without their window; names as in `Field`."""
    given = {Field[name]: value for name, value in values.items()}
    now = datetime.now(UTC)
    with opened(stack) as desk:
        actor = actor_for(desk.sop, desk.reference(), f"{by}@contoh.test", now=now)
        assert actor is not None, by
        acting.act(desk, actor, number, action, now=now, values=given)


@contextmanager
def opened(stack: Stack) -> Iterator[Desk]:
    """The desk that is running, from this process."""
    environment = stack.environment
    with closing(Journal(environment["JOURNAL_URL"])) as journal:
        yield Desk(
            journal=journal,
            sop=SOPS["wadul_aladin"],
            media_dir=stack.folder / "media",
            media_key=environment["MEDIA_KEY"],
            gateway=environment.get("GATEWAY", "green_api"),
            app_url=stack.app,
        )


def waits_for_ctrl_z(stack: Stack, seconds: int) -> None:
    """The desk goes by this Jeda Kirim, whatever an earlier story left in Pengaturan."""
    if _jeda_kirim(stack) != seconds:
        place = [row["Kunci"] for row in stack.rows("Pengaturan")].index("Jeda Kirim") + 2
        _type(stack, f"Pengaturan!B{place}", str(seconds))
    goes_by_jeda_kirim(stack, seconds)


def goes_by_jeda_kirim(stack: Stack, seconds: int) -> None:
    """The desk has heard of what was typed into Pengaturan."""
    what = f"Jeda Kirim {seconds}"
    wait_for(what, lambda: _jeda_kirim(stack) == seconds, within_s=SHEET_STEP_WITHIN_S)


def _jeda_kirim(stack: Stack) -> int:
    with opened(stack) as desk:
        return desk.reference().preferences.send_delay_s


def knows_of(stack: Stack, email: str, *, active: bool) -> None:
    """The tab Petugas says whether this person is active, and the desk has heard of it."""

    def known() -> bool:
        with opened(stack) as desk:
            now = datetime.now(UTC)
            return bool(actor_for(desk.sop, desk.reference(), email, now=now)) is active

    if not known():
        header, *rows = stack.control("GET", "sheets", "values/Petugas")
        place = [row[header.index("Email")] for row in rows].index(email) + 2
        column = chr(ord("A") + header.index("Aktif"))
        _type(stack, f"Petugas!{column}{place}", "Ya" if active else "Tidak")
    wait_for(f"{email}: {active}", known, within_s=SHEET_STEP_WITHIN_S)


def _type(stack: Stack, cell: str, text: str) -> None:
    """As the city's admin types it into the Sheet."""
    requests.put(
        f"{stack.sheets}/v4/spreadsheets/wadul-sandbox/values/{cell}",
        params={"valueInputOption": "USER_ENTERED"},
        headers={"Authorization": f"Bearer staff:{ADMIN}"},
        json={"values": [[text]]},
        timeout=60,
    ).raise_for_status()


# --- what is there now


def number_of(stack: Stack, chat: str) -> str:
    """The number that the desk gave to this phone, "" before that."""
    bubbles = [b["text"] for b in stack.phone(chat) if b["direction"] == "out"]
    return next((found[0] for text in bubbles if (found := NUMBER.search(text))), "")


def told(stack: Stack, number: str) -> str:
    """All that the phone behind this complaint shows; "" before the Sheet knows whose it is."""
    writer = row_of(stack, number).get("No. WA")
    return "\n".join(bubble["text"] for bubble in stack.phone(f"{writer}@c.us")) if writer else ""


def row_of(stack: Stack, number: str) -> dict[str, Any]:
    """What the Sheet says of it, by header; empty until its row came, a moment after the reply.

    With a number of "" too: a citizen who was not answered yet has no row.
    """
    rows = stack.rows("Aduan") if number else []
    return next((row for row in rows if row["No. Aduan"] == number), {})


def history(stack: Stack, number: str) -> list[str]:
    return [row["Tindakan"] for row in stack.rows("Riwayat") if row["No. Aduan"] == number]


def files_came(stack: Stack, number: str, count: int = 1) -> None:
    """So many files of this complaint were fetched or refused: a page opened now shows how."""

    def states() -> list[str]:
        with opened(stack) as desk:
            actor = actor_for(desk.sop, desk.reference(), ADMIN, now=datetime.now(UTC))
            assert actor is not None
            return [photo.state for photo in reading.photos(desk, actor, number)]

    def came() -> bool:
        found = states()
        return len(found) >= count and "waiting" not in found

    wait_for(f"{count} files of {number}", came)


def sheet_says(stack: Stack, number: str, **cells: str) -> None:
    """Wait for these cells of the complaint's row; `_` in a name stands for a space."""
    wanted = _headers(cells)
    wait_for(
        f"{number}: {wanted}",
        lambda: wanted.items() <= row_of(stack, number).items(),
        within_s=SHEET_STEP_WITHIN_S,
    )


# --- how long it took, as the stand-ins wrote it down: no browser between the clock and the desk


def reply_took_s(stack: Stack, chat: str, told: str) -> int:
    """From this phone's message to the one that answered `told`; phones keep whole seconds."""
    bubbles = stack.phone(chat)
    answer = next(b for b in bubbles if b["direction"] == "out" and told in b["text"])
    asked = [b["timestamp"] for b in bubbles[: bubbles.index(answer)] if b["direction"] == "in"]
    return int(answer["timestamp"]) - max(asked)


def row_took_s(stack: Stack, chat: str, number: str) -> float:
    """From the first message of this phone to the number in the Sheet."""
    wrote = min(b["timestamp"] for b in stack.phone(chat) if b["direction"] == "in")
    edits = stack.control("GET", "sheets", "edits?limit=20000")
    moments = [edit["at"] for edit in edits if edit["new"] == number]
    return datetime.fromisoformat(min(moments)).timestamp() - wrote


# --- the Sheet under somebody's hands


def type_row(stack: Stack, sheet: Lembar, number: str, **cells: str) -> None:
    """Type into this complaint's row, in the order given; `_` in a name stands for a space."""
    header = stack.control("GET", "sheets", "values/Aduan")[0]
    columns = {header.index(name) + 1: text for name, text in _headers(cells).items()}
    sheet.type_in(sheet_row(stack, number), columns)


def sheet_row(stack: Stack, number: str) -> int:
    """Where the complaint stands in the tab Aduan; the header is row 1."""
    return [row["No. Aduan"] for row in stack.rows("Aduan")].index(number) + 2


def _headers(cells: dict[str, str]) -> dict[str, str]:
    return {name.replace("_", " "): text for name, text in cells.items()}
