"""Addresses that no page of ours has: far too long, or with control letters."""

from __future__ import annotations

import re
from urllib.parse import unquote_to_bytes

from starlette.types import Scope

#: Letters of path and query; a provider's code has about 2,000, our own longest address 1,000.
LONGEST = 8000
TOO_LONG, BAD = 414, 400
#: They would end in a log, on an operator's terminal, or as NUL in the database. Tabs and line ends
#: may stand in what somebody pastes into a search.
CONTROL = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]|\xc2[\x80-\x9f]")


def wrong(scope: Scope) -> int:
    """The status with which it is refused; 0 when it may pass."""
    asked = bytes(scope["raw_path"]) + b"?" + bytes(scope["query_string"])
    if len(asked) > LONGEST:
        return TOO_LONG
    return BAD if CONTROL.search(unquote_to_bytes(asked)) else 0
