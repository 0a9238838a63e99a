"""The journal's tables: complaints, their events, all messages, and what the Sheet last showed.

Instants are stored as UTC by `Instant` and come back timezone-aware. `sheet_pending` on a record
means "the Sheet has not been seen to say this yet": a flag on each record, never a cursor.
"""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from desk.column_types import Instant, flag, metadata, words
from desk.digest_tables import digest_lines as digest_lines
from desk.digest_tables import digests as digests
from desk.evidence.tables import picture_bands as picture_bands
from desk.evidence.tables import picture_matches as picture_matches
from desk.kept_number_tables import kept_numbers as kept_numbers
from desk.privacy_tables import accesses as accesses
from desk.protected_types import SealedTree, ToldTree, sealed, told
from desk.reports.tables import reports as reports
from desk.session_tables import sign_outs as sign_outs
from desk.sheet_tables import sheet_batches as sheet_batches
from desk.sheet_tables import sheet_rows as sheet_rows


def flagged(name: str, column: str, flag_name: str) -> Index:
    """An index of the few rows in which a flag is up. SQLite uses it only for a question in its
    very words, and to SQLite SQLAlchemy says "= 1"."""
    sqlite, postgresql = text(f"{flag_name} = 1"), text(flag_name)
    return Index(name, column, sqlite_where=sqlite, postgresql_where=postgresql)


complaints = Table(
    "complaints",
    metadata,
    Column("number", String(40), primary_key=True),
    Column("version", Integer, nullable=False, default=1),
    Column("received_at", Instant, nullable=False, index=True),
    Column("updated_at", Instant, nullable=False, index=True),
    Column("closed_at", Instant, index=True),
    # whose it is: (gateway, chat) word for word; a phone only when it is one
    words("gateway"),
    told("chat_id"),
    told("phone"),
    words("channel"),
    # what staff see and may correct
    told("name"),
    told("body"),
    told("location"),
    words("category"),
    words("district"),
    words("village"),
    words("kind"),
    words("classification"),
    words("completeness"),
    words("agency"),  # that it was handed to
    words("supporting_agencies"),
    words("assignee"),
    told("internal_note"),
    flag("confidential"),
    flag("identity_released"),  # the OPD may know who the citizen is
    # inputs of actions, saved as drafts
    words("agency_draft"),  # typed into OPD, not handed over yet
    told("follow_up"),
    told("answer"),
    told("reason"),
    words("close_reason"),
    told("reply_draft"),
    # where it stands
    words("state"),
    Column("state_since", Instant, nullable=False),
    Column("rounds", Integer, nullable=False, default=0),  # times an OPD gave it back
    words("rating"),
    told("last_words"),  # the citizen's newest text
    Column("last_words_at", Instant),
    words("merged_into"),
    flag("example"),
    flag("reopen_asked"),  # the citizen wrote BELUM
    # the running clock: the limit in force when it started
    words("step"),
    Column("clock_from", Instant),  # None while paused or stopped
    Column("clock_used", Float, nullable=False, default=0.0),  # used before clock_from, in the unit
    Column("clock_limit", Float),
    words("clock_unit"),
    words("clock_hours"),
    Column("due_at", Instant),
    # percent of this clock's limit at which people were last reminded
    Column("reminded", Integer, nullable=False, default=0, server_default=text("0")),
    # what the Sheet must still be told
    told("sheet_note"),  # Catatan Sistem
    flag("sheet_pending", on=True),
    Index("complaints_chat", "gateway", "chat_id"),
    # A search for some digits walks through all phones, but through nothing else.
    Index("complaints_phone", "phone", "number"),
    # Lists and their counts are read from this index alone. Only SQLite has rows in it without a
    # greatest length; PostgreSQL has the short one.
    Index(
        "complaints_list",
        *("state", "due_at", "received_at", "agency", "category", "district"),
        *("channel", "kind", "reopen_asked", "state_since", "number"),
    ).ddl_if(dialect="sqlite"),
    Index("complaints_state", "state", "due_at").ddl_if(dialect="postgresql"),
    Index("complaints_agency", "agency", "state"),
    Index("complaints_agency_newest", "agency", "received_at"),
    Index(
        "complaints_merged",
        "merged_into",
        sqlite_where=text("merged_into <> ''"),
        postgresql_where=text("merged_into <> ''"),
    ),
    Index(
        "complaints_helped",
        "number",
        sqlite_where=text("supporting_agencies <> ''"),
        postgresql_where=text("supporting_agencies <> ''"),
    ),
    flagged("complaints_reopening", "number", "reopen_asked"),
    flagged("complaints_pending", "number", "sheet_pending"),
)

events = Table(
    "events",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("number", String(40), ForeignKey("complaints.number"), nullable=False, index=True),
    Column("at", Instant, nullable=False),
    words("step"),  # the SOP step that this event ended
    words("action"),
    words("from_state"),
    words("to_state"),
    words("actor"),  # e-mail or "menurut kolom Petugas: …"
    words("role"),
    words("agency"),
    told("note"),
    Column("due_at", Instant),  # of the step that this event ended
    Column("minutes", Float),  # used on that step, in its unit
    Column("on_time", Boolean),  # None: not measurable
    Column("data", ToldTree, nullable=False, default=dict),
    flag("sheet_pending", on=True),
    flagged("events_pending", "number", "sheet_pending"),
)

messages = Table(
    "messages",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("at", Instant, nullable=False),
    Column("number", String(40)),
    words("direction"),  # in | out
    words("gateway"),
    told("chat_id"),
    told("name"),
    words("kind"),  # textMessage, imageMessage, …
    told("body"),
    words("quoted_id"),  # gateway id of the quoted message
    words("gateway_id"),
    words("state"),  # desk.outbox.State; "received" when in
    Column("state_at", Instant),
    words("actor"),
    Column("data", ToldTree, nullable=False, default=dict),  # edits, reactions, location
    # outbox
    words("purpose"),  # receipt, answer, notice, guide, check, staff, …
    words("template"),
    words("media_ids"),  # photos to send, comma-separated
    Column("not_before", Instant),
    Column("started_at", Instant),  # when the request left
    Column("attempts", Integer, nullable=False, default=0),
    flag("resent"),  # found nowhere at the gateway and sent once more
    told("error"),
    flag("sheet_pending", on=True),
    # With the direction: by `messages_state` SQLite would walk through everything ever sent.
    Index("messages_number", "number", "direction", "at"),
    Index("messages_state", "direction", "state", "not_before"),
    Index("messages_gateway_id", "gateway", "gateway_id"),
    Index("messages_chat", "gateway", "chat_id", "at"),
    flagged("messages_pending", "number", "sheet_pending"),
)

# Everything the gateway gave us, word for word, before it is acknowledged there.
inbox = Table(
    "inbox",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("gateway", String(40), nullable=False),
    Column("key", String(200), nullable=False),  # the gateway's own id of this notification
    Column("received_at", Instant, nullable=False),
    Column("raw", SealedTree, nullable=False),
    Column("state", String(12), nullable=False, default="new"),  # new | done | parked
    Column("attempts", Integer, nullable=False, default=0),
    sealed("error"),
    UniqueConstraint("gateway", "key", name="inbox_once"),
    Index("inbox_state", "state", "id"),
)

media = Table(
    "media",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("number", String(40), index=True),
    Column("message_id", String(40), index=True),
    Column("event_id", String(40)),
    Column("at", Instant, nullable=False),
    words("origin"),  # citizen | follow_up | answer
    flag("identity"),  # a KTP photo: encrypted, never an ordinary attachment
    told("name"),
    words("mime"),
    Column("size", Integer),
    words("sha256"),
    words("path"),  # below MEDIA_DIR
    sealed("url"),  # where the gateway keeps it
    words("gateway_id"),
    words("state"),  # waiting | stored | refused | gone
    words("error"),
    Column("attempts", Integer, nullable=False, default=0),
    Column("not_before", Instant),
    # where it is from: told by the picture itself or by whoever attached it
    Column("taken_at", Instant),
    told("taken_place"),
    words("taken_by"),
    words("taken_from"),  # who says so: the file, the live camera, the person, WhatsApp
    Column("recorded_at", Instant),  # the moment that the file itself carries
    words("looks"),  # perceptual hash: a picture that was compressed again has nearly the same
    words("phase"),  # before | after
    Index("media_state", "state", "not_before"),
)

counters = Table(
    "counters",
    metadata,
    Column("name", String(60), primary_key=True),  # ALADIN-2026
    Column("value", Integer, nullable=False),
)

# The last good rows of the reference tabs: OPD, Petugas, Kategori, Templat Balasan, SOP, …
reference_rows = Table(
    "reference_rows",
    metadata,
    Column("tab", String(60), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("row", JSON, nullable=False),  # header -> text
)
reference_tabs = Table(
    "reference_tabs",
    metadata,
    Column("tab", String(60), primary_key=True),
    Column("digest", String(64), nullable=False),
    Column("read_at", Instant, nullable=False),
    Column("problems", JSON, nullable=False, default=list),  # [{"row", "column", "sentence"}]
)

workers = Table(
    "workers",
    metadata,
    Column("name", String(40), primary_key=True),  # pull, media, send, sync, timers
    Column("last_pass_at", Instant, nullable=False),
    Column("last_good_at", Instant),
    words("error"),
    Column("data", JSON, nullable=False, default=dict),
)

alarms = Table(
    "alarms",
    metadata,
    Column("code", String(60), primary_key=True),
    Column("since", Instant, nullable=False),
    Column("text", Text, nullable=False),
)

facts = Table(  # journal version, gateway state, …
    "facts",
    metadata,
    Column("name", String(60), primary_key=True),
    Column("value", JSON, nullable=False),
    Column("at", Instant, nullable=False),
)
