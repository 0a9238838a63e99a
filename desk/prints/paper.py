"""A sheet of official paper: letterhead, title, facts, paragraphs, photos, signatures, footer."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from fpdf import FPDF
from fpdf.enums import TableBordersLayout, XPos, YPos
from fpdf.fonts import TTFFont

from desk.prints.lettering import BOLD, REGULAR, printable

FAMILY = "Liberation"
MARGIN = 18.0  # mm
SIZES = {"A4": (210.0, 297.0), "A5": (148.0, 210.0)}  # mm
INK, QUIET, LINE = 20, 95, 170  # greys, 0 is black
CUT = "… (dipotong; selengkapnya di sistem)"


@dataclass(frozen=True)
class Signature:
    """Who signs: lines above the empty space, and the name under it ("": dots to write on)."""

    above: tuple[str, ...]
    name: str = ""
    official: bool = True  # has a NIP
    rank: str = ""
    id: str = ""  # NIP; "": dots to write on


@dataclass(frozen=True)
class Picture:
    """A photo ready for print. `width` and `height` in pixels."""

    data: bytes
    width: int
    height: int


class Paper(FPDF):
    """One document. `footnote` stands at the foot of each page beside its number."""

    def __init__(
        self, title: str, footnote: str, *, now: datetime, size: Literal["A4", "A5"] = "A4"
    ) -> None:
        super().__init__(format=SIZES[size])
        self.footnote = printable(footnote)
        self.letters = 10.5 if size == "A4" else 9.5  # points
        self.margin = MARGIN if size == "A4" else MARGIN * 0.7
        self.add_font(FAMILY, "", REGULAR)
        self.add_font(FAMILY, "B", BOLD)
        self.set_margins(self.margin, self.margin * 0.75)
        self.set_auto_page_break(True, margin=self.margin)
        self.set_lang("id")
        self.set_title(printable(title))
        self.set_creation_date(now)
        self.set_text_color(INK)
        self.set_draw_color(LINE)
        self.add_page()
        self.ink()

    def ink(self, style: Literal["", "B"] = "", *, size: float = 0, grey: int = INK) -> None:
        self.set_font(FAMILY, style, size or self.letters)
        self.set_text_color(grey)

    def footer(self) -> None:
        self.set_y(-self.margin + 4)
        self.ink(size=7.5, grey=QUIET)
        page = f"halaman {self.page_no()} dari {{nb}}"
        self.cell(self.epw - 32, 4, self.footnote)
        self.cell(32, 4, page, align="R")

    def line_of(
        self,
        text: str,
        *,
        style: Literal["", "B"] = "",
        size: float = 0,
        align: Literal["L", "C", "R"] = "C",
        grey: int = INK,
    ) -> None:
        self.ink(style, size=size, grey=grey)
        self.multi_cell(
            0, (size or self.letters) * 0.48, printable(text), align=align,
            new_x=XPos.LMARGIN, new_y=YPos.NEXT,
        )  # fmt: skip

    def letterhead(self, government: str, service: str) -> None:
        """The kop: whose paper this is, over a double line."""
        self.line_of(government.upper(), style="B", size=self.letters + 2.5)
        self.line_of(service.upper(), style="B", size=self.letters + 4.5)
        self.ln(2)
        self.set_draw_color(INK)
        for width, step in ((0.8, 1.0), (0.2, 5.0)):
            self.set_line_width(width)
            self.line(self.l_margin, self.y, self.l_margin + self.epw, self.y)
            self.ln(step)
        self.set_draw_color(LINE)

    def heading(self, title: str, below: str = "", *, mark: str = "") -> None:
        """The document's title with its number; `mark` stands in a frame at the right (RAHASIA)."""
        if mark:
            self._stamp(mark)
        self.line_of(title.upper(), style="B", size=self.letters + 2.5)
        if below:
            self.line_of(below)
        self.ln(4)

    def _stamp(self, mark: str) -> None:
        top, wide = self.y, 26.0
        self.set_x(self.l_margin + self.epw - wide)
        self.ink("B", size=10)
        self.set_draw_color(INK)
        self.set_line_width(0.5)
        self.cell(wide, 7, printable(mark), border=1, align="C")
        self.set_draw_color(LINE)
        self.set_xy(self.l_margin, top)

    def section(self, title: str) -> None:
        self.room(16)
        self.ln(2.5)
        self.line_of(title, style="B", align="L")
        self.ln(0.8)

    def facts(self, pairs: Iterable[tuple[str, str]]) -> None:
        """A table of names and values; empty values are left out."""
        self.ink()
        self.set_line_width(0.2)
        rows = [(name, value) for name, value in pairs if value.strip()]
        with self.table(
            col_widths=(26, 74),
            borders_layout=TableBordersLayout.ALL,
            first_row_as_headings=False,
            line_height=self.letters * 0.46,
            padding=(0.9, 2),
            text_align="LEFT",
        ) as table:
            for name, value in rows:
                table.row((printable(name), printable(shortened(value, 400))))

    def words(self, text: str, *, most: int) -> None:
        """A paragraph, on the next page too if it is long; past `most` letters it is cut."""
        self.ink()
        self.multi_cell(
            0, self.letters * 0.5, printable(shortened(text, most)), align="L",
            new_x=XPos.LMARGIN, new_y=YPos.NEXT,
        )  # fmt: skip

    def boxes(self, choices: Sequence[str]) -> None:
        """Lines to tick with a pen."""
        for choice in choices:
            self.room(7)
            self.set_line_width(0.3)
            self.set_draw_color(INK)
            self.rect(self.l_margin + 1, self.y + 0.8, 3.4, 3.4)
            self.set_draw_color(LINE)
            self.set_x(self.l_margin + 7)
            self.ink()
            self.multi_cell(
                self.epw - 7, self.letters * 0.5, printable(choice), align="L",
                new_x=XPos.LMARGIN, new_y=YPos.NEXT,
            )  # fmt: skip
            self.ln(0.5)

    def blank_lines(self, count: int) -> None:
        """Lines to write on."""
        self.room(count * 7)
        self.set_line_width(0.2)
        for _ in range(count):
            self.ln(7)
            self.set_dash_pattern(dash=0.4, gap=0.9)
            self.line(self.l_margin, self.y, self.l_margin + self.epw, self.y)
        self.set_dash_pattern()

    def pictures(self, found: Sequence[Picture], *, tall: float = 38, across: int = 3) -> None:
        """Photos, so many beside each other, each whole in a frame `tall` mm high."""
        wide = (self.epw - (across - 1) * 3) / across
        for place, picture in enumerate(found):
            column = place % across
            if column == 0:
                self.room(tall + 3)
            self._picture(picture, self.l_margin + column * (wide + 3), wide, tall=tall)
            if column == across - 1 or place == len(found) - 1:
                self.ln(tall + 3)

    def _picture(self, picture: Picture, left: float, wide: float, *, tall: float) -> None:
        scale = min(wide / picture.width, tall / picture.height)
        width, height = picture.width * scale, picture.height * scale
        self.image(
            io.BytesIO(picture.data),
            x=left + (wide - width) / 2,
            y=self.y + (tall - height) / 2,
            w=width,
            h=height,
            alt_text="Foto",
        )
        self.set_line_width(0.2)
        self.rect(left, self.y, wide, tall)

    def signatures(self, left: Signature | None, right: Signature) -> None:
        """Two people beside each other, together on one page."""
        self.ln(4)
        tall = 43 if right.rank or (left and left.rank) else 38
        self.room(tall)
        top, wide = self.y, self.epw / 2
        for place, signer in enumerate((left, right)):
            if signer:
                self._signature(signer, self.l_margin + place * wide, wide, top=top)
        self.set_xy(self.l_margin, top + tall)

    def _signature(self, signer: Signature, left: float, wide: float, *, top: float) -> None:
        lines = [line for line in signer.above if line]
        rows = [*((top + place * 5, "", text) for place, text in enumerate(lines))]
        rows.append((top + 29, "B", signer.name or "." * 34))
        if signer.rank:
            rows.append((top + 33.5, "", signer.rank))
        if signer.official:
            below = 38 if signer.rank else 33.5
            rows.append((top + below, "", f"NIP. {signer.id or '.' * 28}"))
        for y, style, text in rows:
            self.set_xy(left, y)
            self.ink("B" if style else "")
            self.cell(wide, 5, printable(text), align="C")

    def room(self, height: float) -> None:
        """Go to a new page unless `height` mm are free on this one."""
        if self.will_page_break(height):
            self.add_page()

    def bytes(self) -> bytes:
        made = bytes(self.output())
        for font in self.fonts.values():
            if isinstance(font, TTFFont):
                font.ttfont.close()
        return made


def shortened(text: str, most: int) -> str:
    """`text`, cut between words after `most` letters with a note that it was."""
    whole = text.strip()
    if len(whole) <= most:
        return whole
    head = whole[:most]
    return (head.rpartition(" ")[0] or head).rstrip() + CUT
