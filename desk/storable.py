"""Text from outside, made fit for both databases and for JSON without losing what it says."""

from __future__ import annotations

from typing import Any

REPLACEMENT = "\ufffd"


def text(value: str) -> str:
    """Without NUL and lone surrogates: each becomes U+FFFD; surrogate pairs become their letter."""
    whole = value.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return whole.replace("\x00", REPLACEMENT)


def tree(value: Any) -> Any:
    """The same for every text in a JSON value, keys included."""
    if isinstance(value, str):
        return text(value)
    if isinstance(value, dict):
        return {text(str(key)): tree(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [tree(item) for item in value]
    return value
