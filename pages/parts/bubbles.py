"""A conversation as a phone shows it; for the complaint's page and for the phone of the sandbox."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import htpy

from pages.parts import look


@dataclass(frozen=True)
class Bubble:
    """One message. `right`: written by whoever looks at this screen. `foot`: time and state."""

    text: str
    foot: str
    right: bool = False
    who: str = ""
    quoted: str = ""
    picture: str = ""  # address of an image, also data:
    file: str = ""  # name of an attachment that is not shown
    note: bool = False  # not a message but something that happened to one
    alert: bool = False  # somebody must look at it


def draw(bubbles: Iterable[Bubble]) -> None:
    look.draw(htpy.div(".w-chat")[(_bubble(bubble) for bubble in bubbles)])


def _bubble(bubble: Bubble) -> htpy.Element:
    kinds = {"w-bubble": True, "w-ours": bubble.right, "w-note": bubble.note}
    return htpy.div(class_=kinds)[
        bubble.who and htpy.div(".w-who")[bubble.who],
        bubble.quoted and htpy.div(".w-quote")[bubble.quoted],
        bubble.picture and htpy.img(src=bubble.picture, alt="Foto dalam percakapan"),
        bubble.file and htpy.div(".w-small")[f"Lampiran: {bubble.file}"],
        bubble.text and htpy.div(".w-text")[look.as_whatsapp(bubble.text)],
        htpy.div(class_={"w-foot": True, "w-alert": bubble.alert})[bubble.foot],
    ]
