"""Where a search looks: the words of every complaint, kept by the database itself.

SQLite has an FTS5 table filled by triggers, PostgreSQL a generated column with a GIN index: whoever
writes a complaint cannot forget them. Phone numbers are in neither, nor is anything of a
confidential complaint: that one is found by its number.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    case,
    cast,
    column,
    literal,
    literal_column,
    select,
    table,
    text,
)
from sqlalchemy.dialects.postgresql import TSQUERY

from desk.schema import complaints

NAME, BODY, PLACE = "name", "body", "place"
EVERYWHERE = (NAME, BODY, PLACE)
NUMBER, EXACT, NEAR = 0, 1, 2  # ranks: what was surely meant comes first
MOST = 10_000
_WEIGHTS = {NAME: "A", BODY: "B", PLACE: "C"}

_ROWS = table("search_rows", column("id"), column("number"))
_WORDS = table("search_words", column("rowid"))


def _of(row: str) -> str:
    """The three texts of a complaint, in the order of EVERYWHERE."""
    place = f"{row}.location || ' ' || {row}.village || ' ' || {row}.district"
    return f"{row}.name, {row}.body, {place}"


_INTO = "insert into search_words(rowid, name, body, place)"
_OUT_OF = "insert into search_words(search_words, rowid, name, body, place)"
#: Its parts are merged into one, without the words that left it.
FORGET = "insert into search_words(search_words) values ('optimize')"
# The words themselves are not stored a second time; the index forgets a text when it is given the
# very text that it was given before, which is what a trigger has in hand.
_SQLITE = (
    "create table if not exists search_rows ("
    " id integer primary key autoincrement, number text not null unique)",
    "create virtual table if not exists search_words using fts5("
    " name, body, place, content='', detail=column,"
    " tokenize='unicode61 remove_diacritics 2', prefix='2 3 4')",
    "create virtual table if not exists search_vocabulary using fts5vocab(search_words, row)",
    f"""create trigger if not exists search_insert after insert on complaints begin
        insert into search_rows(number) values (new.number);
        {_INTO} select id, {_of("new")} from search_rows
            where number = new.number and not new.confidential;
    end""",
    f"""create trigger if not exists search_update
        after update of name, body, location, village, district, confidential on complaints
        when (old.name, old.body, old.location, old.village, old.district, old.confidential)
            is not (new.name, new.body, new.location, new.village, new.district, new.confidential)
        begin
        {_OUT_OF} select 'delete', id, {_of("old")} from search_rows
            where number = old.number and not old.confidential;
        {_INTO} select id, {_of("new")} from search_rows
            where number = new.number and not new.confidential;
    end""",
    f"""create trigger if not exists search_delete after delete on complaints begin
        {_OUT_OF} select 'delete', id, {_of("old")} from search_rows
            where number = old.number and not old.confidential;
        delete from search_rows where number = old.number;
    end""",
)


def _weighed(source: str, weight: str) -> str:
    plain = f"regexp_replace(lower({source}), '[^[:alnum:]]+', ' ', 'g')"
    return f"setweight(to_tsvector('simple'::regconfig, {plain}), '{weight}')"


_TSVECTOR = " || ".join(
    _weighed(source, weight)
    for source, weight in (
        ("name", "A"),
        ("body", "B"),
        ("location || ' ' || village || ' ' || district", "C"),
    )
)
_POSTGRESQL = (
    # An older one held the words of confidential complaints, too.
    "alter table complaints drop column if exists search_words",
    f"alter table complaints add column search_words tsvector generated always as"
    f" (case when confidential then ''::tsvector else {_TSVECTOR} end) stored",
    "create index complaints_words on complaints using gin (search_words)",
)
_POSTGRESQL_HAS_IT = (
    "select 1 from pg_attribute a"
    " join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum"
    " where a.attrelid = to_regclass('complaints') and a.attname = 'search_words'"
    " and not a.attisdropped and pg_get_expr(d.adbin, d.adrelid) like '%confidential%'"
)
#: As it was when confidential complaints were found by their words, too.
_SQLITE_HAS_OLD = (
    "select 1 from sqlite_master where name = 'search_update' and sql not like '%confidential%'"
)
_SQLITE_AWAY = (
    "drop trigger search_insert",
    "drop trigger search_update",
    "drop trigger search_delete",
    "drop table search_vocabulary",
    "drop table search_words",
    "drop table search_rows",
)


def create(connection: Connection) -> None:
    """Create what is missing, and take in the complaints that were there before it."""
    if connection.dialect.name == "sqlite":
        if connection.scalar(text(_SQLITE_HAS_OLD)):
            _execute(connection, _SQLITE_AWAY)
        _execute(connection, _SQLITE)
        _take_in(connection)
    elif not connection.scalar(text(_POSTGRESQL_HAS_IT)):
        _execute(connection, _POSTGRESQL)


def _execute(connection: Connection, statements: Iterable[str]) -> None:
    for statement in statements:
        connection.exec_driver_sql(statement)


def _take_in(connection: Connection) -> None:
    counted = "select (select count(*) from complaints) - (select count(*) from search_rows)"
    if not connection.scalar(text(counted)):
        return
    before = connection.scalar(text("select coalesce(max(id), 0) from search_rows"))
    connection.exec_driver_sql(
        "insert into search_rows(number) select number from complaints"
        " where number not in (select number from search_rows) order by received_at"
    )
    connection.exec_driver_sql(
        f"{_INTO} select id, {_of('complaints')} from search_rows"
        " join complaints using (number) where id > ? and not confidential",
        (before,),
    )


def vocabulary(connection: Connection) -> dict[str, int]:
    """Every word that stands somewhere, and in how many complaints. Costs a look at all of them."""
    query = "select term, doc from search_vocabulary"
    if connection.dialect.name == "postgresql":
        query = "select word, ndoc from ts_stat('select search_words from complaints')"
    return {word: int(count) for word, count in connection.execute(text(query))}


@dataclass(frozen=True)
class Grammar:
    """How a database wants a query written. Words are letters and digits only, see `folded`."""

    word: Callable[[str], str]
    start: Callable[[str], str]  # every word that begins so
    all_of: Callable[[Sequence[str]], str]
    any_of: Callable[[Sequence[str]], str]


FTS5 = Grammar(
    word=lambda word: f'"{word}"',
    start=lambda word: f'"{word}"*',
    all_of=lambda parts: f"({' AND '.join(parts)})",
    any_of=lambda parts: f"({' OR '.join(parts)})",
)
TSVECTOR = Grammar(
    word=lambda word: f"'{word}':{{columns}}",
    start=lambda word: f"'{word}':*{{columns}}",
    all_of=lambda parts: f"({' & '.join(parts)})",
    any_of=lambda parts: f"({' | '.join(parts)})",
)


def hits(
    grammar: Grammar, query: str, exact: str, columns: Sequence[str] = EVERYWHERE
) -> Select[Any]:
    """(number, rank) of the complaints whose `columns` hold what `query` asks for.

    Rank 1 also holds `exact`, rank 2 only the rest. SQLite gives the newest `MOST` of them: whoever
    asks for a word that stands everywhere needs another word, and not a wait.
    """
    asked, precisely = (_columned(grammar, each, columns) for each in (query, exact))
    if grammar is TSVECTOR:
        vector: ColumnElement[Any] = literal_column("complaints.search_words")
        holds, rank = vector.op("@@")(asked), _rank(vector.op("@@")(precisely))
        return select(complaints.c.number, rank).where(holds)
    again = _WORDS.alias("again")
    best = select(again.c.rowid).where(literal_column("again.search_words").op("MATCH")(precisely))
    found = select(_ROWS.c.number, _rank(_WORDS.c.rowid.in_(best)))
    joined = found.join_from(_WORDS, _ROWS, _ROWS.c.id == _WORDS.c.rowid)
    holds = literal_column("search_words.search_words").op("MATCH")(asked)
    return joined.where(holds).order_by(_WORDS.c.rowid.desc()).limit(MOST)


def _rank(exact: ColumnElement[Any]) -> ColumnElement[int]:
    return case((exact, EXACT), else_=NEAR).label("rank")


def _columned(grammar: Grammar, query: str, columns: Sequence[str]) -> ColumnElement[Any]:
    if grammar is TSVECTOR:
        weights = "".join(_WEIGHTS[name] for name in columns)
        return cast(query.replace("{columns}", weights), TSQUERY)
    if columns == EVERYWHERE:
        return literal(query)  # FTS5 need not look where in a complaint a word stands
    return literal(f"{{{' '.join(columns)}}} : {query}")
