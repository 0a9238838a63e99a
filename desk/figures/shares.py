"""What the complaints of these months were about, where, and by which way they came."""

from __future__ import annotations

import numpy as np

from desk.figures.asked import Asked

UNNAMED = ""


def received_by(asked: Asked, column: str) -> dict[str, int]:
    """Word -> complaints received in these months, most first; "": not filled in.

    `column`: category, district, channel or agency.
    """
    return asked.once(f"received by {column}", lambda: _received_by(asked, column))


def _received_by(asked: Asked, column: str) -> dict[str, int]:
    received = asked.record.columns["received_at"]
    wanted = asked.complaints & (received >= asked.edges[0]) & (received < asked.edges[-1])
    codes, counts = np.unique(asked.record.columns[column][wanted], return_counts=True)
    found = {
        asked.record.texts[code]: int(count) for code, count in zip(codes, counts, strict=True)
    }
    return dict(sorted(found.items(), key=lambda pair: (pair[0] == UNNAMED, -pair[1], pair[0])))
