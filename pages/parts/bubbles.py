"""A conversation as a phone shows it; for the complaint's page and for the phone of the sandbox."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import htpy

from desk.positions import Position
from pages.parts import look


@dataclass(frozen=True)
class Day:
    """The line between two days of a conversation."""

    words: str


@dataclass(frozen=True)
class Bubble:
    """One message. `right`: written by whoever looks at this screen. `foot`: time and state."""

    text: str
    foot: str
    right: bool = False
    who: str = ""
    quoted: str = ""
    quoted_who: str = ""
    position: Position | None = None  # a place on the map
    picture: str = ""  # address of an image, also data:
    pictures: tuple[str, ...] = ()  # further ones
    ticks: str = ""  # how far it came: sent, delivered, read
    reactions: tuple[str, ...] = ()
    before: str = ""  # its first words, when they were changed
    file: str = ""  # name of an attachment that is not shown
    note: bool = False  # not a message but something that happened to one
    alert: bool = False  # somebody must look at it


#: The signs that WhatsApp has for how far a message came.
TICKS = {"sent": "✓", "delivered": "✓✓", "read": "✓✓"}


def draw(bubbles: Iterable[Bubble | Day]) -> None:
    look.draw(htpy.div(".w-chat")[(_line(bubble) for bubble in bubbles)])


def _line(line: Bubble | Day) -> htpy.Element:
    return htpy.div(".w-day")[line.words] if isinstance(line, Day) else _bubble(line)


def _bubble(bubble: Bubble) -> htpy.Element:
    kinds = {"w-bubble": True, "w-ours": bubble.right, "w-note": bubble.note}
    pictures = [source for source in (bubble.picture, *bubble.pictures) if source]
    return htpy.div(class_=kinds)[
        bubble.who and htpy.div(".w-who")[bubble.who],
        bubble.quoted
        and htpy.div(".w-quote")[
            bubble.quoted_who and htpy.div(".w-who")[bubble.quoted_who], bubble.quoted
        ],
        (htpy.img(src=source, alt="Foto dalam percakapan") for source in pictures),
        bubble.file and htpy.div(".w-small")[f"Lampiran: {bubble.file}"],
        bubble.text and htpy.div(".w-text")[look.as_whatsapp(bubble.text)],
        bubble.position and htpy.div(".w-small")[look.on_map(bubble.position)],
        bubble.before and htpy.div(".w-small")[f"Semula: {bubble.before}"],
        htpy.div(class_={"w-foot": True, "w-alert": bubble.alert})[bubble.foot, _ticks(bubble)],
        bubble.reactions and htpy.div(".w-reactions")[" ".join(bubble.reactions)],
    ]


def _ticks(bubble: Bubble) -> htpy.Node:
    sign = TICKS.get(bubble.ticks, "")
    return sign and htpy.span(class_={"w-ticks": True, "w-read": bubble.ticks == "read"})[sign]
