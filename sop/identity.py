"""Who complains is the city's to know, until an OPD has a reason to (UU 27/2022 art. 16)."""

from __future__ import annotations

from sop.model import Action, Field, Rank


def of_identity(admin: str, states: frozenset[str]) -> tuple[Action, ...]:
    return (
        Action(
            "Buka Identitas",
            roles=frozenset({admin}),
            sources=states,
            needs=(Field.REASON,),
            restarts_clock=False,
            reveals=True,
            rank=Rank.RARE,
            explanation="OPD yang menangani dapat melihat nama dan nomor pelapor; tulis alasannya.",
        ),
        Action(
            "Tutup Identitas",
            roles=frozenset({admin}),
            sources=states,
            restarts_clock=False,
            conceals=True,
            rank=Rank.RARE,
            explanation="Identitas pelapor disamarkan lagi bagi OPD.",
        ),
    )
