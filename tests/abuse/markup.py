"""What a browser would make of an answer: its elements, and where they lead."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html.parser import HTMLParser

#: Elements that our own pages are made of.
OURS = frozenset(
    """a b br caption circle dd details div dl dt em figcaption figure form h1 h2 h3 h4 i img input
    label li line link main mark nav ol p path polyline rect section small span strong style
    sub sup summary svg table tbody td text th thead time tr ul defs g title""".split()
)
LEADS = re.compile(r"(data:image/|https://www\.google\.com/maps/|/berkas/|/[\w-]*(\?|$)|#|\?)")


class Elements(HTMLParser):
    """`wrong`: what does not belong there."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.wrong: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in OURS:
            self.wrong.append(f"<{tag}>")
        for name, value in attrs:
            leads = name in ("href", "src", "srcset", "action", "formaction", "xlink:href")
            if name.startswith("on") or (leads and not LEADS.match(value or "")):
                self.wrong.append(f"<{tag} {name}={value}>")

    def handle_data(self, data: str) -> None:
        self.text += data


def wrong_in(pieces: Iterable[str]) -> list[str]:
    """Elements and addresses in HTML that our pages would never have."""
    found: list[str] = []
    for piece in pieces:
        elements = Elements()
        elements.feed(piece)
        elements.close()
        found += elements.wrong
    return found


#: Markdown that is alive: a link, a picture, an address, a directive, a formula.
ALIVE = re.compile(
    r"(?<!\\)\]\(|(?<!\\)<[a-z/!]|https?\\?:/|www\.|\w@\w|(?<!\\):(red|blue|badge|shimmer|small)\[|"
    r":material/(?!error)|:streamlit\\?:|(?<!\\)\$\$"
)


def alive_in(pieces: Iterable[str]) -> list[str]:
    return [found[0] for piece in pieces for found in ALIVE.finditer(piece)]
