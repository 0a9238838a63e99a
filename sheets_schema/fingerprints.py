"""SHA-256 of files as the Sheet shows them: of an identity card, and of any file of a confidential
complaint, only sealed. In clear it would tell whoever has a picture that it is this one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from desk.sealing import seal, unseal
from sheets_schema.rows import CONFIDED

BETWEEN = ", "
_FACT = "sha256"

File = Mapping[str, Any]


def cell(key: str, files: Iterable[File], *, confidential: bool) -> str:
    """What Percakapan says of a message's files, rows of `media`."""
    return BETWEEN.join(
        shown(key, file, confidential=confidential) for file in files if file["sha256"]
    )


def shown(key: str, file: File, *, confidential: bool = False) -> str:
    """The number, or "(rahasia)" and a token of which it is made again; without MEDIA_KEY none."""
    if not confidential and not file["identity"]:
        return str(file["sha256"])
    return f"{CONFIDED} {seal(key, {_FACT: file['sha256']})}".strip()


def read(key: str, said: str) -> list[str]:
    """The numbers of a cell; "" for one that another key sealed."""
    return [_opened(key, one) for one in said.split(BETWEEN) if one]


def _opened(key: str, one: str) -> str:
    if not one.startswith(CONFIDED):
        return one
    token = one.removeprefix(CONFIDED).strip()
    return str((unseal(key, token) or {}).get(_FACT, "")) if token else ""
