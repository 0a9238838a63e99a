"""Handing a complaint to an OPD: a secret one only where there is somebody who may read it."""

from __future__ import annotations

from desk import visibility
from desk.case import Case
from desk.problems import Refused
from sop.model import Field, Recipient

NOBODY = (
    "Aduan ini rahasia, dan {agency} belum mempunyai {role} yang aktif di tab Petugas, jadi tidak "
    "ada yang dapat membacanya di sana. Tambahkan orangnya di Petugas, atau pilih OPD lain."
)


def check(case: Case) -> None:
    """Refused where nobody of the OPD would be told of it, nor could open it."""
    agency = case.inputs[Field.AGENCY]
    if not (case.row["confidential"] and Field.AGENCY in case.taken and agency):
        return
    sop = case.desk.sop
    there = (one for one in case.reference.staff if one.active and agency in one.agencies)
    if not any(visibility.heads(sop, role) for person in there for role in person.roles):
        head = sop.addressees[Recipient.AGENCY_ADMIN][0]
        raise Refused(NOBODY.format(agency=agency, role=head))
