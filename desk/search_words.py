"""What somebody may have meant by the words they typed; pure.

People half-remember: abbreviations, letters swapped or left out, two words as one, only a
beginning. Every guess stands beside the word as it was typed.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field

from rapidfuzz import process
from rapidfuzz.distance import OSA

MOST_WORDS = 8
MOST_NEAR = 24
SHORTEST_PART = 3
#: A word of at least this many letters may have this many wrong.
TOLERANCE = ((8, 2), (4, 1))
#: In the way of a half-remembered address, when something else is asked for too.
WEAK = frozenset(
    "jl jln gg no rt rw kel kec ds di ke yg yang dan dari pak bu bapak ibu mohon tolong".split()
)
ABBREVIATIONS = tuple(
    frozenset(group.split())
    for group in (
        "jalan jl jln",
        "gang gg",
        "kelurahan kel",
        "kecamatan kec",
        "desa ds",
        "nomor no",
        "perumahan perum",
        "puskesmas pkm",
    )
)
WORD = re.compile(r"[0-9a-zß-ɏ]+")


@dataclass(frozen=True)
class Meaning:
    """One typed word: `same` is it and its abbreviations, `near` what may have been meant."""

    typed: str
    same: tuple[str, ...]
    near: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()  # written there as two words

    def fits(self, word: str) -> bool:
        """Whether `word` of a complaint is what this one asks for."""
        return word in (*self.same, *self.near, *self.parts) or (
            self.has_beginnings and word.startswith(self.typed)
        )

    @property
    def has_beginnings(self) -> bool:
        return len(self.typed) > 1


@dataclass(frozen=True)
class Vocabulary:
    """The words that stand in complaints, with the number of complaints each stands in."""

    counts: Mapping[str, int] = field(default_factory=dict)
    by_length: tuple[str, ...] = ()

    @classmethod
    def of(cls, counts: Mapping[str, int]) -> Vocabulary:
        return cls(counts, tuple(sorted(filter(_guessable, counts), key=len)))

    def near(self, word: str) -> tuple[str, ...]:
        """Other words that a few wrong letters make of `word`: the likeliest first."""
        tolerance = tolerated(word)
        if not tolerance:
            return ()
        low = bisect_left(self.by_length, len(word) - tolerance, key=len)
        high = bisect_right(self.by_length, len(word) + tolerance, key=len)
        found = process.extract(
            word,
            self.by_length[low:high],
            scorer=OSA.distance,
            processor=None,
            score_cutoff=tolerance,
            limit=None,
        )
        ranked = sorted(found, key=lambda hit: (hit[1], -self.counts[hit[0]]))
        return tuple(hit[0] for hit in ranked if hit[1])[:MOST_NEAR]

    def split(self, word: str) -> tuple[str, ...]:
        """`hayamwuruk` as `hayam`, `wuruk`: the cut whose rarer half is the most frequent."""
        cuts = range(SHORTEST_PART, len(word) - SHORTEST_PART + 1)
        halves = [(word[:cut], word[cut:]) for cut in cuts]
        known = [pair for pair in halves if all(part in self.counts for part in pair)]
        return max(known, key=lambda pair: min(self.counts[part] for part in pair), default=())


def tolerated(word: str) -> int:
    if not _guessable(word):
        return 0
    return next((wrong for length, wrong in TOLERANCE if len(word) >= length), 0)


def _guessable(word: str) -> bool:
    return not any(char.isdigit() for char in word)


def folded(text: str) -> str:
    """Small letters without accents."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def typed_words(text: str) -> tuple[str, ...]:
    """The words that count, in their order."""
    words = tuple(dict.fromkeys(WORD.findall(folded(text))))
    strong = tuple(word for word in words if word not in WEAK and (len(word) > 1 or _number(word)))
    return (strong or words)[:MOST_WORDS]


def _number(word: str) -> bool:
    return word.isdigit()


def meanings(text: str, vocabulary: Vocabulary) -> tuple[Meaning, ...]:
    """What each of the words of `text` may mean."""
    words = typed_words(text)
    return tuple(_meaning(words, at, vocabulary) for at in range(len(words)))


def _meaning(words: tuple[str, ...], at: int, vocabulary: Vocabulary) -> Meaning:
    word = words[at]
    group = next((group for group in ABBREVIATIONS if word in group), frozenset())
    same = (word, *sorted(group - {word}))
    pairs = ("".join(words[start : start + 2]) for start in (at - 1, at) if start >= 0)
    joined = tuple(pair for pair in pairs if pair != word and pair in vocabulary.counts)
    near = tuple(each for each in vocabulary.near(word) if each not in same)
    return Meaning(word, same, (*joined, *near), vocabulary.split(word))
