"""Ready answers of the tab Templat Balasan that fill a field and may then be changed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from desk import notices, texts
from desk.context import Desk
from desk.records import ReadyText
from desk.reference import Reference
from sop.model import Action


def fitting(reference: Reference, action: Action) -> list[ReadyText]:
    """The texts whose "Untuk" names this action."""
    return [ready for ready in reference.ready if action.name.casefold() in ready.uses]


def filled(desk: Desk, row: Mapping[str, Any], ready: ReadyText) -> str:
    """The text with the complaint's facts in it; a line whose fact is empty is left out."""
    with desk.journal.read() as connection:
        reference = desk.reference(connection)
        facts = texts.service_facts(reference, desk.sop) | notices.facts_of(connection, desk, row)
    return texts.fill(ready.text, facts)
