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
    if not visibility.is_headed(sop, agency, case.reference.staff):
        head = sop.addressees[Recipient.AGENCY_ADMIN][0]
        raise Refused(NOBODY.format(agency=agency, role=head))
