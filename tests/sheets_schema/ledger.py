"""What people typed, what the worker has read of it, and what they took away again themselves.

Everything that is typed bears a word that stands nowhere else, so it can be found again.
"""

from __future__ import annotations

import re

WORD = re.compile(r"kata\d+z")


class Ledger:
    """`hasty`: typed between our last read and our write."""

    def __init__(self) -> None:
        self.count = 0
        self.typed: set[str] = set()
        self.read: set[str] = set()
        self.removed: set[str] = set()
        self.hasty: set[str] = set()

    def word(self) -> str:
        """A new one."""
        self.count += 1
        return f"kata{self.count}z"

    def saw(self, content: bytes) -> None:
        """The worker's read was answered with this."""
        self.read |= words(content.decode())

    def acted(self, before: str, after: str, *, keeps: bool, in_last_moment: bool) -> None:
        """A person changed the tab. `keeps`: what vanished by it must not be lost."""
        gone, new = words(before) - words(after), words(after) - words(before)
        self.typed |= new
        self.read -= new  # what came back by Ctrl-Z was not read since
        self.removed = (self.removed - words(after)) | (set() if keeps else gone)
        if in_last_moment:
            self.hasty |= new

    def missing(self, everywhere: str) -> set[str]:
        """What was typed, not taken away, and stands nowhere any more."""
        return self.typed - self.removed - words(everywhere)


def words(text: str) -> set[str]:
    return set(WORD.findall(text))
