"""One line about what was just done, kept over the rerun that follows."""

from __future__ import annotations

import re

import streamlit as st

KEY = "flash"
TOP = "top"


def good(sentence: str, *, place: str = TOP) -> None:
    _keep(place, "good", sentence)


def bad(sentence: str, *, place: str = TOP) -> None:
    """`place`: where on the page it is drawn, beside what has to be corrected."""
    _keep(place, "bad", sentence)


def _keep(place: str, kind: str, sentence: str) -> None:
    st.session_state.setdefault(KEY, {}).setdefault(place, []).append((kind, sentence))


def draw(place: str = TOP) -> None:
    """Show what has been kept for this place, once."""
    for kind, sentence in st.session_state.get(KEY, {}).pop(place, []):
        if kind == "good":
            # Also floating: the line may be out of sight, above on a phone or below the fold.
            st.toast(plain(sentence), icon=":material/check_circle:")
            st.success(plain(sentence), icon=":material/check_circle:")
        else:
            st.error(plain(sentence), icon=":material/error:")


def waiting(place: str) -> list[str]:
    """The sentences that the next draw of this place will show."""
    return [sentence for _, sentence in st.session_state.get(KEY, {}).get(place, [])]


def plain(text: str) -> str:
    r"""Text that Markdown leaves alone: what a person typed never formats our page, and no address
    in it becomes a link that somebody presses unasked.

    >>> plain("a *b* [c](d) $e$")
    'a \\*b\\* \\[c\\](d) \\$e\\$'
    """
    return LINE_START.sub(r"\1\\\2", JOINED.sub(JOINER, _escaped(text)))


def _escaped(text: str) -> str:
    return "".join(f"\\{char}" if char in MARKDOWN else char for char in text)


MARKDOWN = frozenset("\\`*_{}[]<>~$:#|")
#: Streamlit looks for addresses, icons and arrows once more when the escapes are gone; an invisible
#: joiner between their letters is what it does not find.
JOINER = "\u2060"
JOINED = re.compile(
    r"(?<=:)(?=[A-Za-z/_+-])"  # https://, mailto:, :material/, :streamlit:
    r"|(?<=www)(?=\.)|(?=@)"
    r"|(?<=[-<=~])(?=\\?[-=>])",  # ->, <-, --, >=
    re.IGNORECASE,
)
#: A list, a heading's underline: only at the beginning of a line.
LINE_START = re.compile(r"^[ \t]*(\d*)([-+=]|(?<=\d)[.)])", re.MULTILINE)
