"""Tables of the journal that say what the Sheet showed, and what left for it."""

from __future__ import annotations

from sqlalchemy import JSON, Column, Index, Integer, LargeBinary, String, Table, text

from desk.column_types import Instant, metadata, words

# What the Sheet showed at the last read, per row found by its ID ("base"), and what left for it.
sheet_rows = Table(
    "sheet_rows",
    metadata,
    Column("tab", String(60), primary_key=True),
    Column("key", String(60), primary_key=True),
    Column("base", JSON, nullable=False),  # header -> value
    Column("seen", JSON),  # an edit read once, waiting for a second equal read
    Column("seen_at", Instant),
    Column("missing", Integer, nullable=False, default=0),  # passes without this row
    Index(
        "sheet_rows_unsettled",
        "tab",
        "key",
        sqlite_where=text("seen_at is not null"),
        postgresql_where=text("seen_at is not null"),
    ),
)
sheet_batches = Table(
    "sheet_batches",
    metadata,
    Column("id", String(40), primary_key=True),  # also the guard: namedRangeId
    Column("left_at", Instant, nullable=False),
    # gzip JSON of the request, to send again unchanged
    Column("body", LargeBinary, nullable=False),
    # {"Aduan": {number: {header: value}}, "Riwayat": [ids], …}
    Column("cells", JSON, nullable=False),
    words("state"),  # flying | landed | refused
    Column("settled_at", Instant),
    words("error"),
    Index("sheet_batches_state", "state"),
)
