"""Buka Identitas: the city's admin lets the OPDs of one complaint know who the citizen is.

It holds until Tutup Identitas, until another OPD is in charge, and never for a secret one.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from desk.problems import Refused
from sop.model import Action

NO_AGENCY = "Aduan ini belum dipegang OPD; identitas baru dapat dibuka setelah diteruskan."
SECRET = "Aduan ini rahasia: identitasnya tidak dapat dibuka untuk OPD."
OPEN = "Identitas aduan ini sudah dibuka untuk OPD."
CLOSED = "Identitas aduan ini memang tidak dibuka untuk OPD."

Row = Mapping[str, Any]


def fits(action: Action, row: Row) -> bool:
    """Whether this action makes sense for the complaint as it stands."""
    return not objection(action, row)


def objection(action: Action, row: Row) -> str:
    """Why not, in one sentence; "" when nothing speaks against it."""
    if action.conceals:
        return "" if row["identity_released"] else CLOSED
    if not action.reveals:
        return ""
    if row["confidential"]:
        return SECRET
    if not row["agency"]:
        return NO_AGENCY
    return OPEN if row["identity_released"] else ""


def check(action: Action, row: Row) -> None:
    if sentence := objection(action, row):
        raise Refused(sentence)


def standing(action: Action, row: Row, agency: str) -> dict[str, bool]:
    """What the complaint's mark becomes; `agency`: whose it is after the action."""
    if action.reveals:
        return {"identity_released": True}
    moved = agency != row["agency"]
    ends = action.conceals or action.confides or moved
    return {"identity_released": False} if ends and row["identity_released"] else {}
