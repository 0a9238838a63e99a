"""Every byte that the system writes, searched after a story: docs/protected.md says what may stand
where. Real processes; the stand-in gateway is the citizens' phones, and exempt."""

from __future__ import annotations

import base64
import io
import os
import re
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfReader

from desk import acting, editing, unsent
from desk.context import Desk
from desk.exchange import Export, made
from desk.journal import Journal
from desk.reports import reading, workflow
from desk.schema import complaints, inbox, media
from sop import SOPS
from sop.model import Field
from tests.conftest import SITI, person
from tests.sheets_schema.stand_in import StandIn
from tests.stack import Stack, wait_for
from tests.workers.test_main import run

NIK = "3375012304900042"
GROUPED = "33.75.01.230490.0042"
KK = "3375-0115-0812-0007"
NUMBERS = (NIK, GROUPED, KK, KK.replace("-", ""))
SECRET_CHAT, LATER_CHAT = "6281390001111@c.us", "6281390002222@c.us"
#: Words that only the two confidential complaints hold, and whose they are.
WORDS = ("Wonokerto", "Tukinah", "Kemplong", "Sumarno", "6281390001111", "6281390002222")
COOKIE, OIDC = "kuki-rahasia-0123456789abcdef0123", "oidc-rahasia-klien"
SETTINGS = {
    "SYNC_EVERY_S": "1",
    "GATEWAY_DELAY_MS": "500",
    "COOKIE_SECRET": COOKIE,
    "OIDC_CLIENT_SECRET": OIDC,
}
TOKEN_IN_ADDRESS = re.compile(rb"waInstance\d+/\w+/sandbox\b")
TABS = ("Aduan", "Percakapan", "Riwayat", "Pengaturan", "Rekap Bulanan", "Petunjuk")
#: The stand-ins' own files: the citizens' phones, and Google's (searched by what it shows).
OF_OTHERS = ("sandbox/",)


def card() -> bytes:
    """A picture whose bytes are nowhere else."""
    kept = io.BytesIO()
    Image.frombytes("RGB", (120, 80), os.urandom(120 * 80 * 3)).save(kept, "JPEG", quality=90)
    return kept.getvalue()


class Story:
    """Citizens, staff on pages and in the Sheet, of one of the two desks."""

    def __init__(self, stack: Stack, procedure: str) -> None:
        self.stack, self.card = stack, card()
        self.journal = Journal(stack.environment["JOURNAL_URL"]).create()
        folder = Path(stack.environment["MEDIA_DIR"])
        sop = SOPS[procedure]
        self.desk = Desk(self.journal, sop, folder, stack.environment["MEDIA_KEY"])
        wait_for("the staff", lambda: self.desk.reference().staff, within_s=40)
        admin = "Admin Kota" if procedure == "wadul_aladin" else "Administrator"
        self.admin = person(self.desk, admin)
        self.staff = StandIn(stack.sheets)

    def now(self) -> datetime:
        return datetime.now(UTC)

    def numbers(self) -> dict[str, str]:
        """Number by chat."""
        with self.journal.read() as connection:
            query = complaints.select().order_by(complaints.c.number)
            return {row.chat_id: row.number for row in connection.execute(query)}

    def citizens_write(self) -> None:
        write = self.stack.write
        write(SITI, f"Lampu jalan mati di Jl. Mawar. NIK saya {NIK}, KK {KK}")
        file = {"name": f"KTP {NIK}.jpg", "mimeType": "image/jpeg"}
        file["data"] = base64.b64encode(self.card).decode()
        write(SITI, "", typeMessage="imageMessage", caption=f"KTP saya {GROUPED}", file=file)
        write(SECRET_CHAT, f"RAHASIA. Kepala puskesmas Wonokerto minta uang. Tukinah, {NIK}")
        write(LATER_CHAT, "Lurah Kemplong tidak adil, mohon diperiksa")
        wait_for("three complaints", lambda: len(self.numbers()) == 3, within_s=40)
        wait_for("the card", self._card_is_there, within_s=40)
        wait_for("their rows", lambda: len(self.stack.rows("Aduan")) == 3, within_s=40)

    def _card_is_there(self) -> bool:
        with self.journal.read() as connection:
            return any(row.path for row in connection.execute(media.select()))

    def staff_work(self) -> None:
        number = self.numbers()
        act, now = acting.act, self.now
        reason = {Field.REASON: f"lokasi, Pak Sumarno; NIK {NIK} sudah ada"}
        action = "Minta Kelengkapan"
        act(self.desk, self.admin, number[SECRET_CHAT], action, values=reason, now=now())
        note = {"internal_note": f"Tukinah, NIK {GROUPED}"}
        editing.edit(self.desk, self.admin, number[SECRET_CHAT], note, now=now())
        draft = {Field.REPLY: f"Ibu Tukinah {NIK}"}
        unsent.keep_words(self.desk, self.admin, number[SECRET_CHAT], draft, now=now())
        self.type(number[SITI], "Catatan Internal", f"NIK {NIK}")
        self.type(number[SECRET_CHAT], "Lokasi", "Puskesmas Wonokerto lantai dua")
        self.type(number[LATER_CHAT], "Rahasia", "Ya")

    def type(self, number: str, header: str, value: str) -> None:
        header_row, *rows = self.stack.control("GET", "sheets", "values/Aduan")
        place = 2 + next(at for at, row in enumerate(rows) if number in row)
        column = header_row.index(header)
        letters = (chr(64 + column // 26) if column >= 26 else "") + chr(65 + column % 26)
        self.staff.type("Aduan", f"{letters}{place}", value)

    def at_rest(self) -> None:
        """The Sheet says nothing that it must not, and has been told all."""
        hidden = (*NUMBERS, *WORDS)
        wait_for(
            "the Sheet to hide it",
            lambda: not [word for word in hidden if word in self.sheet()],
            within_s=60,
        )
        wait_for("the backlog", lambda: not self.stack.status()["sheet_backlog"], within_s=60)

    def hand_out(self) -> Iterator[tuple[str, bytes]]:
        """What leaves as files: both exports and the month's report, each in both forms."""
        for export in Export:
            for kind in ("csv", "xlsx"):
                yield f"{export}.{kind}", made(self.desk, self.admin, export, kind, now=self.now())
        zone = self.desk.timezone()
        first = self.now().astimezone(zone).date().replace(day=1)
        later = self.now() + timedelta(days=40)
        assert workflow.draft(self.desk, first, now=later)
        for name, make in (("pdf", reading.pdf), ("xlsx", reading.xlsx)):
            yield f"laporan.{name}", make(self.desk, self.admin, f"{first:%Y-%m}", now=later)

    def sheet(self) -> str:
        return str([self.stack.rows(tab) for tab in TABS])


@pytest.fixture
def stack(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Stack]:
    with Stack(tmp_path, settings={**SETTINGS, "SOP": request.param}) as made:
        made.start_services()
        made.provision()
        made.start_worker()
        yield made


def told_by(pdf: Path) -> bytes:
    """Its words, which lie packed in the file."""
    return "\n".join(page.extract_text() for page in PdfReader(pdf).pages).encode()


def written(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of everything in this folder; of a ZIP what is in it, too."""
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and not name.startswith(OF_OTHERS):
            yield name, path.read_bytes()
            if path.suffix == ".pdf":
                yield f"{name}/words", told_by(path)
            if zipfile.is_zipfile(path):
                with zipfile.ZipFile(path) as packed:
                    yield from ((f"{name}/{one}", packed.read(one)) for one in packed.namelist())


@pytest.mark.parametrize("stack", list(SOPS), indirect=True, ids=list(SOPS))
def test_nothing_protected_lies_readable_anywhere(stack: Stack) -> None:
    story = Story(stack, stack.environment["SOP"])
    story.citizens_write()
    story.staff_work()
    story.at_rest()
    assert run(stack, "backup", str(stack.folder / "backups")).returncode == 0
    status = run(stack, "status", "--json").stdout
    (stack.folder / "unduhan").mkdir()
    for name, data in story.hand_out():
        (stack.folder / "unduhan" / name).write_bytes(data)
    with story.journal.read() as connection:
        assert connection.execute(inbox.select()).first() is not None
    stack.stop("worker")
    story.journal.close()
    story.staff.session.close()
    found = [
        *written(stack.folder),
        ("the Sheet", story.sheet().encode()),
        ("status", status.encode()),
    ]
    names = {name for name, _ in found}
    assert {"journal.db", "worker.log"} <= names and any(name.endswith(".enc") for name in names)
    middle = story.card[len(story.card) // 2 :][:48]
    assert [name for name, data in found if b"Jl. Mawar" in data]  # what is not protected is read
    protected = [
        *(word.encode() for word in (*NUMBERS, *WORDS)),
        *(secret.encode() for secret in (stack.environment["MEDIA_KEY"], COOKIE, OIDC)),
        middle,
    ]
    leaks = {(name, word) for name, data in found for word in protected if word in data}
    leaks |= {(name, one) for name, data in found for one in TOKEN_IN_ADDRESS.findall(data)}
    lower = [word.casefold().encode() for word in WORDS]
    leaks |= {(n, w) for n, data in found if "journal" in n for w in lower if w in data.lower()}
    assert leaks == set()
