"""What a complaint has of what it needs, and what a clerk is proposed to write about it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import htpy

from desk import completeness
from desk.actors import Actor
from pages.parts import access, look, running
from sop.model import Action, Field, Scope

LET_PASS = "Lengkap: "  # the reason is the clerk's
HINT = 'Lengkap menurut petugas: tulis "Lengkap: alasan".'


def line(actor: Actor, row: Mapping[str, Any]) -> htpy.Node:
    """What is there and what is missing, for the city's desk and before anybody has decided."""
    if Scope.CITY not in access.scopes(actor):
        return None
    found = completeness.seen(running.desk(), row)
    if found is None:
        return None
    there = [(word, "good") for word in found.present]
    asked = completeness.to_tell(running.desk(), row, found).missing
    missing = [(f"kurang {word}", "soon") for word in asked]
    missing += [(f"tanpa {word}, tidak diminta", "") for word in found.missing if word not in asked]
    own = "" if completeness.is_ours(row["completeness"]) else row["completeness"]
    return htpy.div(".w-said")[
        htpy.div(".w-who")["Kelengkapan"],
        look.tags(*(missing or [("lengkap", "good")]), *there),
        htpy.div(".w-small")[own] if own else None,
    ]


def draft(row: Mapping[str, Any], action: Action, field: Field) -> str:
    """What a field begins with where this action is about completeness; "" for any other."""
    asking = action.asks and field is Field.REASON
    passing = action.complete and field is Field.COMPLETENESS
    if not asking and not passing:
        return ""
    found = completeness.seen(running.desk(), row)
    if found is None or not found.missing:
        return ""
    if asking:
        asked = completeness.to_tell(running.desk(), row, found).missing
        return "" if row["reason"] else "\n".join(asked)
    return LET_PASS if completeness.is_ours(row["completeness"]) else ""
