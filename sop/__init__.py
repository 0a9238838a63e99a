"""The procedures: what each city's SOP says, as data, and the one interpreter that reads it."""

from __future__ import annotations

from sop.model import Sop
from sop.wadul_aladin import WADUL_ALADIN

SOPS: dict[str, Sop] = {sop.key: sop for sop in (WADUL_ALADIN,)}
