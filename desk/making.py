"""What the journal's tables, indexes and triggers are, as one number: whoever opens a journal that
was made so takes no lock, and waits for nobody who writes."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from sqlalchemy import MetaData, Table

from desk import archive, search_index, tenure, unsealed, upgrades
from desk.column_types import metadata

TABLES = (metadata, archive.metadata, tenure.metadata, unsealed.metadata)
#: Modules that make more than tables and their indexes.
MAKERS = (search_index, unsealed, upgrades)


@cache
def fingerprint() -> str:
    """Another one with every other column, index, trigger or step of an upgrade."""
    told = [line for known in TABLES for line in _tables(known)]
    made = [Path(str(module.__file__)).read_text() for module in MAKERS]
    return hashlib.sha256("\n".join([*told, *made]).encode()).hexdigest()


def _tables(known: MetaData) -> list[str]:
    return [_told(table) for table in known.sorted_tables]


def _told(table: Table) -> str:
    columns = [f"{column.name} {column.type!r}" for column in table.columns]
    indexes = sorted(
        f"{index.name} {[str(part) for part in index.expressions]}" for index in table.indexes
    )
    return " ".join([table.name, *columns, *indexes])
