"""Tables by which the same picture is found again, however often it was compressed."""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, String, Table

from desk.column_types import Instant, metadata

# A picture's looks cut into bands: two that are nearly the same share at least one of them.
picture_bands = Table(
    "picture_bands",
    metadata,
    Column("band", Integer, primary_key=True, autoincrement=False),  # which one, and its 16 bits
    Column("media_id", String(40), primary_key=True),
)

# A picture that was there before, found when the newer one was stored.
picture_matches = Table(
    "picture_matches",
    metadata,
    Column("media_id", String(40), primary_key=True),  # the newer one
    Column("other_id", String(40), primary_key=True),
    Column("distance", Integer, nullable=False),  # bits that differ; -1: the very same file
    Column("at", Instant, nullable=False),
    Index("picture_matches_other", "other_id"),
)
