"""A complaint whose citizen was taken out of it: what is left counts, and nobody acts on it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from desk.problems import Refused
from sop.model import Sop

#: What stands where words were.
ERASED = "(dihapus)"
SENTENCE = (
    "Data pelapor aduan ini sudah dihapus: isi dan nomornya tidak ada lagi, jadi tidak ada "
    "tindakan yang dapat dilakukan."
)


def is_erased(sop: Sop, row: Mapping[str, Any]) -> bool:
    """`row`: a complaint as anybody may read it. Only closed ones are erased."""
    return bool(row["body"] == ERASED and not sop.state(row["state"]).open)


def check(sop: Sop, row: Mapping[str, Any]) -> None:
    if is_erased(sop, row):
        raise Refused(sop.in_words(SENTENCE))
