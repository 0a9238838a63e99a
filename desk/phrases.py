"""Finding words and phrases in what a citizen wrote, whatever the spacing and capitals."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

# "lampunya", "jalanku": the suffix belongs to the sentence, not to the keyword.
SUFFIX = "(?:nya|ku|mu|lah|kah|pun)?"


def plain(text: str) -> str:
    """Lower case, without accents and styled letters, one space between words."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return " ".join(folded.split())


def tidy(text: str) -> str:
    """The same lines without gaps between words or lines: patterns look through gaps slowly."""
    lines = (" ".join(line.split()) for line in text.splitlines())
    return "\n".join(line for line in lines if line)


def closely(text: str) -> str:
    """Letters as a pattern that ignores capitals takes them: looking whether something stands in
    them is quick, and finds at least all that the pattern would."""
    return text.casefold().replace("i̇", "i").replace("ı", "i")


def has_any(words: Iterable[str], text: str) -> bool:
    """Whether one of these stands anywhere in the text, as part of a word too: a first, quick
    look before patterns that are slow."""
    return any(map(closely(text).__contains__, words))


def found(phrases: Iterable[str], text: str) -> tuple[str, ...]:
    """Those of `phrases` that stand in `text` as whole words, in their own order."""
    words = plain(text)
    return tuple(phrase for phrase in phrases if phrase.strip() and _stands(phrase, words))


def _stands(phrase: str, words: str) -> bool:
    first, pattern = _compiled(phrase)
    return first in words and pattern.search(words) is not None


@lru_cache(maxsize=4096)
def _compiled(phrase: str) -> tuple[str, re.Pattern[str]]:
    """The phrase's first word, which is quickly looked for, and its pattern."""
    parts = plain(phrase).split()
    spaced = r"[\s-]+".join(map(re.escape, parts))
    return parts[0], re.compile(rf"(?<!\w){spaced}{SUFFIX}(?!\w)")
