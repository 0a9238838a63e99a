"""Whether a complaint has what it needs: told from all of its messages, never stored as truth.

Only the column Kelengkapan keeps what was found, for staff to read; what a person wrote there
stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, RowMapping, func, select, update

from desk import asked, cards, commands, lone_names, questions, recognition, suggest
from desk.asked import Item
from desk.channels import OLD_DATA
from desk.context import Desk
from desk.incoming import Kind
from desk.records import Category
from desk.reference import Reference
from desk.schema import complaints, messages
from sop.model import Detail

#: What this module writes into the column; anything else there is a person's.
OURS = re.compile(r"(?:Lengkap|Kurang: .+?)\. Ada: .*", re.DOTALL)
NOTHING = "belum ada"
#: Who the citizen is.
WHO = frozenset({Detail.NAME, Detail.ADDRESS, Detail.CARD})


@dataclass(frozen=True)
class Standing:
    """What is asked for and what is there."""

    items: tuple[Item, ...]
    given: frozenset[Detail]

    @property
    def lacking(self) -> frozenset[Detail]:
        return frozenset(detail for item in self.items for detail in item.lacking(self.given))

    @property
    def missing(self) -> tuple[str, ...]:
        """What is not there, as far as a program can tell, in the words of a message."""
        return tuple(
            word for item in self.items if item.details for word in item.missing(self.given)
        )

    @property
    def to_ask(self) -> tuple[str, ...]:
        """The same, with what only a person can tell."""
        return tuple(word for item in self.items for word in item.missing(self.given))

    @property
    def present(self) -> tuple[str, ...]:
        wanted = (detail for item in self.items for detail in item.details)
        return tuple(dict.fromkeys(str(detail) for detail in wanted if detail in self.given))

    def without(self, details: frozenset[Detail]) -> Standing:
        """Without the items that are about nothing but these."""
        items = (item for item in self.items if not item.details or {*item.details} - details)
        return replace(self, items=tuple(items))

    @property
    def words(self) -> str:
        """As the column Kelengkapan says it."""
        there = ", ".join(self.present) or NOTHING
        missing = f"Kurang: {', '.join(self.missing)}" if self.missing else "Lengkap"
        return f"{missing}. Ada: {there}"


def of(connection: Connection, desk: Desk, row: Mapping[str, Any]) -> Standing:
    """The complaint as it stands, by what Pengaturan asks of one of its kind."""
    reference = desk.reference(connection)
    wanted = _wanted(desk, reference, str(row["classification"]))
    written = _messages(connection, row["number"])
    given = _from_columns(row) | _told(reference, written)
    given |= _in(reference.categories, _added_by_staff(row["body"], written))
    if cards.arrived(connection, row["number"]):
        given |= {Detail.CARD}
    return Standing(wanted, frozenset(given))


def to_tell(desk: Desk, row: Mapping[str, Any], standing: Standing) -> Standing:
    """What of it the citizen is asked for. Of who only asks something, nothing; of a secret
    complaint not who wrote it. Whether it is needed after all a clerk decides, and then asks."""
    if only_asks(desk, row):
        return Standing((), standing.given)
    return standing.without(WHO) if row["confidential"] else standing


def only_asks(desk: Desk, row: Mapping[str, Any]) -> bool:
    """Whether it is plainly a question, and no clerk has said otherwise."""
    undecided = row["classification"] in ("", *desk.sop.unneeded)
    return undecided and questions.only_asks(row["body"])


def answered(connection: Connection, desk: Desk, row: Mapping[str, Any]) -> Standing:
    """What a clerk asked this waiting complaint's citizen for, and what has come since then."""
    since, number = row["state_since"], row["number"]
    reference = desk.reference(connection)
    written = _messages(connection, number, since=since)
    given = _told(reference, written, answers=True)
    if cards.arrived(connection, number, since=since):
        given |= {Detail.CARD}
    items = asked.of_text(row["reason"])
    if Detail.TIME in given:
        given.add(Detail.STORY)  # of "uraian/waktu" either is an answer
    if any(_says_something(message) for message in written):
        # What only a person can tell counts as answered by whatever was said.
        items = tuple(item for item in items if item.details)
    return Standing(items, frozenset(given))


def deadline(reference: Reference, row: Mapping[str, Any]) -> datetime:
    """Until when a waiting complaint waits."""
    since: datetime = row["state_since"]
    return since + timedelta(days=reference.preferences.complete_days)


def refresh(connection: Connection, desk: Desk, number: str) -> Standing:
    """The complaint as it stands now. The column says it, unless a person wrote there or it was
    decided on."""
    query = select(complaints).where(complaints.c.number == number)
    row = connection.execute(query).mappings().one()
    standing = of(connection, desk, dict(row))
    found = standing.words
    ours = is_ours(row["completeness"]) and _undecided(desk, row)
    if ours and row["completeness"] != found:
        changes = {"completeness": found, "sheet_pending": True}
        connection.execute(update(complaints).where(complaints.c.number == number).values(changes))
    return standing


def _undecided(desk: Desk, row: Mapping[Any, Any]) -> bool:
    return not desk.sop.state(row["state"]).verified and row["channel"] != OLD_DATA


def is_ours(text: str) -> bool:
    return not text or OURS.fullmatch(text) is not None


def gives(reference: Reference, text: str) -> frozenset[Detail]:
    """The details in one message that follows our question for them."""
    return _in(reference.categories, text, answers=True)


def _wanted(desk: Desk, reference: Reference, classification: str) -> tuple[Item, ...]:
    """Kelengkapan Wajib, without what this procedure or this kind of message does not need."""
    spared = desk.sop.unneeded.get(classification, frozenset())
    if not desk.sop.identity_card:
        spared = spared | {Detail.CARD}
    return tuple(_spare(asked.items(reference.preferences.required_details), spared))


def _spare(items: Iterable[Item], spared: frozenset[Detail]) -> Iterable[Item]:
    for item in items:
        left = tuple(detail for detail in item.details if detail not in spared)
        if left == item.details:
            yield item
        elif left:
            yield Item(", ".join(left), left)


def _messages(
    connection: Connection, number: str, *, since: datetime | None = None
) -> list[RowMapping]:
    """What the citizen wrote about it, oldest first. `since`: by when it reached us."""
    query = select(messages.c.kind, messages.c.body, messages.c.data).where(
        messages.c.number == number, messages.c.direction == "in"
    )
    if since is not None:
        query = query.where(func.coalesce(messages.c.state_at, messages.c.at) >= since)
    return list(connection.execute(query.order_by(messages.c.id)).mappings())


def _told(
    reference: Reference, written: Iterable[RowMapping], *, answers: bool = False
) -> set[Detail]:
    """Without `answers` the first message is the complaint, the later ones answer us."""
    given: set[Detail] = set()
    written = list(written)
    pair = "\n".join(_lone_name(reference, written[0 if answers else 1 :]))
    given |= _in(reference.categories, pair, answers=True) & {Detail.NAME, Detail.ADDRESS}
    for message in written:
        for text in _texts(message):
            given |= _in(reference.categories, text, answers=answers)
        if message["kind"] == Kind.LOCATION.value:
            given.add(Detail.PLACE)
        answers = True
    return given


def lone_name(connection: Connection, reference: Reference, number: str) -> str:
    """The name that the citizen sent by itself when asked; "" when there is none."""
    return _lone_name(reference, _messages(connection, number)[1:])[0]


def _lone_name(reference: Reference, written: Iterable[RowMapping]) -> tuple[str, str]:
    texts = (message["body"] for message in written if message["kind"] == Kind.TEXT.value)
    return lone_names.beside_an_address(reference, texts)


def _texts(message: RowMapping) -> list[str]:
    return [message["body"], *(edit["text"] for edit in message["data"].get("edits", []))]


def _added_by_staff(body: str, written: Iterable[RowMapping]) -> str:
    """The lines of the story that stand in no message: a walk-in's, a clerk's correction."""
    said = {line for message in written for text in _texts(message) for line in text.splitlines()}
    return "\n".join(line for line in body.splitlines() if line not in said)


def _says_something(message: RowMapping) -> bool:
    if message["kind"] == Kind.STICKER.value:
        return False
    words = message["body"]
    polite = commands.is_greeting(words) or commands.is_thanks(words)
    return not (message["kind"] == Kind.TEXT.value and polite)


def _from_columns(row: Mapping[str, Any]) -> set[Detail]:
    """What staff or an earlier message put into the row."""
    place = row["location"] or row["village"] or row["district"]
    columns = {Detail.NAME: row["name"], Detail.PLACE: place}
    return {detail for detail, value in columns.items() if value}


@lru_cache(maxsize=2000)  # a complaint's earlier messages are asked about again with each new one
def _in(categories: tuple[Category, ...], text: str, *, answers: bool = False) -> frozenset[Detail]:
    def subject(words: str) -> bool:
        return suggest.is_about_something(categories, words)

    return recognition.given(text, subject=subject, answers=answers)


def seen(desk: Desk, row: Mapping[str, Any]) -> Standing | None:
    """The complaint as it stands, for a page; None once it has been decided on."""
    if not _undecided(desk, row):
        return None
    with desk.journal.read() as connection:
        return of(connection, desk, row)
