"""Errors in the log: where they happened, never their own words.

The words of a database's or parser's error repeat what it worked on, and that is people's messages.
"""

from __future__ import annotations

import traceback


def where(error: BaseException) -> str:
    """Kind of error and the way to it; a group tells of each of its errors."""
    parts = error.exceptions if isinstance(error, BaseExceptionGroup) else (error,)
    return "\n".join(
        f"{type(part).__name__}\n{''.join(traceback.format_tb(part.__traceback__))}".rstrip()
        for part in parts
    )
