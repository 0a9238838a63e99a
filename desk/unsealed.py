"""Which rows still tell in clear what a confidential complaint is about: noted by the database
itself, so that no writer can forget it. `desk.protected` seals them before the transaction ends.

The table is empty between transactions, unless there is no key to seal with.
"""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Column, Connection, MetaData, String, Table

metadata = MetaData()  # of its own: a backup has nothing to carry of it

unsealed = Table(
    "unsealed",
    metadata,
    Column("place", String(12), primary_key=True),  # a table's name, or STORY
    Column("key", String(40), primary_key=True),
)

#: All that there is of a complaint: it became confidential, or is no longer.
STORY = "story"
#: What others tell of a complaint, and the columns that matter.
PARTS = {
    "messages": ("number", "name", "chat_id", "body", "error", "data", "state"),
    "events": ("number", "note", "data"),
    "media": ("number", "name", "taken_place"),
}


def create(connection: Connection) -> None:
    """Table and triggers. Where they are new, what was confidential before is noted."""
    first = not connection.dialect.has_table(connection, unsealed.name)
    metadata.create_all(connection)
    statements = _sqlite() if connection.dialect.name == "sqlite" else _postgresql()
    for statement in statements:
        connection.exec_driver_sql(statement)
    if first:
        connection.exec_driver_sql(
            f"insert into unsealed (place, key) select '{STORY}', number from complaints"
            " where confidential"
        )


def _insert(place: str, key: str) -> str:
    return f"insert into unsealed (place, key) values ('{place}', {key}) on conflict do nothing"


def _secret(number: str) -> str:
    return f"exists (select 1 from complaints where number = {number} and confidential)"


def _sqlite() -> Iterator[str]:
    def trigger(name: str, when: str, what: str) -> str:
        return f"create trigger if not exists unsealed_{name} after {when} begin {what}; end"

    new = "on complaints when new.confidential"
    yield trigger("complaint", f"insert {new}", _insert("complaints", "new.number"))
    yield trigger("changed", f"update {new}", _insert("complaints", "new.number"))
    yield trigger(
        "turned",
        "update of confidential on complaints when new.confidential is not old.confidential",
        _insert(STORY, "new.number"),
    )
    for table, columns in PARTS.items():
        secret = f"on {table} when new.number is not null and {_secret('new.number')}"
        yield trigger(f"{table}_new", f"insert {secret}", _insert(table, "new.id"))
        changed = f"update of {', '.join(columns)} {secret}"
        yield trigger(f"{table}_changed", changed, _insert(table, "new.id"))
        left = f"when old.number is not new.number and {_secret('old.number')}"
        yield trigger(
            f"{table}_left", f"update of number on {table} {left}", _insert(table, "new.id")
        )


_FUNCTION = """create or replace function {name}() returns trigger language plpgsql as $$
begin {body} return null; end $$"""


def _postgresql() -> Iterator[str]:
    turned = (
        "if tg_op = 'UPDATE' then if new.confidential is distinct from old.confidential then "
        f"{_insert(STORY, 'new.number')}; end if; end if; "
        f"if new.confidential then {_insert('complaints', 'new.number')}; end if;"
    )
    yield _FUNCTION.format(name="unsealed_complaints", body=turned)
    yield _trigger("complaints", "insert or update")
    for table, columns in PARTS.items():
        body = f"if {_secret('new.number')} then {_insert(table, 'new.id')}; end if; "
        body += (
            "if tg_op = 'UPDATE' then if old.number is distinct from new.number then "
            f"if {_secret('old.number')} then {_insert(table, 'new.id')}; end if; end if; end if;"
        )
        yield _FUNCTION.format(name=f"unsealed_{table}", body=body)
        yield _trigger(table, f"insert or update of {', '.join(columns)}")


def _trigger(table: str, when: str) -> str:
    return (
        f"create or replace trigger unsealed_{table} after {when} on {table} "
        f"for each row execute function unsealed_{table}()"
    )
