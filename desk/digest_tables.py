"""Tables of the months' digests: what each month's record amounted to, line by line."""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, LargeBinary, String, Table

from desk.column_types import Instant, flag, metadata, words

digests = Table(
    "digests",
    metadata,
    Column("month", String(7), primary_key=True),  # 2026-10, in the desk's timezone
    Column("salt", LargeBinary, nullable=False),
    words("previous"),  # hex of the month before
    words("hex"),  # "" until the month is over and sealed
    Column("events", Integer, nullable=False, default=0),
    Column("files", Integer, nullable=False, default=0),
    Column("sealed_at", Instant),
)

# One line per event and per stored file. It stays when its event is anonymised or taken out.
digest_lines = Table(
    "digest_lines",
    metadata,
    Column("id", String(40), primary_key=True),  # of the event or the file
    Column("month", String(7), nullable=False),
    Column("kind", String(5), nullable=False),  # event | file
    Column("line", LargeBinary, nullable=False),
    # kept when personal text is taken out: what it hashed to before
    Column("personal", LargeBinary),
    words("set_aside"),  # why it can't be compared word for word any more
    flag("late"),  # dated in a month that was sealed already
    Index("digest_lines_month", "month", "id"),
)
