"""A table that reads well on a phone too: there each row becomes a small card with its headers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import htpy

from pages.parts import look


def draw(headers: Sequence[str], rows: Iterable[Sequence[htpy.Node]], *, caption: str) -> None:
    """`caption` says to a screen reader what the table is about."""
    look.draw(
        htpy.table(".w-table")[
            htpy.caption[caption],
            htpy.thead[htpy.tr[(htpy.th(scope="col")[header] for header in headers)]],
            htpy.tbody[(_row(headers, row) for row in rows)],
        ]
    )


def _row(headers: Sequence[str], row: Sequence[htpy.Node]) -> htpy.Element:
    return htpy.tr[
        (
            htpy.td({"data-label": header, "class": "" if cell else "w-empty"})[cell]
            for header, cell in zip(headers, row, strict=True)
        )
    ]
