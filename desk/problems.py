"""What the desk refuses, each with one Indonesian sentence that says what to do."""

from __future__ import annotations


class DeskError(Exception):
    """Something a person asked for that cannot be done; nothing was changed."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class NotFound(DeskError):
    """There is no such complaint, or this person may not see it."""


class Refused(DeskError):
    """The input makes no sense."""


class Changed(DeskError):
    """Somebody else changed the complaint since it was read."""
