"""Ids of records: unique, and in the order of their creation when sorted as text."""

from __future__ import annotations

import secrets
from datetime import datetime
from itertools import count

_made = count()


def new_id(now: datetime) -> str:
    """32 hexadecimal digits: milliseconds since 1970, a count, and a random part.

    The count keeps what one program makes in the same millisecond in order: a photo after its text.
    """
    moment = int(now.timestamp() * 1000)
    return f"{moment:012x}{next(_made) & 0xFFFFFF:06x}{secrets.token_hex(7)}"
