"""Confidential complaints lie in the journal only sealed: who wrote what, where, and the answer.

Sealed before the end of the transaction that wrote it, opened again when it is confidential no
longer. What remains readable is what counts and clocks need: number, times, states, kecamatan,
kelurahan, category, OPD, and which staff acted.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import (
    Connection,
    TableClause,
    bindparam,
    column,
    delete,
    select,
    table,
    update,
)

from desk import schema, sealing, told_anew
from desk.protected_types import SEALED, on_disk, opened_tree, sealed_tree
from desk.unsealed import STORY, unsealed

#: What is sealed of a complaint.
COLUMNS = (
    *("name", "phone", "chat_id", "body", "location", "last_words"),
    *("follow_up", "answer", "reason", "reply_draft", "internal_note", "sheet_note"),
)
FIELDS: Mapping[str, tuple[str, ...]] = {
    "complaints": COLUMNS,
    "messages": ("name", "chat_id", "body", "error", "data"),
    "events": ("note", "data"),
    "media": ("name", "taken_place"),
}
KEYS = {"complaints": "number", "messages": "id", "events": "id", "media": "id"}
#: A message on its way is found by its chat; it is sealed when it has arrived.
UNDER_WAY = frozenset({"queued", "sending", "unknown"})
AT_ONCE = 500

Row = Mapping[str, Any]


def seal(connection: Connection) -> bool:
    """Seal (or open) what this transaction left otherwise. True: something lay in clear before it,
    and an older copy of it may still be in the database's files."""
    cipher = sealing.of(connection.dialect)
    noted = connection.execute(select(unsealed)).all() if cipher else ()
    if not noted or cipher is None:
        return False
    stories = [key for place, key in noted if place == STORY]
    for name in FIELDS:
        keys = {key for place, key in noted if place == name}
        keys |= set(_of_stories(connection, name, stories))
        for chunk in _chunks(sorted(keys)):
            changed = _settle(connection, name, chunk, cipher)
            told_anew.mark(connection, name, changed)
    told_anew.mark_all(connection, stories)
    connection.execute(delete(unsealed))
    return bool(stories)


def _of_stories(connection: Connection, name: str, numbers: Sequence[str]) -> Iterable[str]:
    found, key = schema.complaints.metadata.tables[name], KEYS[name]
    for chunk in _chunks(numbers):
        query = select(found.c[key]).where(found.c.number.in_(chunk))
        yield from connection.execute(query).scalars()


def _settle(
    connection: Connection, name: str, keys: Sequence[str], cipher: sealing.Cipher
) -> list[str]:
    """These rows, sealed or open as their complaint is; the keys of those that were not."""
    raw, key = _raw(name), KEYS[name]
    secret = _secret(connection, name, keys)
    changed = []
    for row in connection.execute(select(raw).where(raw.c[key].in_(keys))).mappings():
        wanted = (
            _sealed(dict(row), name, cipher)
            if row[key] in secret
            else _open(dict(row), name, cipher)
        )
        if any(wanted[field] != row[field] for field in wanted):
            changed.append({"of": row[key], **{f"to_{field}": wanted[field] for field in wanted}})
    if changed:
        values: dict[str, Any] = {field: bindparam(f"to_{field}") for field in FIELDS[name]}
        statement = update(raw).where(raw.c[key] == bindparam("of")).values(**values)
        connection.execute(statement, changed)
    return [str(one["of"]) for one in changed]


def _secret(connection: Connection, name: str, keys: Sequence[str]) -> set[str]:
    """Those of them whose complaint is confidential."""
    complaints, part = schema.complaints, schema.complaints.metadata.tables[name]
    found = part.c[KEYS[name]]
    query = select(found).where(found.in_(keys), complaints.c.confidential)
    if part is not complaints:
        query = query.join(complaints, complaints.c.number == part.c.number)
    return set(connection.execute(query).scalars())


def _sealed(row: Row, name: str, cipher: sealing.Cipher) -> dict[str, Any]:
    under_way = row.get("direction") == "out" and row.get("state") in UNDER_WAY
    stays = "chat_id" if under_way else ""
    return {
        field: row[field] if field == stays else _seal_one(row[field], cipher)
        for field in FIELDS[name]
    }


def _seal_one(value: Any, cipher: sealing.Cipher) -> Any:
    if isinstance(value, str):
        return cipher.seal(value) if value else value
    return sealed_tree(value, cipher)


def _open(row: Row, name: str, cipher: sealing.Cipher) -> dict[str, Any]:
    return {field: _open_one(row[field], cipher) for field in FIELDS[name]}


def _open_one(value: Any, cipher: sealing.Cipher) -> Any:
    """What another key sealed stays as it is."""
    if isinstance(value, str) and sealing.is_sealed(value):
        found = cipher.open(value)
        return value if found is None else found
    if isinstance(value, dict) and SEALED in value:
        return opened_tree(value, cipher) or value
    return value


@cache
def _raw(name: str) -> TableClause:
    """The table as it stands on disk: nothing is opened in reading, nothing masked in writing."""
    known = schema.complaints.metadata.tables[name]
    wanted = {KEYS[name], *FIELDS[name], *({"direction", "state"} & set(known.columns.keys()))}
    return table(
        name, *(column(one.name, on_disk(one.type)) for one in known.c if one.name in wanted)
    )


def _chunks(keys: Sequence[str]) -> Iterable[Sequence[str]]:
    return (keys[at : at + AT_ONCE] for at in range(0, len(keys), AT_ONCE))
