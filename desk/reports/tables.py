"""Tables of the journal for the monthly reports; once published, a row never changes."""

from __future__ import annotations

from sqlalchemy import Column, Integer, LargeBinary, String, Table

from desk.column_types import Instant, metadata, words

reports = Table(
    "reports",
    metadata,
    Column("month", String(7), primary_key=True),  # 2026-10
    Column("version", Integer, nullable=False, default=1),
    words("state"),  # desk.reports.states.State
    words("obstacles"),
    words("recommendations"),
    words("returned_for"),  # why the reviewer gave it back
    Column("drafted_at", Instant, nullable=False),
    Column("sent_at", Instant),
    words("sent_by"),
    Column("agreed_at", Instant),
    words("agreed_by"),
    Column("published_at", Instant),  # also its cut-off
    words("published_by"),
    words("number"),
    words("digest"),
    Column("frozen", LargeBinary),  # desk.reports.contents.frozen
)

# Who did what with a report: Riwayat is of complaints alone.
report_events = Table(
    "report_events",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("month", String(7), nullable=False, index=True),
    Column("at", Instant, nullable=False),
    words("action"),
    words("actor"),
    words("role"),
    words("note"),
)

# The photos of a published report, small, as they were: the complaints' own may be erased later.
report_photos = Table(
    "report_photos",
    metadata,
    Column("month", String(7), primary_key=True),
    Column("place", Integer, primary_key=True),
    words("caption"),
    Column("width", Integer, nullable=False),
    Column("height", Integer, nullable=False),
    Column("data", LargeBinary, nullable=False),  # JPEG
)
