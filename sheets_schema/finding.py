"""What provisioning looks for and what it finds, as data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sheets_schema.requests import Request
from sop.model import Sop


@dataclass(frozen=True)
class Finding:
    """One thing that is not as it should be. Without `requests` a person must put it right.

    `again`: it moves columns or rows, so the tab is looked at again before anything else.
    """

    sentence: str
    requests: tuple[Request, ...] = ()
    again: bool = False


@dataclass(frozen=True)
class Wanted:
    """What the tabs are to be like: from the SOP, the journal and the settings."""

    sop: Sop
    seeds: Mapping[str, Sequence[Mapping[str, Any]]]
    admins: tuple[str, ...] = ()
    remembered: Mapping[str, Sequence[str]] | None = None  # tab -> last sound header row
    sheet_ids: Mapping[str, int] | None = None  # tab -> its sheetId, as the last pass saw it
