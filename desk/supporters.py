"""The OPDs that help the one in charge: a list of short names, as people type it. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from typing import Any

COLUMN = "supporting_agencies"
BETWEEN = re.compile(r"[,;/\n]|\bdan\b", re.IGNORECASE)


def parts(typed: str) -> list[str]:
    """DPUPR, DLH dan Dishub: each name once, in the order in which it was typed."""
    found = (part.strip(" .") for part in BETWEEN.split(typed))
    return list(dict.fromkeys(part for part in found if part))


def joined(agencies: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(agencies))


def without(supporters: str, main: str) -> str:
    """The OPD in charge does not help itself."""
    return joined(short for short in parts(supporters) if short != main)


def of(complaint: Mapping[str, Any]) -> list[str]:
    """Those of a complaint that was handed out; before, they are only proposed."""
    return parts(complaint.get(COLUMN) or "") if complaint["agency"] else []


def helps(complaint: Mapping[str, Any], agencies: Collection[str]) -> bool:
    return not set(agencies).isdisjoint(of(complaint))
