"""Tables of the journal about personal data: who looked at what, what citizens asked for, and what
must still be deleted by hand outside this system."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Column, Connection, Index, String, Table, event

from desk.column_types import Instant, metadata, words

# One row for each look at protected identity (UU 27/2022 art. 31, 46). Never changed afterwards.
accesses = Table(
    "accesses",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("at", Instant, nullable=False, index=True),
    words("actor"),  # e-mail
    words("role"),
    words("what"),  # desk.accesses.Look
    Column("number", String(40), nullable=False),  # "": not of one complaint
    words("field"),  # id of the file, name of the column, name of the paper
    words("reason"),
    words("via"),  # page | sheet | whatsapp | system
    Index("accesses_number", "number", "at"),
    Index("accesses_actor", "actor", "at"),
)
#: Both databases refuse to change a row; only the end of its time takes it away.
STAYS = {
    "sqlite": "create trigger if not exists accesses_stay before update on accesses "
    "begin select raise(abort, 'accesses are never changed'); end",
    "postgresql": "create or replace rule accesses_stay as on update to accesses "
    "do instead nothing",
}


def _stays(_table: Table, connection: Connection, **_options: Any) -> None:
    connection.exec_driver_sql(STAYS[connection.dialect.name])


event.listen(accesses, "after_create", _stays)
