"""Handing a complaint to an OPD: a secret one only where there is somebody who may read it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from desk import visibility
from desk.case import Case
from desk.context import Desk
from desk.problems import Refused
from sop.model import Field, Recipient

NOBODY = (
    "Aduan ini rahasia, dan {agency} belum mempunyai {role} yang aktif di tab Petugas, jadi tidak "
    "ada yang dapat membacanya di sana. Tambahkan orangnya di Petugas, atau pilih OPD lain."
)
STRANDED = (
    "Aduan ini rahasia dan menunggu {agency}, tetapi di sana belum ada {role} yang aktif, jadi "
    "tidak ada yang dapat membacanya. Tambahkan orangnya di tab Petugas, atau alihkan ke OPD lain."
)


def check(case: Case) -> None:
    """Refused where nobody of the OPD would be told of it, nor could open it."""
    agency = case.inputs[Field.AGENCY]
    if not (case.row["confidential"] and Field.AGENCY in case.taken and agency):
        return
    if not visibility.is_headed(case.desk.sop, agency, case.reference.staff):
        raise Refused(NOBODY.format(agency=agency, role=_head(case.desk)))


def stranded(desk: Desk, row: Mapping[str, Any]) -> str:
    """What the city's staff are told where nobody of the OPD that has the turn may read it: it was
    marked secret there, or its head left. "" where all is well."""
    if not row["confidential"] or not visibility.is_at_agency(desk.sop, row["state"]):
        return ""
    if visibility.is_headed(desk.sop, row["agency"], desk.reference().staff):
        return ""
    return STRANDED.format(agency=row["agency"], role=_head(desk))


def _head(desk: Desk) -> str:
    return desk.sop.addressees[Recipient.AGENCY_ADMIN][0]
