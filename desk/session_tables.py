"""Table of the journal that says which sign-ins to the pages were ended before their time."""

from __future__ import annotations

from sqlalchemy import Column, String, Table

from desk.column_types import Instant, metadata

sign_outs = Table(
    "sign_outs",
    metadata,
    Column("mark", String(64), primary_key=True),  # desk.sign_outs.mark
    Column("at", Instant, nullable=False, index=True),
)
