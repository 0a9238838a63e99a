"""Finding a complaint by what somebody half-remembers: its number, a phone, a few words of it.

Which columns of which complaints a person may find something in is decided in `desk.sight`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import lru_cache
from itertools import combinations
from typing import Any
from weakref import WeakKeyDictionary

from rapidfuzz import fuzz
from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    Subquery,
    false,
    func,
    literal,
    or_,
    select,
    union_all,
)

from desk import search_index
from desk.context import Desk
from desk.journal import Journal
from desk.schema import complaints, counters
from desk.search_index import EVERYWHERE, EXACT, FTS5, NEAR, NUMBER, TSVECTOR, Grammar
from desk.search_words import Meaning, Vocabulary, folded, meanings

WHOLE_NUMBER = re.compile(r"\b([a-z][a-z0-9]*)[- /]?(\d{4})[- /](\d{1,7})\b")
WHOLE_YEAR = re.compile(r"([a-z][a-z0-9]*)[- /]*(\d{4})[- /]*")
PART_OF_NUMBER = re.compile(r"(?:([a-z]{2,})[- /#]*)?(?:(\d{4})[- /])?#?(\d{1,7})")
TYPED_LETTER = re.compile(r"[0-9A-Za-zÀ-ɏ]+")
LIKE_THE_PREFIX = 75  # of 100
PHONE_DIGITS = 4  # fewer say nothing
LEAST_TO_LEAVE_ONE_OUT = 3
VOCABULARY_AGE = timedelta(minutes=10)
VOCABULARY_GROWTH = 0.01  # of the complaints


@dataclass(frozen=True)
class Search:
    """What was typed, understood. `needed`: how many of the words a complaint must have."""

    numbers: tuple[str, ...] = ()  # complaints that it may name
    years: tuple[str, ...] = ()  # series all of whose complaints it may name, as ALADIN-2026
    phone: str = ""  # digits that a phone number may hold
    words: tuple[Meaning, ...] = ()
    needed: int = 0

    def with_one_less(self) -> Search | None:
        """The same with any one word wrong; None when too little would be left."""
        if len(self.words) < LEAST_TO_LEAVE_ONE_OUT or self.needed < len(self.words):
            return None
        return replace(self, needed=self.needed - 1)

    @property
    def names_some(self) -> bool:
        return bool(self.numbers or self.years)


def understood(connection: Connection, desk: Desk, text: str, *, now: datetime) -> Search:
    """What `text` asks for, with the words that may have been meant."""
    words = meanings(text, _vocabulary(connection, desk.journal, now))
    return Search(
        numbers=_numbers(connection, text),
        years=_years(connection, text),
        phone=_phone(text),
        words=words,
        needed=len(words),
    )


# --- numbers and phones


def _numbers(connection: Connection, text: str) -> tuple[str, ...]:
    """ALADIN-2026-00042 for "aladin 42", "42", "2026-42" or a sentence with the whole number."""
    typed = folded(text).strip()
    whole = WHOLE_NUMBER.search(typed)
    found = whole or PART_OF_NUMBER.fullmatch(typed)
    if found is None:
        return ()
    prefix, year, value = found.groups()
    named = _series(connection, prefix or "", year or "")
    return tuple(f"{name}-{int(value):05d}" for name in named)


def _years(connection: Connection, text: str) -> tuple[str, ...]:
    """ALADIN-2026 for "aladin 2026" or "ALADIN-2026-"."""
    found = WHOLE_YEAR.fullmatch(folded(text).strip())
    return tuple(_series(connection, *found.groups())) if found else ()


def _series(connection: Connection, prefix: str, year: str) -> list[str]:
    every = connection.execute(select(counters.c.name)).scalars()
    return [name for name in every if _is_series(name, prefix, year)]


def _is_series(name: str, prefix: str, year: str) -> bool:
    own_prefix, _, own_year = name.casefold().rpartition("-")
    alike = not prefix or fuzz.ratio(prefix, own_prefix) >= LIKE_THE_PREFIX
    return alike and year in ("", own_year)


def _phone(text: str) -> str:
    """The digits when nothing else was typed, as the journal keeps them: 62 for a leading 0."""
    digits = re.sub(r"[\s()+.-]", "", text)
    if not (digits.isascii() and digits.isdigit()) or len(digits) < PHONE_DIGITS:
        return ""
    return f"62{digits[1:]}" if digits.startswith("08") else digits


def by_number(search: Search) -> Select[Any]:
    """(number, rank) of the complaints that were named."""
    whole = [complaints.c.number.startswith(f"{name}-") for name in search.years]
    return _ranked(NUMBER, or_(complaints.c.number.in_(search.numbers), *whole))


def by_phone(search: Search) -> Select[Any]:
    """(number, rank) of the complaints from this phone."""
    return _ranked(EXACT, complaints.c.phone.contains(search.phone) if search.phone else false())


def _ranked(rank: int, condition: ColumnElement[bool]) -> Select[Any]:
    number = complaints.c.number.label("number")
    return select(number, literal(rank).label("rank")).where(condition)


# --- words


def by_words(desk: Desk, search: Search, columns: Sequence[str] = EVERYWHERE) -> Select[Any]:
    """(number, rank) of the complaints with these words, or those that may have been meant."""
    if not search.words:
        return _ranked(NEAR, false())
    grammar = FTS5 if desk.journal.is_sqlite else TSVECTOR
    wide = [_asked(grammar, word) for word in search.words]
    exact = [grammar.any_of([grammar.word(each) for each in word.same]) for word in search.words]
    choices = combinations(wide, search.needed)
    query = grammar.any_of([grammar.all_of(choice) for choice in choices])
    return search_index.hits(grammar, query, grammar.all_of(exact), columns)


def together(found: Sequence[Select[Any]]) -> Subquery:
    """The hits of several ways of looking, each complaint once and with its best rank."""
    if len(found) == 1:
        return found[0].subquery("hits")
    parts = [select(each.subquery()) for each in found]
    every = union_all(*parts).subquery()
    best = select(every.c.number, func.min(every.c.rank).label("rank"))
    return best.group_by(every.c.number).subquery("hits")


def _asked(grammar: Grammar, word: Meaning) -> str:
    options = [grammar.word(each) for each in (*word.same, *word.near)]
    if word.has_beginnings:
        options.append(grammar.start(word.typed))
    if word.parts:
        options.append(grammar.all_of([grammar.word(part) for part in word.parts]))
    return grammar.any_of(options)


def marked(search: Search, text: str) -> Iterator[tuple[str, bool]]:
    """`text` in pieces; True for those that the search found."""
    at = 0
    fitting = _fitting(search.words)
    for found in TYPED_LETTER.finditer(text):
        if fitting[found[0]]:
            yield text[at : found.start()], False
            yield found[0], True
            at = found.end()
    yield text[at:], False


class _Fitting(dict[str, bool]):
    """Whether a word of a text is one of those asked for; the same ones come again and again."""

    def __init__(self, asked: Sequence[Meaning]) -> None:
        self.asked = asked

    def __missing__(self, typed: str) -> bool:
        word = folded(typed)
        self[typed] = fits = any(meaning.fits(word) for meaning in self.asked)
        return fits


@lru_cache(maxsize=16)
def _fitting(asked: tuple[Meaning, ...]) -> _Fitting:
    return _Fitting(asked)


# --- the vocabulary, kept by this process


@dataclass(frozen=True)
class _Kept:
    vocabulary: Vocabulary
    at: datetime
    complaints: int


_kept: WeakKeyDictionary[Journal, _Kept] = WeakKeyDictionary()


def _vocabulary(connection: Connection, journal: Journal, now: datetime) -> Vocabulary:
    """Read again after ten minutes, or when the complaints have become one in a hundred more.

    It only serves to guess: a word that is newer is found all the same when it is typed right.
    """
    taken = connection.scalar(select(func.coalesce(func.sum(counters.c.value), 0))) or 0
    kept = _kept.get(journal)
    if kept is None or now - kept.at > VOCABULARY_AGE or _grown(kept, int(taken)):
        words = Vocabulary.of(search_index.vocabulary(connection))
        kept = _kept[journal] = _Kept(words, now, int(taken))
    return kept.vocabulary


def _grown(kept: _Kept, taken: int) -> bool:
    return taken - kept.complaints > kept.complaints * VOCABULARY_GROWTH
