"""The messages that an action causes: to whom, in which words, with which photos."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection

from desk import (
    audience,
    discretion,
    effects,
    labels,
    merging,
    outbox,
    supporters,
    survey,
    texts,
    turns,
    visibility,
)
from desk.case import Case
from desk.context import Desk
from desk.evidence import rounds
from desk.recording import find
from desk.reference import Reference
from sop.model import Field, Notice, Recipient

ASKS_TO_COMPLETE = "minta_kelengkapan"
SAYS_TOO_LATE = "ditutup_tidak_lengkap"
GROUP, GROUP_CHAT = "grup", "@g.us"  # what a template says of a group; how its chat id ends
CITIZENS = frozenset({Recipient.CITIZEN, Recipient.DOUBLES})
#: What a double's citizen is told of the main complaint; the rest is of their own.
OF_THE_MAIN = ("opd", "opd_nama", "jawaban", "tindak_lanjut")


@dataclass(frozen=True)
class Letter:
    """One message to one chat, before it is queued."""

    to: Recipient
    name: str
    chat_id: str
    body: str
    template: str
    number: str  # the complaint in whose conversation it stands
    photos: tuple[str, ...] = ()  # ids of stored media, each a message of its own


def letters(case: Case, after: Mapping[str, Any], *, passing: bool = False) -> list[Letter]:
    """What this action sends; `after` is the complaint as it stands then.

    `passing`: its next holder is whoever did it, and has passed it on already.
    """
    found: dict[tuple[str, str], Letter] = {}  # who has two of these roles is told once
    for notice in case.verdict.notices:
        if passing and notice.to not in CITIZENS:
            continue
        if notice.template == survey.TEMPLATE and not _is_asked(case):
            continue
        if notice.to is Recipient.DOUBLES:
            written = _to_doubles(case, after, notice)
        else:
            written = _written(case, notice, after, _chats(case, after, notice))
        for letter in (*written, *_known_result(case, after, notice)):
            found.setdefault((letter.chat_id, letter.template), letter)
    return list(found.values())


def _written(
    case: Case,
    notice: Notice,
    about: Mapping[str, Any],
    chats: Iterable[tuple[str, str]],
    *,
    main: Mapping[str, Any] | None = None,
) -> Iterator[Letter]:
    """One text to each of `chats` about one complaint; with `main`, the result of that one."""
    connection, desk = case.connection, case.desk
    photos = rounds.photos(connection, (main or about)["number"]) if notice.with_photos else ()
    facts = facts_of(connection, desk, about) | _given(case) | _notice_facts(case, notice, photos)
    if notice.to not in CITIZENS:
        facts |= discretion.for_staff(desk.sop, notice, about, facts)
        facts |= turns.facts(case, notice, about, today=_today(case))
    if main:
        of_main = facts_of(connection, desk, main)
        facts |= {name: of_main[name] for name in OF_THE_MAIN}
    for name, chat_id in chats:
        here = facts | {"grup": GROUP if chat_id.endswith(GROUP_CHAT) else ""}
        body = texts.render(case.reference, desk.sop, notice.template, here, today=_today(case))
        if body:
            yield Letter(notice.to, name, chat_id, body, notice.template, about["number"], photos)


def _to_doubles(case: Case, main: Mapping[str, Any], notice: Notice) -> Iterator[Letter]:
    for double in merging.doubles(case.connection, main["number"]):
        yield from _written(case, notice, double, _citizen(case, double), main=main)


def _known_result(case: Case, double: Mapping[str, Any], notice: Notice) -> Iterator[Letter]:
    """Merged into a complaint that has its result already: the citizen gets it at once."""
    into = effects.merged_into(case)
    if not into or notice.to is not Recipient.CITIZEN:
        return
    main = find(case.connection, into)
    template = merging.result_of(case.desk.sop, main)
    if template:
        told = Notice(Recipient.CITIZEN, template, with_photos=True)
        yield from _written(case, told, double, _citizen(case, double), main=main)


def doubles_told(found: Iterable[Letter]) -> list[str]:
    """Numbers of the doubles that these letters tell of their main complaint's result."""
    return [letter.number for letter in found if letter.to is Recipient.DOUBLES]


def send(case: Case, found: list[Letter]) -> tuple[str, ...]:
    """Queue the letters, each photo after its text. Returns the ids of the messages."""
    ids = []
    for letter in found:
        # A photo's caption is the number: that proves which complaint it belongs to.
        captioned = [(letter.number, photo) for photo in letter.photos]
        for body, media_id in [(letter.body, ""), *captioned]:
            ids.append(
                outbox.queue(
                    case.connection,
                    chat_id=letter.chat_id,
                    gateway=case.desk.gateway,
                    body=body,
                    purpose="answer" if letter.to in CITIZENS else "staff",
                    number=letter.number,
                    template=letter.template,
                    media_id=media_id,
                    actor=case.actor.id,
                    not_before=_not_before(case, letter),
                    now=case.now,
                )
            )
    return tuple(ids)


def _not_before(case: Case, letter: Letter) -> datetime | None:
    """Citizens hear of nothing that can still be taken back, and are asked nothing at night."""
    if letter.template == survey.TEMPLATE:
        return survey.leaves_at(case.connection, case.desk, now=case.told_from or case.now)
    return case.told_from if letter.to in CITIZENS else None


def _is_asked(case: Case) -> bool:
    return survey.is_asked(case.connection, case.desk, case.row["number"])


def facts_of(connection: Connection, desk: Desk, row: Mapping[str, Any]) -> dict[str, str]:
    """What every template may say of a complaint."""
    reference = desk.reference(connection)
    state = desk.sop.state(row["state"])
    due_at = row["due_at"]
    return {
        "nomor": row["number"],
        "sapaan": texts.greeting(row["name"]),
        "isi_singkat": texts.isi_singkat(labels.without_identity(row["body"]) or row["body"]),
        "lokasi": row["location"],
        "kategori": row["category"],
        "opd": row["agency"],
        "opd_nama": agency_name(reference, row["agency"]),
        "usulan": supporters.joined(filter(None, (row["agency_draft"], *_proposed(row)))),
        "pendukung": ", ".join(agency_name(reference, one) for one in supporters.of(row)),
        "status": row["state"],
        "tahap": state.told,
        "jawaban": row["answer"],
        "tindak_lanjut": row["answer"] or row["follow_up"],
        "tautan": f"{desk.app_url}/aduan?nomor={row['number']}" if desk.app_url else "",
        "batas": texts.moment(due_at, desk.timezone(connection)) if due_at else "",
    }


def _proposed(row: Mapping[str, Any]) -> list[str]:
    """Who is to help, as long as nobody has decided it."""
    return [] if row["agency"] else supporters.parts(row[supporters.COLUMN])


def agency_name(reference: Reference, short: str) -> str:
    return next((agency.name for agency in reference.agencies if agency.short == short), short)


def _given(case: Case) -> dict[str, str]:
    """Facts out of what the person wrote for this action."""
    reason = case.inputs.get(Field.REASON, "")
    name, contact = _outside(case.reference, reason)
    return {
        "petugas": case.actor.name,
        "alasan": reason,
        "kurang": texts.bullets(reason.replace(",", "\n")),
        "balasan": case.inputs.get(Field.REPLY, ""),
        "instansi": name,
        "kontak_instansi": contact,
    }


def _outside(reference: Reference, reason: str) -> tuple[str, str]:
    """(name, contact) of the agency a citizen is referred to, when Alasan names one."""
    words = reason.casefold()
    for agency in reference.agencies:
        names = (agency.short, agency.name, *agency.aliases)
        if agency.kind == "Luar" and any(name and name.casefold() in words for name in names):
            return agency.name, agency.contact
    return reason, ""


def _notice_facts(case: Case, notice: Notice, photos: tuple[str, ...]) -> dict[str, str]:
    """Facts that differ from one recipient to the next: dates promised, photos enclosed."""
    facts = {"foto": "(Foto dokumentasi terlampir)" if photos else ""}
    if notice.to not in CITIZENS:
        return facts
    waited = {ASKS_TO_COMPLETE: case.now, SAYS_TOO_LATE: case.row["state_since"]}
    if notice.template in waited:
        until = waited[notice.template] + timedelta(days=case.reference.preferences.complete_days)
        if notice.template == SAYS_TOO_LATE:
            until = min(until, case.now)
        zone = case.desk.timezone(case.connection)
        return facts | {"batas": texts.moment(until, zone)}
    # A citizen is never promised the OPD's five minutes; the SOP gives the follow-up no limit.
    return facts | {"batas": ""}


def _chats(case: Case, after: Mapping[str, Any], notice: Notice) -> Iterator[tuple[str, str]]:
    """(name, chat id) of everyone told; nobody is told what they did themselves."""
    if notice.to is Recipient.CITIZEN:
        yield from _citizen(case, after)
        return
    for agency in _agencies(case, after, notice):
        yield from _staff_chats(case, notice, agency, after)


def _agencies(case: Case, after: Mapping[str, Any], notice: Notice) -> list[str]:
    """The OPDs whose people are meant; one word for the city's own."""
    if notice.to is Recipient.SUPPORTERS:
        return supporters.of(after)
    former = notice.to is Recipient.FORMER_AGENCY
    return [case.row["agency"] if former else after["agency"]]


def _staff_chats(
    case: Case, notice: Notice, agency: str, after: Mapping[str, Any]
) -> Iterator[tuple[str, str]]:
    open_to_all = notice.to_group and visibility.goes_to_groups(after)
    group = _group(case.reference, agency) if open_to_all else ""
    if group:
        yield agency_name(case.reference, agency), group
        return
    roles = case.desk.sop.addressees.get(notice.to, ())
    people = audience.of_roles(case.desk.sop, case.reference, roles, agency, today=_today(case))
    for one in audience.told_of(case.desk.sop, case.reference, people, after, now=case.now):
        if one.email.casefold() != case.actor.id.casefold():
            yield one.name, one.chat_id


def _group(reference: Reference, short: str) -> str:
    return next((agency.group for agency in reference.agencies if agency.short == short), "")


def _citizen(case: Case, row: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The complaint's own citizen, if WhatsApp reaches them: they wrote, or asked for it."""
    if row["chat_id"] and not case.reference.is_blocked(row["chat_id"], _today(case)):
        yield row["name"], row["chat_id"]


def _today(case: Case) -> date:
    return case.now.astimezone(case.reference.preferences.zone).date()
