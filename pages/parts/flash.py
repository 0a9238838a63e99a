"""One line about what was just done, kept over the rerun that follows."""

from __future__ import annotations

import streamlit as st

KEY = "flash"


def good(sentence: str) -> None:
    st.session_state.setdefault(KEY, []).append(("good", sentence))


def bad(sentence: str) -> None:
    st.session_state.setdefault(KEY, []).append(("bad", sentence))


def draw() -> None:
    """Show what has been kept, once."""
    for kind, sentence in st.session_state.pop(KEY, []):
        if kind == "good":
            st.success(plain(sentence), icon=":material/check_circle:")
        else:
            st.error(plain(sentence), icon=":material/error:")


def plain(text: str) -> str:
    r"""Text that Markdown leaves alone: what a person typed never formats our page.

    >>> plain("a *b* [c](d) $e$")
    'a \\*b\\* \\[c\\]\\(d\\) \\$e\\$'
    """
    return "".join(f"\\{char}" if char in MARKDOWN else char for char in text)


MARKDOWN = frozenset("\\`*_{}[]()<>#+-.!|~$:^@&=")
