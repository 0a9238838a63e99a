"""Finding words and phrases in what a citizen wrote, whatever the spacing and capitals."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

# "lampunya", "jalanku": the suffix belongs to the sentence, not to the keyword.
SUFFIX = "(?:nya|ku|mu|lah|kah|pun)?"


def plain(text: str) -> str:
    """Lower case, without accents and styled letters, one space between words."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return " ".join(folded.split())


def found(phrases: Iterable[str], text: str) -> tuple[str, ...]:
    """Those of `phrases` that stand in `text` as whole words, in their own order."""
    words = plain(text)
    return tuple(phrase for phrase in phrases if phrase.strip() and _stands(phrase, words))


def _stands(phrase: str, words: str) -> bool:
    pattern = re.escape(plain(phrase)).replace(r"\ ", r"[\s-]+")
    return re.search(rf"(?<!\w){pattern}{SUFFIX}(?!\w)", words) is not None
