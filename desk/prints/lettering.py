"""Text as the papers' font can show it: nothing crashes a print and no empty box stands in it."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from itertools import groupby
from pathlib import Path

from fpdf import FPDF
from fpdf.fonts import TTFFont

FOLDER = Path(__file__).parent / "fonts"
REGULAR = FOLDER / "LiberationSans-Regular.ttf"
BOLD = FOLDER / "LiberationSans-Bold.ttf"
UNREADABLE = "[…]"  # in place of words in a script that the font does not have
LEFT_OUT = "\x00"
GAP = re.compile(rf" *{LEFT_OUT}+(?=[\s,.;:!?)]|$)")  # the space before it goes too
SPACES = {"\n": "\n", "\t": "    "}


def printable(text: str) -> str:
    """Emoji and invisible characters are left out; foreign letters become one "[…]" a run.

    >>> printable("Mohon dicek 🙏 𝗰𝗲𝗽𝗮𝘁")
    'Mohon dicek cepat'
    """
    whole = unicodedata.normalize("NFC", text.replace("\r\n", "\n"))
    shown = (_shown(char) for char in whole)
    runs = groupby(shown, key=lambda part: part is None)
    text = "".join(
        UNREADABLE if foreign else "".join(part or "" for part in run) for foreign, run in runs
    )
    return GAP.sub("", text).replace(LEFT_OUT, "")


def _shown(char: str) -> str | None:
    """The character, what stands for it, LEFT_OUT, or None for a foreign letter."""
    if char in SPACES:
        return SPACES[char]
    kind = unicodedata.category(char)
    if kind[0] == "C":
        return LEFT_OUT
    if ord(char) in _known():
        return char
    plain = unicodedata.normalize("NFKC", char)
    if all(ord(each) in _known() for each in plain):
        return plain
    return None if kind[0] in "LN" else LEFT_OUT


@cache
def _known() -> frozenset[int]:
    """The characters that both faces have."""
    sheet = FPDF()
    for face in (REGULAR, BOLD):
        sheet.add_font(face.stem, "", face)
    faces = [font for font in sheet.fonts.values() if isinstance(font, TTFFont)]
    known = frozenset.intersection(*(frozenset(font.cmap) for font in faces))
    for font in faces:
        font.ttfont.close()
    return known
