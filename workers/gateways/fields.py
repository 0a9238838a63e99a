"""Fields that the providers write in the same way."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

#: An account that is a phone number, perhaps with the device it was written on.
PHONE = re.compile(r"(\d{8,15})(:\d+)?@c\.us")


def phone_of(chat_id: str) -> str:
    """The digits; "" for every other account: the digits of an @lid are no phone number."""
    found = PHONE.fullmatch(chat_id)
    return found[1] if found else ""


def degrees(value: object) -> float | None:
    return None if value is None else float(str(value))


def moment(body: Mapping[str, Any]) -> datetime:
    """Of its `timestamp`, in seconds."""
    return datetime.fromtimestamp(int(body["timestamp"]), UTC)
