"""The report's paper: tables of figures and bars, beside what every paper has.

Bars are drawn as lines of the PDF itself: sharp on every printer, and the same bytes each time.
"""

from __future__ import annotations

from collections.abc import Sequence

from fpdf.enums import TableBordersLayout, XPos, YPos
from fpdf.fonts import FontFace

from desk.prints.lettering import printable
from desk.prints.paper import INK, QUIET, Paper

SMALL = 7.5  # points, in tables
FIRST = 24  # the first column's least width, in parts of a hundred
MANY, NARROW = 10, 20  # columns from which on it has less: "Terlambat" must not break
HEAD = FontFace(emphasis="BOLD", fill_color=232)
SUM = FontFace(emphasis="BOLD", fill_color=244)
BAR, BAR_QUIET = (31, 97, 141), (176, 190, 197)
MOST_BARS = 15
LEFT_OUT = "{} lainnya, bersama {}, ada di tabel."


class ReportPaper(Paper):
    """Paper with tables of many columns and bars."""

    def figures(
        self,
        header: Sequence[str],
        rows: Sequence[Sequence[str]],
        *,
        total: Sequence[str] | None = None,
        widths: Sequence[float] | None = None,
        words: int = 1,
        alignment: Sequence[str] = (),
    ) -> None:
        """A table whose first `words` columns are words; the header stands again on each page."""
        self.ink(size=SMALL)
        self.set_line_width(0.15)
        aligned = alignment or ["LEFT"] * words + ["RIGHT"] * (len(header) - words)
        self.room(18)
        with self.table(
            col_widths=tuple(widths or even(len(header))),
            borders_layout=TableBordersLayout.HORIZONTAL_LINES,
            headings_style=HEAD,
            line_height=SMALL * 0.46,
            padding=(0.7, 1.2),
            text_align=tuple(aligned),
        ) as table:
            table.row([printable(name) for name in header])
            for row in rows:
                table.row([printable(cell) for cell in row])
            if total:
                table.row([printable(cell) for cell in total], style=SUM)
        self.ln(1)

    def chapter(self, title: str) -> None:
        """A heading that keeps at least the beginning of a table below it on its page."""
        self.room(34)
        self.section(title)

    def remark(self, text: str) -> None:
        """A small quiet line below a table."""
        self.line_of(text, size=SMALL, align="L", grey=QUIET)

    def bars(self, found: Sequence[tuple[str, float]], *, shown: Sequence[str], title: str) -> None:
        """Horizontal bars, longest first as given; their value stands behind each. What has none
        is said below."""
        every = [pair for pair in zip(found, shown, strict=True) if pair[0][1] > 0]
        kept = every[:MOST_BARS]
        if len(kept) < 2:
            return
        most = max(value for (_, value), _ in kept)
        names, room = self.epw * 0.34, self.epw * 0.56
        self.room(len(kept) * 5.2 + 9)
        self.ln(1.5)
        self.remark(title)
        for (name, value), words in kept:
            self.ink(size=SMALL)
            self.cell(names, 5, self._fitting(name, names - 2), align="R")
            self.set_fill_color(*BAR)
            width = max(room * value / most, 0.4)
            self.rect(self.x + 1, self.y + 0.8, width, 3.4, style="F")
            self.set_x(self.x + width + 2)
            self.cell(20, 5, words, new_x=XPos.LMARGIN, new_y=YPos.NEXT)
        self.set_fill_color(255)
        self.set_text_color(INK)
        if len(every) > len(kept):
            rest = sum(value for (_, value), _ in every[MOST_BARS:])
            self.remark(LEFT_OUT.format(len(every) - len(kept), f"{rest:g}"))
        self.ln(1.5)

    def _fitting(self, text: str, width: float) -> str:
        """`text`, cut where it would not fit on one line."""
        whole = printable(text)
        while whole and self.get_string_width(whole) > width:
            whole = whole[:-2].rstrip("… ") + "…"
        return whole


def even(columns: int) -> tuple[float, ...]:
    """The first column wide, the others alike."""
    least = FIRST if columns < MANY else NARROW
    first = max(least, 100 - 12 * (columns - 1)) if columns > 1 else 100
    return (first, *((100 - first) / (columns - 1) for _ in range(columns - 1)))
