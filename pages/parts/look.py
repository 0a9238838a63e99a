"""HTML for what Streamlit has no element for. Every text goes through htpy, which escapes it."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable
from pathlib import Path

import htpy
import streamlit as st

from desk.positions import Position

STYLES = Path(__file__).with_name("look.css")
# Inside the page: as a file it would be under /media, which nobody sees before sign-in.
ICON = (
    "data:image/png;base64,"
    + base64.b64encode(Path(__file__).with_name("icon.png").read_bytes()).decode()
)
BOLD = re.compile(r"(?<![\w*])\*(?=\S)([^*\n]+?)(?<=\S)\*(?![\w*])")


def apply() -> None:
    st.html(STYLES)


def draw(*nodes: htpy.Node) -> None:
    st.html(rendered(*nodes))


def rendered(*nodes: htpy.Node) -> str:
    return str(htpy.fragment[nodes])


MAP = "https://www.google.com/maps/search/?api=1&query={},{}"


def on_map(position: Position | None) -> htpy.Node:
    """A link that a phone opens in its map; nothing without a position."""
    if position is None:
        return None
    address = MAP.format(*position)
    return htpy.a(href=address, target="_blank", rel="noopener noreferrer")["Buka di peta"]


def tags(*items: tuple[str, str]) -> htpy.Element:
    """Small coloured labels: (text, kind), kind one of "", late, soon, good, pause."""
    return htpy.div(".w-tags")[
        (htpy.span(class_=f"w-tag w-{kind}" if kind else "w-tag")[text] for text, kind in items)
    ]


def facts(pairs: Iterable[tuple[str, str]]) -> htpy.Element:
    """A list of names and values; empty values are left out."""
    return htpy.dl(".w-facts")[((htpy.dt[name], htpy.dd[value]) for name, value in pairs if value)]


FOLD_AT = 320  # letters, or
FOLD_LINES = 6


def folded(text: str, kind: str = ".w-body") -> htpy.Element:
    """A text whole, or its beginning with the rest behind a press when it is long."""
    lines = text.split("\n")
    if len(text) <= FOLD_AT and len(lines) <= FOLD_LINES:
        return htpy.div(kind)[text]
    begun = "\n".join(lines[:FOLD_LINES])[:FOLD_AT].rstrip()
    return htpy.details(".w-fold")[
        htpy.summary[htpy.span(kind)[f"{begun}…"], htpy.span(".w-unfold")["Baca seluruhnya"]],
        htpy.div(kind)[text],
    ]


def as_whatsapp(text: str) -> htpy.Node:
    """The text as a phone shows it: *bold* is bold, everything else stays as it was typed."""
    parts = BOLD.split(text)
    return [htpy.strong[part] if index % 2 else part for index, part in enumerate(parts)]
