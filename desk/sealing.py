"""Sealed with MEDIA_KEY, like identity cards: what this machine keeps or sends and must not tell.

`seal` makes a token of facts that leave for the Sheet, so that a journal can be made again from it
by the city's own desk. `Cipher` seals what stays in the journal. Both seal the same words always
alike: a chat is still found by its address, and a cell that says the same is not written again.
Each has a key of its own made from MEDIA_KEY: a token copied out of the Sheet and typed into a
complaint opens nothing.
"""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Mapping
from typing import Any
from weakref import WeakKeyDictionary

from cryptography.exceptions import InvalidTag
from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.ciphers.aead import AESSIV
from cryptography.hazmat.primitives.hashes import SHA512
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from sqlalchemy import Dialect

#: How sealed words begin; nothing that a citizen or a clerk writes does.
PREFIX = "tersegel:1:"
SHORTEST = 400  # bytes; shorter ones do not get smaller by packing
_PLAIN, _PACKED = b"\0", b"\1"
JOURNAL, SHEET = "wadul journal 1", "wadul sheet 1"  # purposes, each with a key of its own
_KEY_BYTES = 64  # AES-256-SIV, RFC 5297


def seal(key: str, facts: Mapping[str, Any]) -> str:
    """`facts` as one line of letters; "" without a key that works."""
    try:
        cipher = Cipher(key, SHEET)
    except ValueError:
        return ""
    return cipher.seal(written(dict(facts))).removeprefix(PREFIX)


def unseal(key: str, sealed: str) -> dict[str, Any] | None:
    """What was sealed, also by an older Wadul; None: nothing was, or with another key."""
    try:
        opened = Cipher(key, SHEET).open(sealed) or _opened_before(key, sealed)
    except (ValueError, InvalidToken):
        return None
    found: dict[str, Any] = json.loads(opened)
    return found


def _opened_before(key: str, sealed: str) -> str:
    return Fernet(key).decrypt(sealed.encode()).decode()


class Cipher:
    """Seals words for one purpose under one MEDIA_KEY. ValueError: it is no key."""

    def __init__(self, key: str, purpose: str = JOURNAL) -> None:
        Fernet(key)  # the same rule for what a key is
        derived = HKDF(SHA512(), _KEY_BYTES, salt=None, info=purpose.encode()).derive(key.encode())
        self._siv = AESSIV(derived)

    def seal(self, words: str) -> str:
        """Sealed words stay as they are."""
        if is_sealed(words):
            return words
        token = self._siv.encrypt(_packed(words.encode("utf-8")), None)
        return PREFIX + base64.b64encode(token).decode("ascii")

    def open(self, sealed: str) -> str | None:
        """The words; None: sealed with another key, or damaged."""
        try:
            token = base64.b64decode(sealed.removeprefix(PREFIX), validate=True)
            return _unpacked(self._siv.decrypt(token, None)).decode("utf-8")
        except (ValueError, InvalidTag):
            return None


def is_sealed(words: str) -> bool:
    return words.startswith(PREFIX)


def written(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def read(text: str) -> Any:
    return json.loads(text)


_KEYRING: WeakKeyDictionary[Dialect, Cipher] = WeakKeyDictionary()


def give(dialect: Dialect, key: str) -> None:
    """From now on what one engine's connections read is opened with this key; "" with none."""
    try:
        _KEYRING[dialect] = Cipher(key)
    except ValueError:
        _KEYRING.pop(dialect, None)


def of(dialect: Dialect) -> Cipher | None:
    return _KEYRING.get(dialect)


def _packed(plain: bytes) -> bytes:
    if len(plain) < SHORTEST:
        return _PLAIN + plain
    return _PACKED + zlib.compress(plain, 6)


def _unpacked(kept: bytes) -> bytes:
    return zlib.decompress(kept[1:]) if kept[:1] == _PACKED else kept[1:]
