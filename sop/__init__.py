"""The procedures: what each city's SOP says, as data, and the one interpreter that reads it."""

from __future__ import annotations

from sop.model import Sop
from sop.wadul_aladin import WADUL_ALADIN
from sop.wani_bares import WANI_BARES

SOPS: dict[str, Sop] = {sop.key: sop for sop in (WADUL_ALADIN, WANI_BARES)}
