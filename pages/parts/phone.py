"""The phones of the sandbox: what they show and what they write, through the stand-in's control."""

from __future__ import annotations

import base64
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import requests

from desk.records import Agency, Person
from pages.parts import loopback, running

TIMEOUT_S = 5
GROUP = "@g.us"
#: Somebody in the group whom Petugas does not know.
UNLISTED = ("6289999999999@c.us", "Anggota lain")
KINDS = {"image": "imageMessage", "video": "videoMessage", "audio": "audioMessage"}
#: What somebody may try at once on an empty sandbox.
CITIZENS = (
    ("6281200000001@c.us", "Siti"),
    ("6281200000002@c.us", "Joko"),
    ("199900000000003@lid", "Tanpa Nomor"),
)

Json = dict[str, Any]


@dataclass(frozen=True)
class Phone:
    """Whose phone it is; `chat_id` is the chat with the desk's number, or the group."""

    chat_id: str
    name: str
    role: str = ""
    sender: str = ""  # in a group: the member whose phone it is

    @property
    def is_group(self) -> bool:
        return self.chat_id.endswith(GROUP)

    @property
    def label(self) -> str:
        return f"{self.name} ({self.role or self.chat_id.partition('@')[0]})"


class NoAnswer(Exception):
    """The stand-in does not answer, or refuses; the text is one sentence."""


def phones(staff: Iterable[Person], agencies: Iterable[Agency] = ()) -> list[Phone]:
    """Citizens who have written or may, the staff that have a number, the OPDs' groups."""
    named = [
        Phone(f"{person.phone}@c.us", person.name, ", ".join(person.roles))
        for person in staff
        if person.phone and person.active
    ]
    taken = {phone.chat_id for phone in named}
    citizens = dict(CITIZENS) | {
        row["chatId"]: row["name"] or row["chatId"] for row in _call("GET", "chats")
    }
    others = [Phone(chat, name) for chat, name in citizens.items() if chat not in taken]
    return [*(phone for phone in others if not phone.is_group), *named, *_groups(agencies)]


def _groups(agencies: Iterable[Agency]) -> list[Phone]:
    """Each group that the tab OPD names, with the OPDs that are in it."""
    found: dict[str, list[str]] = {}
    for agency in agencies:
        if agency.group and agency.active:
            found.setdefault(agency.group, []).append(agency.short)
    return [Phone(group, "Grup WA", ", ".join(shorts)) for group, shorts in found.items()]


def members(group: Phone, staff: Iterable[Person], agencies: Iterable[Agency]) -> list[Phone]:
    """The phones in a group: who of Petugas belongs to one of its OPDs, and somebody unknown."""
    shorts = {agency.short for agency in agencies if agency.group == group.chat_id}
    known = [
        Phone(group.chat_id, person.name, ", ".join(person.roles), f"{person.phone}@c.us")
        for person in staff
        if person.phone and person.active and shorts.intersection(person.agencies)
    ]
    chat_id, name = UNLISTED
    return [*known, Phone(group.chat_id, name, "tidak ada di Petugas", chat_id)]


def shown(chat_id: str) -> list[Json]:
    """What this phone shows of its chat with the desk, oldest first."""
    return list(_call("GET", f"chats/{quote(chat_id)}"))


def write(phone: Phone, kind: str, **content: Any) -> None:
    """Make the phone send one message of this GREEN-API kind."""
    sender = {"sender": phone.sender} if phone.sender else {}
    body = {"chatId": phone.chat_id, "senderName": phone.name, "typeMessage": kind, **content}
    _call("POST", "inbound", json=body | sender)


def say(phone: Phone, text: str, *, quoting: str = "") -> None:
    if quoting:
        write(phone, "quotedMessage", text=text, quotedMessageId=quoting)
    else:
        write(phone, "textMessage", text=text)


def attach(
    phone: Phone, name: str, mime: str, *, data: bytes, caption: str = "", quoting: str = ""
) -> None:
    kind = KINDS.get(mime.partition("/")[0], "documentMessage")
    file = {"name": name, "mimeType": mime, "data": base64.b64encode(data).decode()}
    quoted = {"quotedMessageId": quoting} if quoting else {}
    write(phone, kind, caption=caption, file=file, **quoted)


def _call(method: str, path: str, **options: Any) -> Any:
    port = running.settings().sandbox_gateway_port
    try:
        answer = loopback.call(method, port, f"/_sandbox/{path}", timeout=TIMEOUT_S, **options)
    except requests.RequestException:
        raise NoAnswer("Gateway peragaan tidak menjawab; jalankan python -m sandbox.") from None
    if answer.status_code != requests.codes.ok:
        raise NoAnswer(f"Gateway peragaan menolak: {answer.json().get('error', '')}")
    return answer.json()
