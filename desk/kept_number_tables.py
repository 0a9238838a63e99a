"""The table of full identity numbers (NIK, KK). Nothing else in the journal has one."""

from __future__ import annotations

from sqlalchemy import Column, Index, String, Table

from desk.column_types import Instant, metadata
from desk.protected_types import sealed

kept_numbers = Table(
    "kept_numbers",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("at", Instant, nullable=False),
    # Of one of the two, or of both: what was told in a message may belong to no complaint yet.
    Column("number", String(40)),
    Column("message_id", String(40)),
    sealed("value"),  # digits only
    Index("kept_numbers_of_complaint", "number"),
    Index("kept_numbers_of_message", "message_id"),
)
