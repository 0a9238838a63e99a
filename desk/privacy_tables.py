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


# HAPUS DATA and SALINAN DATA, until the officer has answered (art. 41: within 3x24 hours).
data_requests = Table(
    "data_requests",
    metadata,
    Column("id", String(40), primary_key=True),  # of the message that asked; ends the alarm's code
    Column("at", Instant, nullable=False),
    Column("due_at", Instant, nullable=False),
    words("kind"),  # HAPUS DATA | SALINAN DATA
    words("gateway"),
    words("chat_id"),  # "" as soon as the citizen has had the last answer to HAPUS DATA
    Column("number", String(40), nullable=False),  # the newest complaint of the chat, or ""
    words("state"),  # open | done | refused
    Column("settled_at", Instant),
    words("actor"),
    words("reason"),
    Column("answer_id", String(40)),  # the message that tells the citizen
    Index("data_requests_state", "state", "due_at"),
)
# Files of erased rows: noted in the same transaction, destroyed on disk right after it.
doomed_files = Table(
    "doomed_files",
    metadata,
    Column("path", String(200), primary_key=True),  # below MEDIA_DIR
    Column("at", Instant, nullable=False),
)
# Rows of Riwayat that still show in the Sheet what is erased here.
erased_events = Table(
    "erased_events",
    metadata,
    Column("key", String(40), primary_key=True),  # ID of the event
    Column("number", String(40), nullable=False),
    Column("at", Instant, nullable=False),
    Index("erased_events_number", "number"),
)
# What a person must delete by hand where no program of ours reaches.
elsewhere = Table(
    "elsewhere",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("at", Instant, nullable=False),
    words("place"),  # desk.privacy.elsewhere.Place
    words("about"),  # No. Aduan, or since when
    words("chat"),  # whose conversation it is there; "" as soon as it is done
    Column("done_at", Instant),
    words("actor"),
)
