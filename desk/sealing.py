"""Facts that leave this machine only sealed: who a confidential complaint's citizen is.

Sealed with MEDIA_KEY like identity cards, so that whoever reads the Sheet reads nothing, and a
journal can still be made again from it by the city's own desk.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from cryptography.fernet import Fernet, InvalidToken


def seal(key: str, facts: Mapping[str, str]) -> str:
    """`facts` as one line of letters; "" without a key that works."""
    try:
        cipher = Fernet(key)
    except ValueError:
        return ""
    return cipher.encrypt(json.dumps(dict(facts), ensure_ascii=False).encode()).decode("ascii")


def unseal(key: str, sealed: str) -> dict[str, str] | None:
    """What was sealed; None: nothing was, or with another key."""
    try:
        opened = Fernet(key).decrypt(sealed.encode())
    except (ValueError, InvalidToken):
        return None
    found: dict[str, str] = json.loads(opened)
    return found
