"""What people are told of a file that is not here (yet): on the pages and in Percakapan alike."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

WAITING = "sedang diambil"
WORDS = {"waiting": WAITING, "refused": "ditolak", "gone": "tidak tersedia"}
STATES = {word: state for state, word in WORDS.items()}
REMARKED = re.compile(rf"(.*) \(({'|'.join(WORDS.values())})(?:: (.*))?\)", re.DOTALL)


def remark(state: str, error: str) -> str:
    """ditolak: Gambar rusak; mohon dikirim ulang. An empty one of a file that is here."""
    word = WORDS.get(state, "")
    return f"{word}: {error}" if word and error else word


def with_remark(name: str, file: Mapping[str, Any]) -> str:
    """The name for a cell; of a file that comes at the first try nothing more is said."""
    said = remark(file["state"], file["error"])
    late = file["state"] != "waiting" or file["error"]
    return f"{name} ({said})" if said and late else name


def without_remark(cell: str) -> tuple[str, str, str]:
    """Name, state and error of such a cell; the state of a plain name is ""."""
    found = REMARKED.fullmatch(cell)
    return (found[1], STATES[found[2]], found[3] or "") if found else (cell, "", "")
