"""Every cell of the table of what each may see, tried through the functions that pages call."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from sqlalchemy import insert, update

from desk import (
    access_page,
    discretion,
    exchange,
    files,
    listing,
    nik_looks,
    pictures,
    reading,
    visibility,
)
from desk.actors import Actor, actor_for
from desk.context import Desk
from desk.journal import Journal
from desk.listing import Filters, View
from desk.prints import dossier
from desk.problems import DeskError, NotFound
from desk.recording import open_complaint
from desk.schema import complaints, events, media, messages
from desk.visibility import Access, Fact, Matter, Viewer
from tests.conftest import MONDAY, SITI, open_desk, person

ROOT = Path(__file__).parents[2]
NAME, PHONE, NIK = "Siti Aminah", SITI.partition("@")[0], "3375014101900001"
SAID = "Bu Siti Aminah, HP 0812-3456-7890, rumah saya Jl. Melati No. 5, minta trotoar ditambal"
HIDDEN = ("(disamarkan)", "(rahasia)")

#: SOP -> viewer -> role and OPD of the example staff; the complaint is at `in_charge`.
CAST: Mapping[str, Mapping[Viewer, tuple[str, str]]] = {
    "wadul_aladin": {
        Viewer.NAMED: ("Admin Kota", ""),
        Viewer.CITY: ("Tim Pengaduan Kota", ""),
        Viewer.HANDLES: ("Admin OPD", "Dinhub"),
        Viewer.IN_CHARGE: ("Tim Pengaduan OPD", "Dinhub"),
        Viewer.HELPING: ("Admin OPD", "DPUPR"),
        Viewer.OTHER: ("Admin OPD", "DLH"),
        Viewer.LEADER: ("Pimpinan", ""),
    },
    "wani_bares": {
        Viewer.NAMED: ("Administrator", ""),
        Viewer.HANDLES: ("Kepala OPD", "Dishub"),
        Viewer.HELPING: ("Kepala OPD", "DPUPR"),
        Viewer.OTHER: ("Kepala OPD", "DLHP"),
        Viewer.PASSES_ON: ("Kadis Kominfo", ""),
        Viewer.LEADER: ("Bupati", ""),
    },
}


@dataclass(frozen=True)
class Told:
    """One complaint of Siti's in a desk of its own, with everything that can be seen of it."""

    desk: Desk
    number: str

    def actor(self, procedure: str, viewer: Viewer) -> Actor:
        if viewer is Viewer.NOBODY:
            return Actor("orang.lain@contoh.test", "Orang Lain", ())
        email = person(self.desk, *CAST[procedure][viewer]).id
        found = actor_for(self.desk.sop, self.desk.reference(), email, now=MONDAY)
        assert found is not None
        return found


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str, Matter], Told]]:
    """told(procedure, matter): made once."""
    made: dict[tuple[str, Matter], Told] = {}

    def made_once(procedure: str, matter: Matter) -> Told:
        if (procedure, matter) not in made:
            made[procedure, matter] = _made(tmp_path_factory.mktemp("desk"), procedure, matter)
        return made[procedure, matter]

    yield made_once
    for each in made.values():
        each.desk.journal.close()


def _made(folder: Path, procedure: str, matter: Matter) -> Told:
    journal = Journal(f"sqlite:///{folder}/journal.db").create()
    desk = open_desk(journal, folder, MONDAY, procedure=procedure)
    fields = {
        "gateway": "green_api",
        "chat_id": SITI,
        "phone": PHONE,
        "name": NAME,
        "body": f"{SAID}\nAlamat: RT 08 RW 09 Sukomoro\nNIK {NIK}",
        "location": "Jl. Hayam Wuruk",
        "internal_note": "pernah melapor",
        "follow_up": SAID,
    }
    values = {
        "agency": CAST[procedure][Viewer.HANDLES][1],
        "supporting_agencies": "DPUPR",
        "confidential": matter is Matter.SECRET,
        "identity_released": matter is Matter.RELEASED,
    }
    with journal.write() as connection:
        number = str(open_complaint(connection, desk, fields, now=MONDAY)["number"])
        connection.execute(update(complaints).values(**values))
        connection.execute(update(events).values(note=SAID))
        row = {"id": "m1", "number": number, "at": MONDAY, "direction": "in", "body": SAID}
        row |= {"chat_id": SITI, "gateway": "green_api", "state": "received", "kind": "text"}
        connection.execute(insert(messages), row)
        for key, identity in (("foto", False), ("ktp", True)):
            connection.execute(insert(media), _file(desk, key, number, identity=identity))
    return Told(desk, number)


def _file(desk: Desk, key: str, number: str, *, identity: bool) -> dict[str, Any]:
    kept = BytesIO()
    Image.new("RGB", (4, 4), "navy").save(kept, "JPEG")
    stored = files.store(desk, kept.getvalue(), identity=identity)
    row = {"id": key, "number": number, "at": MONDAY, "state": "stored", "origin": "citizen"}
    return row | {"identity": identity, "mime": "image/jpeg", "path": stored.path, "name": key}


# --- what somebody really gets


def seen(told: Told, actor: Actor, fact: Fact) -> Access:
    """As the functions that pages, papers and downloads call give it."""
    try:
        return PROBES[fact](told, actor)
    except DeskError:
        return Access.NO


def _exists(told: Told, actor: Actor) -> Access:
    desk, wanted = told.desk, Filters(text=told.number)
    listed = listing.listed(desk, actor, View.ALL, now=MONDAY).total
    found = listing.listed(desk, actor, View.ALL, now=MONDAY, filters=wanted).total
    try:
        reading.complaint(desk, actor, told.number)
    except NotFound:
        assert (listed, found) == (0, 0)
        return Access.NO
    helps = visibility.viewers(desk.sop, actor, _row(told)) == {Viewer.HELPING}
    assert (listed, found) == ((0, 0) if helps else (1, 1))  # who helps has a list of its own
    return Access.YES


def _row(told: Told) -> dict[str, Any]:
    with told.desk.journal.read() as connection:
        return dict(connection.execute(complaints.select()).mappings().one())


def how(words: str, whole: str = SAID) -> Access:
    """How much of the words that hold a name and a number is there."""
    if words in ("", *HIDDEN):
        return Access.NO
    if "Siti" in words and "0812" in words:
        assert words.startswith(whole)
        return Access.YES
    secrets = ("Siti", "Aminah", "0812", "Melati", "Sukomoro")
    assert not [secret for secret in secrets if secret in words]
    assert "minta trotoar ditambal" in words
    return Access.MASKED


def _column(name: str) -> Callable[[Told, Actor], Access]:
    return lambda told, actor: how(reading.complaint(told.desk, actor, told.number)[name])


def _plain(name: str) -> Callable[[Told, Actor], Access]:
    def probe(told: Told, actor: Actor) -> Access:
        value = reading.complaint(told.desk, actor, told.number)[name]
        return Access.MASKED if value in HIDDEN else Access.YES if value else Access.NO

    return probe


def _talk(told: Told, actor: Actor) -> Access:
    spoken = reading.conversation(told.desk, actor, told.number)
    return how(spoken[0].text if spoken else "")


def _photos(told: Told, actor: Actor) -> Access:
    ids = [photo.id for photo in reading.photos(told.desk, actor, told.number)]
    try:
        assert pictures.picture(told.desk, actor, "foto", now=MONDAY)
    except NotFound:
        assert "foto" not in ids
        return Access.NO
    assert "foto" in ids
    return Access.YES


def _history(told: Told, actor: Actor) -> Access:
    return how(reading.history(told.desk, actor, told.number)[0].note)


def _card(told: Told, actor: Actor) -> Access:
    listed = {photo.id for photo in reading.photos(told.desk, actor, told.number)}
    before = reading.count_of_events(told.desk, actor, told.number)
    try:
        assert pictures.identity(told.desk, actor, "ktp", now=MONDAY)
    except DeskError:
        assert "ktp" not in listed
        return Access.NO
    assert reading.count_of_events(told.desk, actor, told.number) == before + 1
    return Access.PRESS


def _nik(told: Told, actor: Actor) -> Access:
    assert NIK not in str(reading.complaint(told.desk, actor, told.number))
    nik_looks.shown(told.desk, actor, told.number, now=MONDAY)
    return Access.PRESS


def _print(told: Told, actor: Actor) -> Access:
    paper = dossier.gather(told.desk, actor, told.number, now=MONDAY, to_agency=False).row
    assert paper["phone"] == paper["internal_note"] == "" and NIK not in paper["body"]
    assert paper["name"] == NAME or how(paper["body"]) is Access.MASKED
    return Access.YES if paper["name"] == NAME else Access.MASKED


def _export(told: Told, actor: Actor) -> Access:
    made = exchange.made(told.desk, actor, exchange.Export.REGISTER, "csv", now=MONDAY).decode()
    if told.number not in made:
        return Access.NO
    return Access.YES if NAME in made else Access.MASKED


PROBES: Mapping[Fact, Callable[[Told, Actor], Access]] = {
    Fact.EXISTS: _exists,
    Fact.WORDS: _column("body"),
    Fact.WORK: _column("follow_up"),
    Fact.TALK: _talk,
    Fact.NAME: _plain("name"),
    Fact.CONTACT: _plain("phone"),
    Fact.NOTE: _plain("internal_note"),
    Fact.PHOTOS: _photos,
    Fact.HISTORY: _history,
    Fact.CARD: _card,
    Fact.NIK: _nik,
    Fact.PRINT: _print,
    Fact.EXPORT: _export,
}
CELLS = [
    (procedure, viewer, matter)
    for procedure, cast in CAST.items()
    for viewer, matter in product((*cast, Viewer.NOBODY), Matter)
]


@pytest.mark.parametrize(("procedure", "viewer", "matter"), CELLS)
def test_each_sees_what_the_table_says(
    procedure: str, viewer: Viewer, matter: Matter, told: Callable[[str, Matter], Told]
) -> None:
    made = told(procedure, matter)
    actor = made.actor(procedure, viewer)
    facts = [fact for fact in Fact if (viewer, fact) != (Viewer.CITY, Fact.NIK)]  # the admins'
    expected = {fact: visibility.rule(viewer, matter, fact) for fact in facts}
    assert {fact: seen(made, actor, fact) for fact in facts} == expected


@pytest.mark.parametrize("matter", [Matter.ORDINARY, Matter.RELEASED])
def test_a_group_reads_the_matter_and_nobodys_name(
    matter: Matter, told: Callable[[str, Matter], Told]
) -> None:
    row = _row(told("wani_bares", matter))
    facts = discretion.for_readers(frozenset({Viewer.GROUP}), row)
    assert how(facts["isi_singkat"]) is visibility.rule(Viewer.GROUP, matter, Fact.WORDS)
    assert facts["sapaan"] == "Bapak/Ibu"


def test_the_page_of_the_docs_is_the_table() -> None:
    printed = access_page.page() + "\n"
    assert (ROOT / "docs" / "access.md").read_text("utf-8") == printed, (
        "run: python -m desk > docs/access.md"
    )
