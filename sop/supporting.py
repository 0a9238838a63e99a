"""An OPD that helps the one in charge: it is told, may read, and adds notes. Nothing else."""

from __future__ import annotations

from collections.abc import Iterable

from sop.model import Action, Field, Notice, Recipient, Role, Scope

#: Whoever belongs to such an OPD; nobody has this role in Petugas.
SUPPORTER = Role("OPD Pendukung", Scope.AGENCY)
TO_SUPPORTERS = Notice(Recipient.SUPPORTERS, "disposisi_pendukung")


def of_supporters(states: Iterable[str]) -> Action:
    """Only the answer of the OPD in charge moves a complaint."""
    return Action(
        "Catat Dukungan",
        roles=frozenset({SUPPORTER.name}),
        sources=frozenset(states),
        needs=(Field.NOTE,),
        takes=(Field.EVIDENCE,),
        restarts_clock=False,
        spoken=True,
        explanation="Catatan dan foto OPD pendukung; status tidak berubah.",
    )
