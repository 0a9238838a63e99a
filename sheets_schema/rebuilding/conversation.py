"""Rows of Percakapan back as messages, with the files that came or went with them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from desk.file_remarks import without_remark
from desk.media import HIDDEN
from desk.outbox import WORDS, State
from desk.schema import media, messages
from sheets_schema import fingerprints
from sheets_schema.keepsakes import MESSAGE
from sheets_schema.layout import Cells
from sheets_schema.log_rows import BETWEEN, DIRECTIONS, IDENTITY, KINDS, PLACE, PURPOSES
from sheets_schema.rebuilding.reading import Reading, blank
from sheets_schema.rows import CONFIDED
from sheets_schema.tables import PERCAKAPAN

SAID = {column.header: column.field for column in PERCAKAPAN.columns if column.field}
KIND_OF = {word: kind for kind, word in KINDS.items()}
PURPOSE_OF = {word: purpose for purpose, word in PURPOSES.items()}
DIRECTION_OF = {word: direction for direction, word in DIRECTIONS.items()}
STATE_OF = {word: state.value for state, word in WORDS.items()}
#: These are over and settled; whatever else a message of ours may be, nobody sends it by itself.
FINAL = frozenset(
    {State.ACCEPTED, State.SENT, State.DELIVERED, State.READ, State.FAILED, State.DROPPED}
)
TO_STAFF = "staff"
POSITION = re.compile(re.escape(PLACE) + r"(-?\d+\.\d+), (-?\d+\.\d+)")
MIME = re.compile(r"[a-z]+/[\w.+-]+")
NAMELESS = "berkas"
BLANK, BLANK_FILE = blank(messages), blank(media)


def message(shown: Cells, reading: Reading) -> dict[str, Any]:
    """The message. Of a confidential complaint its Chat is still hidden: see `unmasked`."""
    row = BLANK | {name: shown.get(header, "") for header, name in SAID.items()}
    kind, purpose, template = _kind(shown.get("Jenis", ""))
    direction = DIRECTION_OF.get(shown.get("Arah", ""), "in")
    at = reading.exact(shown.get("Waktu"), row["id"]) or reading.now
    return row | {
        "at": at,
        "number": row["number"] or None,
        "direction": direction,
        "gateway": row["gateway"] or reading.desk.gateway,
        "chat_id": shown.get("Chat", ""),
        "name": shown.get("Nama", ""),
        "kind": kind,
        "purpose": purpose,
        "template": template,
        "state": _state(shown, direction),
        "state_at": reading.instant(shown.get("Waktu Status")) or at,
        "data": _position(shown.get("Lampiran", "")),
        "sheet_pending": False,
    }


def _kind(cell: str) -> tuple[str, str, str]:
    """Teks · kepada pelapor · hasil: what it is, what it was for, from which template."""
    kind, purpose, template = [*cell.split(BETWEEN), "", ""][:3]
    return KIND_OF.get(kind, kind), PURPOSE_OF.get(purpose, purpose), template


def _state(shown: Cells, direction: str) -> str:
    if direction != "out":
        return "received"
    return STATE_OF.get(shown.get("Status", ""), State.UNKNOWN.value)


def _position(cell: str) -> dict[str, Any]:
    found = POSITION.fullmatch(cell)
    return {"latitude": float(found[1]), "longitude": float(found[2])} if found else {}


def unmasked(
    row: dict[str, Any], complaint: Mapping[str, Any] | None, told: Mapping[str, Any]
) -> dict[str, Any]:
    """With what the Sheet hides of it. `told`: what Riwayat keeps of it, sealed; of an older Wadul
    the citizen's chat is known, and what went to staff stays hidden."""
    if told:
        return row | {name: told[name] for name in MESSAGE if name in told}
    if row["chat_id"] != CONFIDED or complaint is None or not complaint["chat_id"]:
        return row
    if row["purpose"] == TO_STAFF:
        return row
    return row | {"chat_id": complaint["chat_id"], "gateway": complaint["gateway"]}


def citizens_chat(row: Mapping[str, Any]) -> tuple[str, str] | None:
    """(gateway, chat) of the citizen, if this message shows it."""
    if row["chat_id"] in ("", CONFIDED) or row["purpose"] == TO_STAFF:
        return None
    return row["gateway"], row["chat_id"]


def files(shown: Cells, row: Mapping[str, Any], reading: Reading) -> list[dict[str, Any]]:
    """What a citizen's message brought, as rows of media without a place yet."""
    said, _, error = without_remark(shown.get("Lampiran", ""))
    if not said or row["data"] or row["direction"] != "in":
        return []
    prints = fingerprints.read(reading.desk.media_key, shown.get("SHA-256", ""))
    names = said.split(", ")
    if len(names) != len(prints):  # a name may hold a comma; mostly there is one file
        names = [said]
    return [
        BLANK_FILE
        | _named(name, row["kind"])
        | {
            "id": row["id"] + (str(at) if at else ""),
            "message_id": row["id"],
            "number": row["number"],
            "at": row["state_at"],  # when it was taken in
            "origin": "citizen",
            "gateway_id": row["gateway_id"],
            "error": error,
            "sha256": prints[at] if at < len(prints) else "",
        }
        for at, name in enumerate(names)
    ]


def _named(name: str, kind: str) -> dict[str, Any]:
    if name == IDENTITY:
        mime = "image/jpeg" if kind == "image" else ""
        return {"identity": True, "name": HIDDEN, "mime": mime}
    if MIME.fullmatch(name):
        return {"mime": name}
    return {"name": "" if name == NAMELESS else name}
