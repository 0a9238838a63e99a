"""What citizens write to the desk, in every kind of message, and what each story must lead to."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from itertools import count, cycle
from typing import Any

from PIL import Image

GROUP = "120363000000000001@g.us"
PLACES = ("Hayam Wuruk", "Veteran", "Merdeka", "Diponegoro", "Imam Bonjol")
OGG = b"OggS\x00\x02" + bytes(20) + b"\x01\x13OpusHead\x01\x01" + bytes(200)


@dataclass(frozen=True)
class Part:
    """One message. `about`: which part of its story it quotes or changes, by position.

    `note`: what it leaves in the `data` of that message; without one it is a record of its own.
    """

    kind: str
    fields: dict[str, Any] = field(default_factory=dict)
    about: int | None = None
    note: str = ""


@dataclass(eq=False)
class Story:
    """One chat from its first word on; `ids` of what was written so far."""

    name: str
    chat: str
    parts: tuple[Part, ...]
    opens: bool  # a complaint, whose number is told
    ids: list[str] = field(default_factory=list)

    @property
    def in_group(self) -> bool:
        return self.chat == GROUP

    @property
    def has_more(self) -> bool:
        return len(self.ids) < len(self.parts)

    def next_body(self) -> dict[str, Any]:
        """The next message as the phone's control takes it."""
        part = self.parts[len(self.ids)]
        body = {"chatId": self.chat, "senderName": "Warga", "typeMessage": part.kind, **part.fields}
        if self.in_group:
            body["sender"] = "6281100000001@c.us"
        if part.about is not None:
            meant = "stanzaId" if part.note else "quotedMessageId"
            body[meant] = self.ids[part.about]
        return body

    def written(self) -> Iterator[tuple[Part, str]]:
        return zip(self.parts, self.ids, strict=False)


def text(words: str = "", **more: Any) -> Part:
    return Part("textMessage", {"text": words or "Lampu jalan mati sejak Senin malam"}, **more)


def file(kind: str, name: str, mime: str, data: bytes, **fields: Any) -> Part:
    content = {"name": name, "mimeType": mime, "data": base64.b64encode(data).decode()}
    return Part(kind, {"file": content, **fields})


def photo(caption: str = "") -> Part:
    made = BytesIO()
    Image.new("RGB", (16, 16), "grey").save(made, "JPEG")
    return file("imageMessage", "lampu.jpg", "image/jpeg", made.getvalue(), caption=caption)


VOICE = file("audioMessage", "suara.oga", "audio/ogg", OGG)
STICKER = file("stickerMessage", "stiker.webp", "image/webp", b"RIFF\x00\x00\x00\x00WEBP")
PLACE = Part("locationMessage", {"latitude": -6.888, "longitude": 109.675})

STORIES: dict[str, tuple[Part, ...]] = {
    "text": (text(),),
    "photo": (photo("Jalan berlubang di depan pasar"),),
    "voice note": (VOICE,),
    "location": (PLACE,),
    "sticker": (STICKER,),
    "several": (text("Selokan mampet, air meluap ke jalan"), PLACE, photo()),
    "quote": (text("Sampah menumpuk di depan pasar"), text("Ini sudah tiga hari", about=0)),
    "edit": (
        text("Pohon tumbang menutup jalan"),
        Part("editedMessage", {"text": "Pohon tumbang di Jl. Veteran"}, about=0, note="edits"),
    ),
    "deletion": (text("Parkir liar di trotoar"), Part("deletedMessage", {}, 0, "deleted_at")),
    "reaction": (
        text("Air PDAM keruh sejak kemarin"),
        Part("reactionMessage", {"reaction": "👍"}, about=0, note="reactions"),
    ),
    "group": (text("Rapat jam berapa?"), photo("Foto rapat")),
}
SILENT = ("sticker", "group")


def stories() -> Iterator[Story]:
    """One of each kind after the other, without end, each in a chat of its own."""
    for number, name in zip(count(1), cycle(STORIES), strict=False):
        yield tell(name, number)


def tell(name: str, number: int) -> Story:
    parts = STORIES[name]
    chat = GROUP if name == "group" else f"62812{number:08d}@c.us"
    if "text" in parts[0].fields:
        where = f"{parts[0].fields['text']}, Jl. {PLACES[number % len(PLACES)]} nomor {number}"
        parts = (Part("textMessage", {"text": where}), *parts[1:])
    return Story(name, chat, parts, opens=name not in SILENT)
