"""Column types of the journal: instants, texts that are never null, flags; and its tables' home."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import BigInteger, Boolean, Column, MetaData, Text, TypeDecorator, text

metadata = MetaData()


class Instant(TypeDecorator[datetime]):
    """An aware datetime, kept as microseconds since 1970 UTC: exact, sortable, portable."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> int | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("naive datetime")
        delta = value - datetime(1970, 1, 1, tzinfo=UTC)
        return (delta.days * 86400 + delta.seconds) * 1_000_000 + delta.microseconds

    def process_result_value(self, value: int | None, dialect: Any) -> datetime | None:
        if value is None:
            return None
        seconds, micros = divmod(int(value), 1_000_000)
        return datetime.fromtimestamp(seconds, UTC).replace(microsecond=micros)


def words(name: str, **options: Any) -> Column[str]:
    """A text column; nothing said is ""."""
    return Column(name, Text, nullable=False, default="", server_default="", **options)


def flag(name: str, *, on: bool = False) -> Column[bool]:
    return Column(
        name, Boolean, nullable=False, default=on, server_default=text("true" if on else "false")
    )
