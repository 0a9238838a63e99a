"""What a search may tell those for whom who wrote is masked: only what they then read.

The index holds the words as they came. Whoever reads them masked would learn by a search for a name
or an address whether such a citizen has complained; so each hit is looked at as they may read it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import BindParameter, Connection, Subquery, bindparam, or_, select

from desk import masking, sight, visibility
from desk.actors import Actor
from desk.context import Desk
from desk.schema import complaints
from desk.search import Search
from desk.search_index import NUMBER
from desk.search_words import WORD, Meaning, folded
from desk.visibility import Viewer
from sop.model import Scope

#: What the rule and the masks ask for, and what was looked through.
COLUMNS = (
    "number name body location village district phone chat_id confidential identity_released "
    "agency assignee supporting_agencies"
).split()
SEARCHED = ("body", "location", "village", "district", "name")
KEPT = 20_000  # complaints whose words are kept as somebody may read them


def readable(
    connection: Connection, desk: Desk, actor: Actor, *, wanted: Search, hits: Subquery
) -> Subquery:
    """Those of `hits` that hold the words in what this person may read of them."""
    if not wanted.words or Scope.CITY in sight.scopes_of(desk, actor):
        return hits
    looked_at = connection.execute(_looked_at(desk, actor, hits))
    doubtful = [number for number, *told in looked_at if not _as_written(*told)]
    wrong = [
        row["number"] for row in _rows(connection, doubtful) if not _holds(desk, actor, row, wanted)
    ]
    if not wrong:
        return hits
    return select(hits).where(hits.c.number.not_in(_all(wrong))).subquery("readable")


def _looked_at(desk: Desk, actor: Actor, hits: Subquery) -> Any:
    """The hits that are this person's to see, without those that they named."""
    theirs = or_(sight.visible_rows(desk, actor), sight.helped_rows(actor))
    special = or_(complaints.c.confidential, complaints.c.identity_released)
    told = (complaints.c[name] for name in ("name", "body", "location"))
    looked_at = select(complaints.c.number, special, *told)
    joined = looked_at.join(hits, hits.c.number == complaints.c.number)
    return joined.where(hits.c.rank != NUMBER, theirs)


def _rows(connection: Connection, numbers: Sequence[str]) -> Iterator[dict[str, Any]]:
    if numbers:
        columns = (complaints.c[name] for name in COLUMNS)
        found = select(*columns).where(complaints.c.number.in_(_all(numbers)))
        yield from map(dict, connection.execute(found).mappings())


def _all(numbers: Sequence[str]) -> BindParameter[Sequence[str]]:
    """However many there are: PostgreSQL takes 65,535 parameters and no more."""
    return bindparam(None, numbers, expanding=True, literal_execute=True)


def _as_written(special: bool, name: str, body: str, place: str) -> bool:
    """Whether whoever sees this complaint reads its story and its place as they came: what the
    index found in them is there. Of a released one (`special`) the name was looked in, too."""
    return not special and masking.leaves_alone(name, body, place)


def _holds(desk: Desk, actor: Actor, row: Mapping[str, Any], wanted: Search) -> bool:
    found = visibility.viewers(desk.sop, actor, row)
    words = _words(found, tuple(row[name] for name in COLUMNS))
    return sum(_fits(meaning, words) for meaning in wanted.words) >= wanted.needed


@lru_cache(maxsize=KEPT)
def _words(viewers: frozenset[Viewer], values: tuple[Any, ...]) -> frozenset[str]:
    """The words of a complaint as these may read them."""
    shown = sight.shown_to(viewers, dict(zip(COLUMNS, values, strict=True)))
    return frozenset(WORD.findall(folded(" ".join(str(shown[name]) for name in SEARCHED))))


def _fits(meaning: Meaning, words: Iterable[str]) -> bool:
    there = frozenset(words)
    if not there.isdisjoint((*meaning.same, *meaning.near)):
        return True
    if meaning.parts and there.issuperset(meaning.parts):
        return True
    return meaning.has_beginnings and any(word.startswith(meaning.typed) for word in there)
