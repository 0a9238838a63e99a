"""Ids of records: unique, and in the order of their creation when sorted as text."""

from __future__ import annotations

import secrets
from datetime import datetime


def new_id(now: datetime) -> str:
    """32 hexadecimal digits: 12 of milliseconds since 1970, then 20 random ones."""
    return f"{int(now.timestamp() * 1000):012x}{secrets.token_hex(10)}"
