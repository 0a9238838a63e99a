"""One line of a month's digest: what an event or a file is reduced to, the same on any machine.

Personal text (actor, note, data) goes in as a hash salted with the month's own salt: the digest can
stand on a signed report without telling anything, and the text can be taken out later.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

PLAIN = (
    *("id", "number", "at", "step", "action", "from_state", "to_state", "role", "agency"),
    *("due_at", "minutes", "on_time"),
)
PERSONAL = ("actor", "note", "data")
_encode = json.JSONEncoder(
    ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=lambda value: _instant(value)
).encode


def _instant(value: Any) -> str:
    if not isinstance(value, datetime):
        raise TypeError(f"{type(value).__name__} has no canonical form")
    return value.astimezone(UTC).isoformat(timespec="microseconds")


def of_event(event: Mapping[str, Any], personal: bytes) -> bytes:
    """32 bytes. `personal`: what `personal_of` says, or said before the text was taken out."""
    plain = _encode([event[name] for name in PLAIN])
    return hashlib.sha256(plain.encode() + b"\n" + personal).digest()


def personal_of(event: Mapping[str, Any], salt: bytes) -> bytes:
    said = _encode([event[name] for name in PERSONAL])
    return hmac.digest(salt, said.encode(), "sha256")


def of_file(file: Mapping[str, Any]) -> bytes:
    """32 bytes, from the id of a row of `media` and the SHA-256 of its content."""
    return hashlib.sha256(_encode([file["id"], file["sha256"]]).encode()).digest()


def hex_of(month: str, previous: str, lines: Iterable[bytes]) -> str:
    """The month's digest: its name, the digest before it, and every line in order."""
    whole = hashlib.sha256(_encode(["wadul-digest-1", month, previous]).encode())
    for line in lines:
        whole.update(line)
    return whole.hexdigest()
