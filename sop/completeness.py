"""What every desk does about complaints that lack something: the rows both action tables share."""

from __future__ import annotations

from sop.model import Action, Detail, Field, Notice, Recipient

INCOMPLETE = "Tidak Lengkap"

#: A question has no scene, and nobody must show a KTP to ask one.
UNNEEDED = {"Permintaan Informasi": frozenset({Detail.CARD, Detail.PLACE, Detail.TIME})}


def lapsing(*, system: str, citizen: str, waiting: str, closed: str) -> tuple[Action, ...]:
    """What nobody completed in time is closed, and opened again by what comes later."""
    return (
        Action(
            "Tutup Tidak Lengkap",
            roles=frozenset({system}),
            sources=frozenset({waiting}),
            target=closed,
            takes=(Field.REASON,),  # what is still missing
            notices=(Notice(Recipient.CITIZEN, "ditutup_tidak_lengkap"),),
            close_reason=INCOMPLETE,
        ),
        Action(
            "Kelengkapan Menyusul",
            roles=frozenset({citizen}),
            sources=frozenset({closed}),
            target=waiting,
            takes=(Field.REASON,),  # still what was asked for
            notices=(Notice(Recipient.CITIZEN, "dibuka_kembali"),),
        ),
    )
