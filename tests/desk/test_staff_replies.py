"""docs/staff-replies.md, row by row: what staff write on WhatsApp and what it does."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

import pytest
from sqlalchemy import Connection

from desk import newcomers
from desk.acting import act
from desk.actors import Actor
from desk.context import Desk
from desk.incoming import Attachment, Kind
from desk.journal import Journal
from desk.recording import open_complaint
from desk.reference import accept
from desk.schema import events, media
from desk.seeds import reference_rows
from sop.model import Field
from tests.conftest import SITI, open_desk, person
from tests.desk.test_acting import row_of
from tests.desk.writing import GATEWAY, LAMP, LET_PASS, Street, quotable

PAGE = Path(__file__).parents[2] / "docs" / "staff-replies.md"
PROCEDURES = {"Wani Bares": "wani_bares", "Wadul Aladin": "wadul_aladin"}
STRANGER = "6289999999999"
PHOTO = Attachment("http://127.0.0.1:9/bukti.jpg", "bukti.jpg", "image/jpeg")
KINDS = {"stiker": Kind.STICKER, "suara": Kind.AUDIO, "lokasi": Kind.LOCATION, "foto": Kind.IMAGE}
#: How a complaint comes to stand there: who does what, one after the other.
WAYS: dict[str, tuple[tuple[str, str, dict[Field, str]], ...]] = {
    "Baru": (),
    "Di Kabid IKP": (("Administrator", "Teruskan ke Kabid", LET_PASS),),
    "Di Kadis Kominfo": (("Kabid IKP", "Teruskan ke Kadis", {}),),
    "Diteruskan ke OPD": (("Kadis Kominfo", "Disposisi ke OPD", {Field.AGENCY: "Dishub"}),),
    "Dijawab OPD": (("Kepala OPD", "Jawab dan Tindak Lanjut", {Field.FOLLOW_UP: "Sudah diganti"}),),
    "Jawaban di Kabid IKP": (("Kadis Kominfo", "Teruskan Jawaban", {}),),
    "Siap Dikirim": (("Kabid IKP", "Teruskan Jawaban", {}),),
}
ALADIN: dict[str, tuple[tuple[str, str, dict[Field, str]], ...]] = {
    "Baru": (),
    "Diteruskan ke OPD": (("Admin Kota", "Teruskan ke OPD", {Field.AGENCY: "Dinhub"}),),
    "Diproses OPD": (("Admin OPD", "Terima dan Teruskan ke Tim OPD", {}),),
    "Ditindaklanjuti": (
        ("Tim Pengaduan OPD", "Selesai Ditindaklanjuti", {Field.FOLLOW_UP: "Sudah diganti"}),
    ),
}


class Line(NamedTuple):
    procedure: str
    text: str
    who: str
    stands: str
    then: str


def lines() -> Iterator[Line]:
    procedure = ""
    for line in PAGE.read_text("utf-8").splitlines():
        if line.startswith("## "):
            procedure = PROCEDURES[line.removeprefix("## ")]
        cells = [cell.strip() for cell in line.strip("|").split(" | ")]
        if procedure and len(cells) == 4 and cells[0] != "They write":
            yield Line(procedure, *cells)


TABLE = list(lines())


def test_the_table_is_long_enough_to_trust() -> None:
    assert len(TABLE) >= 60


def tell_of_new_ones(connection: Connection, desk: Desk, now: datetime) -> None:
    key = "Kabari Aduan Baru"
    rows = reference_rows(desk.sop, staff=True)["Pengaturan"]
    rows = [{**row, "Nilai": "Ya"} if row["Kunci"] == key else row for row in rows]
    assert not accept(connection, desk.sop, "Pengaturan", rows, now=now)


class Office:
    """One complaint, and the staff who carry it to where a row of the table begins."""

    def __init__(self, desk: Desk, now: datetime) -> None:
        self.desk, self.street = desk, Street(desk, now)
        self.opd = "Dishub" if desk.sop.key == "wani_bares" else "Dinhub"
        with desk.journal.write() as connection:
            tell_of_new_ones(connection, desk, now)
            opened = {"gateway": GATEWAY, "chat_id": SITI, "body": LAMP}
            row = open_complaint(connection, desk, opened, now=now)
            newcomers.tell(connection, desk, row, now=now)
        self.number = str(row["number"])

    def person(self, role: str) -> Actor:
        scope = self.desk.sop.role(role).scope
        return person(self.desk, role, self.opd if scope == "agency" else "")

    def stands(self, state: str, *, proposed: bool) -> None:
        ways = WAYS if self.desk.sop.key == "wani_bares" else ALADIN
        for here, moves in ways.items():
            for role, action, values in moves:
                self.street.wait(minutes=1)
                opd = {Field.AGENCY: self.opd} if proposed and role == "Administrator" else {}
                act(
                    self.desk,
                    self.person(role),
                    self.number,
                    action,
                    values=values | opd,
                    now=self.street.now,
                )
            if here == state:
                return
        raise AssertionError(f"no way leads to {state}")

    def phone(self, role: str) -> str:
        one = self.desk.reference().person(self.person(role).id)
        assert one is not None
        return one.phone


@pytest.fixture
def office(
    sqlite_journal: Journal, tmp_path: Path, now: datetime, request: pytest.FixtureRequest
) -> Office:
    line: Line = request.param
    found = Office(open_desk(sqlite_journal, tmp_path, now, procedure=line.procedure), now)
    state, _, proposal = line.stands.partition(", ")
    found.stands(state, proposed=bool(proposal))
    return found


def cases() -> list[object]:
    return [pytest.param(line, line, id=f"{line.who}: {line.text}") for line in TABLE]


@pytest.mark.parametrize(("office", "line"), cases(), indirect=["office"])
def test_it_does_what_the_table_says(office: Office, line: Line) -> None:
    line = after_what_came_before(office, line)
    before = row_of(office.desk, office.number)["state"]
    told = writes(office, line)
    after = row_of(office.desk, office.number)["state"]
    if line.then == "citizen":
        assert after == before and len(office.street.complaints()) == 2
    elif line.then.startswith("asked: "):
        assert (after, line.then.removeprefix("asked: ") in told) == (before, True), told
        assert len(office.street.complaints()) == 1
    else:
        assert (after, f"Status: {after}." in told.splitlines()[0]) == (line.then, True), told


def writes(office: Office, line: Line) -> str:
    """They write it; what their telephone then shows."""
    mark, text = marked(line.text)
    phone = STRANGER if mark == "nomor lain" else office.phone(line.who)
    quoted = (
        "" if mark == "tanpa kutipan" else quotable(office.desk, f"{office.phone(line.who)}@c.us")
    )
    chat = f"{phone}@c.us"
    office.street.replies(chat)
    office.street.wait(days=1 if mark == "kemarin" else 0, minutes=1)
    office.street.writes(
        text,
        chat_id=chat,
        phone=phone,
        quoted_id=quoted,
        forwarded=mark == "terusan",
        kind=KINDS.get(mark, Kind.TEXT),
        **({"attachment": PHOTO} if mark == "foto" else {}),
    )
    return "\n".join(office.street.replies(chat)[:1])


def after_what_came_before(office: Office, line: Line) -> Line:
    """What they wrote before is written; the rest is left."""
    mark, text = marked(line.text)
    earlier = re.fullmatch(r"(?:(\d+) menit )?sesudah (.+?)(?:, (tanpa kutipan))?", mark)
    if not earlier:
        return line
    writes(office, line._replace(text=earlier[2]))
    office.street.wait(minutes=int(earlier[1] or 1) - 1)
    return line._replace(text=f"[{earlier[3]}] {text}" if earlier[3] else text)


def marked(text: str) -> tuple[str, str]:
    found = re.fullmatch(r"\[(.+?)\]\s*(.*)", text)
    return (found[1], found[2]) if found else ("", text)


ONE = Line("wani_bares", "", "Kepala OPD", "Diteruskan ke OPD", "")


@pytest.mark.parametrize("office", [ONE], indirect=True)
def test_a_photo_with_the_answer_is_evidence(office: Office) -> None:
    writes(office, ONE._replace(text="[foto] Lampu sudah diganti"))
    (photo,) = office.street.rows(media)
    assert (photo["number"], photo["origin"]) == (office.number, "follow_up")


@pytest.mark.parametrize("office", [ONE], indirect=True)
def test_what_they_did_by_whatsapp_is_theirs_in_riwayat(office: Office) -> None:
    writes(office, ONE._replace(text="Lampu sudah diganti"))
    last = office.street.rows(events)[-1]
    assert (last["actor"], last["data"]["via"]) == ("kepala.dishub@contoh.test", "whatsapp")
