"""Columns of the journal that keep what must not lie on a disk in clear.

What people wrote (`Told`, `ToldTree`) goes in without full identity numbers, whoever writes it; of
a confidential complaint it is sealed by `desk.protected` before the transaction ends. `Sealed` and
`SealedTree` are sealed always. All of them are opened in reading; without the key that sealed them
they say "(rahasia)".
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import (
    JSON,
    Column,
    ColumnElement,
    Dialect,
    Text,
    TypeDecorator,
    and_,
    or_,
    type_coerce,
)
from sqlalchemy import bindparam as bound
from sqlalchemy.sql import operators
from sqlalchemy.types import TypeEngine

from desk import identity_numbers, sealing
from desk.masking import SECRET

#: Under this key a sealed JSON value has its letters; beside it stand only keys of OPEN.
SEALED = "tersegel"
#: Of an event's data: what the program finds it by, and nothing about anybody.
OPEN = frozenset({"digest"})


class _Comparator(TypeDecorator.Comparator[str]):
    """Equal is what says the same, sealed or not."""

    def operate(self, op: Any, *other: Any, **options: Any) -> ColumnElement[Any]:
        plain: ColumnElement[Any] = super().operate(op, *other, **options)
        words = other[0] if other else None
        if op is operator.eq and isinstance(words, str) and words:
            return or_(plain, type_coerce(self.expr, Text) == _lookup(words))
        if op is operator.ne and isinstance(words, str) and words:
            return and_(plain, type_coerce(self.expr, Text) != _lookup(words))
        if op is operators.in_op and isinstance(words, list | tuple | set | frozenset):
            sealed = type_coerce(self.expr, Text).in_([_lookup(word) for word in words])
            return or_(plain, sealed)
        return plain


def _lookup(words: str) -> Any:
    return bound(None, words, type_=_Lookup(), unique=True)


class _Lookup(TypeDecorator[str]):
    """A value as it stands sealed, to be looked for."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        cipher = sealing.of(dialect)
        return cipher.seal(identity_numbers.masked(value)) if cipher and value else value


class Told(TypeDecorator[str]):
    """A text that somebody wrote, or whose it is."""

    impl = Text
    cache_ok = True
    comparator_factory = _Comparator

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        if not isinstance(value, str) or sealing.is_sealed(value):
            return value
        return identity_numbers.masked(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:
        return opened(value, dialect) if value and sealing.is_sealed(value) else value


class Sealed(Told):
    """A text that nobody reads but this program."""

    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        cipher = sealing.of(dialect)
        return cipher.seal(value) if cipher and value else value


class ToldTree(TypeDecorator[Any]):
    """A JSON value with texts that somebody wrote."""

    impl = JSON
    cache_ok = True

    def coerce_compared_value(self, op: Any, value: Any) -> Any:
        return self.impl_instance.coerce_compared_value(op, value)

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:
        return identity_numbers.masked_tree(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        if not isinstance(value, dict) or SEALED not in value:
            return value
        found = opened_tree(value, sealing.of(dialect))
        return {key: value[key] for key in OPEN & value.keys()} if found is None else found


class SealedTree(ToldTree):
    """A JSON value that nobody reads but this program."""

    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:
        cipher = sealing.of(dialect)
        return sealed_tree(value, cipher) if cipher and value else value


def opened(words: str, dialect: Dialect) -> str:
    """What was sealed, or that it is."""
    cipher = sealing.of(dialect)
    found = cipher.open(words) if cipher else None
    return SECRET if found is None else found


def sealed_tree(value: Any, cipher: sealing.Cipher) -> Any:
    """The same, sealed whole but for the keys of OPEN; what is sealed already stays."""
    if not value or (isinstance(value, dict) and SEALED in value):
        return value
    open_parts = {key: value[key] for key in OPEN & value.keys()} if _is_tree(value) else {}
    return {SEALED: cipher.seal(sealing.written(value)), **open_parts}


def opened_tree(value: Mapping[str, Any], cipher: sealing.Cipher | None) -> Any:
    """What was sealed; None without the key."""
    found = cipher.open(value[SEALED]) if cipher else None
    return None if found is None else sealing.read(found)


def on_disk(kind: TypeEngine[Any]) -> TypeEngine[Any]:
    """The type under which a column's values are read and written as they are."""
    if isinstance(kind, Told):
        return Text()
    return JSON() if isinstance(kind, ToldTree) else kind


def _is_tree(value: Any) -> bool:
    return isinstance(value, dict)


def told(name: str) -> Column[str]:
    """Words that somebody wrote; nothing said is ""."""
    return _words(name, Told)


def sealed(name: str) -> Column[str]:
    return _words(name, Sealed)


def _words(name: str, kind: Callable[[], TypeDecorator[str]]) -> Column[str]:
    return Column(name, kind(), nullable=False, default="", server_default="")
